"""What an offer says to groups: how many, how long, the course of the day, a price for each size of group."""

from __future__ import annotations

import re
from typing import Any

from marbre.compose.listings import Setting
from marbre.compose.numerals import duration, number
from marbre.compose.price_phrases import price_rows
from marbre.compose.spoken import MARK, otherwise_spoken, spoken_of
from marbre.compose.typography import set_type
from marbre.offers.model import Offer, Texts

#: « 9 h 45 : Accueil », « Jour 2 : Usson »: what begins a step of a programme, with a figure in it.
_STEP = re.compile(r"([^:]{0,14}\d[^:]{0,14}?)\s*:\s+(\S.*)")


def group_values(offer: Offer, setting: Setting) -> dict[str, Any]:
    """For templates: `least` and `most` people, `time`, `steps` as (when, what), `rates` as (what for, price), what the
    price includes and excludes, `seats` and `beds` as figures, `coach` whether a coach finds room. Empty where unknown."""
    language = setting.language
    minutes = offer.opening.minutes
    seats = offer.number("nombreMaximumCouverts")
    beds = next((found for name in _BEDS if (found := offer.number(name))), None)
    return {
        "least": _figure(offer, "tailleGroupeMin", language),
        "most": _figure(offer, "tailleGroupeMax", language),
        "time": duration(minutes, setting.words) if minutes else "",
        "steps": _steps(offer, setting),
        "rates": list(price_rows(offer.prices, language, setting.words, setting.life)),
        "includes": _told(offer.prices.includes, setting),
        "excludes": _told(offer.prices.excludes, setting),
        "seats": number(seats, language) if seats else "",
        "beds": number(beds, language) if beds else "",
        "coach": any(term.id == COACH_PARK for term in offer.terms_of("equipements")),
    }


#: Apidae's reference id of « Parking autocar ».
COACH_PARK = 1322
_BEDS = ("capaciteTotale", "nombreTotalPersonnes", "capaciteHebergement")


def steps_of(offer: Offer, language: str) -> list[tuple[str, str]]:
    """The steps of a programme: the lines of the long text that begin with an hour or a day and a colon."""
    lines = (line.strip() for line in offer.long.best(language).splitlines())
    return [(found[1].strip(), found[2].strip()) for line in lines if (found := _STEP.fullmatch(line))]


def _told(texts: Texts, setting: Setting) -> str:
    """A fact in the words of the record, which stays even where they are of another language."""
    text, language = spoken_of(texts, setting.language)
    said, rule = set_type(text, language), MARK if setting.untranslated else ""
    return said if language == setting.language else otherwise_spoken(said, language, setting.words, rule)


def _steps(offer: Offer, setting: Setting) -> list[tuple[str, str]]:
    """The steps as they are set; in another language than the edition's the first one bears the mark."""
    _, language = spoken_of(offer.long, setting.language)
    steps = [(set_type(when, language), set_type(what, language)) for when, what in steps_of(offer, setting.language)]
    if language == setting.language:
        return steps
    rules = [MARK if setting.untranslated else "", *[""] * len(steps)]
    marked = zip(steps, rules, strict=False)
    return [(when, otherwise_spoken(what, language, setting.words, rule)) for (when, what), rule in marked]


def _figure(offer: Offer, name: str, language: str) -> str:
    found = offer.number(name)
    return number(found, language) if found else ""
