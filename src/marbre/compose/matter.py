"""The matter of a listing section: which offers, in which order, under which headings, at which level.

Values in, HTML out; nothing here knows pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from marbre.compose.agenda import when
from marbre.compose.listings import Setting, listing
from marbre.compose.templates import Layout, asks_for, fill
from marbre.compose.themes import chapter_of
from marbre.compose.typography import begun, set_type
from marbre.edition import Edition, Level, Section
from marbre.findings import Finding
from marbre.offers.days import open_days
from marbre.offers.model import Offer
from marbre.offers.selecting import sort_key


@dataclass(frozen=True, slots=True)
class Item:
    """A block to be composed: `page` is the named CSS page it is laid on; `after` steps of space below it."""

    name: str
    html: str
    page: str
    template: str
    wide: bool = False
    leads: bool = False
    after: int = 3
    record: int | None = None
    anchors: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a section consists of, in reading order, and what was noticed while composing it."""

    section: Section
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where offers stand on the territory: grid references, sectors by INSEE code, names of groups; in a guide for a stay,
    `bands` of distance by offer (rank, heading)."""

    grid: Mapping[int, str]
    sectors: Mapping[str, str]
    sector_titles: Mapping[str, str]
    months: Sequence[str]
    season_title: str
    other_title: str
    bands: Mapping[int, tuple[int, str]] = field(default_factory=dict)


#: How much of its characters a description keeps on the rung `shorter`.
SHORTER = 0.7
#: Nothing is done to anything.
NO_RUNGS: Mapping[str, Sequence[str]] = {}
#: Space below a block, in steps, by template: lines stand close, cards want air.
_AFTER = {"line": 1, "address": 1, "event": 2}


#: Findings about a description, which mean nothing where a block does not print it.
_OF_TEXT = ("text_cut",)


def level_of(offer: Offer, edition: Edition) -> Level:
    """The highest level that the offer's criteria earn."""
    earned = edition.levels[0]
    for level in edition.levels[1:]:
        if set(level.criteria) & set(offer.criteria):
            earned = level
    return earned


def listing_matter(
    section: Section, offers: Sequence[Offer], edition: Edition, layout: Layout, setting: Setting, places: Places,
    numbers: Mapping[int, str], rungs: Mapping[str, Sequence[str]] = NO_RUNGS,
) -> Matter:  # fmt: skip
    """The items of a listing: headings and blocks. A heading is printed for each group when there are two or more. `rungs`:
    what is done to a template's listings so that they fit."""
    groups = grouped(section, offers, edition, setting, places)
    headed = len(groups) > 1 or section.group == "distance"
    items: list[Item] = []
    findings: list[Finding] = []
    for title, members in groups:
        if headed and title:
            items.append(_heading(section, title, layout))
        for offer in members:
            level = level_of(offer, edition)
            template = str(section.option("template") or level.template)
            taken = rungs.get(template, ())
            entitled = shortened(_entitled(level, template, edition), taken.count("shorter"))
            said = asks_for(layout, template, "o.text")
            made = listing(
                offer, entitled, chapter_of(offer, section, edition), setting,
                numbers.get(offer.id, ""), places.grid.get(offer.id, ""), 3 if headed else 2, _is_advert(level, edition),
            )  # fmt: skip
            findings += (one for one in made.findings if said or one.id not in _OF_TEXT)
            html = fill(layout, template, {"o": made.values, "fit": " ".join(taken)})
            items.append(_item(offer, template, level, html, made.values["name"], section))
    return Matter(section, tuple(items), tuple(findings))


def shortened(level: Level, times: int) -> Level:
    """A level with fewer characters, each time the rung `shorter` was taken."""
    return replace(level, characters=round(level.characters * SHORTER**times))


def _entitled(level: Level, template: str, edition: Edition) -> Level:
    """The level whose length of text the template is made for, where a section shows all its offers alike."""
    if template == level.template:
        return level
    return next((one for one in edition.levels if one.template == template), level)


def _is_advert(level: Level, edition: Edition) -> bool:
    """The highest of five levels is paid space and says so (loi 86-897, art. 10)."""
    return level is edition.levels[-1] and len(edition.levels) > 4


def _item(offer: Offer, template: str, level: Level, html: str, title: str, section: Section) -> Item:
    again = f":{section.id}" if section.option("again") else ""
    wide = template == level.template and level.columns > 1
    return Item(
        f"offer:{offer.id}{again}", html, "wide" if wide else "col", template, wide, False, _AFTER.get(template, 4), offer.id,
        (str(offer.id),), title,
    )  # fmt: skip


def _heading(section: Section, title: str, layout: Layout) -> Item:
    html = fill(layout, "group", {"title": title, "chapter": section.chapter})
    return Item(f"group:{section.id}:{title}", html, "col", "group", leads=True, after=2, title=title)


def grouped(
    section: Section, offers: Sequence[Offer], edition: Edition, setting: Setting, places: Places
) -> list[tuple[str, list[Offer]]]:
    """Offers under their headings, both in reading order; within a heading the higher levels come first."""
    order, title = _grouping(section, setting, places)
    heads: dict[Any, list[Offer]] = {}
    for offer in offers:
        heads.setdefault(order(offer), []).append(offer)
    ranks = {level.id: number for number, level in enumerate(edition.levels)}
    by_level = section.kind != "agenda" and section.option("order", "level") == "level"

    def key(offer: Offer) -> tuple[Any, ...]:
        if section.group == "distance":
            return ()
        if section.kind == "agenda":
            day = when(offer, setting.life)
            return (day.first if day else setting.life[1], sort_key(offer, setting.language))
        rank = -ranks[level_of(offer, edition).id] if by_level else 0
        return (rank, sort_key(offer, setting.language))

    ordered = sorted(heads)
    if section.select is not None and section.select.ids and section.group == "none":
        return [("", list(offers))]
    return [(title(head), sorted(heads[head], key=key)) for head in ordered]


def _grouping(
    section: Section, setting: Setting, places: Places
) -> tuple[Callable[[Offer], Any], Callable[[Any], str]]:
    lang = setting.language
    if section.group == "commune":
        return (lambda o: o.place.commune or places.other_title), (lambda head: set_type(head, lang))
    if section.group == "sector":
        ranks = list(places.sector_titles)
        return (
            lambda o: _rank(ranks, places.sectors.get(o.place.insee, "")),
            lambda head: (
                list(places.sector_titles.values())[head] if head < len(ranks) else places.other_title
            ),
        )
    if section.group == "distance":
        beyond = len(places.bands), places.other_title
        return (lambda o: places.bands.get(o.id, beyond)), (lambda head: str(head[1]))
    if section.group == "day":
        return (lambda o: _day(o, setting)), (lambda head: _day_title(head, setting, places))
    if section.group in ("type", "subtype"):
        return (lambda o: _subtype(o, setting)), (lambda head: set_type(head[1], lang))
    if section.group == "month":
        return (lambda o: _month(o, setting)), (lambda head: _month_title(head, places))
    return (lambda o: 0), (lambda head: "")


def _rank(known: Sequence[str], name: str) -> int:
    return known.index(name) if name in known else len(known)


def _subtype(offer: Offer, setting: Setting) -> tuple[int, str]:
    if offer.subtype is None:
        return (9999, setting.kind_names.get(offer.type, offer.type))
    return (offer.subtype.order, offer.subtype.label.best(setting.language))


#: Events on more days than this of a stay or a life stand together, apart from the days.
FEW_DAYS = 2


def _day(offer: Offer, setting: Setting) -> date:
    """The first day on which it takes place; the last date there is for what lasts."""
    days = open_days(offer.opening, *setting.life)
    return days[0] if days and len(days) <= FEW_DAYS else date.max


def _day_title(day: date, setting: Setting, places: Places) -> str:
    if day == date.max:
        return places.season_title
    title = setting.words.weekday_date(day)
    return set_type(begun(title), setting.language)


def _month(offer: Offer, setting: Setting) -> tuple[int, int]:
    """(year, month) of the first day; (0, 0) for what lasts: it comes first, under its own heading."""
    day = when(offer, setting.life)
    if day is None or day.lasting:
        return (0, 0)
    return (day.first.year, day.first.month)


def _month_title(head: tuple[int, int], places: Places) -> str:
    return places.season_title if head == (0, 0) else places.months[head[1] - 1].capitalize()
