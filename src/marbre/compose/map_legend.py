"""The legend of a large map: what its marks, lines and tints stand for, its scale and its north. Millimetres.

Its words come from the layout: `map_legend` in words/<language>.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marbre.compose import map_signs
from marbre.compose.map_base import commune_shapes_of, line_shapes, river_shapes, sector_shapes
from marbre.compose.map_labels import Area, MapLabel
from marbre.compose.map_style import MapStyle, width_of
from marbre.compose.scenes import paths
from marbre.drawing import Ink, Shape

_LINE, _SIGN = 6.6, 12.0
#: (word of the layout, how it is drawn).
_LINES = ("motorway", "road", "railway", "river", "sector", "commune")


@dataclass(frozen=True, slots=True)
class LegendMatter:
    """`marks`: (mark, palette colour, words, letter, the letter's colour) of each chapter; `words` of the layout; whether
    there is relief."""

    marks: tuple[tuple[str, str, str, str, str], ...]
    words: tuple[tuple[str, str], ...]
    relief: bool
    #: How many times as large as it is laid out the map is printed.
    zoom: float = 1.0

    def word(self, name: str) -> str:
        """A word of the layout; what it does not say is not shown."""
        return dict(self.words).get(name, "")


def legend_shapes(
    matter: LegendMatter, panel: Area, mm_per_km: float, style: MapStyle, fonts: Path
) -> tuple[list[Shape], list[MapLabel]]:
    """The legend in a panel (left, top, right, bottom) of paper."""
    left, top, right, bottom = panel
    shapes = [Shape(paths.box(left, top, right - left, bottom - top), Ink("papier"), Ink("brun", 0.5), 0.2)]
    labels: list[MapLabel] = []
    x, y = left + 5, top + 8
    size = style.lettering["legend"]
    for kind, colour, said, letter, on in matter.marks:
        shapes += map_signs.mark(kind, Ink(colour), x + _SIGN / 2, y, style.mark)
        figure, drop = style.lettering["marker"], style.mark * 0.16 if kind == "triangle" else 0.0
        half = width_of(fonts, figure, letter) / 2
        at = (x + _SIGN / 2 - half, round(y - figure.leading / 2 - figure.size * 0.03 + drop, 3))
        labels.append(MapLabel(*at, letter, "marker", on))
        labels.append(MapLabel(x + _SIGN + 3, round(y - size.leading / 2, 3), said, "legend"))
        y += max(_LINE + 1.4, 2.9 * style.mark)
    y += 2.5
    for name in _LINES:
        if not matter.word(name):
            continue
        shapes += _sample(name, x, y)
        labels.append(MapLabel(x + _SIGN + 3, round(y - size.leading / 2, 3), matter.word(name), "legend"))
        y += _LINE
    if matter.relief and matter.word("altitude"):
        made, words = _altitudes(matter.word("altitude"), right - 27, top + 5, style)
        shapes += made
        labels += words
    bar, figures = _scale(left + 5, bottom - 8, mm_per_km, right - left - 30, style, matter.zoom)
    rose, north = map_signs.north(right - 10, bottom - 5)
    labels += [*figures, *(MapLabel(one.x - 0.3, one.y - 0.4, one.text, "scale") for one in north)]
    return [*shapes, *bar, *rose], labels


def _sample(name: str, x: float, y: float) -> list[Shape]:
    course = [(x, y), (x + _SIGN, y)]
    if name in ("motorway", "road", "railway"):
        return line_shapes(name, course)
    if name == "river":
        return river_shapes(course)
    return sector_shapes([course]) if name == "sector" else commune_shapes_of([course])


def _altitudes(title: str, x: float, y: float, style: MapStyle) -> tuple[list[Shape], list[MapLabel]]:
    """The steps from high to low, with the altitude at which each begins."""
    lettering = style.lettering["scale"]
    labels = [MapLabel(x, y - 0.6, title, "scale")]
    shapes: list[Shape] = []
    y += 5.5
    high = 6.2
    for altitude, ink in reversed(style.steps):
        shapes.append(Shape(paths.box(x, y, 9, high), ink, Ink("brun", 0.3), 0.15))
        if altitude > 0:
            labels.append(MapLabel(x + 11, round(y + high - lettering.leading / 2, 3), str(altitude), "scale"))
        y += high
    return shapes, labels


def _scale(
    x: float, y: float, mm_per_km: float, longest: float, style: MapStyle, zoom: float
) -> tuple[list[Shape], list[MapLabel]]:
    """A bar in kilometres, and the scale as a fraction rounded to thousands."""
    length = max([km for km in (1, 2, 5, 10, 20, 50) if km * mm_per_km <= longest], default=1)
    lettering, ink = style.lettering["scale"], Ink("noir", 0.8)
    parts = 5 if length % 5 == 0 else 2
    step = length * mm_per_km / parts
    shapes = [Shape(paths.box(x, y, step * parts, 1.4), Ink("papier"), ink, 0.2)]
    shapes += [Shape(paths.box(x + step * part, y, step, 1.4), ink) for part in range(0, parts, 2)]
    top = y - lettering.leading - 0.5
    labels = [
        MapLabel(x - 0.6, round(top, 3), "0", "scale"),
        MapLabel(round(x + step * parts - 3, 3), round(top, 3), f"{length} km", "scale"),
    ]
    fraction = round(1_000_000 / (mm_per_km * zoom) / 1000)
    labels.append(MapLabel(x, y + 2.1, f"1 : {fraction}\u202f000", "scale"))
    return shapes, labels


def words_of(words: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The legend's words of a layout."""
    given = words.get("map_legend", {})
    return tuple((str(name), str(text)) for name, text in given.items()) if isinstance(given, Mapping) else ()
