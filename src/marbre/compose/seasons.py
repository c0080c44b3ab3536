"""Opening periods brought together: equal days, equal hours and neighbouring dates said once. Values only, no words."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from marbre.offers.model import NO_TEXTS, OpeningPeriod, Texts

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
ALL_DAYS = (*WEEK, "HOL")
Life = tuple[date, date]
Frames = tuple[tuple[str, str], ...]

#: Single dates a week apart are a rule from this many on.
WEEKLY = 4
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to `end`; with `every_year` their years mean nothing. An open side is date.min or date.max."""

    start: date
    end: date
    every_year: bool = False

    @property
    def days(self) -> int:
        """How many days it has; very many when a side is open."""
        return (self.end - self.start).days + 1

    @property
    def single(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Line:
    """On which days at which hours. `days` in the order of the week, all seven for every day; `excepting` when the source
    named the closed days; `month_days` as in OpeningPeriod; `frames` in order."""

    days: tuple[str, ...] = WEEK
    excepting: bool = False
    month_days: tuple[tuple[str, int], ...] = ()
    frames: Frames = ()
    label: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Season:
    """Spans that share their lines and their note."""

    spans: tuple[Span, ...]
    lines: tuple[Line, ...]
    notes: tuple[Texts, ...] = ()


def seasons(periods: Iterable[OpeningPeriod]) -> tuple[Season, ...]:
    """The periods as few seasons as say the same, in the order of the year."""
    by_span: dict[Span, list[OpeningPeriod]] = {}
    for period in periods:
        by_span.setdefault(span_of(period), []).append(period)
    found = [_season(span, members) for span, members in by_span.items()]
    by_lines: dict[tuple[tuple[Line, ...], tuple[Texts, ...]], list[Span]] = {}
    for season in found:
        by_lines.setdefault((season.lines, season.notes), []).extend(season.spans)
    merged = [_joined(Season(tuple(spans), *key)) for key, spans in by_lines.items()]
    dated = [span.start.year for season in merged for span in season.spans if not span.every_year]
    year = max((year for year in dated if year != date.min.year), default=0)
    return tuple(sorted(merged, key=lambda season: _rank(season.spans[0], year)))


def span_of(period: OpeningPeriod) -> Span:
    """The span of a period; what has no start or no end is open on that side."""
    start, end = period.start or date.min, period.end or date.max
    if period.every_year and period.start is not None and period.end is not None:
        # Years that mean nothing must not tell equal spans apart; 2024 has a 29 February.
        start, end = start.replace(year=2024), end.replace(year=2024)
        if end < start:
            end = end.replace(year=2025, day=min(end.day, 28) if end.month == 2 else end.day)
    return Span(start, end, period.every_year)


def _rank(span: Span, year: int) -> tuple[int, int, int]:
    """Where a season stands: what comes back every year is taken to begin in `year`."""
    return (year if span.every_year else span.start.year, span.start.month, span.start.day)


def _season(span: Span, periods: Sequence[OpeningPeriod]) -> Season:
    lines = [line for period in periods for line in _lines(period)]
    notes = tuple(dict.fromkeys(period.note for period in periods if period.note))
    return Season((span,), _tidy(lines), notes)


def _lines(period: OpeningPeriod) -> Iterable[Line]:
    base = _base(period)
    if period.kind == "month" and period.month_days:
        frames = tuple(frame for line in period.hours if not line.closed for frame in line.frames)
        yield Line((), False, period.month_days, _sorted(frames))
        return
    closed = {day for line in period.hours if line.closed for day in line.days}
    excepting = period.kind == "except" or bool(closed & set(WEEK))
    open_lines = [line for line in period.hours if not line.closed and (line.frames or line.days)]
    if not open_lines:
        yield Line(_ordered(set(base) - closed), excepting)
    for line in open_lines:
        days = _ordered(set(line.days or base) - closed)
        yield Line(days, excepting and not line.days, (), _sorted(line.frames), line.label)


def _base(period: OpeningPeriod) -> tuple[str, ...]:
    if period.kind == "except":
        return _ordered(set(WEEK) - set(period.days))
    if period.kind == "week" and period.days:
        return _ordered(set(period.days))
    return WEEK


def _ordered(days: Iterable[str]) -> tuple[str, ...]:
    known = set(days)
    return tuple(day for day in ALL_DAYS if day in known)


def _sorted(frames: Iterable[tuple[str, str]]) -> Frames:
    return tuple(sorted(dict.fromkeys(frames), key=lambda frame: (frame[0] or frame[1], frame[1])))


def _tidy(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines of the same days with their hours together, then lines of the same hours with their days together."""
    by_days: dict[object, Line] = {}
    for line in lines:
        key = (line.days, line.month_days, line.label)
        had = by_days.get(key)
        by_days[key] = line if had is None else replace(line, frames=_sorted((*had.frames, *line.frames)))
    by_hours: dict[object, Line] = {}
    for line in by_days.values():
        same = (line.frames, bool(line.month_days), line.label)
        had = by_hours.get(same)
        if had is None:
            by_hours[same] = line
        else:
            ranks = tuple(dict.fromkeys((*had.month_days, *line.month_days)))
            by_hours[same] = replace(had, days=_ordered((*had.days, *line.days)), month_days=ranks, excepting=False)
    return tuple(sorted(by_hours.values(), key=_line_rank))


def _line_rank(line: Line) -> tuple[int, int, int]:
    first = ALL_DAYS.index(line.days[0]) if line.days else 99
    return (1 if line.label else 0, first, -len(line.days))


def _joined(season: Season) -> Season:
    """Neighbouring spans as one; single dates a week apart as a rule of that weekday."""
    spans: list[Span] = []
    for span in sorted(season.spans):
        if spans and spans[-1].every_year == span.every_year and _touch(spans[-1], span):
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end), span.every_year)
        else:
            spans.append(span)
    weekly = _weekly(spans, season.lines)
    return weekly or Season(tuple(spans), season.lines, season.notes)


def _touch(first: Span, second: Span) -> bool:
    return first.end < date.max and second.start <= first.end + ONE_DAY


def _weekly(spans: Sequence[Span], lines: tuple[Line, ...]) -> Season | None:
    if len(spans) < WEEKLY or len(lines) != 1 or lines[0].days != WEEK:
        return None
    if not all(span.single and not span.every_year for span in spans):
        return None
    if any((after.start - before.start).days != 7 for before, after in pairwise(spans)):
        return None
    day = WEEK[spans[0].start.weekday()]
    return Season((Span(spans[0].start, spans[-1].end),), (replace(lines[0], days=(day,)),))


def whole_months(span: Span) -> bool:
    """Whether a span runs from the first to the last day of months."""
    if date.min in (span.start, span.end) or date.max in (span.start, span.end):
        return False
    return span.start.day == 1 and span.end.day == _last_day(span.end)


def _last_day(day: date) -> int:
    # 28 February is the end of it in most years, whatever year stands in the data.
    last = calendar.monthrange(day.year, day.month)[1]
    return day.day if day.month == 2 and day.day >= 28 else last


def gaps(spans: Sequence[Span]) -> tuple[Span, ...]:
    """What a year leaves out of spans that hold its first and its last day; nothing when they do not."""
    if len(spans) == 1 and spans[0].every_year and spans[0].end.year > spans[0].start.year:
        only = spans[0]
        return (Span(only.end.replace(year=2024) + ONE_DAY, only.start - ONE_DAY, True),)
    first, last = spans[0], spans[-1]
    if (first.start.month, first.start.day) != (1, 1) or (last.end.month, last.end.day) != (12, 31):
        return ()
    if first.start.year != last.end.year:
        return ()
    pairs = pairwise(spans)
    return tuple(Span(a.end + ONE_DAY, b.start - ONE_DAY, a.every_year) for a, b in pairs)
