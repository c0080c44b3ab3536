"""Days and hours in words: « du mardi au dimanche », « le premier samedi du mois », « 9 h–12 h et 14 h–18 h »."""

from __future__ import annotations

from collections.abc import Sequence

from marbre.compose.seasons import ALL_DAYS, WEEK, Frames, Line
from marbre.compose.typography import NBSP
from marbre.compose.words import Words

_MIDNIGHT = ("23:59", "24:00", "00:00")


def days_phrase(line: Line, words: Words) -> str:
    """On which days a line holds."""
    if line.month_days:
        return _ranks(line.month_days, words)
    week = [day for day in line.days if day in WEEK]
    holidays = "HOL" in line.days
    missing = [day for day in WEEK if day not in week]
    if not missing:
        return str(words["every_day"])
    run = _run(week, words)
    if line.excepting and 0 < len(missing) < 3 and not (run and len(missing) > 1) and not holidays:
        return _except(missing, words)
    if run:
        return words.listed((run, str(words["holidays"]))) if holidays else run
    if len(missing) < 3 and not holidays:
        return _except(missing, words)
    return named(line.days, words)


def _except(missing: Sequence[str], words: Words) -> str:
    return f"{words['every_day']} {words.say('except', days=named(missing, words))}"


def named(days: Sequence[str], words: Words) -> str:
    """« le mardi et le jeudi », public holidays last."""
    said = [day for day in ALL_DAYS if day in days]
    return words.listed(
        tuple(str(words["days_on"][WEEK.index(day)]) if day in WEEK else str(words["holidays"]) for day in said)
    )


def _run(days: Sequence[str], words: Words) -> str:
    """Three days or more in a row, over the week's end too: « du jeudi au lundi »."""
    numbers = sorted(WEEK.index(day) for day in days)
    if not 3 <= len(numbers) <= 6:
        return ""
    starts = [number for number in numbers if (number - 1) % 7 not in numbers]
    if len(starts) != 1:
        return ""
    first = starts[0]
    last = (first + len(numbers) - 1) % 7
    if last < first and len(numbers) == 6:
        return ""
    return words.say("weekdays_range", start=words.days[first], end=words.days[last])


def _ranks(month_days: Sequence[tuple[str, int]], words: Words) -> str:
    by_day: dict[str, list[int]] = {}
    for day, rank in month_days:
        by_day.setdefault(day, []).append(rank)
    parts = []
    for day in sorted(by_day, key=ALL_DAYS.index):
        ranks = sorted(by_day[day], key=lambda rank: rank if rank > 0 else 9)
        said = words.listed(tuple(str(words["nth"][rank]) for rank in ranks))
        pattern = "nth_days" if len(ranks) > 1 else "nth_day"
        parts.append(words.say(pattern, nth=said, day=words.days[WEEK.index(day)]))
    return words.say("of_month", days=words.listed(tuple(parts)))


def hours_phrase(frames: Frames, words: Words, label: str = "") -> str:
    """« 9 h–12 h et 14 h–18 h »; with a label the times without end are when it begins: « visite guidée à 15 h »."""
    if not frames:
        return label
    if frames in ((("00:00", "23:59"),), (("00:00", "24:00"),), (("00:00", "00:00"),)):
        return str(words["round_the_clock"])
    if label and all(opens and not closes for opens, closes in frames):
        times = words.listed(tuple(clock(opens, words) for opens, _ in frames))
        return f"{label} {words.say('hours_all', hours=words.say('at', time=times))}"
    said = str(words["hours_join"]).join(_frame(opens, closes, words) for opens, closes in frames)
    said = words.say("hours_all", hours=said).replace(" Uhr", f"{NBSP}Uhr")
    return f"{label} {said}" if label else said


def _frame(opens: str, closes: str, words: Words) -> str:
    if not closes or (opens and opens == closes):
        return words.say("opens" if not closes else "at", time=clock(opens, words))
    ends = str(words["midnight"]) if closes in _MIDNIGHT else clock(closes, words)
    if not opens:
        return words.say("closes", time=ends)
    same_half = words.halves and closes not in _MIDNIGHT and _half(opens) == _half(closes) and closes != "12:00"
    return words.say("hours", opens=clock(opens, words, bare=bool(same_half) and opens != "12:00"), closes=ends)


def _half(time: str) -> int:
    return int(time.partition(":")[0]) // 12


def clock(time: str, words: Words, bare: bool = False) -> str:
    """« 9 h », « 14 h 30 », « 2.30pm » from HH:MM; `bare` leaves am and pm out."""
    hour, _, minute = time.partition(":")
    number, half = int(hour), ""
    if words.halves:
        if time == "12:00":
            return str(words["noon"])
        half = "" if bare else words.halves[number // 12 % 2]
        number = (number + 11) % 12 + 1
    pattern = "time_full" if minute in ("", "00") else "time"
    return words.say(pattern, hour=number, minute=minute, half=half).replace(" ", NBSP)
