"""Several editions and languages, as many at a time as there are cores."""

from __future__ import annotations

import os
from collections.abc import Sequence

from marbre.beside import Call, side_by_side
from marbre.build.edition import Built, Progress, build_edition, languages_of, silent
from marbre.offers.store import read_offers
from marbre.project import Project


def build_editions(
    project: Project, names: Sequence[str], languages: Sequence[str] = (), targets: Sequence[str] = ("print", "web"),
    jobs: int = 0, progress: Progress | None = None, marks: bool = False,
) -> list[Built]:  # fmt: skip
    """Build editions, each in its languages (or those of `languages` that it has). Raises MarbreError for mistakes."""
    offers = read_offers(project.store)
    wanted = [(name, language) for name in names for language in languages_of(project, name, languages)]
    tell = progress or silent
    cores = jobs or os.cpu_count() or 1
    built: list[Built] = []
    for first in range(0, len(wanted), cores):
        some = wanted[first : first + cores]
        each = max(1, cores // len(some))

        def heard(index: int, said: object, some: Sequence[tuple[str, str]] = some) -> None:
            assert isinstance(said, tuple)
            tell(f"{' '.join(some[index])}: {said[0]}", *said[1:])

        def call(name: str, language: str, each: int = each) -> Call[Built]:
            return lambda say: build_edition(
                project, name, language, offers, targets, each, lambda *told: say(told), marks
            )

        built += side_by_side([call(name, language) for name, language in some], heard)
    return built
