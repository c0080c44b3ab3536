"""A finished PDF read for its type, through pdfium, which did not write it: runs of glyphs with the element they belong to.

ISO 32000-1, 9.10 (text extraction) and 14.7 (structure). Only horizontal text is read; artifacts of a tagged file
(folios, running heads) are left out.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marbre.errors import InputError
from marbre.lint.facts import SIGN
from marbre.measures import pt_to_mm

if TYPE_CHECKING:
    import pypdfium2 as pdfium

#: Structure elements that stand in a line, not below one another.
_INLINE = frozenset({"Link", "Span", "Quote", "Code", "Reference", "Em", "Strong", "Sub", "Figure"})
_HYPHEN_OF_PDFIUM = ("\x02", "\ufffe")
#: Grey from which paper is white, and pixels to the inch at which white is looked for.
_WHITE, _PPI = 246, 36


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter and its advance, in mm."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that one operator paints: one face, one size (pt), one baseline (mm). `mark` is its marked-content id, -1
    for none; `bad` counts glyphs without meaning."""

    glyphs: tuple[Glyph, ...]
    mark: int
    baseline: float
    top: float
    bottom: float
    size: float
    font: str
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Element:
    """The element that marked content belongs to: its `id` in reading order, its tag, its language if it has its own."""

    id: int
    tag: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as it was read. `elements`: marked-content id → element, empty without tags; `grey` rows of its picture."""

    number: int
    label: str
    width: float
    height: float
    runs: tuple[Run, ...]
    elements: dict[int, Element]
    grey: tuple[bytes, ...] = ()

    @property
    def row(self) -> float:
        """The height of a row of the picture in mm."""
        return self.height / len(self.grey) if self.grey else 0.0


@contextmanager
def opened(data: bytes | Path) -> Iterator[pdfium.PdfDocument]:
    """A PDF for reading. Raises InputError for what is none."""
    import pypdfium2 as pdfium

    name = data.name if isinstance(data, Path) else "PDF"
    try:
        document = pdfium.PdfDocument(data)
    except (pdfium.PdfiumError, FileNotFoundError) as error:
        raise InputError(f"{name} cannot be read: {error}", "give a PDF file without a password") from error
    try:
        yield document
    finally:
        document.close()


def language_of(document: pdfium.PdfDocument) -> str:
    """The language that the catalog names, two letters, "" where it does not."""
    import pypdfium2.raw as raw

    get = getattr(raw, "FPDFCatalog_GetLanguage", None)
    return _said(lambda buffer, size: get(document.raw, buffer, size))[:2].lower() if get else ""


def read_page(document: pdfium.PdfDocument, index: int, picture: bool) -> RawPage:
    """One page; `picture` also looks where it is white."""
    import pypdfium2.raw as raw

    page = document[index]
    left, bottom, right, top = page.get_trimbox()
    text_page = page.get_textpage()
    runs = tuple(_runs(text_page.raw, raw, (left, top)))
    text_page.close()
    label = document.get_page_label(index) or str(index + 1)
    grey = _grey(page) if picture else ()
    made = RawPage(index + 1, label, pt_to_mm(right - left), pt_to_mm(top - bottom), runs, _elements(page, raw), grey)
    page.close()
    return made


def _grey(page: Any) -> tuple[bytes, ...]:
    """Rows of the page's picture, one byte a pixel, of the trimmed page."""
    left, bottom, right, top = page.get_trimbox()
    media = page.get_mediabox()
    crop = (left - media[0], bottom - media[1], media[2] - right, media[3] - top)
    bitmap = page.render(scale=_PPI / 72, grayscale=True, crop=tuple(max(0.0, one) for one in crop))
    data, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    rows = tuple(data[start : start + width] for start in range(0, stride * bitmap.height, stride))
    bitmap.close()
    return rows


def ink_end(page: RawPage, left: float, right: float, top: float, foot: float) -> float:
    """Where the last ink lies between `left` and `right`, `top` and `foot` (mm); `top` where there is none."""
    if not page.grey:
        return foot
    across = len(page.grey[0]) / page.width
    from_, to = int(left * across), max(int(left * across) + 1, int(right * across))
    first, last = int(top / page.row), min(len(page.grey), int(foot / page.row))
    for row in range(last - 1, first - 1, -1):
        if min(page.grey[row][from_:to], default=255) < _WHITE:
            return (row + 1) * page.row
    return top


def _runs(text: Any, raw: Any, origin: tuple[float, float]) -> Iterator[Run]:
    """Runs in the order of the file, without those that are not horizontal."""
    box = raw.FS_RECTF()
    begun, start = 0, 0
    letters: list[tuple[str, float, float]] = []
    for index in range(raw.FPDFText_CountChars(text)):
        thing = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value or 0
        if thing != begun:
            yield from _run(text, raw, start, letters, origin)
            begun, start, letters = thing, index, []
        if not thing:
            continue
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        raw.FPDFText_GetLooseCharBox(text, index, box)
        if letter != " " or box.right > box.left:  # a space of no width is pdfium's guess
            letters.append((letter, box.left, box.right))
    yield from _run(text, raw, start, letters, origin)


def _run(
    text: Any, raw: Any, start: int, letters: list[tuple[str, float, float]], origin: tuple[float, float]
) -> Iterator[Run]:
    if not letters:
        return
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    raw.FPDFText_GetMatrix(text, start, matrix)
    if abs(matrix.b) > 0.02 * abs(matrix.a) or matrix.a <= 0:
        return
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, start, x, y)
    raw.FPDFText_GetLooseCharBox(text, start, box)
    size = raw.FPDFText_GetFontSize(text, start) * abs(matrix.d)
    thing = raw.FPDFText_GetTextObject(text, start)
    glyphs = tuple(_joined(letters, origin[0]))
    bad = sum(glyph.text in ("\0", "\ufffd") for glyph in glyphs)
    down = [pt_to_mm(origin[1] - one) for one in (y.value, box.top, box.bottom)]
    mark = int(raw.FPDFPageObj_GetMarkedContentID(thing))
    yield Run(glyphs, mark, down[0], down[1], down[2], size, _font(thing, raw), bad)


def _joined(letters: list[tuple[str, float, float]], left: float) -> Iterator[Glyph]:
    """Letters of one glyph together (ligatures), and a sign in the place of one that says a whole word."""
    index = 0
    while index < len(letters):
        text, start, end = letters[index]
        after = index + 1
        while after < len(letters) and letters[after][1:] == (start, end) and end > start:
            text += letters[after][0]
            after += 1
        if text in _HYPHEN_OF_PDFIUM:
            text = "-"
        yield Glyph(SIGN if len(text) > 3 else text, pt_to_mm(start - left), pt_to_mm(end - left))
        index = after


def _font(thing: Any, raw: Any) -> str:
    font = raw.FPDFTextObj_GetFont(thing)
    if not font:
        return ""
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def _elements(page: Any, raw: Any) -> dict[int, Element]:
    """Marked-content id → the nearest element that is not inline."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    found: dict[int, Element] = {}
    made: list[Element] = []

    def walk(node: Any, above: Element | None, depth: int) -> None:
        tag = _said(lambda buffer, size: raw.FPDF_StructElement_GetType(node, buffer, size))
        lang = _said(lambda buffer, size: raw.FPDF_StructElement_GetLang(node, buffer, size))[:2].lower()
        if tag in _INLINE and above is not None:
            own = replace(above, lang=lang) if lang else above
        else:
            own = Element(len(made), tag, lang or (above.lang if above else ""))
            made.append(own)
        for index in range(max(0, raw.FPDF_StructElement_CountChildren(node))):
            child = raw.FPDF_StructElement_GetChildAtIndex(node, index)
            if child and depth < 60:
                walk(child, own, depth + 1)
            elif not child:
                mark = int(raw.FPDF_StructElement_GetChildMarkedContentID(node, index))
                if mark >= 0:
                    found[mark] = own

    try:
        for index in range(max(0, raw.FPDF_StructTree_CountChildren(tree))):
            node = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            if node:
                walk(node, None, 0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return found


def _said(get: Any) -> str:
    """A UTF-16 string that pdfium writes into a buffer of the size that it asks for."""
    size = int(get(None, 0))
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    get(buffer, size)
    return bytes(buffer)[:-2].decode("utf-16-le", "replace")
