"""What a lodging has for a party: its kind, how many it sleeps, what a night costs, who is welcome.

Every answer has three values: yes, no, and None for what nobody said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from marbre.offers.model import Offer, Price

LODGING_TYPES = ("HOTELLERIE", "HOTELLERIE_PLEIN_AIR", "HEBERGEMENT_LOCATIF", "HEBERGEMENT_COLLECTIF")
#: Kinds of lodging that a visitor asks for: Apidae types, and sub-types (reference ids) where a type has several kinds.
KINDS: Mapping[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "hotel": (("HOTELLERIE",), ()),
    "guest-room": (("HEBERGEMENT_LOCATIF",), (2619, 5902)),
    "cottage": (("HEBERGEMENT_LOCATIF",), (2620,)),
    "unusual": (("HEBERGEMENT_LOCATIF", "HOTELLERIE_PLEIN_AIR"), (2626, 2413)),
    "campsite": (("HOTELLERIE_PLEIN_AIR",), (2409, 2410, 2413, 2416)),
    "motorhome": (("HOTELLERIE_PLEIN_AIR",), (2418,)),
    "hostel": (("HEBERGEMENT_COLLECTIF",), ()),
}
#: Figures that say how many persons a lodging sleeps.
_PERSONS = (
    "capaciteMaximumPossible",
    "capaciteHebergement",
    "nombreTotalPersonnesReel",
    "nombreTotalPersonnes",
    "capaciteTotaleReelle",
    "capaciteTotale",
)
#: Figures that say at least how many: a room or a pitch takes one person or more.
_AT_LEAST = (
    "nombreEmplacementsClasses",
    "nombreEmplacementsDeclares",
    "nombreEmplacementsNus",
    "nombreEmplacementsCampingCars",
    "nombreChambresDeclareesHotelier",
    "nombreChambresClassees",
    "nombreChambres",
    "capaciteHebergementsInsolites",
)
#: Labels and reference elements that say a wheelchair user is expected, and one that says the contrary.
_WHEELCHAIR, _NO_WHEELCHAIR = frozenset({1226, 3652, 3653}), frozenset({3651})


@dataclass(frozen=True, slots=True)
class Rate:
    """What a price is for: so many nights, for so many persons (0: the whole lodging or pitch)."""

    nights: int
    persons: int


#: Prices of lodgings by reference id. Meals, extras and children are left out: they are no night.
RATES: Mapping[int, Rate] = {
    1466: Rate(1, 2),  # chambre double
    1467: Rate(1, 1),  # chambre single
    3876: Rate(1, 3),  # chambre triple
    3959: Rate(1, 2),  # suite
    1484: Rate(1, 2),  # deux personnes
    1483: Rate(1, 1),  # une personne
    1533: Rate(1, 2),  # nuitée et petit déjeuner
    1480: Rate(7, 0),  # semaine
    1481: Rate(2, 0),  # week-end
    1472: Rate(4, 0),  # mid-week
    3936: Rate(1, 0),  # emplacement
    1439: Rate(1, 0),  # emplacement camping-car
    1455: Rate(7, 0),  # mobil-home, semaine
    1450: Rate(7, 0),  # HLL, bungalow, semaine
    1458: Rate(7, 0),  # tente équipée, semaine
    1434: Rate(1, 1),  # adulte, jour
    4140: Rate(1, 0),  # gestion libre, nuit
}
#: « Nuitée »: a bed where people share, the whole place elsewhere.
_NIGHT = 1476


def is_kind(offer: Offer, kind: str) -> bool:
    """Whether an offer is a lodging of a kind of KINDS."""
    types, subtypes = KINDS[kind]
    own = offer.subtype.id if offer.subtype else 0
    return offer.type in types and (not subtypes or own in subtypes)


def sleeps(offer: Offer, party: int) -> bool | None:
    """Whether there is room for a party, by the greatest number of persons that the offer gives."""
    persons = [value for name in _PERSONS if (value := offer.number(name)) is not None]
    if persons:
        return max(persons) >= party
    rooms = [value for name in _AT_LEAST if (value := offer.number(name)) is not None]
    return True if rooms and max(rooms) >= party else None


def nightly(offer: Offer, party: int, first: date, last: date) -> Decimal | None:
    """The least that a night costs the whole party, in euros, between two days; None where no price says it.

    A week counts a seventh. Rooms are added up until everybody has a bed; meals and extras are not counted.
    """
    if offer.prices.kind in ("GRATUIT", "ACCES_LIBRE", "PARTICIPATION_LIBRE"):
        return Decimal(0)
    prices = [
        price
        for period in offer.prices.periods
        if (period.start is None or period.start <= last) and (period.end is None or period.end >= first)
        for price in period.prices
    ]
    found = [cost for price in prices if (cost := _a_night(offer, price, party)) is not None]
    return min(found, default=None)


def _a_night(offer: Offer, price: Price, party: int) -> Decimal | None:
    rate = _rate(offer, price)
    if rate is None or price.minimum is None or price.currency != "EUR":
        return None
    units = -(-party // rate.persons) if rate.persons else 1
    return price.minimum * units / rate.nights


def _rate(offer: Offer, price: Price) -> Rate | None:
    id = price.term.id if price.term else 0
    if id == _NIGHT:
        return Rate(1, 1 if offer.type == "HEBERGEMENT_COLLECTIF" else 0)
    return RATES.get(id)


def welcomes_dogs(offer: Offer) -> bool | None:
    """Whether animals are welcome."""
    return {"ACCEPTES": True, "NON_ACCEPTES": False}.get(offer.pets)


def accessible(offer: Offer) -> bool | None:
    """Whether a wheelchair user is expected: the Tourisme & Handicap mark (moteur), an adapted room, or so declared."""
    said = {term.id for _, terms in offer.terms for term in terms} | {term.id for term in offer.labels}
    rooms = offer.number("nombreChambresMobiliteReduite") or offer.number("nombreHebergementsMobiliteReduite")
    if said & _WHEELCHAIR or rooms:
        return True
    return False if said & _NO_WHEELCHAIR else None
