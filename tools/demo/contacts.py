"""Public means of communication of a record: what it says itself, else invented ones that reach nobody.

Phones come from the ranges that the French regulator reserves for fiction, web and mail from the reserved
`.example`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from demo.places import draw

KINDS = {"phone": 201, "email": 204, "web": 205, "facebook": 207, "instagram": 7221}
FICTION = ("046571", "046571", "046571", "063998", "046571", "063998")
STOP = {"le", "la", "les", "l", "de", "du", "des", "d", "et", "a", "au", "aux", "en", "chez", "sur", "sous"}


def slug(name: str) -> str:
    """An ASCII host label of the name's first meaning words."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe")).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word]
    kept = [word for word in words if word not in STOP] or words
    return "-".join(kept[:4])


def phone(identifier: int) -> str:
    """A fiction number, typed the way people type them: spaces, dots, nothing, or international."""
    prefix = FICTION[identifier % len(FICTION)]
    digits = prefix + f"{(identifier * 37 + 1009) % 10000:04d}"
    pairs = [digits[i : i + 2] for i in range(0, 10, 2)]
    style = draw(identifier, "phone style")
    if style < 0.72:
        return " ".join(pairs)
    if style < 0.84:
        return ".".join(pairs)
    return digits if style < 0.93 else "+33 " + " ".join([pairs[0][1], *pairs[1:]])


def invented(identifier: int, name: str) -> dict[str, Any]:
    """Phone, mail and web of an invented business."""
    host = slug(name)
    entry: dict[str, Any] = {"phone": phone(identifier)}
    if draw(identifier, "mail") < 0.86:
        box = "contact" if draw(identifier, "box") < 0.6 else "bonjour"
        entry["email"] = f"{box}@{host}.example"
    if draw(identifier, "web") < 0.72:
        entry["web"] = f"https://www.{host}.example"
    if draw(identifier, "social") < 0.22:
        entry["facebook"] = f"https://social.example/{host}"
    return entry


def means(entry: Mapping[str, Any], identifier: int) -> list[dict[str, Any]]:
    """`moyensCommunication` in shorthand. A value may be a list; an item may be [value, observation]."""
    rows: list[dict[str, Any]] = []
    for key, kind in KINDS.items():
        value = entry.get(key)
        for item in value if isinstance(value, list) else [value]:
            if not item or item == "none":
                continue
            shown, note = item if isinstance(item, list) else (item, None)
            row = {
                "identifiant": identifier * 100 + len(rows) + 1,
                "type": kind,
                "coordonnees": {"fr": shown},
            }
            rows.append(row | ({"observation": note} if note else {}))
    return rows


def pick(options: Sequence[Any], *seed: object) -> Any:
    """One of the options, always the same for a seed."""
    return options[int(draw(*seed) * len(options))]
