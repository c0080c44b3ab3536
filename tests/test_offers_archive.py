import stat
import zipfile
from pathlib import Path

import pytest

from marbre.errors import ImportRefused
from marbre.offers.archive import open_archive
from marbre.offers.store import import_offers, read_offers
from offers_samples import hotel, write_export, zipped


def pack(target: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def refused(path: Path, store: Path) -> str:
    with pytest.raises(ImportRefused) as caught:
        import_offers(path, store, "2026-11-01", store.parent / "media")
    assert caught.value.hint
    assert not store.exists()
    return caught.value.message


def test_noise_prefixes_and_side_files_are_told_apart(tmp_path):
    folder = write_export(
        tmp_path / "e", [hotel(1), hotel(2)], {"selections": [], "objets_lies_modifies/x-3": hotel(3)}
    )
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "objets.json").write_text("{", "utf-8")
    (folder / "objets_modifies" / "._objets-1.json").write_text("{", "utf-8")
    with open_archive(zipped(folder, tmp_path / "e.zip", "a/b/")) as archive:
        assert sorted(archive.side_files) == ["communes", "elements_reference", "selections"]
        assert [(name.rpartition("/")[2], linked) for name, linked in archive.object_files] == [
            ("objets_modifies-1.json", False), ("objets_modifies-2.json", False), ("x-3.json", True)
        ]  # fmt: skip


def test_not_a_zip(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(b"<html>404</html>")
    assert "not a zip" in refused(path, tmp_path / "s" / "o.sqlite")


def test_a_zip_cut_short(tmp_path):
    whole = zipped(write_export(tmp_path / "e", [hotel(1)]), tmp_path / "e.zip").read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[: len(whole) // 2])
    refused(path, tmp_path / "s" / "o.sqlite")
    damaged = bytearray(whole)
    damaged[len(whole) // 4] ^= 0xFF
    path.write_bytes(bytes(damaged))
    refused(path, tmp_path / "s" / "o.sqlite")


@pytest.mark.parametrize(
    "name", ["../evil.json", "/etc/evil.json", "a/../../evil.json", "C:/evil.json", "..\\evil.json"]
)
def test_names_that_leave_the_archive(tmp_path, name):
    path = pack(tmp_path / "e.zip", **{name: b"[]", "objets_modifies/a.json": b"[]"})
    assert "unsafe name" in refused(path, tmp_path / "s" / "o.sqlite")


def test_symbolic_links(tmp_path):
    info = zipfile.ZipInfo("objets_modifies/a.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert "symbolic link" in refused(tmp_path / "e.zip", tmp_path / "s" / "o.sqlite")
    folder = write_export(tmp_path / "e", [hotel(1)])
    (folder / "objets_modifies" / "b.json").symlink_to(folder / "communes.json")
    assert "symbolic link" in refused(folder, tmp_path / "s" / "o.sqlite")


def test_zip_bombs(tmp_path):
    path = pack(tmp_path / "e.zip", **{"objets_modifies/a.json": b"[" + b" " * 30_000_000 + b"]"})
    assert "zip bomb" in refused(path, tmp_path / "s" / "o.sqlite")


def test_truncated_objects_refuse_truncated_side_files_do_not(tmp_path):
    folder = write_export(tmp_path / "e", [hotel(1)], {"communes": '[{"id": 26002,'})
    store = tmp_path / "s" / "o.sqlite"
    result = import_offers(folder, store, "2026-11-01")
    assert [finding.value for finding in result.findings if finding.id == "import_side_file_unreadable"] == [
        "communes.json"
    ]
    assert read_offers(store)[0].place.commune == "#26002"
    before = store.read_bytes()
    (folder / "objets_modifies" / "objets_modifies-2.json").write_text('[{"id": 2', "utf-8")
    with pytest.raises(ImportRefused, match=r"objets_modifies-2\.json"):
        import_offers(folder, store, "2026-11-02")
    assert store.read_bytes() == before


@pytest.mark.parametrize("name", ["a.txt", "objets.xml"])
def test_archives_without_objects(tmp_path, name):
    refused(pack(tmp_path / "e.zip", **{name: b"x"}), tmp_path / "s" / "o.sqlite")
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", tmp_path / "s" / "o.sqlite")
    refused(tmp_path / "nowhere.zip", tmp_path / "s" / "o.sqlite")
    refused(pack(tmp_path / "f.zip", **{"objets_modifies/a.json": b"[]"}), tmp_path / "s" / "o.sqlite")
