"""Streams decoded by ourselves, with a limit, so that a small file cannot fill the machine (ISO 32000-1, 7.4)."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf

from marbre.preflight.plain import name_of

#: No content stream, font or profile of a page that is meant to be printed is larger than this.
MOST = 96 * 2**20
#: Filters that are undone byte by byte get no more than this.
_SLOW_BYTES = 6 * 2**20

_SHORT = {"Fl": "FlateDecode", "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "RL": "RunLengthDecode",
          "CCF": "CCITTFaxDecode", "DCT": "DCTDecode"}  # fmt: skip


class TooLarge(Exception):
    """A stream unpacks to more than it may."""


class Undecodable(Exception):
    """A stream's filter is unknown, meant for pictures, or its bytes are damaged from the start."""


def decoded(stream: pikepdf.Stream, most: int = MOST) -> bytes:
    """What a stream holds. Damaged ends are left off. Raises TooLarge, Undecodable."""
    return unpacked(stream, most)[0]


def unpacked(stream: pikepdf.Stream, most: int = MOST) -> tuple[bytes, bool]:
    """What a stream holds, and whether it is whole. Raises TooLarge, Undecodable."""
    try:
        data = stream.read_raw_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Undecodable(str(error)) from error
    names, settings = filters(stream)
    whole = True
    if len(names) > 8:
        raise Undecodable("filters")
    for name, setting in zip(names, settings, strict=True):
        step = _STEPS.get(name)
        if step is None:
            raise Undecodable(name)
        if name == "FlateDecode":
            data, complete = _inflated(data, most)
            whole = whole and complete
        else:
            data = step(data, most)
        data = _predicted(data, setting, name, most)
    if len(data) > most:
        raise TooLarge
    return data, whole


def picture_data(stream: pikepdf.Stream, most: int = MOST) -> tuple[bytes, str, Any]:
    """What a picture's own filter has to decode, with the filter's name and parameters: for Flate and LZW that is done but
    for their predictor. Raises TooLarge, Undecodable."""
    try:
        data = stream.read_raw_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Undecodable(str(error)) from error
    names, settings = filters(stream)
    for index, (name, setting) in enumerate(zip(names[:8], settings, strict=False)):
        step = _STEPS.get(name)
        if step is None:
            return data, name, setting
        data = step(data, most)
        if index == len(names) - 1:
            return data, name, setting
        data = _predicted(data, setting, name, most)
    return data, "", None


def filters(stream: Any) -> tuple[list[str], list[Any]]:
    """Names of the filters, in full, and the parameters of each (or None)."""
    named, given = stream.get("/Filter"), stream.get("/DecodeParms", stream.get("/DP"))
    if named is None:
        return [], []
    many = isinstance(named, pikepdf.Array)
    names = [name_of(one) for one in (list(named)[:16] if many else [named])]
    settings = list(given)[:16] if isinstance(given, pikepdf.Array) else [given]
    settings += [None] * (len(names) - len(settings))
    return [_SHORT.get(name, name) for name in names], settings[: len(names)]


def inflated(data: bytes, most: int) -> bytes:
    """Deflate unpacked as far as it can be. Raises TooLarge."""
    return _inflated(data, most)[0]


def _inflated(data: bytes, most: int) -> tuple[bytes, bool]:
    parts, whole = _inflate(zlib.decompressobj(), data, most)
    if not parts and data and not whole:
        parts = _inflate(zlib.decompressobj(-15), data[2:], most)[0]
    return parts, whole


def _inflate(machine: Any, data: bytes, most: int) -> tuple[bytes, bool]:
    """What could be unpacked, and whether that was all; a checksum that is wrong or missing is let pass."""
    out: list[bytes] = []
    size = 0
    try:
        while data and not machine.eof:
            part = machine.decompress(data, 2**20)
            size += len(part)
            if size > most:
                raise TooLarge
            out.append(part)
            data = machine.unconsumed_tail
        if not machine.eof:
            machine.decompress(b"\0\0\0\0", 2**20)
    except zlib.error as error:
        return b"".join(out), "data check" in str(error)
    return b"".join(out), bool(machine.eof)


def _hexadecimal(data: bytes, most: int) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
    return binascii.unhexlify(digits + b"0" if len(digits) % 2 else digits)


def _base85(data: bytes, most: int) -> bytes:
    body = data.strip().removeprefix(b"<~").partition(b"~")[0]
    body = re.sub(rb"[^!-uz]", b"", body)
    try:
        return base64.a85decode(body)
    except ValueError:
        return b""


def _runs(data: bytes, most: int) -> bytes:
    if len(data) > _SLOW_BYTES:
        raise TooLarge
    out, position = bytearray(), 0
    while position < len(data) and data[position] != 128:
        length = data[position]
        if length < 128:
            out += data[position + 1 : position + 2 + length]
            position += length + 2
        else:
            out += data[position + 1 : position + 2] * (257 - length)
            position += 2
        if len(out) > most:
            raise TooLarge
    return bytes(out)


def _lzw(data: bytes, most: int, early: int = 1) -> bytes:
    """LZW as in TIFF (7.4.4): codes of 9 to 12 bits, high bits first."""
    if len(data) > _SLOW_BYTES // 4:
        raise TooLarge
    table = [bytes([code]) for code in range(256)] + [b"", b""]
    out: list[bytes] = []
    size = held = bits = 0
    width, last = 9, b""
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == 257:
            break
        if code == 256:
            del table[258:]
            width, last = 9, b""
            continue
        if code > len(table) or (code == len(table) and not last):
            break
        entry = table[code] if code < len(table) else last + last[:1]
        out.append(entry)
        size += len(entry)
        if size > most:
            raise TooLarge
        if last and len(table) < 4096:
            table.append(last + entry[:1])
        last = entry
        width = min(12, max(9, (len(table) + early).bit_length()))
    return b"".join(out)


def _same(data: bytes, most: int) -> bytes:
    return data


_STEPS: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": inflated, "ASCIIHexDecode": _hexadecimal, "ASCII85Decode": _base85, "RunLengthDecode": _runs,
    "LZWDecode": _lzw, "Crypt": _same,
}  # fmt: skip


def _predicted(data: bytes, setting: Any, name: str, most: int) -> bytes:
    """Predictors of Flate and LZW undone (7.4.4.4)."""
    if name not in ("FlateDecode", "LZWDecode") or not isinstance(setting, pikepdf.Dictionary):
        return data
    try:
        kind = int(setting.get("/Predictor", 1))
        columns, colours = int(setting.get("/Columns", 1)), int(setting.get("/Colors", 1))
        bits = int(setting.get("/BitsPerComponent", 8))
    except (TypeError, ValueError, OverflowError):
        return data
    if kind < 2 or not (0 < columns < 10**6 and 0 < colours <= 32 and 0 < bits <= 16):
        return data
    if len(data) > _SLOW_BYTES:
        raise TooLarge
    row, back = (columns * colours * bits + 7) // 8, max(1, colours * bits // 8)
    if kind == 2:
        return _tiff(data, row, back) if bits == 8 else data
    return _png(data, row, back)


def _tiff(data: bytes, row: int, back: int) -> bytes:
    out = bytearray(data)
    for start in range(0, len(out), row):
        for index in range(start + back, min(start + row, len(out))):
            out[index] = (out[index] + out[index - back]) & 255
    return bytes(out)


def _png(data: bytes, row: int, back: int) -> bytes:
    out = bytearray()
    above = bytearray(row)
    for start in range(0, len(data), row + 1):
        kind, line = data[start], bytearray(data[start + 1 : start + 1 + row])
        line += bytes(row - len(line))
        if kind:
            _png_row(kind, line, above, back)
        out += line
        above = line
    return bytes(out)


def _png_row(kind: int, line: bytearray, above: bytearray, back: int) -> None:
    for index in range(len(line)):
        left = line[index - back] if index >= back else 0
        up = above[index]
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        else:
            corner = above[index - back] if index >= back else 0
            one, two, three = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = left if one <= two and one <= three else up if two <= three else corner
        line[index] = (line[index] + guess) & 255
