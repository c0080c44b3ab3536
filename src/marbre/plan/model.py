"""The flat plan as values: pieces to place, slots on pages, and the pages once the blocks lie in them.

Heights are counted in steps, a quarter of the baseline; lengths in mm from the head left of the trim.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from marbre.block import Sheet
from marbre.findings import Finding
from marbre.measures import Box, px_to_mm


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be placed. `steps` its height, `after` the space wanted below it; `wide` pieces take the full measure.

    `leads` marks a heading that must not be left alone at a foot. `key` finds the block.
    """

    name: str
    key: str
    steps: int
    after: int = 0
    wide: bool = False
    leads: bool = False
    record: int | None = None
    anchors: tuple[str, ...] = ()
    template: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a page for a block: sheet number `index` of block `key`."""

    name: str
    key: str
    x: float
    y: float
    index: int = 0
    record: int | None = None
    furniture: bool = False
    anchors: tuple[str, ...] = ()
    template: str = ""
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: `level` from 1, `y` in mm from the head of the trim."""

    level: int
    title: str
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet on a page, once its block is there; `clip` in mm from the head left of the trim, where it must not show
    beyond."""

    name: str
    sheet: Sheet
    x: float
    y: float
    record: int | None = None
    furniture: bool = False
    anchors: tuple[str, ...] = ()
    template: str = ""
    clip: Box | None = None

    @property
    def box(self) -> Box:
        """Where its content lies, in mm."""
        return Box(self.x, self.y, px_to_mm(self.sheet.width), px_to_mm(self.sheet.height))


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `label` is what a reader calls it (C1, 12); `folio` its printed number, None on covers.

    `recto` pages lie on the right; `section` and `chapter` are ids of the edition; `kind` names its furniture
    (`plain`, `full` for none). `title` opens a section in the tags.
    """

    label: str
    folio: int | None
    recto: bool
    section: str
    chapter: str
    kind: str = "plain"
    title: str = ""
    slots: tuple[Slot, ...] = ()
    placed: tuple[Placed, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    fill: float = 1.0


@dataclass(frozen=True, slots=True)
class FlatPlan:
    """All pages in reading order, covers included, and what was noticed while placing."""

    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    folios: dict[str, int] = field(default_factory=dict)

    def page_of(self, record: int) -> Page | None:
        """The first page on which an offer lies."""
        return next((page for page in self.pages for item in page.placed if item.record == record), None)
