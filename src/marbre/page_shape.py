"""How a page of an article is cut up: its picture at head or foot, the columns that carry text, a side column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marbre.errors import InputError


@dataclass(frozen=True, slots=True)
class PageShape:
    """One page. `picture`: head, foot or full; `least` and `most` its height in steps of the type area; `text` the
    columns that carry running text, from 0; `words` whether the title stands here; `side` what stands in the columns
    without text (facts, boxes, quote)."""

    picture: str = "head"
    least: int = 40
    most: int = 120
    text: tuple[int, ...] = ()
    words: bool = False
    side: tuple[str, ...] = ()


def page_shape(given: Mapping[str, Any], shown: str) -> PageShape:
    """The shape that a layout.yaml describes. Raises InputError naming `shown` for what is no shape."""
    unknown = sorted(set(given) - {"picture", "least", "most", "text", "words", "side"})
    if unknown:
        raise InputError(f"{shown}: a page of a shape has no `{unknown[0]}`", "picture, least, most, text, words, side")
    made = PageShape(
        str(given.get("picture", "head")), int(given.get("least", 40)), int(given.get("most", 120)),
        tuple(int(one) for one in given.get("text", ())), bool(given.get("words", False)),
        tuple(str(one) for one in given.get("side", ())),
    )  # fmt: skip
    if made.picture not in ("head", "foot", "full"):
        raise InputError(f"{shown}: `picture: {made.picture}` is no place on a page", "write head, foot or full")
    if made.most < made.least:
        raise InputError(f"{shown}: `most` ({made.most}) is less than `least` ({made.least})", "exchange them")
    return made
