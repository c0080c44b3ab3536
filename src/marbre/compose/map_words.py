"""The words and signs of a map, placed so that none covers another: towns, marks, plates, villages, rivers, scenery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marbre.compose import map_ground, map_signs
from marbre.compose.map_ground import Frame, commune_shapes
from marbre.compose.map_labels import (
    SIZES,
    SPINE,
    Area,
    Folds,
    MapLabel,
    Measure,
    Town,
    name_line,
    overlap,
    place_names,
    spread_markers,
)
from marbre.drawing import Ink, Shape
from marbre.measures import pt_to_mm
from marbre.offers.territory import Commune, Territory, lambert93

if TYPE_CHECKING:
    pass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map: `number` as printed, mark shape and palette colour of its chapter; Lambert-93 metres.

    `on` is the palette colour of what is read on the mark."""

    number: str
    x: float
    y: float
    mark: str
    colour: str
    on: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn by hand, or `surveyed`. `kind`: river (in the order of its flow), motorway, road, railway; neighbour (one
    point and the place it stands for); hills, volcano, forest, vines (scenery, one sign a point). Points in Lambert-93
    metres."""

    name: str
    kind: str
    points: tuple[Point, ...]
    surveyed: bool = False


@dataclass(frozen=True, slots=True)
class MapWords:
    """Words and signs: `under` is drawn before `over`; `unplaced` are names without room; `legend` the ground that the
    legend covers."""

    labels: tuple[MapLabel, ...]
    under: tuple[Shape, ...]
    over: tuple[Shape, ...]
    unplaced: tuple[str, ...]
    legend: Area


def map_words(
    territory: Territory, lines: Sequence[Line], markers: Sequence[Marker], frame: Frame, area: Area, folds: Folds,
    measure: Measure, ways: tuple[Any, Any, Any], legend: Sequence[tuple[str, str, str]],
    reserved: Sequence[Area] = (),
) -> MapWords:  # fmt: skip
    """Everything that must not overlap: towns and signs first, then marks, plates, villages, rivers, scenery."""
    trunk, rivers, roads = ways
    courses = [*trunk, *(part for _, part in rivers), *(part for _, part in roads)]
    taken: list[Area] = [*reserved, *((at - SPINE + 1, -99.0, at + SPINE - 1, 9999.0) for at in folds[0])]
    taken += [(-99.0, at - SPINE + 1, 9999.0, at + SPINE - 1) for at in folds[1]]
    towns = [
        Town(*frame.at(*place_of(one)), one.name, one.population)
        for one in territory.communes
        if one.town_hall or one.contour
    ]
    dots = [(town.x - 0.6, town.y - 0.6, town.x + 0.6, town.y + 0.6) for town in towns]
    under = [shape for town in towns for shape in map_signs.town_dot(town.x, town.y, town.population)]
    over, labels, panel = _corner(frame, area, taken, measure, legend)
    great = [town for town in towns if town.role == "town"]
    labels_of_towns, held, missing = place_names(great, [*taken, *dots], courses, area, measure)
    taken += held
    made, words = _marks(markers, frame, area, folds, taken, measure)
    over += made
    labels += [*labels_of_towns, *words]
    for road, part in roads:
        if road.kind == "motorway":
            _plate(road.name, part, area, taken, over, labels, measure)
    labels += _neighbours(lines, frame, area, taken, over, measure)
    small = [town for town in towns if town.role != "town"]
    names, covered, left_out = place_names(small, [*taken, *dots], courses, area, measure)
    labels += names
    taken += [*dots, *covered]
    flows = [(r.name, p) for r, p in zip(territory.rivers, trunk, strict=False)] + rivers
    for name, part in flows:
        named = name_line(name, part, taken, area, measure, [course for course in courses if course is not part])
        if named is None:
            left_out.append(name)
            continue
        labels.append(named[0])
        taken.append(named[1])
    scene = _scenery(lines, frame, taken, courses)
    return MapWords(tuple(labels), (*scene, *under), tuple(over), (*missing, *left_out), panel)


def _corner(
    frame: Frame, area: Area, taken: list[Area], measure: Measure, legend: Sequence[tuple[str, str, str]]
) -> tuple[list[Shape], list[MapLabel], Area]:
    """Scale bar and north at the foot on the left; the legend at the foot on the right, and its ground."""
    x, y = area[0], area[1] + area[3]
    bar, figures = map_signs.scale_bar(x, y - 1.2, frame.scale * 1000, 40.0)
    rose, letter = map_signs.north(x + 4, y - 6)
    taken.append((x - 1, y - 17, x + 46, y + 1))
    if not legend:
        return [*bar, *rose], [*figures, *letter], (0.0, 0.0, 0.0, 0.0)
    wide = max(measure(words, "legend") for _, _, words in legend) + 8
    marks, words, ground = map_signs.legend(legend, area[0] + area[2] - wide, y, measure)
    taken.append(ground)
    return [*bar, *rose, *marks], [*figures, *letter, *words], ground


def _marks(
    markers: Sequence[Marker], frame: Frame, area: Area, folds: Folds, taken: list[Area], measure: Measure
) -> tuple[list[Shape], list[MapLabel]]:
    sites = [frame.at(marker.x, marker.y) for marker in markers]
    spots = spread_markers([(x, y, marker) for (x, y), marker in zip(sites, markers, strict=True)], folds, area, taken)
    leaders: list[Shape] = []
    marks: list[Shape] = []
    labels: list[MapLabel] = []
    size = pt_to_mm(SIZES["marker"])
    for (x, y, marker), site in zip(spots, sites, strict=True):
        leaders += map_signs.leader(site, (x, y))
        marks += map_signs.mark(marker.mark, Ink(marker.colour), x, y)
        drop = 0.35 if marker.mark == "triangle" else 0.0
        width = measure(marker.number, "marker")
        labels.append(MapLabel(x - width / 2, y - size * 0.64 + drop, marker.number, "marker", marker.on))
        taken.append((x - 2.8, y - 2.8, x + 2.8, y + 2.8))
    return [*leaders, *marks], labels


def _plate(
    name: str,
    part: Sequence[Point],
    area: Area,
    taken: list[Area],
    over: list[Shape],
    labels: list[MapLabel],
    measure: Measure,
) -> None:
    """A road's plate where it meets nothing, from the middle of its course outwards."""
    order = sorted(range(len(part) - 1), key=lambda index: abs(index - len(part) * 0.3))
    for index in order:
        for t in (0.5, 0.25, 0.75):
            x = part[index][0] + (part[index + 1][0] - part[index][0]) * t
            y = part[index][1] + (part[index + 1][1] - part[index][1]) * t
            cover = (x - 4.2, y - 2, x + 4.2, y + 2)
            if area[1] < y < area[1] + area[3] and not any(overlap(cover, other) for other in taken):
                made, words = map_signs.shield(name, x, y, measure)
                over += made
                labels += words
                taken.append(cover)
                return


def _neighbours(
    lines: Sequence[Line], frame: Frame, area: Area, taken: list[Area], over: list[Shape], measure: Measure
) -> list[MapLabel]:
    """Names of what lies beyond, at the edge of the map, each with an arrow towards it."""
    left, top, width, height = area
    labels = []
    for line in lines:
        if line.kind != "neighbour":
            continue
        goal = frame.at(*line.points[0])
        wide = measure(line.name, "neighbour") + 4
        near = left < goal[0] < left + width and top < goal[1] < top + height
        x = goal[0] + wide / 2 - 1.5 if near else goal[0]
        x = min(max(x, left + wide / 2 + 1), left + width - wide / 2 - 1)
        y = min(max(goal[1], top + 3), top + height - 4)
        cover = (x - wide / 2 - 1, y - 2.4, x + wide / 2 + 1, y + 2.4)
        if any(overlap(cover, other) for other in taken):
            continue
        over += map_signs.town_dot(*goal, 1900) if near else [map_signs.arrow(x - wide / 2 + 1.5, y, goal)]
        labels.append(MapLabel(x - wide / 2 + 4, y - 1.6, line.name, "neighbour"))
        taken.append(cover)
    return labels


def _scenery(
    lines: Sequence[Line], frame: Frame, taken: Sequence[Area], ways: Sequence[Sequence[Point]]
) -> list[Shape]:
    """Drawn signs of the land where nothing else stands."""
    import shapely

    courses = shapely.MultiLineString([way for way in ways if len(way) > 1]) if ways else None
    used = list(taken)
    shapes: list[Shape] = []
    for line in lines:
        if line.kind not in ("hills", "volcano", "forest", "vines"):
            continue
        for point in sorted(line.points, key=lambda point: (-point[1], point[0])):
            x, y = frame.at(*point)
            cover = (x - 4, y - 4, x + 4.4, y + 0.6)
            if any(overlap(cover, other) for other in used) or (
                courses is not None and courses.intersects(shapely.box(*cover))
            ):
                continue
            used.append(cover)
            shapes += map_ground.scenery(line.kind, x, y)
    return shapes


def place_of(commune: Commune) -> Point:
    """Where a commune's name belongs: its town hall, or a point well inside when that is wrong or missing."""
    if commune.town_hall and (commune.town_hall_inside or not commune.contour):
        return lambert93(*commune.town_hall)
    middle = commune_shapes([commune])[0].representative_point()
    return middle.x, middle.y
