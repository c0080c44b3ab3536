"""`ouverture`: when it is open. `horaires` (since June 2025) wins over the type, the days and the hours beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marbre.offers.model import NO_TEXTS, DayHours, Opening, OpeningPeriod
from marbre.offers.record import Record, in_order
from marbre.offers.values import as_list, as_map, day, decimal, flag, maps, plain, texts, whole

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_DAYS = dict(zip(("LUNDI", "MARDI", "MERCREDI", "JEUDI", "VENDREDI", "SAMEDI", "DIMANCHE"), WEEK, strict=True))
_RANKS = {"D_1ER": 1, "D_2EME": 2, "D_3EME": 3, "D_4EME": 4, "D_DERNIER": -1}
_KINDS = {
    "OUVERTURE_TOUS_LES_JOURS": "every_day",
    "OUVERTURE_SAUF": "except",
    "OUVERTURE_SEMAINE": "week",
    "OUVERTURE_MOIS": "month",
}
_PLAIN_HOURS = 7457
_PATH = "ouverture"
_PERIOD = "ouverture.periodesOuvertures"
_FRAME = f"{_PERIOD}.horaires.timePeriods.timeFrames"


def read_opening(record: Record, kind_node: Mapping[str, Any]) -> Opening:
    """The opening of an object; `kind_node` is its `informations<Type>`, where older data has durations."""
    node = record.node(_PATH)
    route = as_map(kind_node.get("itineraire"))
    closed, feasts = _closures(record, node)
    return Opening(
        text=texts(node.get("periodeEnClair")),
        automatic=plain(node.get("periodeEnClairGenerationMode")) == "AUTOMATIQUE",
        periods=tuple(_period(record, raw) for raw in maps(node.get("periodesOuvertures"))),
        closed_dates=closed,
        closed_feasts=feasts,
        all_year=flag(node.get("ouvertTouteLAnnee"), "OUVERT_TOUTE_L_ANNEE"),
        temporarily_closed=flag(node.get("fermeTemporairement"), "FERME_TEMPORAIREMENT"),
        remarks=in_order(
            (
                *record.terms(node, _PATH, "ouverturesComplementaires"),
                *record.terms(node, _PATH, "indicationsPeriode"),
            )
        ),
        minutes=_first(node.get("dureeSeance"), kind_node.get("dureeSeance"), route.get("dureeJournaliere")),
        days=_first(node.get("nombreJours"), kind_node.get("nombreJours"), route.get("dureeItinerance")),
        nights=_first(node.get("nombreNuits"), kind_node.get("nombreNuits")),
    )


def _first(*values: Any) -> int | None:
    numbers = (decimal(value) for value in values)
    return next((int(number.to_integral_value()) for number in numbers if number), None)


def _closures(record: Record, node: Mapping[str, Any]) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """Exceptional closures: dates in order, feasts as Apidae names them, in the source's order."""
    dates: list[date] = []
    feasts: list[str] = []
    for raw in as_list(node.get("fermeturesExceptionnelles")):
        entry = raw if isinstance(raw, Mapping) else {"dateFermeture": raw}
        for value in (entry.get("dateFermeture"), *as_list(entry.get("dates"))):
            if value in (None, ""):
                continue
            if (found := day(value)) is None:
                record.notes.skipped(record.id, f"{_PATH}.fermeturesExceptionnelles", value)
            else:
                dates.append(found)
        if feast := plain(entry.get("dateSpeciale")):
            feasts.append(feast)
    return tuple(sorted(set(dates))), tuple(dict.fromkeys(feasts))


def _period(record: Record, raw: Mapping[str, Any]) -> OpeningPeriod:
    timed = tuple(hours for one in maps(raw.get("horaires")) for hours in _hours(record, one))
    kind, days, month_days = ("every_day", (), ()) if timed else _regular(record, raw)
    return OpeningPeriod(
        start=record.day(raw, _PERIOD, "dateDebut"),
        end=record.day(raw, _PERIOD, "dateFin"),
        every_year=flag(raw.get("tousLesAns")),
        kind=kind,
        days=days,
        month_days=month_days,
        extra_dates=_extra(record, raw),
        hours=timed or _old_hours(record, raw),
        note=texts(raw.get("complementHoraire")),
        name=texts(raw.get("nom")),
    )


def _regular(record: Record, raw: Mapping[str, Any]) -> tuple[str, tuple[str, ...], tuple[tuple[str, int], ...]]:
    """(kind, days, days of the month) of the older form."""
    said = plain(raw.get("type"))
    kind = _KINDS.get(said, "every_day")
    if said and said not in _KINDS:
        record.notes.skipped(record.id, f"{_PERIOD}.type", said)
    days = _days(record, (_named(one) for one in as_list(raw.get("ouverturesJournalieres"))))
    if kind == "month":
        return kind, (), _month_days(record, raw)
    if kind == "week" and len(days) in (0, 7):
        return "every_day", (), ()
    return (kind, days, ()) if kind != "every_day" else (kind, (), ())


def _named(value: Any) -> str:
    return plain(value.get("jour") if isinstance(value, Mapping) else value).upper()


def _days(record: Record, names: Iterable[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for name in names:
        if name == "TOUS":
            found.update(WEEK)
        elif name in _DAYS:
            found.add(_DAYS[name])
        elif name in WEEK or name == "HOL":
            found.add(name)
        else:
            record.notes.skipped(record.id, f"{_PERIOD}.jour", name)
    return tuple(one for one in (*WEEK, "HOL") if one in found)


def _month_days(record: Record, raw: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for entry in maps(raw.get("ouverturesJourDuMois")):
        rank = _RANKS.get(plain(entry.get("jourDuMois")).upper())
        if rank is None:
            record.notes.skipped(record.id, f"{_PERIOD}.jourDuMois", entry.get("jourDuMois"))
            continue
        found += [(one, rank) for one in _days(record, (_named(entry),))]
    return tuple(dict.fromkeys(found))


def _extra(record: Record, raw: Mapping[str, Any]) -> tuple[date, ...]:
    found = set()
    for entry in as_list(raw.get("ouverturesExceptionnelles")):
        value = entry.get("dateOuverture") if isinstance(entry, Mapping) else entry
        if (one := day(value)) is not None:
            found.add(one)
        elif value not in (None, ""):
            record.notes.skipped(record.id, f"{_PERIOD}.ouverturesExceptionnelles", value)
    return tuple(sorted(found))


def _old_hours(record: Record, raw: Mapping[str, Any]) -> tuple[DayHours, ...]:
    frame = (record.hour(raw, _PERIOD, "horaireOuverture"), record.hour(raw, _PERIOD, "horaireFermeture"))
    return (DayHours(frames=(frame,)),) if any(frame) else ()


def _hours(record: Record, raw: Mapping[str, Any]) -> Iterable[DayHours]:
    """One `horaires` entry; its label is told unless it is plain opening."""
    id = whole(as_map(raw.get("type")).get("id") if isinstance(raw.get("type"), Mapping) else raw.get("type"))
    term = None if id in (None, _PLAIN_HOURS) else record.term(raw, f"{_PERIOD}.horaires", "type")
    for part in maps(raw.get("timePeriods")):
        names = (plain(one).upper() for one in as_list(part.get("weekdays")))
        frames = tuple(frame for one in maps(part.get("timeFrames")) if any(frame := _frame(record, one)))
        days, closed = _days(record, names), flag(part.get("closed"))
        if frames or days or closed:
            yield DayHours(
                days=() if days[:7] == WEEK and "HOL" not in days else days,
                frames=frames,
                closed=closed,
                label=term.label if term else NO_TEXTS,
            )


def _frame(record: Record, raw: Mapping[str, Any]) -> tuple[str, str]:
    if raw.get("recurrence"):
        record.notes.not_taken("horaires.timeFrames.recurrence", record.id, "la fréquence n'a pas de place à la page.")
    return record.hour(raw, _FRAME, "startTime"), record.hour(raw, _FRAME, "endTime")
