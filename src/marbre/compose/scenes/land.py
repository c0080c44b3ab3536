"""Land in depth: volcanic ridges, tablelands, hills, fields, cliffs, basalt columns, pillars of red clay."""

from __future__ import annotations

from collections.abc import Sequence
from math import sin

from marbre.compose.scenes.light import Tone
from marbre.compose.scenes.paths import Point, below, blob, polygon
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink

_MARGIN = 0.06


def spread(sheet: Sheet, count: int) -> list[float]:
    """Abscissas from a little left of the sheet to a little right of it, unevenly spaced, in mm."""
    step = (1 + 2 * _MARGIN) / (count - 1)
    inner = [sheet.x(-_MARGIN + step * (index + sheet.some(-0.25, 0.25))) for index in range(1, count - 1)]
    return [sheet.x(-_MARGIN), *inner, sheet.x(1 + _MARGIN)]


def hills(sheet: Sheet, y: float, swell: float) -> list[Point]:
    """A soft skyline about `y` (mm) that swells by `swell`."""
    count = max(4, min(9 if sheet.fine else 6, round(sheet.width / (sheet.unit * 24)) + 3))
    phase = sheet.some(0, 6.28)
    return [
        (x, y - swell * (0.5 + 0.5 * sin(phase + x / sheet.unit / 11)) - swell * sheet.some(-0.2, 0.2))
        for x in spread(sheet, count)
    ]


def puys(sheet: Sheet, y: float, height: float) -> list[Point]:
    """A chain of volcanoes: cones of several sizes, some cut by a crater, on a base at `y` (mm)."""
    dice = sheet.dice
    number = max(2, round(sheet.width / (sheet.unit * sheet.some(30, 46))) + 1)
    cones = []
    for index in range(number):
        middle = sheet.x((index + sheet.some(0.1, 0.9)) / number)
        tall = height * sheet.some(0.4, 1.0)
        cones.append((middle, tall, tall * sheet.some(1.5, 2.3), dice.random() < 0.45))
    points = {sheet.x(-_MARGIN): y, sheet.x(1 + _MARGIN): y}
    for middle, _, reach, crater in cones:
        parts = (-1, -0.55, -0.24, -0.1, 0.1, 0.24, 0.55, 1) if crater else (-1, -0.55, -0.2, 0, 0.2, 0.55, 1)
        for part in parts:
            points[middle + part * reach] = 0.0
    skyline = [(x, y - max((_cone(x, *cone) for cone in cones), default=0.0)) for x in sorted(points)]
    return [point for point in skyline if sheet.x(-0.3) < point[0] < sheet.x(1.3)]


def _cone(x: float, middle: float, tall: float, reach: float, crater: bool) -> float:
    away = min(abs(x - middle) / reach, 1.0)
    rise = float((1 - away) ** 1.55)
    return tall * (min(rise, 0.83) - (0.05 if crater and away < 0.08 else 0.0) if crater else rise)


def tables(sheet: Sheet, y: float, height: float) -> list[Point]:
    """Tablelands: flat tops of old lava with steep edges, on a base at `y` (mm)."""
    points = [(sheet.x(-_MARGIN), y)]
    x = sheet.x(sheet.some(-0.1, 0.1))
    while x < sheet.width * 1.02:
        long, tall = sheet.unit * sheet.some(26, 58), height * sheet.some(0.55, 1.0)
        slope = tall * sheet.some(0.5, 0.9)
        points += [(x, y), (x + slope, y - tall * 0.86), (x + slope * 1.15, y - tall)]
        points += [(x + slope + long, y - tall * 1.02), (x + slope * 1.15 + long, y - tall * 0.84)]
        x += 2 * slope + long
        points.append((x, y))
        x += sheet.unit * sheet.some(3, 18)
    return points


def crags(sheet: Sheet, y: float, height: float) -> list[Point]:
    """A jagged skyline on a base at `y` (mm)."""
    count = max(7, min(16, round(sheet.width / (sheet.unit * 9))))
    xs = spread(sheet, count)
    return [
        (x, y - height * (sheet.some(0.05, 0.45) if index % 2 else sheet.some(0.5, 1.0))) for index, x in enumerate(xs)
    ]


def relief(sheet: Sheet, points: Sequence[Point], tone: Tone, smooth: bool = True, floor: float | None = None) -> None:
    """A ridge under a skyline, its slopes away from the light in shade."""
    floor = sheet.height if floor is None else floor
    sheet.fill(below(points, floor, smooth and (sheet.fine > 0 or len(points) < 9), 1 / 7), tone.mid)
    for index in range(1, len(points) - 1):
        (_, before), (_x, y), (_, after) = points[index - 1 : index + 2]
        if y <= before and y < after:
            _shadow(sheet, points[index:], tone.shade)


def _shadow(sheet: Sheet, points: Sequence[Point], shade: Ink) -> None:
    """The shaded flank that falls to the right of a summit."""
    flank = [points[0]]
    for point in points[1:]:
        if point[1] < flank[-1][1]:
            break
        flank.append(point)
    (x, y), (end, low) = flank[0], flank[-1]
    fall, run = low - y, end - x
    if fall < 0.3 or run < 0.5:
        return
    depth = fall * sheet.some(0.25, 0.6)
    edge = [
        (x + run * sheet.some(0.55, 0.7), low + depth * 0.3),
        (x + run * sheet.some(0.3, 0.42), y + fall * sheet.some(0.72, 0.86)),
        (x + run * sheet.some(0.16, 0.24), y + fall * sheet.some(0.5, 0.6)),
        (x + run * sheet.some(0.0, 0.05), y + fall * sheet.some(0.25, 0.36)),
    ]
    outline = [*flank, *edge]
    sheet.fill(blob(outline, 1 / 14) if sheet.fine else polygon(*outline), shade)


def strata(sheet: Sheet, points: Sequence[Point], inks: Sequence[Ink], thick: float) -> None:
    """Layers that follow a skyline, one below the other: the ground cut open, or fields one behind the other."""
    for index, layer in enumerate(inks):
        lowered = [(x, y + thick * (index + sheet.some(-0.14, 0.14))) for x, y in points]
        sheet.fill(below(lowered, sheet.height), layer)


def backdrop(sheet: Sheet, horizon: float, height: float, styles: Sequence[str] = ()) -> None:
    """Three ridges in depth above `horizon` (mm), the highest `height` mm tall."""
    dice = sheet.dice
    ridges = sheet.light.ridges
    for index, tone in enumerate(ridges):
        style = styles[index] if index < len(styles) else dice.choice(("puys", "hills", "puys", "tables", "crags"))
        y = horizon + height * (0.08 * index - 0.12)
        tall = height * (1.0, 0.72, 0.44)[index] * sheet.some(0.75, 1.05)
        if style == "hills":
            relief(sheet, hills(sheet, y, tall * 0.7), tone)
        elif style == "puys":
            relief(sheet, puys(sheet, y, tall), tone)
        elif style == "tables":
            relief(sheet, tables(sheet, y, tall * 0.6), tone, smooth=False)
        else:
            relief(sheet, crags(sheet, y, tall * 0.9), tone, smooth=False)
