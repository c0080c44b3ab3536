"""One DATAtourisme object, of a flux or of the API, as an Offer.

Ontology core of DATAtourisme (Licence Ouverte 2.0): the licence asks for the producer and the day of the last change,
kept as `owner` and `modified`. Objects that come through Apidae's own flow keep Apidae's number, moved up by FROM_APIDAE.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marbre.findings import Finding, Severity
from marbre.offers.codec import with_digest
from marbre.offers.datatourisme_facts import (
    Reading,
    read_booking,
    read_contacts,
    read_opening,
    read_pets,
    read_pictures,
    read_place,
    read_prices,
    read_reviews,
)  # fmt: skip
from marbre.offers.kinds import classes
from marbre.offers.linked_data import Node, bare, concept, joined, languages, name_of, nodes, stable_id, word
from marbre.offers.model import Offer, Term, Texts
from marbre.offers.notes import Notes
from marbre.offers.territory import Territory
from marbre.offers.values import as_list, day, decimal, flag, plain
from marbre.offers.whence import FROM_APIDAE

SOURCE = "datatourisme"
#: The flow of the address `data.datatourisme.fr/13/…` that Apidae feeds, and how far its numbers are moved up.
APIDAE_FLOW = "13"
_FLOW = re.compile(r"data\.datatourisme(?:\.gouv)?\.fr/(\d+)/")
#: Groups of terms by property: the offer's group, and where in the object the concepts stand.
_TERMS = {
    "equipements": ("hasFeature", "features"),
    "themes": ("hasTheme",),
    "specialites": ("providesCuisineOfType",),
    "typesClientele": ("hasAudience",),
    "languesParlees": ("availableLanguage",),
    "environnements": ("hasNeighborhood",),
}
#: Figures by property, and what their number is multiplied by.
_NUMBERS = {
    "allowedPersons": ("capaciteTotale", Decimal(1)), "tourDistance": ("distance", Decimal("0.001")),
    "positiveCumulDifference": ("denivellationPositive", Decimal(1)),
}  # fmt: skip
#: Properties that are read, or that say nothing about the place.
_READ = """id uri type identifier label comment hasDescription hasContact hasBookingContact isLocatedAt takesPlaceAt startDate
    endDate offers hasOffers hasFeature hasTheme hasAudience availableLanguage hasNeighborhood providesCuisineOfType
    reducedMobilityAccess hasMainRepresentation hasRepresentation hasReview creationDate lastUpdate isObsolete
    lastUpdateDatatourisme hasBeenCreatedBy hasBeenPublishedBy hasTranslatedProperty context sameAs"""
_KNOWN = frozenset((*_READ.split(), *_NUMBERS))


def read_object(raw: Any, territory: Territory, notes: Notes) -> Offer | None:
    """The offer in an object, with its digest; None (and a finding) when it has no address of its own. Never raises for
    what an object holds: what cannot be read is left out and noted."""
    node = bare(raw) if isinstance(raw, Mapping) else {}
    where = plain(node.get("uri")) or plain(node.get("id"))
    if not where:
        notes.say(
            Finding(
                "import_object_unreadable", Severity.ERROR, "Un objet sans adresse (@id) ne peut pas être repris.",
                "Redemander le flux.", value=str(raw)[:60], who="office",
            )
        )  # fmt: skip
        return None
    job = Reading(number_of(where, word(node, "identifier")), where, territory, notes)
    return with_digest(_offer(job, node))


def number_of(where: str, identifier: str) -> int:
    """The offer's number: Apidae's for an object of its flow, else one made of the address."""
    flow = _FLOW.search(where)
    if flow and flow[1] == APIDAE_FLOW and identifier.isascii() and identifier.isdigit() and len(identifier) <= 11:
        return FROM_APIDAE + int(identifier)
    path = re.sub(r"^https?://data\.datatourisme(?:\.gouv)?\.fr/", "", where)
    return stable_id(SOURCE, path)


def _offer(job: Reading, node: Node) -> Offer:
    kind, subtype = _kind(job, node)
    labels, ranking = read_reviews(node)
    about = nodes(node, "hasDescription")
    short = joined(*(languages(one.get("shortDescription")) for one in about)) or languages(node.get("comment"))
    _tell_translated(job, node)
    for key in node.keys() - _KNOWN:
        job.notes.count(key, _not_read(job, key, node[key]))
    return Offer(
        id=job.id, type=kind, subtype=subtype, identifier=job.where,
        state="HIDDEN" if flag(node.get("isObsolete")) else "PUBLISHED", names=_names(job, node),
        short=short, long=joined(*(languages(one.get("description")) for one in about)),
        contacts=read_contacts(node, "hasContact"), place=read_place(job, node), opening=read_opening(job, node),
        prices=read_prices(job, node), booking=read_booking(node), pictures=read_pictures(job, node), labels=labels,
        classification=ranking, terms=_terms(node, subtype), numbers=_numbers(node), pets=read_pets(node),
        owner=_producer(node), created=day(word(node, "creationDate")), modified=day(word(node, "lastUpdate")),
        source=SOURCE,
    )  # fmt: skip


def _not_read(job: Reading, key: str, value: Any) -> Finding:
    said = plain(value) or (type(value).__name__ if value else "vide")
    return Finding(
        "import_key_unknown", Severity.INFO, f"Propriété de DATAtourisme non reprise : « {key} » (ici : {said[:40]}).",
        f"Rien à faire si elle n'est pas à imprimer ; vue dans {job.where}", record=job.id, value=key, who="studio",
    )  # fmt: skip


def _kind(job: Reading, node: Node) -> tuple[str, Term | None]:
    names = [name_of({"id": one}) for one in as_list(node.get("type")) if isinstance(one, str)]
    for name, known in classes().items():
        if name in names:
            return known.type, known.subtype
    said = ", ".join(names) or "vide"
    job.notes.count(
        said,
        Finding(
            "import_type_unknown", Severity.WARNING, f"Classe inconnue « {said} » : la fiche est gardée sans rubrique.",
            f"Compléter data/datatourisme.yaml ; vue dans {job.where}", record=job.id, value=said, who="studio",
        ),
    )  # fmt: skip
    return "", None


def _names(job: Reading, node: Node) -> Texts:
    names = languages(node.get("label"))
    names = Texts(tuple((code, " ".join(name.split("\n")[0].split())) for code, name in names))
    if names:
        return names
    job.notes.say(
        Finding(
            "import_name_missing", Severity.ERROR, f"La fiche {job.id} n'a pas de nom : elle paraît « #{job.id} ».",
            f"Le demander au producteur : {job.where}", record=job.id, who="office",
        )
    )  # fmt: skip
    return Texts((("fr", f"#{job.id}"),))


def _terms(node: Node, subtype: Term | None) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    found: dict[str, list[Term]] = {}
    for group, path in _TERMS.items():
        for one in nodes(node, *path):
            if (term := concept(one, group)) is not None and term not in found.setdefault(group, []):
                found[group].append(term)
    if flag(next(iter(as_list(node.get("reducedMobilityAccess"))), None)):
        found.setdefault("tourismeAdapte", []).append(_REDUCED_MOBILITY)
    if subtype is not None and subtype.kind.endswith("Categorie"):
        found.setdefault("categories", []).append(subtype)
    return tuple((group, tuple(terms)) for group, terms in sorted(found.items()) if terms)


#: Apidae's element for the same fact; its label is the one that the import of Apidae brings.
_REDUCED_MOBILITY = Term("TourismeAdapte", 3652, Texts((("fr", "Accessible en fauteuil roulant avec aide"),)))


def _numbers(node: Node) -> tuple[tuple[str, Decimal], ...]:
    found = {}
    for key, (name, factor) in _NUMBERS.items():
        value = decimal(next(iter(as_list(node.get(key))), None))
        if value is not None:
            found[name] = decimal(value * factor) or Decimal(0)
    return tuple(sorted(found.items()))


def _producer(node: Node) -> str:
    return next((word(one, "legalName") for one in nodes(node, "hasBeenCreatedBy") if word(one, "legalName")), "")


def _tell_translated(job: Reading, node: Node) -> None:
    """Texts that a machine translated are counted, once a language."""
    for one in nodes(node, "hasTranslatedProperty"):
        for language in {code for key in ("language", "lang", "hasLanguage") for code in _codes(one, key)}:
            job.notes.count(
                f"traduction {language}",
                Finding(
                    "import_machine_translation", Severity.INFO, f"Des textes ({language}) sont traduits par une machine.",
                    f"Les relire avant de les imprimer ; vu dans {job.where}", record=job.id, value=language, who="editor",
                ),
            )  # fmt: skip


def _codes(node: Node, key: str) -> tuple[str, ...]:
    return tuple(plain(value).lower()[:2] for value in as_list(node.get(key)) if plain(value))
