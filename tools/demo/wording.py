"""Opening periods and prices in words, as Apidae writes them by itself in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

DAYS = ("LUNDI", "MARDI", "MERCREDI", "JEUDI", "VENDREDI", "SAMEDI", "DIMANCHE")
SHORT_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "HOL")
NAMES = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jour férié"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "public holiday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Feiertag"),
}
RANKS = {
    "fr": {"D_1ER": "1er", "D_2EME": "2e", "D_3EME": "3e", "D_4EME": "4e", "D_DERNIER": "dernier"},
    "en": {"D_1ER": "1st", "D_2EME": "2nd", "D_3EME": "3rd", "D_4EME": "4th", "D_DERNIER": "last"},
    "de": {"D_1ER": "1.", "D_2EME": "2.", "D_3EME": "3.", "D_4EME": "4.", "D_DERNIER": "letzter"},
}
WORDS = {
    "fr": (
        "Du {} au {}",
        "Le {}",
        "tous les jours",
        "tous les {}",
        "Fermé le {}",
        "{} du mois",
        " et ",
        "Toute l'année",
    ),
    "en": (
        "From {} to {}",
        "On {}",
        "daily",
        "every {}",
        "Closed on {}",
        "{} of the month",
        " and ",
        "All year round",
    ),
    "de": (
        "Vom {} bis {}",
        "Am {}",
        "täglich",
        "jeden {}",
        "{} geschlossen",
        "{} im Monat",
        " und ",
        "Ganzjährig",
    ),
}
HOURS = {
    "fr": ("de {} à {}", "à partir de {}", "jusqu'à {}"),
    "en": ("between {} and {}", "from {}", "until {}"),
    "de": ("von {} bis {}", "ab {}", "bis {}"),
}
AMOUNTS = {
    "fr": ("{} €", "de {} à {} €", "à partir de {} €", "jusqu'à {} €", " : "),
    "en": ("€{}", "€{} to €{}", "from €{}", "up to €{}", ": "),
    "de": ("{} €", "{} bis {} €", "ab {} €", "bis {} €", ": "),
}
FREE = {
    "GRATUIT": {"fr": "Gratuit.", "en": "Free of charge.", "de": "Kostenlos."},
    "ACCES_LIBRE": {"fr": "Accès libre.", "en": "Free access.", "de": "Freier Zugang."},
    "ENTREE_LIBRE": {"fr": "Entrée libre.", "en": "Free entry.", "de": "Freier Eintritt."},
    "PARTICIPATION_LIBRE": {
        "fr": "Libre participation.",
        "en": "Pay what you wish.",
        "de": "Freiwilliger Beitrag.",
    },
    "PAYANT_TARIFS_NON_COMMUNIQUES": {
        "fr": "Tarifs non communiqués.",
        "en": "Prices not available.",
        "de": "Preise nicht angegeben.",
    },
}


def clock(time: str, language: str) -> str:
    """`09:30` as 9h30, 9.30am or 9.30 Uhr."""
    hours, minutes = int(time[:2]), time[3:5]
    if language == "fr":
        return f"{hours}h{'' if minutes == '00' else minutes}"
    if language == "de":
        return f"{hours}{'' if minutes == '00' else '.' + minutes} Uhr"
    half = "am" if hours < 12 else "pm"
    return f"{(hours - 1) % 12 + 1}{'' if minutes == '00' else '.' + minutes}{half}"


def frames(spans: Sequence[tuple[str, str]], language: str) -> str:
    """Opening hours of a day in words."""
    both, after, until = HOURS[language]
    parts = []
    for opens, closes in spans:
        if opens and closes:
            parts.append(both.format(clock(opens, language), clock(closes, language)))
        else:
            parts.append((after if opens else until).format(clock(opens or closes, language)))
    return WORDS[language][6].join(parts)


def _day(when: date, with_year: bool, language: str) -> str:
    if language == "de":
        return when.strftime("%d.%m.%Y" if with_year else "%d.%m.")
    return when.strftime("%d/%m/%Y" if with_year else "%d/%m")


def _span(period: Mapping[str, Any], language: str) -> str:
    start, end, yearly = period["from"], period["to"], bool(period.get("yearly"))
    words = WORDS[language]
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return words[7]
    if start == end:
        return words[1].format(_day(start, not yearly, language))
    return words[0].format(
        _day(start, not yearly and start.year != end.year, language), _day(end, not yearly, language)
    )


def _names(days: Sequence[str], language: str, plural: bool = False) -> str:
    known = NAMES[language]
    names = [known[(DAYS if day in DAYS else SHORT_DAYS).index(day)] for day in days]
    if plural and language == "fr":
        names = [f"{name}s" for name in names]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + WORDS[language][6] + names[-1]


def period_in_words(period: Mapping[str, Any], language: str) -> str:
    """One period, as a sentence or two."""
    words = WORDS[language]
    head = _span(period, language)
    if period["from"] == period["to"]:
        head = head + (" " + frames(period["spans"], language) if period["spans"] else "")
        return head + "."
    if period.get("slots"):
        rows = [
            f"{_names(slot['days'], language)} {frames(slot['spans'], language)}".strip()
            for slot in period["slots"]
        ]
        return f"{head} : {' ; '.join(rows)}." if language == "fr" else f"{head}: {'; '.join(rows)}."
    if period.get("on"):
        rule = words[3].format(_names(period["on"], language, plural=True))
    elif period.get("month"):
        rule = ", ".join(
            words[5].format(f"{RANKS[language][rank]} {_names([day], language)}")
            for day, rank in period["month"]
        )
    else:
        rule = words[2]
    hours = frames(period["spans"], language)
    sentence = f"{head}, {rule}{' ' + hours if hours else ''}."
    if period.get("except"):
        sentence += " " + words[4].format(_names(period["except"], language)) + "."
    return sentence


def amount(value: float, language: str) -> str:
    """A price without its sign: 7,50 or 7.50, no decimals when round."""
    shown = f"{value:.0f}" if value == int(value) else f"{value:.2f}"
    return shown if language == "en" else shown.replace(".", ",")


def tariff_in_words(label: str, low: float | None, high: float | None, note: str, language: str) -> str:
    """One price line."""
    single, between, starting, up_to, colon = AMOUNTS[language]
    if low is not None and high is not None and low != high:
        shown = between.format(amount(low, language), amount(high, language))
    elif low is not None and high is not None:
        shown = single.format(amount(low, language))
    elif low is not None:
        shown = starting.format(amount(low, language))
    else:
        shown = up_to.format(amount(high or 0, language))
    return f"{label}{colon}{shown}{f' ({note})' if note else ''}."
