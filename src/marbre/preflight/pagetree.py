"""The page tree walked by ourselves: loops, depth and odd nodes are faults, not falls (ISO 32000-1, 7.7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from marbre.preflight.facts import Annotation, Boxes, Rect
from marbre.preflight.functions import numbers
from marbre.preflight.paths import normal, usable
from marbre.preflight.plain import name_of

_MOST_PAGES, _MOST_NODES, _MOST_ANNOTATIONS = 50_000, 200_000, 2000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the tree with what it inherits."""

    page: Any
    inherited: dict[str, Any]

    def get(self, key: str) -> Any:
        """An attribute of the page, its own or inherited; None where there is none."""
        own = self.page.get(key)
        return own if own is not None else self.inherited.get(key)


def leaves_of(root: Any) -> tuple[tuple[Leaf, ...], tuple[str, ...]]:
    """The pages in order, and what is wrong with their tree."""
    faults: dict[str, None] = {}
    found: list[Leaf] = []
    top = root.get("/Pages")
    if not isinstance(top, pikepdf.Dictionary):
        return (), ("arbre des pages absent",)
    stack: list[tuple[Any, dict[str, Any]]] = [(top, {})]
    seen: set[tuple[int, int]] = set()
    nodes = 0
    while stack:
        node, inherited = stack.pop()
        nodes += 1
        if nodes > _MOST_NODES or len(found) >= _MOST_PAGES:
            faults.setdefault(f"arbre des pages de plus de {_MOST_PAGES} pages")
            break
        if not isinstance(node, pikepdf.Dictionary):
            faults.setdefault("arbre des pages avec une branche qui n'est pas une page")
            continue
        number = node.objgen
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array) and node.get("/Type") != "/Page":
            if number in seen and number != (0, 0):
                faults.setdefault("arbre des pages qui tourne en rond")
                continue
            seen.add(number)
            passed = inherited | {key: node[key] for key in _INHERITED if key in node}
            stack += [(kid, passed) for kid in reversed(list(kids)[:_MOST_NODES])]
            continue
        if number in seen and number != (0, 0):
            faults.setdefault("page présente deux fois dans l'arbre")
        seen.add(number)
        found.append(Leaf(node, inherited))
    stated = top.get("/Count")
    if isinstance(stated, int) and stated != len(found) and not faults:
        faults.setdefault(f"arbre des pages qui annonce {stated} pages et en compte {len(found)}")
    return tuple(found), tuple(faults)


def rectangle(thing: Any) -> Rect | None:
    """A box's array as a rectangle; None for anything else."""
    try:
        flat = numbers(thing, 8)
    except (TypeError, ValueError):
        return None
    if len(flat) != 4 or not usable(flat):
        return None
    left, bottom, right, top = normal((flat[0], flat[1], flat[2], flat[3]))
    return (left, bottom, right, top) if right > left and top > bottom else None


def boxes_of(leaf: Leaf, faults: dict[str, None]) -> Boxes:
    """The page's boxes as stated."""
    found: dict[str, Rect | None] = {}
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
        thing = leaf.get(key) if key in _INHERITED else leaf.page.get(key)
        found[key] = rectangle(thing) if thing is not None else None
        if thing is not None and found[key] is None:
            faults.setdefault(f"{key[1:]} illisible")
    if leaf.get("/MediaBox") is None:
        faults.setdefault("MediaBox absente")
    return Boxes(found["/MediaBox"], found["/CropBox"], found["/BleedBox"], found["/TrimBox"], found["/ArtBox"])


def annotations_of(leaf: Leaf, faults: dict[str, None]) -> tuple[Annotation, ...]:
    """The page's annotations; those that neither print nor show are hidden."""
    given = leaf.page.get("/Annots")
    found = []
    for one in list(given)[:_MOST_ANNOTATIONS] if isinstance(given, pikepdf.Array) else []:
        if not isinstance(one, pikepdf.Dictionary):
            faults.setdefault("annotation illisible")
            continue
        rect = rectangle(one.get("/Rect")) or _point(one.get("/Rect"))
        flags = one.get("/F", 0)
        flags = flags if isinstance(flags, int) else 0
        action = one.get("/A")
        kind = name_of(action.get("/S")) if isinstance(action, pikepdf.Dictionary) else ""
        found.append(Annotation(name_of(one.get("/Subtype")), rect, bool(flags & _HIDDEN) or not flags & _PRINT, kind))
    return tuple(found)


def _point(thing: Any) -> Rect:
    try:
        flat = numbers(thing, 8)
    except (TypeError, ValueError):
        flat = []
    return normal((flat[0], flat[1], flat[2], flat[3])) if len(flat) == 4 and usable(flat) else (0.0, 0.0, 0.0, 0.0)


def rotation(leaf: Leaf) -> int:
    """The page's turn in degrees, 0 to 270."""
    thing = leaf.get("/Rotate")
    return thing % 360 if isinstance(thing, int) and not isinstance(thing, bool) and thing % 90 == 0 else 0


def user_unit(leaf: Leaf) -> float:
    """The page's unit in 1/72 inch."""
    thing = leaf.page.get("/UserUnit", 1)
    try:
        unit = float(thing)
    except (TypeError, ValueError, OverflowError):
        return 1.0
    return unit if 0 < unit < 1e4 else 1.0
