"""What an edition or a layout takes over from another: a series says once what its editions share.

`extends: sites` in an edition takes `editions/_series/sites/` (its job ticket, flat plan and texts), `extends: guide` in
a `layout.yaml` takes `layouts/guide/`. Groups are merged name by name, lists and texts are replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from marbre.offers.model import LANGUAGES
from marbre.yamltree import Key, Mistake, Node, did_you_mean, raise_mistakes, read_yaml

#: The lists whose lines `change` can speak of by name.
_PLANS = ("cover", "flatplan")


def layout_folders(layouts: Path, name: str) -> tuple[Path, ...]:
    """The folder of a layout, then those that it extends, nearest first. A folder that does not exist ends the chain.

    Raises EditionError when `extends` names no layout or goes in a circle.
    """
    return _chain(layouts, name, "layout.yaml", "layouts", "layout")


def series_folders(editions: Path, folder: Path) -> tuple[Path, ...]:
    """The folder of an edition, then those of the series that it extends, nearest first. Raises EditionError."""
    tree = read_yaml(folder / "edition.yaml", f"editions/{folder.name}/edition.yaml")
    above = _extends(tree)
    if not above:
        return (folder,)
    _known(editions / "_series", above, tree, "series", "editions/_series/")
    return (folder, *_chain(editions / "_series", above, "edition.yaml", "editions/_series", "series"))


def read_edition_tree(editions: Path, folder: Path, shown: str) -> Node:
    """The tree of an edition.yaml with everything that it takes over. Every node knows its own file and line.

    Raises EditionError for an unknown series, a circle, or a `change` of a line that is not in the flat plan.
    """
    tree = read_yaml(folder / "edition.yaml", shown)
    if not _extends(tree):
        return tree
    for base in series_folders(editions, folder)[1:]:
        below = read_yaml(base / "edition.yaml", f"editions/_series/{base.name}/edition.yaml")
        tree = merged(_changed(below, tree), tree)
    return _less(tree, ("extends", "change"))


def merged(base: Node, own: Node) -> Node:
    """`own` over `base`: groups name by name; lists, single values and texts by language are replaced."""
    if base.kind != "map" or own.kind != "map" or _is_words(own):
        return own
    entries = {name: (node, line) for (name, node), line in zip(base.pairs(), base.lines, strict=True)}
    for (name, node), line in zip(own.pairs(), own.lines, strict=True):
        below = entries.get(name)
        entries[name] = (merged(below[0], node) if below else node, line)
    pairs = tuple((name, node) for name, (node, _) in entries.items())
    return replace(own, value=pairs, lines=tuple(line for _, line in entries.values()))


def _is_words(node: Node) -> bool:
    names = {name for name, child in node.pairs() if child.kind == "scalar"}
    return bool(names) and len(names) == len(node.pairs()) and names <= set(LANGUAGES)


def _extends(tree: Node) -> str:
    child = tree.child("extends")
    return str(child.value) if child is not None and child.kind == "scalar" else ""


def _chain(parent: Path, name: str, file: str, shown: str, kind: str) -> tuple[Path, ...]:
    folders: list[Path] = []
    while name:
        folder = parent / name
        folders.append(folder)
        if not (folder / file).is_file():
            break
        tree = read_yaml(folder / file, f"{shown}/{name}/{file}")
        name = _extends(tree)
        if name:
            _known(parent, name, tree, kind, f"{shown}/")
        if parent / name in folders:
            raise_mistakes([Mistake(tree.where("extends"), f"`extends: {name}` goes in a circle", "take one of them out")])
    return tuple(folders)


def _known(parent: Path, name: str, tree: Node, kind: str, shown: str) -> None:
    if not (parent / name).is_dir():
        known = sorted(path.name for path in parent.glob("[!_]*") if path.is_dir())
        text = f"there is no {kind} `{name}` in {shown}"
        raise_mistakes([Mistake(tree.where("extends"), text, did_you_mean(name, known))])


def _changed(base: Node, own: Node) -> Node:
    """`base` with the lines of its flat plan changed as the `change` of `own` says."""
    changes = own.child("change")
    if changes is None or not changes.pairs():
        return base
    wanted = dict(changes.pairs())
    known: set[str] = set()
    pairs: list[tuple[str, Node]] = []
    for name, node in base.pairs():
        if name in _PLANS and node.kind == "list":
            lines = tuple(_line(line, wanted) for line in node.items())
            known |= {id for line in node.items() for id in _ids(line)}
            node = replace(node, value=tuple(line for line in lines if line is not None))
        pairs.append((name, node))
    lost = [name for name in wanted if name not in known]
    raise_mistakes(
        [
            Mistake(own.where("change", name), f"`change`: the series has no line `{name}`", did_you_mean(name, sorted(known)))
            for name in lost
        ]
    )
    return replace(base, value=tuple(pairs))


def _ids(line: Node) -> Iterator[str]:
    """The name of a line of the flat plan: what follows its kind, the first key."""
    if line.pairs():
        first = line.pairs()[0][1]
        if first.kind == "scalar":
            yield str(first.value)


def _line(line: Node, wanted: dict[str, Node]) -> Node | None:
    """A line with its changes, None where the change is `out`."""
    for id in _ids(line):
        if id in wanted:
            change = wanted[id]
            return None if change.kind == "scalar" and str(change.value) == "out" else merged(line, change)
    return line


def _less(tree: Node, names: tuple[Key, ...]) -> Node:
    kept = [(pair, line) for pair, line in zip(tree.pairs(), tree.lines, strict=True) if pair[0] not in names]
    return replace(tree, value=tuple(pair for pair, _ in kept), lines=tuple(line for _, line in kept))
