"""Patterns and shadings: which colours they bring to the page (ISO 32000-1, 8.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, product
from typing import Any

import pikepdf

from marbre.preflight.colours import Space, bare, colour_in
from marbre.preflight.facts import Colour, Painted, Rect
from marbre.preflight.functions import Unusable, function, numbers
from marbre.preflight.paths import IDENTITY, Matrix, times, usable
from marbre.preflight.stage import Stage, State
from marbre.preflight.typefaces import Face

_SAMPLES, _MOST_CELLS = 17, 20_000
_FAR, _DEEPEST = 1e6, 24
#: What a cell must leave as it found it.
_KEPT = (
    "state", "resources", "base", "open", "form", "path", "closed", "painted", "colourless", "text_matrix", "line_matrix",
    "text_clip", "clipping",
)  # fmt: skip


def shading_colours(stage: Stage, thing: Any) -> tuple[Colour, tuple[Colour, ...]]:
    """The colour with the most ink along a shading, and those met on the way (none for meshes without a function)."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        stage.fault("dégradé illisible")
        return Colour(""), ()
    space = stage.space_of(thing.get("/ColorSpace"))
    given = thing.get("/Function")
    if given is None:
        return bare(space), ()
    try:
        run = function(given)
        places = _places(thing)
        parts = {tuple(round(part, 4) for part in run(place)) for place in places}
    except (Unusable, TypeError, ValueError, ArithmeticError, IndexError):
        stage.fault("fonction d'un dégradé illisible")
        return bare(space), ()
    if any(len(one) != space.components for one in parts):
        stage.fault("dégradé dont la fonction ne convient pas à son espace de couleur")
        return bare(space), ()
    stops = tuple(colour_in(space, one, stage.shop.screen) for one in sorted(parts))
    return max(stops, key=lambda colour: colour.total, default=bare(space)), stops


def _places(thing: Any) -> list[tuple[float, ...]]:
    domain = numbers(thing.get("/Domain"))
    if int(thing.get("/ShadingType", 0)) == 1:
        low_x, high_x, low_y, high_y = domain if len(domain) == 4 else (0.0, 1.0, 0.0, 1.0)
        steps = [step / 4 for step in range(5)]
        return [(low_x + u * (high_x - low_x), low_y + v * (high_y - low_y)) for u, v in product(steps, steps)]
    low, high = domain if len(domain) == 2 else (0.0, 1.0)
    return [(low + step / (_SAMPLES - 1) * (high - low),) for step in range(_SAMPLES)]


def patterns_in(stage: Stage, fill: bool, stroke: bool, seen: Rect) -> None:
    """What tiling patterns in force paint within a place."""
    state = stage.state
    if fill and state.fill_pattern is not None:
        paint_cell(stage, state.fill_pattern, state.fill_space, seen)
    if stroke and state.stroke_pattern is not None:
        paint_cell(stage, state.stroke_pattern, state.stroke_space, seen)


def paint_cell(stage: Stage, pattern: tuple[Any, Colour | None], space: Space, seen: Rect) -> None:
    """What a tiling pattern paints, as if it filled the place seen: sizes are right, places are the whole of it."""
    cell, inked = pattern
    key = (cell.objgen, stage.base, inked)
    if key not in stage.cells:
        flat = numbers(cell.get("/Matrix"))
        matrix: Matrix = (flat[0], flat[1], flat[2], flat[3], flat[4], flat[5]) if len(flat) == 6 else IDENTITY
        stage.cells[key] = ()
        stage.cells[key] = _played(stage, cell, times(matrix, stage.base), cell.get("/Resources"), inked)
    _lay(stage, stage.cells[key], seen)


def paint_glyphs(stage: Stage, face: Face, codes: Iterable[int], matrix: Matrix, seen: Rect) -> None:
    """What glyphs of a Type3 font paint in colours of their own (`d0`; 9.6.5), within the place of the text."""
    for code in sorted(codes):
        glyph = face.procedures.get(f"/{face.names.get(code, '')}") if face.names.get(code) else None
        if not isinstance(glyph, pikepdf.Stream):
            continue
        key = (glyph.objgen, matrix[:4])
        if key not in stage.cells:
            stage.cells[key] = ()
            if any(operator == b"d0" for operator, _ in islice(stage.shop.program(glyph), 4)):
                stage.cells[key] = _played(stage, glyph, matrix, face.resources, None)
        _lay(stage, stage.cells[key], seen)


def _lay(stage: Stage, things: Iterable[Painted], seen: Rect) -> None:
    state = stage.state
    for one in things:
        if stage.cells_painted >= _MOST_CELLS:
            return
        stage.cells_painted += 1
        stage.painted.append(
            replace(
                one, box=seen, clip=seen, outline=(), alpha=one.alpha * state.alpha_fill * state.veil,
                soft_mask=one.soft_mask or state.soft_mask or state.masked, visible=one.visible and not stage.hidden,
            )
        )  # fmt: skip


def _played(stage: Stage, thing: Any, ctm: Matrix, own: Any, inked: Colour | None) -> tuple[Painted, ...]:
    """What a cell or glyph paints by itself, unclipped."""
    number = thing.objgen
    if number in stage.open or len(stage.open) > _DEEPEST or not usable(ctm):
        stage.fault(f"motif {number[0]} contenu en lui-même")
        return ()
    state = State((-_FAR, -_FAR, _FAR, _FAR))
    state.ctm = ctm
    if inked is not None:
        state.fill = state.stroke = inked
    kept = {name: getattr(stage, name) for name in _KEPT}
    if isinstance(own, pikepdf.Dictionary):
        stage.resources = stage.shop.resources_of(own)
    stage.state, stage.base, stage.open = state, ctm, (*stage.open, number)
    stage.path, stage.closed, stage.painted, stage.form = [], [], [], number[0]
    stage.clipping, stage.colourless = False, stage.colourless or inked is not None
    try:
        stage.play(stage, stage.shop.program(thing))
        return tuple(stage.painted)
    finally:
        for name, value in kept.items():
            setattr(stage, name, value)
