import json
import sqlite3
from pathlib import Path

import pytest

from marbre.errors import ImportRefused, WorkRefused
from marbre.offers.store import import_offers, offers_digest, read_offers, read_snapshots
from offers_samples import ELEMENTS, hotel, in_api_form, in_selection, write_export, zipped

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1600).to_bytes(4, "big") + (900).to_bytes(4, "big") + b"\x08\x02\0\0\0"


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / ".marbre" / "offers.sqlite"


def numbers(store: Path, snapshot: int | None = None) -> list[int]:
    return [offer.id for offer in read_offers(store, snapshot)]


def states(store: Path) -> dict[int, str]:
    return {offer.id: offer.state for offer in read_offers(store)}


def test_nothing_imported_yet(store):
    assert read_offers(store) == ()
    assert read_snapshots(store) == ()
    assert not store.exists()


def test_folder_zip_grouped_and_api_give_one_store(tmp_path, store):
    objects = [hotel(id) for id in (1, 2, 3)]
    first = import_offers(write_export(tmp_path / "a", objects), store, "2026-11-01")
    assert (first.added, first.snapshot, first.unchanged) == ((1, 2, 3), 1, 0)
    digest, bytes_ = offers_digest(store), store.read_bytes()
    grouped = write_export(tmp_path / "b", objects, grouped=True)
    api = tmp_path / "api.json"
    api.write_text(json.dumps({"numFound": 3, "objetsTouristiques": [in_api_form(one) for one in objects]}), "utf-8")
    for path in (tmp_path / "a", grouped, zipped(grouped, tmp_path / "b.zip", "x/"), api):
        result = import_offers(path, store, "2026-12-01")
        assert (result.added, result.changed, result.removed, result.unchanged) == ((), (), (), 3), path
        assert result.snapshot == 1
        assert offers_digest(store) == digest
    assert store.read_bytes() == bytes_
    assert len(read_snapshots(store)) == 1


def test_a_full_import_says_what_changed_and_keeps_the_past(tmp_path, store):
    import_offers(write_export(tmp_path / "a", [hotel(1), hotel(2), hotel(3)]), store, "2026-11-01")
    changed = hotel(2)
    changed["presentation"]["descriptifCourt"]["libelleFr"] = "Neuf."
    changed["descriptionTarif"]["periodes"][0]["tarifs"][0]["minimum"] = 8
    changed["gestion"]["dateModification"] = "2026-09-01T10:00:00.000+0000"
    result = import_offers(write_export(tmp_path / "b", [hotel(1), changed, hotel(4)]), store, "2026-12-01")
    assert (result.added, result.removed, result.unchanged, result.snapshot) == ((4,), (3,), 1, 2)
    (change,) = result.changed
    id, fields = change
    assert (id, change.name) == (2, "Hôtel 2")
    assert [(one.path, one.old, one.new) for one in fields] == [
        ("short.fr", "Une ligne.\nUne autre.", "Neuf."),
        ("prices.periods[0].prices[0].minimum", "7.5", "8"),
    ]
    assert numbers(store) == [1, 2, 4]
    assert numbers(store, 1) == [1, 2, 3]
    assert read_offers(store, 1)[1].short.get("fr") == "Une ligne.\nUne autre."
    assert [(one.number, one.dated, one.form, one.changed) for one in read_snapshots(store)] == [
        (1, "2026-11-01", "export", 0), (2, "2026-12-01", "export", 1)
    ]  # fmt: skip


def test_a_differential_import_adds_replaces_and_deletes(tmp_path, store):
    import_offers(write_export(tmp_path / "a", [hotel(1), hotel(2), hotel(3)]), store, "2026-11-01")
    folder = write_export(tmp_path / "b", [hotel(4)], {"objets_supprimes": [2, "77"]})
    result = import_offers(folder, store, "2026-12-01")
    assert result.differential
    assert (result.added, result.removed, numbers(store)) == ((4,), (2,), [1, 3, 4])
    forced = import_offers(write_export(tmp_path / "c", [hotel(5)]), store, "2026-12-02", None, True)
    assert (forced.added, forced.removed) == ((5,), ())
    whole = import_offers(write_export(tmp_path / "d", [hotel(5)]), store, "2026-12-03", None, False)
    assert whole.removed == (1, 3, 4)


@pytest.mark.parametrize(("said", "expected"), [("true", (1, 2)), ("false", ())])
def test_the_notification_decides(tmp_path, store, said, expected):
    import_offers(write_export(tmp_path / "a", [hotel(1), hotel(2)]), store, "2026-11-01")
    folder = write_export(tmp_path / "b", [hotel(3)], {"notification": {"reinitialisation": said}})
    assert import_offers(folder, store, "2026-12-01").removed == expected


def test_selections_that_name_mostly_absent_objects_mean_a_differential(tmp_path, store):
    everything = [hotel(id) for id in range(1, 6)]
    side = {"selections": [in_selection(9, 1, 2, 3, 4, 5)]}
    import_offers(write_export(tmp_path / "a", everything, side), store, "2026-11-01")
    result = import_offers(write_export(tmp_path / "b", [hotel(3, state="HIDDEN")], side), store, "2026-12-01")
    assert (result.removed, len(result.changed), numbers(store)) == ((), 1, [1, 2, 3, 4, 5])
    less = import_offers(write_export(tmp_path / "c", everything[:4], side), store, "2026-12-02")
    assert less.removed == (5,)


def test_selections_are_replaced_and_leaving_all_of_them_leaves_the_guide(tmp_path, store):
    objects = [hotel(1), hotel(2), hotel(3)]
    side = {"selections": [in_selection(8, 1, 2), in_selection(9, 2, 404)]}
    import_offers(write_export(tmp_path / "a", objects, side), store, "2026-11-01")
    assert [offer.selections for offer in read_offers(store)] == [(8,), (8, 9), ()]
    assert set(states(store).values()) == {"PUBLISHED"}
    digests = [offer.digest for offer in read_offers(store)]
    later = {"selections": [in_selection(8, 2)]}
    result = import_offers(write_export(tmp_path / "b", objects, later), store, "2026-12-01")
    assert [change.id for change in result.changed] == [1, 2]
    assert states(store) == {1: "UNSELECTED", 2: "PUBLISHED", 3: "PUBLISHED"}
    assert [offer.digest for offer in read_offers(store)] == digests
    without = import_offers(write_export(tmp_path / "c", objects), store, "2026-12-02")
    assert without.changed == ()


def test_linked_objects_are_kept_apart(tmp_path, store):
    folder = write_export(tmp_path / "a", [hotel(1)], {"objets_lies_modifies/l-2": hotel(2)})
    import_offers(folder, store, "2026-11-01")
    assert states(store) == {1: "PUBLISHED", 2: "LINKED"}


def test_links_that_come_and_go_leave_printed_offers_alone(tmp_path, store):
    folder = write_export(tmp_path / "a", [hotel(1), hotel(2)], {"objets_lies_modifies/l-3": hotel(3)})
    import_offers(folder, store, "2026-11-01")
    side = {"objets_lies_supprimes": [2, 3], "objets_lies_modifies/l-1": hotel(1, nom={"libelleFr": "Neuf"})}
    result = import_offers(write_export(tmp_path / "b", [], side), store, "2026-12-01")
    assert (result.removed, states(store)) == ((3,), {1: "PUBLISHED", 2: "PUBLISHED"})
    assert read_offers(store)[0].names.get("fr") == "Neuf"


def test_an_api_page_that_is_not_all_adds(tmp_path, store):
    import_offers(write_export(tmp_path / "a", [hotel(1), hotel(2)]), store, "2026-11-01")
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"query": {}, "numFound": 300, "objetsTouristiques": [in_api_form(hotel(3))]}), "utf-8")
    assert import_offers(page, store, "2026-11-02").removed == ()
    alone = tmp_path / "alone.json"
    alone.write_text("\ufeff" + json.dumps(in_api_form(hotel(4))), "utf-8")
    assert import_offers(alone, store, "2026-11-03").added == (4,)
    assert numbers(store) == [1, 2, 3, 4]


def test_one_object_twice(tmp_path, store):
    old = hotel(1, nom={"libelleFr": "Ancien"})
    old["gestion"]["dateModification"] = "2020-01-01T00:00:00.000+0000"
    folder = write_export(tmp_path / "a", [hotel(1), old, hotel(1)], grouped=True)
    result = import_offers(folder, store, "2026-11-01")
    assert result.added == (1,)
    assert read_offers(store)[0].names.get("fr") == "Hôtel 1"
    assert "import_object_twice" in {finding.id for finding in result.findings}


def test_nothing_personal_is_in_the_bytes_of_the_store(tmp_path, store):
    import_offers(write_export(tmp_path / "a", [hotel(1, contactsNouveaux=[{"nom": "Zorglub"}])]), store, "2026-11-01")
    data = store.read_bytes()
    assert b"a@hotel.example" in data
    assert b"secret.mail" not in data
    assert b"Zorglub" not in data


def test_pictures_that_come_along_are_kept_by_their_hash(tmp_path, store):
    media = tmp_path / ".marbre" / "media"
    folder = write_export(tmp_path / "a", [hotel(1)])
    (folder / "photos").mkdir()
    (folder / "photos" / "Cour.JPG").write_bytes(PNG)
    import_offers(zipped(folder, tmp_path / "a.zip"), store, "2026-11-01", media)
    picture = read_offers(store)[0].pictures[0]
    assert (media / picture.file).read_bytes() == PNG
    assert (picture.width, picture.height) == (1600, 900)
    again = import_offers(write_export(tmp_path / "b", [hotel(1)]), store, "2026-12-01", media)
    assert (again.unchanged, again.changed) == (1, ())


def test_a_refused_import_leaves_no_pictures(tmp_path, store):
    media = tmp_path / ".marbre" / "media"
    folder = write_export(tmp_path / "a", [hotel(1)])
    (folder / "cour.jpg").write_bytes(PNG)
    (folder / "objets_modifies" / "z.json").write_text("[", "utf-8")
    with pytest.raises(ImportRefused):
        import_offers(folder, store, "2026-11-01", media)
    assert not media.exists()
    assert not store.exists()


def test_a_locked_store_is_left_alone(tmp_path, store, monkeypatch):
    monkeypatch.setattr("marbre.offers.database._PATIENCE", 0.05)
    folder = write_export(tmp_path / "a", [hotel(1)])
    import_offers(folder, store, "2026-11-01")
    other = sqlite3.connect(store)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WorkRefused) as caught:
        import_offers(write_export(tmp_path / "b", [hotel(2)]), store, "2026-11-02")
    other.close()
    assert "another import" in caught.value.hint
    assert numbers(store) == [1]


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path, store, monkeypatch):
    import_offers(write_export(tmp_path / "a", [hotel(1)]), store, "2026-11-01")
    before = store.read_bytes()
    connect = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        connection = connect(*args, **options)
        connection.execute(f"PRAGMA max_page_count = {len(before) // 4096}")
        return connection

    monkeypatch.setattr("marbre.offers.database.sqlite3.connect", small)
    with pytest.raises(WorkRefused, match="full") as caught:
        import_offers(write_export(tmp_path / "b", [hotel(id) for id in range(2, 60)]), store, "2026-11-02")
    assert "free some space" in caught.value.hint
    assert store.read_bytes() == before


def test_a_store_that_is_none(tmp_path, store):
    store.parent.mkdir()
    store.write_bytes(b"hello, this is no database" * 100)
    with pytest.raises(WorkRefused):
        read_offers(store)
    with pytest.raises(WorkRefused):
        import_offers(write_export(tmp_path / "a", [hotel(1)]), store, "2026-11-01")


def test_many_objects_in_one_answer(tmp_path, store):
    path = tmp_path / "many.json"
    rows = (json.dumps({"id": id, "type": "ACTIVITE", "nom": {"libelleFr": f"A{id}"}}) for id in range(1, 1501))
    path.write_text('{"objetsTouristiques": [' + ",".join(rows) + "]}", "utf-8")
    assert len(import_offers(path, store, "2026-11-01").added) == 1500


def test_labels_come_from_the_side_files_only_where_they_are_missing(tmp_path, store):
    other = [{**row, "libelleFr": "Autre"} for row in ELEMENTS]
    folder = write_export(tmp_path / "a", [in_api_form(hotel(1))], {"elements_reference": other})
    import_offers(folder, store, "2026-11-01")
    assert read_offers(store)[0].subtype.label.get("fr") == "Hôtel"
