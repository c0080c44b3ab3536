"""Contacts as a reader wants them, and the other phrases of a listing by one name. The one door to phonenumbers."""

from __future__ import annotations

import re
from functools import lru_cache

from marbre.compose.numerals import duration, number
from marbre.compose.opening_phrases import opening_phrases
from marbre.compose.price_phrases import price_phrases, price_summary
from marbre.compose.typography import NBSP

__all__ = ["duration", "email", "number", "opening_phrases", "phone", "price_phrases", "price_summary", "web"]


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
