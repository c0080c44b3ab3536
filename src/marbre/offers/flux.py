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
from marbre.offers.sources import INDEX, OBJECTS, flux_files
from marbre.offers.territory import Territory
from marbre.offers.values import as_map, maps, plain, whole

#: Faults that a refusal names one by one, and the share of missing objects from which it is one.
_NAMED, _MOST_MISSING = 5, 0.1


def read_flux(archive: Archive, territory: Territory, notes: Notes, arrivals: Arrivals) -> Iterator[Offer]:
    """The offers, in the order of the files' names. What the index names and the archive lacks is a finding.

    Raises ImportRefused, with all that is wrong, when objects are not JSON, have no address, or share one and differ:
    a complete import without them would take their offers out of the store.
    """
    files = flux_files(archive)
    _tell_missing(archive, set(files), notes)
    faults: list[str] = []
    seen: dict[int, tuple[str, str]] = {}
    for name in files:
        outer: dict[str, Any] = {}
        try:
            for raw in archive.objects(name, outer):
                offer = read_object(raw, territory, notes)
                fault = _fault(offer, name, seen)
                faults += [fault] if fault else []
                if offer is not None and not fault:
                    yield offer
        except ImportRefused as error:
            faults.append(error.message.removeprefix(f"{archive.path}: "))
        total = whole(as_map(outer.get("meta")).get("total"))
        if total is not None:
            arrivals.is_api = True
            arrivals.announced = max(arrivals.announced, total)
        arrivals.single = bool(outer.get("single")) and len(files) == 1
    if faults:
        raise _refusal(archive, faults, len(files))


def _fault(offer: Offer | None, name: str, seen: dict[int, tuple[str, str]]) -> str:
    """What is wrong with an object, if anything; notes it in `seen`."""
    if offer is None:
        return f"{name}: an object without address (@id)"
    digest, first = seen.setdefault(offer.id, (offer.digest, name))
    return f"{name}: {offer.identifier} again, and not the same as in {first}" if digest != offer.digest else ""


def _refusal(archive: Archive, faults: list[str], files: int) -> ImportRefused:
    more = f"; … and {len(faults) - _NAMED} more" if len(faults) > _NAMED else ""
    some = "take these files out and import with --differential, so that the offers of before stay"
    hint = f"download the flux again; if it stays so, {some}" if files > 1 else "download it again; nothing was imported"
    return ImportRefused(f"{archive.path}: {'; '.join(faults[:_NAMED])}{more}", hint)


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
    gone = [row for row in rows if not _found(plain(row.get("file")), stem, files)]
    if len(gone) > max(1, _MOST_MISSING * len(rows)):
        raise ImportRefused(
            f"{archive.path}: {len(gone)} of the {len(rows)} objects of its index are missing", "download the flux again"
        )
    for row in gone:
        path = plain(row.get("file"))
        notes.say(
            Finding(
                "import_object_missing", Severity.WARNING,
                f"« {plain(row.get('label')) or path} » est dans l'index du flux, mais son fichier manque.",
                "Télécharger de nouveau le flux.", value=path, who="office",
            )
        )  # fmt: skip


def _found(path: str, stem: str, files: set[str]) -> bool:
    return not path or f"{stem}{OBJECTS}/{path}" in files or f"{stem}{path}" in files
