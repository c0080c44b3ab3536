"""Before and after, for a designer to read: · is a no-break space, ⍽ a thin one."""

from __future__ import annotations

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from marbre.compose.typography import (
    NBSP,
    THIN,
    begun,
    bind_html_runts,
    bind_runts,
    calm_caps,
    lint,
    set_type,
    set_type_html,
)

FRENCH = [
    ("à voir!", "à voir⍽!"), ("à voir !", "à voir⍽!"), ("C'est où ?", "C’est où⍽?"), ("Vraiment ?!", "Vraiment⍽?!"),
    ("bon; mauvais", "bon⍽; mauvais"), ("Ouvert : oui", "Ouvert·: oui"), ("Ouvert: oui", "Ouvert·: oui"),
    ("10:30", "10:30"), ("http://a.fr/x?y;z!", "http://a.fr/x?y;z!"), ("www.boudes.example : le site", "www.boudes.example·: le site"),
    ("écrire à accueil@issoire.example !", "écrire à accueil@issoire.example⍽!"),
    ('"La Table"', "«·La Table·»"), ("« La Table »", "«·La Table·»"), ("«La Table»", "«·La Table·»"),
    ("l'église", "l’église"), ("d'Usson", "d’Usson"), ("aujourd'hui", "aujourd’hui"), ("jusqu'à", "jusqu’à"),
    ("...", "…"), ("et puis...", "et puis…"), ("etc...", "etc."), ("etc…", "etc."),
    ("9h30", "9·h·30"), ("9H30", "9·h·30"), ("9 h 30", "9·h·30"), ("14h00", "14·h"), ("14h", "14·h"), ("14 h", "14·h"),
    ("de 9h à 12h", "de 9·h à 12·h"), ("24h/24", "24·h/24"),
    ("04.73.89.15.90", "04·73·89·15·90"), ("0473891590", "04·73·89·15·90"), ("04 73 89 15 90", "04·73·89·15·90"),
    ("04-73-89-15-90", "04·73·89·15·90"),
    ("12.50€", "12,50·€"), ("8,00 €", "8·€"), ("€5", "5·€"), ("15€", "15·€"), ("7,5€", "7,50·€"), ("12 euros", "12·€"),
    ("12km", "12·km"), ("450m", "450·m"), ("20 ha", "20·ha"), ("30%", "30·%"), ("25°C", "25·°C"), ("30km/h", "30·km/h"),
    ("56700 habitants", "56⍽700·habitants"), ("578 mètres", "578·mètres"), ("1 380 m", "1⍽380·m"), ("en 2027 100 pas", "en 2027 100 pas"), ("voir l'", "voir l’"),
    ("mot\n; puis", "mot⍽; puis"), ("en 2027", "en 2027"), ("63500 Issoire", "63500 Issoire"),
    ("1ère", "1re"), ("2ème", "2e"), ("2eme étage", "2e étage"), ("XIIème siècle", "XIIe·siècle"), ("XIIe siècle", "XIIe·siècle"),
    ("1er août", "1er·août"), ("14 juillet", "14·juillet"), ("le 4 septembre", "le 4·septembre"),
    ("n° 3", "n°·3"), ("n°3", "n°·3"), ("M. Duprat", "M.·Duprat"), ("Mme Lastic", "Mme·Lastic"), ("p. 12", "p.·12"),
    ("un mot - un autre", "un mot – un autre"), ("Saint-Floret", "Saint-Floret"),
    ("trop  d'espaces", "trop d’espaces"), ("fin .", "fin."), ("un , deux", "un, deux"), ("( ici )", "(ici)"),
    ("deux\tmots", "deux mots"), ("ligne\r\nligne", "ligne\nligne"), ("À 5€/pers.", "À 5·€/pers."),
]  # fmt: skip
ENGLISH = [
    ("It's", "It’s"), ('"castle"', "“castle”"), ("'tower'", "‘tower’"), ("one - two", "one – two"), ("12,50€", "€12.50"),
    ("15 €", "€15"), ("12km", "12·km"), ("1,551 metres", "1,551·metres"), ("open !", "open!"), ("( here )", "(here)"),
]  # fmt: skip
GERMAN = [
    ('"Burg"', "„Burg“"), ("z.B.", "z.⍽B."), ("d. h.", "d.⍽h."), ("12.50€", "12,50·€"), ("7 km", "7·km"), ("14–18 Uhr", "14–18·Uhr"),
    ("16. November 2026", "16.·November 2026"), ("im 12. Jahrhundert", "im 12.·Jahrhundert"), ("S. 46", "S.·46"), ("1.551 m", "1.551·m"),
    ("578 Metern", "578·Metern"),
]  # fmt: skip


def seen(text: str) -> str:
    return text.replace(NBSP, "·").replace(THIN, "⍽")


@pytest.mark.parametrize(("before", "after"), FRENCH)
def test_french(before: str, after: str) -> None:
    assert seen(set_type(before, "fr")) == after


@pytest.mark.parametrize(("before", "after"), ENGLISH)
def test_english(before: str, after: str) -> None:
    assert seen(set_type(before, "en")) == after


@pytest.mark.parametrize(("before", "after"), GERMAN)
def test_german(before: str, after: str) -> None:
    assert seen(set_type(before, "de")) == after


@pytest.mark.parametrize(("language", "pairs"), [("fr", FRENCH), ("en", ENGLISH), ("de", GERMAN)])
def test_what_is_set_stays_as_it_is(language: str, pairs: list[tuple[str, str]]) -> None:
    for before, _ in pairs:
        once = set_type(before, language)
        assert set_type(once, language) == once, before


@settings(max_examples=400, deadline=None)
@given(st.text("aàéL'«»\"!?;:.,()-–h€km 0123456789n°XIVe\u00a0\u202f…/@", max_size=60), st.sampled_from(["fr", "en", "de"]))
def test_twice_is_once(text: str, language: str) -> None:
    once = set_type(text, language)
    assert set_type(once, language) == once


def test_tags_code_and_addresses_are_left_alone() -> None:
    html = '<p>Au XIIe siècle : <code>a;b !</code> <a href="https://x.example/?a=1;b">l\'abbaye</a></p>'
    set_html = set_type_html(html, "fr")
    assert "XII<sup>e</sup>" in set_html
    assert "<code>a;b !</code>" in set_html
    assert 'href="https://x.example/?a=1;b"' in set_html
    assert "l’abbaye" in set_html


def test_little_words_are_no_ordinals() -> None:
    assert "<sup>" not in set_type_html("<p>Le Broc, de Le à Ve</p>".replace("Ve", "Vé"), "fr")


@pytest.mark.parametrize(
    ("name", "calm"),
    [("AUBERGE DU PONT VIEUX", "Auberge du Pont Vieux"), ("L'ESCALE D'ARDES", "L'Escale d'Ardes"), ("Le VTT", "Le VTT"),
     ("HÔTEL DES ORGUES", "Hôtel des Orgues")],
)  # fmt: skip
def test_capitals_are_calmed(name: str, calm: str) -> None:
    assert calm_caps(name, "fr") == calm


def test_runts_are_held_to_the_word_before() -> None:
    assert seen(bind_runts("Le chemin s'arrête là")) == "Le chemin s'arrête·là"
    assert bind_runts("une promenade extraordinaire") == "une promenade extraordinaire"


@pytest.mark.parametrize(
    ("text", "fault"),
    [("à compléter", "placeholder"), ("Venez !!", "shouting"), ("le 04/07", "date_in_figures"), ("« ouvert", "unclosed_quote"),
     ("(ouvert", "unclosed_bracket")],
)  # fmt: skip
def test_lint_names_what_no_rule_can_mend(text: str, fault: str) -> None:
    assert fault in [name for name, _ in lint(text, "fr")]


def test_the_last_line_of_a_paragraph_is_never_a_short_word() -> None:
    long = "Une promenade au bord de la couze Pavin, sous les saules et les frênes, jusqu'au lende main."
    made = str(bind_html_runts(Markup(f"<p>{long}</p>\n<p>Court texte, ici.</p>")))
    assert f"frênes, jusqu'au{NBSP}lende{NBSP}main.</p>" in made.replace("&#39;", "'")
    assert f"texte, {'ici.'}</p>".replace(" i", f"{NBSP}i") in made
    ends = bind_html_runts("Rien que des mots d'une longueur extraordinairement démesurée, anticonstitutionnellement parlant")
    assert f"anticonstitutionnellement{NBSP}parlant" in ends


def test_the_last_word_of_a_paragraph_is_never_divided() -> None:
    text = "Au milieu de la place, une fontaine de la République"
    made = str(bind_html_runts(Markup(f"<p>{text}</p><ul><li>{text}</li></ul><p>La République</p>")))
    assert made.count('<span style="hyphens:none">République</span></p>') == 1
    assert made.count('<span style="hyphens:none">République</span></li>') == 1
    assert made.endswith("<p>La République</p>")
    assert str(bind_html_runts("Une pause au bord de l’eau, vers mi-chemin")).endswith('<span style="white-space:nowrap">mi-chemin</span>')
    assert bind_html_runts(made and Markup(made)) == made


@pytest.mark.parametrize(("text", "said"), [("du lundi de Pâques au 5 June", "Du lundi de Pâques au 5 June"), ("été", "Été"), ("", "")])
def test_a_sentence_begins_with_a_capital_and_keeps_the_others(text: str, said: str) -> None:
    assert begun(text) == said


def test_no_layout_takes_the_capitals_of_names_away() -> None:
    layouts = Path(__file__).parents[1] / "layouts"
    assert [str(path) for path in layouts.rglob("*.html") if re.search(r"\|\s*(capitalize|title|lower)\b", path.read_text())] == []


def test_the_space_before_an_element_may_hang() -> None:
    made = bind_html_runts(Markup('<p>À <a href="#x">Usson</a>, le vent et <b>la vue</b> sur le pays.</p> <p>Oui.</p>'))
    assert str(made).startswith('<p>À<span> </span><a href="#x">Usson</a>, le vent et<span> </span><b>la')
    assert "</p> <p>" in made


TEXT = "au milieu de ses prés, sans village pour lui faire de l’ombre. À <a href='#x'>Dauzat</a>, l’église s’est juchée là-haut."
FACE = (Path(__file__).parents[1] / "assets/fonts/barlow/Barlow_400Regular.ttf").as_uri()
CSS = f"@font-face {{ font-family: Body; src: url({FACE}) }}" + """
p { width: %smm; font: 9.4pt Body; hyphens: auto; hyphenate-limit-chars: 7 3 3 }"""


def lines_of(width: float) -> list[str]:
    page = weasyprint.HTML(string=f"<html lang=fr><style>{CSS % width}</style><p>{bind_html_runts(Markup(TEXT))}</p>").render().pages[0]
    boxes = [box for box in page._page_box.descendants() if type(box).__name__ == "LineBox"]
    return ["".join(getattr(child, "text", "") or "" for child in box.descendants()) for box in boxes]


def test_no_line_stops_at_its_first_word_before_a_link() -> None:
    # The engine's fonts are the whole process's: not in this one.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        for lines in apart.map(lines_of, [tenth / 10 for tenth in range(430, 450, 2)]):
            assert len(lines) > 1
            assert all(len(line) > 14 for line in lines[:-1]), lines
