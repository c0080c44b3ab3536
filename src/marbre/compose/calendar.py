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
from marbre.compose.opening_phrases import frames_said
from marbre.compose.templates import Layout, fill
from marbre.edition import Edition, Section
from marbre.findings import Finding
from marbre.offers.model import Offer, OpeningPeriod
from marbre.offers.selecting import sort_key

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of an event: `frames` are (opens, closes) as HH:MM; `first` of its days within the life."""

    day: date
    offer: Offer
    frames: tuple[tuple[str, str], ...]
    first: bool


def days_of(offer: Offer, life: tuple[date, date]) -> dict[date, tuple[tuple[str, str], ...]]:
    """Every day on which it takes place within the life, in order, with its hours."""
    days: dict[date, tuple[tuple[str, str], ...]] = {}
    for period in offer.opening.periods:
        for start, end in spans(period, life):
            for number in range((end - start).days + 1):
                day = start + timedelta(days=number)
                if takes_place(period, day) and day not in offer.opening.closed_dates:
                    days.setdefault(day, _frames(period, day))
    return dict(sorted(days.items()))


def takes_place(period: OpeningPeriod, day: date) -> bool:
    """Whether a day of the period's span is one of its days."""
    name = WEEK[day.weekday()]
    if day in period.extra_dates:
        return True
    if period.kind == "week":
        return not period.days or name in period.days
    if period.kind == "except":
        return name not in period.days
    if period.kind == "month":
        last = (day + timedelta(days=7)).month != day.month
        rank = (day.day - 1) // 7 + 1
        return any(name == wanted and (nth == rank or (nth == -1 and last)) for wanted, nth in period.month_days)
    return True


def _frames(period: OpeningPeriod, day: date) -> tuple[tuple[str, str], ...]:
    name = WEEK[day.weekday()]
    for hours in period.hours:
        if not hours.closed and (not hours.days or name in hours.days):
            return hours.frames
    return ()


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
        values = made.values | {"opening": frames_said(one.frames, setting.words), "again": not one.first, "day": day}
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
