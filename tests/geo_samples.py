"""Small GeoPackages and GeoJSON files, written byte by byte so that tests can also write wrong ones."""

import json
import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

Points = Sequence[tuple[float, ...]]


def wkb_line(points: Points) -> bytes:
    """A line, with heights when its points have three numbers."""
    kind = 2 if len(points[0]) == 2 else 1002
    return struct.pack("<BII", 1, kind, len(points)) + b"".join(struct.pack(f"<{len(p)}d", *p) for p in points)


def wkb_polygon(rings: Sequence[Points]) -> bytes:
    return struct.pack("<BII", 1, 3, len(rings)) + b"".join(
        struct.pack("<I", len(ring)) + b"".join(struct.pack("<2d", *p) for p in ring) for ring in rings
    )


def wkb_many(kind: int, parts: Sequence[bytes]) -> bytes:
    return struct.pack(">BII", 0, kind, len(parts)) + b"".join(parts)


def blob(body: bytes, envelope: bool = False) -> bytes:
    """A GeoPackage geometry: its header, and its WKB."""
    return b"GP\0" + (b"\x03" if envelope else b"\x01") + struct.pack("<i", 2154) + (b"\0" * 32 if envelope else b"") + body


def write_gpkg(path: Path, tables: dict[str, list[tuple[dict[str, str], object]]], code: int = 2154) -> Path:
    """A GeoPackage with the tables that a reader asks for."""
    with closing(sqlite3.connect(path)) as base:
        base.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);"
        )
        base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (7, 'EPSG', ?)", (code,))
        for table, rows in tables.items():
            keys = list(rows[0][0]) if rows else ["nom"]
            base.execute(f'CREATE TABLE "{table}" (fid INTEGER PRIMARY KEY, geom BLOB, {", ".join(f"{key} TEXT" for key in keys)})')
            base.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (table,))
            base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 7)", (table,))
            marks = ", ".join("?" * (len(keys) + 1))
            base.executemany(f'INSERT INTO "{table}" (geom, {", ".join(keys)}) VALUES ({marks})', [(shape, *said.values()) for said, shape in rows])
        base.commit()
    return path


def write_geojson(path: Path, features: list[tuple[dict[str, object], str, object]], crs: str = "") -> Path:
    """Features as (properties, type of geometry, coordinates)."""
    rows = [{"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": at}} for said, kind, at in features]
    raw = {"type": "FeatureCollection", "features": rows} | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path
