"""What changed between two versions of an offer, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from marbre.offers.model import Offer, Term, Texts

#: Fields that say when something was written, not what.
_SILENT = frozenset(("digest", "modified", "created"))
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`path` such as `short.fr` or `contacts[1].value`; `old` and `new` as short text, empty when absent."""

    path: str
    old: str
    new: str

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class Change:
    """An offer that changed, with its French name. It unpacks into the id and the fields."""

    id: int
    name: str
    fields: tuple[FieldChange, ...]

    def __iter__(self) -> Iterator[Any]:
        return iter((self.id, self.fields))


def change(old: Offer, new: Offer) -> Change:
    """What changed from `old` to `new`. Dates of modification alone count as such when nothing else changed."""
    found = tuple(field_changes(old, new))
    loud = tuple(one for one in found if one.path not in _SILENT)
    told = loud or tuple(one for one in found if one.path != "digest")
    return Change(new.id, new.names.best("fr"), told)


def field_changes(old: Any, new: Any, path: str = "") -> Iterator[FieldChange]:
    """Differences below two values of one type."""
    if old == new:
        return
    if type(old) is type(new) and isinstance(old, Texts):
        for language in dict.fromkeys((*old.languages, *new.languages)):
            yield from field_changes(old.get(language), new.get(language), _below(path, language))
    elif type(old) is type(new) and is_dataclass(old) and not isinstance(old, Term):
        for one in fields(old):
            yield from field_changes(getattr(old, one.name), getattr(new, one.name), _below(path, one.name))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _sequence(old, new, path)
    else:
        yield FieldChange(path, _said(old), _said(new))


def _sequence(old: tuple[Any, ...], new: tuple[Any, ...], path: str) -> Iterator[FieldChange]:
    if _is_pairs(old) and _is_pairs(new):
        before, after = dict(old), dict(new)
        for key in sorted({*before, *after}):
            yield from field_changes(before.get(key), after.get(key), _below(path, key))
    elif len(old) == len(new) and any(is_dataclass(one) and not isinstance(one, Term) for one in (*old, *new)):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from field_changes(one, other, f"{path}[{index}]")
    else:
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        yield FieldChange(path, _said(tuple(gone or old)), _said(tuple(come or new)))


def _is_pairs(value: tuple[Any, ...]) -> bool:
    return all(isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str) for one in value)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _said(value: Any) -> str:
    """A value as short text."""
    if value is None:
        return ""
    if isinstance(value, Term):
        said = value.label.best("fr")
    elif isinstance(value, Texts):
        said = value.best("fr")
    elif isinstance(value, tuple):
        said = ", ".join(filter(None, (_said(one) for one in value)))
    elif isinstance(value, str | int | float | Decimal | date):
        said = str(value)
    else:
        said = " ".join(filter(None, (_said(getattr(value, one.name)) for one in fields(value))))
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
