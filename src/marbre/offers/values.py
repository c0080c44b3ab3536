"""Tolerant reading of single values: texts without markup, dates, times, numbers, lists. Nothing here raises.

What cannot be read comes back as None, empty or `UNREADABLE`'s absence; the caller says so in a finding.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from marbre.offers.model import LANGUAGES, NO_TEXTS, Texts

_BLOCK = re.compile(r"<(?:br|hr)\s*/?>|</(?:p|div|li|tr|h[1-6]|ul|ol|table)\s*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_DATE = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T ].*|Z|[+-].*)")
_FRENCH_DATE = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*$")
_TIME = re.compile(r"\s*(\d{1,2})\s*[:hH]\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?\s*Z?\s*$")
_LIBELLE = {("libellePtBR" if lang == "pt" else f"libelle{lang.title()}"): lang for lang in LANGUAGES}
_CODES = {("ptBR" if lang == "pt" else lang): lang for lang in LANGUAGES} | {"pt": "pt"}
_DIGITS = 30


def clean(text: str) -> str:
    """The text without markup, entities, control characters and trailing blanks; `\\r\\n` and `\\r` become `\\n`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n", _HIDDEN.sub("", text)))
    if "&" in text and _ENTITY.search(text):
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
        text = _TAG.sub("", _HIDDEN.sub("", text)) if "<" in text else text
    text = _CONTROL.sub("", text)
    return re.sub(r"[ \t\u00a0\u202f]+(?=\n|$)", "", text).strip("\n").lstrip(" \t")


def plain(value: Any) -> str:
    """A scalar as a clean single string; lists, objects and nulls are empty."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        number = decimal(value)
        return "" if number is None else format(number, "f")
    return ""


def texts(value: Any) -> Texts:
    """An Apidae text (`libelleFr` …), a map of language codes, or a bare string taken as French."""
    if isinstance(value, str):
        only = clean(value)
        return Texts((("fr", only),)) if only else NO_TEXTS
    if not isinstance(value, Mapping):
        return NO_TEXTS
    found: dict[str, str] = {}
    for key, text in value.items():
        language = _LIBELLE.get(key) or _CODES.get(key)
        if language and isinstance(text, str) and (said := clean(text)):
            found[language] = said
    return Texts(tuple((lang, found[lang]) for lang in LANGUAGES if lang in found)) if found else NO_TEXTS


def is_text(value: Mapping[str, Any]) -> bool:
    """Whether an object is an Apidae text and nothing else."""
    return bool(value) and all(key in _LIBELLE for key in value)


def as_list(value: Any) -> list[Any]:
    """A list as it is without its nulls; a scalar or an object as a list of one."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [one for one in value if one is not None and one != ""]
    return [value]


def as_map(value: Any) -> Mapping[str, Any]:
    """An object as it is; a list of one object as that object; anything else as an empty one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def maps(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, or one object as a list of one."""
    return [one for one in as_list(value) if isinstance(one, Mapping)]


def day(value: Any) -> date | None:
    """`2018-04-01`, `2002-08-23T00:00:00.000+0000` or `01/04/2018` as written: the hour and the offset are dropped."""
    if not isinstance(value, str):
        return None
    try:
        if match := _DATE.match(value):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _FRENCH_DATE.match(value):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return None


def hour(value: Any) -> str:
    """`9:00`, `09:00:00` or `9h` as `09:00`; empty when it is no hour."""
    match = _TIME.match(value) if isinstance(value, str) else None
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return ""
    return f"{int(match[1]):02d}:{int(match[2] or 0):02d}"


def decimal(value: Any) -> Decimal | None:
    """A number or a numeric string, in its shortest form: 7.50 and 7.5 are one value."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        text = value.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".") \
            if isinstance(value, str) else str(value)  # fmt: skip
        number = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or number.adjusted() > _DIGITS or number.adjusted() < -_DIGITS:
        return None
    number = number.normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def whole(value: Any) -> int | None:
    """An integer, also as a string or as 12.0."""
    number = decimal(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def flag(value: Any, word: str = "") -> bool:
    """True for true, `"true"`, 1, `OUI` and for Apidae's own `word`."""
    if isinstance(value, str):
        return value.strip().upper() in ("TRUE", "1", "OUI") or (bool(word) and value.strip() == word)
    return value is True or value == 1
