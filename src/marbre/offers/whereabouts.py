"""A place to measure distances from, found by its name, its number or its position; and the distance itself."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from marbre.errors import InputError
from marbre.offers.model import Offer
from marbre.offers.territory import Territory, folded
from marbre.yamltree import did_you_mean

#: Mean radius of the Earth in km (IUGG).
_EARTH = 6371.0088
_POSITION = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: `name` as printed (empty for a bare position), WGS 84 degrees, `insee` when it is a commune."""

    name: str
    latitude: float
    longitude: float
    insee: str = ""


def find_spot(text: str, territory: Territory, offers: Sequence[Offer]) -> Spot:
    """The place that `text` names: a commune of today or of old, an offer by name or number, or `latitude,longitude`.

    Raises InputError with the names that come near.
    """
    if match := _POSITION.fullmatch(text):
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise InputError(f"`{text}` is not a position", "write latitude,longitude in degrees, such as 45.54,3.25")
        return Spot("", latitude, longitude)
    for found in (_commune(text, territory), _offer(text, offers)):
        if found is not None:
            return found
    known = [commune.name for commune in territory.communes]
    by_fold = {folded(name): name for name in known}
    near = did_you_mean(folded(text), list(by_fold))
    said = re.sub(r"`([^`]*)`", lambda match: f"`{by_fold.get(match[1], match[1])}`", near) if near else ""
    raise InputError(
        f"there is no place `{text}`", said or "give a commune, the name or number of an offer, or latitude,longitude"
    )


def _commune(text: str, territory: Territory) -> Spot | None:
    wanted = folded(text)
    found = next((one for one in territory.communes if folded(one.name) == wanted or one.insee == text.strip()), None)
    name = found.name if found else ""
    if found is None:
        old = next((one for one in territory.former if folded(one.name) == wanted), None)
        found = territory.commune(old.today) if old else None
        name = old.name if old else ""
    if found is None or found.town_hall is None:
        return None
    longitude, latitude = found.town_hall
    return Spot(name, latitude, longitude, found.insee)


def _offer(text: str, offers: Sequence[Offer]) -> Spot | None:
    wanted = folded(text)
    for offer in offers:
        place = offer.place
        called = str(offer.id) == text.strip() or any(folded(name) == wanted for _, name in offer.names)
        if called and place.latitude is not None and place.longitude is not None:
            return Spot(offer.names.best("fr"), place.latitude, place.longitude)
    return None


def kilometres(latitude: float, longitude: float, spot: Spot) -> float:
    """The distance on the ground in km, as the crow flies (haversine)."""
    phi, there = math.radians(latitude), math.radians(spot.latitude)
    half = math.sin((there - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(there) * math.sin(math.radians(spot.longitude - longitude) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def distance(offer: Offer, spot: Spot) -> float | None:
    """How far an offer is from a place in km, None where its position is not known."""
    place = offer.place
    if place.latitude is None or place.longitude is None:
        return None
    return kilometres(place.latitude, place.longitude, spot)
