"""Scenes of villages and stones: perched villages, keeps, the Romanesque chevet, a château, a museum, a square."""

from __future__ import annotations

from marbre.compose.scenes.buildings import house, keep, mosaic, panes, round_apse, ruin, village
from marbre.compose.scenes.fields import framing
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.flyers import birds
from marbre.compose.scenes.land import backdrop, hills, strata
from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, arch, below, box, curve, polygon
from marbre.compose.scenes.plants import poplar, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.stone import columns
from marbre.drawing import Ink


def perched_village(sheet: Sheet, season: str) -> None:
    """A village heaped on its hill round a keep."""
    horizon = sheet.y(sheet.some(0.62, 0.7))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.26)
    light, unit = sheet.light, sheet.unit
    middle, half = sheet.x(sheet.some(0.54, 0.66)), min(sheet.width * 0.46, unit * 62)
    peak = sheet.y(sheet.some(0.3, 0.36))
    fall = sheet.y(0.86) - peak
    slope = [
        (middle + half * a, peak + fall * b)
        for a, b in ((-1.1, 1), (-0.72, 0.62), (-0.32, 0.16), (0, 0), (0.34, 0.14), (0.78, 0.6), (1.2, 1))
    ]
    sheet.fill(below(slope, sheet.height), light.leaf.mid)
    shaded = [(x + unit * 5, y + unit * 3) for x, y in slope[3:]]
    sheet.fill(
        (*curve(shaded), ("L", shaded[-1][0], sheet.height), ("L", middle - half * 0.1, sheet.height), ("Z",)),
        light.leaf.shade,
    )
    village(
        sheet, slope[1:-1], unit * sheet.some(9, 11), sheet.count(2, 4, 4),
        sheet.dice.choice(("keep", "both", "church", "keep")),
    )
    for _ in range(sheet.count(2, 7, 10)):
        part = sheet.some(-0.85, 0.85)
        tree(sheet, middle + half * part, peak + fall * (0.62 + 0.25 * abs(part)), unit * sheet.some(6, 10))
    strata(
        sheet, hills(sheet, sheet.y(0.82), unit * 6), (light.field.lit, light.meadow.mid, light.field.shade), unit * 7
    )
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(sheet.some(0.4, 0.8)), sheet.y(0.88), unit * 4, light.leaf.shade)
    framing(sheet, light.dark)
    birds(sheet, middle - half * 0.6, peak - unit * 6, sheet.count(2, 4, 6), light.dark)


def lone_keep(sheet: Sheet, season: str) -> None:
    """A keep on its basalt rock above the plain."""
    horizon = sheet.y(sheet.some(0.64, 0.72))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.28)
    light, unit = sheet.light, sheet.unit
    middle, top = sheet.x(sheet.some(0.55, 0.68)), sheet.y(sheet.some(0.44, 0.52))
    tops = [
        (middle - unit * 34, top + unit * 14), (middle - unit * 20, top + unit * 3), (middle, top),
        (middle + unit * 20, top + unit * 2), (middle + unit * 32, top + unit * 9),
    ]
    ruin(sheet, middle - unit * 22, top + unit * 4, unit * 16, unit * 15, light.stone)
    keep(
        sheet, middle + unit * 6, top + unit * 3, unit * sheet.some(13, 17),
        min(unit * sheet.some(30, 38), (top - sheet.top) * 0.86), light.stone,
    )
    house(sheet, middle + unit * 15, top + unit * 4, unit * 12, unit * 5, light.stone, light.roof)
    columns(sheet, tops[0][0], tops[-1][0], tops, sheet.y(0.9), light.rock)
    cap = [(x, y - unit * 1.6) for x, y in tops]
    sheet.fill(
        (*curve(cap), *(("L", x, y + unit * sheet.some(2, 4)) for x, y in reversed(tops)), ("Z",)), light.meadow.shade
    )
    sheet.fill(
        below(
            [
                (sheet.x(-0.05), sheet.y(0.86)), (middle - unit * 30, sheet.y(0.8)), (middle, sheet.y(0.84)),
                (middle + unit * 34, sheet.y(0.78)), (sheet.x(1.05), sheet.y(0.84)),
            ],
            sheet.height,
        ),
        light.leaf.mid,
    )
    for _ in range(sheet.count(5, 8, 12)):
        tree(sheet, middle + unit * sheet.some(-38, 38), sheet.y(sheet.some(0.84, 0.9)), unit * sheet.some(6, 11))
    strata(sheet, hills(sheet, sheet.y(0.9), unit * 4), (light.meadow.mid, light.field.lit), unit * 5)
    framing(sheet, light.dark)
    birds(sheet, middle - unit * 22, top - unit * 24, sheet.count(3, 5, 7), light.dark)


def chevet(sheet: Sheet, season: str) -> None:
    """A Romanesque chevet: chapels, apse and lantern tower in steps, banded with coloured stones."""
    horizon = sheet.y(0.78)
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.18, ("hills", "hills", "hills"))
    light, unit = sheet.light, sheet.unit
    x, base = sheet.x(sheet.some(0.4, 0.6)), sheet.y(0.9)
    m = min(unit * 1.16, (base - sheet.top) / 96)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), base, unit * 12, light.leaf.shade)
    for side in (-1, 1):
        sheet.fill(
            box(x + side * m * 33 - m * 13, base - m * 30, m * 26, m * 30),
            light.stone.mid if side < 0 else light.stone.shade,
        )
        sheet.fill(
            polygon(
                (x + side * m * 33 - m * 14, base - m * 30), (x + side * m * 33 - m * 3, base - m * 38),
                (x + side * m * 33 + m * 14, base - m * 30),
            ),
            light.roof.mid,
        )
    _lantern(sheet, x, base - m * 46, m)
    inks = _stones(sheet)
    round_apse(sheet, x, base, m * 44, m * 38, light.stone, light.roof, 5, 0.2, 0.62)
    mosaic(sheet, x - m * 22, x + m * 22, base - m * 36, m * 3.6, inks, light.stone.lit)
    round_apse(sheet, x, base, m * 60, m * 17, light.stone, light.roof, 5, 0.1)
    for place, wide in ((-0.36, 15), (0.36, 15), (0.0, 18)):
        round_apse(sheet, x + m * 60 * place, base, m * wide, m * 14, light.stone, light.roof, 1)
        if sheet.fine:
            mosaic(
                sheet, x + m * 60 * place - m * wide / 2, x + m * 60 * place + m * wide / 2, base - m * 12.6,
                m * 2.2, inks, light.stone.lit,
            )
    _forecourt(sheet, base)
    for part in (0.06, 0.94):
        poplar(sheet, sheet.x(part), base + unit * 4, unit * sheet.some(30, 40))
    person(sheet, x + m * sheet.some(-34, -24), base + unit * 3.5, m * 8, ink("noir"), light.accent, skirt=True)
    person(sheet, x + m * sheet.some(-22, -19), base + unit * 3.9, m * 8.4, ink("noir"), ink("riviere"))


def _forecourt(sheet: Sheet, base: float) -> None:
    light, unit = sheet.light, sheet.unit
    sheet.fill(
        below([(sheet.x(-0.05), base - unit), (sheet.x(0.4), base), (sheet.x(1.05), base - unit)], sheet.height),
        ink("papier") if light.snow and not light.night else light.stone.mid if light.night else light.stone.lit,
    )
    sheet.fill(
        below(
            [(sheet.x(-0.05), base + unit * 4), (sheet.x(0.5), base + unit * 6), (sheet.x(1.05), base + unit * 3)],
            sheet.height,
        ),
        light.meadow.mid,
    )



def _stones(sheet: Sheet) -> tuple[Ink, ...]:
    sets = (("basalte", "terracotta", "miel"), ("noir80", "rouge", "ocre"), ("basalte", "papier", "terracotta"))
    return tuple(ink(name) for name in sheet.dice.choice(sets))


def _lantern(sheet: Sheet, x: float, base: float, m: float) -> None:
    """The stepped massif and its octagonal tower of two storeys."""
    light = sheet.light
    stone, roof = light.stone, light.roof
    sheet.fill(
        polygon(
            (x - m * 24, base + m * 14), (x - m * 24, base - m * 2), (x - m * 12, base - m * 8),
            (x + m * 12, base - m * 8), (x + m * 24, base - m * 2), (x + m * 24, base + m * 14),
        ),
        stone.mid,
    )
    sheet.fill(
        polygon(
            (x + m * 8, base + m * 14), (x + m * 8, base - m * 8), (x + m * 12, base - m * 8),
            (x + m * 24, base - m * 2), (x + m * 24, base + m * 14),
        ),
        stone.shade,
    )
    blind: Path = ()
    for part in (-19.5, -15, 13, 17.5):
        blind += arch(x + m * part, base + m * 8, m * 2.4, m * 7)
    sheet.fill(blind, stone.shade)
    for half, foot, tall in ((9.5, -8, 10), (8.4, -18, 10)):
        y = base + m * foot
        sheet.fill(box(x - m * half, y - m * tall, m * half * 2, m * tall), stone.mid)
        sheet.fill(box(x - m * half, y - m * tall, m * half * 0.55, m * tall), stone.lit)
        sheet.fill(box(x + m * half * 0.45, y - m * tall, m * half * 0.55, m * tall), stone.shade)
        bays: Path = ()
        for part in (-0.72, -0.22, 0.22, 0.72):
            wide = m * (1.7 if abs(part) > 0.5 else 2.3)
            bays += arch(x + m * half * part - wide / 2, y - m * 1.2, wide, m * tall * 0.68)
        sheet.fill(bays, panes(sheet))
        sheet.fill(box(x - m * half * 1.06, y - m * tall, m * half * 2.12, m * 1.1), stone.lit)
    top = base - m * 28
    sheet.fill(polygon((x - m * 9, top), (x, top - m * 16), (x + m * 9, top)), roof.shade)
    sheet.fill(polygon((x - m * 9, top), (x, top - m * 16), (x + m * 2.6, top)), roof.mid)
    sheet.fill(polygon((x - m * 9, top), (x, top - m * 16), (x - m * 4, top)), roof.lit)


def chateau(sheet: Sheet, season: str) -> None:
    """A classical château at the end of its garden."""
    horizon = sheet.y(sheet.some(0.54, 0.6))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.22, ("hills", "puys", "hills"))
    light, unit = sheet.light, sheet.unit
    x, base = sheet.x(0.5 + sheet.some(-0.05, 0.05)), sheet.y(0.72)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), base, unit * 15, light.leaf.shade)
    stone, slate = light.stone, Tone(light.rock.lit, light.rock.mid, light.rock.shade)
    _wing(sheet, x, base, unit * 54, unit * 17, stone, slate)
    for side in (-1, 1):
        _pavilion(sheet, x + side * unit * 27, base, unit * 14, unit * 21, stone, slate)
    _pavilion(sheet, x, base, unit * 16, unit * 20, stone, slate)
    sheet.fill(
        polygon(
            (sheet.x(-0.2), sheet.height), (x - unit * 38, base), (x + unit * 38, base), (sheet.x(1.2), sheet.height)
        ),
        light.meadow.mid,
    )
    sheet.fill(
        polygon(
            (x - unit * 24, sheet.height), (x - unit * 4, base), (x + unit * 4, base), (x + unit * 24, sheet.height)
        ),
        ink("sable") if not light.night else light.stone.shade,
    )
    for side in (-1, 1):
        for step, part in enumerate((0.1, 0.35, 0.75)):
            y = base + (sheet.foot - base) * part
            size = unit * (3.4 + 3 * step)
            cx = x + side * unit * (13 + 12 * step)
            sheet.fill(polygon((cx, y - size * 2.2), (cx + size * 0.62, y), (cx - size * 0.62, y)), light.leaf.shade)
            sheet.fill(polygon((cx, y - size * 2.2), (cx + size * 0.1, y), (cx - size * 0.62, y)), light.leaf.mid)
    person(sheet, x - unit * 2, base + unit * 9, unit * 7, ink("noir"), light.accent, skirt=True)
    person(sheet, x + unit * 2, base + unit * 9.4, unit * 7.4, ink("noir"), ink("basalte"))
    framing(sheet, light.dark)


def _wing(sheet: Sheet, x: float, base: float, wide: float, tall: float, stone: Tone, slate: Tone) -> None:
    sheet.fill(box(x - wide / 2, base - tall, wide, tall), stone.mid)
    sheet.fill(
        polygon(
            (x - wide / 2, base - tall), (x - wide / 2 + tall * 0.3, base - tall * 1.5),
            (x + wide / 2 - tall * 0.3, base - tall * 1.5), (x + wide / 2, base - tall),
        ),
        slate.mid,
    )
    panes_: Path = ()
    number = max(5, round(wide / tall * 4))
    for index in range(number):
        a = x - wide / 2 + wide * (index + 0.3) / number
        for floor in (0.12, 0.56):
            panes_ += box(a, base - tall * (floor + 0.3), wide / number * 0.4, tall * 0.28)
    sheet.fill(panes_, panes(sheet))


def _pavilion(sheet: Sheet, x: float, base: float, wide: float, tall: float, stone: Tone, slate: Tone) -> None:
    left = x - wide / 2
    sheet.fill(box(left, base - tall, wide * 0.7, tall), stone.lit)
    sheet.fill(box(left + wide * 0.7, base - tall, wide * 0.3, tall), stone.shade)
    top = base - tall * 1.62
    sheet.fill(
        polygon(
            (left - wide * 0.05, base - tall), (left + wide * 0.28, top), (left + wide * 0.72, top),
            (left + wide * 1.05, base - tall),
        ),
        slate.shade,
    )
    sheet.fill(
        polygon(
            (left - wide * 0.05, base - tall), (left + wide * 0.28, top), (left + wide * 0.55, top),
            (left + wide * 0.7, base - tall),
        ),
        slate.mid,
    )
    holes: Path = ()
    for part in (0.16, 0.44):
        for floor in (0.1, 0.54):
            holes += box(left + wide * part, base - tall * (floor + 0.3), wide * 0.14, tall * 0.28)
    sheet.fill(holes, panes(sheet))
