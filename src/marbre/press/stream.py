"""The stream that pages are painted into: WeasyPrint's own, listening for what blocks must know.

Kept apart because it is the part that touches WeasyPrint's private state.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.pdf.stream import Stream

from marbre.block import PictureUse
from marbre.inks import Cmyk, Rgb, complement, grey_ink, operands

_FORBIDDEN = (b" sh", b" scn", b" SCN", b" cs", b" CS")


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font program met in the layout: SHA-256 of its file, PostScript-like name, advance widths per 1000 em."""

    digest: str
    name: str
    widths: tuple[float, ...]


@lru_cache(maxsize=64)
def _face(content: bytes, name: str) -> FontFace:
    font = TTFont(io.BytesIO(content), lazy=True)
    em = font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    widths = tuple(metrics[glyph][0] * 1000 / em for glyph in font.getGlyphOrder())
    return FontFace(hashlib.sha256(content).hexdigest(), name, widths)


def face_of(font: Any) -> FontFace:
    """The face of one of WeasyPrint's fonts."""
    return _face(font.file_content, font.name.decode().split("+", 1)[1])


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked-content operator waiting to be written, or left out."""

    text: bytes


class BlockStream(Stream):  # type: ignore[misc]
    """Paints a page and keeps count of pictures, marks and colours."""

    pictures: list[PictureUse]
    marks: dict[Any, int]
    hidden: frozenset[Any]
    strange: set[str]

    def clone(self, **kwargs: Any) -> Any:
        self.strange.add("transparency group, pattern or mask")
        return super().clone(**kwargs)

    def add_font(self, pango_font: Any) -> Any:
        font, size = super().add_font(pango_font)
        if not getattr(font, "marbre_seeded", False):
            # True advances, so that kerning is the same whatever size the face was first met at.
            font.widths = dict(enumerate(face_of(font).widths))
            font.marbre_seeded = True
        return font, size

    def set_font_size(self, font: Any, size: float) -> None:
        face = next(known for known in self._fonts.values() if known.hash == font)
        super().set_font_size(f"F{face_of(face).digest[:16]}", size)

    def add_image(self, image: Any, interpolate: bool, ratio: float) -> str:
        self.strange.add("picture that is not a stand-in")
        return str(super().add_image(image, interpolate, ratio))

    def add_shading(self, *args: Any, **kwargs: Any) -> Any:
        self.strange.add("gradient")
        return super().add_shading(*args, **kwargs)

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        element = box.element
        if element in self.hidden or (tag == "Figure" and element is not None and not element.get("alt")):
            with self.artifact():
                yield
            return
        number = len(self.marks)
        self.marks[box] = number
        self.stream.append(_Mark(b"/%s <</MCID %d>> BDC" % (tag.encode(), number)))
        yield
        self.stream.append(_Mark(b"EMC"))

    @contextmanager
    def artifact(self) -> Iterator[None]:
        self.stream.append(_Mark(b"/Artifact BMC"))
        yield
        if self.stream[-1] == _Mark(b"/Artifact BMC"):
            self.stream.pop()
        else:
            self.stream.append(_Mark(b"EMC"))

    def written(
        self, lookup: dict[Rgb, Cmyk]
    ) -> tuple[bytes, bytes, tuple[str, ...], set[str], tuple[str, ...]]:
        """The page as (web stream, ink stream, alpha states used, paint we do not carry, colours off the palette)."""
        opaque = all(float(name[1:]) == 1 for name in self._resources["ExtGState"] if name[0] in "aA")
        states = () if opaque else tuple(sorted(self._resources["ExtGState"]))
        web: list[bytes] = []
        ink: list[bytes] = []
        off: dict[str, None] = {}
        for item in self.stream:
            if isinstance(item, _Mark):
                web.append(item.text)
                continue
            line = item if isinstance(item, bytes) else pydyf._to_bytes(item)
            if opaque and line.endswith(b" gs"):
                continue
            if line.endswith(_FORBIDDEN):
                self.strange.add(line.decode("ascii", "replace"))
            if line.endswith(b"TJ"):
                line = line.replace(b">0<", b"")
            web.append(line)
            ink.append(_inked(line, lookup, off) if line[-2:] in (b"rg", b"RG") else line)
        return b"\n".join(web), b"\n".join(ink), states, self.strange, tuple(off)


def _inked(line: bytes, lookup: dict[Rgb, Cmyk], off: dict[str, None]) -> bytes:
    """An sRGB colour operator as its CMYK twin."""
    *channels, operator = line.split()
    red, green, blue = (round(float(channel) * 255) for channel in channels)
    rgb = (red, green, blue)
    inks = lookup.get(rgb)
    if inks is None and red == green == blue:
        inks = grey_ink(rgb)
    if inks is None:
        off["#{:02X}{:02X}{:02X}".format(*rgb)] = None
        inks = complement(rgb)
    return operands(inks) + (b" k" if operator == b"rg" else b" K")


def block_stream(document: Any, page: Any, hidden: frozenset[Any]) -> BlockStream:
    """A fresh stream for one page."""
    resources = pydyf.Dictionary(
        {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")}
    )
    stream = BlockStream(
        document.fonts, (0, 0, page.width, page.height), resources, {}, None, document.color_profiles, None
    )
    stream.pictures, stream.marks, stream.hidden, stream.strange = [], {}, hidden, set()
    return stream
