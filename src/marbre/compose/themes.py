"""The theme of an offer where a section holds several: the first chapter of the edition that names one of its terms."""

from __future__ import annotations

from collections.abc import Sequence

from marbre.edition import Chapter, Edition, Section
from marbre.offers.model import Offer
from marbre.offers.selecting import term_ids


def theme_of(offer: Offer, chapters: Sequence[Chapter]) -> Chapter | None:
    """The first chapter with a term (`terms`, reference ids) that the offer has; None where none has."""
    ids = term_ids(offer)
    return next((chapter for chapter in chapters if ids & set(chapter.terms)), None)


def chapter_of(offer: Offer, section: Section, edition: Edition) -> Chapter | None:
    """The theme of an offer, else the chapter of its section."""
    themed = theme_of(offer, edition.chapters) if any(chapter.terms for chapter in edition.chapters) else None
    return themed or edition.chapter(section.chapter)
