"""The free items, pictures and job-ticket facts of a text, set for its template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marbre.compose.articles import credit_of, item_title, line, picture_of, plain, prose
from marbre.compose.copy import Copy
from marbre.compose.numerals import number
from marbre.compose.tokens import picture_url
from marbre.compose.tongues import tongue
from marbre.compose.words import read_words
from marbre.edition import Section
from marbre.texts import Article

#: `{print|…}` stands only in the printer's file, `{web|…}` only in the one for screens; facts in braces may stand inside.
_ONLY = re.compile(r"\{(print|web)\|((?:[^{}]|\{[^{}]*\})*)\}")

def pictures_of(copy: Copy, article: Article | None) -> list[dict[str, str]]:
    """The pictures of a text after its first, with their captions."""
    copy = tongue(copy, article)
    return [
        {
            "picture": picture_of(copy, article, number), "caption": plain(copy, shown.caption),
            "credit": credit_of(copy, article, number),
        }
        for number, shown in enumerate(article.pictures if article is not None else (), start=1)
    ]


def _set_deep(copy: Copy, value: Any, folios: Mapping[str, int]) -> Any:
    """Every word of a free item set, lists and mappings kept."""
    if isinstance(value, Mapping):
        return {str(key): _set_deep(copy, one, folios) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_set_deep(copy, one, folios) for one in value]
    return line(copy, filled(copy, str(value)), folios)


def items_of(copy: Copy, section: Section, article: Article | None, folios: Mapping[str, int]) -> list[dict[str, Any]]:
    """The free items of a text, their words set, records resolved to commune and folio."""
    copy = tongue(copy, article)
    made = []
    for index, item in enumerate(article.items if article else ()):
        record = str(item.get("record") or "")
        title = item_title(item)
        given = str(item.get("text", ""))
        text = filled(copy, given)
        if given and not text.strip():
            continue
        if record and section.template != "ten":
            title = f"[{title}](marbre:{record})"
        made.append(
            {
                "title": line(copy, str(title), folios),
                "text": prose(copy, text, folios),
                "commune": plain(copy, str(item.get("commune", ""))),
                "folio": folios.get(record, ""),
                "picture": picture_url(
                    "scene",
                    kind=item.get("scene") or "ridges",
                    season=item.get("season", ""),
                    hour=item.get("hour", ""),
                    seed=f"{section.id}{index}{item.get('variant', '')}",
                ),
                "alt": plain(copy, str(item.get("title", ""))),
                "given": _set_deep(copy, item, folios),
            }
        )
    return made


def filled(copy: Copy, text: str) -> str:
    """Job-ticket facts in braces: {printer}, {run}, {data_date} …; sentences of the law: {mention.info_tri} …; {imprint},
    who printed it, or in the file for screens that it is a digital edition."""
    if "{" not in text:
        return text
    ticket, edition = copy.edition.printing, copy.edition
    text = _ONLY.sub(lambda match: match[2] if match[1] == copy.target else "", text)
    facts = {f"mention.{one.id}": copy.brand.mention(one.id, copy.language) for one in copy.brand.mentions}
    facts["imprint"] = facts.get("mention.printed_by", "") if copy.target == "print" else f"{facts.get('mention.digital', '')}."
    facts |= {
        "printer": ticket.printer,
        "printer_address": ticket.printer_address,
        "run": number(ticket.run, copy.language),
        "paper": ", ".join(dict.fromkeys(part for part in (ticket.paper_body, ticket.paper_cover) if part)),
        "legal_deposit": month_said(copy, ticket.legal_deposit),
        "data_date": copy.words.date(edition.data_date),
        "year": str(edition.year),
        "title": edition.title.best(copy.language),
        "valid_to": copy.words.date(edition.valid_to),
        "publisher": copy.brand.publisher.name.best(copy.language),
        "site": next((address.web for address in copy.brand.addresses if address.web), ""),
    }
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text


def month_said(copy: Copy, month: str) -> str:
    """« janvier 2027 » of the job ticket, in the language of the edition."""
    if copy.language == "fr":
        return month
    french = read_words(copy.project.layouts / "_words" / "fr.yaml").months
    name, _, year = month.partition(" ")
    if name not in french:
        return month
    return f"{copy.words.months[french.index(name)]} {year}".strip()
