"""Plain shapes as paths: polygons, smooth curves, ellipses, arches. Millimetres, `y` downwards. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from marbre.drawing import Segment

Point = tuple[float, float]
Path = tuple[Segment, ...]

_KAPPA = 0.5522847498
#: Discs below this radius (mm) are drawn in two curves: 2 % off a circle, which nobody sees.
_SMALL = 3.0


def polygon(*points: Point) -> Path:
    """A closed outline of straight edges."""
    (x, y), *others = points
    return (("M", x, y), *(("L", a, b) for a, b in others), ("Z",))


def line(*points: Point) -> Path:
    """An open polyline."""
    (x, y), *others = points
    return (("M", x, y), *(("L", a, b) for a, b in others))


def box(x: float, y: float, width: float, height: float) -> Path:
    """A rectangle from its top left corner."""
    return polygon((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _bends(points: Sequence[Point], closed: bool, tension: float) -> list[Segment]:
    """Cubic segments through the points after the first (Catmull-Rom)."""
    count = len(points)
    parts: list[Segment] = []
    for index in range(count if closed else count - 1):
        before = points[index - 1] if closed or index else points[0]
        here, there = points[index], points[(index + 1) % count]
        after = points[(index + 2) % count] if closed else points[min(index + 2, count - 1)]
        parts.append(
            (
                "C", here[0] + (there[0] - before[0]) * tension, here[1] + (there[1] - before[1]) * tension,
                there[0] - (after[0] - here[0]) * tension, there[1] - (after[1] - here[1]) * tension,
                there[0], there[1],
            )
        )
    return parts


def curve(points: Sequence[Point], tension: float = 1 / 6) -> Path:
    """An open smooth line through the points."""
    return (("M", *points[0]), *_bends(points, False, tension))


def blob(points: Sequence[Point], tension: float = 1 / 6) -> Path:
    """A closed smooth outline through the points."""
    return (("M", *points[0]), *_bends(points, True, tension), ("Z",))


def below(points: Sequence[Point], floor: float, smooth: bool = True, tension: float = 1 / 6) -> Path:
    """What lies under a skyline, down to `floor`."""
    top = curve(points, tension) if smooth else line(*points)
    return (*top, ("L", points[-1][0], floor), ("L", points[0][0], floor), ("Z",))


def between(top: Sequence[Point], bottom: Sequence[Point]) -> Path:
    """What lies between two smooth lines drawn in the same direction."""
    back = list(reversed(bottom))
    return (*curve(top), ("L", *back[0]), *_bends(back, False, 1 / 6), ("Z",))


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> Path:
    """An ellipse, or a disc when `ry` is left out; a small one in fewer curves."""
    ry = rx if ry is None else ry
    kx, ky = rx * _KAPPA, ry * _KAPPA
    if rx < _SMALL:
        reach = ry * 4 / 3
        return (
            ("M", x - rx, y), ("C", x - rx, y - reach, x + rx, y - reach, x + rx, y),
            ("C", x + rx, y + reach, x - rx, y + reach, x - rx, y), ("Z",),
        )
    return (
        ("M", x + rx, y), ("C", x + rx, y + ky, x + kx, y + ry, x, y + ry),
        ("C", x - kx, y + ry, x - rx, y + ky, x - rx, y), ("C", x - rx, y - ky, x - kx, y - ry, x, y - ry),
        ("C", x + kx, y - ry, x + rx, y - ky, x + rx, y), ("Z",),
    )


def dome(x: float, base: float, rx: float, ry: float) -> Path:
    """The upper half of an ellipse, centred on `x`, standing on `base`."""
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return (
        ("M", x - rx, base), ("C", x - rx, base - ky, x - kx, base - ry, x, base - ry),
        ("C", x + kx, base - ry, x + rx, base - ky, x + rx, base), ("Z",),
    )


def arch(x: float, base: float, width: float, height: float) -> Path:
    """A round-headed opening standing on `base`, its left jamb at `x`."""
    r = width / 2
    k = r * _KAPPA
    spring = base - max(height - r, 0)
    return (
        ("M", x, base), ("L", x, spring), ("C", x, spring - k, x + r - k, spring - r, x + r, spring - r),
        ("C", x + r + k, spring - r, x + width, spring - k, x + width, spring), ("L", x + width, base),
        ("Z",),
    )


def rays(x: float, y: float, inner: float, outer: float, count: int, turn: float = 0.0) -> Path:
    """A star of straight points: a sun, a spark."""
    points = []
    for index in range(2 * count):
        radius = outer if index % 2 == 0 else inner
        angle = turn + pi * index / count
        points.append((x + radius * cos(angle), y + radius * sin(angle)))
    return polygon(*points)


def moved(path: Path, x: float, y: float, scale: float = 1.0, flip: bool = False) -> Path:
    """The path scaled about the origin, mirrored left to right if `flip`, then moved."""
    side = -scale if flip else scale
    made: list[Segment] = []
    for command, *numbers in path:
        values = [
            float(n) * (side if index % 2 == 0 else scale) + (x if index % 2 == 0 else y)
            for index, n in enumerate(numbers)
        ]
        made.append((command, *values))
    return tuple(made)
