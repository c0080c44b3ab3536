"""Geometries out of GeoPackage blobs (OGC 12-128r18, clause 2.1.3) and WKB (OGC 06-103r4), in any byte order, with or
without heights. Curves, which a map of ours would not draw, are refused."""

from __future__ import annotations

import struct

from marbre.offers.territory import Ring

#: Lines and rings of a geometry: ("line", (points,)) or ("polygon", rings) or ("point", (points,)).
Part = tuple[str, tuple[Ring, ...]]
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_POINT, _LINE, _POLYGON, _COLLECTIONS = 1, 2, 3, (4, 5, 6, 7)
_DEEPEST = 8


class BadGeometryError(ValueError):
    """The bytes are no geometry, or one with curves."""


def gpkg_parts(blob: object) -> list[Part]:
    """The parts of a geometry in a GeoPackage; none when it is empty. Raises BadGeometryError."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        raise BadGeometryError("not a GeoPackage geometry")
    envelope = _ENVELOPES.get(blob[3] >> 1 & 7)
    if envelope is None or blob[3] & 0x20:
        raise BadGeometryError("an unknown kind of GeoPackage geometry")
    try:
        return _parts(blob, 8 + envelope, 0)[0]
    except struct.error:
        raise BadGeometryError("the geometry is cut off") from None


def _parts(data: bytes, at: int, depth: int) -> tuple[list[Part], int]:
    """Parts of the geometry that begins at a byte, and the byte after it."""
    if depth > _DEEPEST:
        raise BadGeometryError("a geometry nested too deeply")
    order = "<" if data[at : at + 1] == b"\1" else ">"
    (code,) = struct.unpack_from(f"{order}I", data, at + 1)
    at += 5
    high = bool(code & 0x80000000) + bool(code & 0x40000000)
    at += 4 if code & 0x20000000 else 0
    kind, dimension = code & 0x0FFFFFFF, 0
    kind, dimension = kind % 1000, kind // 1000
    numbers = 2 + (high or (2 if dimension == 3 else 1 if dimension in (1, 2) else 0))
    if kind == _POINT:
        x, y = struct.unpack_from(f"{order}2d", data, at)
        return ([("point", (((x, y),),))] if x == x else []), at + 8 * numbers
    if kind == _LINE:
        ring, at = _ring(data, at, order, numbers)
        return ([("line", (ring,))] if len(ring) > 1 else []), at
    (count,) = struct.unpack_from(f"{order}I", data, at)
    at += 4
    if count > len(data):
        raise BadGeometryError("the geometry is cut off")
    if kind == _POLYGON:
        rings = []
        for _ in range(count):
            ring, at = _ring(data, at, order, numbers)
            rings.append(ring)
        return ([("polygon", tuple(rings))] if rings else []), at
    if kind not in _COLLECTIONS:
        raise BadGeometryError(f"a geometry of kind {kind}, with curves")
    found: list[Part] = []
    for _ in range(count):
        some, at = _parts(data, at, depth + 1)
        found += some
    return found, at


def _ring(data: bytes, at: int, order: str, numbers: int) -> tuple[Ring, int]:
    (count,) = struct.unpack_from(f"{order}I", data, at)
    at += 4
    end = at + 8 * numbers * count
    if end > len(data):
        raise BadGeometryError("the geometry is cut off")
    values = struct.unpack_from(f"{order}{numbers * count}d", data, at)
    return tuple(zip(values[::numbers], values[1::numbers], strict=True)), end
