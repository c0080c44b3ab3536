import copy
from datetime import date
from decimal import Decimal

import pytest

from marbre.offers.apidae import STARS, SUBTYPES, read_offer, stars_of
from marbre.offers.codec import decode, digest_of, encode
from marbre.offers.model import OFFER_TYPES, Offer, Term, Texts
from marbre.offers.notes import Notes
from marbre.offers.references import References, _communes, _elements
from marbre.offers.territory import Commune, FormerCommune, Territory
from offers_samples import COMMUNES, ELEMENTS, hotel, in_api_form, ref

TERRITORY = Territory(
    (Commune("63178", "Issoire", postcodes=("63500",)), Commune("63255", "Nonette-Orsonnette", postcodes=("63340",))),
    (FormerCommune("63266", "Orsonnette", "63255"),),
)
EXPORT = References(TERRITORY, dict(_elements(ELEMENTS)), dict(_communes(COMMUNES)))
BARE = References(TERRITORY)


def read(raw: object, references: References = EXPORT, notes: Notes | None = None) -> Offer:
    offer = read_offer(raw, references, notes or Notes())
    assert offer is not None
    return offer


def ids(notes: Notes) -> set[str]:
    return {finding.id for finding in notes.findings()}


def test_everything_a_listing_needs():
    notes = Notes()
    offer = read(hotel(), notes=notes)
    assert offer.names.pairs == (("fr", "Hôtel 1001"), ("en", "Hotel 1001"))
    assert offer.short.get("fr") == "Une ligne.\nUne autre."
    assert (offer.subtype.label.get("en"), offer.place.commune, offer.place.insee) == ("Hotel", "Issoire", "63178")
    assert (offer.place.longitude, offer.place.latitude, offer.place.altitude) == (3.25, 45.54, 417)
    assert [(one.kind, one.value) for one in offer.contacts] == [
        ("phone", "04 65 71 00 10"),
        ("email", "a@hotel.example"),
    ]
    assert offer.classification.stars == 5
    assert (offer.classification.since, offer.classification.expires) == (date(2024, 2, 29), date(2029, 2, 28))
    assert [term.label.get("fr") for term in offer.terms_of("equipements")] == ["Parking", "Abri vélo"]
    assert offer.number("nombreChambresClassees") == 26
    assert offer.passage("brochure_2027").get("fr") == "Prêt."
    assert {term.id for term in offer.labels} == {3575, 3844}
    assert (offer.siret, offer.owner, offer.criteria, offer.territories) == ("12345678900011", "OT", (27001,), (439,))
    assert offer.created == date(2017, 9, 14)
    assert {(link.kind, link.id) for link in offer.links} == {("SUR_PLACE", 1002), ("structureGestion", 77)}
    assert ids(notes) == set()


def test_prices_periods_and_pictures():
    offer = read(hotel())
    price = offer.prices.periods[0].prices[0]
    assert (price.minimum, price.maximum, price.currency) == (Decimal("7.5"), Decimal("12"), "EUR")
    period = offer.opening.periods[0]
    assert (period.every_year, period.kind, period.days) == (True, "except", ("MON",))
    assert period.hours[0].frames == (("09:00", "12:00"),)
    assert offer.opening.closed_feasts == ("LUNDI_PAQUES",)
    assert offer.opening.closed_dates == (date(2027, 5, 29),)
    picture = offer.pictures[0]
    assert picture.url == "https://static.example/images/9001.jpg"
    assert (picture.width, picture.height, picture.rights_end) == (3000, 2000, date(2002, 8, 23))


def test_export_and_api_forms_are_one_offer():
    raw = hotel()
    api = in_api_form(raw)
    assert api != raw
    assert read(raw) == read(api, BARE)
    assert read(raw).digest == read(api, BARE).digest


def test_order_of_keys_numbers_as_strings_and_lists_of_one_do_not_matter():
    raw = hotel()
    other = dict(reversed(copy.deepcopy(raw).items()))
    other["id"] = "1001"
    other["prestations"]["equipements"].reverse()
    other["criteresInternes"] = {"id": "27001"}
    other["informationsHotellerie"]["labels"] = raw["informationsHotellerie"]["labels"][0]
    other["informationsHotellerie"]["hotellerieType"] = 2734
    other["informationsHotellerie"]["capacite"] = {"nombreTotalPersonnes": "70", "nombreChambresClassees": 26}
    other["localisation"]["geolocalisation"]["altitude"] = "417"
    other["ouverture"]["periodesOuvertures"] = raw["ouverture"]["periodesOuvertures"][0]
    assert read(other) == read(raw)


@pytest.mark.parametrize("branch", [key for key in hotel() if key not in ("id", "type", "nom")])
@pytest.mark.parametrize("junk", [None, "", 7, [], {}, [None], "x", True, [[]], {"a": None}])
def test_a_broken_branch_loses_only_itself(branch, junk):
    offer = read(hotel(**{branch: junk}))
    assert offer.names.get("fr") == "Hôtel 1001"
    assert decode(encode(offer), digest=offer.digest) == offer


def test_horaires_win_over_the_older_hours():
    raw = hotel()
    raw["ouverture"]["periodesOuvertures"][0]["horaires"] = [
        {"type": ref("HoraireType", 7457), "timePeriods": [
            {"weekdays": ["MON", "TUE"], "timeFrames": [{"startTime": "10:00:00"}, {"endTime": "18:30"}]},
            {"weekdays": ["SUN", "HOL"], "closed": True},
        ]},
        {"type": ref("HoraireType", 7460), "timePeriods": [
            {"weekdays": ["SAT"], "timeFrames": [{"startTime": "15:00", "endTime": "16:00"}]}
        ]},
    ]  # fmt: skip
    period = read(raw).opening.periods[0]
    assert (period.kind, period.days) == ("every_day", ())
    first, second, third = period.hours
    assert (first.days, first.frames, first.label) == (("MON", "TUE"), (("10:00", ""), ("", "18:30")), Texts())
    assert (second.days, second.closed) == (("SUN", "HOL"), True)
    assert third.label.get("fr") == "Visite guidée"


def test_days_of_the_month_and_all_days():
    raw = hotel()
    period = {"type": "OUVERTURE_MOIS", "ouverturesJourDuMois": [{"jour": "DIMANCHE", "jourDuMois": "D_DERNIER"}]}
    week = {"type": "OUVERTURE_SEMAINE", "ouverturesJournalieres": [{"jour": "TOUS"}]}
    raw["ouverture"]["periodesOuvertures"] = [period, week]
    found = read(raw).opening.periods
    assert found[0].month_days == (("SUN", -1),)
    assert (found[1].kind, found[1].days) == ("every_day", ())


def test_a_merged_commune_has_its_name_of_today():
    raw = hotel()
    raw["localisation"]["adresse"]["commune"] = {"id": 25266}
    notes = Notes()
    place = read(raw, notes=notes).place
    assert (place.commune, place.insee, place.former_commune) == ("Nonette-Orsonnette", "63255", "Orsonnette")
    assert "import_commune_merged" in ids(notes)


def test_a_commune_from_elsewhere_keeps_its_name():
    raw = hotel()
    raw["localisation"]["adresse"]["commune"] = {"id": 30001}
    assert read(raw).place.commune == "Lyon"


def test_references_without_label_are_told_once():
    notes = Notes()
    for id in (1, 2, 3):
        raw = hotel(id)
        raw["prestations"]["equipements"].append(ref("PrestationEquipement", 99001))
        offer = read(raw, notes=notes)
    assert "#99001" in [term.label.get("fr") for term in offer.terms_of("equipements")]
    told = [finding for finding in notes.findings() if finding.id == "import_reference_missing"]
    assert len(told) == 1
    assert "(3 fois)" in told[0].message
    assert "permalink/consulter/objet-touristique/1" in told[0].remedy


def test_unknown_types_and_keys_are_kept_and_told():
    notes = Notes()
    raw = hotel(type="AUTRE", informationsAutre={"autreType": ref("HotellerieType", 2734), "hauteurTour": "12"}, neuf=1)
    del raw["informationsHotellerie"]
    offer = read(raw, notes=notes)
    assert (offer.type, offer.subtype.id, offer.number("hauteurTour")) == ("AUTRE", 2734, 12)
    assert {"import_type_unknown", "import_key_unknown"} <= ids(notes)
    assert {finding.value for finding in notes.findings() if finding.id == "import_key_unknown"} == {
        "informationsAutre", "neuf"
    }  # fmt: skip


def test_unreadable_values_are_told_with_the_record():
    notes = Notes()
    raw = hotel()
    raw["ouverture"]["periodesOuvertures"][0]["dateDebut"] = "2027-13-45"
    raw["ouverture"]["periodesOuvertures"][0]["horaireOuverture"] = "midi"
    offer = read(raw, notes=notes)
    assert offer.opening.periods[0].start is None
    told = [finding for finding in notes.findings() if finding.id == "import_value_skipped"]
    assert {finding.value for finding in told} == {"2027-13-45", "midi"}
    assert all(finding.record == 1001 and "1001" in finding.remedy for finding in told)


@pytest.mark.parametrize("raw", [None, 5, [], {}, {"id": None}, {"id": "x"}, {"id": -4}])
def test_an_object_without_number_is_told(raw):
    notes = Notes()
    assert read_offer(raw, EXPORT, notes) is None
    assert ids(notes) == {"import_object_unreadable"}


def test_markup_and_private_data_do_not_pass():
    raw = hotel()
    raw["presentation"]["descriptifCourt"] = {"libelleFr": "<p>Caf&eacute; &lt; 3&nbsp;€</p><script>alert(1)</script>"}
    raw["informationsHotellerie"]["contacts"] = [{"nom": "Zorglub"}]
    offer = read(raw)
    assert offer.short.get("fr") == "Café < 3\u00a0€"
    assert "Zorglub" not in encode(offer)
    assert "secret.mail" not in encode(offer)


def test_every_type_reads_its_block():
    for type_ in OFFER_TYPES:
        node = "informations" + "".join(part.title() for part in type_.split("_"))
        raw = {"id": 5, "type": type_, "nom": {"libelleFr": "X"}, node: {SUBTYPES[type_]: [ref("Liste", 8)]}}
        offer = read(raw)
        assert (offer.type, offer.subtype.id, offer.state) == (type_, 8, "PUBLISHED")


def test_stars_by_id_then_by_label():
    assert sorted(STARS.values()) == sorted([1, 2, 3, 4, 5] * 4)
    assert [stars_of(Term("", id)) for id in (2748, 2758, 2543, 2631, 2658)] == [1, 5, 2, 5, 1]
    assert stars_of(Term("", 1, Texts((("fr", "4 étoiles"),)))) == 4
    assert stars_of(Term("", 2756, Texts((("fr", "Non classé"),)))) is None


def test_canonical_json_round_trips_and_has_no_defaults():
    offer = read(hotel())
    text = encode(offer)
    assert decode(text, digest=offer.digest) == offer
    assert digest_of(text) == offer.digest
    assert '"latitude":null' not in text
    assert "selections" not in text
