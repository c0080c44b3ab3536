"""Maps for the asking: the whole territory, a sector, a detail at a larger scale, and small locator maps without words.

Millimetres; folds may be given in mm from the left and from the head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from marbre.compose.map_ground import Frame, commune_shapes, outlined, without_gaps
from marbre.compose.map_matter import Box, MapMatter, MapPlace
from marbre.compose.map_sheet import frame_of, large_map
from marbre.compose.map_style import LARGE, scaled
from marbre.compose.map_words import Marker
from marbre.compose.maps import MapSheet, grid_cell
from marbre.compose.scenes import paths
from marbre.drawing import Drawing, Ink, Shape
from marbre.offers.territory import Commune, Territory, lambert93

#: From the edge of the sheet to what is mapped, in mm; how large words are at which width of the sheet.
_MARGIN, _WIDTH = 11.0, 600.0


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows. `size` of the sheet in mm; `communes` alone, or a circle of `radius` km about `centre`
    (longitude, latitude), or everything."""

    size: tuple[float, float]
    communes: tuple[str, ...] = ()
    centre: tuple[float, float] | None = None
    radius: float = 0.0
    folds: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())


def view_map(matter: MapMatter, view: View, box: Box, fonts: Path) -> MapSheet:
    """A map of a view. `box` is that of the whole territory; its grid is shown where all of it is."""
    width, height = view.size
    inner = (_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN)
    shown, whole = box_of(matter.territory, view, box), not view.communes and view.centre is None
    place = MapPlace(view.size, inner, (0.0, 0.0, width, height), shown, view.folds, grid=whole)
    seen = replace(matter, only=frozenset(view.communes)) if view.communes else matter
    if view.communes:
        inside = frozenset(view.communes)
        held = tuple(one for one in matter.territory.communes if one.insee in inside)
        markers = _within(matter.markers, held)
        seen = replace(seen, markers=markers, territory=replace(matter.territory, communes=held))
    # Words keep their size on large sheets; on small ones they shrink less than the sheet does.
    size = max(0.62, min(1.0, (min(width, height * 1.2) / _WIDTH) ** 0.5))
    return large_map(seen, place, fonts, scaled(LARGE, size))


def box_of(territory: Territory, view: View, whole: Box) -> Box:
    """West, south, east, north in metres of what a view shows."""
    if view.centre is not None:
        x, y = lambert93(*view.centre)
        reach = view.radius * 1000
        return x - reach, y - reach, x + reach, y + reach
    wanted = set(view.communes)
    rings = [
        ring for one in territory.communes if one.insee in wanted for polygon in one.contour for ring in polygon
    ]  # fmt: skip
    points = [point for ring in rings for point in ring]
    if not points:
        return whole
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _within(markers: Sequence[Marker], communes: Sequence[Commune]) -> tuple[Marker, ...]:
    import shapely

    ground = shapely.union_all(commune_shapes([one for one in communes if one.contour]))
    shapely.prepare(ground)
    return tuple(marker for marker in markers if ground.covers(shapely.Point(marker.x, marker.y)))


def locator_map(
    territory: Territory, box: Box, size: tuple[float, float], picked: Sequence[str], colour: str = "terracotta",
    sites: Sequence[tuple[float, float]] = (),
) -> Drawing:  # fmt: skip
    """The outline of the territory with communes picked out, and dots at places (metres): for cards, boxes, openers."""
    import shapely

    width, height = size
    frame = frame_of(MapPlace(size, (0.8, 0.8, width - 1.6, height - 1.6), (0, 0, width, height), box))
    known = [one for one in territory.communes if one.contour]
    if not known:
        return Drawing(width, height, ())
    simple = list(shapely.coverage_simplify([shapely.make_valid(s) for s in commune_shapes(known)], 0.35 / frame.scale))
    whole = without_gaps(shapely.union_all(simple))
    chosen = [shape for one, shape in zip(known, simple, strict=True) if one.insee in set(picked)]
    shapes = [Shape(outlined(whole, frame), Ink("sable"))]
    if chosen:
        shapes.append(Shape(outlined(shapely.union_all(chosen), frame), Ink(colour)))
    shapes += _trunk(territory, frame, width, height)
    shapes.append(Shape(outlined(whole, frame), None, Ink("brun", 0.7), max(0.2, min(0.5, width / 160))))
    radius = max(0.45, width / 90)
    shapes += [Shape(paths.ellipse(*frame.at(*site), radius), Ink(colour), Ink("papier"), 0.15) for site in sites]
    return Drawing(width, height, tuple(shapes))


def _trunk(territory: Territory, frame: Frame, width: float, height: float) -> list[Shape]:
    """The surveyed rivers, thin."""
    shapes = []
    for river in territory.rivers:
        course = [frame.at(*lambert93(x, y)) for x, y in river.points]
        inside = [(x, y) for x, y in course if 0 < x < width and 0 < y < height]
        if len(inside) > 1:
            shapes.append(Shape(paths.line(*inside), None, Ink("riviere", 0.7), max(0.25, width / 110)))
    return shapes


def place_cells(places: Mapping[str, tuple[float, float]], box: Box) -> dict[str, str]:
    """Grid references of places by name (longitude, latitude); those outside the grid are left out."""
    cells = {name: grid_cell(*lambert93(*place), box) for name, place in places.items()}
    return {name: cell for name, cell in cells.items() if cell}
