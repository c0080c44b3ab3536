"""Prices as a reader wants them: « adulte 8 € · enfant 4 € » in full, « 4–8 € », « dès 60 € », « gratuit » in short."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from marbre.compose.numerals import amount
from marbre.compose.typography import NBSP, set_type
from marbre.compose.words import Words
from marbre.offers.model import Price, Prices

Life = tuple[date, date]
_KIND_IS_ALL = ("", "PAYANT", "PAYANT_TARIFS_NON_COMMUNIQUES")


def price_phrases(prices: Prices, language: str, words: Words, life: Life | None = None) -> tuple[str, ...]:
    """What it costs: structured prices first, else what kind of price it is, else the source's own words.

    Prices of seasons that lie outside `life` are left out; a price that differs by season is a range.
    """
    found = tuple(phrase for price in _by_use(prices, life) if (phrase := _price(price, language, words)))
    if found:
        return tuple(dict.fromkeys(found))
    if prices.kind not in _KIND_IS_ALL:
        said = words["prices"].get(prices.kind)
        return (str(said),) if said else ()
    text = prices.text.get(language)
    return tuple(set_type(line.strip().rstrip("."), language) for line in text.splitlines() if line.strip())


def price_summary(prices: Prices, language: str, words: Words, life: Life | None = None) -> str:
    """One price for a table: the range of all in euros, or the kind; empty when the source says nothing."""
    short = words.compact
    one = [price for price in _by_use(prices, life) if price.currency == "EUR"]
    lows = [price.minimum for price in one if price.minimum is not None]
    highs = [price.maximum for price in one if price.maximum is not None]
    if not lows and not highs:
        return str(words["prices"].get(prices.kind, ""))
    if not lows:
        return _set(amount_said(None, max(highs), short), language)
    paid = [low for low in lows if low] or lows
    open_ended = any(price.maximum is None for price in one if price.minimum is not None)
    high = None if open_ended else max(highs, default=None)
    return _set(amount_said(min(paid), high, short), language)


def price_rows(prices: Prices, language: str, words: Words, life: Life | None = None) -> tuple[tuple[str, str], ...]:
    """(what for, how much) of each price, for a table: the source's note (« base 30 personnes »), else what it is for."""
    rows = ((price, _figure(price, language, words)) for price in _by_use(prices, life))
    return tuple(
        (set_type(price.note.best(language), language) or _label(price, language, words), figure)
        for price, figure in rows
        if figure
    )


def _by_use(prices: Prices, life: Life | None) -> list[Price]:
    """Prices with their seasons brought together: one for each use, note and currency."""
    found: dict[object, Price] = {}
    for period in prices.periods:
        if life and ((period.end and period.end < life[0]) or (period.start and period.start > life[1])):
            continue
        for price in period.prices:
            key = (price.term.id if price.term else None, price.note, price.currency)
            had = found.get(key)
            found[key] = price if had is None else _spread(had, price)
    return list(found.values())


def _spread(one: Price, other: Price) -> Price:
    return replace(one, minimum=_outer(min, one.minimum, other.minimum), maximum=_outer(max, one.maximum, other.maximum))


def _outer(pick: Callable[..., Decimal], one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else pick(one, other)


def _price(price: Price, language: str, words: Words) -> str:
    figure = _figure(price, language, words)
    if not figure:
        return ""
    note = price.note.get(language)
    label = _label(price, language, words)
    said = f"{label}{NBSP}{figure}" if label else figure
    return f"{said} ({set_type(note, language)})" if note else said


def _figure(price: Price, language: str, words: Words) -> str:
    """The money of a price alone, set; empty when there is none."""
    if price.minimum is None and price.maximum is None:
        return ""
    said = amount_said(price.minimum, price.maximum, words)
    if price.currency != "EUR":
        sign = str(words["currencies"].get(price.currency, price.currency))
        said = said.replace(" €", f"{NBSP}{sign}") if " €" in said else f"{said.replace('€', '')}{NBSP}{sign}"
    return _set(said, language)


def _label(price: Price, language: str, words: Words) -> str:
    """What the price is for: the word list's name, else the source's in this language."""
    if price.term is None:
        return ""
    known = words["price_terms"]
    if price.term.id in known:
        return str(known[price.term.id])
    label = price.term.label.best(language)
    if label.startswith("#"):
        return ""
    return set_type(label if language == "de" else label[:1].lower() + label[1:], language)


def amount_said(low: Decimal | None, high: Decimal | None, words: Words) -> str:
    """« 62 € », « de 36 à 52 € », « à partir de 60 € »: an amount without what it is for."""
    if not low and not high:
        return str(words["free"])
    if low is not None and high is not None:
        if low == high:
            return words.say("price", amount=amount(low, words))
        return words.say("price_range", low=amount(low, words), high=amount(high, words))
    if low is not None:
        return words.say("price_from", amount=amount(low, words))
    assert high is not None
    return words.say("price_until", amount=amount(high, words))


def _set(said: str, language: str) -> str:
    return re.sub(r"(?<=\d) €", f"{NBSP}€", set_type(said, language))
