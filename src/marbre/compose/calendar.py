"""Events day by day on the page: weeks, days, an event in full on its first day and in a line on the others.

A week market is one line of a table, an exhibition a line of its own, everything else is told on each of its days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from marbre.compose.happenings import days_of, occurrences
from marbre.compose.listings import Setting, listing
from marbre.compose.matter import Item, Matter, level_of
from marbre.compose.opening_dates import dates_list
from marbre.compose.opening_days import hours_phrase
from marbre.compose.templates import Layout, fill
from marbre.compose.themes import theme_of
from marbre.compose.typography import set_type
from marbre.edition import Edition, Section
from marbre.findings import Finding
from marbre.offers.model import Offer


def calendar_matter(
    section: Section, offers: Sequence[Offer], edition: Edition, layout: Layout, setting: Setting, grid: Mapping[int, str],
    numbers: Mapping[int, str],
) -> Matter:  # fmt: skip
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
        made = listing(
            one.offer, level_of(one.offer, edition), theme_of(one.offer, edition.chapters), setting,
            numbers.get(one.offer.id, ""), grid.get(one.offer.id, ""), 4, False,
        )  # fmt: skip
        also = _also(one.offer, day, setting) if one.first else ""
        values = made.values | {"opening": hours_phrase(one.frames, setting.words), "also": also, "day": day}
        template = "event" if one.first else "again"
        html = fill(layout, template, {"o": values, "fit": ""})
        record = one.offer.id if one.first else None
        anchors = (str(one.offer.id),) if one.first else ()
        name = f"offer:{one.offer.id}:{day.isoformat()}"
        items.append(Item(name, html, "col", template, after=2, record=record, anchors=anchors, title=values["name"]))
        findings += made.findings if one.first else ()
    return Matter(section, tuple(items), tuple(findings))


def _also(offer: Offer, first: date, setting: Setting) -> str:
    """The other days of an event, on its first: « jusqu'au 14 août », « aussi les 22 juillet et 5 août »."""
    days = [day for day in days_of(offer, setting.life) if day > first]
    if not days:
        return ""
    words = setting.words
    if len(days) > 1 and (days[-1] - first).days == len(days):
        return set_type(words.say("until_date", date=words.date(days[-1], False)), words.language)
    said = words.say("on_dates" if len(days) > 1 else "on_date", dates=dates_list(days, words), date=words.date(days[0], False))
    return set_type(words.say("open_also", dates=said), words.language)


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
        "figure": str(day.day),
        "ordinal": str(words["first_day"]).removeprefix("1") if day.day == 1 else "",
        "weekday": words.days[day.weekday()],
        "month": words.months[day.month - 1],
        "year": day.year,
    }
