"""The demonstration export is exact to Apidae's export format, complete, and written the same way twice."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import make_demo_export as maker  # noqa: E402
from demo.contacts import means, phone, slug  # noqa: E402
from demo.objects import NODES  # noqa: E402
from demo.opening import opening, spans  # noqa: E402
from demo.paths import DemoError, Expander, read_paths  # noqa: E402
from demo.places import point_near, read_communes  # noqa: E402
from demo.wording import tariff_in_words  # noqa: E402

DATA = ROOT / "data" / "apidae"
LOCALES = {"libelleFr", "libelleEn", "libelleDe", "libelleNl", "libelleIt"}
FICTION = ("019900", "026191", "035301", "046571", "053649", "063998")
Found = tuple[str, str, Any]


def load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def objects() -> dict[int, dict[str, Any]]:
    files = sorted(DATA.glob("objets_*/objets_*-*.json"))
    read = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    assert [path.stem.rpartition("-")[2] for path in files] == [str(item["id"]) for item in read]
    return {item["id"]: item for item in read}


@pytest.fixture(scope="module")
def kinds() -> dict[str, dict[str, str]]:
    return read_paths(ROOT / "tests" / "apidae_paths.txt")


def leaves(value: Any, kinds: dict[str, str], path: str = "") -> Iterator[Found]:
    """(path, kind, value) of every leaf of an object; the kind is empty outside the format."""
    if path in kinds:
        yield path, kinds[path], value
    elif isinstance(value, dict):
        for key, item in value.items():
            if path or key != "type":
                yield from leaves(item, kinds, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, kinds, f"{path}[]")
    else:
        yield path, "", value


def every_leaf(
    objects: dict[int, dict[str, Any]], kinds: dict[str, dict[str, str]]
) -> Iterator[tuple[int, Found]]:
    for identifier, item in objects.items():
        for part in (item, *item.get("aspects", ())):
            bare = {key: value for key, value in part.items() if key not in ("aspects", "aspect", "champsAspect")}
            for found in leaves(bare, kinds[item["type"]]):
                yield identifier, found


def fault(kind: str, value: Any) -> str:
    """What is wrong with a value of that kind, or an empty string."""
    scalars: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    if kind == "":
        return "not a path of the format"
    if kind in scalars:
        wrong = not isinstance(value, scalars[kind]) or (
            kind in ("integer", "number") and isinstance(value, bool)
        )
        return f"not a {kind}" if wrong else ""
    if kind.startswith("enum:"):
        return "" if value in kind[5:].split("|") else "not one of the values"
    if kind.startswith("ref:"):
        exact = set(value) == {"elementReferenceType", "id"} and value["elementReferenceType"] == kind[4:]
        return "" if exact and isinstance(value["id"], int) else "not a bare reference"
    if kind == "text":
        return "" if value and set(value) <= LOCALES and all(value.values()) else "not a text"
    shapes = {"commune": {"id"}, "criterion": {"id"}, "object": {"type", "id"}}
    if kind in shapes:
        return "" if set(value) == shapes[kind] else "more than its id"
    patterns = {
        "date": r"\d{4}-\d\d-\d\d",
        "time": r"\d\d:\d\d(:\d\d)?",
        "datetime": r"[-\d]{10}T[:\d]{8}\.\d{3}\+0000",
    }
    return "" if kind == "any" or re.fullmatch(patterns[kind], value) else f"not a {kind}"


def test_every_path_of_every_object_is_in_the_format(
    objects: dict[int, dict[str, Any]], kinds: dict[str, dict[str, str]]
) -> None:
    faults = [
        f"{identifier} {path} {value!r}: {fault(kind, value)}"
        for identifier, (path, kind, value) in every_leaf(objects, kinds)
        if fault(kind, value)
    ]
    assert faults == []


def test_the_check_sees_foreign_paths_and_inlined_labels(kinds: dict[str, dict[str, str]]) -> None:
    inlined = {"id": 2750, "elementReferenceType": "HotellerieClassement", "libelleFr": "3 étoiles"}
    assert fault("ref:HotellerieClassement", inlined)
    wrong = {"type": "STRUCTURE", "ouverture": {"nombreJours": 3}}
    assert [kind for _, kind, _ in leaves(wrong, kinds["STRUCTURE"])] == [""]


def test_every_reference_resolves_but_those_left_dangling(
    objects: dict[int, dict[str, Any]], kinds: dict[str, dict[str, str]]
) -> None:
    known = {(row["elementReferenceType"], row["id"]) for row in load("elements_reference.json")}
    used = {
        (value["elementReferenceType"], value["id"])
        for _, (_, kind, value) in every_leaf(objects, kinds)
        if kind.startswith("ref:")
    }
    assert used - known == maker.DANGLING
    assert known - used <= {("TerritoireType", 3227), ("TerritoireType", 5310)}


def test_links_communes_and_criteria_resolve(
    objects: dict[int, dict[str, Any]], kinds: dict[str, dict[str, str]]
) -> None:
    communes = {row["id"] for row in load("communes.json")}
    criteria = {row["id"] for row in load("criteres_internes.json")}
    for identifier, (path, kind, value) in every_leaf(objects, kinds):
        if kind == "object":
            assert objects[value["id"]]["type"] == value["type"], (identifier, path)
        elif kind == "commune":
            assert value["id"] in communes, (identifier, path)
        elif kind == "criterion":
            assert value["id"] in criteria, (identifier, path)


def test_side_files() -> None:
    communes = {row["nom"]: row for row in load("communes.json")}
    assert communes["Issoire"] == {
        "id": 26002,
        "code": "63178",
        "nom": "Issoire",
        "pays": {"id": 532},
        "codePostal": "63500",
    }
    assert len(communes) == 87 + 3
    assert len({row["id"] for row in communes.values()}) == len(communes)
    assert load("objets_supprimes.json") == []
    assert all(
        row["libelleFr"] and row["libelleEn"] and row["libelleDe"] for row in load("elements_reference.json")
    )


def test_selections_hold_existing_visible_objects(objects: dict[int, dict[str, Any]]) -> None:
    selections = {row["id"]: row for row in load("selections.json")}
    assert {key: row["libelle"]["libelleFr"] for key, row in selections.items()} == {
        90001: "Guide découverte 2027",
        90002: "Guide des hébergements",
        90003: "Coups de cœur",
    }
    for row in selections.values():
        for member in row["objetsTouristiques"]:
            assert objects[member["id"]]["type"] == member["type"]
            assert objects[member["id"]]["state"] == "PUBLISHED"
    assert len(selections[90001]["objetsTouristiques"]) > 0.95 * len(objects)
    assert 10 <= len(selections[90003]["objetsTouristiques"]) <= 60


@pytest.mark.skipif(
    not (ROOT / "tools/demo/heritage.yaml").exists(), reason="heritage records not written yet"
)
def test_size_types_and_communes(objects: dict[int, dict[str, Any]]) -> None:
    assert len(objects) >= 340
    assert {item["type"] for item in objects.values()} == set(NODES)
    addressed = {item["localisation"]["adresse"]["commune"]["id"] for item in objects.values()}
    current = {row["id"] for row in load("communes.json") if row["id"] < 26900}
    assert current <= addressed


def test_partner_levels(objects: dict[int, dict[str, Any]]) -> None:
    businesses = [item for key, item in objects.items() if 700000 < key < 710000]
    count = Counter(item.get("criteresInternes", [{"id": 27000}])[0]["id"] for item in businesses)
    shares = {27000: 0.45, 27001: 0.28, 27002: 0.19, 27003: 0.06, 27004: 0.02}
    assert {key: pytest.approx(count[key] / len(businesses), abs=0.02) for key in shares} == shares


def test_nobody_real_can_be_reached(
    objects: dict[int, dict[str, Any]], kinds: dict[str, dict[str, str]]
) -> None:
    for identifier, (path, _, value) in every_leaf(objects, kinds):
        if not path.endswith("coordonnees.fr"):
            continue
        if "@" in value or "://" in value:
            host = re.split(r"@|://", value)[1].split("/")[0]
            assert host.endswith(".example"), (identifier, value)
        else:
            digits = re.sub(r"\D", "", value.replace("+33", "0"))
            assert digits.startswith(FICTION), (identifier, value)
            assert len(digits) == 10, (identifier, value)


def test_businesses_share_no_address_on_the_web(objects: dict[int, dict[str, Any]]) -> None:
    hosts: Counter[str] = Counter()
    for identifier, item in objects.items():
        for row in item["informations"].get("moyensCommunication", []):
            if 700000 < identifier < 710000 and row["type"]["id"] == 205:
                hosts[row["coordonnees"]["fr"]] += 1
    assert [host for host, count in hosts.items() if count > 1] in (
        [],
        ["https://www.auberge-pont-vieux.example"],
    )


def test_texts_are_varied_and_translated(objects: dict[int, dict[str, Any]]) -> None:
    shorts = [item["presentation"]["descriptifCourt"] for item in objects.values()]
    assert len({short["libelleFr"] for short in shorts}) == len(shorts)
    assert max(len(short["libelleFr"]) for short in shorts) <= 255
    openings = Counter(" ".join(short["libelleFr"].split()[:3]) for short in shorts)
    assert openings.most_common(1)[0][1] <= 6
    assert 0.7 <= sum("libelleEn" in short for short in shorts) / len(shorts) <= 0.97
    assert sum("libelleDe" in short for short in shorts) / len(shorts) >= 0.15


def irregular(objects: dict[int, dict[str, Any]]) -> dict[str, bool]:
    """The irregularities of real life that the README lists, each found or not."""
    photo = {key: item["illustrations"][0] for key, item in objects.items() if item.get("illustrations")}
    file = {key: entry["traductionFichiers"][0] for key, entry in photo.items()}
    return {
        "no English": "libelleEn" not in objects[700016]["presentation"]["descriptifCourt"],
        "former commune": objects[700244]["localisation"]["adresse"]["commune"]["id"] == 26901,
        "capitals": objects[700004]["nom"]["libelleFr"].isupper(),
        "15€": "15€" in objects[700212]["presentation"]["descriptifCourt"]["libelleFr"],
        "hotel and restaurant": objects[700003]["informations"]["informationsLegales"]
        == objects[700203]["informations"]["informationsLegales"],
        "expired stars": objects[700007]["informationsHotellerie"]["dateClassement"].startswith("2019"),
        "expired rights": photo[700103]["dateLimiteDePublication"] == "2024-12-31",
        "no credit": "copyright" not in photo[700210],
        "600 px": file[700015]["largeur"] == 600,
        "very long": 1850 <= len(objects[700026]["presentation"]["descriptifDetaille"]["libelleFr"]) <= 2000,
        "very short": len(objects[700144]["presentation"]["descriptifCourt"]["libelleFr"]) == 33,
        "personal contact": objects[700002]["contacts"][0]["nom"] == "Fictive-Durand",
        "abolished label": {"elementReferenceType": "TypologiePromoSitra", "id": 1680}
        in objects[700012]["presentation"]["typologiesPromoSitra"],
        "closed": objects[700014]["ouverture"]["fermeTemporairement"] == "FERME_TEMPORAIREMENT",
        "hidden": objects[700145]["state"] == "HIDDEN",
        "not located": objects[700224]["localisation"]["geolocalisation"] == {"valide": False},
        "altitude in the point": len(
            objects[700152]["localisation"]["geolocalisation"]["geoJson"]["coordinates"]
        )
        == 3,
        "no photo at all": len(photo) < len(objects) / 2,
    }


def test_irregularities_of_real_exports_are_there(objects: dict[int, dict[str, Any]]) -> None:
    assert [name for name, found in irregular(objects).items() if not found] == []


def test_every_way_of_opening_is_there(objects: dict[int, dict[str, Any]]) -> None:
    periods = [
        period
        for item in objects.values()
        for period in item.get("ouverture", {}).get("periodesOuvertures", [])
    ]
    kinds = {period["type"] for period in periods}
    assert kinds == {"OUVERTURE_TOUS_LES_JOURS", "OUVERTURE_SAUF", "OUVERTURE_SEMAINE", "OUVERTURE_MOIS"}
    assert any(period["tousLesAns"] and period["dateDebut"][5:] > period["dateFin"][5:] for period in periods)
    assert any("horaires" in period for period in periods)
    assert any("horaireOuverture" in period and "horaireFermeture" not in period for period in periods)
    closures = [
        row
        for item in objects.values()
        for row in item.get("ouverture", {}).get("fermeturesExceptionnelles", [])
    ]
    assert {key for row in closures for key in row} == {"dateFermeture", "dateSpeciale"}


def test_the_committed_export_is_what_the_script_writes(tmp_path: Path) -> None:
    records = maker.read_records(maker.DEMO)
    first, second = maker.export(records), maker.export(records)
    assert json.dumps(first) == json.dumps(second)
    maker.write(first, tmp_path)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.json")}
    committed = {path.relative_to(DATA): path.read_bytes() for path in DATA.rglob("*.json")}
    assert written.keys() == committed.keys()
    assert [str(name) for name in written if written[name] != committed[name]] == []


def test_points_stay_in_the_circle_of_their_commune() -> None:
    communes = {place.name: place for place in read_communes(maker.DEMO / "communes.csv")}
    place = communes["Perrier"]
    points = [point_near(place, number) for number in range(50)]
    assert len(set(points)) == 50
    for latitude, longitude in points:
        north, east = (latitude - place.latitude) * 111195, (longitude - place.longitude) * 77900
        assert (north**2 + east**2) ** 0.5 <= min(800, place.radius) + 5


def test_the_expander_names_record_path_and_remedy() -> None:
    expander = Expander(
        {"etat": "enum:OUI|NON", "nom": "text", "lien": "object"}, {7: "STRUCTURE"}, set(), "record 1"
    )
    assert expander.expand({"nom": {"fr": "Un", "de": "Eins"}, "lien": 7}) == {
        "nom": {"libelleFr": "Un", "libelleDe": "Eins"},
        "lien": {"type": "STRUCTURE", "id": 7},
    }
    with pytest.raises(DemoError, match=r"record 1: `inconnu` is not a path"):
        expander.expand({"inconnu": 1})
    with pytest.raises(DemoError, match=r"`etat` cannot be 'PEUT-ETRE'; one of OUI|NON"):
        expander.expand({"etat": "PEUT-ETRE"})
    with pytest.raises(DemoError, match=r"links to 8, which no record has"):
        expander.expand({"lien": 8})


def test_small_builders() -> None:
    assert spans("10:00-12:00 14:00-") == [("10:00", "12:00"), ("14:00", "")]
    assert slug("L'Auberge du Pont Vieux") == "auberge-pont-vieux"
    assert phone(700001) == phone(700001)
    assert means({"phone": [["04 65 71 00 00", "Nuit"]], "web": "none"}, 7) == [
        {"identifiant": 701, "type": 201, "coordonnees": {"fr": "04 65 71 00 00"}, "observation": "Nuit"}
    ]
    assert tariff_in_words("Adulte", 6, None, "", "fr") == "Adulte : à partir de 6 €."
    assert tariff_in_words("Adult", 6.5, 6.5, "", "en") == "Adult: €6.50."
    with pytest.raises(DemoError, match=r"unknown opens"):
        opening({"opens": []}, 1, "record 1")
