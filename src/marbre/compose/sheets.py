"""Full pages composed once the folios are known: covers, openers, contents, maps, pages of items, adverts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marbre.compose.articles import article_of, credit_of, line, picture_of, plain, prose, side_values
from marbre.compose.copy import Copy
from marbre.compose.figure_values import figure_values
from marbre.compose.items import filled, items_of, pictures_of
from marbre.compose.listings import printed_name
from marbre.compose.panels import panel_values
from marbre.compose.phrases import phone, web
from marbre.compose.sections import heading
from marbre.compose.spoken import mark_of
from marbre.compose.stay_words import far, stay_values
from marbre.compose.templates import fill
from marbre.compose.territory_page import GROUNDS
from marbre.compose.tokens import picture_url
from marbre.compose.tongues import foreign, marked, ours, spoken, tongue
from marbre.compose.typography import bind_html_runts
from marbre.edition import Advert, Section
from marbre.offers.relief import RELIEF, read_relief
from marbre.offers.territory import layer_credits, layer_file
from marbre.texts import Article


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a late block stands: side, folio, and every folio of the plan (record ids, `section:<id>`)."""

    recto: bool
    folio: int | None
    folios: Mapping[str, int]

    @property
    def side(self) -> str:
        return "recto" if self.recto else "verso"


def sheet_html(copy: Copy, section: Section, number: int, standing: Standing) -> str:
    """One full page of a section; `number` counts its pages from 0."""
    template = f"advert-{_slot(copy, section).format}" if section.kind == "advert" else section.template
    values = _common(copy, section, standing) | {"number": number} | _special(copy, section, number, standing)
    article = copy.articles.get(_slot(copy, section).filler) if section.kind == "advert" else article_of(copy, section)
    return spoken(copy, article, _signalled(copy, template, article, values))


def _signalled(copy: Copy, template: str, article: Article | None, values: dict[str, Any]) -> str:
    """A page with the mark of its text's language: behind the title, else behind the first words that the template prints."""
    html = fill(copy.layout, template, values)
    mark = mark_of(copy.words, article.language) if article is not None and foreign(copy, article) else ""
    for key in ("standfirst", "body", "intro", "text"):
        if not mark or mark in html:
            break
        html = fill(copy.layout, template, values | {key: marked(copy, article, values.get(key, ""))})
    return html


def _common(copy: Copy, section: Section, standing: Standing) -> dict[str, Any]:
    page = copy.edition.format
    article = article_of(copy, section)
    own = tongue(copy, article)
    chapter = copy.edition.chapter(section.chapter)
    body = article.body if article is not None else ""
    across = section.kind == "spread" and section.option("across", True)
    parts = {"spread": "right" if standing.recto else "left"} if across else {}
    less = float(section.option("less", 0))
    return {
        "side": standing.side,
        "left": page.inner if standing.recto else page.outer,
        "folio": standing.folio,
        "chapter": section.chapter,
        "kicker": plain(
            copy,
            (article.kicker if article else "") or (chapter.title.best(copy.language) if chapter else ""),
        ),
        "title": heading(copy, section),
        "standfirst": bind_html_runts(plain(own, article.standfirst if article else "")),
        "intro": bind_html_runts(line(own, body, standing.folios)) if body else "",
        "body": prose(own, filled(own, body), standing.folios) if body else "",
        "picture": picture_of(copy, article, 0, calm=section.option("calm", ""), **parts),
        "alt": plain(own, article.picture.caption if article and article.picture else ""),
        "picture_height": round(max(0.0, float(section.option("picture_height", 0)) - less), 3),
        "less": less,
        "photo": bool(article and article.picture and article.picture.file),
        "credit": credit_of(copy, article),
        "two": bool(section.option("two")),
        "signature": plain(copy, str(section.option("signature", ""))),
        "items": items_of(copy, section, article, standing.folios),
        **side_values(copy, article, standing.folios),
        **panel_values(copy, section, standing.recto, standing.folios),
        "pictures": pictures_of(copy, article),
        "caption": plain(own, article.picture.caption if article and article.picture else ""),
        "legend": _legend(copy) if section.option("legend") else (),
        "health_line": ours(copy, article, copy.brand.mention("alcohol", copy.language)) if article and article.health else "",
        "stay": stay_values(copy.tailored, copy.words, copy.layout_words.words),
        "figures": figure_values(copy.figures, copy.brand, chapter.colour if chapter else "basalte"),
        "site": web(_site(copy))[1],
        "site_href": web(_site(copy))[0],
        **_signature(copy),
    }


def _site(copy: Copy) -> str:
    return next((address.web for address in copy.brand.addresses if address.web), "")


def _legend(copy: Copy) -> list[dict[str, str]]:
    return [
        {
            "char": copy.setting.pictograms.char(name),
            "label": copy.setting.pictograms.label(name, copy.language),
        }
        for name, _ in copy.setting.pictogram_rules
    ]


#: Pages that carry the signature: title in two parts, desks, mentions.
_SIGNED = ("cover", "back", "frontispiece", "access")


def _special(copy: Copy, section: Section, number: int, standing: Standing) -> dict[str, Any]:
    if section.kind == "advert":
        return _advert(copy, section)
    if section.kind == "contents":
        return {"parts": contents_parts(copy, standing.folios)}
    if section.template == "opener":
        return {"entries": _chapter_entries(copy, section, standing.folios)}
    if section.template in _SIGNED:
        return _cover(copy, section)
    if section.template == "map":
        return _map(copy, section, number, standing)
    return {}


def _chapter_entries(copy: Copy, section: Section, folios: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        entry
        for entry in _entries(copy, folios)
        if entry["chapter"] == section.chapter and entry["id"] != section.id
    ]


def _entries(copy: Copy, folios: Mapping[str, int]) -> list[dict[str, Any]]:
    """Sections that the contents name, in the order of the plan."""
    return [
        {
            "id": section.id,
            "title": heading(copy, section),
            "folio": folios.get(f"section:{section.id}", ""),
            "chapter": section.chapter,
            "picture": picture_of(copy, article_of(copy, section)),
            "standfirst": bind_html_runts(plain(tongue(copy, article_of(copy, section)), _standfirst(copy, section))),
        }
        for section in copy.edition.flatplan
        if section.in_contents
    ]


def _standfirst(copy: Copy, section: Section) -> str:
    article = article_of(copy, section)
    return article.standfirst if article is not None else ""


def contents_parts(copy: Copy, folios: Mapping[str, int]) -> list[dict[str, Any]]:
    """The contents by chapter: runs of entries of the same chapter."""
    parts: list[dict[str, Any]] = []
    for entry in _entries(copy, folios):
        if not parts or parts[-1]["chapter"] != entry["chapter"]:
            chapter = copy.edition.chapter(entry["chapter"])
            title = plain(copy, chapter.title.best(copy.language)) if chapter else ""
            parts.append(
                {
                    "chapter": entry["chapter"],
                    "title": title,
                    "mark": chapter.mark if chapter else "",
                    "entries": [],
                }
            )
        parts[-1]["entries"].append(entry)
    return parts


def _slot(copy: Copy, section: Section) -> Advert:
    return next(advert for advert in copy.edition.adverts if advert.slot == section.id)


def _advert(copy: Copy, section: Section) -> dict[str, Any]:
    """A sold slot shows the partner's file under « Publicité »; an unsold one the house filler."""
    slot = _slot(copy, section)
    filler = copy.articles.get(slot.filler)
    own = tongue(copy, filler)
    ground = section.option("ground", "basalte")
    dark = str(ground) not in ("miel", "creme", "sable", "ciel", "orange", "prairie", "ocre")
    ink = copy.layout.environment.globals["ink"]
    assert callable(ink)
    item: Mapping[str, Any] = filler.items[0] if filler is not None and filler.items else {}
    values = {
        "label": str(copy.layout_words.words["advert"]) if slot.sold_to else "",
        "ground": ink(str(ground)),
        "on": ink("papier" if dark else "noir"),
        "title": marked(copy, filler, plain(own, filler.title if filler else slot.sold_to)),
        "text": prose(own, filler.body if filler else "", None),
        "call": plain(own, str(item.get("call") or (filler.standfirst if filler else ""))),
        "picture": picture_of(copy, filler),
    }
    if slot.file:
        values["picture"] = picture_url("photo", file=f"advert/{slot.file}")
    return values


def _mentions(copy: Copy) -> tuple[str, ...]:
    """What stands at the foot of the signature: on screens, that it is digital; on paper, what becomes of the paper.
    What nobody is handed in the street needs no word about the street."""
    if copy.target == "web":
        return ("imprint",)
    return ("mention.info_tri",) if copy.edition.publication == "report" else ("mention.not_on_street", "mention.info_tri")


def _signature(copy: Copy) -> dict[str, Any]:
    """Who publishes, and what the law wants said."""
    lang = copy.language
    return {
        "subtitle": plain(copy, copy.edition.subtitle.best(lang)),
        "addresses": [
            {
                "name": plain(copy, a.name.best(lang)),
                "line": plain(copy, ", ".join(a.lines)),
                "phone": phone(a.phone, lang),
                "hours": plain(copy, a.hours.best(lang)),
            }
            for a in copy.brand.addresses
        ],
        "imprint": plain(copy, filled(copy, "{imprint}")),
        "mentions": [
            plain(copy, text)
            for text in (filled(copy, f"{{{name}}}") for name in _mentions(copy))
            if text
        ],
    }


def _cover(copy: Copy, section: Section) -> dict[str, Any]:
    words = copy.edition.title.best(copy.language).split(" ", 1)
    return {
        "title1": words[0],
        "title2": words[1] if len(words) > 1 else "",
    }


def _map(copy: Copy, section: Section, number: int, standing: Standing) -> dict[str, Any]:
    labels: Sequence[dict[str, Any]] = copy.map_labels(section, number)
    ink = copy.layout.environment.globals["ink"]
    assert callable(ink)
    grounds = [GROUNDS[index % len(GROUNDS)] for index in range(len(copy.edition.sectors))]
    relief_file = copy.project.root / "data" / "territory" / RELIEF
    return {
        "drawing": picture_url("map", section=section.id, part=number),
        "labels": labels,
        "alt": str(copy.layout_words.words["map_alt"]),
        "count": section.pages or 1,
        "foot": copy.tailored.view.foot if copy.tailored else float(section.option("foot", 0)),
        "listed_columns": int(section.option("listed_columns", copy.edition.format.columns)) if not copy.tailored
        else copy.edition.format.columns,
        "entries": _map_entries(copy, standing.folios) if copy.tailored or section.option("foot") else (),
        "schematic": copy.map is not None and copy.map.schematic,
        "credits": layer_credits(relief_file.parent),
        "relief": copy.map is not None and copy.map.large > 0 and bool(read_relief(relief_file).steps)
        and not layer_file(relief_file.parent, "relief").is_file(),
        "sectors": [
            {"title": plain(copy, title.best(copy.language)), "ground": ink(name, round(tint * 100))}
            for (_, title, _), (name, tint) in zip(copy.edition.sectors, grounds, strict=True)
        ],
    }


def _map_entries(copy: Copy, folios: Mapping[str, int]) -> list[dict[str, Any]]:
    """The numbered places, for the list beside the map; in a guide for a stay with their distances."""
    km = copy.tailored.km if copy.tailored else {}
    said = copy.layout_words.words
    chapters = {chapter.prefix: chapter.id for chapter in copy.edition.chapters}
    return [
        {
            "id": id,
            "number": copy.numbers[id].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            "chapter": chapters.get(copy.numbers[id].rstrip("0123456789"), ""),
            "name": printed_name(copy.offers[id], copy.language),
            "commune": plain(copy, copy.offers[id].place.commune),
            "far": far(km[id], copy.language, said) if id in km else "",
            "folio": folios.get(str(id), ""),
        }
        for id in copy.numbers
    ]
