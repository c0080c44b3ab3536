"""The figures of one edition: what its store holds on its day of data, in its sectors and its language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marbre.compose.figures import Figures, figures_of
from marbre.compose.typography import set_type
from marbre.compose.words import Words
from marbre.edition import Edition
from marbre.offers.history import read_history
from marbre.offers.model import Offer
from marbre.offers.observing import observe
from marbre.offers.picture_rights import press_pictures
from marbre.offers.territory import Territory


def counted(
    edition: Edition, territory: Territory, offers: tuple[Offer, ...], language: str, words: Words,
    said: Mapping[str, Any], store: Path,
) -> Figures:  # fmt: skip
    """Count the offers on the edition's day of data. Pictures may be sent to the press if they are free for its life."""
    sectors = [(id, communes) for id, _, communes in edition.sectors]
    seen = observe(offers, territory, sectors, edition.data_date, read_history(store))
    titles = {id: set_type(title.best(language), language) for id, title, _ in edition.sectors}
    return figures_of(seen, press_pictures(offers, edition.valid_to, language), territory, titles, words, said)
