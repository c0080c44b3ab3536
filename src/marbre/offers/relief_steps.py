"""The ground at or above each altitude out of polygons of any kind, overlapping or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely

from marbre.offers.territory import Point

#: Points within this (m) of an edge, and islands below this (m²), are left out.
_DETAIL, _LEAST = 15.0, 20_000.0


def steps_of(
    grounds: Sequence[tuple[int, Sequence[Sequence[Sequence[Point]]]]], altitudes: Sequence[int],
    box: tuple[float, float, float, float],
) -> list[dict[str, Any]]:  # fmt: skip
    """`altitude` and `polygons` of each step that has ground within `box` (west, south, east, north in metres)."""
    view = shapely.box(*box)
    shapes = [(altitude, _shape(polygons)) for altitude, polygons in grounds]
    made = []
    above = shapely.MultiPolygon()
    left = sorted(shapes, key=lambda pair: -pair[0])
    for altitude in sorted(altitudes, reverse=True):
        here = [shape for least, shape in left if least >= altitude]
        left = [(least, shape) for least, shape in left if least < altitude]
        above = shapely.union_all([above, *(shapely.intersection(shape, view) for shape in here)])
        polygons = _polygons(shapely.simplify(above, _DETAIL))
        if polygons:
            made.append({"altitude": altitude, "polygons": polygons})
    return made[::-1]


def _shape(polygons: Sequence[Sequence[Sequence[Point]]]) -> shapely.Geometry:
    whole = [shapely.Polygon(rings[0], rings[1:]) for rings in polygons if rings and all(len(ring) > 3 for ring in rings)]
    return shapely.make_valid(shapely.MultiPolygon(whole))


def _polygons(shape: shapely.Geometry) -> list[list[list[int]]]:
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon" and part.area > _LEAST]
    return [
        [
            [round(at) for point in list(ring.coords)[:-1] for at in point]
            for ring in (part.exterior, *part.interiors)
        ]
        for part in parts
    ]  # fmt: skip
