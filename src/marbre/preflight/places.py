"""Offences of a page gathered into findings: neighbours become one place, and a page has a handful of places at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from marbre.findings import Finding, Severity
from marbre.preflight.facts import PageFacts, Rect
from marbre.preflight.ground import shared
from marbre.preflight.rule import place
from marbre.words import finding_text

#: Places told of each page and rule; neighbours are this near, in pt.
_MOST, _NEAR = 6, 8.0


@dataclass(frozen=True, slots=True)
class Offence:
    """A thing that breaks a rule. `value` as it is said, `text` the words concerned, `count` things gathered in it."""

    box: Rect
    value: str = ""
    text: str = ""
    severity: Severity = Severity.WARNING
    count: int = 1


def told(
    id: str, offences: Iterable[Offence], page: PageFacts, limit: str = "", who: str = "studio"
) -> Iterator[Finding]:
    """A finding for each place, worded by the explanation of `id`; what is too much joins the last one."""
    places: list[Offence] = []
    for offence in offences:
        _join(places, offence)
    places.sort(key=lambda one: one.severity is not Severity.ERROR)
    for one in places[:_MOST]:
        message, remedy = finding_text(id, one.value, limit)
        message += f" {_quoted(one.text)}" if one.text else ""
        message += f" ({one.count} fois à cet endroit)" if one.count > 1 else ""
        left = sum(other.count for other in places[_MOST:])
        if left and one is places[_MOST - 1]:
            message += f" Et {left} autres endroits de la page."
        yield Finding(
            id, one.severity, message, remedy, page=page.number, box=place(one.box, page), value=one.value, limit=limit,
            who=who,
        )  # fmt: skip


def _join(places: list[Offence], offence: Offence) -> None:
    """Add to a near place of the same value, looking back a little only, or begin a new one."""
    left, bottom, right, top = offence.box
    wide = (left - _NEAR, bottom - _NEAR, right + _NEAR, top + _NEAR)
    for back in range(len(places) - 1, max(-1, len(places) - 4), -1):
        other = places[back]
        if other.value == offence.value and other.severity is offence.severity and shared(other.box, wide):
            box = (min(left, other.box[0]), min(bottom, other.box[1]), max(right, other.box[2]), max(top, other.box[3]))
            places[back] = replace(other, box=box, count=other.count + 1)
            return
    places.append(offence)


def _quoted(text: str, most: int = 40) -> str:
    """A text's beginning in French quotation marks."""
    text = " ".join(text.split())
    return f"« {text if len(text) <= most else text[: most - 1].rstrip() + '…'} »"


def figure(value: float, digits: int = 2) -> str:
    """A number with a decimal comma and no idle zeros: 3,5."""
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def points(value: float) -> str:
    """A type size or line width: 7,5 pt."""
    return f"{figure(value)} pt"


def percent(value: float) -> str:
    """An ink sum: 320 %."""
    return f"{figure(value, 0)} %"
