"""Scenes of trades within walls: a cheese cellar, a potter's workshop."""

from __future__ import annotations

from marbre.compose.scenes.figures import person
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, arch, blob, box, curve, dome, ellipse, line, polygon
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink


def cheese_cellar(sheet: Sheet, season: str) -> None:
    """A vaulted cellar where saint-nectaires ripen on their boards."""
    unit = sheet.unit
    dark, mid, lit = sheet.dice.choice(
        (
            ("brun", "brun70", "ocre50"), ("basalte", "basalte70", "basalte50"),
            ("terracotta", "terracotta70", "terracotta50"),
        )
    )
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(dark))
    base, middle = sheet.y(0.9), sheet.x(sheet.some(0.44, 0.58))
    for wide, colour in ((sheet.width * 1.06, mid), (sheet.width * 0.86, lit)):
        sheet.fill(
            arch(middle - wide / 2, sheet.height, wide, sheet.height - sheet.top - unit * (3 if colour == mid else 9)),
            ink(colour),
        )
    glow = unit * 17
    sheet.fill(arch(middle - glow, base, glow * 2, unit * 46), ink("miel30"))
    sheet.fill(arch(middle - glow * 0.7, base, glow * 1.4, unit * 38), ink("creme"))
    person(sheet, middle, base, unit * 28, ink("brun"), sheet.light.accent)
    sheet.fill(
        polygon(
            (middle - glow, base), (middle + glow, base), (sheet.x(0.9), sheet.height), (sheet.x(0.1), sheet.height)
        ),
        ink("miel30"),
    )
    for side in (-1, 1):
        shelf = 0
        outer = 0 if side < 0 else sheet.width
        while shelf < 4:
            y = sheet.y(0.3 + 0.2 * shelf)
            inner = middle + side * unit * (24 + sheet.some(-1, 1))
            _board(sheet, min(outer, inner), max(outer, inner), y)
            shelf += 1


def _board(sheet: Sheet, left: float, right: float, y: float) -> None:
    """A board with its row of cheeses, each a drum in light and shade."""
    unit = sheet.unit
    wide, tall = unit * (11 if sheet.fine else 13), unit * 6
    x = left + unit * sheet.some(-4, 1)
    while x + wide < right:
        rind = ink(sheet.dice.choice(("ocre", "ocre70", "sable", "terracotta50")))
        sheet.fill(box(x, y - tall, wide, tall), rind)
        sheet.fill(box(x + wide * 0.66, y - tall, wide * 0.34, tall), ink("brun50"))
        sheet.fill(
            ellipse(x + wide / 2, y - tall, wide / 2, tall * 0.3),
            ink("creme") if rind.name != "sable" else ink("miel30"),
        )
        x += wide * 1.14
    sheet.fill(box(left, y, right - left, unit * 2), ink("ocre"))
    sheet.fill(box(left, y + unit * 1.4, right - left, unit * 1.2), ink("brun"))


def workshop(sheet: Sheet, season: str) -> None:
    """A potter at the wheel before a window, pots on the shelves."""
    unit = sheet.unit
    wall, shade = sheet.dice.choice(
        (
            ("sable", "ocre50"), ("terracotta30", "terracotta50"), ("riviere30", "riviere50"),
            ("miel50", "ocre50"), ("basalte30", "basalte50"),
        )
    )
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(wall))
    left, top = sheet.x(sheet.some(0.08, 0.2)), sheet.y(0.12)
    wide, tall = min(sheet.width * 0.5, unit * 60), (sheet.foot - sheet.top) * 0.46
    _window(sheet, left, top, wide, tall)
    sheet.fill(
        polygon(
            (left + wide * 0.2, sheet.height), (left, sheet.y(0.78)), (left + wide, sheet.y(0.78)),
            (left + wide * 1.4, sheet.height),
        ),
        ink("creme"),
    )
    for row in range(2):
        y = sheet.y(0.3 + 0.24 * row)
        start = left + wide + unit * 8
        sheet.fill(box(start, y, sheet.width, unit * 1.8), ink("brun70"))
        x = start + unit * 5
        while x < sheet.width:
            pot(
                sheet, x, y, unit * sheet.some(9, 15),
                ink(sheet.dice.choice(("terracotta", "riviere", "ocre", "creme", "foret70", "rouge"))),
            )
            x += unit * 11
    sheet.fill(box(0, sheet.y(0.84), sheet.width, sheet.height), ink(shade))
    _potter(sheet, left + wide * 0.62, sheet.y(0.97))


def _window(sheet: Sheet, left: float, top: float, wide: float, tall: float) -> None:
    """A window on the hills."""
    unit, light = sheet.unit, sheet.light
    sheet.fill(box(left, top, wide, tall), light.sky[-1] if not light.night else ink("riviere"))
    sheet.fill(
        polygon(
            (left, top + tall), (left, top + tall * 0.7), (left + wide * 0.4, top + tall * 0.44),
            (left + wide * 0.7, top + tall * 0.66), (left + wide, top + tall * 0.5),
            (left + wide, top + tall),
        ),
        light.ridges[1].mid,
    )
    sheet.fill(
        (
            *curve([(left, top + tall * 0.86), (left + wide * 0.5, top + tall * 0.76), (left + wide, top + tall * 0.84)]),
            ("L", left + wide, top + tall), ("L", left, top + tall), ("Z",),
        ),
        light.meadow.mid,
    )
    frame: Path = box(left - unit * 2, top + tall, wide + unit * 4, unit * 2.4)
    for part in (0.0, 0.5, 1.0):
        frame += box(left + wide * part - unit * 0.8, top, unit * 1.6, tall)
    sheet.fill(
        frame + box(left, top - unit * 0.8, wide, unit * 1.6) + box(left, top + tall * 0.4, wide, unit), ink("brun")
    )



def pot(sheet: Sheet, x: float, base: float, tall: float, colour: Ink) -> None:
    """A turned pot, its right side in shade."""
    belly, neck = tall * sheet.some(0.3, 0.42), tall * sheet.some(0.12, 0.24)
    left = [
        (x - neck, base - tall), (x - neck * 0.9, base - tall * 0.8), (x - belly, base - tall * 0.45),
        (x - belly * 0.55, base),
    ]
    right = [(2 * x - a, b) for a, b in reversed(left)]
    sheet.fill((*curve(left), ("L", *right[0]), *curve(right)[1:], ("Z",)), colour)
    sheet.fill(
        (
            *curve(right), ("L", x + neck * 0.2, base - tall), ("L", x + belly * 0.3, base - tall * 0.45),
            ("L", x + belly * 0.1, base), ("Z",),
        ),
        ink("brun70") if colour.name != "creme" else ink("sable"),
    )


def _potter(sheet: Sheet, x: float, base: float) -> None:
    """The potter, leaning over a vase that grows on the wheel."""
    unit, light = sheet.unit, sheet.light
    dark = ink("brun")
    sheet.fill(
        box(x - unit * 3, base - unit * 16, unit * 6, unit * 16) + ellipse(x, base, unit * 12, unit * 2.4),
        ink("brun70"),
    )
    sheet.fill(
        polygon(
            (x + unit * 12, base), (x + unit * 16, base - unit * 18), (x + unit * 30, base - unit * 18),
            (x + unit * 34, base),
        ),
        ink("basalte"),
    )
    sheet.fill(
        blob(
            [
                (x + unit * 16, base - unit * 17), (x + unit * 14, base - unit * 34),
                (x + unit * 20, base - unit * 44), (x + unit * 29, base - unit * 40),
                (x + unit * 31, base - unit * 17),
            ],
            0.13,
        ),
        light.accent,
    )
    sheet.fill(ellipse(x + unit * 14, base - unit * 50, unit * 5.2), dark)
    sheet.fill(dome(x + unit * 14.6, base - unit * 51, unit * 5.6, unit * 5.4), ink("creme"))
    sheet.fill(ellipse(x, base - unit * 16, unit * 11, unit * 2), dark)
    pot(sheet, x, base - unit * 16.6, unit * 17, ink("terracotta"))
    sheet.stroke(
        line((x + unit * 22, base - unit * 38), (x + unit * 13, base - unit * 26), (x + unit * 4.6, base - unit * 26)),
        light.accent, unit * 4,
    )
    sheet.fill(ellipse(x + unit * 4.4, base - unit * 26, unit * 2.2), dark)
