"""Events day by day: every date on which an event takes place within an edition's life, and what is no date at all.

A week market is one line of a table, an exhibition a line of its own, everything else is told on each of its days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marbre.compose.agenda import kind_of, spans
from marbre.compose.listings import Setting, listing
from marbre.compose.matter import Item, Matter, level_of
from marbre.compose.opening_days import hours_phrase
from marbre.compose.templates import Layout, fill
from marbre.edition import Edition, Section
from marbre.findings import Finding
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


def calendar_matter(
    section: Section, offers: Sequence[Offer], edition: Edition, layout: Layout, setting: Setting, grid: Mapping[int, str]
) -> Matter:
    """A calendar: a heading for each week, one for each day, an event in full on its first day and in a line after."""
    items: list[Item] = []
    findings: list[Finding] = []
    week: tuple[int, int] | None = None
    day: date | None = None
    for one in occurrences(offers, setting.life):
        if one.day.isocalendar()[:2] != week:
            week = (one.day.isocalendar()[0], one.day.isocalendar()[1])
            items.append(_week(section, one.day, layout, setting))
        if one.day != day:
            day = one.day
            items.append(_day(section, day, layout, setting))
        made = listing(one.offer, level_of(one.offer, edition), None, setting, "", grid.get(one.offer.id, ""), 4, False)
        values = made.values | {"opening": hours_phrase(one.frames, setting.words), "again": not one.first, "day": day}
        template = "event" if one.first else "again"
        html = fill(layout, template, {"o": values, "fit": ""})
        record = one.offer.id if one.first else None
        anchors = (str(one.offer.id),) if one.first else ()
        name = f"offer:{one.offer.id}:{day.isoformat()}"
        items.append(Item(name, html, "col", template, after=2, record=record, anchors=anchors, title=values["name"]))
        findings += made.findings if one.first else ()
    return Matter(section, tuple(items), tuple(findings))


def _week(section: Section, day: date, layout: Layout, setting: Setting) -> Item:
    monday = day - timedelta(days=day.weekday())
    ends = {"from": day_values(monday, setting), "to": day_values(monday + timedelta(days=6), setting)}
    values = ends | {"chapter": section.chapter}
    name = f"week:{section.id}:{monday.isoformat()}"
    return Item(name, fill(layout, "week", values), "col", "week", leads=True, after=2)


def _day(section: Section, day: date, layout: Layout, setting: Setting) -> Item:
    values = day_values(day, setting) | {"chapter": section.chapter}
    return Item(f"day:{section.id}:{day.isoformat()}", fill(layout, "day", values), "col", "day", leads=True, after=1)


def day_values(day: date, setting: Setting) -> dict[str, Any]:
    """A day in words: its number, weekday and month."""
    words = setting.words
    return {
        "number": str(words["first_day"]) if day.day == 1 else str(day.day),
        "weekday": words.days[day.weekday()],
        "month": words.months[day.month - 1],
        "year": day.year,
    }
