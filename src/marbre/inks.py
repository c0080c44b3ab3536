"""Ink by number: the sRGB colours that stylesheets speak, and the inks they become on paper.

A palette colour, or one of its tints, maps exactly to the charter's CMYK, or to the ink of its own that is bought for
the run; greys (r = g = b) become black ink only; anything else is converted by the press (`press.inking`) and reported
as off the palette.
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
class SpotInk:
    """An ink of its own: the plate's name, its stand-in in CMYK percent at full tone. A varnish prints over the rest."""

    name: str
    cmyk: Cmyk
    varnish: bool = False


@dataclass(frozen=True, slots=True)
class SpotTone:
    """A spot ink at a tint from 0 to 1."""

    ink: SpotInk
    tint: float


@dataclass(frozen=True, slots=True)
class InkTable:
    """Every exact colour of the brand with its inks: sRGB bytes → CMYK percent, those printed with spot inks, and those
    that stand for a varnish, bought or not."""

    exact: tuple[tuple[Rgb, Cmyk], ...]
    spots: tuple[tuple[Rgb, SpotTone], ...] = ()
    varnishes: tuple[Rgb, ...] = ()

    def lookup(self) -> dict[Rgb, Cmyk]:
        return dict(self.exact)


def ink_table(
    palette: Mapping[str, tuple[Rgb, Cmyk]], tints: Sequence[int], spots: Mapping[str, SpotInk] | None = None,
    varnishes: Sequence[str] = (),
) -> InkTable:  # fmt: skip
    """The table for a palette (name → sRGB, CMYK percent), the tints that stylesheets may use, in percent, the names
    printed with an ink of their own, and the names that are a varnish.

    Where two entries share an sRGB value the full tone wins, then the order of the palette; a tint that is a neutral grey
    stays black ink.
    """
    table: dict[Rgb, Cmyk] = {}
    tones: dict[Rgb, SpotTone] = {}
    clear: list[Rgb] = []
    for tint in sorted({100, *tints}, reverse=True):
        for name, (rgb, (c, m, y, k)) in palette.items():
            part = tint / 100
            shade = tinted(rgb, part)
            if shade in table:
                continue
            table[shade] = (c * part, m * part, y * part, k * part)
            if len(set(shade)) == 1 and tint < 100:
                continue
            if name in varnishes:
                clear.append(shade)
            if spots and name in spots:
                tones[shade] = SpotTone(spots[name], part)
    return InkTable(tuple(table.items()), tuple(tones.items()), tuple(clear))


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


def name_text(name: str) -> str:
    """A PDF name: whatever is not a plain sign as #xx (ISO 32000-1, 7.3.5)."""
    plain = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+"
    return "/" + "".join(chr(byte) if byte in plain else f"#{byte:02X}" for byte in name.encode())


def separation_text(spot: SpotInk) -> str:
    """The colour space of one spot ink."""
    full = operands(spot.cmyk).decode()
    function = f"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[{full}]/N 1>>"
    return f"[/Separation {name_text(spot.name)}/DeviceCMYK {function}]"
