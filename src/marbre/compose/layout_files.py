"""What a layout says beside its templates: words, names of labels and kinds, which pictogram stands for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marbre.compose.words import read_plain_yaml
from marbre.errors import InputError
from marbre.page_shape import PageShape, page_shape


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """`words` the templates print; `labels` short names by reference id; `kinds` names of scenes and offer types;
    `bare` the page templates without furniture; `shapes` how articles are cut up, page by page;
    `ladders` what may be done to a listing that does not fit, by template, rung by rung; `tags` what is laid
    over a listing once it has its place: number, distance."""

    words: Mapping[str, Any]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    pictogram_rules: tuple[tuple[str, tuple[str, ...]], ...]
    bare: frozenset[str]
    hidden_kinds: frozenset[str]
    label_ends: Mapping[str, date]
    shapes: Mapping[str, tuple[PageShape, ...]]
    ladders: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, tuple[str, ...]]


def read_layout_words(folders: Sequence[Path], language: str) -> LayoutWords:
    """Read `words/<language>.yaml`, `pictograms.yaml` and `layout.yaml` of a layout and of those that it extends, nearest
    first. Raises InputError."""
    if not any((folder / "words" / f"{language}.yaml").is_file() for folder in folders):
        raise InputError(
            f"layouts/{folders[0].name}/words/{language}.yaml is missing",
            "copy fr.yaml beside it and translate it",
        )
    words = _over(folders, f"words/{language}.yaml")
    rules = _over(folders, "pictograms.yaml")
    layout = _over(folders, "layout.yaml")
    folder = folders[0]
    return LayoutWords(
        words=words,
        labels={str(key): str(value) for key, value in words.get("labels", {}).items()},
        kinds={str(key): str(value) for key, value in words.get("kinds", {}).items()},
        pictogram_rules=tuple((name, tuple(patterns)) for name, patterns in rules.items()),
        bare=frozenset(layout.get("bare", ())),
        hidden_kinds=frozenset(layout.get("hidden_label_kinds", ())),
        label_ends={str(key): value for key, value in layout.get("label_ends", {}).items()},
        shapes={
            str(name): tuple(page_shape(page, f"layouts/{folder.name}/layout.yaml: shape {name}") for page in pages)
            for name, pages in layout.get("shapes", {}).items()
        },
        ladders={str(name): tuple(str(one) for one in rungs) for name, rungs in layout.get("ladders", {}).items()},
        tags={str(name): tuple(str(one) for one in some) for name, some in layout.get("tags", {}).items()},
    )


def _over(folders: Sequence[Path], name: str) -> dict[str, Any]:
    """A file of every folder, the nearest on top; groups are merged name by name."""
    found: dict[str, Any] = {}
    for folder in reversed(folders):
        if (folder / name).is_file():
            found = _laid_over(found, read_plain_yaml(folder / name))
    return found


def _laid_over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    both = {key: (base[key], value) for key, value in own.items() if key in base}
    groups = {key: _laid_over(*pair) for key, pair in both.items() if all(isinstance(one, dict) for one in pair)}
    return {**base, **own, **groups}
