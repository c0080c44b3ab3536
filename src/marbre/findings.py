"""A finding: what is wrong, where, why it matters and who mends it. A finding is a value, not an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marbre.measures import Box


class Severity(StrEnum):
    """How bad: `error` stops the print run, `warning` asks for a look, `info` is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation.

    `id` is a stable snake_case name (`text_overset`), the key of its explanation in `marbre explain`;
    `record` an offer id; `page` a folio from 1; `source` a `file:line`; `box` in mm from the head left of the trim;
    `message` and `remedy` are French sentences for the office; `value` and `limit` what was measured and allowed.
    """

    id: str
    severity: Severity
    message: str
    remedy: str = ""
    record: int | None = None
    page: int | None = None
    source: str = ""
    box: Box | None = None
    value: str = ""
    limit: str = ""
    who: str = ""


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity, or None when there is nothing to say."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    seen = {finding.severity for finding in findings}
    return next((severity for severity in order if severity in seen), None)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that somebody takes upon himself: its `id`, on one page or on all, in one language or all, for a `reason`,
    `by` whom, `until` when (that day included). `source` is `file:line`.
    """

    id: str
    reason: str
    by: str
    until: date
    page: int | None = None
    language: str = ""
    source: str = ""

    def covers(self, finding: Finding, language: str, today: date) -> bool:
        """Whether a finding is meant, and it is not too late."""
        return (
            self.id == finding.id
            and self.page in (None, finding.page)
            and self.language in ("", language)
            and today <= self.until
        )
