"""Scenes of days and nights out: walks, rides, flights, the train, festivals, beds for the night."""

from __future__ import annotations

from marbre.compose.scenes.fields import country, framing, ground, patchwork
from marbre.compose.scenes.figures import cyclist, horse, person, walker
from marbre.compose.scenes.flyers import birds, kite, paraglider
from marbre.compose.scenes.land import hills, puys, relief, strata
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import below
from marbre.compose.scenes.plants import flowers, grass, poplar, row_of_trees, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.stone import height_at


def walk(sheet: Sheet, season: str) -> None:
    """Walkers on a ridge path, the valley open before them."""
    horizon = country(sheet, 0.54, 0.62, 0.36)
    light, unit = sheet.light, sheet.unit
    patchwork(sheet, horizon + unit * 4, sheet.y(0.9), 3)
    for _ in range(sheet.count(3, 5, 7)):
        tree(sheet, sheet.x(sheet.dice.random()), horizon + unit * sheet.some(8, 16), unit * sheet.some(4, 8))
    bank = [
        (sheet.x(-0.05), sheet.y(0.66)), (sheet.x(0.22), sheet.y(0.72)), (sheet.x(0.55), sheet.y(0.84)),
        (sheet.x(1.05), sheet.y(0.9)),
    ]
    sheet.fill(below(bank, sheet.height), light.meadow.shade)
    sheet.fill(below([(x, y + unit * 2.4) for x, y in bank], sheet.height), light.field.lit)
    sheet.fill(below([(x, y + unit * 6.4) for x, y in bank], sheet.height), light.leaf.shade)
    dark = ink("noir") if light.night else ink("brun")
    coats = [light.accent, ink("riviere"), ink("creme"), ink("rouge")]
    for index in range(sheet.dice.randint(2, 3 + (sheet.fine > 0))):
        part = 0.24 + 0.1 * index + sheet.some(-0.015, 0.015)
        walker(
            sheet, sheet.x(part), height_at(bank, sheet.x(part)) + unit * 4,
            unit * (20 if index != 2 else 14), dark, coats[index],
        )
    tree(sheet, sheet.x(sheet.some(0.02, 0.08)), sheet.y(0.72), unit * sheet.some(40, 52))
    grass(sheet, sheet.y(0.98), sheet.count(5, 12, 24), light.dark)


def ride(sheet: Sheet, season: str) -> None:
    """Cyclists on a quiet road between fields."""
    horizon = country(sheet, 0.5, 0.58, 0.32)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(sheet.some(0.4, 0.9)), horizon + unit * 4, unit * 4, light.leaf.shade)
    patchwork(sheet, horizon + unit * 4, sheet.y(0.95), sheet.count(3, 4, 4))
    road = [
        (sheet.x(-0.05), sheet.y(0.88)), (sheet.x(0.35), sheet.y(0.83)), (sheet.x(0.7), sheet.y(0.85)),
        (sheet.x(1.05), sheet.y(0.8)),
    ]
    for index, part in enumerate((0.1, 0.3, 0.56, 0.78, 0.95)[: sheet.count(3, 4, 5)]):
        poplar(
            sheet, sheet.x(part + sheet.some(-0.04, 0.04)), height_at(road, sheet.x(part)) + unit,
            unit * sheet.some(26, 40 - index),
        )
    sheet.fill(below(road, sheet.height), light.stone.lit if not light.night else light.rock.lit)
    sheet.fill(below([(x, y + unit * 9) for x, y in road], sheet.height), light.meadow.shade)
    dark = ink("noir80") if light.night else ink("brun")
    for index, part in enumerate((0.66, 0.42, 0.24)[: sheet.dice.randint(2, 3)]):
        x = sheet.x(part + sheet.some(-0.03, 0.03))
        cyclist(
            sheet, x, height_at(road, x) + unit * 5, unit * (24 - index), dark,
            (light.accent, ink("riviere"), ink("rouge"))[index],
        )
    flowers(sheet, sheet.y(0.95), sheet.foot, sheet.count(8, 20, 36), (light.accent, ink("papier"))[: 1 + sheet.fine])


def flights(sheet: Sheet, season: str) -> None:
    """Paragliders over the puys."""
    horizon = country(sheet, 0.66, 0.74, 0.34)
    light, unit = sheet.light, sheet.unit
    relief(sheet, puys(sheet, horizon + unit * 8, unit * 26), light.meadow)
    patchwork(sheet, horizon + unit * 9, sheet.foot, sheet.count(2, 3, 4))
    wings = [
        (light.accent, ink("creme")), (ink("riviere"), ink("papier")), (ink("miel"), ink("rouge")),
        (ink("rouge"), ink("creme")),
    ]
    places = [(0.66, 0.26, 40), (0.3, 0.2, 20), (0.46, 0.46, 14), (0.88, 0.5, 12)]
    for (px, py, wide), (wing, stripe) in list(zip(places, wings, strict=True))[: sheet.count(3, 3, 4)]:
        paraglider(
            sheet, sheet.x(px + sheet.some(-0.06, 0.06)), sheet.y(py + sheet.some(-0.03, 0.05)), unit * wide,
            wing, stripe, ink("brun") if not light.night else ink("creme"),
        )
    framing(sheet, light.dark)
    person(sheet, sheet.x(0.9), sheet.foot - unit * 9, unit * 11, ink("noir"), ink("creme"))


def kites(sheet: Sheet, season: str) -> None:
    """Kites over the high meadows, children running below."""
    horizon = country(sheet, 0.64, 0.72, 0.22)
    light, unit = sheet.light, sheet.unit
    strata(
        sheet, hills(sheet, horizon + unit * 3, unit * 6),
        (light.meadow.lit, light.meadow.mid, light.field.lit), unit * 8,
    )
    flyers = [(0.24, 0.3, 17), (0.56, 0.2, 21), (0.82, 0.36, 13)]
    dark = ink("brun") if not light.night else ink("creme")
    tails = (ink("riviere"), light.accent, ink("miel"))
    lits = ((light.accent, ink("rouge")), (ink("miel"), ink("ocre")), (ink("riviere50"), ink("riviere")))
    for index, (px, py, size) in enumerate(flyers):
        x, y = sheet.x(px + sheet.some(-0.05, 0.05)), sheet.y(py + sheet.some(-0.05, 0.05))
        hand = (sheet.x(px + 0.16 if px < 0.7 else px - 0.16), sheet.y(0.88))
        sheet.stroke(
            (
                ("M", x, y),
                (
                    "C", x, y + (hand[1] - y) * 0.5, hand[0], hand[1] - unit * 20, hand[0] + unit * 1.6,
                    hand[1] - unit * 5.4,
                ),
            ),
            dark, unit * 0.12,
        )
        kite(sheet, x, y, unit * size, *lits[index], tails[index])
        person(
            sheet, hand[0], hand[1], unit * (11 if index else 8.4), dark,
            (ink("rouge"), ink("riviere"), light.accent)[index], index == 1, index == 1,
        )
    flowers(sheet, sheet.y(0.86), sheet.foot, sheet.count(10, 26, 50), (ink("papier"), ink("fuchsia")))


def riders(sheet: Sheet, season: str) -> None:
    """Two riders at a walk across the plateau."""
    horizon = country(sheet, 0.56, 0.64, 0.32)
    light, unit = sheet.light, sheet.unit
    strata(
        sheet, hills(sheet, horizon + unit * 4, unit * 5),
        (light.meadow.mid, light.meadow.lit, light.field.lit), unit * 7,
    )
    row_of_trees(sheet, sheet.x(sheet.some(0.3, 0.6)), sheet.x(1.05), horizon + unit * 5, unit * 4, light.leaf.shade)
    ground(sheet, sheet.y(0.87), unit * 3, light.meadow.shade)
    coats = [("brun", "noir80"), ("ocre", "brun"), ("creme", "basalte"), ("terracotta", "brun")]
    sheet.dice.shuffle(coats)
    for index, (part, size) in enumerate(((0.62, 30), (0.34, 26))):
        coat, mane = coats[index]
        if light.night and mane == "noir80":
            mane = "brun"
        horse(
            sheet, sheet.x(part + sheet.some(-0.04, 0.04)), sheet.y(0.93), unit * size, ink(coat), ink(mane),
            (light.accent, ink("riviere"))[index],
        )
    grass(sheet, sheet.y(0.98), sheet.count(8, 16, 30), light.dark)
    birds(sheet, sheet.x(0.4), sheet.y(0.2), sheet.count(3, 4, 6), light.dark)
