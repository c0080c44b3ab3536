"""Photographs in their frames: crop around the focal point, never enlarged, ink for print, sRGB for the web."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from marbre.block import PictureUse
from marbre.drawing import Drawing, Ink, Shape
from marbre.finish.photos import crop_box, derive
from marbre.finish.pictures import Darkroom, make
from marbre.picture import FormPicture, JpegPicture

PROFILE = Path(__file__).parents[1] / "assets" / "icc" / "ISOcoated_v2_300_bas.icc"


def photo(path: Path, size: tuple[int, int], mode: str = "RGB") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, {"RGB": (200, 60, 40), "L": 120, "CMYK": (0, 180, 180, 20)}[mode]).save(path)
    return path


@given(st.integers(20, 4000), st.integers(20, 4000), st.floats(0.3, 3.5), st.floats(0, 1), st.floats(0, 1))
def test_the_crop_lies_inside_and_has_the_frame_s_shape(width: int, height: int, ratio: float, x: float, y: float) -> None:
    left, top, right, bottom = crop_box((width, height), ratio, (x, y))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
    assert abs((right - left) - ratio * (bottom - top)) <= ratio + 1


def test_the_focal_point_stays_in_view() -> None:
    assert crop_box((3000, 1000), 1.0, (0.9, 0.5)) == (2000, 0, 3000, 1000)
    assert crop_box((3000, 1000), 1.0, (0.5, 0.5)) == (1000, 0, 2000, 1000)


def test_print_is_300_ppi_in_ink_and_web_150_in_srgb(tmp_path: Path) -> None:
    made = derive(photo(tmp_path / "a.jpg", (2400, 1600)), 50.8, 25.4, (0.5, 0.5), PROFILE)
    assert (made.print.width, made.print.height, made.print.space) == (600, 300, "DeviceCMYK")
    assert (made.web.width, made.web.height, made.web.space) == (300, 150, "DeviceRGB")
    assert made.ppi == pytest.approx(1200, abs=1)
    assert Image.open(io.BytesIO(made.print.data)).mode == "CMYK"


def test_a_small_original_is_never_enlarged(tmp_path: Path) -> None:
    made = derive(photo(tmp_path / "a.png", (300, 200)), 50.8, 25.4, (0.5, 0.5), PROFILE)
    assert (made.print.width, made.print.height) == (300, 150)
    assert made.ppi == pytest.approx(150, abs=1)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_cmyk_originals_pass(tmp_path: Path, mode: str) -> None:
    made = derive(photo(tmp_path / "a.jpg", (800, 600), mode), 40, 30, (0.5, 0.5), PROFILE)
    assert made.web.space == "DeviceRGB"


def room(tmp_path: Path) -> Darkroom:
    def draw(kind: str, values: object, width: float, height: float) -> Drawing:
        return Drawing(width, height, (Shape((("M", 0, 0), ("L", width, 0), ("L", width, height), ("Z",)), Ink("noir")),))

    palette = (("noir", ((26, 26, 26), (0.0, 0.0, 0.0, 100.0))),)
    return Darkroom(palette, draw, "1", tmp_path / "media", PROFILE, tmp_path / "cache.sqlite")


def test_pictures_are_made_once_and_low_ones_are_told(tmp_path: Path) -> None:
    photo(tmp_path / "media" / "low.jpg", (400, 300))
    uses = [PictureUse("P1", "photo?file=low.jpg&record=7", 100, 75), PictureUse("P2", "scene?kind=inn", 50, 25)]
    first, second = make(uses, room(tmp_path)), make(uses, room(tmp_path))
    assert (first.made, second.made) == (2, 0)
    assert second.print == first.print
    assert isinstance(first.print["P1"], JpegPicture)
    assert isinstance(first.print["P2"], FormPicture)
    assert b"0 0 0 1 k" in first.print["P2"].content
    (finding,) = first.findings
    assert (finding.id, finding.record, finding.severity.value) == ("picture_resolution_low", 7, "error")


def test_a_photograph_that_is_missing_or_broken_gives_way_to_a_drawing(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "broken.jpg").write_bytes(b"\xff\xd8\xff no picture")
    photo(tmp_path / "media" / "half.jpg", (400, 300))
    half = (tmp_path / "media" / "half.jpg").read_bytes()
    (tmp_path / "media" / "half.jpg").write_bytes(half[: len(half) // 2])
    uses = [
        PictureUse(f"P{number}", f"photo?file={name}.jpg&record={number}", 50, 25)
        for number, name in enumerate(("broken", "gone", "half"), 1)
    ]
    assert weasyprint.images.ImageFile.LOAD_TRUNCATED_IMAGES  # the engine forgives, for the whole process
    made = make(uses, room(tmp_path))
    assert [(finding.id, finding.record) for finding in made.findings] == [("picture_unreadable", number) for number in (1, 2, 3)]
    assert all(isinstance(picture, FormPicture) for picture in made.print.values())
