"""First call of the press: everything whose size the plan must know, as blocks, and the sections made of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from marbre.block import Block
from marbre.compose.articles import flow_html, words_html
from marbre.compose.copy import Copy
from marbre.compose.indexes import index_html
from marbre.compose.matter import Item, Matter, listing_matter
from marbre.compose.sections import section_item, section_title, table_item
from marbre.edition import Section
from marbre.findings import Finding
from marbre.measures import px_to_mm
from marbre.plan.model import Piece
from marbre.plan.stack import Run
from marbre.press.pool import Job, Press

#: Sections whose text runs through narrow columns, and how many.
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


def measure(copy: Copy, press: Press, progress: Callable[[int, int], None] | None) -> Measured:
    """Compose and measure all that flows."""
    wishes = [_wish(copy, section) for section in copy.edition.flatplan]
    items = [item for wish in wishes for item in _all(wish)]
    jobs = [Job(item.html, copy.layout.css, copy.language, item.page) for item in items]
    pressed = press.press(jobs, progress)
    keys = {item.name: block.key for item, block in zip(items, pressed.blocks, strict=True)}
    blocks = {block.key: block for block in pressed.blocks}
    step = copy.edition.format.baseline / 4
    runs = tuple(_run(copy, wish, keys, blocks, step) for wish in wishes)
    matters = tuple(wish.matter for wish in wishes if wish.matter is not None)
    findings = tuple(finding for matter in matters for finding in matter.findings)
    return Measured(runs, blocks, matters, findings, pressed.rendered)


def _all(wish: _Wish) -> Iterable[Item]:
    yield from (item for item in (wish.head, wish.text, wish.words) if item is not None)
    yield from wish.items


def _wish(copy: Copy, section: Section) -> _Wish:
    if section.kind in ("listing", "agenda"):
        matter = listing_matter(
            section,
            copy.chosen[section.id],
            copy.edition,
            copy.layout,
            copy.setting,
            copy.places,
            copy.numbers,
        )
        return _Wish(section, section_item(copy, section), matter.items, matter=matter)
    if section.kind == "table":
        return _Wish(section, section_item(copy, section), (table_item(copy, section),))
    if section.kind == "article":
        text = Item(f"text:{section.id}", flow_html(copy, section, None), "col", "flow")
        words = Item(f"words:{section.id}", words_html(copy, section), "wide", "words")
        return _Wish(section, text=text, words=words)
    if section.kind in THREADS:
        text = Item(f"text:{section.id}", index_html(copy, section, None), "third", "index")
        return _Wish(section, section_item(copy, section), text=text)
    return _Wish(section)


def height_steps(block: Block, step: float) -> int:
    """The height of a block in whole steps, over all its sheets."""
    return sum(math.ceil(px_to_mm(sheet.height) / step - 0.02) for sheet in block.sheets)


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
        return Run(section, "article", title, text=steps(wish.text), words=steps(wish.words) + 5)
    if wish.text is not None:
        return Run(section, "thread", title, head, text=steps(wish.text), columns=THREADS[section.kind])
    if wish.items or section.kind in ("listing", "agenda", "table"):
        return Run(section, "flow", title, head, tuple(piece(item) for item in wish.items))
    sheets = section.pages or (2 if section.kind == "spread" else 1)
    return Run(section, "sheets", title, sheets=sheets, plain=section.template not in copy.layout_words.bare)
