"""Opening periods as a reader wants them: « d'avril à octobre, tous les jours sauf le lundi, 9 h–12 h et 14 h–18 h ».

From the structured periods (Apidae `periodesOuvertures`); the source's own sentence only where there are none. The
compact form says the same with the short words of the language: « avr.–oct., tlj sf lun., 9 h–12 h, 14 h–18 h ».
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marbre.compose.opening_dates import SHORT, dates_list, spans_phrase
from marbre.compose.opening_days import clock, days_phrase, hours_phrase
from marbre.compose.seasons import ONE_DAY, WEEK, Life, Line, Season, Span, seasons, span_of
from marbre.compose.typography import set_type
from marbre.compose.words import Words
from marbre.offers.holidays import FIXED, LEGAL
from marbre.offers.model import Opening, OpeningPeriod

__all__ = ["clock", "is_past", "opening_phrases"]


def opening_phrases(
    opening: Opening, language: str, life: Life, words: Words, compact: bool = False
) -> tuple[str, ...]:
    """When it is open within `life`, a phrase a season, then what is closed, what is open besides, and remarks.

    Periods that are wholly over are left out. `compact`: with the short words of the language, without notes and remarks.
    """
    said = words.compact if compact else words
    if opening.temporarily_closed:
        return (str(said["temporarily_closed"]),)
    current = [period for period in opening.periods if not is_past(period, life)]
    found = seasons(current)
    alone = len(found) == 1
    phrases = [_phrase(season, opening.all_year and alone, alone, language, life, said) for season in found]
    phrases = [phrase for phrase in dict.fromkeys(phrases) if phrase] or _without(opening, language, said)
    phrases += _also(current, life, said) + _closures(opening, current, life, said)
    if not compact:
        phrases += _remarks(opening, bool(phrases), said)
    return tuple(set_type(said.mended(phrase), language) for phrase in phrases)


def _without(opening: Opening, language: str, words: Words) -> list[str]:
    """What is said where no period is in force."""
    text = opening.text.get(language)
    if text and not opening.periods:
        return [" ".join(text.split()).rstrip(".")]
    return [str(words["all_year"])] if opening.all_year else []


def is_past(period: OpeningPeriod, life: Life) -> bool:
    """Whether a period with years of its own ended before the life of the edition, or begins after it."""
    if period.every_year:
        return False
    days = (*filter(None, (period.start, period.end)), *period.extra_dates)
    if not days:
        return False
    first, last = period.start or life[0], max(days) if period.end or not period.start else _open_end(period)
    return last < life[0] or first > life[1]


def _open_end(period: OpeningPeriod) -> date:
    """A rule without an end goes on; a start alone is not a rule."""
    return date.max if period.kind != "every_day" or period.hours else period.start or date.max


def _phrase(season: Season, all_year: bool, alone: bool, language: str, life: Life, words: Words) -> str:
    when = str(words["all_year"]) if all_year else spans_phrase(season.spans, life, words, alone)
    what = _lines(season, language, bool(when), words)
    notes = [note.get(language) for note in season.notes if note.get(language)]
    tail = f" ({' ; '.join(notes)})" if notes and not words.brief else ""
    return ", ".join(part for part in (when, what) if part) + tail


def _lines(season: Season, language: str, dated: bool, words: Words) -> str:
    few = all(span.days <= SHORT for span in season.spans)
    parts: list[str] = []
    before: Line | None = None
    for line in season.lines:
        label = _label(line, language)
        if words.brief and label and len(season.lines) > 1:
            continue
        hours = hours_phrase(line.frames, words, label)
        same = before is not None and bool(label) and before.days == line.days
        silent = same or _needless(line, season.spans, few, dated and words.brief and not hours)
        days, before = "" if silent else days_phrase(line, words), line
        joint = " " if len(season.lines) > 1 else ", "
        parts.append(joint.join(part for part in (days, hours) if part))
    return ", ".join(part for part in dict.fromkeys(parts) if part)


def _needless(line: Line, spans: Sequence[Span], few: bool, brief: bool) -> bool:
    """Whether the days go without saying: every day of a few days, or the very weekday of a single date."""
    if line.month_days:
        return False
    if all(span.single for span in spans) and all(not span.every_year for span in spans):
        return True
    return set(WEEK) <= set(line.days) and (few or brief)


def _label(line: Line, language: str) -> str:
    label = line.label.best(language)
    if not label or label.startswith("#"):
        return ""
    return label if language == "de" else label[:1].lower() + label[1:]


def _also(periods: Sequence[OpeningPeriod], life: Life, words: Words) -> list[str]:
    """Days on which it opens besides the rule."""
    spans = [span_of(period) for period in periods if not period.month_days and period.kind == "every_day"]
    days = sorted(
        {
            day
            for period in periods
            for day in period.extra_dates
            if life[0] <= day <= life[1] and not any(_within(day, span) for span in spans)
        }
    )
    return [words.say("open_also", dates=_days(days, words))] if days else []


def _within(day: date, span: Span) -> bool:
    if not span.every_year:
        return span.start <= day <= span.end
    year = 2024
    for shift in (0, 1):
        moved = day.replace(year=year + shift, day=min(day.day, 28) if day.month == 2 else day.day)
        if span.start <= moved <= span.end:
            return True
    return span.start == date.min or span.end == date.max


def _closures(opening: Opening, periods: Sequence[OpeningPeriod], life: Life, words: Words) -> list[str]:
    """« fermé les 1er janvier et 25 décembre, le lundi de Pâques »; what lies outside its seasons goes without saying."""
    spans = [span_of(period) for period in periods]
    feasts = set(opening.closed_feasts)
    if feasts >= LEGAL or any("HOL" in line.days for period in periods for line in period.hours if line.closed):
        parts, feasts = [str(words["holidays"])], feasts - LEGAL
    else:
        parts = []
    fixed = [date(life[1].year, *FIXED[feast]) for feast in feasts if feast in FIXED]
    days = {day for day in opening.closed_dates if life[0] <= day <= life[1]} | set(fixed)
    inside = sorted(day for day in days if not spans or any(_within(day, span) for span in spans))
    parts += _closed_days(inside, words)
    known = words["feasts"]
    parts += [str(known[feast]) for feast in opening.closed_feasts if feast in feasts and feast in known]
    return [words.say("closed_on", dates=", ".join(parts))] if parts else []


def _closed_days(days: Sequence[date], words: Words) -> list[str]:
    """Three days or more in a row as a range, the others as a list."""
    runs: list[list[date]] = []
    for day in days:
        if runs and runs[-1][-1] + ONE_DAY == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    alone = [day for run in runs if len(run) < 3 for day in run]
    said = [_days(alone, words)] if alone else []
    for run in (run for run in runs if len(run) > 2):
        same = (run[0].year, run[0].month) == (run[-1].year, run[-1].month)
        start = words.day_alone(run[0]) if same else words.date(run[0], False)
        said.append(words.say("range_same_month" if same else "range", start=start, end=words.date(run[-1], False)))
    return said


def _days(days: Sequence[date], words: Words) -> str:
    if len(days) == 1:
        return words.say("on_date", date=words.date(days[0], False))
    return words.say("on_dates", dates=dates_list(days, words))


def _remarks(opening: Opening, said: bool, words: Words) -> list[str]:
    """Remarks that the word list knows by their Apidae number; seasons only where nothing else is said."""
    known = words["remarks"]
    found = list(dict.fromkeys(str(known[term.id]) for term in opening.remarks if term.id in known))
    parts = tuple(str(words["seasons"][term.id]) for term in opening.remarks if term.id in words["seasons"])
    return found if said or not parts else [words.listed(parts), *found]
