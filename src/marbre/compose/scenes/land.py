"""Land in depth: volcanic ridges, tablelands, hills, fields, cliffs, basalt columns, pillars of red clay."""

from __future__ import annotations

from collections.abc import Sequence
from math import sin

from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, Point, below, between, blob, box, curve, line, polygon
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
    return [(x, y - swell * (0.5 + 0.5 * sin(phase + x / sheet.unit / 11)) - swell * sheet.some(-0.2, 0.2))
            for x in spread(sheet, count)]


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
    for middle, tall, reach, crater in cones:
        parts = (-1, -0.55, -0.24, -0.1, 0.1, 0.24, 0.55, 1) if crater else (-1, -0.55, -0.2, 0, 0.2, 0.55, 1)
        for part in parts:
            points[middle + part * reach] = 0.0
    skyline = [(x, y - max((_cone(x, *cone) for cone in cones), default=0.0)) for x in sorted(points)]
    return [point for point in skyline if sheet.x(-0.3) < point[0] < sheet.x(1.3)]


def _cone(x: float, middle: float, tall: float, reach: float, crater: bool) -> float:
    away = min(abs(x - middle) / reach, 1.0)
    rise = (1 - away) ** 1.55
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
    return [(x, y - height * (sheet.some(0.05, 0.45) if index % 2 else sheet.some(0.5, 1.0)))
            for index, x in enumerate(xs)]


def relief(sheet: Sheet, points: Sequence[Point], tone: Tone, smooth: bool = True, floor: float | None = None) -> None:
    """A ridge under a skyline, its slopes away from the light in shade."""
    floor = sheet.height if floor is None else floor
    sheet.fill(below(points, floor, smooth and (sheet.fine > 0 or len(points) < 9), 1 / 7), tone.mid)
    for index in range(1, len(points) - 1):
        (_, before), (x, y), (_, after) = points[index - 1 : index + 2]
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


def furrows(sheet: Sheet, vanish: Point, top: float, base: float, left: float, right: float, number: int, ink: Ink) -> None:
    """Rows that run to a vanishing point, clipped to the strip from `top` to `base` (mm)."""
    path: Path = ()
    for index in range(number):
        x = left + (right - left) * (index + 0.25) / number
        wide = (right - left) / number * 0.42
        near = [(x, base), (x + wide, base)]
        far = [_towards(point, vanish, top) for point in near]
        path += polygon(near[0], far[0], far[1], near[1])
    sheet.fill(path, ink)


def _towards(point: Point, vanish: Point, y: float) -> Point:
    part = (point[1] - y) / (point[1] - vanish[1])
    return (point[0] + (vanish[0] - point[0]) * part, y)


def patchwork(sheet: Sheet, top: float, base: float, rows: int) -> None:
    """Fields of the Limagne: bands that grow nearer, each cut into lots of two or three colours."""
    light = sheet.light
    inks = [light.meadow.lit, light.field.lit, light.meadow.mid, light.field.shade, light.field.mid, light.meadow.shade]
    sheet.dice.shuffle(inks)
    for row in range(rows):
        near = (row / rows) ** 1.5
        y = top + (base - top) * near
        points = hills(sheet, y, sheet.unit * (0.6 + 2.2 * near))
        sheet.fill(below(points, sheet.height), inks[row % len(inks)])
        x = sheet.x(sheet.some(0.1, 0.7))
        wide = sheet.unit * sheet.some(18, 40) * (0.6 + near)
        depth = (base - top) * ((min(row + 1, rows) / rows) ** 1.5 - near)
        inside = [point for point in points if x <= point[0] <= x + wide]
        if len(inside) >= 2:
            lean = sheet.unit * sheet.some(-12, 12)
            lower = [(a + lean, b + depth * 1.15) for a, b in inside]
            sheet.fill(between(inside, lower), inks[(row + 2) % len(inks)])


def columns(sheet: Sheet, left: float, right: float, tops: Sequence[Point], base: float, tone: Tone) -> None:
    """Basalt organ pipes from a skyline down to `base`: every prism with a face in light and one in shade."""
    wide = sheet.unit * sheet.some(3.0, 4.4) * (1.7 if sheet.fine == 0 else 1.0)
    sheet.fill(polygon((left, base), *[p for p in tops if left <= p[0] <= right], (right, base)), tone.mid)
    lit: Path = ()
    shade: Path = ()
    x = left
    while x < right - wide * 0.4:
        step = min(wide * sheet.some(0.75, 1.25), right - x)
        top = _height_at(tops, x + step / 2) - sheet.unit * sheet.some(-0.6, 1.4)
        foot = base - sheet.unit * sheet.some(0, 2.5)
        lit += polygon((x, foot), (x, top + step * 0.2), (x + step * 0.3, top), (x + step * 0.42, top + step * 0.22), (x + step * 0.42, foot))
        shade += polygon((x + step * 0.74, foot), (x + step * 0.74, top + step * 0.16), (x + step, top + step * 0.3), (x + step, foot))
        x += step
    sheet.fill(lit, tone.lit)
    sheet.fill(shade, tone.shade)
    for _ in range(sheet.count(4, 9, 18)):
        joint = sheet.some(left, right - wide)
        y = sheet.some(_height_at(tops, joint) + wide, base - wide)
        sheet.stroke((("M", joint, y), ("L", joint + wide * sheet.some(0.8, 1.8), y + wide * 0.15)), tone.shade, sheet.unit * 0.18)


def rockface(sheet: Sheet, tops: Sequence[Point], base: float, tone: Tone) -> None:
    """A cliff from a skyline down to `base`: broken faces in light and shade, ledges, no two alike."""
    left, right = min(p[0] for p in tops), max(p[0] for p in tops)
    sheet.fill(polygon((left, base), *tops, (right, base)), tone.mid)
    lit: Path = ()
    shade: Path = ()
    x, step = left, sheet.unit * (9 if sheet.fine else 13)
    while x < right:
        wide = step * sheet.some(0.6, 1.3)
        top = _height_at(tops, min(x + wide * 0.6, right))
        deep = base - top
        knee, hip = top + deep * sheet.some(0.2, 0.4), top + deep * sheet.some(0.5, 0.75)
        edge = [(x + wide * 0.45, top), (x + wide * sheet.some(0.3, 0.5), knee), (x + wide * sheet.some(0.5, 0.7), knee + deep * 0.03), (x + wide * sheet.some(0.4, 0.6), hip)]
        shade += polygon(*edge, (x + wide * sheet.some(0.6, 0.9), base), (x + wide * 1.02, base), (x + wide * sheet.some(0.8, 1.0), hip), (x + wide, top))
        if sheet.dice.random() < 0.7:
            lit += polygon((x + wide * 0.08, top), (x + wide * 0.34, top), (x + wide * sheet.some(0.2, 0.3), knee), (x + wide * sheet.some(0, 0.1), hip))
        x += wide
    sheet.fill(lit, tone.lit)
    sheet.fill(shade, tone.shade)


def _height_at(points: Sequence[Point], x: float) -> float:
    for (xa, ya), (xb, yb) in zip(points, points[1:], strict=False):
        if xa <= x <= xb:
            return ya + (yb - ya) * (x - xa) / max(xb - xa, 1e-6)
    return points[-1][1] if x > points[-1][0] else points[0][1]


def pillar(sheet: Sheet, x: float, base: float, wide: float, tall: float, tone: Tone) -> None:
    """A fairy chimney of red clay: striped by its layers, a flank in shade, often a cap of harder stone."""
    some = sheet.some
    neck = wide * some(0.24, 0.34)
    left = [(x - wide * 0.62, base), (x - wide * 0.42, base - tall * 0.3), (x - neck, base - tall * 0.62), (x - neck * 0.95, base - tall * 0.86), (x - neck * 0.55, base - tall)]
    right = [(x + neck * 0.6, base - tall * 0.98), (x + neck * 1.1, base - tall * 0.82), (x + neck * 1.15, base - tall * 0.6), (x + wide * 0.44, base - tall * 0.28), (x + wide * 0.66, base)]
    joined = curve if sheet.fine or wide > 8 else _straight
    sheet.fill((*joined([*left, *right]), ("Z",)), tone.mid)
    middle = [(x + neck * 0.1, base - tall), (x + neck * 0.25, base - tall * 0.75), (x - neck * 0.1, base - tall * 0.5), (x + wide * 0.12, base - tall * 0.22), (x + wide * 0.05, base)]
    sheet.fill((*joined([*reversed(middle), *right]), ("Z",)), tone.shade)
    for part in (0.3, 0.5, 0.7)[: sheet.count(2, 3, 3)]:
        half = neck * 1.0 if part > 0.55 else wide * (0.52 - part * 0.4)
        y = base - tall * (part + some(-0.04, 0.04))
        thick = tall * 0.017
        sheet.fill(polygon((x - half, y), (x + half * 0.2, y + thick * 0.8), (x + half * 0.15, y + thick * 2), (x - half * 1.03, y + thick)), tone.lit)
    if sheet.dice.random() < 0.4:
        sheet.fill(blob([(x - neck * 1.2, base - tall * 0.985), (x - neck * 0.5, base - tall * 1.05), (x + neck * 0.7, base - tall * 1.04), (x + neck * 1.25, base - tall * 0.985), (x, base - tall * 0.965)]), ink("brun70"))


def _straight(points: Sequence[Point]) -> Path:
    return line(*points)


def ground(sheet: Sheet, y: float, swell: float, ink: Ink) -> list[Point]:
    """The nearest ground, down to the foot of the sheet; returns its skyline."""
    points = hills(sheet, y, swell)
    sheet.fill(below(points, sheet.height), ink)
    return points


def framing(sheet: Sheet, ink: Ink) -> None:
    """A dark bank in one lower corner that leads the eye in."""
    tall = sheet.unit * sheet.some(10, 18)
    foot = sheet.foot
    wide = sheet.x(sheet.some(0.45, 0.8))
    points = [(sheet.width * 1.05, foot - tall), (sheet.width - wide * 0.4, foot - tall * 0.7), (sheet.width - wide * 0.75, foot - tall * 0.2), (sheet.width - wide, sheet.height)]
    sheet.fill((*curve(points), ("L", sheet.width * 1.05, sheet.height), ("Z",)), ink)


def slab(sheet: Sheet, y: float, ink: Ink) -> None:
    """A flat band from `y` (mm) to the foot of the sheet."""
    sheet.fill(box(0, y, sheet.width, sheet.height - y), ink)
