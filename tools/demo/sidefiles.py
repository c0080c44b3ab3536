"""The files of an export beside its objects: selections, internal criteria, labels, communes, territories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from demo.labels import Element
from demo.paths import DemoError
from demo.places import Commune

STAYS = {"HOTELLERIE", "HOTELLERIE_PLEIN_AIR", "HEBERGEMENT_LOCATIF", "HEBERGEMENT_COLLECTIF"}
CRITERIA = (
    (27001, "Partenaire 2027 – N1 fiche", "Une fiche dans le guide."),
    (27002, "Partenaire 2027 – N2 fiche avec photo", "Une fiche avec une photographie."),
    (27003, "Partenaire 2027 – N3 demi-page", "Une demi-page."),
    (27004, "Partenaire 2027 – N4 publi", "Un publi-rédactionnel d'une page."),
)


def selections(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`selections.json`."""
    shown = [record for record in records if not record.get("linked") and record.get("state") != "HIDDEN"]
    listed = [record for record in shown if record.get("guide", True)]
    stays = [record for record in listed if record["type"] in STAYS]
    favourites = [record for record in listed if record.get("favourite")]
    named = (
        (90001, "guide_decouverte_2027", "Guide découverte 2027", listed),
        (90002, "guide_hebergements", "Guide des hébergements", stays),
        (90003, "coups_de_coeur", "Coups de cœur", favourites),
    )
    return [
        {
            "id": number,
            "nom": name,
            "libelle": {"libelleFr": label},
            "objetsTouristiques": [{"type": record["type"], "id": record["id"]} for record in members],
        }
        for number, name, label, members in named
    ]


def internal_criteria() -> list[dict[str, Any]]:
    """`criteres_internes.json`: the partner levels; a record without one is listed only (N0)."""
    return [{"id": number, "libelle": label, "commentaire": note} for number, label, note in CRITERIA]


def reference_elements(
    used: Iterable[tuple[str, int]],
    elements: Mapping[tuple[str, int], Element],
    dangling: set[tuple[str, int]],
) -> list[dict[str, Any]]:
    """`elements_reference.json`: the labels of the used elements, those left dangling on purpose excepted."""
    wanted = sorted(set(used) - dangling)
    missing = [f"{kind} {number}" for kind, number in wanted if (kind, number) not in elements]
    if missing:
        raise DemoError(
            f"reference.txt has no line for {', '.join(missing)}; add `id | fr | en | de` to its list"
        )
    return [
        {
            "elementReferenceType": element.kind,
            "id": element.id,
            "libelleFr": element.fr,
            "libelleEn": element.en,
            "libelleDe": element.de,
            "ordre": element.order,
            "actif": True,
        }
        for element in (elements[key] for key in wanted)
    ]


def commune_rows(communes: Iterable[Commune]) -> list[dict[str, Any]]:
    """`communes.json`: the 87 communes and the former names that older records still point to."""
    return [
        {
            "id": place.id,
            "code": place.insee,
            "nom": place.name,
            "pays": {"id": 532},
            "codePostal": place.postcode,
        }
        for place in communes
    ]


def territories(records: Sequence[Mapping[str, Any]], communes: Iterable[Commune]) -> list[dict[str, Any]]:
    """`territoires.json`: the perimeter of each TERRITOIRE, all the communes when it names none."""
    by_name = {place.name: place.id for place in communes}
    current = [number for name, number in by_name.items() if number < 26900]
    return [
        {
            "id": record["id"],
            "type": "TERRITOIRE",
            "nom": {"libelleFr": record["name"] if isinstance(record["name"], str) else record["name"]["fr"]},
            "perimetreGeographique": [{"id": by_name[name]} for name in record["perimeter"]]
            if record.get("perimeter")
            else [{"id": number} for number in current],
            "territoireType": {
                "elementReferenceType": "TerritoireType",
                "id": record.get("info", {}).get("territoireType", 3227),
            },
        }
        for record in records
        if record["type"] == "TERRITOIRE"
    ]
