"""`descriptionTarif` and `reservation`: what it costs and who takes bookings; and public means of communication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marbre.offers.model import NO_TEXTS, Booking, Contact, Link, Price, PricePeriod, Prices
from marbre.offers.record import Record
from marbre.offers.values import as_map, flag, maps, plain, texts, whole

#: MoyenCommunicationType by id, as confirmed on published data.
_CONTACTS = {
    201: "phone", 202: "fax", 204: "email", 205: "web", 206: "phone", 207: "facebook", 3755: "x", 3769: "web",
    3789: "google", 4000: "tripadvisor", 4007: "other", 4923: "short_url", 6915: "tiktok", 7166: "linkedin",
    7221: "instagram",
}  # fmt: skip
_BY_LABEL = (
    (re.compile(r"fax|télécopie", re.IGNORECASE), "fax"),
    (re.compile(r"t[ée]l[ée]phone|portable|mobile", re.IGNORECASE), "phone"),
    (re.compile(r"\bm[ée]l\b|mail|courriel", re.IGNORECASE), "email"),
    (re.compile(r"facebook", re.IGNORECASE), "facebook"),
    (re.compile(r"instagram", re.IGNORECASE), "instagram"),
    (re.compile(r"tiktok", re.IGNORECASE), "tiktok"),
    (re.compile(r"linkedin", re.IGNORECASE), "linkedin"),
    (re.compile(r"twitter", re.IGNORECASE), "x"),
    (re.compile(r"tripadvisor", re.IGNORECASE), "tripadvisor"),
    (re.compile(r"google", re.IGNORECASE), "google"),
    (re.compile(r"site|\bweb\b", re.IGNORECASE), "web"),
)
_PATH = "descriptionTarif"
_PERIOD = "descriptionTarif.periodes"
_PRICE = "descriptionTarif.periodes.tarifs"


def read_contacts(record: Record, rows: Any, path: str) -> tuple[Contact, ...]:
    """Public means of communication in the source's order, once each."""
    found = []
    for raw in maps(rows):
        values = _coordinates(raw.get("coordonnees"))
        if not values:
            record.notes.skipped(record.id, f"{path}.coordonnees", raw.get("coordonnees") or "vide")
            continue
        if len(set(values.values())) > 1:
            record.notes.not_taken(f"{path}.coordonnees", record.id, "une seule coordonnée, la française, est retenue.")
        value = values.get("fr") or next(iter(values.values()))
        found.append(Contact(_contact_kind(record, raw, path), value, texts(raw.get("observation"))))
    return tuple(dict.fromkeys(found))


def _coordinates(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {language: said for language, said in texts(value) if said}
    said = plain(value)
    return {"fr": said} if said else {}


def _contact_kind(record: Record, raw: Mapping[str, Any], path: str) -> str:
    value = raw.get("type")
    id = whole(value.get("id") if isinstance(value, Mapping) else value)
    if id in _CONTACTS:
        return _CONTACTS[id]
    term = record.term(raw, path, "type")
    label = term.label.best("fr") if term else ""
    return next((kind for pattern, kind in _BY_LABEL if pattern.search(label)), "other")


def read_prices(record: Record) -> Prices:
    """What it costs."""
    node = record.node(_PATH)
    kind = plain(node.get("indicationTarif"))
    currency = plain(node.get("devise")) or "EUR"
    return Prices(
        kind=kind or ("GRATUIT" if flag(node.get("gratuit")) else ""),
        text=texts(node.get("tarifsEnClair")),
        automatic=plain(node.get("tarifsEnClairGenerationMode")) == "AUTOMATIQUE",
        periods=tuple(_period(record, raw, currency) for raw in maps(node.get("periodes"))),
        payment=record.terms(node, _PATH, "modesPaiement"),
        includes=texts(node.get("leTarifComprend")),
        excludes=texts(node.get("leTarifNeComprendPas")),
        remarks=texts(node.get("complement")),
        tourist_tax=plain(node.get("taxeDeSejourIncluse")),
    )


def _period(record: Record, raw: Mapping[str, Any], currency: str) -> PricePeriod:
    prices = (_price(record, one, currency) for one in maps(raw.get("tarifs")))
    return PricePeriod(
        record.day(raw, _PERIOD, "dateDebut"),
        record.day(raw, _PERIOD, "dateFin"),
        tuple(price for price in prices if price.minimum is not None or price.maximum is not None or price.note),
    )


def _price(record: Record, raw: Mapping[str, Any], currency: str) -> Price:
    return Price(
        record.term(raw, _PRICE, "type"),
        record.decimal(raw, _PRICE, "minimum"),
        record.decimal(raw, _PRICE, "maximum"),
        plain(raw.get("devise")) or currency,
        texts(raw.get("precisionTarif")),
    )


def read_booking(record: Record) -> tuple[Booking, ...]:
    """Who takes bookings; a booking that says nothing is dropped."""
    path = "reservation.organismes"
    found = (
        Booking(
            plain(raw.get("nom")),
            record.term(raw, path, "type"),
            read_contacts(record, raw.get("moyensCommunication"), f"{path}.moyensCommunication"),
            texts(raw.get("observation")),
        )
        for raw in maps(record.node("reservation").get("organismes"))
    )
    return tuple(one for one in found if one.name or one.contacts or one.note != NO_TEXTS)


def booking_links(record: Record) -> Iterator[Link]:
    """The structures that bookings refer to."""
    for raw in maps(record.node("reservation").get("organismes")):
        link = record.link(as_map(raw.get("structureReference")), "structureReference")
        if link:
            yield link
