"""Days of events: reckoned here from the calendar itself, and held against the guide that prints them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from marbre.build import build_edition
from marbre.compose.agenda import kind_of, only
from marbre.compose.happenings import days_of, occurrences
from marbre.offers.model import DayHours, Offer, Opening, OpeningPeriod, Texts
from marbre.offers.store import read_offers
from marbre.project import Project

LIFE = (date(2027, 4, 1), date(2027, 10, 31))


def event(*periods: OpeningPeriod, **more: object) -> Offer:
    return Offer(1, "FETE_ET_MANIFESTATION", names=Texts((("fr", "Fête"),)), opening=Opening(periods=periods, **more))  # type: ignore[arg-type]


def one(first: str, last: str, **more: object) -> OpeningPeriod:
    return OpeningPeriod(date.fromisoformat(first), date.fromisoformat(last), **more)  # type: ignore[arg-type]


def test_each_day_of_a_short_event() -> None:
    offer = event(one("2027-07-30", "2027-08-01", hours=(DayHours(frames=(("19:00", "23:30"),)),)))
    assert list(days_of(offer, LIFE)) == [date(2027, 7, 30), date(2027, 7, 31), date(2027, 8, 1)]
    assert days_of(offer, LIFE)[date(2027, 8, 1)] == (("19:00", "23:30"),)
    assert kind_of(offer, LIFE) == "dated"


def test_weekdays_are_true() -> None:
    days = list(days_of(event(one("2027-01-01", "2027-12-31", kind="week", days=("WED",))), LIFE))
    assert all(day.isoweekday() == 3 for day in days)
    assert len(days) == sum((LIFE[0] + timedelta(days=n)).isoweekday() == 3 for n in range((LIFE[1] - LIFE[0]).days + 1))


@pytest.mark.parametrize(
    ("rank", "expected"), [(1, date(2027, 5, 2)), (2, date(2027, 5, 9)), (-1, date(2027, 5, 30))]
)
def test_the_nth_sunday(rank: int, expected: date) -> None:
    period = one("2027-04-01", "2027-10-31", kind="month", month_days=(("SUN", rank),))
    assert [day for day in days_of(event(period), LIFE) if day.month == 5] == [expected]


def test_closed_days_and_other_years() -> None:
    offer = event(one("2026-05-15", "2026-05-16", every_year=True), closed_dates=(date(2027, 5, 16),))
    assert list(days_of(offer, LIFE)) == [date(2027, 5, 15)]
    assert kind_of(event(one("2026-05-15", "2026-05-16")), LIFE) == "over"
    mondays_off = event(one("2027-05-01", "2027-05-31", kind="except", days=("MON",)))
    assert date(2027, 5, 3) not in days_of(mondays_off, LIFE)


def test_markets_exhibitions_and_dates_are_told_apart() -> None:
    market = event(one("2027-01-01", "2027-12-31", kind="week", days=("SAT",)))
    show = event(one("2027-04-03", "2027-10-31"))
    night = event(one("2027-07-08", "2027-07-08"), one("2027-07-22", "2027-07-22"))
    assert [kind_of(offer, LIFE) for offer in (market, show, night)] == ["weekly", "lasting", "dated"]
    some = [replace(offer, id=number) for number, offer in enumerate((market, show, night))]
    assert [offer.id for offer in only(some, "lasting", LIFE)] == [1]
    assert [(one.day.day, one.first) for one in occurrences(some, LIFE)] == [(8, True), (22, False)]


@pytest.mark.pdf
def test_the_guide_prints_every_event_of_the_season(project: Project) -> None:
    offers = [offer for offer in read_offers(project.store) if offer.type == "FETE_ET_MANIFESTATION"]
    built = build_edition(project, "guide-animations", "fr", read_offers(project.store), ("print", "web"))
    assert [finding.message for finding in built.findings if finding.severity.value == "error"] == []
    manifest = json.loads((Path(built.files["report"]).parent / "manifest.json").read_text(encoding="utf-8"))
    placed = {record["id"] for record in manifest["records"]}
    wanted = {offer.id for offer in offers if kind_of(offer, LIFE) in ("dated", "lasting")}
    assert wanted <= placed
    assert not {offer.id for offer in offers if kind_of(offer, LIFE) == "over"} & placed
