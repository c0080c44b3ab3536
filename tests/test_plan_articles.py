"""Pictures that make text and pages come out even."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marbre.plan.articles import article_frames, frame_rules


def test_the_head_picture_takes_what_the_text_leaves() -> None:
    frames = article_frames(text=300, words=40, pages=2, steps=216, columns=2, least=44, most=120, slack=10)
    assert frames.over == 0
    assert frames.columns[0] == (216 - 40 - frames.picture,) * 2
    assert sum(map(sum, frames.columns)) >= 300


def test_too_much_text_is_told_in_steps() -> None:
    frames = article_frames(text=2000, words=40, pages=2, steps=216, columns=2, least=44, most=120)
    assert frames.picture == 44
    assert frames.over == 2000 + 20 - 2 * (216 - 40 - 44) - 2 * 216


def test_little_text_earns_a_second_picture() -> None:
    frames = article_frames(text=240, words=40, pages=2, steps=216, columns=2, least=44, most=100)
    assert frames.picture == 100
    assert frames.second >= 36


@given(st.integers(1, 900), st.integers(10, 80), st.integers(1, 3))
def test_frames_hold_the_text_or_say_how_much_is_over(text: int, words: int, pages: int) -> None:
    frames = article_frames(text, words, pages, 216, 2, 44, 120)
    assert sum(map(sum, frames.columns)) + frames.over >= text
    assert all(0 < height <= 216 for page in frames.columns for height in page)


def test_frames_become_css_pages() -> None:
    rules = frame_rules(((30.0, 30.0), (80.5, 80.5)), 58.5)
    assert "@page thread:nth(3) { size: 58.500mm 80.500mm; margin: 0 }" in rules


@given(st.integers(200, 700), st.integers(10, 60))
def test_no_foot_is_white_for_too_little_to_be_a_picture(text: int, words: int) -> None:
    frames = article_frames(text, words, 2, 216, 2, 44, 120)
    room = sum(map(sum, frames.columns))
    if not frames.over:
        assert frames.second or room - (text + 20) < 2
        assert frames.second == 0 or frames.second >= 20
