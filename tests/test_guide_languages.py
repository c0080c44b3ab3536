"""The guide découverte says the same in French, English and German; held on its texts and data, nothing is built."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from marbre.texts import Article, read_articles

ROOT = Path(__file__).resolve().parents[1]
EDITION = ROOT / "editions" / "guide-decouverte"
LISTED_WITH_A_DESCRIPTION = {27001, 27002, 27003, 27004}


@cache
def texts(language: str) -> dict[str, Article]:
    return read_articles(EDITION / "texts", language)


def whole(language: str, name: str) -> str:
    """A text as it is written, without the fingerprints of its French."""
    text = (EDITION / "texts" / language / f"{name}.md").read_text(encoding="utf-8")
    return re.sub(r"^translation_of:.*\n(?:  .*\n)*", "", text, flags=re.MULTILINE)


def test_the_guide_appears_in_three_languages() -> None:
    ticket = yaml.safe_load((EDITION / "edition.yaml").read_text(encoding="utf-8"))
    assert ticket["languages"] == ["fr", "en", "de"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_text_is_translated_whole(language: str) -> None:
    assert texts(language).keys() == texts("fr").keys()
    for name, french in texts("fr").items():
        ours = texts(language)[name]
        shape = (len(ours.items), len(ours.boxes), len(ours.facts), ours.health)
        assert shape == (len(french.items), len(french.boxes), len(french.facts), french.health), name
        for item, model in zip(ours.items, french.items, strict=True):
            assert item.keys() == model.keys(), name
            assert (item.get("record"), item.get("scene")) == (model.get("record"), model.get("scene")), name


@pytest.mark.parametrize("language", ["en", "de"])
def test_translations_lead_to_the_same_places(language: str) -> None:
    for name in texts("fr"):
        ours, french = (sorted(re.findall(r"marbre:\d+", whole(one, name))) for one in (language, "fr"))
        assert ours == french, name


def test_german_takes_no_more_room_than_its_frames_have() -> None:
    """Tales, openers and items stand in frames of fixed size: 15 % over the French at most, tales below 195 signs."""
    for name in ("petites-histoires", "le-saviez-vous"):
        assert [item["title"] for item in texts("de")[name].items if len(item["text"]) > 195] == []
    for name, french in texts("fr").items():
        room = 1.15 * len(whole("fr", name))
        assert len(whole("de", name)) <= room, name
        assert len(texts("de")[name].standfirst) <= 1.25 * len(french.standfirst) + 12, name


def test_german_is_set_with_german_marks() -> None:
    for name in texts("de"):
        text = whole("de", name)
        assert not re.search(r"[«»]|\w'\w|\d[ \u202f]\d{3}\b| [;:!?]", text), name
        assert text.count("„") == text.count("“"), name


def test_what_the_german_guide_describes_has_german_words() -> None:
    missing = []
    for path in sorted((ROOT / "data" / "apidae" / "objets_modifies").glob("*.json")):
        offer = json.loads(path.read_text(encoding="utf-8"))
        described = {one["id"] for one in offer.get("criteresInternes", ())} & LISTED_WITH_A_DESCRIPTION
        if described and "libelleDe" not in offer["presentation"]["descriptifCourt"]:
            missing.append(offer["id"])
    assert missing == []
