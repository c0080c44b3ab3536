"""The lie of the land in flat inks: altitude steps, and light from the north-west along their edges (Tanaka's contours).

No hill shading, which would need transparency: a step's edge is drawn in paper where it faces the light, in a darker
tint where it turns away, the thicker the more it does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from marbre.compose.map_ground import Frame, outlined
from marbre.drawing import Ink, Segment, Shape
from marbre.offers.relief import Relief

if TYPE_CHECKING:
    import shapely

#: Light from the north-west.
_LIGHT = (-math.sqrt(0.5), math.sqrt(0.5))
#: (least illumination, ink, width in mm) of an edge.
_EDGES = (
    (0.55, Ink("papier"), 0.42), (0.15, Ink("papier"), 0.24), (-0.15, Ink("brun", 0.15), 0.12),
    (-0.6, Ink("brun", 0.3), 0.22), (-2.0, Ink("brun", 0.5), 0.36),
)  # fmt: skip


def relief_shapes(
    relief: Relief, within: shapely.Geometry, tints: Sequence[tuple[int, Ink]], frame: Frame, detail: float,
    lit: bool = True,
) -> list[Shape]:  # fmt: skip
    """The ground within a polygon (metres): from low to high each step over the last. `tints`: from which altitude on
    which ink; `detail` mm is the least that an edge shows."""
    import shapely

    shapes = [Shape(outlined(within, frame), tints[0][1])]
    ink = tints[0][1]
    for step in relief.steps:
        ground = _simple(step.polygons, detail / frame.scale)
        here = shapely.intersection(ground, within)
        parts = [part for part in getattr(here, "geoms", [here]) if part.geom_type == "Polygon" and part.area > 1e5]
        if not parts:
            continue
        then = [tint for least, tint in tints if step.altitude >= least][-1]
        if then != ink:
            shapes.append(Shape(outlined(shapely.MultiPolygon(parts), frame), then))
            ink = then
        if lit:
            shapes += _lit(shapely.intersection(shapely.boundary(ground), within), ground, frame)
    return shapes


def _simple(polygons: Sequence[Sequence[Sequence[tuple[float, float]]]], tolerance: float) -> shapely.Geometry:
    import shapely

    shape = shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    return shapely.make_valid(shapely.simplify(shape, tolerance))


def _lit(edge: shapely.Geometry, ground: shapely.Geometry, frame: Frame) -> list[Shape]:
    """The edge of a step, in runs of one illumination."""
    import shapely

    runs: dict[int, list[Segment]] = {}
    shapely.prepare(ground)
    parts = [part for part in getattr(edge, "geoms", [edge]) if part.geom_type == "LineString" and not part.is_empty]
    merged = shapely.line_merge(shapely.MultiLineString(parts))
    for line in getattr(merged, "geoms", [merged]):
        points = list(line.coords) if not line.is_empty else []
        last = -1
        for (x0, y0), (x1, y1) in pairwise(points):
            length = math.hypot(x1 - x0, y1 - y0)
            if not length:
                continue
            out = ((y1 - y0) / length, -(x1 - x0) / length)
            if ground.contains(shapely.Point((x0 + x1) / 2 + out[0] * 5, (y0 + y1) / 2 + out[1] * 5)):
                out = (-out[0], -out[1])
            light = out[0] * _LIGHT[0] + out[1] * _LIGHT[1]
            kind = next(index for index, (least, _, _) in enumerate(_EDGES) if light >= least)
            run = runs.setdefault(kind, [])
            if kind != last:
                run.append(("M", *frame.at(x0, y0)))
            run.append(("L", *frame.at(x1, y1)))
            last = kind
    return [Shape(tuple(path), None, _EDGES[kind][1], _EDGES[kind][2]) for kind, path in sorted(runs.items(), reverse=True)]
