"""Paths traced, painted and clipped with (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from marbre.preflight.facts import Kind, Rect
from marbre.preflight.paths import Point, at, bounds, common, corners, curve, grown, scales
from marbre.preflight.patterns import patterns_in
from marbre.preflight.stage import Stage

Operator = Callable[[Stage, list[Any]], None]
# Points are moved to the page when they are made (8.5.2.1).


def _move(stage: Stage, operands: list[Any]) -> None:
    x, y = operands
    a, b, c, d, e, f = stage.state.ctm
    stage.point = point = (a * x + c * y + e, b * x + d * y + f)
    stage.path.append([point])
    stage.closed.append(False)


def _line(stage: Stage, operands: list[Any]) -> None:
    x, y = operands
    a, b, c, d, e, f = stage.state.ctm
    _extend(stage, ((a * x + c * y + e, b * x + d * y + f),))


def _extend(stage: Stage, points: Iterable[Point]) -> None:
    if not stage.path or stage.closed[-1]:
        stage.path.append([stage.point])
        stage.closed.append(False)
    subpath = stage.path[-1]
    subpath.extend(points)
    stage.point = subpath[-1]


def _curve(stage: Stage, one: Point, two: Point, end: Point) -> None:
    points = curve(stage.point, one, two, end)
    stage.spend(len(points))
    _extend(stage, points)


def _curve_c(stage: Stage, operands: list[Any]) -> None:
    x1, y1, x2, y2, x3, y3 = operands
    ctm = stage.state.ctm
    _curve(stage, at(ctm, x1, y1), at(ctm, x2, y2), at(ctm, x3, y3))


def _curve_v(stage: Stage, operands: list[Any]) -> None:
    x2, y2, x3, y3 = operands
    _curve(stage, stage.point, at(stage.state.ctm, x2, y2), at(stage.state.ctm, x3, y3))


def _curve_y(stage: Stage, operands: list[Any]) -> None:
    x1, y1, x3, y3 = operands
    end = at(stage.state.ctm, x3, y3)
    _curve(stage, at(stage.state.ctm, x1, y1), end, end)


def _rectangle(stage: Stage, operands: list[Any]) -> None:
    x, y, width, height = operands
    points = list(corners((x, y, x + width, y + height), stage.state.ctm))
    stage.path.append(points)
    stage.closed.append(True)
    stage.point = points[0]


def _close(stage: Stage, operands: list[Any]) -> None:
    if stage.path:
        stage.closed[-1] = True
        stage.point = stage.path[-1][0]


def _clip(stage: Stage, operands: list[Any]) -> None:
    stage.clipping = True


def _painting(fill: bool, stroke: bool, even_odd: bool = False, close: bool = False) -> Operator:
    def act(stage: Stage, operands: list[Any]) -> None:
        if close:
            _close(stage, operands)
        try:
            if (fill or stroke) and stage.path:
                _paint_path(stage, fill, stroke, even_odd)
            if stage.clipping:
                narrow(stage, bounds(point for subpath in stage.path for point in subpath))
        finally:
            stage.path, stage.closed, stage.clipping = [], [], False

    return act


def narrow(stage: Stage, rect: Rect | None) -> None:
    """Clip to a rectangle; None clips all away."""
    state = stage.state
    state.clip = common(state.clip, rect) if state.clip is not None and rect is not None else None
    state.clipped = True


def _paint_path(stage: Stage, fill: bool, stroke: bool, even_odd: bool) -> None:
    state = stage.state
    rect = bounds(point for subpath in stage.path for point in subpath)
    if rect is None:
        raise ValueError
    line = 0.0
    if stroke:
        small, large = scales(state.ctm)
        line = state.line * small * stage.unit
        rect = grown(rect, state.line * large / 2)
    outline = tuple((tuple(points), closed) for points, closed in zip(stage.path, stage.closed, strict=True))
    seen = stage.paint(Kind.PATH, rect, fill=fill, stroke=stroke, line=line, outline=outline, even_odd=even_odd)
    if seen is not None:
        patterns_in(stage, fill, stroke, seen)


PATHS: dict[bytes, Operator] = {
    b"m": _move, b"l": _line, b"c": _curve_c, b"v": _curve_v, b"y": _curve_y, b"re": _rectangle, b"h": _close,
    b"W": _clip, b"W*": _clip, b"n": _painting(False, False),
    b"S": _painting(False, True), b"s": _painting(False, True, close=True),
    b"f": _painting(True, False), b"F": _painting(True, False), b"f*": _painting(True, False, True),
    b"B": _painting(True, True), b"B*": _painting(True, True, True),
    b"b": _painting(True, True, close=True), b"b*": _painting(True, True, True, close=True),
}  # fmt: skip
