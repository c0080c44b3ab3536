"""The provider pack: what pack.yaml may say, the version that follows from the content, a zip looked at again."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from marbre.brand_file import read_brand
from marbre.compose.tokens import palette_of
from marbre.edition_file import read_edition
from marbre.errors import EditionError, InputError
from marbre.findings import Severity
from marbre.offers.store import read_offers
from marbre.pack.checking import changes, damage, read_frozen
from marbre.pack.contents import (
    LICENCE,
    MANIFEST,
    Pack,
    PackFile,
    format_of,
    manifest_of,
    readme_of,
    version_of,
    zipped,
)
from marbre.pack.making import _Desk, _fonts, _licence, _mark_files, make_pack
from marbre.pack_file import read_pack
from marbre.preflight.readback import page_texts
from marbre.project import Project
from marbre.words import words

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 23)
LIFE = (date(2027, 1, 15), date(2028, 12, 31))
DAYS = {DAY: "23 novembre 2026", LIFE[0]: "15 janvier 2027", LIFE[1]: "31 décembre 2028"}
POSTER = PackFile(
    "affiche/affiche-imprimeur.pdf", b"%PDF poster", "print", "Vitrine.", (400.0, 600.0), 5.0, 1, ("cyan", "CutContour"),
    edition="kit-affiche", dated=DAY,
)  # fmt: skip
TEXT = PackFile(LICENCE, b"Licence", "text", "Ce que vous pouvez faire.")
PACK = Pack("kit-pays", "Kit", "Pays d'Issoire", "fr", 2027, DAY, LIFE, (TEXT, POSTER), (("Barlow", "OFL 1.1"),))
SAID = words("pack", "fr")


def bytes_of(pack: Pack) -> bytes:
    return zipped(pack, readme_of(pack, SAID, DAYS))


def at(folder: Path, data: bytes) -> Path:
    path = folder / "pack.zip"
    path.write_bytes(data)
    return path


def rewritten(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """The zip with some files replaced, added or (None) taken out."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
        whole: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, content in (whole | {f"kit-pays/{name}": content for name, content in change.items()}).items():
            if content is not None:
                new.writestr(name, content)
    return kept.getvalue()


def test_the_version_follows_from_names_and_contents() -> None:
    one = version_of(2027, {"a": "11", "b": "22"})
    assert one.startswith("2027-")
    assert len(one) == 17
    assert one == version_of(2027, {"b": "22", "a": "11"})
    assert one != version_of(2027, {"a": "11", "b": "23"})
    assert one != version_of(2027, {"a": "11", "c": "22"})


def test_the_same_files_make_the_same_bytes() -> None:
    data = bytes_of(PACK)
    assert data == bytes_of(PACK)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.namelist() == [
            "kit-pays/LISEZMOI.txt", f"kit-pays/{MANIFEST}", f"kit-pays/{LICENCE}", "kit-pays/affiche/affiche-imprimeur.pdf",
        ]  # fmt: skip


def test_the_manifest_says_each_file() -> None:
    told = json.loads(manifest_of(PACK, readme_of(PACK, SAID, DAYS)))
    assert (told["version"], told["dated"], told["provider"]) == (PACK.version, "2026-11-23", None)
    assert [one["name"] for one in told["files"]] == [LICENCE, POSTER.name, "LISEZMOI.txt"]
    assert told["files"][1] == {
        "name": POSTER.name, "purpose": "Vitrine.", "kind": "print", "format": "PDF/X-4", "size_mm": [400.0, 600.0],
        "bleed_mm": 5.0, "pages": 1, "inks": ["cyan", "CutContour"], "edition": "kit-affiche", "dated": "2026-11-23",
        "bytes": 11, "sha256": POSTER.digest,
    }  # fmt: skip


def test_the_readme_can_be_read() -> None:
    text = readme_of(PACK, SAID, DAYS).data.decode()
    assert f"Version {PACK.version}, du 23 novembre 2026. Valable du 15 janvier 2027 au 31 décembre 2028." in text
    assert "pour l'imprimeur (PDF/X-4) · 400 × 600 mm, fonds perdus 5 mm · 1 page · encres : cyan, CutContour" in text
    assert "Barlow – OFL 1.1" in text
    assert POSTER.digest in text
    english = readme_of(replace(PACK, language="en"), words("pack", "en"), DAYS)
    assert english.name == "README.txt"
    assert b"for the printing house" in english.data


def test_a_personal_pack_says_whose_it_is_and_nothing_else() -> None:
    own = replace(PACK, provider=(700351, "Domaine", "Boudes", ""))
    assert own.file_name == "kit-pays-fr-700351.zip"
    assert PACK.file_name == "kit-pays-fr.zip"
    told = json.loads(manifest_of(own, readme_of(own, SAID, DAYS)))
    assert told["provider"] == {"id": 700351, "name": "Domaine", "commune": "Boudes", "page": ""}


def test_a_whole_pack_has_no_damage(tmp_path: Path) -> None:
    frozen = read_frozen(at(tmp_path, bytes_of(PACK)))
    assert (frozen.version, frozen.language, frozen.provider) == (PACK.version, "fr", None)
    assert damage(frozen) == ()
    assert changes(frozen, PACK) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({POSTER.name: b"%PDF other"}, [("pack_file_changed", POSTER.name)]),
        ({POSTER.name: None}, [("pack_file_missing", POSTER.name)]),
        ({"plus.txt": b"x"}, [("pack_file_unknown", "plus.txt")]),
        ({"LISEZMOI.txt": b"x"}, [("pack_file_changed", "LISEZMOI.txt")]),
    ],
)
def test_damage_is_named(tmp_path: Path, change: dict[str, bytes | None], expected: list[tuple[str, str]]) -> None:
    found = damage(read_frozen(at(tmp_path, rewritten(bytes_of(PACK), change))))
    assert [(one.id, one.value) for one in found] == expected
    assert {one.severity for one in found} == {Severity.ERROR}


def test_a_manifest_rewritten_with_the_file_is_found_by_its_version(tmp_path: Path) -> None:
    forged = replace(PACK, files=(TEXT, replace(POSTER, data=b"%PDF forged")))
    told = json.loads(manifest_of(forged, readme_of(PACK, SAID, DAYS)))
    told["version"] = PACK.version
    change: dict[str, bytes | None] = {POSTER.name: b"%PDF forged", MANIFEST: json.dumps(told).encode()}
    found = damage(read_frozen(at(tmp_path, rewritten(bytes_of(PACK), change))))
    assert [one.id for one in found] == ["pack_version_wrong"]


def test_what_a_pack_of_today_changes(tmp_path: Path) -> None:
    frozen = read_frozen(at(tmp_path, bytes_of(PACK)))
    now = replace(PACK, files=(replace(TEXT, data=b"Autre licence"), replace(POSTER, name="affiche/nouvelle.pdf")))
    assert [(one.id, one.value) for one in changes(frozen, now)] == [
        ("pack_file_outdated", LICENCE), ("pack_file_dropped", POSTER.name), ("pack_file_new", "affiche/nouvelle.pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a zip", "not a zip"),
        (rewritten(bytes_of(PACK), {MANIFEST: None}), "not a pack"),
        (rewritten(bytes_of(PACK), {MANIFEST: b"{"}), "damaged"),
        (rewritten(bytes_of(PACK), {MANIFEST: b"[]"}), "damaged"),
        (rewritten(bytes_of(PACK), {MANIFEST: b'{"files": 3, "version": 1, "language": "fr", "year": "x"}'}), "damaged"),
        (bytes_of(PACK)[:200], "not a zip"),
    ],
)
def test_what_is_no_pack_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_frozen(at(tmp_path, data))


def test_the_kit_says_what_goes_in() -> None:
    plan = read_pack(ROOT / "editions", "kit")
    assert [one.edition for one in plan.editions][:2] == ["kit-mode-emploi", "kit-affiche"]
    assert [language for language, _ in plan.licences] == ["fr", "en"]
    assert plan.personal is not None
    assert (plan.personal.edition, plan.personal.section) == ("kit-comptoir", "comptoir")
    brand = read_brand(ROOT / "brand.yaml")
    own = read_edition(ROOT, plan.personal.edition, brand)
    assert plan.personal.section in [section.id for section in own.flatplan]
    assert {family for family, _ in plan.fonts} == {"Barlow", "Barlow Semi Condensed", "Carlito"}


def written(folder: Path, *edits: tuple[str, str]) -> Path:
    """The editions folder with the kit's pack.yaml changed."""
    kit = folder / "editions" / "_series" / "kit"
    shutil.copytree(ROOT / "editions" / "_series" / "kit", kit)
    text = (kit / "pack.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    (kit / "pack.yaml").write_text(text, encoding="utf-8")
    for name in ("mode-emploi", "affiche", "affiche-a3", "comptoir", "autocollant"):
        (folder / "editions" / f"kit-{name}").mkdir()
        (folder / "editions" / f"kit-{name}" / "edition.yaml").write_text("extends: kit\n")
    (folder / "editions" / "carte-touristique").mkdir()
    (folder / "editions" / "carte-touristique" / "edition.yaml").write_text("title: x\n")
    return folder / "editions"


def test_mistakes_have_their_lines(tmp_path: Path) -> None:
    editions = written(
        tmp_path, ("files: [web]", "files: [webb]"), ("mark: emblem", "mark: emblème"),
        ("    as: autocollant-90", "    as: autocollant-90\n    inks: 4"),
    )  # fmt: skip
    with pytest.raises(EditionError) as raised:
        read_pack(editions, "kit")
    said = "\n".join(raised.value.mistakes)
    line = (editions / "_series" / "kit" / "pack.yaml").read_text(encoding="utf-8").splitlines().index("    files: [webb]") + 1
    assert f"editions/_series/kit/pack.yaml:{line}: field `files` cannot be `webb`" in said
    assert "unknown field `inks`" in said
    assert "did you mean `emblem`?" in said


def test_names_that_do_not_fit_together_are_mistakes(tmp_path: Path) -> None:
    editions = written(
        tmp_path, ("edition: kit-affiche\n", "edition: kit-afiche\n"), ("as: affiche-a3", "as: affiche-400x600"),
        ("folder: affiche-a3", "folder: affiche-400x600"),
    )  # fmt: skip
    with pytest.raises(EditionError) as raised:
        read_pack(editions, "kit")
    said = "\n".join(raised.value.mistakes)
    assert "there is no edition `kit-afiche`" in said
    assert "did you mean `kit-affiche`?" in said
    assert "the name `affiche-400x600/affiche-400x600` is already taken" in said


def test_a_licence_that_is_missing_is_a_mistake(tmp_path: Path) -> None:
    editions = written(tmp_path, ("languages: [fr, en]", "languages: [fr, de]"))
    with pytest.raises(EditionError, match=r"the licence is missing: pack/licence.de.txt"):
        read_pack(editions, "kit")


def desk() -> _Desk:
    return _Desk(Project(ROOT), read_brand(ROOT / "brand.yaml"), (), "fr", lambda step, done, total: None)


def test_the_licence_says_until_when_in_both_languages() -> None:
    text = _licence(desk(), read_pack(ROOT / "editions", "kit"), LIFE).data.decode()
    assert "{" not in text
    assert "Jusqu'au 31 décembre 2028 inclus" in text
    assert "Until 31 December 2028 inclusive" in text
    assert text.index("LICENCE D'UTILISATION") < text.index("LICENCE OF USE")


def test_fonts_come_from_the_brand() -> None:
    assert [family for family, _ in _fonts(desk(), read_pack(ROOT / "editions", "kit"))] == [
        "Barlow", "Barlow Semi Condensed", "Carlito",
    ]  # fmt: skip


def test_marks_are_drawn_three_times() -> None:
    plan = read_pack(ROOT / "editions", "kit")
    files = list(_mark_files(desk(), plan.marks[0]))
    assert [(one.name, format_of(one)) for one in files] == [
        ("signature/salamandre.svg", "SVG"), ("signature/salamandre.pdf", "PDF"), ("signature/salamandre.png", "PNG"),
    ]  # fmt: skip
    assert files[2].pixels == (945, 945)
    assert files[0].size == (80.0, 80.0)
    orange = "#{:02x}{:02x}{:02x}".format(*palette_of(desk().brand)["orange"][0])
    assert orange in files[0].data.decode().lower()


@pytest.mark.pdf
def test_a_personal_pack_is_made_twice_alike(project: Project, tmp_path: Path) -> None:
    plan = read_pack(ROOT / "editions", "kit")
    cut = replace(plan, editions=tuple(one for one in plan.editions if one.edition == "kit-autocollant"), marks=plan.marks[1:])
    offers = read_offers(project.store)
    made = make_pack(project, cut, "fr", offers, 700351)
    assert made.fit
    assert [one.id for one in made.findings] == ["pack_provider_no_page"]
    names = [one.name for one in made.pack.files]
    assert names[:3] == [LICENCE, "autocollant/autocollant-90-imprimeur.pdf", "autocollant/autocollant-90-apercu.png"]
    card = next(one for one in made.pack.files if one.name == "carte-comptoir/comptoir-a5-personnel-ecran.pdf")
    (text,) = page_texts(card.data)
    assert "domainedelarochevermeille" in text
    assert "labusdalcoolestdangereuxpourlasanté" in text
    assert "imprimépar" not in text
    sticker = made.pack.files[1]
    assert (sticker.size, sticker.inks[-1], sticker.pages) == ((100.0, 100.0), "CutContour", 1)
    assert made.pack.files[2].pixels == (1400, 1400)
    frozen = read_frozen(at(tmp_path, made.data))
    assert damage(frozen) == ()
    again = make_pack(project, cut, "fr", offers, 700351)
    assert again.data == made.data
    assert changes(frozen, make_pack(project, cut, "fr", offers).pack)[0].id == "pack_file_dropped"
    with pytest.raises(InputError, match="there is no offer 999"):
        make_pack(project, cut, "fr", offers, 999)
