"""The one door to markdown-it: an editor's text into HTML, French spacing set, links to listings with their folio."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

_RECORD = re.compile(r'<a href="marbre:(\w[\w:-]*)">(.*?)</a>', re.S)

#: Two figures as wide as any folio: what a reference measures before the plan is known.
FOLIO_UNKNOWN = "00"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    validate = parser.validateLink
    parser.validateLink = lambda url: url.startswith("marbre:") or validate(url)  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=4096)
def _parsed(source: str) -> str:
    return str(_parser().render(source))


def to_html(
    source: str, typeset: Callable[[str], str], folios: Mapping[str, int] | None, reference: str = "p."
) -> Markup:
    """Markdown as HTML. A link to `marbre:<name>` is followed by the folio of that name (« p. 42 »), by two figures
    when `folios` is None (measuring), by nothing when the name is not in this edition."""
    html = typeset(_parsed(source))
    return Markup(_RECORD.sub(lambda match: _referred(match, folios, reference), html))


def inline_html(
    source: str, typeset: Callable[[str], str], folios: Mapping[str, int] | None = None, reference: str = "p."
) -> Markup:
    """A single line of markdown, without a paragraph around it."""
    html = typeset(_parser().renderInline(source.strip()))
    return Markup(_RECORD.sub(lambda match: _referred(match, folios, reference), html))


def _referred(match: re.Match[str], folios: Mapping[str, int] | None, reference: str) -> str:
    name, text = match[1], match[2]
    if folios is None:
        folio = FOLIO_UNKNOWN
    elif name in folios:
        folio = str(folios[name])
    else:
        return text
    return f'<a href="marbre:{name}">{text} <span class="ref">({reference}\u00a0{folio})</span></a>'
