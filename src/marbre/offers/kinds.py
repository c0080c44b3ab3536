"""Kinds of offers by the words of other sources: classes of DATAtourisme and words of tables, as Apidae's types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from marbre.offers.columns import DATA as COLUMNS
from marbre.offers.datatourisme_facts import DATA
from marbre.offers.linked_data import stable_id
from marbre.offers.model import OFFER_TYPES, Term, Texts
from marbre.offers.territory import folded
from marbre.yamltree import read_yaml


@dataclass(frozen=True, slots=True)
class OfferKind:
    """`name` is DATAtourisme's class, or one of Apidae's types; `subtype` the reference element where there is one."""

    name: str
    type: str
    subtype: Term | None = None


@cache
def classes() -> Mapping[str, OfferKind]:
    """By class, in the order in which they are tried."""
    found = {}
    for row in (read_yaml(DATA).child("classes") or read_yaml(DATA)).items():
        said = {key: str(one.value) for key, one in row.pairs()}
        kind, name = said.get("kind", "DATAtourisme"), said["class"]
        id = int(said["id"]) if "id" in said else stable_id(kind, name)
        label = Texts((("fr", said["fr"]), ("en", said["en"])))
        found[name] = OfferKind(name, said["type"], Term(kind, id, label))
    return found


@cache
def _words() -> Mapping[str, OfferKind]:
    """By folded word: types, labels, classes, and the words of `data/columns.yaml`."""
    found = {folded(one): OfferKind(one, one) for one in OFFER_TYPES}
    for name, kind in reversed(list(classes().items())):
        assert kind.subtype is not None
        found |= {folded(word): kind for word in (*(text for _, text in kind.subtype.label), name)}
    node = read_yaml(COLUMNS).child("kinds")
    for name, words in node.pairs() if node else ():
        found |= {str(word.value): classes()[name] for word in words.items()}
    return found


def kind_named(word: str) -> OfferKind | None:
    """The kind that a word means: a type of Apidae, a class of DATAtourisme, a label of either, singular or plural."""
    said = folded(word)
    return _words().get(said) or _words().get(said.removesuffix("s")) or _words().get(" ".join(
        part.removesuffix("s") for part in said.split()
    ))  # fmt: skip
