"""What lies under the words of a large map: relief, what is around, communes and sectors, rivers, roads, railway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from marbre.compose import map_ground
from marbre.compose.map_courses import dashed
from marbre.compose.map_ground import Frame, commune_shapes, outlined
from marbre.compose.map_labels import Area, Point
from marbre.compose.map_relief import relief_shapes
from marbre.compose.map_style import MapStyle
from marbre.compose.scenes import paths
from marbre.drawing import Ink, Segment, Shape
from marbre.offers.territory import lambert93

if TYPE_CHECKING:
    import shapely

    from marbre.compose.map_matter import MapMatter, MapPlace


@dataclass(frozen=True, slots=True)
class Base:
    """The ground: its shapes; every river as (name, course, width at its mouth); roads with a number; all courses."""

    shapes: tuple[Shape, ...]
    rivers: tuple[tuple[str, tuple[Point, ...], float], ...]
    roads: tuple[tuple[str, tuple[Point, ...]], ...]
    courses: tuple[tuple[Point, ...], ...]


def base_shapes(matter: MapMatter, place: MapPlace, frame: Frame, style: MapStyle) -> Base:
    """The ground of a map."""
    import shapely

    left, top, width, height = place.view
    view = shapely.box(
        frame.west + (left - frame.left) / frame.scale, frame.north - (top + height - frame.top) / frame.scale,
        frame.west + (left + width - frame.left) / frame.scale, frame.north - (top - frame.top) / frame.scale,
    )  # fmt: skip
    known = [one for one in matter.territory.communes if one.contour and (not matter.only or one.insee in matter.only)]
    contours = [shapely.make_valid(one) for one in commune_shapes(known)]
    simple = list(shapely.coverage_simplify(contours, style.detail / frame.scale)) if known else []
    whole = map_ground.without_gaps(shapely.union_all(simple)) if known else shapely.Polygon()
    shapes = relief_shapes(matter.relief, view, style.around, frame, style.detail, lit=False)
    shapes += _cut_paper(whole, frame)
    inside = shapely.intersection(whole, view)
    if matter.tints:
        tints = dict(matter.tints)
        shapes += [
            Shape(outlined(one, frame), tints.get(commune.insee, Ink("sable")))
            for commune, one in zip(known, simple, strict=True)
        ]
    elif not inside.is_empty:
        shapes += relief_shapes(matter.relief, inside, style.steps, frame, style.detail)
    shapes += _borders(simple, [one.insee for one in known], dict(matter.sectors), frame)
    edge = (left, top, left + width, top + height)
    rivers = _rivers(matter, frame, edge, style)
    roads = _roads(matter, frame, edge)
    for _, course, wide in rivers:
        shapes.append(map_ground.river(course, wide if wide >= style.great else wide * 0.3, wide))
    for _, kind, course in roads:
        shapes += line_shapes(kind, course)
    shapes.append(Shape(outlined(whole, frame), None, Ink("brun"), 0.55))
    return Base(
        tuple(shapes), tuple(rivers), tuple((name, course) for name, kind, course in roads if kind == "motorway"),
        (*(course for _, course, _ in rivers), *(course for _, _, course in roads)),
    )  # fmt: skip


def _cut_paper(whole: shapely.Geometry, frame: Frame) -> list[Shape]:
    """The territory's edge like cut paper on the sheet."""
    rings = outlined(whole, frame)
    return [Shape(rings, None, Ink("brun", 0.15), 5.0), Shape(rings, None, Ink("brun", 0.3), 2.4)]


def _borders(shapes: Sequence[shapely.Geometry], codes: Sequence[str], sectors: dict[str, str], frame: Frame) -> list[Shape]:
    """Borders of communes in dashes, of sectors as a band with a line in it."""
    import shapely

    if not shapes:
        return []
    groups: dict[str, list[shapely.Geometry]] = {}
    for code, shape in zip(codes, shapes, strict=True):
        groups.setdefault(sectors.get(code, ""), []).append(shape)
    joined = [shapely.union_all(some) for _, some in sorted(groups.items())]
    between = _lines(_shared(joined))
    fine = _lines(shapely.difference(_shared(list(shapes)), shapely.buffer(_shared(joined), 1.0)))
    made = commune_shapes_of([frame.ring(tuple(points)) for points in fine])
    return made + sector_shapes([frame.ring(tuple(points)) for points in between])


def commune_shapes_of(lines: Sequence[Sequence[Point]]) -> list[Shape]:
    """Borders of communes."""
    path: list[Segment] = []
    for points in lines:
        for dash in dashed(points, 1.6, 0.9):
            path += paths.line(*dash)
    return [Shape(tuple(path), None, Ink("brun", 0.5), 0.2)] if path else []


def sector_shapes(lines: Sequence[Sequence[Point]]) -> list[Shape]:
    """Borders of sectors."""
    band: list[Segment] = []
    for points in lines:
        band += paths.line(*points)
    if not band:
        return []
    return [Shape(tuple(band), None, Ink("papier"), 1.5), Shape(tuple(band), None, Ink("brun", 0.7), 0.5)]


def river_shapes(course: Sequence[Point]) -> list[Shape]:
    """A stretch of river, for the legend."""
    return [map_ground.river(course, 1.4, 2.0)]


def _shared(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """The lines where shapes touch each other."""
    import shapely

    whole = shapely.boundary(shapely.union_all(shapes))
    return shapely.difference(shapely.union_all([shapely.boundary(one) for one in shapes]), shapely.buffer(whole, 1.0))


def _lines(shape: shapely.Geometry) -> list[list[Point]]:
    import shapely

    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    parts: list[Any] = list(getattr(merged, "geoms", [merged]))
    return [list(part.coords) for part in parts if part.geom_type == "LineString" and len(part.coords) > 1]


def _rivers(
    matter: MapMatter, frame: Frame, edge: Area, style: MapStyle
) -> list[tuple[str, tuple[Point, ...], float]]:
    """Surveyed rivers, generalised to what the scale shows; hand-drawn ones joined to the river they run into, thinner
    where they run into a lesser one."""
    import shapely

    made: list[tuple[str, tuple[Point, ...], float]] = []
    trunk: list[Point] = []
    for river in matter.territory.rivers:
        course = [frame.at(*lambert93(x, y)) for x, y in river.points]
        simple = list(shapely.simplify(shapely.LineString(course), style.detail).coords) if len(course) > 1 else course
        trunk = max(trunk, simple, key=len)
        made += [(river.name, tuple(part), style.great) for part in map_ground.within(simple, edge)]
    for line in matter.lines:
        if line.kind != "river":
            continue
        given = frame.ring(line.points)
        joined = map_ground.joined(given, trunk, 2500 * frame.scale)
        wide = style.small if joined != given or not trunk else style.small * 0.6
        course = given if line.surveyed else _soft(map_ground.meander(joined, 1.0, 16.0))
        made += [(line.name, tuple(part), wide) for part in map_ground.within(course, edge)]
    return made


def _roads(matter: MapMatter, frame: Frame, edge: Area) -> list[tuple[str, str, tuple[Point, ...]]]:
    order = {"road": 0, "railway": 1, "motorway": 2}
    lines = sorted((line for line in matter.lines if line.kind in order), key=lambda line: order[line.kind])
    return [
        (line.name, line.kind, tuple(part))
        for line in lines
        for part in map_ground.within(frame.ring(line.points) if line.surveyed else _soft(frame.ring(line.points)), edge)
    ]


def _soft(points: Sequence[Point]) -> list[Point]:
    """A line through the points without corners, by Chaikin's cutting."""
    made = list(points)
    for _ in range(3):
        cut = [made[0]]
        for (x0, y0), (x1, y1) in pairwise(made):
            cut += [(x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25), (x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75)]
        made = [*cut, made[-1]]
    return made


def line_shapes(kind: str, course: Sequence[Point]) -> list[Shape]:
    """A motorway, a railway or a road along a course."""
    path = paths.line(*course)
    if kind == "motorway":
        return [
            Shape(path, None, Ink("rouge"), 1.9), Shape(path, None, Ink("miel"), 1.3), Shape(path, None, Ink("rouge"), 0.3),
        ]  # fmt: skip
    if kind == "railway":
        ties: list[Segment] = []
        for dash in dashed(course, 2.2, 2.2):
            ties += paths.line(*dash)
        return [
            Shape(path, None, Ink("noir", 0.8), 0.75), Shape(path, None, Ink("papier"), 0.45),
            Shape(tuple(ties), None, Ink("noir", 0.8), 0.45),
        ]  # fmt: skip
    return [Shape(path, None, Ink("brun", 0.7), 1.15), Shape(path, None, Ink("papier"), 0.8)]
