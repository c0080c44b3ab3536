"""Words and markers on a map without overlap: markers pushed apart, names where there is room, the rest left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

M = TypeVar("M")
Area = tuple[float, float, float, float]
#: Least distance of two markers' centres, and of anything from the spine, in mm.
APART, SPINE = 5.4, 6.0
#: Mean width of a letter in em: DIN-like condensed type.
EM = 0.47


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Words at a place: `x`, `y` of their head left in mm; `role`: marker, town, village, river, grid."""

    x: float
    y: float
    text: str
    role: str
    tone: str = ""


def spread_markers(
    spots: Sequence[tuple[float, float, M]], spine: float, area: Area
) -> list[tuple[float, float, M]]:
    """Markers moved as little as needed so that none overlap, none lies on the spine or outside the area."""
    places = [[x, y] for x, y, _ in spots]
    left, top, width, height = area
    for _ in range(60):
        moved = False
        for i, one in enumerate(places):
            for other in places[i + 1 :]:
                dx, dy = other[0] - one[0], other[1] - one[1]
                gap = math.hypot(dx, dy)
                if gap < APART:
                    moved = True
                    angle = math.atan2(dy, dx) if gap > 1e-6 else (i * 2.399963)
                    push = (APART - gap) / 2 + 0.01
                    one[0] -= math.cos(angle) * push
                    one[1] -= math.sin(angle) * push
                    other[0] += math.cos(angle) * push
                    other[1] += math.sin(angle) * push
            if spine and abs(one[0] - spine) < SPINE:
                one[0] = spine + math.copysign(SPINE, one[0] - spine or 1.0)
                moved = True
            one[0] = min(max(one[0], left + 3), left + width - 3)
            one[1] = min(max(one[1], top + 3), top + height - 3)
        if not moved:
            break
    return [(x, y, marker) for (x, y), (_, _, marker) in zip(places, spots, strict=True)]


def place_labels(
    markers: Sequence[tuple[float, float, str, str]], towns: Sequence[tuple[float, float, str, int]],
    rivers: Sequence[tuple[str, Sequence[tuple[float, float]]]], spine: float, area: Area,
) -> list[MapLabel]:  # fmt: skip
    """Marker numbers, then names of towns by population where there is room around them, then rivers."""
    taken = [(x - 2.9, y - 2.9, x + 2.9, y + 2.9) for x, y, _, _ in markers]
    if spine:
        taken.append((spine - SPINE + 1, area[1] - 50, spine + SPINE - 1, area[1] + area[3] + 50))
    labels = []
    for x, y, number, on in markers:
        width = _width(number, 6.4)
        labels.append(MapLabel(x - width / 2, y - 1.45, number, "marker", on))
    for x, y, name, people in sorted(towns, key=lambda town: (-town[3], town[2])):
        role = "town" if people >= 1900 else "village"
        box = _room(x, y, _width(name, _SIZES[role]), _SIZES[role] * 0.3528 * 1.15, taken, area)
        if box is not None:
            taken.append(box)
            labels.append(MapLabel(box[0], box[1], name, role))
    for name, points in rivers:
        x, y = points[len(points) // 2]
        box = _room(x, y, _width(name, _SIZES["river"]), 2.4, taken, area)
        if box is not None:
            taken.append(box)
            labels.append(MapLabel(box[0], box[1], name, "river"))
    return labels


_SIZES = {"town": 8.6, "village": 6.6, "river": 6.4}


def _width(text: str, size: float) -> float:
    """The width of words in mm, by the mean letter, at `size` pt."""
    return len(text) * EM * size * 0.3528


def _room(
    x: float, y: float, width: float, height: float, taken: Sequence[Area], area: Area
) -> tuple[float, float, float, float] | None:
    """A free rectangle of this size near a point: right, left, above, below, then a little further."""
    left, top, wide, high = area
    for away in (1.0, 3.4, 5.0):
        right, left_of, above, below = away, -away - width, -height - away, away
        middle, centre = -height / 2, -width / 2
        for dx, dy in (
            (right, middle), (left_of, middle), (centre, above), (centre, below),
            (right, above), (right, below), (left_of, below), (left_of, above),
        ):  # fmt: skip
            box = (x + dx, y + dy, x + dx + width, y + dy + height)
            inside = box[0] >= left and box[1] >= top and box[2] <= left + wide and box[3] <= top + high
            if inside and not any(_overlap(box, other) for other in taken):
                return box
    return None


def _overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
