"""Papers, spines and weights, against figures worked out by hand."""

from __future__ import annotations

import pytest

from marbre.measures import Size
from marbre.paper import Paper, creep_mm, grammage_in, paper_kinds, parse_paper, spine_mm, weight_g

MATT_135 = Paper("couche-mat", 135, 0.9)
A5 = Size(148, 210)


@pytest.mark.parametrize(("text", "kind", "grammage", "bulk"), [
    ("couché mat 115 g", "couche-mat", 115, 0.95),
    ("Couché brillant 135 g/m²", "couche-brillant", 135, 0.80),
    ("couché moderne demi-mat 150gr", "couche-satin", 150, 0.90),
    ("papier offset 90 g", "offset", 90, 1.25),
    ("100 % recyclé, 80 g", "recycle", 80, 1.30),
    ("non couché 120 g", "offset", 120, 1.25),
    ("bouffant 80 g", "bouffant", 80, 1.75),
    ("carte graphique 300 g", "carte-une-face", 300, 1.30),
    ("couché 250 g", "couche-mat", 250, 0.95),
    ("papier de soie 22,5 g", "", 22.5, 0.0),
    ("offset", "offset", 0, 1.25),
])  # fmt: skip
def test_a_paper_is_read_from_its_name(text: str, kind: str, grammage: float, bulk: float) -> None:
    paper = parse_paper(text)
    assert (paper.kind, paper.grammage, paper.bulk) == (kind, grammage, bulk)
    assert paper.name == text


def test_what_is_given_wins_over_the_kind() -> None:
    paper = parse_paper("couché mat 115 g", grammage=120, bulk=0.92, usual=2)
    assert (paper.grammage, paper.bulk) == (120, 0.92)
    assert parse_paper("papier de soie 22 g", usual=1.4).bulk == 1.4
    assert parse_paper("couché mat 115 g", usual=1.4).bulk == 0.95


def test_a_percentage_is_not_a_grammage() -> None:
    assert grammage_in("recyclé à 100 %, gris") == 0


def test_the_spine_is_leaves_times_caliper() -> None:
    # 96 pages are 48 leaves of 135 x 0.9 = 121.5 micrometres: 5.83 mm.
    assert spine_mm(96, MATT_135) == 5.8
    assert spine_mm(96, MATT_135, Paper("couche-mat", 250, 1.0)) == 6.3
    assert spine_mm(0, MATT_135) == 0
    assert spine_mm(96, Paper("", 0, 0.9)) == 0


def test_a_copy_weighs_its_leaves_and_its_cover() -> None:
    # 48 leaves of 0.03108 m2 at 135 g are 201.4 g; the cover 2 leaves and 5.8 mm of spine at 250 g are 15.84 g.
    assert weight_g(A5, 96, MATT_135) == pytest.approx(201.398, abs=0.001)
    assert weight_g(A5, 96, MATT_135, Paper("couche-mat", 250, 0.95), 5.8) == pytest.approx(217.243, abs=0.001)


def test_creep_grows_from_the_outer_sheet_inwards() -> None:
    assert [creep_mm(sheet, Paper("offset", 80, 1.25)) for sheet in range(4)] == pytest.approx([0, 0.1, 0.2, 0.3])


def test_every_kind_is_found_by_each_of_its_words() -> None:
    assert len(paper_kinds()) >= 6
    for kind in paper_kinds():
        assert 0.7 <= kind.bulk <= 2.2
        for word in kind.words:
            assert parse_paper(f"{word} 100 g").kind == kind.id, word
