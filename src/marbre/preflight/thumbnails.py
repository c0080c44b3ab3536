"""Small pictures of pages for the report: the page itself, cut to what the ink map shows, and its ink as colours of heat."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from marbre.preflight.facts import InkCover, Rect

#: Pages are never drawn with more pixels than this.
_MOST_PIXELS, _QUALITY = 1_500_000, 62
#: Percent of ink and the colour that stands for it: none, light, usual, heavy, at the limit, above it.
HEAT: tuple[tuple[float, tuple[int, int, int]], ...] = (
    (0, (255, 255, 255)), (60, (219, 234, 233)), (150, (120, 178, 181)), (240, (240, 196, 110)), (300, (222, 110, 60)),
    (330, (164, 32, 38)), (400, (84, 12, 38)),
)  # fmt: skip

Painter = Callable[[int, Rect, float], str]


@contextmanager
def page_painter(file: bytes | Path | str) -> Iterator[Painter]:
    """A function from a page's number, a rectangle of its user space and ppi to a picture as data URI, "" for a page that
    cannot be drawn; for as long as the file is open."""
    try:
        document = pdfium.PdfDocument(file)
    except (pdfium.PdfiumError, OSError):
        yield lambda number, rect, ppi: ""
        return
    try:
        yield lambda number, rect, ppi: _painted(document, number, rect, ppi)
    finally:
        document.close()


def _painted(document: pdfium.PdfDocument, number: int, rect: Rect, ppi: float) -> str:
    if number > len(document):
        return ""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return ""
    try:
        page.set_rotation(0)
        left, bottom, right, top = page.get_cropbox()
        wide, high = min(rect[2], right) - max(rect[0], left), min(rect[3], top) - max(rect[1], bottom)
        if wide <= 1 or high <= 1:
            return ""
        scale = min(ppi / 72, (_MOST_PIXELS / (wide * high)) ** 0.5)
        cut = (
            max(rect[0] - left, 0.0), max(rect[1] - bottom, 0.0), max(right - rect[2], 0.0), max(top - rect[3], 0.0),
        )  # fmt: skip
        return data_uri(page.render(scale=scale, crop=cut).to_pil().convert("RGB"), "JPEG")
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return ""
    finally:
        page.close()


def data_uri(picture: Image.Image, kind: str) -> str:
    """A picture as a data URI."""
    target = io.BytesIO()
    if kind == "JPEG":
        picture.save(target, "JPEG", quality=_QUALITY, optimize=True)
    else:
        picture.save(target, kind, optimize=True)
    return f"data:image/{kind.lower()};base64,{b64encode(target.getvalue()).decode()}"


def heat_picture(ink: InkCover) -> str:
    """The ink of a page as a picture in the colours of heat; "" when there is none."""
    if not ink.columns or not ink.heat:
        return ""
    picture = Image.frombytes("P", (ink.columns, len(ink.heat) // ink.columns), ink.heat)
    picture.putpalette([part for value in range(256) for part in heat_colour(2.0 * value)])
    return data_uri(picture, "PNG")


def heat_colour(percent: float) -> tuple[int, int, int]:
    """The colour that stands for an ink sum."""
    for (low, one), (high, other) in pairwise(HEAT):
        if percent <= high:
            part = (percent - low) / (high - low)
            red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
            return red, green, blue
    return HEAT[-1][1]
