"""Skies: bands of light, the sun or the moon, long clouds, stars."""

from __future__ import annotations

from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, Point, below, between, blob, box, ellipse, polygon, rays
from marbre.compose.scenes.sheet import Sheet


def sky(sheet: Sheet, horizon: float, sun: bool = True) -> Point:
    """Paint the sky down to `horizon` (mm) and return where the sun stands."""
    dice, light = sheet.dice, sheet.light
    sheet.fill(box(0, 0, sheet.width, sheet.height), light.sky[0])
    centre = (sheet.x(sheet.some(0.12, 0.42)), sheet.top + (horizon - sheet.top) * sheet.some(0.3, 0.62))
    low = len(light.sky) > 2 and light.sun.name in ("orange", "rouge", "miel") and not light.night
    if low:
        centre = (centre[0], sheet.top + (horizon - sheet.top) * sheet.some(0.5, 0.8))
    radius = sheet.unit * sheet.some(6.5, 10.5)
    manner = dice.choice(("bands", "bands", "sweep", "rings", "rays"))
    if manner == "rings" and sun:
        _rings(sheet, centre, radius)
    elif manner == "rays" and sun and not light.night:
        _bands(sheet, horizon, 0.02)
        _beams(sheet, centre)
    else:
        _bands(sheet, horizon, 0.03 if manner == "bands" else 0.14)
    if light.night:
        _stars(sheet, horizon)
    if sun:
        _sun(sheet, centre, radius)
    if manner != "rings" or sheet.fine:
        clouds(sheet, sheet.top + (horizon - sheet.top) * 0.12, horizon, sheet.count(2, 3, 5))
    return centre


def _bands(sheet: Sheet, horizon: float, swing: float) -> None:
    inks = sheet.light.sky
    depth = horizon - sheet.top
    turn = sheet.dice.choice((-1, 1)) * swing * min(depth, sheet.width)
    for index, band in enumerate(inks[1:], 1):
        y = sheet.top + depth * (index / len(inks)) ** 0.9
        points = [
            (sheet.x(part), y + turn * (part - 0.5) + depth * sheet.some(-0.015, 0.015))
            for part in (-0.05, 0.2, 0.45, 0.7, 1.05)
        ]
        sheet.fill(below(points, sheet.height), band)


def _rings(sheet: Sheet, centre: Point, radius: float) -> None:
    """The sky as rings round the sun, each a shade nearer to it."""
    inks = sheet.light.sky
    reach = max(sheet.width, sheet.height) * 0.62
    for index, band in enumerate(inks[1:], 1):
        size = reach * (1 - index / len(inks)) ** 0.8 + radius * 1.7
        sheet.fill(ellipse(*centre, size), band)


def _beams(sheet: Sheet, centre: Point) -> None:
    """Broad beams that fan out from the sun."""
    reach = (sheet.width + sheet.height) * 1.2
    fan = rays(*centre, sheet.unit, reach, 16, sheet.some(0, 0.4))
    points = [(float(part[1]), float(part[2])) for part in fan[:-1]]
    path: Path = ()
    for index in range(0, 32, 2):
        path += polygon(centre, points[index], _beside(points[index], centre))
    sheet.fill(path, sheet.light.sky[-1])


def _beside(point: Point, centre: Point) -> Point:
    dx, dy = point[0] - centre[0], point[1] - centre[1]
    return (centre[0] + dx * 0.982 - dy * 0.19, centre[1] + dy * 0.982 + dx * 0.19)


def _sun(sheet: Sheet, centre: Point, radius: float) -> None:
    light = sheet.light
    if not light.night:
        sheet.fill(ellipse(*centre, radius), light.sun)
        return
    (x, y), r = centre, radius * 0.8
    if sheet.dice.random() < 0.4:
        sheet.fill(ellipse(x, y, r), light.sun)
        return
    tip, inner = 4 / 3 * r, r * sheet.some(0.35, 0.7)
    crescent: Path = (
        ("M", x, y - r), ("C", x - tip, y - r, x - tip, y + r, x, y + r),
        ("C", x - inner, y + r * 0.7, x - inner, y - r * 0.7, x, y - r), ("Z",),
    )
    sheet.fill(crescent, light.sun)


def _stars(sheet: Sheet, horizon: float) -> None:
    path: Path = ()
    for _ in range(sheet.count(14, 34, 60)):
        x, y = sheet.x(sheet.dice.random()), horizon * 0.8 * sheet.dice.random() ** 1.3
        size = max(sheet.unit * sheet.some(0.12, 0.42), 0.08)
        path += polygon((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    sheet.fill(path, ink("creme"))


def clouds(sheet: Sheet, top: float, bottom: float, most: int) -> None:
    """Long lens-shaped clouds, flat beneath, as they lie over the Cézallier."""
    for _ in range(sheet.dice.randrange(most + 1)):
        x, y = sheet.x(sheet.some(0.05, 0.95)), sheet.some(top, top + (bottom - top) * 0.6)
        length = sheet.unit * sheet.some(14, 34)
        cloud(sheet, x, y, length)


def cloud(sheet: Sheet, x: float, y: float, length: float) -> None:
    """One cloud: two streaks, the lower one longer."""
    thick = length * 0.075
    for dx, dy, size in ((0.0, 0.0, 1.0), (sheet.some(-0.3, 0.3), -thick * 0.8 / length, 0.55)):
        cx, cy, half = x + dx * length, y + dy * length, length * size / 2
        sheet.fill(
            blob(
                [
                    (cx - half, cy), (cx - half * 0.3, cy - thick * size),
                    (cx + half * 0.4, cy - thick * 0.8 * size), (cx + half, cy), (cx, cy + thick * 0.22),
                ]
            ),
            sheet.light.cloud,
        )


def haze(sheet: Sheet, y: float, depth: float) -> None:
    """A streak of mist that lies in a valley."""
    left, right = sorted((sheet.x(sheet.some(-0.1, 0.5)), sheet.x(sheet.some(0.5, 1.1))))
    middle = (left + right) / 2
    top = [(left, y), (middle, y - depth / 2), (right, y)]
    sheet.fill(between(top, [(left, y), (middle, y + depth / 2), (right, y)]), sheet.light.cloud)
