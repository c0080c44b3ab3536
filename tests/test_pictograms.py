"""Pictograms: every sign has a drawing, a licence, a character of its own and words in three languages."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from marbre.compose.pictograms import read_pictograms
from marbre.compose.words import read_plain_yaml
from marbre.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "pictograms"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictogram_font", ROOT / "tools" / "make_pictogram_font.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_committed_files_are_what_the_tool_writes(tool: ModuleType) -> None:
    sources = tool.read_sources(ROOT / "tools" / "pictograms.txt")
    assert (FOLDER / "MarbrePictos.ttf").read_bytes() == tool.build(sources)
    assert (FOLDER / "pictograms.yaml").read_text(encoding="utf-8") == tool.listing(sources)


def test_every_sign_is_in_the_font_on_the_middle_of_a_capital() -> None:
    with TTFont(FOLDER / "MarbrePictos.ttf") as font:
        characters, outlines, widths = font.getBestCmap(), font["glyf"], font["hmtx"]
        assert font["head"].unitsPerEm == 1000
        assert font["OS/2"].fsType == 0
        for name, sign in read_pictograms(FOLDER).signs.items():
            assert characters[ord(sign.char)] == name
            outline = outlines[name]
            assert widths[name][0] == 1000
            assert (outline.xMin + outline.xMax) / 2 == pytest.approx(500, abs=5)
            assert (outline.yMin + outline.yMax) / 2 == pytest.approx(350, abs=5)
            assert outline.xMin >= 0
            assert outline.xMax <= 1000


def test_every_sign_has_its_drawing_licence_and_words() -> None:
    entries = read_plain_yaml(FOLDER / "pictograms.yaml")
    assert len(entries) >= 60
    assert len({entry["code"] for entry in entries.values()}) == len(entries)
    for entry in entries.values():
        assert (FOLDER / entry["file"]).is_file()
        assert entry["licence"] in ("MIT", "CC0-1.0")
        assert all(entry["label"][language] for language in ("fr", "en", "de"))
    for folder in ("phosphor", "maki", "temaki"):
        assert list((FOLDER / folder).glob("LICENSE*"))


def test_words_fall_back_to_french() -> None:
    signs = read_pictograms(FOLDER)
    assert signs.label("wheelchair", "fr") == "accessible en fauteuil roulant"
    assert signs.label("wheelchair", "en") == "wheelchair accessible"
    assert signs.label("wheelchair", "nl") == "accessible en fauteuil roulant"
    assert signs.char("circle") == "\ue000"


def test_every_sign_a_layout_asks_for_exists() -> None:
    signs = read_pictograms(FOLDER)
    for path in sorted((ROOT / "layouts").glob("*/pictograms.yaml")):
        assert set(read_plain_yaml(path)) <= set(signs.signs), path.parent.name


def test_an_unknown_sign_names_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        read_pictograms(FOLDER).char("unicorn")
    assert "wheelchair" in caught.value.hint


def test_missing_files_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_pictograms(tmp_path)
    assert "make_pictogram_font" in caught.value.hint
