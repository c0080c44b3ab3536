"""Colours that stylesheets speak, and the inks they become."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marbre.inks import complement, grey_ink, ink_table, operands, tinted

PALETTE = {"noir": ((26, 26, 26), (0.0, 0.0, 0.0, 100.0)), "foret": ((31, 78, 61), (85.0, 40.0, 75.0, 45.0))}


def test_a_palette_colour_becomes_the_charter_s_inks() -> None:
    assert ink_table(PALETTE, [50]).lookup()[(31, 78, 61)] == (85.0, 40.0, 75.0, 45.0)


def test_a_tint_becomes_a_tint_of_the_inks() -> None:
    assert ink_table(PALETTE, [50]).lookup()[tinted((31, 78, 61), 0.5)] == (42.5, 20.0, 37.5, 22.5)


def test_brand_black_is_black_ink_alone() -> None:
    assert operands(ink_table(PALETTE, []).lookup()[(26, 26, 26)]) == b"0 0 0 1"


@given(st.integers(0, 255))
def test_greys_are_black_ink_alone(value: int) -> None:
    cyan, magenta, yellow, black = grey_ink((value, value, value))
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert 0 <= black <= 100


@given(st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)))
def test_unplanned_colours_stay_within_300_percent(rgb: tuple[int, int, int]) -> None:
    assert all(0 <= ink <= 100 for ink in complement(rgb))
    assert sum(complement(rgb)) <= 300
