"""Where names and numbered marks stand on a large map: many places tried for each, the cheapest free one taken, then all
of them tried again now that their neighbours stand. The same result every time: no chance in it.

Nothing stands on anything else, on what is kept free, across a fold or out of the map. What stands away from its place
gets a leader, which crosses nothing either. What finds no room is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marbre.compose.map_labels import Area, Point, Taken

#: Times that everything is tried again; air between two things, and the thickness of a leader's ground, in mm.
_SWEEPS, _AIR, _LEADER = 3, 0.35, 0.6


@dataclass(frozen=True, slots=True)
class Item:
    """Something to place: a name beside a place, or a block of marks. `reach` is the radius of the sign at its place;
    `home` says that it may stand on the place itself; lower `rank` goes first."""

    key: str
    width: float
    height: float
    site: Point
    reach: float
    home: bool
    rank: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an item stands (left, top, right, bottom), and its leader from its place, if it needs one."""

    item: Item
    box: Area
    leader: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What items and leaders must not meet (`hard`), what items must not and leaders may (`strips`: folds), what they had
    better not meet (`soft`: rivers, roads), the other places' signs, and the room there is (left, top, right, bottom)."""

    hard: Taken
    strips: Taken
    soft: Taken
    signs: Taken
    room: Area


def place_all(items: Sequence[Item], ground: Ground) -> tuple[tuple[Stand, ...], tuple[Item, ...]]:
    """Stands of the items, and the items that found no room. Adds what it places to the ground's `hard`."""
    order = sorted(items, key=lambda item: (item.rank, item.key))
    stands: dict[int, Stand] = {}
    for _ in range(_SWEEPS):
        moved = False
        for index, item in enumerate(order):
            before = stands.pop(index, None)
            if before is not None:
                for box in _covers(before):
                    ground.hard.remove(box)
            after = _best(item, ground) or before
            if after is not None:
                stands[index] = after
                for box in _covers(after):
                    ground.hard.add(box)
            moved |= after != before
        if not moved:
            break
    lost = tuple(item for index, item in enumerate(order) if index not in stands)
    return tuple(stand for _, stand in sorted(stands.items())), lost


def _covers(stand: Stand) -> list[Area]:
    return [stand.box, *(_far_along(stand.item, *stand.leader) if stand.leader else ())]


def _far_along(item: Item, start: Point, end: Point) -> list[Area]:
    """The ground of a leader, without what lies at its place."""
    return [box for box in _along(start, end) if not _near(box, item.site, item.reach + 1.6)]


def _best(item: Item, ground: Ground) -> Stand | None:
    best: tuple[float, Stand] | None = None
    for base, box in _candidates(item):
        if best is not None and base >= best[0]:
            break
        if not _inside(box, ground.room) or ground.hard.meets(_grown(box, _AIR)) or ground.strips.meets(box):
            continue
        leader = _leader(item, box)
        if leader is not None and any(ground.hard.meets(_grown(one, _AIR)) for one in _far_along(item, *leader)):
            continue
        cost = base + 1.6 * ground.soft.count(box) + 2.2 * max(0, ground.signs.count(_grown(box, 1.5)) - 1)
        if leader is not None:
            cost += 3.0 + 0.25 * math.dist(*leader)
        if best is None or cost < best[0]:
            best = (cost, Stand(item, box, leader))
    return best[1] if best is not None else None


def _candidates(item: Item) -> Iterator[tuple[float, Area]]:
    """Places by what they cost before anything else is known: home, then right, left, above, below, further and further."""
    x, y = item.site
    width, height = item.width, item.height
    if item.home:
        yield 0.0, (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    for ring, away in enumerate((0.7, 1.8, 3.5, 5.5, 8.0, 11.0, 15.0, 20.0, 26.0)):
        for rank, (left, top) in enumerate(_around(width, height, item.reach + away, ring)):
            yield 0.6 + ring * 2.6 + rank * 0.22, (x + left, y + top, x + left + width, y + top + height)


def _around(width: float, height: float, away: float, ring: int) -> tuple[Point, ...]:
    """Heads left of boxes about a point at a distance: eight, and eight more where the ring is wide."""
    slant, middle = away * 0.62, -height / 2
    near: tuple[Point, ...] = (
        (away, middle), (slant, -height - slant), (slant, slant), (-away - width, middle), (-slant - width, -height - slant),
        (-slant - width, slant), (-width / 2, -height - away), (-width / 2, away),
    )  # fmt: skip
    if not ring:
        return near
    steep, flat = away * 0.35, away * 0.9
    return (
        *near, (flat, -height - steep), (flat, steep), (-flat - width, -height - steep), (-flat - width, steep),
        (steep, -height - flat), (steep, flat), (-steep - width, -height - flat), (-steep - width, flat),
    )  # fmt: skip


def _leader(item: Item, box: Area) -> tuple[Point, Point] | None:
    """From the place to the nearest point of the box, when that lies away from it."""
    x, y = item.site
    end = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
    return ((x, y), end) if math.dist((x, y), end) > item.reach + 1.2 else None


def _along(start: Point, end: Point) -> list[Area]:
    count = max(1, int(math.dist(start, end) / 0.8))
    half = _LEADER / 2
    points = [(start[0] + (end[0] - start[0]) * t / count, start[1] + (end[1] - start[1]) * t / count) for t in range(count)]
    return [(x - half, y - half, x + half, y + half) for x, y in points]


def _near(box: Area, point: Point, far: float) -> bool:
    return math.dist(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), point) <= far


def _grown(box: Area, by: float) -> Area:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _inside(box: Area, room: Area) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]
