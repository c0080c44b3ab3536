"""What the law asks to be printed: the table, texts held against it, and what is said only in one of two files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from marbre.brand_file import read_brand
from marbre.compose.copy import Copy, read_copy
from marbre.compose.items import filled, items_of, month_said
from marbre.compose.scenes import KINDS
from marbre.edition_fields import PUBLICATIONS
from marbre.edition_file import read_edition
from marbre.findings import Severity
from marbre.offers.alcohol import sells_alcohol
from marbre.offers.model import Offer, Term, Texts
from marbre.preflight.mentions import Finished, mentions, rules, signs, stale
from marbre.project import Project

ROOT = Path(__file__).parents[1]
TABLE = {rule.id: rule for rule in rules()}
PRINTED = "Imprimé par Imprimerie des Couzes, 1 rue de la Presse. Accueil tourisme. Papier à recycler."
VALUES = {
    "printer": "Imprimerie des Couzes", "address": "1 rue de la Presse", "publisher": "Accueil tourisme", "office": "Office",
    "deposit": "janvier 2027", "data_date": "16 novembre 2026", "mentions.digital": "Édition numérique",
    "mentions.not_on_street": "Ne pas jeter sur la voie publique.", "issn": "",
}  # fmt: skip


def file(publication: str, *texts: str, target: str = "print", **facts: tuple[int, ...]) -> Finished:
    folios = tuple(range(1, len(texts) + 1))
    return Finished(publication, target, "fr", texts, folios, facts, VALUES)


def found(one: Finished, *names: str) -> list[tuple[str, str, int | None]]:
    table = [TABLE[name] for name in names] if names else list(rules())
    return [(finding.id.removeprefix("mention_"), finding.value, finding.page) for finding in mentions(one, table)]


def test_every_line_of_the_table_is_whole() -> None:
    for rule in rules():
        assert all((rule.title, rule.law, rule.field)), rule.id
        assert (rule.basis, rule.force) in product(("read", "quoted", "known"), ("law", "usage")), rule.id
        assert rule.due | rule.optional <= set(PUBLICATIONS), rule.id
        assert rule.targets <= {"print", "web"}, rule.id
        assert rule.source.startswith("https://") == (rule.basis != "known"), rule.id
        assert rule.never or rule.targets, rule.id
        for _, wordings in rule.proof:
            names = {name for entry in wordings for one in entry for name in re.findall(r"\{([\w.]+)\}", one)}
            assert names <= set(VALUES), rule.id
    assert signs().scenes <= set(KINDS)


def test_the_page_for_people_has_every_line() -> None:
    text = (ROOT / "docs" / "legal.md").read_text(encoding="utf-8")
    for rule in rules():
        signs_of = ["✕" if rule.never else "●" if one in rule.due else "○" if one in rule.optional else "" for one in PUBLICATIONS]
        assert f"| `{rule.id}` | {' | '.join(signs_of)} |" in text, rule.id
        assert f"| `{rule.id}` | {rule.title} | {rule.law} |" in text, rule.id
        assert f", {rule.checked} | {rule.force} | {rule.field} |" in text, rule.id


@pytest.mark.parametrize("publication", ["brochure", "periodical", "leaflet", "display", "sticker", "report"])
def test_the_printer_is_named_on_paper(publication: str) -> None:
    assert found(file(publication, PRINTED), "printer") == []
    assert found(file(publication, "Imprimerie des Couzes"), "printer") == [("missing", "printer", None)]
    assert found(file(publication, "rien", target="web"), "printer") == []
    assert found(file(publication, "page", PRINTED, target="web"), "printer") == [("undue", "printer", 2)]


def test_a_printer_that_the_job_ticket_does_not_name_is_missing() -> None:
    nameless = replace(file("brochure", PRINTED), values=VALUES | {"printer": ""})
    assert found(nameless, "printer") == [("missing", "printer", None)]
    assert mentions(nameless, [TABLE["printer"]])[0].severity is Severity.ERROR
    assert mentions(replace(nameless, draft=True), [TABLE["printer"]])[0].severity is Severity.WARNING
    assert found(replace(nameless, publication="digital"), "printer") == []


def test_line_ends_hyphens_and_capitals_do_not_hide_a_mention() -> None:
    assert found(file("leaflet", "NE PAS JETER\nsur la\u00a0voie pu\u00adblique"), "not_on_street") == []


def test_street_and_sorting_follow_the_publication() -> None:
    street, sorting = "Ne pas jeter sur la voie publique.", "Papier à recycler dans le bac de tri."
    assert found(file("leaflet", sorting), "not_on_street", "info_tri") == [("missing", "not_on_street", None)]
    assert found(file("display", street), "not_on_street", "info_tri") == [("undue", "not_on_street", 1)]
    assert found(file("brochure", sorting), "not_on_street", "info_tri") == []
    assert found(file("sticker", sorting), "info_tri") == [("undue", "info_tri", 1)]
    assert found(file("leaflet", street, sorting, target="web"), "not_on_street", "info_tri") == [
        ("undue", "not_on_street", 1), ("undue", "info_tri", 2),
    ]  # fmt: skip


def test_the_health_message_stands_where_alcohol_is_sold_and_only_where_it_is_spoken_of() -> None:
    message = "L'abus d'alcool est dangereux pour la santé"
    names = ("alcohol", "alcohol_drawn", "alcohol_seller")
    assert found(file("brochure", "une cave", message, seller=(0,), alcohol=(0,)), *names) == [("missing", "alcohol_seller", 1)]
    assert found(file("brochure", message, message, seller=(0, 1), alcohol=(0, 1)), *names) == []
    assert found(file("brochure", "des fleurs", message), *names) == [("undue", "alcohol", 2)]
    assert found(file("brochure", "le vin mûrit", alcohol=(0,)), *names) == []
    assert found(file("display", "une table", alcohol=(0,), bottle=(0,)), *names) == [("missing", "alcohol_drawn", None)]


def test_prices_say_their_taxes() -> None:
    assert found(file("brochure", "12 €", prices=(0,)), "prices") == [("missing", "prices", None)]
    assert found(file("brochure", "12 € TTC", prices=(0,)), "prices") == []
    assert found(file("brochure", "nuit 60 € TTC", stays=(0,), prices=(0,)), "tourist_tax") == [("missing", "tourist_tax", None)]


def test_photographs_are_signed_on_their_page() -> None:
    assert found(file("brochure", "© Office", "photo", photos=(0, 1)), "photo_credits") == [("missing", "photo_credits", 2)]


def test_a_sold_advert_says_so() -> None:
    assert found(file("brochure", "Publicité", "achetez", advert=(0, 1)), "advert") == [("missing", "advert", 2)]


def test_a_periodical_names_its_director_and_its_issn_once_it_has_one() -> None:
    assert found(file("periodical", "rien"), "director", "issn") == [("missing", "director", None)]
    numbered = replace(file("periodical", "Direction de la publication", issn=()), values=VALUES | {"issn": "2999-1234"})
    assert found(numbered, "director", "issn") == [("missing", "issn", None)]
    assert found(replace(numbered, texts=("Directeur de la publication. ISSN 2999-1234",)), "director", "issn") == []


def test_french_and_one_language_is_refused_where_people_pass() -> None:
    assert found(file("display", "texte", one_translation=()), "languages") == [("missing", "languages", None)]
    assert found(file("brochure", "texte", one_translation=()), "languages") == []


def test_what_nobody_may_print() -> None:
    assert found(file("brochure", "papier PEFC"), "pefc") == [("undue", "pefc", 1)]
    assert found(file("brochure", "papier PEFC 10-31-1234"), "pefc") == []
    assert found(file("brochure", "des sacs biodégradables"), "green_claims") == [("undue", "green_claims", 1)]
    assert found(file("brochure", "Document non contractuel", packages=(0,)), "non_contractual") == [("undue", "non_contractual", 1)]
    assert found(file("brochure", "Document non contractuel"), "non_contractual") == []


def test_a_law_is_read_again_after_two_years() -> None:
    old = replace(TABLE["printer"], checked=date(2024, 11, 22))
    assert [one.id for one in stale([old], date(2026, 11, 23))] == ["law_to_reread"]
    assert stale(list(rules()), date(2026, 11, 23)) == ()


def offer(type: str, name: str, label: str = "") -> Offer:
    terms = (("typesProduit", (Term("TypeProduit", 1, Texts((("fr", label),))),)),) if label else ()
    return Offer(1, type, names=Texts((("fr", name),)), terms=terms)


@pytest.mark.parametrize(
    ("type", "name", "label", "expected"),
    [
        ("DEGUSTATION", "Domaine des Roches", "Vins", True),
        ("DEGUSTATION", "Ferme des Roches", "Fromages", False),
        ("DEGUSTATION", "Brasserie du Puits", "Bière", True),
        ("RESTAURATION", "Brasserie du Pont", "", False),
        ("RESTAURATION", "Bar à vins", "", True),
        ("PATRIMOINE_CULTUREL", "Caves de Saint-Julien", "", False),
        ("HEBERGEMENT_LOCATIF", "Gîte des Vignes", "Vins", False),
        ("DEGUSTATION", "Le Vingt", "", False),
    ],
)
def test_who_sells_alcohol(type: str, name: str, label: str, expected: bool) -> None:
    assert sells_alcohol(offer(type, name, label)) is expected


def copy_of(name: str, language: str, target: str = "print") -> Copy:
    return replace(read_copy(Project(ROOT), name, language, ()), target=target)


def test_a_text_says_on_paper_what_it_does_not_say_on_screens() -> None:
    paper, screen = copy_of("kit-affiche", "fr"), copy_of("kit-affiche", "fr", "web")
    text = "A {print|par {printer}, {run} ex.}{web|à l'écran} B"
    assert filled(paper, text) == "A par Imprimerie des Couzes (fictive), 1000 ex. B"
    assert filled(screen, text) == "A à l'écran B"
    assert filled(paper, "{imprint}") == "Imprimé par Imprimerie des Couzes (fictive), 1 rue de la Presse, 63500 Issoire."
    assert filled(screen, "{imprint}") == "Édition numérique."
    assert filled(paper, "{mention.not_on_street}") == "Ne pas jeter sur la voie publique."


def test_an_item_that_says_nothing_in_a_file_is_left_out_of_it() -> None:
    titles = {}
    for target in ("print", "web"):
        copy = copy_of("document-appel", "fr", target)
        section = copy.section("colophon")
        titles[target] = [str(item["title"]) for item in items_of(copy, section, copy.articles["colophon"], {})]
    assert set(titles["print"]) - set(titles["web"]) == {"Impression", "Papier", "Après lecture", "Tri"}


def test_the_legal_deposit_is_said_in_the_edition_s_language() -> None:
    copy = copy_of("document-appel", "en")
    assert month_said(copy, "janvier 2027") == "January 2027"
    assert month_said(copy, "2e trimestre 2027") == "2e trimestre 2027"


def test_every_edition_says_what_it_is() -> None:
    brand = read_brand(ROOT / "brand.yaml")
    said = {name: read_edition(ROOT, name, brand).publication for name in Project(ROOT).edition_names()}
    assert said["document-appel"] == said["guide-animations"] == "periodical"
    assert {said[name] for name in ("carte-touristique", "flyer-guides", "sites-usson")} == {"leaflet"}
    assert {said[name] for name in ("kit-affiche", "kit-affiche-a3", "kit-comptoir", "kit-secteurs")} == {"display"}
    assert (said["kit-autocollant"], said["kit-mode-emploi"], said["guide-hebergements"]) == ("sticker", "digital", "digital")
