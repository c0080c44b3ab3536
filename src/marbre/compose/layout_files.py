"""What a layout says beside its templates: words, names of labels and kinds, which pictogram stands for what."""

from __future__ import annotations

from collections.abc import Mapping
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
    `bare` the page templates without furniture; `shapes` how articles are cut up, page by page."""

    words: Mapping[str, Any]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    pictogram_rules: tuple[tuple[str, tuple[str, ...]], ...]
    bare: frozenset[str]
    hidden_kinds: frozenset[str]
    label_ends: Mapping[str, date]
    shapes: Mapping[str, tuple[PageShape, ...]]


def read_layout_words(folder: Path, language: str) -> LayoutWords:
    """Read `words/<language>.yaml`, `pictograms.yaml` and `layout.yaml` of a layout. Raises InputError."""
    file = folder / "words" / f"{language}.yaml"
    if not file.is_file():
        raise InputError(
            f"layouts/{folder.name}/words/{language}.yaml is missing",
            "copy fr.yaml beside it and translate it",
        )
    words = read_plain_yaml(file)
    rules = read_plain_yaml(folder / "pictograms.yaml")
    layout = read_plain_yaml(folder / "layout.yaml")
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
    )
