"""The states that components are shown in: offers and texts full, bare, long, short, or without their pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from marbre.offers.model import Offer, Texts
from marbre.texts import Article, Panel, Quote

#: All states of a listing, in the order of the last figure of its made id.
STATES = ("full", "bare", "long", "short")
#: Full, without pictures: for texts only.
PLAIN = "plain"
#: How much a long text is longer and a short one shorter: German runs up to 40 % longer than French.
SHARE = 0.4
#: What a bare listing keeps: nothing that may be absent.
_KEPT = ("id", "type", "names", "place", "opening", "criteria", "terms", "numbers", "digest")
#: Two words that German would write as one.
_PAIR = re.compile(r"\b([a-zà-ÿ]{4,9}) ([a-zà-ÿ]{4,9})\b")
#: Words of a free item that are read by the template, not by people.
_SILENT = {"scene", "season", "hour", "variant", "ink", "on", "sign", "record", "chart", "at", "width", "choices"}


def fullness(offer: Offer) -> int:
    """How much an offer says: its fields that are not empty, and the languages of its name."""
    return sum(bool(getattr(offer, field.name)) for field in fields(offer)) + len(offer.names.languages)


def in_state(offer: Offer, state: str) -> Offer:
    """An offer full, bare (nothing that may be absent), long (text 40 % longer, a long name) or short."""
    if state == "bare":
        return Offer(**{name: getattr(offer, name) for name in _KEPT})
    if state == "long":
        names = Texts(tuple((lang, f"{text} – {text}") for lang, text in offer.names))
        return replace(offer, names=names, short=_texts(offer.short, longer))
    if state == "short":
        shorter = Texts(tuple((lang, re.split(r"(?<=[.!?…:,])\s", text)[0].rstrip(":,") + ".") for lang, text in offer.short))
        names = Texts(tuple((lang, text.split()[-1]) for lang, text in offer.names))
        return replace(offer, names=names, short=shorter, contacts=offer.contacts[:1])
    return offer


def _texts(texts: Texts, change: Callable[[str], str]) -> Texts:
    return Texts(tuple((lang, change(text)) for lang, text in texts))


def title_in_state(title: Texts, state: str) -> Texts:
    """A heading in a state."""
    return _texts(title, {"long": longer, "short": shorter}.get(state, str))


def text_in_state(article: Article, state: str) -> Article:
    """A text in a state. Bare: no picture, no kicker, lead, facts, boxes or quote, its first paragraph only."""
    if state in (PLAIN, "bare"):
        article = replace(article, picture=None, pictures=())
    if state == "bare":
        first = article.body.split("\n\n")[0]
        return replace(article, kicker="", standfirst="", facts=(), boxes=(), quote=None, body=first)
    change = {"long": longer, "short": shorter}.get(state)
    return _changed(article, change) if change else article


def _changed(article: Article, change: Callable[[str], str]) -> Article:
    """Every word of a text changed; what only its template reads is kept."""
    quote = article.quote
    return replace(
        article,
        title=change(article.title),
        kicker=change(article.kicker),
        standfirst=change(article.standfirst),
        picture=article.picture and replace(article.picture, caption=change(article.picture.caption)),
        pictures=tuple(replace(one, caption=change(one.caption)) for one in article.pictures),
        facts=tuple((label, change(value)) for label, value in article.facts),
        boxes=tuple(Panel(change(box.title), _paragraphs(box.text, change)) for box in article.boxes),
        quote=quote and Quote(change(quote.text), change(quote.author)),
        items=tuple(_deep(item, change) for item in article.items),
        body=_paragraphs(article.body, change),
    )


def _deep(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {key: one if key in _SILENT else _deep(one, change) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_deep(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def _paragraphs(text: str, change: Callable[[str], str]) -> str:
    return "\n\n".join(change(one) for one in text.split("\n\n"))


def longer(text: str) -> str:
    """40 % longer, every third pair of plain words written as one. What has no words stays."""
    if not _wordy(text):
        return text
    more = _part(text.lstrip("#-> "), SHARE)
    end = "." if text.rstrip().endswith(".") else ""
    return _welded(f"{text.rstrip().removesuffix('.')} {more}".rstrip(" ,;:") + end)


def shorter(text: str) -> str:
    """40 % shorter."""
    if not _wordy(text):
        return text
    end = "." if text.rstrip().endswith(".") else ""
    return _part(text, 1 - SHARE).rstrip(" ,;:.") + end


def _wordy(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]{3,}", text)) > 1


def _part(text: str, share: float) -> str:
    """The first words that make up a share of a text, with every bracket that is opened closed again."""
    words = text.split(" ")
    count = max(1, round(len(words) * share))
    while count > 1 and not _whole(" ".join(words[:count])):
        count -= 1
    return " ".join(words[:count])


def _whole(text: str) -> bool:
    even = all(text.count(one) == text.count(other) for one, other in ("[]", "()", "{}", "«»"))
    return even and text.count("*") % 2 == 0


def _welded(text: str) -> str:
    pairs = iter(range(len(text)))
    return _PAIR.sub(lambda found: found[1] + found[2] if next(pairs) % 3 == 0 else found[0], text)
