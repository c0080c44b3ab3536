"""What an embedded TrueType program has glyphs for: its count and its character map, read with limits.

Other kinds of programs (Type 1, CFF) are not opened; for them nothing is said to be missing but what the file itself
calls .notdef.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from marbre.preflight.streams import TooLarge, Undecodable, decoded

_MOST_BYTES, _MOST_GROUPS = 48 * 2**20, 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Glyphs of a program: `count` (0 when unknown); `maps` by (platform, encoding), each (firsts, lasts, singles)."""

    count: int = 0
    maps: dict[tuple[int, int], CharacterMap] | None = None
    symbolic: bool = False
    named: bool = True

    def has(self, code: int, name: str, text: str) -> bool:
        """Whether a code of a simple TrueType font has a glyph (9.6.6.4). True where that cannot be told."""
        if name == ".notdef":
            return False
        if not self.maps:
            return True
        unicode_map = self.maps.get((3, 1)) or self.maps.get((0, 3))
        if unicode_map and name and text and not self.symbolic and unicode_map.has(ord(text[0])):
            return True
        others = [cmap for key, cmap in self.maps.items() if key not in ((3, 1), (0, 3))]
        if any(cmap.has(code + start) for cmap in others for start in (0, 0xF000, 0xF100, 0xF200)):
            return True
        if unicode_map is None or (self.symbolic and not self.named):
            return any(cmap.has(code) for cmap in self.maps.values())
        # The post table may still name the glyph; we cannot tell.
        return bool(others) or not text or unicode_map.has(ord(text[0]))


@dataclass(frozen=True, slots=True, eq=False)
class CharacterMap:
    """Codes that lead to a glyph other than 0: sorted ranges."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def has(self, code: int) -> bool:
        """Whether the map has this code."""
        index = bisect_right(self.firsts, code) - 1
        return index >= 0 and code <= self.lasts[index]


def program_of(stream: Any, symbolic: bool, named: bool) -> Program | None:
    """The program that a FontFile stream holds; None when it is no TrueType or unreadable."""
    try:
        data = decoded(stream, _MOST_BYTES)
        tables = _tables(data)
        if not tables or b"glyf" not in tables:
            return None
        count = struct.unpack_from(">H", data, tables[b"maxp"] + 4)[0] if b"maxp" in tables else 0
        maps = _maps(data, tables[b"cmap"]) if b"cmap" in tables else None
    except (TooLarge, Undecodable, struct.error, IndexError, ValueError):
        return None
    return Program(count, maps, symbolic, named)


def _tables(data: bytes) -> dict[bytes, int]:
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return {}
    number = min(struct.unpack_from(">H", data, 4)[0], 64)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(number))
    return {tag: start for tag, _, start, _ in records}


def _maps(data: bytes, start: int) -> dict[tuple[int, int], CharacterMap]:
    found = {}
    number = min(struct.unpack_from(">H", data, start + 2)[0], 16)
    for index in range(number):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        pairs = _ranges(data, start + offset)
        if pairs is not None:
            pairs.sort()
            found[platform, encoding] = CharacterMap(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))
    return found


def _ranges(data: bytes, start: int) -> list[tuple[int, int]] | None:
    kind = struct.unpack_from(">H", data, start)[0]
    if kind == 0:
        return [(code, code) for code, glyph in enumerate(data[start + 6 : start + 262]) if glyph]
    if kind == 4:
        return _segments(data, start)
    if kind == 6:
        first, count = struct.unpack_from(">HH", data, start + 6)
        glyphs = struct.unpack_from(f">{count}H", data, start + 10)
        return [(first + index, first + index) for index, glyph in enumerate(glyphs) if glyph]
    if kind == 12:
        count = min(struct.unpack_from(">I", data, start + 12)[0], _MOST_GROUPS)
        groups = (struct.unpack_from(">III", data, start + 16 + 12 * index) for index in range(count))
        return [(low, high) for low, high, _ in groups if low <= high]
    return None


def _segments(data: bytes, start: int) -> list[tuple[int, int]]:
    """Format 4: segments by delta; those by offset are looked into glyph by glyph."""
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    firsts = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 4 * count)
    where = start + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, where)
    found: list[tuple[int, int]] = []
    for index, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        if first > last or first == 0xFFFF:
            continue
        if not offsets[index]:
            zero = -deltas[index] & 0xFFFF
            parts = (
                ((first, min(last, zero - 1)), (max(first, zero + 1), last))
                if first <= zero <= last
                else ((first, last),)
            )
            found += [(low, high) for low, high in parts if low <= high]
            continue
        base = where + 2 * index + offsets[index]
        for code in range(first, last + 1):
            at = base + 2 * (code - first)
            if at + 2 <= len(data) and data[at : at + 2] != b"\0\0":
                found.append((code, code))
        if len(found) > 200_000:
            break
    return found
