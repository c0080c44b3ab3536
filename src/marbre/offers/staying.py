"""Which lodgings suit a stay. Pure: offers and a stay in, verdicts with their reasons out.

What is not known never puts an offer out: it is kept, after the others, as one to ask (`Fit.unknown`). What is known to
be otherwise puts it out and says so (`Fit.no`). Nothing about the people is asked but how many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from marbre.offers.days import open_days
from marbre.offers.lodging import LODGING_TYPES, accessible, is_kind, nightly, sleeps, welcomes_dogs
from marbre.offers.model import Offer, Term
from marbre.offers.selecting import is_active, sort_key
from marbre.offers.whereabouts import Spot, distance


class Wish(StrEnum):
    """What a stay asks of a lodging."""

    PLACE = "place"
    KIND = "kind"
    LABEL = "label"
    DATES = "dates"
    PARTY = "party"
    PRICE = "price"
    ACCESS = "access"
    DOGS = "dogs"


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay: from the day of arrival to that of departure, for `party` persons.

    `within` km around the place, None for the commune alone; `kinds` names of `lodging.KINDS`, any of them; `labels`
    reference elements, any of them; `ceiling` euros a night for the whole party, at most.
    """

    spot: Spot
    arrive: date
    leave: date
    party: int = 2
    within: float | None = None
    kinds: tuple[str, ...] = ()
    labels: tuple[Term, ...] = ()
    ceiling: Decimal | None = None
    accessible: bool = False
    dogs: bool = False

    @property
    def nights(self) -> tuple[date, ...]:
        """The evening of each night."""
        return tuple(self.arrive + timedelta(days=number) for number in range((self.leave - self.arrive).days))


@dataclass(frozen=True, slots=True)
class Fit:
    """How a lodging suits a stay: `km` from its place (None: position not known), wishes it is known not to meet, wishes
    about which it says nothing."""

    offer: Offer
    km: float | None
    no: tuple[Wish, ...] = ()
    unknown: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Lodgings for a stay, the nearest first: those that suit, those to ask, and the others with what is against them,
    the least against them first."""

    suited: tuple[Fit, ...]
    asking: tuple[Fit, ...]
    others: tuple[Fit, ...]

    @property
    def chosen(self) -> tuple[Fit, ...]:
        return (*self.suited, *self.asking)


def fits(offer: Offer, stay: Stay) -> Fit:
    """How one lodging suits a stay."""
    answers = {
        Wish.PLACE: _placed(offer, stay),
        Wish.KIND: not stay.kinds or any(is_kind(offer, kind) for kind in stay.kinds),
        Wish.LABEL: not stay.labels or bool({term.id for term in offer.labels} & {term.id for term in stay.labels}),
        Wish.DATES: _open(offer, stay),
        Wish.PARTY: sleeps(offer, stay.party),
        Wish.PRICE: _affordable(offer, stay),
        Wish.ACCESS: accessible(offer) if stay.accessible else True,
        Wish.DOGS: welcomes_dogs(offer) if stay.dogs else True,
    }
    return Fit(
        offer,
        distance(offer, stay.spot),
        tuple(wish for wish, answer in answers.items() if answer is False),
        tuple(wish for wish, answer in answers.items() if answer is None),
    )


def choose(offers: Iterable[Offer], stay: Stay) -> Choice:
    """The lodgings among `offers` that may be printed, by how they suit the stay."""
    life = (stay.arrive, stay.leave)
    lodgings = [offer for offer in offers if offer.type in LODGING_TYPES and is_active(offer, life)]
    all_fits = sorted((fits(offer, stay) for offer in lodgings), key=_nearest)
    standing = [fit for fit in all_fits if not fit.no]
    others = sorted((fit for fit in all_fits if fit.no), key=lambda fit: (len(fit.no), _nearest(fit)))
    return Choice(
        tuple(fit for fit in standing if not fit.unknown),
        tuple(fit for fit in standing if fit.unknown),
        tuple(others),
    )


def _nearest(fit: Fit) -> tuple[float, tuple[str, str, int]]:
    return (fit.km if fit.km is not None else float("inf"), sort_key(fit.offer, "fr"))


def _placed(offer: Offer, stay: Stay) -> bool | None:
    """In the commune, or within the kilometres asked for."""
    away = distance(offer, stay.spot)
    if stay.within is None and stay.spot.insee:
        return offer.place.insee == stay.spot.insee if offer.place.insee else None
    if away is None:
        return True if stay.spot.insee and offer.place.insee == stay.spot.insee else None
    return away <= (stay.within if stay.within is not None else 0.0)


def _open(offer: Offer, stay: Stay) -> bool | None:
    """Open every night."""
    nights = stay.nights
    days = open_days(offer.opening, nights[0], nights[-1])
    return None if days is None else len(days) == len(nights)


def _affordable(offer: Offer, stay: Stay) -> bool | None:
    if stay.ceiling is None:
        return True
    cost = nightly(offer, stay.party, stay.arrive, stay.leave)
    return None if cost is None else cost <= stay.ceiling


def labels_carried(offers: Sequence[Offer]) -> tuple[Term, ...]:
    """The labels that lodgings carry, by their French names."""
    terms = {term.id: term for offer in offers if offer.type in LODGING_TYPES for term in offer.labels}
    return tuple(sorted(terms.values(), key=lambda term: (term.label.best("fr"), term.id)))
