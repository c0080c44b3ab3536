"""`localisation`: where it is, with today's commune for one that was merged."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marbre.findings import Finding, Severity
from marbre.offers.model import Place
from marbre.offers.notes import permalink
from marbre.offers.record import Record
from marbre.offers.values import as_list, decimal, flag, plain, texts, whole

_PATH = "localisation"


def read_place(record: Record) -> Place:
    """The place of an object. Coordinates count only when the source calls them valid."""
    node = record.node(_PATH)
    address = record.node(_PATH, "adresse")
    spot = record.node(_PATH, "geolocalisation")
    insee, commune, former, postcode = _commune(record, address)
    latitude, longitude = _coordinates(record, spot)
    lines = (plain(address.get(key)) for key in ("adresse1", "adresse2", "adresse3"))
    return Place(
        venue=plain(address.get("nomDuLieu")) or texts(record.node(_PATH, "lieu").get("nom")).best("fr"),
        lines=tuple(line for line in lines if line),
        postcode=postcode,
        insee=insee,
        commune=commune,
        former_commune=former,
        latitude=latitude,
        longitude=longitude,
        altitude=whole(spot.get("altitude")),
        access=texts(spot.get("complement")),
        surroundings=record.terms(node, _PATH, "environnements"),
    )


def _commune(record: Record, address: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """(INSEE code, today's name, former name, postcode)."""
    references = record.references
    insee, name, postcode = "", "", ""
    if address.get("commune") is not None:
        insee, name, postcode = references.commune(address["commune"], record.id, record.notes)
    postcode = plain(address.get("codePostal")) or postcode
    if not name or name.startswith("#"):
        name = _without_reference(record, address, postcode) or name
    today, official, former = references.territory.resolve(insee, name)
    if former:
        record.notes.count(
            former,
            Finding(
                "import_commune_merged", Severity.INFO, f"Commune fusionnée : {former} est aujourd'hui {official}.",
                f"Mettre la commune à jour dans la fiche : {permalink(record.id)}", record=record.id, value=former,
                who="office",
            ),
        )  # fmt: skip
    return today, official, former, postcode


def _without_reference(record: Record, address: Mapping[str, Any], postcode: str) -> str:
    """The commune's name where its reference says nothing: the post office's, or the only one with the postcode."""
    near = record.references.territory.by_postcode(postcode)
    return plain(address.get("bureauDistribution")) or (near[0].name if len(near) == 1 else "")


def _coordinates(record: Record, spot: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """(latitude, longitude) of a GeoJSON point; a third coordinate is ignored."""
    if not spot or not flag(spot.get("valide")):
        return None, None
    geometry = spot.get("geoJson")
    numbers = [decimal(one) for one in as_list(geometry.get("coordinates"))] if isinstance(geometry, Mapping) else []
    if len(numbers) < 2 or numbers[0] is None or numbers[1] is None:
        return None, None
    longitude, latitude = numbers[0], numbers[1]
    if not (abs(longitude) <= Decimal(180) and abs(latitude) <= Decimal(90)):
        record.notes.skipped(record.id, f"{_PATH}.geolocalisation.geoJson", f"{longitude}, {latitude}")
        return None, None
    return float(latitude), float(longitude)
