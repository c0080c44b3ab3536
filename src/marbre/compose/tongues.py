"""Texts that stand in another language than the edition's: set by their own rules, tagged, and with a mark for the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from marbre.compose.copy import Copy
from marbre.compose.spoken import mark_of
from marbre.texts import Article

#: Elements that make a tag of their own in the file: each says its language.
_TAGGED = re.compile(r"<(h[1-6]|p|li|t[hd]|img|figcaption|blockquote|article|section|aside)\b(?![^>]*\slang=)")
_ROOT = re.compile(r"\s*<\w+(?![^>]*\slang=)")


def foreign(copy: Copy, article: Article | None) -> bool:
    """Whether a text is in another language than the edition."""
    return article is not None and article.language != copy.language


def tongue(copy: Copy, article: Article | None) -> Copy:
    """The copy in the language of a text: its typography, its dates."""
    if article is None or article.language == copy.language:
        return copy
    return replace(copy, language=article.language, words=copy.native or copy.words)


def marked(copy: Copy, article: Article | None, text: Any) -> Any:
    """A title (or lead) with the mark of its language behind it."""
    if article is None or article.language == copy.language or not text:
        return text
    return Markup("{} {}").format(text, mark_of(copy.words, article.language))


def ours(copy: Copy, article: Article | None, text: str) -> str:
    """Words of the edition's own language, for a block whose text is in another one."""
    return Markup('<span lang="{}">{}</span>').format(copy.language, text) if text and foreign(copy, article) else text


def spoken(copy: Copy, article: Article | None, html: str) -> str:
    """The HTML of a block whose words are those of a text in another language: every part of it says so."""
    return in_language(html, article.language) if article is not None and foreign(copy, article) else html


def in_language(html: str, language: str) -> str:
    """HTML with its language on its root and on all that is tagged, but where it is said already."""
    found = _TAGGED.sub(lambda match: f'{match[0]} lang="{language}"', html)
    return _ROOT.sub(lambda match: f'{match[0]} lang="{language}"', found, count=1)


def voiced(copy: Copy, article: Article, first: Article | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a text for a page of several, which speaks the language of its `first`: words in another one as spans
    and paragraphs that say so."""
    if article.language == (first.language if first is not None else copy.language):
        return dict(values)
    return {key: _voiced(value, article.language, key) for key, value in values.items()}


def _voiced(value: Any, language: str, key: str = "") -> Any:
    if key == "given" or not value:
        return value
    if isinstance(value, Mapping):
        return {name: _voiced(one, language, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_voiced(one, language, key) for one in value)
    if isinstance(value, Markup) or key in ("title", "standfirst", "kicker"):
        text = str(escape(value))
        if re.match(r"\s*<(?:p|h\d|ul|ol|table|blockquote)\b", text):
            return Markup(in_language(text, language))
        return Markup('<span lang="{}">{}</span>').format(language, Markup(text))
    return value
