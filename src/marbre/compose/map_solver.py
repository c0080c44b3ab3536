"""Where names and numbered marks stand on a large map: many places tried for each, the cheapest free one taken, then all
of them tried again now that their neighbours stand. The same result every time: no chance in it.

Nothing stands on anything else, on what is kept free, across a fold or out of the map. What stands away from its place
gets a leader, which crosses nothing either. What finds no room is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import merge

from marbre.compose.map_labels import Area, Point, Taken

#: Times that everything is moved again, and begun anew for what was lost; in mm air between two things, and the thickness
#: of a leader's ground.
_SWEEPS, _TRIES, _AIR, _LEADER = 3, 8, 0.35, 0.6
#: What it costs a block to take another shape than its own.
_RESHAPED = 1.5


@dataclass(frozen=True, slots=True)
class Item:
    """Something to place: a name beside a place, or a block of marks. `reach` is the radius of the sign at its place;
    `home` says that it may stand on the place itself; lower `rank` goes first; `worth` is what is lost without it, `over`
    what it costs to cover a piece of river or road: much for words, less for marks, which are opaque; `others` are widths
    and heights that it may take instead."""

    key: str
    width: float
    height: float
    site: Point
    reach: float
    home: bool
    rank: tuple[float, ...]
    worth: float = 1.0
    over: float = 1.6
    others: tuple[tuple[float, float], ...] = ()


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
    """Stands of the items, and the items that found no room. Adds what it places to the ground's `hard`.

    What was lost goes first the next time, so that something with more choice makes way for it."""
    first: set[str] = set()
    best: tuple[list[Stand], list[Item]] | None = None
    for _ in range(_TRIES):
        order = sorted(items, key=lambda item: _turn(item, first))
        stands, lost = _settled(order, ground)
        if best is None or _worth(lost) < _worth(best[1]):
            best = (stands, lost)
        for stand in stands:
            for box in _covers(stand):
                ground.hard.remove(box)
        if not lost:
            break
        first |= {item.key for item in lost}
    stands, lost = best or ([], [])
    for stand in stands:
        for box in _covers(stand):
            ground.hard.add(box)
    return tuple(stands), tuple(lost)


def _turn(item: Item, first: AbstractSet[str]) -> tuple[object, ...]:
    """When an item is placed: what was lost before, the most precious of it first, then by rank."""
    return (0, -item.worth, item.rank, item.key) if item.key in first else (1, 0.0, item.rank, item.key)


def _worth(lost: Sequence[Item]) -> float:
    return sum(item.worth for item in lost)


def _settled(order: Sequence[Item], ground: Ground) -> tuple[list[Stand], list[Item]]:
    """Everything placed in an order, then again until nothing moves."""
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
    return [stand for _, stand in sorted(stands.items())], [i for n, i in enumerate(order) if n not in stands]


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
        covered = ground.signs.count(box) - (1 if _within(item.site, box) else 0)
        near = ground.signs.count(_grown(box, 1.5)) - covered - 1
        cost = base + item.over * ground.soft.count(box) + 6.0 * max(0, covered) + 2.2 * max(0, near)
        if leader is not None:
            cost += 3.0 + 0.25 * math.dist(*leader)
        if best is None or cost < best[0]:
            best = (cost, Stand(item, box, leader))
    return best[1] if best is not None else None


def _candidates(item: Item) -> Iterator[tuple[float, Area]]:
    """Places by what they cost before anything else is known: home, then right, left, above, below, further and further; in
    another shape a little later."""
    shapes = [_places(item, item.width, item.height, 0.0), *(_places(item, *size, _RESHAPED) for size in item.others)]
    yield from merge(*shapes) if item.others else shapes[0]


def _places(item: Item, width: float, height: float, more: float) -> Iterator[tuple[float, Area]]:
    x, y = item.site
    if item.home:
        yield more, (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    for ring, away in enumerate((0.7, 1.8, 3.5, 5.5, 8.0, 11.0, 15.0, 20.0, 26.0, 34.0)):
        for rank, (left, top) in enumerate(_around(width, height, item.reach + away, ring)):
            yield more + 0.6 + ring * 2.6 + rank * 0.22, (x + left, y + top, x + left + width, y + top + height)


def _around(width: float, height: float, away: float, ring: int) -> tuple[Point, ...]:
    """Heads left of boxes about a point at a distance: eight, and eight more where the ring is wide."""
    slant, middle = away * 0.62, -height / 2
    near: tuple[Point, ...] = (
        (away, middle), (slant, -height - slant), (slant, slant), (-away - width, middle), (-slant - width, -height - slant),
        (-slant - width, slant), (-width / 2, -height - away), (-width / 2, away),
    )  # fmt: skip
    if not ring:
        return near
    count = 16 if ring < 4 else 32
    spots = []
    for turn in range(count):
        angle = 2 * math.pi * (turn + 0.5) / count
        across, down = math.cos(angle), math.sin(angle)
        left, top = width / 2 * (_side(across) - 1), height / 2 * (_side(down) - 1)
        spots.append((away * across + left, away * down + top))
    return (*near, *spots)


def _side(part: float) -> float:
    """How far a box is shifted to one side of its place: wholly, but for directions nearly straight above or beside."""
    return max(-1.0, min(1.0, part * 2.0))


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


def _within(point: Point, box: Area) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _grown(box: Area, by: float) -> Area:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _inside(box: Area, room: Area) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]
