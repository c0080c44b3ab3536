"""A file held against every rule: file, then each page, then the pages together; one verdict."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import marbre.preflight
from marbre.findings import Finding, Severity
from marbre.preflight.codes import code_reader
from marbre.preflight.facts import FileFacts, InkCover, PageFacts
from marbre.preflight.inkmap import ink_cover
from marbre.preflight.letters import Letters
from marbre.preflight.pixels import Pictures
from marbre.preflight.reader import Unreadable, opened
from marbre.preflight.rule import RULES, Job, PageSummary, Rulebook
from marbre.preflight.separating import Separator
from marbre.preflight.summary import summary_of

#: Findings of one rule kept for a page and for a file; what is more is counted.
PER_PAGE, PER_FILE = 12, 120


@dataclass(frozen=True, slots=True)
class Verdict:
    """`verdict` is pass, fail (an error among the findings) or unreadable; `rules` is how many ran."""

    file: str
    verdict: str
    rules: int
    findings: tuple[Finding, ...]
    pages: int = 0


@cache
def rulebook() -> Rulebook:
    """Every rule of the modules named `rules_…`, declared once."""
    for module in sorted(module.name for module in pkgutil.iter_modules(marbre.preflight.__path__)):
        if module.startswith("rules_"):
            importlib.import_module(f"marbre.preflight.{module}")
    return RULES


def preflight(
    data_or_path: bytes | Path | str, job: Job, *, name: str = "", strict: bool = False, book: Rulebook | None = None,
    watch: Callable[[PageFacts], None] | None = None,
) -> Verdict:  # fmt: skip
    """Every rule on a file. With `strict`, a rule that fails raises; else it is a finding, as it is our fault, not the
    file's. `watch` is shown every page's facts in passing (for the report). Never raises for what a file holds."""
    book = _in_force(book or rulebook(), job)
    shown = name or ("fichier.pdf" if isinstance(data_or_path, bytes) else Path(data_or_path).name)
    try:
        with opened(data_or_path, shown) as source, code_reader(data_or_path) as codes:
            pictures = Pictures(source.pdf, Separator(job.printer.condition.separation))
            letters = Letters(source.pdf)
            seen = (
                replace(page, codes=codes(page), ink=_ink(page, pictures, letters, job.printer.ink_area, strict))
                for page in source.pages()
            )
            seen = (_with_faults(page, pictures) for page in seen)
            findings, pages = _run(source.facts, seen, job, book, strict, watch)
    except Unreadable as error:
        found = Finding(error.id, Severity.ERROR, error.message, error.hint, who="partner")
        return Verdict(shown, "unreadable", 0, (found,))
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return Verdict(shown, "fail" if failed else "pass", len(book), tuple(findings), pages)


def _with_faults(page: PageFacts, pictures: Pictures) -> PageFacts:
    """A page with the faults of its pictures' data, which come to light when they are laid."""
    hurt = pictures.faults(one.image.number for one in page.painted if one.image is not None)
    return replace(page, faults=(*page.faults, *hurt)) if hurt else page


def _ink(page: PageFacts, pictures: Pictures, letters: Letters, side: float, strict: bool) -> InkCover | None:
    """Ink on paper; None where our own arithmetic fails, which must not cost the file its other rules."""
    try:
        return ink_cover(page, pictures, side, letters)
    except Exception:
        if strict:
            raise
        return None


def _in_force(book: Rulebook, job: Job) -> Rulebook:
    """Rules about a brand need one."""
    if job.brand is not None:
        return book

    def kept(rules: dict[str, Any]) -> dict[str, Any]:
        return {id: rule for id, rule in rules.items() if ".rules_brand" not in rule.__module__}

    return Rulebook(kept(book.file), kept(book.page), kept(book.whole))


def _run(
    facts: FileFacts, pages: Iterable[PageFacts], job: Job, book: Rulebook, strict: bool,
    watch: Callable[[PageFacts], None] | None,
) -> tuple[list[Finding], int]:  # fmt: skip
    ledger = Ledger()
    broken: set[str] = set()

    def ask(rules: dict[str, Callable[..., Iterator[Finding]]], *given: Any) -> None:
        for id, rule in rules.items():
            if id in broken:
                continue
            try:
                ledger.enter(id, rule(*given, job))
            except Exception as error:
                if strict:
                    raise
                broken.add(id)
                ledger.enter(id, [_rule_failed(id, error)])

    ask(book.file, facts)
    summaries: list[PageSummary] = []
    for page in pages:
        ask(book.page, page, facts)
        summaries.append(summary_of(page))
        if watch is not None:
            watch(page)
    ask(book.whole, tuple(summaries), facts)
    return _told_once(ledger), len(summaries)


#: Rules that tell the same objects, the second ones place by place and with the words concerned.
_TOLD_BETTER = {"device_rgb": ("colour_not_in_inks", "rgb_outside_pictures")}


def _told_once(ledger: Ledger) -> list[Finding]:
    """One defect is one finding: on a page where another rule has told it better, it is not told again, nor in a file where
    that rule had more to tell than a report holds."""
    findings = ledger.findings()
    better = {
        (id, finding.page) for id, others in _TOLD_BETTER.items() for finding in findings
        if finding.id in others and finding.value == "RVB"
    }  # fmt: skip
    full = {id for id, others in _TOLD_BETTER.items() if any(ledger.cut_short(other) for other in others)}
    return [finding for finding in findings if (finding.id, finding.page) not in better and finding.id not in full]


def _rule_failed(id: str, error: Exception) -> Finding:
    return Finding(
        "rule_failed", Severity.WARNING, f"La règle {id} s'est interrompue : {type(error).__name__}.",
        "Signalez-le avec le fichier.", value=id, who="engineer",
    )  # fmt: skip


class Ledger:
    """Findings as they come in, the same one on the same page only once, with how often it was met."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, int | None, str], tuple[Finding, int]] = {}
        self._on_page: dict[tuple[str, int | None], int] = {}
        self._in_file: dict[str, int] = {}
        self._left_out: dict[str, tuple[Finding, int]] = {}

    def enter(self, rule: str, findings: Iterable[Finding]) -> None:
        """Take what a rule found, up to a number for each page and for the file."""
        for finding in findings:
            key = finding.id, finding.page, finding.message
            known = self._entries.get(key)
            if known is not None:
                self._entries[key] = (known[0], known[1] + 1)
                continue
            place = rule, finding.page
            if self._on_page.get(place, 0) >= PER_PAGE or self._in_file.get(rule, 0) >= PER_FILE:
                first, count = self._left_out.get(finding.id, (finding, 0))
                worse = finding if finding.severity is Severity.ERROR else first
                self._left_out[finding.id] = (worse, count + 1)
                continue
            self._on_page[place] = self._on_page.get(place, 0) + 1
            self._in_file[rule] = self._in_file.get(rule, 0) + 1
            self._entries[key] = (finding, 1)

    def cut_short(self, id: str) -> bool:
        """Whether a rule found more than is told one by one."""
        return id in self._left_out

    def findings(self) -> list[Finding]:
        """What was found, in order, the rest of each rule in one finding."""
        found = [
            finding if count == 1 else replace(finding, message=f"{finding.message.rstrip('.')} ({count} fois).")
            for finding, count in self._entries.values()
        ]
        for finding, count in self._left_out.values():
            message = f"{count} autre(s) constat(s) de la même règle, par exemple : {finding.message}"
            found.append(replace(finding, message=message))
        return found
