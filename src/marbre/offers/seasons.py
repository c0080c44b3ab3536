"""When the offer is open: in which months of a year each type has at least one open day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from marbre.offers.model import OFFER_TYPES, Offer, OpeningPeriod


@dataclass(frozen=True, slots=True)
class Season:
    """`months`: how many of the `told` offers of a type are open in each month, January first; `silent` say nothing."""

    type: str
    told: int
    silent: int
    months: tuple[int, ...]


def seasons_of(offers: Iterable[Offer], year: int) -> tuple[Season, ...]:
    """The seasons of every type that has offers, in the order of Apidae's types."""
    by_type: dict[str, list[frozenset[int] | None]] = {}
    for offer in offers:
        by_type.setdefault(offer.type, []).append(open_months(offer, year))
    rows = []
    for type in sorted(by_type, key=lambda one: OFFER_TYPES.index(one) if one in OFFER_TYPES else 99):
        told = [months for months in by_type[type] if months is not None]
        counts = tuple(sum(month in months for months in told) for month in range(1, 13))
        rows.append(Season(type, len(told), len(by_type[type]) - len(told), counts))
    return tuple(rows)


def open_months(offer: Offer, year: int) -> frozenset[int] | None:
    """The months of `year` in which an offer is open; None where the record does not say."""
    if offer.opening.all_year:
        return frozenset(range(1, 13))
    if not offer.opening.periods:
        return None
    return frozenset(month for period in offer.opening.periods for month in _months(period, year))


def _months(period: OpeningPeriod, year: int) -> Iterator[int]:
    yield from (day.month for day in period.extra_dates if period.every_year or day.year == year)
    if period.every_year and period.start and period.end:
        first, last = (period.start.month, period.start.day), (period.end.month, period.end.day)
        if first <= last:
            yield from range(first[0], last[0] + 1)
        else:
            yield from range(first[0], 13)
            yield from range(1, last[0] + 1)
        return
    start, end = period.start or date(year, 1, 1), period.end or (date(year, 12, 31) if period.start is None else period.start)
    first_day, last_day = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
    if first_day <= last_day:
        yield from range(first_day.month, last_day.month + 1)
