"""From the `open` entry of a record to Apidae's `ouverture`, in shorthand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from demo.paths import DemoError
from demo.wording import DAYS, SHORT_DAYS, period_in_words

KEYS = {
    "text",
    "all_year",
    "temporarily_closed",
    "remarks",
    "seasons",
    "minutes",
    "days",
    "nights",
    "closed",
    "periods",
}
PERIOD_KEYS = {"from", "to", "yearly", "hours", "except", "on", "month", "slots", "extra", "note", "name"}
OPEN_TYPE = 7457


def spans(hours: str) -> list[tuple[str, str]]:
    """`10:00-12:00 14:00-` as pairs of opening and closing times, either may be empty."""
    pairs = []
    for part in hours.split():
        opens, _, closes = part.partition("-")
        pairs.append((opens, closes))
    return pairs


def check_keys(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    """Raises DemoError when the entry has a key that the format does not know."""
    unknown = sorted(set(entry) - known)
    if unknown:
        raise DemoError(f"{where}: unknown {', '.join(unknown)}; the keys are {', '.join(sorted(known))}")


def opening(entry: Mapping[str, Any], identifier: int, where: str) -> dict[str, Any]:
    """The node `ouverture` in shorthand; its sentence comes from the periods unless the record has one."""
    check_keys(entry, KEYS, f"{where}, open")
    periods = [_prepared(period, where) for period in entry.get("periods", ())]
    written = [_period(period, identifier * 100 + rank) for rank, period in enumerate(periods, start=1)]
    node: dict[str, Any] = {}
    if entry.get("text"):
        node |= {"periodeEnClair": entry["text"], "periodeEnClairGenerationMode": "MANUEL"}
    elif periods:
        said = {
            language: " ".join(period_in_words(period, language) for period in periods)
            for language in ("fr", "en", "de")
        }
        node |= {"periodeEnClair": said, "periodeEnClairGenerationMode": "AUTOMATIQUE"}
    node |= {
        "indicationsPeriode": entry.get("seasons"),
        "periodesOuvertures": written or None,
        "fermeturesExceptionnelles": [_closure(item) for item in entry.get("closed", ())] or None,
        "ouverturesComplementaires": entry.get("remarks"),
        "ouvertTouteLAnnee": "OUVERT_TOUTE_L_ANNEE" if entry.get("all_year") else None,
        "fermeTemporairement": "FERME_TEMPORAIREMENT" if entry.get("temporarily_closed") else None,
        "dureeSeance": entry.get("minutes"),
        "nombreJours": entry.get("days"),
        "nombreNuits": entry.get("nights"),
    }
    return {key: value for key, value in node.items() if value is not None}


def _closure(item: Any) -> dict[str, Any]:
    return {"dateFermeture": item} if isinstance(item, date) else {"dateSpeciale": item}


def _prepared(period: Mapping[str, Any], where: str) -> dict[str, Any]:
    check_keys(period, PERIOD_KEYS, f"{where}, open, periods")
    ready = {**period, "to": period.get("to", period["from"]), "spans": spans(period.get("hours", ""))}
    if period.get("slots"):
        ready["slots"] = [
            {"days": slot["days"], "spans": spans(slot.get("hours", ""))} for slot in period["slots"]
        ]
    return ready


def _weekdays(period: Mapping[str, Any]) -> list[str]:
    days = period.get("on") or [day for day in DAYS if day not in period.get("except", ())]
    return [SHORT_DAYS[DAYS.index(day)] for day in days]


def _timetable(slots: list[dict[str, Any]], base: int) -> list[dict[str, Any]]:
    times = []
    for rank, slot in enumerate(slots, start=1):
        shown = [
            {"id": base * 100 + rank * 10 + n, "startTime": opens or None, "endTime": closes or None}
            for n, (opens, closes) in enumerate(slot["spans"], start=1)
        ]
        row = {"id": base * 10 + rank, "closed": not shown, "weekdays": slot["days"]}
        times.append(row | ({"timeFrames": shown} if shown else {}))
    return [{"id": base, "type": OPEN_TYPE, "timePeriods": times}]


def _period(period: Mapping[str, Any], identifier: int) -> dict[str, Any]:
    kind, days = "OUVERTURE_TOUS_LES_JOURS", None
    if period.get("except"):
        kind, days = "OUVERTURE_SAUF", period["except"]
    elif period.get("on"):
        kind, days = "OUVERTURE_SEMAINE", period["on"]
    elif period.get("month"):
        kind = "OUVERTURE_MOIS"
    node: dict[str, Any] = {
        "identifiant": identifier,
        "identifiantTechnique": identifier,
        "nom": period.get("name"),
        "dateDebut": period["from"],
        "dateFin": period["to"],
        "tousLesAns": bool(period.get("yearly")),
        "type": kind,
        "complementHoraire": period.get("note"),
    }
    if days:
        node["ouverturesJournalieres"] = [{"jour": day} for day in days]
    if period.get("month"):
        node["ouverturesJourDuMois"] = [{"jour": day, "jourDuMois": rank} for day, rank in period["month"]]
    if period.get("extra"):
        node["ouverturesExceptionnelles"] = [{"dateOuverture": day} for day in period["extra"]]
    slots = period.get("slots")
    if slots is None and len(period["spans"]) > 1:
        slots = [{"days": _weekdays(period), "spans": period["spans"]}]
    if slots:
        node["horaires"] = _timetable(slots, identifier)
    elif period["spans"]:
        opens, closes = period["spans"][0]
        node["horaireOuverture"] = f"{opens}:00" if opens else None
        node["horaireFermeture"] = f"{closes}:00" if closes else None
    return node
