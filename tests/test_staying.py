"""Which lodgings suit a stay: days, distance, party, price, labels, dogs, access, and what nobody said."""

from __future__ import annotations

import json
import math
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from marbre.build.personal import build_personal, folder_of
from marbre.cli.personalising import stay_dates
from marbre.compose.stay_words import far
from marbre.compose.tailoring import band
from marbre.errors import InputError
from marbre.offers.days import feast, open_days, open_on
from marbre.offers.lodging import KINDS, LODGING_TYPES, accessible, is_kind, nightly, sleeps, welcomes_dogs
from marbre.offers.model import Offer, Opening, OpeningPeriod, Place, Price, PricePeriod, Prices, Term, Texts
from marbre.offers.staying import Choice, Stay, Wish, choose, fits
from marbre.offers.store import import_offers, read_offers
from marbre.offers.territory import read_territory
from marbre.offers.whereabouts import Spot, distance, find_spot, kilometres
from marbre.project import Project

ROOT = Path(__file__).parents[1]
USSON = Spot("Usson", 45.5286, 3.4381, "63439")
YEAR = OpeningPeriod(date(2027, 1, 1), date(2027, 12, 31))
WEEK = Stay(USSON, date(2027, 8, 7), date(2027, 8, 14), within=20.0)


def cottage(**more: object) -> Offer:
    base = Offer(
        1, "HEBERGEMENT_LOCATIF", Term("HebergementLocatifType", 2620), names=Texts((("fr", "Gîte"),)),
        place=Place(insee="63439", commune="Usson", latitude=45.53, longitude=3.44),
        opening=Opening(periods=(YEAR,)), numbers=(("capaciteHebergement", Decimal(4)),), pets="ACCEPTES",
        prices=priced((1480, 350)),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def priced(*pairs: tuple[int, int]) -> Prices:
    prices = tuple(Price(Term("TarifType", id), Decimal(euros)) for id, euros in pairs)
    return Prices("PAYANT", periods=(PricePeriod(date(2027, 1, 1), date(2027, 12, 31), prices),))


# --- days


def test_a_period_is_open_from_its_first_day_to_its_last() -> None:
    opening = Opening(periods=(OpeningPeriod(date(2027, 4, 3), date(2027, 10, 31)),))
    assert [open_on(opening, day) for day in (date(2027, 4, 2), date(2027, 4, 3), date(2027, 10, 31), date(2027, 11, 1))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_period_of_every_year_may_run_over_new_year() -> None:
    opening = Opening(periods=(OpeningPeriod(date(2019, 12, 20), date(2020, 2, 10), every_year=True),))
    assert open_days(opening, date(2027, 12, 19), date(2027, 12, 21)) == (date(2027, 12, 20), date(2027, 12, 21))
    assert open_days(opening, date(2028, 2, 10), date(2028, 2, 11)) == (date(2028, 2, 10),)


def test_weekdays_ranks_exceptions_and_feasts() -> None:
    saturdays = Opening(periods=(replace(YEAR, kind="week", days=("SAT",)),))
    assert open_days(saturdays, date(2027, 8, 2), date(2027, 8, 15)) == (date(2027, 8, 7), date(2027, 8, 14))
    no_tuesday = Opening(periods=(replace(YEAR, kind="except", days=("TUE",)),), closed_dates=(date(2027, 8, 5),))
    assert open_days(no_tuesday, date(2027, 8, 2), date(2027, 8, 6)) == tuple(date(2027, 8, day) for day in (2, 4, 6))
    sundays = Opening(periods=(replace(YEAR, kind="month", month_days=(("SUN", 1), ("SUN", -1))),))
    assert open_days(sundays, date(2027, 8, 1), date(2027, 8, 31)) == (date(2027, 8, 1), date(2027, 8, 29))
    may = Opening(periods=(YEAR,), closed_feasts=("PREMIER_MAI", "LUNDI_PAQUES"))
    assert not open_on(may, date(2027, 5, 1))
    assert not open_on(may, date(2027, 3, 29))
    assert open_on(may, date(2027, 3, 28))


@pytest.mark.parametrize(("year", "monday"), [(2024, "04-01"), (2025, "04-21"), (2026, "04-06"), (2027, "03-29"), (2038, "04-26")])
def test_easter_monday(year: int, monday: str) -> None:
    assert feast("LUNDI_PAQUES", year) == date.fromisoformat(f"{year}-{monday}")


def test_what_nobody_said_is_unknown() -> None:
    assert open_days(Opening(), date(2027, 1, 1), date(2027, 1, 2)) is None
    assert open_days(Opening(periods=(YEAR,)), date(2028, 1, 1), date(2028, 1, 2)) is None, "next year's dates not given yet"
    assert open_days(Opening(all_year=True), date(2031, 1, 1), date(2031, 1, 1)) == (date(2031, 1, 1),)


# --- distance


def test_distance_is_that_of_the_globe() -> None:
    degree = kilometres(45.0, 3.0, Spot("", 46.0, 3.0))
    assert math.isclose(degree, 111.195, abs_tol=0.01)
    assert kilometres(45.0, 3.0, Spot("", 45.0, 3.0)) == 0
    assert math.isclose(kilometres(48.8566, 2.3522, Spot("", 45.7640, 4.8357)), 391.5, abs_tol=0.5)


def test_places_are_found_by_name_number_and_position() -> None:
    territory = read_territory(ROOT / "data" / "territory")
    assert find_spot("usson", territory, ()).insee == "63439"
    assert find_spot("45.5, 3.2", territory, ()) == Spot("", 45.5, 3.2)
    castle = replace(cottage(), id=710001, names=Texts((("fr", "Le Château"),)))
    assert find_spot("le chateau", territory, [castle]).name == "Le Château"
    assert find_spot("710001", territory, [castle]).insee == ""
    with pytest.raises(InputError) as wrong:
        find_spot("Montpeyrou", territory, ())
    assert "Montpeyroux" in wrong.value.hint
    with pytest.raises(InputError):
        find_spot("95.0,3.0", territory, ())


def test_place_commune_and_circle() -> None:
    alone = replace(WEEK, within=None)
    assert not fits(cottage(), alone).no
    elsewhere = cottage(place=Place(insee="63178", commune="Issoire", latitude=45.54, longitude=3.25))
    assert fits(elsewhere, alone).no == (Wish.PLACE,)
    assert not fits(elsewhere, WEEK).no
    assert fits(elsewhere, replace(WEEK, within=5.0)).no == (Wish.PLACE,)
    nowhere = cottage(place=Place())
    assert fits(nowhere, WEEK).unknown == (Wish.PLACE,)
    assert fits(nowhere, WEEK).km is None


# --- party, price, wishes


def test_party() -> None:
    assert sleeps(cottage(), 4) is True
    assert sleeps(cottage(), 5) is False
    assert sleeps(cottage(numbers=()), 1) is None
    pitches = cottage(type="HOTELLERIE_PLEIN_AIR", numbers=(("nombreEmplacementsClasses", Decimal(6)),))
    assert sleeps(pitches, 6) is True
    assert sleeps(pitches, 7) is None, "a pitch takes more than one: to ask, not out"
    both = cottage(numbers=(("capaciteHebergement", Decimal(4)), ("capaciteMaximumPossible", Decimal(6))))
    assert sleeps(both, 6) is True


def test_a_night_for_the_party() -> None:
    days = (WEEK.arrive, WEEK.leave)
    assert nightly(cottage(), 4, *days) == Decimal(50), "a week's price counts a seventh"
    hotel = cottage(type="HOTELLERIE", prices=priced((1466, 80), (1461, 9)))
    assert [nightly(hotel, party, *days) for party in (1, 2, 3, 5)] == [80, 80, 160, 240]
    bunk = cottage(type="HEBERGEMENT_COLLECTIF", prices=priced((1476, 20)))
    assert nightly(bunk, 3, *days) == 60
    assert nightly(replace(bunk, type="HEBERGEMENT_LOCATIF"), 3, *days) == 20
    assert nightly(cottage(prices=priced((1490, 25))), 2, *days) is None, "a meal is no night"
    assert nightly(cottage(), 4, date(2028, 8, 1), date(2028, 8, 3)) is None, "next year's prices are not known"
    assert nightly(cottage(prices=Prices("GRATUIT")), 4, *days) == 0


def test_ceiling_dogs_access() -> None:
    assert not fits(cottage(), replace(WEEK, party=4, ceiling=Decimal(50))).no
    assert fits(cottage(), replace(WEEK, party=4, ceiling=Decimal(49))).no == (Wish.PRICE,)
    assert fits(cottage(prices=Prices()), replace(WEEK, ceiling=Decimal(49))).unknown == (Wish.PRICE,)
    assert not fits(cottage(prices=Prices()), WEEK).unknown, "what is not asked need not be known"
    for pets, said in (("ACCEPTES", True), ("NON_ACCEPTES", False), ("NON_DISPONIBLE", None), ("", None)):
        assert welcomes_dogs(cottage(pets=pets)) is said
    wheelchair = Term("LabelTourismeHandicap", 1226)
    assert accessible(cottage(labels=(wheelchair,))) is True
    assert accessible(cottage(numbers=(("nombreChambresMobiliteReduite", Decimal(1)),))) is True
    assert accessible(cottage(terms=(("tourismesAdaptes", (Term("TourismeAdapte", 3651),)),))) is False
    assert accessible(cottage()) is None


def test_kinds_and_labels() -> None:
    assert is_kind(cottage(), "cottage")
    assert not is_kind(cottage(), "hotel")
    ears, keys = Term("HebergementLocatifTypeLabel", 2634), Term("HebergementLocatifTypeLabel", 2635)
    labelled = cottage(labels=(ears,))
    assert not fits(labelled, replace(WEEK, labels=(ears, keys))).no, "any of the labels will do"
    assert fits(labelled, replace(WEEK, labels=(keys,))).no == (Wish.LABEL,)
    assert fits(labelled, replace(WEEK, kinds=("hotel", "campsite"))).no == (Wish.KIND,)


def test_open_every_night_but_not_on_the_morning_of_departure() -> None:
    until = cottage(opening=Opening(periods=(OpeningPeriod(date(2027, 4, 1), date(2027, 8, 13)),)))
    assert not fits(until, WEEK).no
    assert fits(until, replace(WEEK, leave=date(2027, 8, 15))).no == (Wish.DATES,)
    assert fits(cottage(opening=Opening()), WEEK).unknown == (Wish.DATES,)


def test_the_nearest_come_first_and_the_unknown_last() -> None:
    far_one = cottage(id=2, place=Place(insee="63178", latitude=45.54, longitude=3.25))
    silent = cottage(id=3, opening=Opening())
    small = cottage(id=4, numbers=(("capaciteHebergement", Decimal(1)),))
    hidden = cottage(id=5, state="HIDDEN")
    choice = choose([far_one, silent, small, hidden, cottage()], WEEK)
    assert [fit.offer.id for fit in choice.suited] == [1, 2]
    assert [fit.offer.id for fit in choice.asking] == [3]
    assert [(fit.offer.id, fit.no) for fit in choice.others] == [(4, (Wish.PARTY,))]


# --- words


def test_dates_as_people_write_them() -> None:
    week = (date(2027, 8, 7), date(2027, 8, 14))
    assert stay_dates("2027-08-07..2027-08-14") == stay_dates("07/08/2027-14/08/2027") == week
    assert stay_dates("du 7/8/2027 au 14.8.2027") == week
    for wrong in ("2027-08-07", "2027-08-14..2027-08-07", "2027-02-30..2027-03-02", "2027-01-01..2027-12-31", "août"):
        with pytest.raises(InputError):
            stay_dates(wrong)


def test_distances_as_they_are_printed() -> None:
    said = {"stay": {"here": "sur place", "km": "à {km} km"}}
    assert [far(km, "fr", said) for km in (0.2, 0.3, 3.26, 9.7, 9.8, 24.6)] == [
        "sur place", "à 0,5 km", "à 3,5 km", "à 9,5 km", "à 10 km", "à 25 km",
    ]  # fmt: skip
    assert band(1.9) == (0, None, 2)
    assert band(12.0) == (3, 10, 15)
    assert band(44.0) == (6, 30, None)
    assert band(None) == (7, None, None)


# --- the store, read twice


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stays") / "offers.sqlite"
    import_offers(ROOT / "data" / "apidae", path, "2026-11-23", territory=read_territory(ROOT / "data" / "territory"))
    return path


def _raw() -> dict[int, dict[str, object]]:
    files = sorted((ROOT / "data" / "apidae" / "objets_modifies").glob("*.json"))
    records = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    flat = [one for record in records for one in (record if isinstance(record, list) else [record])]
    return {int(one["id"]): one for one in flat}


def _random_stay(chance: random.Random, offers: tuple[Offer, ...]) -> Stay:
    territory = read_territory(ROOT / "data" / "territory")
    commune = chance.choice([one for one in territory.communes if one.town_hall])
    assert commune.town_hall
    arrive = date(2027, 1, 2) + timedelta(days=chance.randrange(340))
    return Stay(
        Spot(commune.name, commune.town_hall[1], commune.town_hall[0], commune.insee), arrive,
        arrive + timedelta(days=chance.randint(1, 14)), chance.randint(1, 12),
        chance.choice([None, 5.0, 12.0, 30.0, 80.0]), tuple(chance.sample(sorted(KINDS), chance.choice([0, 0, 1, 2]))),
        ceiling=chance.choice([None, Decimal(60), Decimal(120)]), accessible=chance.random() < 0.2,
        dogs=chance.random() < 0.4,
    )  # fmt: skip


def test_forty_stays_against_the_export_itself(store: Path) -> None:
    """Every verdict about place, dates, dogs and capacity held against the JSON of the export, read another way."""
    offers, raw, chance = read_offers(store), _raw(), random.Random(2027)
    found = 0
    for _ in range(40):
        stay = _random_stay(chance, offers)
        choice = choose(offers, stay)
        _check(choice, stay, raw)
        found += len(choice.chosen)
        lodgings = [offer for offer in offers if offer.type in LODGING_TYPES and offer.state == "PUBLISHED"]
        said = {fit.offer.id for fit in (*choice.chosen, *choice.others)}
        assert said == {offer.id for offer in lodgings if not offer.opening.temporarily_closed}, "nobody is forgotten"
    assert found > 100


def _check(choice: Choice, stay: Stay, raw: dict[int, dict[str, object]]) -> None:
    kilometres_in_order = [fit.km for fit in choice.suited]
    assert kilometres_in_order == sorted(kilometres_in_order, key=float)  # type: ignore[arg-type]
    for fit in choice.suited:
        record = json.dumps(raw[fit.offer.id])
        assert fit.km is not None
        assert math.isclose(fit.km, _flat_km(raw[fit.offer.id], stay.spot), rel_tol=0.01, abs_tol=0.05)
        assert stay.within is None or fit.km <= stay.within
        assert all(_open_raw(raw[fit.offer.id], night) for night in stay.nights), (fit.offer.id, stay)
        assert not stay.dogs or '"animauxAcceptes": "ACCEPTES"' in record
        beds = re.findall(r'"(?:capaciteHebergement|nombreTotalPersonnes|capaciteTotale)": (\d+)', record)
        assert not beds or max(map(int, beds)) >= stay.party
    for fit in choice.others:
        if fit.no == (Wish.DATES,):
            assert not all(_open_raw(raw[fit.offer.id], night) for night in stay.nights)
        if fit.no == (Wish.DOGS,):
            assert '"NON_ACCEPTES"' in json.dumps(raw[fit.offer.id])


def _flat_km(record: dict[str, object], spot: Spot) -> float:
    """On a plane that touches the globe: right to a thousandth at these distances."""
    longitude, latitude = record["localisation"]["geolocalisation"]["geoJson"]["coordinates"]  # type: ignore[index]
    x = math.radians(longitude - spot.longitude) * math.cos(math.radians((latitude + spot.latitude) / 2))
    return 6371.0 * math.hypot(x, math.radians(latitude - spot.latitude))


def _open_raw(record: dict[str, object], day: date) -> bool:
    """Whether the export says it is open on a day; what the export's periods do not cover is open if it is so all year."""
    opening = record["ouverture"]
    assert isinstance(opening, dict)
    text = json.dumps(opening)
    if f'"{day.isoformat()}"' in json.dumps(opening.get("fermeturesExceptionnelles", [])):
        return False
    if day.month == 5 and day.day == 1 and "PREMIER_MAI" in text:
        return False
    for period in opening.get("periodesOuvertures", []):
        start, end = (date.fromisoformat(period[key][:10]) for key in ("dateDebut", "dateFin"))
        years = range(day.year - 1, day.year + 1) if period.get("tousLesAns") else [start.year]
        for year in years:
            first, last = start.replace(year=year), end.replace(year=year + end.year - start.year)
            if first <= day <= last and _weekday_raw(period, day):
                return True
    return bool(opening.get("ouvertTouteLAnnee") == "OUVERT_TOUTE_L_ANNEE") and not opening.get("periodesOuvertures")


def _weekday_raw(period: dict[str, object], day: date) -> bool:
    french = ("LUNDI", "MARDI", "MERCREDI", "JEUDI", "VENDREDI", "SAMEDI", "DIMANCHE")[day.weekday()]
    named = french in json.dumps(period.get("ouverturesJournalieres", []))
    kind = period.get("type")
    if kind == "OUVERTURE_SAUF":
        return not named
    return named if kind == "OUVERTURE_SEMAINE" else True


# --- on paper


@pytest.mark.parametrize(("language", "format"), [("fr", ""), ("en", "a5")])
def test_a_guide_for_a_stay(store: Path, tmp_path: Path, language: str, format: str) -> None:
    project = _project(tmp_path, store)
    offers = read_offers(project.store)
    stay = Stay(find_spot("Usson", read_territory(ROOT / "data" / "territory"), offers), date(2027, 8, 7), date(2027, 8, 14), 4, 8.0)
    made = build_personal(project, "guide-hebergements", language, offers, stay, format)
    assert made.built is not None
    assert [finding for finding in made.built.findings if finding.severity == "error"] == []
    assert 8 <= made.built.pages <= 16
    document = pdfium.PdfDocument(made.built.files["web"])
    assert round(document[0].get_size()[0] / 72 * 25.4) == (148 if format else 210)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    flat = " ".join(" ".join(texts).split()).replace("\u00a0", " ").replace("\u202f", " ")
    letters = re.sub(r"\W", "", flat).casefold()
    for fit in made.choice.chosen:
        assert re.sub(r"\W", "", fit.offer.names.best(language)).casefold() in letters, fit.offer.names
    assert "7 août" in flat if language == "fr" else "7 August" in flat
    assert ("données du 23 novembre 2026" if language == "fr" else "information as at 23 november 2026") in flat.casefold()
    assert ("samedi 7 août" if language == "fr" else "saturday 7 august") in flat.casefold(), "weekdays are those of 2027"
    first = min(fit.km or 0 for fit in made.choice.suited)
    assert distance(made.choice.suited[0].offer, stay.spot) == first
    again = build_personal(project, "guide-hebergements", language, offers, stay, format)
    assert again.built is not None
    assert again.built.rendered == 0, "nothing is laid out twice"


def test_the_largest_guide_still_has_sixteen_pages(store: Path, tmp_path: Path) -> None:
    project = _project(tmp_path, store)
    offers = read_offers(project.store)
    issoire = find_spot("Issoire", read_territory(ROOT / "data" / "territory"), offers)
    stay = Stay(issoire, date(2027, 7, 10), date(2027, 7, 13), within=80.0, accessible=True)
    made = build_personal(project, "guide-hebergements", "fr", offers, stay, "a5")
    assert len(made.choice.chosen) > 80
    assert made.built is not None
    assert made.built.pages <= 16
    assert [finding for finding in made.built.findings if finding.severity == "error"] == []


def test_nothing_suits(store: Path, tmp_path: Path) -> None:
    project = _project(tmp_path, store)
    offers = read_offers(project.store)
    usson = find_spot("Usson", read_territory(ROOT / "data" / "territory"), offers)
    stay = Stay(usson, date(2027, 8, 7), date(2027, 8, 14), 40)
    made = build_personal(project, "guide-hebergements", "fr", offers, stay)
    assert made.built is None
    assert made.choice.others[0].no
    assert not folder_of(project, "guide-hebergements", "fr", stay, "").exists()


def _project(tmp_path: Path, store: Path) -> Project:
    for name in ("assets", "data", "editions", "layouts", "brand.yaml", "printing.yaml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".marbre").mkdir()
    (tmp_path / ".marbre" / "offers.sqlite").write_bytes(store.read_bytes())
    return Project(tmp_path)
