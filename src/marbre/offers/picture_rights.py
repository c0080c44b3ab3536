"""Which pictures may be handed to the press until a day, and why others may not. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marbre.offers.model import Media, Offer
from marbre.offers.selecting import sort_key

#: Pixels of the longer side below which a picture is not worth sending: 10 cm at 300 ppi.
LEAST_PIXELS = 1180
PPI = 300


@dataclass(frozen=True, slots=True)
class PressPicture:
    """A picture with its credit; `width` and `height` in pixels; `rights_end` None while there is no last day."""

    record: int
    title: str
    subject: str
    type: str
    commune: str
    credit: str
    width: int
    height: int
    rights_end: date | None

    @property
    def centimetres(self) -> tuple[float, float]:
        """The largest size at 300 pixels an inch."""
        return round(self.width / PPI * 2.54, 1), round(self.height / PPI * 2.54, 1)


@dataclass(frozen=True, slots=True)
class PressPictures:
    """Those that may be sent, by name; `refused`: (credit | rights | locked | pixels, how many)."""

    pictures: tuple[PressPicture, ...]
    refused: tuple[tuple[str, int], ...]


def press_pictures(offers: Iterable[Offer], until: date, language: str = "fr") -> PressPictures:
    """The pictures of published offers that are credited, unlocked, large enough and free of rights until `until`."""
    published = sorted((o for o in offers if o.state == "PUBLISHED"), key=lambda offer: sort_key(offer, "fr"))
    pairs = [(offer, medium, _why_not(medium, until)) for offer in published for medium in offer.pictures]
    kept = tuple(_said(offer, medium, language) for offer, medium, why in pairs if not why)
    return PressPictures(kept, tuple(sorted(Counter(why for _, _, why in pairs if why).items())))


def _why_not(medium: Media, until: date) -> str:
    if not medium.credit:
        return "credit"
    if medium.rights_end is not None and medium.rights_end < until:
        return "rights"
    if medium.locked:
        return "locked"
    return "pixels" if max(medium.width, medium.height) < LEAST_PIXELS else ""


def _said(offer: Offer, medium: Media, language: str) -> PressPicture:
    name = offer.names.best(language)
    return PressPicture(
        offer.id, medium.title.best(language) or name, name, offer.type, offer.place.commune,
        medium.credit.best(language), medium.width, medium.height, medium.rights_end,
    )  # fmt: skip
