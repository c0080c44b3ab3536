"""Content streams played: every operator of ISO 32000-1, annex A, as far as it changes what is seen on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pikepdf

from marbre.preflight.colours import Space, first_parts
from marbre.preflight.facts import Colour, Group, Kind, Rect
from marbre.preflight.functions import numbers
from marbre.preflight.paths import (
    Matrix,
    Point,
    at,
    bounds,
    common,
    corners,
    curve,
    grown,
    normal,
    scales,
    times,
    usable,
)
from marbre.preflight.patterns import paint_cell, shading_colours
from marbre.preflight.placing import place_image, place_inline
from marbre.preflight.showing import TEXT
from marbre.preflight.stage import Stage, State, TooComplex, device
from marbre.preflight.streams import TooLarge, Undecodable
from marbre.preflight.tokens import Name

Operator = Callable[[Stage, list[Any]], None]
_DEEPEST_Q, _DEEPEST_FORM = 20_000, 24
_WRONG = (TypeError, ValueError, IndexError, ArithmeticError, KeyError, AttributeError)


def play(stage: Stage, program: Iterable[tuple[bytes, list[Any]]]) -> None:
    """Play a stream. Operators that make no sense become faults of the stage. Raises TooComplex."""
    find = OPERATORS.get
    bottom, marks = len(stage.stack), len(stage.marks)
    for operator, operands in program:
        stage.spend(1)
        act = find(operator)
        if act is None:
            if operator not in _SILENT:
                stage.fault(f"opérateur inconnu {operator[:16].decode('latin-1')}")
            continue
        if operator == b"Q" and len(stage.stack) <= bottom:
            stage.fault("Q sans q")
            continue
        try:
            act(stage, operands)
        except (TooLarge, Undecodable) as error:
            stage.fault(f"flux illisible ({type(error).__name__}: {error})")
        except (pikepdf.PdfError, *_WRONG):
            stage.fault(f"opérandes incorrects pour {operator.decode('latin-1')}")
    if len(stage.stack) > bottom:
        stage.state = stage.stack[bottom]
        del stage.stack[bottom:]
    while len(stage.marks) > marks:
        stage.hidden -= stage.marks.pop()


_SILENT = {b"BX", b"EX", b"MP", b"DP", b"d0", b"d1", b"ri", b"i", b"d", b"J", b"j", b"M", b"EI", b"ID"}

# ---- State ----


def _push(stage: Stage, operands: list[Any]) -> None:
    if len(stage.stack) >= _DEEPEST_Q:
        raise TooComplex
    stage.stack.append(stage.state)
    stage.state = stage.state.copy()


def _pop(stage: Stage, operands: list[Any]) -> None:
    stage.state = stage.stack.pop()


def _concat(stage: Stage, operands: list[Any]) -> None:
    a, b, c, d, e, f = operands
    matrix = times((a, b, c, d, e, f), stage.state.ctm)
    if not usable(matrix):
        raise ValueError
    stage.state.ctm = matrix


def _width(stage: Stage, operands: list[Any]) -> None:
    stage.state.line = abs(float(operands[0]))


def _settings(stage: Stage, operands: list[Any]) -> None:
    """`gs` (8.4.5)."""
    given = stage.resources.find("/ExtGState", operands[0])
    if not isinstance(given, pikepdf.Dictionary):
        stage.fault(f"état graphique {operands[0]} absent des ressources")
        return
    state = stage.state
    for key, value in given.items():
        if key == "/OP":
            state.op_stroke = bool(value)
            if "/op" not in given:
                state.op_fill = bool(value)
        elif key == "/op":
            state.op_fill = bool(value)
        elif key == "/OPM":
            state.mode = int(value)
        elif key == "/CA":
            state.alpha_stroke = max(0.0, min(1.0, float(value)))
        elif key == "/ca":
            state.alpha_fill = max(0.0, min(1.0, float(value)))
        elif key == "/LW":
            state.line = abs(float(value))
        elif key == "/BM":
            one = value[0] if isinstance(value, pikepdf.Array) and len(value) else value
            state.blend = str(one)[1:].replace("Compatible", "Normal")
        elif key == "/Font" and isinstance(value, pikepdf.Array) and len(value) == 2:
            state.face, state.size = stage.face_of(value[0]), float(value[1])
        elif key == "/SMask":
            state.soft_mask = isinstance(value, pikepdf.Dictionary)
            if state.soft_mask:
                _note_group(stage, value.get("/G"), value.get("/S") == "/Luminosity")


def _note_group(stage: Stage, form: Any, luminosity: bool) -> None:
    group = form.get("/Group") if isinstance(form, pikepdf.Stream) else None
    if isinstance(group, pikepdf.Dictionary):
        stage.groups.setdefault(group_facts(stage, group, luminosity, str(form.objgen[0])))


def group_facts(stage: Stage, group: Any, luminosity: bool, where: str) -> Group:
    """A transparency group's dictionary as facts."""
    given = group.get("/CS")
    space = stage.space_of(given) if given is not None else None
    if space is None:
        return Group("", luminosity, where)
    return Group(space.family, luminosity, where, space.components, space.profile.digest if space.profile else "")


# ---- Paths: points are moved to the page when they are made (8.5.2.1) ----


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
                _narrow(stage, bounds(point for subpath in stage.path for point in subpath))
        finally:
            stage.path, stage.closed, stage.clipping = [], [], False

    return act


def _narrow(stage: Stage, rect: Rect | None) -> None:
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


def patterns_in(stage: Stage, fill: bool, stroke: bool, seen: Rect) -> None:
    """What tiling patterns in force paint within a place."""
    state = stage.state
    if fill and state.fill_pattern is not None:
        paint_cell(stage, state.fill_pattern, state.fill_space, seen, play)
    if stroke and state.stroke_pattern is not None:
        paint_cell(stage, state.stroke_pattern, state.stroke_space, seen, play)


# ---- Colour ----


def _set_colour(stage: Stage, stroke: bool, space: Space, colour: Colour, pattern: Any = None) -> None:
    if stage.colourless:
        return
    state = stage.state
    if stroke:
        state.stroke_space, state.stroke, state.stroke_pattern = space, colour, pattern
    else:
        state.fill_space, state.fill, state.fill_pattern, state.fill_stops = space, colour, pattern, ()


def _device(family: str, components: int, stroke: bool) -> Operator:
    def act(stage: Stage, operands: list[Any]) -> None:
        parts = tuple(operands)
        if len(parts) != components or not usable(parts):
            raise ValueError
        space = device(stage, family)
        _set_colour(stage, stroke, space, stage.colour(space, parts))

    return act


def _choose_space(stroke: bool) -> Operator:
    def act(stage: Stage, operands: list[Any]) -> None:
        space = stage.space(operands[0])
        if space.family == "Pattern":
            _set_colour(stage, stroke, space, Colour("Pattern"))
        else:
            _set_colour(stage, stroke, space, stage.colour(space, first_parts(space)))

    return act


def _choose_colour(stroke: bool) -> Operator:
    def act(stage: Stage, operands: list[Any]) -> None:
        state = stage.state
        space = state.stroke_space if stroke else state.fill_space
        if operands and isinstance(operands[-1], Name):
            _choose_pattern(stage, stroke, space, operands)
            return
        parts = tuple(operands)
        if len(parts) != space.components or not usable(parts):
            raise ValueError
        _set_colour(stage, stroke, space, stage.colour(space, parts))

    return act


def _choose_pattern(stage: Stage, stroke: bool, space: Space, operands: list[Any]) -> None:
    pattern = stage.resources.find("/Pattern", operands[-1])
    if not isinstance(pattern, pikepdf.Dictionary | pikepdf.Stream):
        stage.fault(f"motif {operands[-1]} absent des ressources")
        _set_colour(stage, stroke, space, Colour("Pattern"))
        return
    if isinstance(pattern, pikepdf.Stream):
        parts = tuple(operands[:-1])
        inked = stage.colour(space.base, parts) if space.base is not None and parts else None
        colour = Colour("Pattern", inks=inked.inks, rgb=inked.rgb, base=inked.space) if inked else Colour("Pattern")
        _set_colour(stage, stroke, space, colour, (pattern, inked))
        return
    most, stops = shading_colours(stage, pattern.get("/Shading"))
    _set_colour(stage, stroke, space, Colour("Pattern", most.parts, most.inks, most.rgb, most.space, 0, most.colorants))
    if not stroke and not stage.colourless:
        stage.state.fill_stops = stops


def _shade(stage: Stage, operands: list[Any]) -> None:
    """`sh` paints all that the clip leaves (8.7.4.2)."""
    thing = stage.resources.find("/Shading", operands[0])
    if thing is None:
        stage.fault(f"dégradé {operands[0]} absent des ressources")
        return
    most, stops = shading_colours(stage, thing)
    rect = stage.state.clip or stage.media
    box = numbers(thing.get("/BBox"))
    if len(box) == 4:
        around = bounds(corners(normal((box[0], box[1], box[2], box[3])), stage.state.ctm))
        rect = common(rect, around) or rect if around else rect
    stage.paint(Kind.SHADING, rect, fill=True, colour=most, stops=stops)


# ---- Things from outside the stream ----


def _do(stage: Stage, operands: list[Any]) -> None:
    thing = stage.resources.find("/XObject", operands[0])
    if not isinstance(thing, pikepdf.Stream):
        stage.fault(f"objet {operands[0]} absent des ressources")
        return
    kind = thing.get("/Subtype")
    hidden = stage.shop.layers.hides(thing.get("/OC"))
    stage.hidden += hidden
    try:
        if kind == "/Image":
            seen = place_image(stage, thing)
            if seen is not None and thing.get("/ImageMask"):
                patterns_in(stage, True, False, seen)
        elif kind == "/Form":
            _form(stage, thing)
    finally:
        stage.hidden -= hidden


def _form(stage: Stage, thing: Any) -> None:
    number = thing.objgen
    if number in stage.open:
        stage.fault(f"objet {number[0]} contenu en lui-même")
        return
    if len(stage.open) >= _DEEPEST_FORM:
        stage.fault("objets imbriqués trop profondément")
        return
    stage.spend(20)
    flat = numbers(thing.get("/Matrix"))
    inner: Matrix = (flat[0], flat[1], flat[2], flat[3], flat[4], flat[5]) if len(flat) == 6 else (1, 0, 0, 1, 0, 0)
    outside = stage.state
    state = outside.copy()
    state.ctm = times(inner, outside.ctm)
    if not usable(state.ctm):
        raise ValueError
    kept = (
        stage.resources,
        stage.base,
        stage.open,
        stage.form,
        stage.path,
        stage.closed,
        stage.text_matrix,
        stage.line_matrix,
    )
    own = thing.get("/Resources")
    if isinstance(own, pikepdf.Dictionary):
        stage.resources = stage.shop.resources_of(own)
    stage.state, stage.base, stage.open, stage.form = state, state.ctm, (*stage.open, number), number[0]
    stage.path, stage.closed = [], []
    try:
        box = numbers(thing.get("/BBox"))
        if len(box) == 4:
            _narrow(stage, bounds(corners(normal((box[0], box[1], box[2], box[3])), state.ctm)))
        _enter_group(stage, thing, state)
        play(stage, stage.shop.program(thing))
    finally:
        stage.state = outside
        (stage.resources, stage.base, stage.open, stage.form, stage.path, stage.closed, stage.text_matrix,
         stage.line_matrix) = kept  # fmt: skip


def _enter_group(stage: Stage, thing: Any, state: State) -> None:
    """A group is composed by itself and then laid over with the state around it (11.4.7, 11.6.6)."""
    group = thing.get("/Group")
    if not isinstance(group, pikepdf.Dictionary) or group.get("/S") != "/Transparency":
        return
    stage.groups.setdefault(group_facts(stage, group, False, str(thing.objgen[0])))
    state.veil *= state.alpha_fill
    state.masked = state.masked or state.soft_mask
    state.outer_blend = state.blend if state.blend != "Normal" else state.outer_blend
    state.alpha_fill = state.alpha_stroke = 1.0
    state.soft_mask, state.blend = False, "Normal"


def _begin_marked(stage: Stage, operands: list[Any]) -> None:
    hidden = False
    if len(operands) == 2 and operands[0] == "OC" and isinstance(operands[1], Name):
        hidden = stage.shop.layers.hides(stage.resources.find("/Properties", operands[1]))
    if len(stage.marks) >= _DEEPEST_Q:
        raise TooComplex
    stage.marks.append(hidden)
    stage.hidden += hidden


def _end_marked(stage: Stage, operands: list[Any]) -> None:
    if stage.marks:
        stage.hidden -= stage.marks.pop()


def _inline(stage: Stage, operands: list[Any]) -> None:
    place_inline(stage, operands[0], operands[1])


OPERATORS: dict[bytes, Operator] = {
    b"q": _push, b"Q": _pop, b"cm": _concat, b"w": _width, b"gs": _settings,
    b"m": _move, b"l": _line, b"c": _curve_c, b"v": _curve_v, b"y": _curve_y, b"re": _rectangle, b"h": _close,
    b"W": _clip, b"W*": _clip, b"n": _painting(False, False),
    b"S": _painting(False, True), b"s": _painting(False, True, close=True),
    b"f": _painting(True, False), b"F": _painting(True, False), b"f*": _painting(True, False, True),
    b"B": _painting(True, True), b"B*": _painting(True, True, True),
    b"b": _painting(True, True, close=True), b"b*": _painting(True, True, True, close=True),
    b"g": _device("DeviceGray", 1, False), b"G": _device("DeviceGray", 1, True),
    b"rg": _device("DeviceRGB", 3, False), b"RG": _device("DeviceRGB", 3, True),
    b"k": _device("DeviceCMYK", 4, False), b"K": _device("DeviceCMYK", 4, True),
    b"cs": _choose_space(False), b"CS": _choose_space(True),
    b"sc": _choose_colour(False), b"SC": _choose_colour(True), b"scn": _choose_colour(False), b"SCN": _choose_colour(True),
    b"sh": _shade, b"Do": _do, b"BI": _inline,
    b"BMC": _begin_marked, b"BDC": _begin_marked, b"EMC": _end_marked,
    **TEXT,
}  # fmt: skip
