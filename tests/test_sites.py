"""The series Sites: a plan without streets, and a fourth site that is one new folder."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from conftest import SHARED
from marbre.build import build_edition
from marbre.compose.plan_houses import SIGN_AIR, roofs
from marbre.compose.village_plan import APART, CLEAR, PlanSheet, Spot, lay_out, names_at, plan_drawing, read, written
from marbre.drawing import Ink
from marbre.offers.store import read_offers
from marbre.project import Project

ROOT = Path(__file__).parents[1]
CROWD = [Spot(str(number), 45.62 + number % 3 * 0.00002, 3.2 + number % 2 * 0.00003) for number in range(9)]


def test_signs_keep_apart_and_clear_of_folds_and_edges() -> None:
    sheet = lay_out(CROWD[:5], CROWD[5:], 200, 112, (100,))
    at = [(x, y) for _, x, y, _, _ in (*sheet.walk, *sheet.addresses)]
    assert min(math.dist(one, other) for index, one in enumerate(at) for other in at[:index]) > APART - 0.2
    assert all(abs(x - 100) > CLEAR - 0.1 for x, _ in at)
    assert all(5 < x < 195 and 5 < y < 107 for x, y in at)
    assert lay_out(CROWD[:5], CROWD[5:], 200, 112, (100,)) == sheet


def test_places_lie_to_each_other_as_on_the_ground() -> None:
    north, east = Spot("1", 45.63, 3.2), Spot("2", 45.62, 3.22)
    sheet = lay_out([Spot("0", 45.62, 3.2), north, east], [], 200, 112)
    (_, _, _, x0, y0), (_, _, _, x1, y1), (_, _, _, x2, y2) = sheet.walk
    assert x1 == pytest.approx(x0)
    assert y1 < y0
    assert y2 == pytest.approx(y0)
    metres = 0.02 * 111_320 * math.cos(math.radians(45.623))
    assert (x2 - x0) / sheet.scale == pytest.approx(metres, rel=0.002)


def test_names_are_on_nothing_else() -> None:
    sheet = lay_out(CROWD[:5], CROWD[5:], 200, 112, (100,))
    names = [f"Un lieu nommé {number}" for number in range(5)]
    places = names_at(sheet, names, (100,))
    boxes = [(*place, place[0] + 24, place[1] + 3.4) for place in places if place is not None]
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert not any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in boxes[:index])
        assert right < 96 or left > 104


def test_a_plan_is_its_own_address() -> None:
    sheet = lay_out(CROWD[:3], CROWD[3:5], 200, 112)
    again = read(written(sheet))
    assert [sign[0] for sign in again.walk] == ["0", "1", "2"]
    assert again.walk[0][1:] == pytest.approx(sheet.walk[0][1:], abs=0.01)
    drawing = plan_drawing(again, "sable", "terracotta", "square", hill=True)
    assert drawing.width == 200
    assert lay_out([], [], 200, 112).walk == ()


@pytest.mark.pdf
def test_a_fourth_site_is_one_new_folder(tmp_path: Path, project: Project) -> None:
    for name in set(SHARED) - {"editions"}:
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "_series").symlink_to(ROOT / "editions" / "_series")
    folder = tmp_path / "editions" / "sites-nonette"
    shutil.copytree(ROOT / "editions" / "sites-usson" / "texts", folder / "texts")
    (folder / "edition.yaml").write_text(
        'extends: sites\ntitle: {fr: Nonette, en: Nonette}\nwithin: {communes: ["63255"]}\n', encoding="utf-8"
    )
    made = Project(tmp_path)
    (tmp_path / "build").mkdir()
    (tmp_path / ".marbre").mkdir()
    for language in ("fr", "en"):
        built = build_edition(made, "sites-nonette", language, read_offers(project.store), ("print", "web"))
        assert built.pages == 2
        assert [one.message for one in built.findings if one.severity.value == "error"] == []


def test_roofs_stand_among_the_stops_clear_of_signs_and_of_the_walk() -> None:
    stops = [(40.0, 40.0), (52.0, 44.0), (60.0, 36.0)]
    made = roofs((52.0, 40.0), stops, stops, stops, (120.0, 90.0), 18.0)
    ridges = [(shape.path[0][1], shape.path[0][2], shape.path[1][1], shape.path[1][2]) for shape in made]
    middles = [((a + c) / 2, (b + d) / 2) for a, b, c, d in ridges]
    assert len(made) > 40
    assert all(min(math.dist(middle, one) for one in stops) < 18 for middle in middles)
    assert all(math.dist(middle, one) >= SIGN_AIR - 0.01 for middle in middles for one in stops)
    assert made == roofs((52.0, 40.0), stops, stops, stops, (120.0, 90.0), 18.0)


def test_a_plan_has_roofs_only_where_it_asks_and_stops_are_near() -> None:
    near = lay_out([Spot("1", 45.6, 3.2), Spot("2", 45.6005, 3.2005), Spot("3", 45.601, 3.2)], [], 200, 110)
    far = lay_out([Spot("1", 45.6, 3.2), Spot("2", 45.7, 3.4)], [], 200, 110)

    def terracotta(sheet: PlanSheet, built: bool) -> int:
        drawn = plan_drawing(sheet, "sable", "foret", "square", False, built=built)
        return sum(isinstance(shape.fill, Ink) and shape.fill.name == "terracotta" for shape in drawn.shapes)

    assert terracotta(near, False) == 0
    assert terracotta(near, True) > 40
    assert terracotta(far, True) == 0
