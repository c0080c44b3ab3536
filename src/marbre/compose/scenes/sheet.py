"""A sheet on which a scene is drawn, shape over shape, the light always from the left."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from random import Random

from marbre.compose.scenes.light import Light
from marbre.compose.scenes.paths import Path
from marbre.drawing import Ink, Shape


@dataclass(slots=True)
class Sheet:
    """`width` × `height` in mm. `unit` is a hundredth of the module: the scale of what stands in the scene.

    `calm` is the side, top or bottom, where type will stand; `grow` brings everything nearer.
    """

    width: float
    height: float
    dice: Random
    light: Light
    calm: str = ""
    grow: float = 1.0
    shapes: list[Shape] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where the picture begins under a calm sky, in mm."""
        return 0.34 * self.height if self.calm == "top" else 0.0

    @property
    def foot(self) -> float:
        """Where the picture ends above a calm ground, in mm."""
        return 0.68 * self.height if self.calm == "bottom" else self.height

    def x(self, part: float) -> float:
        """Across the sheet, from 0 at the left to 1."""
        return part * self.width

    def y(self, part: float) -> float:
        """Down the picture, from 0 at its top to 1 at its foot, calm zones left out."""
        return self.top + part * (self.foot - self.top)

    @property
    def unit(self) -> float:
        height = self.foot - self.top
        return self.grow * min(self.width * 1.05, height * 1.3, sqrt(self.width * height)) / 100

    @property
    def fine(self) -> int:
        """How much detail the size bears: 0 card, 1 half page, 2 page and more."""
        small = min(self.width, self.height)
        return 0 if small < 45 else 1 if small < 110 else 2

    def fill(self, path: Path, ink: Ink) -> None:
        """Lay a flat shape."""
        if path:
            self.shapes.append(Shape(path, ink))

    def stroke(self, path: Path, ink: Ink, width: float) -> None:
        """Draw a line, never thinner than a press can hold."""
        if path:
            self.shapes.append(Shape(path, None, ink, max(width, 0.12)))

    def some(self, low: float, high: float) -> float:
        """A number between the two."""
        return self.dice.uniform(low, high)

    def count(self, small: int, half: int, full: int) -> int:
        """How many of something, by the size of the sheet."""
        return (small, half, full)[self.fine]
