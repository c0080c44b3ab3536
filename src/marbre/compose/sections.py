"""Heads of sections and tables: blocks in the full measure."""

from __future__ import annotations

from typing import Any

from marbre.compose.articles import article_of, line, plain, prose
from marbre.compose.copy import Copy
from marbre.compose.listings import printed_name
from marbre.compose.matter import Item
from marbre.compose.phrases import duration, number
from marbre.compose.templates import fill
from marbre.compose.tongues import marked, ours, spoken, tongue
from marbre.compose.typography import bind_html_runts
from marbre.edition import Section
from marbre.offers.model import Offer


def section_title(copy: Copy, section: Section) -> str:
    """What the contents, the outline and the tags call a section; an empty string for pages without a name."""
    title = section.title.best(copy.language)
    if not title and section.kind != "advert":
        article = article_of(copy, section)
        return plain(tongue(copy, article), article.title if article is not None else "")
    return plain(copy, title)


def heading(copy: Copy, section: Section) -> Any:
    """The title as it is printed: with the mark of its language where it is in another one."""
    title = section_title(copy, section)
    return title if section.title.best(copy.language) else marked(copy, article_of(copy, section), title)


def section_item(copy: Copy, section: Section) -> Item:
    """The head of a listing: kicker, title, and a few lines where the section has a text."""
    chapter = copy.edition.chapter(section.chapter)
    article = article_of(copy, section)
    intro = article.standfirst if article is not None else ""
    own = tongue(copy, article)
    lead = bind_html_runts(line(own, intro, None)) if intro else ""
    values = {
        "chapter": section.chapter,
        "kicker": plain(copy, chapter.title.best(copy.language)) if chapter else "",
        "title": ours(copy, article, heading(copy, section)) if section.title else heading(copy, section),
        "intro": marked(copy, article, lead) if section.title else lead,
        "body": prose(own, article.body, {}) if article is not None and article.body else "",
        "boxes": [
            {"title": plain(own, box.title), "text": prose(own, box.text, {})}
            for box in (article.boxes if article is not None else ())
        ],
        "small": bool(section.option("small")),
    }
    html = spoken(copy, article, fill(copy.layout, "section", values))
    return Item(f"head:{section.id}", html, "wide", "section", wide=True)


def table_item(copy: Copy, section: Section) -> Item:
    """Walks as one table, a row an offer."""
    offers = sorted(copy.chosen[section.id], key=lambda offer: (offer.number("distance") or 0, offer.id))
    html = fill(
        copy.layout, "walks", {"chapter": section.chapter, "rows": [_walk(copy, offer) for offer in offers]}
    )
    return Item(f"table:{section.id}", html, "wide", "walks", wide=True)


def _walk(copy: Copy, offer: Offer) -> dict[str, Any]:
    lang = copy.language
    distance, ascent = offer.number("distance"), offer.number("denivellationPositive")
    minutes = offer.opening.minutes or offer.number("dureeJournaliere")
    levels = [term for term in offer.terms_of("typesClientele") if term.id in (587, 588, 589, 590)]
    return {
        "id": offer.id,
        "name": printed_name(offer, lang),
        "start": plain(copy, offer.place.commune),
        "km": number(distance, lang) if distance is not None else "",
        "ascent": f"{number(ascent, lang)}\u00a0m" if ascent is not None else "",
        "time": duration(int(minutes), copy.words) if minutes else "",
        "level": copy.layout_words.words.get("levels", {}).get(levels[0].id, "") if levels else "",
    }
