"""The picture of the offer: what the records of one snapshot add up to, by type, sector and commune. Pure.

Beds are people who can sleep somewhere at once. Where a record says how many, that is taken; where it only says rooms
or pitches, beds are reckoned by the usage of public statistics (INSEE, capacité d'accueil: two a room, three a pitch)
and counted apart as estimated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from marbre.offers.care import Care, care_of
from marbre.offers.history import NO_HISTORY, History
from marbre.offers.model import OFFER_TYPES, Offer, Term, Texts
from marbre.offers.seasons import Season, seasons_of
from marbre.offers.territory import Territory, folded

PUBLISHED = "PUBLISHED"
LODGING = ("HOTELLERIE", "HEBERGEMENT_LOCATIF", "HOTELLERIE_PLEIN_AIR", "HEBERGEMENT_COLLECTIF")
SIGHTS = ("PATRIMOINE_CULTUREL", "PATRIMOINE_NATUREL")
BEDS_PER_ROOM, BEDS_PER_PITCH = 2, 3

#: Figures that say beds, rooms and pitches outright, the best first.
_DECLARED = ("nombreTotalPersonnes", "capaciteHebergement", "capaciteTotale", "capaciteHebergementsInsolites")
_ROOMS = ("nombreChambresClassees", "nombreChambresDeclareesHotelier", "nombreChambres")
_PITCHES = ("nombreEmplacementsClasses", "nombreEmplacementsDeclares", "nombreEmplacementsCampingCars")

#: Reference ids that say what an offer is like, not what it was awarded: in the open air, good when it rains …
TOPICS = frozenset((1670, 1676, 1678, 4792))
#: Tourisme et Handicap: hearing, mental, motor, visual.
ACCESSIBLE = frozenset((1224, 1225, 1226, 1227))
CYCLISTS = 3844

#: A sector: its id and the INSEE codes of its communes.
Sectors = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Beds:
    """Who can sleep there: `declared` beds are the record's own figure, `estimated` ones reckoned from rooms or pitches."""

    declared: int = 0
    estimated: int = 0
    rooms: int = 0
    pitches: int = 0

    @property
    def total(self) -> int:
        return self.declared + self.estimated


@dataclass(frozen=True, slots=True)
class TypeCount:
    """The offers of one Apidae type; `by_sector` in the order of the sectors."""

    type: str
    offers: int
    by_sector: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BedCount:
    """The beds of one type of lodging; `silent` offers say nothing that beds could be reckoned from; `by_sector` in the
    order of the sectors."""

    type: str
    offers: int
    silent: int
    beds: Beds
    by_sector: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaCount:
    """A commune (`id` its INSEE code), a sector, or the whole: what there is. `events` and `sights` are offers too."""

    id: str
    name: str
    sector: str = ""
    communes: int = 1
    population: int = 0
    offers: int = 0
    lodgings: int = 0
    beds: int = 0
    restaurants: int = 0
    covers: int = 0
    sights: int = 0
    events: int = 0

    @property
    def beds_per_hundred(self) -> float:
        """Beds for a hundred inhabitants."""
        return 100 * self.beds / self.population if self.population else 0.0


@dataclass(frozen=True, slots=True)
class Covers:
    """Tables: `inside` and `terrace` covers, `spread` the inside covers of each restaurant that says them, in order;
    `silent` restaurants do not."""

    restaurants: int
    silent: int
    inside: int
    terrace: int
    terraces: int
    spread: tuple[int, ...]

    @property
    def median(self) -> float:
        return median(self.spread) if self.spread else 0.0


@dataclass(frozen=True, slots=True)
class StarCount:
    """The official ranking of one type of lodging: `stars` offers with 1 to 5; `unranked` say so or wait for a
    decision, `silent` say nothing; `lapsed` of the starred have a decision older than five years on the day."""

    type: str
    stars: tuple[int, int, int, int, int]
    unranked: int
    silent: int
    lapsed: int


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label and the offers that carry it, all its wordings together; `id` is the first reference element of that name."""

    id: int
    name: Texts
    offers: int


@dataclass(frozen=True, slots=True)
class Welcome:
    """Offers that say how they welcome: Tourisme et Handicap (of any kind), Accueil Vélo, dogs (of those that answer)."""

    accessible: int
    cyclists: int
    dogs: int
    dogs_answered: int


@dataclass(frozen=True, slots=True)
class Observation:
    """Everything counted on `day`. `aside` are records that are not published, by state; `elsewhere` published ones
    outside the territory's communes; `whole` the sum of all published records."""

    day: date
    offers: int
    aside: tuple[tuple[str, int], ...]
    elsewhere: int
    whole: AreaCount
    types: tuple[TypeCount, ...]
    sectors: tuple[AreaCount, ...]
    communes: tuple[AreaCount, ...]
    beds: tuple[BedCount, ...]
    covers: Covers
    stars: tuple[StarCount, ...]
    labels: tuple[LabelCount, ...]
    labelled: int
    welcome: Welcome
    seasons: tuple[Season, ...]
    care: Care
    history: History = NO_HISTORY


def observe(
    offers: Iterable[Offer], territory: Territory, sectors: Sectors, day: date, history: History = NO_HISTORY
) -> Observation:
    """Count the published `offers`. `sectors` cut the territory up; their order is kept. `day` is what stars and seasons
    are held against and what ages are reckoned to."""
    known = tuple(offers)
    published = tuple(offer for offer in known if offer.state == PUBLISHED)
    home = {commune.insee for commune in territory.communes}
    communes = _communes(published, territory, sectors)
    labels = _labels(published)
    return Observation(
        day=day,
        offers=len(published),
        aside=tuple(sorted(Counter(offer.state for offer in known if offer.state != PUBLISHED).items())),
        elsewhere=sum(offer.place.insee not in home for offer in published),
        whole=_area("", "", published, communes),
        types=_types(published, sectors),
        sectors=_sectors(published, communes, sectors),
        communes=communes,
        beds=tuple(_bed_count(type, published, sectors) for type in LODGING),
        covers=covers_of(published),
        stars=tuple(_stars(type, published, day) for type in LODGING),
        labels=tuple(count for count, _ in labels),
        labelled=len({id for _, ids in labels for id in ids}),
        welcome=_welcome(published),
        seasons=seasons_of(published, day.year + 1),
        care=care_of(published, day),
        history=history,
    )


def beds_of(offer: Offer) -> Beds:
    """Who can sleep in one offer; nothing where the record does not say, or where nobody sleeps."""
    if offer.type not in LODGING:
        return Beds()
    rooms, pitches = _first(offer, _ROOMS), _pitches(offer)
    declared = _first(offer, _DECLARED)
    if declared:
        return Beds(declared, 0, rooms, pitches)
    estimated = rooms * BEDS_PER_ROOM + pitches * BEDS_PER_PITCH
    return Beds(0, estimated, rooms, pitches)


def _pitches(offer: Offer) -> int:
    if offer.type != "HOTELLERIE_PLEIN_AIR":
        return 0
    parts = ("nombreEmplacementsNus", "nombreEmplacementsLocatifs", "nombreEmplacementsTentes")
    return _first(offer, _PITCHES[:2]) or _first(offer, _PITCHES[2:]) + sum(_first(offer, (part,)) for part in parts)


def _first(offer: Offer, names: Sequence[str]) -> int:
    return next((int(value) for name in names if (value := offer.number(name))), 0)


def seats_of(offer: Offer) -> tuple[int, int]:
    """Covers inside and on the terrace of one restaurant."""
    if offer.type != "RESTAURATION":
        return 0, 0
    return _first(offer, ("nombreMaximumCouverts",)), _first(offer, ("nombreCouvertsTerrasse",))


def covers_of(offers: Iterable[Offer]) -> Covers:
    """The tables of all restaurants."""
    seats = [seats_of(offer) for offer in offers if offer.type == "RESTAURATION"]
    spread = tuple(sorted(inside for inside, _ in seats if inside))
    terraces = [terrace for _, terrace in seats if terrace]
    return Covers(len(seats), len(seats) - len(spread), sum(spread), sum(terraces), len(terraces), spread)


def _types(offers: Sequence[Offer], sectors: Sectors) -> tuple[TypeCount, ...]:
    """The types that there are, the most frequent first."""
    place = {insee: index for index, (_, members) in enumerate(sectors) for insee in members}
    found = Counter(offer.type for offer in offers)
    cells = Counter((offer.type, place.get(offer.place.insee, -1)) for offer in offers)
    order = sorted(found, key=lambda type: (-found[type], OFFER_TYPES.index(type) if type in OFFER_TYPES else 99))
    return tuple(
        TypeCount(type, found[type], tuple(cells[type, index] for index in range(len(sectors)))) for type in order
    )


def _area(
    id: str, name: str, offers: Iterable[Offer], communes: Sequence[AreaCount] = (), sector: str = "", population: int = 0
) -> AreaCount:
    """What stands in one place; `communes` are those it is made of."""
    here = tuple(offers)
    return AreaCount(
        id, name, sector, len(communes) or 1, population or sum(one.population for one in communes), len(here),
        sum(offer.type in LODGING for offer in here),
        sum(beds_of(offer).total for offer in here),
        sum(offer.type == "RESTAURATION" for offer in here),
        sum(seats_of(offer)[0] for offer in here),
        sum(offer.type in SIGHTS for offer in here),
        sum(offer.type == "FETE_ET_MANIFESTATION" for offer in here),
    )  # fmt: skip


def _communes(offers: Sequence[Offer], territory: Territory, sectors: Sectors) -> tuple[AreaCount, ...]:
    """Every commune of the territory, those without any offer too, in the order of the alphabet."""
    sector = {insee: id for id, members in sectors for insee in members}
    here: dict[str, list[Offer]] = {}
    for offer in offers:
        here.setdefault(offer.place.insee, []).append(offer)
    rows = [
        _area(one.insee, one.name, here.get(one.insee, ()), (), sector.get(one.insee, ""), one.population)
        for one in territory.communes
    ]
    return tuple(sorted(rows, key=lambda row: folded(row.name)))


def _sectors(offers: Sequence[Offer], communes: Sequence[AreaCount], sectors: Sectors) -> tuple[AreaCount, ...]:
    rows = []
    for id, members in sectors:
        inside = set(members)
        parts = [row for row in communes if row.id in inside]
        rows.append(_area(id, id, (offer for offer in offers if offer.place.insee in inside), parts))
    return tuple(rows)


def _bed_count(type: str, offers: Iterable[Offer], sectors: Sectors) -> BedCount:
    mine = [offer for offer in offers if offer.type == type]
    found = [beds_of(offer) for offer in mine]
    by_sector = tuple(
        sum(one.total for offer, one in zip(mine, found, strict=True) if offer.place.insee in members) for _, members in sectors
    )
    beds = Beds(
        sum(one.declared for one in found), sum(one.estimated for one in found), sum(one.rooms for one in found),
        sum(one.pitches for one in found),
    )  # fmt: skip
    return BedCount(type, len(found), sum(not one.total for one in found), beds, by_sector)


def _stars(type: str, offers: Iterable[Offer], day: date) -> StarCount:
    ranks = [offer.classification for offer in offers if offer.type == type]
    given = [rank for rank in ranks if rank is not None]
    counted = Counter(rank.stars for rank in given)
    return StarCount(
        type, (counted[1], counted[2], counted[3], counted[4], counted[5]), counted[None], len(ranks) - len(given),
        sum(rank.stars is not None and rank.expires is not None and rank.expires < day for rank in given),
    )  # fmt: skip


def _labels(offers: Iterable[Offer]) -> list[tuple[LabelCount, frozenset[int]]]:
    """Labels, the most frequent first, with the offers that carry them. Steps of a label (« 3 épis ») are not labels."""
    ids: dict[str, set[int]] = {}
    terms: dict[str, Term] = {}
    for offer in offers:
        for term in offer.labels:
            key = folded(term.label.best("fr"))
            if is_label(term) and key:
                ids.setdefault(key, set()).add(offer.id)
                terms[key] = min(terms.get(key, term), term, key=lambda one: one.id)
    found = [(LabelCount(terms[key].id, terms[key].label, len(ids[key])), frozenset(ids[key])) for key in ids]
    return sorted(found, key=lambda pair: (-pair[0].offers, folded(pair[0].name.best("fr"))))


def is_label(term: Term) -> bool:
    """Whether a reference element is awarded: not a step of a scale, not a topic, and with a name."""
    name = term.label.best("fr")
    return term.id not in TOPICS and bool(name) and not name[0].isdigit() and not name.startswith("#")


def _welcome(offers: Sequence[Offer]) -> Welcome:
    carried: Mapping[int, frozenset[int]] = {
        offer.id: frozenset(term.id for term in (*offer.labels, *offer.terms_of("labelsTourismeHandicap")))
        for offer in offers
    }
    return Welcome(
        sum(bool(ids & ACCESSIBLE) for ids in carried.values()),
        sum(CYCLISTS in ids for ids in carried.values()),
        sum(offer.pets == "ACCEPTES" for offer in offers),
        sum(offer.pets in ("ACCEPTES", "NON_ACCEPTES") for offer in offers),
    )
