"""One Apidae object, in the export's form or in the API's, as an Offer. Both forms of an object give the same Offer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from marbre.findings import Finding, Severity
from marbre.offers.apidae_aspects import aspects_of
from marbre.offers.apidae_facts import Facts, kind_node, node_of, read_facts
from marbre.offers.apidae_media import Supply, nothing_supplied, read_media
from marbre.offers.apidae_opening import read_opening
from marbre.offers.apidae_place import read_place
from marbre.offers.apidae_prices import booking_links, read_booking, read_contacts, read_prices
from marbre.offers.apidae_schema import unknown_keys
from marbre.offers.codec import with_digest
from marbre.offers.model import OFFER_TYPES, Classification, Link, Offer, Term, Texts
from marbre.offers.notes import Notes, permalink
from marbre.offers.record import Record
from marbre.offers.references import References
from marbre.offers.values import as_list, day, maps, plain, texts, whole

#: Where each type keeps its sub-type.
SUBTYPES = {
    "ACTIVITE": "activiteType",
    "COMMERCE_ET_SERVICE": "commerceEtServiceType",
    "DEGUSTATION": "statutsExploitant",
    "DOMAINE_SKIABLE": "domaineSkiableTypes",
    "EQUIPEMENT": "rubrique",
    "FETE_ET_MANIFESTATION": "typesManifestation",
    "HEBERGEMENT_COLLECTIF": "hebergementCollectifType",
    "HEBERGEMENT_LOCATIF": "hebergementLocatifType",
    "HOTELLERIE": "hotellerieType",
    "HOTELLERIE_PLEIN_AIR": "hotelleriePleinAirType",
    "PATRIMOINE_CULTUREL": "patrimoineCulturelType",
    "PATRIMOINE_NATUREL": "categories",
    "RESTAURATION": "restaurationType",
    "SEJOUR_PACKAGE": "typesHebergement",
    "STRUCTURE": "entiteType",
    "TERRITOIRE": "territoireType",
}
#: Groups that are labels, chains, quality marks and protected names, in the order they are shown.
LABEL_GROUPS = (
    "typeLabel", "chaineEtLabel", "labels", "chaines", "labelsTourismeHandicap", "typologiesPromoSitra", "zoneLabels",
    "labelsChartesQualite", "classementsGuides", "aopAocIgps", "classements", "zoneClassements",
)  # fmt: skip
_RANKINGS = ("classement", "classementPrefectoral")
#: Stars by id; `ordre` is a display order and says nothing.
STARS = {
    **dict(zip((2748, 2749, 2750, 2751, 2758), range(1, 6), strict=True)),
    **dict(zip((2541, 2543, 2546, 2548, 2561), range(1, 6), strict=True)),
    **{2627 + stars: stars + 1 for stars in range(5)},
    **{2658 + stars: stars + 1 for stars in range(5)},
}
_STARS_SAID = re.compile(r"\s*([1-5])\s*(?:étoile|etoile|\*|★)", re.IGNORECASE)
#: Years that a ranking lasts (code du tourisme, art. D311-4 ff.).
RANKING_YEARS = 5


def read_offer(raw: Any, references: References, notes: Notes, supply: Supply = nothing_supplied) -> Offer | None:
    """The offer in an object, without its selections, with its digest; None (and a finding) when it has no number.

    What cannot be read is left out and noted.
    """
    id = whole(raw.get("id")) if isinstance(raw, Mapping) else None
    if id is None or not 0 < id < 1 << 62:
        notes.say(
            Finding(
                "import_object_unreadable", Severity.ERROR, "Un objet sans numéro ne peut pas être repris.",
                "Redemander l'export.", value=str(raw)[:60] if not isinstance(raw, Mapping) else "", who="office",
            )
        )  # fmt: skip
        return None
    record = Record(id, raw, references, notes)
    for path in unknown_keys(raw):
        notes.unknown_key(path, id)
    _tell_left_out(record)
    aspects = tuple((name, _read(replace(record, raw=whole), supply)) for name, whole in aspects_of(raw))
    return with_digest(replace(_read(record, supply), aspects=aspects))


def _read(record: Record, supply: Supply) -> Offer:
    type_ = _type(record)
    path, own = kind_node(record, type_)
    return _offer(record, type_, own, read_facts(record, path), supply)


def _offer(record: Record, type_: str, own: Mapping[str, Any], facts: Facts, supply: Supply) -> Offer:
    raw, presentation, services = record.raw, record.node("presentation"), record.node("prestations")
    gestion = record.node("gestion")
    return Offer(
        id=record.id,
        type=type_,
        subtype=_subtype(type_, facts),
        identifier=plain(raw.get("identifier")),
        state=plain(raw.get("state")).upper() or "PUBLISHED",
        names=_names(record),
        short=texts(presentation.get("descriptifCourt")),
        long=texts(presentation.get("descriptifDetaille")),
        themed=_themed(record, presentation),
        deals=texts(presentation.get("bonsPlans")),
        contacts=read_contacts(
            record, record.node("informations").get("moyensCommunication"), "informations.moyensCommunication"
        ),
        place=read_place(record),
        opening=read_opening(record, own),
        prices=read_prices(record),
        booking=read_booking(record),
        pictures=read_media(record, "illustrations", supply),
        media=(*read_media(record, "multimedias", supply), *facts.media),
        labels=_labels(facts),
        classification=_classification(record, own, facts),
        terms=tuple(sorted(facts.terms.items())),
        numbers=tuple(sorted(facts.numbers.items())),
        words=tuple(sorted(facts.words.items())),
        passages=tuple(sorted(facts.passages.items())),
        pets=plain(services.get("animauxAcceptes")),
        pets_extra=plain(services.get("animauxAcceptesSupplement")),
        siret="".join(plain(record.node("informations", "informationsLegales").get("siret")).split()),
        owner=plain(record.node("gestion", "membreProprietaire").get("nom")),
        created=record.day(gestion, "gestion", "dateCreation"),
        modified=record.day(gestion, "gestion", "dateModification"),
        expires=day(record.node("expiration").get("dateExpiration")),
        criteria=_ids(raw.get("criteresInternes")),
        territories=_ids(raw.get("territoires")),
        links=_links(record, facts),
    )


def _type(record: Record) -> str:
    """The object's type; where it says none, the one whose block it has."""
    said = plain(record.raw.get("type")).upper()
    if said in OFFER_TYPES:
        return said
    guessed = said or next((one for one in OFFER_TYPES if node_of(one) in record.raw), "")
    kept = f" comme {guessed}" if guessed != said else ""
    record.notes.count(
        said or "vide",
        Finding(
            "import_type_unknown", Severity.WARNING, f"Type d'objet inconnu « {said} » : la fiche est gardée{kept}.",
            f"Vérifier la fiche {permalink(record.id)}", record=record.id, value=said, who="studio",
        ),
    )  # fmt: skip
    return guessed


def _names(record: Record) -> Texts:
    names = texts({language: " ".join(name.split()) for language, name in texts(record.raw.get("nom"))})
    if names:
        return names
    record.notes.say(
        Finding(
            "import_name_missing", Severity.ERROR,
            f"La fiche {record.id} n'a pas de nom : elle paraît « #{record.id} ».",
            f"Donner un nom à la fiche : {permalink(record.id)}", record=record.id, who="office",
        )
    )  # fmt: skip
    return Texts((("fr", f"#{record.id}"),))


def _themed(record: Record, node: Mapping[str, Any]) -> tuple[tuple[Term, Texts], ...]:
    path = "presentation.descriptifsThematises"
    found = []
    for raw in maps(node.get("descriptifsThematises")):
        term, said = record.term(raw, path, "theme"), texts(raw.get("description"))
        if term and said:
            found.append((term, said))
    return tuple(sorted(found, key=lambda pair: (pair[0].order, pair[0].id)))


def _subtype(type_: str, facts: Facts) -> Term | None:
    key = SUBTYPES.get(type_) or next((name for name in sorted(facts.terms) if name.endswith("Type")), "")
    return next(iter(facts.terms.get(key, ())), None)


def _labels(facts: Facts) -> tuple[Term, ...]:
    found = (term for group in LABEL_GROUPS for term in facts.terms.get(group, ()))
    return tuple({term.id: term for term in found}.values())


def _classification(record: Record, own: Mapping[str, Any], facts: Facts) -> Classification | None:
    term = next((facts.terms[key][0] for key in _RANKINGS if facts.terms.get(key)), None)
    if term is None:
        return None
    since = record.day(own, "classement", "dateClassement")
    return Classification(
        term,
        stars_of(term),
        plain(own.get("numeroClassement")),
        since,
        _later(since, RANKING_YEARS) if since else None,
    )


def stars_of(term: Term) -> int | None:
    """Stars of a ranking: by id, else by its French label; None when unclassed or pending."""
    if term.id in STARS:
        return STARS[term.id]
    said = _STARS_SAID.match(term.label.get("fr"))
    return int(said[1]) if said else None


def _later(since: date, years: int) -> date:
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(min(since.year + years, 9999), 2, 28)


def _ids(value: Any) -> tuple[int, ...]:
    numbers = (whole(one.get("id") if isinstance(one, Mapping) else one) for one in as_list(value))
    return tuple(sorted({number for number in numbers if number is not None}))


def _links(record: Record, facts: Facts) -> tuple[Link, ...]:
    """All links, in a fixed order: the source's own order of links has no meaning."""
    found = [*facts.links, *booking_links(record)]
    for raw in maps(record.node("liens").get("liensObjetsTouristiquesTypes")):
        found += _some(record.link(raw.get("objetTouristique"), plain(raw.get("type")) or "DEFAUT"))
    for key in ("structureGestion", "structureInformation"):
        found += _some(record.link(record.node("informations").get(key), key))
    found += _some(record.link(record.node("localisation").get("lieuObjetTouristique"), "lieuObjetTouristique"))
    for raw in maps(record.raw.get("prestationsList")):
        found += _some(record.link(raw, "prestationsList"))
    return tuple(sorted(set(found), key=lambda link: (link.kind, link.type, link.id)))


def _some(link: Link | None) -> list[Link]:
    return [link] if link else []


def _tell_left_out(record: Record) -> None:
    if as_list(record.raw.get("mediasPrives")):
        record.notes.not_taken("mediasPrives", record.id, "les médias privés n'ont pas de droits d'impression connus.")
