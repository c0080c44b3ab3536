"""Opening times, prices and contacts as a reader wants them; · is a no-break space, ⍽ a thin one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from marbre.compose.opening_phrases import opening_phrases
from marbre.compose.phrases import duration, email, number, phone, price_phrases, web
from marbre.compose.words import Words, read_words
from marbre.offers.model import DayHours, Opening, OpeningPeriod, Price, PricePeriod, Prices, Term, Texts

ROOT = Path(__file__).parents[1]
LIFE = (date(2027, 1, 15), date(2027, 12, 31))
NINE = (DayHours(frames=(("09:00", "12:00"), ("14:00", "18:30"))),)


def words(language: str) -> Words:
    return read_words(ROOT / "layouts" / "_words" / f"{language}.yaml")


def seen(text: str) -> str:
    return text.replace("\u00a0", "·").replace("\u202f", "⍽").replace("\u2060", "")


def said(opening: Opening, language: str = "fr") -> list[str]:
    return [seen(phrase) for phrase in opening_phrases(opening, language, LIFE, words(language))]


def period(start: tuple[int, ...] | None, end: tuple[int, ...] | None, **more: object) -> OpeningPeriod:
    return OpeningPeriod(date(*start) if start else None, date(*end) if end else None, **more)  # type: ignore[arg-type]


CASES = [
    (period((2027, 4, 1), (2027, 10, 14)), "du 1er·avril au 14·octobre, tous les jours"),
    (period((2027, 4, 1), (2027, 9, 30)), "d’avril à septembre, tous les jours"),
    (period((2020, 10, 1), (2021, 3, 31), every_year=True), "d’octobre à mars, tous les jours"),
    (period((2027, 7, 1), (2027, 7, 31)), "en juillet, tous les jours"),
    (period((2027, 7, 5), (2027, 7, 20)), "du 5 au 20·juillet, tous les jours"),
    (period((2027, 1, 1), (2027, 12, 31), kind="except", days=("TUE",)), "toute l’année, tous les jours sauf le mardi"),
    (period((2027, 1, 1), (2027, 12, 31), kind="week", days=("TUE", "WED", "THU")), "toute l’année, du mardi au jeudi"),
    (period((2027, 1, 1), (2027, 12, 31), kind="week", days=("SAT",)), "toute l’année, le samedi"),
    (period((2027, 1, 1), (2027, 12, 31), kind="month", month_days=(("SUN", 1),)), "toute l’année, le premier dimanche du mois"),
    (period((2027, 8, 14), (2027, 8, 14)), "samedi 14·août"),
    (period((2027, 5, 1), None), "à partir du 1er·mai, tous les jours"),
    (period(None, (2027, 5, 8)), "jusqu’au 8·mai, tous les jours"),
    (period((2027, 1, 1), (2027, 12, 31), hours=NINE), "toute l’année, tous les jours, 9·h–12·h et 14·h–18·h·30"),
    (period((2027, 8, 14), (2027, 8, 14), hours=(DayHours(frames=(("20:30", ""),)),)), "samedi 14·août, dès 20·h·30"),
    (period((2027, 8, 14), (2027, 8, 14), hours=(DayHours(frames=(("", "18:00"),)),)), "samedi 14·août, jusqu’à 18·h"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "phrase"), CASES)
def test_a_period_in_french(when: OpeningPeriod, phrase: str) -> None:
    assert said(Opening(periods=(when,))) == [phrase]


def test_several_dates_become_one_list() -> None:
    days = [period((2027, 7, d), (2027, 7, d)) for d in (5, 12, 19)] + [period((2027, 8, 2), (2027, 8, 2))]
    assert said(Opening(periods=tuple(days))) == ["les lundis 5, 12 et 19·juillet et 2·août"]


def test_past_periods_are_left_out_and_texts_stand_in_only_without_periods() -> None:
    past = period((2025, 1, 1), (2025, 12, 31))
    assert said(Opening(text=Texts((("fr", "Du 01/01 au 31/12/2025."),)), periods=(past,))) == []
    assert said(Opening(text=Texts((("fr", "Sur rendez-vous."),)))) == ["Sur rendez-vous"]


def test_closures_and_temporary_closing() -> None:
    opening = Opening(periods=(period((2027, 1, 1), (2027, 12, 31)),), closed_feasts=("PREMIER_MAI",))
    assert said(opening)[-1] == "fermé le 1er·mai"
    assert said(Opening(temporarily_closed=True)) == ["fermé temporairement"]


def test_english_and_german() -> None:
    opening = Opening(periods=(period((2027, 4, 1), (2027, 10, 14), kind="except", days=("MON",), hours=NINE),))
    assert said(opening, "en") == ["1 April to 14 October, daily except Mondays, 9am–noon and 2–6.30pm"]
    assert said(opening, "de")[0].replace("·", " ").startswith("vom 1. April bis 14. Oktober, täglich außer montags")


def price(low: str | None, high: str | None, label: str = "Adulte") -> Prices:
    one = Price(Term("TarifType", 1, Texts((("fr", label), ("en", "Adult")))), Decimal(low) if low else None, Decimal(high) if high else None)
    return Prices("PAYANT", periods=(PricePeriod(None, None, (one,)),))


@pytest.mark.parametrize(
    ("prices", "phrase"),
    [(price("8", "8"), "adulte·8·€"), (price("55", "80"), "adulte·de 55 à 80·€"), (price("7.5", None), "adulte·à partir de 7,50·€"),
     (price(None, "20"), "adulte·jusqu’à 20·€"), (Prices("GRATUIT"), "gratuit"), (Prices("PARTICIPATION_LIBRE"), "participation libre")],
)  # fmt: skip
def test_prices_in_french(prices: Prices, phrase: str) -> None:
    assert [seen(text) for text in price_phrases(prices, "fr", words("fr"))] == [phrase]


def test_prices_in_english() -> None:
    assert [seen(text) for text in price_phrases(price("7.5", None), "en", words("en"))] == ["adult·from €7.50"]


def test_phones_are_national_for_french_readers_only() -> None:
    assert seen(phone("0465710000", "fr")) == "04·65·71·00·00"
    assert seen(phone("04.65.71.00.00", "en")) == "+33·4·65·71·00·00"
    assert phone("sur place", "fr") == "sur place"


def test_web_addresses_are_printed_short() -> None:
    assert web("https://www.boudes.example/") == ("https://www.boudes.example/", "boudes.example")
    assert web("boudes.example/caves") == ("https://boudes.example/caves", "boudes.example/caves")
    assert web("pas d'adresse") == ("", "")
    assert email("a@b.example") == "a@b.example"
    assert email("a b") == ""


def test_numbers_and_durations() -> None:
    assert seen(number(Decimal("12500"), "fr")) == "12⍽500"
    assert number(Decimal("7.5"), "fr") == "7,5"
    assert number(Decimal("1250"), "en") == "1,250"
    assert seen(duration(150, words("fr"))) == "2·h·30"
    assert seen(duration(45, words("fr"))) == "45·min"
