"""What comes round every week or month, once, under its weekday: « samedi · Issoire · 8 h–12 h 30 · toute l'année »."""

from __future__ import annotations

from dataclasses import dataclass

from marbre.compose.opening_dates import spans_phrase
from marbre.compose.opening_days import days_phrase, hours_phrase
from marbre.compose.opening_phrases import is_past
from marbre.compose.seasons import WEEK, Life, Line, Season, seasons
from marbre.compose.typography import set_type
from marbre.compose.words import Words
from marbre.offers.model import Offer


@dataclass(frozen=True, slots=True)
class Row:
    """One recurring event on one weekday: `hours` as printed, `when` its season and, of the month, its rank."""

    offer: Offer
    hours: str
    when: str


def week_rows(offers: tuple[Offer, ...], life: Life, words: Words) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """(weekday in words, its rows by hour) for every weekday that has some, Monday first."""
    found: dict[str, list[tuple[str, str, Row]]] = {day: [] for day in WEEK}
    for offer in offers:
        for season in seasons(period for period in offer.opening.periods if not is_past(period, life)):
            for line in season.lines:
                for day in _weekdays(line):
                    row = Row(offer, hours_phrase(line.frames, words), _when(season, line, life, words))
                    found[day].append((line.frames[0][0] if line.frames else "", offer.place.commune, row))
    return tuple(
        (words.days[WEEK.index(day)], tuple(row for _, _, row in sorted(rows, key=lambda one: one[:2])))
        for day, rows in found.items()
        if rows
    )


def _weekdays(line: Line) -> tuple[str, ...]:
    return tuple(dict.fromkeys(day for day, _ in line.month_days)) or tuple(day for day in line.days if day in WEEK)


def _when(season: Season, line: Line, life: Life, words: Words) -> str:
    rank = days_phrase(line, words) if line.month_days else ""
    said = ", ".join(part for part in (rank, spans_phrase(season.spans, life, words)) if part)
    return set_type(words.mended(said), words.language)
