"""Dates that texts speak of: a weekday must be the date's own; an event named one by one must not be over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from marbre.compose.words import Words
from marbre.edition import Edition
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer
from marbre.offers.selecting import is_past
from marbre.offers.whence import source_said
from marbre.texts import Article


def wrong_weekdays(text: str, words: Words, years: Iterable[int]) -> Iterator[tuple[str, str]]:
    """(words as written, true weekday) of every date in `text` whose weekday is another; a date without a year is held
    against each of `years`, and right when it is right in one."""
    for match in _pattern(words).finditer(" ".join(text.split())):
        month = [name.lower() for name in words.months].index(match["month"].lower()) + 1
        days = list(_days(int(match["day"]), month, [int(match["year"])] if match["year"] else list(years)))
        names = [words.days[day.weekday()] for day in days]
        if match["weekday"].lower() not in (name.lower() for name in names):
            yield match[0], names[0] if names else ""


def _pattern(words: Words) -> re.Pattern[str]:
    days, months = "|".join(map(re.escape, words.days)), "|".join(map(re.escape, words.months))
    number = r"(?P<day>[12]?\d|3[01])(?:er|st|nd|rd|th|\.)?"
    return re.compile(
        rf"\b(?P<weekday>{days}),? (?:the |dem |den )?{number} (?P<month>{months})\b(?: (?P<year>20\d\d))?", re.IGNORECASE
    )


def _days(day: int, month: int, years: Iterable[int]) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def date_findings(
    edition: Edition, articles: Mapping[str, Article], chosen: Mapping[str, tuple[Offer, ...]], offers: Iterable[Offer],
    words: Words,
) -> Iterator[Finding]:  # fmt: skip
    """Weekdays that are wrong in the texts and in the listings of an edition, and events named one by one that are over
    when it is handed out."""
    years = range(edition.valid_from.year, edition.valid_to.year + 1)
    for article in articles.values():
        for said, true in wrong_weekdays(_words_of(article), words, years):
            yield _weekday(f"Le texte « {article.title} »", said, true, article.source, None, "office")
    printed = {offer.id: offer for members in chosen.values() for offer in members}
    for offer in printed.values():
        for said, true in wrong_weekdays(offer.short.get(words.language), words, years):
            yield _weekday(f"« {offer.names.best('fr')} »", said, true, "", offer.id, "provider")
    yield from _over(edition, {offer.id: offer for offer in offers})


def _words_of(article: Article) -> str:
    items = [str(value) for item in article.items for value in item.values()]
    boxes = [f"{box.title} {box.text}" for box in article.boxes]
    return " ".join([article.title, article.kicker, article.standfirst, article.body, *items, *boxes])


def _weekday(where: str, said: str, true: str, source: str, record: int | None, who: str) -> Finding:
    right = f"ce jour-là est un {true}" if true else "cette date n'existe pas"
    return Finding(
        "weekday_wrong", Severity.ERROR, f"{where} dit « {said} » : {right}.",
        "Corrigez le jour ou la date.", record=record, source=source, value=said, limit=true, who=who,
    )  # fmt: skip


def _over(edition: Edition, offers: Mapping[int, Offer]) -> Iterator[Finding]:
    for section in edition.flatplan:
        for id in section.select.ids if section.select else ():
            offer = offers.get(id)
            if offer is not None and is_past(offer, edition.valid_from):
                yield Finding(
                    "event_over", Severity.ERROR,
                    f"« {offer.names.best('fr')} » est choisi dans « {section.id} » et sera fini le "
                    f"{edition.valid_from:%d/%m/%Y}, jour de la diffusion ; il n'est pas imprimé.",
                    f"Retirez son numéro de la sélection, ou mettez ses dates à jour {source_said(offer)}.",
                    record=id, source=section.source, value=str(id), limit=edition.valid_from.isoformat(), who="office",
                )  # fmt: skip
