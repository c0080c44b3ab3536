"""Scenes within walls: a museum, a room for the night."""

from __future__ import annotations

from marbre.compose.scenes.figures import person
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, arch, blob, box, curve, dome, ellipse, polygon
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink


def museum(sheet: Sheet, season: str) -> None:
    """A vaulted hall: works on the wall, a capital on its plinth, a visitor."""
    light, unit = sheet.light, sheet.unit
    wall, shade, floor = sheet.dice.choice(
        (
            ("sable50", "sable", "ocre50"), ("riviere15", "riviere30", "basalte50"),
            ("terracotta15", "terracotta30", "terracotta50"), ("miel15", "miel30", "ocre50"),
        )
    )
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(wall))
    base = sheet.y(0.8)
    sheet.fill(box(0, base, sheet.width, sheet.height - base), ink(floor))
    number = max(2, round(sheet.width / unit / 42))
    step = sheet.width / number
    for index in range(number):
        left = index * step
        sheet.fill(arch(left + step * 0.1, base, step * 0.8, (base - sheet.top) * 0.86), ink(shade))
        sheet.fill(arch(left + step * 0.17, base, step * 0.73, (base - sheet.top) * 0.8), ink(wall))
    for index in range(number):
        left = index * step + step * 0.3
        if index == number // 2:
            _capital(sheet, left + step * 0.24, base + unit * 6)
            continue
        wide, tall = step * sheet.some(0.36, 0.48), unit * sheet.some(24, 34)
        _painting(sheet, left, base - unit * 46, wide, tall)
    sheet.fill(
        polygon(
            (sheet.x(sheet.some(0.1, 0.3)), base), (sheet.x(0.55), base), (sheet.x(0.4), sheet.height),
            (sheet.x(-0.1), sheet.height),
        ),
        ink(wall),
    )
    person(
        sheet, sheet.x(sheet.some(0.12, 0.22)), base + unit * 10, unit * 30, ink("noir80"), light.accent,
        skirt=sheet.dice.random() < 0.5,
    )
    if sheet.width > sheet.height * 1.2:
        person(sheet, sheet.x(sheet.some(0.78, 0.9)), base + unit * 8, unit * 28, ink("noir80"), ink("riviere"))


def _painting(sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    dice = sheet.dice
    rim = min(wide, tall) * 0.06
    sheet.fill(box(x - rim, y - rim, wide + 2 * rim, tall + 2 * rim), ink("brun"))
    a, b, c = (
        ink(name)
        for name in dice.choice(
            (
                ("riviere", "miel", "terracotta"), ("rouge", "ocre", "creme"),
                ("amethyste", "terracotta50", "miel"), ("foret70", "miel50", "riviere"),
            )
        )
    )
    sheet.fill(box(x, y, wide, tall), a)
    sheet.fill(
        (
            ("M", x, y + tall), ("L", x, y + tall * 0.6),
            ("C", x + wide * 0.3, y + tall * 0.3, x + wide * 0.5, y + tall * 0.8, x + wide, y + tall * 0.5),
            ("L", x + wide, y + tall), ("Z",),
        ),
        b,
    )
    sheet.fill(dome(x + wide * 0.4, y + tall, wide * 0.26, tall * 0.5), c)


def _capital(sheet: Sheet, x: float, base: float) -> None:
    """A carved and painted capital on a plinth."""
    unit = sheet.unit
    sheet.fill(box(x - unit * 9, base - unit * 20, unit * 18, unit * 20), ink("creme"))
    sheet.fill(box(x + unit * 3, base - unit * 20, unit * 6, unit * 20), ink("ocre30"))
    top = base - unit * 20
    sheet.fill(
        polygon(
            (x - unit * 5, top), (x - unit * 9, top - unit * 12), (x + unit * 9, top - unit * 12), (x + unit * 5, top)
        ),
        ink("ocre"),
    )
    sheet.fill(
        polygon(
            (x + unit * 1.5, top), (x + unit * 3, top - unit * 12), (x + unit * 9, top - unit * 12), (x + unit * 5, top)
        ),
        ink("terracotta"),
    )
    sheet.fill(box(x - unit * 10, top - unit * 15, unit * 20, unit * 3), ink("brun"))
    leaves: Path = ()
    for part in (-0.62, 0, 0.62):
        leaves += blob(
            [
                (x + unit * 5 * part, top - unit), (x + unit * (9 * part - 2.4), top - unit * 6),
                (x + unit * 10 * part, top - unit * 11), (x + unit * (9 * part + 2.4), top - unit * 6),
            ]
        )
    sheet.fill(leaves, ink("miel"))


def room(sheet: Sheet, season: str) -> None:
    """A bedroom in the morning or by lamplight: the made bed, the window open on the hills."""
    unit = sheet.unit
    wall, floor, cover = sheet.dice.choice(
        (
            ("miel30", "ocre50", "riviere"), ("terracotta15", "terracotta50", "foret70"),
            ("riviere15", "sable", "terracotta"), ("sable50", "ocre", "amethyste"),
            ("prairie30", "sable", "rouge"),
        )
    )
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(wall))
    base = sheet.y(0.8)
    sheet.fill(box(0, base, sheet.width, sheet.height), ink(floor))
    left, wide, top = sheet.x(sheet.some(0.06, 0.16)), min(sheet.width * 0.36, unit * 52), sheet.y(0.14)
    _view(sheet, left, top, wide, sheet.y(0.62) - top)
    bed = max(left + wide + unit * 10, sheet.x(0.44))
    long = max(sheet.x(0.96) - bed, unit * 40)
    _bed(sheet, bed, base, long, ink(cover))
    _lamp(sheet, bed + long * 0.46, sheet.top, sheet.y(0.24))
    sheet.fill(
        polygon(
            (left + wide * 0.1, sheet.height), (left + wide * 0.3, base + unit * 2),
            (left + wide * 1.3, base + unit * 2), (left + wide * 1.5, sheet.height),
        ),
        ink("creme"),
    )


def _bed(sheet: Sheet, bed: float, base: float, long: float, cover: Ink) -> None:
    """A bed seen from the side, its head at the right: frame, sheet, blanket, pillows."""
    unit = sheet.unit
    sheet.fill(
        (
            ("M", bed + long, base), ("L", bed + long, base - unit * 36),
            (
                "C", bed + long, base - unit * 42, bed + long - unit * 7, base - unit * 42,
                bed + long - unit * 7, base - unit * 36,
            ),
            ("L", bed + long - unit * 7, base), ("Z",),
        ),
        ink("brun"),
    )
    sheet.fill(
        blob(
            [
                (bed, base - unit * 15), (bed + long * 0.4, base - unit * 18),
                (bed + long - unit * 7, base - unit * 18), (bed + long - unit * 6, base), (bed + unit, base),
            ],
            0.05,
        ),
        ink("papier"),
    )
    _blanket(sheet, bed, base, long, cover)
    _pillows(sheet, bed, base, long)


def _blanket(sheet: Sheet, bed: float, base: float, long: float, cover: Ink) -> None:
    """The blanket and its turned edge."""
    unit, light = sheet.unit, sheet.light
    sheet.fill(
        blob(
            [
                (bed - unit * 2, base - unit * 15), (bed + long * 0.3, base - unit * 19),
                (bed + long * 0.6, base - unit * 18), (bed + long * 0.56, base - unit),
                (bed - unit * 2, base - unit),
            ],
            0.06,
        ),
        cover,
    )
    sheet.fill(
        blob(
            [
                (bed + long * 0.5, base - unit * 18.6), (bed + long * 0.6, base - unit * 18),
                (bed + long * 0.56, base - unit), (bed + long * 0.46, base - unit),
            ],
            0.05,
        ),
        light.accent,
    )



def _pillows(sheet: Sheet, bed: float, base: float, long: float) -> None:
    """Two pillows, and the feet of the bed."""
    unit = sheet.unit
    for step, shade in ((0.8, "ciel"), (0.7, "creme")):
        sheet.fill(
            blob(
                [
                    (bed + long * step, base - unit * 19), (bed + long * (step + 0.03), base - unit * 29),
                    (bed + long * (step + 0.14), base - unit * 28),
                    (bed + long * (step + 0.13), base - unit * 19),
                ],
                0.14,
            ),
            ink(shade),
        )
    sheet.fill(box(bed, base, unit * 3, unit * 5) + box(bed + long - unit * 7, base, unit * 4, unit * 5), ink("brun"))



def _view(sheet: Sheet, left: float, top: float, wide: float, tall: float) -> None:
    """An open window with its curtains, and what one sees from it."""
    light, unit = sheet.light, sheet.unit
    base = top + tall
    sheet.fill(box(left, top, wide, tall), light.sky[-1] if not light.night else light.sky[0])
    sheet.fill(ellipse(left + wide * sheet.some(0.3, 0.7), top + tall * 0.32, unit * 5), light.sun)
    for level, colour in ((0.5, light.ridges[0].mid), (0.66, light.ridges[1].mid), (0.82, light.meadow.mid)):
        heights = [top + tall * (level + sheet.some(-0.08, 0.06)) for _ in range(4)]
        points = [(left + wide * k / 3, y) for k, y in enumerate(heights)]
        sheet.fill((*curve(points), ("L", left + wide, base), ("L", left, base), ("Z",)), colour)
    frame: Path = box(left - unit * 2, base, wide + unit * 4, unit * 2.6) + box(
        left - unit * 4, top - unit * 3, wide + unit * 8, unit
    )
    sheet.fill(frame + box(left + wide / 2 - unit * 0.5, top, unit, tall), ink("brun70"))
    for side in (0, 1):
        a, b = (left - unit * 4, left + wide * 0.2) if side == 0 else (left + wide + unit * 4, left + wide * 0.8)
        sheet.fill(
            (
                ("M", a, top - unit * 2), ("L", b, top - unit * 2),
                ("C", b, top + tall * 0.5, a + (b - a) * 0.5, top + tall * 0.6, a + (b - a) * 0.4, base + unit * 6),
                ("L", a, base + unit * 6), ("Z",),
            ),
            ink("papier" if side == 0 else "ciel50"),
        )


def _lamp(sheet: Sheet, x: float, top: float, y: float) -> None:
    """A hanging lamp, lit when it is dark."""
    unit, light = sheet.unit, sheet.light
    sheet.stroke((("M", x, top), ("L", x, y)), ink("brun"), unit * 0.4)
    sheet.fill(
        polygon((x - unit * 2, y), (x + unit * 2, y), (x + unit * 8, y + unit * 9), (x - unit * 8, y + unit * 9)),
        light.accent,
    )
    sheet.fill(ellipse(x, y + unit * 9.4, unit * 3.4, unit * 1.8), ink("miel") if light.night else ink("creme"))
