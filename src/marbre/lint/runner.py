"""A finished file held against the rules: pages read one by one, then the pages together."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import marbre.lint
from marbre.findings import Finding, Severity
from marbre.lint.facts import Line, Mark, Owner, PageFacts, Strip
from marbre.lint.lines import lines_of, tags_of
from marbre.lint.reading import Element, RawPage, ink_end, language_of, opened, read_page
from marbre.lint.rule import LIMITS, RULES, Job, Limits, Rulebook
from marbre.lint.setting import body_style, columns_of, paragraphs_of
from marbre.measures import Box
from marbre.words import finding_text

#: Told how many pages have been read, of how many.
Tell = Callable[[int, int], None]
#: Findings of one rule on one page; what is more is counted.
PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What the flat plan knows of a page. `owners`: (first marked-content id, one past the last, whose it is); `columns`
    left and right of each, `top` and `foot` of the type area, in mm."""

    folio: int | None
    label: str
    recto: bool
    designed: bool
    owners: tuple[tuple[int, int, Owner], ...] = ()
    columns: tuple[tuple[float, float], ...] = ()
    top: float = 0.0
    foot: float = 0.0


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with the page of the file, from 1 (0: none), what a reader calls that page, the section it is in, and text
    by which its file is searched."""

    finding: Finding
    sheet: int
    label: str
    context: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Linted:
    """A file read: `rules` is how many were applied."""

    language: str
    pages: int
    rules: int
    remarks: tuple[Remark, ...]


@cache
def rulebook() -> Rulebook:
    """Every rule of the modules named `rules_…`, declared once."""
    for module in sorted(module.name for module in pkgutil.iter_modules(marbre.lint.__path__)):
        if module.startswith("rules_"):
            importlib.import_module(f"marbre.lint.{module}")
    return RULES


def lint(
    data: bytes | Path, language: str = "", plans: Sequence[PagePlan] = (), limits: Limits | None = None,
    tell: Tell | None = None,
) -> Linted:  # fmt: skip
    """Every rule on a file. `language` is that of the file unless given (French if it says none); `plans`, one a page, say
    what our own editions know. Raises InputError for what is no PDF."""
    with opened(data) as document:
        spoken = language or language_of(document) or "fr"
        read = [(replace(page, runs=()), lines_of(page), tags_of(page)) for page in _read(document, plans, tell)]
    repeated = _furniture([lines for _, lines, _ in read]) if not plans else frozenset()
    pages = [
        _page(page, [line for line in lines if _said_at(line) not in repeated], tags, plans) for page, lines, tags in read
    ]
    pages = pages if plans else _with_strips([page for page, _, _ in read], pages)
    body = body_style([one for page in pages for one in page.paragraphs])
    job = Job(spoken, limits or LIMITS.get(spoken, Limits()), body)
    book = rulebook()
    return Linted(spoken, len(pages), len(book), tuple(_remarks(pages, job, book)))


def _read(document: Any, plans: Sequence[PagePlan], tell: Tell | None) -> Iterator[RawPage]:
    count = len(document)
    for index in range(count):
        wanted = not plans or (index < len(plans) and not plans[index].designed)
        yield read_page(document, index, wanted)
        if tell is not None:
            tell(index + 1, count)


def _said_at(line: Line) -> tuple[int, str]:
    return round(line.baseline), "".join(letter for letter in line.text if letter.isalpha())


def _furniture(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[int, str]]:
    """Lines that stand at one place on many pages with the same letters: folios and running heads."""
    counted = Counter(said for lines in pages for said in {_said_at(line) for line in lines})
    return frozenset(said for said, number in counted.items() if number >= 3 and number > 0.3 * len(pages))


def _page(raw: RawPage, lines: Sequence[Line], elements: Mapping[int, Element], plans: Sequence[PagePlan]) -> PageFacts:
    plan = plans[raw.number - 1] if raw.number <= len(plans) else None
    owners: dict[int, Owner] = {}
    for first, after, owner in plan.owners if plan else ():
        owners |= {raw.elements[mark].id: owner for mark in range(first, after) if mark in raw.elements}
    paragraphs = paragraphs_of(lines, elements, owners)
    page = PageFacts(
        raw.number, None, raw.label, raw.width, raw.height, paragraphs, columns_of(paragraphs), designed=plan is None
    )
    if plan is None:
        return page
    strips = tuple(
        Strip(left, right, plan.top, plan.foot, ink_end(raw, left, right, plan.top, plan.foot))
        for left, right in (() if plan.designed else plan.columns)
    )
    return replace(
        page, folio=plan.folio, label=plan.label, recto=plan.recto, designed=plan.designed, strips=strips
    )


def _with_strips(raw: Sequence[RawPage], pages: Sequence[PageFacts]) -> list[PageFacts]:
    """Somebody's file: its type area is what the columns of its pages have in common."""
    columns = [column for page in pages for column in page.columns]
    if len(pages) < 3 or len(columns) < 3:
        return list(pages)
    top = sorted(column.lines[0].top for column in columns)[len(columns) // 4]
    foot = sorted(column.bottom for column in columns)[(3 * len(columns)) // 4]
    made = []
    for one, page in zip(raw, pages, strict=True):
        strips = tuple(
            Strip(left, right, top, foot, ink_end(one, left, right, top, foot))
            for left, right in ((column.paragraphs[0].left, column.paragraphs[0].right) for column in page.columns)
            if foot - top > 40
        )
        made.append(replace(page, strips=strips, designed=False))
    return made


def _remarks(pages: Sequence[PageFacts], job: Job, book: Rulebook) -> Iterator[Remark]:
    for page in pages:
        for id, rule in book.page.items():
            yield from _told(id, (mark.on(page) for mark in rule(page, job)), book)
    for id, whole in book.whole.items():
        yield from _told(id, whole(pages, job), book)


def _told(id: str, marks: Iterable[Mark], book: Rulebook) -> Iterator[Remark]:
    """Marks as findings, with the words of `data/rules_lint.yaml`, so many a page."""
    counted: Counter[int] = Counter()
    for mark in marks:
        page = mark.page
        assert page is not None, id
        counted[page.number] += 1
        if counted[page.number] > PER_PAGE:
            continue
        message, remedy = finding_text(id, mark.value, mark.limit)
        told, owner = book.told[id], mark.owner
        severity = Severity.INFO if mark.minor else told.severity
        box = mark.box and Box(*(round(one, 1) for one in (mark.box.x, mark.box.y, mark.box.width, mark.box.height)))
        finding = Finding(
            id, severity, f"{message} : « {mark.quote} »" if mark.quote else message, remedy,
            record=owner.record if owner else None, page=page.folio, source=owner.source if owner else "", box=box,
            value=mark.value, limit=mark.limit, who=told.who,
        )  # fmt: skip
        yield Remark(finding, page.number, page.label, mark.context or mark.quote, owner.section if owner else "")
