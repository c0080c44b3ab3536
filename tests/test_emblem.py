"""The signature: what the files hold is what the code draws, in the exact colours of the brand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from marbre.compose.emblem import colour_bar, comma, salamander
from marbre.drawing import Drawing, Ink, to_svg

ROOT = Path(__file__).resolve().parent.parent
PALETTE = yaml.safe_load((ROOT / "brand.yaml").read_text(encoding="utf-8"))["palette"]


def _svg(drawing: Drawing) -> str:
    def colour(ink: Ink) -> str:
        assert ink.tint == 1
        return str(PALETTE[ink.name]["srgb"])

    return to_svg(drawing, colour) + "\n"


def _names(drawing: Drawing) -> set[str]:
    return {ink.name for shape in drawing.shapes for ink in (shape.fill, shape.stroke) if ink is not None}


@pytest.mark.parametrize(
    ("file", "drawing"), [("salamandre.svg", salamander(80)), ("barre-couleurs.svg", colour_bar(120, 4))]
)
def test_the_files_are_what_the_code_draws(file: str, drawing: Drawing) -> None:
    assert (ROOT / "assets" / "signature" / file).read_text(encoding="utf-8") == _svg(drawing)


def test_only_colours_of_the_brand_reach_the_files() -> None:
    known = {value["srgb"] for value in PALETTE.values()}
    for path in sorted((ROOT / "assets" / "signature").glob("*.svg")):
        assert set(re.findall(r"#[0-9A-F]{6}", path.read_text(encoding="utf-8"))) <= known


def test_the_salamander_has_four_legs_of_four_toes_and_two_eyes() -> None:
    shapes = salamander(80).shapes
    eyes = [shape for shape in shapes if shape.fill == Ink("noir")]
    toes = [shape for shape in shapes if shape.stroke is not None and shape.width == pytest.approx(0.021 * 80)]
    assert (len(eyes), len(toes)) == (2, 16)


@pytest.mark.parametrize("size", [8.0, 80.0])
def test_the_salamander_stays_on_its_sheet(size: float) -> None:
    for shape in salamander(size).shapes:
        for segment in shape.path:
            numbers = [float(number) for number in segment[1:]]
            assert all(0 <= number <= size for number in numbers)


def test_the_salamander_scales() -> None:
    small, large = salamander(8), salamander(80)
    assert small.shapes[0].width * 10 == pytest.approx(large.shapes[0].width, abs=0.01)
    assert len(small.shapes) == len(large.shapes)


def test_the_bar_is_long_and_thin_with_one_comma_of_each_colour() -> None:
    bar = colour_bar(120, 4)
    commas = [shape for shape in bar.shapes if any(segment[0] == "C" for segment in shape.path)]
    assert [shape.fill for shape in commas] == [Ink("orange"), Ink("fuchsia")]
    assert max(float(segment[-2]) for shape in bar.shapes for segment in shape.path[:-1]) <= 120
    assert {"miel", "terracotta", "rouge"} <= _names(bar)


def test_a_comma_has_a_round_head_and_a_tail_to_the_left() -> None:
    path = comma(10, 5, 2)
    ends = [(float(segment[-2]), float(segment[-1])) for segment in path[:-1]]
    lowest = max(ends, key=lambda point: point[1])
    assert lowest[1] == pytest.approx(7, abs=0.05)
    assert lowest[0] < 10.5
