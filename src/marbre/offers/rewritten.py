"""Descriptions whose French was rewritten after their translation, told from the snapshots of the store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from marbre.offers.database import reading

#: Every version of the offers that have more than one, the oldest first; `since` is the import that brought it.
_VERSIONS = """
SELECT id, since, json_extract(offer, '$.short'), json_extract(offer, '$.long') FROM members JOIN versions USING (digest)
WHERE id IN (SELECT id FROM members GROUP BY id HAVING count(DISTINCT digest) > 1) ORDER BY id, since
"""


def rewritten(store: Path, language: str, source: str = "fr") -> dict[int, int]:
    """Offer → snapshot since which its description in `source` is another, while that in `language` stayed as it was.

    Both must have been there before and after. Raises WorkRefused.
    """
    with reading(store) as found:
        rows = found.execute(_VERSIONS).fetchall() if found is not None else []
    versions: dict[int, list[tuple[int, dict[str, str], dict[str, str]]]] = {}
    for id, since, short, long in rows:
        versions.setdefault(id, []).append((since, _texts(short), _texts(long)))
    late: dict[int, int] = {}
    for id, some in versions.items():
        since = [_left_behind(((number, texts[part]) for number, *texts in some), language, source) for part in (0, 1)]
        if any(since):
            late[id] = max(since)
    return late


def _left_behind(versions: Iterable[tuple[int, dict[str, str]]], language: str, source: str) -> int:
    """The snapshot that brought the French which the translation does not follow, 0 where it does."""
    since, base, last = 0, "", ""
    for number, texts in versions:
        ours, theirs = texts.get(source, ""), texts.get(language, "")
        if not ours or not theirs:
            since, base = 0, ""
        elif theirs != last or not base:
            since, base = 0, ours
        else:
            since = (since or number) if ours.split() != base.split() else 0
        last = theirs
    return since


def _texts(value: str | None) -> dict[str, str]:
    """As the store keeps texts: a mapping of languages, or pairs."""
    read = json.loads(value) if value else {}
    return {str(name): str(text) for name, text in (read.items() if isinstance(read, dict) else read)}
