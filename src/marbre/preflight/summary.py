"""What is kept of a page when its rules have run."""

from __future__ import annotations

from marbre.preflight.colours import PROCESS
from marbre.preflight.facts import Colour, Kind, PageFacts, Painted
from marbre.preflight.paths import common
from marbre.preflight.rule import PageSummary

_NO_SPOT = {*PROCESS, "All", "None"}


def summary_of(page: PageFacts) -> PageSummary:
    """A page in a few values: inks at their strongest, spots, the highest sum of a flat colour, whether it is empty."""
    inks: dict[str, float] = {}
    spots: dict[str, None] = {}
    highest, empty = 0.0, True
    cut = page.boxes.cut
    for one in page.painted:
        if not one.visible or common(one.box, cut) is None:
            continue
        for colour in (one.fill, one.stroke, *one.stops):
            if colour is None:
                continue
            spots.update(dict.fromkeys(name for name in colour.colorants if name not in _NO_SPOT))
            highest = max(highest, colour.total)
            for name, amount in colour.inks:
                inks[name] = max(inks.get(name, 0.0), amount)
            empty = empty and not _inked(one, colour)
    return PageSummary(
        page.number, page.boxes, page.rotate, empty, tuple(spots), page.fonts, tuple(inks.items()), round(highest, 3)
    )


def _inked(one: Painted, colour: Colour) -> bool:
    return (one.kind is Kind.IMAGE and one.image is not None and not one.image.mask) or not colour.white
