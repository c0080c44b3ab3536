"""What lies on what: which things of a page are printed inside the trim, and whether one lies on ink.

Page element, visible and overlapping as GWG 2022 defines them (D0003, D0030, D0031), with two refinements against false
alarms: paper white underneath is no ink, and neither is the very colour that lies on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice, pairwise

from marbre.preflight.facts import Colour, Kind, PageFacts, Painted, Rect, Subpath

#: Side of a cell of the grid in pt, most cells for a thing before it counts as broad, most things looked at beneath one.
_CELL, _MOST_CELLS, _DEEPEST = 36.0, 64, 400
#: Looks from one thing at another for a page: a page of 10 000 things takes a few for each.
_MOST_LOOKS = 400_000
#: What ends this near the trim, in pt, does not reach into the page.
_HAIR = 0.1
#: Ascent and descent that letters leave empty, as a part of the height of a text's box.
_AIR = 0.2
_RUN, _MOST_PIECES = 16, 64

Point = tuple[float, float]
#: Points of a stretch of an outline and the rectangle around them.
Run = tuple[Rect, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Ground:
    """A page's elements by their place. `elements` are numbers into `page.painted`; `cells` and `broad` hold them in order
    of painting; `runs` remembers outlines cut into stretches; `left` counts
    the looks that may still be taken."""

    page: PageFacts
    elements: tuple[int, ...]
    cells: dict[tuple[int, int], list[int]]
    broad: list[int]
    runs: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    left: list[int] = field(default_factory=lambda: [_MOST_LOOKS])

    def __iter__(self) -> Iterator[tuple[int, Painted]]:
        """Number and thing, in order of painting."""
        return ((index, self.page.painted[index]) for index in self.elements)


# Rules of one page run one after the other: the last page is the only one worth keeping.
_LAST: list[Ground] = []


def ground(page: PageFacts) -> Ground:
    """The elements of a page: visible, and not completely outside the trim."""
    if not _LAST or _LAST[0].page is not page:
        _LAST[:] = [_survey(page)]
    return _LAST[0]


def _survey(page: PageFacts) -> Ground:
    left, bottom, right, top = page.boxes.cut
    inside = (left + _HAIR, bottom + _HAIR, right - _HAIR, top - _HAIR)
    made = Ground(page, (), {}, [])
    elements = []
    for index, thing in enumerate(page.painted):
        if not thing.visible or not shared(thing.box, inside):
            continue
        frame = thing.kind is Kind.PATH and thing.fill is None
        if frame and not any(_colours(made, index, inside)):
            continue
        elements.append(index)
        cells = _cells(thing.box)
        if len(cells) > _MOST_CELLS:
            made.broad.append(index)
        for cell in cells if len(cells) <= _MOST_CELLS else ():
            made.cells.setdefault(cell, []).append(index)
    return Ground(page, tuple(elements), made.cells, made.broad, made.runs, made.left)


def _cells(box: Rect) -> Sequence[tuple[int, int]]:
    left, bottom, right, top = (int(edge // _CELL) for edge in box)
    if (right - left + 1) * (top - bottom + 1) > _MOST_CELLS:
        return [(0, 0)] * (_MOST_CELLS + 1)
    return [(x, y) for x in range(left, right + 1) for y in range(bottom, top + 1)]


def shared(one: Rect, other: Rect) -> bool:
    """Whether two rectangles meet, touching included."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def holds(outer: Rect, inner: Rect) -> bool:
    """Whether one rectangle lies in another, a hair's breadth allowed."""
    return (
        outer[0] <= inner[0] + _HAIR and outer[1] <= inner[1] + _HAIR
        and inner[2] <= outer[2] + _HAIR and inner[3] <= outer[3] + _HAIR
    )  # fmt: skip


def lies_on_ink(ground: Ground, index: int, colour: Colour | None) -> bool:
    """Whether a thing painted in `colour` lies on ink of another colour that is still seen there."""
    upper = ground.page.painted[index]
    return any(_on_ink(ground, index, piece, colour) for piece in _pieces(upper))


def _on_ink(ground: Ground, index: int, piece: Rect, colour: Colour | None) -> bool:
    for below in _beneath(ground, index, piece):
        if ground.left[0] <= 0:
            # No honest page comes here; of a hostile one the worst is believed.
            return True
        ground.left[0] -= 1
        lower = ground.page.painted[below]
        if not shared(lower.box, piece):
            continue
        if any(one is None or (not one.white and one != colour) for one in _colours(ground, below, piece)):
            return True
        if _covers(ground, below, piece):
            return False
    return False


def covered(ground: Ground, index: int) -> bool:
    """Whether a later opaque thing hides this one completely."""
    box = ground.page.painted[index].box
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    near = ground.cells.get((int(centre[0] // _CELL), int(centre[1] // _CELL)), [])
    for shelf in (ground.broad, near):
        for later in shelf[bisect_right(shelf, index) :][-_DEEPEST:]:
            if ground.left[0] <= 0:
                return False
            ground.left[0] -= 1
            if holds(ground.page.painted[later].box, box) and _covers(ground, later, box):
                return True
    return False


def _beneath(ground: Ground, index: int, piece: Rect) -> Iterator[int]:
    """What may lie beneath, the last painted first, as deep as anyone looks."""
    cells = _cells(piece)
    shelves = (
        [ground.elements] if len(cells) > _MOST_CELLS else [ground.broad, *(ground.cells.get(one, ()) for one in cells)]
    )
    deep = [shelf[max(0, end - _DEEPEST) : end][::-1] for shelf in shelves if (end := bisect_left(shelf, index))]
    last = -1
    for below in islice(merge(*deep, reverse=True), _DEEPEST):
        if below != last:
            yield below
        last = below


def _pieces(thing: Painted) -> list[Rect]:
    """Rectangles that stand for what a thing covers."""
    left, bottom, right, top = thing.box
    if thing.kind is Kind.TEXT:
        air = _AIR * min(top - bottom, right - left)
        return [(left, bottom + air, right, top - air)] if top - bottom <= right - left else [thing.box]
    if thing.fill is not None or not thing.outline:
        return [thing.box]
    pieces = [piece for start, end in _segments(thing.outline) for piece in _split(start, end)]
    step = len(pieces) // _MOST_PIECES + 1
    return [piece for piece in pieces[::step] if shared(piece, thing.box)] or [thing.box]


def _split(start: Point, end: Point) -> Iterator[Rect]:
    (x0, y0), (x1, y1) = start, end
    parts = 1 if min(abs(x1 - x0), abs(y1 - y0)) < 1 else min(8, int(min(abs(x1 - x0), abs(y1 - y0)) / 4) + 1)
    for part in range(parts):
        a, b = part / parts, (part + 1) / parts
        xs, ys = (x0 + a * (x1 - x0), x0 + b * (x1 - x0)), (y0 + a * (y1 - y0), y0 + b * (y1 - y0))
        yield min(xs), min(ys), max(xs), max(ys)


def _segments(outline: Sequence[Subpath]) -> Iterator[tuple[Point, Point]]:
    for points, closed in outline:
        yield from pairwise(points)
        if closed and len(points) > 1:
            yield points[-1], points[0]


def _colours(ground: Ground, index: int, piece: Rect) -> Iterator[Colour | None]:
    """Colours that a thing whose box meets a rectangle puts into it; None for those of a picture."""
    thing = ground.page.painted[index]
    if thing.kind is Kind.TEXT:
        if _mostly(thing.box, piece):
            yield from (one for one in (thing.fill, thing.stroke) if one is not None)
        return
    if thing.stroke is not None and (not thing.outline or _crosses(ground, index, piece, thing.line / 2)):
        yield thing.stroke
    if thing.kind is Kind.PATH and thing.fill is None:
        return
    if not thing.outline or _crosses(ground, index, piece, 0) or _within(ground, index, piece):
        yield None if thing.kind is Kind.IMAGE and not (thing.image and thing.image.mask) else thing.fill


def _mostly(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share half of the smaller: lines of text with tight leading share less."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width > 0 and height > 0 and 2 * width * height >= smaller


def _covers(ground: Ground, index: int, piece: Rect) -> bool:
    """Whether a thing hides all of a rectangle."""
    thing = ground.page.painted[index]
    if thing.kind is Kind.TEXT or thing.alpha < 1 or thing.blend != "Normal" or thing.soft_mask:
        return False
    if thing.kind is Kind.IMAGE and thing.image and not thing.image.mask:
        opaque = not thing.image.soft_mask
    else:
        fill = thing.fill
        opaque = fill is not None and fill.space not in ("", "Pattern") and not thing.overprint_fill
        # A stencil, a shading and the cell of a pattern (which has no outline) leave holes that nobody knows of.
        opaque = opaque and thing.kind is Kind.PATH and bool(thing.outline)
    if not opaque or not holds(thing.box, piece):
        return False
    left, bottom, right, top = piece
    inner = (left + _HAIR, bottom + _HAIR, max(left + _HAIR, right - _HAIR), max(bottom + _HAIR, top - _HAIR))
    return not thing.outline or (not _crosses(ground, index, inner, 0) and _within(ground, index, inner))


def _runs(ground: Ground, index: int) -> tuple[Run, ...]:
    """An outline in short stretches, closed as filling closes it."""
    known = ground.runs.get(index)
    if known is None:
        thing = ground.page.painted[index]
        known = tuple(_stretches(thing.outline, thing.fill is not None or thing.kind is not Kind.PATH))
        ground.runs[index] = known
    return known


def _stretches(outline: Sequence[Subpath], filled: bool) -> Iterator[Run]:
    for points, closed in outline:
        line = (*points, points[0]) if (closed or filled) and points else points
        for start in range(0, max(1, len(line) - 1), _RUN):
            part = line[start : start + _RUN + 1]
            if part:
                xs, ys = [x for x, _ in part], [y for _, y in part]
                yield (min(xs), min(ys), max(xs), max(ys)), part


def _crosses(ground: Ground, index: int, piece: Rect, by: float) -> bool:
    """Whether an outline comes into a rectangle, or within `by` of it."""
    wide = (piece[0] - by, piece[1] - by, piece[2] + by, piece[3] + by)
    return any(
        _meets(start, end, wide)
        for box, part in _runs(ground, index)
        if shared(box, wide)
        for start, end in (pairwise(part) if len(part) > 1 else ((part[0], part[0]),))
    )


def _meets(start: Point, end: Point, box: Rect) -> bool:
    """Whether a segment comes into a rectangle (Liang and Barsky, 1984)."""
    (x0, y0), (x1, y1) = start, end
    low, high = 0.0, 1.0
    for delta, near, far in ((x1 - x0, box[0] - x0, box[2] - x0), (y1 - y0, box[1] - y0, box[3] - y0)):
        if delta == 0:
            if near > 0 or far < 0:
                return False
            continue
        first, last = sorted((near / delta, far / delta))
        low, high = max(low, first), min(high, last)
    return low <= high


def _within(ground: Ground, index: int, piece: Rect) -> bool:
    """Whether the centre of a rectangle lies in the filled part of an outline (8.5.3.3)."""
    x, y = (piece[0] + piece[2]) / 2, (piece[1] + piece[3]) / 2
    winding = crossings = 0
    for (_, bottom, right, top), part in _runs(ground, index):
        if not bottom <= y <= top or right < x:
            continue
        for (x0, y0), (x1, y1) in pairwise(part):
            if (y0 <= y) != (y1 <= y) and x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x:
                crossings += 1
                winding += 1 if y1 > y0 else -1
    return bool(crossings % 2 if ground.page.painted[index].even_odd else winding)
