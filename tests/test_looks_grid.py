"""Running text on the grid: the columns of a page share their baselines, and the last columns of an article end alike."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from marbre.brand_file import read_brand
from marbre.build.article_fit import EVEN
from marbre.build.specimen import Specimen
from marbre.compose.articles import _spaced
from marbre.edition import PageFormat
from marbre.edition_file import read_edition
from marbre.page_shape import PageShape
from marbre.plan.shaped import shaped_frames

ROOT = Path(__file__).parents[1]
MM = 25.4 / 72
#: The face of running text, its size as the file says it (1.333 px a point), and its leading in mm.
TEXTS = {"magazine": (13.6, 4.4), "themes": (13.6, 4.4), "guide": (12.27, 4.25)}
#: Articles whose text reaches their last page and whose side column leaves it free to move.
ENDS = {
    "magazine fr": ("page-portrait-2", "page-portrait-long-2", "page-portrait-short-2", "page-season-short-3", "page-descent-long-4"),
    "themes fr": ("page-road-long-4", "page-visit-2"),
}


def running_text(document: pdfium.PdfDocument, index: int, size: float) -> list[tuple[float, float]]:
    """Origins of the letters of running text on a page, in mm from the head left of the trim."""
    page = document[index]
    reader, crop = page.get_textpage(), page.get_cropbox()
    found = []
    for number in range(reader.count_chars()):
        name, flags = ctypes.create_string_buffer(120), ctypes.c_int()
        raw.FPDFText_GetFontInfo(reader, number, name, 120, flags)
        if b"Carlito" not in name.value or abs(raw.FPDFText_GetFontSize(reader, number) - size) > 0.1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(reader, number, x, y)
        if chr(raw.FPDFText_GetUnicode(reader, number)).strip():
            found.append(((x.value - crop[0]) * MM, (crop[3] - y.value) * MM))
    return found


def columns(letters: list[tuple[float, float]], page: PageFormat) -> dict[int, list[float]]:
    """Baselines by column; the measure of the text begins where its leftmost letter stands."""
    left = min(x for x, _ in letters)
    found = defaultdict(list)
    for x, y in letters:
        found[int((x - left + 1) // (page.column_width + page.column_gap))].append(y)
    return found


@pytest.mark.pdf
@pytest.mark.parametrize("key", ["magazine fr", "themes fr", "guide fr", "guide de"])
def test_columns_of_running_text_share_their_baselines(specimens: dict[str, Specimen], key: str) -> None:
    made = specimens[key]
    size, leading = TEXTS[made.short]
    document = pdfium.PdfDocument(made.pdf)
    articles = {"magazine": ("descent", "walls", "season", "portrait"), "themes": ("story", "road", "visit"), "guide": ("long",)}
    seen = 0
    for piece in made.pieces:
        if not piece.name.startswith(tuple(f"page-{name}" for name in articles[made.short])):
            continue
        letters = running_text(document, piece.page, size)
        if len(letters) < 100:
            continue
        seen += 1
        first = letters[0][1]
        off = {round((y - first + leading / 2) % leading - leading / 2, 2) for _, y in letters}
        assert max(map(abs, off)) < 0.06, (piece.name, sorted(off))
    assert seen >= 2


@pytest.mark.pdf
@pytest.mark.parametrize("key", list(ENDS))
def test_the_last_columns_of_an_article_end_alike(specimens: dict[str, Specimen], key: str) -> None:
    made = specimens[key]
    size, leading = TEXTS[made.short]
    page = read_edition(ROOT, made.name, read_brand(ROOT / "brand.yaml")).format
    document = pdfium.PdfDocument(made.pdf)
    where = {piece.name: piece.page for piece in made.pieces}
    for name in ENDS[key]:
        feet = [max(lines) for lines in columns(running_text(document, where[name], size), page).values()]
        assert len(feet) > 1, name
        assert max(feet) - min(feet) < 3.1 * leading, (name, feet)


SHAPES = (PageShape("head", 40, 100, (0, 1, 2), words=True), PageShape("foot", 40, 120, (0, 1), side=("boxes",)))


def test_the_picture_of_the_last_page_takes_what_its_columns_give() -> None:
    before = shaped_frames(420, 20, SHAPES, 212, sides=(0, 30))
    after = shaped_frames(420, 20, SHAPES, 212, sides=(0, 30), ends=2 * EVEN)
    assert after.columns[0] == before.columns[0]
    assert after.columns[1] == tuple(height - 2 * EVEN for height in before.columns[1])
    assert after.pictures == (before.pictures[0], before.pictures[1] + 2 * EVEN)


def test_columns_never_end_above_what_stands_beside_them() -> None:
    before = shaped_frames(420, 20, SHAPES, 212, sides=(0, 0))
    side = before.columns[1][0] - 6
    after = shaped_frames(420, 20, SHAPES, 212, sides=(0, side), ends=40)
    assert after.columns[1][0] >= side


def test_each_quote_has_its_own_white() -> None:
    html = "<p>a</p><blockquote><p>b</p></blockquote><p>c</p><blockquote lang='fr'><p>d</p></blockquote>"
    assert _spaced(html, (4.4, 6.6)).count("margin-bottom:4.4mm") == 1
    assert "<blockquote style=\"margin-bottom:6.6mm\" lang='fr'>" in _spaced(html, (4.4, 6.6))
    assert _spaced(html, ()) == html
