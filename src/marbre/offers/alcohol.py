"""Who makes or sells alcohol: a page that shows them carries the health message (code de la santé publique, art. L3323-4)."""

from __future__ import annotations

import re
from functools import cache

from marbre.offers.model import Offer
from marbre.words import DATA
from marbre.yamltree import Node, read_yaml


@cache
def _signs() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Types whose trade it may be, what their terms say then, and what any name says: `_facts` of data/legal.yaml."""
    facts = read_yaml(DATA / "legal.yaml").child("_facts")
    assert facts is not None

    def child(name: str) -> Node:
        found = facts.child(name)
        assert found is not None
        return found

    types = frozenset(str(one.value) for one in child("sellers").items())
    sold, named = (re.compile(str(child(name).value), re.IGNORECASE) for name in ("sold", "named"))
    return types, sold, named


def sells_alcohol(offer: Offer) -> bool:
    """Whether an offer makes or sells alcohol: by its terms where that is its trade, else by its name."""
    types, sold, named = _signs()
    name = offer.names.best("fr")
    if named.search(name):
        return True
    if offer.type not in types:
        return False
    said = [name, *(term.label.best("fr") for _, terms in offer.terms for term in terms)]
    said += [offer.subtype.label.best("fr")] if offer.subtype else []
    return bool(sold.search(" | ".join(said)))
