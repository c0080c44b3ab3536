"""The signature (E.1) as frozen values: palette, type, names, words, marks. `brand_file` reads them from
brand.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass

from marbre.drawing import Ink
from marbre.offers.model import NO_TEXTS, Texts


@dataclass(frozen=True, slots=True)
class Colour:
    """A palette colour. `srgb` 0–255, `cmyk` percent; `spot` the name of its own ink, if any.

    `tints` are the percentages it may be printed at besides 100; `text` tells whether it may carry text on
    `papier` and `creme` (and they on it). A `varnish` is a plate that prints over whatever lies below it.
    """

    name: str
    srgb: tuple[int, int, int]
    cmyk: tuple[float, float, float, float]
    spot: str | None = None
    tints: tuple[int, ...] = ()
    text: bool = False
    varnish: bool = False

    @property
    def hex(self) -> str:
        return "#{:02X}{:02X}{:02X}".format(*self.srgb)

    def srgb_at(self, tint: float) -> tuple[int, int, int]:
        """The colour at a tint from 0 (white) to 1 (full), for screens."""
        red, green, blue = (round(255 - (255 - value) * tint) for value in self.srgb)
        return red, green, blue

    def cmyk_at(self, tint: float) -> tuple[float, float, float, float]:
        """The ink percentages at a tint from 0 to 1."""
        cyan, magenta, yellow, black = (value * tint for value in self.cmyk)
        return cyan, magenta, yellow, black


@dataclass(frozen=True, slots=True)
class TypeRole:
    """What a role is set in: `families` in order of preference, the first one that is installed wins."""

    name: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinimumSizes:
    """The smallest type, in points: running text, listings, legal lines, and white on colour (bold only)."""

    body: float
    listing: float
    legal: float
    reversed: float


@dataclass(frozen=True, slots=True)
class Names:
    """Official names, spelt as they must be printed everywhere."""

    destination: Texts
    office: Texts
    agglomeration: str
    short: str


@dataclass(frozen=True, slots=True)
class Value:
    """One theme or value of the brand platform."""

    title: Texts
    text: Texts


@dataclass(frozen=True, slots=True)
class Platform:
    """The brand platform: what the destination promises, stands for, and how it speaks."""

    promise: Texts
    mission: Texts
    tone: Texts
    values: tuple[Value, ...]
    themes: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """An information desk. `web` and `email` as printed."""

    id: str
    name: Texts
    lines: tuple[str, ...]
    phone: str
    email: str
    web: str
    hours: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence the law or usage asks for (`id`: alcohol, not_on_street, info_tri, prices, …)."""

    id: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes. `director` is a function, not a person."""

    name: Texts
    status: Texts
    director: Texts
    siret: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells travel packages, as contractual documents must say it (Code du tourisme, art. L211-18 and R211-2):
    registration (IM…), guarantor and insurer, each with its address. Empty for an office that sells nothing."""

    registration: Texts = NO_TEXTS
    guarantor: Texts = NO_TEXTS
    insurer: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Marks:
    """Drawn marks, as paths below the project's root."""

    emblem: str
    colour_bar: str
    clear_space: str


@dataclass(frozen=True, slots=True)
class Brand:
    """Everything that says where a page comes from."""

    palette: tuple[Colour, ...]
    roles: tuple[TypeRole, ...]
    minimum: MinimumSizes
    names: Names
    baseline: Texts
    platform: Platform
    addresses: tuple[Address, ...]
    publisher: Publisher
    mentions: tuple[Mention, ...]
    marks: Marks
    ink_limit: float = 280.0
    seller: Seller = Seller()

    def colour(self, name: str) -> Colour:
        """A colour by its name. Raises KeyError."""
        for colour in self.palette:
            if colour.name == name:
                return colour
        raise KeyError(name)

    def srgb(self, ink: Ink) -> tuple[int, int, int]:
        """The screen colour of an ink. Raises KeyError."""
        return self.colour(ink.name).srgb_at(ink.tint)

    def cmyk(self, ink: Ink) -> tuple[float, float, float, float]:
        """The process percentages of an ink. Raises KeyError."""
        return self.colour(ink.name).cmyk_at(ink.tint)

    def role(self, name: str) -> TypeRole:
        """A type role by its name. Raises KeyError."""
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(name)

    def mention(self, id: str, language: str) -> str:
        """A mention in a language (French if it lacks), or an empty string when the brand has none of that
        id.
        """
        return next((mention.text.best(language) for mention in self.mentions if mention.id == id), "")
