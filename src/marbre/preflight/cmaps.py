"""CMaps: codes of composite fonts to character ids, and codes of any font to text (ISO 32000-1, 9.7.5 and 9.10.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marbre.preflight.tokens import values

_MOST, _MOST_SPACES = 70_000, 100


@dataclass(slots=True)
class CodeMap:
    """Codes by length. `known` is False for a CMap that the file only names, whose ids nobody here can tell."""

    known: bool = True
    lengths: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    ranges: list[tuple[int, int, int]] = field(default_factory=list)
    singles: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def split(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Codes of a string with their lengths in bytes."""
        position = 0
        while position < len(data):
            for length, spans in sorted(self.lengths.items()):
                code = int.from_bytes(data[position : position + length], "big")
                if position + length <= len(data) and any(low <= code <= high for low, high in spans):
                    break
            else:
                length = min(2 if not self.lengths else min(self.lengths), len(data) - position)
                code = int.from_bytes(data[position : position + length], "big")
            yield code, length
            position += length

    def cid(self, code: int, length: int) -> int:
        """The character id of a code; 0 where there is none."""
        if not self.known:
            return code or 1
        found = self.singles.get(code)
        if found is not None:
            return found
        index = bisect_right(self.ranges, (code, 1 << 32, 0)) - 1
        if index >= 0:
            low, high, first = self.ranges[index]
            if code <= high:
                return first + code - low
        return 0


def read_cmap(data: bytes) -> CodeMap:
    """A CMap program, read without running it."""
    cmap, operands = CodeMap(), []
    for value in values(data):
        if type(value) is not tuple:
            operands.append(value)
            if len(operands) > 4 * _MOST:
                break
            continue
        word = value[0]
        reader = _READERS.get(word)
        if reader:
            reader(cmap, operands)
        operands = []
    cmap.ranges.sort()
    return cmap


def _number(value: Any) -> int:
    return int.from_bytes(value[:4], "big") if isinstance(value, bytes) else -1


def _threes(operands: list[Any]) -> Iterator[tuple[Any, Any, Any]]:
    return zip(operands[::3], operands[1::3], operands[2::3], strict=False)


def _spaces(cmap: CodeMap, operands: list[Any]) -> None:
    for low, high in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(low, bytes) and isinstance(high, bytes) and 0 < len(low) == len(high) <= 4:
            if sum(map(len, cmap.lengths.values())) >= _MOST_SPACES:
                return
            cmap.lengths.setdefault(len(low), []).append((_number(low), _number(high)))


def _id_ranges(cmap: CodeMap, operands: list[Any]) -> None:
    for low, high, first in _threes(operands):
        if isinstance(first, float) and len(cmap.ranges) < _MOST:
            cmap.ranges.append((_number(low), _number(high), int(first)))


def _ids(cmap: CodeMap, operands: list[Any]) -> None:
    for code, cid in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(cid, float) and len(cmap.singles) < _MOST:
            cmap.singles[_number(code)] = int(cid)


def _text(value: Any) -> str:
    return value[:64].decode("utf-16-be", "replace") if isinstance(value, bytes) else ""


def _characters(cmap: CodeMap, operands: list[Any]) -> None:
    for code, text in zip(operands[::2], operands[1::2], strict=False):
        if len(cmap.texts) < _MOST:
            cmap.texts[_number(code)] = _text(text)


def _character_ranges(cmap: CodeMap, operands: list[Any]) -> None:
    for low, high, text in _threes(operands):
        start, end = _number(low), min(_number(high), _number(low) + 65535)
        for index, code in enumerate(range(start, end + 1)):
            if len(cmap.texts) >= _MOST:
                return
            if isinstance(text, list):
                cmap.texts[code] = _text(text[index]) if index < len(text) else ""
            elif isinstance(text, bytes) and text:
                last = int.from_bytes(text[-2:], "big") + index
                cmap.texts[code] = _text(text[:-2] + (last & 0xFFFF).to_bytes(2, "big"))


_READERS = {
    b"endcodespacerange": _spaces, b"endcidrange": _id_ranges, b"endcidchar": _ids, b"endbfchar": _characters,
    b"endbfrange": _character_ranges,
}  # fmt: skip
