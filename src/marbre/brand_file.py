"""brand.yaml -> Brand, with every mistake and its line. The description of each field is its
documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from marbre import brand as values
from marbre.colour import contrast
from marbre.fields import CountList, Door, Number, Switch, Word, WordList, Words
from marbre.offers.model import Texts
from marbre.yamlfile import FieldError, Mistake, Node, raise_mistakes, read_yaml, validate_partly

#: WCAG 2.2, 1.4.3 (level AA), and the grounds on which text may stand.
MIN_CONTRAST = 4.5
GROUNDS = ("papier", "creme")


def _srgb(value: Any) -> tuple[int, int, int]:
    text = str(value)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise FieldError(f"`{text}` is not an sRGB colour", 'write it as "#C5603F", with the quotes')
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue


def _cmyk(value: Any) -> tuple[float, float, float, float]:
    try:
        cyan, magenta, yellow, black = (float(str(part).replace(",", ".")) for part in value)
    except (TypeError, ValueError):
        raise FieldError("must be four percentages", "write it as [12, 71, 78, 6]") from None
    if not all(0 <= part <= 100 for part in (cyan, magenta, yellow, black)):
        raise FieldError(f"a percentage lies between 0 and 100 (value: {', '.join(map(str, value))})")
    return cyan, magenta, yellow, black


Srgb = Annotated[
    tuple[int, int, int],
    PlainValidator(_srgb),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]
Cmyk = Annotated[
    tuple[float, float, float, float],
    PlainValidator(_cmyk),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}),
]


class ColourDoor(Door):
    """A colour of the palette."""

    srgb: Srgb = Field(
        description="The colour on screens, as six hexadecimal figures.", examples=['"#C5603F"']
    )
    cmyk: Cmyk = Field(description="The four process inks, in percent.", examples=["[12, 71, 78, 6]"])
    spot: Word = Field(
        "", description="The name of its own ink (Pantone …), only if it is bought for the run."
    )
    tints: CountList = Field((), description="Percentages that may be printed besides the full colour.")
    varnish: Switch = Field(False, description="Whether its spot is a varnish: a plate printed over the others.")
    text: Switch = Field(
        False, description="Whether it may carry text on papier and creme (contrast of 4.5 at least)."
    )


class SizesDoor(Door):
    """The smallest type, in points."""

    body: Number = Field(9.0, description="Running text.")
    listing: Number = Field(7.5, description="Listings and tables.")
    legal: Number = Field(6.0, description="Legal lines and credits.")
    reversed: Number = Field(7.5, description="Light type on a colour, bold only.")


class NamesDoor(Door):
    """Official names."""

    destination: Words = Field(description="The destination.", examples=["Pays d'Issoire"])
    office: Words = Field(description="The tourist office.", examples=["Office de tourisme"])
    agglomeration: Word = Field("", description="The local authority.")
    short: Word = Field("", description="The short name, for running lines.")


class ValueDoor(Door):
    """A value or a theme."""

    title: Words = Field(description="In two or three words.", examples=["La lenteur"])
    text: Words = Field(default_factory=Texts, description="In one or two sentences.")


class PlatformDoor(Door):
    """The brand platform."""

    promise: Words = Field(default_factory=Texts, description="What the visitor is promised.")
    mission: Words = Field(default_factory=Texts, description="What the destination works for.")
    tone: Words = Field(default_factory=Texts, description="How it speaks.")
    values: list[ValueDoor] = Field(default_factory=list, description="What it stands for.")
    themes: list[ValueDoor] = Field(default_factory=list, description="What it has to show.")


class AddressDoor(Door):
    """An information desk."""

    name: Words = Field(description="The town.", examples=["Issoire"])
    lines: WordList = Field((), description="The postal address, line by line.")
    phone: Word = Field("", description="The telephone number, as printed.")
    email: Word = Field("", description="The address for letters.")
    web: Word = Field("", description="The site, without https://.")
    hours: Words = Field(default_factory=Texts, description="When it is open.")


class PublisherDoor(Door):
    """Who publishes."""

    name: Words = Field(description="The publisher.", examples=["Office de tourisme"])
    status: Words = Field(default_factory=Texts, description="Its legal form.")
    director: Words = Field(default_factory=Texts, description="The director of publication, as a function.")
    siret: Word = Field("", description="The SIRET number.")


class SellerDoor(Door):
    """Who sells packages: what the Code du tourisme (art. L211-18 and R211-2) wants in contractual documents."""

    registration: Words = Field(
        default_factory=Texts, description="The number in the register of travel sellers.", examples=["IM063240001"]
    )
    guarantor: Words = Field(
        default_factory=Texts, description="Who gives the financial guarantee: name and address.", examples=["…, Paris"]
    )
    insurer: Words = Field(
        default_factory=Texts, description="Who insures the professional liability: name and address.", examples=["…, Lyon"]
    )


class MarksDoor(Door):
    """Drawn marks."""

    emblem: Word = Field(description="The salamander, an SVG file.", examples=["assets/marks/salamandre.svg"])
    colour_bar: Word = Field(
        description="The colour bar, an SVG file.", examples=["assets/marks/barre-couleurs.svg"]
    )
    clear_space: Word = Field("4 mm", description="What is kept free all round.")


class BrandDoor(Door):
    """The signature: what makes a page come from here."""

    palette: dict[str, ColourDoor] = Field(description="The colours, by name.")
    ink_limit: Number = Field(
        280.0, description="The most ink on one spot, in percent of the four inks together."
    )
    type: dict[str, WordList] = Field(
        description="For each role (title, condensed, body), families in order of preference.",
    )
    minimum_sizes: SizesDoor = Field(default_factory=SizesDoor, description="The smallest type, in points.")
    names: NamesDoor = Field(description="Official names.")
    baseline: Words = Field(
        description="The line below the name.", examples=["le Territoire des pierres colorées"]
    )
    platform: PlatformDoor = Field(default_factory=PlatformDoor, description="The brand platform.")
    addresses: dict[str, AddressDoor] = Field(default_factory=dict, description="Information desks, by name.")
    publisher: PublisherDoor = Field(description="Who publishes.")
    seller: SellerDoor = Field(default_factory=SellerDoor, description="Who sells packages, if the office does.")
    mentions: dict[str, Words] = Field(
        default_factory=dict, description="Sentences the law or usage asks for, by name."
    )
    marks: MarksDoor = Field(description="Drawn marks.")


def read_brand(path: Path, shown: str = "brand.yaml") -> values.Brand:
    """The brand of a project. Raises EditionError with every mistake and its line."""
    tree = read_yaml(path, shown)
    door, mistakes = validate_partly(BrandDoor, tree)
    if door is not None:
        mistakes.extend(_palette_mistakes(door, tree))
    raise_mistakes(mistakes)
    assert door is not None
    return _brand(door)


def _palette_mistakes(door: BrandDoor, tree: Node) -> Iterator[Mistake]:
    grounds = [(name, door.palette[name].srgb) for name in GROUNDS if name in door.palette]
    for name, colour in door.palette.items():
        where = tree.where("palette", name)
        ink = sum(colour.cmyk)
        if colour.varnish and not colour.spot:
            yield Mistake(where, f"varnish `{name}` has no plate", "write `spot: VERNIS`")
        if ink > door.ink_limit:
            yield Mistake(
                where,
                f"colour `{name}` takes {ink:g} % of ink, more than {door.ink_limit:g} %",
                "lower `cmyk`",
            )
        for ground, srgb in grounds:
            ratio = contrast(colour.srgb, srgb)
            if colour.text and name not in GROUNDS and ratio < MIN_CONTRAST:
                lack = f"contrast {ratio:.1f} with {ground}, {MIN_CONTRAST} needed"
                text = f"colour `{name}` cannot carry text: {lack}"
                yield Mistake(where, text, "darken it, or write `text: false`")
    for role in ("title", "condensed", "body"):
        if role not in door.type:
            yield Mistake(
                tree.where("type"), f"no families for the role `{role}`", f"write `{role}: [Family]`"
            )


def _brand(door: BrandDoor) -> values.Brand:
    sizes = door.minimum_sizes
    return values.Brand(
        palette=tuple(
            values.Colour(name, one.srgb, one.cmyk, one.spot or None, one.tints, one.text, one.varnish)
            for name, one in door.palette.items()
        ),
        roles=tuple(values.TypeRole(name, families) for name, families in door.type.items()),
        minimum=values.MinimumSizes(sizes.body, sizes.listing, sizes.legal, sizes.reversed),
        names=values.Names(
            door.names.destination, door.names.office, door.names.agglomeration, door.names.short
        ),
        baseline=door.baseline,
        platform=_platform(door.platform),
        addresses=tuple(
            values.Address(id, one.name, one.lines, one.phone, one.email, one.web, one.hours)
            for id, one in door.addresses.items()
        ),
        publisher=values.Publisher(
            door.publisher.name,
            door.publisher.status,
            door.publisher.director,
            door.publisher.siret,
        ),
        mentions=tuple(values.Mention(id, text) for id, text in door.mentions.items()),
        marks=values.Marks(door.marks.emblem, door.marks.colour_bar, door.marks.clear_space),
        ink_limit=door.ink_limit,
        seller=values.Seller(door.seller.registration, door.seller.guarantor, door.seller.insurer),
    )


def _platform(door: PlatformDoor) -> values.Platform:
    def each(items: list[ValueDoor]) -> tuple[values.Value, ...]:
        return tuple(values.Value(item.title, item.text) for item in items)

    return values.Platform(door.promise, door.mission, door.tone, each(door.values), each(door.themes))
