"""Scenes of places to stay: an inn, a stone house."""

from __future__ import annotations

from marbre.compose.scenes.buildings import PAINTS, house, panes
from marbre.compose.scenes.fields import garden_path
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.land import backdrop, hills, strata
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, arch, below, box, ellipse, line, polygon
from marbre.compose.scenes.plants import flowers, fruit_tree, poplar, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.drawing import Ink


def inn(sheet: Sheet, season: str) -> None:
    """The front of an inn: shutters, a lamp, tables outside."""
    light, unit = sheet.light, sheet.unit
    horizon = sheet.y(0.6)
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 4, unit * 8, light.leaf.shade)
    base = sheet.y(0.84)
    wide, tall = min(sheet.width * 0.66, unit * sheet.some(66, 88)), min(unit * 44, (base - sheet.top) * 0.7)
    left = sheet.x(sheet.some(0.42, 0.6)) - wide / 2
    wash = (
        ink(sheet.dice.choice(("miel50", "terracotta50", "creme", "ocre50", "sable", "terracotta30")))
        if not light.night
        else ink("terracotta70")
    )
    paint = ink(sheet.dice.choice(PAINTS))
    sheet.fill(box(left, base - tall, wide, tall), wash)
    _volume(sheet, left, base, wide, tall)
    _windows(sheet, left, base, wide, tall, paint)
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("sable") if not light.night else ink("basalte"))
    _terrace(sheet, left + wide * 0.14, base + unit * 9, light.accent)
    _terrace(sheet, left + wide * 0.86, base + unit * 9, light.accent)
    tree(sheet, left - unit * 12, base + unit * 3, unit * sheet.some(38, 48))
    person(sheet, left + wide * 0.55, base + unit * 7, unit * 17, ink("brun"), ink("creme"))


def _volume(sheet: Sheet, left: float, base: float, wide: float, tall: float) -> None:
    """The shaded side and the roof of the inn."""
    light, unit = sheet.light, sheet.unit
    sheet.fill(
        polygon(
            (left + wide, base - tall), (left + wide + unit * 14, base - tall * 0.94),
            (left + wide + unit * 14, base), (left + wide, base),
        ),
        light.stone.shade,
    )
    sheet.fill(
        polygon(
            (left - unit * 2, base - tall), (left + unit * 10, base - tall - unit * 15),
            (left + wide - unit * 4, base - tall - unit * 15), (left + wide + unit * 2, base - tall),
        ),
        ink("papier") if light.snow else light.roof.mid,
    )
    sheet.fill(
        polygon(
            (left + wide - unit * 4, base - tall - unit * 15), (left + wide + unit * 16, base - tall * 0.9),
            (left + wide + unit * 2, base - tall),
        ),
        light.roof.shade,
    )



def _windows(sheet: Sheet, left: float, base: float, wide: float, tall: float, paint: Ink) -> None:
    unit = sheet.unit
    number = max(3, round(wide / unit / 15))
    glass: Path = ()
    shutters: Path = ()
    boxes: Path = ()
    for index in range(number):
        x = left + wide * (index + 0.5) / number
        size = unit * 4.6
        for y in (base - tall * 0.9, base - tall * 0.58):
            glass += box(x - size / 2, y, size, unit * 8.6)
            shutters += box(x - size * 1.05, y, size * 0.5, unit * 8.6) + box(
                x + size * 0.55, y, size * 0.5, unit * 8.6
            )
            boxes += box(x - size * 0.6, y + unit * 8.2, size * 1.2, unit * 1.5)
        glass += arch(x - unit * 3.4, base, unit * 6.8, unit * 13.5)
    sheet.fill(shutters, paint)
    sheet.fill(glass, panes(sheet))
    if not sheet.light.snow:
        sheet.fill(boxes, sheet.light.accent)


def _terrace(sheet: Sheet, x: float, base: float, colour: Ink) -> None:
    """A table under a parasol, two chairs."""
    unit, dark = sheet.unit, ink("brun")
    sheet.stroke(line((x, base), (x, base - unit * 25)), dark, unit * 0.8)
    sheet.fill(
        (
            ("M", x - unit * 15, base - unit * 20),
            ("C", x - unit * 8, base - unit * 25, x - unit * 3, base - unit * 27, x, base - unit * 28),
            ("C", x + unit * 3, base - unit * 27, x + unit * 8, base - unit * 25, x + unit * 15, base - unit * 20),
            ("Z",),
        ),
        colour,
    )
    sheet.fill(
        polygon((x, base - unit * 28), (x + unit * 5, base - unit * 20), (x - unit * 5, base - unit * 20)),
        ink("papier"),
    )
    sheet.fill(box(x - unit * 7, base - unit * 8, unit * 14, unit * 1.3), dark)
    for side in (-1, 1):
        sheet.stroke(
            line(
                (x + side * unit * 12, base - unit * 11), (x + side * unit * 11, base - unit * 5),
                (x + side * unit * 7, base - unit * 5), (x + side * unit * 7, base),
            )
            + line((x + side * unit * 11, base - unit * 5), (x + side * unit * 11.6, base)), dark, unit * 0.7,
        )


def _stone_house(sheet: Sheet, x: float, base: float, wide: float, tall: float, gable: float) -> None:
    light, unit = sheet.light, sheet.unit
    stone, roof, paint = light.stone, light.roof, ink(sheet.dice.choice(PAINTS))
    eave, rise = base - tall, gable * 0.42
    ridge = (x + gable / 2, eave - rise)
    sheet.fill(box(x + gable, eave, wide - gable, tall * 1.2), stone.mid)
    sheet.fill(
        polygon((x, base * 1.0 + tall * 0.2), (x, eave), ridge, (x + gable, eave), (x + gable, base + tall * 0.2)),
        stone.lit,
    )
    chimney = x + wide * 0.72
    sheet.fill(box(chimney, ridge[1] - unit * 6, unit * 5, unit * 10), stone.shade)
    sheet.fill(
        polygon(
            ridge, (x + wide - gable * 0.34, ridge[1]), (x + wide + unit * 2, eave + unit * 2),
            (x + gable + unit * 1.6, eave + unit * 2),
        ),
        ink("papier") if light.snow else roof.mid,
    )
    rows: Path = ()
    for part in (0.25, 0.5, 0.75):
        y = ridge[1] + (eave - ridge[1]) * part
        rows += line((ridge[0] + (gable * 0.5) * part, y), (x + wide - gable * 0.34 * (1 - part), y))
    if not light.snow:
        sheet.stroke(rows, roof.shade, unit * 0.35)
    sheet.fill(
        polygon(
            (ridge[0], ridge[1] - unit * 0.6), (x - unit * 1.6, eave + unit * 2),
            (x - unit * 0.4, eave + unit * 3), (ridge[0], ridge[1] + unit * 1.8),
            (x + gable + unit * 0.4, eave + unit * 3), (x + gable + unit * 1.6, eave + unit * 2),
        ),
        roof.shade,
    )
    blocks: Path = ()
    for _ in range(sheet.count(8, 16, 30)):
        a, b = x + wide * sheet.some(0.02, 0.94), base - tall * sheet.some(0.05, 0.9)
        blocks += box(a, b, unit * sheet.some(2, 4), unit * 1.1)
    sheet.fill(blocks, stone.shade)
    _openings(sheet, x, base, wide, tall, gable, paint)


def _openings(sheet: Sheet, x: float, base: float, wide: float, tall: float, gable: float, paint: Ink) -> None:
    unit = sheet.unit
    room = wide - gable
    glass: Path = ellipse(x + gable / 2, base - tall * 1.16, unit * 2)
    shutters: Path = ()
    for a, b in ((x + gable * 0.5, 0.72), (x + gable + room * 0.24, 0.72), (x + gable + room * 0.78, 0.72)):
        size, high = unit * 5, unit * 8
        y = base - tall * b
        glass += box(a - size / 2, y, size, high)
        shutters += box(a - size, y, size * 0.46, high) + box(a + size * 0.54, y, size * 0.46, high)
    sheet.fill(shutters, paint)
    sheet.fill(glass, panes(sheet))
    sheet.fill(arch(x + gable + room * 0.44, base, unit * 7, unit * 13), paint)


def gite(sheet: Sheet, season: str) -> None:
    """A stone house with shutters in its meadow, alone or in its hamlet."""
    horizon = sheet.y(sheet.some(0.5, 0.6))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * sheet.some(0.22, 0.36))
    light, unit, dice = sheet.light, sheet.unit, sheet.dice
    strata(
        sheet, hills(sheet, horizon + unit * 4, unit * 4),
        (light.meadow.mid, light.field.lit, light.meadow.lit), unit * 7,
    )
    row_of_trees(
        sheet, sheet.x(-0.05), sheet.x(sheet.some(0.4, 1)), horizon + unit * 5, unit * sheet.some(4, 9),
        light.leaf.shade,
    )
    x, base = sheet.x(sheet.some(0.34, 0.62)) - unit * 31, sheet.y(sheet.some(0.8, 0.86))
    wide, tall, gable = unit * sheet.some(48, 68), unit * sheet.some(18, 25), unit * sheet.some(22, 27)
    manner = dice.choice(("alone", "barn", "hamlet", "orchard"))
    if manner == "hamlet":
        for part in (0.06, 0.24, 0.8):
            house(
                sheet, sheet.x(part + sheet.some(-0.05, 0.05)), horizon + unit * sheet.some(8, 13), unit * 14,
                unit * 7, light.stone, light.roof,
            )
    if manner == "barn":
        house(sheet, x + wide * 0.62, base - unit * 3, unit * 44, unit * 17, light.stone, light.roof)
    if manner == "orchard":
        for part in (0.04, 0.18, 0.84, 0.97):
            fruit_tree(sheet, sheet.x(part), base - unit * sheet.some(2, 7), unit * 18, season)
    _stone_house(sheet, x, base, wide, tall, gable)
    sheet.fill(
        below(
            [(sheet.x(-0.05), base + unit), (x + wide * 0.4, base - unit), (sheet.x(1.05), base + unit)], sheet.height
        ),
        light.meadow.mid,
    )
    _front_garden(sheet, x, base, wide, gable, manner)


def _front_garden(sheet: Sheet, x: float, base: float, wide: float, gable: float, manner: str) -> None:
    """The path to the door, the big tree, flowers or a dry stone wall."""
    light, unit = sheet.light, sheet.unit
    garden_path(sheet, x + gable + unit * 8, base, light.stone.lit)
    if manner != "barn":
        tree(sheet, x + wide + unit * sheet.some(7, 14), base + unit * 2, unit * sheet.some(28, 44))
    if sheet.dice.random() < 0.55:
        poplar(sheet, x - unit * 8, base + unit, unit * sheet.some(34, 48))
    if manner in ("hamlet", "orchard") and not light.snow:
        wall = sheet.y(0.94)
        sheet.fill(below(hills(sheet, wall, unit * 1.5), sheet.height), light.stone.mid)
        sheet.fill(below(hills(sheet, wall + unit * 5, unit * 1.5), sheet.height), light.meadow.shade)
    elif not light.snow:
        flowers(sheet, sheet.y(0.9), sheet.foot, sheet.count(9, 24, 44), (light.accent, ink("papier"), ink("miel")))
