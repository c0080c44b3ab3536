"""The design system as frozen values: faces, type styles, rules, greys, tints and spaces of a family of formats.

`system_file` reads them from `layouts/_system/tokens.yaml`; `compose.system_tokens` gives them to templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marbre.measures import Size
from marbre.offers.model import Texts

#: Steps to a baseline: everything that stands in a column is led, padded and spaced in whole steps.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Face:
    """A face by its role: the CSS families in order, and the role of brand.yaml whose faces stand in for it."""

    role: str
    families: tuple[str, ...]
    brand: str = ""

    @property
    def css(self) -> str:
        """The value of `font-family`."""
        return ", ".join(f'"{one}"' if " " in one else one for one in self.families)


@dataclass(frozen=True, slots=True)
class Style:
    """A style of the type scale: `size` in points, `leading` in mm, `tracking` in em.

    `use` says which of the brand's minimum sizes holds: body, listing or legal. A `scaled` style follows the sheet:
    points and millimetres for each hundredth of its height, `least` points at least. `why` says why a leading that is
    no whole number of steps is right.
    """

    name: str
    face: str
    weight: int
    size: float
    leading: float
    tracking: float = 0.0
    use: str = "listing"
    scaled: bool = False
    least: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The page that a family is made for: trim, margins, baseline, columns and their gap, in mm."""

    trim: Size
    head: float
    foot: float
    inner: float
    outer: float
    baseline: float
    columns: int
    column_gap: float

    @property
    def step(self) -> float:
        """A quarter of the baseline, in mm."""
        return round(self.baseline / STEPS, 4)


@dataclass(frozen=True, slots=True)
class Family:
    """The system for one family of formats. `rules` and `spaces` are mm, `greys` and `tints` percent."""

    name: str
    title: Texts
    like: str
    grid: Grid
    faces: Mapping[str, Face]
    type: Mapping[str, Style]
    rules: Mapping[str, float]
    greys: Mapping[str, int]
    tints: Mapping[str, int]
    spaces: Mapping[str, float]
