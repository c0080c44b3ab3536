"""What the store holds after an import: complete exports replace, differential ones add, replace and delete.

Besides its own state an object has a standing in the store: `LINKED` came only as the target of a link, from outside
the selections; `UNSELECTED` was in a selection once and is in none now. Neither is printed by a rule, only by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from marbre.findings import Finding, Severity
from marbre.offers.model import Offer
from marbre.offers.notes import Notes
from marbre.offers.values import whole
from marbre.offers.whence import record_said

if TYPE_CHECKING:
    from marbre.offers.references import References

LINKED = "LINKED"
UNSELECTED = "UNSELECTED"


@dataclass(frozen=True, slots=True)
class Member:
    """An offer in a snapshot."""

    digest: str
    selections: tuple[int, ...] = ()
    standing: str = ""


@dataclass
class Arrivals:
    """The objects of one import: version and standing by id."""

    members: dict[int, Member] = field(default_factory=dict)
    modified: dict[int, date | None] = field(default_factory=dict)
    announced: int = 0
    is_api: bool = False
    single: bool = False

    def take(self, offer: Offer, linked: bool, notes: Notes) -> bool:
        """Note an object; of two with one number the later modified stays. False when it is not taken."""
        known = self.members.get(offer.id)
        member = Member(offer.digest, (), LINKED if linked else "")
        if known is not None:
            if linked or known.digest == offer.digest:
                return False
            notes.say(_twice(offer))
            if (offer.modified or date.min) < (self.modified[offer.id] or date.min):
                return False
        self.members[offer.id] = member
        self.modified[offer.id] = offer.modified
        return True

    def file_read(self, outer: Mapping[str, object], objects: int) -> None:
        """What a file said of itself besides its objects: an API response announces how many there are."""
        if "numFound" in outer or "query" in outer:
            self.is_api = True
            self.announced = max(self.announced, whole(outer.get("numFound")) or 0)
        self.single = bool(outer.get("single")) and len(self.members) == objects == 1


def differential_by_evidence(arrivals: Arrivals, references: References, before: Mapping[int, Member]) -> bool:
    """Whether an import that does not say so adds to the store (True) or replaces it."""
    if references.reinitialised is not None:
        return not references.reinitialised
    if references.deleted or references.unlinked:
        return True
    if arrivals.announced > len(arrivals.members):
        return True
    if references.selections is None:
        return arrivals.single and len(before) > 1
    listed = [id for id in references.selections if id in before]
    present = sum(id in arrivals.members for id in listed)
    return 2 * present < len(listed)


def merged(
    arrivals: Arrivals, references: References, before: Mapping[int, Member], partial: bool
) -> dict[int, Member]:
    """The members after the import."""
    kept = {id: one for id, one in before.items() if not _is_deleted(id, one, references)} if partial else {}
    now = {**kept, **arrivals.members}
    return {id: _settled(id, now[id], before.get(id), references, partial) for id in sorted(now)}


def _is_deleted(id: int, one: Member, references: References) -> bool:
    """An object that is linked no more goes only if a link was all that brought it."""
    return id in references.deleted or (id in references.unlinked and one.standing == LINKED)


def _settled(id: int, now: Member, old: Member | None, references: References, partial: bool) -> Member:
    """The member with its selections and its standing."""
    carried = old.selections if old else ()
    selections = carried if references.selections is None else references.selections.get(id, ())
    if selections:
        return Member(now.digest, selections)
    if now.standing == LINKED and not (partial and old and not old.standing):
        return Member(now.digest, (), LINKED)
    was_listed = old is not None and (bool(old.selections) or old.standing == UNSELECTED)
    return Member(now.digest, (), UNSELECTED if was_listed else "")


def tell_merge(notes: Notes, before: Mapping[int, Member], removed: tuple[int, ...], guessed: bool | None) -> None:
    """Say what the reader may want to undo."""
    if guessed and before:
        notes.say(
            Finding(
                "import_differential", Severity.INFO, "L'import est partiel : les autres fiches restent en place.",
                "Pour tout remplacer : marbre import --full.", who="office",
            )
        )  # fmt: skip
    if len(before) >= 4 and 2 * len(removed) > len(before):
        notes.say(
            Finding(
                "import_removes_many", Severity.WARNING,
                f"L'import retire {len(removed)} fiches sur {len(before)}.",
                "Si l'export est partiel, réimporter le précédent, puis : marbre import --differential.",
                value=str(len(removed)), who="office",
            )
        )  # fmt: skip


def _twice(offer: Offer) -> Finding:
    return Finding(
        "import_object_twice", Severity.WARNING,
        f"La fiche {offer.id} est deux fois dans l'import : la plus récente est gardée.",
        f"Redemander l'export ; {record_said(offer)}", record=offer.id, who="office",
    )  # fmt: skip
