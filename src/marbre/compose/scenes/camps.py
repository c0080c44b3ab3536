"""A campsite under the trees."""

from __future__ import annotations

from marbre.compose.scenes.buildings import panes
from marbre.compose.scenes.fields import country, ground
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import blob, box, line, polygon
from marbre.compose.scenes.plants import fir, row_of_trees
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink


def camping(sheet: Sheet, season: str) -> None:
    """Tents under the trees by the water, a fire in the evening."""
    horizon = country(sheet, 0.5, 0.58, 0.36)
    light, unit = sheet.light, sheet.unit
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 5, unit * 7, light.leaf.shade)
    sheet.fill(box(0, horizon + unit * 5, sheet.width, sheet.height), light.water.mid)
    sheet.fill(box(0, horizon + unit * 5, sheet.width, unit * 1.6), light.water.shade)
    ground(sheet, sheet.y(0.74), unit * 4, light.meadow.mid)
    ground(sheet, sheet.y(0.86), unit * 4, light.meadow.lit)
    for part in (0.04, 0.12, 0.9, 0.97)[: sheet.count(3, 4, 4)]:
        fir(sheet, sheet.x(part + sheet.some(-0.03, 0.03)), sheet.y(sheet.some(0.74, 0.8)), unit * sheet.some(34, 54))
    colours = [(light.accent, "rouge"), (ink("miel"), "ocre"), (ink("creme"), "sable"), (ink("riviere50"), "riviere")]
    for index, (part, base, size) in enumerate(
        ((0.72, 0.83, 20), (0.3, 0.85, 24), (0.54, 0.93, 33))[: sheet.dice.randint(2, 3) if sheet.fine == 0 else 3]
    ):
        lit, shade = colours[(index + sheet.dice.randrange(2)) % 4]
        tent(sheet, sheet.x(part + sheet.some(-0.05, 0.05)), sheet.y(base), unit * size, lit, ink(shade))
    if light.night or sheet.dice.random() < 0.5:
        fire(sheet, sheet.x(0.8), sheet.y(0.95), unit * 9)
    person(
        sheet, sheet.x(0.88), sheet.y(0.94), unit * 17, ink("brun") if not light.night else ink("noir"), ink("riviere")
    )


def tent(sheet: Sheet, x: float, base: float, wide: float, lit: Ink, shade: Ink) -> None:
    """A ridge tent, one side in the light, its door open."""
    top = base - wide * 0.66
    ridge = (x + wide * 0.42, top - wide * 0.02)
    sheet.fill(
        polygon((x - wide * 0.02, top), ridge, (x + wide * 0.9, base - wide * 0.06), (x + wide * 0.4, base)), shade
    )
    sheet.fill(polygon((x - wide * 0.02, top), (x + wide * 0.4, base), (x - wide * 0.5, base)), lit)
    sheet.fill(
        polygon((x - wide * 0.02, top + wide * 0.1), (x + wide * 0.16, base), (x - wide * 0.12, base)), panes(sheet)
    )
    sheet.stroke(
        line((x - wide * 0.02, top), (x - wide * 0.66, base + wide * 0.02))
        + line(ridge, (x + wide * 1.0, base - wide * 0.02)), ink("brun"), sheet.unit * 0.16,
    )


def fire(sheet: Sheet, x: float, base: float, size: float) -> None:
    """A camp fire."""
    sheet.fill(
        polygon(
            (x - size * 0.6, base), (x + size * 0.5, base - size * 0.2), (x + size * 0.6, base),
            (x - size * 0.5, base - size * 0.2),
        ),
        ink("brun"),
    )
    for wide, tall, colour in ((0.4, 1.1, "rouge"), (0.28, 0.8, "orange"), (0.15, 0.46, "miel")):
        sheet.fill(
            blob(
                [
                    (x - size * wide, base - size * 0.25), (x - size * wide * 0.6, base - size * tall * 0.55),
                    (x + size * wide * 0.1, base - size * tall),
                    (x + size * wide * 0.7, base - size * tall * 0.5),
                    (x + size * wide * 0.9, base - size * 0.2), (x, base - size * 0.08),
                ]
            ),
            ink(colour),
        )
