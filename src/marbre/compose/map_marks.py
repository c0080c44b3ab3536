"""Numbered marks of places that lie close together, in one block: one leader for all instead of a heap. Millimetres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from marbre.compose import map_signs
from marbre.compose.map_ground import Frame
from marbre.compose.map_labels import Area, MapLabel, Point
from marbre.compose.map_style import MapStyle, width_of
from marbre.compose.map_words import Marker
from marbre.drawing import Ink, Shape

#: How wide a shape is against a circle; triangles and diamonds need more room for the same figures.
_WIDE = {"triangle": 1.3, "diamond": 1.2}
#: Places closer than this many pitches share a block.
_NEAR = 0.85


@dataclass(frozen=True, slots=True)
class Block:
    """Marks side by side, `columns` in a row; the place is the middle of theirs."""

    marks: tuple[Marker, ...]
    site: Point
    columns: int
    cell: tuple[float, float]

    @property
    def width(self) -> float:
        return self.columns * self.cell[0]

    @property
    def height(self) -> float:
        return math.ceil(len(self.marks) / self.columns) * self.cell[1]


def blocks_of(markers: Sequence[Marker], frame: Frame, view: Area, style: MapStyle) -> list[Block]:
    """The markers in the view, those that lie close together in one block, in the order of the markers."""
    heaps: list[tuple[Point, list[tuple[Point, Marker]]]] = []
    for marker in markers:
        x, y = frame.at(marker.x, marker.y)
        if not (view[0] < x < view[0] + view[2] and view[1] < y < view[1] + view[3]):
            continue
        near = [heap for heap in heaps if math.dist(heap[0], (x, y)) < style.pitch * _NEAR and len(heap[1]) < 9]
        if near:
            min(near, key=lambda heap: math.dist(heap[0], (x, y)))[1].append(((x, y), marker))
        else:
            heaps.append(((x, y), [((x, y), marker)]))
    return [_block(heap, style) for _, heap in heaps]


def _block(heap: Sequence[tuple[Point, Marker]], style: MapStyle) -> Block:
    count = len(heap)
    site = (sum(at[0] for at, _ in heap) / count, sum(at[1] for at, _ in heap) / count)
    wide = max(_WIDE.get(marker.mark, 1.0) for _, marker in heap)
    high = max(1.15 if marker.mark in _WIDE else 1.0 for _, marker in heap)
    columns = count if count < 4 else math.ceil(math.sqrt(count) * 1.2)
    return Block(tuple(marker for _, marker in heap), site, columns, (style.pitch * wide, style.pitch * high))


def shapes_of(block: Block) -> tuple[tuple[float, float], ...]:
    """The widths and heights that a block may take besides its own: with fewer columns, or with more."""
    count, (wide, high) = len(block.marks), block.cell
    columns = (one for one in (2, 3, 4) if one < count and one != block.columns)
    return tuple((one * wide, math.ceil(count / one) * high) for one in columns)


def block_shapes(block: Block, box: Area, style: MapStyle, fonts: Path) -> tuple[list[Shape], list[MapLabel]]:
    """The marks of a block in its box, in as many columns as this is wide, and their figures."""
    columns = max(1, round((box[2] - box[0]) / block.cell[0]))
    shapes: list[Shape] = []
    labels: list[MapLabel] = []
    lettering = style.lettering["marker"]
    for index, marker in enumerate(block.marks):
        row, column = divmod(index, columns)
        x = box[0] + (column + 0.5) * block.cell[0]
        y = box[1] + (row + 0.5) * block.cell[1]
        shapes += map_signs.mark(marker.mark, Ink(marker.colour), x, y, style.mark)
        drop = style.mark * 0.16 if marker.mark == "triangle" else 0.0
        width = width_of(fonts, lettering, marker.number)
        top = y - lettering.leading / 2 - lettering.size * 0.03 + drop
        labels.append(MapLabel(round(x - width / 2, 3), round(top, 3), marker.number, "marker", marker.on))
    return shapes, labels
