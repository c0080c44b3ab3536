"""Names that follow rivers letter by letter, and dashed lines. Millimetres."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from marbre.compose.map_labels import Area, MapLabel, Point
from marbre.compose.map_solver import Ground
from marbre.compose.map_style import Lettering

if TYPE_CHECKING:
    import shapely

#: Between two letters no more than this turn, and over a whole name no more than that, in radians.
_BEND, _TURN = 0.3, 1.3
#: A name comes again after this much of a river, in mm.
AGAIN = 210.0


def names_along(
    name: str, points: Sequence[Point], role: str, lettering: Lettering, width: Callable[[str], float], ground: Ground,
    off: float,
) -> list[tuple[list[MapLabel], list[Area]]]:  # fmt: skip
    """A river's name along its course, once and again where it is long: the letters and what they cover. `off` mm stay
    between the middle of the river and the letters. Adds what it places to the ground."""
    import shapely

    course = shapely.LineString(points)
    spaced = [width(letter) + 0.14 * lettering.size for letter in name]
    whole = sum(spaced)
    count = max(1, int(course.length // AGAIN))
    made = []
    for part in range(count):
        begin, end = course.length * part / count, course.length * (part + 1) / count - whole
        best = _best(name, course, role, lettering, spaced, ground, off, (begin, end))
        if best is not None:
            made.append(best)
            for box in best[1]:
                ground.hard.add(box)
    return made


def _best(
    name: str, course: shapely.LineString, role: str, lettering: Lettering, spaced: Sequence[float], ground: Ground,
    off: float, stretch: tuple[float, float],
) -> tuple[list[MapLabel], list[Area]] | None:  # fmt: skip
    best: tuple[float, list[MapLabel], list[Area]] | None = None
    begin = stretch[0]
    while begin <= stretch[1]:
        for side in (-1, 1):
            letters = _letters(name, course, role, lettering, spaced, begin, side, off)
            if letters is not None:
                turn, labels, covers = letters
                if all(_free(box, ground) for box in covers):
                    cost = turn + 0.4 * sum(ground.soft.count(box) for box in covers) + (0.15 if side > 0 else 0.0)
                    if best is None or cost < best[0]:
                        best = (cost, labels, covers)
        begin += 2.5
    return (best[1], best[2]) if best is not None else None


def _letters(
    name: str, course: shapely.LineString, role: str, lettering: Lettering, spaced: Sequence[float], begin: float, side: int,
    off: float,
) -> tuple[float, list[MapLabel], list[Area]] | None:  # fmt: skip
    """Letters beside a stretch of a course: how much they turn in all, where they stand, what they cover."""
    whole = sum(spaced)
    head, tail = course.interpolate(begin), course.interpolate(begin + whole)
    back = tail.x < head.x
    labels: list[MapLabel] = []
    covers: list[Area] = []
    at, angles = 0.0, []
    for letter, wide in zip(name, spaced, strict=True):
        middle = at + wide / 2
        place = begin + (whole - middle if back else middle)
        angle = _angle(course, place, lettering.size * 1.6, back)
        angles.append(angle)
        if len(angles) > 1 and abs(_wrapped(angle - angles[-2])) > _BEND:
            return None
        here = course.interpolate(place)
        away = off + lettering.size * (0.28 if side < 0 else 0.8)
        x = here.x + math.sin(angle) * away * -side
        y = here.y + math.cos(angle) * away * side
        sine, cosine = math.sin(angle), math.cos(angle)
        left, top = -wide / 2, -lettering.baseline
        labels.append(
            MapLabel(
                round(x + left * cosine - top * sine, 3), round(y + left * sine + top * cosine, 3), letter, role,
                angle=round(math.degrees(angle), 2),
            )
        )  # fmt: skip
        covers.append(_cover((x, y), wide, lettering.size, angle))
        at += wide
    turn = sum(abs(_wrapped(b - a)) for a, b in pairwise(angles))
    if turn > _TURN or max(abs(angle) for angle in angles) > 1.5:
        return None
    return turn + 0.35 * abs(sum(angles) / len(angles)), labels, covers


def _angle(course: shapely.LineString, place: float, reach: float, back: bool) -> float:
    one, other = course.interpolate(max(0.0, place - reach)), course.interpolate(min(course.length, place + reach))
    angle = math.atan2(other.y - one.y, other.x - one.x)
    return _wrapped(angle + math.pi) if back else angle


def _wrapped(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi


def _cover(at: Point, wide: float, size: float, angle: float) -> Area:
    """The upright box of a letter on its baseline."""
    sine, cosine = math.sin(angle), math.cos(angle)
    corners = [
        (at[0] + x * cosine - y * sine, at[1] + x * sine + y * cosine)
        for x in (-wide / 2, wide / 2)
        for y in (-0.74 * size, 0.2 * size)
    ]
    return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)


def _free(box: Area, ground: Ground) -> bool:
    room = ground.room
    if ground.hard.meets(box) or ground.strips.meets(box):
        return False
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def dashed(points: Sequence[Point], on: float, off: float) -> list[list[Point]]:
    """The dashes of a line."""
    dashes: list[list[Point]] = []
    run: list[Point] = [points[0]]
    left, drawing = on, True
    for start, end in pairwise(points):
        length = math.dist(start, end)
        done = 0.0
        while length - done > left:
            done += left
            point = (start[0] + (end[0] - start[0]) * done / length, start[1] + (end[1] - start[1]) * done / length)
            if drawing:
                dashes.append([*run, point])
            run = [point]
            drawing = not drawing
            left = on if drawing else off
        left -= length - done
        if drawing:
            run.append(end)
    if drawing and len(run) > 1:
        dashes.append(run)
    return dashes
