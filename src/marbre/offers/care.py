"""How well the records are kept: what is missing, how old it is, what to mend first. Pure.

Every field has a weight: what its absence costs a reader (3: cannot come, may not be printed; 2: cannot choose; 1: would
help). A chore is one field of one type; a record's weight is the sum of what it misses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from marbre.offers.model import OFFER_TYPES, Offer

_SIGHTS = ("PATRIMOINE_CULTUREL", "PATRIMOINE_NATUREL", "TERRITOIRE")
_LODGING = ("HOTELLERIE", "HEBERGEMENT_LOCATIF", "HOTELLERIE_PLEIN_AIR", "HEBERGEMENT_COLLECTIF")
#: Types whose price a reader expects; where people buy, prices are the shop's.
_PRICED = (
    *_LODGING, "RESTAURATION", "ACTIVITE", "EQUIPEMENT", "FETE_ET_MANIFESTATION", "SEJOUR_PACKAGE", "DOMAINE_SKIABLE",
)  # fmt: skip
_CAPACITY = (
    "nombreTotalPersonnes", "capaciteHebergement", "capaciteTotale", "capaciteHebergementsInsolites",
    "nombreChambresClassees", "nombreChambresDeclareesHotelier", "nombreChambres", "nombreEmplacementsClasses",
    "nombreEmplacementsDeclares", "nombreEmplacementsCampingCars", "nombreMaximumCouverts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: `asked` of which offers, `held` when it is there on a day; `weight` 1 to 3."""

    key: str
    weight: int
    asked: Callable[[Offer], bool]
    held: Callable[[Offer, date], bool]


@dataclass(frozen=True, slots=True)
class Share:
    """`have` of `of` records."""

    have: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.have / self.of if self.of else 0.0

    @property
    def missing(self) -> int:
        return self.of - self.have


@dataclass(frozen=True, slots=True)
class TypeCare:
    """The records of one type: a share for each field, None where it is not asked; `age` their median age in days."""

    type: str
    records: int
    shares: tuple[Share | None, ...]
    age: int | None

    @property
    def whole(self) -> Share:
        """All fields together."""
        asked = [share for share in self.shares if share is not None]
        return Share(sum(share.have for share in asked), sum(share.of for share in asked))


@dataclass(frozen=True, slots=True)
class Chore:
    """One field that records of one type miss. `gain` is what mending it is worth: records × weight."""

    type: str
    field: str
    weight: int
    missing: int
    of: int

    @property
    def gain(self) -> int:
        return self.missing * self.weight


@dataclass(frozen=True, slots=True)
class RecordCare:
    """One record and what it misses; `weight` is the sum of the weights of its `missing` fields."""

    id: int
    name: str
    type: str
    commune: str
    missing: tuple[str, ...]
    weight: int
    modified: date | None


@dataclass(frozen=True, slots=True)
class Care:
    """`fields` in order; `shares` of all records; `types` the most frequent first; `chores` and `records` the heaviest
    first, only those that miss something. `updated`: (first of month, records) by month of last change, without holes;
    `entered`: (year, records) by year of entry; `undated` say neither."""

    fields: tuple[str, ...]
    shares: tuple[Share, ...]
    types: tuple[TypeCare, ...]
    chores: tuple[Chore, ...]
    records: tuple[RecordCare, ...]
    updated: tuple[tuple[date, int], ...]
    entered: tuple[tuple[int, int], ...]
    undated: int
    age: int | None
    over_six_months: int
    over_a_year: int
    complete: int

    @property
    def whole(self) -> Share:
        """All fields of all records together."""
        return Share(sum(share.have for share in self.shares), sum(share.of for share in self.shares))


def _services(offer: Offer) -> bool:
    """Whether somebody answers there: not a sight, nor a path."""
    return offer.type not in _SIGHTS and offer.number("distance") is None


def _has_contact(*kinds: str) -> Callable[[Offer, date], bool]:
    return lambda offer, day: any(contact.kind in kinds for contact in offer.contacts)


def _has_price(offer: Offer, day: date) -> bool:
    """An amount, or that there is nothing to pay."""
    free = bool(offer.prices.kind) and not offer.prices.kind.startswith("PAYANT")
    return free or any(period.prices for period in offer.prices.periods)


def _is_open_later(offer: Offer, day: date) -> bool:
    """Whether an opening reaches beyond the day."""
    periods = offer.opening.periods
    return any(one.every_year or (one.end or one.start or day) >= day for one in periods)


def _has_opening(offer: Offer, day: date) -> bool:
    return bool(offer.opening.periods) or offer.opening.all_year or bool(offer.opening.text)


#: What a record is asked for, in the order of the reader's questions.
FIELDS = (
    Field("text", 3, lambda o: True, lambda o, day: bool(o.short.get("fr"))),
    Field("english", 2, lambda o: True, lambda o, day: bool(o.short.get("en"))),
    Field("german", 1, lambda o: True, lambda o, day: bool(o.short.get("de"))),
    Field("picture", 2, lambda o: True, lambda o, day: bool(o.pictures)),
    Field("credit", 3, lambda o: bool(o.pictures), lambda o, day: all(one.credit for one in o.pictures)),
    Field("position", 3, lambda o: True, lambda o, day: o.place.latitude is not None),
    Field("phone", 3, _services, _has_contact("phone")),
    Field("email", 1, _services, _has_contact("email")),
    Field("web", 1, _services, _has_contact("web", "facebook", "instagram", "short_url")),
    Field("opening", 3, lambda o: o.type not in _SIGHTS, _has_opening),
    Field(
        "season", 3, lambda o: bool(o.opening.periods) and o.type != "FETE_ET_MANIFESTATION" and not o.opening.all_year,
        _is_open_later,
    ),
    Field("price", 2, lambda o: o.type in _PRICED, _has_price),
    Field(
        "capacity", 2, lambda o: o.type in (*_LODGING, "RESTAURATION"),
        lambda o, day: any(o.number(name) for name in _CAPACITY),
    ),
    Field(
        "stars", 3, lambda o: o.classification is not None and o.classification.stars is not None,
        lambda o, day: o.classification is None or o.classification.expires is None or o.classification.expires >= day,
    ),
)  # fmt: skip
WEIGHTS = {field.key: field.weight for field in FIELDS}


def care_of(offers: Iterable[Offer], day: date) -> Care:
    """Look after the records as they were on `day`."""
    known = tuple(offers)
    judged = {offer.id: tuple(field.held(offer, day) if field.asked(offer) else None for field in FIELDS) for offer in known}
    numbers = Counter(offer.type for offer in known)
    order = sorted(numbers, key=lambda type: (-numbers[type], OFFER_TYPES.index(type) if type in OFFER_TYPES else 99))
    types = tuple(_type_care(type, [o for o in known if o.type == type], judged, day) for type in order)
    ages = [age for offer in known if (age := _age(offer, day)) is not None]
    return Care(
        fields=tuple(field.key for field in FIELDS),
        shares=tuple(_share(index, known, judged) or Share(0, 0) for index in range(len(FIELDS))),
        types=types,
        chores=_chores(types),
        records=_records(known, judged),
        updated=_by_month([offer.modified for offer in known if offer.modified is not None]),
        entered=tuple(sorted(Counter(offer.created.year for offer in known if offer.created is not None).items())),
        undated=len(known) - len(ages),
        age=round(median(ages)) if ages else None,
        over_six_months=sum(age > 183 for age in ages),
        over_a_year=sum(age > 365 for age in ages),
        complete=sum(False not in held for held in judged.values()),
    )


_Judged = dict[int, tuple[bool | None, ...]]


def _share(index: int, offers: Sequence[Offer], judged: _Judged) -> Share | None:
    held = [judged[offer.id][index] for offer in offers]
    asked = [one for one in held if one is not None]
    return Share(sum(asked), len(asked)) if asked else None


def _type_care(type: str, offers: Sequence[Offer], judged: _Judged, day: date) -> TypeCare:
    ages = [age for offer in offers if (age := _age(offer, day)) is not None]
    shares = tuple(_share(index, offers, judged) for index in range(len(FIELDS)))
    return TypeCare(type, len(offers), shares, round(median(ages)) if ages else None)


def _age(offer: Offer, day: date) -> int | None:
    return (day - offer.modified).days if offer.modified is not None else None


def _chores(types: Sequence[TypeCare]) -> tuple[Chore, ...]:
    found = [
        Chore(one.type, field.key, field.weight, share.missing, share.of)
        for one in types
        for field, share in zip(FIELDS, one.shares, strict=True)
        if share is not None and share.missing
    ]
    return tuple(sorted(found, key=lambda chore: (-chore.gain, -chore.weight, chore.type, chore.field)))


def _records(offers: Iterable[Offer], judged: _Judged) -> tuple[RecordCare, ...]:
    rows = []
    for offer in offers:
        missing = tuple(field.key for field, held in zip(FIELDS, judged[offer.id], strict=True) if held is False)
        if missing:
            rows.append(
                RecordCare(
                    offer.id, offer.names.best("fr"), offer.type, offer.place.commune, missing,
                    sum(WEIGHTS[key] for key in missing), offer.modified,
                )
            )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.modified or date.min, row.id)))


def _by_month(days: Sequence[date]) -> tuple[tuple[date, int], ...]:
    """Records by month, from the first to the last, months without any too."""
    if not days:
        return ()
    counts = Counter((day.year, day.month) for day in days)
    (year, month), last = min(counts), max(counts)
    rows = []
    while (year, month) <= last:
        rows.append((date(year, month, 1), counts[year, month]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(rows)
