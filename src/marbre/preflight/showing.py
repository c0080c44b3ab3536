"""Text shown: where it stands, how large it is, what it says (ISO 32000-1, 9.3 and 9.4)."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot, isfinite
from typing import Any

from marbre.preflight.facts import Kind, Rect
from marbre.preflight.paths import IDENTITY, Matrix, bounds, common, corners, times, usable
from marbre.preflight.patterns import paint_glyphs
from marbre.preflight.stage import Stage
from marbre.preflight.tokens import Name
from marbre.preflight.typefaces import Face

_MOST_TEXT, _GAP = 4000, -250.0


def _begin(stage: Stage, operands: list[Any]) -> None:
    stage.text_matrix = stage.line_matrix = IDENTITY
    stage.text_clip = []


def _end(stage: Stage, operands: list[Any]) -> None:
    """Text shown as a clip cuts from here on (9.3.6)."""
    if stage.text_clip:
        state = stage.state
        around = bounds(
            point for left, bottom, right, top in stage.text_clip for point in ((left, bottom), (right, top))
        )
        state.clip = common(state.clip, around) if state.clip is not None and around is not None else None
        state.clipped = True
        stage.text_clip = []


def _font(stage: Stage, operands: list[Any]) -> None:
    name, size = operands
    if not isinstance(name, Name) or not isfinite(size):
        raise ValueError
    stage.state.face, stage.state.size = stage.face(name), size


def _number(attribute: str, scale: float = 1.0) -> Callable[[Stage, list[Any]], None]:
    def act(stage: Stage, operands: list[Any]) -> None:
        value = float(operands[0])
        if not isfinite(value):
            raise ValueError
        setattr(stage.state, attribute, value * scale)

    return act


def _render(stage: Stage, operands: list[Any]) -> None:
    mode = int(operands[0])
    if not 0 <= mode <= 7:
        raise ValueError
    stage.state.render = mode


def _matrix(stage: Stage, operands: list[Any]) -> None:
    a, b, c, d, e, f = operands
    if not usable(operands):
        raise ValueError
    stage.text_matrix = stage.line_matrix = (a, b, c, d, e, f)


def _next(stage: Stage, x: float, y: float) -> None:
    a, b, c, d, e, f = stage.line_matrix
    stage.text_matrix = stage.line_matrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)


def _by(stage: Stage, operands: list[Any]) -> None:
    x, y = operands
    _next(stage, x, y)


def _by_with_leading(stage: Stage, operands: list[Any]) -> None:
    x, y = operands
    stage.state.leading = -y
    _next(stage, x, y)


def _next_line(stage: Stage, operands: list[Any]) -> None:
    _next(stage, 0.0, -stage.state.leading)


def _show(stage: Stage, operands: list[Any]) -> None:
    _set(stage, [operands[0]])


def _show_many(stage: Stage, operands: list[Any]) -> None:
    if not isinstance(operands[0], list):
        raise TypeError
    _set(stage, operands[0])


def _show_next(stage: Stage, operands: list[Any]) -> None:
    _next_line(stage, operands)
    _set(stage, [operands[0]])


def _show_spaced(stage: Stage, operands: list[Any]) -> None:
    word, char, text = operands
    stage.state.word_spacing, stage.state.spacing = word, char
    _next_line(stage, operands)
    _set(stage, [text])


def _set(stage: Stage, items: list[Any]) -> None:
    """Strings and kerns set from the text matrix on; one thing painted for all of them."""
    state = stage.state
    face = state.face
    if face is None:
        stage.fault("texte sans police")
        return
    size, stretch, spacing, words = state.size, state.stretch, state.spacing, state.word_spacing
    along = 1.0 if face.vertical else stretch
    place, first, last, missing = 0.0, None, 0.0, 0
    texts: list[str] = []
    coloured: set[int] = set()
    for item in items:
        if type(item) is bytes:
            glyphs = face.glyphs(item)
            stage.spend(len(glyphs))
            if face.procedures is not None:
                coloured.update(item)
            for glyph in glyphs:
                before = place
                place += ((1.0 if face.vertical else glyph.width) * size + spacing) * along
                if glyph.word_space:
                    place += words * along
                texts.append(glyph.text)
                missing += glyph.missing
                if not glyph.text.isspace() or glyph.missing:
                    first = before if first is None else first
                    last = place - spacing * along
        elif type(item) is float:
            place -= item / 1000 * size * along
            if item < _GAP and texts and texts[-1] != " ":
                texts.append(" ")
    text = "".join(texts)[:_MOST_TEXT]
    shown = stage.text_matrix
    if first is not None:
        seen = _note(stage, face, (first, last), text, missing)
        if coloured and seen is not None:
            scale: Matrix = (size * stretch, 0.0, 0.0, size, 0.0, state.lift)
            paint_glyphs(stage, face, coloured, times(face.matrix, times(scale, times(shown, state.ctm))), seen)
    elif text:
        _note(stage, face, (0.0, place), text, missing, blank=True)
    a, b, c, d, e, f = shown
    x, y = (0.0, -place) if face.vertical else (place, 0.0)
    moved = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
    if usable(moved):
        stage.text_matrix = moved


def _note(
    stage: Stage, face: Face, span: tuple[float, float], text: str, missing: int, blank: bool = False
) -> Rect | None:
    """Text painted; gives what is seen of it."""
    state = stage.state
    size, lift = state.size, state.lift
    whole = times(stage.text_matrix, state.ctm)
    if face.vertical:
        flat: Rect = (-abs(size) / 2, -span[1], abs(size) / 2, -span[0])
    else:
        flat = (span[0], face.drop * size + lift, span[1], face.rise * size + lift)
    rect = bounds(corners(flat, whole))
    if rect is None or not usable(whole):
        raise ValueError
    mode = state.render & 3
    fill, stroke = mode in (0, 2), mode in (1, 2)
    height = abs(size) * hypot(whole[2], whole[3]) * stage.unit
    line = state.line * hypot(state.ctm[2], state.ctm[3]) * stage.unit if stroke else 0.0
    shown = mode != 3 and not blank and height > 0
    if shown or missing:
        stage.fonts.setdefault(face.font)
    if state.render >= 4:
        stage.text_clip.append(rect)
    return stage.paint(
        Kind.TEXT, rect, fill=fill, stroke=stroke, line=line, size=round(height, 4), text=text, font=face.font,
        missing=missing if shown else 0, shown=shown,
    )  # fmt: skip


TEXT: dict[bytes, Callable[[Stage, list[Any]], None]] = {
    b"BT": _begin, b"ET": _end, b"Tf": _font, b"Tc": _number("spacing"), b"Tw": _number("word_spacing"),
    b"Tz": _number("stretch", 0.01), b"TL": _number("leading"), b"Ts": _number("lift"), b"Tr": _render,
    b"Tm": _matrix, b"Td": _by, b"TD": _by_with_leading, b"T*": _next_line,
    b"Tj": _show, b"TJ": _show_many, b"'": _show_next, b'"': _show_spaced,
}  # fmt: skip
