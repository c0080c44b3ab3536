"""Fonts of a file: how wide each code is set, what it says, whether it has a glyph (ISO 32000-1, 9.5 to 9.10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import pikepdf

from marbre.preflight.cmaps import CodeMap, read_cmap
from marbre.preflight.encodings import encoding_of
from marbre.preflight.facts import Font
from marbre.preflight.functions import numbers
from marbre.preflight.glyphs import Program, program_of
from marbre.preflight.paths import Matrix
from marbre.preflight.plain import name_of
from marbre.preflight.streams import TooLarge, Undecodable, decoded

_TAG = re.compile(r"^[A-Z]{6}\+")
_MOST_WIDTHS, _MOST_CMAP = 70_000, 8 * 2**20
#: Set widths of fonts that bring none (the fourteen standard fonts): about those of Helvetica.
_USUAL = 0.556
_SYMBOLIC = 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """A code as it is set: its width in ems, its text, whether it is the font's sign for nothing (.notdef)."""

    width: float
    text: str
    missing: bool = False
    word_space: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font ready to set codes. `rise` and `drop` bound its glyphs in ems; `matrix` and `procedures` are Type3's."""

    font: Font
    composite: bool = False
    vertical: bool = False
    rise: float = 0.75
    drop: float = -0.22
    usual: float = _USUAL
    widths: dict[int, float] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    codes: CodeMap | None = None
    program: Program | None = None
    glyph_ids: bytes | None = None
    matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    procedures: Any = None
    resources: Any = None
    known: dict[int, Glyph] = field(default_factory=dict)

    def glyphs(self, data: bytes) -> list[Glyph]:
        """What a string shows."""
        known = self.known
        if not self.composite:
            return [known.get(code) or self._simple(code) for code in data]
        if self.codes is None:
            pairs = zip(data[::2], data[1::2], strict=False)
            return [known.get(high << 8 | low) or self._composite(high << 8 | low, 2) for high, low in pairs]
        return [known.get(code) or self._composite(code, length) for code, length in self.codes.split(data)]

    def _simple(self, code: int) -> Glyph:
        name = self.names.get(code, "")
        text = self.texts.get(code, "")
        missing = (
            name == ".notdef" if self.font.type3 or self.program is None else not self.program.has(code, name, text)
        )
        glyph = Glyph(self.widths.get(code, self.usual), text, missing and not text.isspace(), code == 32)
        self.known[code] = glyph
        return glyph

    def _composite(self, code: int, length: int) -> Glyph:
        cid = self.codes.cid(code, length) if self.codes else code
        number = cid
        if self.glyph_ids is not None:
            number = int.from_bytes(self.glyph_ids[2 * cid : 2 * cid + 2], "big")
        count = self.program.count if self.program else 0
        missing = self.font.embedded and (number == 0 or bool(count and number >= count and not self.program_by_cid))
        text = self.texts.get(code, "")
        glyph = Glyph(
            self.widths.get(cid, self.usual), text, missing and not text.isspace(), length == 1 and code == 32
        )
        if len(self.known) < _MOST_WIDTHS:
            self.known[code] = glyph
        return glyph

    @property
    def program_by_cid(self) -> bool:
        """Whether glyphs are looked up by character id, so that their count says nothing."""
        return self.font.kind != "Type0/CIDFontType2"


def font_of(thing: Any) -> Font:
    """What a font dictionary says of itself."""
    kind = name_of(thing.get("/Subtype"))
    name = name_of(thing.get("/BaseFont")) or name_of(thing.get("/Name"))
    descriptor = thing.get("/FontDescriptor")
    if kind == "Type0":
        inner = _descendant(thing)
        if inner is not None:
            descriptor = inner.get("/FontDescriptor")
            kind = f"Type0/{name_of(inner.get('/Subtype'))}"
            name = name or name_of(inner.get("/BaseFont"))
    embedded = kind == "Type3" or any(_program_stream(descriptor))
    return Font(_TAG.sub("", name), kind, embedded, bool(_TAG.match(name)), kind == "Type3")


def _descendant(thing: Any) -> Any:
    inner = thing.get("/DescendantFonts")
    if isinstance(inner, pikepdf.Array) and len(inner):
        inner = inner[0]
    return inner if isinstance(inner, pikepdf.Dictionary) else None


def _program_stream(descriptor: Any) -> list[Any]:
    if not isinstance(descriptor, pikepdf.Dictionary):
        return []
    streams = [descriptor.get(key) for key in ("/FontFile", "/FontFile2", "/FontFile3")]
    return [stream for stream in streams if isinstance(stream, pikepdf.Stream)]


def face_of(thing: Any) -> Face:
    """A font dictionary ready to set codes. Never raises for odd values; what is missing gets the usual."""
    font = font_of(thing)
    try:
        if font.kind.startswith("Type0"):
            return _composite_face(thing, font)
        return _simple_face(thing, font)
    except (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AttributeError):
        return Face(font, composite=font.kind.startswith("Type0"))


def _simple_face(thing: Any, font: Font) -> Face:
    descriptor = thing.get("/FontDescriptor")
    matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    if font.type3:
        flat = numbers(thing.get("/FontMatrix"))
        matrix = (flat[0], flat[1], flat[2], flat[3], flat[4], flat[5]) if len(flat) == 6 else matrix
    first = int(thing.get("/FirstChar", 0))
    widths = {
        first + index: width * matrix[0] for index, width in enumerate(numbers(thing.get("/Widths"))) if isfinite(width)
    }
    symbolic = bool(_number(descriptor, "/Flags") & _SYMBOLIC) if descriptor is not None else False
    names, texts = encoding_of(thing.get("/Encoding"), symbolic)
    texts = {**texts, **_unicode(thing)}
    rise, drop = _extent(descriptor, thing.get("/FontBBox") if font.type3 else None, matrix[3])
    default = _number(descriptor, "/MissingWidth") / 1000 if widths else _USUAL
    streams = _program_stream(descriptor)
    return Face(
        font, rise=rise, drop=drop, usual=default, widths=widths, texts=texts, names=names,
        program=program_of(streams[0], symbolic, "/Encoding" in thing) if streams else None,
        matrix=matrix, procedures=thing.get("/CharProcs") if font.type3 else None, resources=thing.get("/Resources"),
    )  # fmt: skip


def _composite_face(thing: Any, font: Font) -> Face:
    inner = _descendant(thing)
    if inner is None:
        return Face(font, composite=True)
    descriptor, encoding = inner.get("/FontDescriptor"), thing.get("/Encoding")
    codes = None
    name = name_of(encoding)
    if isinstance(encoding, pikepdf.Stream):
        codes = read_cmap(decoded(encoding, _MOST_CMAP))
        name = name_of(encoding.get("/CMapName"))
    elif not name.startswith("Identity"):
        codes = CodeMap(known=False)
    rise, drop = _extent(descriptor, None, 0.001)
    mapped = inner.get("/CIDToGIDMap")
    streams = _program_stream(descriptor)
    return Face(
        font, True, name.endswith("V") or name == "V", rise, drop, float(inner.get("/DW", 1000)) / 1000,
        _composite_widths(inner.get("/W")), _unicode(thing), codes=codes,
        program=program_of(streams[0], False, False) if streams else None,
        glyph_ids=_glyph_ids(mapped),
    )  # fmt: skip


def _glyph_ids(mapped: Any) -> bytes | None:
    try:
        return decoded(mapped, 2**18) if isinstance(mapped, pikepdf.Stream) else None
    except (TooLarge, Undecodable):
        return None


def _composite_widths(thing: Any) -> dict[int, float]:
    """The array W (9.7.4.3): `first [w …]` and `first last w`."""
    found: dict[int, float] = {}
    if not isinstance(thing, pikepdf.Array):
        return found
    items = list(thing)[:_MOST_WIDTHS]
    index = 0
    while index + 1 < len(items) and len(found) < _MOST_WIDTHS:
        first, second = int(items[index]), items[index + 1]
        if isinstance(second, pikepdf.Array):
            found.update((first + step, float(width) / 1000) for step, width in enumerate(list(second)[:_MOST_WIDTHS]))
            index += 2
        elif index + 2 < len(items):
            last, width = min(int(second), first + 65535), float(items[index + 2]) / 1000
            found.update(dict.fromkeys(range(first, last + 1), width))
            index += 3
        else:
            break
    return found


def _number(thing: Any, key: str) -> int:
    value = thing.get(key, 0) if isinstance(thing, pikepdf.Dictionary) else 0
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _extent(descriptor: Any, box: Any, scale: float) -> tuple[float, float]:
    """Height above and depth below the base line, in ems: the capitals' where the font says it, with room for accents."""
    if isinstance(descriptor, pikepdf.Dictionary):
        ascent, descent = _number(descriptor, "/Ascent") / 1000, _number(descriptor, "/Descent") / 1000
        if 0.3 < ascent <= 1.5:
            return min(ascent, 0.95), -min(abs(descent), 0.3) if descent else -0.22
        box = descriptor.get("/FontBBox")
        scale = 0.001
    flat = numbers(box)
    if len(flat) == 4 and flat[3] > flat[1]:
        return min(max(flat[3] * scale, 0.3), 2.0), max(min(flat[1] * scale, 0.0), -1.0)
    return 0.75, -0.22


def _unicode(thing: Any) -> dict[int, str]:
    stream = thing.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    try:
        return read_cmap(decoded(stream, _MOST_CMAP)).texts
    except (TooLarge, Undecodable):
        return {}
