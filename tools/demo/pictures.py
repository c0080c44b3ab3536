"""Illustrations and tracks: described as Apidae describes them; the files themselves are not supplied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demo.contacts import pick, slug
from demo.opening import check_keys

STORE = "https://static.apidae.example/filestore/objets-touristiques"
KEYS = {"title", "credit", "size", "caption", "until", "extension"}
SIZES = (
    (4000, 3000),
    (3840, 2560),
    (1920, 1280),
    (2400, 3200),
    (5184, 3456),
    (1600, 1067),
    (3000, 2000),
    (1920, 1080),
)


def illustration(entry: Mapping[str, Any], identifier: int, rank: int, where: str) -> dict[str, Any]:
    """One illustration in shorthand; `size` in pixels."""
    check_keys(entry, KEYS, f"{where}, photos")
    number = identifier * 10 + rank
    width, height = entry.get("size") or pick(SIZES, identifier, "size", rank)
    extension = entry.get("extension", "jpg")
    name = f"{slug(entry.get('title', 'photo'))}-{number}"
    base = f"{STORE}/images/{number % 250}/{number % 199}/{number}"
    node = {
        "identifiant": number,
        "link": False,
        "type": "IMAGE",
        "nom": entry.get("title"),
        "legende": entry.get("caption"),
        "copyright": entry.get("credit"),
        "traductionFichiers": [
            {
                "locale": "fr",
                "url": f"{base}.{extension}",
                "urlListe": f"{base}-liste.{extension}",
                "urlFiche": f"{base}-fiche.{extension}",
                "urlDiaporama": f"{base}-diaporama.{extension}",
                "extension": extension,
                "fileName": f"{name}.{extension}",
                "taille": width * height // 6,
                "largeur": width,
                "hauteur": height,
                "lastModifiedDate": f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}T09:12:00.000+0000",
            }
        ],
        "dateLimiteDePublication": entry.get("until"),
        "locked": False,
    }
    return {key: value for key, value in node.items() if value is not None}


def track(name: str, identifier: int) -> dict[str, Any]:
    """A GPX track, as a multimedia of type PLAN."""
    base = f"{STORE}/plans/{identifier % 250}/{identifier}.gpx"
    file = {"locale": "fr", "url": base, "extension": "gpx", "fileName": f"{name}.gpx", "taille": 48000}
    return {
        "identifiant": identifier * 10 + 9,
        "link": False,
        "type": "PLAN",
        "nom": f"{name}.gpx",
        "traductionFichiers": [file],
        "locked": False,
    }
