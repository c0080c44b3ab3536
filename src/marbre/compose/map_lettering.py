"""The words of a map as outlines, for files that carry no type: `marbre map` as SVG, PNG or PDF."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from marbre.compose.map_labels import MapLabel
from marbre.compose.map_style import Lettering, MapStyle
from marbre.compose.maps import MapSheet
from marbre.drawing import Drawing, Ink, Segment, Shape
from marbre.fonts import advance, outline


def lettered(sheet: MapSheet, style: MapStyle, fonts: Path) -> Drawing:
    """The map's drawing with its words on top, each a shape in the ink of its role."""
    words = []
    for label in sheet.labels:
        lettering = style.lettering[label.role]
        ink = Ink(label.tone) if label.tone else lettering.ink
        words.append(Shape(tuple(_outlines(label, lettering, fonts)), ink))
    return replace(sheet.drawing, shapes=(*sheet.drawing.shapes, *words))


def _outlines(label: MapLabel, lettering: Lettering, fonts: Path) -> Iterator[Segment]:
    face, size = fonts / lettering.face, lettering.size
    sine, cosine = math.sin(math.radians(label.angle)), math.cos(math.radians(label.angle))
    pen = 0.0
    for letter in label.text:
        for command, *numbers in outline(face, letter):
            turned: list[float] = []
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                dx, dy = pen + float(x) * size, lettering.baseline + float(y) * size
                turned += [label.x + dx * cosine - dy * sine, label.y + dx * sine + dy * cosine]
            yield (command, *turned)
        pen += advance(face, letter) * size + lettering.spaced
