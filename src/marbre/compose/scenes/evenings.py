"""Scenes of arriving and of evenings out: the station, a night festival, a concert."""

from __future__ import annotations

from marbre.compose.scenes.buildings import house, steeple
from marbre.compose.scenes.fields import country
from marbre.compose.scenes.figures import crowd, person, walker
from marbre.compose.scenes.flyers import lamps
from marbre.compose.scenes.land import hills, puys, relief
from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, below, blob, box, ellipse, line, polygon
from marbre.compose.scenes.plants import row_of_trees
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.compose.scenes.streets import facades


def station(sheet: Sheet, season: str) -> None:
    """A small train by the platform of a country station."""
    horizon = country(sheet, 0.5, 0.58, 0.34)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 6, unit * 6, light.leaf.shade)
    sheet.fill(below(hills(sheet, horizon + unit * 6, unit * 2), sheet.height), light.meadow.mid)
    base = sheet.y(0.8)
    house(sheet, sheet.x(0.03), base - unit * 6, unit * 38, unit * 24, light.stone, light.roof)
    sheet.fill(box(sheet.x(-0.02), base - unit * 17, unit * 50, unit * 1.6), light.roof.shade)
    _train(sheet, base)
    sheet.fill(box(0, base + unit * 2, sheet.width, unit * 1.2), ink("basalte"))
    sheet.fill(box(0, base + unit * 3.2, sheet.width, sheet.height), light.stone.mid)
    sheet.fill(box(0, base + unit * 8, sheet.width, sheet.height), light.stone.lit)
    for part, coat in ((0.14, "riviere"), (0.2, "rouge"), (0.72, "foret70")):
        walker(
            sheet, sheet.x(part + sheet.some(-0.03, 0.03)), sheet.y(0.93), unit * 17, ink("brun"), ink(coat),
            sheet.dice.random() < 0.5, False,
        )


def _train(sheet: Sheet, base: float) -> None:
    """A railcar that leaves the picture on the right, on rails at `base`."""
    light, unit = sheet.light, sheet.unit
    left, long, tall = sheet.x(0.3), sheet.width * 0.8, unit * 21
    deck = base - unit * 3
    sheet.fill(
        (
            ("M", left + tall * 0.2, deck),
            ("C", left - tall * 0.28, deck, left - tall * 0.1, deck - tall * 0.6, left + tall * 0.5, deck - tall),
            ("L", left + long, deck - tall), ("L", left + long, deck), ("Z",),
        ),
        light.accent,
    )
    sheet.fill(box(left + tall * 0.7, deck - tall * 0.34, long, tall * 0.16), ink("creme"))
    glass: Path = polygon(
        (left + tall * 0.06, deck - tall * 0.44), (left + tall * 0.52, deck - tall * 0.86),
        (left + tall * 0.66, deck - tall * 0.86), (left + tall * 0.66, deck - tall * 0.44),
    )
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
        lamps(
            sheet, mast, sheet.x(end), top + (sheet.y(y) - top) * 0.4, unit * sheet.some(6, 11),
            sheet.count(5, 12, 16), colours,
        )
    pairs = max(3, round(sheet.width / unit / (26 if sheet.fine else 56)))
    for index in range(pairs):
        x, y, tall = (
            sheet.x((index + sheet.some(0.3, 0.7)) / pairs), base + unit * sheet.some(9, 17),
            unit * sheet.some(15, 19),
        )
        person(
            sheet, x - tall * 0.16, y, tall, ink("noir"), ink(sheet.dice.choice(("riviere70", "ciel", "creme", "miel")))
        )
        person(
            sheet, x + tall * 0.16, y, tall * 0.94, ink("noir"),
            ink(sheet.dice.choice(("fuchsia", "orange", "rouge", "terracotta50"))), True, True,
        )
    crowd(sheet, sheet.foot - unit * 2, unit * 12, ink("noir"))


def concert(sheet: Sheet, season: str) -> None:
    """A stage in beams of light, the public in front."""
    light, unit = sheet.light, sheet.unit
    sheet.fill(box(0, 0, sheet.width, sheet.height), light.sky[0] if light.night else ink("amethyste"))
    base = sheet.y(0.74)
    relief(sheet, puys(sheet, base - unit * 4, unit * 26), Tone(ink("riviere"), ink("foret70"), ink("foret")))
    left, right, top = sheet.x(0.14), sheet.x(0.86), sheet.y(0.16)
    back = ink(sheet.dice.choice(("brun", "foret", "noir80")))
    sheet.fill(
        (
            ("M", left, base), ("L", left, top + unit * 18),
            ("C", left, top - unit * 4, right, top - unit * 4, right, top + unit * 18), ("L", right, base),
            ("Z",),
        ),
        back,
    )
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
    sheet.stroke(
        (
            ("M", left, base), ("L", left, top + unit * 18),
            ("C", left, top - unit * 4, right, top - unit * 4, right, top + unit * 18), ("L", right, base),
        ),
        ink("noir"), unit * 2,
    )
    middle = sheet.x(0.5)
    _band(sheet, middle, base)
    crowd(sheet, sheet.foot - unit * 6, unit * 15, ink("noir"))


def _band(sheet: Sheet, x: float, base: float) -> None:
    unit, dark = sheet.unit, ink("noir")
    for place, coat in ((-22, "creme"), (0, "rouge"), (22, "miel")):
        a = x + unit * place
        person(sheet, a, base, unit * 25, dark, ink(coat), place > 0, place == 0)
        if place < 0:
            sheet.fill(
                blob(
                    [
                        (a + unit * 1, base - unit * 10), (a + unit * 5, base - unit * 13),
                        (a + unit * 4, base - unit * 17), (a - unit * 1, base - unit * 14),
                    ]
                ),
                ink("ocre"),
            )
            sheet.stroke(line((a + unit * 3, base - unit * 14), (a + unit * 10, base - unit * 20)), ink("brun"), unit)
        elif place > 0:
            sheet.fill(
                blob(
                    [
                        (a - unit * 8, base), (a - unit * 8, base - unit * 9),
                        (a - unit * 5, base - unit * 13), (a - unit * 2, base - unit * 9),
                        (a - unit * 2, base),
                    ],
                    0.12,
                ),
                ink("terracotta"),
            )
            sheet.stroke(line((a - unit * 5, base - unit * 12), (a - unit * 4.4, base - unit * 24)), ink("brun"), unit)
        else:
            sheet.stroke(
                line((a + unit * 5, base), (a + unit * 5, base - unit * 20), (a + unit * 2.6, base - unit * 22)),
                dark, unit * 0.7,
            )
