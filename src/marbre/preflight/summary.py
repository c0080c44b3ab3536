"""What is kept of a page once its own rules have run."""

from __future__ import annotations

from marbre.preflight.facts import PageFacts
from marbre.preflight.ground import ground
from marbre.preflight.gwg_colours import families
from marbre.preflight.rule import PageSummary
from marbre.preflight.rules_gwg import is_empty
from marbre.preflight.rules_spots import active_spots


def summary(page: PageFacts, highest_ink: float = 0.0) -> PageSummary:
    """A page in short. `highest_ink` is the highest mean ink sum of a square, in percent, from the ink map.

    `inks` are the largest amounts, from 0 to 1, that are painted in numbers inside the trim.
    """
    most: dict[str, float] = {}
    for _, thing in ground(page):
        for colour in families(thing):
            for name, amount in colour.inks:
                if amount > most.get(name, 0.0):
                    most[name] = amount
    return PageSummary(
        page.number, page.boxes, page.rotate, is_empty(page), active_spots(page), page.fonts,
        tuple(sorted(most.items())), highest_ink,
    )  # fmt: skip
