"""The edge of a large map and what points beyond it: grid letters, road plates, names of what lies outside. Millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from marbre.compose import map_signs
from marbre.compose.map_ground import Frame
from marbre.compose.map_labels import Area, MapLabel, Placed, Point, overlap
from marbre.compose.map_matter import MapPlace
from marbre.compose.map_solver import Ground
from marbre.compose.map_style import MapStyle, width_of
from marbre.compose.map_words import Line
from marbre.compose.scenes import paths
from marbre.drawing import Ink, Shape


def grid_edge(
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
    panels = (*place.kept, *((place.legend,) if place.legend else ()))
    for part in range(map_signs.ROWS):
        x = _clear(x0 + (x1 - x0) * (part + 0.5) / map_signs.ROWS, place.folds[0], style.clear + 2.3)
        y = _clear(y0 + (y1 - y0) * (part + 0.5) / map_signs.ROWS, place.folds[1], style.clear + 3)
        letter, figure = map_signs.COLUMNS[part], str(part + 1)
        spots = [(letter, x, y0 - 4.6), (letter, x, y1 + 4.6), (figure, x0 - 4.6, y), (figure, x1 + 4.6, y)]
        for text, mx, my in spots:
            cover = (mx - 2.2, my - 2.6, mx + 2.2, my + 2.6)
            if any(overlap(cover, box) for box in panels):
                continue
            half = width_of(fonts, lettering, text) / 2
            labels.append(MapLabel(round(mx - half, 3), round(my - lettering.leading / 2, 3), text, "grid"))
            covers.append(cover)
    plates = [Shape(paths.ellipse((a + c) / 2, (b + d) / 2, 3.2), Ink("papier")) for a, b, c, d in covers]
    return covers, [*lines, *plates], labels


def _clear(at: float, folds: Sequence[float], far: float) -> float:
    """The nearest place that stays clear of the folds."""
    for fold in folds:
        if abs(at - fold) < far:
            return fold + (far if at >= fold else -far)
    return at


def road_plates(
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
                if _stands(box, ground):
                    ground.hard.add(box)
                    plate = paths.box(box[0], box[1], width, 2 * half)
                    shapes.append(Shape(plate, Ink("rouge"), Ink("papier"), 0.4))
                    labels.append(
                        MapLabel(round(box[0] + 1.2, 3), round(at.y - lettering.leading / 2, 3), name, "road", "papier")
                    )
                    placed.append(Placed("road", name, box, (at.x, at.y)))
                    break
    return shapes, labels, placed


def beyond_edge(
    lines: Sequence[Line], place: MapPlace, frame: Frame, ground: Ground, style: MapStyle, fonts: Path
) -> tuple[list[Shape], list[MapLabel], list[Placed]]:
    """Names of what lies outside the map, at its edge, each with an arrow towards it."""
    shapes: list[Shape] = []
    labels: list[MapLabel] = []
    placed: list[Placed] = []
    lettering = style.lettering["neighbour"]
    left, top, right, bottom = ground.room
    for line in lines:
        if line.kind != "neighbour":
            continue
        goal = frame.at(*line.points[0])
        if left < goal[0] < right and top < goal[1] < bottom:
            continue
        wide, high = width_of(fonts, lettering, line.name) + 6, lettering.leading + 1
        x = min(max(goal[0] - wide / 2, left + 5, place.quiet), min(right - 5, place.size[0] - place.quiet) - wide)
        y = min(max(goal[1] - high / 2, top + 5, place.quiet), min(bottom - 5, place.size[1] - place.quiet) - high)
        box = _free_along(x, y, wide, high, goal[1] <= top or goal[1] >= bottom, ground)
        if box is None:
            continue
        ground.hard.add(box)
        middle = (box[1] + box[3]) / 2
        shapes.append(map_signs.arrow(box[0] + 2, middle, goal))
        labels.append(MapLabel(round(box[0] + 4.6, 3), round(middle - lettering.leading / 2, 3), line.name, "neighbour"))
        placed.append(Placed("neighbour", line.name, box, goal))
    return shapes, labels, placed


def _free_along(x: float, y: float, wide: float, high: float, across: bool, ground: Ground) -> Area | None:
    """The first free place along an edge of the map, from where the name belongs outwards."""
    for step in range(60):
        by = (step + 1) // 2 * 3.0 * (-1 if step % 2 else 1)
        box = (x + by, y, x + by + wide, y + high) if across else (x, y + by, x + wide, y + by + high)
        if _stands(box, ground):
            return box
    return None


def _stands(box: Area, ground: Ground) -> bool:
    """Whether something may stand there: in the map, on nothing, on no fold."""
    room = ground.room
    inside = box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]
    return inside and not ground.hard.meets(box) and not ground.strips.meets(box)
