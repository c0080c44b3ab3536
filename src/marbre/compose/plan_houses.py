"""Roofs on the plan of a place: a sign that people live there, house by house around the middle, streets left between.

Nobody measured these roofs, and the plan says so. They keep clear of signs and of the walk. Lengths in mm.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from marbre.compose.scenes.paths import polygon
from marbre.drawing import Ink, Shape

Point = tuple[float, float]
#: Rows of houses around the middle: distance between two rows, length along the row, depth.
ROW, LENGTH, DEPTH = 5.4, 4.3, 2.9
#: How near to the edge of the sheet and to its scale houses stand.
EDGE, FOOT = 5.0, 12.0
#: Air around signs, and between a roof and the middle of the walk.
SIGN_AIR, WALK_AIR = 5.2, 2.6
#: How much flatter the place is than a circle.
FLAT = 0.8
_LIT, _SHADED = (0.3, 0.3, 0.3), (0.5, 0.5, 0.7)


def roofs(
    heart: Point, stops: Sequence[Point], busy: Sequence[Point], walk: Sequence[Point], size: tuple[float, float],
    reach: float,
) -> list[Shape]:  # fmt: skip
    """Roofs in rows around `heart`, within `reach` of one of the `stops`, none on `busy` points or across the `walk`, on
    a sheet of that size: the same every time."""
    shapes: list[Shape] = []
    rows = int((max(math.dist(heart, one) for one in stops) / FLAT + reach) // ROW) + 1
    for row in range(1, rows + 1):
        around = ROW * row
        count = max(int(math.pi * around * (1 + FLAT) / (LENGTH + 0.9)), 3)
        for number in range(count):
            turn = (row * 7 + number * 13 + row * number) % 11
            angle = 2 * math.pi * (number + 0.35 * (row % 2) + 0.02 * (turn - 5)) / count
            out = around + 0.12 * (turn - 5)
            at = (heart[0] + out * math.cos(angle), heart[1] + FLAT * out * math.sin(angle))
            if turn not in (3, 8) and _settled(at, stops, size, reach) and _clear(at, busy, walk):
                along = math.atan2(FLAT * math.cos(angle), -math.sin(angle))
                shapes += _roof(at, along, LENGTH - 0.16 * (turn % 5), DEPTH - 0.1 * (turn % 3), turn)
    return shapes


def _settled(at: Point, stops: Sequence[Point], size: tuple[float, float], reach: float) -> bool:
    x, y = at
    inside = EDGE < x < size[0] - EDGE and EDGE < y < size[1] - FOOT
    return inside and any(math.dist(at, one) < reach for one in stops)


def _clear(at: Point, busy: Sequence[Point], walk: Sequence[Point]) -> bool:
    if any(math.dist(at, one) < SIGN_AIR for one in busy):
        return False
    return all(_far(at, one, other) > WALK_AIR for one, other in itertools.pairwise(walk))


def _far(at: Point, one: Point, other: Point) -> float:
    """From a point to the nearest of a line."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    part = ((at[0] - one[0]) * dx + (at[1] - one[1]) * dy) / length if length else 0.0
    part = min(max(part, 0.0), 1.0)
    return math.dist(at, (one[0] + part * dx, one[1] + part * dy))


def _roof(at: Point, along: float, length: float, depth: float, turn: int) -> list[Shape]:
    """A gable roof from above: the slope to the north-west lit, the other in the shade."""
    ux, uy = math.cos(along) * length / 2, math.sin(along) * length / 2
    vx, vy = -math.sin(along) * depth / 2, math.cos(along) * depth / 2
    if vx + vy > 0:
        vx, vy = -vx, -vy
    x, y = at
    ridge = ((x - ux, y - uy), (x + ux, y + uy))
    slopes = ((vx, vy, _LIT), (-vx, -vy, _SHADED))
    return [
        Shape(
            polygon(*ridge, (round(x + ux + sx, 3), round(y + uy + sy, 3)), (round(x - ux + sx, 3), round(y - uy + sy, 3))),
            Ink("terracotta", tints[turn % 3]),
        )
        for sx, sy, tints in slopes
    ]
