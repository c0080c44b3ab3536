"""Words and markers on a map without overlap: markers pushed apart, names where there is room, the rest left out.

Names try eight places around their point at growing distances; the best free one wins, larger places first, and
sweeps then let each name move again now that its neighbours are known. Millimetres, `y` downwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from marbre.measures import pt_to_mm

M = TypeVar("M")
Area = tuple[float, float, float, float]
Point = tuple[float, float]
#: (text, role) → width in mm.
Measure = Callable[[str, str], float]

#: Folds of the sheet: from the left, and from the head, in mm.
Folds = tuple[tuple[float, ...], tuple[float, ...]]
#: Least distance of two markers' centres, and of anything from a fold, in mm.
APART, SPINE = 5.2, 6.0
#: Sizes in points of what the layout sets; `widths` below are of these.
SIZES = {
    "town": 8.6,
    "village": 6.6,
    "river": 6.4,
    "road": 8.0,
    "neighbour": 7.0,
    "marker": 8.0,
    "grid": 7.0,
    "scale": 6.4,
    "legend": 7.4,
}
#: Mean widths in em of Barlow's letters, by group; semi-condensed faces are a tenth narrower.
_WIDTHS = {"ijlI.,’' ": 0.24, "ft-r()1": 0.37, "mwMW": 0.82, "ABCDGHKNORUVX&": 0.64}
_MEAN, _CONDENSED = 0.55, 0.9
_CELL = 12.0


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Words at a place: `x`, `y` of their head left in mm; `role`: marker, town, village, river, road, neighbour, grid,
    scale, legend; `tone`: a palette name where the role has none; `angle` in degrees, clockwise about (x, y); `zoom` enlarges
    the words about the same point."""

    x: float
    y: float
    text: str
    role: str
    tone: str = ""
    angle: float = 0.0
    zoom: float = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands on a map: `kind` (a role, or mark), its words, what it covers (left, top, right, bottom), the place it
    belongs to, and whether it had to stand away from it, on a leader."""

    kind: str
    text: str
    box: Area
    site: Point
    away: bool = False


def width_of(text: str, role: str) -> float:
    """The width of words in mm, from mean widths of the house face: for layouts that bring no font metrics."""
    ems = sum(next((w for group, w in _WIDTHS.items() if letter in group), _MEAN) for letter in text)
    narrow = 1.0 if role in ("town", "river") else _CONDENSED
    return pt_to_mm(ems * narrow * SIZES[role])


class Taken:
    """Rectangles that are taken, found again by where they lie."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Area]] = {}

    def _keys(self, box: Area) -> list[tuple[int, int]]:
        columns = range(int(box[0] // _CELL), int(box[2] // _CELL) + 1)
        rows = range(int(box[1] // _CELL), int(box[3] // _CELL) + 1)
        return [(column, row) for column in columns for row in rows]

    def add(self, box: Area) -> None:
        for key in self._keys(box):
            self._cells.setdefault(key, []).append(box)

    def remove(self, box: Area) -> None:
        for key in self._keys(box):
            self._cells[key].remove(box)

    def meets(self, box: Area) -> bool:
        return any(overlap(box, other) for key in self._keys(box) for other in self._cells.get(key, ()))

    def count(self, box: Area) -> int:
        return sum(overlap(box, other) for key in self._keys(box) for other in self._cells.get(key, ()))


def overlap(one: Area, other: Area) -> bool:
    """Whether two rectangles (left, top, right, bottom) share ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def spread_markers(
    spots: Sequence[tuple[float, float, M]], folds: Folds, area: Area, kept: Sequence[Area] = ()
) -> list[tuple[float, float, M]]:
    """Markers moved as little as needed so that none overlap, none lies on a fold, on what is `kept` free or outside
    the area."""
    places = [[x, y] for x, y, _ in spots]
    left, top, width, height = area
    for _ in range(80):
        moved = _push_apart(places)
        for place in places:
            x, y = _off(place[0], place[1], kept)
            x, y = _beside(x, folds[0]), _beside(y, folds[1])
            x = min(max(x, left + 3), left + width - 3)
            y = min(max(y, top + 3), top + height - 3)
            moved |= [x, y] != place
            place[:] = [x, y]
        if not moved:
            break
    return [(x, y, marker) for (x, y), (_, _, marker) in zip(places, spots, strict=True)]


def _beside(at: float, folds: Sequence[float]) -> float:
    """A coordinate moved away from the fold that it is too near."""
    fold = next((fold for fold in folds if abs(at - fold) < SPINE), None)
    return at if fold is None else fold + math.copysign(SPINE + 0.01, at - fold or 1.0)


def _off(x: float, y: float, kept: Sequence[Area]) -> Point:
    """The point moved out of rectangles, with room for half a mark, by the shortest way."""
    half = APART / 2
    for left, top, right, bottom in kept:
        ways = (x - left + half, right + half - x, y - top + half, bottom + half - y)
        least = min(ways)
        if least > 0:
            steps = ((-least, 0.0), (least, 0.0), (0.0, -least), (0.0, least))
            dx, dy = steps[ways.index(least)]
            x, y = x + dx * 1.01, y + dy * 1.01
    return x, y


def _push_apart(places: list[list[float]]) -> bool:
    """One step: each pair that is too close moves half of what is missing. Whether anything moved."""
    moved = False
    order = sorted(range(len(places)), key=lambda index: places[index][0])
    for rank, i in enumerate(order):
        one = places[i]
        for j in order[rank + 1 :]:
            other = places[j]
            dx, dy = other[0] - one[0], other[1] - one[1]
            if dx > APART + 1:
                break
            gap = math.hypot(dx, dy)
            if gap < APART:
                moved = True
                angle = math.atan2(dy, dx) if gap > 1e-6 else i * 2.399963
                push = (APART - gap) / 2 + 0.01
                one[0] -= math.cos(angle) * push
                one[1] -= math.sin(angle) * push
                other[0] += math.cos(angle) * push
                other[1] += math.sin(angle) * push
    return moved


@dataclass(frozen=True, slots=True)
class Town:
    """A name to place beside its point."""

    x: float
    y: float
    name: str
    population: int

    @property
    def role(self) -> str:
        return "town" if self.population >= 1900 else "village"


def place_names(
    towns: Sequence[Town], fixed: Sequence[Area], lines: Sequence[Sequence[Point]], area: Area,
    measure: Measure = width_of,
) -> tuple[list[MapLabel], list[Area], list[str]]:  # fmt: skip
    """Names of places by population where there is room around them: labels, what they cover, names without room.

    Nothing covers `fixed`; `lines` (rivers, roads) are avoided where that is possible.
    """
    hard, soft = Taken(), Taken()
    for box in fixed:
        hard.add(box)
    for points in lines:
        for box in _boxes_along(points):
            soft.add(box)
    order = sorted(towns, key=lambda town: (-town.population, town.name))
    chosen: dict[int, Area] = {}
    for _ in range(3):
        for index, town in enumerate(order):
            if index in chosen:
                hard.remove(chosen.pop(index))
            place = _best(town, hard, soft, area, measure)
            if place is not None:
                chosen[index] = place
                hard.add(place)
    labels = [MapLabel(box[0], box[1], order[index].name, order[index].role) for index, box in sorted(chosen.items())]
    missing = [town.name for index, town in enumerate(order) if index not in chosen]
    return labels, list(chosen.values()), missing


def _best(town: Town, hard: Taken, soft: Taken, area: Area, measure: Measure) -> Area | None:
    """The cheapest free rectangle near a point: right before left, near before far, off the lines before on them."""
    width, height = measure(town.name, town.role), pt_to_mm(SIZES[town.role]) * 1.12
    left, top, wide, high = area
    best: tuple[float, Area] | None = None
    for ring, away in enumerate((0.9, 2.4, 3.9, 5.2)):
        for rank, (dx, dy) in enumerate(_around(width, height, away)):
            cost = ring * 4.0 + rank * 0.5
            if best is not None and cost >= best[0]:
                break
            x, y = town.x + dx, town.y + dy
            box = (x, y, x + width, y + height)
            if x < left or y < top or box[2] > left + wide or box[3] > top + high or hard.meets(box):
                continue
            cost += 3.2 * soft.count(box)
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best is not None else None


def _around(width: float, height: float, away: float) -> tuple[Point, ...]:
    middle, slant = -height / 2, away * 0.55
    return (
        (away, middle), (slant, -height - slant), (slant, slant), (-away - width, middle), (-width / 2, -height - away),
        (-width / 2, away), (-slant - width, -height - slant), (-slant - width, slant),
    )  # fmt: skip


def _boxes_along(points: Sequence[Point], step: float = 2.0) -> list[Area]:
    """Small rectangles that cover a line."""
    boxes = []
    for (x0, y0), (x1, y1) in pairwise(points):
        parts = max(1, int(math.hypot(x1 - x0, y1 - y0) / step))
        for part in range(parts):
            x, y = x0 + (x1 - x0) * part / parts, y0 + (y1 - y0) * part / parts
            boxes.append((x - 0.5, y - 0.5, x + 0.5, y + 0.5))
    return boxes


def name_line(
    name: str, points: Sequence[Point], taken: Sequence[Area], area: Area, measure: Measure = width_of,
    others: Sequence[Sequence[Point]] = (),
) -> tuple[MapLabel, Area] | None:  # fmt: skip
    """A river's name along it, on whichever side and stretch is free and straight; None where there is no room.

    `others` are lines that it had better not cross."""
    soft = Taken()
    for line in others:
        for box in _boxes_along(line):
            soft.add(box)
    width, height = measure(name, "river"), pt_to_mm(SIZES["river"])
    best: tuple[float, MapLabel, Area] | None = None
    for start, end in _stretches(points, width):
        (x0, y0), (x1, y1) = (start, end) if start[0] <= end[0] else (end, start)
        angle = math.atan2(y1 - y0, x1 - x0)
        for side in (-1, 1):
            off = -height - 0.5 if side < 0 else 1.0
            x, y = x0 - math.sin(angle) * off, y0 + math.cos(angle) * off
            cover = _cover(x, y, angle, width, height)
            if any(not _inside(box, area) or any(overlap(box, other) for other in taken) for box in cover):
                continue
            cost = abs(angle) + (0.1 if side > 0 else 0.0) + sum(soft.count(box) for box in cover)
            if best is None or cost < best[0]:
                hull = (
                    min(b[0] for b in cover),
                    min(b[1] for b in cover),
                    max(b[2] for b in cover),
                    max(b[3] for b in cover),
                )
                best = (cost, MapLabel(x, y, name, "river", angle=round(math.degrees(angle), 2)), hull)
    return (best[1], best[2]) if best is not None else None


def _stretches(points: Sequence[Point], width: float) -> list[tuple[Point, Point]]:
    """Chords of about `width` mm along a line, where it is nearly straight."""
    found = []
    for i, start in enumerate(points):
        run = 0.0
        for j in range(i + 1, len(points)):
            run += math.dist(points[j - 1], points[j])
            if run >= width:
                chord = math.dist(start, points[j])
                if chord > 0.93 * run and run < width * 2.2:
                    found.append((start, points[j]))
                break
    return found


def _cover(x: float, y: float, angle: float, width: float, height: float) -> list[Area]:
    """Small upright rectangles that together cover a slanted line of words."""
    parts = max(1, int(width / 2))
    boxes = []
    for part in range(parts):
        along = (part + 0.5) * width / parts
        cx = x + math.cos(angle) * along - math.sin(angle) * height / 2
        cy = y + math.sin(angle) * along + math.cos(angle) * height / 2
        boxes.append((cx - 1.1, cy - 1.1, cx + 1.1, cy + 1.1))
    return boxes


def _inside(box: Area, area: Area) -> bool:
    left, top, width, height = area
    return box[0] >= left and box[1] >= top and box[2] <= left + width and box[3] <= top + height
