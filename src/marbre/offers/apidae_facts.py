"""Whatever is particular to a type: reference elements, figures, words and texts, kept under their schema names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from marbre.offers.apidae_media import media_node, read_medium
from marbre.offers.apidae_schema import EDITING, kind_of
from marbre.offers.model import Link, Media, Term, Texts
from marbre.offers.record import Record, in_order, is_link
from marbre.offers.values import as_list, decimal, is_text, maps, plain, texts

#: Branches read key by key; `informations<Type>` goes first.
_BRANCHES = ("visites", "tourismeAffaires", "informationsPrestataireActivites", "prestations")
#: Keys that other parts of the offer hold, or that never pass.
_ELSEWHERE = frozenset((
    "animauxAcceptes", "animauxAcceptesSupplement", "numeroClassement", "dateClassement", "contacts",
    "signalerUnProblemeMails", "moyensCommunication", "identifiant", "devise",
))  # fmt: skip
#: Keys that hold figures, so that "12" there is 12.
_FIGURES = re.compile(
    r"(nombre|nb[A-Z]|capacite|duree|distance|denivel|altitude|surface|superficie|pente|tempsAcces|ageM|tailleGroupe"
    r"|hauteur|gratuitPour|condition(Junior|Enfant)Age)"
)
_WORDS = re.compile(r"(numero|chef$|label$|sigle$|nomLieu$|date)")


@dataclass
class Facts:
    """What was found so far, by schema name."""

    terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    numbers: dict[str, Decimal] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    passages: dict[str, Texts] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)

    def add_terms(self, key: str, terms: tuple[Term, ...]) -> None:
        """Terms join those that stand under the same name already."""
        if terms:
            self.terms[key] = in_order((*self.terms.get(key, ()), *terms))


def node_of(type_: str) -> str:
    """`HOTELLERIE_PLEIN_AIR` as `informationsHotelleriePleinAir`."""
    return "informations" + "".join(part.title() for part in type_.split("_"))


def kind_node(record: Record, type_: str) -> tuple[str, Mapping[str, Any]]:
    """(path, branch) of the type's own block, also that of an unknown type."""
    name = node_of(type_)
    others = (key for key in record.raw if key.startswith("informations") and key not in ("informations", *_BRANCHES))
    path = name if name in record.raw else next(others, name)
    return path, record.node(path)


def read_facts(record: Record, type_path: str) -> Facts:
    """Everything that is particular to the object's type."""
    facts = Facts()
    for path in (type_path, *_BRANCHES):
        _walk(record, facts, path, record.node(path))
    pricing = record.node("descriptionTarif", "conditions")
    _walk(record, facts, "descriptionTarif.conditions", pricing)
    place = record.node("localisation", "geolocalisation")
    _walk(record, facts, "localisation.geolocalisation", {
        key: place.get(key) for key in ("reperePlan", "altitudeMini", "altitudeMaxi")
    })  # fmt: skip
    legal = record.node("informations", "informationsLegales")
    _walk(record, facts, "informations.informationsLegales", {k: v for k, v in legal.items() if k != "siret"})
    facts.add_terms(
        "typologiesPromoSitra",
        record.terms(record.node("presentation"), "presentation", "typologiesPromoSitra"),
    )
    _texts(record, facts)
    return facts


def _texts(record: Record, facts: Facts) -> None:
    """Texts from elsewhere that a page may ask for by name, the office's private ones first."""
    if said := texts(record.node("reservation").get("complement")):
        facts.passages["reservationComplement"] = said
    if said := texts(record.node("liens").get("complement")):
        facts.passages["liensComplement"] = said
    for raw in maps(record.raw.get("donneesPrivees")):
        if (name := plain(raw.get("nomTechnique"))) and (said := texts(raw.get("descriptif"))):
            facts.passages[name] = said


def _walk(record: Record, facts: Facts, path: str, node: Mapping[str, Any]) -> None:
    for key, value in node.items():
        if key in _ELSEWHERE or EDITING.search(key) or value in (None, "", [], {}):
            continue
        if isinstance(value, Mapping | list):
            _branch(record, facts, path, key, value)
        elif kind_of(path, key) and decimal(value) is not None:
            facts.add_terms(key, record.terms(node, path, key))
        else:
            _scalar(record, facts, f"{path}.{key}", key, value)


def _scalar(record: Record, facts: Facts, path: str, key: str, value: Any) -> None:
    if isinstance(value, bool):
        facts.words.setdefault(key, "true" if value else "false")
        return
    number = decimal(value)
    if number is not None and not _WORDS.match(key) and (_FIGURES.match(key) or not isinstance(value, str)):
        facts.numbers.setdefault(key, number)
    elif _FIGURES.match(key):
        record.notes.skipped(record.id, path, value)
    elif word := plain(value):
        facts.words.setdefault(key, word)


def _branch(record: Record, facts: Facts, path: str, key: str, value: Any) -> None:
    """An object or a list: a text, references, links, a medium, or a branch of its own."""
    entries = as_list(value)
    objects = [one for one in entries if isinstance(one, Mapping)]
    if kind_of(path, key) or (objects and all(_is_reference(one) for one in objects)):
        facts.add_terms(key, record.terms({key: entries}, path, key))
    elif objects and all(is_text(one) for one in objects):
        facts.passages.setdefault(key, texts(objects[0]))
    elif objects and (medium := media_node(objects[0])):
        facts.media += [one for one in (read_medium(record, medium, key),) if one]
    elif objects and (linked := list(_links(record, key, objects))):
        facts.links += linked
    elif isinstance(value, Mapping):
        _walk(record, facts, f"{path}.{key}", value)
    elif objects:
        _rows(record, facts, f"{path}.{key}", key, objects)
    elif len(entries) == 1:
        _scalar(record, facts, f"{path}.{key}", key, entries[0])
    else:
        facts.words.setdefault(key, ", ".join(plain(one) for one in entries))


def _is_reference(value: Mapping[str, Any]) -> bool:
    return "elementReferenceType" in value or ("id" in value and any(key.startswith("libelle") for key in value))


def _links(record: Record, key: str, objects: list[Mapping[str, Any]]) -> Iterator[Link]:
    """Links to other objects, bare or below `objetTouristique`."""
    for one in objects:
        target = one.get("objetTouristique") if "objetTouristique" in one else one
        if isinstance(target, Mapping) and is_link(target) and (link := record.link(target, key)):
            yield link


def _rows(record: Record, facts: Facts, path: str, key: str, rows: list[Mapping[str, Any]]) -> None:
    """A list of small objects: agreements keep their type and number, other tables are told as left out."""
    if key != "agrements":
        record.notes.not_taken(path, record.id, "un tableau de détail n'a pas de place à la page.")
        return
    for row in rows:
        term = record.term(row, path, "type")
        if term:
            facts.add_terms(key, (term,))
            if number := plain(row.get("numero")):
                facts.words[f"agrement_{term.id}"] = number
