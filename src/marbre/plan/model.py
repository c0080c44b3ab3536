"""The flat plan as values: every page with its folio and side, and what lies on it."""

from __future__ import annotations

from dataclasses import dataclass

from marbre.block import Sheet
from marbre.findings import Finding
from marbre.measures import Box


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet on a page: `x`, `y` in mm from the head left of the trim.

    `name` says what it is (`offer:700012`, `head:3`); `record` the offer it shows; `furniture` is decoration that is
    not read aloud; `anchors` are names that links may aim at besides those of the sheet itself.
    """

    name: str
    sheet: Sheet
    x: float
    y: float
    record: int | None = None
    furniture: bool = False
    anchors: tuple[str, ...] = ()
    template: str = ""

    @property
    def box(self) -> Box:
        """Where its content lies, in mm."""
        width, height = (value * 25.4 / 96 for value in (self.sheet.width, self.sheet.height))
        return Box(self.x, self.y, width, height)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: `level` from 1, `y` in mm from the head of the trim."""

    level: int
    title: str
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `label` is what a reader calls it (C1, 12); `folio` its printed number, None on covers.

    `recto` pages lie on the right; `section` and `chapter` are ids of the edition.
    """

    label: str
    folio: int | None
    recto: bool
    section: str
    chapter: str
    placed: tuple[Placed, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class FlatPlan:
    """All pages in reading order, covers included, and what was noticed while placing."""

    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()

    def page_of(self, record: int) -> Page | None:
        """The first page on which an offer lies."""
        return next((page for page in self.pages for item in page.placed if item.record == record), None)
