"""The job ticket and the flat plan as frozen values. `edition_file` reads them from `editions/<name>/edition.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from marbre.measures import Box, Size
from marbre.offers.model import NO_TEXTS, Texts


@dataclass(frozen=True, slots=True)
class Panels:
    """How a sheet is folded: `widths` from left to right and `heights` from head to foot of its first side, in mm;
    `fold` says it in words. Without widths the sheet is flat."""

    widths: tuple[float, ...] = ()
    heights: tuple[float, ...] = ()
    fold: Texts = NO_TEXTS

    def boxes(self, verso: bool = False) -> tuple[Box, ...]:
        """The panels of a side, row by row, from the head left of the trim. The second side is the first one turned over
        sideways."""
        widths = self.widths[::-1] if verso else self.widths
        rows = zip(_starts(self.heights), self.heights, strict=True)
        return tuple(
            Box(x, y, width, height) for y, height in rows for x, width in zip(_starts(widths), widths, strict=True)
        )

    def folds(self, verso: bool = False) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Where the sheet is folded: from the left, and from the head of the trim."""
        widths = self.widths[::-1] if verso else self.widths
        return _starts(widths)[1:], _starts(self.heights)[1:]

    @property
    def closed(self) -> tuple[float, float] | None:
        """Width and height in mm once it is folded: those of the widest and the highest panel. None for a flat sheet."""
        folded = len(self.widths) > 1 or len(self.heights) > 1
        return (max(self.widths), max(self.heights)) if folded else None


def _starts(lengths: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(sum(lengths[:index]), 3) for index in range(len(lengths)))


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Trimmed size, bleed and grid, in mm. `inner` and `outer` margins change sides on verso pages."""

    trim: Size
    bleed: float
    head: float
    foot: float
    inner: float
    outer: float
    baseline: float
    columns: int
    column_gap: float
    panels: Panels = Panels()

    @property
    def text_width(self) -> float:
        return self.trim.width - self.inner - self.outer

    @property
    def rows(self) -> int:
        """Baselines in the type area."""
        return int((self.trim.height - self.head - self.foot) / self.baseline + 1e-6)

    @property
    def text_height(self) -> float:
        return self.rows * self.baseline

    @property
    def column_width(self) -> float:
        return (self.text_width - (self.columns - 1) * self.column_gap) / self.columns


@dataclass(frozen=True, slots=True)
class Chapter:
    """A colour-coded chapter: never colour alone, so also a mark, a prefix for numbers, a word and a pictogram.

    `mark`: circle, square, triangle or diamond. `colour` is a palette name of brand.yaml. `terms` are reference ids that
    make an offer one of this theme.
    """

    id: str
    title: Texts
    tab: Texts
    colour: str
    mark: str
    prefix: str
    pictogram: str
    terms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A partner level: which criteria (ids of internal criteria) earn it, and the block template that shows it.

    `id`: line, card, picture, half. Levels are ordered from the lowest; an offer without criteria has the first.
    `characters` is the most characters of description that the level is entitled to.
    """

    id: str
    criteria: tuple[int, ...]
    template: str
    columns: int
    characters: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Which offers belong to a section: every condition that is given must hold; within one condition any value.

    `terms` are ids of reference elements found anywhere in the offer; `subtypes` ids of its type's own sub-type.
    `ids` names offers one by one, in that order, and then no other condition is needed. With `aspect` only offers that
    have it are taken, and they are seen as they are for that public.
    """

    ids: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    subtypes: tuple[int, ...] = ()
    terms: tuple[int, ...] = ()
    without_terms: tuple[int, ...] = ()
    selections: tuple[int, ...] = ()
    criteria: tuple[int, ...] = ()
    communes: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    pets: bool = False
    aspect: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the flat plan.

    `kind`: page (full-page block), spread (two facing pages), article (text flowing in columns), listing (offers at
    their levels), table (offers as rows), agenda, choice (offers that a page shows), contents, index, partners (index of
    partners), advert.
    `template` is a file of the layout without its ending; `texts` names of files in texts/<lang>/; `starts`: recto,
    verso or any; `group`: commune, sector, type, subtype, month, weekday or none; `pages` 0 means as many as needed.
    `options` are the template's own, as written. `source` is `file:line`.
    """

    id: str
    kind: str
    template: str
    chapter: str = ""
    title: Texts = NO_TEXTS
    texts: tuple[str, ...] = ()
    select: Selection | None = None
    group: str = "none"
    starts: str = "any"
    pages: int = 0
    in_contents: bool = False
    options: tuple[tuple[str, Any], ...] = ()
    source: str = ""

    def option(self, name: str, default: Any = None) -> Any:
        """One of the template's own options."""
        return next((value for key, value in self.options if key == name), default)


@dataclass(frozen=True, slots=True)
class Advert:
    """An advertising slot: where it stands and who has it; unsold slots carry a house filler.

    `format`: full, half, quarter, strip. `file` is a PDF or picture in the edition's `adverts/` folder.
    """

    slot: str
    format: str
    sold_to: str = ""
    file: str = ""
    alt: Texts = NO_TEXTS
    filler: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """What the printer is told. `house` names a printer of printing.yaml; `spots` palette colours printed with inks of
    their own; `grammage` g/m2 and `bulk` cm3/g of the body's paper (0 where unknown); `spine` mm, where it is given;
    `cover`: apart (a flat file), inside, or auto (apart when glued); `delivery` and `proofs` in words for the printer."""

    printer: str
    printer_address: str
    run: int
    paper_body: str
    paper_cover: str
    binding: str
    multiple: int
    min_pages: int
    max_pages: int
    legal_deposit: str = ""
    house: str = "offset-couche"
    spots: tuple[str, ...] = ()
    grammage: float = 0.0
    bulk: float = 0.0
    spine: float = 0.0
    cover: str = "auto"
    delivery: str = ""
    proofs: str = ""
    issn: str = ""

    @property
    def cover_apart(self) -> bool:
        """Whether the cover is a flat file of its own."""
        return self.cover == "apart" or (self.cover == "auto" and self.binding == "perfect")


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication. `valid_from` and `valid_to` are its life: dates of rights, stars and prices are held against
    it; `dated` is the date that every printed date comes from; `data_date` when the listings were closed. `formats` are
    others that it can be made in, by name; `publication` what it is before the law (edition_fields.PUBLICATIONS).
    `untranslated` is the rule for what has no translation: leave_out, mark, block, or empty (texts stop the build,
    descriptions are printed in French).
    """

    name: str
    title: Texts
    subtitle: Texts
    year: int
    layout: str
    languages: tuple[str, ...]
    dated: date
    data_date: date
    valid_from: date
    valid_to: date
    format: PageFormat
    printing: Printing
    levels: tuple[Level, ...]
    chapters: tuple[Chapter, ...]
    adverts: tuple[Advert, ...]
    flatplan: tuple[Section, ...]
    cover: tuple[Section, ...]
    sectors: tuple[tuple[str, Texts, tuple[str, ...]], ...] = ()
    source: str = ""
    borrow: tuple[str, ...] = ()
    formats: tuple[tuple[str, PageFormat], ...] = ()
    publication: str = "brochure"
    untranslated: str = ""

    def chapter(self, id: str) -> Chapter | None:
        """A chapter by its id."""
        return next((chapter for chapter in self.chapters if chapter.id == id), None)
