"""What lies under the words of a map: communes, rivers, roads, railway, drawn scenery.

Millimetres, inks of the brand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from marbre.compose.scenes.paths import Path, curve, dome, ellipse, line, polygon
from marbre.drawing import Ink, Segment, Shape
from marbre.offers.territory import Commune, Ring

if TYPE_CHECKING:
    import shapely

Point = tuple[float, float]

_WATER = Ink("riviere", 0.7)


@dataclass(frozen=True, slots=True)
class Frame:
    """How the ground goes onto the sheet: mm = (metres − origin) × scale."""

    left: float
    top: float
    west: float
    north: float
    scale: float

    def at(self, x: float, y: float) -> Point:
        """Lambert-93 metres to millimetres."""
        return self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale

    def ring(self, points: Ring) -> list[Point]:
        return [self.at(x, y) for x, y in points]


def commune_shapes(communes: Sequence[Commune]) -> list[shapely.Geometry]:
    """The contours in metres."""
    import shapely

    return [shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in commune.contour]) for commune in communes]


def ground(communes: Sequence[Commune], tints: Mapping[str, Ink], frame: Frame, detail: float = 0.35) -> list[Shape]:
    """The territory like cut paper on the sheet: a soft edge, sectors in their tints, fine borders, a firm outline.

    Contours are simplified together, so neighbours stay neighbours; what is smaller than `detail` mm goes.
    """
    import shapely

    known = [commune for commune in communes if commune.contour]
    if not known:
        return []
    simple = shapely.coverage_simplify(commune_shapes(known), detail / frame.scale)
    outline = without_gaps(shapely.union_all(simple))
    shapes = []
    for width, ink in ((4.2, Ink("sable", 0.5)), (2.2, Ink("sable")), (0.9, Ink("ocre", 0.5))):
        shapes.append(Shape(outlined(outline, frame), None, ink, width))
    shapes.append(Shape(outlined(outline, frame), Ink("sable")))
    for commune, shape in zip(known, simple, strict=True):
        shapes.append(Shape(outlined(shape, frame), tints.get(commune.insee, Ink("sable")), Ink("papier"), 0.22))
    shapes.append(Shape(outlined(outline, frame), None, Ink("brun", 0.7), 0.4))
    return shapes


def without_gaps(shape: shapely.Geometry) -> shapely.Geometry:
    """The territory without holes of less than 3 km²: what generalised contours leave open between neighbours."""
    import shapely

    parts = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > 3e6])
        for part in getattr(shape, "geoms", [shape])
    ]
    return shapely.MultiPolygon(parts)


def outlined(shape: shapely.Geometry, frame: Frame) -> tuple[Segment, ...]:
    """The rings of a geometry as a path."""
    path: list[Segment] = []
    for part in getattr(shape, "geoms", [shape]):
        for ring in (part.exterior, *part.interiors) if not part.is_empty else ():
            path += polygon(*(frame.at(x, y) for x, y in list(ring.coords)[:-1]))
    return tuple(path)


def river(points: Sequence[Point], source: float, mouth: float) -> Shape:
    """A river that widens from `source` to `mouth` mm in the order of its points."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(points) - 1
    for index, (x, y) in enumerate(points):
        ax, ay = points[max(index - 1, 0)]
        bx, by = points[min(index + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        half = (source + (mouth - source) * index / last) / 2
        nx, ny = (by - ay) / length * half, -(bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    back = curve(list(reversed(right)))
    return Shape((*curve(left), ("L", *back[0][1:]), *back[1:], ("Z",)), _WATER)


def motorway(points: Sequence[Point]) -> list[Shape]:
    """A double line."""
    path = curve(points)
    return [
        Shape(path, None, Ink("papier"), 1.5),
        Shape(path, None, Ink("orange"), 1.05),
        Shape(path, None, Ink("papier"), 0.35),
    ]


def railway(points: Sequence[Point]) -> list[Shape]:
    """A fine line with sleepers."""
    ties: list[Segment] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.dist((x0, y0), (x1, y1))
        for part in range(1, int(length / 1.6)):
            t = part * 1.6 / length
            x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
            nx, ny = (y1 - y0) / length * 0.45, -(x1 - x0) / length * 0.45
            ties += line((x + nx, y + ny), (x - nx, y - ny))
    ink = Ink("noir", 0.6)
    return [Shape(line(*points), None, ink, 0.22), *([Shape(tuple(ties), None, ink, 0.18)] if ties else [])]


def joined(points: Sequence[Point], into: Sequence[Point], reach: float) -> list[Point]:
    """A river's points with its end on the river it flows into, when that lies within `reach`."""
    import shapely

    if len(into) < 2:
        return list(points)
    trunk = shapely.LineString(into)
    end = shapely.Point(points[-1])
    meets = trunk.interpolate(trunk.project(end))
    return [*points[:-1], (meets.x, meets.y)] if meets.distance(end) <= reach else list(points)


def meander(points: Sequence[Point], swing: float = 0.55, length: float = 9.0) -> list[Point]:
    """A hand-drawn river winding a little about its course, so that it looks as free as the ones surveyed."""
    import shapely

    course = shapely.LineString(points)
    count = int(course.length / length * 4)
    if count < 4:
        return list(points)
    made = []
    for part in range(count + 1):
        here = course.interpolate(part / count, normalized=True)
        ahead = course.interpolate(min(course.length, course.length * part / count + 0.5))
        back = course.interpolate(max(0.0, course.length * part / count - 0.5))
        long = math.hypot(ahead.x - back.x, ahead.y - back.y) or 1.0
        off = swing * math.sin(part * math.pi / 2) * (1.0 if 0 < part < count else 0.0)
        made.append((here.x + (ahead.y - back.y) / long * off, here.y - (ahead.x - back.x) / long * off))
    return made


def within(points: Sequence[Point], box: tuple[float, float, float, float]) -> list[list[Point]]:
    """The parts of a line that lie in a rectangle (left, top, right, bottom)."""
    import shapely

    if len(points) < 2:
        return []
    cut = shapely.LineString(points).intersection(shapely.box(*box))
    return [list(part.coords) for part in getattr(cut, "geoms", [cut]) if len(part.coords) > 1]


def scenery(kind: str, x: float, y: float) -> list[Shape]:
    """A drawn sign that says what the land is like: hills, volcano, forest, vines; 7 × 4 mm, based on (x, y)."""
    if kind == "hills":
        return [
            Shape(dome(x + 1.7, y, 2.2, 1.8), Ink("prairie", 0.7), Ink("foret", 0.5), 0.14),
            Shape(dome(x - 1.2, y, 2.5, 2.7), Ink("prairie"), Ink("foret", 0.5), 0.14),
            Shape(_cap(x - 1.2, y, 2.5, 2.7), Ink("prairie", 0.7)),
        ]  # fmt: skip
    if kind == "volcano":
        top = polygon((x - 3.2, y), (x - 0.8, y - 3.4), (x + 0.8, y - 3.4), (x + 3.2, y))
        shade = polygon((x, y), (x, y - 3.4), (x + 0.8, y - 3.4), (x + 3.2, y))
        return [
            Shape(top, Ink("basalte", 0.5)),
            Shape(shade, Ink("basalte", 0.7)),
            Shape(ellipse(x, y - 3.4, 0.8, 0.28), Ink("terracotta")),
        ]
    if kind == "vines":
        rows: list[Shape] = []
        for row in range(3):
            base = y - row * 1.15
            rows += [
                Shape(ellipse(x - 2.4 + row * 0.5 + column * 1.5, base - 0.5, 0.55, 0.5), Ink("amethyste", 0.5))
                for column in range(4)
            ]
            rows.append(
                Shape(line((x - 3 + row * 0.5, base), (x + 2.7 + row * 0.5, base)), None, Ink("foret", 0.5), 0.18)
            )
        return rows
    shapes: list[Shape] = []
    for dx, height in ((-1.9, 2.9), (1.7, 2.6), (0.0, 3.7)):
        shapes.append(Shape(line((x + dx, y), (x + dx, y - 0.8)), None, Ink("brun", 0.7), 0.3))
        shapes.append(
            Shape(polygon((x + dx - 1.05, y - 0.6), (x + dx, y - height), (x + dx + 1.05, y - 0.6)), Ink("foret", 0.5))
        )
        shapes.append(
            Shape(polygon((x + dx, y - 0.6), (x + dx, y - height), (x + dx + 1.05, y - 0.6)), Ink("foret", 0.7))
        )
    return shapes


def _cap(x: float, base: float, rx: float, ry: float) -> Path:
    """The lit left half of a dome."""
    kx, ky = rx * 0.5523, ry * 0.5523
    return (
        ("M", x - rx, base), ("C", x - rx, base - ky, x - kx, base - ry, x, base - ry),
        ("C", x - rx * 0.45, base - ry * 0.75, x - rx * 0.5, base - ry * 0.3, x - rx * 0.35, base), ("Z",),
    )  # fmt: skip
