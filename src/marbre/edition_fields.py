"""What may be written in edition.yaml. The description of each field is its documentation.

The JSON Schema for editors (`schemas/edition.schema.json`) and `marbre explain edition.<field>` print it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from marbre.fields import (
    Count,
    CountList,
    Day,
    Door,
    Free,
    Length,
    Name,
    NameList,
    Number,
    Switch,
    Trim,
    Word,
    WordList,
    Words,
    as_list,
)
from marbre.offers.model import Texts

#: What a line of the flat plan may be, and what it means.
KINDS = {
    "page": "a page of its own (or `pages` of them) from a page template",
    "spread": "two facing pages from a page template, verso and recto",
    "article": "a text that flows through columns and pages",
    "listing": "offers, each shown as its partner level allows",
    "table": "offers as the rows of a table",
    "agenda": "events in the order of their dates",
    "calendar": "events day by day, under weeks and days",
    "choice": "offers that a full page shows, by the name of the choice (`options: {on: <page>}`)",
    "contents": "the table of contents",
    "index": "the index by commune",
    "partners": "the index of partners",
    "advert": "an advertising slot, described under `adverts`",
}

#: What a publication is before the law, and so what must be printed on it (docs/legal.md).
PUBLICATIONS = {
    "brochure": "a guide, a book of a series",
    "periodical": "numbered or dated, published again and again",
    "leaflet": "handed out: flyer, folder, map",
    "display": "put up where people pass: poster, card, sheet",
    "sticker": "stuck on a door",
    "report": "for elected members or the press",
    "digital": "made to be read on a screen",
}

Language = Literal["fr", "en", "de", "nl", "it", "es", "ru", "zh", "pt", "ja", "ko"]
Group = Literal["none", "commune", "sector", "type", "subtype", "month", "weekday", "day", "distance"]
OfferType = Literal[
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
]


class MarginsDoor(Door):
    """The white around the type area."""

    head: Length = Field(description="At the top.", examples=["12 mm"])
    foot: Length = Field(description="At the bottom.", examples=["14 mm"])
    inner: Length = Field(description="Towards the spine.", examples=["15 mm"])
    outer: Length = Field(description="Towards the edge.", examples=["12 mm"])


class PanelsDoor(Door):
    """The panels of a folded sheet, as seen on its first side; the second side has them mirrored."""

    widths: Annotated[tuple[Length, ...], BeforeValidator(as_list)] = Field(
        (), description="From left to right; they add up to the width of the sheet.", examples=["[97 mm, 100 mm, 100 mm]"]
    )
    heights: Annotated[tuple[Length, ...], BeforeValidator(as_list)] = Field(
        (), description="From head to foot; left out: one row.", examples=["[210 mm]"]
    )
    fold: Words = Field(
        default_factory=Texts, description="How it is folded, for the printer.", examples=["accordéon, 4 volets"]
    )


class FormatDoor(Door):
    """The trimmed page and its grid."""

    trim: Trim = Field(description="The page once cut, width x height.", examples=["148 x 210 mm"])
    bleed: Length = Field(3.0, description="What pictures run over the edge.", examples=["3 mm"])
    margins: MarginsDoor = Field(description="The white around the type area.")
    baseline: Length = Field(description="The distance of the lines of text.", examples=["3.4 mm"])
    columns: Count = Field(2, description="How many columns.")
    column_gap: Length = Field(4.0, description="The white between two columns.", examples=["4 mm"])
    panels: PanelsDoor = Field(default_factory=PanelsDoor, description="Where a folded sheet is folded.")


class PaperDoor(Door):
    """The papers."""

    body: Word = Field(description="Of the inside pages.", examples=["offset 90 g"])
    grammage: Number = Field(0.0, description="Grams a square metre of the body; else read in `body`.")
    bulk: Number = Field(0.0, description="Bulk (main, bouffant) of the body in cm3/g; else that of the house.")
    cover: Word = Field(description="Of the cover.", examples=["couché mat 250 g"])


class PrintingDoor(Door):
    """What the printer is told."""

    house: Name = Field("offset-couche", description="A house of printing.yaml: its conventions and its inks.")
    printer: Word = Field("", description="The printer's name (required by law on the printed guide).")
    address: Word = Field("", description="The printer's address.")
    run: Count = Field(0, description="How many copies.", examples=["15 000"])
    paper: PaperDoor = Field(description="The papers.")
    binding: Literal["perfect", "saddle", "sheet"] = Field(
        "perfect", description="perfect (dos carré collé), saddle (piqûre à cheval) or sheet (flat or folded)."
    )
    multiple: Count = Field(
        4, description="The inside pages are a multiple of this: 4, or 8 or 16 by the printer; 1 or 2 for a sheet."
    )
    min_pages: Count = Field(description="The fewest inside pages.", examples=["80"])
    max_pages: Count = Field(description="The most inside pages.", examples=["112"])
    spots: NameList = Field((), description="Colours of brand.yaml that are printed with the ink of their `spot`.")
    cover: Literal["auto", "apart", "inside"] = Field(
        "auto", description="The cover in a flat file of its own (apart), as pages (inside), or by the binding."
    )
    spine: Length = Field(0.0, description="The spine that the printer gives; else computed.", examples=["6.2 mm"])
    legal_deposit: Word = Field("", description="The month of the dépôt légal, as printed (janvier 2027).")
    issn: Word = Field("", description="The ISSN of a periodical, once it has one.", examples=["2999-1234"])
    delivery: Word = Field("", description="Where and when copies are delivered, for the printer; else the usual terms.")
    proofs: Word = Field("", description="The proofs that the printer is asked for; else the usual ones.")


class LevelDoor(Door):
    """A partner level: what an offer is entitled to."""

    id: Name = Field(description="Its name: line, card, picture or half.", examples=["card"])
    criteria: CountList = Field(
        (), description="Internal criteria of the export, any of which earns the level."
    )
    template: Name = Field(description="The block template that shows it.", examples=["card"])
    columns: Count = Field(1, description="How many columns the block is wide.")
    characters: Count = Field(255, description="The most characters of description.")


class ChapterDoor(Door):
    """A colour-coded chapter."""

    title: Words = Field(description="As printed on its opener.", examples=["Nature"])
    tab: Words = Field(
        default_factory=Texts, description="The short word of the thumb tab; the title if left out."
    )
    colour: Name = Field(description="A colour of brand.yaml.", examples=["foret"])
    mark: Literal["circle", "square", "triangle", "diamond"] = Field(
        description="The shape of its numbers, for those who do not see the colour.", examples=["circle"]
    )
    prefix: Word = Field(description="The letter before its numbers on the map.", examples=["N"])
    pictogram: Name = Field(description="A file of assets/pictograms/.", examples=["mountains"])
    terms: CountList = Field(
        (), description="Reference ids that make an offer one of this theme, in sections that hold several themes."
    )


class SectorDoor(Door):
    """A part of the territory."""

    title: Words = Field(description="As printed.", examples=["Issoire et le val d'Allier"])
    communes: WordList = Field(description="INSEE codes of its communes.", examples=['["63178"]'])


class AdvertDoor(Door):
    """An advertising slot."""

    format: Literal["full", "half", "quarter", "strip"] = Field(
        "full", description="How much of the page it takes."
    )
    sold_to: Word = Field("", description="Who has it; left out, the slot is free and shows the filler.")
    file: Word = Field("", description="A PDF or picture in the edition's adverts/ folder.")
    alt: Words = Field(default_factory=Texts, description="What it says, for those who cannot see it.")
    filler: Name = Field(
        "", description="A text of texts/<language>/ (or a template) that fills an unsold slot."
    )


class SelectDoor(Door):
    """Which offers: all given conditions hold; within one condition, any of its values."""

    ids: CountList = Field(
        (), description="Offers one by one, in this order; no other condition is needed then."
    )
    types: Annotated[tuple[OfferType, ...], BeforeValidator(as_list)] = Field(
        (), description="Apidae types, such as RESTAURATION."
    )
    subtypes: CountList = Field((), description="Reference ids of the type's own sub-type.")
    terms: CountList = Field((), description="Reference ids found anywhere in the offer.")
    without_terms: CountList = Field((), description="Reference ids that put an offer out.")
    selections: CountList = Field((), description="Ids of Apidae selections.")
    criteria: CountList = Field((), description="Ids of internal criteria.")
    communes: WordList = Field((), description="INSEE codes.")
    chapters: NameList = Field((), description="Only offers that the listings of these chapters show.")
    pets: Switch = Field(False, description="Only where animals are welcome.")
    aspect: Word = Field("", description="Only offers with this Apidae aspect (GROUPES, HIVER …), as it shows them.")
    limit: Count = Field(0, description="The most offers, 0 for all.")


def _kinds_schema(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [kind]} for kind in KINDS]


class SectionDoor(Door):
    """One line of the flat plan: exactly one of the kinds (page, article, listing …) with its name, then the
    rest.
    """

    model_config = ConfigDict(json_schema_extra=_kinds_schema)

    page: Name = Field("", description=KINDS["page"])
    spread: Name = Field("", description=KINDS["spread"])
    article: Name = Field("", description=KINDS["article"])
    listing: Name = Field("", description=KINDS["listing"])
    table: Name = Field("", description=KINDS["table"])
    agenda: Name = Field("", description=KINDS["agenda"])
    calendar: Name = Field("", description=KINDS["calendar"])
    choice: Name = Field("", description=KINDS["choice"])
    contents: Name = Field("", description=KINDS["contents"])
    index: Name = Field("", description=KINDS["index"])
    partners: Name = Field("", description=KINDS["partners"])
    advert: Name = Field("", description=KINDS["advert"])
    template: Name = Field(
        "", description="A template of the layout; left out: the name for a page or spread, else the kind."
    )
    chapter: Name = Field("", description="The chapter it belongs to: colour, tab, numbers.")
    title: Words = Field(
        default_factory=Texts, description="Its heading; an article has its own in its text."
    )
    texts: NameList = Field(
        (),
        description="Files of texts/<language>/ without .md; left out: the one that has the section's name.",
    )
    select: SelectDoor | None = Field(None, description="Which offers: listing, table and agenda need it.")
    group: Group = Field("none", description="Headings between the offers.")
    starts: Literal["any", "recto", "verso"] = Field("any", description="On which side it begins.")
    pages: Count = Field(0, description="How many pages; left out: as many as needed.")
    in_contents: Switch = Field(False, description="Whether the table of contents names it.")
    options: dict[str, Free] = Field(default_factory=dict, description="What its template asks for besides.")

    @property
    def kinds(self) -> list[str]:
        """The kinds that are written: there must be one."""
        return [kind for kind in KINDS if getattr(self, kind)]

    @property
    def kind(self) -> str:
        return self.kinds[0] if self.kinds else "page"

    @property
    def id(self) -> str:
        return str(getattr(self, self.kind))

    @property
    def template_name(self) -> str:
        return self.template or (self.id if self.kind in ("page", "spread") else self.kind)


class EditionDoor(Door):
    """One publication: job ticket and flat plan (chemin de fer)."""

    extends: Name = Field("", description="A series of editions/_series/: all that is not said here is taken over.")
    change: dict[Name, Free] = Field(
        default_factory=dict,
        description="Lines of the series' flat plan, by name, and what is different in them; `out` takes one away.",
    )
    borrow: NameList = Field((), description="Other editions whose texts may be used here, by their names.")
    within: SelectDoor | None = Field(None, description="Conditions that every selection of the flat plan has besides its own.")

    title: Words = Field(description="As printed on the cover.", examples=["Guide découverte"])
    subtitle: Words = Field(default_factory=Texts, description="The line below the title.")
    publication: Literal["brochure", "periodical", "leaflet", "display", "sticker", "report", "digital"] = Field(
        "brochure", description="What it is before the law, which says what is printed on it: docs/legal.md."
    )
    year: Count = Field(description="The year it is for.", examples=["2027"])
    layout: Name = Field(description="A folder of layouts/.", examples=["guide"])
    languages: Annotated[tuple[Language, ...], BeforeValidator(as_list)] = Field(
        description="One guide is made for each.", examples=["[fr, en]"], min_length=1
    )
    untranslated: Literal["", "leave_out", "mark", "block"] = Field(
        "",
        description="What happens to a text or a listing's description without a translation: it is left out (leave_out), "
        "printed in French with a mark (mark), or stops the build (block). Not written: a text of the edition stops the "
        "build, a description is printed in French.",
        examples=["mark"],
    )
    dated: Day = Field(description="The day every date in the files comes from.", examples=["2026-11-30"])
    data_date: Day = Field(description="The day the listings were closed.", examples=["2026-10-31"])
    valid_from: Day = Field(description="The first day of its life.", examples=["2027-01-01"])
    valid_to: Day = Field(
        description="The last day of its life: stars, prices and rights must last until then.",
        examples=["2027-12-31"],
    )
    format: FormatDoor = Field(description="The trimmed page and its grid.")
    formats: dict[Name, FormatDoor] = Field(
        default_factory=dict, description="Other formats that it can be made in, by name (`marbre personalise --format`)."
    )
    printing: PrintingDoor = Field(description="What the printer is told.")
    levels: list[LevelDoor] = Field(
        description="Partner levels from the lowest, which is every offer's.", min_length=1
    )
    chapters: dict[Name, ChapterDoor] = Field(
        default_factory=dict, description="Colour-coded chapters, by name."
    )
    sectors: dict[Name, SectorDoor] = Field(
        default_factory=dict, description="Parts of the territory, by name."
    )
    adverts: dict[Name, AdvertDoor] = Field(default_factory=dict, description="Advertising slots, by name.")
    cover: list[SectionDoor] = Field(default_factory=list, description="The four cover pages, C1 to C4.")
    flatplan: list[SectionDoor] = Field(description="The inside, in reading order.", min_length=1)
