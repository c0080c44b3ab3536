"""A synthetic flux of DATAtourisme, as the platform writes it: made here, of no data of anybody."""

import json
import zipfile
from pathlib import Path

COMMUNES = (("63178", "Issoire", "63500"), ("63255", "Nonette-Orsonnette", "63340"), ("63266", "Orsonnette", "63340"), ("63415", "Sauxillanges", "63490"))
CLASSES = (
    ("Hotel", "HotelTrade", "Accommodation"), ("Restaurant", "FoodEstablishment"), ("Museum", "CulturalSite"),
    ("Exhibition", "CulturalEvent", "EntertainmentAndEvent"), ("WalkingTour", "Tour"), ("SelfCateringAccommodation", "Accommodation"),
    ("Producer", "TastingProvider", "Store"), ("Lake", "NaturalHeritage"),
)  # fmt: skip
KB = "https://www.datatourisme.fr/resource/core#"


def address_of(number: int) -> str:
    return f"https://data.datatourisme.fr/10/{number:08x}-0000-3000-8000-000000000000"


def thing(number: int, **over: object) -> dict:
    """One object, rich as those of an office: four languages, hours, prices, pictures, features."""
    insee, city, postcode = COMMUNES[number % len(COMMUNES)]
    classes = CLASSES[number % len(CLASSES)]
    text = f"Au cœur du territoire, le lieu numéro {number} accueille toute l’année. " * 6
    found = {
        "@id": address_of(number), "dc:identifier": f"SYN{number}",
        "@type": [*classes, "PlaceOfInterest", "PointOfInterest", "schema:Place"],
        "rdfs:label": {"fr": [f"Lieu {number}"], "en": [f"Place {number}"]},
        "rdfs:comment": {"fr": [text[:120]]},
        "hasDescription": [{"@id": f"_:d{number}", "@type": ["Description"], "shortDescription": {"fr": [text[:200]], "en": [text[:150]]}, "dc:description": {"fr": [text], "en": [text], "de": [text]}}],
        "hasContact": [{"@type": ["Agent"], "schema:telephone": ["+33 4 73 00 00 00"], "schema:email": [f"lieu{number}@exemple.example"], "foaf:homepage": [f"https://lieu{number}.example"]}],
        "hasBeenCreatedBy": {"schema:legalName": "Office de tourisme"},
        "isLocatedAt": [{
            "@type": ["Place"], "petsAllowed": number % 2 == 0,
            "schema:address": [{"schema:streetAddress": [f"{number} rue du Pont"], "schema:postalCode": postcode, "schema:addressLocality": [city], "hasAddressCity": {"@id": f"kb:{insee}", "insee": insee, "rdfs:label": {"fr": [city]}}}],
            "schema:geo": {"schema:latitude": f"{45.4 + number % 97 / 500:.6f}", "schema:longitude": f"{3.1 + number % 89 / 400:.6f}"},
            "schema:openingHoursSpecification": [{"schema:validFrom": "2027-04-01T00:00:00", "schema:validThrough": "2027-10-31T23:59:59", "schema:opens": "09:00:00", "schema:closes": "18:30:00", "schema:dayOfWeek": [{"@id": "schema:Monday"}, {"@id": "schema:Tuesday"}]}],
        }],
        "offers": [{"schema:priceSpecification": [{"schema:minPrice": ["6.0"], "schema:maxPrice": ["12.50"], "schema:priceCurrency": "EUR", "name": {"fr": ["Adulte"]}}], "schema:acceptedPaymentMethod": [{"@id": "kb:Cash", "rdfs:label": {"fr": ["Espèces"]}}]}],
        "hasFeature": [{"features": [{"@id": f"kb:Feature{n}", "rdfs:label": {"fr": [f"Équipement {n}"], "en": [f"Feature {n}"]}} for n in range(6)]}],
        "hasMainRepresentation": [{"ebucore:hasRelatedResource": [{"ebucore:locator": [f"https://images.example/{number}.jpg"]}], "ebucore:hasAnnotation": [{"credits": ["Photographe"], "ebucore:title": {"fr": ["Vue"]}}]}],
        "hasReview": [{"hasReviewValue": {"@id": "kb:ScaleRating_3", "schema:ratingValue": "3.0", "rdfs:label": {"fr": ["3 étoiles"]}}}],
        "creationDate": "2020-01-02", "lastUpdate": "2026-09-01", "lastUpdateDatatourisme": "2026-09-02T04:00:00.000Z",
    }  # fmt: skip
    if "EntertainmentAndEvent" in classes:
        found["takesPlaceAt"] = [{"startDate": "2027-07-01", "endDate": "2027-08-31", "startTime": "10:00:00", "endTime": "19:00:00"}]
    return {**found, **over}


def write_flux(path: Path, things: list[dict], extra: dict[str, bytes] | None = None) -> Path:
    """A zip with its index, context and a file for each object."""
    names = [f"{n % 10}/{n // 10 % 100:02d}/10-{n:08x}.json" for n in range(len(things))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = [{"label": f"Lieu {n}", "lastUpdateDatatourisme": "2026-09-02", "file": name} for n, name in enumerate(names)]
        archive.writestr("index.json", json.dumps(rows))
        archive.writestr("context.jsonld", "{}")
        for name, one in zip(names, things, strict=True):
            archive.writestr(f"objects/{name}", json.dumps(one, ensure_ascii=False))
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return path
