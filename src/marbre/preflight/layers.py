"""Optional content: which layers do not print (ISO 32000-1, 8.11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from marbre.preflight.plain import name_of, text_of

_MOST = 5000
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Layers:
    """Names of all layers, object numbers of those that do not print, whether there are alternate configurations."""

    names: tuple[str, ...] = ()
    hidden: frozenset[tuple[int, int]] = frozenset()
    configurations: bool = False

    def hides(self, thing: Any) -> bool:
        """Whether a group or a membership dictionary (8.11.2.2) is hidden on paper."""
        if not isinstance(thing, pikepdf.Dictionary) or not self.names:
            return False
        if thing.get("/Type") != "/OCMD":
            return thing.objgen in self.hidden
        if isinstance(thing.get("/VE"), pikepdf.Array):
            return not self._expression(thing["/VE"], 0)
        groups = thing.get("/OCGs")
        many = list(groups)[:_MOST] if isinstance(groups, pikepdf.Array) else [groups]
        shown = [one.objgen not in self.hidden for one in many if isinstance(one, pikepdf.Dictionary)]
        if not shown:
            return False
        policy = "/" + (name_of(thing.get("/P")) or "AnyOn")
        return not {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}.get(policy, any(shown))

    def _expression(self, thing: Any, depth: int) -> bool:
        if isinstance(thing, pikepdf.Dictionary):
            return thing.objgen not in self.hidden
        if not isinstance(thing, pikepdf.Array) or not len(thing) or depth > _DEEPEST:
            return True
        parts = [self._expression(one, depth + 1) for one in list(thing)[1:100]]
        word = "/" + name_of(thing[0])
        return not (parts and parts[0]) if word == "/Not" else any(parts) if word == "/Or" else all(parts)


def layers_of(root: Any) -> Layers:
    """The layers of a catalogue as the default configuration shows them on paper."""
    properties = root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return Layers()
    groups = _dictionaries(properties.get("/OCGs"))
    default = properties.get("/D")
    hidden: set[tuple[int, int]] = set()
    if isinstance(default, pikepdf.Dictionary):
        if default.get("/BaseState") == "/OFF":
            hidden = {group.objgen for group in groups} - {group.objgen for group in _dictionaries(default.get("/ON"))}
        hidden |= {group.objgen for group in _dictionaries(default.get("/OFF"))}
        for usage in _dictionaries(default.get("/AS")):
            if usage.get("/Event") == "/Print":
                for group in _dictionaries(usage.get("/OCGs")):
                    _by_usage(group, hidden)
    names = tuple(text_of(group.get("/Name"), 200) for group in groups)
    return Layers(
        names, frozenset(hidden - {(0, 0)}), "/Configs" in properties and bool(len(_array(properties, "/Configs")))
    )


def _by_usage(group: Any, hidden: set[tuple[int, int]]) -> None:
    usage = group.get("/Usage")
    printed = usage.get("/Print") if isinstance(usage, pikepdf.Dictionary) else None
    state = printed.get("/PrintState") if isinstance(printed, pikepdf.Dictionary) else None
    if state == "/OFF":
        hidden.add(group.objgen)
    elif state == "/ON":
        hidden.discard(group.objgen)


def _array(thing: Any, key: str) -> Any:
    found = thing.get(key)
    return found if isinstance(found, pikepdf.Array) else ()


def _dictionaries(thing: Any) -> list[Any]:
    if not isinstance(thing, pikepdf.Array):
        return []
    return [one for one in list(thing)[:_MOST] if isinstance(one, pikepdf.Dictionary)]
