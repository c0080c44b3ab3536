"""Objects out of a JSON file one by one, whatever its size: only one object and one chunk are held in memory.

Takes an array of objects, a single object, an API response (`objetsTouristiques`, DATAtourisme's `objects`), or an
agenda by day.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

CHUNK = 1 << 20
#: The longest single object, in characters; the schema's own are below 100 000.
LONGEST = 64 << 20
_BLANK = re.compile(r"[ \t\n\r]*")
_LISTS = ("objetsTouristiques", "objetTouristiques", "objects")


class BadJsonError(ValueError):
    """The file is not JSON, or ends too early."""


def _constant(_: str) -> None:
    return None


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_constant)


def load_json(data: bytes) -> Any:
    """A small file at once. Raises BadJsonError."""
    try:
        return json.loads(data.decode(_encoding(data[:4])), parse_float=Decimal, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise BadJsonError(_reason(error)) from None


def stream_objects(file: BinaryIO, outer: dict[str, Any] | None = None) -> Iterator[Any]:
    """The elements of the file in order; `outer` receives the other keys of an API response. Raises BadJsonError."""
    text = _Text(file)
    first = text.peek()
    if first == "[":
        yield from _elements(text)
    elif first == "{":
        yield from _response(text, {} if outer is None else outer)
    else:
        raise BadJsonError("neither an object nor an array" if first else "empty file")
    if text.peek():
        raise BadJsonError("something follows the end")


def _elements(text: _Text) -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.peek() == "]":
            text.take("]")
            return
        text.take(",")


def _response(text: _Text, outer: dict[str, Any]) -> Iterator[Any]:
    text.take("{")
    found = False
    while text.peek() != "}":
        key = text.value()
        text.take(":")
        if key in _LISTS and text.peek() == "[":
            found = True
            yield from _elements(text)
        elif isinstance(key, str):
            outer[key] = text.value()
        else:
            raise BadJsonError("a key that is not a string")
        if text.peek() != "}":
            text.take(",")
    text.take("}")
    if not found:
        yield from _lone(outer)


def _lone(outer: dict[str, Any]) -> Iterator[Any]:
    """A single object; or the objects of an answer whose values are lists, as in the agenda by day."""
    if any(key in outer for key in ("id", "@id", "uri")):
        whole = dict(outer)
        outer.clear()
        outer["single"] = True
        yield whole
        return
    for value in outer.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) and "id" in one for one in value):
            yield from value


class _Text:
    """A sliding window over decoded text."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        start = file.read(4)
        self._decoder = codecs.getincrementaldecoder(_encoding(start))()
        self._window = self._decoder.decode(start)
        self._at = 0
        self._ended = not start

    def _more(self, size: int) -> bool:
        if self._ended:
            return False
        data = self._file.read(size)
        self._ended = not data
        try:
            self._window = self._window[self._at :] + self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise BadJsonError(_reason(error)) from None
        self._at = 0
        return True

    def peek(self) -> str:
        """The next character that is not blank, or an empty string at the end."""
        while True:
            match = _BLANK.match(self._window, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more(CHUNK):
                return ""

    def take(self, character: str) -> None:
        if self.peek() != character:
            raise BadJsonError(f"`{character}` expected" if self.peek() else "the file ends too early")
        self._at += 1

    def value(self) -> Any:
        """The next value. A value that touches the end of the window may go on, so more is read first."""
        self.peek()
        size = CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._at)
                if end < len(self._window) or not self._more(size):
                    self._at = end if end < len(self._window) or self._ended else self._at
                    return value
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or len(self._window) - self._at > LONGEST:
                    raise BadJsonError(_reason(error)) from None
                if not self._more(size):
                    raise BadJsonError(_reason(error)) from None
            size = max(CHUNK, len(self._window))


def _encoding(start: bytes) -> str:
    return "utf-8-sig" if start[:3] == codecs.BOM_UTF8 else json.detect_encoding(start)


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"not {error.encoding}"
    return str(error).split(": line", maxsplit=1)[0]
