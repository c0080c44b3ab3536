"""DATAtourisme: a flux into offers, what is said of what was not understood, and fluxes that cannot be taken."""

import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from flux_samples import address_of, thing, write_flux
from marbre.errors import ImportRefused
from marbre.offers.datatourisme import FROM_APIDAE, number_of
from marbre.offers.store import import_offers, offers_digest, read_offers, read_snapshots
from marbre.offers.territory import read_territory
from offers_samples import hotel, write_export

ROOT = Path(__file__).parents[1]


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "store" / "offers.sqlite"


def taken(path: Path, store: Path, **more):
    return import_offers(path, store, "2027-01-01", territory=read_territory(ROOT / "data" / "territory"), **more)


def test_a_flux_becomes_offers(tmp_path, store):
    result = taken(write_flux(tmp_path / "flux.zip", [thing(n) for n in range(8)]), store)
    assert (len(result.added), result.differential) == (8, False)
    found = {offer.identifier: offer for offer in read_offers(store)}
    assert {offer.source for offer in found.values()} == {"datatourisme"}
    inn = found[address_of(0)]
    assert (inn.type, inn.names.get("en"), inn.place.commune, inn.pets) == ("HOTELLERIE", "Place 0", "Issoire", "ACCEPTES")
    assert (inn.classification.stars, inn.prices.periods[0].prices[0].maximum, inn.contacts[0].kind) == (3, 12.5, "phone")
    assert inn.opening.periods[0].hours[0].frames == (("09:00", "18:30"),)
    show = found[address_of(3)]
    assert (show.type, len(show.opening.periods), show.opening.periods[0].start.isoformat()) == ("FETE_ET_MANIFESTATION", 1, "2027-07-01")
    assert found[address_of(2)].place.former_commune == "Orsonnette"
    assert [offer.type for _, offer in sorted(found.items())][4:] == ["EQUIPEMENT", "HEBERGEMENT_LOCATIF", "DEGUSTATION", "PATRIMOINE_NATUREL"]


def test_again_changes_nothing_and_apidae_is_left_alone(tmp_path, store):
    import_offers(write_export(tmp_path / "e", [hotel(1), hotel(2)]), store, "2027-01-01")
    flux = write_flux(tmp_path / "flux.zip", [thing(n) for n in range(4)])
    taken(flux, store)
    before = store.read_bytes()
    assert taken(flux, store).unchanged == 4
    assert store.read_bytes() == before
    gone = taken(write_flux(tmp_path / "less.zip", [thing(0, lastUpdate="2026-10-01"), thing(1), thing(2)]), store)
    assert (len(gone.changed), len(gone.removed)) == (1, 1)
    assert sorted(offer.source for offer in read_offers(store)) == ["apidae"] * 2 + ["datatourisme"] * 3
    assert [(one.origin, one.form) for one in read_snapshots(store)] == [("apidae", "export"), ("datatourisme", "export"), ("datatourisme", "export")]


def test_what_was_not_understood_is_said(tmp_path, store):
    odd = thing(0, **{"@type": ["Spaceport"], "hasRocket": "Ariane", "schema:startDate": "bientôt"})
    del odd["rdfs:label"]
    place = json.loads(json.dumps(odd["isLocatedAt"]))
    place[0]["schema:geo"]["schema:latitude"] = "45°32'"
    found = taken(write_flux(tmp_path / "flux.zip", [odd | {"isLocatedAt": place}, thing(1)]), store).findings
    said = {(one.id, one.value) for one in found}
    assert {("import_type_unknown", "Spaceport"), ("import_key_unknown", "hasRocket"), ("import_value_skipped", "45°32'")} <= said
    assert "import_name_missing" in {one.id for one in found}
    assert all(address_of(0) in one.remedy for one in found if one.id in ("import_key_unknown", "import_type_unknown"))


def test_numbers_come_from_addresses():
    assert number_of("https://data.datatourisme.fr/13/x", "123") == FROM_APIDAE + 123
    assert number_of("https://data.datatourisme.gouv.fr/10/x", "1") == number_of("https://data.datatourisme.fr/10/x", "2")


@pytest.mark.parametrize(
    ("things", "extra", "said"),
    [
        ([thing(0), thing(1, **{"@id": ""})], {}, "an object without address"),
        ([thing(0), thing(1), thing(1, lastUpdate="2020-01-01")], {}, "and not the same as in"),
        ([thing(0)], {"objects/9/bad.json": b'{"@id": "x'}, "bad.json: not complete JSON"),
        ([thing(0)], {"objects/9/latin.json": '{"@id": "é"}'.encode("cp1252")}, "latin.json: not complete JSON"),
        ([thing(0)], {"objects/9/deep.json": b"[" * 100_000}, "deep.json: not complete JSON"),
        ([thing(0)], {"objects/9/bomb.json": b" " * (60 << 20)}, "zip bomb"),
        ([thing(0)], {"objects/../../evil.json": b"{}"}, "unsafe name"),
        ([], {"objects/none.txt": b""}, "no tourist object"),
    ],
)
def test_a_flux_that_cannot_be_taken_changes_nothing(tmp_path, store, things, extra, said):
    taken(write_flux(tmp_path / "good.zip", [thing(0), thing(5)]), store)
    before = offers_digest(store), store.read_bytes()
    with pytest.raises(ImportRefused) as caught:
        taken(write_flux(tmp_path / "flux.zip", things, extra), store)
    assert said in caught.value.message
    assert caught.value.hint
    assert (offers_digest(store), store.read_bytes()) == before


def test_a_zip_cut_short_or_with_a_broken_member(tmp_path, store):
    whole = write_flux(tmp_path / "flux.zip", [thing(n) for n in range(5)]).read_bytes()
    for data in (whole[: len(whole) // 2], whole[:3000] + b"\0" * 300 + whole[3300:], b"", b"PK\3\4"):
        (tmp_path / "cut.zip").write_bytes(data)
        with pytest.raises(ImportRefused):
            taken(tmp_path / "cut.zip", store)
        assert not store.exists()


def test_objects_that_the_index_names_and_the_archive_lacks(tmp_path, store):
    flux = write_flux(tmp_path / "flux.zip", [thing(n) for n in range(20)])
    with zipfile.ZipFile(flux) as archive, zipfile.ZipFile(tmp_path / "one.zip", "w") as one, zipfile.ZipFile(tmp_path / "half.zip", "w") as half:
        names = [name for name in archive.namelist() if name.startswith("objects/")]
        for name in archive.namelist():
            if name != names[3]:
                one.writestr(name, archive.read(name))
            if name not in names[:10]:
                half.writestr(name, archive.read(name))
    result = taken(tmp_path / "one.zip", store)
    assert (len(result.added), [finding.id for finding in result.findings if "missing" in finding.id]) == (19, ["import_object_missing"])
    with pytest.raises(ImportRefused, match="10 of the 20 objects of its index are missing"):
        taken(tmp_path / "half.zip", store)


def test_an_object_twice_the_same_is_one(tmp_path, store):
    assert len(taken(write_flux(tmp_path / "flux.zip", [thing(0), thing(0)]), store).added) == 1


def test_an_answer_of_the_api_adds(tmp_path, store):
    taken(write_flux(tmp_path / "flux.zip", [thing(n) for n in range(3)]), store)
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"objects": [thing(7)], "meta": {"total": 400, "page": 1}}), encoding="utf-8")
    result = taken(answer, store)
    assert (len(result.added), result.removed, result.differential) == (1, (), True)


def test_memory_does_not_grow_with_the_flux(tmp_path, store):
    peaks = []
    for many in (30, 240):
        flux = write_flux(tmp_path / f"{many}.zip", [thing(n) for n in range(many)])
        tracemalloc.start()
        taken(flux, store.with_name(f"{many}.sqlite"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 240 * 5_000
