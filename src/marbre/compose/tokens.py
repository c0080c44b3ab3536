"""The brand and the page format as names that templates and stylesheets use. Colours only by name, never by value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from marbre.brand import Brand
from marbre.colour import contrast
from marbre.compose.pictograms import Pictograms
from marbre.compose.system_tokens import Named, system_tokens
from marbre.edition import Edition
from marbre.inks import Cmyk, InkTable, Rgb, SpotInk, ink_table, tinted
from marbre.system import Family

#: Tints of palette colours that stylesheets and drawings may ask for, in percent.
TINTS = (4, 6, 8, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95)


def palette_of(brand: Brand) -> dict[str, tuple[Rgb, Cmyk]]:
    """Palette name → sRGB bytes and CMYK percent."""
    return {colour.name: (colour.srgb, colour.cmyk) for colour in brand.palette}


def inks_of(brand: Brand, spots: Mapping[str, SpotInk] | None = None) -> InkTable:
    """Every colour that a stylesheet may speak, with its inks; `spots` are palette names with an ink of their own."""
    varnishes = [colour.name for colour in brand.palette if colour.varnish]
    return ink_table(palette_of(brand), TINTS, spots, varnishes)


def css_colour(rgb: Rgb) -> str:
    """An 8-bit sRGB colour as CSS."""
    return "#{:02X}{:02X}{:02X}".format(*rgb)


def picture_url(kind: str, /, **parameters: Any) -> str:
    """The address of a picture for templates: `marbre:picture/<kind>?…`, parameters in the order of their names."""
    query = urlencode(
        sorted((name, str(value)) for name, value in parameters.items() if value not in ("", None))
    )
    return f"marbre:picture/{kind}?{query}"


def tokens(
    brand: Brand, edition: Edition, pictograms: Pictograms, language: str, words: Mapping[str, Any], family: Family
) -> dict[str, Any]:
    """Globals for the templates of an edition in one language; `family` is the design system that its layout speaks."""
    palette = palette_of(brand)
    return {
        **system_tokens(family, edition.format.trim.height),
        **colour_tokens(brand, family),
        "pic": picture_url,
        "picto": lambda name: Markup(pictograms.char(name)),
        "picto_label": lambda name: pictograms.label(name, language),
        "format": edition.format,
        "chapters": [_chapter(chapter, palette, language, family.tints["wash"]) for chapter in edition.chapters],
        "w": words,
        "brand": brand,
        "edition": edition,
        "lang": language,
    }


def colour_tokens(brand: Brand, family: Family) -> dict[str, Any]:
    """`ink` and `grey` for templates: a colour of the palette, black at a percentage; tints by number or by their use."""
    palette = palette_of(brand)
    tints, greys = Named("tint", family.tints), Named("grey", family.greys)

    def ink(name: str, tint: int | str = 100) -> str:
        percent = tints[tint] if isinstance(tint, str) else tint
        return css_colour(tinted(palette[name][0], percent / 100))

    def grey(tint: int | str) -> str:
        value = round(255 * (1 - (greys[tint] if isinstance(tint, str) else tint) / 100))
        return css_colour((value, value, value))

    return {"ink": ink, "grey": grey}


def marks_on(brand: Brand, edition: Edition) -> dict[str, str]:
    """Chapter → the palette colour that is read on its mark: papier or noir."""
    palette = palette_of(brand)
    white = palette["papier"][0]
    return {
        chapter.id: "papier" if contrast(palette[chapter.colour][0], white) >= 4.5 else "noir"
        for chapter in edition.chapters
    }


def _chapter(
    chapter: Any, palette: Mapping[str, tuple[Rgb, Cmyk]], language: str, wash: int
) -> dict[str, Any]:
    """A chapter's colours: `hex` the surface, `on` what is read on it, `text` what is read in it on white."""
    rgb = palette[chapter.colour][0]
    white, black = palette["papier"][0], palette["noir"][0]
    on = white if contrast(rgb, white) >= 4.5 else black
    text = rgb if contrast(rgb, white) >= 4.5 else palette[_TEXT_TWIN.get(chapter.colour, "noir")][0]
    return {
        "id": chapter.id,
        "title": chapter.title.best(language),
        "tab": chapter.tab.best(language),
        "hex": css_colour(rgb),
        "on": css_colour(on),
        "text": css_colour(text),
        "wash": css_colour(tinted(rgb, wash / 100)),
        "mark": chapter.mark,
        "prefix": chapter.prefix,
        "pictogram": chapter.pictogram,
    }


#: The darker palette colour that stands in for a surface colour where type is set in it.
_TEXT_TWIN = {
    "terracotta": "rouge",
    "miel": "brun",
    "ocre": "brun",
    "orange": "rouge",
    "prairie": "foret",
    "ciel": "riviere",
}
