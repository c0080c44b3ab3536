"""Numbers, prices, contacts, durations as a reader wants them. The one door to phonenumbers."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from marbre.compose.opening_phrases import opening_phrases
from marbre.compose.typography import NBSP, THIN, set_type
from marbre.compose.words import Words
from marbre.offers.model import Price, Prices

__all__ = ["duration", "email", "number", "opening_phrases", "phone", "price_phrases", "web"]


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


def price_phrases(prices: Prices, language: str, words: Words) -> tuple[str, ...]:
    """What it costs: structured prices first, else the source's own words, else what kind of price it is."""
    found: dict[str, None] = {}
    for period in prices.periods:
        for price in period.prices:
            phrase = price_phrase(price, language, words)
            if phrase:
                found.setdefault(phrase)
    if found:
        return tuple(found)
    if prices.kind and prices.kind not in ("PAYANT", "PAYANT_TARIFS_NON_COMMUNIQUES"):
        return (str(words["prices"].get(prices.kind, "")),) if words["prices"].get(prices.kind) else ()
    text = prices.text.get(language)
    return tuple(set_type(line.strip().rstrip("."), language) for line in text.splitlines() if line.strip())


def price_phrase(price: Price, language: str, words: Words) -> str:
    """One price with what it is for: « groupe adultes 57 € », « forfait à partir de 130 € »; empty without a figure."""
    low, high = price.minimum, price.maximum
    if low is None and high is None:
        return ""
    if low is not None and high is not None and low != high:
        said = words.say("price_range", low=amount(low, words), high=amount(high, words))
    elif low is not None and high is not None:
        said = words.say("price", amount=amount(low, words))
    elif low is not None:
        said = words.say("price_from", amount=amount(low, words))
    else:
        assert high is not None
        said = words.say("price_until", amount=amount(high, words))
    label = price.term.label.best(language) if price.term is not None else ""
    if label.startswith("#"):
        label = ""
    said = set_type(said, language) if language == "fr" else re.sub(r"(\d) €", rf"\1{NBSP}€", said)
    return f"{label[:1].lower() + label[1:] if language != 'de' else label}{NBSP}{said}" if label else said


@lru_cache(maxsize=4096)
def phone(value: str, language: str) -> str:
    """A phone number in the form of the edition: national for French readers, international for the others.

    What is no number is returned trimmed.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(value, "FR")
    except phonenumbers.NumberParseException:
        return " ".join(value.split())
    national = language == "fr" and parsed.country_code == 33
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, form).replace(" ", NBSP)


def web(value: str) -> tuple[str, str]:
    """A web address as (address to follow, address to print). Both empty for what is no address."""
    value = value.strip()
    if not value or " " in value or "." not in value:
        return "", ""
    href = value if re.match(r"https?://", value) else f"https://{value}"
    shown = re.sub(r"^https?://(?:www\.)?", "", href)
    shown = re.sub(r"[?&](?:utm_\w+|fbclid|gclid)=[^&]*", "", shown)
    return href, shown.rstrip("/?&")


def email(value: str) -> str:
    """An e-mail address, or an empty string for what is none."""
    value = value.strip()
    return value if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else ""
