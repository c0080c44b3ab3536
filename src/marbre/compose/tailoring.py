"""An edition made for one stay: its flat plan with the lodgings of the stay, what lies near, what happens meanwhile.

Lines of the flat plan say what they become in their options: `for: stay` or `for: all` stand only in the guide made for a
stay or only in the whole one; `stay: suited | further | asking | near | dates` takes the place of the line's selection.
Pure: an edition, offers and a choice in, an edition and its tags out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from marbre.compose.maps import Box
from marbre.compose.territory_page import MapView
from marbre.edition import Edition, PageFormat, Section, Selection
from marbre.errors import InputError
from marbre.offers.days import open_days
from marbre.offers.model import Offer
from marbre.offers.selecting import select, sort_key
from marbre.offers.staying import Choice, Fit, Stay
from marbre.offers.territory import lambert93
from marbre.offers.whereabouts import distance
from marbre.yamltree import did_you_mean

#: How far « near » reaches beyond the lodgings, in km; how many places and events a line takes if it does not say.
NEAR_KM, NEAR, MEANWHILE = 12.0, 8, 24
#: Upper ends of the bands of distance, in km.
BANDS = (2, 5, 10, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Tailored:
    """An edition made for a stay: `km` from its place by offer, `chosen` the fits printed, `imported` when the data came
    (ISO), `view` what its map shows."""

    edition: Edition
    stay: Stay
    km: Mapping[int, float]
    chosen: tuple[Fit, ...]
    imported: str
    view: MapView


def in_format(edition: Edition, name: str) -> Edition:
    """The edition in one of its other formats; "" is its own. Raises InputError for one that it does not have."""
    if not name:
        return edition
    known = dict(edition.formats)
    if name not in known:
        raise InputError(f"{edition.name} has no format `{name}`", did_you_mean(name, sorted(known)) or "leave it out")
    return replace(edition, format=known[name])


def whole(edition: Edition) -> Edition:
    """The edition without the lines that are for a stay only."""
    return _with_plan(edition, [section for section in edition.flatplan if section.option("for") != "stay"])


def tailored(edition: Edition, offers: Sequence[Offer], choice: Choice, stay: Stay, imported: str) -> Tailored:
    """The edition for a stay. Its life is the stay: what is printed holds on those days. Raises InputError for an edition
    that is not made for stays."""
    if not any(section.option("stay") for section in edition.flatplan):
        raise InputError(f"{edition.name} is not made for a stay", "its flat plan has no line with the option `stay`")
    cards = _cards(edition, choice.suited)
    parts: dict[str, Sequence[Fit]] = {
        "suited": choice.suited[:cards], "further": choice.suited[cards:], "asking": choice.asking,
    }  # fmt: skip
    taken = {fit.offer.id for fit in choice.chosen}
    plan: list[Section] = []
    for section in edition.flatplan:
        role = section.option("stay")
        if section.option("for") == "all":
            continue
        if role is None:
            plan.append(section)
            continue
        if role in parts:
            ids = [fit.offer.id for fit in parts[role]]
        else:
            ids = _around(section, offers, stay, choice, taken, edition.format)
        if ids:
            plan.append(_shortened(replace(section, select=Selection(ids=tuple(ids))), edition.format))
            taken |= set(ids)
    shown = {id for section in plan if section.select for id in section.select.ids}
    away = {offer.id: distance(offer, stay.spot) for offer in offers if offer.id in shown}
    km = {id: far for id, far in away.items() if far is not None}
    made = replace(
        _with_plan(edition, plan), valid_from=stay.arrive, valid_to=stay.leave, year=stay.arrive.year,
        data_date=date.fromisoformat(imported[:10]),
    )  # fmt: skip
    return Tailored(made, stay, km, choice.chosen, imported, _view(edition.format, choice.chosen, stay))


def _with_plan(edition: Edition, plan: Iterable[Section]) -> Edition:
    return replace(edition, flatplan=tuple(plan))


def _cards(edition: Edition, suited: Sequence[Fit]) -> int:
    """How many lodgings are shown at full length; the others follow as lines."""
    section = next((one for one in edition.flatplan if one.option("stay") == "suited"), None)
    return _most(section, edition.format, len(suited)) if section else len(suited)


def _shortened(section: Section, page: PageFormat) -> Section:
    """A line that has more offers than it may show at length shows them all in the template of its option `else`."""
    assert section.select is not None
    short = section.option("else")
    if not short or len(section.select.ids) <= _most(section, page, len(section.select.ids)):
        return section
    others = tuple((name, value) for name, value in section.options if name != "template")
    return replace(section, options=(*others, ("template", short)))


def _most(section: Section, page: PageFormat, otherwise: int) -> int:
    """The most offers that a line takes: so many a column of the page (`per_column`)."""
    return int(section.option("per_column", 0)) * page.columns or otherwise


def _around(
    section: Section, offers: Sequence[Offer], stay: Stay, choice: Choice, taken: set[int], page: PageFormat
) -> list[int]:
    """What lies near and is not known to be closed all the while, or what happens meanwhile."""
    assert section.select is not None
    found = [offer for offer in select(offers, section.select, (stay.arrive, stay.leave)) if offer.id not in taken]
    if section.option("stay") == "dates":
        return _meanwhile(found, stay, _most(section, page, MEANWHILE))
    reach = max((fit.km or 0.0 for fit in choice.chosen), default=0.0) + NEAR_KM
    near = [(far, offer) for offer in found if (far := distance(offer, stay.spot)) is not None and far <= reach]
    open_ones = [(far, offer) for far, offer in near if open_days(offer.opening, stay.arrive, stay.leave) != ()]
    open_ones.sort(key=lambda pair: (pair[0], sort_key(pair[1], "fr")))
    return [offer.id for _, offer in open_ones[: _most(section, page, NEAR)]]


def _meanwhile(events: Sequence[Offer], stay: Stay, limit: int) -> list[int]:
    """Events that take place on a day of the stay; the nearest where there are more than `limit`, in the order of days."""
    dated = [(days[0], offer) for offer in events if (days := open_days(offer.opening, stay.arrive, stay.leave))]
    nearest = sorted(dated, key=lambda pair: distance(pair[1], stay.spot) or 0.0)[:limit]
    return [offer.id for _, offer in sorted(nearest, key=lambda pair: (pair[0], sort_key(pair[1], "fr")))]


#: A line of the list below the map and the white around the list, in mm; how much of the type area it may take.
LIST_LINE, LIST_AIR, LIST_SHARE = 4.25, 14.0, 0.42


def _view(page: PageFormat, chosen: Sequence[Fit], stay: Stay) -> MapView:
    """What the map shows, and the room for the list of lodgings below it; none where the list would take too much."""
    foot = -(-len(chosen) // page.columns) * LIST_LINE + LIST_AIR
    here = (stay.spot.longitude, stay.spot.latitude)
    return MapView(_box(chosen, stay), foot if foot <= page.text_height * LIST_SHARE else 0.0, here)


def _box(chosen: Sequence[Fit], stay: Stay) -> Box:
    """The ground of the map: the place and the lodgings with air around, at least 8 km across."""
    places = [(stay.spot.longitude, stay.spot.latitude)]
    places += [
        (place.longitude, place.latitude)
        for fit in chosen
        if (place := fit.offer.place).longitude is not None and place.latitude is not None
    ]
    points = [lambert93(*one) for one in places]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    air = max(1200.0, 0.08 * max(east - west, north - south))
    wide = max(8000.0 - (east - west), 0.0) / 2 + air
    high = max(8000.0 - (north - south), 0.0) / 2 + air
    return west - wide, south - high, east + wide, north + high


def band(km: float | None) -> tuple[int, int | None, int | None]:
    """(rank, from km, to km) of the band of distance; the last band has no end, what has no position no band."""
    if km is None:
        return len(BANDS) + 1, None, None
    rank = next((number for number, end in enumerate(BANDS) if km <= end), len(BANDS))
    return rank, BANDS[rank - 1] if rank else None, BANDS[rank] if rank < len(BANDS) else None
