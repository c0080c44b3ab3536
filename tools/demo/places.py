"""The communes and points near their town halls.

`communes.csv` holds, for each commune, a point inside its contour (the town hall, or a point computed from
the contour where the published one lies outside) and the radius in metres of a circle around it inside it.
Its former communes have the point of today's, and ids from 26901 on. All ids are invented, but for Issoire's.
"""

from __future__ import annotations

import csv
import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the export; `radius` in metres."""

    insee: str
    name: str
    postcode: str
    latitude: float
    longitude: float
    radius: int
    id: int


def read_communes(path: Path) -> tuple[Commune, ...]:
    """The communes in the order of their INSEE codes, the former ones last."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Commune(
                row["insee"],
                row["name"],
                row["postcode"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["radius"]),
                int(row["id"]),
            )
            for row in csv.DictReader(file)
        )


def draw(*seed: object) -> float:
    """A number in [0, 1) that depends on the seed only."""
    digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def point_near(commune: Commune, identifier: int, reach: float = 800.0) -> tuple[float, float]:
    """Latitude and longitude of a point of the commune, at most `reach` metres from its town hall."""
    distance = min(reach, commune.radius) * math.sqrt(draw(identifier, "distance"))
    angle = 2 * math.pi * draw(identifier, "angle")
    latitude = commune.latitude + distance * math.cos(angle) / METRES_PER_DEGREE
    east = METRES_PER_DEGREE * math.cos(math.radians(commune.latitude))
    return round(latitude, 6), round(commune.longitude + distance * math.sin(angle) / east, 6)
