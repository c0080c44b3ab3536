"""Additions to the records by id (`more.yaml`) and the partner levels (`levels.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demo.objects import merged
from demo.paths import DemoError
from demo.places import draw
from demo.ranges import is_business


def completed(
    records: Sequence[Mapping[str, Any]],
    additions: Sequence[Mapping[str, Any]],
    levels: Mapping[int, Sequence[int]],
) -> list[dict[str, Any]]:
    """The records with their additions; raises DemoError for an addition to a record that does not exist."""
    known = {record["id"]: dict(record) for record in records}
    for level, members in levels.items():
        for identifier in members:
            _find(known, identifier, "levels.yaml")["level"] = level
    for addition in additions:
        record = _find(known, addition["id"], "more.yaml")
        extra = {key: value for key, value in addition.items() if key != "then"}
        known[addition["id"]] = _continued(merged(record, extra), addition.get("then", {}))
    return [_typed(record) for record in known.values()]


def _find(known: Mapping[int, dict[str, Any]], identifier: int, where: str) -> dict[str, Any]:
    if identifier not in known:
        raise DemoError(f"{where}: no record has the id {identifier}; correct it or remove the line")
    return known[identifier]


def _continued(record: dict[str, Any], then: Mapping[str, str]) -> dict[str, Any]:
    short = dict(record["short"])
    for language, words in then.items():
        short[language] = short.get(language, "") + words
    return record | {"short": short}


def _typed(record: dict[str, Any]) -> dict[str, Any]:
    """A quarter of the businesses type curly apostrophes, as real contributors do."""
    if not is_business(record["id"]) or draw(record["id"], "apostrophe") >= 0.25:
        return record
    short = record["short"]
    return record | {"short": {language: words.replace("'", "’") for language, words in short.items()}}
