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

from marbre.block import Painted, PictureUse
from marbre.inks import operands
from marbre.press.inking import Inks
from marbre.press.writing import Limits, Mark, Writer, scale_of


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


class BlockStream(Stream):  # type: ignore[misc]
    """Paints a page, or a group, pattern or mask of it, and keeps count of pictures, marks and colours.

    `scale`: px for one unit at its beginning; `inner`: it lies inside a page's stream.
    """

    pictures: list[PictureUse]
    marks: dict[Any, int]
    hidden: frozenset[Any]
    strange: set[str]
    scale: float
    inner: bool

    def clone(self, **kwargs: Any) -> BlockStream:
        for name in ("fonts", "page_rectangle", "resources", "images", "tags", "color_profiles", "output_intent"):
            kwargs.setdefault(name, self.page_rectangle if name == "page_rectangle" else getattr(self, f"_{name}"))
        child = BlockStream(**kwargs)
        child.pictures, child.hidden, child.strange = self.pictures, self.hidden, self.strange
        child.marks, child.scale, child.inner = {}, self.scale * scale_of(self.ctm), True
        return child

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

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Colours are spoken in sRGB, or as inks by number; what is given in another space is left out."""
        if color.space == "device-cmyk":
            self.set_alpha(color.alpha, stroke)
            self.stream.append(operands(tuple(100 * ink for ink in color.coordinates)) + (b" K" if stroke else b" k"))
            self._current_color = self._current_color_stroke = None
        elif color.space in ("srgb", "hsl", "hwb"):
            super().set_color(color, stroke)
        else:
            self.strange.add(f"colour in {color.space}")

    def draw_x_object(self, reference: Any) -> None:
        """Paint a picture or a group. A group that holds text is one piece of marked content, where its text begins."""
        child = self._resources["XObject"].get(reference)
        found = child.marks if isinstance(child, BlockStream) else {}
        if not found or self.inner:
            self.marks.update(found)
            super().draw_x_object(reference)
            return
        number = len(self.marks)
        self.marks[next(iter(found))] = number
        self.stream.append(Mark(b"/P <</MCID %d>> BDC" % number))
        super().draw_x_object(reference)
        self.stream.append(Mark(b"EMC"))

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        element = box.element
        if element in self.hidden or (tag == "Figure" and element is not None and not element.get("alt")):
            with self.artifact():
                yield
            return
        number = len(self.marks)
        self.marks[box] = number
        self.stream.append(Mark(b"/%s <</MCID %d>> BDC" % (tag.encode(), number)))
        yield
        self.stream.append(Mark(b"EMC"))

    @contextmanager
    def artifact(self) -> Iterator[None]:
        self.stream.append(Mark(b"/Artifact BMC"))
        yield
        if self.stream[-1] == Mark(b"/Artifact BMC"):
            self.stream.pop()
        else:
            self.stream.append(Mark(b"EMC"))

    def written(self, inks: Inks, limits: Limits) -> Written:
        """The page for both targets, with the objects it paints with."""
        opaque = _opaque(self, set())
        writers = [Writer(mode, mode, inks, limits, opaque, strange=self.strange) for mode in ("web", "ink")]
        web, ink = (writer.content(self, marks=writer.mode == "web")[0] for writer in writers)
        states = sorted(set().union(*(writer.states for writer in writers)))
        objects = [painted for writer in writers for painted in writer.objects.values()]
        return Written(web, ink, tuple(states), tuple(objects), tuple(sorted(self.strange)), tuple(inks.off))


@dataclass(frozen=True, slots=True)
class Written:
    """A page as streams: sRGB with marks, inks without; alpha states, objects, paint not carried, colours off the
    palette."""

    web: bytes
    ink: bytes
    states: tuple[str, ...]
    objects: tuple[Painted, ...]
    strange: tuple[str, ...]
    off: tuple[str, ...]


def _opaque(stream: Any, seen: set[int]) -> bool:
    """Whether nothing in a stream, or in what it paints with, lets anything shine through."""
    seen.add(id(stream))
    for name in stream._resources["ExtGState"]:
        if name[0] not in "aA" or float(name[1:]) != 1:
            return False
    inner = [*stream._resources["XObject"].values(), *stream._resources["Pattern"].values()]
    return all(_opaque(child, seen) for child in inner if isinstance(child, BlockStream) and id(child) not in seen)


def block_stream(document: Any, page: Any, hidden: frozenset[Any]) -> BlockStream:
    """A fresh stream for one page."""
    resources = pydyf.Dictionary(
        {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")}
    )
    stream = BlockStream(
        document.fonts, (0, 0, page.width, page.height), resources, {}, None, document.color_profiles, None
    )
    stream.pictures, stream.marks, stream.hidden, stream.strange = [], {}, hidden, set()
    stream.scale, stream.inner = 1.0, False
    return stream
