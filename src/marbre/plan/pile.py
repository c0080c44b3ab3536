"""What a flat plan is piled up from: measured sections, pages so far, blocks ordered for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marbre.edition import PageFormat, Section
from marbre.findings import Finding
from marbre.page_shape import PageShape
from marbre.plan.model import Page, Piece, Slot


@dataclass(frozen=True, slots=True)
class Run:
    """A section measured and ready to be placed.

    `kind`: sheets (`sheets` full pages), article (`text` and `words` steps), flow (`pieces` in columns), thread (`text`
    steps of one column running through `columns` columns a page). `slack` steps a column are kept for lines that may not
    be parted. `shapes` cut up the pages of an article, one by one; `sides` are the steps of what stands
    beside the text on each of them; `ends` steps are taken from every column of the last page of text.
    """

    section: Section
    kind: str
    title: str = ""
    head: Piece | None = None
    pieces: tuple[Piece, ...] = ()
    text: int = 0
    words: int = 0
    sheets: int = 1
    columns: int = 2
    plain: bool = True
    slack: int = 6
    shapes: tuple[PageShape, ...] = ()
    sides: tuple[int, ...] = ()
    ends: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """A block to be composed once the folios are known: `page` is the index of the page it stands on."""

    key: str
    kind: str
    section: str
    page: int
    values: tuple[tuple[str, Any], ...] = ()

    def value(self, name: str) -> Any:
        return dict(self.values)[name]


@dataclass(slots=True)
class Pile:
    format: PageFormat
    tales: list[str]
    pages: list[Page] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: int = 0
    open: bool = False

    @property
    def step(self) -> float:
        return self.format.baseline / 4

    @property
    def steps(self) -> int:
        return self.format.rows * 4

    def left(self, page: Page) -> float:
        return self.format.inner if page.recto else self.format.outer


def add_slots(pile: Pile, slots: Sequence[Slot], index: int = -1) -> None:
    pile.pages[index] = replace(pile.pages[index], slots=(*pile.pages[index].slots, *slots))
