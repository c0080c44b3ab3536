"""Covers, and the moment when blocks are locked up in their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from marbre.block import Block
from marbre.compose.copy import Copy
from marbre.plan.model import Page, Placed, Slot
from marbre.plan.pile import Order


def with_covers(
    copy: Copy, body: Sequence[Page], orders: Sequence[Order]
) -> tuple[tuple[Page, ...], tuple[Order, ...]]:
    """The body between C2 and C3, and every order with the index of its page in the whole."""
    covers, cover_orders = _cover_pages(copy, len(body))
    before = min(2, len(covers))
    moved = tuple(replace(order, page=order.page + before) for order in orders)
    return (*covers[:before], *body, *covers[before:]), (*cover_orders, *moved)


def _cover_pages(copy: Copy, body: int) -> tuple[tuple[Page, ...], tuple[Order, ...]]:
    sections = copy.edition.cover
    bleed = copy.edition.format.bleed
    pages, orders = [], []
    for index, section in enumerate(sections):
        key = f"sheet:{section.id}:0"
        slot = Slot(
            f"page:{section.id}",
            key,
            -bleed,
            -bleed,
            anchors=(f"section:{section.id}",),
            template=section.template,
        )
        pages.append(Page(f"C{index + 1}", None, index % 2 == 0, section.id, section.chapter, "full", slots=(slot,)))
        position = index if index < 2 else index + body
        orders.append(Order(key, "sheet", section.id, position, (("number", 0),)))
    return tuple(pages), tuple(orders)


def lock_up(pages: Sequence[Page], blocks: Mapping[str, Block]) -> tuple[Page, ...]:
    """Pages with their blocks in place. A frame whose text ended before it stays empty. Raises KeyError for a block
    that was never made."""
    return tuple(
        replace(page, placed=tuple(item for slot in page.slots for item in _placed(slot, blocks))) for page in pages
    )


def _placed(slot: Slot, blocks: Mapping[str, Block]) -> list[Placed]:
    sheets = blocks[slot.key].sheets
    if slot.index >= len(sheets):
        return []
    return [
        Placed(
            slot.name,
            sheets[slot.index],
            slot.x,
            slot.y,
            slot.record,
            slot.furniture,
            slot.anchors,
            slot.template,
        )
    ]
