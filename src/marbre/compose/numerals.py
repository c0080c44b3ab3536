"""Numbers, money and durations as each language writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from marbre.compose.typography import NBSP, THIN
from marbre.compose.words import Words


def number(value: Decimal | float, language: str) -> str:
    """A number with the language's decimal mark and thousands: « 1 250 », « 7,5 »."""
    amount = Decimal(str(value)).normalize()
    whole, _, fraction = f"{amount:f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    mark, group = {"en": (".", ","), "de": (",", ".")}.get(language, (",", THIN))
    if len(digits) > (4 if language == "fr" else 3):
        digits = re.sub(r"(?<=\d)(?=(\d{3})+$)", group, digits)
    return f"{sign}{digits}{mark + fraction if fraction else ''}"


def amount(value: Decimal, words: Words) -> str:
    """Money without its sign: « 8 », « 7,50 »."""
    if value == value.to_integral_value():
        return number(value.to_integral_value(), words.language)
    return f"{value:.2f}".replace(".", str(words["decimal"]))


def duration(minutes: int, words: Words) -> str:
    """« 2 h 30 », « 45 min »."""
    hours, rest = divmod(minutes, 60)
    said = words["duration"]
    pattern = said["both"] if hours and rest else said["hours"] if hours else said["minutes"]
    return str(pattern).format(hours=hours, minutes=f"{rest:02d}" if hours else rest).replace(" ", NBSP)
