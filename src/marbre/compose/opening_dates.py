"""Spans and dates in words: « d'avril à octobre », « les vendredis 11, 18 et 25 juin », « toute l'année sauf en janvier »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marbre.compose.seasons import Life, Span, gaps, whole_months
from marbre.compose.words import Words

#: A span that goes on for longer than this many days after the edition's life has no end for its reader.
FAR = 92
#: Weekdays are told for spans of up to this many days.
SHORT = 7
#: « Toute l'année sauf… » for gaps of at most this many days together.
GAPS = 100


def spans_phrase(spans: Sequence[Span], life: Life, words: Words, alone: bool = True) -> str:
    """All spans of a season as one phrase; empty when there is nothing to say (neither start nor end).

    `alone`: it is the only season; beside another one « toute l'année sauf… » would mislead.
    """
    said = _all_year(spans, life, words, alone)
    if said:
        return said
    dates = [span.start for span in spans if span.single and not span.every_year]
    ranges = [span for span in spans if not (span.single and not span.every_year)]
    parts = [dates_phrase(dates, life, words)] if dates else []
    months = [span for span in ranges if whole_months(span) and not _year_needed(span, life)]
    if months and len(months) == len(ranges):
        parts.append(_months(months, words))
    else:
        parts += [_range(span, life, words) for span in ranges]
    return words.listed(tuple(part for part in parts if part))


def _all_year(spans: Sequence[Span], life: Life, words: Words, alone: bool) -> str:
    if any(_whole_year(span, life) for span in spans):
        return str(words["all_year"])
    left = gaps(spans) if alone else ()
    if not left or sum(gap.days for gap in left) > GAPS:
        return ""
    if _year_needed(spans[0], life) and not spans[0].every_year:
        return ""
    if all(whole_months(gap) for gap in left):
        closed = _months(left, words)
    else:
        closed = words.listed(tuple(_range(gap, life, words) for gap in left))
    return words.say("all_year_except", spans=closed)


def _whole_year(span: Span, life: Life) -> bool:
    if span.every_year:
        return (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31)
    if span.start == date.min or span.end == date.max:
        return False
    first, last = min(life[0], date(life[1].year, 1, 15)), min(life[1], date(life[1].year, 12, 31))
    full = (span.end - span.start).days >= 360
    return full and span.start <= max(first, date(life[1].year, 1, 15)) and span.end >= last and _covers(span, life)


def _covers(span: Span, life: Life) -> bool:
    return span.start <= max(life[0], date(life[1].year, 1, 15)) and span.end >= life[1]


def _year_needed(span: Span, life: Life) -> bool:
    """Whether a reader of this edition would mistake the year."""
    if span.every_year:
        return False
    return any(_outside(day, life) for day in (span.start, span.end) if day not in (date.min, date.max))


def _outside(day: date, life: Life) -> bool:
    if life[0].year == life[1].year:
        return day.year != life[1].year
    return not life[0] <= day <= life[1]


def _range(span: Span, life: Life, words: Words) -> str:
    start, end = span.start, span.end
    if not span.every_year:
        if start < life[0] and start.year < life[1].year and life[0].year == life[1].year:
            start = date.min
        if end > life[1] and end < date.max and (end - life[1]).days > FAR:
            end = date.max
    if start == date.min and end == date.max:
        return ""
    if start == date.min:
        return words.say("until_date", date=words.date(end, not span.every_year and _outside(end, life)))
    if end == date.max:
        return words.say("from_date", date=words.date(start, not span.every_year and _outside(start, life)))
    if start == end:
        return words.say("on_date", date=words.date(start, False))
    year = _year_needed(span, life)
    if whole_months(span) and not year:
        return _months([span], words)
    if span.days <= SHORT and not span.every_year and not words.brief:
        return _few_days(span, year, words)
    if span.days == 2 and not year:
        return words.say("on_dates", dates=dates_list((start, end), words))
    if (start.year, start.month) == (end.year, end.month):
        return words.say("range_same_month", start=words.day_alone(start), end=words.date(end, year))
    both = year and start.year != end.year
    return words.say("range", start=words.date(start, both), end=words.date(end, year))


def _few_days(span: Span, year: bool, words: Words) -> str:
    """« samedi 5 et dimanche 6 juin », « du mardi 10 au samedi 14 août »."""
    start, end = span.start, span.end
    if (start.year, start.month) == (end.year, end.month):
        first = words.say("weekday_day", weekday=words.days[start.weekday()], day=words.day_alone(start))
    else:
        first = words.weekday_date(start, year and start.year != end.year)
    last = words.weekday_date(end, year)
    if span.days == 2:
        return words.listed((first, last))
    return words.say("range_weekdays", start=first, end=last)


def _months(spans: Sequence[Span], words: Words) -> str:
    """« en juillet », « en juillet et août », « d'avril à juin et en septembre »."""
    alone: list[str] = []
    long: list[str] = []
    few = sum(_month_count(span) for span in spans) <= 4 and all(_month_count(span) <= 2 for span in spans)
    for span in spans:
        count, first = _month_count(span), span.start.month - 1
        if count == 1 or few:
            alone += [words.months[(first + step) % 12] for step in range(count)]
        else:
            names = words.months[first], words.months[span.end.month - 1]
            long.append(words.say("range_months", start=names[0], end=names[1]))
    if alone:
        long.append(words.say("in_months", months=words.listed(tuple(alone))))
    return words.listed(tuple(long))


def _month_count(span: Span) -> int:
    return (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1


def dates_phrase(days: Sequence[date], life: Life, words: Words) -> str:
    """Single dates: one with its weekday, several as a list, with their weekday when it is the same for all."""
    year = any(_outside(day, life) for day in days)
    if len(days) == 1:
        return words.weekday_date(days[0], year)
    said = dates_list(days, words, year)
    if len({day.weekday() for day in days}) == 1 and not words.brief:
        return words.say("on_weekdays", weekday=words.days[days[0].weekday()], dates=said)
    return words.say("on_dates", dates=said)


def dates_list(days: Sequence[date], words: Words, year: bool = False) -> str:
    """« 8 et 22 juillet, 5 et 19 août »: the month once for its days, the year with the last of a year."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in sorted(set(days)):
        months.setdefault((day.year, day.month), []).append(day)
    keys = list(months)
    groups = []
    for index, key in enumerate(keys):
        members = months[key]
        ends_year = index + 1 == len(keys) or keys[index + 1][0] != key[0]
        numbers = [words.day_alone(day) for day in members[:-1]]
        groups.append(words.listed((*numbers, words.date(members[-1], year and ends_year))))
    return words.listed(tuple(groups))
