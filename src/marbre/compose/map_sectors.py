"""Names of the sectors on a large map, in lines, where nothing else stands. Millimetres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from marbre.compose.map_ground import Frame, commune_shapes
from marbre.compose.map_labels import Area, MapLabel, Placed
from marbre.compose.map_matter import MapMatter
from marbre.compose.map_solver import Ground
from marbre.compose.map_style import MapStyle, width_of

if TYPE_CHECKING:
    import shapely

#: The step at which places are tried, and the most letters in a line.
_STEP, _LETTERS = 5.0, 13


def sector_names(
    matter: MapMatter, frame: Frame, ground: Ground, style: MapStyle, fonts: Path
) -> tuple[list[MapLabel], list[Placed]]:
    """The names of sectors, each inside its sector; one for which there is no room is left to the legend."""
    import shapely

    lettering = style.lettering["sector"]
    titles = dict(matter.sector_names)
    communes: dict[str, list[shapely.Geometry]] = {}
    known = [one for one in matter.territory.communes if one.contour]
    of: Mapping[str, str] = dict(matter.sectors)
    for commune, shape in zip(known, commune_shapes(known), strict=True):
        if commune.insee in of and (not matter.only or commune.insee in matter.only):
            communes.setdefault(of[commune.insee], []).append(shape)
    labels: list[MapLabel] = []
    placed: list[Placed] = []
    for id, shapes in communes.items():
        lines = broken(titles.get(id, ""))
        if not lines:
            continue
        wide = max(width_of(fonts, lettering, line) for line in lines)
        box = _room(shapely.union_all(shapes), wide, lettering.leading * len(lines), frame, ground)
        if box is None:
            continue
        ground.hard.add(box)
        for number, line in enumerate(lines):
            x = (box[0] + box[2]) / 2 - width_of(fonts, lettering, line) / 2
            labels.append(MapLabel(round(x, 3), round(box[1] + number * lettering.leading, 3), line, "sector"))
        placed.append(Placed("sector", " ".join(lines), box, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)))
    return labels, placed


def broken(text: str) -> list[str]:
    """A name in lines of a few words."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _room(shape: shapely.Geometry, wide: float, high: float, frame: Frame, ground: Ground) -> Area | None:
    """The free box in the shape that is nearest to its middle and crosses the least rivers and roads."""
    import shapely

    middle = shape.centroid
    x0, y0 = frame.at(middle.x, middle.y)
    west, south, east, north = shape.bounds
    (left, top), (right, bottom) = frame.at(west, north), frame.at(east, south)
    shapely.prepare(shape)
    best: tuple[float, Area] | None = None
    for across in range(int((right - left) / _STEP) + 1):
        for down in range(int((bottom - top) / _STEP) + 1):
            x, y = left + across * _STEP, top + down * _STEP
            box = (x, y, x + wide, y + high)
            if not _stands(box, ground) or not _held(box, shape, frame):
                continue
            cost = abs(x + wide / 2 - x0) + abs(y + high / 2 - y0) + 9.0 * ground.soft.count(box)
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best is not None else None


def _held(box: Area, shape: shapely.Geometry, frame: Frame) -> bool:
    import shapely

    xs = [frame.west + (x - frame.left) / frame.scale for x in (box[0], box[2])]
    ys = [frame.north - (y - frame.top) / frame.scale for y in (box[1], box[3])]
    return bool(shape.contains(shapely.box(xs[0], ys[1], xs[1], ys[0])))


def _stands(box: Area, ground: Ground) -> bool:
    room = ground.room
    inside = box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]
    grown: Sequence[float] = (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1)
    return inside and not ground.hard.meets((grown[0], grown[1], grown[2], grown[3])) and not ground.strips.meets(box)
