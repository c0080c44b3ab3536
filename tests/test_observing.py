"""The offer observed: every figure counted again by hand on a small store, and from the raw export on the real one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marbre.build import Built, build_edition
from marbre.cli import main
from marbre.compose.copy import read_copy
from marbre.compose.figures import Figures, Percent, facts_of, figures_of, spoken, told, written
from marbre.compose.words import read_words
from marbre.errors import InputError
from marbre.offers.care import FIELDS, care_of
from marbre.offers.history import NO_HISTORY, read_history
from marbre.offers.model import (
    Classification,
    Contact,
    DayHours,
    Media,
    Offer,
    Opening,
    OpeningPeriod,
    Place,
    Price,
    PricePeriod,
    Prices,
    Term,
    Texts,
)
from marbre.offers.observing import Observation, beds_of, observe
from marbre.offers.picture_rights import press_pictures
from marbre.offers.seasons import open_months
from marbre.offers.store import import_offers, read_offers, read_snapshots
from marbre.offers.territory import Commune, Territory, read_territory
from marbre.preflight.readback import page_texts
from marbre.project import Project
from marbre.texts import Article, Panel
from offers_samples import hotel as raw_hotel
from offers_samples import write_export

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 23)
LAND = Territory((Commune("1", "Ambre", 200), Commune("2", "Boue", 50), Commune("3", "Clos", 10)))
SECTORS = [("high", ("1", "3")), ("low", ("2",))]
WORDS = read_words(ROOT / "layouts" / "_words" / "fr.yaml")


def fr(text: str, english: str = "") -> Texts:
    return Texts((("fr", text), *((("en", english),) if english else ())))


def offer(id: int, type: str, insee: str = "1", **over: Any) -> Offer:
    """A record with a French text and nothing else."""
    numbers = tuple((name, Decimal(value)) for name, value in over.pop("numbers", {}).items())
    place = Place(insee=insee, commune=insee, latitude=45.5, longitude=3.2)
    plain = Offer(id, type, names=fr(f"Offre {id}"), short=fr("Un lieu."), place=place, modified=date(2026, 10, 24))
    return replace(plain, numbers=numbers, **over)


def label(id: int, name: str, kind: str = "Label") -> Term:
    return Term(kind, id, fr(name))


SMALL = (
    offer(1, "HOTELLERIE", numbers={"nombreTotalPersonnes": 20, "nombreChambresClassees": 9}, pets="ACCEPTES"),
    offer(2, "HOTELLERIE", "2", numbers={"nombreChambresDeclareesHotelier": 7}, labels=(label(3844, "Accueil Vélo"),)),
    offer(3, "HOTELLERIE_PLEIN_AIR", "2", numbers={"nombreEmplacementsClasses": 30, "nombreEmplacementsNus": 25}),
    offer(4, "HOTELLERIE_PLEIN_AIR", "3", numbers={"nombreEmplacementsCampingCars": 4, "nombreEmplacementsNus": 6}),
    offer(5, "HEBERGEMENT_LOCATIF", numbers={}, pets="NON_ACCEPTES"),
    offer(6, "RESTAURATION", numbers={"nombreMaximumCouverts": 40, "nombreCouvertsTerrasse": 12}),
    offer(7, "RESTAURATION", "2", numbers={"nombreMaximumCouverts": 11}),
    offer(8, "RESTAURATION", "2"),
    offer(9, "PATRIMOINE_CULTUREL", labels=(label(1226, "Tourisme et Handicap"), label(1, "3 épis"))),
    offer(10, "FETE_ET_MANIFESTATION", "9"),
    offer(11, "HOTELLERIE", state="HIDDEN", numbers={"nombreTotalPersonnes": 900}),
)


@pytest.fixture(scope="module")
def small() -> Observation:
    return observe(SMALL, LAND, SECTORS, DAY)


@pytest.fixture(scope="session")
def demo(project: Project) -> Observation:
    sectors = read_copy(project, "observation-offre", "fr", read_offers(project.store)).edition.sectors
    territory = read_territory(ROOT / "data" / "territory")
    pairs = [(id, communes) for id, _, communes in sectors]
    return observe(read_offers(project.store), territory, pairs, DAY, read_history(project.store))


# what is counted


def test_only_published_records_count(small: Observation) -> None:
    assert (small.offers, small.aside, small.elsewhere) == (10, (("HIDDEN", 1),), 1)


def test_types_come_by_number_then_as_apidae_orders_them(small: Observation) -> None:
    assert [(one.type, one.offers, one.by_sector) for one in small.types] == [
        ("RESTAURATION", 3, (1, 2)),
        ("HOTELLERIE", 2, (1, 1)),
        ("HOTELLERIE_PLEIN_AIR", 2, (1, 1)),
        ("FETE_ET_MANIFESTATION", 1, (0, 0)),
        ("HEBERGEMENT_LOCATIF", 1, (1, 0)),
        ("PATRIMOINE_CULTUREL", 1, (1, 0)),
    ]


def test_declared_beds_win_over_rooms_and_pitches() -> None:
    beds = [beds_of(one) for one in SMALL[:6]]
    assert [(one.declared, one.estimated) for one in beds] == [(20, 0), (0, 14), (0, 90), (0, 30), (0, 0), (0, 0)]
    assert [one.pitches for one in beds[2:4]] == [30, 10]


def test_beds_of_each_type_say_who_is_silent(small: Observation) -> None:
    rows = {one.type: one for one in small.beds}
    assert (rows["HOTELLERIE"].beds.declared, rows["HOTELLERIE"].beds.estimated, rows["HOTELLERIE"].beds.rooms) == (20, 14, 16)
    assert rows["HOTELLERIE_PLEIN_AIR"].beds.total == 120
    assert rows["HOTELLERIE_PLEIN_AIR"].by_sector == (30, 90)
    assert (rows["HEBERGEMENT_LOCATIF"].offers, rows["HEBERGEMENT_LOCATIF"].silent) == (1, 1)
    assert small.whole.beds == sum(one.beds.total for one in small.beds) == 154


def test_areas_add_up(small: Observation) -> None:
    high, low = small.sectors
    assert (high.offers, high.beds, high.covers, high.population, high.communes) == (5, 50, 40, 210, 2)
    assert (low.offers, low.beds, low.restaurants, low.covers) == (4, 104, 2, 11)
    assert [(one.name, one.offers) for one in small.communes] == [("Ambre", 4), ("Boue", 4), ("Clos", 1)]
    assert small.communes[1].beds_per_hundred == pytest.approx(208.0)
    assert high.offers + low.offers + small.elsewhere == small.offers


def test_tables(small: Observation) -> None:
    covers = small.covers
    assert (covers.restaurants, covers.silent, covers.inside, covers.terrace, covers.terraces) == (3, 1, 51, 12, 1)
    assert covers.spread == (11, 40)
    assert covers.median == 25.5


def test_labels_are_awarded_and_steps_are_not(small: Observation) -> None:
    assert [(one.name.best("fr"), one.offers) for one in small.labels] == [("Accueil Vélo", 1), ("Tourisme et Handicap", 1)]
    assert small.labelled == 2


def test_one_label_in_two_spellings_counts_once_an_offer() -> None:
    both = (label(2636, "Accueil paysan"), label(5309, "Accueil Paysan"))
    seen = observe((offer(1, "DEGUSTATION", labels=both), offer(2, "DEGUSTATION", labels=both[1:])), LAND, SECTORS, DAY)
    assert [(one.id, one.offers) for one in seen.labels] == [(2636, 2)]


def test_welcome(small: Observation) -> None:
    welcome = small.welcome
    assert (welcome.accessible, welcome.cyclists, welcome.dogs, welcome.dogs_answered) == (1, 1, 1, 2)


def test_stars_lapse_on_the_day_after_five_years() -> None:
    def ranked(id: int, stars: int | None, expires: date | None) -> Offer:
        return offer(id, "HOTELLERIE", classification=Classification(label(2, "2 étoiles"), stars, expires=expires))

    records = (ranked(1, 2, DAY), ranked(2, 2, date(2026, 11, 22)), ranked(3, 4, None), ranked(4, None, None), offer(5, "HOTELLERIE"))
    (row,) = [one for one in observe(records, LAND, SECTORS, DAY).stars if one.type == "HOTELLERIE"]
    assert (row.stars, row.unranked, row.silent, row.lapsed) == ((0, 2, 0, 1, 0), 1, 1, 1)


def test_nothing_at_all_is_no_fault() -> None:
    seen = observe((), Territory(), (), DAY)
    assert (seen.offers, seen.covers.median, seen.care.whole.percent, seen.care.age) == (0, 0.0, 0.0, None)
    assert dict(facts_of(seen, {}))["beds"] == 0


@given(st.lists(st.sampled_from(SMALL[:10]), max_size=30))
def test_sectors_and_elsewhere_are_all_there_is(records: list[Offer]) -> None:
    seen = observe(records, LAND, SECTORS, DAY)
    assert sum(one.offers for one in seen.sectors) + seen.elsewhere == seen.offers == len(records)
    assert sum(one.offers for one in seen.types) == len(records)
    assert sum(one.beds for one in seen.communes) == seen.whole.beds


# seasons


def test_open_months() -> None:
    winter = OpeningPeriod(date(2020, 10, 15), date(2020, 2, 3), every_year=True)
    summer = OpeningPeriod(date(2027, 6, 30), date(2027, 9, 1), hours=(DayHours(),))
    past = OpeningPeriod(date(2026, 1, 1), date(2026, 12, 31))
    assert open_months(offer(1, "HOTELLERIE", opening=Opening(periods=(winter,))), 2027) == {10, 11, 12, 1, 2}
    assert open_months(offer(1, "HOTELLERIE", opening=Opening(periods=(summer, past))), 2027) == {6, 7, 8, 9}
    assert open_months(offer(1, "HOTELLERIE", opening=Opening(all_year=True)), 2027) == frozenset(range(1, 13))
    assert open_months(offer(1, "HOTELLERIE"), 2027) is None


# care


def whole_restaurant(id: int = 1, **over: Any) -> Offer:
    """A restaurant that misses nothing."""
    whole = offer(id, "RESTAURATION", numbers={"nombreMaximumCouverts": 30})
    found = replace(
        whole, short=Texts((("fr", "Bon."), ("en", "Good."), ("de", "Gut."))),
        contacts=(Contact("phone", "04"), Contact("email", "a@b.example"), Contact("web", "b.example")),
        opening=Opening(periods=(OpeningPeriod(date(2027, 1, 1), date(2027, 12, 31)),)),
        prices=Prices("PAYANT", periods=(PricePeriod(prices=(Price(minimum=Decimal(18)),)),)),
        pictures=(Media(1, "IMAGE", credit=fr("© A")),),
    )  # fmt: skip
    return replace(found, **over)


@pytest.mark.parametrize(
    ("over", "missing"),
    [
        ({}, ()),
        ({"short": fr("Bon.", "Good.")}, ("german",)),
        ({"pictures": ()}, ("picture",)),
        ({"pictures": (Media(1, "IMAGE"),)}, ("credit",)),
        ({"place": Place(insee="1")}, ("position",)),
        ({"contacts": (Contact("email", "a@b.example"),)}, ("phone", "web")),
        ({"opening": Opening()}, ("opening",)),
        ({"opening": Opening(periods=(OpeningPeriod(date(2025, 1, 1), date(2025, 12, 31)),))}, ("season",)),
        ({"prices": Prices("PAYANT")}, ("price",)),
        ({"prices": Prices("GRATUIT")}, ()),
        ({"numbers": ()}, ("capacity",)),
        ({"classification": Classification(label(1, "x"), 2, expires=date(2026, 1, 1))}, ("stars",)),
    ],
)
def test_what_a_record_misses(over: dict[str, Any], missing: tuple[str, ...]) -> None:
    care = care_of((whole_restaurant(**over),), DAY)
    assert tuple(key for row in care.records for key in row.missing) == missing
    assert care.complete == (not missing)
    weights = {field.key: field.weight for field in FIELDS}
    assert sum(row.weight for row in care.records) == sum(weights[key] for key in missing)


def test_sights_are_not_asked_for_opening_price_or_telephone() -> None:
    care = care_of((offer(1, "PATRIMOINE_NATUREL"),), DAY)
    asked = [key for key, share in zip(care.fields, care.types[0].shares, strict=True) if share is not None]
    assert asked == ["text", "english", "german", "picture", "position"]


def test_chores_are_ranked_by_what_mending_gains() -> None:
    records = [whole_restaurant(id, pictures=()) for id in (1, 2)] + [whole_restaurant(3, opening=Opening())]
    assert [(one.field, one.missing, one.of, one.gain) for one in care_of(records, DAY).chores] == [
        ("picture", 2, 3, 4),
        ("opening", 1, 3, 3),
    ]


def test_the_heaviest_record_comes_first_then_the_oldest() -> None:
    old = whole_restaurant(1, pictures=(), modified=date(2026, 1, 1))
    young = whole_restaurant(2, pictures=(), modified=date(2026, 9, 1))
    heavy = whole_restaurant(3, pictures=(), opening=Opening(), modified=date(2026, 11, 1))
    assert [row.id for row in care_of((young, old, heavy), DAY).records] == [3, 1, 2]


def test_ages_and_months() -> None:
    days = (date(2025, 11, 22), date(2026, 1, 31), date(2026, 1, 1), date(2026, 11, 23))
    care = care_of([offer(id, "ACTIVITE", modified=day) for id, day in enumerate(days)], DAY)
    assert (care.over_a_year, care.over_six_months, care.undated) == (1, 3, 0)
    assert care.updated[:3] == ((date(2025, 11, 1), 1), (date(2025, 12, 1), 0), (date(2026, 1, 1), 2))
    assert len(care.updated) == 13
    assert care.age == round(((DAY - date(2026, 1, 31)).days + (DAY - date(2026, 1, 1)).days) / 2)


# evolution


@pytest.fixture
def two_imports(tmp_path: Path) -> Path:
    store = tmp_path / "offers.sqlite"
    first = [raw_hotel(1), raw_hotel(2)]
    changed = raw_hotel(1)
    changed["presentation"]["descriptifCourt"]["libelleFr"] = "Autre chose."
    import_offers(write_export(tmp_path / "a", first), store, "2026-01-05")
    import_offers(write_export(tmp_path / "b", [changed, raw_hotel(3), raw_hotel(4)]), store, "2026-06-01", differential=False)
    return store


def test_history_tells_what_came_went_and_changed(two_imports: Path) -> None:
    history = read_history(two_imports)
    assert [(step.dated, step.added, step.changed, step.removed) for step in history.steps] == [
        ("2026-01-05", 2, 0, 0),
        ("2026-06-01", 2, 1, 1),
    ]
    assert [step.offers for step in history.steps] == [2, 3]
    assert (history.moved(), history.moved("HOTELLERIE"), history.moved("ACTIVITE")) == (1, 1, 0)
    assert history.fields == (("short", 1),)


def test_only_the_last_imports_are_looked_back_on(two_imports: Path) -> None:
    assert [step.number for step in read_history(two_imports, most=1).steps] == [2]
    assert read_history(two_imports, most=1).moved() == 0
    assert read_history(two_imports.with_name("none.sqlite")) == NO_HISTORY
    assert len(read_snapshots(two_imports)) == 2


def test_history_and_store_count_alike(two_imports: Path, project: Project) -> None:
    for store in (two_imports, project.store):
        for step in read_history(store).steps:
            published = [one for one in read_offers(store, step.number) if one.state == "PUBLISHED"]
            assert (step.offers, dict(step.by_type)) == (len(published), dict(Counter(one.type for one in published)))


# pictures for the press


def test_pictures_that_may_be_sent() -> None:
    def shown(id: int, credit: str = "© A", end: date | None = None, side: int = 3000, locked: bool = False) -> Offer:
        medium = Media(id, "IMAGE", width=side, height=side // 2, rights_end=end, locked=locked)
        return offer(id, "ACTIVITE", pictures=(replace(medium, credit=fr(credit) if credit else Texts()),))

    until = date(2027, 12, 31)
    records = (shown(1), shown(2, ""), shown(3, end=date(2027, 12, 30)), shown(4, end=until), shown(5, side=600), shown(6, locked=True))
    found = press_pictures(records, until)
    assert [one.record for one in found.pictures] == [1, 4]
    assert found.refused == (("credit", 1), ("locked", 1), ("pixels", 1), ("rights", 1))
    assert found.pictures[0].centimetres == (25.4, 12.7)


# sentences


def figures(seen: Observation) -> Figures:
    said = {"types": {}, "fields": {}}
    return figures_of(seen, press_pictures((), DAY), LAND, {"high": "Le Haut", "low": "Le Bas"}, WORDS, said)


def test_figures_are_filled_into_texts_wherever_they_stand(small: Observation) -> None:
    article = Article(
        "a", "fr", "Les {figure.beds} lits", standfirst="{figure.sector.low.name}", facts=(("x", "{figure.covers}"),),
        boxes=(Panel("b", "{figure.day}"),), items=({"text": ["{figure.offers}"]},), body="{figure.labelled_share}",
    )  # fmt: skip
    made = told(article, figures(small))
    assert (made.title, made.standfirst, made.facts) == ("Les 154 lits", "Le Bas", (("x", "51"),))
    assert (made.boxes[0].text, made.items, made.body) == ("23 novembre 2026", ({"text": ["10"]},), "20\u00a0%")


def test_a_word_follows_its_number(small: Observation) -> None:
    made = figures(small)
    assert spoken("{figure.tables_silent table|tables}", made) == "1\u00a0table"
    assert spoken("{figure.restaurants table|tables}", made) == "3\u00a0tables"
    assert spoken("{figure.lapsed classement échu|classements échus}", made) == "0\u00a0classement échu"


def test_an_unknown_figure_stops_the_build_and_helps(small: Observation) -> None:
    with pytest.raises(InputError, match=r"a\.md:1: there is no figure `bed`") as caught:
        spoken("{figure.bed}", figures(small), "a.md:1")
    assert caught.value.hint == "did you mean `beds`?"


@pytest.mark.parametrize(
    ("percent", "said"), [(0, "0"), (0.27, "0,3"), (0.01, "0,1"), (49.6, "50"), (99.7, "99"), (100, "100")]
)
def test_a_share_never_rounds_up_to_all_nor_down_to_nothing(percent: float, said: str) -> None:
    assert written(Percent(percent), WORDS) == f"{said}\u00a0%"


# the demonstration, counted again from the export's own JSON


def raw() -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "data" / "apidae" / "objets_modifies").glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        yield from found if isinstance(found, list) else [found]


PUBLISHED = tuple(one for one in raw() if one.get("state", "PUBLISHED") == "PUBLISHED")


def capacity(one: dict[str, Any]) -> dict[str, Any]:
    return next((value.get("capacite", {}) for key, value in one.items() if key.startswith("informations") and value.get("capacite")), {})


def test_totals_of_the_demonstration(demo: Observation) -> None:
    types = Counter(one["type"] for one in PUBLISHED)
    assert demo.offers == sum(types.values())
    assert {one.type: one.offers for one in demo.types} == dict(types)
    assert len(demo.communes) == 87
    assert sum(one.offers for one in demo.communes) == sum(one.offers for one in demo.sectors) == demo.offers
    assert sum(one.population for one in demo.sectors) == demo.whole.population == sum(
        one["population"] for one in json.loads((ROOT / "data/territory/communes.json").read_text("utf-8"))["communes"]
    )


def test_beds_and_covers_of_the_demonstration(demo: Observation) -> None:
    def total(type: str, name: str) -> int:
        return sum(int(capacity(one).get(name) or 0) for one in PUBLISHED if one["type"] == type)

    rows = {one.type: one.beds for one in demo.beds}
    assert rows["HOTELLERIE"].declared == total("HOTELLERIE", "nombreTotalPersonnes") > 0
    assert rows["HEBERGEMENT_LOCATIF"].declared == total("HEBERGEMENT_LOCATIF", "capaciteHebergement") > 0
    assert rows["HEBERGEMENT_COLLECTIF"].declared == total("HEBERGEMENT_COLLECTIF", "capaciteTotale") > 0
    assert rows["HOTELLERIE_PLEIN_AIR"].estimated == 3 * rows["HOTELLERIE_PLEIN_AIR"].pitches > 0
    assert demo.covers.inside == total("RESTAURATION", "nombreMaximumCouverts") > 0


def test_texts_of_the_demonstration(demo: Observation) -> None:
    english = sum(bool(one.get("presentation", {}).get("descriptifCourt", {}).get("libelleEn")) for one in PUBLISHED)
    pictures = sum(bool(one.get("illustrations")) for one in PUBLISHED)
    shares = dict(zip(demo.care.fields, demo.care.shares, strict=True))
    assert (shares["english"].have, shares["picture"].have) == (english, pictures)
    assert demo.care.complete + len(demo.care.records) == demo.offers


# the command


def test_the_command_prints_and_exports(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["observe", "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["whole"]["beds"] == sum(one["beds"]["declared"] + one["beds"]["estimated"] for one in seen["beds"])
    assert main(["observe", "--csv", str(tmp_path / "out")]) == 0
    rows = (tmp_path / "out" / "communes.csv").read_text("utf-8-sig").splitlines()
    assert rows[0].split(";")[:3] == ["insee", "commune", "sector"]
    assert len(rows) == 88
    assert sum(int(row.split(";")[6]) for row in rows[1:]) == seen["whole"]["beds"]
    assert main(["observe", "--names"]) == 0
    assert "figure.sector.issoire.beds" in capsys.readouterr().out
    assert main(["observe", "--edition", "nowhere"]) == 2


def test_the_command_without_offers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "brand.yaml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["observe"]) == 2
    assert "marbre import" in capsys.readouterr().err


# the edition


@pytest.fixture(scope="session")
def report(project: Project) -> Built:
    return build_edition(project, "observation-offre", "fr", read_offers(project.store), targets=("web",))


def test_the_report_prints_the_figures_of_the_store(report: Built, demo: Observation) -> None:
    assert [one.message for one in report.findings if one.severity.value != "info"] == []
    texts = page_texts(Path(report.files["web"]).read_bytes())
    key = next(text for text in texts if "lessentielenneufnombres" in text and "fichespubliéesréparties" in text)
    for number, word in (
        (demo.offers, "fichespubliées"),
        (demo.whole.beds, "litstouristiques"),
        (demo.whole.covers, "couvertsensalle"),
        (demo.whole.sights, "sitesetmonuments"),
        (demo.care.age, "joursdepuislamiseàjour"),
    ):
        assert f"{number}{word}" in key
    annex = "".join(text for text in texts if "communesecteurhabitants" in text)
    for commune in demo.communes:
        assert "".join(letter for letter in commune.name.casefold() if letter.isalnum()) in annex
    assert any("pointzéro" in text for text in texts), "one import only: the page says so instead of drawing a line"


@pytest.mark.parametrize("name", ["observation-offre", "dossier-presse"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_figure_is_typed_where_it_is_counted(project: Project, name: str, language: str) -> None:
    """The totals of the store appear in no source text: they would go stale."""
    seen = {str(value) for value in (376, 2765, 1890, 1671, 1121, 675)}
    for path in (ROOT / "editions" / name / "texts" / language).glob("*.md"):
        text = path.read_text("utf-8")
        assert not any(number in text.split() for number in seen), path.name
    copy = read_copy(project, name, language, read_offers(project.store))
    assert copy.figures is not None
    assert all("{figure" not in repr(article) for article in copy.articles.values())
