"""The territory map in brand inks: communes tinted by sector, rivers, roads, numbered markers, a grid for the index.

Lambert-93 throughout (IGN NTG_71); millimetres on the sheet. Labels are words for the layout, not part of the drawing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry import LineString, Polygon

from marbre.compose.map_labels import MapLabel, place_labels, spread_markers
from marbre.drawing import Drawing, Ink, Segment, Shape
from marbre.offers.model import Offer
from marbre.offers.territory import Territory, lambert93

GRID = 8
Point = tuple[float, float]
Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map: `number` as printed, mark shape and palette colour of its chapter; Lambert-93 metres."""

    number: str
    x: float
    y: float
    mark: str
    colour: str
    on: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the map; `kind` river, motorway or railway; points in Lambert-93 metres."""

    name: str
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class MapSheet:
    """The map as a drawing and the words on it."""

    drawing: Drawing
    labels: tuple[MapLabel, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the ground goes onto the sheet: mm = (metres − origin) × scale."""

    left: float
    top: float
    west: float
    north: float
    scale: float

    def at(self, x: float, y: float) -> Point:
        return self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale


def bounds(territory: Territory, offers: Sequence[Offer]) -> Area:
    """West, south, east, north in metres: of the territory, or of the offers where the territory does not know them."""
    points = [
        point
        for commune in territory.communes
        for polygon in commune.contour
        for ring in polygon
        for point in ring
    ]
    known = {commune.insee for commune in territory.communes}
    placed = [
        lambert93(o.place.longitude, o.place.latitude)
        for o in offers
        if o.place.longitude is not None and o.place.latitude is not None
    ]
    inside = sum(offer.place.insee in known for offer in offers)
    if not points or (placed and inside < len(offers) / 2):
        points = placed or points
    if not points:
        return (0.0, 0.0, 1000.0, 1000.0)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def grid_cell(x: float, y: float, box: Area) -> str:
    """« C5 »: columns A to H from west to east, rows 1 to 8 from north to south; empty outside."""
    west, south, east, north = box
    column = int((x - west) / (east - west) * GRID)
    row = int((north - y) / (north - south) * GRID)
    if not (0 <= column < GRID and 0 <= row < GRID):
        return ""
    return f"{'ABCDEFGH'[column]}{row + 1}"


def grid_ref_for(territory: Territory, offers: Sequence[Offer]) -> dict[int, str]:
    """Grid references of all offers that have a position."""
    box = bounds(territory, offers)
    refs = {}
    for offer in offers:
        if offer.place.longitude is not None and offer.place.latitude is not None:
            cell = grid_cell(*lambert93(offer.place.longitude, offer.place.latitude), box)
            if cell:
                refs[offer.id] = cell
    return refs


@lru_cache(maxsize=4)
def read_lines(file: Path) -> tuple[Line, ...]:
    """Hand-drawn lines of a territory; none where there is no file."""
    if not file.is_file():
        return ()
    return tuple(
        Line(raw["name"], raw["kind"], tuple(lambert93(x, y) for x, y in raw["points"]))
        for raw in json.loads(file.read_text(encoding="utf-8"))["lines"]
    )


def territory_map(
    territory: Territory, lines: Sequence[Line], markers: Sequence[Marker], tints: Mapping[str, Ink],
    size: tuple[float, float], area: Area, box: Area, spine: float,
) -> MapSheet:  # fmt: skip
    """The map on a sheet of `size` mm, drawn within `area` (left, top, width, height); nothing is printed within 5 mm
    of `spine` (x in mm, 0 for none). `tints`: INSEE code → ink of its sector."""
    frame = _frame(area, box)
    shapes = [_filled(_rectangle(0, 0, *size), Ink("ciel", 0.5))]
    shapes += _ground(territory, tints, frame)
    shapes += _lines(territory, lines, frame)
    shapes += _grid_lines(area, frame, box)
    spots = spread_markers([(*frame.at(m.x, m.y), m) for m in markers], spine, area)
    for (x, y, marker), (x0, y0) in zip(spots, [frame.at(m.x, m.y) for m in markers], strict=True):
        if math.dist((x, y), (x0, y0)) > 2.6:
            shapes.append(Shape((("M", x0, y0), ("L", x, y)), stroke=Ink("noir", 0.6), width=0.18))
            shapes.append(_filled(_circle(x0, y0, 0.45), Ink("noir", 0.8)))
        shapes += _mark(marker, x, y)
    places = [(x, y, marker.number, marker.on) for x, y, marker in spots]
    towns = [
        (*frame.at(*_town(commune)), commune.name, commune.population)
        for commune in territory.communes
        if commune.town_hall
    ]
    words = place_labels(
        places,
        towns,
        [(line.name, [frame.at(*p) for p in line.points]) for line in lines if line.kind == "river"],
        spine,
        area,
    )
    return MapSheet(Drawing(size[0], size[1], tuple(shapes)), (*words, *_grid_labels(area, frame, box)))


def _frame(area: Area, box: Area) -> _Frame:
    left, top, width, height = area
    west, south, east, north = box
    scale = min(width / (east - west), height / (north - south))
    return _Frame(
        left + (width - (east - west) * scale) / 2,
        top + (height - (north - south) * scale) / 2,
        west,
        north,
        scale,
    )


def _town(commune: object) -> Point:
    hall = getattr(commune, "town_hall", None) or (0.0, 0.0)
    if getattr(commune, "town_hall_inside", True):
        return lambert93(*hall)
    ring = commune.contour[0][0]  # type: ignore[attr-defined]
    middle = Polygon(ring).representative_point()
    return middle.x, middle.y


def _ground(territory: Territory, tints: Mapping[str, Ink], frame: _Frame) -> list[Shape]:
    """Communes in their sector's tint, thin borders, one firm outline around all."""
    if not territory.communes:
        return []
    grounds = [
        shapely.MultiPolygon([Polygon(p[0], p[1:]) for p in commune.contour])
        for commune in territory.communes
    ]
    simple = shapely.coverage_simplify(grounds, 220)
    shapes = [
        Shape(_geometry(ground, frame), tints.get(commune.insee, Ink("creme")), Ink("papier"), 0.25)
        for commune, ground in zip(territory.communes, simple, strict=True)
    ]
    outline = shapely.union_all(simple)
    shapes.append(Shape(_geometry(outline, frame), None, Ink("brun", 0.5), 0.5))
    return shapes


def _geometry(ground: shapely.Geometry, frame: _Frame) -> tuple[Segment, ...]:
    path: list[Segment] = []
    for polygon in getattr(ground, "geoms", [ground]):
        for ring in (polygon.exterior, *polygon.interiors):
            path += _polyline([frame.at(x, y) for x, y in ring.coords], closed=True)
    return tuple(path)


def _polyline(points: Sequence[Point], closed: bool = False) -> list[Segment]:
    path: list[Segment] = [("M", *points[0]), *(("L", *point) for point in points[1:])]
    return [*path, ("Z",)] if closed else path


def _smooth(points: Sequence[Point]) -> tuple[Segment, ...]:
    """A curve through the points (Catmull-Rom as Béziers)."""
    path: list[Segment] = [("M", *points[0])]
    for index in range(len(points) - 1):
        p0, p1 = points[max(index - 1, 0)], points[index]
        p2, p3 = points[index + 1], points[min(index + 2, len(points) - 1)]
        path.append(
            ("C", p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
             p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, p2[0], p2[1])
        )  # fmt: skip
    return tuple(path)


def _lines(territory: Territory, lines: Sequence[Line], frame: _Frame) -> list[Shape]:
    shapes = []
    for river in territory.rivers:
        points = [frame.at(*lambert93(x, y)) for x, y in river.points]
        inside = LineString(points).intersection(
            shapely.box(frame.left - 20, frame.top - 20, frame.left + 330, frame.top + 330)
        )
        for part in getattr(inside, "geoms", [inside]):
            if len(part.coords) > 1:
                shapes.append(Shape(_smooth(list(part.coords)), None, Ink("riviere", 0.7), 1.1))
    for line in lines:
        curve = _smooth([frame.at(*point) for point in line.points])
        if line.kind == "river":
            shapes.append(Shape(curve, None, Ink("riviere", 0.7), 0.55))
        elif line.kind == "motorway":
            shapes += [Shape(curve, None, Ink("orange"), 1.0), Shape(curve, None, Ink("papier"), 0.35)]
        else:
            shapes.append(Shape(curve, None, Ink("noir", 0.6), 0.35))
    return shapes


def _grid_lines(
    area: Area, frame: _Frame, box: Area
) -> list[Shape]:
    (x0, y0), (x1, y1) = frame.at(box[0], box[3]), frame.at(box[2], box[1])
    path: list[Segment] = []
    for part in range(GRID + 1):
        x, y = x0 + (x1 - x0) * part / GRID, y0 + (y1 - y0) * part / GRID
        path += [("M", x, y0), ("L", x, y1), ("M", x0, y), ("L", x1, y)]
    return [Shape(tuple(path), None, Ink("brun", 0.3), 0.1)]


def _grid_labels(
    area: Area, frame: _Frame, box: Area
) -> list[MapLabel]:
    (x0, y0), (x1, y1) = frame.at(box[0], box[3]), frame.at(box[2], box[1])
    labels = []
    for part in range(GRID):
        x, y = x0 + (x1 - x0) * (part + 0.5) / GRID, y0 + (y1 - y0) * (part + 0.5) / GRID
        labels += [
            MapLabel(x - 1, y0 - 4.2, "ABCDEFGH"[part], "grid"),
            MapLabel(x0 - 4, y - 1.6, str(part + 1), "grid"),
        ]
    return labels


def _rectangle(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    return tuple(_polyline([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], closed=True))


def _circle(x: float, y: float, r: float) -> tuple[Segment, ...]:
    k = r * 0.5523
    return (
        ("M", x + r, y), ("C", x + r, y + k, x + k, y + r, x, y + r), ("C", x - k, y + r, x - r, y + k, x - r, y),
        ("C", x - r, y - k, x - k, y - r, x, y - r), ("C", x + k, y - r, x + r, y - k, x + r, y), ("Z",),
    )  # fmt: skip


def _filled(path: tuple[Segment, ...], ink: Ink) -> Shape:
    return Shape(path, ink)


def _mark(marker: Marker, x: float, y: float) -> list[Shape]:
    """A chapter's mark with a rim of paper, large enough for two figures."""
    shapes = []
    for r, ink in ((2.75, Ink("papier")), (2.4, Ink(marker.colour))):
        if marker.mark == "square":
            path = _rectangle(x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r)
        elif marker.mark == "triangle":
            path = tuple(
                _polyline(
                    [(x, y - r * 1.35), (x + r * 1.3, y + r * 0.95), (x - r * 1.3, y + r * 0.95)], closed=True
                )
            )
        elif marker.mark == "diamond":
            path = tuple(
                _polyline(
                    [(x, y - r * 1.2), (x + r * 1.2, y), (x, y + r * 1.2), (x - r * 1.2, y)], closed=True
                )
            )
        else:
            path = _circle(x, y, r)
        shapes.append(_filled(path, ink))
    return shapes
