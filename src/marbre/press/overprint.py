"""Which paint prints over what lies below it: small black type and thin black lines, and varnish; never anything else.

Works through the operators of one ink stream in order and puts a graphics state before the paint that needs it
(ISO 32000-1, 11.7.4.3; GWG 2022, R0007 to R0010). /GSo overprints, /GSk knocks out; a stream begins knocking out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt

PT_PER_PX = 0.75
#: What a fill or a stroke is made with.
OTHER, BLACK, VARNISH = 0, 1, 2

_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Graphics:
    """The part of the graphics state that decides: inks, line width, text size, scale to px, overprint as it stands."""

    fill: int = OTHER
    stroke: int = OTHER
    width: float = 1.0
    size: float = 0.0
    scale: float = 1.0
    over: bool = False


class Overprinting:
    """One ink stream being written. `text` and `line` are the limits in pt; `scale` px for one unit of the stream."""

    def __init__(self, text: float, line: float, scale: float) -> None:
        self.text, self.line = text / PT_PER_PX, line / PT_PER_PX
        self.now = _Graphics(scale=scale)
        self.kept: list[_Graphics] = []
        self.out: list[bytes] = []
        self.turned = 1.0
        self.begun = -1
        self.boxes: list[_Box] = []

    def take(self, line: bytes, operator: bytes) -> None:
        """Write one operator, after whatever it needs."""
        handle = _HANDLERS.get(operator)
        if handle is not None:
            handle(self, line)
        self.out.append(line)

    def need(self, over: bool, at: int) -> None:
        if over != self.now.over:
            self.out.insert(at, b"/GSo gs" if over else b"/GSk gs")
            self.now.over = over


def overprinted(content: bytes, text: float, line: float, scale: float, varnishes: frozenset[bytes]) -> bytes:
    """A stream of inks alone, one colour operator a line, with the graphics states it needs. `varnishes` are the names of
    colour spaces that print over the rest."""
    track = Overprinting(text, line, scale)
    for one in content.split(b"\n"):
        operator = one[one.rfind(b" ") + 1 :]
        if operator in (b"k", b"K", b"scn", b"SCN"):
            kind = BLACK if one[:-2] == b"0 0 0 1" else VARNISH if one.split(b" ")[0] in varnishes else OTHER
            if operator in (b"k", b"scn"):
                track.now.fill = kind
            else:
                track.now.stroke = kind
        track.take(one, operator)
    return b"\n".join(track.out)


def _numbers(line: bytes) -> list[float]:
    return [float(part) for part in line.split()[:-1]]


def _save(stream: Overprinting, line: bytes) -> None:
    stream.kept.append(replace(stream.now))


def _restore(stream: Overprinting, line: bytes) -> None:
    if stream.kept:
        stream.now = stream.kept.pop()


def _matrix(stream: Overprinting, line: bytes) -> None:
    a, b, c, d, _, _ = _numbers(line)
    stream.now.scale *= sqrt(abs(a * d - b * c))


def _width(stream: Overprinting, line: bytes) -> None:
    stream.now.width = _numbers(line)[0]


def _begin_text(stream: Overprinting, line: bytes) -> None:
    stream.turned = 1.0


def _text_matrix(stream: Overprinting, line: bytes) -> None:
    a, b, c, d, _, _ = _numbers(line)
    stream.turned = sqrt(abs(a * d - b * c))


def _font(stream: Overprinting, line: bytes) -> None:
    stream.now.size = abs(float(line.split()[-2]))


def _show(stream: Overprinting, line: bytes) -> None:
    now = stream.now
    small = now.size * stream.turned * now.scale < stream.text - 1e-6
    stream.need(now.fill == VARNISH or (now.fill == BLACK and small), len(stream.out))


def _path(stream: Overprinting, line: bytes) -> None:
    """Grow the path: a box for each subpath."""
    if stream.begun < 0:
        stream.begun = len(stream.out)
    numbers = _numbers(line)
    if line.endswith(b"re"):
        x, y, width, height = numbers
        stream.boxes.append((min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height)))
        return
    if line.endswith(b"m") or not stream.boxes:
        stream.boxes.append((numbers[0], numbers[1], numbers[0], numbers[1]))
    left, top, right, foot = stream.boxes[-1]
    xs, ys = numbers[::2], numbers[1::2]
    stream.boxes[-1] = min(left, *xs), min(top, *ys), max(right, *xs), max(foot, *ys)


def _end(stream: Overprinting, line: bytes) -> None:
    stream.begun, stream.boxes = -1, []


def _thin_fill(stream: Overprinting, even_odd: bool) -> bool:
    """Whether the area filled is a line: every subpath thin, or a frame between two boxes (how borders are drawn)."""
    limit = stream.line / stream.now.scale if stream.now.scale else 0.0
    boxes = [box for box in stream.boxes if box[2] > box[0] or box[3] > box[1]]
    if not boxes:
        return False
    if even_odd and len(boxes) == 2:
        sides = [abs(one - other) for one, other in zip(*boxes, strict=True)]
        if max(sides) < limit:
            return True
    return all(min(box[2] - box[0], box[3] - box[1]) < limit for box in boxes)


def _fill(stream: Overprinting, line: bytes) -> None:
    fill = stream.now.fill
    over = fill == VARNISH or (fill == BLACK and _thin_fill(stream, line.endswith(b"*")))
    stream.need(over, stream.begun if stream.begun >= 0 else len(stream.out))
    _end(stream, line)


def _thin_stroke(now: _Graphics, limit: float) -> bool:
    return now.stroke == VARNISH or (now.stroke == BLACK and now.width * now.scale < limit - 1e-6)


def _stroke(stream: Overprinting, line: bytes) -> None:
    stream.need(_thin_stroke(stream.now, stream.line), stream.begun if stream.begun >= 0 else len(stream.out))
    _end(stream, line)


def _both(stream: Overprinting, line: bytes) -> None:
    over = _thin_stroke(stream.now, stream.line) and stream.now.fill == stream.now.stroke
    stream.need(over, stream.begun if stream.begun >= 0 else len(stream.out))
    _end(stream, line)


def _object(stream: Overprinting, line: bytes) -> None:
    stream.need(False, len(stream.out))


_HANDLERS: dict[bytes, Callable[[Overprinting, bytes], None]] = {
    b"q": _save, b"Q": _restore, b"cm": _matrix, b"w": _width,
    b"BT": _begin_text, b"Tm": _text_matrix, b"Tf": _font, b"TJ": _show, b"Tj": _show,
    b"m": _path, b"l": _path, b"c": _path, b"v": _path, b"y": _path, b"re": _path, b"n": _end,
    b"f": _fill, b"f*": _fill, b"S": _stroke, b"s": _stroke,
    b"B": _both, b"B*": _both, b"b": _both, b"b*": _both, b"Do": _object, b"sh": _object,
}  # fmt: skip
