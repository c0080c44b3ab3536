"""White at the feet of pages and columns, given to drawings and tales; full pages of picture where a side asks for one."""

from __future__ import annotations

from marbre.plan.flow import Sheetful, holes
from marbre.plan.model import Page, Slot
from marbre.plan.pile import Order, Pile, Run, add_slots

#: White at a foot from this height on gets a tale with a picture, from the next a drawing alone; less stays white.
TALE, STRIP = 40, 14
COLUMN_STRIP = 16


def finish_columns(pile: Pile, sheetful: Sheetful, start: int) -> None:
    """Uneven columns: the shorter one gets a drawing."""
    for column, top, height in holes(sheetful, pile.steps, pile.format.columns, start):
        if column is not None and height >= COLUMN_STRIP:
            _strip(pile, column, top + 4, height - 4)


def finish_foot(pile: Pile, sheetful: Sheetful, start: int) -> None:
    """A page of a flow that is full: its columns evened out, its foot filled. `start`: steps taken at its head."""
    finish_columns(pile, sheetful, start)
    for column, top, height in holes(sheetful, pile.steps, pile.format.columns, start):
        if column is None:
            fill_foot(pile, top, height)


def fill_foot(pile: Pile, top: int, height: int) -> None:
    """White across the foot of the open page."""
    if height >= TALE and pile.tales:
        _tale(pile, top + 6, height - 6)
    elif height >= STRIP:
        _strip(pile, None, top + 5, height - 5)


def _strip(pile: Pile, column: int | None, top: int, height: int) -> None:
    index = len(pile.pages) - 1
    page = pile.pages[-1]
    width = pile.format.text_width if column is None else pile.format.column_width
    key = f"strip:{index}:{column}:{top}"
    x = pile.left(page) + (column or 0) * (pile.format.column_width + pile.format.column_gap)
    add_slots(pile, [Slot("page end", key, x, pile.format.head + top * pile.step, height=height * pile.step)])
    pile.orders.append(
        Order(
            key,
            "strip",
            page.section,
            index,
            (("width", width), ("height", height * pile.step), ("wide", column is None)),
        )
    )


def _tale(pile: Pile, top: int, height: int) -> None:
    index = len(pile.pages) - 1
    page = pile.pages[-1]
    name = pile.tales.pop(0)
    key = f"tale:{index}"
    add_slots(
        pile,
        [
            Slot(
                "page end",
                key,
                pile.left(page),
                pile.format.head + top * pile.step,
                height=height * pile.step,
            )
        ],
    )
    pile.orders.append(Order(key, "tale", page.section, index, (("tale", name), ("height", height * pile.step))))


def close_page(pile: Pile) -> None:
    """The open page is finished: its foot is filled."""
    if pile.open:
        fill_foot(pile, pile.used, pile.steps - pile.used)
    pile.open, pile.used = False, 0


def interlude(pile: Pile, run: Run) -> None:
    """A full page of picture, where a side or a multiple asks for a page more."""
    recto = len(pile.pages) % 2 == 0
    chapter = pile.pages[-1].chapter if pile.pages else run.section.chapter
    section = pile.pages[-1].section if pile.pages else run.section.id
    pile.pages.append(Page("", None, recto, section, chapter, "full"))
    index = len(pile.pages) - 1
    key = f"interlude:{index}"
    name = pile.tales.pop(0) if pile.tales else ""
    bleed = pile.format.bleed
    add_slots(pile, [Slot("interlude", key, -bleed, -bleed)])
    pile.orders.append(Order(key, "interlude", section, index, (("tale", name),)))
