import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from marbre.findings import Finding, Severity
from marbre.measures import Box
from marbre.report import report_html, report_json
from marbre.words import explanations, finding_text, words

PACKAGE = Path(__file__).parent.parent / "src" / "marbre"
FINDINGS = (
    Finding("font_unreadable", Severity.INFO, "Police illisible.", source="x.ttf:1"),
    Finding(
        "text_overset",
        Severity.ERROR,
        "Le texte dépasse <de> 3 lignes.",
        "Coupez 40 signes.",
        record=7,
        page=42,
        source="editions/guide/edition.yaml:12",
        box=Box(15, 20.5, 57, 30),
        value="33 lignes",
        limit="30 lignes",
        who="rédaction",
    ),
    Finding("stars_expired", Severity.WARNING, "Classement expiré.", record=7, page=3, who="partenaire"),
)


class Page(HTMLParser):
    """What a reader of the page would meet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def html(findings, language="fr"):
    names = {7: "La Table & Cie"}
    return report_html(
        findings, title="Guide <découverte>", language=language, pages=96, names=names
    ).decode()


def test_json_has_every_field_in_a_steady_order():
    report = json.loads(report_json(FINDINGS, edition="guide", language="fr"))
    assert report["ready"] is False
    assert report["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert [one["id"] for one in report["findings"]] == ["font_unreadable", "stars_expired", "text_overset"]
    assert report["findings"][2] == {
        "id": "text_overset",
        "severity": "error",
        "message": "Le texte dépasse <de> 3 lignes.",
        "remedy": "Coupez 40 signes.",
        "record": 7,
        "page": 42,
        "source": "editions/guide/edition.yaml:12",
        "box": {"x": 15, "y": 20.5, "width": 57, "height": 30},
        "value": "33 lignes",
        "limit": "30 lignes",
        "who": "rédaction",
    }
    assert report_json(FINDINGS, edition="guide", language="fr") == report_json(
        FINDINGS[::-1], edition="guide", language="fr"
    )


def test_the_page_says_no_when_something_blocks():
    page = Page(html(FINDINGS))
    assert "Prêt à imprimer : non 1 bloquant, 1 à corriger, 1 pour information" in page.text
    assert "Page 42 bloquant Le texte dépasse <de> 3 lignes." in page.text
    assert "La Table & Cie (fiche 7)" in page.text
    assert "Qui corrige" in page.text
    assert page.open == []


def test_the_page_says_yes_when_nothing_blocks():
    page = Page(html(FINDINGS[2:]))
    assert "Prêt à imprimer : oui 0 bloquants, 1 à corriger" in page.text
    assert "Aucune remarque." in Page(html(())).text


def test_the_page_in_english():
    text = html(FINDINGS, "en")
    assert '<html lang="en">' in text
    assert "Ready to print: no 1 blocking" in Page(text).text


def test_the_page_stands_alone_and_can_be_read_by_everybody():
    text = html(FINDINGS)
    page = Page(text)
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import|<script", text)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert {target[1:] for target in targets} <= set(ids)
    assert [tag for tag, _ in page.tags].count("h1") == [tag for tag, _ in page.tags].count("main") == 1
    assert text.count("<label><input") == 3
    for severity in ("error", "warning", "info"):
        assert f"#show-{severity}:not(:checked)) .{severity}" in text


def test_findings_without_words_of_their_own_take_those_of_their_explanation():
    message, remedy = finding_text("font_unreadable", value="x.ttf")
    assert "x.ttf" in message
    assert remedy.endswith(".")
    with pytest.raises(KeyError):
        finding_text("unheard_of")


def test_every_explanation_is_whole():
    for id, one in explanations().items():
        assert re.fullmatch(r"[a-z0-9_]+", id)
        for text in (one.rule, one.why, one.fix):
            assert text[0].isupper(), id
            assert text.endswith("."), id


def finding_ids() -> dict[str, str]:
    """Every id that the package gives to a Finding, and where."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Finding"
            ):
                named = [word.value for word in node.keywords if word.arg == "id"]
                first = (node.args or named or [None])[0]
                if isinstance(first, ast.Constant):
                    found[str(first.value)] = f"{path.name}:{node.lineno}"
    return found


def test_every_finding_is_explained():
    missing = {id: place for id, place in finding_ids().items() if id not in explanations()}
    assert missing == {}


def test_the_words_of_the_report_exist_in_both_languages():
    assert words("report", "fr").keys() == words("report", "en").keys()
    assert words("report", "en")["ready"] != words("report", "fr")["ready"]
