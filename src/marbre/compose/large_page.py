"""The large map of a sheet: what an edition numbers and names, at the place that its flat plan gives the map.

Options of the section, boxes in mm of the trim (left, top, width, height): `style: relief` asks for this map, `area` is
where the grid lies, `view` what the ground fills, `legend` where the legend stands, `reserved` what the layout covers,
`ground: sectors` puts tints of the sectors in the relief's place, `zoom` makes all larger or smaller, `size` words and
marks alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from marbre.compose.map_labels import Area, MapLabel
from marbre.compose.map_legend import LegendMatter
from marbre.compose.map_matter import MapMatter, MapPlace
from marbre.compose.map_sheet import large_map
from marbre.compose.map_style import LARGE, scaled
from marbre.compose.map_words import Marker
from marbre.compose.maps import MapSheet, bounds, known_ground, named_places, read_lines
from marbre.compose.territory_page import enlarged
from marbre.drawing import Ink
from marbre.edition import Edition, Section
from marbre.offers.model import Offer
from marbre.offers.relief import RELIEF, Relief, read_relief
from marbre.offers.territory import Territory

#: Words at the edge of a map stay so far from the trim, in mm.
QUIET = 5.0
#: Hand-drawn lines, in the folder of a territory.
LINES = "lignes-schematiques.json"
_Tints = Sequence[tuple[str, Ink]]


def is_large(wish: Section | None) -> bool:
    """Whether a section asks for the large map."""
    return wish is not None and wish.option("style") == "relief"


def matter_of(
    edition: Edition, territory: Territory, offers: Sequence[Offer], markers: Sequence[Marker], folder: Path,
    tints: _Tints = (), language: str = "fr",
) -> MapMatter:  # fmt: skip
    """What a large map of the edition draws; for offers from elsewhere only their communes. Raises InputError."""
    ground = known_ground(territory, offers)
    home = ground is territory
    return MapMatter(
        named_places(ground, offers), read_relief(folder / RELIEF) if home else Relief(),
        read_lines(folder / LINES) if home else (),
        tuple(markers), tuple((insee, id) for id, _, communes in edition.sectors for insee in communes), tuple(tints),
        sector_names=tuple((id, title.best(language)) for id, title, _ in edition.sectors),
    )  # fmt: skip


def large_edition_map(
    edition: Edition, matter: MapMatter, offers: Sequence[Offer], fonts: Path, wish: Section,
    legend: Sequence[tuple[str, str, str, str, str]] = (), words: Sequence[tuple[str, str]] = (), verso: bool = False,
) -> MapSheet:  # fmt: skip
    """The map of a sheet's side, or of a spread, where the spine counts as a fold. `legend`: (mark, palette colour, words,
    letter, its colour) of each chapter; `words` those of `map_legend` in the layout."""
    page, pages, zoom = edition.format, wish.pages or 1, float(wish.option("zoom", 1))
    size = ((pages * page.trim.width + 2 * page.bleed) / zoom, (page.trim.height + 2 * page.bleed) / zoom)
    inner = [page.outer, page.head, pages * page.trim.width - 2 * page.outer, page.trim.height - page.head - page.foot]
    area = _on_sheet(wish.option("area") or inner, page.bleed, zoom)
    view = _on_sheet(wish.option("view"), page.bleed, zoom) if wish.option("view") else (0.0, 0.0, *size)
    across, down = page.panels.folds(verso)
    across = (page.trim.width, *across) if pages == 2 else across
    place = MapPlace(
        size, area, view, bounds(matter.territory, offers),
        (tuple((at + page.bleed) / zoom for at in across), tuple((at + page.bleed) / zoom for at in down)),
        tuple(_corners(_on_sheet(box, page.bleed, zoom)) for box in wish.option("reserved", ())),
        legend=_corners(_on_sheet(wish.option("legend"), page.bleed, zoom)) if wish.option("legend") else None,
        quiet=(page.bleed + QUIET) / zoom,
    )  # fmt: skip
    style = scaled(LARGE, float(wish.option("size", 1)), zoom)
    known = LegendMatter(tuple(legend), tuple(words), bool(matter.relief.steps) and not matter.tints, zoom)
    clear = QUIET + 0.4 if pages == 2 else style.clear
    made = large_map(matter, place, fonts, replace(style, clear=clear / zoom), known)
    return made if zoom == 1 else replace(enlarged(made, zoom), labels=_moved(made.labels, zoom), large=made.large * zoom)


def _moved(labels: Sequence[MapLabel], zoom: float) -> tuple[MapLabel, ...]:
    """Words where they stand on an enlarged map; their size is the map's."""
    return tuple(replace(label, x=label.x * zoom, y=label.y * zoom) for label in labels)


def sector_tints(edition: Edition, grounds: Sequence[tuple[str, float]]) -> tuple[tuple[str, Ink], ...]:
    """INSEE code → ink of its sector, in the order of the edition's sectors."""
    return tuple(
        (insee, Ink(*grounds[index % len(grounds)]))
        for index, (_, _, communes) in enumerate(edition.sectors)
        for insee in communes
    )  # fmt: skip


def chapter_legend(edition: Edition, numbers: Mapping[int, str], on: Mapping[str, str], language: str) -> list[
    tuple[str, str, str, str, str]
]:  # fmt: skip
    """The chapters that number places: mark, palette colour, words, letter, and the palette colour that it is read in."""
    used = {number.rstrip("0123456789") for number in numbers.values()}
    return [
        (chapter.mark, chapter.colour, chapter.title.best(language), chapter.prefix, on[chapter.id])
        for chapter in edition.chapters
        if chapter.prefix in used
    ]


def _on_sheet(box: Sequence[float], bleed: float, zoom: float) -> Area:
    left, top, width, height = (float(end) for end in box)
    return (left + bleed) / zoom, (top + bleed) / zoom, width / zoom, height / zoom


def _corners(box: Area) -> Area:
    left, top, width, height = box
    return left, top, left + width, top + height
