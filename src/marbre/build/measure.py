"""First call of the press: everything whose size the plan must know, as blocks, and the sections made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from marbre.block import Block
from marbre.build.article_fit import articles_fitted, height_steps
from marbre.build.copyfit import fitted, matter_of
from marbre.compose.articles import flow_html, shapes_of, side_html, words_html
from marbre.compose.calendar import calendar_matter
from marbre.compose.copy import Copy
from marbre.compose.indexes import index_html
from marbre.compose.matter import Item, Matter
from marbre.compose.sections import section_item, section_title, table_item
from marbre.edition import Section
from marbre.findings import Finding
from marbre.plan.model import Piece
from marbre.plan.pile import Run
from marbre.press.pool import Job, Press

#: Sections whose text runs through narrow columns, and how many; two on a page of a single column.
THREADS = {"index": 3, "partners": 3}


@dataclass(frozen=True, slots=True)
class Measured:
    """Runs for the plan, the blocks measured, the matter they came from, and findings of composing."""

    runs: tuple[Run, ...]
    blocks: dict[str, Block]
    matters: tuple[Matter, ...]
    findings: tuple[Finding, ...]
    rendered: int


@dataclass(frozen=True, slots=True)
class _Wish:
    """A section with the items that must be measured for it."""

    section: Section
    head: Item | None = None
    items: tuple[Item, ...] = ()
    text: Item | None = None
    words: Item | None = None
    matter: Matter | None = None
    sides: tuple[Item | None, ...] = ()


def measure(copy: Copy, press: Press, progress: Callable[[int, int], None] | None) -> Measured:
    """Compose and measure all that flows."""
    plan = copy.edition.flatplan
    wishes = [_wish(copy, section) for section in plan if section.kind != "choice" and not _bare(copy, section)]
    items = [item for wish in wishes for item in _all(wish)]
    jobs = [Job(item.html, copy.layout.css, copy.language, item.page) for item in items]
    pressed = press.press(jobs, progress)
    keys = {item.name: block.key for item, block in zip(items, pressed.blocks, strict=True)}
    blocks = {block.key: block for block in pressed.blocks}
    wishes, told, anew = _listings_fitted(copy, wishes, keys, blocks, press)
    step = copy.edition.format.baseline / 4
    runs = [_run(copy, wish, keys, blocks, step) for wish in wishes]
    anew += articles_fitted(copy, runs, press)
    matters = tuple(wish.matter for wish in wishes if wish.matter is not None)
    findings = (*(finding for matter in matters for finding in matter.findings), *told)
    return Measured(tuple(runs), blocks, matters, findings, pressed.rendered + anew)


def _listings_fitted(
    copy: Copy, wishes: list[_Wish], keys: dict[str, str], blocks: dict[str, Block], press: Press
) -> tuple[list[_Wish], list[Finding], int]:
    """The listings of every section on the rungs that they need; `keys` and `blocks` learn what was set anew."""
    settled: list[_Wish] = []
    told: list[Finding] = []
    rendered = 0
    for wish in wishes:
        if wish.matter is not None and wish.section.kind != "calendar":
            known = {item.name: blocks[keys[item.name]] for item in wish.matter.items}
            matter, made, found, count = fitted(copy, wish.section, wish.matter, known, press)
            keys |= {name: block.key for name, block in made.items()}
            blocks |= {block.key: block for block in made.values()}
            told += found
            rendered += count
            wish = replace(wish, matter=matter, items=matter.items)
        settled.append(wish)
    return settled, told, rendered


def _bare(copy: Copy, section: Section) -> bool:
    """Whether a section that takes what the others left finds nothing: then it has no heading either."""
    return bool(section.option("rest")) and not copy.chosen.get(section.id)


def _all(wish: _Wish) -> Iterable[Item]:
    yield from (item for item in (wish.head, wish.text, wish.words) if item is not None)
    yield from wish.items
    yield from (item for item in wish.sides if item is not None)


def _wish(copy: Copy, section: Section) -> _Wish:
    if section.kind in ("listing", "agenda"):
        matter = matter_of(copy, section, {})
        return _Wish(section, section_item(copy, section), matter.items, matter=matter)
    if section.kind == "calendar":
        matter = calendar_matter(
            section, copy.chosen[section.id], copy.edition, copy.layout, copy.setting, copy.places.grid, copy.numbers
        )
        return _Wish(section, section_item(copy, section), matter.items, matter=matter)
    if section.kind == "table":
        return _Wish(section, section_item(copy, section), (table_item(copy, section),))
    if section.kind == "article":
        text = Item(f"text:{section.id}", flow_html(copy, section, None), "col", "flow")
        words = Item(f"words:{section.id}", words_html(copy, section), "wide", "words")
        sides = tuple(_side(copy, section, number) for number in range(len(shapes_of(copy, section))))
        return _Wish(section, text=text, words=words, sides=sides)
    if section.kind in THREADS:
        text = Item(f"text:{section.id}", index_html(copy, section, None), "third", "index")
        return _Wish(section, section_item(copy, section), text=text)
    return _Wish(section)


def _side(copy: Copy, section: Section, number: int) -> Item | None:
    """What stands beside the text on one page of an article in a shape."""
    parts = shapes_of(copy, section)[number].side
    return Item(f"side:{section.id}:{number}", side_html(copy, section, parts, None), "col", "side") if parts else None


def _run(copy: Copy, wish: _Wish, keys: dict[str, str], blocks: dict[str, Block], step: float) -> Run:
    def steps(item: Item) -> int:
        return height_steps(blocks[keys[item.name]], step)

    def piece(item: Item) -> Piece:
        return Piece(
            item.name, keys[item.name], steps(item), item.after, item.wide, item.leads, item.record, item.anchors,
            item.template, item.title,
        )  # fmt: skip

    section = wish.section
    title = section_title(copy, section)
    head = piece(wish.head) if wish.head else None
    if wish.words is not None and wish.text is not None:
        sides = tuple(steps(item) if item else 0 for item in wish.sides)
        return Run(
            section, "article", title, text=steps(wish.text), words=steps(wish.words) + 5,
            shapes=shapes_of(copy, section), sides=sides,
        )  # fmt: skip
    if wish.text is not None:
        columns = THREADS[section.kind] if copy.edition.format.columns > 1 else 2
        return Run(section, "thread", title, head, text=steps(wish.text), columns=columns)
    if wish.items or section.kind in ("listing", "agenda", "calendar", "table"):
        return Run(section, "flow", title, head, tuple(piece(item) for item in wish.items))
    sheets = section.pages or (2 if section.kind == "spread" else 1)
    return Run(section, "sheets", title, sheets=sheets, plain=section.template not in copy.layout_words.bare)
