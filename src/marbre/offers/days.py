"""On which days an offer is open: periods, weekdays, exceptions, public holidays, day by day."""

from __future__ import annotations

from datetime import date, timedelta

from marbre.offers.holidays import feast, public_holidays
from marbre.offers.model import DayHours, Opening, OpeningPeriod

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def open_days(opening: Opening, first: date, last: date) -> tuple[date, ...] | None:
    """The days from `first` to `last` on which it is open; None where nobody said: no period and not open all year, or
    periods of earlier years only.
    """
    if not opening.periods and not opening.all_year:
        return None
    if not opening.all_year and _told_until(opening) < first.year:
        return None
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in days if open_on(opening, day))


def _told_until(opening: Opening) -> int:
    """The last year that the periods speak of."""
    ends = [
        date.max if period.every_year or (period.end is None and not period.extra_dates) else period.end or date.min
        for period in opening.periods
    ]
    extra = [day for period in opening.periods for day in period.extra_dates]
    return max([*ends, *extra]).year


def open_on(opening: Opening, day: date) -> bool:
    """Whether it is open on a day, as far as its periods say. What is open all year is open outside them too."""
    if day in opening.closed_dates or any(feast(name, day.year) == day for name in opening.closed_feasts):
        return False
    if any(day in period.extra_dates for period in opening.periods):
        return True
    around = [period for period in opening.periods if _within(period, day)]
    return any(_weekday_open(period, day) for period in around) if around else opening.all_year


def _within(period: OpeningPeriod, day: date) -> bool:
    """Whether a day lies between the first and the last day of a period."""
    start, end = period.start, period.end
    if not period.every_year:
        return (start is None or start <= day) and (end is None or day <= end)
    at = (day.month, day.day)
    low = (start.month, start.day) if start else (1, 1)
    high = (end.month, end.day) if end else (12, 31)
    return low <= at <= high if low <= high else at >= low or at <= high


def _weekday_open(period: OpeningPeriod, day: date) -> bool:
    name = WEEK[day.weekday()]
    if period.kind == "except" and name in period.days:
        return False
    if period.kind == "week" and period.days and name not in period.days:
        return False
    if period.kind == "month" and period.month_days:
        return any(weekday == name and _has_rank(day, rank) for weekday, rank in period.month_days)
    if any(hours.closed and _names(hours, day) for hours in period.hours):
        return False
    told = [hours for hours in period.hours if not hours.closed and (hours.days or hours.frames)]
    return not told or any(_names(hours, day) for hours in told)


def _names(hours: DayHours, day: date) -> bool:
    """Whether hours are those of a day; hours that name none are those of every day."""
    if not hours.days or WEEK[day.weekday()] in hours.days:
        return True
    return "HOL" in hours.days and day in public_holidays(day.year)


def hours_on(opening: Opening, day: date) -> tuple[tuple[str, str], ...]:
    """The hours of a day as (opens, closes), in order and each once, from every period that is open then."""
    around = [
        period
        for period in opening.periods
        if day in period.extra_dates or (_within(period, day) and _weekday_open(period, day))
    ]
    frames = {
        frame
        for period in around
        for hours in period.hours
        if not hours.closed and _names(hours, day)
        for frame in hours.frames
    }
    return tuple(sorted(frames, key=lambda frame: (frame[0] or frame[1], frame[1])))


def _has_rank(day: date, rank: int) -> bool:
    """Whether a day is the first, second … or last (-1) of its weekday in its month."""
    if rank == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == rank
