"""The lint on whole files: tagged ones, editions with their plan, and the command."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from lint_samples import HEAD, LEADING, LEFT, MEASURE, Set, full, lines, pdf
from marbre.build.linting import lint_edition
from marbre.cli import main
from marbre.findings import Acceptance
from marbre.lint.facts import Owner
from marbre.lint.reading import opened, read_page
from marbre.lint.rule import Limits
from marbre.lint.runner import PagePlan, lint
from marbre.offers.store import read_offers
from marbre.project import Project


def tagged(data: bytes, tags: list[str]) -> bytes:
    """The page's text objects as marked content 0, 1, 2… under elements of these tags, the last ones under the last tag."""
    with pikepdf.open(io.BytesIO(data)) as file:
        page = file.pages[0]
        before, settings, *parts = page.Contents.read_bytes().split(b"BT")
        body = before + b"BT" + settings
        for number, part in enumerate(parts):
            inner, _, after = part.partition(b"ET")
            body += b"/P <</MCID %d>> BDC BT%sET EMC%s" % (number, inner, after)
        page.Contents = file.make_stream(body)
        root = file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        count = len(parts)
        elements = []
        for index, tag in enumerate(tags):
            marks = [index] if index < len(tags) - 1 else list(range(index, count))
            element = Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=root, Pg=page.obj, K=Array(marks))
            elements.append(file.make_indirect(element))
        root.K = Array(elements)
        owner = [elements[min(number, len(elements) - 1)] for number in range(count)]
        root.ParentTree = file.make_indirect(Dictionary(Nums=Array([0, Array(owner)])))
        page.obj.StructParents = 0
        file.Root.StructTreeRoot, file.Root.MarkInfo, file.Root.Lang = root, Dictionary(Marked=True), "de-DE"
        target = io.BytesIO()
        file.save(target)
    return target.getvalue()


def test_elements_of_a_tagged_file_part_its_paragraphs() -> None:
    data = tagged(pdf([Set(["Le titre du texte", *lines(4, last="mer.")])]), ["H2", "P"])
    with opened(data) as document:
        page = read_page(document, 0, False)
    assert {mark: element.tag for mark, element in page.elements.items()} == {0: "H2", 1: "P", 2: "P", 3: "P", 4: "P", 5: "P"}
    read = lint(data)
    assert read.language == "de"
    assert [one.finding.id for one in read.remarks if one.finding.id == "lint_runt"] == ["lint_runt"]


def test_a_paragraph_is_in_the_language_that_most_of_it_is_in() -> None:
    """A French description in an English file, with « (in French) » behind it."""
    data = tagged(pdf([Set(["Crépi rose, volets gris : un air d'été (in French)"])]), ["P"])
    with pikepdf.open(io.BytesIO(data)) as file:
        paragraph = file.Root.StructTreeRoot.K[0]
        assert any(one.finding.id == "lint_space_before_sign" for one in lint(data, "en").remarks)
        span = Dictionary(Type=Name.StructElem, S=Name.Span, Lang="fr", P=paragraph, Pg=file.pages[0].obj, K=paragraph.K)
        paragraph.K = Array([file.make_indirect(span)])
        file.Root.StructTreeRoot.ParentTree = file.make_indirect(Dictionary(Nums=Array([0, Array([paragraph.K[0]])])))
        target = io.BytesIO()
        file.save(target)
    assert not any(one.finding.id == "lint_space_before_sign" for one in lint(target.getvalue(), "en").remarks)


def test_untagged_text_of_a_tagged_file_is_furniture() -> None:
    data = pdf([Set(["au bord de l'eau", full(1), full(2)])])
    assert any(one.finding.id == "lint_straight_apostrophe" for one in lint(data, "fr").remarks)
    with pikepdf.open(io.BytesIO(tagged(data, ["P"]))) as file:
        page = file.pages[0]
        page.Contents = file.make_stream(page.Contents.read_bytes().replace(b"/P <</MCID 0>> BDC", b"/Artifact BMC", 1))
        target = io.BytesIO()
        file.save(target)
    assert not any(one.finding.id == "lint_straight_apostrophe" for one in lint(target.getvalue(), "fr").remarks)


def test_a_running_head_on_many_pages_is_furniture() -> None:
    pages = [[Set(["Le pays d'Issoire"], top=10), Set(lines(4, number * 9), top=30)] for number in range(4)]
    assert not any(one.finding.id == "lint_straight_apostrophe" for one in lint(pdf(*pages), "fr").remarks)


def test_the_plan_says_whose_text_it_is() -> None:
    data = tagged(pdf([Set(lines(4, last="mer."))]), ["P"])
    owner = Owner("text:lac", "lac", "text:lac#1", "text:lac", "editions/x/texts/fr/lac.md:1")
    plan = PagePlan(7, "7", True, False, ((0, 5, owner),))
    (one,) = [remark for remark in lint(data, "fr", [plan]).remarks if remark.finding.id == "lint_runt"]
    assert (one.finding.page, one.sheet, one.finding.source, one.section) == (7, 1, owner.source, "lac")


def test_a_last_line_of_a_listing_is_told_for_the_record_unless_it_is_a_scrap() -> None:
    def severities(last: str) -> list[str]:
        data = tagged(pdf([Set(lines(4, last=last))]), ["P"])
        plan = PagePlan(7, "7", True, False, ((0, 5, Owner("offer:3", "sites", record=3, template="card")),))
        return [one.finding.severity.value for one in lint(data, "fr", [plan]).remarks if one.finding.id == "lint_runt"]

    assert severities("lacs.") == ["info"]
    assert severities("la.") == ["warning"]


@pytest.mark.parametrize(("letters", "told"), [(26, True), (27, False)])
def test_a_line_of_a_paragraph_is_two_thirds_full(letters: int, told: bool) -> None:
    short = "le lac et la rive du bois clair"[:letters].rstrip().ljust(letters, "x")
    text = [full(1), short, "on y va le soir au bord du lac et du ba", full(3), "et la fin du texte."]
    remarks = lint(tagged(pdf([Set(text)]), ["P"]), "fr").remarks
    assert any(one.finding.id == "lint_short_line" for one in remarks) is told


def test_facts_of_one_element_line_by_line_are_no_short_lines() -> None:
    text = ["Le lac.", "Deux heures de marche au bord", "de l’eau, puis le bois clair.", "Ouvert."]
    remarks = lint(tagged(pdf([Set(text)]), ["P"]), "fr").remarks
    assert not any(one.finding.id == "lint_short_line" for one in remarks)


# ---- An edition ----------------------------------------------------------------------------------------------------
#: So that an edition in order has something to be told.
STRICT = Limits(runt=0.9)


def test_an_edition_names_its_texts(project: Project) -> None:
    said: list[str] = []
    read = lint_edition(
        project, "flyer-guides", "fr", read_offers(project.store), STRICT, lambda step, done, total: said.append(step)
    )
    assert read.linted.pages == 2
    assert read.linted.rules >= 24
    assert "pages" in said
    sources = {remark.finding.source for remark in read.standing if remark.finding.record is None}
    assert sources
    assert all(source.startswith("editions/") for source in sources)
    for remark in read.standing:
        assert 1 <= remark.sheet <= 2
        assert remark.finding.message
        assert remark.finding.remedy
        assert remark.finding.who in ("studio", "office")


def test_what_an_edition_accepts_stands_apart(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(folder: Path, shown: str = "") -> tuple[Acceptance, ...]:
        runt = Acceptance("lint_runt", "Un mot de plus changerait la carte.", "Studio", date(2099, 1, 1))
        widow = Acceptance("lint_widow", "Elle a été vue et elle reste là.", "Studio", date(2099, 1, 1))
        return (runt, widow, Acceptance("page_without_ink", "Page blanche voulue.", "Studio", date(2099, 1, 1)))

    monkeypatch.setattr("marbre.build.linting.read_accepted", taken)
    read = lint_edition(
        project, "flyer-guides", "fr", read_offers(project.store), STRICT, lambda step, done, total: None
    )
    assert {remark.finding.id for remark, _ in read.accepted} == {"lint_runt"}
    assert not any(remark.finding.id == "lint_runt" for remark in read.standing)
    unused = [remark.finding.value for remark in read.standing if remark.finding.id == "acceptance_unused"]
    assert unused in ([], ["lint_widow"])


# ---- The command ---------------------------------------------------------------------------------------------------
@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "annonce.pdf"
    path.write_bytes(pdf([Set(["au bord de l'eau", full(1), "et la rive du lac."])]))
    return path


def test_warnings_fail_only_with_strict(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(file)]) == 0
    told = capsys.readouterr()
    assert "Apostrophe droite" in told.out
    assert "1 warning" in told.err
    assert main(["lint", str(file), "--strict"]) == 1
    assert main(["lint", str(file), "--strict", "--only", "lint_widow"]) == 0


def test_json_of_a_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(file), "--json", "--only", "lint_straight_apostrophe"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["language"], one["pages"], one["counts"]["warning"]) == ("fr", 1, 1)
    assert one["ids"] == {"lint_straight_apostrophe": 1}
    (finding,) = one["findings"]
    assert (finding["page"], finding["pdf_page"], finding["who"], finding["accepted"]) == (None, 1, "office", None)
    assert finding["box"]["x"] == pytest.approx(LEFT, abs=0.2)
    assert HEAD - LEADING < finding["box"]["y"] < HEAD
    assert finding["remedy"]
    assert finding["limit"] == "’"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lint", "rien.pdf"], "there is no file rien.pdf"),
        (["lint", "annonce.pdf", "--only", "lint_wido"], "there is no rule `lint_wido`"),
        (["lint", "bad.pdf"], "bad.pdf cannot be read"),
    ],
)
def test_a_wrong_call_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(file.parent)
    (file.parent / "bad.pdf").write_bytes(b"nothing")
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_the_measure_is_what_it_is_said_to_be() -> None:
    assert all(len(full(number, ending)) == MEASURE for number in range(60) for ending in ("", " 12", "monta-"))
