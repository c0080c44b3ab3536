"""The series Themes: profiles of itineraries, rivers on plans, and a fifth theme that is one new folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import SHARED
from marbre.build import build_edition
from marbre.compose import profile, village_plan
from marbre.compose.drawings import drawing
from marbre.compose.profile import Stop
from marbre.compose.village_plan import Spot, lay_out
from marbre.edition_file import read_edition
from marbre.errors import EditionError
from marbre.offers.store import read_offers
from marbre.project import Project

ROOT = Path(__file__).parents[1]
WAY = [Stop(45.0, 3.0, 1000), Stop(45.1, 3.0), Stop(45.2, 3.0, 1400), Stop(None, None, 1200), Stop(45.3, 3.0, 700)]


def test_distances_are_those_of_the_globe() -> None:
    far = profile.kilometres(WAY)
    assert far[1] == pytest.approx(11.12, abs=0.01)
    assert far[3] == far[2]
    assert far[4] == pytest.approx(3 * far[1], rel=1e-6)


def test_a_profile_joins_known_altitudes_only() -> None:
    points = profile.heights(WAY)
    assert [metres for _, metres in points] == [1000, 1400, 1200, 700]
    assert profile.climbs(points) == (400, 700)
    assert profile.heights(WAY[:3]) == []
    assert profile.heights([Stop(45.0, 3.0, one) for one in (1, 2, 3)]) == []


def test_the_highest_is_at_the_top_and_the_last_at_the_right() -> None:
    points = profile.heights(WAY)
    at = profile.placed(points, 171, 37.4)
    assert min(at, key=lambda place: place[1]) == at[1]
    assert at[0][0] == profile.SIDE
    assert at[-1] == (171 - profile.SIDE, pytest.approx(37.4 - profile.FOOT))
    assert profile.crowded([(0, 0), (5, 0), (9, 0), (40, 0)]) == [False, True, False, False]


def test_a_profile_is_its_own_address() -> None:
    points = profile.heights(WAY)
    again = profile.read(profile.written(points))
    assert [metres for _, metres in again] == [metres for _, metres in points]
    values = {"points": profile.written(points), "colour": "foret", "shape": "circle"}
    made = drawing("profile", values, 171, 37.4, lambda values, width, height: pytest.fail("no map is asked for"))
    assert (made.width, made.height) == (171, 37.4)
    used = {ink.name for shape in made.shapes for ink in (shape.fill, shape.stroke) if ink}
    assert used == {"creme", "foret", "papier"}


def test_a_river_lies_on_a_plan_as_on_the_ground() -> None:
    walk = [Spot("1", 45.5, 3.2), Spot("2", 45.4, 3.3)]
    course = [(3.2, 45.5), (3.3, 45.4), (5.0, 40.0)]
    sheet = lay_out(walk, [], 206, 130, rivers=[course])
    ((first, second),) = sheet.waters
    assert first == pytest.approx(sheet.walk[0][3:], abs=0.06)
    assert second == pytest.approx(sheet.walk[1][3:], abs=0.06)
    assert village_plan.read(village_plan.written(sheet)).waters == sheet.waters
    assert lay_out(walk, [], 206, 130).waters == ()


@pytest.mark.parametrize("name", ["patrimoine-naturel", "patrimoine-culturel", "art-de-vivre", "itinerances"])
def test_every_theme_is_a_saddle_stitched_square_of_its_own_colour(project: Project, name: str) -> None:
    from marbre.brand_file import read_brand

    edition = read_edition(project.root, f"themes-{name}", read_brand(project.brand))
    assert (edition.format.trim.width, edition.format.trim.height) == (200, 200)
    assert edition.printing.binding == "saddle"
    assert not edition.printing.cover_apart
    assert edition.languages == ("fr", "en")
    others = {"foret", "terracotta", "miel", "riviere"}
    assert edition.chapters[0].colour in others
    for language in ("fr", "en"):
        folder = ROOT / "editions" / f"themes-{name}" / "texts" / language
        for article in ("grand-recit", "rencontre"):
            words = (folder / f"{article}.md").read_text(encoding="utf-8").split("---", 2)[2].split()
            assert len(words) > 380, (name, language, article, len(words))


def test_a_theme_may_borrow_texts_of_another_edition(tmp_path: Path) -> None:
    from marbre.brand_file import read_brand

    for name in set(SHARED) - {"editions"}:
        (tmp_path / name).symlink_to(ROOT / name)
    folder = tmp_path / "editions" / "themes-eaux"
    shutil.copytree(ROOT / "editions" / "themes-patrimoine-naturel" / "texts", folder / "texts")
    for name in ("_series", "guide-decouverte"):
        (tmp_path / "editions" / name).symlink_to(ROOT / "editions" / name)
    own = "extends: themes\nborrow: [{name}]\nchange: {{grand-recit: {{texts: allier-et-couzes}}}}\n"
    brand = read_brand(ROOT / "brand.yaml")
    (folder / "edition.yaml").write_text(own.format(name="guide-decouverte"), encoding="utf-8")
    assert read_edition(tmp_path, "themes-eaux", brand).borrow == ("guide-decouverte",)
    (folder / "edition.yaml").write_text(own.format(name="guide-decouvert"), encoding="utf-8")
    with pytest.raises(EditionError, match="there is no edition `guide-decouvert` to borrow texts from") as caught:
        read_edition(tmp_path, "themes-eaux", brand)
    assert "did you mean `guide-decouverte`?" in str(caught.value)


@pytest.mark.pdf
def test_a_fifth_theme_is_one_new_folder(tmp_path: Path, project: Project) -> None:
    for name in set(SHARED) - {"editions"}:
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "_series").symlink_to(ROOT / "editions" / "_series")
    folder = tmp_path / "editions" / "themes-en-famille"
    shutil.copytree(ROOT / "editions" / "themes-patrimoine-naturel" / "texts", folder / "texts")
    (folder / "edition.yaml").write_text("extends: themes\ntitle: {fr: En famille, en: With children}\n", encoding="utf-8")
    made = Project(tmp_path)
    (tmp_path / "build").mkdir()
    (tmp_path / ".marbre").mkdir()
    built = build_edition(made, "themes-en-famille", "fr", read_offers(project.store), ("print", "web"))
    assert built.pages == 28
    assert [one.message for one in built.findings if one.severity.value == "error"] == []
