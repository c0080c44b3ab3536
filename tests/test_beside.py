"""Calls side by side: results in order, words heard, errors brought home, deaths noticed; and results that are kept."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from marbre.beside import side_by_side
from marbre.compose.keeping import digest_of, kept
from marbre.compose.templates import fill, open_layout
from marbre.errors import InputError


def test_results_come_in_the_order_of_the_calls():
    assert side_by_side([lambda say, n=n: (n, os.getpid()) for n in range(3)][::-1])[0][0] == 2
    pids = {pid for _, pid in side_by_side([lambda say: (1, os.getpid()), lambda say: (2, os.getpid())])}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_a_single_call_stays_here():
    assert side_by_side([lambda say: os.getpid()]) == [os.getpid()]


def test_words_are_heard_with_the_index_of_who_spoke():
    heard: list[tuple[int, object]] = []

    def call(name: str):
        return lambda say: (say(name), name)[1]

    assert side_by_side([call("a"), call("b")], lambda index, said: heard.append((index, said))) == ["a", "b"]
    assert sorted(heard) == [(0, "a"), (1, "b")]


def test_an_error_keeps_its_kind_and_its_words():
    def fail(say: object) -> None:
        raise InputError("brand.yaml:3: no such colour", "take one of the palette")

    with pytest.raises(InputError, match="no such colour") as caught:
        side_by_side([lambda say: None, fail])
    assert caught.value.hint == "take one of the palette"


def test_a_killed_call_is_an_error_not_a_wait():
    with pytest.raises(RuntimeError, match="before it had a result"):
        side_by_side([lambda say: 1, lambda say: os.kill(os.getpid(), signal.SIGKILL)])


def test_kept_results_are_made_once_and_again_when_damaged(tmp_path: Path):
    made: list[int] = []

    def make() -> dict[str, list[int]]:
        made.append(1)
        return {"a": [1, 2]}

    digest = digest_of("x", (1, 2))
    assert kept(tmp_path, digest, make) == kept(tmp_path, digest, make) == {"a": [1, 2]}
    assert len(made) == 1
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:-2] + b"9}")
    assert kept(tmp_path, digest, make) == {"a": [1, 2]}
    assert len(made) == 2
    assert digest != digest_of("x", (1, 3))


def test_damaged_templates_are_compiled_again(tmp_path: Path):
    (tmp_path / "layout" / "blocks").mkdir(parents=True)
    (tmp_path / "layout" / "blocks" / "card.html").write_text("<b>{{ name }}</b>", encoding="utf-8")

    def filled() -> str:
        return fill(open_layout([tmp_path / "layout"], {}, {}, tmp_path / "kept"), "card", {"name": "Usson & Nonette"})

    assert filled() == "<b>Usson &amp; Nonette</b>"
    (kept_file,) = (tmp_path / "kept").iterdir()
    whole = kept_file.read_bytes()
    for place in range(70, len(whole), 7):
        kept_file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert filled() == "<b>Usson &amp; Nonette</b>"


def test_a_call_that_is_stopped_leaves_no_workers_behind(tmp_path: Path) -> None:
    def working(say: object) -> None:
        with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
            (tmp_path / "pid").write_text(str(pool.submit(os.getpid).result()), encoding="utf-8")
            try:
                time.sleep(60)
            finally:
                for process in list(pool._processes.values()):
                    process.kill()

    def failing(say: object) -> None:
        while not (tmp_path / "pid").is_file():
            time.sleep(0.02)
        raise InputError("stop")

    with pytest.raises(InputError, match="stop"):
        side_by_side([working, failing])
    worker = int((tmp_path / "pid").read_text(encoding="utf-8"))
    deadline = time.monotonic() + 10
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)


def _lives(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.is_file() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
