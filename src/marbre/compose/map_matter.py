"""What a large map is made of, and where on a sheet it lies."""

from __future__ import annotations

from dataclasses import dataclass, field

from marbre.compose.map_labels import Area
from marbre.compose.map_words import Line, Marker
from marbre.drawing import Ink
from marbre.offers.relief import Relief
from marbre.offers.territory import Territory

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Where the map lies. `size` of the sheet, `area` (left, top, width, height) that `box` (west, south, east, north in
    metres) is fitted into, `view` that the ground fills, in mm; `folds` of the sheet, from the left and from its head;
    `kept` rectangles (left, top, right, bottom) that panels cover, `legend` the one of the legend; no words within `quiet`
    of the edge of the sheet."""

    size: tuple[float, float]
    area: Area
    view: Area
    box: Box
    folds: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    kept: tuple[Area, ...] = ()
    grid: bool = True
    legend: Area | None = None
    quiet: float = 0.0


@dataclass(frozen=True, slots=True)
class MapMatter:
    """What is drawn. `sectors`: INSEE code → sector, in the order of the edition's, and `sector_names` what each is
    called; `only` communes that are drawn as the
    territory, all of them where it is empty; every layer may be empty."""

    territory: Territory
    relief: Relief = field(default_factory=Relief)
    lines: tuple[Line, ...] = ()
    markers: tuple[Marker, ...] = ()
    sectors: tuple[tuple[str, str], ...] = ()
    tints: tuple[tuple[str, Ink], ...] = ()
    only: frozenset[str] = frozenset()
    sector_names: tuple[tuple[str, str], ...] = ()
