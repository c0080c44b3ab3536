"""On which days an offer is open: periods, weekdays, exceptions, public holidays, day by day."""

from __future__ import annotations

from datetime import date, timedelta

from marbre.offers.model import Opening, OpeningPeriod

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
#: Public holidays that have the same date every year, by their Apidae name: (month, day).
_FIXED = {
    "PREMIER_JANVIER": (1, 1),
    "PREMIER_MAI": (5, 1),
    "HUIT_MAI": (5, 8),
    "QUATORZE_JUILLET": (7, 14),
    "QUINZE_AOUT": (8, 15),
    "PREMIER_NOVEMBRE": (11, 1),
    "ONZE_NOVEMBRE": (11, 11),
    "VINGT_CINQ_DECEMBRE": (12, 25),
}
#: Those that follow Easter: days after Easter Sunday.
_AFTER_EASTER = {"LUNDI_PAQUES": 1, "JEUDI_ASCENSION": 39, "LUNDI_PENTECOTE": 50}


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
    return not any(hours.closed and (not hours.days or name in hours.days) for hours in period.hours)


def _has_rank(day: date, rank: int) -> bool:
    """Whether a day is the first, second … or last (-1) of its weekday in its month."""
    if rank == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == rank


def feast(name: str, year: int) -> date | None:
    """The date of a public holiday by its Apidae name, None for one that is not known."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _AFTER_EASTER:
        return _easter(year) + timedelta(days=_AFTER_EASTER[name])
    return None


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - century // 4 - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
