"""French public holidays and the feasts by which Apidae names closures (`dateSpeciale`)."""

from __future__ import annotations

from datetime import date, timedelta

#: Feasts that stand on the same day every year, as (month, day).
FIXED = {
    "PREMIER_JANVIER": (1, 1),
    "PREMIER_MAI": (5, 1),
    "HUIT_MAI": (5, 8),
    "QUATORZE_JUILLET": (7, 14),
    "QUINZE_AOUT": (8, 15),
    "PREMIER_NOVEMBRE": (11, 1),
    "JOUR_DES_DEFUNTS": (11, 2),
    "ONZE_NOVEMBRE": (11, 11),
    "IMMACULEE_CONCEPTION": (12, 8),
    "VINGT_CINQ_DECEMBRE": (12, 25),
}
#: Feasts that follow Easter, in days after Easter Sunday.
MOVABLE = {
    "MARDI_GRAS": -47,
    "MERCREDI_DES_CENDRES": -46,
    "JEUDI_MI_CAREME": -24,
    "VENDREDI_SAINT": -2,
    "LUNDI_PAQUES": 1,
    "ASCENSION": 39,
    "LUNDI_PENTECOTE": 50,
    "FETE_DIEU": 60,
}
#: The eleven public holidays (code du travail, art. L3133-1).
LEGAL = frozenset(
    ("PREMIER_JANVIER", "LUNDI_PAQUES", "PREMIER_MAI", "HUIT_MAI", "ASCENSION", "LUNDI_PENTECOTE", "QUATORZE_JUILLET",
     "QUINZE_AOUT", "PREMIER_NOVEMBRE", "ONZE_NOVEMBRE", "VINGT_CINQ_DECEMBRE")
)  # fmt: skip


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher, *The Ecclesiastical Calendar*, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def feast(name: str, year: int) -> date | None:
    """The day of a feast in `year`; None for one that is not kept here."""
    if name in FIXED:
        return date(year, *FIXED[name])
    return easter(year) + timedelta(days=MOVABLE[name]) if name in MOVABLE else None


def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of a year."""
    return frozenset(day for name in LEGAL if (day := feast(name, year)) is not None)
