"""The profile of an itinerary: known altitudes over the distances from one stop to the next, joined by straight lines.

Nothing is invented between two stops: a stop without a known altitude is left out of the line, and without three known
altitudes there is no profile. Lengths in mm.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from marbre.compose.map_signs import mark
from marbre.compose.scenes.paths import box
from marbre.drawing import Drawing, Ink, Segment, Shape

#: A profile needs this many known altitudes.
LEAST = 3
#: Air above the highest stop for its words, below the lowest, and at both sides.
HEAD, FOOT, SIDE = 9.0, 7.0, 11.0
#: The width that an altitude takes, set.
WORDS = 14.0
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way: degrees or None where it is not located, altitude in m or None where it is not known."""

    latitude: float | None
    longitude: float | None
    altitude: int | None = None


def kilometres(stops: Sequence[Stop]) -> list[float]:
    """How far each stop is from the first, stop by stop, in km as the crow flies. A stop without a place adds nothing."""
    far, total, before = [], 0.0, None
    for stop in stops:
        if stop.latitude is not None and stop.longitude is not None:
            here = (math.radians(stop.latitude), math.radians(stop.longitude))
            total += _apart(before, here) if before else 0.0
            before = here
        far.append(total)
    return far


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in km (haversine)."""
    (a, b), (c, d) = one, other
    part = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(part))


def heights(stops: Sequence[Stop]) -> list[tuple[float, int]]:
    """(km, altitude) of the stops whose altitude is known; empty when there are too few, or when they do not move."""
    known = [(far, stop.altitude) for far, stop in zip(kilometres(stops), stops, strict=True) if stop.altitude is not None]
    return known if len(known) >= LEAST and known[-1][0] > known[0][0] else []


def placed(points: Sequence[tuple[float, int]], width: float, height: float) -> list[tuple[float, float]]:
    """Where the points stand in a frame of `width` × `height` mm."""
    first, last = points[0][0], points[-1][0]
    low, high = min(metres for _, metres in points), max(metres for _, metres in points)
    across, up = (width - 2 * SIDE) / (last - first), (height - HEAD - FOOT) / max(high - low, 1)
    return [(round(SIDE + (km - first) * across, 2), round(height - FOOT - (m - low) * up, 2)) for km, m in points]


def crowded(places: Sequence[tuple[float, float]]) -> list[bool]:
    """Whether the words of a place must stand below it, because those of the one before it are too near above."""
    low: list[bool] = []
    for index, (x, _) in enumerate(places):
        low.append(index > 0 and not low[-1] and x - places[index - 1][0] < WORDS)
    return low


def written(points: Sequence[tuple[float, int]]) -> str:
    """Points as text, for the address of the picture."""
    return ";".join(f"{km:.2f},{metres}" for km, metres in points)


def read(text: str) -> list[tuple[float, int]]:
    """The points that were written. Raises ValueError for anything else."""
    return [(float(km), int(metres)) for km, metres in (one.split(",") for one in text.split(";"))]


def profile_drawing(points: Sequence[tuple[float, int]], width: float, height: float, colour: str, shape: str) -> Drawing:
    """The profile in palette inks: the land under the line, a mark of the chapter at each known altitude."""
    at = placed(points, width, height)
    land: list[Segment] = [("M", 0.0, height), ("L", 0.0, at[0][1]), *(("L", x, y) for x, y in at)]
    land += [("L", width, at[-1][1]), ("L", width, height), ("Z",)]
    crest: list[Segment] = [("M", 0.0, at[0][1]), *(("L", x, y) for x, y in at), ("L", width, at[-1][1])]
    shapes = [
        Shape(box(0, 0, width, height), Ink("creme")),
        Shape(tuple(land), Ink(colour, 0.3)),
        Shape(tuple(crest), None, Ink(colour), 0.5),
        *(Shape((("M", x, y), ("L", x, height)), None, Ink("papier"), 0.25) for x, y in at),
    ]
    for x, y in at:
        shapes += mark(shape, Ink(colour), x, y)
    return Drawing(width, height, tuple(shapes))


def climbs(points: Sequence[tuple[float, int]]) -> tuple[int, int]:
    """Metres up and metres down between the known altitudes."""
    steps = [after - before for (_, before), (_, after) in itertools.pairwise(points)]
    return sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)
