"""From a painted sheet to a drawing that travels light: what cannot be seen is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import hypot

from marbre.compose.scenes.paths import Path
from marbre.drawing import Segment, Shape

#: A curve nearer to its chord than this (mm) is drawn straight; a spot smaller than `_SPECK` is not drawn; on a
#: card twice as much.
_FLAT, _SPECK = 0.03, 0.1


def finished(shapes: Iterable[Shape], width: float, height: float, turned: bool) -> tuple[Shape, ...]:
    """The shapes to a hundredth of a millimetre, mirrored left to right if `turned`, without what lies outside."""
    fine = 2.0 if min(width, height) < 45 else 1.0
    made = []
    for shape in shapes:
        kept: list[Segment] = []
        margin = shape.width / 2
        for part in _parts(shape.path):
            if _shows(part, width, height, margin, shape.fill is None, _SPECK * fine):
                kept += _lightened(part, _FLAT * fine)
        if kept:
            made.append(replace(shape, path=_rounded(kept, width if turned else None), width=round(shape.width, 2)))
    return tuple(made)


def _parts(path: Path) -> Iterator[Path]:
    """The closed or open pieces of a path."""
    start = 0
    for index in range(1, len(path)):
        if path[index][0] == "M":
            yield path[start:index]
            start = index
    yield path[start:]


def _shows(part: Path, width: float, height: float, margin: float, is_line: bool, speck: float) -> bool:
    """Whether a piece may lie on the sheet and is big enough to be seen."""
    xs = [float(number) for segment in part for number in segment[1::2]]
    ys = [float(number) for segment in part for number in segment[2::2]]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    inside = right > -margin and left < width + margin and bottom > -margin and top < height + margin
    return inside and (is_line or right - left > speck or bottom - top > speck)


def _lightened(part: Path, slack: float) -> Iterator[Segment]:
    """The piece with curves that hardly bend made straight."""
    x = y = 0.0
    for segment in part:
        if segment[0] == "C":
            _, x1, y1, x2, y2, end_x, end_y = segment
            a, b = float(end_x) - x, float(end_y) - y
            length = hypot(a, b)
            one = abs((float(x1) - x) * b - (float(y1) - y) * a)
            two = abs((float(x2) - x) * b - (float(y2) - y) * a)
            flat = max(one, two) < slack * length if length > 1e-9 else hypot(float(x1) - x, float(y1) - y) < slack
            yield ("L", end_x, end_y) if flat else segment
        else:
            yield segment
        if len(segment) > 1:
            x, y = float(segment[-2]), float(segment[-1])


def _rounded(path: Iterable[Segment], mirror: float | None) -> Path:
    made: list[Segment] = []
    for command, *numbers in path:
        values = [round(float(number), 2) for number in numbers]
        if mirror is not None:
            values[::2] = [round(mirror - value, 2) for value in values[::2]]
        made.append((command, *values))
    return tuple(made)
