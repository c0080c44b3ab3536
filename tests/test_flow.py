"""Listings into columns. Drawings: one letter a step, columns side by side, `W` for the full measure."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from marbre.plan.flow import Sheetful, flow, holes
from marbre.plan.model import Piece


def piece(name: str, steps: int, **more: object) -> Piece:
    return Piece(name, name, steps, **more)  # type: ignore[arg-type]


def drawn(page: Sheetful, steps: int, columns: int = 2) -> list[str]:
    """A page as text: one line a step."""
    grid = [["." for _ in range(columns)] for _ in range(steps)]
    for spot in page.spots:
        for row in range(spot.top, spot.top + spot.piece.steps):
            for column in range(columns) if spot.column is None else (spot.column,):
                grid[row][column] = spot.piece.name
    return ["".join(row) for row in grid]


def test_pieces_run_down_the_first_column_then_the_second() -> None:
    pages = flow([piece("a", 2), piece("b", 2), piece("c", 2), piece("d", 2), piece("e", 4)], 4, 2, gap=0)
    assert [drawn(page, 4) for page in pages] == [["ac", "ac", "bd", "bd"], ["e.", "e.", "e.", "e."]]


def test_last_columns_are_balanced() -> None:
    (page,) = flow([piece(name, 2) for name in "abcd"], 12, 2)
    assert drawn(page, 6) == ["ac", "ac", "bd", "bd", "..", ".."]
    assert page.used == 4


def test_a_heading_is_never_left_alone_at_a_foot() -> None:
    pages = flow([piece("a", 3), piece("h", 1, leads=True), piece("b", 3)], 4, 1)
    assert [drawn(page, 4, 1) for page in pages] == [["a", "a", "a", "."], ["h", "b", "b", "b"]]


def test_a_shorter_piece_of_the_group_is_drawn_forward_to_fill_a_foot() -> None:
    pages = flow([piece("a", 3), piece("b", 4), piece("c", 1)], 4, 1)
    assert drawn(pages[0], 4, 1) == ["a", "a", "a", "c"]


def test_nothing_is_drawn_forward_over_a_heading() -> None:
    pages = flow([piece("a", 3), piece("b", 4), piece("h", 1, leads=True), piece("c", 1)], 4, 1)
    assert drawn(pages[0], 4, 1) == ["a", "a", "a", "."]


def test_full_measure_pieces_rise_to_the_head_of_the_next_page() -> None:
    pages = flow([piece("a", 4), piece("b", 4), piece("W", 2, wide=True), piece("c", 2)], 4, 2, gap=0)
    assert drawn(pages[0], 4) == ["ab"] * 4
    assert drawn(pages[1], 4) == ["WW", "WW", "c.", "c."]


def test_full_columns_are_driven_out_to_the_foot() -> None:
    pages = flow([piece(name, 3) for name in "abcd"], 7, 1)
    assert drawn(pages[0], 7, 1) == ["a", "a", "a", ".", "b", "b", "b"]


def test_a_piece_higher_than_a_page_stands_alone_and_stops_nothing() -> None:
    pages = flow([piece("a", 2), piece("X", 9), piece("b", 2)], 4, 1)
    assert sorted(spot.piece.name for page in pages for spot in page.spots) == ["X", "a", "b"]


def test_holes_tell_uneven_columns_and_the_foot() -> None:
    (page,) = flow([piece("a", 4), piece("b", 2)], 10, 2)
    assert holes(page, 10, 2) == ((1, 2, 2), (None, 4, 6))


@given(
    st.lists(st.tuples(st.integers(1, 60), st.booleans(), st.booleans()), max_size=60),
    st.integers(0, 100),
    st.integers(1, 3),
)
def test_every_piece_is_placed_once_and_none_overlap(
    sizes: list[tuple[int, bool, bool]], start: int, columns: int
) -> None:
    pieces = [
        Piece(str(i), str(i), steps, after=2, wide=wide, leads=leads and not wide)
        for i, (steps, wide, leads) in enumerate(sizes)
    ]
    pages = flow(pieces, 120, columns, start)
    assert sorted(int(spot.piece.name) for page in pages for spot in page.spots) == list(range(len(pieces)))
    for page in pages:
        for column in range(columns):
            spots = sorted((s for s in page.spots if s.column in (None, column)), key=lambda s: s.top)
            for one, other in pairwise(spots):
                assert one.top + one.piece.steps <= other.top
            assert all(spot.top + spot.piece.steps <= 120 for spot in spots)
