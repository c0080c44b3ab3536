"""Content streams played: every operator of ISO 32000-1, annex A, as far as it changes what is seen on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pikepdf

from marbre.preflight.colouring import COLOURS
from marbre.preflight.facts import Group
from marbre.preflight.functions import numbers
from marbre.preflight.paths import Matrix, bounds, corners, normal, times, usable
from marbre.preflight.patterns import patterns_in
from marbre.preflight.placing import place_image, place_inline
from marbre.preflight.plain import name_of
from marbre.preflight.showing import TEXT
from marbre.preflight.stage import Stage, State, TooComplex
from marbre.preflight.streams import TooLarge, Undecodable
from marbre.preflight.tokens import UNFINISHED, Name
from marbre.preflight.tracing import PATHS, narrow

Operator = Callable[[Stage, list[Any]], None]
_DEEPEST_Q, _DEEPEST_FORM = 20_000, 24
_WRONG = (TypeError, ValueError, IndexError, ArithmeticError, KeyError, AttributeError)


def play(stage: Stage, program: Iterable[tuple[bytes, list[Any]]]) -> None:
    """Play a stream. Operators that make no sense become faults of the stage. Raises TooComplex."""
    find = OPERATORS.get
    bottom, marks, lenient = len(stage.stack), len(stage.marks), 0
    for operator, operands in program:
        stage.spend(1)
        act = find(operator)
        if act is None:
            if operator == UNFINISHED:
                stage.fault("flux inachevé")
            elif operator in _COMPATIBLE:
                lenient += _COMPATIBLE[operator]
            elif operator not in _SILENT and lenient <= 0:
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


#: Between these, unknown operators are meant to be passed over (7.8.2).
_COMPATIBLE = {b"BX": 1, b"EX": -1}
_SILENT = {b"MP", b"DP", b"d0", b"d1", b"ri", b"i", b"d", b"J", b"j", b"M", b"EI", b"ID"}

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
            state.blend = name_of(one).replace("Compatible", "Normal")
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
            narrow(stage, bounds(corners(normal((box[0], box[1], box[2], box[3])), state.ctm)))
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
    b"q": _push, b"Q": _pop, b"cm": _concat, b"w": _width, b"gs": _settings, b"Do": _do, b"BI": _inline,
    b"BMC": _begin_marked, b"BDC": _begin_marked, b"EMC": _end_marked,
    **PATHS, **COLOURS, **TEXT,
}  # fmt: skip
