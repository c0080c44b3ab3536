"""One object while it is being read: its id, the labels it may look up, the notebook for what it cannot give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from marbre.offers.apidae_schema import kind_of
from marbre.offers.model import OFFER_TYPES, Link, Term
from marbre.offers.notes import Notes
from marbre.offers.references import References
from marbre.offers.territory import folded
from marbre.offers.values import as_list, as_map, day, decimal, hour, plain, whole

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Record:
    """`raw` is the object as it came."""

    id: int
    raw: Mapping[str, Any]
    references: References
    notes: Notes

    def node(self, *path: str) -> Mapping[str, Any]:
        """A branch below the object, empty when it is missing, null or something else."""
        node: Mapping[str, Any] = self.raw
        for key in path:
            node = as_map(node.get(key))
        return node

    def term(self, node: Mapping[str, Any], path: str, key: str) -> Term | None:
        """The reference under `key` of the branch at `path`; the first one of a list."""
        terms = self.terms(node, path, key)
        return terms[0] if terms else None

    def terms(self, node: Mapping[str, Any], path: str, key: str) -> tuple[Term, ...]:
        """The references under `key`, once each, in display order."""
        found = []
        for value in as_list(node.get(key)):
            term = self.references.term(value, kind_of(path, key), self.id, self.notes)
            if term is None:
                self.notes.skipped(self.id, f"{path}.{key}", value)
            else:
                found.append(term)
        return in_order(found)

    def day(self, node: Mapping[str, Any], path: str, key: str) -> date | None:
        """A date, with a note when what stands there is none."""
        return self._noted(day(node.get(key)), node, path, key)

    def hour(self, node: Mapping[str, Any], path: str, key: str) -> str:
        """HH:MM or empty, with a note when what stands there is none."""
        return self._noted(hour(node.get(key)) or None, node, path, key) or ""

    def decimal(self, node: Mapping[str, Any], path: str, key: str) -> Decimal | None:
        """A number, with a note when what stands there is none."""
        return self._noted(decimal(node.get(key)), node, path, key)

    def whole(self, node: Mapping[str, Any], path: str, key: str) -> int | None:
        """An integer, with a note when what stands there is none."""
        return self._noted(whole(node.get(key)), node, path, key)

    def link(self, value: Any, kind: str) -> Link | None:
        """A link to another object."""
        raw = as_map(value)
        id = whole(raw.get("id")) if raw else whole(value)
        return None if id is None else Link(kind, plain(raw.get("type")), id)

    def _noted(self, value: V | None, node: Mapping[str, Any], path: str, key: str) -> V | None:
        if value is None and node.get(key) not in (None, "", [], {}):
            self.notes.skipped(self.id, f"{path}.{key}", node[key])
        return value


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Once each, by display order, then by the alphabet."""
    unique = {(term.kind, term.id): term for term in terms}
    return tuple(sorted(unique.values(), key=_rank))


def _rank(term: Term) -> tuple[int, str, int]:
    return term.order, folded(term.label.best("fr")), term.id


def is_link(value: Mapping[str, Any]) -> bool:
    """Whether an object points to another tourist object."""
    return value.get("type") in OFFER_TYPES and "id" in value
