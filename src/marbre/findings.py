"""A finding: what is wrong, where, why it matters and who mends it. A finding is a value, not an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
