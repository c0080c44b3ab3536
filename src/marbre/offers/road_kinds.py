"""What a road or railway is, from the words of BD TOPO, ROUTE 500 or OpenStreetMap."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBERS = ("cpx_numero", "numero", "num_route", "ref", "cl_admin_numero", "name")
#: OpenStreetMap's classes.
_HIGHWAYS = {"motorway": "motorway", "trunk": "road", "primary": "road", "secondary": "road"}
_NUMBER = re.compile(r"\b([AND])\s?(\d{1,4}[A-Z]?)\b")
#: BD TOPO's importance, from 1, down to which a road is drawn.
_LEAST = 3


def road_of(said: Mapping[str, str]) -> tuple[str, str] | None:
    """(kind, number): motorway, road or railway; None for what is not drawn. The number may be empty."""
    rail = said.get("railway", "") or ("rail" if "voie ferrée" in said.get("nature", "").lower() else "")
    if rail:
        return ("railway", "") if rail == "rail" else None
    number = next((match for key in _NUMBERS if (match := _NUMBER.search(said.get(key, "").upper()))), None)
    name = f"{number[1]}{number[2]}" if number else ""
    if said.get("highway"):
        kind = _HIGHWAYS.get(said["highway"])
        return (kind, name) if kind and (name or kind == "motorway") else None
    nature = f"{said.get('nature', '')} {said.get('vocation', '')}".lower()
    if "autorout" in nature or name.startswith("A"):
        return "motorway", name
    importance = said.get("importance", "")
    main = importance.isdigit() and int(importance) <= _LEAST
    main = main or "principale" in nature or "régionale" in nature or (not importance and bool(name))
    return ("road", name) if main and name else None
