"""Parts of a row: place, contacts, opening, prices, pictures, ranking. See `table_offers`."""

from __future__ import annotations

import re

from marbre.offers.cells import Record
from marbre.offers.linked_data import stable_id
from marbre.offers.model import (
    NO_TEXTS,
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
from marbre.offers.territory import Territory, wgs84

_MAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[A-Za-z]{2,}")
_WEB = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", re.IGNORECASE)
_POSTCODE = re.compile(r"\d{5}")
_CONTACTS = ("phone", "fax", "email", "web", "facebook", "instagram")


def read_contacts(record: Record) -> tuple[Contact, ...]:
    """Means of communication, in the order of the columns; several in a cell stand apart by `/`, `;` or a new line.
    A spreadsheet that took a telephone for a number lost its first zero: nine digits get it back."""
    found = []
    for kind in _CONTACTS:
        for column, cell in record.cells(kind):
            for value in filter(None, (part.strip() for part in re.split(r"\s+/\s+|[;|\n]|\s+ou\s+", cell))):
                if kind == "email" and not _MAIL.fullmatch(value):
                    record.wrong(column, value, "n'est pas une adresse électronique", "Écrire nom@domaine.fr.")
                elif kind == "web" and not _WEB.fullmatch(value):
                    record.wrong(column, value, "n'est pas une adresse de site", "Écrire www.domaine.fr.")
                elif kind in ("phone", "fax") and sum(sign.isdigit() for sign in value) < 4:
                    record.wrong(column, value, "n'est pas un numéro", "Écrire 04 65 71 00 00.")
                else:
                    whole = kind in ("phone", "fax") and re.fullmatch(r"[1-9]\d{8}", value)
                    found.append(Contact(kind, f"0{value}" if whole else value))
    return tuple(dict.fromkeys(found))


def read_place(record: Record, territory: Territory) -> Place:
    """Where it is, with today's commune."""
    postcode, name, insee = record.text("postcode"), record.text("commune"), record.text("insee")
    both = re.match(r"\s*(\d{5})?[\s#,-]*(.*)", record.text("place"))
    if both:
        postcode, name = postcode or both[1] or "", name or both[2].strip()
    postcode = postcode.zfill(5) if postcode.isdigit() and len(postcode) == 4 else postcode
    for field, value in (("postcode", postcode), ("insee", insee)):
        if value and not re.fullmatch(r"\d[\dAB]\d{3}", value):
            column = next((column for column, _ in record.cells(field)), field)
            record.wrong(column, value, "n'a pas cinq chiffres", "Écrire par exemple 63500, en format texte.")
    postcode = postcode if _POSTCODE.fullmatch(postcode) else ""
    today, official, former = territory.resolve(insee if re.fullmatch(r"\d[\dAB]\d{3}", insee) else "", name)
    longitude, latitude = _position(record)
    altitude = record.number("altitude", -10, 4900)
    return Place(
        venue=record.text("venue"), postcode=postcode, insee=today, commune=official, former_commune=former,
        lines=tuple(line.strip() for _, cell in record.cells("address") for line in cell.split("\n") if line.strip()),
        latitude=latitude, longitude=longitude, altitude=int(altitude) if altitude is not None else None,
    )  # fmt: skip


def _position(record: Record) -> tuple[float | None, float | None]:
    """Longitude and latitude: from two columns in degrees or in Lambert-93 metres, or from one with both."""
    x, y = record.number("longitude", -180, 1_300_000), record.number("latitude", -90, 7_200_000)
    for column, cell in record.cells("position"):
        parts = re.findall(r"-?\d+(?:[.,]\d+)?", cell) if "." in cell else re.findall(r"-?\d+(?:,\d+)?", cell)
        if len(parts) == 2:
            north, east = (float(part.replace(",", ".")) for part in parts)
            return _degrees(record, column, cell, east, north)
        record.wrong(column, cell, "n'est pas une position", "Écrire 45.5431, 3.2489 (latitude, longitude).")
    if x is None or y is None:
        return None, None
    column = next(column for column, _ in record.cells("latitude"))
    return _degrees(record, column, f"{y}, {x}", float(x), float(y))


def _degrees(record: Record, column: str, said: str, x: float, y: float) -> tuple[float | None, float | None]:
    if x > 180 and 6_000_000 < y < 7_200_000:
        return wgs84(x, y)
    if 40 < x < 52 and -6 < y < 10:
        record.wrong(column, said, "a latitude et longitude échangées", "Échanger les deux rubriques dans la correspondance.")
        return None, None
    if abs(x) > 180 or abs(y) > 90 or (x == 0 and y == 0):
        record.wrong(column, said, "n'est pas une position", "Donner des degrés (WGS 84) ou des mètres Lambert-93.")
        return None, None
    return x, y


def read_opening(record: Record) -> Opening:
    """The text as it is, and the period of an event."""
    start, end = record.day("start"), record.day("end")
    frame = (record.hour("start_time"), record.hour("end_time"))
    if start and end and end < start:
        column, cell = next(iter(record.cells("end")))
        record.wrong(column, cell, "est avant la date de début", "Corriger l'une des deux dates.")
        end = start
    hours = (DayHours((), (frame,)),) if any(frame) else ()
    periods = (OpeningPeriod(start or end, end or start, hours=hours),) if start or end else ()
    return Opening(text=record.texts("opening"), periods=periods)


def read_prices(record: Record) -> Prices:
    """The text as it is, and the least and the highest price."""
    least, most, free = record.number("price_min"), record.number("price_max"), record.flag("free")
    text = record.texts("price")
    periods = (PricePeriod(prices=(Price(None, least, most),)),) if least is not None or most is not None else ()
    kind = "GRATUIT" if free and not periods else "PAYANT" if periods or free is False else ""
    payment = (Term("ModePaiement", stable_id("ModePaiement", one), Texts((("fr", one),))) for one in record.words("payment"))
    return Prices(kind=kind, text=text, periods=periods, payment=tuple(payment))


def read_pictures(record: Record) -> tuple[Media, ...]:
    """Pictures by their addresses; their files come with the office's own photo folder."""
    credit = record.text("picture_credit")
    texts = Texts((("fr", credit),)) if credit else NO_TEXTS
    found: dict[str, Media] = {}
    for column, cell in record.cells("picture"):
        for url in re.split(r"[;|#\n]|,\s*(?=https?:)|\s+(?=https?:)", cell):
            said = url.strip()
            if said and not re.match(r"https?://\S+$", said):
                record.wrong(column, said, "n'est pas l'adresse d'une image", "Écrire https://…")
            elif said:
                found.setdefault(said, Media(stable_id("media", said), "IMAGE", url=said, credit=texts))
    return tuple(found.values())


def read_classification(record: Record) -> Classification | None:
    """Stars, 1 to 5; « non classé » is none."""
    if any("class" in cell.casefold() and not any(sign.isdigit() for sign in cell) for _, cell in record.cells("stars")):
        return None
    stars = record.number("stars", 1, 5)
    if stars is None:
        return None
    label = f"{stars:f} étoile{'s' if stars > 1 else ''}"
    return Classification(Term("Classement", stable_id("Classement", label), Texts((("fr", label),))), int(stars))
