"""Scenes of days and nights out: walks, rides, flights, the train, festivals, beds for the night."""

from __future__ import annotations

from marbre.compose.scenes.buildings import PAINTS, house, panes, steeple
from marbre.compose.scenes.figures import (
    birds,
    crowd,
    cyclist,
    horse,
    kite,
    lamps,
    paraglider,
    person,
    walker,
)
from marbre.compose.scenes.heritage import facades
from marbre.compose.scenes.land import backdrop, framing, ground, hills, patchwork, puys, relief, strata
from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, arch, below, blob, box, ellipse, line, polygon
from marbre.compose.scenes.plants import fir, flowers, grass, poplar, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.drawing import Ink


def _country(sheet: Sheet, low: float, high: float, height: float) -> float:
    """Sky and ridges, and the horizon in mm."""
    horizon = sheet.y(sheet.some(low, high))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * height)
    return horizon


def _path(sheet: Sheet, x: float, top: float, colour: Ink) -> None:
    """A path that comes winding towards us."""
    deep, unit = sheet.height - top, sheet.unit
    swing = unit * sheet.some(10, 18)
    sheet.fill((("M", x, top), ("C", x + swing, top + deep * 0.2, x - swing * 1.6, top + deep * 0.35, x - swing * 0.2, top + deep * 0.6), ("C", x + swing * 0.6, top + deep * 0.75, x + swing * 0.2, top + deep * 0.9, x - swing * 0.4, sheet.height), ("L", x + swing * 1.8, sheet.height), ("C", x + swing * 2, top + deep * 0.85, x + swing * 1.6, top + deep * 0.7, x + swing * 0.7, top + deep * 0.55), ("C", x - swing * 0.6, top + deep * 0.36, x + swing * 1.5, top + deep * 0.2, x + unit, top), ("Z",)), colour)


def walk(sheet: Sheet, season: str) -> None:
    """Walkers on a ridge path, the valley open before them."""
    horizon = _country(sheet, 0.54, 0.62, 0.36)
    light, unit = sheet.light, sheet.unit
    patchwork(sheet, horizon + unit * 4, sheet.y(0.9), 3)
    for _ in range(sheet.count(3, 5, 7)):
        tree(sheet, sheet.x(sheet.dice.random()), horizon + unit * sheet.some(8, 16), unit * sheet.some(4, 8))
    bank = [(sheet.x(-0.05), sheet.y(0.66)), (sheet.x(0.22), sheet.y(0.72)), (sheet.x(0.55), sheet.y(0.84)), (sheet.x(1.05), sheet.y(0.9))]
    sheet.fill(below(bank, sheet.height), light.meadow.shade)
    sheet.fill(below([(x, y + unit * 2.4) for x, y in bank], sheet.height), light.field.lit)
    sheet.fill(below([(x, y + unit * 6.4) for x, y in bank], sheet.height), light.leaf.shade)
    dark = ink("noir") if light.night else ink("brun")
    coats = [light.accent, ink("riviere"), ink("creme"), ink("rouge")]
    for index in range(sheet.dice.randint(2, 3 + (sheet.fine > 0))):
        part = 0.24 + 0.1 * index + sheet.some(-0.015, 0.015)
        walker(sheet, sheet.x(part), _at(bank, sheet.x(part)) + unit * 4, unit * (20 if index != 2 else 14), dark, coats[index])
    tree(sheet, sheet.x(sheet.some(0.02, 0.08)), sheet.y(0.72), unit * sheet.some(40, 52))
    grass(sheet, sheet.y(0.98), sheet.count(5, 12, 24), light.dark)


def _at(points: list[tuple[float, float]], x: float) -> float:
    for (xa, ya), (xb, yb) in zip(points, points[1:], strict=False):
        if xa <= x <= xb:
            return ya + (yb - ya) * (x - xa) / (xb - xa)
    return points[-1][1]


def ride(sheet: Sheet, season: str) -> None:
    """Cyclists on a quiet road between fields."""
    horizon = _country(sheet, 0.5, 0.58, 0.32)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(sheet.some(0.4, 0.9)), horizon + unit * 4, unit * 4, light.leaf.shade)
    patchwork(sheet, horizon + unit * 4, sheet.y(0.95), sheet.count(3, 4, 4))
    road = [(sheet.x(-0.05), sheet.y(0.88)), (sheet.x(0.35), sheet.y(0.83)), (sheet.x(0.7), sheet.y(0.85)), (sheet.x(1.05), sheet.y(0.8))]
    for index, part in enumerate((0.1, 0.3, 0.56, 0.78, 0.95)[: sheet.count(3, 4, 5)]):
        poplar(sheet, sheet.x(part + sheet.some(-0.04, 0.04)), _at(road, sheet.x(part)) + unit, unit * sheet.some(26, 40 - index))
    sheet.fill(below(road, sheet.height), light.stone.lit if not light.night else light.rock.lit)
    sheet.fill(below([(x, y + unit * 9) for x, y in road], sheet.height), light.meadow.shade)
    dark = ink("noir80") if light.night else ink("brun")
    for index, part in enumerate((0.66, 0.42, 0.24)[: sheet.dice.randint(2, 3)]):
        x = sheet.x(part + sheet.some(-0.03, 0.03))
        cyclist(sheet, x, _at(road, x) + unit * 5, unit * (24 - index), dark, (light.accent, ink("riviere"), ink("rouge"))[index])
    flowers(sheet, sheet.y(0.95), sheet.foot, sheet.count(8, 20, 36), (light.accent, ink("papier"))[: 1 + sheet.fine])


def flights(sheet: Sheet, season: str) -> None:
    """Paragliders over the puys."""
    horizon = _country(sheet, 0.66, 0.74, 0.34)
    light, unit = sheet.light, sheet.unit
    relief(sheet, puys(sheet, horizon + unit * 8, unit * 26), light.meadow)
    patchwork(sheet, horizon + unit * 9, sheet.foot, sheet.count(2, 3, 4))
    wings = [(light.accent, ink("creme")), (ink("riviere"), ink("papier")), (ink("miel"), ink("rouge")), (ink("rouge"), ink("creme"))]
    places = [(0.66, 0.26, 40), (0.3, 0.2, 20), (0.46, 0.46, 14), (0.88, 0.5, 12)]
    for (px, py, wide), (wing, stripe) in list(zip(places, wings, strict=True))[: sheet.count(3, 3, 4)]:
        paraglider(sheet, sheet.x(px + sheet.some(-0.06, 0.06)), sheet.y(py + sheet.some(-0.03, 0.05)), unit * wide, wing, stripe, ink("brun") if not light.night else ink("creme"))
    framing(sheet, light.dark)
    person(sheet, sheet.x(0.9), sheet.foot - unit * 9, unit * 11, ink("noir"), ink("creme"))


def kites(sheet: Sheet, season: str) -> None:
    """Kites over the high meadows, children running below."""
    horizon = _country(sheet, 0.64, 0.72, 0.22)
    light, unit = sheet.light, sheet.unit
    strata(sheet, hills(sheet, horizon + unit * 3, unit * 6), (light.meadow.lit, light.meadow.mid, light.field.lit), unit * 8)
    flyers = [(0.24, 0.3, 17), (0.56, 0.2, 21), (0.82, 0.36, 13)]
    dark = ink("brun") if not light.night else ink("creme")
    tails = (ink("riviere"), light.accent, ink("miel"))
    lits = ((light.accent, ink("rouge")), (ink("miel"), ink("ocre")), (ink("riviere50"), ink("riviere")))
    for index, (px, py, size) in enumerate(flyers):
        x, y = sheet.x(px + sheet.some(-0.05, 0.05)), sheet.y(py + sheet.some(-0.05, 0.05))
        hand = (sheet.x(px + 0.16 if px < 0.7 else px - 0.16), sheet.y(0.88))
        sheet.stroke((("M", x, y), ("C", x, y + (hand[1] - y) * 0.5, hand[0], hand[1] - unit * 20, hand[0] + unit * 1.6, hand[1] - unit * 5.4)), dark, unit * 0.12)
        kite(sheet, x, y, unit * size, *lits[index], tails[index])
        person(sheet, hand[0], hand[1], unit * (11 if index else 8.4), dark, (ink("rouge"), ink("riviere"), light.accent)[index], index == 1, index == 1)
    flowers(sheet, sheet.y(0.86), sheet.foot, sheet.count(10, 26, 50), (ink("papier"), ink("fuchsia")))


def riders(sheet: Sheet, season: str) -> None:
    """Two riders at a walk across the plateau."""
    horizon = _country(sheet, 0.56, 0.64, 0.32)
    light, unit = sheet.light, sheet.unit
    strata(sheet, hills(sheet, horizon + unit * 4, unit * 5), (light.meadow.mid, light.meadow.lit, light.field.lit), unit * 7)
    row_of_trees(sheet, sheet.x(sheet.some(0.3, 0.6)), sheet.x(1.05), horizon + unit * 5, unit * 4, light.leaf.shade)
    ground(sheet, sheet.y(0.87), unit * 3, light.meadow.shade)
    coats = [("brun", "noir80"), ("ocre", "brun"), ("creme", "basalte"), ("terracotta", "brun")]
    sheet.dice.shuffle(coats)
    for index, (part, size) in enumerate(((0.62, 30), (0.34, 26))):
        coat, mane = coats[index]
        if light.night and mane == "noir80":
            mane = "brun"
        horse(sheet, sheet.x(part + sheet.some(-0.04, 0.04)), sheet.y(0.93), unit * size, ink(coat), ink(mane), (light.accent, ink("riviere"))[index])
    grass(sheet, sheet.y(0.98), sheet.count(8, 16, 30), light.dark)
    birds(sheet, sheet.x(0.4), sheet.y(0.2), sheet.count(3, 4, 6), light.dark)


def station(sheet: Sheet, season: str) -> None:
    """A small train by the platform of a country station."""
    horizon = _country(sheet, 0.5, 0.58, 0.34)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 6, unit * 6, light.leaf.shade)
    sheet.fill(below(hills(sheet, horizon + unit * 6, unit * 2), sheet.height), light.meadow.mid)
    base = sheet.y(0.8)
    house(sheet, sheet.x(0.03), base - unit * 6, unit * 38, unit * 24, light.stone, light.roof)
    sheet.fill(box(sheet.x(-0.02), base - unit * 17, unit * 50, unit * 1.6), light.roof.shade)
    left, long, tall = sheet.x(0.3), sheet.width * 0.8, unit * 21
    deck = base - unit * 3
    sheet.fill((("M", left + tall * 0.2, deck), ("C", left - tall * 0.28, deck, left - tall * 0.1, deck - tall * 0.6, left + tall * 0.5, deck - tall), ("L", left + long, deck - tall), ("L", left + long, deck), ("Z",)), light.accent)
    sheet.fill(box(left + tall * 0.7, deck - tall * 0.34, long, tall * 0.16), ink("creme"))
    glass: Path = polygon((left + tall * 0.06, deck - tall * 0.44), (left + tall * 0.52, deck - tall * 0.86), (left + tall * 0.66, deck - tall * 0.86), (left + tall * 0.66, deck - tall * 0.44))
    x = left + tall * 0.92
    while x < sheet.width:
        glass += box(x, deck - tall * 0.84, tall * 0.42, tall * 0.36)
        x += tall * 0.54
    sheet.fill(glass, light.glow if light.night else ink("riviere"))
    sheet.fill(box(left + tall * 0.3, deck, long, unit * 2), light.dark)
    wheels: Path = ()
    x = left + tall * 0.6
    while x < sheet.width:
        wheels += ellipse(x, base, unit * 2.4) + ellipse(x + unit * 7, base, unit * 2.4)
        x += unit * 34
    sheet.fill(wheels, ink("noir80"))
    sheet.fill(box(0, base + unit * 2, sheet.width, unit * 1.2), ink("basalte"))
    sheet.fill(box(0, base + unit * 3.2, sheet.width, sheet.height), light.stone.mid)
    sheet.fill(box(0, base + unit * 8, sheet.width, sheet.height), light.stone.lit)
    for part, coat in ((0.14, "riviere"), (0.2, "rouge"), (0.72, "foret70")):
        walker(sheet, sheet.x(part + sheet.some(-0.03, 0.03)), sheet.y(0.93), unit * 17, ink("brun"), ink(coat), sheet.dice.random() < 0.5, False)


def night_festival(sheet: Sheet, season: str) -> None:
    """A night market or ball: strings of lamps over a square, people dancing."""
    light, unit = sheet.light, sheet.unit
    sky(sheet, sheet.y(0.5))
    base = sheet.y(0.76)
    steeple(sheet, sheet.x(sheet.some(0.2, 0.4)), base, unit * 12, unit * 56, light.stone, light.roof)
    facades(sheet, base, unit * 32)
    sheet.fill(box(0, base, sheet.width, sheet.height), light.dark)
    sheet.fill(ellipse(sheet.x(0.5), base + unit * 12, sheet.width * 0.5, unit * 13), ink("brun"))
    sheet.fill(ellipse(sheet.x(0.5), base + unit * 11, sheet.width * 0.34, unit * 8), ink("terracotta"))
    mast = sheet.x(sheet.some(0.46, 0.56))
    top = sheet.y(0.2)
    sheet.fill(box(mast - unit * 0.5, top, unit, base - top + unit * 8), light.dark)
    colours = (ink("miel"), ink("orange"), ink("creme"), ink("fuchsia"))
    for end, y in ((-0.02, 0.32), (0.18, 0.5), (0.84, 0.5), (1.02, 0.34)):
        lamps(sheet, mast, sheet.x(end), top + (sheet.y(y) - top) * 0.4, unit * sheet.some(6, 11), sheet.count(5, 12, 16), colours)
    pairs = max(3, round(sheet.width / unit / (26 if sheet.fine else 56)))
    for index in range(pairs):
        x, y, tall = sheet.x((index + sheet.some(0.3, 0.7)) / pairs), base + unit * sheet.some(9, 17), unit * sheet.some(15, 19)
        person(sheet, x - tall * 0.16, y, tall, ink("noir"), ink(sheet.dice.choice(("riviere70", "ciel", "creme", "miel"))))
        person(sheet, x + tall * 0.16, y, tall * 0.94, ink("noir"), ink(sheet.dice.choice(("fuchsia", "orange", "rouge", "terracotta50"))), True, True)
    crowd(sheet, sheet.foot - unit * 2, unit * 12, ink("noir"))


def concert(sheet: Sheet, season: str) -> None:
    """A stage in beams of light, the public in front."""
    light, unit = sheet.light, sheet.unit
    sheet.fill(box(0, 0, sheet.width, sheet.height), light.sky[0] if light.night else ink("amethyste"))
    base = sheet.y(0.74)
    relief(sheet, puys(sheet, base - unit * 4, unit * 26), Tone(ink("riviere"), ink("foret70"), ink("foret")))
    left, right, top = sheet.x(0.14), sheet.x(0.86), sheet.y(0.16)
    back = ink(sheet.dice.choice(("brun", "foret", "noir80")))
    sheet.fill((("M", left, base), ("L", left, top + unit * 18), ("C", left, top - unit * 4, right, top - unit * 4, right, top + unit * 18), ("L", right, base), ("Z",)), back)
    beams = [ink("miel50"), ink("fuchsia"), ink("orange"), ink("riviere70"), ink("miel")]
    sheet.dice.shuffle(beams)
    number = 5
    for index in range(number):
        x = left + (right - left) * (index + 0.5) / number
        aim = left + (right - left) * sheet.some(0.1, 0.9)
        y = top + unit * (6 + 3 * abs(index - 2))
        sheet.fill(polygon((x, y), (aim + unit * 8, base), (aim - unit * 8, base)), beams[index])
        sheet.fill(ellipse(x, y, unit * 1.8), ink("creme"))
    sheet.fill(box(left - unit * 5, base, right - left + unit * 10, unit * 9), ink("brun"))
    sheet.fill(box(left - unit * 5, base, right - left + unit * 10, unit * 1.6), ink("ocre"))
    sheet.stroke((("M", left, base), ("L", left, top + unit * 18), ("C", left, top - unit * 4, right, top - unit * 4, right, top + unit * 18), ("L", right, base)), ink("noir"), unit * 2)
    middle = sheet.x(0.5)
    _band(sheet, middle, base)
    crowd(sheet, sheet.foot - unit * 6, unit * 15, ink("noir"))


def _band(sheet: Sheet, x: float, base: float) -> None:
    unit, dark = sheet.unit, ink("noir")
    for place, coat in ((-22, "creme"), (0, "rouge"), (22, "miel")):
        a = x + unit * place
        person(sheet, a, base, unit * 25, dark, ink(coat), place > 0, place == 0)
        if place < 0:
            sheet.fill(blob([(a + unit * 1, base - unit * 10), (a + unit * 5, base - unit * 13), (a + unit * 4, base - unit * 17), (a - unit * 1, base - unit * 14)]), ink("ocre"))
            sheet.stroke(line((a + unit * 3, base - unit * 14), (a + unit * 10, base - unit * 20)), ink("brun"), unit)
        elif place > 0:
            sheet.fill(blob([(a - unit * 8, base), (a - unit * 8, base - unit * 9), (a - unit * 5, base - unit * 13), (a - unit * 2, base - unit * 9), (a - unit * 2, base)], 0.12), ink("terracotta"))
            sheet.stroke(line((a - unit * 5, base - unit * 12), (a - unit * 4.4, base - unit * 24)), ink("brun"), unit)
        else:
            sheet.stroke(line((a + unit * 5, base), (a + unit * 5, base - unit * 20), (a + unit * 2.6, base - unit * 22)), dark, unit * 0.7)


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
    wash = ink(sheet.dice.choice(("miel50", "terracotta50", "creme", "ocre50", "sable", "terracotta30"))) if not light.night else ink("terracotta70")
    paint = ink(sheet.dice.choice(PAINTS))
    sheet.fill(box(left, base - tall, wide, tall), wash)
    sheet.fill(polygon((left + wide, base - tall), (left + wide + unit * 14, base - tall * 0.94), (left + wide + unit * 14, base), (left + wide, base)), light.stone.shade)
    sheet.fill(polygon((left - unit * 2, base - tall), (left + unit * 10, base - tall - unit * 15), (left + wide - unit * 4, base - tall - unit * 15), (left + wide + unit * 2, base - tall)), ink("papier") if light.snow else light.roof.mid)
    sheet.fill(polygon((left + wide - unit * 4, base - tall - unit * 15), (left + wide + unit * 16, base - tall * 0.9), (left + wide + unit * 2, base - tall)), light.roof.shade)
    _windows(sheet, left, base, wide, tall, paint)
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("sable") if not light.night else ink("basalte"))
    _terrace(sheet, left + wide * 0.14, base + unit * 9, light.accent)
    _terrace(sheet, left + wide * 0.86, base + unit * 9, light.accent)
    tree(sheet, left - unit * 12, base + unit * 3, unit * sheet.some(38, 48))
    person(sheet, left + wide * 0.55, base + unit * 7, unit * 17, ink("brun"), ink("creme"))


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
            shutters += box(x - size * 1.05, y, size * 0.5, unit * 8.6) + box(x + size * 0.55, y, size * 0.5, unit * 8.6)
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
    sheet.fill((("M", x - unit * 15, base - unit * 20), ("C", x - unit * 8, base - unit * 25, x - unit * 3, base - unit * 27, x, base - unit * 28), ("C", x + unit * 3, base - unit * 27, x + unit * 8, base - unit * 25, x + unit * 15, base - unit * 20), ("Z",)), colour)
    sheet.fill(polygon((x, base - unit * 28), (x + unit * 5, base - unit * 20), (x - unit * 5, base - unit * 20)), ink("papier"))
    sheet.fill(box(x - unit * 7, base - unit * 8, unit * 14, unit * 1.3), dark)
    for side in (-1, 1):
        sheet.stroke(line((x + side * unit * 12, base - unit * 11), (x + side * unit * 11, base - unit * 5), (x + side * unit * 7, base - unit * 5), (x + side * unit * 7, base)) + line((x + side * unit * 11, base - unit * 5), (x + side * unit * 11.6, base)), dark, unit * 0.7)


def gite(sheet: Sheet, season: str) -> None:
    """A stone house with shutters in its meadow."""
    horizon = _country(sheet, 0.54, 0.6, 0.32)
    light, unit = sheet.light, sheet.unit
    strata(sheet, hills(sheet, horizon + unit * 4, unit * 4), (light.meadow.mid, light.field.lit, light.meadow.lit), unit * 7)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(sheet.some(0.4, 1)), horizon + unit * 5, unit * 5, light.leaf.shade)
    x, base = sheet.x(sheet.some(0.38, 0.62)) - unit * 31, sheet.y(sheet.some(0.8, 0.86))
    wide, tall, gable = unit * sheet.some(56, 66), unit * sheet.some(19, 24), unit * 25
    _stone_house(sheet, x, base, wide, tall, gable)
    sheet.fill(below([(sheet.x(-0.05), base + unit), (x + wide * 0.4, base - unit), (sheet.x(1.05), base + unit)], sheet.height), light.meadow.mid)
    _path(sheet, x + gable + unit * 8, base, light.stone.lit)
    tree(sheet, x + wide + unit * sheet.some(7, 12), base + unit * 2, unit * sheet.some(34, 44))
    if sheet.dice.random() < 0.6:
        poplar(sheet, x - unit * 8, base + unit, unit * sheet.some(36, 48))
    flowers(sheet, sheet.y(0.9), sheet.foot, sheet.count(10, 26, 50), (light.accent, ink("papier"), ink("miel")) if not light.snow else ())


def _stone_house(sheet: Sheet, x: float, base: float, wide: float, tall: float, gable: float) -> None:
    light, unit = sheet.light, sheet.unit
    stone, roof, paint = light.stone, light.roof, ink(sheet.dice.choice(PAINTS))
    eave, rise = base - tall, gable * 0.42
    ridge = (x + gable / 2, eave - rise)
    sheet.fill(box(x + gable, eave, wide - gable, tall * 1.2), stone.mid)
    sheet.fill(polygon((x, base * 1.0 + tall * 0.2), (x, eave), ridge, (x + gable, eave), (x + gable, base + tall * 0.2)), stone.lit)
    chimney = x + wide * 0.72
    sheet.fill(box(chimney, ridge[1] - unit * 6, unit * 5, unit * 10), stone.shade)
    sheet.fill(polygon(ridge, (x + wide - gable * 0.34, ridge[1]), (x + wide + unit * 2, eave + unit * 2), (x + gable + unit * 1.6, eave + unit * 2)), ink("papier") if light.snow else roof.mid)
    rows: Path = ()
    for part in (0.25, 0.5, 0.75):
        y = ridge[1] + (eave - ridge[1]) * part
        rows += line((ridge[0] + (gable * 0.5) * part, y), (x + wide - gable * 0.34 * (1 - part), y))
    if not light.snow:
        sheet.stroke(rows, roof.shade, unit * 0.35)
    sheet.fill(polygon((ridge[0], ridge[1] - unit * 0.6), (x - unit * 1.6, eave + unit * 2), (x - unit * 0.4, eave + unit * 3), (ridge[0], ridge[1] + unit * 1.8), (x + gable + unit * 0.4, eave + unit * 3), (x + gable + unit * 1.6, eave + unit * 2)), roof.shade)
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


def camping(sheet: Sheet, season: str) -> None:
    """Tents under the trees by the water, a fire in the evening."""
    horizon = _country(sheet, 0.5, 0.58, 0.36)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 5, unit * 7, light.leaf.shade)
    sheet.fill(box(0, horizon + unit * 5, sheet.width, sheet.height), light.water.mid)
    sheet.fill(box(0, horizon + unit * 5, sheet.width, unit * 1.6), light.water.shade)
    ground(sheet, sheet.y(0.74), unit * 4, light.meadow.mid)
    ground(sheet, sheet.y(0.86), unit * 4, light.meadow.lit)
    for part in (0.04, 0.12, 0.9, 0.97)[: sheet.count(3, 4, 4)]:
        fir(sheet, sheet.x(part + sheet.some(-0.03, 0.03)), sheet.y(sheet.some(0.74, 0.8)), unit * sheet.some(34, 54))
    colours = [(light.accent, "rouge"), (ink("miel"), "ocre"), (ink("creme"), "sable"), (ink("riviere50"), "riviere")]
    for index, (part, base, size) in enumerate(((0.72, 0.83, 20), (0.3, 0.85, 24), (0.54, 0.93, 33))[: sheet.dice.randint(2, 3) if sheet.fine == 0 else 3]):
        lit, shade = colours[(index + sheet.dice.randrange(2)) % 4]
        tent(sheet, sheet.x(part + sheet.some(-0.05, 0.05)), sheet.y(base), unit * size, lit, ink(shade))
    if light.night or sheet.dice.random() < 0.5:
        fire(sheet, sheet.x(0.8), sheet.y(0.95), unit * 9)
    person(sheet, sheet.x(0.88), sheet.y(0.94), unit * 17, ink("brun") if not light.night else ink("noir"), ink("riviere"))


def tent(sheet: Sheet, x: float, base: float, wide: float, lit: Ink, shade: Ink) -> None:
    """A ridge tent, one side in the light, its door open."""
    top = base - wide * 0.66
    ridge = (x + wide * 0.42, top - wide * 0.02)
    sheet.fill(polygon((x - wide * 0.02, top), ridge, (x + wide * 0.9, base - wide * 0.06), (x + wide * 0.4, base)), shade)
    sheet.fill(polygon((x - wide * 0.02, top), (x + wide * 0.4, base), (x - wide * 0.5, base)), lit)
    sheet.fill(polygon((x - wide * 0.02, top + wide * 0.1), (x + wide * 0.16, base), (x - wide * 0.12, base)), panes(sheet))
    sheet.stroke(line((x - wide * 0.02, top), (x - wide * 0.66, base + wide * 0.02)) + line(ridge, (x + wide * 1.0, base - wide * 0.02)), ink("brun"), sheet.unit * 0.16)


def fire(sheet: Sheet, x: float, base: float, size: float) -> None:
    """A camp fire."""
    sheet.fill(polygon((x - size * 0.6, base), (x + size * 0.5, base - size * 0.2), (x + size * 0.6, base), (x - size * 0.5, base - size * 0.2)), ink("brun"))
    for wide, tall, colour in ((0.4, 1.1, "rouge"), (0.28, 0.8, "orange"), (0.15, 0.46, "miel")):
        sheet.fill(blob([(x - size * wide, base - size * 0.25), (x - size * wide * 0.6, base - size * tall * 0.55), (x + size * wide * 0.1, base - size * tall), (x + size * wide * 0.7, base - size * tall * 0.5), (x + size * wide * 0.9, base - size * 0.2), (x, base - size * 0.08)]), ink(colour))
