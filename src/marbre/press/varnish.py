"""A varnish is no colour: screens do not show it, and a run that has not bought it prints nothing in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pydyf

from marbre.inks import Rgb
from marbre.press.inking import bytes_of

_FILLS, _STROKES = (b"f", b"f*"), (b"S", b"s")
_BOTH = {b"B": (b"f", b"S"), b"B*": (b"f*", b"S"), b"b": (b"f", b"s"), b"b*": (b"f*", b"s")}


def without(items: Iterable[Any], hidden: frozenset[Rgb]) -> Iterator[Any]:
    """The operators of a stream without what is painted in `hidden` colours: paths end unpainted, type is not shown."""
    fill = stroke = False
    kept: list[tuple[bool, bool]] = []
    for item in items:
        if not isinstance(item, bytes | str | pydyf.Object):
            yield item
            continue
        line = item if isinstance(item, bytes) else pydyf._to_bytes(item)
        operator = line[line.rfind(b" ") + 1 :]
        if operator in (b"rg", b"RG"):
            here = bytes_of([float(channel) for channel in line.split()[:-1]]) in hidden
            fill, stroke = (here, stroke) if operator == b"rg" else (fill, here)
        elif operator in (b"k", b"scn"):
            fill = False
        elif operator in (b"K", b"SCN"):
            stroke = False
        elif operator == b"q":
            kept.append((fill, stroke))
        elif operator == b"Q" and kept:
            fill, stroke = kept.pop()
        shown = _shown(line, operator, fill, stroke)
        if shown is not None:
            yield shown


def _shown(line: bytes, operator: bytes, fill: bool, stroke: bool) -> bytes | None:
    """An operator as it is left when fills or strokes are hidden; None when nothing is left of it."""
    if (fill and operator in _FILLS) or (stroke and operator in _STROKES):
        return b"n"
    if operator in _BOTH:
        filled, stroked = _BOTH[operator]
        return {(True, True): b"n", (True, False): stroked, (False, True): filled}.get((fill, stroke), line)
    return None if fill and operator in (b"TJ", b"Tj") else line
