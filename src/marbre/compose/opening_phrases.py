"""Opening periods as a reader wants them: « d'avril à octobre, tous les jours sauf le lundi, 9 h–12 h et 14 h–18 h ».

From the structured periods (Apidae `periodesOuvertures`); the source's own sentence only where there are none.
"""

from __future__ import annotations

import calendar
from datetime import date

from marbre.compose.typography import NBSP, set_type
from marbre.compose.words import Words
from marbre.offers.model import DayHours, Opening, OpeningPeriod

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
Life = tuple[date, date]


def opening_phrases(opening: Opening, language: str, life: Life, words: Words) -> tuple[str, ...]:
    """When it is open within `life`, a phrase a period; periods that are wholly over are left out."""
    if opening.temporarily_closed:
        return (str(words["temporarily_closed"]),)
    current = sorted((period for period in opening.periods if not is_past(period, life)), key=_first)
    single = _single_dates(current, life, words)
    phrases = [single] if single else [_period(period, opening, life, words) for period in current]
    phrases = [phrase for phrase in dict.fromkeys(phrases) if phrase]
    if not phrases:
        text = opening.text.get(language)
        if text and not opening.periods:
            phrases = [set_type(" ".join(text.split()).rstrip("."), language)]
        elif opening.all_year:
            phrases = [str(words["all_year"])]
    closed = _closures(opening, life, words)
    return tuple([*(set_type(_french(phrase, words), language) for phrase in phrases), *closed])


def _first(period: OpeningPeriod) -> tuple[int, int, int]:
    """Where a period stands in the year; those without a start come first."""
    day = period.start
    return (0, 0, 0) if day is None else (0 if period.every_year else day.year, day.month, day.day)


def is_past(period: OpeningPeriod, life: Life) -> bool:
    """Whether a period with years of its own ended before the life of the edition, or begins after it."""
    if period.every_year:
        return False
    end, start = period.end or period.start, period.start or period.end
    return (end is not None and end < life[0]) or (start is not None and start > life[1])


def _single_dates(periods: list[OpeningPeriod], life: Life, words: Words) -> str:
    """Several one-day periods as one list of dates: « les 5, 12 et 19 juillet »; one day with its weekday."""
    if not periods or any(p.every_year or p.start is None or p.start != p.end for p in periods):
        return ""
    days = sorted({period.start for period in periods if period.start is not None})
    hours = {_hours(period.hours, words) for period in periods}
    tail = f", {hours.pop()}" if len(hours) == 1 and "" not in hours else ""
    if len(days) == 1:
        return words.weekday_date(days[0], days[0].year != life[1].year) + tail
    return words.say("on_dates", dates=_dates(days, words)) + tail


def _dates(days: list[date], words: Words) -> str:
    parts: list[str] = []
    for index, day in enumerate(days):
        last_of_month = index + 1 == len(days) or days[index + 1].month != day.month
        number = str(words["first_day"]) if day.day == 1 else str(day.day)
        parts.append(words.date(day, year=False) if last_of_month else number)
    return words.listed(tuple(parts))


def _period(period: OpeningPeriod, opening: Opening, life: Life, words: Words) -> str:
    parts = [_span(period, opening, life, words), _days(period, words), _hours(period.hours, words)]
    said = [part for part in parts if part]
    return ", ".join(said)


def _span(period: OpeningPeriod, opening: Opening, life: Life, words: Words) -> str:
    start, end = period.start, period.end
    if opening.all_year or _whole_year(period, life):
        return str(words["all_year"])
    if start is None and end is None:
        return ""
    year = not period.every_year and any(day is not None and day.year != life[1].year for day in (start, end))
    if start is None:
        assert end is not None
        return words.say("until_date", date=words.date(end, year))
    if end is None:
        return words.say("from_date", date=words.date(start, year))
    if start == end:
        return (
            words.weekday_date(start, year)
            if not period.every_year
            else words.say("on_date", date=words.date(start, False))
        )
    if not year and start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        first, last = words.months[start.month - 1], words.months[end.month - 1]
        return first if start.month == end.month else words.say("range_months", start=first, end=last)
    if (start.year, start.month) == (end.year, end.month):
        number = str(words["first_day"]) if start.day == 1 else str(start.day)
        return words.say("range_same_month", start=number, end=words.date(end, year))
    return words.say(
        "range", start=words.date(start, year and start.year != end.year), end=words.date(end, year)
    )


def _whole_year(period: OpeningPeriod, life: Life) -> bool:
    start, end = period.start, period.end
    if start is None or end is None:
        return False
    if period.every_year:
        return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return start <= date(life[1].year, 1, 15) and end >= date(life[1].year, 12, 31)


def _days(period: OpeningPeriod, words: Words) -> str:
    one_day = period.start is not None and period.start == period.end
    if period.kind == "month":
        return words.listed(tuple(_nth(day, rank, words) for day, rank in period.month_days))
    if period.kind == "except" and period.days:
        return f"{words['every_day']} {words.say('except', days=_named(period.days, words))}"
    if period.kind == "week" and period.days and set(period.days) != set(WEEK):
        return _run(period.days, words) or _named(period.days, words)
    hours = {day for line in period.hours if not line.closed for day in line.days}
    if one_day or (hours and hours != set(WEEK)):
        return (
            ""
            if one_day or len(period.hours) > 1
            else _run(tuple(hours), words) or _named(tuple(hours), words)
        )
    return str(words["every_day"])


def _nth(day: str, rank: int, words: Words) -> str:
    return words.say("nth_day", nth=words["nth"][rank], day=words.days[WEEK.index(day)])


def _ordered(days: tuple[str, ...]) -> list[str]:
    return [day for day in (*WEEK, "HOL") if day in days]


def _named(days: tuple[str, ...], words: Words) -> str:
    names = [
        words.say("days_article", day=words.days[WEEK.index(day)]) if day in WEEK else str(words["holidays"])
        for day in _ordered(days)
    ]
    return words.listed(tuple(names))


def _run(days: tuple[str, ...], words: Words) -> str:
    """« du mardi au samedi » for three days or more in a row."""
    numbers = [WEEK.index(day) for day in _ordered(days) if day in WEEK]
    if len(numbers) < 3 or numbers[-1] - numbers[0] != len(numbers) - 1 or "HOL" in days:
        return ""
    return words.say("weekdays_range", start=words.days[numbers[0]], end=words.days[numbers[-1]])


def _hours(lines: tuple[DayHours, ...], words: Words) -> str:
    shown = [line for line in lines if line.frames and not line.closed]
    parts = []
    for line in shown:
        frames = frames_said(line.frames, words)
        named = _run(line.days, words) or _named(line.days, words) if len(shown) > 1 and line.days else ""
        parts.append(f"{named} {frames}".strip())
    return ", ".join(dict.fromkeys(parts))


def frames_said(frames: tuple[tuple[str, str], ...], words: Words) -> str:
    """Hours of one day: « 10 h–12 h et 14 h–18 h »."""
    return str(words["hours_join"]).join(_frame(opens, closes, words) for opens, closes in frames)


def _frame(opens: str, closes: str, words: Words) -> str:
    if opens and closes:
        return words.say("hours", opens=clock(opens, words), closes=clock(closes, words))
    return (
        words.say("opens", time=clock(opens, words))
        if opens
        else words.say("closes", time=clock(closes, words))
    )


def clock(time: str, words: Words) -> str:
    """« 9 h », « 14 h 30 » from HH:MM."""
    hour, _, minute = time.partition(":")
    pattern = "time_full" if minute in ("", "00") else "time"
    return words.say(pattern, hour=int(hour), minute=minute).replace(" ", NBSP)


def _closures(opening: Opening, life: Life, words: Words) -> list[str]:
    days = sorted(day for day in opening.closed_dates if life[0] <= day <= life[1])
    said = [words["feasts"][feast] for feast in opening.closed_feasts if feast in words["feasts"]]
    if days:
        said.append(
            words.say(
                "on_dates" if len(days) > 1 else "on_date",
                dates=_dates(days, words),
                date=_dates(days, words),
            )
        )
    if not said:
        return []
    return [set_type(words.say("closed_on", dates=words.listed(tuple(said))), words.language)]


def _french(phrase: str, words: Words) -> str:
    """« de avril » is « d'avril », « le 1er » stays."""
    if words.language != "fr":
        return phrase
    for vowel in ("avril", "août", "octobre"):
        phrase = phrase.replace(f"de {vowel}", f"d’{vowel}")
    return phrase
