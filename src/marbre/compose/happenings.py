"""Every day on which an event takes place within an edition's life, with its hours. Values only, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marbre.compose.agenda import kind_of, spans
from marbre.offers.days import hours_on, open_on
from marbre.offers.model import Offer
from marbre.offers.selecting import sort_key

Frames = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of an event: `frames` are (opens, closes) as HH:MM; `first` of its days within the life."""

    day: date
    offer: Offer
    frames: Frames
    first: bool


def days_of(offer: Offer, life: tuple[date, date]) -> dict[date, Frames]:
    """Every day on which it takes place within the life, in order, with its hours."""
    extra = {day for period in offer.opening.periods for day in period.extra_dates if life[0] <= day <= life[1]}
    told = {
        start + timedelta(days=number)
        for period in offer.opening.periods
        for start, end in spans(period, life)
        for number in range((end - start).days + 1)
    }
    return {day: hours_on(offer.opening, day) for day in sorted(told | extra) if open_on(offer.opening, day)}


def occurrences(offers: Sequence[Offer], life: tuple[date, date]) -> list[Occurrence]:
    """Every day of every dated event, in order: by day, then by hour, then by name."""
    found = [
        Occurrence(day, offer, frames, number == 0)
        for offer in offers
        if kind_of(offer, life) == "dated"
        for number, (day, frames) in enumerate(days_of(offer, life).items())
    ]
    return sorted(found, key=lambda one: (one.day, one.frames[:1], sort_key(one.offer, "fr")))
