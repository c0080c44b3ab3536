"""A large map of the territory, or of a part of it: relief, sectors, rivers, roads, places by rank, numbered marks, grid.

The same ground, signs and data as the small map of `maps`; more room, so more is said, and the words are placed by
`map_solver`. Lambert-93 metres on the ground, mm on the sheet.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from marbre.compose.map_base import base_shapes
from marbre.compose.map_courses import names_along
from marbre.compose.map_edge import beyond_edge, grid_edge, road_plates
from marbre.compose.map_ground import Frame
from marbre.compose.map_labels import Area, MapLabel, Placed, Point, Taken
from marbre.compose.map_legend import LegendMatter, legend_shapes
from marbre.compose.map_marks import Block, block_shapes, blocks_of, shapes_of
from marbre.compose.map_matter import MapMatter, MapPlace
from marbre.compose.map_sectors import sector_names
from marbre.compose.map_solver import Ground, Item, Stand, place_all
from marbre.compose.map_style import LARGE, MapStyle, width_of
from marbre.compose.map_words import place_of
from marbre.compose.maps import MapSheet
from marbre.compose.scenes import paths
from marbre.drawing import Drawing, Ink, Shape
from marbre.offers.territory import Commune


def frame_of(place: MapPlace) -> Frame:
    """How the ground goes onto the sheet: the box in the middle of the area, as large as it can be."""
    left, top, width, height = place.area
    west, south, east, north = place.box
    scale = min(width / (east - west), height / (north - south))
    return Frame(
        left + (width - (east - west) * scale) / 2, top + (height - (north - south) * scale) / 2, west, north, scale
    )


def large_map(
    matter: MapMatter, place: MapPlace, fonts: Path, style: MapStyle = LARGE, legend: LegendMatter | None = None
) -> MapSheet:
    """The map. What finds no room is in `unplaced`; what stands away from its place, in `placed` with `away`."""
    frame = frame_of(place)
    base = base_shapes(matter, place, frame, style)
    communes = [one for one in matter.territory.communes if one.town_hall or one.contour]
    sites = {one.insee: frame.at(*place_of(one)) for one in communes}
    seen = [one for one in communes if _holds(place.view, sites[one.insee])]
    ground = _ground(place, base.courses, seen, sites, style)
    panel, signs, words = grid_edge(place, frame, style, fonts)
    for box in panel:
        ground.hard.add(box)
    blocks = blocks_of(matter.markers, frame, place.view, style)
    for x, y in (block.site for block in blocks):
        ground.signs.add((x - 0.5, y - 0.5, x + 0.5, y + 0.5))
    signs_at = [(sites[one.insee], reach_of(one.population, style)) for one in seen]
    marks = [_block_item(block, number, signs_at) for number, block in enumerate(blocks)]
    items = [*_names(seen, sites, style, fonts), *marks]
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
    plates, more, covers = road_plates(base.roads, ground, style, fonts)
    arrows, beyond, far = beyond_edge(matter.lines, place, frame, ground, style, fonts)
    areas, lands = sector_names(matter, frame, ground, style, fonts)
    flows, names, missing = _rivers(base.rivers, ground, style, fonts)
    if legend is not None and place.legend is not None:
        key, said = legend_shapes(legend, place.legend, frame.scale * 1000, style, fonts)
    else:
        key, said = [], []
    return MapSheet(
        Drawing(*place.size, (*drawn, *plates, *arrows, *key)), (*labels, *more, *beyond, *areas, *flows, *said),
        (*(_said(item, by_key, named) for item in lost), *missing), frame.scale * 1000,
        any(line.kind in ("river", "road", "motorway", "railway") and not line.surveyed for line in matter.lines),
        (*placed, *covers, *far, *lands, *names), style.lettering["town"].points / LARGE.lettering["town"].points,
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
    for box in (*place.kept, *((place.legend,) if place.legend else ())):
        hard.add(box)
    for one in seen:
        (x, y), r = sites[one.insee], reach_of(one.population, style)
        hard.add((x - r, y - r, x + r, y + r))
        signs.add((x - r, y - r, x + r, y + r))
    for course in courses:
        for box in _boxes(course):
            soft.add(box)
    wide, high, quiet = *place.size, place.quiet
    room = (
        max(left + 2, quiet), max(top + 2, quiet), min(left + width - 2, wide - quiet), min(top + height - 2, high - quiet),
    )  # fmt: skip
    return Ground(hard, strips, soft, signs, room)


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


#: A block of so many marks goes before the names of towns: later there is no room for it near its place.
MANY = 4


def _block_item(block: Block, number: int, signs: Sequence[tuple[Point, float]]) -> Item:
    """A block at its place; where that lies in the sign of a town, leaders begin at the rim of the sign."""
    away = [(math.dist(at, block.site), radius) for at, radius in signs]
    reach = max([0.5, *(far + radius for far, radius in away if far < radius + 0.5)])
    return Item(
        f"mark:{number}", block.width, block.height, block.site, reach, len(block.marks) == 1,
        (2.0 if len(block.marks) < MANY else 0.5, -float(len(block.marks))), worth=6.0 * len(block.marks),
        over=0.3 if len(block.marks) >= MANY else 1.6,
        others=shapes_of(block) if len(block.marks) >= MANY else (),
    )  # fmt: skip


def _dot(commune: Commune, at: Point, style: MapStyle) -> list[Shape]:
    radius = reach_of(commune.population, style)
    role = style.role(commune.population)
    core = [Shape(paths.ellipse(*at, radius * 0.3), Ink("noir"))] if role == "city" else []
    return [Shape(paths.ellipse(*at, radius), Ink("noir")), Shape(paths.ellipse(*at, radius * 0.6), Ink("papier")), *core]


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
