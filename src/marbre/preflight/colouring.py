"""Colour chosen: spaces, parts, patterns, shadings (ISO 32000-1, 8.6.8 and 8.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from marbre.preflight.colours import Space, first_parts
from marbre.preflight.facts import Colour, Kind
from marbre.preflight.functions import numbers
from marbre.preflight.paths import bounds, common, corners, normal, usable
from marbre.preflight.patterns import shading_colours
from marbre.preflight.stage import Stage, device
from marbre.preflight.tokens import Name

Operator = Callable[[Stage, list[Any]], None]


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


COLOURS: dict[bytes, Operator] = {
    b"g": _device("DeviceGray", 1, False), b"G": _device("DeviceGray", 1, True),
    b"rg": _device("DeviceRGB", 3, False), b"RG": _device("DeviceRGB", 3, True),
    b"k": _device("DeviceCMYK", 4, False), b"K": _device("DeviceCMYK", 4, True),
    b"cs": _choose_space(False), b"CS": _choose_space(True),
    b"sc": _choose_colour(False), b"SC": _choose_colour(True), b"scn": _choose_colour(False), b"SCN": _choose_colour(True),
    b"sh": _shade,
}  # fmt: skip
