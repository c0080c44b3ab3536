"""Flat vector drawings in brand inks: the common tongue of scenes, maps, the emblem and the colour bar.

A drawing knows palette names and tints, never RGB or CMYK: who paints it decides the ink. Units are mm, `y` grows
downwards. No transparency, no gradients: depth comes from tints and layers, so plates stay clean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: One drawing command: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",).
Segment = tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """A palette colour of brand.yaml at a tint from 0 (paper) to 1 (full)."""

    name: str
    tint: float = 1.0


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, filled (non-zero rule) or stroked (`width` in mm, round joins and caps) or both."""

    path: tuple[Segment, ...]
    fill: Ink | None = None
    stroke: Ink | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet of `width` × `height` mm; what lies outside is clipped. `title` is its text alternative."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""


#: No stroke is thinner than this, in mm: 0.26 pt, twice the hairline of GWG 2022.
LEAST_STROKE = 0.092


#: Turns an ink into the operator that sets it, for filling (False) or stroking (True), such as b"0 0 0 1 k".
Painter = Callable[[Ink, bool], bytes]


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def path_texts(drawing: Drawing) -> list[bytes]:
    """The path operators of each shape: the same for every target, and most of the work."""
    operators = {"M": "m", "L": "l", "C": "c"}
    return [
        "\n".join(
            "h" if command == "Z" else f"{' '.join(_number(float(n)) for n in numbers)} {operators[str(command)]}"
            for command, *numbers in shape.path
        ).encode()
        for shape in drawing.shapes
    ]


def to_pdf(drawing: Drawing, painter: Painter, texts: Sequence[bytes] | None = None) -> bytes:
    """Content stream operators in the unit square [0 1 0 1], ready for a form XObject scaled like a picture; `texts` are
    those of `path_texts` where they are at hand."""
    w, h = drawing.width, drawing.height
    lines = [f"{1 / w:.8f} 0 0 {-1 / h:.8f} 0 1 cm".encode(), b"1 j", b"1 J"]
    last: dict[bool, bytes] = {}
    for shape, path in zip(drawing.shapes, texts if texts is not None else path_texts(drawing), strict=True):
        for ink, stroking in ((shape.fill, False), (shape.stroke, True)):
            if ink is not None:
                operator = painter(ink, stroking)
                if last.get(stroking) != operator:
                    lines.append(operator)
                    last[stroking] = operator
        if shape.stroke is not None:
            lines.append(f"{_number(max(shape.width, LEAST_STROKE))} w".encode())
        lines.append(path)
        paint = {(True, False): b"f", (False, True): b"S", (True, True): b"B"}
        lines.append(paint.get((shape.fill is not None, shape.stroke is not None), b"n"))
    return b"\n".join(lines)


def to_svg(drawing: Drawing, colour: Callable[[Ink], str]) -> str:
    """The drawing as an SVG document; `colour` gives a CSS colour for an ink."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(drawing.width)}mm" '
        f'height="{_number(drawing.height)}mm" viewBox="0 0 {_number(drawing.width)} {_number(drawing.height)}">'
    ]
    if drawing.title:
        title = drawing.title.replace("&", "&amp;").replace("<", "&lt;")
        parts.append(f"<title>{title}</title>")
    for shape in drawing.shapes:
        d = "".join(str(command) + " ".join(_number(float(n)) for n in numbers) for command, *numbers in shape.path)
        fill = f'fill="{colour(shape.fill)}"' if shape.fill else 'fill="none"'
        stroke = (
            f' stroke="{colour(shape.stroke)}" stroke-width="{_number(shape.width)}" '
            'stroke-linejoin="round" stroke-linecap="round"'
            if shape.stroke
            else ""
        )
        parts.append(f'<path d="{d}" {fill}{stroke}/>')
    parts.append("</svg>")
    return "".join(parts)
