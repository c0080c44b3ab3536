"""Prices as a reader wants them, in three languages: in full, then in one figure for a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from marbre.compose.price_phrases import price_phrases, price_summary
from marbre.compose.words import read_words
from marbre.offers.model import Price, PricePeriod, Prices, Term, Texts

ROOT = Path(__file__).parents[1]
LANGUAGES = ("fr", "en", "de")
LIFE = (date(2027, 1, 15), date(2027, 12, 31))
WORDS = {language: read_words(ROOT / "layouts" / "_words" / f"{language}.yaml") for language in LANGUAGES}
ADULT = Term("TarifType", 1754, Texts((("fr", "Adulte"), ("en", "Adult"), ("de", "Erwachsene"))))
CHILD = Term("TarifType", 1755, Texts((("fr", "Enfant"), ("en", "Child"), ("de", "Kinder"))))
SINGLE = Term("TarifType", 4108, Texts((("fr", "Tarif unique"),)))
WEEK = Term("TarifType", 1480, Texts((("fr", "Semaine"), ("en", "Week"), ("de", "Woche"))))


def p(low: str | None, high: str | None, term: Term | None = ADULT, currency: str = "EUR", note: str = "") -> Price:
    texts = Texts((("fr", note),)) if note else Texts()
    return Price(term, Decimal(low) if low else None, Decimal(high) if high else None, currency, texts)


def of(*prices: Price, kind: str = "PAYANT", year: int = 2027) -> Prices:
    return Prices(kind, periods=(PricePeriod(date(year, 1, 1), date(year, 12, 31), prices),))


def both(*periods: PricePeriod) -> Prices:
    return Prices("PAYANT", periods=periods)


SUMMER = PricePeriod(date(2027, 6, 1), date(2027, 9, 30), (p("90", "90"),))
WINTER = PricePeriod(date(2027, 10, 1), date(2027, 12, 31), (p("70", "70"),))
OLD = PricePeriod(date(2026, 1, 1), date(2026, 12, 31), (p("55", "55"),))

# fmt: off
CASES = [
    (of(p("8", "8")), ("adulte·8·€", "adult·€8", "Erwachsene·8·€"), ("8·€", "€8", "8·€")),
    (of(p("4.5", "12")), ("adulte·de 4,50 à 12·€", "adult·€4.50 to €12", "Erwachsene·4,50 bis 12·€"), ("4,50–12·€", "€4.50–12", "4,50–12·€")),
    (of(p("60", None)), ("adulte·à partir de 60·€", "adult·from €60", "Erwachsene·ab 60·€"), ("dès 60·€", "from €60", "ab 60·€")),
    (of(p(None, "20")), ("adulte·jusqu’à 20·€", "adult·up to €20", "Erwachsene·bis 20·€"), ("jusqu’à 20·€", "up to €20", "bis 20·€")),
    (of(p("8", "8"), p("4", "4", CHILD)), ("adulte·8·€ · enfant·4·€", "adult·€8 · child·€4", "Erwachsene·8·€ · Kinder·4·€"), ("4–8·€", "€4–8", "4–8·€")),
    (of(p("8", "8"), p("0", "0", CHILD)), ("adulte·8·€ · enfant·gratuit", "adult·€8 · child·free", "Erwachsene·8·€ · Kinder·kostenlos"), ("8·€", "€8", "8·€")),
    (of(p("5", "5", SINGLE)), ("5·€", "€5", "5·€"), ("5·€", "€5", "5·€")),
    (of(p("1290", "1650", WEEK)), ("la semaine·de 1290 à 1650·€", "per week·€1,290 to €1,650", "pro Woche·1.290 bis 1.650·€"), ("1290–1650·€", "€1,290–1,650", "1.290–1.650·€")),
    (both(SUMMER, WINTER), ("adulte·de 70 à 90·€", "adult·€70 to €90", "Erwachsene·70 bis 90·€"), ("70–90·€", "€70–90", "70–90·€")),
    (both(OLD, SUMMER), ("adulte·90·€", "adult·€90", "Erwachsene·90·€"), ("90·€", "€90", "90·€")),
    (of(p("12", "12", note="le midi")), ("adulte·12·€ (le midi)", "adult·€12", "Erwachsene·12·€"), ("12·€", "€12", "12·€")),
    (of(p("9", "9", currency="CHF"), kind=""), ("adulte·9·francs suisses", "adult·9·Swiss francs", "Erwachsene·9·Schweizer Franken"), ("", "", "")),
    (Prices("GRATUIT"), ("gratuit", "free", "kostenlos"), ("gratuit", "free", "kostenlos")),
    (Prices("ENTREE_LIBRE"), ("entrée libre", "free entry", "Eintritt frei"), ("entrée libre", "free entry", "Eintritt frei")),
    (Prices("PARTICIPATION_LIBRE"), ("participation libre", "pay what you wish", "Eintritt nach Ermessen"), ("participation libre", "pay what you wish", "Eintritt nach Ermessen")),
    (Prices("PAYANT"), ("", "", ""), ("payant", "charge applies", "kostenpflichtig")),
    (Prices(""), ("", "", ""), ("", "", "")),
]
# fmt: on


def seen(text: str) -> str:
    return text.replace("\u00a0", "·").replace("\u202f", "⍽").replace("\u2060", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("prices", "full", "short"), CASES, ids=range(len(CASES)))
def test_a_price_reads_well(prices: Prices, full: tuple[str, ...], short: tuple[str, ...], language: str) -> None:
    index = LANGUAGES.index(language)
    assert seen(" · ".join(price_phrases(prices, language, WORDS[language], LIFE))) == full[index]
    assert seen(price_summary(prices, language, WORDS[language], LIFE)) == short[index]
