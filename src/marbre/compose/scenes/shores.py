"""Scenes by the water: a bridge and its houses, a bathing lake."""

from __future__ import annotations

from marbre.compose.scenes.buildings import bridge, house, village
from marbre.compose.scenes.fields import framing
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.land import backdrop
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, below, box, polygon
from marbre.compose.scenes.plants import row_of_trees
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.waters import glints, mirror


def bridge_town(sheet: Sheet, season: str) -> None:
    """An old bridge with its houses over a Couze."""
    horizon = sheet.y(0.5)
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.26)
    light, unit = sheet.light, sheet.unit
    slope = [
        (sheet.x(0.3), sheet.y(0.6)), (sheet.x(0.55), sheet.y(0.42)), (sheet.x(0.74), sheet.y(0.3)),
        (sheet.x(0.92), sheet.y(0.42)), (sheet.x(1.12), sheet.y(0.55)),
    ]
    sheet.fill(below(slope, sheet.height), light.leaf.mid)
    village(
        sheet, slope, unit * sheet.count(17, 11, 11), sheet.count(2, 3, 3),
        sheet.dice.choice(("church", "keep", "ruin")),
    )
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), sheet.y(0.66), unit * 5, light.leaf.shade)
    sheet.fill(box(0, sheet.y(0.66), sheet.width, sheet.height), light.water.mid)
    bridge(
        sheet, sheet.x(-0.04), sheet.x(sheet.some(0.6, 0.74)), sheet.y(0.58), sheet.y(0.8),
        max(2, round(sheet.width / unit / sheet.count(44, 34, 34))), light.stone, light.water.shade,
    )
    sheet.fill(
        polygon(
            (sheet.x(0.56), sheet.y(0.8)), (sheet.x(0.66), sheet.y(0.66)), (sheet.x(1.05), sheet.y(0.64)),
            (sheet.x(1.05), sheet.y(0.84)),
        ),
        light.meadow.shade,
    )
    if sheet.fine:
        house(sheet, sheet.x(0.72), sheet.y(0.76), unit * 17, unit * 9, light.stone, light.roof)
    glints(sheet, sheet.y(0.81), sheet.height, sheet.count(5, 16, 26))
    framing(sheet, light.dark)


def bathing(sheet: Sheet, season: str) -> None:
    """A bathing lake on a fine day: the pontoon, parasols, someone about to dive."""
    horizon = sheet.y(sheet.some(0.36, 0.44))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.22)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 2, unit * 6, light.leaf.shade)
    mirror(sheet, horizon + unit * 3)
    deck = sheet.y(0.66)
    left = sheet.x(0.46)
    posts: Path = ()
    for part in (0.05, 0.35, 0.65, 0.95):
        posts += box(left + (sheet.width * 1.02 - left) * part, deck, unit * 1.4, unit * 10)
    sheet.fill(posts, light.dark)
    sheet.fill(
        polygon(
            (left, deck - unit * 3), (sheet.x(1.05), deck - unit * 3), (sheet.x(1.05), deck + unit * 1.5),
            (left - unit * 4, deck + unit * 1.5),
        ),
        light.stone.lit,
    )
    sheet.fill(box(left - unit * 4, deck + unit * 1.5, sheet.width, unit * 1.4), light.stone.shade)
    person(sheet, left + unit * 2, deck - unit, unit * 14, ink("brun"), light.accent)
    parasol(sheet, sheet.x(0.84), deck - unit, unit * 20)
    sand = [
        (sheet.x(-0.05), sheet.y(0.78)), (sheet.x(0.3), sheet.y(0.86)), (sheet.x(0.6), sheet.y(0.96)),
        (sheet.x(0.72), sheet.height),
    ]
    sheet.fill(below(sand, sheet.height), ink("sable") if not light.night else light.earth.shade)
    parasol(sheet, sheet.x(0.15), sheet.y(0.93), unit * 24)


def parasol(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A striped parasol and the towel in its shade."""
    accent, pale = sheet.light.accent, ink("papier")
    sheet.fill(
        polygon(
            (x - tall * 0.3, base), (x + tall * 0.5, base), (x + tall * 0.62, base + tall * 0.08),
            (x - tall * 0.2, base + tall * 0.08),
        ),
        ink("riviere"),
    )
    sheet.stroke(
        (("M", x, base + tall * 0.05), ("L", x + tall * 0.08, base - tall * 0.9)), sheet.light.dark, tall * 0.022
    )
    top, wide, rim = (x + tall * 0.09, base - tall), tall * 0.52, base - tall * 0.66
    for index in range(6):
        a, b = x + tall * 0.05 - wide + index * wide / 3, x + tall * 0.05 - wide + (index + 1) * wide / 3
        bow = tall * 0.05
        sheet.fill(
            (
                ("M", *top),
                ("C", top[0] + (a - top[0]) * 0.7, top[1] + tall * 0.02, a, rim - tall * 0.15, a, rim),
                ("C", a + (b - a) * 0.3, rim - bow, a + (b - a) * 0.7, rim - bow, b, rim),
                ("C", b, rim - tall * 0.15, top[0] + (b - top[0]) * 0.7, top[1] + tall * 0.02, *top), ("Z",),
            ),
            accent if index % 2 else pale,
        )
