"""What most businesses answer when a record says nothing: means of payment, languages, pets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demo.contacts import pick
from demo.ranges import is_business

SHOP = (("card", "cash"), ("card", "cheque", "cash"), ("card", "cash", "transfer"), ("cheque", "cash"))
STAY = (
    ("card", "cheque", "holiday", "cash"),
    ("card", "holiday", "holiday_online", "transfer"),
    ("cheque", "cash", "transfer"),
    ("card", "online", "cheque"),
)
TABLE = (
    ("card", "cash", "lunch"),
    ("card", "cheque", "cash", "lunch"),
    ("card", "holiday", "cash", "lunch"),
    ("card", "cash"),
)
PAYMENT = {
    "COMMERCE_ET_SERVICE": SHOP,
    "DEGUSTATION": SHOP,
    "ACTIVITE": SHOP,
    "RESTAURATION": TABLE,
    "HOTELLERIE": STAY,
    "HOTELLERIE_PLEIN_AIR": STAY,
    "HEBERGEMENT_LOCATIF": STAY,
    "HEBERGEMENT_COLLECTIF": STAY,
}
SPOKEN = (["fr"], ["fr", "en"], ["fr", "en"], ["fr", "en", "de"], ["fr", "en", "nl"], ["fr", "es"])
PETS = ("free", "extra", "no", "no", "yes")


def with_habits(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the answers it leaves out; heritage, nature and events are left as they are."""
    identifier, kind = record["id"], record["type"]
    if not is_business(identifier) or kind not in PAYMENT:
        return dict(record)
    usual: dict[str, Any] = {
        "payment": list(pick(PAYMENT[kind], identifier, "payment")),
        "languages": pick(SPOKEN, identifier, "languages"),
    }
    if kind.startswith(("HOTEL", "HEBERGEMENT", "RESTAU")):
        usual["pets"] = pick(PETS, identifier, "pets")
    return usual | dict(record)
