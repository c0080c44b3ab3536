"""What's on, as printed: every day held against the export itself, read and reckoned here without the program."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from marbre.brand_file import read_brand
from marbre.build import build_edition
from marbre.compose.said_dates import date_findings, wrong_weekdays
from marbre.compose.themes import theme_of
from marbre.compose.week_table import week_rows
from marbre.compose.words import read_words
from marbre.edition import Selection
from marbre.edition_file import read_edition
from marbre.offers.model import DayHours, Offer, Opening, OpeningPeriod, Place, Texts
from marbre.offers.store import read_offers
from marbre.preflight.readback import page_texts
from marbre.project import Project

ROOT = Path(__file__).parents[1]
FIRST, LAST = date(2027, 4, 1), date(2027, 10, 31)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"
)  # fmt: skip


def words(language: str = "fr") -> Any:
    return read_words(ROOT / "layouts" / "_words" / f"{language}.yaml")


def events() -> dict[str, list[tuple[date, date, bool]]]:
    """Name → (first day, last day, whether it recurs by weekday) of every event, straight from the export's files."""
    found = {}
    for file in sorted((ROOT / "data" / "apidae" / "objets_modifies").glob("*.json")):
        raw = json.loads(file.read_text(encoding="utf-8"))
        for one in raw if isinstance(raw, list) else [raw]:
            if one["type"] != "FETE_ET_MANIFESTATION":
                continue
            spans = []
            for period in one["ouverture"]["periodesOuvertures"]:
                start, end = (date.fromisoformat(period[name][:10]) for name in ("dateDebut", "dateFin"))
                if period.get("tousLesAns"):
                    start, end = start.replace(year=2027), end.replace(year=2027 + (end.year - start.year))
                recurs = period.get("type") in ("OUVERTURE_SEMAINE", "OUVERTURE_MOIS") and (end - start).days > 10
                spans.append((start, end, recurs))
            found[one["nom"]["libelleFr"].strip()] = spans
    return found


def plain(text: str) -> str:
    return "".join(letter for letter in text.lower().replace("œ", "oe") if letter.isalnum())


def dated() -> dict[date, set[str]]:
    """Day → names of the events that take place on it, of those that are neither a rule nor a season."""
    days: dict[date, set[str]] = {}
    for name, spans in events().items():
        if any(recurs or (end - start).days > 10 for start, end, recurs in spans):
            continue
        for start, end, _ in spans:
            for step in range((end - start).days + 1):
                day = start + timedelta(days=step)
                if FIRST <= day <= LAST:
                    days.setdefault(day, set()).add(name)
    return days


@pytest.mark.pdf
def test_every_event_stands_under_its_days_and_nowhere_else(project: Project) -> None:
    built = build_edition(project, "guide-animations", "fr", read_offers(project.store), ("print", "web"))
    assert [finding.message for finding in built.findings if finding.severity.value == "error"] == []
    pages = [text.replace("œ", "oe") for text in page_texts(Path(built.files["web"]).read_bytes())]
    first = next(number for number, text in enumerate(pages) if "aufildesjoursdavril" in text)
    last = next(number for number, text in enumerate(pages) if "parenvie" in text)
    head = re.compile(rf"({'|'.join(DAYS)})(\d\d?)(?:er)?({'|'.join(MONTHS)})2027")
    parts = head.split("".join(pages[first:last]))
    printed = {}
    for weekday, number, month, told in zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True):
        day = date(2027, MONTHS.index(month) + 1, int(number))
        assert DAYS[day.weekday()] == weekday, day
        assert day not in printed, f"{day} has two heads"
        printed[day] = told
    wanted = dated()
    assert sorted(printed) == sorted(wanted) == list(printed)
    names = set.union(*wanted.values())
    for day, told in printed.items():
        assert {name for name in names if plain(name) in told} == wanted[day], day
    _rules_and_seasons_apart(pages, first, last)


def _rules_and_seasons_apart(pages: list[str], first: int, last: int) -> None:
    """Recurring events once in the table of the week, exhibitions in their section, nothing that is over at all."""
    all_events = events()
    rules = {name for name, spans in all_events.items() if any(recurs for _, _, recurs in spans)}
    seasons = {
        name
        for name, spans in all_events.items()
        if name not in rules and any((end - start).days > 10 and start <= LAST and end >= FIRST for start, end, _ in spans)
    }
    over = {name for name, spans in all_events.items() if all(end < FIRST or start > LAST for start, end, _ in spans)}
    table = next(text for text in pages if "chaquesemaine" in text and "marditriangle" in text)
    shows = next(text for text in pages if "expositionspour" in text)
    assert len(rules) == 8
    assert len(seasons) == 3
    assert len(over) == 3
    assert all(table.count(plain(name)) == 1 for name in rules)
    assert all(shows.count(plain(name)) == 1 for name in seasons)
    calendar = "".join(pages[first:last])
    assert not [name for name in rules | seasons if plain(name) in calendar]
    assert not [name for name in over if plain(name) in "".join(pages)]
    index = "".join(pages[last : last + 2])
    named = (rules | seasons | set.union(*dated().values()))
    assert all(index.count(plain(name)) == 2 for name in named), "each stands in both indexes, once"


def test_every_event_has_a_theme(project: Project) -> None:
    edition = read_edition(ROOT, "guide-animations", read_brand(ROOT / "brand.yaml"))
    offers = [offer for offer in read_offers(project.store) if offer.type == "FETE_ET_MANIFESTATION"]
    assert [offer.names.best("fr") for offer in offers if theme_of(offer, edition.chapters) is None] == []
    assert len({chapter.mark for chapter in edition.chapters if chapter.terms}) == 4


def market(**more: object) -> Offer:
    return Offer(1, "FETE_ET_MANIFESTATION", names=Texts((("fr", "Marché"),)), opening=Opening(**more), place=Place(commune="X"))  # type: ignore[arg-type]


def test_a_market_stands_under_each_of_its_weekdays() -> None:
    hours = (DayHours(frames=(("08:00", "12:00"),)),)
    twice = OpeningPeriod(date(2027, 5, 1), date(2027, 9, 30), kind="week", days=("SAT", "TUE"), hours=hours)
    rows = week_rows((market(periods=(twice,)),), (FIRST, LAST), words())
    assert [day for day, _ in rows] == ["mardi", "samedi"]
    assert rows[0][1][0].when == "de mai à septembre"
    first = OpeningPeriod(date(2027, 1, 1), date(2027, 12, 31), kind="month", month_days=(("SUN", 1),), hours=hours)
    ((day, (row,)),) = week_rows((market(periods=(first,)),), (FIRST, LAST), words())
    assert (day, row.when) == ("dimanche", "le premier dimanche du mois, toute l’année")


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("fr", "Rendez-vous mardi 14 juillet 2027 au bord de l'eau.", [("mardi 14 juillet 2027", "mercredi")]),
        ("fr", "Rendez-vous mercredi 14\u00a0juillet 2027, dimanche 1er août.", []),
        ("fr", "Samedi 31 juin, on verra.", [("Samedi 31 juin", "")]),
        ("en", "On Tuesday 13 July and Wednesday 15 July.", [("Wednesday 15 July", "Thursday")]),
        ("de", "Am Samstag, dem 14. August 2027, und Sonntag, 16. August.", [("Sonntag, 16. August", "Montag")]),
        ("fr", "Le mardi, du 14 au 16 juillet.", []),
    ],
)
def test_a_weekday_in_a_text_is_held_against_its_date(language: str, text: str, wrong: list[tuple[str, str]]) -> None:
    assert list(wrong_weekdays(text, words(language), [2027])) == wrong


def test_a_date_without_a_year_is_right_when_it_is_in_one_year_of_the_edition() -> None:
    assert list(wrong_weekdays("vendredi 1er janvier", words(), [2027])) == []
    assert list(wrong_weekdays("samedi 1er janvier", words(), [2027])) != []
    assert list(wrong_weekdays("samedi 1er janvier", words(), [2027, 2028])) == []


def test_an_event_named_one_by_one_that_is_over_stops_the_edition(project: Project) -> None:
    offers = read_offers(project.store)
    edition = read_edition(ROOT, "guide-animations", read_brand(ROOT / "brand.yaml"))
    assert list(date_findings(edition, {}, {}, offers, words())) == []
    named = [replace(one, select=Selection(ids=(640036,))) if one.id == "temps-forts" else one for one in edition.flatplan]
    (finding,) = date_findings(replace(edition, flatplan=tuple(named)), {}, {}, offers, words())
    assert (finding.id, finding.severity.value, finding.record, finding.who) == ("event_over", "error", 640036, "office")
    assert "01/04/2027" in finding.message
