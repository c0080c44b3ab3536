from dataclasses import replace
from datetime import date

import pytest

from marbre.edition import Selection
from marbre.offers.model import Offer, Opening, OpeningPeriod, Place, Term, Texts
from marbre.offers.selecting import alphabetical, is_past, left_out, select, sort_key

LIFE = (date(2027, 1, 1), date(2027, 12, 31))
HOTEL, LABEL = Term("HotellerieType", 2734), Term("HotellerieLabel", 3575)


def offer(id: int, name: str, **over: object) -> Offer:
    base = Offer(
        id, "HOTELLERIE", subtype=HOTEL, names=Texts((("fr", name),)), place=Place(commune="Issoire", insee="63178")
    )
    return replace(base, **over)


A = offer(1, "L'Étoile", selections=(9,), criteria=(5,), terms=(("labels", (LABEL,)),))
B = offer(
    2, "Abri", type="ACTIVITE", pets="ACCEPTES", place=Place(commune="Nonette-Orsonnette", former_commune="Nonette")
)
C = offer(3, "Œuf d’or", state="HIDDEN")
D = offer(4, "Le Zèbre", opening=Opening(temporarily_closed=True))
ALL = (D, C, B, A)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), [2, 1]),
        (Selection(types=("HOTELLERIE",)), [1]),
        (Selection(types=("HOTELLERIE", "ACTIVITE"), limit=1), [2]),
        (Selection(subtypes=(2734,)), [2, 1]),
        (Selection(terms=(3575, 4)), [1]),
        (Selection(without_terms=(3575,)), [2]),
        (Selection(selections=(8, 9)), [1]),
        (Selection(criteria=(5,), types=("ACTIVITE",)), []),
        (Selection(communes=("nonette",)), [2]),
        (Selection(communes=("63178",)), [1]),
        (Selection(pets=True), [2]),
        (Selection(ids=(1, 404, 3, 2)), [1, 2]),
    ],
)
def test_every_condition(selection, expected):
    assert [one.id for one in select(ALL, selection, LIFE)] == expected


def test_left_out_says_why():
    told = {one.id: finding.id for one, finding in left_out(ALL, LIFE)}
    assert told == {3: "offer_not_published", 4: "offer_closed"}


def test_linked_offers_only_by_name():
    linked = offer(7, "Liée", state="LINKED")
    assert select((linked,), Selection(), LIFE) == ()
    assert select((linked,), Selection(ids=(7,)), LIFE) == (linked,)


def test_past_events():
    def event(*periods: OpeningPeriod) -> Offer:
        return offer(1, "Fête", type="FETE_ET_MANIFESTATION", opening=Opening(periods=periods))

    old = OpeningPeriod(date(2026, 5, 1), date(2026, 5, 2))
    assert is_past(event(old), LIFE[0])
    assert not is_past(event(old, OpeningPeriod(date(2027, 5, 1), date(2027, 5, 2))), LIFE[0])
    assert not is_past(event(replace(old, every_year=True)), LIFE[0])
    assert not is_past(event(replace(old, end=date(2027, 1, 1))), LIFE[0])
    assert not is_past(event(), LIFE[0])
    assert not is_past(replace(event(old), type="HOTELLERIE"), LIFE[0])


def test_the_alphabet():
    names = ["Œillet", "Le Zèbre", "L’Étoile", "Etang", "Les Ânes", "Saint-Floret", "Saint Julien", "La", "oboe"]
    assert sorted(names, key=alphabetical) == [
        "Les Ânes", "Etang", "L’Étoile", "La", "oboe", "Œillet", "Saint-Floret", "Saint Julien", "Le Zèbre"
    ]  # fmt: skip
    assert alphabetical("L'Étoile")[:1].upper() == "E"
    assert alphabetical("Lesbos") == "lesbos"
    assert sort_key(offer(1, "A"), "fr") < sort_key(offer(2, "A"), "fr") < sort_key(offer(1, "B"), "fr")
