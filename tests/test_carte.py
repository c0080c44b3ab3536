"""The folded map: what stands near its folds, its grid, and what its other side shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from marbre.brand_file import read_brand
from marbre.build import build_edition
from marbre.compose.copy import read_copy
from marbre.compose.map_labels import SPINE, width_of
from marbre.compose.territory_page import enlarged
from marbre.edition_file import read_edition
from marbre.offers.store import read_offers
from marbre.project import Project

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def carte(project: Project):
    return read_copy(project, "carte-touristique", "fr", read_offers(project.store))


def test_no_word_or_mark_is_on_a_fold(carte) -> None:
    edition = read_edition(ROOT, "carte-touristique", read_brand(ROOT / "brand.yaml"))
    across, down = edition.format.panels.folds()
    assert (across, down) == ((120, 240, 360, 480), (210, 420, 630))
    assert carte.map is not None
    for label in carte.map.labels:
        if label.role not in ("village", "town", "marker"):
            continue
        left, right = label.x - 3, label.x - 3 + width_of(label.text, label.role) * label.zoom
        assert not any(left + 0.5 < fold < right - 0.5 for fold in across), label.text


def test_every_commune_is_in_the_index_with_its_square(carte) -> None:
    assert len(carte.commune_grid) == 87
    assert carte.commune_grid["Issoire"] == "E3"
    assert carte.commune_grid["Anzat-le-Luguet"][0] in "ABC"
    assert all(cell[0] in "ABCDEFGH" and cell[1] in "12345678" for cell in carte.commune_grid.values())


def test_an_enlarged_map_keeps_its_proportions(carte) -> None:
    assert carte.map is not None
    twice = enlarged(carte.map, 2)
    assert twice.drawing.width == 2 * carte.map.drawing.width
    assert twice.labels[0].x == 2 * carte.map.labels[0].x
    assert twice.mm_per_km == 2 * carte.map.mm_per_km
    assert SPINE > 4


@pytest.mark.pdf
def test_the_map_is_made_and_shows_all_it_chose(project: Project) -> None:
    built = build_edition(project, "carte-touristique", "fr", read_offers(project.store), ("print", "web"))
    assert built.pages == 2
    assert [one.message for one in built.findings if one.severity.value == "error"] == []
