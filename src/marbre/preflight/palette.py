"""The brand's palette as it may be painted: full colours and their allowed tints, found again in a file's colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from marbre.brand import Brand
from marbre.brand import Colour as PaletteColour
from marbre.preflight.facts import Colour
from marbre.preflight.wording import figure

#: Tolerance per ink in percent: what rounding to 8 bits and back may do.
INK = 0.6
#: Tolerance per channel of 8-bit RGB.
LEVELS = 2
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_RGB = ("DeviceRGB", "CalRGB")
CMYK = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Swatch:
    """A palette colour at a tint in percent."""

    name: str
    tint: int
    cmyk: CMYK
    srgb: tuple[int, int, int]
    spot: str

    @property
    def label(self) -> str:
        return self.name if self.tint == 100 else f"{self.name} à {self.tint} %"


@lru_cache(maxsize=8)
def _swatches(palette: tuple[PaletteColour, ...]) -> tuple[Swatch, ...]:
    return tuple(
        Swatch(one.name, tint, one.cmyk_at(tint / 100), one.srgb_at(tint / 100), one.spot or "")
        for one in palette
        for tint in (100, *one.tints)
    )


def swatches(brand: Brand) -> tuple[Swatch, ...]:
    """Every colour and tint that may be painted."""
    return _swatches(brand.palette)


def cmyk_of(colour: Colour) -> CMYK | None:
    """A colour in process percentages, or None when it is not given in process inks alone."""
    if colour.space == "ICCBased" and len(colour.parts) == 4 and not colour.inks:
        cyan, magenta, yellow, black = (100 * part for part in colour.parts)
        return cyan, magenta, yellow, black
    inks = dict(colour.inks)
    if not inks or any(name not in _PROCESS for name in inks):
        return None
    cyan, magenta, yellow, black = (100 * inks.get(name, 0.0) for name in _PROCESS)
    return cyan, magenta, yellow, black


def spots_of(colour: Colour) -> tuple[tuple[str, float], ...]:
    """The spot inks of a colour that lay down ink, registration colour left out."""
    return tuple(
        (name, amount) for name, amount in colour.inks if name not in (*_PROCESS, "All", "None") and amount > 0
    )


def grey(colour: Colour) -> float | None:
    """The percentage of K when there is no other ink, or what an equal mix of red, green and blue stands for; else
    None."""
    cmyk = cmyk_of(colour)
    if cmyk is None:
        neutral = not colour.inks and max(colour.rgb) - min(colour.rgb) <= LEVELS
        return 100 - sum(colour.rgb) / 7.65 if neutral else None
    return cmyk[3] if max(cmyk[:3]) <= INK else None


def tint_of(colour: Colour, brand: Brand) -> str:
    """The palette colour of which a colour is another tint, said with its percentage, or an empty string."""
    cmyk = cmyk_of(colour)
    if cmyk is None and colour.inks:
        return ""
    for one in brand.palette:
        full = one.cmyk if cmyk else tuple(255.0 - part for part in one.srgb)
        parts = cmyk or tuple(255.0 - part for part in colour.rgb)
        strongest = max(range(len(full)), key=lambda index: full[index])
        tint = parts[strongest] / full[strongest] if full[strongest] else 0.0
        if 0 < tint < 1 and _near(tuple(part * tint for part in full), parts, INK if cmyk else LEVELS):
            return f"{one.name} à {figure(100 * tint, 0)} %"
    return ""


@lru_cache(maxsize=65536)
def _named(colour: Colour, palette: tuple[PaletteColour, ...]) -> Swatch | None:
    known = _swatches(palette)
    spots = spots_of(colour)
    if spots:
        return next((one for one in known if len(spots) == 1 and one.spot == spots[0][0]
                     and abs(one.tint - 100 * spots[0][1]) <= INK), None)  # fmt: skip
    cmyk = cmyk_of(colour)
    if cmyk is not None:
        first = cmyk[0]
        return next((one for one in known if abs(one.cmyk[0] - first) <= INK and _near(one.cmyk, cmyk, INK)), None)
    return next((one for one in known if _near(one.srgb, colour.rgb, LEVELS)), None)


def _near(one: tuple[float, ...], other: tuple[float, ...], by: float) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def named(colour: Colour, brand: Brand) -> Swatch | None:
    """The palette colour that a colour is, or None."""
    return _named(colour, brand.palette)


def label(colour: Colour) -> str:
    """A colour in figures, as French studios write them: C 10 M 20 J 30 N 0."""
    cmyk = cmyk_of(colour)
    if cmyk is not None:
        return " ".join(f"{ink} {figure(part)}" for ink, part in zip("CMJN", cmyk, strict=True))
    if colour.inks:
        return " + ".join(f"{name} {figure(100 * amount)} %" for name, amount in colour.inks if amount > 0)
    return "RVB #{:02X}{:02X}{:02X}".format(*colour.rgb)
