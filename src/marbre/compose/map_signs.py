"""Signs on a map: numbered marks in chapter colours, town dots, the grid and its letters, scale bar, north, arrows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from marbre.compose.map_labels import SIZES, MapLabel, Measure
from marbre.compose.scenes.paths import Path, box, ellipse, line, polygon
from marbre.drawing import Ink, Segment, Shape
from marbre.measures import pt_to_mm

COLUMNS, ROWS = "ABCDEFGH", 8
Point = tuple[float, float]
#: Half the size of a mark, and its rim of paper, in mm.
_MARK, _RIM = 2.3, 0.35


def mark(kind: str, ink: Ink, x: float, y: float, half: float = _MARK) -> list[Shape]:
    """A chapter's mark with a rim of paper, large enough for two figures: circle, square, triangle or diamond."""
    return [Shape(_mark_path(kind, x, y, half + _RIM), Ink("papier")), Shape(_mark_path(kind, x, y, half), ink)]


def _mark_path(kind: str, x: float, y: float, r: float) -> Path:
    if kind == "square":
        return box(x - r * 0.92, y - r * 0.92, 1.84 * r, 1.84 * r)
    if kind == "triangle":
        return polygon((x, y - r * 1.45), (x + r * 1.38, y + r * 0.95), (x - r * 1.38, y + r * 0.95))
    if kind == "diamond":
        return polygon((x, y - r * 1.28), (x + r * 1.28, y), (x, y + r * 1.28), (x - r * 1.28, y))
    return ellipse(x, y, r)


def leader(site: Point, mark_at: Point) -> list[Shape]:
    """The line from a place to its mark, when the mark had to move, with a dot where the place is."""
    if math.dist(site, mark_at) <= _MARK + 0.3:
        return []
    ink = Ink("noir", 0.8)
    return [
        Shape(line(site, mark_at), None, Ink("papier"), 0.5),
        Shape(line(site, mark_at), None, ink, 0.2),
        Shape(ellipse(*site, 0.45), ink),
    ]


def town_dot(x: float, y: float, population: int) -> list[Shape]:
    """A place: larger for towns."""
    if population >= 10000:
        return [Shape(ellipse(x, y, 1.25), Ink("noir")), Shape(ellipse(x, y, 0.7), Ink("papier"))]
    if population >= 1900:
        return [Shape(ellipse(x, y, 0.85), Ink("noir")), Shape(ellipse(x, y, 0.42), Ink("papier"))]
    return [Shape(ellipse(x, y, 0.42), Ink("noir", 0.8))]


def grid(corners: tuple[float, float, float, float]) -> tuple[list[Shape], list[MapLabel]]:
    """Lines and letters of the grid: A to H from west to east, 1 to 8 from north to south; letters on two sides."""
    x0, y0, x1, y1 = corners
    path: list[Segment] = []
    for part in range(1, ROWS):
        x, y = x0 + (x1 - x0) * part / ROWS, y0 + (y1 - y0) * part / ROWS
        path += [*line((x, y0), (x, y1)), *line((x0, y), (x1, y))]
    shapes = [
        Shape(tuple(path), None, Ink("brun", 0.3), 0.1),
        Shape(box(x0, y0, x1 - x0, y1 - y0), None, Ink("brun", 0.5), 0.18),
    ]
    labels = []
    for part in range(ROWS):
        x, y = x0 + (x1 - x0) * (part + 0.5) / ROWS, y0 + (y1 - y0) * (part + 0.5) / ROWS
        labels += [MapLabel(x - 0.8, at, COLUMNS[part], "grid") for at in (y0 - 3.6, y1 + 0.6)]
        labels += [MapLabel(at, y - 1.5, str(part + 1), "grid") for at in (x0 - 2.4, x1 + 1.1)]
    return shapes, labels


def scale_bar(x: float, y: float, mm_per_km: float, longest: float) -> tuple[list[Shape], list[MapLabel]]:
    """A bar of the longest of 1, 2, 5, 10, 20 or 50 km that fits in `longest` mm, its middle of the lower edge left at
    (x, y), in two halves."""
    length = max([km for km in (1, 2, 5, 10, 20, 50) if km * mm_per_km <= longest], default=1)
    half = length * mm_per_km / 2
    ink = Ink("noir", 0.8)
    shapes = [
        Shape(box(x, y, 2 * half, 0.9), Ink("papier"), ink, 0.15), Shape(box(x, y, half, 0.9), ink),
    ]  # fmt: skip
    words = (("0", x), (f"{length} km", x + 2 * half))
    return shapes, [MapLabel(at - 0.7, y - 2.7, text, "scale") for text, at in words]


def north(x: float, y: float) -> tuple[list[Shape], list[MapLabel]]:
    """An arrow to the north, its foot at (x, y)."""
    arrow = polygon((x, y - 7), (x + 1.7, y), (x, y - 1.4), (x - 1.7, y))
    half = polygon((x, y - 7), (x + 1.7, y), (x, y - 1.4))
    shapes = [Shape(arrow, Ink("papier"), Ink("noir", 0.8), 0.15), Shape(half, Ink("noir", 0.8))]
    return shapes, [MapLabel(x - 0.8, y - 9.9, "N", "scale")]


def shield(text: str, x: float, y: float, measure: Measure) -> tuple[list[Shape], list[MapLabel]]:
    """A road's number on its plate, centred on (x, y)."""
    width, height = measure(text, "road") + 1.6, 3.4
    plate = box(x - width / 2, y - height / 2, width, height)
    shapes = [Shape(plate, Ink("rouge"), Ink("papier"), 0.3)]
    size = pt_to_mm(SIZES["road"])
    return shapes, [MapLabel(x - width / 2 + 0.8, y - size * 0.6, text, "road", "papier")]


def legend(
    entries: Sequence[tuple[str, str, str]], x: float, bottom: float, measure: Measure
) -> tuple[list[Shape], list[MapLabel], tuple[float, float, float, float]]:
    """Marks with what they stand for, (mark, palette colour, words), one a line, the last above `bottom`; and the
    ground they cover."""
    shapes: list[Shape] = []
    labels: list[MapLabel] = []
    top = bottom - 6.2 * len(entries)
    for index, (kind, colour, words) in enumerate(entries):
        y = top + 6.2 * index + 3
        shapes += mark(kind, Ink(colour), x + 3, y)
        labels.append(MapLabel(x + 7.2, y - 1.5, words, "legend"))
    wide = max((measure(words, "legend") for _, _, words in entries), default=0.0)
    panel = Shape(box(x - 1.5, top - 1.5, wide + 10, bottom - top + 2.5), Ink("creme"))
    return [panel, *shapes], labels, (x - 1.5, top - 1.5, x + wide + 8.5, bottom + 1)


def arrow(x: float, y: float, towards: Point) -> Shape:
    """A small arrow head at (x, y) that points to `towards`."""
    angle = math.atan2(towards[1] - y, towards[0] - x)
    tips: Sequence[tuple[float, float]] = ((1.5, 0.0), (-0.7, 0.95), (-0.7, -0.95))
    turned = (
        (x + a * math.cos(angle) - b * math.sin(angle), y + a * math.sin(angle) + b * math.cos(angle)) for a, b in tips
    )  # fmt: skip
    return Shape(polygon(*turned), Ink("brun"))
