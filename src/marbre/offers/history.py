"""How the offer moved from import to import: totals of every snapshot, and which fields changed in the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from marbre.offers.changes import change
from marbre.offers.codec import decode
from marbre.offers.database import reading
from marbre.offers.store import Snapshot, read_snapshots

#: How many snapshots are looked back on.
MOST = 12
#: A version leaves out what is as usual; `standing` is what the snapshot knows better.
_SPANS = """
SELECT json_extract(offer, '$.type'), since, until FROM members JOIN versions USING (digest)
WHERE coalesce(nullif(standing, ''), json_extract(offer, '$.state'), 'PUBLISHED') = 'PUBLISHED'
"""
#: The versions that a snapshot put in the place of others.
_PAIRS = """
SELECT gone.offer, come.offer FROM members AS old JOIN members AS new ON new.id = old.id AND new.since = old.until
JOIN versions AS gone ON gone.digest = old.digest JOIN versions AS come ON come.digest = new.digest
WHERE old.until = :last AND old.digest <> new.digest ORDER BY old.id
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One import: its date as the store has it, the published offers after it by type, and what it did to records."""

    number: int
    dated: str
    offers: int
    by_type: tuple[tuple[str, int], ...]
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class History:
    """The last imports, the oldest first; `fields`: (field, records) that the last one changed, the most frequent first."""

    steps: tuple[Step, ...] = ()
    fields: tuple[tuple[str, int], ...] = ()

    def moved(self, type: str = "") -> int:
        """How many published offers more (or fewer) the last import left than the one before, of one type or of all."""
        if len(self.steps) < 2:
            return 0
        before, after = (step.offers if not type else dict(step.by_type).get(type, 0) for step in self.steps[-2:])
        return after - before


NO_HISTORY = History()


def read_history(store: Path, most: int = MOST) -> History:
    """The last `most` imports of a store. Only the records that the last one changed are decoded. Raises WorkRefused."""
    snapshots = read_snapshots(store)[-most:]
    with reading(store) as found:
        if found is None or not snapshots:
            return NO_HISTORY
        spans = found.execute(_SPANS).fetchall()
        pairs = found.execute(_PAIRS, {"last": snapshots[-1].number}).fetchall() if len(snapshots) > 1 else []
    steps = tuple(_step(snapshot, spans) for snapshot in snapshots)
    changed = [change(decode(before), decode(after)) for before, after in pairs]
    fields = Counter(name for one in changed for name in {_field(field.path) for field in one.fields})
    return History(steps, tuple(sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))))


def _field(path: str) -> str:
    """The field that a path such as `contacts[1].value` or `short.fr` belongs to."""
    return path.split(".")[0].split("[")[0]


def _step(snapshot: Snapshot, spans: Sequence[tuple[str, int, int | None]]) -> Step:
    """`spans`: type, first snapshot and the one after the last, of every version that was published."""
    number = snapshot.number
    here = [type for type, since, until in spans if since <= number and (until is None or until > number)]
    by_type = tuple(sorted(Counter(here).items()))
    return Step(number, snapshot.dated, len(here), by_type, snapshot.added, snapshot.changed, snapshot.removed)
