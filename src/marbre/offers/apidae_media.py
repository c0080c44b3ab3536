"""`illustrations` and `multimedias`: pictures with their rights and pixels, and the other media."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from marbre.offers.model import Media, Texts
from marbre.offers.record import Record
from marbre.offers.values import as_map, flag, maps, plain, texts, whole

#: (identifier of the medium, its url, names its file may have) → (path below the media folder, width, height).
Supply = Callable[[int, str, tuple[str, ...]], tuple[str, int, int] | None]


def nothing_supplied(id: int, url: str, names: tuple[str, ...]) -> None:
    """The supply of an import without pictures."""


def read_media(record: Record, key: str, supply: Supply) -> tuple[Media, ...]:
    """The media under `illustrations` or `multimedias`, in the source's order: the first picture is the main one."""
    found = (_medium(record, raw, key, supply) for raw in maps(record.raw.get(key)))
    return tuple(medium for medium in found if medium)


def read_medium(record: Record, raw: Mapping[str, Any], key: str) -> Media | None:
    """One medium of a type-specific branch (`zone`, `contour`)."""
    return _medium(record, raw, key, nothing_supplied)


def _medium(record: Record, raw: Mapping[str, Any], key: str, supply: Supply) -> Media | None:
    file = _french(raw.get("traductionFichiers"))
    id = whole(raw.get("identifiant")) or 0
    url = plain(file.get("url")) or plain(file.get("urlQHD")) or plain(file.get("urlDiaporama"))
    if url.startswith("http://") and not flag(raw.get("link")):
        url = "https://" + url.removeprefix("http://")
    if not url and not plain(file.get("fileName")):
        record.notes.skipped(record.id, f"{key}.traductionFichiers", f"média {id} sans fichier")
        return None
    supplied = supply(id, url, _names(id, url, file))
    width, height = (whole(file.get(side)) or 0 for side in ("largeur", "hauteur"))
    return Media(
        id=id,
        kind=plain(raw.get("type")) or "IMAGE",
        url=url,
        file=supplied[0] if supplied else "",
        width=(supplied[1] if supplied else 0) or max(width, 0),
        height=(supplied[2] if supplied else 0) or max(height, 0),
        title=_line(raw.get("nom")),
        caption=texts(raw.get("legende")),
        credit=_line(raw.get("copyright")),
        rights_end=record.day(raw, key, "dateLimiteDePublication"),
        locked=flag(raw.get("locked")),
    )


def _french(value: Any) -> Mapping[str, Any]:
    """The French file, else the first one."""
    files = maps(value)
    french = (file for file in files if plain(file.get("locale")).lower().startswith("fr"))
    return next(french, files[0] if files else {})


def _names(id: int, url: str, file: Mapping[str, Any]) -> tuple[str, ...]:
    """Lower-case names under which the picture may lie in the archive, the surest first."""
    base = PurePosixPath(unquote(urlsplit(url).path)).name if url.count("/") > 2 or "//" not in url else ""
    named = PurePosixPath(plain(file.get("fileName")).replace("\\", "/")).name
    by_id = [f"{id}.{ending}" for ending in ("jpg", "jpeg", "png")] if id else []
    return tuple(dict.fromkeys(name.lower() for name in (named, base, *by_id) if name))


def _line(value: Any) -> Texts:
    return texts({language: " ".join(text.split()) for language, text in texts(value)})


def media_node(value: Any) -> Mapping[str, Any] | None:
    """The branch as a medium, if it is one."""
    node = as_map(value)
    return node if "traductionFichiers" in node else None
