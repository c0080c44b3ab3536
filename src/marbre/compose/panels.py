"""What a page template may place by itself: the panels of its sheet, several texts, and chosen offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marbre.compose.articles import line, picture_of, plain, prose, side_values
from marbre.compose.copy import Copy
from marbre.compose.items import filled, items_of, pictures_of
from marbre.compose.listings import listing
from marbre.compose.matter import level_of
from marbre.edition import Section
from marbre.texts import Article


def panel_values(copy: Copy, section: Section, recto: bool, folios: Mapping[str, int]) -> dict[str, Any]:
    """For the templates of full pages: `panels`, boxes in mm from the head left of the bleed, as seen on this side;
    `texts`, every text that the section names, by its name; `offers`, those that it selects."""
    bleed = copy.edition.format.bleed
    return {
        "panels": [
            {"x": box.x + bleed, "y": box.y + bleed, "width": box.width, "height": box.height}
            for box in copy.edition.format.panels.boxes(verso=not recto)
        ],
        "texts": {
            name: text_values(copy, section, copy.articles.get(name), folios)
            for name in section.texts
        },
        "offers": [_offer(copy, section, number) for number in range(len(copy.chosen.get(section.id, ())))],
    }  # fmt: skip


def text_values(copy: Copy, section: Section, article: Article | None, folios: Mapping[str, int]) -> dict[str, Any]:
    """A text as a template sees it."""
    if article is None:
        return {}
    return {
        "name": article.name,
        "kicker": plain(copy, article.kicker),
        "title": plain(copy, article.title),
        "standfirst": plain(copy, article.standfirst),
        "body": prose(copy, filled(copy, article.body), folios) if article.body else "",
        "intro": line(copy, filled(copy, article.body), folios) if article.body else "",
        "picture": picture_of(copy, article),
        "caption": plain(copy, article.picture.caption if article.picture else ""),
        "pictures": pictures_of(copy, article),
        "items": items_of(copy, section, article, folios),
        "health": copy.brand.mention("alcohol", copy.language) if article.health else "",
        **side_values(copy, article, folios),
    }


def _offer(copy: Copy, section: Section, number: int) -> dict[str, Any]:
    offer = copy.chosen[section.id][number]
    level = level_of(offer, copy.edition)
    made = listing(
        offer, level, copy.edition.chapter(section.chapter), copy.setting, copy.numbers.get(offer.id, ""),
        copy.places.grid.get(offer.id, ""), 3, False,
    )  # fmt: skip
    return {"id": offer.id, "folio": "", **made.values}
