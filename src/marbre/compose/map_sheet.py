"""A large map of the territory, or of a part of it: relief, sectors, rivers, roads, places by rank, numbered marks, grid.

The same ground, signs and data as the small map of `maps`; more room, so more is said, and the words are placed by
`map_solver`. Lambert-93 metres on the ground, mm on the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marbre.compose import map_ground, map_signs
from marbre.compose.map_base import base_shapes
from marbre.compose.map_courses import names_along
from marbre.compose.map_ground import Frame
from marbre.compose.map_labels import Area, MapLabel, Placed, Point, Taken
from marbre.compose.map_marks import Block, block_shapes, blocks_of
from marbre.compose.map_solver import Ground, Item, Stand, place_all
from marbre.compose.map_style import LARGE, MapStyle, width_of
from marbre.compose.map_words import Line, Marker, place_of
from marbre.compose.maps import Box, MapSheet
from marbre.compose.scenes import paths
from marbre.drawing import Drawing, Ink, Shape
from marbre.offers.relief import Relief
from marbre.offers.territory import Commune, Territory

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Where the map lies. `size` of the sheet, `area` (left, top, width, height) that `box` (west, south, east, north in
    metres) is fitted into, `view` that the ground fills, in mm; `folds` of the sheet, from the left and from its head;
    `kept` rectangles (left, top, right, bottom) that panels cover."""

    size: tuple[float, float]
    area: Area
    view: Area
    box: Box
    folds: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    kept: tuple[Area, ...] = ()
    grid: bool = True


@dataclass(frozen=True, slots=True)
class MapMatter:
    """What is drawn. `sectors`: INSEE code → sector, in the order of the edition's; `only` communes that are drawn as the
    territory, all of them where it is empty; every layer may be empty."""

    territory: Territory
    relief: Relief = Relief()
    lines: tuple[Line, ...] = ()
    markers: tuple[Marker, ...] = ()
    sectors: tuple[tuple[str, str], ...] = ()
    tints: tuple[tuple[str, Ink], ...] = ()
    only: frozenset[str] = frozenset()


def frame_of(place: MapPlace) -> Frame:
    """How the ground goes onto the sheet: the box in the middle of the area, as large as it can be."""
    left, top, width, height = place.area
    west, south, east, north = place.box
    scale = min(width / (east - west), height / (north - south))
    return Frame(
        left + (width - (east - west) * scale) / 2, top + (height - (north - south) * scale) / 2, west, north, scale
    )


def large_map(matter: MapMatter, place: MapPlace, fonts: Path, style: MapStyle = LARGE) -> MapSheet:
    """The map. What finds no room is in `unplaced`; what stands away from its place, in `placed` with `away`."""
    frame = frame_of(place)
    base = base_shapes(matter, place, frame, style)
    communes = [one for one in matter.territory.communes if one.town_hall or one.contour]
    sites = {one.insee: frame.at(*place_of(one)) for one in communes}
    seen = [one for one in communes if _holds(place.view, sites[one.insee])]
    ground = _ground(place, base.courses, seen, sites, style)
    panel, signs, words = _edge(place, frame, style, fonts)
    for box in panel:
        ground.hard.add(box)
    blocks = blocks_of(matter.markers, frame, place.view, style)
    items = [*_names(seen, sites, style, fonts), *(_block_item(block, number) for number, block in enumerate(blocks))]
    stands, lost = place_all(items, ground)
    by_key: Mapping[str, Block] = {f"mark:{number}": block for number, block in enumerate(blocks)}
    named = {f"name:{one.insee}": one for one in seen}
    drawn = [*base.shapes, *(shape for one in seen for shape in _dot(one, sites[one.insee], style)), *signs]
    labels, placed = list(words), [Placed("edge", "", box, (box[0], box[1])) for box in panel]
    for stand in stands:
        made, letters, boxes = _stood(stand, by_key, named, style, fonts)
        drawn += made
        labels += letters
        placed += boxes
    plates, more, covers = _plates(base.roads, ground, style, fonts)
    flows, names, missing = _rivers(base.rivers, ground, style, fonts)
    return MapSheet(
        Drawing(*place.size, (*drawn, *plates)), (*labels, *more, *flows),
        (*(_said(item, by_key, named) for item in lost), *missing), frame.scale * 1000,
        any(line.kind in ("river", "road", "motorway", "railway") for line in matter.lines), (*placed, *covers, *names),
    )  # fmt: skip


def _holds(view: Area, at: Point) -> bool:
    return view[0] < at[0] < view[0] + view[2] and view[1] < at[1] < view[1] + view[3]


def _ground(
    place: MapPlace, courses: Sequence[Sequence[Point]], seen: Sequence[Commune], sites: Mapping[str, Point],
    style: MapStyle,
) -> Ground:  # fmt: skip
    hard, strips, soft, signs = Taken(), Taken(), Taken(), Taken()
    left, top, width, height = place.view
    for x in place.folds[0]:
        if left < x < left + width:
            strips.add((x - style.clear, top, x + style.clear, top + height))
    for y in place.folds[1]:
        if top < y < top + height:
            strips.add((left, y - style.clear, left + width, y + style.clear))
    for box in place.kept:
        hard.add(box)
    for one in seen:
        (x, y), r = sites[one.insee], reach_of(one.population, style)
        hard.add((x - r, y - r, x + r, y + r))
        signs.add((x - r, y - r, x + r, y + r))
    for course in courses:
        for box in _boxes(course):
            soft.add(box)
    return Ground(hard, strips, soft, signs, (left + 2, top + 2, left + width - 2, top + height - 2))


def _boxes(points: Sequence[Point]) -> list[Area]:
    import shapely

    line = shapely.LineString(points)
    spots = (line.interpolate(step * 2.0) for step in range(int(line.length / 2.0) + 1))
    return [(spot.x - 0.5, spot.y - 0.5, spot.x + 0.5, spot.y + 0.5) for spot in spots]


def reach_of(population: int, style: MapStyle) -> float:
    """The radius of a place's sign."""
    return style.dots[("city", "town", "bourg", "village").index(style.role(population))]


def _names(seen: Sequence[Commune], sites: Mapping[str, Point], style: MapStyle, fonts: Path) -> list[Item]:
    items = []
    for one in seen:
        role = style.role(one.population)
        lettering = style.lettering[role]
        width = width_of(fonts, lettering, one.name)
        first = {"city": 0.0, "town": 1.0, "bourg": 3.0}.get(role, 4.0)
        items.append(
            Item(
                f"name:{one.insee}", width, lettering.size * 0.98, sites[one.insee], reach_of(one.population, style), False,
                (first, -float(one.population)),
            )
        )  # fmt: skip
    return items


def _block_item(block: Block, number: int) -> Item:
    return Item(
        f"mark:{number}", block.width, block.height, block.site, 0.5, len(block.marks) == 1,
        (2.0, -float(len(block.marks))),
    )  # fmt: skip


def _dot(commune: Commune, at: Point, style: MapStyle) -> list[Shape]:
    radius = reach_of(commune.population, style)
    role = style.role(commune.population)
    if role in ("city", "town"):
        return [
            Shape(paths.ellipse(*at, radius), Ink("noir")), Shape(paths.ellipse(*at, radius * 0.6), Ink("papier")),
            *([Shape(paths.ellipse(*at, radius * 0.3), Ink("noir"))] if role == "city" else ()),
        ]  # fmt: skip
    return [Shape(paths.ellipse(*at, radius * 0.8), Ink("papier"), Ink("noir"), 0.3)]


def _stood(
    stand: Stand, blocks: Mapping[str, Block], named: Mapping[str, Commune], style: MapStyle, fonts: Path
) -> tuple[list[Shape], list[MapLabel], list[Placed]]:
    shapes: list[Shape] = []
    key, box = stand.item.key, stand.box
    if stand.leader is not None:
        path = paths.line(*stand.leader)
        shapes += [Shape(path, None, Ink("papier"), 0.6), Shape(path, None, Ink("noir", 0.8), 0.22)]
    if key in blocks:
        if stand.leader is not None or not stand.item.home:
            shapes.append(Shape(paths.ellipse(*stand.item.site, 0.5), Ink("noir")))
        made, labels = block_shapes(blocks[key], box, style, fonts)
        said = " ".join(marker.number for marker in blocks[key].marks)
        return [*shapes, *made], labels, [Placed("mark", said, box, stand.item.site, stand.leader is not None)]
    commune = named[key]
    role = style.role(commune.population)
    lettering = style.lettering[role]
    label = MapLabel(round(box[0], 3), round(box[1] - (lettering.leading - stand.item.height) / 2, 3), commune.name, role)
    return shapes, [label], [Placed(role, commune.name, box, stand.item.site, stand.leader is not None)]


def _said(item: Item, blocks: Mapping[str, Block], named: Mapping[str, Commune]) -> str:
    if item.key in named:
        return named[item.key].name
    return " ".join(marker.number for marker in blocks[item.key].marks)


def _rivers(
    rivers: Sequence[tuple[str, Sequence[Point], float]], ground: Ground, style: MapStyle, fonts: Path
) -> tuple[list[MapLabel], list[Placed], list[str]]:
    """Names of rivers along them; those without room."""
    labels: list[MapLabel] = []
    placed: list[Placed] = []
    found, wanted = set(), []
    for name, points, wide in rivers:
        if not name:
            continue
        role = "great" if wide >= style.great else "river"
        lettering = style.lettering[role]
        made = names_along(
            name, points, role, lettering, lambda letter, face=lettering: width_of(fonts, face, letter),  # type: ignore[misc]
            ground, wide / 2 + 0.7,
        )  # fmt: skip
        wanted.append(name)
        for letters, covers in made:
            found.add(name)
            labels += letters
            placed += [Placed("river", name, box, (box[0], box[1])) for box in covers]
    return labels, placed, [name for name in dict.fromkeys(wanted) if name not in found]


def _plates(
    roads: Sequence[tuple[str, Sequence[Point]]], ground: Ground, style: MapStyle, fonts: Path
) -> tuple[list[Shape], list[MapLabel], list[Placed]]:
    """Plates of the roads that have a number, one for each 160 mm."""
    import shapely

    shapes: list[Shape] = []
    labels: list[MapLabel] = []
    placed: list[Placed] = []
    lettering = style.lettering["road"]
    for name, points in roads:
        course, width = shapely.LineString(points), width_of(fonts, lettering, name) + 2.4
        count, half = max(1, round(course.length / 160)), lettering.size * 0.62
        for part in range(count):
            middle = course.length * (part + 0.5) / count
            for step in range(60):
                at = course.interpolate(middle + (step + 1) // 2 * 2.0 * (-1 if step % 2 else 1))
                box = (at.x - width / 2, at.y - half, at.x + width / 2, at.y + half)
                if not ground.hard.meets(box) and not ground.strips.meets(box) and ground.room[0] < box[0] and ground.room[1] < box[1] and box[3] < ground.room[3]:
                    ground.hard.add(box)
                    plate = paths.box(box[0], box[1], width, 2 * half)
                    shapes.append(Shape(plate, Ink("rouge"), Ink("papier"), 0.4))
                    labels.append(
                        MapLabel(round(box[0] + 1.2, 3), round(at.y - lettering.leading / 2, 3), name, "road", "papier")
                    )
                    placed.append(Placed("road", name, box, (at.x, at.y)))
                    break
    return shapes, labels, placed


def _edge(
    place: MapPlace, frame: Frame, style: MapStyle, fonts: Path
) -> tuple[list[Area], list[Shape], list[MapLabel]]:
    """Grid with its letters, outside which nothing of the index lies."""
    if not place.grid:
        return [], [], []
    x0, y0 = frame.at(place.box[0], place.box[3])
    x1, y1 = frame.at(place.box[2], place.box[1])
    lines = map_signs.grid((x0, y0, x1, y1))[0]
    lettering = style.lettering["grid"]
    labels: list[MapLabel] = []
    covers: list[Area] = []
    for part in range(map_signs.ROWS):
        x = _clear(x0 + (x1 - x0) * (part + 0.5) / map_signs.ROWS, place.folds[0], style.clear + 2)
        y = _clear(y0 + (y1 - y0) * (part + 0.5) / map_signs.ROWS, place.folds[1], style.clear + 3)
        letter, figure = map_signs.COLUMNS[part], str(part + 1)
        spots = [(letter, x, y0 - 4.6), (letter, x, y1 + 4.6), (figure, x0 - 4.6, y), (figure, x1 + 4.6, y)]
        for text, mx, my in spots:
            half = width_of(fonts, lettering, text) / 2
            labels.append(MapLabel(round(mx - half, 3), round(my - lettering.leading / 2, 3), text, "grid"))
            covers.append((mx - 2.2, my - 2.6, mx + 2.2, my + 2.6))
    plates = [Shape(paths.ellipse((a + c) / 2, (b + d) / 2, 3.2), Ink("papier")) for a, b, c, d in covers]
    return covers, [*lines, *plates], labels


def _clear(at: float, folds: Sequence[float], far: float) -> float:
    """The nearest place that stays clear of the folds."""
    for fold in folds:
        if abs(at - fold) < far:
            return fold + (far if at >= fold else -far)
    return at
