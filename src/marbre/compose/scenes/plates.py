"""A plate seen from above, the dish of the season on it."""

from __future__ import annotations

from math import cos, sin

from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, blob, box, ellipse, line
from marbre.compose.scenes.sheet import Sheet


def plate(sheet: Sheet, season: str) -> None:
    """A plate seen from above on a checked cloth: the dish of the season, bread, a glass."""
    unit, dice = sheet.unit, sheet.dice
    cloth, check = dice.choice(
        (
            ("creme", "terracotta30"), ("papier", "riviere30"), ("miel15", "miel70"), ("creme", "prairie50"),
            ("terracotta15", "rouge60"), ("riviere70", "riviere"),
        )
    )
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(cloth))
    step = unit * sheet.some(13, 19)
    stripes: Path = ()
    start = step * sheet.some(-0.6, 0.0)
    for index in range(round(sheet.width / step) + 2):
        stripes += box(start + index * step, 0, step * 0.42, sheet.height)
    for index in range(round(sheet.height / step) + 2):
        stripes += box(0, start + index * step, sheet.width, step * 0.42)
    sheet.fill(stripes, ink(check))
    x, y, size = (
        sheet.x(sheet.some(0.42, 0.56)), sheet.y(sheet.some(0.5, 0.58)),
        min(unit * sheet.some(35, 41), sheet.height * 0.44),
    )
    sheet.fill(ellipse(x + size * 0.05, y + size * 0.06, size), ink("brun50"))
    rim, well = dice.choice(
        (
            ("papier", "creme"), ("riviere", "papier"), ("terracotta", "creme"), ("foret70", "creme"),
            ("papier", "ciel50"),
        )
    )
    sheet.fill(ellipse(x, y, size), ink(rim))
    sheet.fill(ellipse(x, y, size * 0.74), ink(well))
    _dish(sheet, x, y, size * 0.6, season)
    _cutlery(sheet, x - size * 1.24, x + size * 1.2, y, size)
    gx, gy, r = x + size * sheet.some(1.5, 1.75), y - size * sheet.some(0.35, 0.6), size * 0.32
    sheet.fill(ellipse(gx, gy, r), ink("ciel"))
    sheet.fill(ellipse(gx, gy, r * 0.82), ink(dice.choice(("rouge", "rouge", "miel70"))))
    sheet.fill(ellipse(gx - r * 0.28, gy - r * 0.3, r * 0.2), ink("papier"))
    _slices(sheet, x - size * sheet.some(1.7, 1.9), y + size * sheet.some(-0.5, 0.3), size * 0.42)


def _dish(sheet: Sheet, x: float, y: float, size: float, season: str) -> None:
    """Golden potatoes and cheese, leaves, and the accent of the season."""
    turn = sheet.some(0, 3)
    golden = [
        (
            x + size * (0.86 + 0.12 * (k % 2)) * cos(turn + k * 0.785),
            y + size * (0.86 + 0.12 * (k % 3 == 0)) * sin(turn + k * 0.785),
        )
        for k in range(8)
    ]
    sheet.fill(blob(golden), ink("ocre"))
    sheet.fill(
        blob([(x + (a - x) * 0.74 - size * 0.06, y + (b - y) * 0.74 - size * 0.06) for a, b in golden]), ink("miel")
    )
    leaves: Path = ()
    for k in range(3):
        angle = turn + 0.5 + k * 0.5
        a, b = x + size * 0.5 * cos(angle), y + size * 0.5 * sin(angle)
        leaves += blob(
            [
                (a, b), (a + size * 0.3 * cos(angle - 0.7), b + size * 0.3 * sin(angle - 0.7)),
                (a + size * 0.5 * cos(angle), b + size * 0.5 * sin(angle)),
                (a + size * 0.26 * cos(angle + 0.7), b + size * 0.26 * sin(angle + 0.7)),
            ]
        )
    sheet.fill(leaves, ink("foret70"))
    dots: Path = ()
    for k in range(sheet.count(4, 6, 8)):
        angle, far = turn + 2.4 + k * 0.62, size * sheet.some(0.2, 0.66)
        dots += ellipse(x + far * cos(angle), y + far * sin(angle), size * sheet.some(0.07, 0.12))
    sheet.fill(dots, ink({"spring": "prairie", "autumn": "brun", "winter": "terracotta"}.get(season, "rouge")))


def _cutlery(sheet: Sheet, fork: float, knife: float, y: float, size: float) -> None:
    metal = ink("basalte50") if sheet.light.accent.name != "basalte" else ink("basalte")
    tines: Path = line((fork, y + size * 0.7), (fork, y - size * 0.2))
    for k in (-1, 0, 1):
        tines += line((fork + k * size * 0.08, y - size * 0.2), (fork + k * size * 0.08, y - size * 0.66))
    sheet.stroke(
        tines + line((fork - size * 0.08, y - size * 0.2), (fork + size * 0.08, y - size * 0.2)), metal, size * 0.06
    )
    sheet.fill(
        blob(
            [
                (knife, y + size * 0.1), (knife - size * 0.02, y - size * 0.5),
                (knife + size * 0.06, y - size * 0.74), (knife + size * 0.1, y + size * 0.1),
            ],
            0.1,
        ),
        metal,
    )
    sheet.fill(box(knife, y + size * 0.1, size * 0.1, size * 0.6), ink("brun"))


def _slices(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Two slices of rye bread."""
    for dx, dy in ((0.3, 0.34), (0.0, 0.0)):
        a, b = x + size * dx, y + size * dy
        sheet.fill(
            blob(
                [
                    (a - size, b), (a - size * 0.6, b - size * 0.62), (a + size * 0.6, b - size * 0.62),
                    (a + size, b), (a + size * 0.6, b + size * 0.5), (a - size * 0.6, b + size * 0.5),
                ]
            ),
            ink("brun70"),
        )
        sheet.fill(
            blob(
                [
                    (a - size * 0.84, b), (a - size * 0.5, b - size * 0.48),
                    (a + size * 0.5, b - size * 0.48), (a + size * 0.84, b),
                    (a + size * 0.5, b + size * 0.38), (a - size * 0.5, b + size * 0.38),
                ]
            ),
            ink("ocre70"),
        )
