"""The design system as a sheet for designers: formats, faces, colours, then each family's grid, tokens and type scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from marbre.brand import Brand
from marbre.brand_file import read_brand
from marbre.build.pressroom import press_setup
from marbre.compose.pictograms import read_pictograms
from marbre.compose.system_tokens import Set, system_tokens
from marbre.compose.templates import fill, open_layout
from marbre.compose.tokens import colour_tokens
from marbre.compose.typography import set_type
from marbre.compose.words import read_plain_yaml
from marbre.press.engine import Galley, start, stock_pdf
from marbre.project import Project
from marbre.system import Family, Style
from marbre.system_file import read_system, read_written

#: The family that the sheet itself is set in.
OWN = "magazine"
#: The largest size in points that is shown as it is, and the size from which a sample is a name instead of a line.
LARGEST, DISPLAY = 34.0, 16.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A style with its sample: `points` and `leading` in mm as printed, `set` as shown at `factor` of it."""

    style: Style
    family: str
    points: float
    leading: float
    factor: float
    set: Set
    sample: str
    lines: int


@dataclass(frozen=True, slots=True)
class ShownFamily:
    """A family with the styles that it says itself."""

    family: Family
    styles: tuple[Shown, ...]


def system_sheet(project: Project, language: str = "fr") -> bytes:
    """The sheet as PDF, A3. Raises MarbreError for what is wrong with the tokens or the brand."""
    brand = read_brand(project.brand)
    families = read_system(project.layouts, brand)
    folder = project.layouts / "_system"
    words = read_plain_yaml(folder / "words" / f"{language}.yaml")
    written = read_written(project.layouts)
    signs = " ".join(sign.char for sign in list(read_pictograms(project.root / "assets" / "pictograms").signs.values())[:48])
    tokens = colour_tokens(brand, families[OWN]) | system_tokens(families[OWN], 297)
    filters = {"set": partial(set_type, language=language)}
    layout = open_layout([folder], tokens | {"w": words, "brand": brand, "lang": language}, filters)
    shown = tuple(_family(family, written[name], brand, words, language, signs) for name, family in families.items())
    values = {"shown": shown, "faces": tuple(_faces(families, brand)), "signs": signs}
    pieces = [fill(layout, "overview", values)]
    pieces += [fill(layout, "family", values | {"one": one}) for one in shown]
    setup, _ = press_setup(project, brand)
    start(setup)
    return stock_pdf(Galley(tuple(("sheet", piece) for piece in pieces), layout.css, "", language))


def _family(
    family: Family, written: frozenset[str], brand: Brand, words: Mapping[str, Any], language: str, signs: str
) -> ShownFamily:
    scale = system_tokens(family, family.grid.trim.height)["type"]
    promise = brand.platform.promise.best(language)
    styles = []
    for name in family.type:
        if name in written:
            style, real = family.type[name], scale[name]
            factor = min(1.0, LARGEST / real.points)
            leading = float(real.leading.removesuffix("mm"))
            seen = replace(style, size=real.points * factor, leading=leading * factor, scaled=False)
            sample, lines = _sample(style, real.points * factor, words, promise, signs)
            styles.append(
                Shown(
                    style, family.faces[style.face].families[0], real.points, leading, factor, scale.set(seen), sample, lines
                )
            )
    return ShownFamily(family, tuple(styles))


def _sample(style: Style, points: float, words: Mapping[str, Any], promise: str, signs: str) -> tuple[str, int]:
    """What a style is shown with, and in how many lines."""
    if style.face == "pictograms":
        return signs, 1
    if style.face == "text":
        return promise, 3
    if points >= DISPLAY:
        return str(words["show"]), 1
    return str(words["narrow" if style.face == "narrow" else "line"]), 1


def _faces(families: Mapping[str, Family], brand: Brand) -> list[dict[str, Any]]:
    """Each face with the weights that the families ask of it and the brand's own families."""
    roles = {role.name: role.families for role in brand.roles}
    styles = [style for family in families.values() for style in family.type.values()]
    return [
        {
            "role": face.role,
            "families": face.families,
            "css": face.css,
            "weights": sorted({style.weight for style in styles if style.face == face.role}) if face.brand else [],
            "office": [one for one in roles.get(face.brand, ()) if one not in face.families],
        }
        for face in families[OWN].faces.values()
    ]
