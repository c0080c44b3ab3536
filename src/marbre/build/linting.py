"""The lint of an edition: its web file, with what the flat plan knows of every text on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from marbre.accepted_file import NAME as ACCEPTED
from marbre.accepted_file import read_accepted
from marbre.build.edition import web_file
from marbre.compose.copy import Copy, read_copy
from marbre.findings import Acceptance
from marbre.lint.facts import Owner
from marbre.lint.rule import Limits
from marbre.lint.runner import Linted, PagePlan, Remark, lint, rulebook
from marbre.offers.model import Offer
from marbre.plan.model import Page, Placed
from marbre.preflight.accepting import leftovers
from marbre.project import Project

#: Told what is being done, how much of it is done, and how much there is.
Tell = Callable[[str, int, int], None]
#: The target of a link in Markdown, and the folio that is printed in its place.
_LINK, _FOLIO = re.compile(r"\]\([^)]*\)"), re.compile(r"\(p\.\s*\d*\)?|^\d+\)")
#: So many letters of a quotation are enough to find it in its file.
_ENOUGH = 24
#: In a block's own text fewer do.
_LEAST, _SHORTEST = 14, 6


@dataclass(frozen=True, slots=True)
class Proofread:
    """An edition in one language, read: `standing` findings, and those that its accepted.yaml takes upon somebody."""

    edition: str
    linted: Linted
    standing: tuple[Remark, ...]
    accepted: tuple[tuple[Remark, Acceptance], ...] = ()


def lint_edition(
    project: Project, name: str, language: str, offers: tuple[Offer, ...], limits: Limits | None, tell: Tell
) -> Proofread:
    """Compose the edition from the blocks that are kept, and read its pages. Raises EditionError, InputError."""
    copy = read_copy(project, name, language, offers)
    plan, data, _ = web_file(project, copy, tell)
    plans = [_page_plan(page, copy) for page in plan.pages]
    linted = lint(data, language, plans, limits, lambda done, total: tell("pages", done, total))
    remarks = tuple(_with_line(remark, copy) for remark in linted.remarks)
    taken = read_accepted(project.editions / name, f"editions/{name}/{ACCEPTED}")
    taken = tuple(one for one in taken if one.id in rulebook().told)
    accepted = tuple(_accepted(remarks, taken, copy))
    marked = {id(remark) for remark, _ in accepted}
    left = leftovers(taken, (entry for _, entry in accepted), copy.edition.dated, [language])
    standing = [one for one in remarks if id(one) not in marked]
    standing += [Remark(finding, finding.page or 0, "") for finding in left]
    return Proofread(name, replace(linted, remarks=remarks), tuple(standing), accepted)


def _page_plan(page: Page, copy: Copy) -> PagePlan:
    trim = copy.edition.format
    first = trim.inner if page.recto else trim.outer
    step = trim.column_width + trim.column_gap
    lefts = [first + number * step for number in range(trim.columns)]
    return PagePlan(
        page.folio, page.label, page.recto, page.kind == "full" or any(_covers(one, copy) for one in page.placed),
        tuple(_owners(page, copy)), tuple((left, left + trim.column_width) for left in lefts),
        trim.head, trim.head + trim.text_height,
    )  # fmt: skip


def _covers(item: Placed, copy: Copy) -> bool:
    """Whether a block was drawn for the whole page, as maps, plans and adverts are."""
    return item.name.startswith("page:") and item.box.height > copy.edition.format.trim.height


def _owners(page: Page, copy: Copy) -> Iterator[tuple[int, int, Owner]]:
    """Blocks by their marked content, which counts through the page, furniture left out (see `bind.binder`)."""
    marked = 0
    for number, item in enumerate(page.placed):
        if item.furniture:
            continue
        kind, _, name = item.name.partition(":")
        running = kind == "text"
        yield (
            marked, marked + item.sheet.marked,
            Owner(
                item.name, page.section, f"{item.name}#{number}" if running else "", item.name if running else "",
                _source(kind, name, page.section, copy) if item.record is None else "", item.record, item.template,
            ),
        )  # fmt: skip
        marked += item.sheet.marked


def _source(kind: str, name: str, section: str, copy: Copy) -> str:
    """The file that a block's words come from: its only text, else the line of the flat plan."""
    if kind in ("interlude", "tale") and name in copy.articles:
        return copy.articles[name].source
    try:
        found = copy.section(name.split(":")[0] or section)
    except KeyError:
        return ""
    texts = [copy.articles[one] for one in found.texts if one in copy.articles]
    return texts[0].source if len(texts) == 1 else found.source


def _with_line(remark: Remark, copy: Copy) -> Remark:
    """The remark with the file and line where its words were written: looked for in its own text, then in all of them. What
    stands in no text (it comes from brand.yaml, from a layout) keeps the line of the flat plan."""
    finding = remark.finding
    if finding.record is not None or not remark.context:
        return remark
    own = finding.source.rpartition(":")[0]
    files = [own] if own.endswith(".md") else []
    files += sorted({file for one in copy.articles.values() if (file := one.source.rpartition(":")[0]) != own})
    words = _letters(remark.context)
    for file in files if len(words) >= _ENOUGH else files[:1]:
        line = _line_of(copy.project.root / file, words, strict=file != own)
        if line:
            return replace(remark, finding=replace(finding, source=f"{file}:{line}"))
    if not words or not remark.section:
        return remark
    return replace(remark, finding=replace(finding, source=copy.section(remark.section).source))


@cache
def _text(path: Path) -> tuple[str, tuple[int, ...]]:
    """The letters of a file without its spaces and links, and where each of its lines begins in them."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return "", ()
    said = [_letters(_LINK.sub("", line)) for line in lines]
    return "".join(said), tuple(accumulate((len(line) for line in said), initial=0))


def _line_of(path: Path, words: str, strict: bool) -> int:
    """The line on which these letters end, 0 for none: all of them or, not `strict`, their end or their beginning."""
    text, starts = _text(path)
    pieces = (words[-_ENOUGH:], words[:_ENOUGH], words[-_LEAST:], words[:_LEAST])
    for part in (words, *(() if strict else pieces)):
        if len(part) >= _SHORTEST and (text.count(part) == 1 or (part == words and part in text)):
            return bisect_right(starts, text.index(part) + len(part) - 1)
    return 0


def _letters(text: str) -> str:
    return "".join(letter for letter in _FOLIO.sub("", text).casefold() if letter.isalnum())


def _accepted(
    remarks: Sequence[Remark], taken: Sequence[Acceptance], copy: Copy
) -> Iterator[tuple[Remark, Acceptance]]:
    """Pages of acceptances are pages of the file, as for the preflight."""
    for remark in remarks:
        finding = replace(remark.finding, page=remark.sheet)
        entry = next((one for one in taken if one.covers(finding, copy.language, copy.edition.dated)), None)
        if entry is not None:
            yield remark, entry


def counted(remarks: Sequence[Remark]) -> Mapping[str, int]:
    """How many remarks of each rule, the most frequent first."""
    ids = [remark.finding.id for remark in remarks]
    return {id: ids.count(id) for id in sorted(set(ids), key=lambda one: (-ids.count(one), one))}
