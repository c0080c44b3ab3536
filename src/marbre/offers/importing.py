"""One import from start to end: read, compare with the store, write, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path

from marbre.errors import ImportRefused
from marbre.offers.apidae import read_offer
from marbre.offers.archive import Archive, open_archive
from marbre.offers.changes import Change, change
from marbre.offers.codec import encode
from marbre.offers.columns import Columns
from marbre.offers.database import Store, writing
from marbre.offers.flux import read_flux
from marbre.offers.merging import Arrivals, Member, differential_by_evidence, merged, tell_merge
from marbre.offers.model import Offer
from marbre.offers.notes import Notes
from marbre.offers.references import References, read_references
from marbre.offers.sources import APIDAE, DATATOURISME, is_table, origin_of
from marbre.offers.store import NOW, ImportResult, members_now, offer_of
from marbre.offers.supply import Pictures, copied
from marbre.offers.table_offers import read_table_offers, table_digest
from marbre.offers.territory import Territory

#: An offer, and whether a link is all that brought it.
Arrival = tuple[Offer, bool]


@dataclass
class _Import:
    """One import under way. `offers` reads them one at a time and notes in `arrivals` what files say of themselves."""

    path: Path
    origin: str
    references: References
    notes: Notes
    digest: Callable[[], str]
    offers: Callable[[_Import], Iterable[Arrival]]
    pictures: Pictures | None = None
    media: AbstractContextManager[None] = field(default_factory=nullcontext)
    arrivals: Arrivals = field(default_factory=Arrivals)

    @property
    def form(self) -> str:
        if self.origin not in (APIDAE, DATATOURISME):
            return "table"
        return "api" if self.arrivals.is_api else "export"


def run_import(
    path: Path, store_path: Path, dated: str, media_folder: Path | None, differential: bool | None,
    territory: Territory | None, mapping: Columns | None,
) -> ImportResult:  # fmt: skip
    """See `store.import_offers`."""
    with _source(path, territory or Territory(), media_folder, mapping) as begin, writing(store_path) as store:
        job = begin(store)
        _take(job, store)
        with job.media:
            return _conclude(job, store, dated, differential)


@contextmanager
def _source(
    path: Path, territory: Territory, media_folder: Path | None, mapping: Columns | None
) -> Iterator[Callable[[Store], _Import]]:
    """What begins the import of a path, once the store is open."""
    notes = Notes()
    if is_table(path):
        if mapping is None:
            raise ImportRefused(f"{path}: a table needs a mapping of its columns", "give one with --mapping NAME")
        columns = mapping

        def rows(job: _Import) -> Iterator[Arrival]:
            return ((offer, False) for offer in read_table_offers(path, columns, territory, notes))

        digest = lambda: table_digest(path, columns)  # noqa: E731
        yield lambda store: _Import(path, columns.origin, References(territory), notes, digest, rows)
        return
    with open_archive(path) as archive:
        if origin_of(archive) == DATATOURISME:

            def objects(job: _Import) -> Iterator[Arrival]:
                return ((offer, False) for offer in read_flux(archive, territory, notes, job.arrivals))

            yield lambda store: _Import(path, DATATOURISME, References(territory), notes, archive.digest, objects)
        else:
            yield lambda store: _apidae(archive, territory, notes, store, media_folder)


def _apidae(
    archive: Archive, territory: Territory, notes: Notes, store: Store, media_folder: Path | None
) -> _Import:
    references = read_references(archive, territory, notes)
    pictures = Pictures(archive, notes, _kept_pictures(store), archive.pictures if media_folder else {})

    def objects(job: _Import) -> Iterator[Arrival]:
        for name, linked in archive.object_files:
            outer: dict[str, object] = {}
            before = len(job.arrivals.members)
            for raw in archive.objects(name, outer):
                offer = read_offer(raw, references, notes, pictures)
                if offer is not None:
                    yield offer, linked
            job.arrivals.file_read(outer, len(job.arrivals.members) - before)

    media = copied(pictures, media_folder)
    return _Import(archive.path, APIDAE, references, notes, archive.digest, objects, pictures, media)


def _take(job: _Import, store: Store) -> None:
    """Read every object, one at a time; new versions go into the store at once."""
    for offer, linked in job.offers(job):
        if job.arrivals.take(offer, linked, job.notes):
            store.execute("INSERT OR IGNORE INTO versions VALUES (?, ?)", (offer.digest, encode(offer)))
    told = job.references.deleted or job.references.unlinked or job.references.selections is not None
    if not job.arrivals.members and not told:
        raise ImportRefused(
            f"{job.path}: no tourist object in it",
            "give a project export or an API response of Apidae, a flux of DATAtourisme, or a table",
        )


def _conclude(job: _Import, store: Store, dated: str, differential: bool | None) -> ImportResult:
    before = members_now(store, job.origin)
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
    _write_members(store, number, job.origin, after, (*added, *touched), (*removed, *touched))
    source = (job.path.resolve().name, job.digest(), job.form, int(partial))
    counts = (len(added), len(changed), len(removed), unchanged)
    store.execute(
        "INSERT INTO snapshots VALUES (?,?,?,?,?,?,?,?,?,?,?)", (number, dated, *source, *counts, job.origin)
    )
    store.executemany(
        "INSERT INTO findings VALUES (?, ?)",
        ((number, json.dumps(asdict(one), ensure_ascii=False)) for one in findings),
    )
    if job.pictures is not None:
        found = job.pictures.found.items()
        store.executemany("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?)", ((key, *one) for key, one in found))
    _drop_orphans(store)
    return ImportResult(added, changed, removed, unchanged, findings, number, partial)


def _write_members(
    store: Store, number: int, origin: str, after: Mapping[int, Member], opened: tuple[int, ...], closed: tuple[int, ...]
) -> None:
    store.executemany(
        f"UPDATE members SET until = ? WHERE {NOW} AND id = ? AND origin = ?", ((number, id, origin) for id in closed)
    )
    store.executemany(
        "INSERT INTO members VALUES (?, ?, ?, ?, ?, NULL, ?)",
        (
            (id, one.digest, json.dumps(one.selections), one.standing, number, origin)
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
