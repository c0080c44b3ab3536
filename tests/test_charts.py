"""Charts: lengths and areas are true, words do not collide, and what is written can be read back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marbre.colour import contrast
from marbre.compose import charts
from marbre.compose.charts import Row, Word, areas, bars, class_of, columns, gauges, multiples, shares, steps_for, strip
from marbre.compose.commune_chart import TINTS, communes_chart, spread, without_gaps
from marbre.compose.copy import read_copy
from marbre.compose.plots import PLOTS, Setup, plot
from marbre.drawing import Ink, Shape
from marbre.inks import tinted
from marbre.offers.store import read_offers
from marbre.offers.territory import read_territory
from marbre.project import Project

ROOT = Path(__file__).parents[1]
INK = Ink("foret")
AMOUNTS = st.lists(st.integers(0, 5000), min_size=1, max_size=12)


def box_of(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, width, height of a shape."""
    xs = [float(one) for step in shape.path for one in step[1::2]]
    ys = [float(one) for step in shape.path for one in step[2::2]]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def filled(shapes: tuple[Shape, ...], ink: Ink = INK) -> list[tuple[float, float, float, float]]:
    return [box_of(shape) for shape in shapes if shape.fill == ink and shape.stroke is None]


# lengths


@given(AMOUNTS)
def test_bars_begin_at_zero_and_are_in_proportion(amounts: list[int]) -> None:
    made = bars([Row(str(amount), (amount,), "") for amount in amounts], 100, INK, labels=30, values=20)
    drawn = filled(made.shapes)
    positive = [amount for amount in amounts if amount]
    assert len(drawn) == len(positive)
    assert all(left == pytest.approx(30) for left, *_ in drawn)
    for (_, _, long, _), amount in zip(drawn, positive, strict=True):
        assert long == pytest.approx(50 * amount / max(amounts))
    assert all(left >= 0 and left + long <= 100 for left, _, long, _ in drawn)


def test_a_second_amount_follows_the_first_on_one_scale() -> None:
    made = bars([Row("a", (30, 10), ""), Row("b", (20, 0), "")], 100, INK, labels=20, values=20)
    first, second, _ = [box_of(shape) for shape in made.shapes if shape.fill is not None]
    outlined = next(shape for shape in made.shapes if shape.stroke == INK)
    assert first[2] == pytest.approx(45)
    assert second[0] == pytest.approx(20 + 45 + charts.RULE / 2)
    assert second[2] + charts.RULE == pytest.approx(15)
    assert outlined.fill == Ink("foret", 0.3), "the estimated part is told apart in grey too"


@given(AMOUNTS)
def test_columns_stand_on_zero(amounts: list[int]) -> None:
    made = columns([Row("", (amount,), "") for amount in amounts], 120, 60, INK, foot=5, head=5)
    for (_, top, _, high), amount in zip(filled(made.shapes), [one for one in amounts if one], strict=True):
        assert top + high == pytest.approx(55)
        assert high == pytest.approx(50 * amount / max(amounts))


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), min_size=1, max_size=6))
def test_areas_not_sides_are_in_proportion(rows: list[tuple[int, int]]) -> None:
    made = areas([Row("", row) for row in rows], ["a", "b"], 100, INK, "papier", labels=40, step=12)
    amounts = [amount for row in rows for amount in row]
    largest = max(amounts)
    full = max(wide * high for _, _, wide, high in filled(made.shapes))
    for (_, _, wide, high), amount in zip(filled(made.shapes), amounts, strict=True):
        assert wide == pytest.approx(high)
        assert wide * high / full == pytest.approx(amount / largest)


def test_gauges_fill_their_length_at_a_hundred() -> None:
    made = gauges([Row("a", (100.0, 50.0, 0.0, -1.0))], ["1", "2", "3", "4"], 120, INK, labels=40)
    whole = [box_of(shape)[2] for shape in made.shapes if shape.fill == Ink("noir", 0.1)]
    assert [long for _, _, long, _ in filled(made.shapes)] == pytest.approx([whole[0], whole[1] / 2])
    assert len(whole) == 3, "a question that is not asked has no gauge"
    assert [word.text for word in made.words if word.role == "value"] == ["100", "50", "0"]


def test_shares_stand_at_their_place_each_in_its_shape() -> None:
    inks = (Ink("noir"), Ink("basalte"), Ink("miel"))
    made = shares([Row("a", (100.0, 50.0, 0.0))], 151, inks, ["x", "y", "z"], labels=45)
    marks = {shape.fill: shape for shape in made.shapes if shape.fill in inks and box_of(shape)[1] > 9}
    middles = [box_of(marks[ink])[0] + box_of(marks[ink])[2] / 2 for ink in inks]
    assert middles == pytest.approx([145, 95, 45])
    assert len({len(marks[ink].path) for ink in inks}) > 1


def test_marks_at_one_place_do_not_hide_each_other() -> None:
    inks = (Ink("noir"), Ink("basalte"), Ink("miel"))
    made = shares([Row("a", (100.0, 100.0, 20.0))], 151, inks, ["x", "y", "z"], labels=45)
    boxes = [box_of(shape) for shape in made.shapes if shape.fill in inks and box_of(shape)[1] > 7]
    first, second = (one for one in boxes if one[0] > 100)
    assert first[0] + first[2] / 2 == pytest.approx(second[0] + second[2] / 2)
    assert first[1] + first[3] <= second[1] or second[1] + second[3] <= first[1]


def test_a_strip_has_a_dot_for_each() -> None:
    made = strip([4, 9, 10, 25], 90, INK, middle=9.5)
    dots = filled(made.shapes)
    assert [int((left + wide / 2) // 30) for left, _, wide, _ in dots] == [0, 0, 1, 2]
    assert [word.text for word in made.words] == ["0", "10", "20", "30"]


def test_small_charts_stand_in_rows() -> None:
    one = columns([Row("", (3,), "")], 30, 20, INK)
    made = multiples([(name, one) for name in "abcde"], 3)
    assert [(word.x, word.y) for word in made.words if word.role == "name"] == [(0, 0), (36, 0), (72, 0), (0, 29), (36, 29)]
    assert all(high == filled(made.shapes)[0][3] for *_, high in filled(made.shapes))


# classes


@given(st.lists(st.integers(0, 3000), max_size=90))
def test_classes_hold_every_amount_once(amounts: list[int]) -> None:
    ends = steps_for(amounts)
    assert list(ends) == sorted(set(ends))
    assert len(ends) <= 5
    for amount in amounts:
        step = class_of(amount, ends)
        assert (step == 0) == (amount == 0)
        if step:
            assert amount <= ends[step - 1]
            assert step == 1 or amount > ends[step - 2]


def test_ends_of_classes_are_round() -> None:
    assert steps_for([1, 2, 3, 6, 7, 8, 12, 33, 75, 511])[:-1] == (2, 6, 8, 40)
    assert steps_for([]) == steps_for([0]) == ()


# the communes


def test_gaps_go_to_the_neighbour_with_the_longest_edge() -> None:
    import shapely

    left = shapely.Polygon([(0, 0), (10, 0), (10, 10), (6, 10), (6, 4), (4, 4), (4, 10), (0, 10)])
    lid = shapely.Polygon([(0, 10), (4, 10), (4, 9), (6, 9), (6, 10), (10, 10), (10, 12), (0, 12)])
    closed = without_gaps([left, lid])
    assert shapely.union_all(closed).area == pytest.approx(120)
    assert closed[0].area == pytest.approx(left.area + 10)


def test_every_commune_is_drawn_and_says_its_amount() -> None:
    territory = read_territory(ROOT / "data" / "territory")
    amounts = {commune.insee: index for index, commune in enumerate(territory.communes)}
    ends = steps_for(list(amounts.values()))
    made = communes_chart(territory, amounts, ends, 172, "foret", lambda ink: "noir", lambda one: f"{one:.0f}", ["63178"])
    assert sorted(int(word.text) for word in made.words if word.role == "inside") == list(range(1, 87))
    tints = [shape.fill.tint for shape in made.shapes if shape.fill is not None and shape.fill.name == "foret"]
    assert len(tints) == 86
    assert set(tints) == set(TINTS[-len(ends) :])
    assert [word.text for word in made.words if word.role == "name"] == ["Issoire"]
    assert all(box_of(shape)[0] >= -0.01 and sum(box_of(shape)[::2]) <= 172.01 for shape in made.shapes)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_names_beside_the_land_do_not_touch(places: list[float]) -> None:
    made = spread(sorted(places), 5, 0, 100)
    assert all(after - before >= 4.999 for before, after in pairwise(made))
    assert max(made) <= 100


# carried in an address


@given(AMOUNTS, st.floats(0.001, 300))
def test_shapes_come_back_from_their_text(amounts: list[int], width: float) -> None:
    shapes = bars([Row("", (amount, 3), "") for amount in amounts], width + 70, INK).shapes
    again = charts.read(charts.written(shapes))
    assert len(again) == len(shapes)
    for one, other in zip(shapes, again, strict=True):
        assert (one.fill, one.stroke) == (other.fill, other.stroke)
        assert box_of(one) == pytest.approx(box_of(other), abs=0.0011)


def test_text_is_safe_in_an_address() -> None:
    text = charts.written(strip([4, 9], 90, INK).shapes)
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~")


# all charts of the editions, on the demonstration


@pytest.fixture(scope="module")
def setup_(project: Project) -> tuple[object, object]:
    copy = read_copy(project, "observation-offre", "fr", read_offers(project.store))
    return copy.figures, {colour.name: colour for colour in copy.brand.palette}


@pytest.mark.parametrize(
    ("name", "width"),
    [(name, width) for name in PLOTS for width in (172.0, 83.0) if width > 100 or not name.startswith("communes")],
)
def test_every_chart_keeps_its_words_on_the_sheet(setup_: tuple[object, object], name: str, width: float) -> None:
    figures, palette = setup_
    inks: set[Ink] = set()
    made = plot(name, figures, Setup(width, 0, "terracotta", lambda ink: inks.add(ink) or "noir"))  # type: ignore[arg-type, func-returns-value]
    assert made.width <= 172.001
    assert all(word.x >= -6.01 and -2 <= word.y <= made.height + 5 for word in made.words)
    for shape in made.shapes:
        for ink in filter(None, (shape.fill, shape.stroke)):
            colour = palette[ink.name]  # type: ignore[index]
            assert ink.tint == 1 or round(ink.tint * 100) in colour.tints, f"{ink} is not of the brand"


def test_what_is_written_on_a_tint_can_be_read(project: Project) -> None:
    from marbre.compose.figure_values import plot_values
    from marbre.compose.tokens import css_colour, palette_of

    copy = read_copy(project, "observation-offre", "fr", read_offers(project.store))
    assert copy.figures is not None
    palette = palette_of(copy.brand)
    light = css_colour(palette["papier"][0])
    for chapter in copy.edition.chapters[:2]:
        made = plot_values(copy.figures, palette, chapter.colour, "communes-beds", 172)
        for word in made["words"]:
            if word["role"] == "inside":
                rgb = palette["papier" if word["colour"] == light else "noir"][0]
                grounds = [tinted(palette[chapter.colour][0], tint) for tint in TINTS]
                assert max(contrast(rgb, ground) for ground in grounds) >= 4.5


def test_words_are_words() -> None:
    assert Word(0, 0, 1, "a") == Word(0, 0, 1, "a", "left", "label", "")
