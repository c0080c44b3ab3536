"""Figures as flat drawings with their words: bars, columns, dots, marks in a table, communes in steps of one ink.

Lengths are true: every bar begins at zero and one scale holds for all bars of a chart; marks that stand for an amount have
an area in proportion to it. What is shown is written beside it, so no chart needs a legend of colours to be read, in grey
either. Millimetres, `y` downwards; words are set by the layout, so that they are text in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from marbre.compose.scenes.paths import box, ellipse, line, polygon
from marbre.drawing import Drawing, Ink, Segment, Shape

#: Thin lines: what carries a scale, and what carries nothing but the eye.
RULE, HAIR = 0.25, 0.12
#: The line of type that words on charts are set on, in mm.
LINE = 4.4
GREY, PALE = Ink("noir", 0.6), Ink("noir", 0.2)
SHAPES = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Word:
    """Words on a chart: the box they stand in, `x` and `y` its top left corner, `align` left, right or center; `role` is
    label, value, axis, note or name; `tone` the palette colour they are set in (black when empty)."""

    x: float
    y: float
    width: float
    text: str
    align: str = "left"
    role: str = "label"
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart: `shapes` on `width` × `height` mm, and its words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Word, ...]

    @property
    def drawing(self) -> Drawing:
        return Drawing(self.width, self.height, self.shapes)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart: what it is called, its amounts (the first one is the solid one), how they are written."""

    label: str
    amounts: tuple[float, ...]
    said: str = ""


def bars(
    rows: Sequence[Row], width: float, ink: Ink, labels: float = 45.0, values: float = 24.0, step: float = 6.6,
    thick: float = 4.0, most: float = 0.0, second: Ink | None = None,
) -> Plot:  # fmt: skip
    """Horizontal bars from zero, one below the other; a second amount follows the first, outlined. `labels` and `values`
    are the room in mm left and right of the bars; `most` the amount that fills the room between (the largest)."""
    room = width - labels - values
    full = most or max((sum(row.amounts) for row in rows), default=0) or 1
    shapes: list[Shape] = []
    words: list[Word] = []
    for index, row in enumerate(rows):
        top = index * step + (step - thick) / 2
        at = labels
        for number, amount in enumerate(row.amounts):
            long = room * amount / full
            if long > 0:
                shapes.append(_bar(at, top, long, thick, ink if number == 0 else second or Ink(ink.name, 0.3), number, ink))
            at += long
        middle = index * step + step / 2 - LINE / 2
        words.append(Word(0, middle, labels - 2, row.label))
        words.append(Word(at + 1.2, middle, values + room, row.said, role="value"))
    height = len(rows) * step
    shapes.append(Shape(line((labels, 0), (labels, height)), None, GREY, RULE))
    return Plot(width, height, tuple(shapes), tuple(words))


def _bar(x: float, y: float, long: float, thick: float, fill: Ink, number: int, outline: Ink) -> Shape:
    if number == 0:
        return Shape(box(x, y, long, thick), fill)
    inset = min(RULE / 2, long / 2)
    return Shape(box(x + inset, y + inset, long - 2 * inset, thick - 2 * inset), fill, outline, RULE)


def columns(
    rows: Sequence[Row], width: float, height: float, ink: Ink, most: float = 0.0, foot: float = 5.0, head: float = 5.0,
    gap: float = 0.3,
) -> Plot:  # fmt: skip
    """Columns from zero, side by side, each with its amount above and its name below; `gap` is the part of a step that is
    left free. The highest fills the height between `head` and `foot`."""
    step = width / max(len(rows), 1)
    full = most or max((row.amounts[0] for row in rows), default=0) or 1
    ground = height - foot
    shapes: list[Shape] = []
    words: list[Word] = []
    for index, row in enumerate(rows):
        high = (ground - head) * row.amounts[0] / full
        x = index * step + step * gap / 2
        if high > 0:
            shapes.append(Shape(box(x, ground - high, step * (1 - gap), high), ink))
        words.append(Word(index * step - 2, ground - high - 4.2, step + 4, row.said, "center", "value"))
        words.append(Word(index * step - 2, ground + 0.6, step + 4, row.label, "center", "axis"))
    shapes.append(Shape(line((0, ground), (width, ground)), None, GREY, RULE))
    return Plot(width, height, tuple(shapes), tuple(words))


def shares(
    rows: Sequence[Row], width: float, inks: Sequence[Ink], heads: Sequence[str], labels: float = 45.0, step: float = 6.6
) -> Plot:
    """Several shares of a hundred on one line each: a mark of its own shape for every series, on an axis from 0 to 100 %.
    `heads` name the series; they are repeated at the first row's marks."""
    room, top = width - labels - 6, 9.0
    height = top + len(rows) * step + 5
    shapes: list[Shape] = []
    words: list[Word] = []
    for part in (0, 25, 50, 75, 100):
        x = labels + room * part / 100
        shapes.append(Shape(line((x, top), (x, height - 5)), None, GREY if part == 0 else PALE, RULE if part == 0 else HAIR))
        words.append(Word(x - 8, height - 4.6, 16, f"{part} %", "center", "axis"))
    at = labels
    for number, head in enumerate(heads):
        shapes.append(_mark(SHAPES[number], at + 1.6, 2.4, 1.5, inks[number]))
        words.append(Word(at + 4.4, 0, 40, head, role="axis"))
        at += room / len(heads)
    for index, row in enumerate(rows):
        middle = top + (index + 0.5) * step
        words.append(Word(0, middle - LINE / 2, labels - 2, row.label))
        ends = [labels + room * amount / 100 for amount in row.amounts]
        shapes.append(Shape(line((min(ends), middle), (max(ends), middle)), None, PALE, 0.5))
        shapes += [
            _mark(SHAPES[number], x, middle + aside, 1.5, inks[number])
            for number, (x, aside) in enumerate(zip(ends, _apart(ends), strict=True))
        ]
    return Plot(width, height, tuple(shapes), tuple(words))


def _apart(ends: Sequence[float], reach: float = 2.8, aside: float = 1.7) -> list[float]:
    """How far marks go up or down so that none hides another at the same place: they keep their place on the axis."""
    moved = []
    for number, end in enumerate(ends):
        near = [other for other in range(len(ends)) if abs(ends[other] - end) < reach]
        moved.append((near.index(number) - (len(near) - 1) / 2) * 2 * aside)
    return moved


def _mark(shape: str, x: float, y: float, size: float, ink: Ink) -> Shape:
    """A mark of `size` mm from its middle, with a thin dark edge so that pale inks hold and neighbours stay apart."""
    path: tuple[Segment, ...]
    if shape == "circle":
        path = ellipse(x, y, size)
    elif shape == "square":
        path = box(x - size * 0.88, y - size * 0.88, size * 1.76, size * 1.76)
    elif shape == "triangle":
        path = polygon((x, y - size * 1.2), (x + size * 1.1, y + size * 0.8), (x - size * 1.1, y + size * 0.8))
    else:
        path = polygon((x, y - size * 1.25), (x + size * 1.25, y), (x, y + size * 1.25), (x - size * 1.25, y))
    return Shape(path, ink, Ink("noir", 0.9), 0.15)


def areas(
    rows: Sequence[Row], heads: Sequence[str], width: float, ink: Ink, on: str, labels: float = 45.0, step: float = 9.0,
    head: float = 9.0,
) -> Plot:  # fmt: skip
    """A table of squares whose areas are in proportion to the amounts, each amount written in its square or beside it;
    `on` is the palette colour that is read on the ink."""
    cell = (width - labels) / max(len(heads), 1)
    full = max((amount for row in rows for amount in row.amounts), default=0) or 1
    widest = min(cell, step) - 0.6
    shapes: list[Shape] = []
    words = [Word(labels + index * cell, 0, cell, text, "center", "axis") for index, text in enumerate(heads)]
    for index, row in enumerate(rows):
        top = head + index * step
        shapes.append(Shape(line((0, top), (width, top)), None, PALE, HAIR))
        words.append(Word(0, top + step / 2 - LINE / 2, labels - 2, row.label))
        for number, amount in enumerate(row.amounts):
            side = widest * sqrt(amount / full)
            x, y = labels + (number + 0.5) * cell, top + step / 2
            if side > 0:
                shapes.append(Shape(box(x - side / 2, y - side / 2, side, side), ink))
            inside = side >= 5.4
            words.append(
                Word(
                    x - cell / 2 if inside or not side else x + side / 2 + 0.5, y - LINE / 2, cell, f"{amount:g}",
                    "center" if inside or not side else "left", "value", on if inside else "",
                )
            )  # fmt: skip
    return Plot(width, head + len(rows) * step, tuple(shapes), tuple(words))


def gauges(
    rows: Sequence[Row], heads: Sequence[str], width: float, ink: Ink, labels: float = 38.0, step: float = 7.2,
    head: float = 12.0,
) -> Plot:  # fmt: skip
    """A table of small bars from zero: each cell is a share of a hundred, its whole length outlined; a negative amount is a
    question that is not asked there. The share is written above its bar."""
    cell = (width - labels) / max(len(heads), 1)
    long = cell - 2.0
    shapes: list[Shape] = []
    words = [Word(labels + index * cell, 0, cell + 1, text, "left", "axis") for index, text in enumerate(heads)]
    for index, row in enumerate(rows):
        top = head + index * step
        shapes.append(Shape(line((0, top), (width, top)), None, PALE, HAIR))
        words.append(Word(0, top + step / 2 - LINE / 2, labels - 2, row.label))
        for number, amount in enumerate(row.amounts):
            x = labels + number * cell
            if amount < 0:
                words.append(Word(x, top + step / 2 - LINE / 2, cell, "–", "left", "axis"))
                continue
            foot = top + step - 1.9
            shapes.append(Shape(box(x, foot, long, 1.1), Ink("noir", 0.1)))
            if amount > 0:
                shapes.append(Shape(box(x, foot, long * min(amount, 100) / 100, 1.1), ink))
            words.append(Word(x, top + 0.6, cell, _whole(amount), "left", "value"))
    return Plot(width, head + len(rows) * step, tuple(shapes), tuple(words))


def _whole(percent: float) -> str:
    """A share without decimals that never rounds up to all, nor down to nothing."""
    rounded = round(percent)
    return str(min(rounded, 99) if percent < 100 else 100) if percent >= 1 or percent == 0 else "1"


def strip(
    amounts: Sequence[int], width: float, ink: Ink, step: int = 10, dot: float = 2.6, middle: float | None = None
) -> Plot:
    """One dot an offer, piled up over classes of `step` from zero: class n holds amounts from n × step up to the next one.
    `middle` is marked by a line."""
    last = max(amounts, default=0) // step + 1
    cell = width / last
    piles = [sum(amount // step == index for amount in amounts) for index in range(last)]
    ground = max(piles, default=0) * (dot + 0.4) + 5
    shapes: list[Shape] = []
    for index, pile in enumerate(piles):
        shapes += [
            Shape(ellipse((index + 0.5) * cell, ground - (number + 0.5) * (dot + 0.4), dot / 2), ink)
            for number in range(pile)
        ]
    shapes.append(Shape(line((0, ground), (width, ground)), None, GREY, RULE))
    words = [Word(index * cell - 5, ground + 0.6, 10, str(index * step), "center", "axis") for index in range(last + 1)]
    if middle is not None:
        x = middle / step * cell
        shapes.append(Shape(line((x, 0), (x, ground)), None, Ink("noir"), RULE))
    return Plot(width, ground + 6, tuple(shapes), tuple(words))


def steps_for(amounts: Sequence[float], classes: int = 5) -> tuple[float, ...]:
    """Upper ends of at most `classes` classes of the amounts above zero, about as many places in each, whole numbers that
    a reader can keep in mind; the last one is the largest amount."""
    positive = sorted(amount for amount in amounts if amount > 0)
    if not positive:
        return ()
    ends: list[float] = []
    for index in range(1, classes):
        place = positive[min(len(positive) - 1, ceil(len(positive) * index / classes) - 1)]
        end = _round(place)
        if not ends or end > ends[-1]:
            ends.append(end)
    ends = [end for end in ends if end < positive[-1]]
    return (*ends, float(ceil(positive[-1])))


def _round(amount: float) -> float:
    """Up to the next of 1 2 3 … 10 15 20 25 30 40 50 75 100 150 …"""
    ladder = [*range(1, 11), 15, 20, 25, 30, 40, 50, 75]
    scale = 1
    while True:
        for one in ladder:
            if amount <= one * scale:
                return float(one * scale)
        scale *= 10


def class_of(amount: float, ends: Sequence[float]) -> int:
    """The class of an amount: 0 for none, else 1 for the lowest."""
    if amount <= 0 or not ends:
        return 0
    return next((index for index, end in enumerate(ends, start=1) if amount <= end), len(ends))


def shifted(plot: Plot, x: float, y: float) -> tuple[tuple[Shape, ...], tuple[Word, ...]]:
    """A chart's shapes and words moved, to stand with others on one sheet."""
    shapes = tuple(
        Shape(
            tuple(
                (step[0], *(float(end) + (x if index % 2 == 0 else y) for index, end in enumerate(step[1:])))
                for step in shape.path
            ),
            shape.fill, shape.stroke, shape.width,
        )
        for shape in plot.shapes
    )  # fmt: skip
    words = tuple(Word(w.x + x, w.y + y, w.width, w.text, w.align, w.role, w.tone) for w in plot.words)
    return shapes, words


def multiples(plots: Sequence[tuple[str, Plot]], across: int, gap: float = 6.0, head: float = 6.0) -> Plot:
    """Small charts of one size in rows of `across`, each under its name."""
    if not plots:
        return Plot(1, 1, (), ())
    wide, high = plots[0][1].width, max(plot.height for _, plot in plots)
    shapes: list[Shape] = []
    words: list[Word] = []
    for index, (name, plot) in enumerate(plots):
        x, y = index % across * (wide + gap), index // across * (high + head + 3)
        words.append(Word(x, y, wide, name, role="name"))
        moved, said = shifted(plot, x, y + head)
        shapes += moved
        words += said
    rows = ceil(len(plots) / across)
    return Plot(across * wide + (across - 1) * gap, rows * (high + head + 3), tuple(shapes), tuple(words))


def written(shapes: Sequence[Shape]) -> str:
    """Shapes as a short text that an address may carry; `read` makes them again."""
    return "~".join(
        "_".join((_ink(shape.fill), _ink(shape.stroke), _length(shape.width), *(_segment(one) for one in shape.path)))
        for shape in shapes
    )


def read(text: str) -> tuple[Shape, ...]:
    """Shapes from what `written` made. Raises ValueError for anything else."""
    shapes = []
    for one in filter(None, text.split("~")):
        fill, stroke, width, *path = one.split("_")
        segments: list[list[str | float]] = []
        for part in path:
            if part[0] in "MLCZ":
                segments.append([part[0], *([float(part[1:])] if part[1:] else [])])
            else:
                segments[-1].append(float(part))
        shapes.append(Shape(tuple(tuple(segment) for segment in segments), _inked(fill), _inked(stroke), float(width)))
    return tuple(shapes)


def _ink(ink: Ink | None) -> str:
    return f"{ink.name}.{round(ink.tint * 100)}" if ink is not None else "-"


def _inked(text: str) -> Ink | None:
    name, _, tint = text.partition(".")
    return Ink(name, int(tint) / 100) if tint else None


def _segment(segment: Segment) -> str:
    command, *numbers = segment
    return str(command) + "_".join(_length(float(number)) for number in numbers)


def _length(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
