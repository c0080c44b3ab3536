"""From the `price` and `payment` entries of a record to Apidae's `descriptionTarif`, in shorthand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from demo.labels import Element
from demo.opening import check_keys
from demo.paths import DemoError
from demo.wording import FREE, tariff_in_words

KEYS = {"kind", "text", "from", "to", "tariffs", "free_under", "includes", "excludes", "more", "tax"}
PAYMENTS = {
    "card": 1268,
    "cheque": 1271,
    "holiday": 1274,
    "holiday_online": 6181,
    "cash": 1277,
    "transfer": 1281,
    "lunch": 1285,
    "online": 5558,
}


def prices(
    entry: Mapping[str, Any],
    payment: Sequence[str],
    elements: Mapping[tuple[str, int], Element],
    identifier: int,
    where: str,
) -> dict[str, Any]:
    """The node `descriptionTarif` in shorthand; its text comes from the tariffs unless the record has one."""
    check_keys(entry, KEYS, f"{where}, price")
    tariffs = [_tariff(row, where) for row in entry.get("tariffs", ())]
    kind = entry.get("kind", "PAYANT" if tariffs or entry.get("text") else None)
    node: dict[str, Any] = {"indicationTarif": kind, "gratuit": True if kind == "GRATUIT" else None}
    said = entry.get("text") or _said(tariffs, elements, where) or FREE.get(kind or "")
    if said:
        mode = "MANUEL" if entry.get("text") else "AUTOMATIQUE"
        node |= {"tarifsEnClair": said, "tarifsEnClairGenerationMode": mode}
    if tariffs:
        node["periodes"] = [
            {
                "identifiant": identifier * 10 + 1,
                "dateDebut": entry.get("from", date(2027, 1, 1)),
                "dateFin": entry.get("to", date(2027, 12, 31)),
                "tarifs": tariffs,
            }
        ]
    node |= {
        "modesPaiement": [PAYMENTS[name] for name in payment] or None,
        "conditions": {"gratuitPourLesMoinsDe": entry["free_under"]} if "free_under" in entry else None,
        "leTarifComprend": entry.get("includes"),
        "leTarifNeComprendPas": entry.get("excludes"),
        "complement": entry.get("more"),
        "taxeDeSejourIncluse": entry.get("tax"),
    }
    return {key: value for key, value in node.items() if value is not None}


def _tariff(row: Sequence[Any], where: str) -> dict[str, Any]:
    if not 2 <= len(row) <= 4:
        raise DemoError(
            f"{where}: tariff {row} is not [type, minimum, maximum, note]; the last two may be left out"
        )
    kind, low, high, note = [*row, None, None][:4]
    shown = {"devise": "EUR", "minimum": low, "maximum": high, "precisionTarif": note, "type": kind}
    return {key: value for key, value in shown.items() if value is not None}


def _said(
    tariffs: Sequence[Mapping[str, Any]], elements: Mapping[tuple[str, int], Element], where: str
) -> dict[str, str]:
    lines: dict[str, list[str]] = {"fr": [], "en": [], "de": []}
    for row in tariffs:
        element = elements.get(("TarifType", row["type"]))
        if element is None:
            raise DemoError(
                f"{where}: tariff type {row['type']} is not in reference.txt; add its line to [TarifType]"
            )
        note = row.get("precisionTarif", {})
        note = {"fr": note} if isinstance(note, str) else note
        for language, label in (("fr", element.fr), ("en", element.en), ("de", element.de)):
            low, high = row.get("minimum"), row.get("maximum")
            lines[language].append(tariff_in_words(label, low, high, note.get(language, ""), language))
    return {language: "\r\n".join(rows) for language, rows in lines.items() if rows}
