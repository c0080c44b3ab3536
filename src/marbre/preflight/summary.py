"""What is kept of a page when its rules have run."""

from __future__ import annotations

from marbre.measures import mm_to_pt
from marbre.preflight.facts import Kind, PageFacts, Painted
from marbre.preflight.ground import covered, ground
from marbre.preflight.gwg_colours import PROCESS, families
from marbre.preflight.rule import PageSummary
from marbre.preflight.rules_gwg import is_empty
from marbre.preflight.rules_spots import active_spots

#: A flat colour counts towards the ink sum when a square of this side in mm fits into it (R0026).
_SQUARE = 15.0
_WHOLE = 0.99


def summary_of(page: PageFacts, highest_ink: float = 0.0) -> PageSummary:
    """A page in a few values: inks at their strongest, spots, the highest mean ink sum of a square, whether it is empty.

    `highest_ink` in percent comes from the ink map; without one, flat panels that a square fits into are summed.
    """
    inks: dict[str, float] = {}
    highest_ink = page.ink.highest if page.ink is not None else highest_ink
    on = ground(page)
    for index, thing in on:
        for colour in (*families(thing), *thing.stops):
            for name, amount in colour.inks:
                inks[name] = max(inks.get(name, 0.0), amount)
        flat = _flat(thing, page) if page.ink is None else 0.0
        if flat > highest_ink and not covered(on, index):
            highest_ink = flat
    return PageSummary(
        page.number, page.boxes, page.rotate, is_empty(page), active_spots(page), page.fonts, tuple(sorted(inks.items())),
        round(highest_ink, 3),
    )  # fmt: skip


def _flat(thing: Painted, page: PageFacts) -> float:
    """The sum of the process inks of a solid rectangle that a square fits into inside the trim, in percent, else 0."""
    if thing.kind is not Kind.PATH or thing.fill is None or not thing.outline:
        return 0.0
    if thing.alpha < 1 or thing.blend != "Normal" or thing.soft_mask:
        return 0.0
    cut, box, least = page.boxes.cut, thing.box, mm_to_pt(_SQUARE) / page.user_unit
    width, height = min(box[2], cut[2]) - max(box[0], cut[0]), min(box[3], cut[3]) - max(box[1], cut[1])
    whole = thing.area >= _WHOLE * (box[2] - box[0]) * (box[3] - box[1])
    if min(width, height) < least - 0.01 or not whole:
        return 0.0
    return 100 * sum(amount for name, amount in thing.fill.inks if name in PROCESS)
