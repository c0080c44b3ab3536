"""Which offers a section gets, in which order; and why others are left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from marbre.edition import Selection
from marbre.findings import Finding, Severity
from marbre.offers.merging import LINKED
from marbre.offers.model import Offer
from marbre.offers.whence import record_said

#: First and last day of an edition's life.
Life = tuple[date, date]

_ARTICLE = re.compile(r"(?:(?:les?|la|the|der|die|das) |l['’] ?)(?=\S)", re.IGNORECASE)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})


def select(offers: Iterable[Offer], selection: Selection, life: Life) -> tuple[Offer, ...]:
    """The active offers that meet every condition, by name; or those named by id, in that order."""
    if selection.ids:
        by_id = {offer.id: offer for offer in offers}
        found = [by_id[id] for id in dict.fromkeys(selection.ids) if id in by_id]
        chosen = [offer for offer in found if not _why_not(offer, life, named=True)]
    else:
        tests = _tests(selection)
        fitting = (offer for offer in offers if all(test(offer) for test in tests))
        chosen = [offer for offer in fitting if not _why_not(offer, life)]
        chosen.sort(key=lambda offer: sort_key(offer, "fr"))
    if selection.aspect:
        chosen = [seen for offer in chosen if (seen := offer.as_for(selection.aspect)) is not None]
    return tuple(chosen[: selection.limit] if selection.limit > 0 else chosen)


def _tests(selection: Selection) -> list[Callable[[Offer], bool]]:
    """One test a condition that is given."""
    tests: list[Callable[[Offer], bool]] = []
    if selection.types:
        tests.append(lambda offer: offer.type in selection.types)
    if selection.subtypes:
        tests.append(lambda offer: bool(_subtypes(offer) & set(selection.subtypes)))
    if selection.terms:
        tests.append(lambda offer: bool(term_ids(offer) & set(selection.terms)))
    if selection.without_terms:
        tests.append(lambda offer: not term_ids(offer) & set(selection.without_terms))
    if selection.selections:
        tests.append(lambda offer: bool(set(offer.selections) & set(selection.selections)))
    if selection.criteria:
        tests.append(lambda offer: bool(set(offer.criteria) & set(selection.criteria)))
    if selection.communes:
        wanted = {plain_key(name) for name in selection.communes}
        tests.append(lambda offer: bool({plain_key(name) for name in _communes(offer)} & wanted))
    if selection.pets:
        tests.append(lambda offer: offer.pets == "ACCEPTES")
    return tests


def _communes(offer: Offer) -> tuple[str, ...]:
    return tuple(filter(None, (offer.place.insee, offer.place.commune, offer.place.former_commune)))


_SUBTYPE_GROUPS = (
    "statutsExploitant",
    "domaineSkiableTypes",
    "typesManifestation",
    "typesHebergement",
    "categories",
)


def _subtypes(offer: Offer) -> set[int]:
    """The sub-type, and every element of a sub-type that is a list."""
    if offer.subtype is None:
        return set()
    lists = (offer.terms_of(name) for name in _SUBTYPE_GROUPS)
    return {offer.subtype.id, *(term.id for terms in lists if offer.subtype in terms for term in terms)}


def term_ids(offer: Offer) -> set[int]:
    """The ids of every reference element in the offer."""
    found = {term.id for _, terms in offer.terms for term in terms}
    found.update(term.id for term in (*offer.labels, *offer.opening.remarks, *offer.prices.payment))
    found.update(term.id for term in offer.place.surroundings)
    found.update(term.id for term, _ in offer.themed)
    found.update((offer.classification and (offer.classification.term.id,)) or ())
    return found | _subtypes(offer)


def left_out(offers: Iterable[Offer], life: Life) -> tuple[tuple[Offer, Finding], ...]:
    """The offers that no section may print, with the reason, by id."""
    found = ((offer, finding) for offer in offers if (finding := _why_not(offer, life)))
    return tuple(sorted(found, key=lambda pair: pair[0].id))


def is_active(offer: Offer, life: Life) -> bool:
    """Whether sections may print the offer."""
    return _why_not(offer, life) is None


def _why_not(offer: Offer, life: Life, named: bool = False) -> Finding | None:
    if offer.state != "PUBLISHED" and not (named and offer.state == LINKED):
        return _reason(offer, "offer_not_published", offer.state, _STATES.get(offer.state, "n'est pas publiée"))
    if offer.opening.temporarily_closed:
        return _reason(offer, "offer_closed", "", "est fermée temporairement")
    if is_past(offer, life[0]):
        return _reason(offer, "offer_past", "", f"est terminée avant le {life[0]:%d/%m/%Y}")
    return None


_STATES = {
    LINKED: "n'est venue que par un lien, hors des sélections",
    "UNSELECTED": "n'est plus dans aucune sélection",
    "HIDDEN": "est masquée",
    "NEW": "n'est pas encore publiée",
    "TRASH": "est dans la corbeille",
    "DELETED": "est supprimée",
}


def is_past(offer: Offer, start: date) -> bool:
    """Whether an event is over: all its periods have a last day before `start` and none comes back every year."""
    if offer.type != "FETE_ET_MANIFESTATION" or not offer.opening.periods:
        return False
    return all(
        not period.every_year
        and (last := max(filter(None, (period.end or period.start, *period.extra_dates)), default=None)) is not None
        and last < start
        for period in offer.opening.periods
    )


def _reason(offer: Offer, id: str, value: str, why: str) -> Finding:
    name = offer.names.best("fr")
    return Finding(
        id, Severity.INFO, f"« {name} » ne paraît pas : la fiche {why}.",
        f"Si elle doit paraître, corriger la fiche : {record_said(offer)}",
        record=offer.id, value=value, who="office",
    )  # fmt: skip


def sort_key(offer: Offer, language: str) -> tuple[str, str, int]:
    """The alphabetical rank of an offer: its name without a leading article, then the commune, then its number."""
    return alphabetical(offer.names.best(language)), plain_key(offer.place.commune), offer.id


@lru_cache(maxsize=8192)
def alphabetical(name: str) -> str:
    """A name as an index sorts it: no leading article, É as E, œ as oe, no capitals, hyphens as blanks."""
    key = plain_key(name)
    short = _ARTICLE.sub("", name.strip(), count=1) if _ARTICLE.match(name.strip()) else ""
    return plain_key(short) or key


@lru_cache(maxsize=8192)
def plain_key(name: str) -> str:
    """The letters and figures of a name for comparing: accents, case and punctuation do not count."""
    flat = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    letters = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in flat)
    return " ".join(letters.split())
