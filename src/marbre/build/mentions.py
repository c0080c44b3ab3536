"""What a finished edition has that makes a mention of the law due, found in its plan, its offers and its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from marbre.compose.copy import Copy
from marbre.compose.listings import printed_name
from marbre.findings import Finding
from marbre.offers.alcohol import sells_alcohol
from marbre.offers.model import Offer
from marbre.plan.model import FlatPlan, Page
from marbre.preflight.mentions import Finished, mentions, rules, signs, stale
from marbre.preflight.readback import places, reduced

_STAYS = ("HOTELLERIE", "HEBERGEMENT_LOCATIF", "HEBERGEMENT_COLLECTIF", "HOTELLERIE_PLEIN_AIR")
_PRICE = re.compile(r"\d\s?€|€\s?\d")


def mention_findings(copy: Copy, plan: FlatPlan, texts: Mapping[str, Sequence[str]]) -> tuple[Finding, ...]:
    """The table of the law held against the text of each file (`texts` by target, the flat cover being part of print)."""
    found: list[Finding] = []
    for target in ("print", "web"):
        if target in texts:
            file = finished(copy, plan, target, tuple(texts[target]), tuple(texts.get("cover", ())))
            found += mentions(file, rules())
    return (*found, *stale(rules(), copy.edition.dated))


def finished(copy: Copy, plan: FlatPlan, target: str, texts: tuple[str, ...], cover: tuple[str, ...]) -> Finished:
    """A file as the table sees it. The printer's file of a glued edition has no covers: they are those of `cover`."""
    pages = plan.pages
    if target == "print" and cover:
        pages = tuple(page for page in pages if page.folio is not None)
    folios = (*(page.folio for page in pages), *(None for _ in cover)) if target == "print" else tuple(p.folio for p in pages)
    read = (*texts, *cover) if target == "print" else texts
    ticket, brand, language = copy.edition.printing, copy.brand, copy.language
    values = {
        "printer": "" if ticket.printer == brand.publisher.name.best("fr") else ticket.printer,
        "address": ticket.printer_address, "deposit": ticket.legal_deposit, "issn": ticket.issn,
        "publisher": brand.publisher.name.best(language), "office": brand.names.office.best(language),
        "data_date": copy.words.date(copy.edition.data_date),
        **{f"mentions.{one.id}": brand.mention(one.id, language) for one in brand.mentions},
    }  # fmt: skip
    facts = dict(_facts(copy, pages, plan.pages, read))
    kind = copy.edition.publication
    draft = not ticket.printer and kind != "digital"
    return Finished(kind, target, language, read, folios, facts, values, copy.edition.source, draft)


def _facts(
    copy: Copy, pages: Sequence[Page], whole: Sequence[Page], texts: Sequence[str]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Facts by name, with the indexes of the pages that have them."""
    word = re.compile(dict(signs().words).get(copy.language, dict(signs().words)["fr"]), re.IGNORECASE)
    pictures = [_specs(page) for page in pages]
    chosen = {offer.id: offer for offers in copy.chosen.values() for offer in offers}
    listed = dict(_where(copy, pages, texts, chosen))
    sellers = sorted({index for id, at in listed.items() if sells_alcohol(chosen[id]) for index in at})
    priced = tuple(index for index, text in enumerate(texts) if _PRICE.search(text))
    stays = {index for id, at in listed.items() if chosen[id].type in _STAYS for index in at}
    shown = tuple(
        index
        for index, specs in enumerate(pictures)
        if any(f"kind={one}&" in f"{spec}&" for spec in specs for one in signs().scenes)
    )
    spoken = tuple(index for index, text in enumerate(texts) if word.search(text))
    yield from (
        (name, tuple(found))
        for name, found in (
            ("alcohol", sorted({*spoken, *shown, *sellers})), ("bottle", shown), ("seller", sellers), ("prices", priced),
            ("stays", sorted(stays & set(priced))), ("records", sorted({index for at in listed.values() for index in at})),
            ("map", [i for i, specs in enumerate(pictures) if copy.figures or any(one.startswith("map?") for one in specs)]),
            ("photos", [index for index, specs in enumerate(pictures) if any(spec.startswith("photo?") for spec in specs)]),
            ("advert", [index for index, page in enumerate(pages) if _sold(copy, page)]),
            ("packages", [index for id, at in listed.items() if chosen[id].type == "SEJOUR_PACKAGE" for index in at]),
        )
        if found
    )  # fmt: skip
    if copy.edition.printing.issn:
        yield "issn", ()
    if len(_tongues(copy)) == 2:
        yield "one_translation", ()


def _where(
    copy: Copy, pages: Sequence[Page], texts: Sequence[str], chosen: Mapping[int, Offer]
) -> Iterator[tuple[int, list[int]]]:
    """The pages of every offer; of those that a full page shows among others, the pages where their names are read."""
    seen = [reduced(text) for text in texts]
    on_sheets = _on_sheets(copy)
    for id, at in places(pages, on_sheets).items():
        if id in chosen:
            name = reduced(printed_name(chosen[id], copy.language))
            named = [index for index in at if name in seen[index]] if id in on_sheets else []
            yield id, named or at


def _specs(page: Page) -> list[str]:
    return [use.spec for item in page.placed for use in item.sheet.pictures]


def _on_sheets(copy: Copy) -> dict[int, str]:
    """Offers that a full page shows, by the name of the page."""
    return {
        offer.id: f"page:{copy.section(id).option('on', id)}"
        for id, offers in copy.chosen.items()
        if copy.section(id).kind in ("page", "spread", "choice")
        for offer in offers
    }


def _sold(copy: Copy, page: Page) -> bool:
    """Whether a page has an advertisement that somebody pays for."""
    sold = {f"page:{advert.slot}" for advert in copy.edition.adverts if advert.sold_to}
    return any(item.name in sold for item in page.placed)


def _tongues(copy: Copy) -> set[str]:
    """The languages that lines of the edition's texts say they are in, its own besides."""
    used = {name for section in (*copy.edition.cover, *copy.edition.flatplan) for name in section.texts}
    items = (item for name in used if name in copy.articles for item in copy.articles[name].items)
    return {copy.language, *(str(item["lang"]) for item in items if item.get("lang"))}
