"""layouts/_system/tokens.yaml -> Family, with every mistake and its line. The description of each field is its
documentation.

A family may be `like` another and say only what differs; a layout names its family (`system: a5`) and may change single
tokens (`tokens:`) in its layout.yaml. Groups are merged name by name, so a changed style keeps what it does not say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from marbre.brand import Brand
from marbre.fields import Count, Door, Length, Name, Number, Switch, Trim, Word, WordList, Words
from marbre.measures import parse_mm
from marbre.series import merged
from marbre.system import STEPS, Face, Family, Grid, Style
from marbre.yamlfile import FieldError, Mistake, Node, Scalar, did_you_mean, raise_mistakes, read_yaml, validate_partly

#: Where the system lies below layouts/.
TOKENS = Path("_system") / "tokens.yaml"
_SHOWN = "layouts/_system/tokens.yaml"
_OVER = ("rules", "greys", "tints", "spaces", "type")

Percent = Annotated[Count, Field(ge=1, le=99)]


def _space(value: Any) -> tuple[float, bool]:
    """A distance and whether it is in steps."""
    text = str(value).strip()
    try:
        return (parse_mm(text), False) if text.endswith("mm") else (float(text.replace(",", ".")), True)
    except ValueError:
        raise FieldError(f"`{text}` is not a distance", "write steps, as 4, or millimetres, as 3 mm") from None


Space = Annotated[tuple[float, bool], PlainValidator(_space), WithJsonSchema({"type": ["number", "string"]})]


class FaceDoor(Door):
    """A face by its role."""

    families: WordList = Field(description="CSS families, the first that there is.", examples=["[Barlow, sans-serif]"])
    brand: Word = Field("", description="The role in brand.yaml whose faces stand in for it (title, condensed, body).")


class SidesDoor(Door):
    """The white around the type area."""

    head: Length = Field(description="At the head.", examples=["12 mm"])
    foot: Length = Field(description="At the foot.", examples=["14 mm"])
    inner: Length = Field(description="At the spine.", examples=["15 mm"])
    outer: Length = Field(description="At the fore edge.", examples=["12 mm"])


class GridDoor(Door):
    """The page that the family is made for."""

    trim: Trim = Field(description="The page once cut, width x height.", examples=["148 x 210 mm"])
    margins: SidesDoor = Field(description="The white around the type area.")
    baseline: Length = Field(description="The distance of the lines; a step is a quarter of it.", examples=["3.4 mm"])
    columns: Count = Field(1, description="How many columns.")
    column_gap: Length = Field(0.0, description="The white between two columns.", examples=["4 mm"])


class StyleDoor(Door):
    """A style of the type scale."""

    face: Name = Field(description="The role of its face: titles, narrow, text or pictograms.", examples=["titles"])
    weight: Count = Field(400, description="The weight, as in CSS: 400 to 800.")
    size: Number = Field(description="The size in points.", examples=["9.2"])
    leading: Space = Field(description="The distance of its lines, in steps; or in mm, off the grid.", examples=["5"])
    tracking: Number = Field(0.0, description="Letterspacing, in em.")
    use: Literal["body", "listing", "legal"] = Field(
        "listing", description="Which of the brand's minimum sizes it obeys."
    )
    scaled: Switch = Field(False, description="Whether it follows the sheet: for each hundredth of its height.")
    least: Number = Field(0.0, description="The smallest size in points of a style that follows the sheet.")
    why: Word = Field("", description="Why its leading is no whole number of steps.")


class FamilyDoor(Door):
    """The system for one family of formats."""

    title: Words = Field(description="Its name, as designers say it.", examples=["A5"])
    like: Name = Field("", description="The family that it takes everything from that it does not say.")
    grid: GridDoor = Field(description="The page that it is made for.")
    rules: dict[str, Length] = Field(default_factory=dict, description="The weights of rules.", examples=["{thin: 0.15 mm}"])
    greys: dict[str, Percent] = Field(default_factory=dict, description="Tints of black, in percent, by their use.")
    tints: dict[str, Percent] = Field(default_factory=dict, description="Tints of palette colours, in percent, by their use.")
    spaces: dict[str, Space] = Field(default_factory=dict, description="Distances that have a name, in steps or in mm.")
    type: dict[str, StyleDoor] = Field(description="The type scale, by name.")


class SystemDoor(Door):
    """The design system of the collection: what a designer changes in one place."""

    faces: dict[str, FaceDoor] = Field(description="The faces, by role.")
    families: dict[str, FamilyDoor] = Field(description="The families of formats, by name.")


def read_family(layouts: Path, folders: Sequence[Path], brand: Brand) -> Family:
    """The family of a layout with the tokens that it changes; `folders` are the layout's own and those that it extends,
    nearest first. Raises EditionError with every mistake and its line."""
    files = (layouts / TOKENS, *(one / "layout.yaml" for one in folders))
    stamps = tuple(path.stat().st_mtime_ns if path.is_file() else 0 for path in files)
    return _kept_family(layouts, tuple(folders), brand, stamps)


@lru_cache(maxsize=32)
def _kept_family(layouts: Path, folders: tuple[Path, ...], brand: Brand, stamps: tuple[int, ...]) -> Family:
    """A family as long as its files are the same: editions and languages of one run share it."""
    tree = read_yaml(layouts / TOKENS, _SHOWN)
    sheets = [read_yaml(one / "layout.yaml", f"layouts/{one.name}/layout.yaml") for one in folders]
    tree, name = _changed(tree, sheets)
    families = read_families(tree, brand, (name,))
    return families[name]


def read_system(layouts: Path, brand: Brand) -> dict[str, Family]:
    """Every family as the file says it. Raises EditionError with every mistake and its line."""
    return read_families(read_yaml(layouts / TOKENS, _SHOWN), brand)


def read_written(layouts: Path) -> dict[str, frozenset[str]]:
    """The names of the styles that each family says itself, by family."""
    families = _group(read_yaml(layouts / TOKENS, _SHOWN), "families")
    return {name: frozenset(key for key, _ in _group(node, "type")) for name, node in families}


def read_families(tree: Node, brand: Brand, names: Sequence[str] = ()) -> dict[str, Family]:
    """Families from a tree, all or those named. Raises EditionError."""
    full = _inherited(tree, names)
    door, mistakes = validate_partly(SystemDoor, full)
    if door is not None:
        mistakes.extend(dict.fromkeys(_mistakes(door, full, brand)))
    raise_mistakes(mistakes)
    assert door is not None
    faces = {role: Face(role, face.families, face.brand) for role, face in door.faces.items()}
    return {name: _family(name, family, faces) for name, family in door.families.items()}


def system_schema() -> str:
    """The JSON Schema for editors, as it is kept in schemas/."""
    schema = SystemDoor.model_json_schema()
    schema["$defs"]["FamilyDoor"]["required"] = ["title", "type"]
    schema["$defs"]["StyleDoor"].pop("required")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | schema, indent=1, ensure_ascii=False) + "\n"


def _changed(tree: Node, sheets: Sequence[Node]) -> tuple[Node, str]:
    """The tree with the tokens that the layouts change, the nearest last, and the name of the nearest's family."""
    named = next((sheet for sheet in sheets if sheet.child("system") is not None), None)
    child = named.child("system") if named is not None else None
    known = [name for name, _ in _group(tree, "families")]
    if named is None or child is None or child.value not in known:
        where = named.where("system") if named is not None else sheets[0].where()
        said = f"there is no family `{child.value}` in {_SHOWN}" if child is not None else "the layout names no family"
        hint = did_you_mean(str(child.value), known) if child is not None else f"write `system: {known[0] if known else 'a5'}`"
        raise_mistakes([Mistake(where, said, hint)])
    assert child is not None
    name = str(child.value)
    for sheet in reversed(sheets):
        own = sheet.child("tokens")
        if own is not None and own.kind == "map":
            wrong = [key for key, _ in own.pairs() if key not in _OVER]
            raise_mistakes([Mistake(own.where(key), f"`{key}` is no token", did_you_mean(key, _OVER)) for key in wrong])
            tree = _with(tree, name, own)
    return tree, name


def _with(tree: Node, name: str, own: Node) -> Node:
    pairs = []
    for key, node in tree.pairs():
        if key == "families":
            inner = tuple((one, merged(family, own) if one == name else family) for one, family in node.pairs())
            node = replace(node, value=inner)
        pairs.append((key, node))
    return replace(tree, value=tuple(pairs))


def _group(tree: Node, name: str) -> tuple[tuple[str, Node], ...]:
    child = tree.child(name)
    return tuple(child.pairs()) if child is not None and child.kind == "map" else ()


def _inherited(tree: Node, names: Sequence[str]) -> Node:
    """The tree with each family holding what it takes from the one that it is `like`; only `names`, if any are given."""
    written = dict(_group(tree, "families"))

    def whole(name: str, seen: tuple[str, ...] = ()) -> Node:
        own = written[name]
        like = own.child("like")
        above = str(like.value) if like is not None else ""
        if not above:
            return own
        if above not in written or above in (*seen, name):
            text = f"`like: {above}` goes in a circle" if above in written else f"there is no family `{above}`"
            raise_mistakes([Mistake(own.where("like"), text, did_you_mean(above, list(written)))])
        base, mine = whole(above, (*seen, name)), _baseline(own)
        return merged(_in_mm(base, above) if mine and mine != _baseline(base) else base, own)

    wanted = tuple((name, whole(name)) for name in written if not names or name in names)
    pairs = []
    for key, node in tree.pairs():
        if key == "families" and node.kind == "map":
            lines = tuple(line for (name, _), line in zip(node.pairs(), node.lines, strict=True) if not names or name in names)
            node = replace(node, value=wanted, lines=lines)
        pairs.append((key, node))
    return replace(tree, value=tuple(pairs))


def _baseline(family: Node) -> float:
    """The baseline that a family writes, in mm; 0 where it writes none, or nothing that can be read."""
    grid = family.child("grid")
    child = grid.child("baseline") if grid is not None else None
    try:
        return parse_mm(str(child.value)) if child is not None else 0.0
    except ValueError:
        return 0.0


def _in_mm(family: Node, name: str) -> Node:
    """A family with its steps as millimetres: what one of another baseline takes from it keeps its measures."""
    step = _baseline(family) / STEPS

    def fixed(node: Node) -> Node:
        if node.kind != "scalar" or not re.fullmatch(r"-?[0-9]*\.?[0-9]+", str(node.value)):
            return node
        return replace(node, value=Scalar(f"{float(str(node.value)) * step:.4f} mm"))

    def style(node: Node) -> Node:
        own = tuple((key, fixed(child) if key == "leading" else child) for key, child in node.pairs() if key != "why")
        why = replace(node, kind="scalar", value=Scalar(f"as in {name}"), lines=())
        return replace(node, value=(*own, ("why", why)), lines=(node.line,) * (len(own) + 1))

    pairs = []
    for key, group in family.pairs():
        if key == "type":
            group = replace(group, value=tuple((one, style(child)) for one, child in group.pairs()))
        elif key == "spaces":
            group = replace(group, value=tuple((one, fixed(child)) for one, child in group.pairs()))
        pairs.append((key, group))
    return replace(family, value=tuple(pairs))


def _mistakes(door: SystemDoor, tree: Node, brand: Brand) -> Iterator[Mistake]:
    smallest = {"body": brand.minimum.body, "listing": brand.minimum.listing, "legal": brand.minimum.legal}
    for name, family in door.families.items():
        for key, style in family.type.items():
            where = tree.where("families", name, "type", key)
            if style.face not in door.faces:
                text = f"style `{key}`: there is no face `{style.face}`"
                yield Mistake(where, text, did_you_mean(style.face, list(door.faces)))
            least = style.least if style.scaled else style.size
            if least < smallest[style.use] - 1e-6 and style.face != "pictograms":
                text = f"style `{key}` is of {least:g} pt, less than the brand's {smallest[style.use]:g} pt for {style.use}"
                yield Mistake(where, text, "make it larger, or say what it is for with `use`")
            steps = style.leading[0] if style.leading[1] else style.leading[0] / family.grid.baseline * STEPS
            if not style.scaled and abs(steps - round(steps)) > 1e-3 and not style.why:
                text = f"style `{key}` is led {steps:g} steps: columns would not line up"
                yield Mistake(where, text, "take a whole number of steps, or say why with `why`")


def _family(name: str, door: FamilyDoor, faces: dict[str, Face]) -> Family:
    grid, sides = door.grid, door.grid.margins
    made = Grid(
        grid.trim, sides.head, sides.foot, sides.inner, sides.outer, grid.baseline, grid.columns, grid.column_gap
    )
    type = {
        key: Style(
            key, one.face, one.weight, one.size, _mm(one.leading, 1 if one.scaled else made.step),
            one.tracking, one.use, one.scaled, one.least, one.why,
        )
        for key, one in door.type.items()
    }
    spaces = {key: _mm(space, made.step) for key, space in door.spaces.items()}
    return Family(name, door.title, door.like, made, faces, type, door.rules, door.greys, door.tints, spaces)


def _mm(space: tuple[float, bool], step: float) -> float:
    length, in_steps = space
    return round(length * step if in_steps else length, 4)
