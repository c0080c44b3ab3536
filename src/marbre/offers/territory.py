"""The territory: its communes with contours and town halls, the communes that were merged, its rivers."""

from __future__ import annotations

import json
import math
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from marbre.errors import InputError

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    """`contour`: polygons > rings > (x, y) in Lambert-93 metres; `town_hall`: longitude, latitude in WGS 84 degrees."""

    insee: str
    name: str
    population: int = 0
    postcodes: tuple[str, ...] = ()
    contour: tuple[tuple[Ring, ...], ...] = ()
    town_hall: Point | None = None
    town_hall_inside: bool = True


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune that was merged: its code and name then, and the code of today's commune."""

    insee: str
    name: str
    today: str


@dataclass(frozen=True, slots=True)
class River:
    """`points`: longitude, latitude in WGS 84 degrees."""

    name: str
    points: Ring
    schematic: bool = False


@dataclass(frozen=True, slots=True)
class Territory:
    """Communes by INSEE code. An empty one knows nothing and changes nothing."""

    communes: tuple[Commune, ...] = ()
    former: tuple[FormerCommune, ...] = ()
    rivers: tuple[River, ...] = ()

    def commune(self, insee: str) -> Commune | None:
        """Today's commune by its code."""
        return next((commune for commune in self.communes if commune.insee == insee), None)

    def by_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """The communes that have this postcode."""
        return tuple(commune for commune in self.communes if postcode and postcode in commune.postcodes)

    def resolve(self, insee: str, name: str) -> tuple[str, str, str]:
        """(today's code, today's name, former name or empty) of a commune as the source has it.

        The code decides; the name only where there is no code. A commune from elsewhere stays as it is.
        """
        wanted = folded(name)
        today = self.commune(insee)
        merged = [one for one in self.former if (one.insee == insee if insee else folded(one.name) == wanted)]
        if today is None and merged:
            today = self.commune(merged[0].today)
        if today is None and not insee:
            today = next((one for one in self.communes if folded(one.name) == wanted), None)
        if today is None:
            return insee, name, ""
        old = [one.name for one in merged if one.insee != today.insee or folded(one.name) == wanted]
        was = old[0] if old and folded(today.name) != wanted else ""
        return today.insee, today.name, was


def has_territory(folder: Path) -> bool:
    """Whether a folder knows any communes."""
    return any(file.is_file() for file in (folder / "communes.json", layer_file(folder, "communes")))


def layer_file(folder: Path, kind: str) -> Path:
    """Where the layer lies that an office brought in the place of the project's communes, rivers, roads or relief."""
    return folder / f"layer-{kind}.json"


def layer_credits(folder: Path) -> tuple[str, ...]:
    """Who made the layers that an office brought, once each. Raises InputError."""
    said = (str(_read(file).get("credit") or "") for file in sorted(folder.glob("layer-*.json")))
    return tuple(dict.fromkeys(one for one in said if one))


@cache
def read_territory(folder: Path) -> Territory:
    """Read `communes.json`, and `communes-anciennes.json` and `*.geojson` where there are any, and the layers that stand
    in their place. Raises InputError."""
    own = layer_file(folder, "communes")
    communes = _read(own if own.is_file() else folder / "communes.json")
    former = folder / "communes-anciennes.json"
    rivers = [_river(feature) for path in sorted(folder.glob("*.geojson")) for feature in _read(path)["features"]]
    layer = layer_file(folder, "rivers")
    surveyed = _read(layer)["lines"] if layer.is_file() else []
    great = [River(one["name"], tuple((x, y) for x, y in one["points"])) for one in surveyed if one.get("great")]
    rivers = great or rivers
    try:
        return Territory(
            tuple(sorted((_commune(raw) for raw in communes["communes"]), key=lambda commune: commune.insee)),
            tuple(
                FormerCommune(raw["code"], raw["nom"], raw["aujourdhui"])
                for raw in (_read(former)["communes"] if former.is_file() else ())
            ),
            tuple(rivers),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{folder}: not territory data ({error!r})", "put the file of the repository back") from None


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name without accents, capitals, hyphens and apostrophes, for comparing."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    flat = flat.replace("œ", "oe").replace("æ", "ae")
    return " ".join("".join(c if c.isalnum() else " " for c in flat).split())


def lambert93(longitude: float, latitude: float) -> Point:
    """WGS 84 degrees as Lambert-93 metres (EPSG 2154: two standard parallels, GRS 80, IGN NTG_71)."""
    n, big_c, pole, e = _cone()
    r = big_c * math.exp(-n * _isometric(math.radians(latitude), e))
    angle = n * math.radians(longitude - 3)
    return 700_000 + r * math.sin(angle), pole - r * math.cos(angle)


def wgs84(x: float, y: float) -> Point:
    """Lambert-93 metres as WGS 84 longitude and latitude in degrees: `lambert93` the other way."""
    n, big_c, pole, e = _cone()
    east, south = x - 700_000, pole - y
    isometric = -math.log(math.hypot(east, south) / big_c) / n
    latitude = 2 * math.atan(math.exp(isometric)) - math.pi / 2
    for _ in range(8):
        sine = e * math.sin(latitude)
        latitude = 2 * math.atan(math.exp(isometric) * ((1 + sine) / (1 - sine)) ** (e / 2)) - math.pi / 2
    return 3 + math.degrees(math.atan2(east, south) / n), math.degrees(latitude)


@cache
def _cone() -> tuple[float, float, float, float]:
    radius, flattening = 6_378_137.0, 1 / 298.257222101
    e = math.sqrt(2 * flattening - flattening**2)
    south, north, origin = (math.radians(degrees) for degrees in (44, 49, 46.5))
    normal = [radius / math.sqrt(1 - (e * math.sin(one)) ** 2) * math.cos(one) for one in (south, north)]
    low, high, middle = (_isometric(one, e) for one in (south, north, origin))
    n = math.log(normal[1] / normal[0]) / (low - high)
    big_c = normal[0] / n * math.exp(n * low)
    return n, big_c, 6_600_000 + big_c * math.exp(-n * middle), e


def _isometric(latitude: float, e: float) -> float:
    sine = e * math.sin(latitude)
    return math.log(math.tan(math.pi / 4 + latitude / 2) * ((1 - sine) / (1 + sine)) ** (e / 2))


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "put the file of the repository back") from None
    except ValueError as error:
        raise InputError(f"{path}: not JSON ({error})", "put the file of the repository back") from None


def _commune(raw: dict[str, Any]) -> Commune:
    contour = tuple(
        tuple(tuple(zip(ring[::2], ring[1::2], strict=True)) for ring in polygon) for polygon in raw.get("contour", ())
    )
    hall = raw.get("mairie")
    return Commune(
        raw["code"],
        raw["nom"],
        int(raw.get("population") or 0),
        tuple(raw.get("codesPostaux", ())),
        contour,
        (hall[0], hall[1]) if hall else None,
        bool(raw.get("mairie_dans_contour", True)),
    )


def _river(feature: dict[str, Any]) -> River:
    properties, line = feature["properties"], feature["geometry"]["coordinates"]
    return River(properties.get("name", ""), tuple((x, y) for x, y, *_ in line), bool(properties.get("schematic")))
