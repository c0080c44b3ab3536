"""Scenes of good living: vines, orchards, market, cheese cellar, table, workshop, shop window, garden."""

from __future__ import annotations

from marbre.compose.scenes.buildings import house, panes, village
from marbre.compose.scenes.fields import framing
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.land import backdrop, hills, strata
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, arch, below, box, dome, ellipse, polygon
from marbre.compose.scenes.plants import flowers, fruit_tree, poplar, row_of_trees, vine
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.stone import height_at


def vineyard(sheet: Sheet, season: str) -> None:
    """Terraces of vines held by dry stone walls, the village above."""
    horizon = sheet.y(sheet.some(0.46, 0.54))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.28)
    light, unit = sheet.light, sheet.unit
    slope = [
        (sheet.x(-0.05), sheet.y(0.62)), (sheet.x(0.25), sheet.y(0.56)), (sheet.x(0.6), sheet.y(0.42)),
        (sheet.x(0.84), sheet.y(0.38)), (sheet.x(1.05), sheet.y(0.44)),
    ]
    sheet.fill(below(slope, sheet.height), light.meadow.mid)
    spur = [(sheet.x(0.66), sheet.y(0.43)), (sheet.x(0.82), sheet.y(0.39)), (sheet.x(0.98), sheet.y(0.42))]
    village(sheet, spur, unit * 7, sheet.count(1, 2, 2), sheet.dice.choice(("church", "keep")))
    number = sheet.count(2, 4, 4)
    for row in range(number):
        near = (row + 1) / number
        drop = (sheet.y(1.0) - sheet.y(0.5)) * near**1.4
        tops = [(x, y + drop * (0.75 + 0.5 * (1 - x / sheet.width))) for x, y in slope]
        wall = unit * (1.2 + 2.2 * near)
        sheet.fill(below([(x, y - wall) for x, y in tops], sheet.height), light.stone.shade)
        sheet.fill(below(tops, sheet.height), light.earth.lit if row % 2 else light.field.lit)
        tall = unit * (4.5 + 9 * near)
        step = tall * (1.25 if sheet.fine else 2.3)
        x = sheet.x(-0.03) + step * sheet.some(0, 0.6)
        while x < sheet.width * 1.03:
            vine(sheet, x, height_at(tops, x) + tall * 0.62, tall, season)
            x += step
    framing(sheet, light.dark)
    if sheet.dice.random() < 0.7:
        person(sheet, sheet.x(0.84), sheet.foot - unit * 7, unit * 14, ink("brun"), light.accent)


def orchard(sheet: Sheet, season: str) -> None:
    """Rows of fruit trees in the grass, a ladder against one of them."""
    horizon = sheet.y(sheet.some(0.48, 0.56))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3, ("puys", "hills", "hills"))
    light, unit = sheet.light, sheet.unit
    strata(
        sheet, hills(sheet, horizon + unit * 3, unit * 4),
        (light.meadow.mid, light.meadow.lit, light.meadow.mid, light.meadow.lit), unit * 8,
    )
    house(sheet, sheet.x(sheet.some(0.6, 0.8)), horizon + unit * 6, unit * 11, unit * 5, light.stone, light.roof)
    rows = sheet.count(2, 3, 3)
    for row in range(rows):
        near = (row + 0.4) / (rows - 0.4)
        tall, y = unit * (9 + 23 * near), horizon + unit * 10 + (sheet.y(0.95) - horizon - unit * 10) * near
        number = max(2, round(sheet.width / tall * sheet.count(46, 84, 84) / 100))
        for index in range(number + 1):
            x = sheet.width * (index + (0.5 if row % 2 else 0.1)) / number + tall * sheet.some(-0.1, 0.1)
            sheet.fill(ellipse(x + tall * 0.16, y, tall * 0.36, tall * 0.045), light.meadow.shade)
            fruit_tree(sheet, x, y, tall, season)
    _basket(sheet, sheet.x(sheet.some(0.4, 0.7)), sheet.y(0.99), unit * 9, season)
    flowers(sheet, sheet.y(0.8), sheet.foot, sheet.count(8, 20, 40), (ink("papier"),))


def _basket(sheet: Sheet, x: float, base: float, wide: float, season: str) -> None:
    fruit: Path = ()
    for part in (-0.32, -0.1, 0.14, 0.34, 0.0):
        fruit += ellipse(x + wide * part, base - wide * (0.5 if part else 0.62), wide * 0.15)
    sheet.fill(fruit, ink("rouge") if season != "spring" else ink("fuchsia"))
    sheet.stroke(
        (
            ("M", x - wide * 0.44, base - wide * 0.45),
            (
                "C", x - wide * 0.3, base - wide * 1.1, x + wide * 0.3, base - wide * 1.1, x + wide * 0.44,
                base - wide * 0.45,
            ),
        ),
        ink("brun"), wide * 0.05,
    )
    sheet.fill(
        polygon(
            (x - wide * 0.5, base - wide * 0.46), (x + wide * 0.5, base - wide * 0.46),
            (x + wide * 0.36, base), (x - wide * 0.36, base),
        ),
        ink("ocre"),
    )
    sheet.fill(
        polygon(
            (x + wide * 0.1, base - wide * 0.46), (x + wide * 0.5, base - wide * 0.46),
            (x + wide * 0.36, base), (x + wide * 0.08, base),
        ),
        ink("terracotta"),
    )


def garden(sheet: Sheet, season: str) -> None:
    """A walled garden in terraces: beds, a round basin, a dovecote."""
    light, unit = sheet.light, sheet.unit
    horizon = sheet.y(sheet.some(0.4, 0.48))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.26)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 4, unit * 7, light.leaf.shade)
    _dovecote(sheet, sheet.x(sheet.some(0.64, 0.8)), horizon)
    inks = (
        [ink(name) for name in ("fuchsia", "miel", "papier", "terracotta", "amethyste")]
        if season != "winter"
        else [ink("brun50")]
    )
    levels = 3
    for level in range(levels):
        y = horizon + unit * 8 + (sheet.foot - horizon - unit * 8) * level / levels
        wall = unit * (5 + 2 * level)
        sheet.fill(box(0, y, sheet.width, sheet.height - y), light.stone.mid)
        sheet.fill(box(0, y, sheet.width, unit * 1.2), light.stone.lit)
        sheet.fill(box(0, y + wall, sheet.width, sheet.height - y), light.meadow.mid if level % 2 else light.meadow.lit)
        bed = unit * (9 + 5 * level) * (1.0 if sheet.fine else 2.4)
        a = sheet.x(sheet.some(-0.1, 0))
        while a < sheet.width:
            depth = (sheet.foot - horizon) / levels - wall
            sheet.fill(
                dome(a + bed * 0.5, y + wall + depth * 0.6, bed * 0.55, depth * 0.6 + unit * 3),
                light.leaf.mid if round(a) % 2 else light.leaf.shade,
            )
            spots: Path = ()
            for _ in range(sheet.count(3, 5, 7)):
                spots += ellipse(
                    a + bed * sheet.some(0.15, 0.95), y + wall + sheet.some(-unit * 2, depth * 0.3),
                    unit * sheet.some(0.8, 1.5),
                )
            sheet.fill(spots, inks[round(a / unit) % len(inks)])
            a += bed * sheet.some(1.2, 1.7)
    person(sheet, sheet.x(0.3), sheet.y(0.86), unit * 17, ink("brun"), ink("riviere"), skirt=True)
    poplar(sheet, sheet.x(sheet.some(0.05, 0.12)), sheet.y(0.8), unit * 36)


def _dovecote(sheet: Sheet, x: float, horizon: float) -> None:
    light, unit = sheet.light, sheet.unit
    sheet.fill(box(x, horizon - unit * 12, unit * 9, unit * 22), light.stone.lit)
    sheet.fill(box(x + unit * 9, horizon - unit * 12, unit * 6, unit * 22), light.stone.shade)
    sheet.fill(
        polygon(
            (x - unit, horizon - unit * 12), (x + unit * 7.5, horizon - unit * 23), (x + unit * 16, horizon - unit * 12)
        ),
        light.roof.mid,
    )
    sheet.fill(arch(x + unit * 3, horizon - unit * 3, unit * 3, unit * 4), panes(sheet))
