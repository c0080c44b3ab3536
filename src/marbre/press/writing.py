"""From recorded operators to content streams: one in sRGB, one in inks, and the objects that they paint with.

Names that WeasyPrint counts (x0, p1, s2) become names of content, so that blocks join without renaming. Groups say the
colour space of their target, gradients get the stops of their target, luminosity masks become grey (GWG 2022, R0030).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import pydyf

from marbre.block import Painted
from marbre.inks import operands, separation_text
from marbre.press.gradients import Stops, mix_program, mixed_text, stops_in
from marbre.press.inking import Inks, bytes_of, luminance, pixels, proofed
from marbre.press.overprint import BLACK, OTHER, VARNISH, Overprinting
from marbre.press.varnish import without

_BLACK = (0.0, 0.0, 0.0, 100.0)
_LETTERS = {"XObject": "X", "Pattern": "T", "Shading": "H", "ExtGState": "G", "ColorSpace": "K", "Function": "U"}
_SPACES = {"web": "/DeviceRGB", "ink": "/DeviceCMYK", "mask": "/DeviceGray"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content operator waiting to be written, or left out."""

    text: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """Black type and black lines below these sizes in pt overprint."""

    text: float
    line: float


@dataclass(slots=True)
class Writer:
    """Writes for one target. `target` web or ink; `mode` the same, or mask inside a soft mask."""

    target: str
    mode: str
    inks: Inks
    limits: Limits
    opaque: bool
    objects: dict[str, Painted] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    strange: set[str] = field(default_factory=set)
    made: dict[int, str] = field(default_factory=dict)

    def content(self, stream: Any, marks: bool) -> tuple[bytes, tuple[str, ...]]:
        """The operators of a stream for this target, and the names it speaks of."""
        page = _Page(self, stream, Overprinting(self.limits.text, self.limits.line, stream.scale))
        out = page.track.out
        hidden = self.inks.hidden(self.target)
        for item in without(stream.stream, hidden) if hidden else stream.stream:
            if isinstance(item, Mark):
                if marks:
                    out.append(item.text)
                continue
            line = item if isinstance(item, bytes) else pydyf._to_bytes(item)
            operator = line[line.rfind(b" ") + 1 :]
            write = _WRITE.get(operator)
            if write is not None:
                made = write(page, line, operator)
                if made is None:
                    continue
                line = made
            if self.mode == "ink":
                page.track.take(line, operator)
            else:
                out.append(line)
        if self.mode == "ink" and (b"/GSo gs" in out or b"/GSk gs" in out):
            page.uses |= {"GSo": None, "GSk": None}
        return b"\n".join(out), tuple(page.uses)

    def inside_mask(self) -> Writer:
        """The same writer for what lies in a luminosity mask."""
        return Writer(
            self.target, "mask", self.inks, self.limits, self.opaque, self.objects, self.states, self.strange, {}
        )

    def keep(self, kind: str, text: str, data: bytes | None = None, uses: Sequence[str] = ()) -> str:
        """Keep an object under the name of its content."""
        whole = "\0".join((kind, text, *uses)).encode() + b"\0" + (data or b"")
        name = _LETTERS[kind] + hashlib.sha256(whole).hexdigest()[:16]
        self.objects.setdefault(name, Painted(name, kind, text, data, tuple(uses), self.target))
        return name


@dataclass(slots=True)
class _Page:
    """One stream being written, the names it uses."""

    writer: Writer
    stream: Any
    track: Overprinting
    uses: dict[str, None] = field(default_factory=dict)

    def named(self, kind: str, local: str) -> Any:
        """What WeasyPrint put in the stream's resources under a name."""
        return self.stream._resources[kind].get(local)

    def use(self, name: str) -> bytes:
        self.uses[name] = None
        return b"/" + name.encode()


def _operand(line: bytes) -> str:
    """The name before the operator."""
    return line.split()[-2].lstrip(b"/").decode()


def _colour(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    writer = page.writer
    stroke = operator == b"RG"
    if writer.mode == "web":
        return line
    rgb = bytes_of([float(channel) for channel in line.split()[:-1]])
    if writer.mode == "mask":
        return f"{luminance(rgb):g}".encode() + (b" G" if stroke else b" g")
    tone = writer.inks.spots.get(rgb)
    now = page.track.now
    if tone is not None:
        kind = VARNISH if tone.ink.varnish else OTHER
        name = page.use(writer.keep("ColorSpace", separation_text(tone.ink)))
        made = name + (b" CS " if stroke else b" cs ") + f"{tone.tint:g}".encode() + (b" SCN" if stroke else b" scn")
    else:
        inks = writer.inks.of(rgb)
        kind = BLACK if inks == _BLACK else OTHER
        made = operands(inks) + (b" K" if stroke else b" k")
    if stroke:
        now.stroke = kind
    else:
        now.fill = kind
    return made


def _space(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    if line.startswith(b"/Pattern "):
        return line
    page.writer.strange.add(f"colour space {_operand(line)}")
    return None


def _special(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    pattern = page.named("Pattern", _operand(line)) if b"/" in line else None
    if pattern is None:
        page.writer.strange.add("colour of a space of its own")
        return None
    if operator == b"SCN":
        page.track.now.stroke = OTHER
    else:
        page.track.now.fill = OTHER
    return page.use(_pattern(page.writer, pattern)) + b" " + operator


def _state(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    name = _operand(line)
    writer = page.writer
    if name[0] in "aA":
        if writer.opaque:
            return None
        writer.states.add(name)
        page.uses[name] = None
        return line
    state = page.named("ExtGState", name)
    return page.use(writer.keep("ExtGState", _state_text(writer, state))) + b" gs"


def _state_text(writer: Writer, state: Any) -> str:
    parts = []
    for key, value in state.items():
        if key == "SMask" and isinstance(value, dict):
            form = _form(writer.inside_mask(), value["G"])
            value = f"<</Type/Mask/S{value['S']}/G/@{form}>>"
        parts.append(f"/{key} {pdf_text(value)}")
    return f"<<{''.join(parts)}>>"


def _paint(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    """`Do`: a stand-in keeps its name, a group becomes a form, a picture an image."""
    name = _operand(line)
    writer = page.writer
    image = page.stream._images.get(name)
    if image is not None:
        found = _image(writer, image["image"])
        return None if found is None else page.use(found) + b" Do"
    child = page.named("XObject", name)
    if child is None:
        page.uses[name] = None
        return line
    return page.use(_form(writer, child)) + b" Do"


def _image(writer: Writer, image: Any) -> str | None:
    known = writer.made.get(id(image))
    if known is not None:
        return known
    try:
        made = pixels(image.image_data.data, writer.mode, writer.inks.profile)
    except (OSError, ValueError) as error:
        writer.strange.add(f"picture ({error})")
        return None
    entries = made.entries
    if made.mask:
        entries += f"/SMask/@{writer.keep('XObject', f'<<{made.mask_entries}>>', made.mask)}"
    writer.made[id(image)] = writer.keep("XObject", f"<<{entries}>>", made.data)
    return writer.made[id(image)]


def _form(writer: Writer, child: Any) -> str:
    known = writer.made.get(id(child))
    if known is None:
        data, uses = writer.content(child, False)
        box = pdf_text(child.extra["BBox"])
        group = f"<</Type/Group/S/Transparency/I true/CS{_SPACES[writer.mode]}>>"
        text = f"<</Type/XObject/Subtype/Form/BBox{box}/Group{group}>>"
        known = writer.made[id(child)] = writer.keep("XObject", text, data, uses)
    return known


def _pattern(writer: Writer, child: Any) -> str:
    known = writer.made.get(id(child))
    if known is None:
        data, uses = writer.content(child, False)
        kept = ("PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix")
        text = "".join(f"/{key} {pdf_text(child.extra[key])}" for key in kept)
        known = writer.made[id(child)] = writer.keep("Pattern", f"<</Type/Pattern{text}>>", data, uses)
    return known


def _shade(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    writer = page.writer
    shading = page.named("Shading", _operand(line))
    found = stops_in(shading["Function"], writer.mode, writer.inks)
    space = _SPACES[writer.mode]
    if found.spots:
        space = "/@" + _spot_space(writer, found)
    kept = "".join(
        f"/{key} {pdf_text(shading[key])}" for key in ("ShadingType", "Domain", "Coords", "Extend") if key in shading
    )
    return page.use(writer.keep("Shading", f"<</ColorSpace {space}{kept}/Function {found.text}>>")) + b" sh"


def _spot_space(writer: Writer, found: Stops) -> str:
    """The colour space of a gradient with spot inks."""
    if len(found.spots) == 1 and not found.process:
        return writer.keep("ColorSpace", separation_text(found.spots[0]))
    entries, program = mix_program(found.spots, found.process)
    function = writer.keep("Function", f"<<{entries}>>", program)
    return writer.keep("ColorSpace", mixed_text(found.spots, found.process, function))


def _show(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    return line.replace(b">0<", b"")


def _font(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    page.uses[line.split(b" ", 1)[0].lstrip(b"/").decode()] = None
    return line


def _process(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    """Inks that the stylesheet asked for by number (`device-cmyk()`)."""
    parts = [float(part) for part in line.split()[:-1]]
    stroke = operator == b"K"
    if page.writer.mode == "ink":
        kind = BLACK if parts == [0, 0, 0, 1] else OTHER
        if stroke:
            page.track.now.stroke = kind
        else:
            page.track.now.fill = kind
        return line
    rgb = proofed(parts, page.writer.inks.profile)
    if page.writer.mode == "mask":
        return f"{luminance(rgb):g}".encode() + (b" G" if stroke else b" g")
    return " ".join(f"{channel / 255:.4g}" for channel in rgb).encode() + (b" RG" if stroke else b" rg")


def _inline(page: _Page, line: bytes, operator: bytes) -> bytes | None:
    page.writer.strange.add("inline picture")
    return None


_WRITE: dict[bytes, Callable[[_Page, bytes, bytes], bytes | None]] = {
    b"rg": _colour, b"RG": _colour, b"cs": _space, b"CS": _space, b"scn": _special, b"SCN": _special, b"gs": _state,
    b"Do": _paint, b"sh": _shade, b"TJ": _show, b"Tf": _font, b"k": _process, b"K": _process, b"EI": _inline,
}  # fmt: skip


def pdf_text(value: Any) -> str:
    """A value in PDF syntax: numbers, names as text, arrays, dictionaries."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if isinstance(value, bytes):
        return value.decode("ascii")
    if isinstance(value, dict):
        return "<<" + "".join(f"/{key} {pdf_text(item)}" for key, item in value.items()) + ">>"
    if isinstance(value, list | tuple):
        return "[" + " ".join(pdf_text(item) for item in value) + "]"
    return str(value)


def scale_of(matrix: Any) -> float:
    """How much larger a matrix paints, as the root of its determinant."""
    return sqrt(abs(float(matrix.determinant)))
