"""The territory map in brand inks: communes tinted by sector, rivers, roads, numbered markers, a grid for the index.

Lambert-93 throughout (IGN NTG_71); millimetres on the sheet. Labels are words for the layout, not part of the drawing.
What comes first on the ground gives way to what comes after: scenery to names, names to numbered marks.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marbre.compose import map_ground, map_signs
from marbre.compose.map_ground import Frame, commune_shapes
from marbre.compose.map_labels import Area, Folds, MapLabel, Measure, Placed, overlap, width_of
from marbre.compose.map_words import Line, Marker, map_words
from marbre.compose.scenes import paths
from marbre.drawing import Drawing, Ink, Shape
from marbre.errors import InputError
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer
from marbre.offers.territory import Commune, Territory, lambert93, layer_file
from marbre.offers.whence import source_said

if TYPE_CHECKING:
    import shapely

GRID = map_signs.ROWS
Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapSheet:
    """The map as a drawing and the words on it. `unplaced` are names without room; `mm_per_km` the scale;
    `schematic` says that lines on it were drawn by hand; `placed` what stands on a large map, whose lettering
    is `map_style.LARGE` times `large`."""

    drawing: Drawing
    labels: tuple[MapLabel, ...]
    unplaced: tuple[str, ...] = ()
    mm_per_km: float = 0.0
    schematic: bool = False
    placed: tuple[Placed, ...] = ()
    large: float = 0.0


def bounds(territory: Territory, offers: Sequence[Offer]) -> Box:
    """West, south, east, north in metres: of the territory, or of the offers where the territory does not know them.

    Offers far from all others (a wrong sign, a place abroad) do not stretch the map.
    """
    grounds = [ring for commune in territory.communes for polygon in commune.contour for ring in polygon]
    points = [point for ring in grounds for point in ring]
    if not points or not _at_home(territory, offers):
        points = _most([site for site in map(_site, offers) if site is not None]) or points
    if not points:
        return (0.0, 0.0, 1000.0, 1000.0)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    west, south, east, north = min(xs), min(ys), max(xs), max(ys)
    least = max(2000.0 - (east - west), 2000.0 - (north - south), 0.0) / 2 + 0.5
    return west - least, south - least, east + least, north + least


def _at_home(territory: Territory, offers: Sequence[Offer]) -> bool:
    """Whether most offers lie in communes that the territory knows; nothing to the contrary counts as yes."""
    known = {commune.insee for commune in territory.communes}
    sited = [offer for offer in offers if _site(offer) is not None]
    return not sited or 2 * sum(offer.place.insee in known for offer in sited) >= len(sited)


def known_ground(territory: Territory, offers: Sequence[Offer]) -> Territory:
    """The territory; for offers from elsewhere one made of their communes, each in the middle of its offers."""
    if _at_home(territory, offers):
        return territory
    sited: dict[tuple[str, str], list[Point]] = {}
    for offer in offers:
        place = offer.place
        if _site(offer) is not None and place.commune and place.longitude is not None and place.latitude is not None:
            sited.setdefault((place.insee, place.commune), []).append((place.longitude, place.latitude))
    ranks = sorted(sited, key=lambda key: (-len(sited[key]), key))
    return Territory(
        tuple(
            Commune(
                insee,
                name,
                population=2000 if rank < 4 else len(sited[insee, name]),
                town_hall=_middle(sited[insee, name]),
            )
            for rank, (insee, name) in enumerate(ranks)
        )
    )


def named_places(territory: Territory, offers: Sequence[Offer]) -> Territory:
    """The territory with a place for each commune whose town hall is known to lie elsewhere: the middle of its villages,
    churches and castles inside its contour, where there are any."""
    heritage: dict[str, list[Point]] = {}
    for offer in offers:
        place = offer.place
        if offer.type == "PATRIMOINE_CULTUREL" and place.longitude is not None and place.latitude is not None:
            heritage.setdefault(place.insee, []).append((place.longitude, place.latitude))
    return replace(territory, communes=tuple(_named(one, heritage.get(one.insee, ())) for one in territory.communes))


def _named(commune: Commune, places: Sequence[Point]) -> Commune:
    import shapely

    if commune.town_hall_inside or not commune.contour or not places:
        return commune
    (shape,) = commune_shapes([commune])
    inside = [place for place in places if shape.covers(shapely.Point(lambert93(*place)))]
    return replace(commune, town_hall=_middle(inside), town_hall_inside=True) if inside else commune


def _middle(points: Sequence[Point]) -> Point:
    """The median place: one wrong position does not move it."""
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    return xs[len(xs) // 2], ys[len(ys) // 2]


def _site(offer: Offer) -> Point | None:
    place = offer.place
    if (
        place.longitude is None
        or place.latitude is None
        or not -180 <= place.longitude <= 180
        or abs(place.latitude) > 85
    ):
        return None
    return lambert93(place.longitude, place.latitude)


def _most(sites: Sequence[Point]) -> list[Point]:
    """The sites without the furthest fiftieth in each direction, when those lie apart."""
    cut = len(sites) // 50
    if not cut:
        return list(sites)
    kept = set(range(len(sites)))
    for axis in (0, 1):
        order = sorted(range(len(sites)), key=lambda index: sites[index][axis])
        core = sites[order[-cut - 1]][axis] - sites[order[cut]][axis]
        low, high = sites[order[cut]][axis] - core, sites[order[-cut - 1]][axis] + core
        kept -= {index for index in order if not low <= sites[index][axis] <= high}
    return [sites[index] for index in sorted(kept)]


def grid_cell(x: float, y: float, box: Box) -> str:
    """« C5 »: columns A to H from west to east, rows 1 to 8 from north to south; empty outside."""
    west, south, east, north = box
    column = math.floor((x - west) / (east - west) * GRID)
    row = math.floor((north - y) / (north - south) * GRID)
    if not (0 <= column < GRID and 0 <= row < GRID):
        return ""
    return f"{map_signs.COLUMNS[column]}{row + 1}"


def grid_ref_for(territory: Territory, offers: Sequence[Offer]) -> dict[int, str]:
    """Grid references of all offers that have a position on the map."""
    box = bounds(territory, offers)
    sites = ((offer.id, _site(offer)) for offer in offers)
    cells = {id: grid_cell(*site, box) for id, site in sites if site is not None}
    return {id: cell for id, cell in cells.items() if cell}


def commune_of(territory: Territory, longitude: float, latitude: float) -> Commune | None:
    """The commune whose contour holds a point, or None."""
    import shapely

    point = shapely.Point(lambert93(longitude, latitude))
    shapes = _commune_shapes(territory)
    found = (commune for commune, shape in zip(territory.communes, shapes, strict=True) if shape.covers(point))
    return next(found, None)


@lru_cache(maxsize=4)
def _commune_shapes(territory: Territory) -> tuple[shapely.Geometry, ...]:
    return tuple(commune_shapes(territory.communes))


def outside_commune(territory: Territory, offers: Sequence[Offer], tolerance: float = 500.0) -> dict[int, float]:
    """Offers that lie more than `tolerance` metres outside the contour of their commune and as far from its town hall,
    since official contours and town halls do not always agree: id → metres."""
    import shapely

    {commune.insee: commune.town_hall for commune in territory.communes}
    shapes = {c.insee: s for c, s in zip(territory.communes, _commune_shapes(territory), strict=True)}
    found = {}
    for offer in offers:
        site, shape = _site(offer), shapes.get(offer.place.insee)
        if site is None or shape is None or shape.is_empty:
            continue
        away = float(shape.distance(shapely.Point(site)))
        if away > tolerance:
            found[offer.id] = round(away, 1)
    return found


def misplaced(offers: Sequence[Offer], away: Mapping[int, float], tolerance: float = 500.0) -> tuple[Finding, ...]:
    """The findings for what `outside_commune` found."""
    return tuple(_outside(offer, away[offer.id], tolerance) for offer in offers if offer.id in away)


def _outside(offer: Offer, away: float, tolerance: float) -> Finding:
    kilometres = f"{away / 1000:.1f}".replace(".", ",")
    return Finding(
        "place_outside_commune",
        Severity.WARNING,
        f"« {offer.names.best('fr')} » est situé à {kilometres} km hors de {offer.place.commune}.",
        f"Corrigez la position ou la commune {source_said(offer)}.",
        record=offer.id,
        value=f"{away:.0f} m",
        limit=f"{tolerance:.0f} m",
        who="office",
    )


@lru_cache(maxsize=4)
def read_lines(file: Path) -> tuple[Line, ...]:
    """Hand-drawn lines and signs of a territory, and in their place those of layers that an office brought; none where
    there is no file. Raises InputError."""
    layers = {kind: layer_file(file.parent, kind) for kind in _LAYERS}
    there = {kind: own for kind, own in layers.items() if own.is_file()}
    replaced = {one for kind in there for one in _LAYERS[kind]}
    drawn = _lines_of(file, False) if file.is_file() else ()
    brought = tuple(line for own in there.values() for line in _lines_of(own, True))
    return (*(line for line in drawn if line.kind not in replaced), *brought)


#: Kinds of lines that a layer stands for.
_LAYERS = {"rivers": ("river",), "roads": ("motorway", "road", "railway")}


def _lines_of(file: Path, surveyed: bool) -> tuple[Line, ...]:
    """The lines of a file; great rivers are the territory's own."""
    try:
        raws: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["lines"]
        return tuple(
            Line(raw["name"], raw["kind"], tuple(lambert93(x, y) for x, y in raw["points"]), surveyed)
            for raw in raws
            if not raw.get("great")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{file.name}: not lines of a map ({error!r})", "put the file of the repository back"
        ) from None


def territory_map(
    territory: Territory, lines: Sequence[Line], markers: Sequence[Marker], tints: Mapping[str, Ink],
    size: tuple[float, float], area: Area, box: Box, folds: Folds, measure: Measure = width_of,
    legend: Sequence[tuple[str, str, str]] = (), reserved: Sequence[Area] = (), gridded: bool = True,
) -> MapSheet:  # fmt: skip
    """The map on a sheet of `size` mm, drawn within `area` (left, top, width, height).

    No word or mark stands within 5 mm of `folds`, or on what is `reserved` (panels that the layout lays over). `tints`:
    INSEE code → ink of its sector; `box`: west, south, east, north in metres; `measure` gives the width in mm of words
    in a role's type; `legend` says what marks stand for: (mark, palette colour, words); `gridded` draws the grid that
    indexes refer to.
    """
    frame = _frame(area, box)
    edges = (*frame.at(box[0], box[3]), *frame.at(box[2], box[1]))
    view = (edges[0] - 6, edges[1] - 6, edges[2] + 6, edges[3] + 6)
    trunk, rivers = _waters(territory, lines, frame, view)
    roads = [
        (line, part)
        for line in lines
        if line.kind in ("motorway", "railway")
        for part in map_ground.within(frame.ring(line.points), view)
    ]
    shapes = [Shape(paths.box(0, 0, *size), Ink("creme"))]
    shapes += map_ground.ground(territory.communes, tints, frame)
    grid, grid_words = map_signs.grid(edges) if gridded else ([], [])
    shapes += grid
    shapes += [map_ground.river(part, 0.3, 0.85) for _, part in rivers]
    shapes += [map_ground.river(part, 1.0, 1.8) for part in trunk]
    for road, part in roads:
        shapes += map_ground.motorway(part) if road.kind == "motorway" else map_ground.railway(part)
    words = map_words(territory, lines, markers, frame, area, folds, measure, (trunk, rivers, roads), legend, reserved)
    shapes += [*words.under, *words.over]
    return MapSheet(
        Drawing(size[0], size[1], tuple(shape for shape in shapes if _on_sheet(shape, size))),
        (*words.labels, *_uncovered(grid_words, words.legend)),
        words.unplaced,
        frame.scale * 1000,
        schematic=any(not line.surveyed for line in lines),
    )


def _on_sheet(shape: Shape, size: tuple[float, float]) -> bool:
    """Whether any of a shape may show on the sheet."""
    numbers = [part[1:] for part in shape.path]
    xs = [float(x) for part in numbers for x in part[::2]]
    ys = [float(y) for part in numbers for y in part[1::2]]
    return bool(xs) and max(xs) > -3 and min(xs) < size[0] + 3 and max(ys) > -3 and min(ys) < size[1] + 3


def _frame(area: Area, box: Box) -> Frame:
    left, top, width, height = area
    west, south, east, north = box
    scale = min(width / (east - west), height / (north - south))
    return Frame(
        left + (width - (east - west) * scale) / 2, top + (height - (north - south) * scale) / 2, west, north, scale
    )


def _waters(
    territory: Territory, lines: Sequence[Line], frame: Frame, view: Box
) -> tuple[list[list[Point]], list[tuple[str, list[Point]]]]:
    """The surveyed rivers on the sheet, and the hand-drawn ones that run into them."""
    surveyed = [[frame.at(*lambert93(x, y)) for x, y in river.points] for river in territory.rivers]
    trunk = [part for points in surveyed for part in map_ground.within(points, view)]
    longest = max(trunk, key=len, default=[])
    drawn = [
        (line.name, part if line.surveyed else map_ground.meander(map_ground.joined(part, longest, 2500 * frame.scale)))
        for line in lines
        if line.kind == "river"
        for part in map_ground.within(frame.ring(line.points), view)
    ]
    return trunk, drawn


def _uncovered(labels: Sequence[MapLabel], panel: Area) -> list[MapLabel]:
    return [label for label in labels if not overlap((label.x, label.y, label.x + 2, label.y + 3), panel)]


def locator(territory: Territory, insee: str, width: float, height: float, colour: str = "terracotta") -> Drawing:
    """A small map of the territory with one commune picked out, for cards and boxes."""
    frame = _frame((0.5, 0.5, width - 1, height - 1), bounds(territory, ()))
    shapes = map_ground.ground(territory.communes, {insee: Ink(colour)}, frame, detail=0.3)[3:]
    return Drawing(width, height, tuple(shapes))
