"""Handing over: a folder that is whole or absent. Written aside, then exchanged with the last good one in one step."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from marbre.errors import WorkRefused
from marbre.plan.model import Page

_AT_FDCWD, _EXCHANGE = -100, 2


def manifest(
    edition: str, language: str, pages: Sequence[Page], hashes: Mapping[int, str], files: Mapping[str, bytes]
) -> bytes:
    """What lies where: every placed record with its version's digest, page and box in mm, and the files' SHA-256."""
    records = [
        {
            "id": item.record,
            "hash": hashes.get(item.record, ""),
            "page": page.folio,
            "label": page.label,
            "template": item.template,
            "box": [round(value, 2) for value in (item.box.x, item.box.y, item.box.width, item.box.height)],
        }
        for page in pages
        for item in page.placed
        if item.record is not None
    ]
    body = {
        "edition": edition,
        "language": language,
        "pages": len(pages),
        "records": records,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def deliver(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` in place of whatever `folder` held. Raises WorkRefused when the disk will not take them; the last
    good files then stay as they were."""
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name, data in files.items():
            (aside / name).write_bytes(data)
            if (aside / name).stat().st_size != len(data):
                raise OSError(errno.EIO, "short write", name)
        _put(aside, folder)
    except OSError as error:
        raise WorkRefused(
            f"cannot write {folder.name}: {error.strerror or error}", "free some space or check the rights"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put(aside: Path, folder: Path) -> None:
    if not folder.exists():
        aside.rename(folder)
    elif not _exchange(aside, folder):
        old = folder.with_name(f".{folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
        aside.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step (Linux renameat2); False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return done == 0


def as_json(value: Any) -> bytes:
    """A value as indented JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
