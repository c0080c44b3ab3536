"""Plane geometry of a page: matrices, rectangles, curves made of lines. Pure; lengths in pt."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, isfinite, sqrt

from marbre.preflight.facts import Rect

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: A tenth of a millimetre, the farthest that a flattened curve strays.
_STRAY = 0.28
_FARTHEST = 1e7


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer` (ISO 32000-1, 8.3.4: M' = inner × outer)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def usable(numbers: Iterable[float]) -> bool:
    """Whether all are finite and of this world."""
    return all(isfinite(number) and abs(number) < _FARTHEST for number in numbers)


def inverse(matrix: Matrix) -> Matrix | None:
    """The matrix that undoes this one, or None."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < 1e-12 or not isfinite(area):
        return None
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def at(matrix: Matrix, x: float, y: float) -> Point:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def corners(rect: Rect, matrix: Matrix) -> tuple[Point, Point, Point, Point]:
    """The corners of a rectangle, moved."""
    left, bottom, right, top = rect
    return at(matrix, left, bottom), at(matrix, right, bottom), at(matrix, right, top), at(matrix, left, top)


def bounds(points: Iterable[Point]) -> Rect | None:
    """The rectangle around points; None for none, or for points at infinity."""
    many = list(points)
    if not many:
        return None
    xs, ys = [x for x, _ in many], [y for _, y in many]
    rect = min(xs), min(ys), max(xs), max(ys)
    # NaN compares false with everything, so min and max may hide it; a sum does not.
    return rect if isfinite(sum(xs)) and isfinite(sum(ys)) else None


def common(one: Rect, other: Rect) -> Rect | None:
    """What two rectangles share; None when they are apart (touching counts as sharing)."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def grown(rect: Rect, by: float) -> Rect:
    """A rectangle with `by` more on each side."""
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by


def normal(numbers: tuple[float, float, float, float]) -> Rect:
    """Two opposite corners as left, bottom, right, top."""
    a, b, c, d = numbers
    return min(a, c), min(b, d), max(a, c), max(b, d)


def scales(matrix: Matrix) -> tuple[float, float]:
    """The smaller and larger stretch of a matrix (its singular values)."""
    a, b, c, d = matrix[:4]
    mean, apart = hypot(a + d, b - c) / 2, hypot(a - d, b + c) / 2
    return abs(mean - apart), mean + apart


def curve(start: Point, one: Point, two: Point, end: Point) -> list[Point]:
    """A Bézier curve as points after `start`."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, one, two, end
    bend = max(hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
    # Deviation of a chord is at most bend × 6 / (8 n²).
    steps = min(32, int(sqrt(0.75 * bend / _STRAY)) + 1) if isfinite(bend) else 1
    points = []
    for step in range(1, steps):
        t = step / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    points.append(end)
    return points
