"""Results that are dear to compute and cheap to keep: one small JSON file each, named by the digest of what it was made from.

The folder may be deleted or damaged at any time: what cannot be read back whole is computed again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = Any


def digest_of(*parts: object) -> str:
    """SHA-256 over the representations of values and the contents of files (`Path`)."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def kept(folder: Path, digest: str, make: Callable[[], Json]) -> Json:
    """The value of `digest` from `folder`, or made and kept. A folder that cannot be written is no reason to stop."""
    path = folder / f"{digest}.json"
    try:
        total, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == total:
            return json.loads(body)
    except (OSError, ValueError):
        pass
    value = make()
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        aside.replace(path)
    except OSError:
        pass
    return json.loads(body)
