"""Another territory: an API response full of oddities, and every readable object of it in a guide."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from conftest import SHARED
from marbre.build import build_edition
from marbre.offers.model import OFFER_TYPES
from marbre.offers.store import import_offers, read_offers
from marbre.offers.territory import read_territory
from marbre.project import Project

pytestmark = pytest.mark.pdf
ROOT = Path(__file__).parents[1]


def foreign(kind: str, number: int) -> dict[str, object]:
    """An object as the API gives it, of a place this project has never heard of."""
    return {
        "type": kind,
        "id": number,
        "nom": {"libelleFr": f"Lieu {kind.title().replace('_', ' ')} {number}"},
        "presentation": {"descriptifCourt": {"libelleFr": "Un lieu d'ailleurs ; on y vient de loin, à 12km d'ici."}},
        "localisation": {
            "adresse": {"codePostal": "29900", "commune": {"id": 1, "code": "29039", "nom": "Concarneau"}},
            "geolocalisation": {"valide": True, "geoJson": {"type": "Point", "coordinates": [-3.9 - number / 900, 47.87]}},
        },
        "informations": {"moyensCommunication": [{"type": {"id": 201, "libelleFr": "Téléphone"}, "coordonnees": {"fr": "02 61 91 00 00"}}]},
        "ouverture": {"periodesOuvertures": [{"dateDebut": "2027-04-01", "dateFin": "2027-09-30", "tousLesAns": True, "type": "OUVERTURE_TOUS_LES_JOURS"}]},
        "champInconnu": None,
    }


def test_every_readable_object_is_in_the_guide(tmp_path: Path) -> None:
    for name in SHARED:
        (tmp_path / name).symlink_to(ROOT / name)
    project = Project(tmp_path)
    project.store.parent.mkdir()
    kinds = (*OFFER_TYPES, "TYPE_A_VENIR")
    objects = [foreign(kind, 100 * (index + 1) + copy) for index, kind in enumerate(kinds) for copy in range(3)]
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"numFound": len(objects), "objetsTouristiques": objects}), encoding="utf-8")
    result = import_offers(answer, project.store, date(2026, 11, 1), project.media, territory=read_territory(ROOT / "data" / "territory"))
    assert len(result.added) == len(objects)
    built = build_edition(project, "guide-decouverte", "fr", read_offers(project.store), ("web",))
    manifest = json.loads((Path(built.files["report"]).parent / "manifest.json").read_text(encoding="utf-8"))
    assert {record["id"] for record in manifest["records"]} == {item["id"] for item in objects}
    assert [finding for finding in built.findings if finding.id.startswith("record_")] == []
