"""A plan of one place: where its sites and addresses lie to each other, true to scale, without streets.

The data knows points, not streets: so the plan shows points at their places, the walk from one to the next as a dotted
line, and rings for a hill. It says of itself that it is schematic. Lengths in mm.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from marbre.compose.map_labels import SIZES, width_of
from marbre.compose.map_signs import mark, north
from marbre.compose.plan_houses import roofs
from marbre.compose.scenes.paths import Path, box, ellipse
from marbre.drawing import Drawing, Ink, Segment, Shape

Point = tuple[float, float]
#: Air between two signs, and between a sign and a fold or an edge; the radius of a sign.
APART, CLEAR, EDGE, RADIUS = 7.0, 6.8, 10.0, 2.6
#: A stop with another one within so many metres, or so many times the reach of houses, stands among houses.
NEAR, NEIGHBOUR = 150.0, 1.7
#: The size of names on a plan, pt.
NAME_PT = 8.4
Area = tuple[float, float, float, float]
_METRES_PER_DEGREE = 111_320.0
_LENGTHS = (50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 20_000)


@dataclass(frozen=True, slots=True)
class Spot:
    """A sign on the plan: its `text` (a number of the walk, a letter of an address), where it lies in degrees."""

    text: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan laid out: signs as (text, x, y, x true, y true), the scale in mm a metre, the courses of rivers."""

    width: float
    height: float
    walk: tuple[tuple[str, float, float, float, float], ...]
    addresses: tuple[tuple[str, float, float, float, float], ...]
    scale: float
    waters: tuple[tuple[Point, ...], ...] = ()

    @property
    def metres(self) -> int:
        """The length of the scale bar."""
        return max([one for one in _LENGTHS if one * self.scale <= self.width / 4], default=_LENGTHS[0])


def lay_out(
    walk: Sequence[Spot], addresses: Sequence[Spot], width: float, height: float, folds: Sequence[float] = (),
    centre: Point | None = None, rivers: Sequence[Sequence[Point]] = (),
) -> PlanSheet:  # fmt: skip
    """Put every spot at its place in a frame of `width` × `height` mm, then push signs apart, away from `folds` (mm from
    the left) and from the edges. `centre` (latitude, longitude) stands in the middle of the walk if it is given; `rivers`
    are courses in (longitude, latitude)."""
    spots = [*walk, *addresses]
    if not spots:
        return PlanSheet(width, height, (), (), 0.1)
    lat = centre[0] if centre else sum(spot.latitude for spot in spots) / len(spots)
    wide = math.cos(math.radians(lat))
    flat = [(spot.longitude * wide * _METRES_PER_DEGREE, -spot.latitude * _METRES_PER_DEGREE) for spot in spots]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    inner_w, inner_h = width - 2 * EDGE - 8, height - 2 * EDGE - 12
    scale = min(inner_w / max(right - left, 60), inner_h / max(bottom - top, 60))
    dx, dy = width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2 - 2
    true = [(x * scale + dx, y * scale + dy) for x, y in flat]
    moved = _apart(true, width, height, folds)
    signs = [(spot.text, *at, *real) for spot, at, real in zip(spots, moved, true, strict=True)]
    shift = _METRES_PER_DEGREE * scale
    courses = [[(x * wide * shift + dx, dy - y * shift) for x, y in river] for river in rivers]
    waters = tuple(part for course in courses for part in _seen(course, width, height))
    return PlanSheet(width, height, tuple(signs[: len(walk)]), tuple(signs[len(walk) :]), scale, waters)


def _seen(course: Sequence[Point], width: float, height: float) -> list[tuple[Point, ...]]:
    """The parts of a course that are on the sheet, a little of it beyond the edge, to a tenth of a millimetre."""
    parts: list[list[Point]] = [[]]
    for x, y in course:
        if -15 < x < width + 15 and -15 < y < height + 15:
            parts[-1].append((round(x, 1), round(y, 1)))
        elif parts[-1]:
            parts.append([])
    return [tuple(part) for part in parts if len(part) > 1]


def _apart(points: Sequence[Point], width: float, height: float, folds: Sequence[float]) -> list[Point]:
    """Points pushed from each other until no two signs touch: the same every time."""
    at = [list(point) for point in points]
    for _ in range(400):
        moved = False
        for one in range(len(at)):
            for other in range(one + 1, len(at)):
                moved |= _push(at[one], at[other], one)
            moved |= _inside(at[one], width, height, folds)
        if not moved:
            break
    return [(round(x, 3), round(y, 3)) for x, y in at]


def _push(one: list[float], other: list[float], turn: int) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    far = math.hypot(dx, dy)
    if far >= APART:
        return False
    if far < 1e-6:
        dx, dy, far = math.cos(turn * 2.4), math.sin(turn * 2.4), 1.0
    step = (APART - min(far, APART)) / 2 + 0.02
    for point, sign in ((one, -1), (other, 1)):
        point[0] += sign * dx / far * step
        point[1] += sign * dy / far * step
    return True


def _inside(point: list[float], width: float, height: float, folds: Sequence[float]) -> bool:
    before = tuple(point)
    point[0] = min(max(point[0], EDGE), width - EDGE)
    point[1] = min(max(point[1], EDGE), height - EDGE - 8)
    for fold in folds:
        if abs(point[0] - fold) < CLEAR:
            point[0] = fold + math.copysign(CLEAR, point[0] - fold or 1.0)
    return math.dist(before, point) > 1e-3


def names_at(sheet: PlanSheet, names: Sequence[str], folds: Sequence[float] = ()) -> list[Point | None]:
    """Where the name of each sign of the walk stands (head left, mm): beside, below or above it, on nothing else, clear of
    folds and edges; None where there is no such place."""
    signs = [(x, y) for _, x, y, _, _ in (*sheet.walk, *sheet.addresses)]
    taken = [(x - RADIUS - 0.6, y - RADIUS - 0.6, x + RADIUS + 0.6, y + RADIUS + 0.6) for x, y in signs]
    low, width = sheet.height - 9, sheet.width
    taken += [(4.0, low, width / 3, sheet.height), (width / 2, low, width, sheet.height)]
    found: list[Point | None] = []
    for name, (_, x, y, _, _) in zip(names, sheet.walk, strict=False):
        wide = width_of(name, "legend") * NAME_PT / SIZES["legend"]
        places = (
            (x + 4, y - 1.7), (x - 4 - wide, y - 1.7), (x - wide / 2, y + 3.4), (x - wide / 2, y - 6.6), (x + 3, y + 2.4),
            (x - 3 - wide, y + 2.4),
        )  # fmt: skip
        fits = (place for place in places if _free((*place, place[0] + wide, place[1] + 3.4), taken, sheet, folds))
        place = next(fits, None)
        if place is not None:
            taken.append((*place, place[0] + wide, place[1] + 3.4))
        found.append(place)
    return found


def _free(box: Area, taken: Sequence[Area], sheet: PlanSheet, folds: Sequence[float]) -> bool:
    left, top, right, bottom = box
    if left < 4 or top < 7 or right > sheet.width - 4 or bottom > sheet.height - 4:
        return False
    if any(left - 4 < fold < right + 4 for fold in folds):
        return False
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def plan_drawing(
    sheet: PlanSheet, ground: str, colour: str, shape: str, hill: bool, path: bool = True, built: bool = False
) -> Drawing:
    """The plan in palette inks: ground, rings of a hill, the dotted walk, signs, scale, north. `colour` and `shape` are
    those of the chapter; without `path` the numbers are no walk; `built` puts roofs around the middle."""
    shapes = [Shape(box(0, 0, sheet.width, sheet.height), Ink(ground, 0.5 if ground in ("sable", "ciel") else 0.3))]
    if hill:
        shapes += _rings(sheet, ground)
    stops = [(x, y) for _, x, y, _, _ in sheet.walk]
    for water in sheet.waters:
        bed: Path = (("M", *water[0]), *(("L", *point) for point in water[1:]))
        shapes += [Shape(bed, None, Ink("papier"), 2.6), Shape(bed, None, Ink("riviere", 0.7), 1.8)]
    settled = _settled(sheet) if built else []
    shapes += _trees(sheet, hill, settled)
    if settled:
        busy = [(x, y) for sign in (*sheet.walk, *sheet.addresses) for x, y in (sign[1:3], sign[3:5])]
        shapes += roofs(_heart(settled), settled, busy, stops if path else (), (sheet.width, sheet.height), _reach(sheet))
    shapes += _dotted(stops, Ink(colour)) if path else []
    for _, x, y, real_x, real_y in (*sheet.walk, *sheet.addresses):
        if math.dist((x, y), (real_x, real_y)) > RADIUS + 0.5:
            shapes.append(Shape((("M", real_x, real_y), ("L", x, y)), None, Ink("noir", 0.8), 0.2))
            shapes.append(Shape(ellipse(real_x, real_y, 0.5), Ink("noir", 0.8)))
    for _, x, y, _, _ in sheet.addresses:
        shapes += [Shape(ellipse(x, y, RADIUS), Ink("papier"), Ink("noir", 0.8), 0.25)]
    for _, x, y, _, _ in sheet.walk:
        shapes += mark(shape, Ink(colour), x, y)
    bar, y = sheet.metres * sheet.scale, sheet.height - 5.5
    shapes += [
        Shape(box(8, y, bar, 0.9), Ink("papier"), Ink("noir", 0.8), 0.15), Shape(box(8, y, bar / 2, 0.9), Ink("noir", 0.8)),
    ]  # fmt: skip
    return Drawing(sheet.width, sheet.height, (*shapes, *north(sheet.width - 8, sheet.height - 4.5)[0]))


def _rings(sheet: PlanSheet, ground: str) -> list[Shape]:
    """Steps of a hill around the middle of the walk: a sign for height, no measured relief."""
    x, y = _middle(sheet)
    far = max(sheet.width, sheet.height) * 0.62
    tints = (0.5, 0.7, 1.0) if ground in ("prairie", "miel", "terracotta", "basalte") else (0.5, 0.5, 1.0)
    return [
        Shape(_blob(x, y, far * part, turn), Ink(ground, tint), Ink("papier"), 0.5)
        for turn, (part, tint) in enumerate(zip((0.86, 0.56, 0.3), tints, strict=True))
    ]


def _middle(sheet: PlanSheet) -> Point:
    """The middle of the walk."""
    stops = [(x, y) for _, _, _, x, y in sheet.walk] or [(sheet.width / 2, sheet.height / 2)]
    return sum(x for x, _ in stops) / len(stops), sum(y for _, y in stops) / len(stops)


def _heart(stops: Sequence[Point]) -> Point:
    """Where most stops lie: not the mean, which one far stop would draw into the fields."""
    return median(x for x, _ in stops), median(y for _, y in stops)


def _reach(sheet: PlanSheet) -> float:
    """How far from a stop houses stand, in mm: a hundred metres and more, within what reads well."""
    return min(max(120 * sheet.scale, 17.0), 24.0)


def _settled(sheet: PlanSheet) -> list[Point]:
    """The stops among houses: those that have another one near."""
    near = max(NEIGHBOUR * _reach(sheet), NEAR * sheet.scale)
    stops = [(x, y) for _, _, _, x, y in sheet.walk]
    return [one for one in stops if any(one is not other and math.dist(one, other) < near for other in stops)]


def _trees(sheet: PlanSheet, hill: bool, settled: Sequence[Point] = ()) -> list[Shape]:
    """Trees in the empty parts, in rows where it is flat, loosely on a hill: a sign for country around the place; none
    among houses."""
    shapes: list[Shape] = []
    busy = [(x, y) for sign in (*sheet.walk, *sheet.addresses) for x, y in (sign[1:3], sign[3:5])]
    middle = (sheet.width / 2, sheet.height / 2)
    columns, rows = int(sheet.width // 13), int((sheet.height - 16) // 11)
    for row in range(rows):
        for column in range(columns):
            turn = (column * 7 + row * 13 + column * row) % 11
            x = 8 + column * 13 + (turn - 5) * (0.7 if hill else 0.15)
            y = 10 + row * 11 + ((turn * 5) % 7 - 3) * (0.8 if hill else 0.1)
            lonely = all(math.dist((x, y), one) > 17 for one in busy)
            lonely = lonely and all(math.dist((x, y), one) > _reach(sheet) + 4 for one in settled)
            lonely = lonely and all(math.dist((x, y), one) > 5 for water in sheet.waters for one in water)
            if lonely and turn % 3 and math.hypot((x - middle[0]) / sheet.width, (y - middle[1]) / sheet.height) > 0.2:
                shapes.append(Shape(ellipse(x, y, 1.1 + turn % 3 * 0.25), Ink("prairie", 0.7 if turn % 2 else 1.0)))
                shapes.append(Shape((("M", x, y + 0.4), ("L", x, y + 2.4)), None, Ink("brun", 0.7), 0.3))
    return shapes


def _blob(x: float, y: float, radius: float, turn: int) -> Path:
    """A soft closed line around a point."""
    count = 10
    ring = [
        (
            x + radius * (1 + 0.09 * math.sin(3 * angle + turn) + 0.05 * math.cos(5 * angle + 2 * turn)) * math.cos(angle),
            y + 0.8 * radius * (1 + 0.09 * math.sin(3 * angle + turn)) * math.sin(angle),
        )
        for angle in (2 * math.pi * step / count for step in range(count))
    ]
    path: list[Segment] = [("M", *ring[0])]
    for index in range(count):
        a, b, c, d = (ring[(index + step - 1) % count] for step in range(4))
        path.append(
            ("C", b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6, c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6, *c)
        )
    return (*path, ("Z",))


def _dotted(stops: Sequence[Point], ink: Ink) -> list[Shape]:
    """Dots along the walk, clear of its signs."""
    dots: list[Shape] = []
    for (x0, y0), (x1, y1) in itertools.pairwise(stops):
        far = math.dist((x0, y0), (x1, y1))
        count = int((far - 7) / 2.1)
        for step in range(count + 1 if count > 0 else 0):
            along = (3.5 + (far - 7) * (step / count if count else 0.5)) / far
            dots.append(Shape(ellipse(x0 + (x1 - x0) * along, y0 + (y1 - y0) * along, 0.5), ink))
    return dots


def written(sheet: PlanSheet) -> str:
    """A plan as text, for the address of its picture."""
    parts = [f"{sheet.width:g},{sheet.height:g},{sheet.scale:.6f}"]
    for some in (sheet.walk, sheet.addresses):
        parts.append(";".join(",".join((text, *(f"{end:.2f}" for end in ends))) for text, *ends in some))
    parts.append(";".join(",".join(f"{end:g}" for point in water for end in point) for water in sheet.waters))
    return "|".join(parts)


def read(text: str) -> PlanSheet:
    """The plan that was written. Raises ValueError for anything else."""
    head, walk, addresses, waters = text.split("|")
    width, height, scale = (float(one) for one in head.split(","))

    def signs(some: str) -> tuple[tuple[str, float, float, float, float], ...]:
        rows = [one.split(",") for one in some.split(";") if one]
        return tuple((name, float(a), float(b), float(c), float(d)) for name, a, b, c, d in rows)

    numbers = [[float(one) for one in water.split(",")] for water in waters.split(";") if water]
    courses = tuple(tuple(zip(one[::2], one[1::2], strict=True)) for one in numbers)
    return PlanSheet(width, height, signs(walk), signs(addresses), scale, courses)
