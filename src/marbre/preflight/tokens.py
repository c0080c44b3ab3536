"""A content stream as operators with their operands (ISO 32000-1, 7.2 and 7.8.2), forgiving and in one pass.

Operands are plain values: numbers are floats, names `Name`, strings bytes, arrays lists, dictionaries dicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_WS = rb"\0\t\n\f\r "
_END = rb"(?=[\0\t\n\f\r /\[\]<>(){}%]|$)"
_NUMBER = rb"[-+]?(?:\d++\.?\d*+|\.\d++)"

#: The usual case in one step: numbers, then an operator.
_RUN = re.compile(rb"[\t\n\f\r ]*+((?:" + _NUMBER + rb"[\t\n\f\r ]++)*+)([A-Za-z'\"][A-Za-z0-9*]*+)" + _END)
_TOKEN = re.compile(
    rb"[" + _WS + rb"]*+(?:%[^\r\n]*+[" + _WS + rb"]*+)*+(?:"
    rb"(" + _NUMBER + rb")" + _END + rb"|/([^\0\t\n\f\r /\[\]<>(){}%]*+)|<([0-9A-Fa-f\0\t\n\f\r ]*+)>"
    rb"|\(([^()\\\r]*+)\)|(<<|\[|\{)|(>>|\]|\})|(\()|([^\0\t\n\f\r /\[\]<>(){}%]++)|(.))",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_LOOSE = re.compile(rb"[-+]*(\d*\.?\d*)")
_INLINE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)")
_BINARY = re.compile(rb"[^\t\n\f\r -~]")
_WORDS = {b"true": True, b"false": False, b"null": None}
_DEEPEST, _MOST_OPERANDS = 32, 200_000
#: Lengths of colour spaces that an inline image may name, in components.
_COMPONENTS = {"G": 1, "DeviceGray": 1, "RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4, "I": 1, "Indexed": 1}


#: Stands in the place of an operator where a stream ends amid operands, an array or an inline image.
UNFINISHED = b""


class Name(str):
    """A PDF name without its slash."""

    __slots__ = ()


def operations(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Every operator with its operands, in order; UNFINISHED last where the stream breaks off. Never raises."""
    position, run = 0, _RUN.match
    while True:
        match = run(data, position)
        if match is not None:
            operator = match[2]
            if operator not in _WORDS and operator != b"BI":
                position = match.end()
                yield operator, [float(number) for number in match[1].split()]
                continue
        operands, operator, position = _slow(data, position)
        if not operator:
            if operands:
                yield UNFINISHED, operands
            return
        if operator == b"BI":
            entries, position = _inline_entries(data, position)
            image, position, whole = _inline_data(data, position, entries)
            operands = [entries, image]
            if not whole:
                yield UNFINISHED, []
        yield operator, operands


def values(data: bytes) -> Iterator[Any]:
    """Every operand and operator of a small program such as a CMap, operators as bytes wrapped in a one-tuple."""
    position = 0
    while True:
        found, value, position = _value(data, position, 0)
        if not found:
            return
        yield value


def _slow(data: bytes, position: int) -> tuple[list[Any], bytes, int]:
    operands: list[Any] = []
    while True:
        found, value, position = _value(data, position, 0)
        if not found:
            return operands, b"", position
        if type(value) is tuple:
            return operands, value[0], position
        if len(operands) < _MOST_OPERANDS:
            operands.append(value)


def _value(data: bytes, position: int, depth: int) -> tuple[bool, Any, int]:
    """Whether there was one, the next value (an operator in a one-tuple), where it ends."""
    while True:
        match = _TOKEN.match(data, position)
        if match is None:
            return False, None, len(data)
        position, kind = match.end(), match.lastindex
        text = match[kind or 9]
        if kind == 1:
            return True, float(text), position
        if kind == 2:
            return True, _name(text), position
        if kind == 3:
            return True, _hexadecimal(text), position
        if kind == 4:
            return True, text, position
        if kind == 5:
            return (True, *_container(data, position, text, depth))
        if kind == 7:
            return (True, *_string(data, position))
        if kind == 8:
            return True, _word(text), position
        if kind == 6 and depth:
            return True, (text,), position


def _name(text: bytes) -> Name:
    if b"#" in text:
        text = _NAME_HEX.sub(lambda match: bytes([int(match[1], 16)]), text)
    return Name(text.decode("utf-8", "replace"))


def _hexadecimal(text: bytes) -> bytes:
    digits = bytes(text.translate(None, b"\0\t\n\f\r "))
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))


def _word(text: bytes) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    first = text[:1]
    if first in b"+-.0123456789":
        loose = _LOOSE.match(text)
        digits = loose[1] if loose else b""
        return (-1.0 if first == b"-" else 1.0) * float(digits if digits.strip(b".") else b"0")
    return (text,)


def _container(data: bytes, position: int, opening: bytes, depth: int) -> tuple[Any, int]:
    """An array, dictionary or procedure, opened before `position`."""
    items: list[Any] = []
    while depth < _DEEPEST:
        found, value, position = _value(data, position, depth + 1)
        if not found or (type(value) is tuple and value[0] in (b">>", b"]", b"}")):
            break
        if type(value) is tuple and opening != b"{":
            continue
        if len(items) < _MOST_OPERANDS:
            items.append(value)
    if opening == b"<<":
        return {
            key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, Name)
        }, position
    return items, position


def _string(data: bytes, position: int) -> tuple[bytes, int]:
    """A literal string with escapes or brackets within, opened before `position`."""
    depth, start = 1, position
    for match in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, position):
        mark = match[0]
        depth += (mark == b"(") - (mark == b")")
        if not depth:
            return _ESCAPE.sub(_unescaped, data[start : match.start()]), match.end()
    return _ESCAPE.sub(_unescaped, data[start:]), len(data)


def _unescaped(match: re.Match[bytes]) -> bytes:
    mark = match[1]
    if mark is None:
        return b"\n"
    if mark[:1].isdigit() and mark[:1] < b"8":
        return bytes([int(mark, 8) & 255])
    if mark in (b"\n", b"\r", b"\r\n"):
        return b""
    return _PLAIN.get(mark, mark)


def _inline_entries(data: bytes, position: int) -> tuple[dict[str, Any], int]:
    items: list[Any] = []
    while True:
        found, value, position = _value(data, position, 0)
        if not found or (type(value) is tuple and value[0] == b"ID"):
            break
        if type(value) is tuple and value[0] == b"EI":
            return {}, position
        items.append(value)
    entries = {str(key): value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, Name)}
    return entries, position + 1


def _inline_data(data: bytes, position: int, entries: dict[str, Any]) -> tuple[bytes, int, bool]:
    """The bytes of an inline image, where they end, whether an end was there; the length is known of what is not packed."""
    length = _plain_length(entries)
    if length is not None and data[position + length : position + length + 16].lstrip(b"\0\t\n\f\r ")[:2] == b"EI":
        return data[position : position + length], data.index(b"EI", position + length) + 2, True
    for match in _INLINE_END.finditer(data, max(position - 1, 0)):
        if not _BINARY.search(data, match.end(), match.end() + 24):
            return data[position : match.start()], match.end(), True
    return data[position:], len(data), False


def _plain_length(entries: dict[str, Any]) -> int | None:
    if "F" in entries or "Filter" in entries:
        return None
    width, height = entries.get("W", entries.get("Width")), entries.get("H", entries.get("Height"))
    if not isinstance(width, float) or not isinstance(height, float) or not 0 < width * height < 1e8:
        return None
    bits = entries.get("BPC", entries.get("BitsPerComponent", 1.0))
    if entries.get("IM", entries.get("ImageMask")) is True:
        bits = 1.0
    space = entries.get("CS", entries.get("ColorSpace", Name("G")))
    space = space[0] if isinstance(space, list) and space else space
    parts = _COMPONENTS.get(str(space))
    if parts is None or not isinstance(bits, float):
        return None
    return int((width * bits * parts + 7) // 8 * height)
