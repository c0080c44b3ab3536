"""Aspects of Apidae objects, and the brochure for groups that is made of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from marbre.build import build_edition
from marbre.compose.copy import read_copy
from marbre.compose.group_offers import group_values, steps_of
from marbre.edition import Selection
from marbre.offers.apidae_aspects import aspects_of, overlaid
from marbre.offers.codec import decode, encode
from marbre.offers.model import Offer, Texts
from marbre.offers.selecting import select
from marbre.offers.store import read_offers
from marbre.project import Project

BASE = {
    "id": 1,
    "presentation": {"descriptifCourt": {"libelleFr": "pour tous"}, "bonsPlans": {"libelleFr": "le mardi"}},
    "descriptionTarif": {"indicationTarif": "PAYANT"},
}
GROUPS = {
    "aspect": "GROUPES",
    "champsAspect": ["presentation.descriptifCourt", "presentation.bonsPlans", "prestations.tailleGroupeMax"],
    "presentation": {"descriptifCourt": {"libelleFr": "pour vingt"}},
    "prestations": {"tailleGroupeMax": 20},
    "descriptionTarif": {"indicationTarif": "GRATUIT"},
}
LIFE = (date(2027, 1, 15), date(2027, 12, 31))


def test_an_aspect_replaces_the_paths_that_it_lists_and_no_other() -> None:
    whole = overlaid(BASE, GROUPS)
    assert whole["presentation"] == {"descriptifCourt": {"libelleFr": "pour vingt"}}
    assert whole["prestations"] == {"tailleGroupeMax": 20}
    assert whole["descriptionTarif"] == {"indicationTarif": "PAYANT"}
    assert BASE["presentation"]["descriptifCourt"] == {"libelleFr": "pour tous"}  # type: ignore[index]


def test_paths_may_end_in_automatique_and_the_base_is_no_aspect() -> None:
    aspect = {"aspect": "hiver", "champsAspect": ["descriptionTarif.indicationTarifAutomatique"], "descriptionTarif": {}}
    raw = {**BASE, "aspects": [{"aspect": "STANDARD"}, aspect, GROUPS, "broken"]}
    found = dict(aspects_of(raw))
    assert list(found) == ["GROUPES", "HIVER"]
    assert found["HIVER"]["descriptionTarif"] == {}
    assert all("aspects" not in whole for whole in found.values())


def test_an_offer_keeps_its_aspects_in_the_store() -> None:
    seen = Offer(7, "ACTIVITE", short=Texts((("fr", "pour vingt"),)))
    offer = Offer(7, "ACTIVITE", short=Texts((("fr", "pour tous"),)), aspects=(("GROUPES", seen),), digest="x", selections=(1,))
    again = decode(encode(offer), digest="x", selections=(1,))
    assert again == offer
    groups = again.as_for("GROUPES")
    assert groups is not None
    assert (groups.short.get("fr"), groups.digest, groups.selections) == ("pour vingt", "x", (1,))
    assert again.as_for("HIVER") is None


def test_a_selection_of_an_aspect_takes_who_has_it_as_it_shows_them() -> None:
    seen = Offer(7, "ACTIVITE", short=Texts((("fr", "pour vingt"),)))
    offers = [Offer(7, "ACTIVITE", aspects=(("GROUPES", seen),)), Offer(8, "ACTIVITE")]
    chosen = select(offers, Selection(types=("ACTIVITE",), aspect="GROUPES"), LIFE)
    assert [(offer.id, offer.short.get("fr")) for offer in chosen] == [(7, "pour vingt")]
    assert len(select(offers, Selection(types=("ACTIVITE",)), LIFE)) == 2


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("9 h 45 : Accueil\n12 h : Déjeuner", [("9 h 45", "Accueil"), ("12 h", "Déjeuner")]),
        ("9.45: Welcome\nJours 2 et 3 : Usson: la butte", [("9.45", "Welcome"), ("Jours 2 et 3", "Usson: la butte")]),
        ("Une phrase sans heure : rien.\n14 h 30 :", []),
    ],
)
def test_steps_are_the_lines_that_begin_with_an_hour_or_a_day(text: str, steps: list[tuple[str, str]]) -> None:
    assert steps_of(Offer(1, "ACTIVITE", long=Texts((("fr", text),))), "fr") == steps


def test_what_a_day_says_to_groups(project: Project) -> None:
    copy = read_copy(project, "guide-groupes", "fr", read_offers(project.store))
    day = next(offer for offer in copy.chosen["journees"] if offer.id == 700413)
    said = group_values(day, copy.setting)
    assert (said["least"], said["most"]) == ("20", "45")
    assert len(said["steps"]) == 6
    assert said["steps"][0][0] == "9\u00a0h\u00a045"
    assert [label.replace("\u00a0", " ") for label, _ in said["rates"]] == ["base 20 personnes", "base 30", "base 40"]
    assert said["rates"][0][1].replace("\u00a0", " ") == "62 €"
    assert "calèche" in said["includes"]
    table = next(offer for offer in copy.chosen["tables"] if offer.id == 700202)
    values = group_values(table, copy.setting)
    assert (values["seats"], values["coach"]) == ("60", True)
    assert group_values(replace(day, long=Texts()), copy.setting)["steps"] == []


@pytest.mark.pdf
def test_the_brochure_is_made_whole(project: Project) -> None:
    built = build_edition(project, "guide-groupes", "en", read_offers(project.store), ("print", "web"))
    assert built.pages == 24
    assert [one.message for one in built.findings if one.severity.value == "error"] == []
    assert Path(built.files["print"]).is_file()
    words = " ".join(page.extract_text() for page in PdfReader(built.files["web"]).pages)
    assert re.search(r"\b5\s+June", words)
    assert not re.search(r"\b(june|july|august|september)\b", words)
