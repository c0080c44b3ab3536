"""Objects of a file as plain texts, whatever bytes their author put there."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def name_of(thing: Any) -> str:
    """A name without its slash, as UTF-8 or else Latin-1 (7.3.5 asks for UTF-8, old programs did not); "" for no name."""
    if not isinstance(thing, pikepdf.Name):
        return ""
    try:
        return str(thing)[1:]
    except UnicodeDecodeError:
        raw = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), thing.unparse())
        return raw[1:].decode("latin-1")


def text_of(thing: Any, most: int = 2000) -> str:
    """A text string; "" for no string."""
    if not isinstance(thing, pikepdf.String):
        return ""
    try:
        return str(thing)[:most]
    except (UnicodeDecodeError, ValueError):
        return bytes(thing)[:most].decode("latin-1")
