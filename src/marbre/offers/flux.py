"""A DATAtourisme flux (index and one file an object) or answers of its API, object by object in flat memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from marbre.errors import ImportRefused
from marbre.findings import Finding, Severity
from marbre.offers.archive import Archive
from marbre.offers.datatourisme import read_object
from marbre.offers.merging import Arrivals
from marbre.offers.model import Offer
from marbre.offers.notes import Notes
from marbre.offers.sources import INDEX, flux_files
from marbre.offers.territory import Territory
from marbre.offers.values import as_map, maps, plain, whole


def read_flux(archive: Archive, territory: Territory, notes: Notes, arrivals: Arrivals) -> Iterator[Offer]:
    """The offers, in the order of the files' names. A broken object is a finding, and so is one that the index names
    and the archive lacks; when nothing at all can be read, ImportRefused is raised.
    """
    files = flux_files(archive)
    _tell_missing(archive, set(files), notes)
    broken = 0
    for name in files:
        outer: dict[str, Any] = {}
        found = 0
        try:
            for raw in archive.objects(name, outer):
                offer = read_object(raw, territory, notes)
                found += 1
                if offer is not None:
                    yield offer
        except ImportRefused as error:
            if found or len(files) == 1:
                raise
            broken += 1
            notes.say(_unreadable(name, error.message))
            continue
        total = whole(as_map(outer.get("meta")).get("total"))
        if total is not None:
            arrivals.is_api = True
            arrivals.announced = max(arrivals.announced, total)
        arrivals.single = bool(outer.get("single")) and len(files) == 1
    if broken and broken == len(files):
        raise ImportRefused(f"{archive.path}: none of its {broken} objects can be read", "download the flux again")


def _unreadable(name: str, why: str) -> Finding:
    return Finding(
        "import_object_unreadable", Severity.ERROR, f"L'objet {PurePosixPath(name).name} du flux est illisible : {why}",
        "Télécharger de nouveau le flux.", value=name, who="office",
    )  # fmt: skip


def _tell_missing(archive: Archive, files: set[str], notes: Notes) -> None:
    """Objects that the index promises and the archive does not hold."""
    index = next((name for name in archive.members if PurePosixPath(name).name == INDEX), None)
    if index is None:
        return
    stem = index.removesuffix(INDEX)
    try:
        rows = list(maps(list(archive.objects(index))))
    except ImportRefused:
        notes.say(_unreadable(index, "l'index n'est pas complet."))
        return
    for row in rows:
        path = plain(row.get("file"))
        if path and f"{stem}objects/{path}" not in files and f"{stem}{path}" not in files:
            notes.say(
                Finding(
                    "import_object_missing", Severity.WARNING,
                    f"« {plain(row.get('label')) or path} » est dans l'index du flux, mais son fichier manque.",
                    "Télécharger de nouveau le flux.", value=path, who="office",
                )
            )  # fmt: skip
