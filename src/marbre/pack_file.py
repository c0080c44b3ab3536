"""editions/_series/<series>/pack.yaml -> what goes into the pack for providers, with every mistake and its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from marbre.fields import Count, Door, Name, Switch, Trim, Words, as_list
from marbre.measures import Size
from marbre.offers.model import Texts
from marbre.yamlfile import Mistake, Node, did_you_mean, raise_mistakes, read_yaml, validate_partly

NAME = "pack.yaml"
FileKind = Literal["print", "web", "preview"]
#: Where the texts of the licence lie, beside pack.yaml.
LICENCE = "pack/licence.{language}.txt"


class PersonalDoor(Door):
    """The page that carries a provider's name."""

    edition: Name = Field(description="An edition of one page.", examples=["kit-comptoir"])
    section: Name = Field(description="The line of its flat plan that takes the offer.", examples=["comptoir"])
    folder: Name | None = Field(None, description="The folder in the pack; left out: the first level.")
    stem: Name = Field(alias="as", description="The files' name, without ending.", examples=["comptoir-personnel"])
    purpose: Words = Field(description="What it is for.", examples=["Carte de comptoir à votre nom."])


class PackedEditionDoor(Door):
    """An edition, and which of its files go into the pack under which name."""

    edition: Name = Field(description="A folder of editions/.", examples=["kit-affiche"])
    files: Annotated[tuple[FileKind, ...], BeforeValidator(as_list)] = Field(
        description="print (PDF/X-4), web (PDF), preview (PNG).", examples=["[print, web, preview]"], min_length=1
    )
    folder: Name | None = Field(None, description="The folder in the pack; left out: the first level.")
    stem: Name = Field(alias="as", description="The files' name, without ending.", examples=["affiche-a3"])
    purpose: Words = Field(description="What it is for.", examples=["Affiche A3, pour la porte."])
    pixels: Count = Field(1400, description="The longer side of a preview.")
    only_if_built: Switch = Field(False, description="Left out of the pack when build/ does not hold it.")


class MarkDoor(Door):
    """A mark of the signature, as SVG, PNG and PDF."""

    mark: Literal["emblem", "colour_bar"] = Field(description="Which one.", examples=["emblem"])
    size: Trim = Field(description="Width x height.", examples=["80 x 80 mm"])
    folder: Name | None = Field(None, description="The folder in the pack; left out: the first level.")
    stem: Name = Field(alias="as", description="The files' name, without ending.", examples=["salamandre"])
    purpose: Words = Field(description="What it is for.", examples=["Emblème du territoire."])


class PackDoor(Door):
    """The pack for providers: frozen files with a licence and a manifest."""

    title: Words = Field(description="What it is called.", examples=["Kit du territoire"])
    stem: Name = Field(description="The name of the zip, without language and ending.", examples=["kit-pays"])
    languages: Annotated[tuple[Literal["fr", "en", "de"], ...], BeforeValidator(as_list)] = Field(
        ("fr",), description="Languages of its licence, the one that prevails first.", min_length=1
    )
    personal: PersonalDoor | None = Field(None, description="The page that carries a provider's name.")
    editions: list[PackedEditionDoor] = Field(description="Editions in the pack.", min_length=1)
    marks: list[MarkDoor] = Field(default_factory=list, description="Marks of the signature that partners may show.")
    fonts: dict[str, Words] = Field(default_factory=dict, description="Licences of the embedded faces, by family.")


@dataclass(frozen=True, slots=True)
class Packed:
    """An edition in the pack: `files` of print, web, preview; `path` its name there without ending, folder included."""

    edition: str
    files: tuple[str, ...]
    path: str
    purpose: Texts
    pixels: int = 1400
    only_if_built: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True)
class PackedMark:
    """A mark: emblem or colour_bar, its size in mm, its name in the pack without ending."""

    mark: str
    size: Size
    path: str
    purpose: Texts


@dataclass(frozen=True, slots=True)
class PackPlan:
    """What a pack is made of. `licences` are the texts with their braces, by language, the one that prevails first."""

    series: str
    title: Texts
    stem: str
    editions: tuple[Packed, ...]
    marks: tuple[PackedMark, ...]
    fonts: tuple[tuple[str, Texts], ...]
    licences: tuple[tuple[str, str], ...]
    personal: Packed | None = None
    source: str = ""


def read_pack(editions: Path, series: str) -> PackPlan:
    """The pack of a series. Raises InputError without the file, EditionError with every mistake and its line."""
    folder = editions / "_series" / series
    shown = f"editions/_series/{series}/{NAME}"
    tree = read_yaml(folder / NAME, shown)
    door, mistakes = validate_partly(PackDoor, tree)
    if door is not None:
        mistakes.extend(_mistakes(door, tree, editions, folder))
    raise_mistakes(mistakes)
    assert door is not None
    return _plan(door, series, folder, tree)


def _mistakes(door: PackDoor, tree: Node, editions: Path, folder: Path) -> Iterator[Mistake]:
    known = sorted(path.parent.name for path in editions.glob("[!_]*/edition.yaml"))
    for index, one in enumerate(door.editions):
        if one.edition not in known:
            where = tree.where("editions", index, "edition")
            yield Mistake(where, f"there is no edition `{one.edition}`", did_you_mean(one.edition, known))
        if len(set(one.files)) < len(one.files):
            yield Mistake(tree.where("editions", index, "files"), "a file is named twice", "keep one")
    if door.personal is not None and door.personal.edition not in known:
        text = f"there is no edition `{door.personal.edition}`"
        yield Mistake(tree.where("personal", "edition"), text, did_you_mean(door.personal.edition, known))
    yield from _same_names(door, tree)
    for language in door.languages:
        if not (folder / LICENCE.format(language=language)).is_file():
            text = f"the licence is missing: {LICENCE.format(language=language)}"
            yield Mistake(tree.where("languages"), text, "write it beside pack.yaml, or take the language out")


def _same_names(door: PackDoor, tree: Node) -> Iterator[Mistake]:
    """Two entries that would write the same file."""
    seen: dict[str, str] = {}
    entries: list[tuple[str, int, PackedEditionDoor | MarkDoor]] = [
        *(("editions", index, one) for index, one in enumerate(door.editions)),
        *(("marks", index, mark) for index, mark in enumerate(door.marks)),
    ]
    for part, index, one in entries:
        path = _path(one.folder, one.stem)
        where = tree.where(part, index, "as")
        if path in seen:
            yield Mistake(where, f"the name `{path}` is already taken ({seen[path]})", "give each its own name")
        seen.setdefault(path, where)
    if door.personal is not None:
        path = _path(door.personal.folder, door.personal.stem)
        if path in seen:
            where = tree.where("personal", "as")
            yield Mistake(where, f"the name `{path}` is already taken ({seen[path]})", "give each its own name")


def _path(folder: str | None, stem: str) -> str:
    return f"{folder}/{stem}" if folder else stem


def _plan(door: PackDoor, series: str, folder: Path, tree: Node) -> PackPlan:
    own = door.personal
    return PackPlan(
        series, door.title, door.stem,
        tuple(
            Packed(one.edition, one.files, _path(one.folder, one.stem), one.purpose, one.pixels, one.only_if_built)
            for one in door.editions
        ),
        tuple(PackedMark(one.mark, one.size, _path(one.folder, one.stem), one.purpose) for one in door.marks),
        tuple(door.fonts.items()),
        tuple((one, (folder / LICENCE.format(language=one)).read_text(encoding="utf-8")) for one in door.languages),
        None if own is None else _personal(own),
        tree.where(),
    )  # fmt: skip


def _personal(own: PersonalDoor) -> Packed:
    kinds = ("print", "web", "preview")
    return Packed(own.edition, kinds, _path(own.folder, own.stem), own.purpose, section=own.section)
