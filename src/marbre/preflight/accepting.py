"""Findings that an edition accepts: they stay in the report, marked, and fail nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from marbre.findings import Acceptance, Finding, Severity
from marbre.preflight.runner import Verdict
from marbre.words import finding_text


@dataclass(frozen=True, slots=True)
class Accepted:
    """A verdict after acceptances: `marks` say which findings (by their index) are accepted, and by which entry."""

    verdict: Verdict
    marks: tuple[tuple[int, Acceptance], ...] = ()

    @property
    def used(self) -> tuple[Acceptance, ...]:
        return tuple(one for _, one in self.marks)

    def standing(self) -> tuple[Finding, ...]:
        """Findings that nobody has accepted."""
        marked = {index for index, _ in self.marks}
        return tuple(one for index, one in enumerate(self.verdict.findings) if index not in marked)


def accept(verdict: Verdict, acceptances: Sequence[Acceptance], language: str, today: date) -> Accepted:
    """Mark what is accepted. What nobody could read, nobody can accept."""
    if verdict.verdict == "unreadable":
        return Accepted(verdict)
    marks = []
    for index, finding in enumerate(verdict.findings):
        entry = next((one for one in acceptances if one.covers(finding, language, today)), None)
        if entry is not None:
            marks.append((index, entry))
    return judged(Accepted(verdict, tuple(marks)))


def judged(accepted: Accepted) -> Accepted:
    """The verdict anew, from what is left standing."""
    failed = any(one.severity is Severity.ERROR for one in accepted.standing())
    return replace(accepted, verdict=replace(accepted.verdict, verdict="fail" if failed else "pass"))


def leftovers(
    acceptances: Iterable[Acceptance], used: Iterable[Acceptance], today: date, languages: Sequence[str] | None
) -> Iterator[Finding]:
    """Findings on entries whose date is past, and on those that no file of the edition needs any more.

    `languages` are those that were checked; None for all of them.
    """
    needed = set(used)
    for one in acceptances:
        if one.until < today:
            yield _told("acceptance_expired", Severity.WARNING, one, one.until.isoformat(), today.isoformat())
        elif one not in needed and (languages is None or one.language in languages):
            yield _told("acceptance_unused", Severity.INFO, one, one.id, "")


def _told(id: str, severity: Severity, one: Acceptance, value: str, limit: str) -> Finding:
    message, remedy = finding_text(id, one.id, one.until.strftime("%d/%m/%Y"))
    return Finding(id, severity, message, remedy, page=one.page, source=one.source, value=value, limit=limit, who="office")
