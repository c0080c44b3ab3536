"""Layers of the territory that an office brings: communes, rivers, roads, relief, each a file beside those of the project.

A layer stands in the place of what the project has of its kind, as long as its file is there: `layer-<kind>.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marbre.errors import InputError
from marbre.offers.courses import courses_of, length_of, simplified
from marbre.offers.geo_files import Feature, GeoFile, read_geo
from marbre.offers.road_kinds import road_of
from marbre.offers.territory import Commune, Point, Territory, folded, lambert93, layer_file, wgs84

#: Words in names of tables of a GeoPackage, by layer (IGN BD TOPO, Admin Express, OpenStreetMap).
LIKELY = {
    "communes": ("commune",), "rivers": ("hydrographique", "cours_d_eau", "water", "riv"),
    "roads": ("troncon_de_route", "route", "road", "voie"), "relief": ("relief", "altitude", "contour", "hyps", "courbe"),
}  # fmt: skip
#: Names of properties, the surest first.
_CODES = ("code_insee", "insee_com", "insee", "ref:insee", "code", "codgeo")
_NAMES = ("nom_officiel", "nom", "nom_com", "name", "libelle", "toponyme", "nom_cours_d_eau", "cpx_toponyme_de_cours_d_eau")
_RIVERS = ("cpx_toponyme_de_cours_d_eau", "toponyme", "nom_c_eau", "nom_cours_d_eau", "nomentiteh", "topoh", "name", "nom")
_POPULATIONS = ("population", "popul", "ptot", "pmun")
_POSTCODES = ("code_postal", "codes_postaux", "postal_code", "postcode")
_ALTITUDES = ("altitude", "alti", "elev_min", "elev", "elevation", "alt", "amin", "low", "z")
#: Ground beyond the communes (m) on which lines are kept; least lengths of a river and of a road (m); detail (m).
_BEYOND, _RIVER, _ROAD, _DETAIL = 15_000.0, 5_000.0, 3_000.0, 12.0
_MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Layer:
    """What an import made: `body` is written to the file; `kept` says each thing on it and how large it is."""

    kind: str
    system: str
    table: str
    read: int
    kept: tuple[tuple[str, str], ...]
    body: dict[str, Any]


def make_layer(
    kind: str, path: Path, territory: Territory, keep: Sequence[str] = (), table: str = "", credit: str = ""
) -> Layer:
    """A layer from a GeoJSON or GeoPackage file. `keep` are `FIELD=VALUE`, any value of a field, all of the fields.

    Raises InputError when the file cannot be read, or when nothing in it belongs to the territory.
    """
    found = read_geo(path, table, LIKELY[kind])
    features = tuple(_kept(path, found, keep))
    made = {"communes": _communes, "rivers": _rivers, "roads": _roads, "relief": _relief}[kind](features, territory)
    body = {"schematic": False, "source": path.name, "system": found.system, "credit": credit} | made
    kept = tuple(_told(kind, body))
    if not kept:
        raise InputError(f"{path}: {_nothing(kind, found, features, territory)}", _remedy(kind, found))
    return Layer(kind, found.system, found.table, len(found.features), kept, body)


def write_layer(layer: Layer, folder: Path) -> Path:
    """Write the layer's file whole or not at all; what was there is replaced."""
    file = layer_file(folder, layer.kind)
    folder.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(".new")
    aside.write_text(json.dumps(layer.body, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    aside.replace(file)
    return file


def _kept(path: Path, found: GeoFile, keep: Sequence[str]) -> Iterator[Feature]:
    wanted: dict[str, set[str]] = {}
    known = {key for feature in found.features for key in feature.said}
    for one in keep:
        field, mark, value = one.partition("=")
        if not mark or field.lower() not in known:
            fault = "has no `=`" if not mark else "names a field that no feature has"
            raise InputError(f"{path}: --keep {one} {fault}", f"FIELD=VALUE, with one of: {', '.join(sorted(known))[:300]}")
        wanted.setdefault(field.lower(), set()).add(value.casefold())
    for feature in found.features:
        if all(feature.said.get(field, "").casefold() in values for field, values in wanted.items()):
            yield feature


def _said(feature: Feature, keys: Sequence[str]) -> str:
    return next((feature.said[key] for key in keys if feature.said.get(key)), "")


def _communes(features: Sequence[Feature], territory: Territory) -> dict[str, Any]:
    """Communes with their contours; of a file that holds more than the territory, only those of the territory."""
    coded = {_said(one, _CODES): one for one in features if _said(one, _CODES) and any(k == "polygon" for k, _ in one.parts)}
    known = {one.insee: one for one in territory.communes}
    wanted = sorted(coded.keys() & known.keys() if len(coded.keys() & known.keys()) * 2 > len(known) else coded)
    return {"epsg": 2154, "communes": [_commune(code, coded[code], known.get(code)) for code in wanted]}


def _commune(code: str, feature: Feature, known: Commune | None) -> dict[str, Any]:
    people = _said(feature, _POPULATIONS)
    postcodes = [part for part in _said(feature, _POSTCODES).replace("/", " ").replace(",", " ").split() if part.isdigit()]
    made: dict[str, Any] = {
        "code": code, "nom": _said(feature, _NAMES) or (known.name if known else code),
        "population": int(float(people)) if people.replace(".", "", 1).isdigit() else known.population if known else 0,
        "codesPostaux": postcodes or list(known.postcodes if known else ()),
        "contour": [
            [[round(at) for point in ring for at in lambert93(*point)] for ring in rings]
            for kind, rings in feature.parts
            if kind == "polygon"
        ],
    }  # fmt: skip
    if known and known.town_hall:
        made |= {"mairie": list(known.town_hall), "mairie_dans_contour": known.town_hall_inside}
    return made


def _rivers(features: Sequence[Feature], territory: Territory) -> dict[str, Any]:
    """Rivers with a name, from source to mouth as most of their pieces were drawn. Those that the project has surveyed
    already, or else the longest, are great ones."""
    groups: dict[str, list[list[Point]]] = {}
    for feature in features:
        if name := _said(feature, _RIVERS):
            groups.setdefault(_river_name(name), []).extend(_pieces(feature, territory))
    courses = [(name, one) for name, pieces in sorted(groups.items()) for one in courses_of(pieces, _RIVER)]
    known = {folded(river.name) for river in territory.rivers}
    greatest = max(courses, key=lambda pair: length_of(pair[1]), default=("", ()))[0]
    great = {name for name, _ in courses if folded(name) in known} or ({greatest} if not known else set())
    return {"lines": [_line(name, "river", course) | {"great": name in great} for name, course in courses]}


def _river_name(said: str) -> str:
    """« la Couze Pavin » and « rivière l'Allier » as maps say them."""
    name = " ".join(said.split())
    for word in ("rivière ", "ruisseau ", "fleuve "):
        if name.lower().startswith(word) and name.lower()[len(word) :].startswith(("la ", "le ", "l'", "l’")):
            name = name[len(word) :]
    for article in ("la ", "le ", "les ", "l'", "l’"):
        if name.lower().startswith(article):
            name = name[len(article) :]
    return name[:1].upper() + name[1:]


def _roads(features: Sequence[Feature], territory: Territory) -> dict[str, Any]:
    groups: dict[tuple[str, str], list[list[Point]]] = {}
    for feature in features:
        if (found := road_of(feature.said)) is not None:
            groups.setdefault(found, []).extend(_pieces(feature, territory))
    return {
        "lines": [
            _line(name, kind, course)
            for (kind, name), pieces in sorted(groups.items())
            for course in courses_of(pieces, _ROAD)
        ]
    }


def _pieces(feature: Feature, territory: Territory) -> Iterator[list[Point]]:
    """The runs of a feature's lines that lie on the territory or around it, in Lambert-93 metres."""
    west, south, east, north = box_of(territory)
    for kind, rings in feature.parts:
        run: list[Point] = []
        for degrees in rings[0] if kind == "line" else ():
            x, y = lambert93(*degrees)
            if west < x < east and south < y < north:
                run.append((x, y))
                continue
            if len(run) > 1:
                yield run
            run = []
        if len(run) > 1:
            yield run


def box_of(territory: Territory) -> tuple[float, float, float, float]:
    """West, south, east, north of the ground on which lines are kept; the whole country where no commune is known."""
    points = [point for one in territory.communes for polygon in one.contour for ring in polygon for point in ring]
    if not points:
        return 0.0, 6_000_000.0, 1_400_000.0, 7_300_000.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - _BEYOND, min(ys) - _BEYOND, max(xs) + _BEYOND, max(ys) + _BEYOND


def _line(name: str, kind: str, course: Sequence[Point]) -> dict[str, Any]:
    points = [wgs84(x, y) for x, y in simplified(course, _DETAIL)]
    return {"name": name, "kind": kind, "points": [[round(x, 5), round(y, 5)] for x, y in points]}


def _relief(features: Sequence[Feature], territory: Territory) -> dict[str, Any]:
    """Ground at or above each altitude, from polygons that say theirs: bands between two altitudes or all that is above."""
    from marbre.offers.relief_steps import steps_of

    grounds: list[tuple[int, list[list[list[Point]]]]] = []
    for feature in features:
        said = _said(feature, _ALTITUDES).replace(",", ".")
        if not said.replace(".", "", 1).lstrip("-").isdigit():
            continue
        rings = [[[lambert93(*p) for p in ring] for ring in part] for kind, part in feature.parts if kind == "polygon"]
        grounds.append((round(float(said)), rings))
    altitudes = sorted({altitude for altitude, rings in grounds if rings})
    step = -(-len(altitudes) // _MOST_STEPS) or 1
    return {"mesh": "", "steps": steps_of(grounds, altitudes[::step], box_of(territory))}


def _told(kind: str, body: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """(name, size) of what a layer holds."""
    if kind == "communes":
        return [(one["nom"], one["code"]) for one in body["communes"]]
    if kind == "relief":
        return [(f"{one['altitude']} m", f"{len(one['polygons'])} polygons") for one in body["steps"]]
    return [
        (one["name"] or one["kind"], f"{length_of([lambert93(*point) for point in one['points']]) / 1000:.1f} km")
        for one in body["lines"]
    ]


def _nothing(kind: str, found: GeoFile, features: Sequence[Feature], territory: Territory) -> str:
    """Why nothing of a file was taken."""
    kinds = {part for feature in features for part, _ in feature.parts}
    wanted = "line" if kind in ("rivers", "roads") else "polygon"
    if wanted not in kinds:
        return f"no {wanted}s in its {len(features)} features ({', '.join(sorted(kinds)) or 'no geometry'})"
    west, south, east, north = box_of(territory)
    spots = [lambert93(*ring[0]) for one in features for _, rings in one.parts for ring in rings[:1] if abs(ring[0][1]) < 89]
    if not any(west < x < east and south < y < north for x, y in spots):
        x, y = next(ring[0] for one in features for _, rings in one.parts for ring in rings[:1])
        return f"nothing in it lies in the territory: the first feature is at {x:.3f}, {y:.3f} ({found.system})"
    fields = ", ".join(sorted({key for feature in features[:50] for key in feature.said}))
    lacking = {
        "communes": "has a code", "rivers": "has a name and 5 km", "roads": "is a main road of 3 km",
        "relief": "has an altitude",
    }  # fmt: skip
    return f"no feature {lacking[kind]}; their fields: {fields[:300]}"


def _remedy(kind: str, found: GeoFile) -> str:
    words = {
        "communes": f"a field such as {', '.join(_CODES[:3])}", "rivers": f"a field such as {', '.join(_RIVERS[:3])}, name",
        "roads": "fields of BD TOPO (nature, importance, cpx_numero) or OpenStreetMap (highway, ref)",
        "relief": f"polygons with a field such as {', '.join(_ALTITUDES[:3])} in m (in QGIS: Contour Polygons)",
    }  # fmt: skip
    return f"it takes {words[kind]}, in longitude and latitude order; see docs/import.md"
