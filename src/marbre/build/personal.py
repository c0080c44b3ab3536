"""A guide made for one stay, from the blocks that the whole guide is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from marbre.brand_file import read_brand
from marbre.build.edition import Built, Progress, build_edition
from marbre.compose.tailoring import in_format, tailored
from marbre.edition_file import read_edition
from marbre.errors import InputError
from marbre.offers.model import Offer
from marbre.offers.staying import Choice, Stay, choose
from marbre.offers.store import read_snapshots
from marbre.press.pool import Press
from marbre.project import Project


@dataclass(frozen=True, slots=True)
class Personal:
    """What was found for a stay, and the guide if there was something to print."""

    choice: Choice
    built: Built | None = None


def build_personal(
    project: Project, name: str, language: str, offers: tuple[Offer, ...], stay: Stay, format: str = "",
    targets: Sequence[str] = ("web",), progress: Progress | None = None, jobs: int = 0,
    press: Press | None = None,
) -> Personal:  # fmt: skip
    """Make edition `name` for a stay, in `build/<name>/personal/<digest of the stay>/`; nothing is made where nothing
    suits. `press` is one that is open already. Raises MarbreError for what is wrong in the edition or asked of it."""
    edition = in_format(read_edition(project.root, name, read_brand(project.brand)), format)
    if language not in edition.languages:
        raise InputError(f"{name} has no `{language}`", f"its languages are {', '.join(edition.languages)}")
    choice = choose(offers, stay)
    snapshots = read_snapshots(project.store)
    imported = snapshots[-1].dated if snapshots else edition.data_date.isoformat()
    made = tailored(edition, offers, choice, stay, imported)
    if not choice.chosen:
        return Personal(choice)
    folder = folder_of(project, name, language, stay, format)
    built = build_edition(project, name, language, offers, targets, jobs, progress, made_for=made, folder=folder, opened=press)
    return Personal(choice, built)


def folder_of(project: Project, name: str, language: str, stay: Stay, format: str) -> Path:
    """Where the guide of a stay lies: the same stay always in the same place."""
    digest = hashlib.sha256(repr((stay, language, format)).encode()).hexdigest()
    return project.build / name / "personal" / digest[:16]
