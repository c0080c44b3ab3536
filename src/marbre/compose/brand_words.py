"""The fixed names and sentences of the brand as they are printed: set by the rules of each language."""

from __future__ import annotations

from dataclasses import replace

from marbre.brand import Address, Brand, Mention
from marbre.compose.typography import set_type
from marbre.offers.model import Texts


def printed(brand: Brand) -> Brand:
    """The brand with its names, addresses and mentions typeset; addresses of pages and of mail stay as they are."""
    names = replace(
        brand.names, destination=_set(brand.names.destination), office=_set(brand.names.office),
        agglomeration=set_type(brand.names.agglomeration, "fr"), short=set_type(brand.names.short, "fr"),
    )  # fmt: skip
    return replace(
        brand, names=names, baseline=_set(brand.baseline), addresses=tuple(_address(one) for one in brand.addresses),
        mentions=tuple(Mention(one.id, _set(one.text)) for one in brand.mentions),
    )  # fmt: skip


def _address(one: Address) -> Address:
    lines = tuple(set_type(line, "fr") for line in one.lines)
    return replace(one, name=_set(one.name), lines=lines, hours=_set(one.hours))


def _set(texts: Texts) -> Texts:
    return Texts(tuple((language, set_type(text, language)) for language, text in texts))
