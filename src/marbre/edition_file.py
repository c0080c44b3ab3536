"""edition.yaml -> Edition, with every mistake and its line: fields first, then how they fit together."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from marbre import edition as values
from marbre.brand import Brand
from marbre.edition_checks import Surroundings, cross_mistakes, section_texts
from marbre.edition_fields import EditionDoor, FormatDoor, SectionDoor, SelectDoor
from marbre.errors import InputError
from marbre.fields import Door
from marbre.paper import grammage_in
from marbre.series import read_edition_tree, series_folders
from marbre.yamlfile import Mistake, Node, did_you_mean, raise_mistakes, validate_partly


def read_edition(root: Path, name: str, brand: Brand, lenient: bool = False) -> values.Edition:
    """The edition in `editions/<name>/` below the project's `root`; with `lenient`, texts may lack translations.

    Raises InputError when there is no such edition, EditionError with every mistake and its line.
    """
    folder = root / "editions" / name
    if not (folder / "edition.yaml").is_file():
        known = sorted(path.parent.name for path in (root / "editions").glob("[!_]*/edition.yaml"))
        raise InputError(f"there is no edition `{name}` in editions/", did_you_mean(name, known))
    above = series_folders(root / "editions", folder)[1:]
    around = Surroundings(brand, folder, root / "layouts", above, lenient)
    return read_edition_file(folder, around, f"editions/{name}/edition.yaml")


def read_edition_file(folder: Path, around: Surroundings, shown: str) -> values.Edition:
    """The edition in a folder; `shown` is how its file is called in messages. Raises EditionError."""
    tree = read_edition_tree(folder.parent, folder, shown)
    door, mistakes = validate_partly(EditionDoor, tree)
    if door is not None:
        around = replace(around, above=(*around.above, *(folder.parent / name for name in door.borrow)))
        paths = [path for mistake in mistakes for path in mistake.paths]
        crossed = cross_mistakes(door, tree, around)
        mistakes += [one for one in crossed if not _concerns(one, paths)]
    raise_mistakes(mistakes)
    assert door is not None
    return _edition(folder.name, door, tree, around)


def _concerns(mistake: Mistake, wrong: list[tuple[str | int, ...]]) -> bool:
    """Whether it speaks of something already reported: its own field, one inside it or one around it."""
    return any(
        ours[: len(theirs)] == theirs or theirs[: len(ours)] == ours
        for ours in mistake.paths
        for theirs in wrong
    )


def _edition(name: str, door: EditionDoor, tree: Node, around: Surroundings) -> values.Edition:
    return values.Edition(
        name=name,
        title=door.title,
        subtitle=door.subtitle,
        year=door.year,
        layout=door.layout,
        languages=door.languages,
        dated=door.dated,
        data_date=door.data_date,
        valid_from=door.valid_from,
        valid_to=door.valid_to,
        format=_format(door.format),
        printing=_printing(door),
        levels=tuple(
            values.Level(one.id, one.criteria, one.template, one.columns, one.characters)
            for one in door.levels
        ),
        chapters=tuple(
            values.Chapter(
                id, one.title, one.tab or one.title, one.colour, one.mark, one.prefix, one.pictogram, one.terms
            )
            for id, one in door.chapters.items()
        ),
        adverts=tuple(
            values.Advert(
                slot, one.format, one.sold_to, one.file, one.alt, one.filler, tree.where("adverts", slot)
            )
            for slot, one in door.adverts.items()
        ),
        flatplan=_sections("flatplan", door.flatplan, door, tree, around),
        cover=_sections("cover", door.cover, door, tree, around),
        sectors=tuple((id, one.title, one.communes) for id, one in door.sectors.items()),
        source=tree.where(),
        borrow=door.borrow,
        formats=tuple((id, _format(one)) for id, one in door.formats.items()),
        publication=door.publication,
        untranslated=door.untranslated,
    )


def _format(page: FormatDoor) -> values.PageFormat:
    margins = page.margins
    return values.PageFormat(
        trim=page.trim,
        bleed=page.bleed,
        head=margins.head,
        foot=margins.foot,
        inner=margins.inner,
        outer=margins.outer,
        baseline=page.baseline,
        columns=page.columns,
        column_gap=page.column_gap,
        panels=_panels(page),
    )


def _panels(page: FormatDoor) -> values.Panels:
    """A sheet folded one way only has its whole length the other way."""
    widths, heights = page.panels.widths, page.panels.heights
    if not widths and not heights:
        return values.Panels()
    return values.Panels(widths or (page.trim.width,), heights or (page.trim.height,), page.panels.fold)


def _printing(door: EditionDoor) -> values.Printing:
    ticket = door.printing
    return values.Printing(
        printer=ticket.printer,
        printer_address=ticket.address,
        run=ticket.run,
        paper_body=ticket.paper.body,
        paper_cover=ticket.paper.cover,
        binding=ticket.binding,
        multiple=ticket.multiple,
        min_pages=ticket.min_pages,
        max_pages=ticket.max_pages,
        legal_deposit=ticket.legal_deposit,
        house=ticket.house,
        spots=ticket.spots,
        grammage=ticket.paper.grammage or grammage_in(ticket.paper.body),
        bulk=ticket.paper.bulk,
        spine=ticket.spine,
        cover=ticket.cover,
        delivery=ticket.delivery,
        proofs=ticket.proofs,
        issn=ticket.issn,
    )


def _sections(
    part: str, sections: list[SectionDoor], door: EditionDoor, tree: Node, around: Surroundings
) -> tuple[values.Section, ...]:
    return tuple(
        values.Section(
            id=one.id,
            kind=one.kind,
            template=one.template_name,
            chapter=one.chapter,
            title=one.title,
            texts=section_texts(one, door.languages, around),
            select=_selection(one.select, door.within) if one.select else None,
            group=one.group,
            starts=one.starts,
            pages=one.pages or (2 if one.kind == "spread" else 0),
            in_contents=one.in_contents,
            options=tuple((name, _frozen(value)) for name, value in one.options.items()),
            source=tree.where(part, index),
        )
        for index, one in enumerate(sections)
    )


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _selection(door: SelectDoor, within: SelectDoor | None) -> values.Selection:
    """What a section selects; the conditions of the whole edition count where it says nothing of its own."""
    if within is not None and not door.ids:
        own = door.model_fields_set
        door = door.model_copy(update={name: getattr(within, name) for name in within.model_fields_set - own})
    return values.Selection(
        ids=door.ids,
        types=door.types,
        subtypes=door.subtypes,
        terms=door.terms,
        without_terms=door.without_terms,
        selections=door.selections,
        criteria=door.criteria,
        communes=door.communes,
        chapters=door.chapters,
        pets=door.pets,
        aspect=door.aspect,
        limit=door.limit,
    )


def edition_schema() -> str:
    """The JSON Schema (2020-12) of edition.yaml, for editors' software; `schemas/edition.schema.json` holds
    it.
    """
    schema = EditionDoor.model_json_schema(by_alias=True, schema_generator=GenerateJsonSchema)
    doors = {door.__name__: door for door in Door.__subclasses__()}
    for name, group in ((EditionDoor.__name__, schema), *schema["$defs"].items()):
        for field, described in group["properties"].items():
            described.setdefault("description", doors[name].model_fields[field].description)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "edition.yaml"}
    return json.dumps(_lean(schema), indent=1, ensure_ascii=False) + "\n"


def _lean(value: Any) -> Any:
    """Without the titles that pydantic makes up; the only value of a list may stand without brackets."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_lean(item) for item in value]
    if not isinstance(value, dict):
        return value
    lean = {
        key: _lean(item)
        for key, item in value.items()
        if not (key == "title" and isinstance(item, str) and item != "edition.yaml") and key != "examples"
    }
    if lean.get("type") == "array" and "items" in lean and lean["items"].get("type") not in (None, "object"):
        kept = {key: lean.pop(key) for key in ("description", "default") if key in lean}
        return {"anyOf": [lean["items"], lean], **kept}
    return lean
