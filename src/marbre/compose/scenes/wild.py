"""Scenes of wild country: ridges, plateaus, cliffs, basalt, red clay, forest, water, snow."""

from __future__ import annotations

from marbre.compose.scenes.fields import framing, furrows, patchwork
from marbre.compose.scenes.figures import cow, walker
from marbre.compose.scenes.flyers import birds
from marbre.compose.scenes.land import backdrop, hills, puys, relief, strata, tables
from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, below, between, box, curve, ellipse, polygon
from marbre.compose.scenes.plants import fir, flowers, grass, poplar, reeds, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.waters import mirror


def ridges(sheet: Sheet, season: str) -> None:
    """The chain of volcanoes beyond meadows and fields."""
    horizon = sheet.y(sheet.some(0.56, 0.68))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * sheet.some(0.28, 0.4), ("puys", "puys"))
    row_of_trees(
        sheet, sheet.x(-0.05), sheet.x(1.05), horizon + sheet.unit * 4, sheet.unit * 2.6, sheet.light.leaf.shade
    )
    patchwork(sheet, horizon + sheet.unit * 5, sheet.foot, sheet.count(3, 4, 5))
    for _ in range(sheet.count(3, 5, 8)):
        part = sheet.dice.random()
        tall = sheet.unit * (5 + 9 * part)
        tree(sheet, sheet.x(sheet.dice.random()), horizon + sheet.unit * 7 + (sheet.foot - horizon) * 0.5 * part, tall)
    framing(sheet, sheet.light.dark)
    walker(
        sheet, sheet.x(sheet.some(0.78, 0.9)), sheet.foot - sheet.unit * sheet.some(7, 9), sheet.unit * 11,
        ink("noir") if sheet.light.night else ink("brun"), sheet.light.accent,
    )


def plateau(sheet: Sheet, season: str) -> None:
    """The high grassland of the Cézallier: long lines, a wide sky, a stone hut."""
    horizon = sheet.y(sheet.some(0.52, 0.62))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.2, ("hills", "tables", "hills"))
    light = sheet.light
    points = hills(sheet, horizon + sheet.unit * 4, sheet.unit * 7)
    strata(
        sheet, points, (light.meadow.lit, light.meadow.mid, light.meadow.lit, light.field.lit),
        sheet.unit * sheet.some(6, 9),
    )
    x, base = sheet.x(sheet.some(0.55, 0.8)), horizon + sheet.unit * 13
    burons(sheet, x, base, sheet.unit * 15)
    if not light.snow:
        flowers(sheet, sheet.y(0.8), sheet.foot, sheet.count(14, 30, 60), (light.accent, ink("papier"), ink("miel")))
    fence(sheet, sheet.y(0.9), sheet.unit * 8)
    birds(sheet, sheet.x(0.6), sheet.y(0.25), sheet.count(3, 5, 7), light.dark)


def burons(sheet: Sheet, x: float, base: float, long: float) -> None:
    """A buron: the low stone hut of the summer pastures, its roof of slabs."""
    light = sheet.light
    stone, tall = light.rock, long * 0.2
    sheet.fill(
        polygon(
            (x - long * 0.05, base + tall * 0.6), (x + long * 1.25, base + tall * 0.4), (x + long, base), (x, base)
        ),
        light.meadow.shade,
    )
    sheet.fill(
        polygon(
            (x, base), (x, base - tall), (x + long * 0.16, base - tall * 2.4), (x + long * 0.32, base - tall),
            (x + long * 0.32, base),
        ),
        light.stone.lit,
    )
    sheet.fill(box(x + long * 0.32, base - tall, long * 0.68, tall), light.stone.shade)
    sheet.fill(
        polygon(
            (x + long * 0.16, base - tall * 2.5), (x + long * 0.86, base - tall * 2.5),
            (x + long * 1.04, base - tall * 0.85), (x + long * 0.34, base - tall * 0.85),
        ),
        ink("papier") if light.snow else stone.mid,
    )
    sheet.fill(
        polygon(
            (x + long * 0.16, base - tall * 2.5), (x - long * 0.03, base - tall * 0.85),
            (x, base - tall * 0.7), (x + long * 0.17, base - tall * 2.1),
            (x + long * 0.33, base - tall * 0.7), (x + long * 0.36, base - tall * 0.85),
        ),
        stone.shade,
    )
    door = light.glow if light.night else ink("brun")
    sheet.fill(
        box(x + long * 0.12, base - tall * 0.9, long * 0.08, tall * 0.9)
        + box(x + long * 0.6, base - tall * 0.7, long * 0.06, tall * 0.35), door,
    )


def fence(sheet: Sheet, y: float, tall: float) -> None:
    """A fence of leaning posts across the foreground."""
    dark = sheet.light.dark
    posts: Path = ()
    step = sheet.unit * 13
    x = sheet.x(-0.02)
    tops = []
    while x < sheet.width * 1.05:
        lean = sheet.unit * sheet.some(-0.6, 0.6)
        posts += polygon(
            (x, y + tall * 0.7), (x + lean, y - tall * 0.5), (x + lean + tall * 0.09, y - tall * 0.52),
            (x + tall * 0.1, y + tall * 0.7),
        )
        tops.append((x + lean, y))
        x += step
    for drop in (-0.3, 0.0):
        sheet.stroke(curve([(a, b + tall * drop) for a, b in tops]), dark, sheet.unit * 0.2)
    sheet.fill(posts, dark)


def forest(sheet: Sheet, season: str) -> None:
    """Among tall trunks, the light falling through from one side."""
    light, unit = sheet.light, sheet.unit
    sheet.fill(box(0, 0, sheet.width, sheet.height), light.sky[-1])
    centre = (sheet.x(sheet.some(0.3, 0.6)), sheet.y(sheet.some(0.3, 0.42)))
    sheet.fill(ellipse(*centre, unit * 40), light.sky[-2] if light.night else light.sky[0])
    sheet.fill(ellipse(*centre, unit * 20), light.sun if light.night else ink("creme"))
    floor = sheet.y(0.74)
    tints = (light.ridges[0].mid, light.ridges[1].mid, light.leaf.mid, light.leaf.shade)
    for layer, colour in enumerate(tints[:3]):
        sheet.fill(below(hills(sheet, floor + unit * 5 * layer, unit * 5), sheet.height), colour)
        for _ in range(round(sheet.width / unit / ((11 if sheet.fine else 22) - layer))):
            tall = unit * sheet.some(26, 44) * (1 + 0.4 * layer)
            x = sheet.x(sheet.some(-0.05, 1.05))
            if abs(x - centre[0]) < unit * 9 * layer:
                continue
            fir(
                sheet, x, floor + unit * (3 + 7 * layer), tall,
                Tone(colour, colour, tints[layer + 1]),
            )
    _path(sheet, floor + unit * 18)
    _trunks(sheet)
    walker(sheet, centre[0] + unit * 4, floor + unit * 19, unit * 12, ink("noir"), light.accent)


def _trunks(sheet: Sheet) -> None:
    """Two near trunks and the boughs above frame the picture."""
    light, unit = sheet.light, sheet.unit
    for part in (sheet.some(-0.02, 0.1), sheet.some(0.88, 1.0)):
        x, wide = sheet.x(part), unit * sheet.some(5, 8)
        sheet.fill(
            polygon(
                (x - wide, sheet.height), (x - wide * 0.6, 0), (x + wide * 0.55, 0), (x + wide * 1.2, sheet.height)
            ),
            light.dark,
        )
        sheet.fill(
            polygon((x - wide, sheet.height), (x - wide * 0.6, 0), (x - wide * 0.3, 0), (x - wide * 0.5, sheet.height)),
            ink("brun70") if not light.night else light.leaf.mid,
        )
    sheet.fill(
        between(
            [(sheet.x(-0.05), -unit), (sheet.x(0.5), -unit), (sheet.x(1.05), -unit)],
            [
                (sheet.x(-0.05), sheet.y(0.2)), (sheet.x(0.25), sheet.y(0.06)),
                (sheet.x(0.5), sheet.y(0.025)), (sheet.x(0.8), sheet.y(0.07)), (sheet.x(1.05), sheet.y(0.24)),
            ],
        ),
        light.dark,
    )



def _path(sheet: Sheet, y: float) -> None:
    light, unit = sheet.light, sheet.unit
    sheet.fill(below(hills(sheet, y, unit * 3), sheet.height), light.leaf.shade)
    x = sheet.x(sheet.some(0.4, 0.55))
    sheet.fill(
        (
            ("M", x, y),
            ("C", x + unit * 14, y + unit * 6, x - unit * 12, y + unit * 10, x - unit * 16, sheet.height),
            ("L", x + unit * 22, sheet.height),
            ("C", x + unit * 14, y + unit * 12, x + unit * 26, y + unit * 6, x + unit * 3, y), ("Z",),
        ),
        light.field.lit,
    )


def herd(sheet: Sheet, season: str) -> None:
    """Red cows on the estive, the mountains behind."""
    horizon = sheet.y(sheet.some(0.5, 0.6))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.28)
    light, unit = sheet.light, sheet.unit
    points = hills(sheet, horizon + unit * 4, unit * 5)
    strata(sheet, points, (light.meadow.mid, light.meadow.lit, light.meadow.mid), unit * 8)
    coats = ("rouge", "terracotta", "brun", "rouge") if not light.night else ("brun", "noir80", "noir80")
    places = [(sheet.some(0.04, 0.96), sheet.some(0.0, 0.55)) for _ in range(sheet.count(4, 6, 9))]
    places.append((sheet.some(0.3, 0.7), 0.95))
    for place, near in sorted(places, key=lambda item: item[1]):
        tall = unit * (3.5 + 15 * near)
        base = horizon + unit * 8 + (sheet.y(0.96) - horizon - unit * 8) * near
        sheet.fill(ellipse(sheet.x(place) + tall * 0.2, base, tall * 0.7, tall * 0.07), light.meadow.shade)
        cow(sheet, sheet.x(place), base, tall, ink(sheet.dice.choice(coats)), sheet.dice.random() < 0.5)
    grass(sheet, sheet.y(0.99), sheet.count(6, 12, 24), light.meadow.shade)


def tables_and_fields(sheet: Sheet, season: str) -> None:
    """The Lembron: basalt tables above a patchwork of fields."""
    horizon = sheet.y(sheet.some(0.46, 0.56))
    sky(sheet, horizon)
    light, unit = sheet.light, sheet.unit
    relief(sheet, puys(sheet, horizon, unit * 16), light.ridges[0])
    relief(sheet, tables(sheet, horizon + unit * 4, unit * 17), light.ridges[1], smooth=False)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 6, unit * 3, light.leaf.shade)
    patchwork(sheet, horizon + unit * 6, sheet.foot, sheet.count(4, 5, 7))
    x = sheet.x(sheet.some(0.3, 0.7))
    furrows(
        sheet, (x, horizon), sheet.y(0.78), sheet.height, sheet.x(-0.4), sheet.x(1.4),
        sheet.count(10, 14, 18), light.field.shade,
    )
    for part in (0.2, 0.26, 0.33):
        poplar(sheet, sheet.x(part + sheet.some(-0.02, 0.02)), horizon + unit * 12, unit * sheet.some(13, 19))
    for _ in range(3):
        tree(sheet, sheet.x(sheet.some(0.5, 1)), horizon + unit * sheet.some(9, 16), unit * sheet.some(5, 9))


def lake(sheet: Sheet, season: str) -> None:
    """A still mountain lake, ridges mirrored in it, reeds in front."""
    horizon = sheet.y(sheet.some(0.44, 0.54))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 2, unit * 4, light.leaf.shade)
    mirror(sheet, horizon + unit * 3)
    reeds(
        sheet, sheet.x(-0.02), sheet.x(sheet.some(0.3, 0.45)), sheet.foot + unit * 2,
        unit * sheet.some(26, 38), light.leaf.shade,
    )
    reeds(
        sheet, sheet.x(sheet.some(0.7, 0.86)), sheet.x(1.02), sheet.foot + unit * 2,
        unit * sheet.some(16, 26), light.dark,
    )
