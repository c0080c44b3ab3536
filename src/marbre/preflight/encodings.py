"""Encodings of simple fonts: code → glyph name and text (ISO 32000-1, 9.6.6 and annex D)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pikepdf
from fontTools.agl import UV2AGL, toUnicode
from fontTools.encodings.StandardEncoding import StandardEncoding

from marbre.preflight.plain import name_of

_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


@cache
def _base(name: str) -> tuple[dict[int, str], dict[int, str]]:
    codec = _CODECS.get(name)
    if codec is None:
        names = {code: glyph for code, glyph in enumerate(StandardEncoding) if glyph != ".notdef"}
        return names, {code: toUnicode(glyph) for code, glyph in names.items()}
    texts = {code: bytes([code]).decode(codec, "ignore") for code in range(32, 256)}
    texts = {code: text for code, text in texts.items() if text}
    return {code: UV2AGL.get(ord(text), "") for code, text in texts.items()}, texts


def encoding_of(thing: Any, symbolic: bool) -> tuple[dict[int, str], dict[int, str]]:
    """Names and texts by code. A symbolic font without an encoding has its own, which nobody else knows."""
    base, differences = thing, None
    if isinstance(thing, pikepdf.Dictionary):
        base, differences = thing.get("/BaseEncoding"), thing.get("/Differences")
    if base is None and symbolic:
        names: dict[int, str] = {}
        texts: dict[int, str] = {}
    else:
        known_names, known_texts = _base(str(base) if isinstance(base, pikepdf.Name) else "")
        names, texts = dict(known_names), dict(known_texts)
    code = 0
    for item in list(differences)[:2048] if isinstance(differences, pikepdf.Array) else []:
        if isinstance(item, pikepdf.Name):
            names[code] = glyph = name_of(item)
            texts[code] = toUnicode(glyph) if len(glyph) < 64 else ""
            code += 1
        else:
            code = int(item)
    return names, texts
