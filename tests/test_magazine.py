"""The magazine: articles in shapes, the share of pictures, and the whole edition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from marbre.block import PictureUse, Sheet
from marbre.build import Built, build_edition
from marbre.compose.layout_files import read_layout_words
from marbre.compose.typography import bind_html_runts
from marbre.errors import InputError
from marbre.measures import Size
from marbre.offers.store import read_offers
from marbre.page_shape import PageShape, page_shape
from marbre.plan.model import Page, Placed
from marbre.plan.shaped import GAP, shaped_frames
from marbre.preflight.readback import page_texts
from marbre.preflight.share import painted, picture_share
from marbre.project import Project
from marbre.texts import Article, read_articles

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "editions" / "document-appel" / "texts"
HEAD = PageShape("head", 60, 140, (0, 1, 2), words=True)
FULL = PageShape("full")
FOOT = PageShape("foot", 40, 120, (0, 1))


def mm_to_px(value: float) -> float:
    return value * 96 / 25.4


# shapes


def test_pictures_take_what_the_text_leaves() -> None:
    short = shaped_frames(200, 40, (HEAD, FULL, FOOT), 212)
    long = shaped_frames(480, 40, (HEAD, FULL, FOOT), 212)
    assert short.over == long.over == 0
    assert short.pictures[0] > long.pictures[0]
    assert short.pictures[2] > long.pictures[2]
    assert short.pictures[1] == long.pictures[1] == 212
    assert [len(columns) for columns in long.columns] == [3, 0, 2]


def test_text_under_a_picture_begins_on_the_baseline() -> None:
    for text in range(100, 480, 7):
        frames = shaped_frames(text, 41, (HEAD, FOOT), 212)
        assert (212 - frames.columns[0][0]) % 4 == 0
        assert frames.pictures[0] + GAP + 41 + frames.columns[0][0] == 212


def test_no_picture_hides_what_stands_beside_the_text() -> None:
    free = shaped_frames(60, 40, (HEAD, FOOT), 212)
    held = shaped_frames(60, 40, (HEAD, FOOT), 212, sides=(0, 120))
    assert free.columns[1][0] < 120 <= held.columns[1][0]


def test_too_much_text_is_told() -> None:
    assert shaped_frames(5000, 40, (HEAD, FOOT), 212).over > 0


@given(st.integers(1, 1200), st.integers(0, 60), st.integers(0, 100))
def test_shapes_hold_the_text_or_say_how_much_is_over(text: int, words: int, side: int) -> None:
    frames = shaped_frames(text, words, (HEAD, FULL, FOOT), 212, sides=(0, 0, side))
    assert sum(map(sum, frames.columns)) + frames.over >= text
    assert all(0 <= height <= 212 for page in frames.columns for height in page)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"picture": "left"}, "no place on a page"),
        ({"least": 90, "most": 80}, "less than `least`"),
        ({"pictur": "head"}, "no `pictur`"),
    ],
)
def test_a_shape_that_is_none_is_refused(given: Mapping[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        page_shape(given, "layout.yaml")


def test_the_layouts_shapes_are_read_in_order() -> None:
    shapes = read_layout_words([ROOT / "layouts" / "magazine"], "fr").shapes
    assert [shape.picture for shape in shapes["descent"]] == ["head", "foot", "full", "head"]
    assert all(sum(shape.words for shape in pages) == 1 for pages in shapes.values())
    assert read_layout_words([ROOT / "layouts" / "guide"], "fr").shapes == {}


# the share of pictures


def _page(stream: bytes, *uses: PictureUse, x: float = -3, y: float = -3) -> Page:
    sheet = Sheet(mm_to_px(216), mm_to_px(276), stream, stream, pictures=uses)
    return Page("1", 1, True, "s", "", placed=(Placed("p", sheet, x, y),))


def _painted(name: str, x: float, y: float, width: float, height: float) -> bytes:
    px = mm_to_px
    return b"q\n1 0 0 1 %f %f cm\n%f 0 0 %f 0 %f cm\n/%s Do\nQ\n" % (
        px(x), px(y), px(width), -px(height), px(height), name.encode(),
    )  # fmt: skip


def test_share_counts_what_is_inside_the_trim_once() -> None:
    trim = Size(210, 270)
    scene = PictureUse("Pa", "scene?kind=lake", 216, 276)
    assert picture_share([_page(_painted("Pa", 0, 0, 216, 276), scene)], trim) == 1
    half = _painted("Pa", 0, 0, 216, 138)
    assert picture_share([_page(half, scene)], trim) == pytest.approx(0.5, abs=0.002)
    assert picture_share([_page(half + half, scene)], trim) == pytest.approx(0.5, abs=0.002)
    assert picture_share([_page(half, scene), _page(b"")], trim) == pytest.approx(0.25, abs=0.002)


def test_maps_and_marks_are_no_pictures() -> None:
    qr = PictureUse("Pq", "qr?text=x", 20, 20)
    assert picture_share([_page(_painted("Pq", 20, 20, 100, 100), qr)], Size(210, 270)) == 0


def test_a_picture_is_found_under_nested_matrices() -> None:
    scene = PictureUse("Pa", "scene?kind=lake", 20, 10)
    stream = b"q\n.5 0 0 .5 %f 0 cm\n" % mm_to_px(30) + _painted("Pa", 10, 20, 40, 20) + b"Q"
    (box,) = painted(_page(stream, scene).placed[0].sheet)
    assert box == pytest.approx((35, 10, 55, 20), abs=0.01)


def test_short_last_words_are_tied() -> None:
    assert bind_html_runts("faites-le un jour.") == "faites-le un\u00a0jour."
    assert "un\u00a0jour.</p>\n<p>" in bind_html_runts(Markup("<p>faites-le un jour.</p>\n<p>Oui.</p>"))
    assert bind_html_runts("a & b") == "a &amp;\u00a0b"


# the edition


@pytest.fixture(scope="module")
def texts() -> dict[str, dict[str, Article]]:
    return {language: read_articles(TEXTS, language) for language in ("fr", "en")}


def _scenes(article: Article) -> list[str]:
    pictures = [article.picture, *article.pictures]
    named = [picture.scene for picture in pictures if picture is not None]
    return named + [str(item["scene"]) for item in article.items if "scene" in item]


def test_both_languages_show_the_same(texts: dict[str, dict[str, Article]]) -> None:
    french, english = texts["fr"], texts["en"]
    assert french.keys() == english.keys()
    for name, article in french.items():
        other = english[name]
        assert _scenes(article) == _scenes(other), name
        assert [len(article.items), len(article.boxes), len(article.facts)] == [
            len(other.items), len(other.boxes), len(other.facts),
        ], name  # fmt: skip
        assert len(article.body) < 100 or article.body != other.body, name
        assert article.body.count("\n## ") == other.body.count("\n## "), name


@pytest.mark.parametrize("name", ["dix-experiences", "quatre-saisons", "nuancier", "trois-jours"])
def test_a_spread_never_shows_a_scene_twice(texts: dict[str, dict[str, Article]], name: str) -> None:
    shown = [str(item["scene"]) for item in texts["fr"][name].items]
    assert len(shown) == len(set(shown)) >= 3


@pytest.mark.parametrize("name", ["carnet-nature", "carnet-patrimoine", "carnet-saveurs"])
def test_a_notebook_never_shows_a_scene_twice(texts: dict[str, dict[str, Article]], name: str) -> None:
    shown = _scenes(texts["fr"][name])
    assert len(shown) == len(set(shown)) == 8


def test_facing_pages_of_stories_differ(texts: dict[str, dict[str, Article]]) -> None:
    for name in ("descendre-le-temps", "les-murs-parlent", "ce-qui-murit"):
        shown = _scenes(texts["fr"][name])
        assert len(shown) == len(set(shown)) == 4


def test_pages_that_speak_of_wine_carry_the_health_line(texts: dict[str, dict[str, Article]]) -> None:
    for language, word in (("fr", "vign"), ("en", "vine")):
        told = {name for name, one in texts[language].items() if f" {word}" in one.body.lower()}
        assert told - {name for name, one in texts[language].items() if one.health} <= {"descendre-le-temps"}


@pytest.fixture(scope="module")
def magazine(project: Project) -> Built:
    return build_edition(project, "document-appel", "fr", read_offers(project.store))


def test_the_magazine_has_its_pages_and_no_error(magazine: Built) -> None:
    assert magazine.pages == 52
    assert [one.message for one in magazine.findings if one.severity in ("error", "warning")] == []


def test_pictures_cover_more_than_half_of_the_paper(magazine: Built) -> None:
    assert 0.55 <= magazine.picture_share <= 0.8
    assert json.loads(json.dumps(magazine.as_json()))["picture_share"] == round(magazine.picture_share, 3)


def test_every_story_is_printed_to_its_last_word(magazine: Built, texts: dict[str, dict[str, Article]]) -> None:
    printed = "".join(page_texts(Path(magazine.files["web"]).read_bytes()))
    for name, article in texts["fr"].items():
        end = "".join(char for char in article.body[-40:].casefold() if char.isalnum())
        assert end in printed, name


def test_the_contents_name_the_right_pages(magazine: Built) -> None:
    pages = page_texts(Path(magazine.files["web"]).read_bytes())
    for folio, title in ((12, "descendreletemps"), (22, "lesmursparlent"), (32, "cequimûrit")):
        assert f"{folio}{title}" in pages[5]
        assert any(title in page for page in pages[folio + 1 : folio + 3])
