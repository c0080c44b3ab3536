"""Water and its scenes: rivers, a waterfall, a canoe, a bathing lake."""

from __future__ import annotations

from marbre.compose.scenes.figures import canoe, person
from marbre.compose.scenes.flyers import birds
from marbre.compose.scenes.land import backdrop, hills, relief
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, below, blob, box, curve, ellipse, polygon
from marbre.compose.scenes.plants import poplar, reeds, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.stone import columns, rockface


def glints(sheet: Sheet, top: float, base: float, number: int) -> None:
    """Flat streaks of light on water, longer as they come nearer."""
    lit: Path = ()
    deep: Path = ()
    for index in range(number):
        near = ((index + sheet.dice.random()) / number) ** 1.2
        y, x = top + (base - top) * near, sheet.x(sheet.some(-0.1, 1.0))
        long, thick = sheet.unit * (6 + 26 * near) * sheet.some(0.5, 1.2), sheet.unit * (0.25 + 0.8 * near)
        streak = polygon((x, y), (x + long * 0.3, y - thick / 2), (x + long, y), (x + long * 0.6, y + thick / 2))
        if index % 3:
            lit += streak
        else:
            deep += streak
    sheet.fill(deep, sheet.light.water.shade)
    sheet.fill(lit, sheet.light.water.lit)


def mirror(sheet: Sheet, y: float) -> None:
    """Still water from `y` (mm) down, with dark and light reflections."""
    light, unit = sheet.light, sheet.unit
    sheet.fill(box(0, y, sheet.width, sheet.height - y), light.water.mid)
    sheet.fill(box(0, y, sheet.width, unit * 2.2), light.water.shade)
    for index in range(sheet.count(4, 6, 9)):
        x, wide = sheet.x(sheet.dice.random()), unit * sheet.some(10, 26)
        deep = unit * sheet.some(6, 20)
        outline = [
            (x - wide, y), (x - wide * 0.3, y + deep * 0.5), (x - wide * 0.1, y + deep),
            (x + wide * 0.2, y + deep * 0.6), (x + wide, y),
        ]
        sheet.fill((*curve(outline), ("Z",)), light.water.shade if index % 2 else light.ridges[1].mid)
    glints(sheet, y + unit * 2, sheet.height, sheet.count(12, 20, 34))


def river(sheet: Sheet, season: str) -> None:
    """The Allier or a Couze winding through its valley, poplars on the bank."""
    horizon = sheet.y(sheet.some(0.46, 0.56))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 4, unit * 4, light.leaf.shade)
    sheet.fill(below(hills(sheet, horizon + unit * 4, unit * 2), sheet.height), light.meadow.lit)
    sheet.fill(below(hills(sheet, horizon + unit * 12, unit * 4), sheet.height), light.field.lit)
    sheet.fill(below(hills(sheet, horizon + unit * 20, unit * 5), sheet.height), light.meadow.mid)
    _meander(sheet, horizon + unit * 3.4)
    for _ in range(sheet.count(4, 6, 9)):
        part = sheet.dice.random()
        poplar(sheet, sheet.x(sheet.some(0.58, 0.98)), horizon + unit * (7 + 16 * part), unit * (12 + 16 * part))
    for _ in range(sheet.count(2, 3, 4)):
        tree(sheet, sheet.x(sheet.some(0, 0.3)), horizon + unit * sheet.some(8, 18), unit * sheet.some(7, 12))
    birds(sheet, sheet.x(0.3), sheet.y(0.2), sheet.count(0, 4, 6), light.dark)
    reeds(sheet, sheet.x(-0.02), sheet.x(sheet.some(0.15, 0.3)), sheet.foot + unit * 2, unit * 18, light.dark)


def _meander(sheet: Sheet, y: float) -> None:
    """An S of water that widens towards us."""
    light, unit = sheet.light, sheet.unit
    deep = sheet.height - y
    x = sheet.x(sheet.some(0.35, 0.6))
    swing = sheet.some(0.26, 0.4) * sheet.width
    left = [
        (x, y), (x - swing * 0.3, y + deep * 0.12), (x + swing * 0.24, y + deep * 0.3),
        (x - swing * 0.7, y + deep * 0.62), (x - swing * 0.9, sheet.height),
    ]
    right = [
        (x + unit, y), (x - swing * 0.08, y + deep * 0.12), (x + swing * 0.66, y + deep * 0.3),
        (x + swing * 0.3, y + deep * 0.62), (x + swing * 0.75, sheet.height),
    ]
    bank = [(a + unit * 1.6 * k, b + unit * 0.6 * k) for k, (a, b) in enumerate(right)]
    sheet.fill((*curve(left), ("L", *bank[-1]), *curve(list(reversed(bank)))[1:], ("Z",)), light.stone.lit)
    sheet.fill((*curve(left), ("L", *right[-1]), *curve(list(reversed(right)))[1:], ("Z",)), light.water.mid)
    inner = [(a + (b[0] - a) * 0.55, c) for (a, c), b in zip(left, right, strict=True)]
    sheet.fill((*curve(inner), ("L", *right[-1]), *curve(list(reversed(right)))[1:], ("Z",)), light.water.shade)
    lit: Path = ()
    for index in range(sheet.count(5, 8, 14)):
        near = (index + 0.5) / sheet.count(5, 8, 14)
        row = y + deep * (0.34 + 0.62 * near)
        a = x + swing * (0.1 - 0.6 * near) + unit * sheet.some(-5, 8)
        long = unit * (5 + 14 * near)
        lit += polygon(
            (a, row), (a + long * 0.4, row - unit * 0.3), (a + long, row),
            (a + long * 0.5, row + unit * (0.2 + 0.4 * near)),
        )
    sheet.fill(lit, light.water.lit)


def canoe_trip(sheet: Sheet, season: str) -> None:
    """A canoe in the gorge of the Allier."""
    horizon = sheet.y(sheet.some(0.46, 0.54))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3, ("puys", "hills", "hills"))
    light, unit = sheet.light, sheet.unit
    side = [
        (sheet.x(1.05), sheet.y(0.2)), (sheet.x(0.9), sheet.y(0.24)), (sheet.x(0.78), sheet.y(0.33)),
        (sheet.x(0.66), sheet.y(0.42)),
    ]
    sheet.fill(
        (*curve(side), ("L", sheet.x(0.6), sheet.y(0.58)), ("L", sheet.x(1.05), sheet.y(0.6)), ("Z",)), light.leaf.mid
    )
    columns(
        sheet, sheet.x(0.7), sheet.x(1.04), [(a, b + unit * 8) for a, b in reversed(side)], sheet.y(0.6), light.rock
    )
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(0.66), sheet.y(0.58), unit * 9, light.leaf.shade)
    sheet.fill(box(0, sheet.y(0.58), sheet.width, sheet.height), light.water.mid)
    sheet.fill(
        polygon(
            (sheet.x(0.5), sheet.y(0.58)), (sheet.x(1), sheet.y(0.58)), (sheet.x(1), sheet.y(0.78)),
            (sheet.x(0.74), sheet.y(0.66)),
        ),
        light.water.shade,
    )
    glints(sheet, sheet.y(0.6), sheet.height, sheet.count(14, 22, 36))
    canoe(
        sheet, sheet.x(sheet.some(0.36, 0.58)), sheet.y(0.8), unit * sheet.some(36, 44), light.accent,
        ink("brun"), ink("creme"),
    )
    glints(sheet, sheet.y(0.84), sheet.height, sheet.count(4, 6, 8))
    reeds(sheet, sheet.x(-0.02), sheet.x(0.2), sheet.foot + unit * 2, unit * 18, light.dark)


def waterfall(sheet: Sheet, season: str) -> None:
    """A fall over a lava step, the pool at its foot."""
    horizon = sheet.y(0.4)
    sky(sheet, horizon, sun=sheet.dice.random() < 0.6)
    light, unit = sheet.light, sheet.unit
    relief(sheet, hills(sheet, sheet.y(0.3), unit * 12), light.ridges[1])
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), sheet.y(0.33), unit * 10, light.leaf.mid)
    x, lip, pool = sheet.x(sheet.some(0.42, 0.6)), sheet.y(sheet.some(0.26, 0.32)), sheet.y(0.8)
    tops = [
        (sheet.x(-0.05), lip - unit * 5), (x - unit * 16, lip - unit * 4), (x, lip),
        (x + unit * 14, lip - unit * 5), (sheet.x(1.05), lip - unit * 9),
    ]
    rockface(sheet, tops, pool, light.rock)
    cap = [(a, b - unit * 2) for a, b in tops]
    sheet.fill(
        (*curve(cap), *(("L", a, b + unit * sheet.some(3.5, 6)) for a, b in reversed(tops)), ("Z",)), light.meadow.shade
    )
    _fall(sheet, x, lip - unit * 0.6, pool)
    sheet.fill(box(0, pool, sheet.width, sheet.height), light.water.mid)
    foam: Path = ()
    for _ in range(sheet.count(7, 10, 16)):
        foam += ellipse(
            x + unit * sheet.some(-11, 11), pool + unit * sheet.some(-1, 1.5), unit * sheet.some(1.5, 4),
            unit * sheet.some(0.9, 1.8),
        )
    sheet.fill(foam, ink("papier") if not light.night else ink("ciel"))
    glints(sheet, pool + unit * 3, sheet.height, sheet.count(8, 14, 22))
    for side in (0.02, 0.9):
        stones(sheet, sheet.x(side), sheet.foot, unit * sheet.some(9, 14))
    for part in (sheet.some(0, 0.1), sheet.some(0.88, 1)):
        tree(sheet, sheet.x(part), lip - unit * 3.5, unit * sheet.some(16, 24))
    person(sheet, sheet.x(0.16), sheet.y(0.955) - unit * 3, unit * 9, ink("noir"), light.accent)


def _fall(sheet: Sheet, x: float, lip: float, pool: float) -> None:
    unit, light = sheet.unit, sheet.light
    white = ink("papier") if not light.night else ink("ciel")
    half = unit * sheet.some(4, 6.5)
    sheet.fill(
        (
            ("M", x - half, lip),
            ("C", x - half * 1.1, lip + unit * 8, x - half * 1.3, pool - unit * 12, x - half * 1.5, pool),
            ("L", x + half * 1.5, pool),
            ("C", x + half * 1.2, pool - unit * 14, x + half * 1.1, lip + unit * 6, x + half, lip), ("Z",),
        ),
        white,
    )
    threads: Path = ()
    for part in (-0.7, -0.25, 0.2, 0.6):
        a, b = x + half * part, lip + (pool - lip) * sheet.some(0.1, 0.4)
        threads += polygon(
            (a, b), (a + half * 0.12, b + unit * 2), (a + half * (0.22 + part * 0.3), pool),
            (a + half * part * 0.35, pool),
        )
    sheet.fill(threads, light.water.lit if light.water.lit.name != "papier" else ink("riviere30"))


def stones(sheet: Sheet, x: float, base: float, size: float) -> None:
    """A heap of boulders at the water's edge."""
    rock = sheet.light.rock
    for dx, part in ((0.7, 0.7), (-0.5, 0.8), (0.1, 1.0)):
        a, s = x + size * dx, size * part
        sheet.fill(
            blob(
                [
                    (a - s * 0.8, base + s), (a - s * 0.7, base - s * 0.25), (a - s * 0.1, base - s * 0.6),
                    (a + s * 0.6, base - s * 0.3), (a + s * 0.9, base + s),
                ],
                0.12,
            ),
            rock.shade,
        )
        sheet.fill(
            blob(
                [
                    (a - s * 0.62, base - s * 0.18), (a - s * 0.1, base - s * 0.54),
                    (a + s * 0.35, base - s * 0.36), (a - s * 0.1, base - s * 0.12),
                ],
                0.14,
            ),
            rock.lit,
        )
