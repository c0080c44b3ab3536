"""The salamander and the colour bar found again in a finished file, by the shape of what is drawn.

A shape is described by its area, centre and second moments in its own bounding box: scaling it, even unevenly, changes
none of them, recolouring neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from marbre.compose.emblem import colour_bar, salamander
from marbre.drawing import Ink, Segment, Shape
from marbre.preflight.facts import Kind, PageFacts, Painted, Rect

Points = tuple[tuple[float, float], ...]
Form = tuple[float, float, float, float, float, float]

#: How far figures of two descriptions may differ.
_ALIKE = 0.02
#: Curves flattened to a tenth of a millimetre cut the area by this many pt of the shape's smaller side, at most.
_FLATTENED = 0.25
#: Shapes smaller than this, in pt, are too coarse to be told apart.
_SMALLEST = 2.5
_STEPS = 12


def form_of(points: Sequence[tuple[float, float]]) -> Form | None:
    """Area, centre and second moments of a closed outline in the unit square of its box; None for one without area."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, bottom, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    if width <= 0 or height <= 0:
        return None
    unit = [((x - left) / width, (y - bottom) / height) for x, y in points]
    area = cx = cy = xx = yy = xy = 0.0
    for (x0, y0), (x1, y1) in pairwise((*unit, unit[0])):
        cross = x0 * y1 - x1 * y0
        area += cross / 2
        cx += (x0 + x1) * cross / 6
        cy += (y0 + y1) * cross / 6
        xx += (x0 * x0 + x0 * x1 + x1 * x1) * cross / 12
        yy += (y0 * y0 + y0 * y1 + y1 * y1) * cross / 12
        xy += (x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0) * cross / 24
    if abs(area) < 1e-6:
        return None
    return abs(area), cx / area, cy / area, xx / area, yy / area, xy / area


def alike(one: Form, other: Form, side: float) -> bool:
    """Whether two outlines have one shape, when the smaller side of the one that was flattened has `side` pt."""
    return abs(one[0] - other[0]) <= _ALIKE + _FLATTENED / side and all(
        abs(a - b) <= _ALIKE for a, b in zip(one[1:], other[1:], strict=True)
    )


def _flat(path: Sequence[Segment]) -> Points:
    """A drawing's path as points, `y` growing upwards."""
    points: list[tuple[float, float]] = []
    for command, *values in path:
        numbers = [float(value) for value in values]
        if command in ("M", "L"):
            points.append((numbers[0], -numbers[1]))
        elif command == "C":
            x0, y0 = points[-1]
            x1, y1, x2, y2, x3, y3 = (value if index % 2 == 0 else -value for index, value in enumerate(numbers))
            for step in range(1, _STEPS + 1):
                t = step / _STEPS
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return tuple(points)


def _size(points: Points) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Model:
    """What to look for: a shape, its box in the drawing (mm, `y` upwards from the drawing's head) and the drawing's size."""

    form: Form
    box: Rect
    width: float
    height: float
    shapes: tuple[Shape, ...]
    place: int


@cache
def emblem_model() -> Model:
    """The salamander's body in the emblem on a square of 100 mm."""
    drawing = salamander(100.0)
    place = next(index for index, shape in enumerate(drawing.shapes) if shape.fill == Ink("orange"))
    return _model(drawing.shapes, place, 100.0, 100.0)


@cache
def comma_model() -> Model:
    """The first comma of the colour bar, 100 mm high."""
    drawing = colour_bar(1000.0, 100.0)
    return _model(drawing.shapes, len(drawing.shapes) - 2, 1000.0, 100.0)


def _model(shapes: tuple[Shape, ...], place: int, width: float, height: float) -> Model:
    points = _flat(shapes[place].path)
    form = form_of(points)
    assert form is not None
    return Model(form, _size(points), width, height, shapes, place)


@dataclass(frozen=True, slots=True)
class Found:
    """A shape of the signature on a page: the thing, its place in the order of painting, and the scales in pt per mm of
    the model along both axes."""

    thing: Painted
    index: int
    across: float
    up: float

    @property
    def distortion(self) -> float:
        """How much wider than it should be, as a ratio."""
        return self.across / self.up


def _shapes(page: PageFacts) -> Iterator[tuple[int, Painted, Form, Rect]]:
    for index, thing in enumerate(page.painted):
        if not thing.visible or thing.kind is not Kind.PATH or thing.fill is None or len(thing.outline) != 1:
            continue
        points = thing.outline[0][0]
        if len(points) < 10:
            continue
        box = _size(points)
        if min(box[2] - box[0], box[3] - box[1]) < _SMALLEST:
            continue
        form = form_of(points)
        if form is not None:
            yield index, thing, form, box


def _matches(page: PageFacts, model: Model) -> Iterator[Found]:
    wide, high = model.box[2] - model.box[0], model.box[3] - model.box[1]
    for index, thing, form, box in _shapes(page):
        if alike(form, model.form, min(box[2] - box[0], box[3] - box[1])):
            yield Found(thing, index, (box[2] - box[0]) / wide, (box[3] - box[1]) / high)


def emblems(page: PageFacts) -> tuple[Found, ...]:
    """Every salamander on a page, by its body."""
    return tuple(_matches(page, emblem_model()))


def emblem_box(found: Found) -> Rect:
    """The square of the emblem around a body, in user space."""
    model = emblem_model()
    left = found.thing.outline[0][0]
    x, y = min(x for x, _ in left), max(y for _, y in left)
    x, y = x - model.box[0] * found.across, y - model.box[3] * found.up
    return x, y - model.height * found.up, x + model.width * found.across, y


def bars(page: PageFacts) -> tuple[tuple[Found, Found], ...]:
    """Every colour bar on a page, by its two commas: the same shape and size side by side, the second painted next."""
    found = tuple(_matches(page, comma_model()))
    return tuple((one, other) for one, other in pairwise(found) if _beside(one, other))


def _beside(one: Found, other: Found) -> bool:
    height = one.thing.box[3] - one.thing.box[1]
    gap = (other.thing.box[0] - one.thing.box[0]) / (100.0 * one.across)
    return (
        other.index - one.index == 1 and abs(gap - 0.8) < 0.06
        and abs(one.thing.box[1] - other.thing.box[1]) < 0.05 * height and abs(one.up / other.up - 1) < 0.05
    )  # fmt: skip
