"""The normalised offer: one frozen value whatever the source (Apidae, DATAtourisme, a table).

Texts carry their languages side by side. Reference labels are resolved at import, so nothing downstream needs the
side files. Names and enumerations follow Apidae's v002 schema where a standard word is missing. Personal contacts
(`contacts[]`, `signalerUnProblemeMails`) have no place here on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

#: The sixteen Apidae object types, in the order of the v002 schema.
OFFER_TYPES = (
    "ACTIVITE",
    "COMMERCE_ET_SERVICE",
    "DEGUSTATION",
    "DOMAINE_SKIABLE",
    "EQUIPEMENT",
    "FETE_ET_MANIFESTATION",
    "HEBERGEMENT_COLLECTIF",
    "HEBERGEMENT_LOCATIF",
    "HOTELLERIE",
    "HOTELLERIE_PLEIN_AIR",
    "PATRIMOINE_CULTUREL",
    "PATRIMOINE_NATUREL",
    "RESTAURATION",
    "SEJOUR_PACKAGE",
    "STRUCTURE",
    "TERRITOIRE",
)

#: Languages of an Apidae text, as ISO 639-1 codes (`ptBR` becomes `pt`).
LANGUAGES = ("fr", "en", "de", "nl", "it", "es", "ru", "zh", "pt", "ja", "ko")


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in several languages, in the order of LANGUAGES; an absent language is absent, never empty."""

    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, language: str) -> str:
        """The text in `language`, or an empty string."""
        return next((text for lang, text in self.pairs if lang == language), "")

    def best(self, language: str, fallback: str = "fr") -> str:
        """The text in `language`, else in `fallback`, else in the first language there is."""
        return self.get(language) or self.get(fallback) or (self.pairs[0][1] if self.pairs else "")

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.pairs)

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


NO_TEXTS = Texts()


@dataclass(frozen=True, slots=True)
class Term:
    """An element of Apidae's reference lists: `kind` is its `elementReferenceType`; `order` its display order.

    A label that could not be resolved reads `#<id>`.
    """

    kind: str
    id: int
    label: Texts = NO_TEXTS
    order: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A public means of communication.

    `kind`: phone, fax, email, web, facebook, x, instagram, tiktok, linkedin, google, tripadvisor, short_url, other.
    `value` is as typed by the source; formatting is the composer's.
    """

    kind: str
    value: str
    note: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is. `commune` is today's official name, `insee` its code; `former_commune` the merged one, if any.

    `latitude` and `longitude` in WGS 84 degrees, None unless the source says they are valid; `altitude` in m.
    """

    venue: str = ""
    lines: tuple[str, ...] = ()
    postcode: str = ""
    insee: str = ""
    commune: str = ""
    former_commune: str = ""
    latitude: float | None = None
    longitude: float | None = None
    altitude: int | None = None
    access: Texts = NO_TEXTS
    surroundings: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class DayHours:
    """Hours for some days. `days`: MON … SUN, HOL (public holidays); empty means every day of the period.

    `frames`: (opens, closes) as HH:MM; either may be empty: opening only is « à partir de », closing only « jusqu'à ».
    """

    days: tuple[str, ...] = ()
    frames: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    label: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class OpeningPeriod:
    """One period. With `every_year` the years of `start` and `end` mean nothing; `end` may lie before `start` then
    (October to April).

    `kind`: every_day, except (closed on `days`), week (open on `days`), month (open on `month_days`).
    `days`: MON … SUN; `month_days`: (MON … SUN, 1|2|3|4|-1), -1 for the last.
    """

    start: date | None = None
    end: date | None = None
    every_year: bool = False
    kind: str = "every_day"
    days: tuple[str, ...] = ()
    month_days: tuple[tuple[str, int], ...] = ()
    extra_dates: tuple[date, ...] = ()
    hours: tuple[DayHours, ...] = ()
    note: Texts = NO_TEXTS
    name: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Opening:
    """When it is open. `text` is the source's own sentence, `automatic` when it was generated from the periods."""

    text: Texts = NO_TEXTS
    automatic: bool = False
    periods: tuple[OpeningPeriod, ...] = ()
    closed_dates: tuple[date, ...] = ()
    closed_feasts: tuple[str, ...] = ()
    all_year: bool = False
    temporarily_closed: bool = False
    remarks: tuple[Term, ...] = ()
    minutes: int | None = None
    days: int | None = None
    nights: int | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """One price. Only `minimum` is « à partir de », only `maximum` « jusqu'à »."""

    term: Term | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str = "EUR"
    note: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class PricePeriod:
    """Prices valid from `start` to `end`."""

    start: date | None = None
    end: date | None = None
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class Prices:
    """What it costs. `kind` is Apidae's `indicationTarif` (GRATUIT, PAYANT, PARTICIPATION_LIBRE, …) or empty."""

    kind: str = ""
    text: Texts = NO_TEXTS
    automatic: bool = False
    periods: tuple[PricePeriod, ...] = ()
    payment: tuple[Term, ...] = ()
    includes: Texts = NO_TEXTS
    excludes: Texts = NO_TEXTS
    remarks: Texts = NO_TEXTS
    tourist_tax: str = ""


@dataclass(frozen=True, slots=True)
class Booking:
    """Who takes the booking."""

    name: str = ""
    term: Term | None = None
    contacts: tuple[Contact, ...] = ()
    note: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or another medium. `width` and `height` in pixels of the original, 0 when unknown.

    `file` is a path below the import's folder when the original came with it, else empty; `rights_end` the last day
    it may be published; `focus` the focal point as (x, y) fractions from the top left.
    """

    id: int
    kind: str
    url: str = ""
    file: str = ""
    width: int = 0
    height: int = 0
    title: Texts = NO_TEXTS
    caption: Texts = NO_TEXTS
    credit: Texts = NO_TEXTS
    rights_end: date | None = None
    locked: bool = False
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Classification:
    """An official ranking: `stars` 1 to 5, None when unclassed or pending; `since` the decision's date.

    `expires` is five years after `since` (code du tourisme, art. D311-4 ff.).
    """

    term: Term
    stars: int | None = None
    number: str = ""
    since: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another object: `kind` is Apidae's link type."""

    kind: str
    type: str
    id: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One listing.

    `terms` groups reference elements by their schema name (`equipements`, `services`, `typesClientele`, `categories`,
    `specialites`, …), in display order; `numbers` holds type-specific figures (`nombreMaximumCouverts`, `distance`,
    `denivellationPositive`, …); `words` type-specific strings and enumerations (`itineraireType`, `portee`, `chef`);
    `passages` type-specific or private texts (`brochure_2027`, `precisionsBalisage`, …).
    `aspects` are the offer as it is for a public of its own (GROUPES, HANDICAP, HIVER …), by Apidae's name.
    `selections` and `criteria` are ids. `pets`: ACCEPTES, NON_ACCEPTES, NON_DISPONIBLE or empty.
    `digest` is the SHA-256 of everything above it but `selections`, in canonical JSON.
    """

    id: int
    type: str
    subtype: Term | None = None
    identifier: str = ""
    state: str = "PUBLISHED"
    names: Texts = NO_TEXTS
    short: Texts = NO_TEXTS
    long: Texts = NO_TEXTS
    themed: tuple[tuple[Term, Texts], ...] = ()
    deals: Texts = NO_TEXTS
    contacts: tuple[Contact, ...] = ()
    place: Place = Place()
    opening: Opening = Opening()
    prices: Prices = Prices()
    booking: tuple[Booking, ...] = ()
    pictures: tuple[Media, ...] = ()
    media: tuple[Media, ...] = ()
    labels: tuple[Term, ...] = ()
    classification: Classification | None = None
    terms: tuple[tuple[str, tuple[Term, ...]], ...] = ()
    numbers: tuple[tuple[str, Decimal], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    passages: tuple[tuple[str, Texts], ...] = ()
    pets: str = ""
    pets_extra: str = ""
    siret: str = ""
    owner: str = ""
    created: date | None = None
    modified: date | None = None
    expires: date | None = None
    selections: tuple[int, ...] = ()
    criteria: tuple[int, ...] = ()
    territories: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    aspects: tuple[tuple[str, Offer], ...] = ()
    source: str = "apidae"
    digest: str = ""

    def as_for(self, aspect: str) -> Offer | None:
        """The offer as it is for one public, or None when it says nothing of it."""
        seen = next((offer for name, offer in self.aspects if name == aspect), None)
        return replace(seen, digest=self.digest, selections=self.selections) if seen is not None else None

    def terms_of(self, group: str) -> tuple[Term, ...]:
        """The reference elements of one group, empty when there are none."""
        return next((terms for name, terms in self.terms if name == group), ())

    def number(self, name: str) -> Decimal | None:
        """A type-specific figure by its schema name."""
        return next((value for key, value in self.numbers if key == name), None)

    def word(self, name: str) -> str:
        """A type-specific string by its schema name, or an empty string."""
        return next((value for key, value in self.words if key == name), "")

    def passage(self, name: str) -> Texts:
        """A type-specific or private text by its name."""
        return next((texts for key, texts in self.passages if key == name), NO_TEXTS)
