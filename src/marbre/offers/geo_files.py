"""Features of GeoJSON (RFC 7946, and its forerunner with `crs`) and GeoPackage files, with their points in WGS 84.

Known systems of coordinates: WGS 84 and RGF93 in degrees, Lambert-93, and Web Mercator.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marbre.errors import InputError
from marbre.offers.territory import Point, Ring, wgs84
from marbre.offers.wkb import BadGeometryError, Part, gpkg_parts

#: EPSG codes in degrees; those of Lambert-93 (RGF93 v1, v2, v2b); Web Mercator.
_DEGREES, _LAMBERT, _MERCATOR = (4326, 4171, 9777, 9782, 4258), (2154, 9793, 9794), (3857, 900913)
#: A file above this is cut into layers first.
LARGEST = 600 << 20
_REMEDY = "export it in WGS 84 or Lambert-93 (in QGIS: Export, Save Features As, EPSG:4326 or EPSG:2154)"
_BARE = "export it again as GeoJSON or GeoPackage"


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature: where it stands in its file, what it says of itself, keys in small letters, and its parts in WGS 84
    degrees."""

    number: int
    said: Mapping[str, str]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class GeoFile:
    """`system` says in which coordinates the file was; `table` which table of a GeoPackage was read."""

    features: tuple[Feature, ...]
    system: str
    table: str = ""


def read_geo(path: Path, table: str = "", likely: tuple[str, ...] = ()) -> GeoFile:
    """All features of a file. `table` or the first table with a `likely` name is read of a GeoPackage. Raises InputError."""
    try:
        with path.open("rb") as file:
            size, head = path.stat().st_size, file.read(16)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "check the path and the rights of the file") from None
    if size > LARGEST:
        raise InputError(f"{path}: larger than {LARGEST >> 20} MB", "cut it down to the department first")
    if head.startswith(b"SQLite format 3"):
        return _geopackage(path, table, likely)
    if path.suffix.lower() == ".gpkg":
        raise InputError(f"{path}: not a GeoPackage", _BARE)
    return _geojson(path)


def _geojson(path: Path) -> GeoFile:
    try:
        raw = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not complete JSON ({error})", _BARE) from None
    rows = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(rows, list):
        raise InputError(f"{path}: not a GeoJSON FeatureCollection", _BARE)
    try:
        found = [(number, row.get("properties") or {}, _json_parts(row.get("geometry"))) for number, row in enumerate(rows, 1)]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: a feature that is none ({error!r})", _BARE) from None
    code = _named_system(path, raw.get("crs")) or _system_of(path, (part for _, _, parts in found for part in parts))
    return GeoFile(tuple(_converted(path, found, code)), _said(code))


def _json_parts(raw: Any) -> list[Part]:
    """Parts of a GeoJSON geometry."""
    if raw is None:
        return []
    if raw["type"] == "GeometryCollection":
        return [part for one in raw["geometries"] for part in _json_parts(one)]
    kind, several = str(raw["type"]).removeprefix("Multi"), str(raw["type"]).startswith("Multi")
    deep = {"Point": 0, "LineString": 1, "Polygon": 2}[kind]
    found: list[Part] = []
    for one in raw["coordinates"] if several else [raw["coordinates"]]:
        rings = [[one]] if deep == 0 else [one] if deep == 1 else one
        made = tuple(tuple((float(point[0]), float(point[1])) for point in ring) for ring in rings)
        found.append(({0: "point", 1: "line", 2: "polygon"}[deep], made))
    return found


def _named_system(path: Path, crs: Any) -> int:
    """The EPSG code in a `crs` member, 0 without one."""
    if not crs:
        return 0
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if "CRS84" in name:
        return 4326
    code = re.search(r"(\d+)$", name)
    if code is None or int(code[1]) not in (*_DEGREES, *_LAMBERT, *_MERCATOR):
        raise InputError(f"{path}: coordinates in `{name or crs}`, which is not known", _REMEDY)
    return int(code[1])


def _system_of(path: Path, parts: Iterable[Part]) -> int:
    """The system of coordinates that are not said to be in any, by their size."""
    point = next((ring[0] for _, rings in parts for ring in rings if ring), None)
    if point is None:
        raise InputError(f"{path}: no feature with a place in it", _BARE)
    x, y = point
    if abs(x) <= 180 and abs(y) <= 90:
        return 4326
    if 0 < x < 1_400_000 and 6_000_000 < y < 7_300_000:
        return 2154
    raise InputError(f"{path}: coordinates such as {x:g}, {y:g} are in no system that is known", _REMEDY)


def _converted(path: Path, found: Iterable[tuple[int, Mapping[str, Any], list[Part]]], code: int) -> Iterator[Feature]:
    """Features with their points in degrees. Raises InputError for a place that is none."""
    turn: Callable[[float, float], Point] = wgs84 if code in _LAMBERT else _mercator if code in _MERCATOR else _same
    for number, said, parts in found:
        made: list[Part] = []
        for kind, rings in parts:
            try:
                turned: tuple[Ring, ...] = tuple(tuple(turn(x, y) for x, y in ring) for ring in rings)
            except (ValueError, OverflowError, ZeroDivisionError):
                turned = (((math.nan, math.nan),),)
            if not all(abs(x) <= 180 and abs(y) <= 90 for ring in turned for x, y in ring):
                raise InputError(f"{path}: feature {number} lies nowhere on earth in {_said(code)}", _REMEDY)
            made.append((kind, turned))
        words = {str(key).lower(): "" if value is None else str(value).strip() for key, value in said.items()}
        yield Feature(number, words, tuple(made))


def _same(x: float, y: float) -> Point:
    return x, y


def _mercator(x: float, y: float) -> Point:
    radius = 6_378_137.0
    return math.degrees(x / radius), math.degrees(2 * math.atan(math.exp(y / radius)) - math.pi / 2)


def _said(code: int) -> str:
    name = "WGS 84" if code in _DEGREES else "Lambert-93" if code in _LAMBERT else "Web Mercator"
    return f"{name} (EPSG:{code})"


def _geopackage(path: Path, wanted: str, likely: tuple[str, ...]) -> GeoFile:
    """The features of one table. The file is opened for reading only, and its views and triggers are not trusted."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            base.row_factory = sqlite3.Row
            table, column, code = _table(path, base, wanted, likely)
            quoted = table.replace('"', '""')
            rows = base.execute(f'SELECT * FROM "{quoted}"')
            names = [one[0] for one in rows.description]
            found = [
                (number, {key: row[key] for key in names if key != column}, _gpkg_parts(path, number, row[column]))
                for number, row in enumerate(rows, 1)
            ]  # fmt: skip
    except (sqlite3.Error, IndexError, OverflowError) as error:
        raise InputError(f"{path}: not a GeoPackage that can be read ({error})", _BARE) from None
    return GeoFile(tuple(_converted(path, found, code)), _said(code), table)


def _table(path: Path, base: sqlite3.Connection, wanted: str, likely: tuple[str, ...]) -> tuple[str, str, int]:
    """(name, column of the geometry, EPSG code) of the table to read."""
    rows = base.execute(
        "SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id FROM gpkg_geometry_columns g"
        " JOIN gpkg_contents c USING (table_name) JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id"
        " WHERE c.data_type = 'features' ORDER BY g.table_name"
    ).fetchall()
    names = [row[0] for row in rows]
    near = [row for row in rows if any(word in row[0].lower() for word in likely)]
    chosen = [row for row in rows if row[0] == wanted] if wanted else rows if len(rows) == 1 else near[:1]
    if not chosen:
        fault = f"no table `{wanted}`" if wanted else "several tables" if rows else "no table of features"
        raise InputError(f"{path}: {fault}", f"--table with one of: {', '.join(names)}" if names else _BARE)
    name, column, organisation, code = chosen[0]
    if str(organisation).upper() != "EPSG" or code not in (*_DEGREES, *_LAMBERT, *_MERCATOR):
        raise InputError(f"{path}: `{name}` is in {organisation}:{code}, which is not known", _REMEDY)
    return name, column, code


def _gpkg_parts(path: Path, number: int, blob: object) -> list[Part]:
    try:
        return gpkg_parts(blob) if blob is not None else []
    except BadGeometryError as error:
        raise InputError(f"{path}: feature {number}: {error}", _BARE) from None
