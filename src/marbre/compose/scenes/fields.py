"""Farmed land: fields, rows, paths, the nearest ground, and the view that most scenes begin with."""

from __future__ import annotations

from marbre.compose.scenes.land import backdrop, hills
from marbre.compose.scenes.paths import Path, Point, below, between, curve, polygon
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.drawing import Ink


def country(sheet: Sheet, low: float, high: float, height: float) -> float:
    """Sky and ridges, and the horizon in mm."""
    horizon = sheet.y(sheet.some(low, high))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * height)
    return horizon


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


def furrows(
    sheet: Sheet, vanish: Point, top: float, base: float, left: float, right: float, number: int, ink: Ink
) -> None:
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
    points = [
        (sheet.width * 1.05, foot - tall), (sheet.width - wide * 0.4, foot - tall * 0.7),
        (sheet.width - wide * 0.75, foot - tall * 0.2), (sheet.width - wide, sheet.height),
    ]
    sheet.fill((*curve(points), ("L", sheet.width * 1.05, sheet.height), ("Z",)), ink)


def garden_path(sheet: Sheet, x: float, top: float, colour: Ink) -> None:
    """A path that comes winding towards us."""
    deep, unit = sheet.height - top, sheet.unit
    swing = unit * sheet.some(10, 18)
    sheet.fill(
        (
            ("M", x, top),
            ("C", x + swing, top + deep * 0.2, x - swing * 1.6, top + deep * 0.35, x - swing * 0.2, top + deep * 0.6),
            ("C", x + swing * 0.6, top + deep * 0.75, x + swing * 0.2, top + deep * 0.9, x - swing * 0.4, sheet.height),
            ("L", x + swing * 1.8, sheet.height),
            (
                "C", x + swing * 2, top + deep * 0.85, x + swing * 1.6, top + deep * 0.7, x + swing * 0.7,
                top + deep * 0.55,
            ),
            ("C", x - swing * 0.6, top + deep * 0.36, x + swing * 1.5, top + deep * 0.2, x + unit, top),
            ("Z",),
        ),
        colour,
    )
