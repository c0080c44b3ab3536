"""The edition's rule for what has no translation: texts and descriptions left out, marked, or a stop to the build."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from marbre.block import Node
from marbre.brand_file import read_brand
from marbre.compose.articles import flow_html, tales_of, words_html
from marbre.compose.calendar import day_values
from marbre.compose.copy import Copy, read_copy
from marbre.compose.listings import listing
from marbre.compose.matter import level_of
from marbre.compose.section_checks import empty_sections, seller_findings
from marbre.compose.sections import section_item
from marbre.compose.sheets import Standing, sheet_html
from marbre.compose.spoken import mark_of, spoken_text
from marbre.compose.templates import fill
from marbre.compose.tongues import in_language, voiced
from marbre.compose.typography import raised
from marbre.compose.untranslated import (
    block,
    description_findings,
    translated,
    translation_findings,
    undescribed,
)
from marbre.compose.words import read_words
from marbre.edition import Edition
from marbre.edition_file import read_edition
from marbre.errors import EditionError
from marbre.findings import Severity
from marbre.inks import ink_table
from marbre.offers.codec import encode
from marbre.offers.database import writing
from marbre.offers.model import Offer, Texts
from marbre.offers.rewritten import rewritten
from marbre.offers.store import read_offers
from marbre.offers.whence import record_said, source_said
from marbre.press.engine import PressSetup
from marbre.press.pool import Job, Press
from marbre.project import Project
from marbre.texts import Article, read_articles
from marbre.translations import stamp_of

ROOT = Path(__file__).parents[1]
BRAND = read_brand(ROOT / "brand.yaml")
GONE = ("vins-de-boudes", "quand-il-pleut", "colophon", "petites-histoires", "bureaux", "encart-1")
HERE = Standing(True, 9, {})


def french_of(name: str) -> dict[str, Article]:
    return read_articles(ROOT / "editions" / name / "texts", "fr")


def english_of(name: str) -> dict[str, Article]:
    return {key: one for key, one in read_articles(ROOT / "editions" / name / "texts", "en").items() if key not in GONE}


def guide(rule: str) -> Edition:
    return replace(read_edition(ROOT, "guide-decouverte", BRAND), untranslated=rule)


def test_leaving_out_takes_pages_and_articles_but_not_what_the_law_wants() -> None:
    edition = guide("leave_out")
    made = translated(edition, "en", english_of("guide-decouverte"), french_of("guide-decouverte"))
    gone = {one.id for one in edition.flatplan} - {one.id for one in made.edition.flatplan}
    assert gone == {"vins-de-boudes", "quand-il-pleut"}
    assert made.articles["colophon"].language == "fr"
    assert made.articles["bureaux"].language == "fr"
    assert made.articles["encart-1"].language == "fr"
    assert "petites-histoires" not in made.articles
    assert made.edition.printing.min_pages == edition.printing.multiple
    told = {one.value.rpartition("/")[2]: one.message for one in made.findings}
    assert set(told) == {f"{name}.md" for name in GONE}
    assert told["vins-de-boudes.md"].endswith("; il n'est pas imprimé.")
    assert "imprimé en français" in told["colophon.md"]
    assert made.findings[0].source.startswith(str(ROOT))


def test_nothing_is_taken_from_a_sheet() -> None:
    edition = guide("leave_out")
    sheet = replace(edition, printing=replace(edition.printing, binding="sheet"))
    made = translated(sheet, "en", english_of("guide-decouverte"), french_of("guide-decouverte"))
    assert made.edition.flatplan == edition.flatplan
    assert made.articles["vins-de-boudes"].language == "fr"


def test_marking_keeps_the_plan_and_takes_the_french() -> None:
    edition = guide("mark")
    made = translated(edition, "en", english_of("guide-decouverte"), french_of("guide-decouverte"))
    assert made.edition.flatplan == edition.flatplan
    assert {made.articles[name].language for name in GONE} == {"fr"}
    assert len(made.findings) == len(GONE)
    assert translated(edition, "fr", french_of("guide-decouverte"), french_of("guide-decouverte")).findings == ()


def folder(tmp_path: Path, rule: str) -> Project:
    """The guide with some English texts taken away."""
    for name in ("brand.yaml", "printing.yaml", "assets", "layouts", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "editions" / "guide-decouverte", tmp_path / "editions" / "guide-decouverte")
    file = tmp_path / "editions" / "guide-decouverte" / "edition.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^(languages:.*)$", rf"\1\nuntranslated: {rule}", text, flags=re.MULTILINE), encoding="utf-8")
    for name in GONE:
        (file.parent / "texts" / "en" / f"{name}.md").unlink()
    return Project(tmp_path)


def test_block_is_one_mistake_that_names_every_file(tmp_path: Path) -> None:
    project = folder(tmp_path, "block")
    with pytest.raises(EditionError) as caught:
        read_edition(project.root, "guide-decouverte", BRAND)
    (mistake,) = caught.value.mistakes
    assert re.match(r"editions/guide-decouverte/edition.yaml:\d+: 5 texts without a translation: ", mistake)
    for name in set(GONE) - {"petites-histoires"}:
        assert f"texts/en/{name}.md" in mistake
    assert read_edition(project.root, "guide-decouverte", BRAND, lenient=True).untranslated == "block"


def test_a_text_without_french_is_a_mistake_under_every_rule(tmp_path: Path) -> None:
    project = folder(tmp_path, "mark")
    (project.editions / "guide-decouverte" / "texts" / "fr" / "vins-de-boudes.md").unlink()
    with pytest.raises(EditionError) as caught:
        read_edition(project.root, "guide-decouverte", BRAND)
    assert "texts/fr/vins-de-boudes.md, texts/en/vins-de-boudes.md" in caught.value.mistakes[0]


@pytest.fixture(scope="module")
def marked_guide(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Copy:
    made = folder(tmp_path_factory.mktemp("marked"), "mark")
    made.store.parent.mkdir()
    shutil.copy(project.store, made.store)
    return read_copy(made, "guide-decouverte", "en", read_offers(made.store))


def test_a_french_article_says_its_language_and_bears_the_mark(marked_guide: Copy) -> None:
    section = marked_guide.section("vins-de-boudes")
    words = words_html(marked_guide, section)
    assert re.search(r'<h1[^>]* lang="fr">Boudes, la vigne du sud <span lang="en" [^>]*>\(in French\)</span></h1>', words)
    flow = flow_html(marked_guide, section, None)
    assert re.match(r'\s*<div lang="fr"', flow)
    assert not re.search(r"<(?:p|h\d|aside|li)\b(?![^>]* lang=)", flow)
    assert '<span lang="en">Alcohol abuse' in flow
    assert "XIX<sup>e</sup>" in flow
    assert "dénominations\u00a0:" in flow
    assert "(in French)" not in words_html(marked_guide, marked_guide.section("pierres-colorees"))


def test_pages_tales_heads_and_fillers_in_french(marked_guide: Copy) -> None:
    page = sheet_html(marked_guide, marked_guide.section("quand-il-pleut"), 0, HERE)
    assert "Vive la pluie <span" in page
    assert page.count("(in French)") == 1
    colophon = sheet_html(marked_guide, marked_guide.section("colophon"), 0, HERE)
    assert re.search(r"arrêtées au \d+\u00a0\w+[ \u00a0]2026", re.sub(r"<[^>]+>", "", colophon)), colophon
    assert len(tales_of(marked_guide)) > 5
    head = section_item(marked_guide, marked_guide.section("bureaux")).html
    assert '<span lang="en">Information and services</span>' in head
    assert "(in French)" in head
    slot = next(one for one in marked_guide.edition.adverts if one.filler == "encart-1")
    assert "(in French)" in sheet_html(marked_guide, marked_guide.section(slot.slot), 0, HERE)


def test_on_a_page_of_several_texts_each_says_its_language(marked_guide: Copy) -> None:
    own, french = marked_guide.articles["edito"], marked_guide.articles["colophon"]
    values = {"title": "T", "body": Markup("<p>B</p>"), "items": [{"text": Markup("<p>I</p>"), "given": {"record": Markup("7")}}]}
    assert voiced(marked_guide, french, french, values) == values
    said = voiced(marked_guide, own, french, values)
    assert said["title"] == '<span lang="en">T</span>'
    assert said["body"] == '<p lang="en">B</p>'
    assert said["items"] == [{"text": '<p lang="en">I</p>', "given": {"record": "7"}}]
    assert voiced(marked_guide, french, own, values)["title"] == '<span lang="fr">T</span>'


def test_the_guide_names_what_is_missing(marked_guide: Copy) -> None:
    missing = [one for one in marked_guide.findings if one.id == "untranslated"]
    assert {one.value for one in missing if one.source} == {f"editions/guide-decouverte/texts/en/{name}.md" for name in GONE}
    assert all(one.record for one in missing if not one.source)
    assert {one.severity for one in missing} == {Severity.WARNING}


# ---- descriptions of offers -------------------------------------------------------------------------------------------

FRENCH = Texts((("fr", 'Une "halle" : six piliers.'),))
OFFER = Offer(7, "ACTIVITE", names=Texts((("fr", "La halle"),)), short=FRENCH)


def test_the_long_text_in_the_language_goes_before_the_short_one_in_french() -> None:
    assert spoken_text(OFFER, "fr") == ('Une "halle" : six piliers.', "fr")
    assert spoken_text(OFFER, "de") == ('Une "halle" : six piliers.', "fr")
    assert spoken_text(replace(OFFER, long=Texts((("de", "Sechs Pfeiler."),))), "de") == ("Sechs Pfeiler.", "de")
    assert spoken_text(Offer(8, "ACTIVITE", short=Texts((("en", "A hall."),))), "fr") == ("A hall.", "en")
    assert spoken_text(Offer(8, "ACTIVITE"), "de") == ("", "de")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", '<span lang="fr">Une «\u00a0halle\u00a0»\u00a0: six piliers.</span>'),
        ("mark", '<span lang="fr">Une «\u00a0halle\u00a0»\u00a0: six piliers.</span> <span lang="en" style='),
        ("leave_out", ""),
    ],
)
def test_a_description_follows_the_rule(marked_guide: Copy, rule: str, expected: str) -> None:
    setting = replace(marked_guide.setting, untranslated=rule)
    level = replace(level_of(OFFER, marked_guide.edition), characters=200)
    said = listing(OFFER, level, None, setting, "", "", 3, False).values["text"]
    assert str(said).startswith(expected)
    assert ("(in French)" in said) == (rule == "mark")
    assert bool(said) == bool(expected)


def test_only_descriptions_that_are_printed_are_missed(marked_guide: Copy) -> None:
    edition, layout = marked_guide.edition, marked_guide.layout
    listing_of = next(one for one in edition.flatplan if one.kind == "listing" and not one.option("template"))
    shown = replace(listing_of, options=(("template", "card"),))
    bare = replace(listing_of, options=(("template", "line"),))
    for section, ids in ((shown, [7]), (bare, [])):
        found = undescribed(replace(edition, flatplan=(section,)), layout, "en", {section.id: (OFFER,)})
        assert [offer.id for offer, _ in found] == ids


def test_block_names_every_offer_in_one_mistake() -> None:
    other = replace(OFFER, id=9, names=Texts((("fr", "Le pont"),)))
    with pytest.raises(EditionError) as caught:
        block(guide("block"), "en", [(OFFER, "fr"), (other, "fr")])
    assert "2 descriptions without `en`: 7 La halle, 9 Le pont" in caught.value.mistakes[0]
    block(guide("mark"), "en", [(OFFER, "fr")])


def test_findings_of_descriptions_name_the_source() -> None:
    table = replace(OFFER, source="table:marches")
    (finding,) = description_findings("mark", "en", [(table, "fr")])
    assert finding.remedy == "Faites traduire le descriptif court dans le tableau « marches »."
    assert (finding.record, finding.limit) == (7, "en")


@pytest.mark.parametrize(
    ("id", "source", "said", "record"),
    [
        (7, "apidae", "dans Apidae", "https://base.apidae-tourisme.com/permalink/consulter/objet-touristique/7"),
        (7, "table:marches", "dans le tableau « marches »", "dans le tableau « marches » (M7)"),
        (5 * 10**14, "datatourisme", "dans DATAtourisme", "dans DATAtourisme (M7)"),
        (13 * 10**12 + 700101, "datatourisme", "dans Apidae",
         "https://base.apidae-tourisme.com/permalink/consulter/objet-touristique/700101"),
    ],
)  # fmt: skip
def test_a_record_is_mended_where_it_is_kept(id: int, source: str, said: str, record: str) -> None:
    offer = Offer(id, "ACTIVITE", identifier="M7", source=source)
    assert (source_said(offer), record_said(offer)) == (said, record)


# ---- rewritten French ---------------------------------------------------------------------------------------------------

def store_of(path: Path, *versions: tuple[str, str]) -> Path:
    """A store in which one offer had these descriptions (French, English), one after the other."""
    with writing(path) as store:
        for number, (french, english) in enumerate(versions, 1):
            texts = Texts(tuple(pair for pair in (("fr", french), ("en", english)) if pair[1]))
            offer = Offer(7, "ACTIVITE", short=texts, modified=date(2026, 1, number))
            store.execute("INSERT INTO versions VALUES (?, ?)", (str(number), encode(offer)))
            until = number + 1 if number < len(versions) else None
            store.execute("INSERT INTO members VALUES (7, ?, '[]', '', ?, ?, 'apidae')", (str(number), number, until))
    return path


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([("a", "A"), ("b", "A")], {7: 2}),
        ([("a", "A"), ("b", "A"), ("b", "A")], {7: 2}),
        ([("a", "A"), ("b", "A"), ("b", "B")], {}),
        ([("a", "A"), ("b", "A"), ("a", "A")], {}),
        ([("a", "A"), ("b", "B"), ("c", "B")], {7: 3}),
        ([("a", ""), ("b", "B")], {}),
        ([("a  b", "A"), ("a b", "A")], {}),
        ([("a", "A")], {}),
    ],
)
def test_a_translation_is_left_behind_when_its_french_alone_changed(
    tmp_path: Path, versions: list[tuple[str, str]], expected: dict[int, int]
) -> None:
    assert rewritten(store_of(tmp_path / "offers.sqlite", *versions), "en") == expected


def test_no_store_has_no_rewritten_texts(tmp_path: Path) -> None:
    assert rewritten(tmp_path / "none.sqlite", "en") == {}


# ---- stale texts in the report --------------------------------------------------------------------------------------------


def test_a_stale_text_is_a_finding_that_says_what_changed(marked_guide: Copy) -> None:
    french = french_of("guide-decouverte")
    english = {name: one for name, one in english_of("guide-decouverte").items() if name in ("edito", "agenda")}
    assert list(translation_findings("en", english, french, guide(""))) == []
    body = french["edito"].body.split("\n\n")
    changed = {**french, "edito": replace(french["edito"], title="Autre", body="\n\n".join([*body[:-1], "Fin."]))}
    (finding,) = translation_findings("en", english, changed, guide(""))
    assert (finding.id, finding.severity) == ("stale_translation", Severity.WARNING)
    assert f"le titre, le paragraphe {len(body)} « Fin. »" in finding.message
    assert finding.remedy.endswith("marbre translations guide-decouverte --accept edito --lang en")
    bare = {"edito": replace(english["edito"], translation_of=())}
    (unknown,) = translation_findings("en", bare, french, guide(""))
    assert (unknown.id, unknown.severity, unknown.value) == ("translation_unknown", Severity.INFO, "1")
    assert stamp_of(french["edito"]) == english["edito"].translation_of


# ---- sections, sellers, ordinals --------------------------------------------------------------------------------------------


def test_a_section_that_finds_nothing_is_named_and_its_pages_are_made(project: Project) -> None:
    offers = tuple(replace(offer, aspects=()) for offer in read_offers(project.store))
    copy = read_copy(project, "guide-groupes", "fr", offers)
    empty = {one.limit: one for one in copy.findings if one.id == "section_empty"}
    assert all(one.severity is Severity.ERROR for one in empty.values())
    found = [one.message for one in copy.findings if one.id == "section_empty"]
    assert "La section « journees » n'a trouvé aucune fiche pour 6 pages." in found
    assert next(iter(empty.values())).remedy == "Aucune fiche n'a l'aspect GROUPES : importez de nouveau l'export complet."
    for id in ("visites", "journees", "sejours", "tables", "lits"):
        section = copy.section(id)
        assert all('class="sheet' in sheet_html(copy, section, number, HERE) for number in range(section.pages or 1))


def test_a_section_needs_as_many_offers_as_fill_its_pages(project: Project) -> None:
    edition = read_edition(ROOT, "guide-groupes", BRAND)
    many = tuple(replace(OFFER, id=id) for id in range(1, 9))
    chosen = {one.id: many for one in edition.flatplan}
    assert list(empty_sections(edition, chosen, many)) == []
    few = {**chosen, "visites": many[:4], "journees": many[:5]}
    assert [(one.value, one.limit) for one in empty_sections(edition, few, many)] == [("4", "5"), ("5", "6")]


def test_packages_for_sale_need_their_seller(project: Project) -> None:
    edition = read_edition(ROOT, "guide-groupes", BRAND)
    package = replace(OFFER, type="SEJOUR_PACKAGE")
    assert list(seller_findings(edition, BRAND, {"sejours": (package,)})) == []
    nobody = replace(BRAND, seller=replace(BRAND.seller, registration=Texts(), insurer=Texts()))
    (finding,) = seller_findings(edition, nobody, {"sejours": (package,)})
    assert (finding.id, finding.severity, finding.value) == (
        "seller_registration_missing", Severity.ERROR, "l'immatriculation, l'assureur",
    )  # fmt: skip
    assert list(seller_findings(edition, nobody, {"sejours": (OFFER,)})) == []
    listed = read_edition(ROOT, "guide-decouverte", BRAND)
    assert list(seller_findings(listed, nobody, {"sejours": (package,)})) == []


def test_the_terms_name_registration_guarantor_and_insurer(project: Project) -> None:
    for language, words in (("fr", "numéro fictif"), ("en", "fictitious number")):
        copy = read_copy(project, "guide-groupes", language, read_offers(project.store))
        page = sheet_html(copy, copy.section("conditions"), 0, HERE)
        assert f"IM063000000 ({words})" in page
        assert "1 rue de l’Exemple" in page
        assert "2 rue de l’Exemple" in page
        assert "unregistered" not in page


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>du 1er au 5 août</p>", "<p>du 1<sup>er</sup> au 5 août</p>"),
        ("<h2>1er\u2060–\u206015 mai</h2>", "<h2>1<sup>er</sup>\u2060–\u206015 mai</h2>"),
        ('<img alt="le 1er mai"><b>1er</b>', '<img alt="le 1er mai"><b>1<sup>er</sup></b>'),
        ("<p>1<sup>er</sup> mai, Le Vernet, 24 mai</p>", "<p>1<sup>er</sup> mai, Le Vernet, 24 mai</p>"),
        ("<p>XIXe siècle</p>", "<p>XIX<sup>e</sup> siècle</p>"),
    ],
)
def test_ordinals_are_raised_in_words_alone(html: str, expected: str) -> None:
    assert raised(html) == expected
    assert raised(expected) == expected


def test_the_heads_of_days_have_their_ordinals_raised(project: Project) -> None:
    copy = read_copy(project, "guide-animations", "fr", read_offers(project.store))
    first, last = (day_values(day, copy.setting) for day in (date(2027, 5, 1), date(2027, 5, 7)))
    assert "1<sup>er</sup> mai" in fill(copy.layout, "day", first)
    assert "1<sup>er</sup> au 7\u00a0mai" in fill(copy.layout, "week", {"from": first, "to": last}).replace("7 mai", "7\u00a0mai")


def test_the_mark_in_every_language_and_the_language_of_elements() -> None:
    for language, said in (("en", "(in French)"), ("de", "(auf Französisch)"), ("fr", "(en français)")):
        assert said in mark_of(read_words(ROOT / "layouts" / "_words" / f"{language}.yaml"), "fr")
    assert mark_of(read_words(ROOT / "layouts" / "_words" / "en.yaml"), "ko") == ""
    html = '<div class="flow"><p>a</p><p lang="en">b</p><img alt="c"></div>'
    assert in_language(html, "fr") == '<div lang="fr" class="flow"><p lang="fr">a</p><p lang="en">b</p><img lang="fr" alt="c"></div>'


def test_the_schema_knows_the_rule() -> None:
    schema = json.loads((ROOT / "schemas" / "edition.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["untranslated"]["enum"] == ["", "leave_out", "mark", "block"]


def test_another_language_reaches_the_tags_of_the_file(tmp_path: Path) -> None:
    colours = ink_table({"noir": ((26, 26, 26), (0, 0, 0, 100))}, [])
    css = "@page col { size: 40mm 100mm; margin: 0 } body { margin: 0; font: 8pt Carlito; color: #1A1A1A; hyphens: auto }"
    long = "La renseignements particulièrement incompréhensiblement internationalisation"
    html = f'<div><p>Open. <span lang="fr">{long}</span> <span lang="en">(in French)</span></p><p lang="fr">Fermé</p></div>'
    with Press(PressSetup(ROOT / "assets" / "fonts", tmp_path / "press", colours), tmp_path / "cache.sqlite", 1) as press:
        (block,) = press.press([Job(html, css, "en", "col")]).blocks
    first, second = block.sheet.structure
    spans = [kid for kid in first.kids if isinstance(kid, Node)]
    assert (first.tag, {kid.tag for kid in spans}) == ("P", {"Span"})
    assert {dict(kid.attributes)["Lang"] for kid in spans} == {"fr", "en"}
    assert dict(second.attributes) == {"Lang": "fr"}
