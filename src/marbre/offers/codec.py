"""An offer as canonical JSON and back: keys sorted, defaults left out, so that equal offers have equal bytes.

The digest is the SHA-256 of that JSON without the digest itself and without the selections: those belong to the
snapshot (an API response does not tell them), and a listing is the same whoever selects it.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from marbre.offers.model import LANGUAGES, Offer, Term, Texts

#: Fields that are not part of a version.
_OUTSIDE = frozenset(("digest", "selections"))
_ORDER = {language: rank for rank, language in enumerate(LANGUAGES)}


def encode(offer: Offer) -> str:
    """Canonical JSON of an offer without its digest and selections."""
    bare = {
        name: _plain(found)
        for name, default in _defaults(Offer)
        if name not in _OUTSIDE and (found := getattr(offer, name)) != default
    }
    return json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of canonical JSON."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def with_digest(offer: Offer) -> Offer:
    """The offer with its digest."""
    return replace(offer, digest=digest_of(encode(offer)))


def decode(text: str, **outside: Any) -> Offer:
    """The offer in canonical JSON; `outside` are the fields that it does not hold."""
    return _offer({**json.loads(text), **outside})


def _offer(raw: dict[str, Any]) -> Offer:
    outside = {key: raw.pop(key) for key in ("digest", "selections", "state_seen") if key in raw}
    state = outside.pop("state_seen", "")
    readers = _readers(Offer)
    known = {key: readers[key](value) for key, value in raw.items() if key in readers}
    if state:
        known["state"] = state
    return Offer(**known, **outside)


def _plain(value: Any) -> Any:
    """Dataclasses as objects without their defaults, dates and decimals as strings, tuples as lists."""
    kind: Any = type(value)
    if kind is str or kind is int or kind is bool or kind is float or value is None:
        return value
    if kind is tuple:
        return [_plain(one) for one in value]
    if kind is Texts:
        return dict(value.pairs)
    if kind is Decimal:
        return format(value, "f")
    if kind is date:
        return value.isoformat()
    return {name: _plain(found) for name, default in _defaults(kind) if (found := getattr(value, name)) != default}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _readers(kind: type) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type is read back."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(one for one in get_args(hint) if one is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    simple: dict[Any, Callable[[Any], Any]] = {
        Texts: _texts, Term: _term, date: date.fromisoformat, Decimal: Decimal, float: float
    }  # fmt: skip
    if hint in simple:
        return simple[hint]
    return _class_reader(hint) if is_dataclass(hint) else _same


def _same(value: Any) -> Any:
    return value


def _tuple_reader(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is ...:
        one = _reader(parts[0])
        return tuple if one is _same else lambda value: tuple([one(item) for item in value])
    each = [_reader(part) for part in parts]
    return lambda value: tuple([read(item) for read, item in zip(each, value, strict=True)])


def _class_reader(kind: Any) -> Callable[[Any], Any]:
    return lambda value: kind(**{key: _readers(kind)[key](found) for key, found in value.items()})


def _texts(value: dict[str, str]) -> Texts:
    if len(value) == 1:
        return Texts(tuple(value.items()))
    return Texts(tuple(sorted(value.items(), key=lambda pair: _ORDER[pair[0]])))


def _term(value: dict[str, Any]) -> Term:
    """Terms recur in thousands of offers: each is made once."""
    key = (value["id"], value["kind"], value.get("order", 0), *value.get("label", _NO_LABEL).items())
    found = _TERMS.get(key)
    if found is None:
        found = _TERMS[key] = Term(value["kind"], value["id"], _texts(value.get("label", {})), value.get("order", 0))
    return found


_NO_LABEL: dict[str, str] = {}
_TERMS: dict[tuple[Any, ...], Term] = {}
