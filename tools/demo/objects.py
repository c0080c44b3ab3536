"""From a record (FORMAT.md) to an Apidae object, first in shorthand, then expanded to the export's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demo.contacts import invented, means, pick
from demo.labels import Element
from demo.opening import check_keys, opening
from demo.paths import DemoError, Expander
from demo.pictures import illustration, track
from demo.places import Commune, draw, point_near
from demo.prices import prices
from demo.ranges import is_business

FIELDS = """
id type name commune at venue street street2 altitude surroundings directions short long themed deals phone
email web facebook instagram labels open price payment booking languages pets pets_note equipments services
comforts activities clientele adapted handicap welcome group age info visits photos gpx private links
structure siret level favourite guide linked state owner perimeter territories aspects apidae
"""
KEYS = set(FIELDS.split())
NODES = {
    "ACTIVITE": "informationsActivite",
    "COMMERCE_ET_SERVICE": "informationsCommerceEtService",
    "DEGUSTATION": "informationsDegustation",
    "DOMAINE_SKIABLE": "informationsDomaineSkiable",
    "EQUIPEMENT": "informationsEquipement",
    "FETE_ET_MANIFESTATION": "informationsFeteEtManifestation",
    "HEBERGEMENT_COLLECTIF": "informationsHebergementCollectif",
    "HEBERGEMENT_LOCATIF": "informationsHebergementLocatif",
    "HOTELLERIE": "informationsHotellerie",
    "HOTELLERIE_PLEIN_AIR": "informationsHotelleriePleinAir",
    "PATRIMOINE_CULTUREL": "informationsPatrimoineCulturel",
    "PATRIMOINE_NATUREL": "informationsPatrimoineNaturel",
    "RESTAURATION": "informationsRestauration",
    "SEJOUR_PACKAGE": "informationsSejourPackage",
    "STRUCTURE": "informationsStructure",
    "TERRITOIRE": "informationsTerritoire",
}
OWNERS = {
    1: {"id": 1971, "nom": "Office de tourisme du Pays d'Issoire", "departement": "63", "type": 233},
    2: {
        "id": 1902,
        "nom": "Gîtes et meublés du Puy-de-Dôme (démonstration)",
        "departement": "63",
        "type": 3797,
    },
}
LANGUAGES = {"fr": 1197, "en": 1192, "de": 1189, "nl": 1202, "it": 1200, "es": 1194}
PETS = {
    "free": ("ACCEPTES", "SANS_SUPPLEMENT"),
    "extra": ("ACCEPTES", "AVEC_SUPPLEMENT"),
    "yes": ("ACCEPTES", None),
    "no": ("NON_ACCEPTES", None),
}
LEVELS = {1: 27001, 2: 27002, 3: 27003, 4: 27004}
TERRITORY = 730001


@dataclass(frozen=True)
class Material:
    """What records are written from: communes by name, labels, kinds of paths, types of all records."""

    communes: Mapping[str, Commune]
    elements: Mapping[tuple[str, int], Element]
    kinds: Mapping[str, Mapping[str, str]]
    types: Mapping[int, str]
    presets: Mapping[str, Mapping[str, Any]]
    streets: tuple[str, ...]


def apidae_object(
    record: Mapping[str, Any], material: Material, used: set[tuple[str, int]]
) -> dict[str, Any]:
    """The object as in `objets_modifies-<id>.json`; raises DemoError for what the format cannot hold."""
    where = f"record {record.get('id')}"
    check_keys(record, KEYS, where)
    node = _identity(record) | {
        "localisation": _place(record, material, where),
        "presentation": _presentation(record),
        "informations": _information(record),
        NODES[record["type"]]: record.get("info"),
        "visites": record.get("visits"),
        "prestations": _services(record) or None,
        "ouverture": _opening(record, material, where),
        "descriptionTarif": _prices(record, material, where),
        "reservation": _booking(record),
        "illustrations": _pictures(record, where) or None,
        "multimedias": [track(record["gpx"], record["id"])] if record.get("gpx") else None,
        "criteresInternes": [LEVELS[record["level"]]] if record.get("level") else None,
        "donneesPrivees": _private(record) or None,
        "liens": _links(record),
        "territoires": _territories(record, material),
    }
    expander = Expander(material.kinds[record["type"]], material.types, used, where)
    whole = merged(node, record.get("apidae", {}))
    kind = {"type": record["type"]}
    body: dict[str, Any] = expander.expand({key: value for key, value in whole.items() if value is not None})
    said = [_aspect(record, name, own, material, expander) for name, own in sorted(record.get("aspects", {}).items())]
    return kind | body | ({"aspects": said} if said else {})


#: What an aspect may say otherwise, in the shorthand of a record.
ASPECT_KEYS = {"short", "long", "themed", "open", "price", "group", "equipments", "services", "welcome"}


def _aspect(
    record: Mapping[str, Any], name: str, own: Mapping[str, Any], material: Material, expander: Expander
) -> dict[str, Any]:
    """What the object says otherwise to one public: its own branches, and the paths that they replace."""
    where = f"record {record['id']}, aspect {name}"
    check_keys(own, ASPECT_KEYS, where)
    mine = {"id": record["id"], **own}
    branches = {
        "presentation": _presentation(mine),
        "prestations": _services(mine),
        "ouverture": _opening(mine, material, where) or {},
        "descriptionTarif": _prices(mine, material, where) or {},
    }
    kept = {
        branch: {key: value for key, value in node.items() if value is not None} for branch, node in branches.items()
    }
    paths = [f"{branch}.{key}" for branch, node in kept.items() for key in node]
    shown = expander.expand({branch: node for branch, node in kept.items() if node})
    return {"aspect": name, "champsAspect": paths, **shown}


def merged(base: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The two trees as one; where both have a leaf, that of `extra`."""
    result = dict(base)
    for key, value in extra.items():
        mine = result.get(key)
        result[key] = (
            merged(mine, value) if isinstance(mine, Mapping) and isinstance(value, Mapping) else value
        )
    return result


def _stamp(identifier: int, year: int, months: int, seed: str) -> str:
    month, day = 1 + int(draw(identifier, seed, "m") * months), 1 + int(draw(identifier, seed, "d") * 28)
    hour, second = 7 + int(draw(identifier, seed, "h") * 11), int(draw(identifier, seed, "s") * 60)
    time = f"{hour:02d}:{second:02d}:{(second * 7) % 60:02d}.{identifier % 1000:03d}"
    return f"{year}-{month:02d}-{day:02d}T{time}+0000"


def _identity(record: Mapping[str, Any]) -> dict[str, Any]:
    identifier = record["id"]
    modified = _stamp(identifier, 2026, 10, "modified")
    return {
        "id": identifier,
        "nom": record["name"],
        "identifier": f"DEMOAUV063{identifier}",
        "state": record.get("state", "PUBLISHED"),
        "gestion": {
            "dateCreation": _stamp(identifier, 2013 + identifier % 12, 12, "created"),
            "dateModification": modified,
            "dateExportModification": modified,
            "membreProprietaire": OWNERS[record.get("owner", 1)],
        },
    }


def _place(record: Mapping[str, Any], material: Material, where: str) -> dict[str, Any]:
    commune = material.communes.get(record["commune"])
    if commune is None:
        raise DemoError(
            f"{where}: commune {record['commune']!r} is not in communes.csv; use today's official name"
        )
    at = record.get("at") or point_near(commune, record["id"])
    address = {
        "nomDuLieu": record.get("venue"),
        "adresse1": record.get("street", _street(record, material)),
        "adresse2": record.get("street2"),
        "codePostal": commune.postcode,
        "etat": "France",
        "commune": commune.id,
    }
    spot: dict[str, Any] = {"valide": at != "none"}
    if at != "none":
        spot["geoJson"] = {"type": "Point", "coordinates": [at[1], at[0]]}
    spot |= {"altitude": record.get("altitude"), "complement": record.get("directions")}
    return {
        "adresse": {key: value for key, value in address.items() if value},
        "geolocalisation": {key: value for key, value in spot.items() if value is not None},
        "environnements": record.get("surroundings"),
        "perimetreGeographique": [material.communes[name].id for name in record.get("perimeter", ())] or None,
    }


def _street(record: Mapping[str, Any], material: Material) -> str | None:
    if not is_business(record["id"]):
        return None
    street: str = pick(material.streets, record["id"], "street")
    return street.replace("{n}", str(1 + int(draw(record["id"], "number") * 38)))


def _presentation(record: Mapping[str, Any]) -> dict[str, Any]:
    themed = [{"theme": theme, "description": words} for theme, words in record.get("themed", ())]
    return {
        "descriptifCourt": record.get("short"),
        "descriptifDetaille": record.get("long"),
        "descriptifsThematises": themed or None,
        "typologiesPromoSitra": record.get("labels"),
        "bonsPlans": record.get("deals"),
    }


def french(words: str | Mapping[str, str]) -> str:
    """The French of a text."""
    return words if isinstance(words, str) else words["fr"]


def _information(record: Mapping[str, Any]) -> dict[str, Any]:
    identifier = record["id"]
    reach = invented(identifier, french(record["name"])) if is_business(identifier) else {}
    legal = {"siret": record["siret"]} if record.get("siret") else None
    return {
        "moyensCommunication": means(reach | dict(record), identifier) or None,
        "informationsLegales": legal,
        "structureGestion": record.get("structure"),
        "structureInformation": record.get("structure"),
    }


def _services(record: Mapping[str, Any]) -> dict[str, Any]:
    accepted, extra = PETS.get(record.get("pets", ""), (None, None))
    group = record.get("group") or (None, None)
    spoken = [LANGUAGES[language] for language in record.get("languages", ())]
    node = {
        "equipements": record.get("equipments"),
        "services": record.get("services"),
        "animauxAcceptes": accepted,
        "animauxAcceptesSupplement": extra,
        "descriptifAnimauxAcceptes": record.get("pets_note"),
        "activites": record.get("activities"),
        "conforts": record.get("comforts"),
        "languesParlees": spoken or None,
        "complementAccueil": record.get("welcome"),
        "tourismesAdaptes": record.get("adapted"),
        "labelsTourismeHandicap": record.get("handicap"),
        "typesClientele": record.get("clientele"),
        "tailleGroupeMin": group[0],
        "tailleGroupeMax": group[1],
        "ageMin": record["age"] * 12 if "age" in record else None,
        "uniteAgeMin": "ANNEE" if "age" in record else None,
    }
    return {key: value for key, value in node.items() if value is not None}


def _opening(record: Mapping[str, Any], material: Material, where: str) -> dict[str, Any] | None:
    entry = record.get("open")
    if entry is None:
        return None
    if isinstance(entry, str):
        if entry not in material.presets:
            raise DemoError(
                f"{where}: no opening `{entry}` in presets.yaml; one of {', '.join(material.presets)}"
            )
        entry = material.presets[entry]
    return opening(entry, record["id"], where)


def _prices(record: Mapping[str, Any], material: Material, where: str) -> dict[str, Any] | None:
    entry, payment = record.get("price"), record.get("payment", ())
    if entry is None and not payment:
        return None
    return prices(entry or {}, payment, material.elements, record["id"], where)


def _booking(record: Mapping[str, Any]) -> dict[str, Any] | None:
    entry = record.get("booking")
    if not entry:
        return None
    if entry.get("direct"):
        own = invented(record["id"], french(record["name"])) if is_business(record["id"]) else {}
        entry = own | dict(record) | {"email": None, "facebook": None}
    office = {
        "identifiant": record["id"] * 10 + 5,
        "nom": french(entry["name"]),
        "type": 475 if record["booking"].get("direct") else 473,
        "moyensCommunication": means(entry, record["id"] * 10) or None,
    }
    return {"organismes": [{key: value for key, value in office.items() if value is not None}]}


def _pictures(record: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    entries = record.get("photos")
    if entries is None and record.get("level", 0) >= 2:
        name = french(record["name"])
        entries = [{"title": name, "credit": f"© {name}" if draw(record["id"], "credit") < 0.9 else None}]
        entries = [{key: value for key, value in entry.items() if value} for entry in entries]
    return [
        illustration(entry, record["id"], rank, where) for rank, entry in enumerate(entries or (), start=1)
    ]


def _private(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"nomTechnique": name, "libelleFr": name.replace("_", " "), "ordre": rank, "descriptif": words}
        for rank, (name, words) in enumerate(record.get("private", {}).items(), start=1)
    ]


def _links(record: Mapping[str, Any]) -> dict[str, Any] | None:
    rows = [{"type": kind, "objetTouristique": target} for kind, target in record.get("links", ())]
    return {"liensObjetsTouristiquesTypes": rows} if rows else None


def _territories(record: Mapping[str, Any], material: Material) -> list[int] | None:
    usual = [TERRITORY] if record["type"] != "TERRITOIRE" and TERRITORY in material.types else None
    named: list[int] | None = record.get("territories", usual)
    return named
