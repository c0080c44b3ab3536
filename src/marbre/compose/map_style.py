"""How a map looks: its lettering role by role, its marks and lines, the tints of its ground. Points and mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from marbre.drawing import Ink
from marbre.fonts import advance
from marbre.measures import pt_to_mm

_BARLOW, _NARROW = "barlow/Barlow_", "barlow-semi-condensed/BarlowSemiCondensed_"
#: Ascent of the house faces above the baseline, and their whole height, in em: where type stands in its line.
_ASCENT, _HEIGHT = 1.0, 1.2


@dataclass(frozen=True, slots=True)
class Lettering:
    """The type of a role: file below assets/fonts, its CSS weight and family, size in points, ink."""

    face: str
    css: str
    points: float
    ink: Ink
    spaced: float = 0.0

    @property
    def size(self) -> float:
        """The size in mm."""
        return pt_to_mm(self.points)

    @property
    def font(self) -> str:
        """The CSS `font` of the role."""
        spaced = f";letter-spacing:{self.spaced:g}mm" if self.spaced else ""
        return "font:" + self.css.format(f"{self.points:g}pt/{self.leading:g}mm") + spaced

    @property
    def leading(self) -> float:
        """The height of a line in mm."""
        return round(self.size * 1.16, 2)

    @property
    def baseline(self) -> float:
        """From the head of the line to the baseline, in mm."""
        return self.leading / 2 + (_ASCENT - _HEIGHT / 2) * self.size


def _narrow(weight: str, number: int, points: float, ink: Ink) -> Lettering:
    return Lettering(f"{_NARROW}{number}{weight}.ttf", f"{number} {{}} 'Barlow Semi Condensed'", points, ink)


def _wide(weight: str, number: int, points: float, ink: Ink, spaced: float = 0.0) -> Lettering:
    return Lettering(f"{_BARLOW}{number}{weight}.ttf", f"{number} {{}} Barlow", points, ink, spaced)


def _italic(points: float) -> Lettering:
    return Lettering(f"{_BARLOW}400Regular_Italic.ttf", "italic 400 {} Barlow", points, Ink("foret"))


#: The large map's lettering: city from 10,000 people, town from 1,900, bourg from 700, village.
LARGE_LETTERING: Mapping[str, Lettering] = {
    "city": _wide("Bold", 700, 17.0, Ink("noir")),
    "town": _wide("Bold", 700, 12.0, Ink("noir")),
    "bourg": _wide("SemiBold", 600, 9.6, Ink("noir")),
    "village": _narrow("Medium", 500, 8.6, Ink("noir")),
    "great": _italic(13.0),
    "river": _italic(9.0),
    "marker": _narrow("Bold", 700, 8.2, Ink("papier")),
    "road": _narrow("Bold", 700, 8.0, Ink("papier")),
    "grid": _narrow("Bold", 700, 13.0, Ink("brun")),
    "scale": _narrow("SemiBold", 600, 8.4, Ink("noir")),
    "neighbour": _narrow("SemiBold", 600, 10.0, Ink("brun")),
    "sector": _wide("Medium", 500, 12.5, Ink("brun"), 0.35),
    "legend": _narrow("SemiBold", 600, 10.0, Ink("noir")),
}


@dataclass(frozen=True, slots=True)
class MapStyle:
    """`mark` is half the size of a numbered mark and `pitch` the distance of two in a block; `clear` what stays free
    beside a fold; `great`, `small` the widths of rivers at their mouth; `detail` the least that contours show, in mm."""

    lettering: Mapping[str, Lettering] = field(default_factory=lambda: LARGE_LETTERING)
    mark: float = 2.75
    pitch: float = 5.9
    clear: float = 4.0
    great: float = 2.6
    small: float = 1.25
    detail: float = 0.3
    dots: tuple[float, float, float, float] = (2.0, 1.4, 1.0, 0.75)
    #: Ground of the territory from each altitude on, and of what lies around it.
    steps: tuple[tuple[int, Ink], ...] = (
        (-1000, Ink("prairie", 0.7)), (400, Ink("prairie", 0.5)), (500, Ink("prairie", 0.3)), (600, Ink("prairie", 0.15)),
        (700, Ink("miel", 0.15)), (850, Ink("miel", 0.3)), (1000, Ink("ocre", 0.3)), (1150, Ink("ocre", 0.5)),
        (1300, Ink("terracotta", 0.5)),
    )  # fmt: skip
    around: tuple[tuple[int, Ink], ...] = (
        (-1000, Ink("prairie", 0.15)), (500, Ink("creme")), (900, Ink("sable", 0.5)), (1200, Ink("sable")),
    )  # fmt: skip

    def role(self, population: int) -> str:
        """The role of a place's name."""
        return next((role for least, role in _RANKS if population >= least), "village")


_RANKS = ((10_000, "city"), (1_900, "town"), (700, "bourg"))
LARGE = MapStyle()


#: The least points of what is read in paper white on a colour, and how much of that half a mark must be for two figures.
ON_COLOUR, HALF_MARK = 8.1, 0.27
_ON_COLOUR = ("marker", "road")


def scaled(style: MapStyle, by: float, zoom: float = 1.0) -> MapStyle:
    """The style with everything on it `by` times as large, for maps that are smaller or larger than the sheet; figures on a
    colour stay large enough once the map is printed `zoom` times as large."""
    least = {role: ON_COLOUR / zoom for role in _ON_COLOUR}
    lettering = {
        role: replace(one, points=round(max(one.points * by, least.get(role, 0.0)), 2), spaced=one.spaced * by)
        for role, one in style.lettering.items()
    }
    mark = max(style.mark * by, lettering["marker"].points * HALF_MARK)
    return replace(
        style, lettering=lettering, mark=mark, pitch=max(style.pitch * by, 2 * mark + 0.4 * by), great=style.great * by,
        small=style.small * by, dots=tuple(dot * by for dot in style.dots),  # type: ignore[arg-type]
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _measured(face: Path, text: str) -> float:
    return sum(advance(face, letter) for letter in text)


def width_of(fonts: Path, lettering: Lettering, text: str) -> float:
    """The width of words in mm as the face sets them without kerning."""
    return _measured(fonts / lettering.face, text) * lettering.size + lettering.spaced * len(text)
