"""What finishing for print costs: its share of a first build's time, and of a build with nothing changed.

    python bench/finishing.py [edition]

Counted as finishing: turning every block's paint into inks, pictures into inks, binding and reading back the print file
and the cover. One process, so that nothing hides behind another.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]


class Here(Executor):
    """Runs what it is given at once, in this process."""

    def __init__(self, setup: object) -> None:
        from marbre.press.engine import start

        start(setup)

    def submit(self, function, /, *given, **named):
        future = Future()
        try:
            future.set_result(function(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def main(name: str) -> None:
    """Build twice in a project of its own and print the shares."""
    from conftest import project_at
    from marbre.build import build_edition
    from marbre.offers.store import read_offers
    from marbre.press.pool import Press
    from marbre.press.stream import BlockStream

    spent = 0.0
    written = BlockStream.written

    def timed(self, *given):
        nonlocal spent
        begin = time.perf_counter()
        try:
            return written(self, *given)
        finally:
            spent += time.perf_counter() - begin

    BlockStream.written = timed
    Press._opened = lambda press, workers: Here(press.setup)
    with tempfile.TemporaryDirectory() as folder:
        project = project_at(Path(folder))
        offers = read_offers(project.store)
        for said in ("first build", "nothing changed"):
            spent, begin = 0.0, time.perf_counter()
            built = build_edition(project, name, "fr", offers, jobs=1)
            total = time.perf_counter() - begin
            seconds = built.seconds
            steps = ("bind print", "read print", "bind cover", "read cover")
            files = sum(seconds.get(step, 0.0) for step in steps)
            pictures = seconds.get("pictures", 0.0)
            print(
                f"{said}: finishing {(spent + files + pictures) / total:.0%} of the time "
                f"(blocks {spent / total:.0%}, pictures {pictures / total:.0%}, files {files / total:.0%})"
            )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "guide-decouverte")
