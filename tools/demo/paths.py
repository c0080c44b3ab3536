"""The export format's paths, and the expansion of shorthand values into what Apidae writes at each of them.

Source: `tests/apidae_paths.txt` (facts of the v002 export schemas).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

LOCALES = {"fr": "libelleFr", "en": "libelleEn", "de": "libelleDe", "nl": "libelleNl", "it": "libelleIt"}


class DemoError(Exception):
    """A record that cannot be written as an Apidae object; the message names record, value and remedy."""


def read_paths(path: Path) -> dict[str, dict[str, str]]:
    """Path to kind for every object type; the paths common to all types are repeated under each."""
    sections: list[tuple[list[str], list[tuple[str, str]]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("= "):
            sections.append((line[2:].split(), []))
        else:
            name, kind = line.split(" ", 1)
            sections[-1][1].append((name, kind))
    types = sorted({name for names, _ in sections for name in names if name != "*"})
    paths: dict[str, dict[str, str]] = {name: {} for name in types}
    for names, entries in sections:
        for name in types if names == ["*"] else names:
            paths[name].update(entries)
    return paths


@dataclass
class Expander:
    """Expands the shorthand of one record. `used` gathers every (elementReferenceType, id) written."""

    kinds: Mapping[str, str]
    types: Mapping[int, str]
    used: set[tuple[str, int]]
    where: str

    def expand(self, value: Any, path: str = "") -> Any:
        """The value as it stands in the export at `path`; raises DemoError outside the format."""
        kind = self.kinds.get(path)
        if kind is not None:
            return self._leaf(value, path, kind)
        if isinstance(value, Mapping):
            prefix = f"{path}." if path else ""
            return {key: self.expand(item, prefix + key) for key, item in value.items() if item is not None}
        if isinstance(value, list | tuple):
            return [self.expand(item, f"{path}[]") for item in value]
        raise DemoError(
            f"{self.where}: `{path}` is not a path of the export format; see tests/apidae_paths.txt"
        )

    def _leaf(self, value: Any, path: str, kind: str) -> Any:
        if kind == "text":
            return text(value)
        if kind.startswith("ref:"):
            reference = (kind[4:], int(value))
            self.used.add(reference)
            return {"elementReferenceType": reference[0], "id": reference[1]}
        if kind == "object":
            if value not in self.types:
                raise DemoError(
                    f"{self.where}: `{path}` links to {value}, which no record has; correct the id"
                )
            return {"type": self.types[value], "id": value}
        if kind in ("commune", "criterion"):
            return {"id": value}
        if kind.startswith("enum:") and value not in kind[5:].split("|"):
            raise DemoError(f"{self.where}: `{path}` cannot be {value!r}; one of {kind[5:]}")
        return value.isoformat() if isinstance(value, date) else value


def text(value: str | Mapping[str, str]) -> dict[str, str]:
    """A text in the export's form; a plain string is French."""
    pairs = {"fr": value} if isinstance(value, str) else dict(value)
    return {LOCALES[language]: words for language, words in pairs.items() if words}
