"""A rule of the lint: one small function, its name its id, its docstring rule, why and fix.

Rules see facts, never files. There are two kinds:

- `@page_rule`   `(page: PageFacts, job: Job) -> Iterator[Mark]`, for each page;
- `@whole_rule`  `(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]`, once, for what runs from page to page; its
  marks say on which page they are (`Mark.on`).

The docstring has three parts that begin `Rule:`, `Why:`, `Fix:`. What the office reads (message, remedy) stands under the
same id in `data/rules_lint.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from marbre.findings import Severity
from marbre.lint.facts import Mark, PageFacts


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed in one language. Fractions are of the measure, spaces in ems.

    `ladder` hyphens in a row; `runt` the shortest last line; `river` lines of aligned white and `river_gap` its width;
    `loose` the widest word space of justified text; `least` and `most` characters a line, `narrow` those of captions and
    listings; `fill` of a column; `even` lines between the feet of neighbour columns; `repeats` lines that begin or end with
    one word; `single_letters` whether a word of one letter may not end a line.
    """

    ladder: int = 2
    runt: float = 0.15
    river: int = 4
    river_gap: float = 0.42
    loose: float = 0.5
    least: int = 35
    most: int = 75
    narrow: int = 25
    fill: float = 0.8
    even: float = 2.0
    repeats: int = 3
    single_letters: bool = False


#: French: the Lexique and its like allow two hyphens in a row; German words are longer (Duden, DIN 5008 practice: three).
LIMITS = {"fr": Limits(), "en": Limits(), "de": Limits(ladder=3), "nl": Limits(ladder=3)}


@dataclass(frozen=True, slots=True)
class Job:
    """What pages are held against: the `language`, its `limits`, the `body` size in pt."""

    language: str
    limits: Limits
    body: float = 0.0

    def foreign(self, lang: str) -> bool:
        """Whether a text says that it is in another language."""
        return bool(lang) and lang != self.language


PageRule = Callable[[PageFacts, Job], Iterator[Mark]]
WholeRule = Callable[[Sequence[PageFacts], Job], Iterator[Mark]]


@dataclass(frozen=True, slots=True)
class Told:
    """How a rule's marks are told: how bad, and who mends it."""

    severity: Severity
    who: str


@dataclass(slots=True)
class Rulebook:
    """Every rule by its id. Filled once, while modules of rules are imported."""

    page: dict[str, PageRule] = field(default_factory=dict)
    whole: dict[str, WholeRule] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.told)


RULES = Rulebook()
_WARNING = Severity.WARNING


def page_rule(who: str, severity: Severity = _WARNING) -> Callable[[PageRule], PageRule]:
    """Declare a rule about each page."""

    def declare(function: PageRule) -> PageRule:
        RULES.page[function.__name__] = function
        RULES.told[function.__name__] = Told(severity, who)
        return function

    return declare


def whole_rule(who: str, severity: Severity = _WARNING) -> Callable[[WholeRule], WholeRule]:
    """Declare a rule about pages in their order."""

    def declare(function: WholeRule) -> WholeRule:
        RULES.whole[function.__name__] = function
        RULES.told[function.__name__] = Told(severity, who)
        return function

    return declare
