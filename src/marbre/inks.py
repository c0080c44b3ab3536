"""Ink by number: the sRGB colours that stylesheets speak, and the inks they become on paper.

A palette colour, or one of its tints, maps exactly to the charter's CMYK; greys (r = g = b) become black ink only;
anything else is converted by the plain complement with full black removal and reported as off the palette.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]


def tinted(rgb: Rgb, tint: float) -> Rgb:
    """An 8-bit sRGB colour mixed with white paper: `tint` 1 is the colour itself, 0 is paper."""
    red, green, blue = (round(255 - (255 - channel) * tint) for channel in rgb)
    return red, green, blue


@dataclass(frozen=True, slots=True)
class InkTable:
    """Every exact colour of the brand with its inks: sRGB bytes → CMYK percent."""

    exact: tuple[tuple[Rgb, Cmyk], ...]

    def lookup(self) -> dict[Rgb, Cmyk]:
        return dict(self.exact)


def ink_table(palette: Mapping[str, tuple[Rgb, Cmyk]], tints: Sequence[int]) -> InkTable:
    """The table for a palette (name → sRGB, CMYK percent) and the tints that stylesheets may use, in percent.

    Where two entries share an sRGB value the full tone wins, then the order of the palette.
    """
    table: dict[Rgb, Cmyk] = {}
    for tint in sorted({100, *tints}, reverse=True):
        for rgb, (c, m, y, k) in palette.values():
            part = tint / 100
            table.setdefault(tinted(rgb, part), (c * part, m * part, y * part, k * part))
    return InkTable(tuple(table.items()))


def grey_ink(rgb: Rgb) -> Cmyk:
    """A neutral grey as black ink alone, percent."""
    return (0.0, 0.0, 0.0, round(100 * (1 - rgb[0] / 255), 2))


def complement(rgb: Rgb) -> Cmyk:
    """The plain complement with full black removal, percent: for colours nobody planned."""
    cyan, magenta, yellow = (100 * (1 - channel / 255) for channel in rgb)
    black = min(cyan, magenta, yellow)
    if black >= 100:
        return (0.0, 0.0, 0.0, 100.0)
    scale = 100 / (100 - black)
    return (
        round((cyan - black) * scale, 2),
        round((magenta - black) * scale, 2),
        round((yellow - black) * scale, 2),
        round(black, 2),
    )


def operands(cmyk: Cmyk) -> bytes:
    """CMYK percent as PDF operands from 0 to 1."""
    return b" ".join(f"{round(value / 100, 4):g}".encode() for value in cmyk)
