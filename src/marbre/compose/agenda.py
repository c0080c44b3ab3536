"""Events in time: the first day of each within an edition's life, and whether it is a date or a season."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from marbre.offers.model import Offer, OpeningPeriod

#: Events that last longer than this many days go to « toute la saison » instead of a day.
LONG_DAYS = 10


@dataclass(frozen=True, slots=True)
class When:
    """`first` day within the life; `lasting` for what recurs or runs for more than LONG_DAYS."""

    first: date
    lasting: bool


def when(offer: Offer, life: tuple[date, date]) -> When | None:
    """When an event takes place within `life`, or None if never."""
    found = [span for period in offer.opening.periods for span in spans(period, life)]
    if not found:
        return None
    first = min(start for start, _ in found)
    recurring = any(period.kind in ("week", "month") and _long(period) for period in offer.opening.periods)
    lasting = recurring or any((end - start).days > LONG_DAYS for start, end in found)
    return When(first, lasting)


def _long(period: OpeningPeriod) -> bool:
    return period.start is None or period.end is None or (period.end - period.start).days > LONG_DAYS


def spans(period: OpeningPeriod, life: tuple[date, date]) -> list[tuple[date, date]]:
    """The parts of a period that fall within `life`, with years filled in where they mean nothing."""
    spans = []
    if period.start is None and period.end is None:
        spans.append(life)
    elif period.every_year:
        start, end = period.start or period.end, period.end or period.start
        assert start is not None
        assert end is not None
        for year in range(life[0].year - 1, life[1].year + 1):
            first = _in_year(start, year)
            last = _in_year(end, year + (1 if (end.month, end.day) < (start.month, start.day) else 0))
            spans.append((first, last))
    else:
        start = period.start or life[0]
        spans.append((start, period.end or start))
    return [
        (max(start, life[0]), min(end, life[1]))
        for start, end in spans
        if start <= life[1] and end >= life[0]
    ]


def _in_year(day: date, year: int) -> date:
    """The same day in another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def kind_of(offer: Offer, life: tuple[date, date]) -> str:
    """`weekly` for what recurs by weekday, `lasting` for what runs on for more than LONG_DAYS, else `dated`; `over` when
    no day of it is within the life."""
    found = [(period, span) for period in offer.opening.periods for span in spans(period, life)]
    if not found:
        return "over"
    if any(period.kind in ("week", "month") and (end - start).days > LONG_DAYS for period, (start, end) in found):
        return "weekly"
    return "lasting" if any((end - start).days > LONG_DAYS for _, (start, end) in found) else "dated"


def only(offers: Sequence[Offer], kinds: str, life: tuple[date, date]) -> Iterator[Offer]:
    """Those of a kind (`weekly`, `lasting`, `dated`), by the option `events` of a section; all of them without one."""
    return (offer for offer in offers if not kinds or kind_of(offer, life) == kinds)
