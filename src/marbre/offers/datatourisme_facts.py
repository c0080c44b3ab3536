"""Parts of a DATAtourisme object: place, opening, prices, contacts, pictures, rankings. See `datatourisme`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marbre.findings import Finding, Severity
from marbre.offers.linked_data import Node, concept, joined, languages, name_of, nodes, stable_id, word, words
from marbre.offers.model import (
    NO_TEXTS,
    Booking,
    Classification,
    Contact,
    DayHours,
    Media,
    Opening,
    OpeningPeriod,
    Place,
    Price,
    PricePeriod,
    Prices,
    Term,
    Texts,
)  # fmt: skip
from marbre.offers.notes import Notes
from marbre.offers.territory import Territory
from marbre.offers.values import as_list, day, decimal, flag, hour, plain, whole
from marbre.yamltree import read_yaml

DATA = Path(__file__).parents[1] / "data" / "datatourisme.yaml"
WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "HOL")
#: Rights of a picture that forbid a printed guide that is cropped, or sold space in.
_NO_REUSE = re.compile(r"\b(NC|ND)\b|all rights reserved|tous droits réservés", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One object while it is being read: `where` is its address, for findings."""

    id: int
    where: str
    territory: Territory
    notes: Notes

    def skipped(self, path: str, value: object) -> None:
        """Note a value that could not be read."""
        self.notes.say(
            Finding(
                "import_value_skipped", Severity.WARNING,
                f"Fiche {self.id} : la valeur de « {path} » est illisible, elle est laissée de côté.",
                f"Corriger la fiche chez son producteur : {self.where}", record=self.id, value=str(value)[:60],
                who="office",
            )
        )  # fmt: skip

    def told(self, node: Node, key: str, read: Callable[[Any], Any]) -> Any:
        """A value read by `read`, with a note when something stands there that is none."""
        value = next(iter(as_list(node.get(key))), None)
        found = read(value)
        if not found and found != 0 and value not in (None, ""):
            self.skipped(key, value)
        return found if found or found == 0 else None


@cache
def _days() -> dict[str, str]:
    node = read_yaml(DATA).child("days")
    return {name: str(one.value) for name, one in node.pairs()} if node else {}


def days_of(values: Any) -> tuple[str, ...]:
    """MON … SUN, HOL of days of the week, in order."""
    names = {name_of(one) if isinstance(one, dict) else name_of({"id": one}) for one in as_list(values)}
    known = {_days()[name] for name in names if name in _days()}
    return tuple(one for one in WEEK if one in known)


def read_place(job: Reading, raw: Node) -> Place:
    """The first place of the object, with today's commune."""
    spot = next(iter(nodes(raw, "isLocatedAt")), {})
    address = next(iter(nodes(spot, "address")), {})
    city = next(iter(nodes(address, "hasAddressCity")), {})
    insee, name = word(city, "insee"), word(city, "label") or word(address, "addressLocality")
    today, official, former = job.territory.resolve(insee, name)
    if former:
        job.notes.count(
            former,
            Finding(
                "import_commune_merged", Severity.INFO, f"Commune fusionnée : {former} est aujourd'hui {official}.",
                f"Rien à faire ; vue dans {job.where}", record=job.id, value=former, who="office",
            ),
        )  # fmt: skip
    geo = next(iter(nodes(spot, "geo")), {})
    latitude, longitude = (job.told(geo, key, decimal) for key in ("latitude", "longitude"))
    placed = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    if not placed and geo:
        job.skipped("geo", f"{word(geo, 'latitude')}, {word(geo, 'longitude')}")
    altitude = word(spot, "altitude")
    return Place(
        venue=word(spot, "name"), lines=words(address, "streetAddress"), postcode=word(address, "postalCode"),
        insee=today, commune=official, former_commune=former,
        latitude=float(latitude) if placed else None, longitude=float(longitude) if placed else None,
        altitude=whole(altitude) if altitude else None,
    )  # fmt: skip


def read_opening(job: Reading, raw: Node) -> Opening:
    """The days of an event, or else the hours of the place."""
    spot = next(iter(nodes(raw, "isLocatedAt")), {})
    said = [languages(one.get("label") or one) for one in nodes(spot, "textOpeningHoursSpecification")]
    said += [languages(one.get("label") or one) for one in nodes(spot, "TextOpeningHoursSpecification")]
    events, rows = tuple(_events(job, raw)), nodes(spot, "openingHoursSpecification")
    if events and rows:
        job.notes.not_taken("isLocatedAt.openingHoursSpecification", job.id, "un événement a ses propres dates.", job.where)
    periods = events or tuple(_hours(job, rows))
    return Opening(text=joined(*said), periods=periods)


def _events(job: Reading, raw: Node) -> Iterator[OpeningPeriod]:
    taken = nodes(raw, "takesPlaceAt")
    for one in taken:
        start = job.told(one, "startDate", day)
        hours = (job.told(one, "startTime", hour) or "", job.told(one, "endTime", hour) or "")
        days = days_of(one.get("appliesOnDay"))
        frames = (DayHours(days, (hours,)),) if any(hours) else ()
        kind = "week" if days and not frames else "every_day"
        if start:
            end = job.told(one, "endDate", day) or start
            yield OpeningPeriod(start, max(start, end), kind=kind, days=days if kind == "week" else (), hours=frames)
    if not taken and (starts := [found for value in as_list(raw.get("startDate")) if (found := day(value))]):
        ends = [found for value in as_list(raw.get("endDate")) if (found := day(value))]
        for start, end in zip(starts, ends or starts, strict=False):
            yield OpeningPeriod(start, max(start, end))


def _hours(job: Reading, rows: Iterable[Node]) -> Iterator[OpeningPeriod]:
    """One period for all hours with the same first and last day, in the source's order."""
    groups: dict[tuple[date | None, date | None], list[Node]] = {}
    for row in rows:
        ends = (job.told(row, "validFrom", day), job.told(row, "validThrough", day))
        groups.setdefault(ends, []).append(row)
    for (start, end), some in groups.items():
        hours: list[DayHours] = []
        for row in some:
            frame = (job.told(row, "opens", hour) or "", job.told(row, "closes", hour) or "")
            days = days_of(row.get("dayOfWeek"))
            if any(frame) or days:
                hours.append(DayHours(() if len(days) in (7, 8) else days, (frame,) if any(frame) else ()))
        note = joined(*(languages(row.get("additionalInformation")) for row in some))
        yield OpeningPeriod(start, end, hours=_merged(hours), note=note)


def _merged(hours: list[DayHours]) -> tuple[DayHours, ...]:
    """Morning and afternoon of the same days together."""
    frames: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for one in hours:
        frames.setdefault(one.days, []).extend(one.frames)
    return tuple(DayHours(days, tuple(dict.fromkeys(some))) for days, some in frames.items())


def read_prices(job: Reading, raw: Node) -> Prices:
    """What it costs: one period for all prices with the same dates."""
    offers = nodes(raw, "offers") or nodes(raw, "hasOffers")
    specs = [spec for offer in offers for spec in nodes(offer, "priceSpecification")]
    free = any(name_of(one) == "Free" for spec in specs for one in nodes(spec, "hasEligiblePolicy"))
    said = [
        languages(one.get("label") or one)
        for offer in offers
        for key in ("textPriceSpecification", "TextPriceSpecification")
        for one in nodes(offer, key)
    ]
    payment = tuple(
        term for offer in offers for one in nodes(offer, "acceptedPaymentMethod") if (term := concept(one, "ModePaiement"))
    )
    periods: dict[tuple[date | None, date | None], list[Price]] = {}
    for spec in specs:
        price = _price(job, spec)
        if price is not None:
            dated = next(iter(nodes(spec, "appliesOnPeriod")), {})
            ends = (day(word(dated, "startDate")), day(word(dated, "endDate")))
            periods.setdefault(ends, []).append(price)
    return Prices(
        kind="GRATUIT" if free and not periods else "PAYANT" if periods else "", text=joined(*said),
        periods=tuple(PricePeriod(start, end, tuple(prices)) for (start, end), prices in periods.items()),
        payment=tuple(dict.fromkeys(payment)),
    )  # fmt: skip


def _price(job: Reading, spec: Node) -> Price | None:
    lowest, highest = (job.told(spec, key, decimal) for key in ("minPrice", "maxPrice"))
    single = job.told(spec, "price", decimal)
    note = joined(
        *(languages(one.get("label")) for one in nodes(spec, "hasPricingMode")),
        languages(spec.get("additionalInformation")),
    )
    if lowest is None and highest is None and single is None and not note:
        return None
    named = next((one for key in ("hasPricingOffer", "hasAudience") for one in nodes(spec, key)), None)
    term = concept(named, "TarifType") if named else None
    if term is None and (label := languages(spec.get("name"))):
        term = Term("TarifType", stable_id("TarifType", label.best("fr")), label)
    return Price(
        term, single if lowest is None else lowest, single if highest is None else highest,
        word(spec, "priceCurrency") or "EUR", note,
    )  # fmt: skip


def read_contacts(raw: Node, key: str) -> tuple[Contact, ...]:
    """Public means of communication under `hasContact` or `hasBookingContact`, once each."""
    found = (
        Contact(kind, value)
        for node in nodes(raw, key)
        for kind, path in (("phone", "telephone"), ("fax", "faxNumber"), ("email", "email"), ("web", "homepage"))
        for value in words(node, path)
    )
    return tuple(dict.fromkeys(found))


def read_booking(raw: Node) -> tuple[Booking, ...]:
    """Who takes bookings."""
    found = (
        Booking(word(node, "legalName"), contacts=read_contacts({"one": [node]}, "one"))
        for node in nodes(raw, "hasBookingContact")
    )
    return tuple(dict.fromkeys(one for one in found if one.name or one.contacts))


def read_pictures(job: Reading, raw: Node) -> tuple[Media, ...]:
    """Pictures, the main one first. One whose licence forbids changes or commerce is locked, and said to be."""
    found: dict[str, Media] = {}
    for node in (*nodes(raw, "hasMainRepresentation"), *nodes(raw, "hasRepresentation")):
        notes = nodes(node, "hasAnnotation")
        for resource in nodes(node, "hasRelatedResource"):
            url = word(resource, "locator")
            if url and url not in found:
                found[url] = _picture(job, node, resource, notes, url)
    return tuple(found.values())


def _picture(job: Reading, node: Node, resource: Node, notes: list[Node], url: str) -> Media:
    licence = next(
        (said for one in (*notes, node) for key in ("isCoveredBy", "rights") for said in words(one, key)), ""
    )
    locked = bool(_NO_REUSE.search(licence.replace("_", "-")))
    if locked:
        job.notes.say(
            Finding(
                "import_picture_licence", Severity.WARNING,
                f"Fiche {job.id} : la licence « {licence} » d'une image ne permet pas de l'imprimer telle quelle.",
                f"Demander l'accord de l'auteur, ou une autre image : {url}", record=job.id, value=licence, who="office",
            )
        )  # fmt: skip
    credit = " · ".join(dict.fromkeys(said for one in notes for said in words(one, "credits")))
    ends = (found for one in notes for value in words(one, "rightsEndDate") if (found := day(value)))
    return Media(
        id=stable_id("media", url), kind="IMAGE", url=url, width=whole(word(resource, "width")) or 0,
        height=whole(word(resource, "height")) or 0, title=joined(*(languages(one.get("title")) for one in notes)),
        caption=joined(*(languages(one.get("abstract")) for one in notes)),
        credit=Texts((("fr", " · ".join(part for part in (credit, licence) if part)),)) if credit or licence else NO_TEXTS,
        rights_end=next(ends, None), locked=locked,
    )  # fmt: skip


def read_reviews(raw: Node) -> tuple[tuple[Term, ...], Classification | None]:
    """(labels, official ranking)."""
    labels: list[Term] = []
    ranking: Classification | None = None
    for review in nodes(raw, "hasReview"):
        for value in nodes(review, "hasReviewValue"):
            term = concept(value, "Classement" if name_of(value).startswith("ScaleRating") else "Label")
            if term is None:
                continue
            rated = decimal(word(value, "ratingValue"))
            official = "classement officiel" in term.label.best("fr").casefold() or "ScaleRating" in name_of(value)
            if official and ranking is None:
                stars = int(rated) if rated is not None and 1 <= rated <= 5 else None
                ranking = Classification(term, stars, since=day(word(review, "reviewDeliveryDate")))
            elif not official:
                labels.append(term)
    return tuple(dict.fromkeys(labels)), ranking


def read_pets(raw: Node) -> str:
    """ACCEPTES, NON_ACCEPTES or empty."""
    spot = next(iter(nodes(raw, "isLocatedAt")), {})
    value = next(iter(as_list(spot.get("petsAllowed"))), None)
    if value is None or (plain(value) == "" and not isinstance(value, bool)):
        return ""
    return "ACCEPTES" if flag(value) else "NON_ACCEPTES"
