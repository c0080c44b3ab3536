"""What galleys may fetch: data they carry themselves, and files of the project by `marbre:file/<path>`. Nothing else.

Blocks are made anew when such a file changes: `file_digests` is part of their key.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

SCHEME = "marbre:file/"
_USES = re.compile(r"marbre:file/([^\s\"')?#>]+)")


class Fetcher:
    """What WeasyPrint calls for every address in a galley. `root` is the project's folder, None for no files at all."""

    _fail_on_errors = False

    def __init__(self, root: Path | None) -> None:
        self.root = root

    def __call__(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse

        body, kind = _data(url) if url.startswith("data:") else self._file(url)
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def _file(self, url: str) -> tuple[bytes, str]:
        path = project_file(self.root, unquote(url.removeprefix(SCHEME))) if url.startswith(SCHEME) else None
        if path is None:
            raise ValueError(f"galleys fetch nothing: {url}")
        return path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _data(url: str) -> tuple[bytes, str]:
    """The body and media type of a data URL (RFC 2397)."""
    head, _, body = url[5:].partition(",")
    kind = head.removesuffix(";base64") or "text/plain"
    raw = unquote_to_bytes(body)
    return (base64.b64decode(raw), kind) if head.endswith(";base64") else (raw, kind)


def project_file(root: Path | None, name: str) -> Path | None:
    """A file below the project's folder; None for anything that is not, or lies outside."""
    if root is None:
        return None
    path = root / name
    inside = ".." not in Path(name).parts and not Path(name).is_absolute()
    return path if inside and path.is_file() else None


def file_digests(text: str, root: Path | None) -> str:
    """The digests of the files that an HTML or CSS text shows, empty when it shows none."""
    if SCHEME not in text:
        return ""
    found = [(name, project_file(root, unquote(name))) for name in sorted(set(_USES.findall(text)))]
    return " ".join(f"{name}={_digest(path, path.stat().st_mtime_ns) if path else ''}" for name, path in found)


@lru_cache(maxsize=256)
def _digest(path: Path, stamp: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
