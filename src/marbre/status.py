"""Which built editions are out of date: their manifests held against the offers and files of today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marbre.brand_file import read_brand
from marbre.edition import Edition
from marbre.edition_file import read_edition
from marbre.errors import WorkRefused
from marbre.offers.model import Offer
from marbre.offers.selecting import select
from marbre.offers.store import read_offers
from marbre.project import Project


@dataclass(frozen=True, slots=True)
class EditionState:
    """One edition in one language, held against its last build.

    `changed` and `removed` are ids of offers that it printed, `added` of those that it would print now;
    `files` are inputs that changed since, below the project's root.
    """

    edition: str
    language: str
    built: bool
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    names: tuple[tuple[int, str], ...] = ()

    @property
    def stale(self) -> bool:
        return not self.built or bool(self.added or self.changed or self.removed or self.files)

    @property
    def verdict(self) -> str:
        return "not built yet" if not self.built else "out of date" if self.stale else "up to date"

    @property
    def reasons(self) -> tuple[str, ...]:
        """One line for each thing that makes it out of date."""
        names = dict(self.names)
        offers = [f"offer {id} is new ({names[id]})" for id in self.added]
        offers += [f"offer {id} changed ({names[id]})" for id in self.changed]
        gone = [f"offer {id} is gone" for id in self.removed]
        return (*offers, *gone, *(f"{path} changed" for path in self.files))

    def as_json(self) -> dict[str, Any]:
        """For `marbre status --json`."""
        return {
            "edition": self.edition,
            "language": self.language,
            "built": self.built,
            "stale": self.stale,
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "files": list(self.files),
        }


def edition_states(project: Project) -> tuple[EditionState, ...]:
    """The state of every edition and language. Raises EditionError when an edition cannot be read."""
    offers = read_offers(project.store) if project.store.is_file() else ()
    brand = read_brand(project.brand)
    states = []
    for name in project.edition_names():
        edition = read_edition(project.root, name, brand)
        wanted = selected_ids(edition, offers)
        states += [state_of(project, name, language, offers, wanted) for language in edition.languages]
    return tuple(states)


def selected_ids(edition: Edition, offers: tuple[Offer, ...]) -> frozenset[int]:
    """The offers that the listings and the agenda of an edition choose today."""
    life = (edition.valid_from, edition.valid_to)
    sections = (one for one in edition.flatplan if one.kind in ("listing", "agenda", "calendar") and one.select)
    chosen = (select(offers, section.select, life) for section in sections if section.select)
    return frozenset(offer.id for found in chosen for offer in found)


def state_of(
    project: Project, name: str, language: str, offers: tuple[Offer, ...], wanted: frozenset[int]
) -> EditionState:
    """Hold a build's manifest (`records`: id and hash; `inputs`: SHA-256 by path, if any) against today.

    Raises WorkRefused when the manifest cannot be read.
    """
    path = project.build / name / language / "manifest.json"
    if not path.is_file():
        return EditionState(name, language, built=False)
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        printed = {int(record["id"]): str(record["hash"]) for record in manifest["records"]}
    except (ValueError, KeyError, TypeError):
        raise WorkRefused(f"{project.shown(path)}: not a manifest", f"run `marbre build {name}`") from None
    today = {offer.id: offer for offer in offers}
    changed = sorted(
        id for id, digest in printed.items() if id in today and digest not in ("", today[id].digest)
    )
    added = sorted(wanted - printed.keys())
    return EditionState(
        edition=name,
        language=language,
        built=True,
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(printed.keys() - today.keys())),
        files=tuple(_changed_files(project.root, manifest.get("inputs", {}))),
        names=tuple((id, today[id].names.best(language)) for id in (*added, *changed)),
    )


def _changed_files(root: Path, inputs: Mapping[str, str]) -> Iterator[str]:
    for shown, digest in sorted(inputs.items()):
        path = root / shown
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield shown
