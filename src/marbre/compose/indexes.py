"""The index by commune and the index of partners: names and folios, in the reader's alphabet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marbre.compose.copy import Copy
from marbre.compose.listings import printed_name
from marbre.compose.markdown import FOLIO_UNKNOWN
from marbre.compose.matter import level_of
from marbre.compose.templates import fill
from marbre.compose.themes import theme_of
from marbre.compose.typography import set_type
from marbre.edition import Section
from marbre.offers.model import Offer
from marbre.offers.selecting import alphabetical


def indexed_offers(copy: Copy) -> tuple[Offer, ...]:
    """Every offer printed in a listing, or on a page with the option `indexed`, once."""
    found: dict[int, Offer] = {}
    for section in copy.edition.flatplan:
        if section.kind in ("listing", "agenda", "calendar") or section.option("indexed"):
            found.update({offer.id: offer for offer in copy.chosen.get(section.id, ())})
    return tuple(found.values())


def index_html(copy: Copy, section: Section, folios: Mapping[str, int] | None) -> str:
    """The index as a block. `folios` None while measuring."""
    if section.kind == "partners":
        heads = _partners(copy, folios)
    else:
        heads = _themes(copy, folios) if section.option("by") == "theme" else _communes(copy, folios)
    return fill(copy.layout, "index", {"heads": heads})


def _entry(
    copy: Copy, offer: Offer, folios: Mapping[str, int] | None, with_commune: bool = False
) -> dict[str, Any]:
    to = _place(copy, offer)
    folio = FOLIO_UNKNOWN if folios is None else str(folios.get(to, "–"))
    name, commune = printed_name(offer, copy.language), set_type(offer.place.commune, copy.language)
    return {
        "id": to,
        "name": f"{name}, {commune}" if with_commune and commune and commune not in name else name,
        "folio": folio,
    }


def _place(copy: Copy, offer: Offer) -> str:
    """What leads to an offer: its own place, or the page that shows it among others."""
    for section in copy.edition.flatplan:
        if section.option("indexed") and offer in copy.chosen.get(section.id, ()):
            return f"section:{section.id}"
    return str(offer.id)


def _communes(copy: Copy, folios: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """One head a commune; communes of the territory without an offer are left out of the list of heads."""
    members: dict[str, list[Offer]] = {}
    for offer in indexed_offers(copy):
        members.setdefault(offer.place.commune or copy.places.other_title, []).append(offer)
    heads = []
    for commune in sorted(members, key=lambda name: alphabetical(name)):
        entries = sorted(members[commune], key=lambda offer: alphabetical(printed_name(offer, copy.language)))
        grid = next((copy.places.grid[offer.id] for offer in entries if offer.id in copy.places.grid), "")
        heads.append(
            {
                "title": set_type(commune, copy.language),
                "grid": copy.commune_grid.get(commune, grid),
                "chapter": "",
                "mark": "",
                "entries": [_entry(copy, offer, folios) for offer in entries],
            }
        )
    return heads


def _themes(copy: Copy, folios: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """One head a theme, in the order of the edition; offers without a theme come last."""
    members: dict[str, list[Offer]] = {}
    for offer in indexed_offers(copy):
        theme = theme_of(offer, copy.edition.chapters)
        members.setdefault(theme.id if theme else "", []).append(offer)
    known = [(chapter.id, chapter.title.best(copy.language), chapter.mark) for chapter in copy.edition.chapters]
    return [
        {
            "title": set_type(title, copy.language),
            "grid": "",
            "chapter": id,
            "mark": mark,
            "entries": [
                _entry(copy, offer, folios, with_commune=True)
                for offer in sorted(members[id], key=lambda o: alphabetical(printed_name(o, copy.language)))
            ],
        }
        for id, title, mark in (*known, ("", copy.places.other_title, ""))
        if id in members
    ]


def _partners(copy: Copy, folios: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """Partners only (above the first level), under the first letter of their name."""
    first = copy.edition.levels[0]
    heads: dict[str, list[Offer]] = {}
    for offer in indexed_offers(copy):
        if level_of(offer, copy.edition) != first:
            heads.setdefault(alphabetical(printed_name(offer, copy.language))[:1].upper(), []).append(offer)
    return [
        {
            "title": letter,
            "grid": "",
            "chapter": "",
            "mark": "",
            "entries": [
                _entry(copy, offer, folios, with_commune=True)
                for offer in sorted(heads[letter], key=lambda o: alphabetical(printed_name(o, copy.language)))
            ],
        }
        for letter in sorted(heads)
    ]
