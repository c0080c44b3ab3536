"""Scenes of stone: pale cliffs, basalt organ pipes, pillars of red clay."""

from __future__ import annotations

from marbre.compose.scenes.fields import framing, ground
from marbre.compose.scenes.figures import walker
from marbre.compose.scenes.land import backdrop, crags, hills, relief, strata
from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, Point, arch, below, between, curve, polygon
from marbre.compose.scenes.plants import grass, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.stone import columns, pillar, rockface


def cliffs(sheet: Sheet, season: str) -> None:
    """Pale cliffs over the valley, striped by their beds, caves at their foot."""
    horizon = sheet.y(sheet.some(0.6, 0.68))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.26)
    light, unit = sheet.light, sheet.unit
    head, foot = sheet.y(sheet.some(0.16, 0.3)), sheet.y(0.84)
    face = [(sheet.x(1.05), head)]
    x = sheet.x(1.0)
    while x > sheet.x(0.42):
        x -= unit * sheet.some(5, 11)
        face.append((x, head + unit * sheet.some(-2, 2.5) + (sheet.width - x) * 0.12))
    face = [(sheet.x(1.05), face[0][1]), *face]
    rockface(sheet, [(face[-1][0] - unit * 4, foot - unit * 12), *reversed(face)], foot, light.stone)
    _beds(sheet, face, foot)
    _caves(sheet, face, foot)
    sheet.fill(
        (
            *curve(face), ("L", face[-1][0], face[-1][1] + unit * 3),
            *curve([(a, b + unit * sheet.some(2, 4)) for a, b in reversed(face)])[1:], ("Z",),
        ),
        light.meadow.shade,
    )
    sheet.fill(below(hills(sheet, foot, unit * 5), sheet.height), light.meadow.mid)
    for _ in range(sheet.count(4, 7, 10)):
        tree(sheet, sheet.x(sheet.some(0.1, 1)), foot + unit * sheet.some(-3, 6), unit * sheet.some(6, 11))
    framing(sheet, light.dark)


def _beds(sheet: Sheet, face: list[Point], foot: float) -> None:
    """Two beds of harder stone run through the cliff."""
    light, unit = sheet.light, sheet.unit
    for part, colour in ((0.3, light.stone.lit), (0.58, light.roof.lit)):
        band = [(a, b + (foot - b) * (part + sheet.some(-0.02, 0.02))) for a, b in face[1::2]]
        sheet.fill(between(band, [(a, b + unit * sheet.some(0.8, 2.2)) for a, b in band]), colour)


def _caves(sheet: Sheet, face: list[Point], foot: float) -> None:
    """Dwellings cut into the soft rock at its foot."""
    caves: Path = ()
    for x, _ in face[2:-1:2]:
        size = sheet.unit * sheet.some(2.6, 4.2)
        caves += arch(x, foot - sheet.unit * sheet.some(3, 9), size * 0.8, size)
    sheet.fill(caves, ink("brun"))


def basalt_columns(sheet: Sheet, season: str) -> None:
    """Organ pipes of basalt, the village's own cliff, seen from below."""
    horizon = sheet.y(sheet.some(0.6, 0.7))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.24)
    light, unit = sheet.light, sheet.unit
    base, head = sheet.y(0.86), sheet.y(sheet.some(0.14, 0.26))
    left = sheet.x(sheet.some(0.24, 0.4))
    tops = [
        (left, head + unit * sheet.some(14, 24)), (left + (sheet.width - left) * 0.3, head + unit * 5),
        (left + (sheet.width - left) * 0.62, head), (sheet.x(1.05), head + unit * 4),
    ]
    columns(sheet, left, sheet.x(1.04), tops, base, light.rock)
    cap = [(left - unit * 2, tops[0][1] + unit), *[(a, b - unit * sheet.some(1, 3)) for a, b in tops]]
    sheet.fill(between(cap, [(a, b + unit * 3.4) for a, b in cap]), light.meadow.shade)
    for part in (0.35, 0.5, 0.8)[: sheet.count(2, 3, 3)]:
        x = left + (sheet.width - left) * part
        tree(sheet, x, head + unit * sheet.some(2, 3.5), unit * sheet.some(6, 9))
    scree: Path = ()
    for _ in range(sheet.count(8, 14, 24)):
        x, size = sheet.some(left - unit * 8, sheet.width), unit * sheet.some(1.2, 3)
        y = base + unit * sheet.some(-2, 3)
        scree += polygon((x - size, y), (x - size * 0.6, y - size), (x + size * 0.4, y - size * 1.2), (x + size, y))
    sheet.fill(scree, light.rock.shade)
    ground(sheet, sheet.y(0.88), unit * 4, light.meadow.mid)
    strata(sheet, hills(sheet, sheet.y(0.95), unit * 3), (light.meadow.shade,), unit)
    walker(sheet, left - unit * sheet.some(2, 8), sheet.y(0.92), unit * 9, ink("noir"), light.accent)
    grass(sheet, sheet.y(0.98), sheet.count(6, 10, 20), light.dark)


def red_pillars(sheet: Sheet, season: str) -> None:
    """The Vallée des Saints: pillars of red clay, one behind the other."""
    horizon = sheet.y(sheet.some(0.5, 0.6))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.22)
    light, unit = sheet.light, sheet.unit
    far = Tone(ink("terracotta50"), ink("terracotta70"), ink("terracotta")) if not light.night else light.earth
    relief(sheet, crags(sheet, horizon + unit * 12, unit * 22), far, smooth=False)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 13, unit * 3, light.leaf.shade)
    number = max(3, round(sheet.width / unit / (20 if sheet.fine else 36)))
    for index in range(number):
        x = sheet.x((index + sheet.some(0.2, 0.8)) / number)
        tall = (sheet.foot - sheet.top) * sheet.some(0.3, 0.48)
        pillar(sheet, x, sheet.y(0.86), unit * sheet.some(11, 17), tall, light.earth)
    strata(sheet, hills(sheet, sheet.y(0.82), unit * 5), (light.earth.lit, light.earth.mid), unit * 5)
    x = sheet.x(sheet.dice.choice((0.16, 0.3, 0.68, 0.84)))
    pillar(sheet, x, sheet.y(1.02), unit * 26, (sheet.foot - sheet.top) * sheet.some(0.62, 0.78), light.earth)
    ground(sheet, sheet.y(0.93), unit * 4, light.leaf.shade)
    side = sheet.x(0.72) if x < sheet.width / 2 else sheet.x(0.22)
    walker(sheet, side, sheet.y(0.95), unit * 8.5, ink("noir"), ink("papier"))
    for _ in range(sheet.count(2, 3, 5)):
        tree(sheet, sheet.x(sheet.dice.random()), sheet.y(0.955), unit * sheet.some(8, 13))
