"""Pieces of rivers and roads put together: courses from end to end, without the points that no map shows. Metres."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from marbre.offers.territory import Point

#: Ends nearer than this (m) are one place; a piece this near to a course all along is its other lane or arm.
_MEET, _BESIDE = 1.0, 250.0
_Node = tuple[int, int]
_Edge = tuple[_Node, _Node, tuple[Point, ...], float]


def courses_of(pieces: Iterable[Sequence[Point]], shortest: float) -> list[tuple[Point, ...]]:
    """The longest courses through the pieces, end to end, none shorter than `shortest`, none beside another one.

    A course runs the way in which most of its length was drawn.
    """
    edges = dict(enumerate(_edges(pieces)))
    made: list[tuple[Point, ...]] = []
    while edges:
        used = _longest(edges)
        course = _joined([edges[number] for number in used])
        for number in used:
            del edges[number]
        if length_of(course) < shortest:
            break
        if not any(_lies_beside(course, one) for one in made):
            made.append(course)
    return made


def _edges(pieces: Iterable[Sequence[Point]]) -> Iterator[_Edge]:
    seen = set()
    for piece in pieces:
        ends = _node(piece[0]), _node(piece[-1])
        key = (*sorted(ends), len(piece), round(length_of(piece)))
        if len(piece) > 1 and key not in seen:
            seen.add(key)
            yield (*ends, tuple(piece), length_of(piece))


def _node(point: Point) -> _Node:
    return round(point[0] / _MEET), round(point[1] / _MEET)


def length_of(points: Sequence[Point]) -> float:
    """The length of a line."""
    return sum(math.dist(a, b) for a, b in pairwise(points))


def _longest(edges: dict[int, _Edge]) -> list[int]:
    """Edges of the longest of the shortest ways: from the far end of the largest group to its other end."""
    near: dict[_Node, list[tuple[_Node, int]]] = {}
    for number, (start, end, _, _) in edges.items():
        near.setdefault(start, []).append((end, number))
        near.setdefault(end, []).append((start, number))
    best: tuple[float, list[int]] = (-1.0, [])
    seen: set[_Node] = set()
    for start in near:
        if start in seen:
            continue
        first, reached, _ = _ways(start, near, edges)
        seen |= reached
        last, _, back = _ways(first, near, edges)
        way, at = [], last
        while at in back:
            number, at = back[at]
            way.append(number)
        length = sum(edges[number][3] for number in way)
        if length > best[0]:
            best = (length, way)
    return best[1] or [next(iter(edges))]


def _ways(
    start: _Node, near: dict[_Node, list[tuple[_Node, int]]], edges: dict[int, _Edge]
) -> tuple[_Node, set[_Node], dict[_Node, tuple[int, _Node]]]:
    """(furthest place, places reached, the way back from each: edge and place) by Dijkstra."""
    far: dict[_Node, float] = {}
    back: dict[_Node, tuple[int, _Node]] = {}
    heap: list[tuple[float, _Node, int, _Node]] = [(0.0, start, -1, start)]
    while heap:
        length, at, number, before = heapq.heappop(heap)
        if at in far:
            continue
        far[at] = length
        if number >= 0:
            back[at] = (number, before)
        for other, edge in near[at]:
            if other not in far:
                heapq.heappush(heap, (length + edges[edge][3], other, edge, at))
    return max(far, key=lambda node: (far[node], node)), set(far), back


def _joined(way: Sequence[_Edge]) -> tuple[Point, ...]:
    """The points of neighbouring edges, the way in which most of them run."""
    points: list[Point] = []
    along = 0.0
    at = way[0][0] if len(way) < 2 or way[0][1] in way[1][:2] else way[0][1]
    for start, end, piece, length in way:
        forth = start == at
        points += (piece if forth else piece[::-1])[bool(points) :]
        along += length if forth else -length
        at = end if forth else start
    return tuple(points if along >= 0 else points[::-1])


def _lies_beside(course: Sequence[Point], other: Sequence[Point]) -> bool:
    step = max(1, len(course) // 40)
    return all(_distance(point, other) < _BESIDE for point in course[::step])


def _distance(point: Point, line: Sequence[Point]) -> float:
    return min(_from_segment(point, a, b) for a, b in pairwise(line))


def _from_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    whole = dx * dx + dy * dy
    t = 0.0 if whole == 0 else max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / whole))
    return math.dist(point, (a[0] + t * dx, a[1] + t * dy))


def simplified(points: Sequence[Point], detail: float) -> tuple[Point, ...]:
    """The line without points that lie within `detail` of it (Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        reach = [(_from_segment(points[at], points[first], points[last]), at) for at in range(first + 1, last)]
        away, at = max(reach)
        if away > detail:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return tuple(points[at] for at in sorted(kept))
