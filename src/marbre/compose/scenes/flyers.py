"""What flies: paragliders, kites, birds; and lamps on their strings."""

from __future__ import annotations

from math import cos, pi, sin

from marbre.compose.scenes.paths import Path, curve, ellipse, line, moved, polygon, rays
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink


def paraglider(sheet: Sheet, x: float, y: float, wide: float, wing: Ink, stripe: Ink, dark: Ink) -> None:
    """A paraglider: the arched wing with its cells, the lines, the pilot."""
    outer = [(0.5 * cos(pi * (1 - k / 8)), -0.3 * sin(pi * k / 8)) for k in range(9)]
    inner = [(0.44 * cos(pi * (1 - k / 8)), 0.02 - 0.2 * sin(pi * k / 8)) for k in range(9)]
    lines: Path = ()
    for k in (0, 2, 4, 6, 8):
        lines += line((inner[k][0], inner[k][1]), (0.02, 0.42))
    sheet.stroke(moved(lines, x, y, wide), dark, wide * 0.006)
    sheet.fill(moved((*curve(outer), *(("L", *inner[k]) for k in range(8, -1, -1)), ("Z",)), x, y, wide), wing)
    for k in (1, 4, 6):
        sheet.fill(moved(polygon(outer[k], outer[k + 1], inner[k + 1], inner[k]), x, y, wide), stripe)
    sheet.fill(moved(ellipse(0.02, 0.4, 0.026), x, y, wide), dark)
    sheet.stroke(moved(line((0.015, 0.44), (0.03, 0.52), (0.12, 0.54)), x, y, wide), dark, wide * 0.045)


def kite(sheet: Sheet, x: float, y: float, size: float, lit: Ink, shade: Ink, tail: Ink) -> None:
    """A paper kite with its tail of bows."""
    top, right, foot, left = (
        (x, y - size * 0.5), (x + size * 0.34, y - size * 0.08), (x + size * 0.06, y + size * 0.6),
        (x - size * 0.34, y - size * 0.1),
    )
    trail = curve(
        [foot, (x + size * 0.3, y + size * 0.95), (x - size * 0.02, y + size * 1.3), (x + size * 0.26, y + size * 1.7)]
    )
    sheet.stroke(trail, tail, size * 0.03)
    for bx, by in ((0.24, 0.9), (0.06, 1.24), (0.22, 1.62)):
        a, b = x + size * bx, y + size * by
        sheet.fill(
            polygon(
                (a - size * 0.11, b - size * 0.06), (a + size * 0.11, b + size * 0.06),
                (a + size * 0.11, b - size * 0.06), (a - size * 0.11, b + size * 0.06),
            ),
            tail,
        )
    sheet.fill(polygon(top, right, foot, left), shade)
    sheet.fill(polygon(top, foot, left), lit)


def birds(sheet: Sheet, x: float, y: float, number: int, dark: Ink) -> None:
    """A few birds, far off."""
    path: Path = ()
    for _ in range(number):
        size = sheet.unit * sheet.some(0.9, 1.8)
        a, b = x + sheet.unit * sheet.some(-9, 9), y + sheet.unit * sheet.some(-4, 4)
        path += (
            ("M", a - size, b - size * 0.4),
            ("C", a - size * 0.6, b - size * 0.6, a - size * 0.2, b - size * 0.3, a, b),
            ("C", a + size * 0.2, b - size * 0.4, a + size * 0.6, b - size * 0.7, a + size, b - size * 0.5),
        )
    sheet.stroke(path, dark, sheet.unit * 0.22)


def lamps(sheet: Sheet, x1: float, x2: float, y: float, sag: float, number: int, colours: tuple[Ink, ...]) -> None:
    """A string of lamps hung between two points."""
    sheet.stroke(
        (("M", x1, y), ("C", x1 + (x2 - x1) * 0.3, y + sag * 1.33, x1 + (x2 - x1) * 0.7, y + sag * 1.33, x2, y)),
        sheet.light.dark, sheet.unit * 0.16,
    )
    size = max(sheet.unit * 0.75, 0.28)
    for index, colour in enumerate(colours):
        path: Path = ()
        for k in range(index, number, len(colours)):
            part = (k + 0.5) / number
            bulb = (x1 + (x2 - x1) * part, y + 4 * sag * part * (1 - part) + size)
            path += ellipse(*bulb, size) if sheet.fine else rays(*bulb, size, size, 3)
        sheet.fill(path, colour)
