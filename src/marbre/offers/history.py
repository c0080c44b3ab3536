"""How the offer moved from import to import: totals of every snapshot, and which fields changed in the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from marbre.offers.changes import change
from marbre.offers.model import Offer
from marbre.offers.store import Snapshot, read_offers, read_snapshots

PUBLISHED = "PUBLISHED"
#: How many snapshots are looked back on.
MOST = 12


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
    """The last `most` imports of a store. Raises WorkRefused."""
    snapshots = read_snapshots(store)[-most:]
    return history_of([(snapshot, read_offers(store, snapshot.number)) for snapshot in snapshots])


def history_of(imports: Sequence[tuple[Snapshot, Sequence[Offer]]]) -> History:
    """The same from snapshots with their offers."""
    steps = tuple(_step(snapshot, offers) for snapshot, offers in imports)
    if len(imports) < 2:
        return History(steps)
    before = {offer.id: offer for offer in imports[-2][1]}
    changed = [
        change(before[offer.id], offer)
        for offer in imports[-1][1]
        if offer.id in before and before[offer.id].digest != offer.digest
    ]
    fields = Counter(name for one in changed for name in {_field(field.path) for field in one.fields})
    return History(steps, tuple(sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))))


def _field(path: str) -> str:
    """The field that a path such as `contacts[1].value` or `short.fr` belongs to."""
    return path.split(".")[0].split("[")[0]


def _step(snapshot: Snapshot, offers: Sequence[Offer]) -> Step:
    published = [offer for offer in offers if offer.state == PUBLISHED]
    by_type = tuple(sorted(Counter(offer.type for offer in published).items()))
    return Step(
        snapshot.number, snapshot.dated, len(published), by_type, snapshot.added, snapshot.changed, snapshot.removed
    )
