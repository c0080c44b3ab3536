"""What prints over and what knocks out, operator by operator."""

from __future__ import annotations

import pytest

from marbre.press.overprint import BLACK, OTHER, VARNISH, Overprinting, overprinted


def run(*lines: str, fill: int = BLACK, stroke: int = BLACK, scale: float = 1.0) -> list[str]:
    """The stream written; limits 12 pt for type, 2 pt for lines."""
    track = Overprinting(12, 2, scale)
    track.now.fill, track.now.stroke = fill, stroke
    for line in lines:
        track.take(line.encode(), line.split()[-1].encode())
    return [line.decode() for line in track.out]


def text(size: float, **options: float) -> list[str]:
    return run("BT", "1 0 0 -1 0 0 Tm", f"/F1 {size} Tf", "[<0001>] TJ", "ET", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("px", "over"), [(8, True), (15.9, True), (16, False), (40, False)])
def test_black_type_below_twelve_points_overprints(px: float, over: bool) -> None:
    assert ("/GSo gs" in text(px)) is over


def test_type_in_a_colour_or_white_never_overprints() -> None:
    assert "/GSo gs" not in text(8, fill=OTHER)


def test_the_scale_of_the_drawing_counts() -> None:
    assert "/GSo gs" not in run("q", "3 0 0 3 0 0 cm", "BT", "/F1 8 Tf", "[<0001>] TJ", "ET", "Q")
    assert "/GSo gs" in run("BT", "/F1 40 Tf", "[<0001>] TJ", "ET", scale=0.2)


def test_turned_type_keeps_its_size() -> None:
    assert "/GSo gs" in run("0 1 -1 0 0 0 cm", "BT", "/F1 8 Tf", "[<0001>] TJ", "ET")


def test_knocking_out_comes_back_for_what_follows() -> None:
    out = run("BT", "/F1 8 Tf", "[<0001>] TJ", "ET", "/P1 Do")
    assert out.index("/GSo gs") < out.index("/GSk gs") < out.index("/P1 Do")


def test_restoring_the_state_restores_overprint() -> None:
    out = run("q", "BT", "/F1 8 Tf", "[<0001>] TJ", "ET", "Q", "/P1 Do")
    assert out.count("/GSk gs") == 0


def test_the_state_stands_before_the_path_it_is_for() -> None:
    out = run("0 0 m", "100 0 l", "S")
    assert out == ["/GSo gs", "0 0 m", "100 0 l", "S"]


@pytest.mark.parametrize(("width", "over"), [(1, True), (2.6, True), (2.7, False)])
def test_thin_black_lines_overprint(width: float, over: bool) -> None:
    assert ("/GSo gs" in run(f"{width} w", "0 0 m", "100 0 l", "S")) is over


def test_a_thin_box_is_a_line_and_a_thick_one_is_not() -> None:
    assert "/GSo gs" in run("0 0 100 1 re", "f")
    assert "/GSo gs" not in run("0 0 100 30 re", "f")
    assert "/GSo gs" not in run("0 0 100 1 re", "0 0 20 20 re", "f")


def test_a_border_between_two_boxes_is_a_line() -> None:
    assert "/GSo gs" in run("0 0 100 39 re", "0 0 100 40 re", "f*")
    assert "/GSo gs" not in run("0 0 100 30 re", "0 0 100 40 re", "f*")


def test_a_clip_is_no_paint() -> None:
    assert run("0 0 100 1 re", "W", "n", "0 0 100 30 re", "f") == ["0 0 100 1 re", "W", "n", "0 0 100 30 re", "f"]


def test_varnish_prints_over_everything() -> None:
    assert "/GSo gs" in run("0 0 100 30 re", "f", fill=VARNISH)
    assert "/GSo gs" in text(40, fill=VARNISH)


def test_drawings_get_the_same_states() -> None:
    ink = b"0 0 0 1 K\n2 w\n0 0 m\n9 0 l\nS\n/Kv cs 1 scn\n0 0 m\n9 9 l\n9 0 l\nf\n0 0 0 0 k\n0 0 m\n9 9 l\n9 0 l\nf"
    lines = overprinted(ink, 0, 2, 1, frozenset({b"/Kv"})).split(b"\n")
    assert lines.index(b"/GSo gs") == 2
    assert lines.index(b"/GSk gs") == lines.index(b"0 0 0 0 k") + 1
    assert lines.count(b"/GSo gs") == 1
