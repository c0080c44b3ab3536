"""The store: every import a dated snapshot, each version of an offer kept once by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from marbre.findings import Finding
from marbre.offers.changes import Change
from marbre.offers.codec import decode
from marbre.offers.database import Store, reading
from marbre.offers.merging import Member
from marbre.offers.model import Offer

if TYPE_CHECKING:
    from marbre.offers.columns import Columns
    from marbre.offers.territory import Territory

#: Which rows of `members` the latest snapshot has.
NOW = "until IS NULL"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `snapshot` is the number of the store's latest one; none is made when nothing changed."""

    added: tuple[int, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[int, ...] = ()
    unchanged: int = 0
    findings: tuple[Finding, ...] = ()
    snapshot: int = 0
    differential: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One import that changed something. `form`: export, api or table; `origin` is the source whose offers it holds:
    apidae, datatourisme or `table:<mapping>`. Imports of one origin leave the offers of others alone."""

    number: int
    dated: str
    source: str
    source_digest: str
    form: str
    differential: bool
    added: int
    changed: int
    removed: int
    unchanged: int
    origin: str = "apidae"


def import_offers(
    path: Path,
    store_path: Path,
    dated: date | str,
    media_folder: Path | None = None,
    differential: bool | None = None,
    territory: Territory | None = None,
    mapping: Columns | None = None,
) -> ImportResult:
    """Read an export or API response of Apidae, a flux or API response of DATAtourisme, or a table into the store, all
    or nothing. Only offers of the same source are replaced. A table needs its `mapping`.

    `differential`: True adds and replaces, False replaces everything; None follows, in this order, the export's own
    `notification.json` (`reinitialisation`), a list of deleted objects, an API answer that is not complete, and
    selections that name mostly objects which the store has and the archive has not.
    Raises ImportRefused (the source cannot be taken) and WorkRefused (the store cannot be written).
    """
    # Only here: who reads the store has no use for the readers of Apidae.
    from marbre.offers.importing import run_import

    return run_import(Path(path), Path(store_path), str(dated), media_folder, differential, territory, mapping)


def members_now(store: Store, origin: str) -> dict[int, Member]:
    """The offers of the latest snapshot that come from one source."""
    rows = store.execute(f"SELECT id, digest, selections, standing FROM members WHERE {NOW} AND origin = ?", (origin,))
    return {id: Member(digest, _ids(selections), standing) for id, digest, selections, standing in rows}


def offer_of(text: str, member: Member) -> Offer:
    state = {"state_seen": member.standing} if member.standing else {}
    return decode(text, digest=member.digest, selections=member.selections, **state)


def read_offers(store_path: Path, snapshot: int | None = None) -> tuple[Offer, ...]:
    """The offers of a snapshot (the latest), by id; none while nothing was imported. Raises WorkRefused."""
    return tuple(_read(Path(store_path), snapshot))


def _read(store_path: Path, snapshot: int | None) -> Iterator[Offer]:
    with reading(store_path) as store:
        if store is None:
            return
        where = NOW if snapshot is None else f"since <= {int(snapshot)} AND ({NOW} OR until > {int(snapshot)})"
        rows = store.execute(
            "SELECT offer, members.digest, selections, standing FROM members JOIN versions USING (digest)"
            f" WHERE {where} ORDER BY id"
        )
        for text, digest, selections, standing in rows:
            yield offer_of(text, Member(digest, _ids(selections), standing))


@cache
def _ids(text: str) -> tuple[int, ...]:
    """Selections as they are kept: offers share few different lists."""
    return tuple(json.loads(text))


def read_snapshots(store_path: Path) -> tuple[Snapshot, ...]:
    """All snapshots, the oldest first. Raises WorkRefused."""
    with reading(Path(store_path)) as store:
        rows = store.execute("SELECT * FROM snapshots ORDER BY number").fetchall() if store else []
    return tuple(Snapshot(*row) for row in ((*row[:5], bool(row[5]), *row[6:]) for row in rows))


def offers_digest(store_path: Path) -> str:
    """SHA-256 of what the latest snapshot holds: every offer's version, selections and standing. Raises WorkRefused."""
    total = hashlib.sha256()
    with reading(Path(store_path)) as store:
        if store is not None:
            query = f"SELECT id, digest, selections, standing FROM members WHERE {NOW} ORDER BY id"
            for row in store.execute(query):
                total.update(repr(row).encode())
    return total.hexdigest()
