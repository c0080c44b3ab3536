"""Aspects of an Apidae object: what it says otherwise to a public of its own (groups, winter, visitors with a handicap).

`champsAspect` lists the paths that an aspect replaces; everything else stays the base object's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marbre.offers.values import as_list, as_map, maps, plain

#: Ending of paths whose value the interface generates; the path without it is meant.
_AUTOMATIC = "Automatique"
#: Not a public of its own: the base object itself.
_BASE = "STANDARD"


def aspects_of(raw: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """(name, whole object) of every aspect, by name: the base object with the aspect's paths laid over it."""
    found = {plain(one.get("aspect")).upper(): overlaid(raw, one) for one in maps(raw.get("aspects"))}
    return sorted((name, whole) for name, whole in found.items() if name not in ("", _BASE))


def overlaid(raw: Mapping[str, Any], aspect: Mapping[str, Any]) -> dict[str, Any]:
    """The base object with the paths of one aspect; a path that the aspect leaves empty is empty."""
    whole = {key: value for key, value in raw.items() if key != "aspects"}
    for path in as_list(aspect.get("champsAspect")):
        keys = plain(path).removesuffix(_AUTOMATIC).split(".")
        if keys and keys[0]:
            whole = _with(whole, keys, _at(aspect, keys))
    return whole


def _at(node: Any, keys: list[str]) -> Any:
    for key in keys:
        node = as_map(node).get(key)
    return node


def _with(node: Mapping[str, Any], keys: list[str], value: Any) -> dict[str, Any]:
    """A copy of the tree with `value` at `keys`, without them when it is None."""
    key, *rest = keys
    changed = dict(node)
    if rest:
        changed[key] = _with(as_map(node.get(key)), rest, value)
    elif value is None:
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed
