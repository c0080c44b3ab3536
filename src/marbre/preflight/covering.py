"""What lies over and under a painted thing, in order of painting. Pure geometry on facts."""

from __future__ import annotations

from collections.abc import Sequence

from marbre.preflight.facts import Colour, Kind, PageFacts, Painted, Rect
from marbre.preflight.strips import holds

#: Smaller things, in pt², are no ground for text.
_GROUND = 60.0
#: So many of the largest grounds of a page are looked at; only a page made to do harm has more.
_MOST = 3000


def opaque(thing: Painted) -> bool:
    """Whether a thing hides what lies below it."""
    return (
        thing.visible and thing.alpha >= 1 and thing.blend == "Normal" and not thing.soft_mask and not thing.overprint_fill
        and (thing.image is None or not (thing.image.soft_mask or thing.image.mask))
    )  # fmt: skip


def covers_point(thing: Painted, x: float, y: float) -> bool:
    """Whether a thing paints this point with its fill or its pixels."""
    left, bottom, right, top = thing.box
    if not (left <= x <= right and bottom <= y <= top):
        return False
    if thing.kind is Kind.TEXT or (thing.kind is Kind.PATH and thing.fill is None):
        return False
    return not thing.outline or holds(thing.outline, thing.even_odd, x, y)


def hidden(thing: Painted, index: int, over: Sequence[tuple[int, Painted]]) -> bool:
    """Whether an opaque ground painted after a place in the order covers a thing wholly, by the corners of its box."""
    left, bottom, right, top = thing.box
    edge = min(0.1, (right - left) / 4, (top - bottom) / 4)
    corners = [(x, y) for x in (left + edge, right - edge) for y in (bottom + edge, top - edge)]
    return any(
        place > index and opaque(other) and all(covers_point(other, x, y) for x, y in corners) for place, other in over
    )


def grounds(page: PageFacts) -> tuple[tuple[int, Painted], ...]:
    """Things large enough to lie under text, with their place in the order of painting."""
    found = [
        (index, thing)
        for index, thing in enumerate(page.painted)
        if thing.visible and thing.kind is not Kind.TEXT and _area(thing.box) >= _GROUND
        and (thing.fill is not None or thing.kind is not Kind.PATH)
    ]  # fmt: skip
    if len(found) > _MOST:
        found = sorted(sorted(found, key=lambda pair: -_area(pair[1].box))[:_MOST], key=lambda pair: pair[0])
    return tuple(found)


def _area(box: Rect) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


#: Paper, where nothing is painted below.
PAPER = Colour("DeviceCMYK", (0.0, 0.0, 0.0, 0.0), (("Black", 0.0),), (255, 255, 255))


def ground_at(under: Sequence[tuple[int, Painted]], before: int, x: float, y: float) -> Colour | None:
    """The flat colour below a point: of the last opaque fill before an index in the order, else paper. None where a
    picture, a gradient or something transparent lies there."""
    for index, thing in reversed(under):
        if index >= before or not covers_point(thing, x, y):
            continue
        flat = thing.kind is Kind.PATH and opaque(thing) and thing.fill is not None and thing.fill.space != "Pattern"
        return thing.fill if flat else None
    return PAPER
