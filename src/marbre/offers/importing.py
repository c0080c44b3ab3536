"""One import from start to end: read, compare with the store, write, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from marbre.errors import ImportRefused
from marbre.offers.apidae import read_offer
from marbre.offers.archive import Archive, open_archive
from marbre.offers.changes import Change, change
from marbre.offers.codec import encode
from marbre.offers.database import Store, writing
from marbre.offers.merging import Arrivals, Member, differential_by_evidence, merged, tell_merge
from marbre.offers.notes import Notes
from marbre.offers.references import References, read_references
from marbre.offers.store import NOW, ImportResult, members_now, offer_of
from marbre.offers.supply import Pictures, copied
from marbre.offers.territory import Territory


@dataclass
class _Import:
    """One import under way."""

    archive: Archive
    references: References
    notes: Notes
    pictures: Pictures
    arrivals: Arrivals = field(default_factory=Arrivals)


def run_import(
    path: Path,
    store_path: Path,
    dated: str,
    media_folder: Path | None,
    differential: bool | None,
    territory: Territory | None,
) -> ImportResult:
    """See `store.import_offers`."""
    notes = Notes()
    with open_archive(path) as archive:
        references = read_references(archive, territory or Territory(), notes)
        with writing(store_path) as store:
            pictures = Pictures(archive, notes, _kept_pictures(store), archive.pictures if media_folder else {})
            job = _Import(archive, references, notes, pictures)
            _take(job, store)
            with copied(pictures, media_folder):
                return _conclude(job, store, dated, differential)


def _take(job: _Import, store: Store) -> None:
    """Read every object, one at a time; new versions go into the store at once."""
    for name, linked in job.archive.object_files:
        outer: dict[str, object] = {}
        before = len(job.arrivals.members)
        for raw in job.archive.objects(name, outer):
            offer = read_offer(raw, job.references, job.notes, job.pictures)
            if offer is not None and job.arrivals.take(offer, linked, job.notes):
                store.execute("INSERT OR IGNORE INTO versions VALUES (?, ?)", (offer.digest, encode(offer)))
        job.arrivals.file_read(outer, len(job.arrivals.members) - before)
    if (
        not job.arrivals.members
        and not (job.references.deleted or job.references.unlinked)
        and job.references.selections is None
    ):
        raise ImportRefused(
            f"{job.archive.path}: no tourist object in it",
            "give a project export or an API response of Apidae",
        )


def _conclude(job: _Import, store: Store, dated: str, differential: bool | None) -> ImportResult:
    before = members_now(store)
    partial = differential
    if partial is None:
        partial = differential_by_evidence(job.arrivals, job.references, before)
    after = merged(job.arrivals, job.references, before, partial)
    added = tuple(sorted(after.keys() - before.keys()))
    removed = tuple(sorted(before.keys() - after.keys()))
    touched = sorted(id for id in after.keys() & before.keys() if after[id] != before[id])
    tell_merge(job.notes, before, removed, partial if differential is None else None)
    latest = store.execute("SELECT max(number) FROM snapshots").fetchone()[0] or 0
    unchanged = len(after) - len(added) - len(touched)
    findings = job.notes.findings()
    if not (added or removed or touched):
        _drop_orphans(store)
        return ImportResult(unchanged=unchanged, findings=findings, snapshot=latest, differential=partial)
    changed = tuple(_change(store, before[id], after[id]) for id in touched)
    number = latest + 1
    _write_members(store, number, before, after, (*added, *touched), (*removed, *touched))
    form = "api" if job.arrivals.is_api else "export"
    source = (job.archive.path.resolve().name, job.archive.digest(), form, int(partial))
    counts = (len(added), len(changed), len(removed), unchanged)
    store.execute("INSERT INTO snapshots VALUES (?,?,?,?,?,?,?,?,?,?)", (number, dated, *source, *counts))
    store.executemany(
        "INSERT INTO findings VALUES (?, ?)",
        ((number, json.dumps(asdict(one), ensure_ascii=False)) for one in findings),
    )
    store.executemany(
        "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?)",
        ((key, *one) for key, one in job.pictures.found.items()),
    )
    _drop_orphans(store)
    return ImportResult(added, changed, removed, unchanged, findings, number, partial)


def _write_members(
    store: Store,
    number: int,
    before: Mapping[int, Member],
    after: Mapping[int, Member],
    opened: tuple[int, ...],
    closed: tuple[int, ...],
) -> None:
    store.executemany(f"UPDATE members SET until = ? WHERE {NOW} AND id = ?", ((number, id) for id in closed))
    store.executemany(
        "INSERT INTO members VALUES (?, ?, ?, ?, ?, NULL)",
        (
            (id, one.digest, json.dumps(one.selections), one.standing, number)
            for id in sorted(opened)
            for one in (after[id],)
        ),
    )


def _drop_orphans(store: Store) -> None:
    store.execute("DELETE FROM versions WHERE digest NOT IN (SELECT digest FROM members)")


def _change(store: Store, old: Member, new: Member) -> Change:
    query = "SELECT offer FROM versions WHERE digest = ?"
    return change(*(
        offer_of(store.execute(query, (one.digest,)).fetchone()[0], one) for one in (old, new)
    ))  # fmt: skip


def _kept_pictures(store: Store) -> dict[str, tuple[str, int, int]]:
    rows = store.execute("SELECT medium, file, width, height FROM pictures")
    return {medium: (file, width, height) for medium, file, width, height in rows}
