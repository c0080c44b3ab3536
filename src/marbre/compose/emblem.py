"""The signature: the salamander emblem and the colour bar with its two commas. Millimetres, inks of brand.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from marbre.compose.scenes.paths import Path, Point, blob, curve, ellipse, line, moved, polygon
from marbre.drawing import Drawing, Ink, Segment, Shape

#: The spine from snout to the tip of the tail on a sheet of 1 × 1, and half the body's width there.
_SPINE: tuple[tuple[float, float, float], ...] = (
    (0.690, 0.062, 0.016), (0.668, 0.084, 0.050), (0.632, 0.124, 0.072), (0.590, 0.166, 0.056), (0.546, 0.216, 0.060),
    (0.496, 0.290, 0.082), (0.476, 0.372, 0.090), (0.494, 0.452, 0.084), (0.536, 0.520, 0.074), (0.578, 0.588, 0.062),
    (0.600, 0.668, 0.052), (0.576, 0.752, 0.045), (0.506, 0.818, 0.040), (0.410, 0.846, 0.035), (0.318, 0.824, 0.030),
    (0.262, 0.752, 0.026), (0.276, 0.676, 0.021), (0.338, 0.650, 0.016), (0.378, 0.690, 0.010), (0.366, 0.722, 0.004),
)  # fmt: skip
#: Legs: shoulder, elbow, wrist, and the tips of the toes.
_LEGS: tuple[tuple[tuple[Point, Point, Point], tuple[Point, ...]], ...] = (
    (((0.500, 0.250), (0.352, 0.226), (0.288, 0.142)), ((0.222, 0.148), (0.232, 0.092), (0.284, 0.066), (0.336, 0.082))),
    (((0.548, 0.280), (0.690, 0.300), (0.762, 0.222)), ((0.736, 0.162), (0.792, 0.150), (0.834, 0.182), (0.836, 0.236))),
    (((0.520, 0.528), (0.392, 0.566), (0.310, 0.500)), ((0.300, 0.438), (0.246, 0.448), (0.228, 0.496), (0.252, 0.546))),
    (((0.588, 0.560), (0.722, 0.516), (0.806, 0.576)), ((0.824, 0.516), (0.872, 0.536), (0.882, 0.588), (0.850, 0.634))),
)  # fmt: skip
#: Spots: place and size, smaller along the tail.
_SPOTS: tuple[tuple[float, float, float, float], ...] = (
    (0.598, 0.192, 0.020, 0.015), (0.520, 0.262, 0.022, 0.034), (0.452, 0.330, 0.026, 0.030), (0.512, 0.352, 0.020, 0.026),
    (0.462, 0.420, 0.022, 0.030), (0.522, 0.446, 0.024, 0.022), (0.530, 0.534, 0.020, 0.026), (0.588, 0.606, 0.020, 0.028),
    (0.598, 0.694, 0.016, 0.026), (0.548, 0.782, 0.022, 0.014), (0.452, 0.838, 0.022, 0.012), (0.352, 0.836, 0.018, 0.011),
    (0.282, 0.776, 0.010, 0.016),
)  # fmt: skip
_BODY, _SHADE, _SPOT, _EYE = Ink("orange"), Ink("rouge"), Ink("miel"), Ink("noir")
#: The bar's stones and where each ends, and the two commas.
_STONES = (
    ("miel", 0.30),
    ("ocre", 0.46),
    ("orange", 0.62),
    ("terracotta", 0.82),
    ("rouge", 0.94),
    ("brun", 1.0),
)


def _sides(spine: Sequence[tuple[float, float, float]]) -> tuple[list[Point], list[Point]]:
    """The left and right edge of a body along its spine."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y, half) in enumerate(spine):
        ax, ay, _ = spine[max(index - 1, 0)]
        bx, by, _ = spine[min(index + 1, len(spine) - 1)]
        length = hypot(bx - ax, by - ay)
        nx, ny = (by - ay) / length, -(bx - ax) / length
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    return left, right


def _limbs() -> list[Shape]:
    shapes = []
    for (shoulder, elbow, wrist), toes in _LEGS:
        bent = curve([shoulder, elbow, wrist], 0.2)
        for toe in toes:
            shapes.append(Shape(line(wrist, toe), None, _SHADE, 0.021))
            shapes.append(Shape(ellipse(*toe, 0.0155), _SHADE))
        shapes.append(Shape(bent, None, _SHADE, 0.058))
        shapes.append(Shape(ellipse(*wrist, 0.034), _SHADE))
        shapes.append(Shape(line(shoulder, elbow), None, _SHADE, 0.068))
    return shapes


def salamander(size: float) -> Drawing:
    """The emblem on a square of `size` mm: seen from above, head up right, the tail curled."""
    left, right = _sides(_SPINE)
    flank = [(a + (x - a) * 0.42, b + (y - b) * 0.42) for (x, y), (a, b) in zip(right, left, strict=True)]
    edge = [*left[3:], *reversed(flank[3:])]
    shapes = [*_limbs(), Shape(blob([*left, *reversed(right)]), _BODY), Shape(blob(edge), _SHADE)]
    for x, y, rx, ry in _SPOTS:
        shapes.append(Shape(ellipse(x, y, rx, ry), _SPOT))
    for x, y in ((0.612, 0.098), (0.676, 0.142)):
        shapes.append(Shape(ellipse(x, y, 0.0175), _SPOT))
        shapes.append(Shape(ellipse(x + 0.004, y - 0.002, 0.0105), _EYE))
    return Drawing(size, size, tuple(_scaled(shape, size) for shape in shapes))


def _scaled(shape: Shape, size: float) -> Shape:
    path = moved(shape.path, size * -0.052, size * 0.046, size)
    return Shape(_rounded(path), shape.fill, shape.stroke, round(shape.width * size, 3))


def _rounded(path: Path) -> Path:
    made: list[Segment] = []
    for command, *numbers in path:
        made.append((command, *(round(float(number), 3) for number in numbers)))
    return tuple(made)


#: A comma in a box one high: a round head and a tail that sweeps down to the left.
_COMMA: Path = (
    ("M", 0.30, 0.0), ("C", 0.50, 0.0, 0.62, 0.14, 0.62, 0.34), ("C", 0.62, 0.62, 0.44, 0.88, 0.10, 1.0),
    ("C", 0.07, 1.01, 0.05, 0.97, 0.08, 0.95), ("C", 0.26, 0.83, 0.35, 0.72, 0.36, 0.58), ("C", 0.34, 0.59, 0.32, 0.59, 0.30, 0.59),
    ("C", 0.12, 0.59, 0.0, 0.46, 0.0, 0.29), ("C", 0.0, 0.13, 0.12, 0.0, 0.30, 0.0), ("Z",),
)  # fmt: skip


def comma(x: float, y: float, height: float) -> Path:
    """A comma whose box begins at (x, y)."""
    return _rounded(moved(_COMMA, x, y, height))


def colour_bar(width: float, height: float) -> Drawing:
    """The bar on `width` × `height` mm: stones in the salamander's colours, then an orange and a fuchsia comma."""
    step = height * 0.8
    long = max(width - 2 * step - height * 0.12, height)
    top, thick, lean = height * 0.3, height * 0.4, height * 0.22
    shapes = []
    start = 0.0
    for index, (name, part) in enumerate(_STONES):
        end = long * part
        last = index == len(_STONES) - 1
        cut = [
            (start + (lean if index else 0), top), (end + lean * (0.0 if last else 1.0), top),
            (end - (0.0 if not last else lean), top + thick), (start, top + thick),
        ]
        shapes.append(Shape(_rounded(polygon(*cut)), Ink(name)))
        start = end
    for index, name in enumerate(("orange", "fuchsia")):
        shapes.append(Shape(comma(width - step * (2 - index) + height * 0.14, 0.0, height), Ink(name)))
    return Drawing(width, height, tuple(shapes))
