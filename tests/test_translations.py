"""Fingerprints of French texts, what changed since, and the command that shows and accepts them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from marbre.brand_file import read_brand
from marbre.cli import main
from marbre.edition_file import read_edition
from marbre.texts import Article, Panel, read_article
from marbre.translations import (
    State,
    changes_since,
    compared,
    lacking,
    parts_of,
    stamp_of,
    stamped,
    translations_of,
    word_count,
)

ROOT = Path(__file__).parents[1]
FRENCH = Article(
    "halle", "fr", "La halle", standfirst="Quatre piliers.", kicker="Marché",
    boxes=(Panel("Avant", "Appelez."),), facts=(("Distance", "6 km"),),
    items=({"title": "Le pont", "text": "Trois arches.", "record": "630071", "scene": "river"}, {"title": "Le four", "text": "Il chauffe."}),
    body="## Le matin\n\nOn vend.\n\nOn range, et [Usson](marbre:630034) attend.\n",
)  # fmt: skip


def told(french: Article, stamp: tuple[tuple[str, str], ...] | None = None) -> list[tuple[str, int, str, str]]:
    return [(one.part, one.number, one.name, one.how) for one in changes_since(stamp or stamp_of(FRENCH), french)]


def test_the_parts_are_what_a_reader_reads() -> None:
    parts = parts_of(FRENCH)
    assert list(parts) == ["title", "kicker", "standfirst", "facts", "boxes", "items", "body"]
    assert [name for name, _ in parts["items"]] == ["Le pont", "Le four"]
    assert [name for name, _ in parts["body"]] == ["Le matin", "On vend.", "On range, et [Usson](marbre:630034) attend."]
    assert "river" not in parts["items"][0][1]
    assert "630071" in parts["items"][0][1]


def test_nothing_changed_where_only_lines_and_drawings_did() -> None:
    items = ({**FRENCH.items[0], "scene": "lake", "text": "Trois\n  arches."}, FRENCH.items[1])
    assert told(replace(FRENCH, items=items, body=FRENCH.body.replace("On vend.", "On\nvend.  "))) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"standfirst": "Cinq piliers."}, [("standfirst", 1, "", "changed")]),
        ({"items": (FRENCH.items[0], {"title": "Le four", "text": "Il fume."})}, [("items", 2, "Le four", "changed")]),
        ({"items": FRENCH.items[1:]}, [("items", 1, "", "removed")]),
        ({"boxes": (*FRENCH.boxes, Panel("Après", "Rentrez."))}, [("boxes", 2, "Après", "added")]),
        ({"body": FRENCH.body.replace("On vend.", "On vend tout.")}, [("body", 2, "On vend tout.", "changed")]),
        ({"facts": ()}, [("facts", 1, "", "removed")]),
        ({"kicker": ""}, [("kicker", 1, "", "removed")]),
    ],
)
def test_what_changed_is_named(change: dict[str, object], expected: list[tuple[str, int, str, str]]) -> None:
    assert told(replace(FRENCH, **change)) == expected  # type: ignore[arg-type]


def test_every_state_of_a_translation() -> None:
    english = replace(FRENCH, language="en", title="The hall")
    assert compared("halle", "en", FRENCH, None).state is State.MISSING
    assert compared("halle", "en", FRENCH, english).state is State.UNKNOWN
    known = replace(english, translation_of=stamp_of(FRENCH))
    assert compared("halle", "en", FRENCH, known).state is State.CURRENT
    later = compared("halle", "en", replace(FRENCH, title="Les halles"), known)
    assert (later.state, [one.part for one in later.changes]) == (State.STALE, ["title"])


def test_what_a_translation_lacks() -> None:
    assert lacking(FRENCH, replace(FRENCH, language="en")) == ()
    poor = replace(FRENCH, language="en", boxes=(), items=FRENCH.items[:1], body="It sells.")
    assert lacking(FRENCH, poor) == ("boxes", "items", "body", "records")
    assert lacking(replace(FRENCH, health=True), FRENCH) == ("health",)
    other = replace(FRENCH, items=({**FRENCH.items[0], "record": "630099"}, FRENCH.items[1]))
    assert lacking(FRENCH, other) == ("records",)


def test_words_are_counted_without_numbers_and_field_names() -> None:
    assert word_count(Article("a", "fr", "La halle d'Issoire", items=({"title": "Le pont", "record": "630071"},))) == 5


def test_the_fingerprint_is_put_into_the_head_and_nothing_else_is_touched(tmp_path: Path) -> None:
    text = "---\ntitle: The hall\ntranslation_of:\n  title: aaaa\n  body: bbbb-cccc\n\nfacts:\n  - [A, b]\n---\n\nIt sells.\n\n---\n\nEnd.\n"
    path = tmp_path / "halle.md"
    path.write_text(stamped(text, stamp_of(FRENCH)), encoding="utf-8")
    article = read_article(path, "en")
    assert (article.title, article.facts, article.body) == ("The hall", (("A", "b"),), "It sells.\n\n---\n\nEnd.\n")
    assert article.translation_of == stamp_of(FRENCH)
    assert stamped(path.read_text(encoding="utf-8"), stamp_of(FRENCH)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("letters", ["1e10", "2345", "true", "no"])
def test_four_letters_that_look_like_something_else_stay_letters(tmp_path: Path, letters: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: A\ntranslation_of:\n  title: {letters}\n---\n", encoding="utf-8")
    assert read_article(path, "de").translation_of == (("title", letters),)


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one edition of a series, French and English, in the current folder."""
    for name in ("brand.yaml", "printing.yaml", "layouts", "assets", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("_series", "sites-usson"):
        shutil.copytree(ROOT / "editions" / name, tmp_path / "editions" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_shows_what_is_stale_and_accepts_it(little: Path, capsys: pytest.CaptureFixture[str]) -> None:
    french = little / "editions" / "sites-usson" / "texts" / "fr" / "balade.md"
    french.write_text(french.read_text(encoding="utf-8").replace("comptez les côtés", "comptez les six côtés"), encoding="utf-8")
    (little / "editions" / "sites-usson" / "texts" / "en" / "suite.md").unlink()
    assert main(["translations", "sites-usson", "--json"]) == 0
    found = {one["text"]: one["translations"]["en"] for one in json.loads(capsys.readouterr().out)}
    assert found["balade"]["changed"] == [{"part": "items", "number": 1, "name": "Les orgues", "how": "changed"}]
    assert (found["suite"]["state"], found["histoire"]["state"], found["dos"]["state"]) == ("missing", "current", "current")
    assert main(["translations", "sites-usson"]) == 0
    said = capsys.readouterr()
    assert "items 1 (Les orgues) changed" in said.out
    assert "1 STALE" in said.err
    assert main(["translations", "sites-usson", "--accept", "balade"]) == 0
    assert "editions/sites-usson/texts/en/balade.md" in capsys.readouterr().out
    main(["translations", "sites-usson", "balade", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["translations"]["en"]["state"] == "current"


def test_poor_translations_are_accepted_by_name_alone_and_those_of_another_french_never(
    little: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = little / "editions" / "sites-usson" / "texts" / "en" / "balade.md"
    before = english.read_text(encoding="utf-8")
    poor = before[: before.index("boxes:")] + "---\n"
    english.write_text(poor, encoding="utf-8")
    own = little / "editions" / "sites-usson" / "texts" / "fr" / "dos.md"
    own.write_text("---\ntitle: Au dos\n---\n", encoding="utf-8")
    assert main(["translations", "sites-usson", "--accept"]) == 0
    said = capsys.readouterr().err
    assert "balade.md lacks boxes" in said
    assert "_series/sites/texts/en/dos.md translates another French text; write editions/sites-usson/texts/en/dos.md" in said
    assert english.read_text(encoding="utf-8") == poor
    main(["translations", "sites-usson", "--accept", "balade"])
    assert "translation_of:" in english.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sites-uson"], "there is no edition `sites-uson` in editions/"),
        (["sites-usson", "balad"], "sites-usson has no French text `balad`\nhint: did you mean `balade`?"),
        (["sites-usson", "--lang", "de"], "sites-usson has no `de`"),
    ],
)
def test_wrong_use_is_told(little: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translations", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_every_translation_of_the_collection_has_all_parts_of_its_french() -> None:
    brand = read_brand(ROOT / "brand.yaml")
    poor = []
    for path in sorted((ROOT / "editions").glob("[!_]*/edition.yaml")):
        edition = read_edition(ROOT, path.parent.name, brand)
        found = translations_of(ROOT / "editions", edition, edition.languages)
        poor += [(edition.name, one.name, one.language, one.lacks) for one in found if one.lacks]
    assert poor == []
