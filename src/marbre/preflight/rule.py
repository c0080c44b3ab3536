"""A rule of the preflight: one small function, its name its id, its docstring rule, why and fix.

Rules see facts, never files. There are three kinds, by what they look at:

- `@file_rule`   `(file: FileFacts, job: Job) -> Iterator[Finding]`, once;
- `@page_rule`   `(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]`, for each page, which is then let go;
- `@whole_rule`  `(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]`, once, after all pages.

The docstring has three lines that begin `Rule:`, `Why:`, `Fix:`; `marbre explain` shows them, a test demands them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from marbre.brand import Brand
from marbre.findings import Finding
from marbre.measures import Box, pt_to_mm
from marbre.preflight.facts import Boxes, FileFacts, Font, PageFacts, Rect
from marbre.printing import Printer


@dataclass(frozen=True, slots=True)
class Job:
    """What a file is held against. `brand` None leaves the brand rules out; `binding` is saddle, perfect or sheet, or ""
    when nobody knows; `faces` the family names of the brand's faces as files name them; `sheet` is True for a cover or
    another single sheet; `expected` holds what the job ticket says besides (spine in mm, pages…)."""

    printer: Printer
    brand: Brand | None = None
    binding: str = ""
    faces: tuple[str, ...] = ()
    sheet: bool = False
    expected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What is kept of a page after its own rules have run."""

    number: int
    boxes: Boxes
    rotate: int
    empty: bool
    spots: tuple[str, ...] = ()
    fonts: tuple[Font, ...] = ()
    inks: tuple[tuple[str, float], ...] = ()
    highest_ink: float = 0.0


FileRule = Callable[[FileFacts, Job], Iterator[Finding]]
PageRule = Callable[[PageFacts, FileFacts, Job], Iterator[Finding]]
WholeRule = Callable[[Sequence[PageSummary], FileFacts, Job], Iterator[Finding]]


@dataclass(slots=True)
class Rulebook:
    """Every rule by its id, in order of declaration. Filled once, while modules of rules are imported."""

    file: dict[str, FileRule] = field(default_factory=dict)
    page: dict[str, PageRule] = field(default_factory=dict)
    whole: dict[str, WholeRule] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.file) + len(self.page) + len(self.whole)


RULES = Rulebook()


def file_rule(function: FileRule) -> FileRule:
    """Declare a rule about the file as a whole."""
    RULES.file[function.__name__] = function
    return function


def page_rule(function: PageRule) -> PageRule:
    """Declare a rule about each page."""
    RULES.page[function.__name__] = function
    return function


def whole_rule(function: WholeRule) -> WholeRule:
    """Declare a rule that compares pages with one another."""
    RULES.whole[function.__name__] = function
    return function


def place(rect: Rect, page: PageFacts) -> Box:
    """A rectangle of user space as a box in mm from the head left of the trim."""
    left, bottom, right, top = rect
    cut = page.boxes.cut
    unit = page.user_unit
    x, y = pt_to_mm((left - cut[0]) * unit), pt_to_mm((cut[3] - top) * unit)
    return Box(
        round(x, 2), round(y, 2), round(pt_to_mm((right - left) * unit), 2), round(pt_to_mm((top - bottom) * unit), 2)
    )
