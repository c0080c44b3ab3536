"""How the parts of edition.yaml fit together and with the files around it: what no single field can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from marbre.brand import Brand
from marbre.edition_fields import EditionDoor, SectionDoor
from marbre.offers.model import LANGUAGES
from marbre.series import layout_folders
from marbre.yamlfile import Key, Mistake, Node, did_you_mean

#: Kinds whose offers must be named, and kinds that may carry a text.
NEED_SELECT = ("listing", "table", "agenda", "calendar", "choice")
WITH_TEXT = ("page", "spread", "article")
#: The language that texts are written in first.
SOURCE = "fr"
#: What pages may be a multiple of.
STEPS = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around an edition.yaml: the brand, its own folder, the folder of layouts, `above` those of its series."""

    brand: Brand
    folder: Path
    layouts: Path
    above: tuple[Path, ...] = ()
    #: A text in any language counts for all: for looking at what is not translated.
    lenient: bool = False
    #: Folders are read once; the same questions come for every section.
    _seen: dict[tuple[str, str], set[str]] = field(default_factory=dict, compare=False, repr=False)

    def texts(self, language: str) -> set[str]:
        """The names of the texts in a language."""
        key = ("texts", language)
        if key not in self._seen:
            folders = (self.folder, *self.above)
            wanted = "*" if self.lenient else language
            self._seen[key] = {path.stem for one in folders for path in (one / "texts").glob(f"{wanted}/*.md")}
        return self._seen[key]

    def templates(self, layout: str) -> set[str]:
        """The names of the templates of a layout."""
        key = ("templates", layout)
        if key not in self._seen:
            folders = layout_folders(self.layouts, layout)
            found = [path for folder in folders for path in folder.rglob("*")]
            names = {path.name.split(".")[0] for path in found if {".html", ".j2", ".jinja"} & set(path.suffixes)}
            self._seen[key] = {name for name in names if not name.startswith("_")}
        return self._seen[key]


def cross_mistakes(door: EditionDoor, tree: Node, around: Surroundings) -> list[Mistake]:
    """Every mistake that needs two places to be seen."""
    checks = (_borrowed, _dates, _pages, _grid, _palette, _spots, _levels, _sectors, _layout, _adverts, _languages, _blocked)
    mistakes = [mistake for check in checks for mistake in check(door, tree, around)]
    return mistakes + list(_flatplan(door, tree, around))


def _borrowed(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    editions = around.folder.parent
    for index, name in enumerate(door.borrow):
        if not (editions / name / "texts").is_dir():
            known = sorted(path.parent.name for path in editions.glob("[!_]*/texts"))
            yield _at(tree, f"there is no edition `{name}` to borrow texts from", did_you_mean(name, known), ("borrow", index))


def _at(tree: Node, text: str, hint: str, *paths: tuple[Key, ...]) -> Mistake:
    return Mistake(tree.where(*paths[0]), text, hint, paths)


def _dates(door: EditionDoor, tree: Node, _: Surroundings) -> Iterator[Mistake]:
    for first, last, hint in (
        ("valid_from", "valid_to", "an edition ends after it begins"),
        ("data_date", "dated", "the listings are closed before the files are made"),
        ("dated", "valid_to", "the files are made before the end of its life"),
    ):
        one, other = getattr(door, first), getattr(door, last)
        if other < one:
            yield _at(
                tree, f"field `{last}` ({other}) lies before `{first}` ({one})", hint, (last,), (first,)
            )
    if not door.valid_from.year <= door.year <= door.valid_to.year:
        text = f"field `year` ({door.year}) lies outside {door.valid_from} to {door.valid_to}"
        yield _at(
            tree, text, "look at `valid_from` and `valid_to`", ("year",), ("valid_from",), ("valid_to",)
        )


def _pages(door: EditionDoor, tree: Node, _: Surroundings) -> Iterator[Mistake]:
    printing = door.printing
    step = printing.multiple
    for name in ("min_pages", "max_pages") if step in STEPS else ():
        pages = getattr(printing, name)
        if pages % step:
            below = pages - pages % step
            text = f"field `{name}`: {pages} pages is not a multiple of {step}"
            yield _at(
                tree, text, f"write {below} or {below + step}", ("printing", name), ("printing", "multiple")
            )
    if step not in STEPS:
        text = f"field `multiple` cannot be {step}"
        yield _at(tree, text, "sheets fold to 4, 8 or 16 pages; a flat or folded one has 1 or 2", ("printing", "multiple"))
    if printing.max_pages < printing.min_pages:
        text = f"field `max_pages` ({printing.max_pages}) is less than `min_pages` ({printing.min_pages})"
        yield _at(tree, text, "exchange them", ("printing", "max_pages"), ("printing", "min_pages"))


def _grid(door: EditionDoor, tree: Node, _: Surroundings) -> Iterator[Mistake]:
    page, margins = door.format, door.format.margins
    width = page.trim.width - margins.inner - margins.outer - (page.columns - 1) * page.column_gap
    height = page.trim.height - margins.head - margins.foot
    if width < 20 * max(1, page.columns):
        text = f"the columns are narrower than 20 mm ({width:g} mm for {page.columns} of them)"
        yield _at(tree, text, "look at `trim`, `margins` and `columns`", ("format",), ("format", "margins"))
    if page.baseline <= 0 or height < 2 * page.baseline:
        text = f"the type area holds no lines ({height:g} mm high, baseline {page.baseline:g} mm)"
        yield _at(tree, text, "look at `trim`, `margins` and `baseline`", ("format",), ("format", "margins"))
    panels = page.panels
    for side, asked, given in (("width", page.trim.width, panels.widths), ("height", page.trim.height, panels.heights)):
        if given and abs(sum(given) - asked) > 0.05:
            text = f"the panels are {sum(given):g} mm together, the {side} of the sheet is {asked:g} mm"
            yield _at(tree, text, "make them add up", ("format", "panels", f"{side}s"), ("format", "trim"))
    if (panels.widths or panels.heights) and door.printing.binding != "sheet":
        text = "panels are those of a folded sheet"
        yield _at(tree, text, "write `binding: sheet`", ("format", "panels"), ("printing", "binding"))


def _palette(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    names = [colour.name for colour in around.brand.palette]
    prefixes: dict[str, str] = {}
    for id, chapter in door.chapters.items():
        if chapter.colour not in names:
            path = ("chapters", id, "colour")
            hint = did_you_mean(chapter.colour, names)
            yield _at(tree, f"colour `{chapter.colour}` is not in brand.yaml", hint, path)
        if chapter.prefix in prefixes:
            text = f"prefix `{chapter.prefix}` is already that of chapter `{prefixes[chapter.prefix]}`"
            yield _at(tree, text, "give each chapter its own letter", ("chapters", id, "prefix"))
        prefixes.setdefault(chapter.prefix, id)


def _spots(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    bought = {colour.name: colour.spot for colour in around.brand.palette}
    for index, name in enumerate(door.printing.spots):
        path = ("printing", "spots", index)
        if name not in bought:
            yield _at(tree, f"colour `{name}` is not in brand.yaml", did_you_mean(name, list(bought)), path)
        elif not bought[name]:
            yield _at(
                tree, f"colour `{name}` has no ink of its own", f"give `{name}` a `spot:` in brand.yaml", path
            )


def _levels(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    templates = around.templates(door.layout)
    seen: set[str] = set()
    earned: dict[int, str] = {}
    for index, level in enumerate(door.levels):
        if level.id in seen:
            yield _at(tree, f"level `{level.id}` is given twice", "rename one", ("levels", index, "id"))
        seen.add(level.id)
        for criterion in level.criteria:
            if criterion in earned:
                text = f"criterion {criterion} already earns level `{earned[criterion]}`"
                yield _at(tree, text, "leave it in one level", ("levels", index, "criteria"))
            earned.setdefault(criterion, level.id)
        if templates and level.template not in templates:
            text = f"template `{level.template}` is not in layouts/{door.layout}/"
            hint = did_you_mean(level.template, sorted(templates))
            yield _at(tree, text, hint, ("levels", index, "template"), ("layout",))


def _sectors(door: EditionDoor, tree: Node, _: Surroundings) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for id, sector in door.sectors.items():
        for index, insee in enumerate(sector.communes):
            path = ("sectors", id, "communes", index)
            if not re.fullmatch(r"[0-9][0-9AB][0-9]{3}", insee):
                yield _at(
                    tree, f"`{insee}` is not an INSEE code", "five figures, such as 63178 for Issoire", path
                )
            if insee in owners:
                yield _at(tree, f"commune {insee} is already in sector `{owners[insee]}`", "keep one", path)
            owners.setdefault(insee, id)


def _layout(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    if not (around.layouts / door.layout).is_dir():
        known = sorted(path.name for path in around.layouts.glob("[!_]*") if path.is_dir())
        text = f"there is no layout `{door.layout}` in layouts/"
        yield _at(tree, text, did_you_mean(door.layout, known), ("layout",))


def _adverts(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    placed = {section.id for section in (*door.cover, *door.flatplan) if section.kind == "advert"}
    for slot, advert in door.adverts.items():
        here: tuple[Key, ...] = ("adverts", slot)
        if slot not in placed:
            hint = f"add `- advert: {slot}` to the flat plan, or take the slot out"
            yield _at(
                tree, f"advertising slot `{slot}` is nowhere in the flat plan", hint, here, ("flatplan",)
            )
        if advert.sold_to and not advert.file:
            yield _at(
                tree, f"slot `{slot}` is sold to {advert.sold_to} but has no file", "write `file:`", here
            )
        if advert.file and not (around.folder / "adverts" / advert.file).is_file():
            known = sorted(path.name for path in (around.folder / "adverts").glob("*"))
            hint = did_you_mean(advert.file, known) or f"put it in adverts/ beside {Path(tree.file).name}"
            yield _at(tree, f"the advertisement `{advert.file}` is missing", hint, (*here, "file"))
        if advert.filler and not advert.sold_to:
            lacking = _untranslated(door, advert.filler, around)
            if lacking and advert.filler not in around.templates(door.layout):
                files = ", ".join(f"texts/{language}/{advert.filler}.md" for language in lacking)
                text = f"filler `{advert.filler}` is missing: {files}"
                yield _at(tree, text, "write the text, or name another", (*here, "filler"), ("languages",))
        if not advert.sold_to and not advert.filler:
            text = f"slot `{slot}` is free and has no filler"
            yield _at(tree, text, "write `filler:`, the name of a text of the house", here)
        if advert.sold_to and not advert.alt:
            text = f"slot `{slot}` does not say what its advertisement shows"
            yield _at(tree, text, "write `alt:` for readers who cannot see it", here)


def _languages(door: EditionDoor, tree: Node, _: Surroundings) -> Iterator[Mistake]:
    for index, language in enumerate(door.languages):
        if language in door.languages[:index]:
            yield _at(tree, f"language `{language}` is given twice", "keep one", ("languages", index))
    for path, given in _translations(tree, ()):
        missing = [language for language in door.languages if language not in given]
        if missing:
            text = f"no text in {', '.join(f'`{language}`' for language in missing)}"
            yield _at(tree, text, f"add {', '.join(f'`{one}: …`' for one in missing)}", path, ("languages",))


def _translations(node: Node, path: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], set[str]]]:
    """Every mapping of languages to texts."""
    names = {name for name, child in node.pairs() if child.kind == "scalar"}
    if names and len(names) == len(node.pairs()) and names <= set(LANGUAGES):
        yield path, names
        return
    for name, child in node.pairs():
        yield from _translations(child, (*path, name))
    for index, child in enumerate(node.items()):
        yield from _translations(child, (*path, index))


def _flatplan(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    parts: tuple[tuple[str, list[SectionDoor]], ...] = (("cover", door.cover), ("flatplan", door.flatplan))
    for part, sections in parts:
        for index, section in enumerate(sections):
            path = (part, index)
            if len(section.kinds) != 1:
                found = " and ".join(f"`{kind}`" for kind in section.kinds) or "none"
                hint = "begin it with one kind, such as `- article: my-text`"
                yield _at(tree, f"a line of the flat plan has exactly one kind, here {found}", hint, path)
                continue
            if section.id in seen:
                hint = "give each line its own name; `texts` and `template` may be the same"
                yield _at(tree, f"section `{section.id}` is already on line {seen[section.id]}", hint, path)
            seen.setdefault(section.id, tree.where(*path).rpartition(":")[2])
            yield from _section(door, section, tree, path, around)


def _section(
    door: EditionDoor, section: SectionDoor, tree: Node, path: tuple[Key, ...], around: Surroundings
) -> Iterator[Mistake]:
    if section.chapter and section.chapter not in door.chapters:
        hint = did_you_mean(section.chapter, list(door.chapters))
        yield _at(
            tree,
            f"there is no chapter `{section.chapter}`",
            hint,
            (*path, "chapter"),
            ("chapters", section.chapter),
        )
    if section.kind in NEED_SELECT and section.select is None:
        hint = "write for example `select: {types: [RESTAURATION]}`"
        yield _at(
            tree, f"{section.kind} `{section.id}` does not say which offers", hint, path, (*path, "select")
        )
    for index, chapter in enumerate(section.select.chapters if section.select else ()):
        if chapter not in door.chapters:
            hint = did_you_mean(chapter, list(door.chapters))
            yield _at(tree, f"there is no chapter `{chapter}`", hint, (*path, "select", "chapters", index))
    if section.kind == "advert" and section.id not in door.adverts:
        hint = did_you_mean(section.id, list(door.adverts)) or f"describe `{section.id}` under `adverts`"
        yield _at(
            tree,
            f"there is no advertising slot `{section.id}`",
            hint,
            (*path, "advert"),
            ("adverts", section.id),
        )
    if section.kind == "spread" and section.pages % 2:
        yield _at(
            tree, f"spread `{section.id}` has an odd number of pages", "write `pages: 2`", (*path, "pages")
        )
    yield from _template(door, section, tree, path, around)
    yield from _texts(door, section, tree, path, around)


def _template(
    door: EditionDoor, section: SectionDoor, tree: Node, path: tuple[Key, ...], around: Surroundings
) -> Iterator[Mistake]:
    templates = around.templates(door.layout)
    needed = section.template or section.kind in ("page", "spread")
    if templates and needed and section.template_name not in templates:
        text = f"template `{section.template_name}` is not in layouts/{door.layout}/"
        place = "template" if section.template else section.kind
        hint = did_you_mean(section.template_name, sorted(templates))
        yield _at(tree, text, hint, (*path, place), ("layout",))


def section_texts(section: SectionDoor, languages: tuple[str, ...], around: Surroundings) -> tuple[str, ...]:
    """The texts of a section: those it names, else the one that has its own name."""
    if section.texts or section.kind not in WITH_TEXT:
        return section.texts
    own = any(section.id in around.texts(language) for language in languages)
    return (section.id,) if own or section.kind == "article" else ()


def _untranslated(door: EditionDoor, name: str, around: Surroundings) -> list[str]:
    """The languages that a text is missing in and must be told one by one; the rule of the edition sees to translations."""
    lacking: list[str] = [language for language in door.languages if name not in around.texts(language)]
    return [] if door.untranslated and name in around.texts(SOURCE) else lacking


def _blocked(door: EditionDoor, tree: Node, around: Surroundings) -> Iterator[Mistake]:
    """With the rule `block`, every text without a translation in one mistake."""
    if door.untranslated != "block":
        return
    sections = (*door.cover, *door.flatplan)
    named = [name for one in sections for name in section_texts(one, door.languages, around)]
    named += [slot.filler for slot in door.adverts.values() if slot.filler and not slot.sold_to]
    known = [name for name in dict.fromkeys(named) if name in around.texts(SOURCE)]
    lacking = ((one, name) for one in door.languages for name in known if name not in around.texts(one))
    missing = [f"texts/{language}/{name}.md" for language, name in lacking]
    if missing:
        text = f"{len(missing)} text{'s' if len(missing) > 1 else ''} without a translation: {', '.join(missing)}"
        hint = "translate them, or write `untranslated: mark` or `leave_out`"
        yield _at(tree, text, hint, ("untranslated",), ("languages",))


def _texts(
    door: EditionDoor, section: SectionDoor, tree: Node, path: tuple[Key, ...], around: Surroundings
) -> Iterator[Mistake]:
    for index, name in enumerate(section_texts(section, door.languages, around)):
        missing = _untranslated(door, name, around)
        if missing:
            files = ", ".join(f"texts/{language}/{name}.md" for language in missing)
            known = sorted(set().union(*(around.texts(language) for language in missing)) - {name})
            near = did_you_mean(name, known)
            hint = near if near.startswith("did") else "write the text, or correct the name"
            place = (*path, "texts", index) if section.texts else (*path, section.kind)
            yield _at(tree, f"text `{name}` is missing: {files}", hint, place, ("languages",))
