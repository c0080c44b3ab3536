"""What the last file of a target leaves to the next one: its packed streams, and the text read back from each page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from marbre.press import cache


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Packed streams by the digest of their content, texts by the digest of the page."""

    streams: Mapping[str, bytes] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def read_pages(file: Path, name: str) -> KeptPages:
    """What is kept under `name` (edition, language, target); nothing where there is nothing or it is damaged."""
    body = cache.read_bytes(file, [_key(name)]).get(_key(name))
    if body is None:
        return KeptPages()
    try:
        head_text, _, rest = body.partition(b"\n")
        head = json.loads(head_text)
        streams, offset = {}, 0
        for digest, length in head["streams"]:
            streams[digest] = rest[offset : offset + length]
            offset += length
        return KeptPages(streams, dict(head["texts"]))
    except (ValueError, KeyError, TypeError):
        return KeptPages()


def write_pages(file: Path, name: str, pages: KeptPages) -> None:
    """Keep them, in the place of what was kept before."""
    head = {
        "streams": [[digest, len(body)] for digest, body in pages.streams.items()],
        "texts": list(pages.texts.items()),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    cache.write_bytes(file, {_key(name): text + b"\n" + b"".join(pages.streams.values())})


def _key(name: str) -> str:
    return f"pages and words {name}"
