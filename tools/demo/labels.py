"""Labels of the reference elements (`reference.txt`), by list and id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from demo.paths import DemoError


@dataclass(frozen=True, slots=True)
class Element:
    """A reference element; `order` is its place in its list."""

    kind: str
    id: int
    order: int
    fr: str
    en: str
    de: str


def read_elements(path: Path) -> dict[tuple[str, int], Element]:
    """Elements by (elementReferenceType, id).

    `[Kind]` opens a list; then one element a line: `id | français | English | Deutsch`.
    """
    elements: dict[tuple[str, int], Element] = {}
    kind, order = "", 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("["):
            kind, order = line.strip("[] "), 0
        elif line.strip() and not line.startswith("#"):
            fields = [field.strip() for field in line.split("|")]
            if len(fields) != 4 or not fields[0].isdigit() or (kind, int(fields[0])) in elements:
                raise DemoError(
                    f"{path.name}:{number}: {line!r} is not `id | fr | en | de`, or is there twice"
                )
            order += 1
            elements[kind, int(fields[0])] = Element(kind, int(fields[0]), order, *fields[1:])
    return elements
