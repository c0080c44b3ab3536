"""Where painted things meet a straight line: spans along a trim edge or a bleed edge. Pure geometry, in pt.

A line is given by its axis (0 for x = at, 1 for y = at); a span is (from, to) along the other axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from marbre.preflight.facts import Colour, Kind, Painted, Rect, Subpath

Span = tuple[float, float]
Spans = tuple[Span, ...]


def union(spans: Iterable[Span]) -> Spans:
    """Spans joined where they touch, in order."""
    joined: list[Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def minus(spans: Iterable[Span], taken: Iterable[Span]) -> Spans:
    """What is left of spans when others are taken away."""
    left = list(spans)
    for low, high in taken:
        left = [
            piece for a, b in left for piece in ((a, min(b, low)), (max(a, high), b)) if piece[1] - piece[0] > 1e-6
        ]
    return tuple(left)


def within(spans: Iterable[Span], low: float, high: float) -> Spans:
    """Spans cut to a range."""
    return tuple((max(a, low), min(b, high)) for a, b in spans if min(b, high) > max(a, low))


def length(spans: Iterable[Span]) -> float:
    """Sum of the lengths of spans that do not overlap."""
    return sum(b - a for a, b in spans)


def filled(outline: Sequence[Subpath], even_odd: bool, axis: int, at: float) -> Spans:
    """Where the inside of an outline meets the line (ISO 32000-1, 8.5.3.3)."""
    crossings: list[tuple[float, int]] = []
    for points, _ in outline:
        for one, other in pairwise((*points, points[0]) if points else ()):
            a, b = one[axis] - at, other[axis] - at
            if (a < 0) != (b < 0):
                along = one[1 - axis] + (other[1 - axis] - one[1 - axis]) * a / (a - b)
                crossings.append((along, 1 if b > a else -1))
    spans: list[Span] = []
    turns = 0
    for (low, turn), (high, _) in pairwise(sorted(crossings)):
        turns += turn if not even_odd else 1
        if turns % 2 if even_odd else turns:
            spans.append((low, high))
    return union(spans)


def stroked(outline: Sequence[Subpath], line: float, axis: int, at: float) -> Spans:
    """Where the strokes of an outline meet the line, square ends and corners counted in."""
    half = line / 2
    spans: list[Span] = []
    for points, closed in outline:
        run = (*points, points[0]) if closed and points else points
        for one, other in pairwise(run):
            (a, b), (c, d) = (one[axis], other[axis]), (one[1 - axis], other[1 - axis])
            if min(a, b) - half > at or max(a, b) + half < at:
                continue
            if abs(b - a) <= line:
                spans.append((min(c, d) - half, max(c, d) + half))
                continue
            ends = sorted(c + (d - c) * min(1.0, max(0.0, (at + shift - a) / (b - a))) for shift in (-half, half))
            spans.append((ends[0] - half, ends[1] + half))
    return union(spans)


def meets(thing: Painted, axis: int, at: float) -> tuple[tuple[Colour | None, Spans], ...]:
    """What a thing paints along the line: colour and spans, its fill before its stroke. Text paints nothing here."""
    low, high = thing.box[axis], thing.box[axis + 2]
    if not thing.visible or thing.kind is Kind.TEXT or not low <= at <= high:
        return ()
    side = thing.box[1 - axis], thing.box[3 - axis]
    if thing.kind is Kind.IMAGE and thing.outline:
        return ((thing.fill, within(filled(thing.outline, False, axis, at), *side)),)
    if thing.kind is not Kind.PATH or not thing.outline:
        return ((thing.fill, (side,)),)
    found = []
    if thing.fill is not None:
        found.append((thing.fill, within(filled(thing.outline, thing.even_odd, axis, at), *side)))
    if thing.stroke is not None:
        found.append((thing.stroke, within(stroked(thing.outline, thing.line, axis, at), *side)))
    return tuple(found)


def inked(things: Iterable[Painted], axis: int, at: float, faint: bool = True) -> Spans:
    """Where the line is not paper in the end: later white hides earlier colour. `faint` counts soft-masked things in."""
    spans: Spans = ()
    for thing in things:
        for colour, met in meets(thing, axis, at):
            if colour is not None and colour.white:
                opaque = thing.alpha >= 1 and thing.blend == "Normal" and not thing.overprint_fill
                spans = minus(spans, met) if opaque else spans
            elif met and (faint or not thing.soft_mask):
                spans = union((*spans, *met))
    return spans


def holds(outline: Sequence[Subpath], even_odd: bool, x: float, y: float) -> bool:
    """Whether a point lies inside an outline."""
    return any(low <= x <= high for low, high in filled(outline, even_odd, 1, y))


def overlap(one: Rect, other: Rect) -> Rect | None:
    """What two rectangles share, or None."""
    rect = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return rect if rect[0] < rect[2] and rect[1] < rect[3] else None


def bounds(rects: Sequence[Rect]) -> Rect:
    """The rectangle around rectangles. Raises ValueError for none."""
    return (
        min(rect[0] for rect in rects), min(rect[1] for rect in rects),
        max(rect[2] for rect in rects), max(rect[3] for rect in rects),
    )  # fmt: skip
