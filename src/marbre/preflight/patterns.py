"""Patterns and shadings: which colours they bring to the page (ISO 32000-1, 8.7)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pikepdf

from marbre.preflight.colours import Space, bare, colour_in
from marbre.preflight.facts import Colour, Rect
from marbre.preflight.functions import Unusable, function, numbers
from marbre.preflight.paths import Matrix, times, usable
from marbre.preflight.stage import Stage, State

_SAMPLES, _MOST_CELLS = 17, 20_000
_FAR = 1e6


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
    number = cell.objgen
    key = (number, stage.base, inked)
    if key not in stage.cells:
        if number in stage.open or len(stage.open) > 24:
            stage.fault(f"motif {number[0]} contenu en lui-même")
            return
        stage.cells[key] = ()
        stage.cells[key] = tuple(_played(stage, cell, inked))
    state = stage.state
    for one in stage.cells[key]:
        if stage.cells_painted >= _MOST_CELLS:
            return
        stage.cells_painted += 1
        stage.painted.append(
            replace(
                one, box=seen, clip=seen, outline=(), alpha=one.alpha * state.alpha_fill * state.veil,
                soft_mask=one.soft_mask or state.soft_mask or state.masked, visible=one.visible and not stage.hidden,
            )
        )  # fmt: skip


def _played(stage: Stage, cell: Any, inked: Colour | None) -> list[Any]:
    flat = numbers(cell.get("/Matrix"))
    matrix: Matrix = (flat[0], flat[1], flat[2], flat[3], flat[4], flat[5]) if len(flat) == 6 else (1, 0, 0, 1, 0, 0)
    state = State((-_FAR, -_FAR, _FAR, _FAR))
    state.ctm = times(matrix, stage.base)
    if not usable(state.ctm):
        raise ValueError
    if inked is not None:
        state.fill = state.stroke = inked
    kept = (stage.state, stage.resources, stage.base, stage.open, stage.form, stage.path, stage.closed, stage.painted,
            stage.colourless, stage.text_matrix, stage.line_matrix, stage.clipping)  # fmt: skip
    own = cell.get("/Resources")
    if isinstance(own, pikepdf.Dictionary):
        stage.resources = stage.shop.resources_of(own)
    stage.state, stage.base, stage.open = state, state.ctm, (*stage.open, cell.objgen)
    stage.path, stage.closed, stage.painted, stage.form = [], [], [], cell.objgen[0]
    stage.colourless = stage.colourless or inked is not None
    try:
        stage.play(stage, stage.shop.program(cell))
        return stage.painted
    finally:
        (stage.state, stage.resources, stage.base, stage.open, stage.form, stage.path, stage.closed, stage.painted,
         stage.colourless, stage.text_matrix, stage.line_matrix, stage.clipping) = kept  # fmt: skip
