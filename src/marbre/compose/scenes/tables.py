"""A table laid on a terrace, with its view."""

from __future__ import annotations

from marbre.compose.scenes.land import backdrop, hills, strata
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, blob, box, dome, ellipse, line, polygon
from marbre.compose.scenes.plants import poplar, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky


def table(sheet: Sheet, season: str) -> None:
    """A table laid on a terrace: bread, cheese, a carafe, and the country beyond."""
    light, unit = sheet.light, sheet.unit
    horizon = sheet.y(sheet.some(0.48, 0.56))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3)
    strata(
        sheet, hills(sheet, horizon + unit * 3, unit * 4),
        (light.meadow.mid, light.field.lit, light.meadow.shade), unit * 7,
    )
    poplar(sheet, sheet.x(0.12), horizon + unit * 10, unit * 16)
    tree(sheet, sheet.x(0.2), horizon + unit * 11, unit * 9)
    _arbour(sheet, season)
    top = sheet.y(0.78)
    cloth, edge = sheet.dice.choice(
        (("papier", "ciel"), ("creme", "sable"), ("miel30", "ocre50"), ("terracotta15", "terracotta30"))
    )
    sheet.fill(
        polygon(
            (sheet.x(-0.05), top), (sheet.x(1.05), top), (sheet.x(1.05), sheet.height), (sheet.x(-0.05), sheet.height)
        ),
        ink(cloth),
    )
    sheet.fill(box(0, sheet.y(0.93), sheet.width, sheet.height), ink(edge))
    middle = sheet.x(0.5) + unit * sheet.some(-6, 6)
    bottle(sheet, middle - unit * 26, top + unit * 6, unit * 40)
    glass(sheet, middle - unit * 12, top + unit * 8, unit * 22)
    glass(sheet, middle + unit * 34, top + unit * 7, unit * 22)
    _cheese_board(sheet, middle + unit * 12, top + unit * 10)
    _loaf(sheet, middle - unit * 46, top + unit * 9)


def _arbour(sheet: Sheet, season: str) -> None:
    """Leaves of an arbour hanging into the picture from above."""
    light, unit = sheet.light, sheet.unit
    for number, colour in ((11, light.leaf.shade), (7, light.leaf.mid)):
        leaves: Path = ()
        for _ in range(round(number * (1 + sheet.fine * 0.6))):
            x, y, size = sheet.x(sheet.dice.random()), sheet.top + unit * sheet.some(-4, 5), unit * sheet.some(4, 8)
            leaves += blob(
                [
                    (x, y - size), (x + size * 0.9, y - size * 0.3), (x + size * 0.45, y + size * 0.6),
                    (x, y + size), (x - size * 0.45, y + size * 0.6), (x - size * 0.9, y - size * 0.3),
                ],
                0.1 if sheet.fine else 0.0,
            )
        if season != "winter" or colour == light.leaf.shade:
            sheet.fill(leaves, colour)


def bottle(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A bottle of Boudes, half of it in the light."""
    half = tall * 0.12
    body: Path = (
        ("M", x - half, base), ("L", x - half, base - tall * 0.56),
        ("C", x - half, base - tall * 0.7, x - half * 0.42, base - tall * 0.68, x - half * 0.4, base - tall * 0.8),
        ("L", x - half * 0.4, base - tall), ("L", x + half * 0.4, base - tall),
        ("L", x + half * 0.4, base - tall * 0.8),
        ("C", x + half * 0.42, base - tall * 0.68, x + half, base - tall * 0.7, x + half, base - tall * 0.56),
        ("L", x + half, base), ("Z",),
    )
    sheet.fill(body, ink("foret"))
    sheet.fill(box(x - half * 0.8, base - tall * 0.56, half * 0.36, tall * 0.5), ink("foret70"))
    sheet.fill(box(x - half, base - tall * 0.42, half * 2, tall * 0.24), ink("creme"))
    sheet.fill(box(x - half, base - tall * 0.3, half * 2, tall * 0.05), sheet.light.accent)
    sheet.fill(box(x - half * 0.44, base - tall, half * 0.88, tall * 0.12), ink("rouge"))


def glass(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A glass of red wine."""
    half = tall * 0.24
    sheet.fill(
        box(x - tall * 0.02, base - tall * 0.5, tall * 0.04, tall * 0.5) + ellipse(x, base, half * 0.8, tall * 0.04),
        ink("ciel"),
    )
    sheet.fill(
        (
            ("M", x - half, base - tall), ("L", x + half, base - tall),
            ("C", x + half * 1.15, base - tall * 0.6, x + half * 0.6, base - tall * 0.45, x, base - tall * 0.43),
            ("C", x - half * 0.6, base - tall * 0.45, x - half * 1.15, base - tall * 0.6, x - half, base - tall),
            ("Z",),
        ),
        ink("ciel50"),
    )
    sheet.fill(
        (
            ("M", x - half * 1.02, base - tall * 0.76), ("L", x + half * 1.02, base - tall * 0.76),
            ("C", x + half, base - tall * 0.55, x + half * 0.5, base - tall * 0.46, x, base - tall * 0.46),
            (
                "C", x - half * 0.5, base - tall * 0.46, x - half, base - tall * 0.55, x - half * 1.02,
                base - tall * 0.76,
            ),
            ("Z",),
        ),
        ink("rouge"),
    )


def _cheese_board(sheet: Sheet, x: float, base: float) -> None:
    unit = sheet.unit
    sheet.fill(
        blob([(x - unit * 16, base), (x, base - unit * 3), (x + unit * 17, base), (x, base + unit * 3.4)], 0.24),
        ink("brun70"),
    )
    sheet.fill(
        (
            ("M", x - unit * 11, base - unit * 1), ("L", x - unit * 11, base - unit * 7),
            ("L", x + unit * 11, base - unit * 7), ("L", x + unit * 11, base - unit),
            ("C", x + unit * 6, base + unit * 2, x - unit * 6, base + unit * 2, x - unit * 11, base - unit),
            ("Z",),
        ),
        ink("ocre"),
    )
    sheet.fill(ellipse(x, base - unit * 7, unit * 11, unit * 3), ink("sable"))
    sheet.fill(
        polygon(
            (x, base - unit * 7), (x + unit * 11, base - unit * 6.6), (x + unit * 11, base - unit),
            (x + unit * 4, base + unit * 1), (x, base - unit * 1),
        ),
        ink("brun70"),
    )
    sheet.fill(
        polygon(
            (x, base - unit * 7), (x + unit * 4, base - unit * 4.4), (x + unit * 4, base + unit * 1), (x, base - unit)
        ),
        ink("miel50"),
    )


def _loaf(sheet: Sheet, x: float, base: float) -> None:
    unit = sheet.unit
    sheet.fill(dome(x, base + unit * 2, unit * 14, unit * 12), ink("terracotta"))
    sheet.fill(dome(x - unit * 1.5, base + unit * 0.4, unit * 11.5, unit * 9.4), ink("ocre"))
    cuts: Path = ()
    for part in (-0.5, 0.0, 0.5):
        cuts += line(
            (x + unit * (9 * part - 2), base - unit * (4 - abs(part) * 4)),
            (x + unit * (9 * part + 2), base - unit * (8 - abs(part) * 5)),
        )
    sheet.stroke(cuts, ink("creme"), unit * 1.1)
