"""Scenes of the town: a square, a market, a shop window."""

from __future__ import annotations

from marbre.compose.scenes.buildings import PAINTS, panes, steeple
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.flyers import lamps
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, arch, below, box, curve, dome, ellipse, line, polygon
from marbre.compose.scenes.plants import tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.drawing import Ink


def square(sheet: Sheet, season: str) -> None:
    """A square of coloured fronts round its fountain, the clock tower behind."""
    light, unit = sheet.light, sheet.unit
    sky(sheet, sheet.y(0.5))
    base = sheet.y(0.74)
    steeple(
        sheet, sheet.x(sheet.some(0.25, 0.75)), base, unit * 15, sheet.y(0.74) - sheet.y(0.06), light.stone, light.roof
    )
    facades(sheet, base, unit * sheet.some(32, 40))
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("sable") if not light.night else ink("basalte"))
    sheet.fill(
        below(
            [(sheet.x(-0.05), base + unit * 9), (sheet.x(0.4), base + unit * 6), (sheet.x(1.05), base + unit * 10)],
            sheet.height,
        ),
        ink("sable50") if not light.night else ink("basalte70"),
    )
    _fountain(sheet, sheet.x(sheet.some(0.4, 0.6)), base + unit * 12)
    for part, coat in ((0.14, light.accent), (0.2, ink("riviere")), (0.82, ink("rouge"))):
        person(
            sheet, sheet.x(part + sheet.some(-0.04, 0.04)), base + unit * sheet.some(8, 13), unit * 13,
            ink("brun") if not light.night else ink("noir80"), coat, skirt=sheet.dice.random() < 0.4,
        )
    if light.night:
        lamps(sheet, sheet.x(-0.02), sheet.x(0.55), sheet.y(0.28), unit * 7, 12, (ink("miel"), ink("orange")))
        lamps(sheet, sheet.x(0.5), sheet.x(1.02), sheet.y(0.26), unit * 6, 12, (ink("miel"), ink("fuchsia")))
    tree(sheet, sheet.x(0.95), base + unit * 6, unit * 34)


def facades(sheet: Sheet, base: float, tall: float) -> None:
    """A row of house fronts, each of its own colour, with shutters."""
    light, dice = sheet.light, sheet.dice
    washes = ["miel50", "terracotta50", "creme", "ocre50", "sable", "terracotta30", "miel30", "basalte30"]
    dice.shuffle(washes)
    x, index = sheet.x(-0.03) - sheet.unit * sheet.some(0, 10), 0
    while x < sheet.width:
        wide, high = sheet.unit * sheet.some(19, 28) * (1.0 if sheet.fine else 1.5), tall * sheet.some(0.82, 1.15)
        wash = (
            ink(washes[index % 8])
            if not light.night
            else ink(("basalte70", "amethyste70", "riviere70", "terracotta70")[index % 4])
        )
        front(sheet, x, base, wide, high, wash, ink(dice.choice(PAINTS)))
        x, index = x + wide, index + 1


def front(sheet: Sheet, x: float, base: float, wide: float, tall: float, wash: Ink, paint: Ink) -> None:
    """One house front: roof edge, windows with shutters, a shop or a door below."""
    light = sheet.light
    top = base - tall
    sheet.fill(box(x, top, wide, tall), wash)
    if sheet.fine:
        sheet.fill(box(x + wide * 0.93, top, wide * 0.07, tall), light.stone.shade)
    sheet.fill(
        polygon(
            (x - wide * 0.02, top), (x + wide * 0.05, top - wide * 0.2), (x + wide * 0.95, top - wide * 0.2),
            (x + wide * 1.02, top),
        ),
        ink("papier") if light.snow else light.roof.mid,
    )
    glass: Path = ()
    shutters: Path = ()
    size = wide * 0.15
    for floor in (0.14, 0.44):
        for part in (0.28, 0.68):
            a, b = x + wide * part - size / 2, top + tall * floor
            glass += box(a, b, size, tall * 0.18)
            shutters += box(a - size * 0.56, b, size * 2.12, tall * 0.18)
    sheet.fill(shutters, paint)
    for part, span in ((0.2, 0.22), (0.55, 0.26)):
        door = (x + wide * part, wide * span)
        glass += (
            arch(door[0], base, door[1], tall * 0.24)
            if sheet.fine
            else box(door[0], base - tall * 0.22, door[1], tall * 0.22)
        )
    sheet.fill(glass, panes(sheet))


def _fountain(sheet: Sheet, x: float, base: float) -> None:
    """A fountain of lava stone: basin, stem, bowl, four jets."""
    unit, rock = sheet.unit, sheet.light.rock
    sheet.fill(box(x - unit * 1.6, base - unit * 20, unit * 3.2, unit * 16), rock.mid)
    sheet.fill(
        polygon(
            (x - unit * 8, base - unit * 14), (x + unit * 8, base - unit * 14),
            (x + unit * 3, base - unit * 11), (x - unit * 3, base - unit * 11),
        ),
        rock.shade,
    )
    sheet.fill(dome(x, base - unit * 20, unit * 2.6, unit * 4), rock.shade)
    for side in (-1, 1):
        sheet.stroke(
            curve(
                [
                    (x + side * unit * 2, base - unit * 17), (x + side * unit * 7, base - unit * 17.6),
                    (x + side * unit * 10, base - unit * 5),
                ]
            ),
            ink("ciel50"), unit * 0.5,
        )
    sheet.fill(
        polygon(
            (x - unit * 15, base - unit * 5), (x + unit * 15, base - unit * 5),
            (x + unit * 13, base + unit * 2), (x - unit * 13, base + unit * 2),
        ),
        rock.mid,
    )
    sheet.fill(
        polygon(
            (x + unit * 4, base - unit * 5), (x + unit * 15, base - unit * 5),
            (x + unit * 13, base + unit * 2), (x + unit * 4, base + unit * 2),
        ),
        rock.shade,
    )
    sheet.fill(box(x - unit * 16, base - unit * 6.4, unit * 32, unit * 2), rock.lit)


def market(sheet: Sheet, season: str) -> None:
    """Market stalls under striped awnings, house fronts behind."""
    light, unit = sheet.light, sheet.unit
    sky(sheet, sheet.y(0.4))
    base = sheet.y(0.72)
    facades(sheet, base, unit * sheet.some(36, 46))
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("sable") if not light.night else ink("basalte"))
    number = max(1, round(sheet.width / unit / (50 if sheet.fine else 68)))
    colours = [light.accent, ink("riviere"), ink("rouge"), ink("foret70"), ink("miel")]
    first, *others = colours
    sheet.dice.shuffle(others)
    step = sheet.width / number
    for index in range(number):
        stall(
            sheet, step * (index + 0.5) + unit * sheet.some(-3, 3), sheet.y(0.94),
            step * sheet.some(0.7, 0.8), unit * 42, ([first, *others])[index % 5],
        )
    for part in (sheet.some(0.02, 0.16), sheet.some(0.86, 0.97), sheet.some(0.46, 0.54))[: sheet.count(2, 3, 3)]:
        person(
            sheet, sheet.x(part), sheet.y(1.0), unit * sheet.some(27, 31), ink("brun"),
            ink(sheet.dice.choice(("riviere", "rouge", "foret70", "basalte", "creme"))),
            sheet.dice.random() < 0.5, sheet.dice.random() < 0.5,
        )


def stall(sheet: Sheet, x: float, base: float, wide: float, tall: float, colour: Ink) -> None:
    """A stall: posts, seller, crates of fruit and an awning in stripes."""
    unit, pale = sheet.unit, ink("papier")
    left = x - wide / 2
    sheet.fill(
        box(left + wide * 0.04, base - tall, unit, tall) + box(left + wide * 0.94, base - tall, unit, tall), ink("brun")
    )
    person(sheet, x + wide * sheet.some(-0.2, 0.2), base - tall * 0.1, tall * 0.66, ink("brun"), ink("creme"))
    table = base - tall * 0.34
    sheet.fill(box(left, table, wide, tall * 0.3), ink("ocre"))
    sheet.fill(box(left, table + tall * 0.22, wide, tall * 0.08), ink("terracotta"))
    goods = ("rouge", "prairie", "miel", "terracotta", "foret70", "amethyste")
    crates = max(3, round(wide / (unit * (9 if sheet.fine else 24))))
    for index in range(crates):
        a, w = left + wide * (index + 0.08) / crates, wide / crates * 0.84
        heap: Path = ()
        for k in range(3 if sheet.fine == 0 else 4):
            count = 3 if sheet.fine == 0 else 4
            heap += ellipse(
                a + w * (k + 0.5) / count, table - tall * 0.02 - (tall * 0.035 if k % 2 else 0), w / count * 0.62
            )
        sheet.fill(heap, ink(goods[(index + round(x)) % 6]))
        sheet.fill(box(a, table - tall * 0.012, w, tall * 0.1), ink("sable"))
    top, front_, stripes = base - tall * 1.12, base - tall * 0.8, (8 if sheet.fine else 4)
    for index in range(stripes):
        a, b = index / stripes, (index + 1) / stripes
        xa, xb = left - wide * 0.05 + wide * 1.1 * a, left - wide * 0.05 + wide * 1.1 * b
        ta, tb = left + wide * 0.06 + wide * 0.88 * a, left + wide * 0.06 + wide * 0.88 * b
        drop = (xb - xa) * 0.5
        sheet.fill(
            (
                ("M", ta, top), ("L", tb, top), ("L", xb, front_),
                ("C", xb, front_ + drop, xa, front_ + drop, xa, front_), ("Z",),
            ),
            colour if index % 2 == 0 else pale,
        )


def shop(sheet: Sheet, season: str) -> None:
    """A baker's or a grocer's window under its awning."""
    unit, light = sheet.unit, sheet.light
    wall, wood = sheet.dice.choice(
        (("terracotta30", "foret"), ("miel30", "riviere"), ("sable", "rouge"), ("ciel", "brun"), ("creme", "amethyste"))
    )
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(wall))
    base, head = sheet.y(0.9), sheet.y(0.24)
    middle, wide = sheet.x(0.5), min(sheet.width * 0.9, unit * 112)
    left = middle - wide / 2
    sheet.fill(box(left, head - unit * 8, wide, base - head + unit * 8), ink(wood))
    glow = light.glow if light.night else ink("miel30")
    sheet.fill(box(left + wide * 0.05, head + unit * 3, wide * 0.58, base - head - unit * 16), glow)
    sheet.fill(box(left + wide * 0.72, head + unit * 3, wide * 0.22, base - head - unit * 3), ink("brun"))
    sheet.fill(box(left + wide * 0.75, head + unit * 6, wide * 0.16, base - head - unit * 24), glow)
    for row in range(2):
        y = base - unit * 14 - row * unit * 17
        sheet.fill(box(left + wide * 0.05, y, wide * 0.58, unit * 1.4), ink("brun70"))
        x, kind = left + wide * 0.05 + unit * 6, row
        while x < left + wide * 0.6:
            if kind % 3 == 0:
                sheet.fill(dome(x, y, unit * 5, unit * 6), ink("ocre"))
            elif kind % 3 == 1:
                sheet.stroke(
                    line((x - unit * 2, y - unit * 2), (x + unit * 2, y - unit * 11)), ink("terracotta"), unit * 3
                )
            else:
                sheet.fill(box(x - unit * 4, y - unit * 6, unit * 8, unit * 6), ink("rouge"))
            x, kind = x + unit * 11, kind + 1
    awning(sheet, left - unit * 3, left + wide + unit * 3, head - unit * 6, unit * 17, light.accent)
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("basalte50") if not light.night else ink("basalte"))
    person(sheet, left + wide * 0.66, sheet.y(0.98), unit * 34, ink("brun"), ink("riviere"), skirt=True)
    for side in (left - unit * 5, left + wide * 0.985):
        sheet.fill(box(side - unit * 4, base - unit * 6, unit * 8, unit * 7), ink("terracotta"))
        tree(sheet, side, base - unit * 5, unit * 24)


def awning(sheet: Sheet, left: float, right: float, top: float, tall: float, colour: Ink) -> None:
    """An awning in two colours with a scalloped edge."""
    number = max(7, round((right - left) / sheet.unit / 11) | 1)
    step = (right - left) / number
    for parity, paint in ((0, colour), (1, ink("papier"))):
        path: Path = ()
        for index in range(parity, number, 2):
            a, b = left + index * step, left + (index + 1) * step
            path += (
                ("M", a + (sheet.width / 2 - a) * 0.06, top), ("L", b + (sheet.width / 2 - b) * 0.06, top),
                ("L", b, top + tall),
                ("C", b, top + tall + step * 0.6, a, top + tall + step * 0.6, a, top + tall), ("Z",),
            )
        sheet.fill(path, paint)
