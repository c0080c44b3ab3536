"""The communes in steps of one ink (a choropleth): each commune says its amount itself, so the tints only help the eye."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from marbre.compose.charts import GREY, HAIR, LINE, RULE, Plot, Word, class_of
from marbre.compose.map_ground import Frame, commune_shapes, outlined
from marbre.compose.scenes.paths import box, ellipse, line
from marbre.drawing import Ink, Shape
from marbre.offers.territory import Commune, Territory

#: Tints of one ink from the lowest class to the highest, as brand.yaml has them.
TINTS = (0.15, 0.3, 0.5, 0.7, 1.0)
#: Room beside the land for the names of the towns, and the least distance of two names, in mm.
MARGIN, NAME_STEP = 27.0, 5.5
DETAIL = 0.25


def communes_chart(
    territory: Territory, amounts: Mapping[str, float], ends: Sequence[float], width: float, ink: str,
    on: Callable[[Ink], str], said: Callable[[float], str], names: Sequence[str] = (), numbers: bool = True,
    margin: float = MARGIN,
) -> Plot:  # fmt: skip
    """The territory `width` mm wide, margins for names counted in. `amounts` by INSEE code; `ends` are the upper ends of the
    classes; `on` gives the palette colour that is read on an ink; `names` are the codes of communes named beside the land."""
    import shapely

    known = [commune for commune in territory.communes if commune.contour]
    if not known:
        return Plot(width, 1, (), ())
    whole = commune_shapes(known)
    west, south, east, north = shapely.total_bounds(whole)
    scale = (width - 2 * margin) / (east - west)
    frame = Frame(margin, 1.0, west, north, scale)
    height = (north - south) * scale + 2
    simple = without_gaps(list(shapely.coverage_simplify(whole, DETAIL / scale)))
    shapes: list[Shape] = []
    words: list[Word] = []
    for commune, shape in zip(known, simple, strict=True):
        amount = amounts.get(commune.insee, 0)
        step = class_of(amount, ends)
        fill = Ink(ink, TINTS[step - 1 + (len(TINTS) - len(ends))]) if step else Ink("papier")
        shapes.append(Shape(outlined(shape, frame), fill, GREY if not step else Ink("papier"), HAIR if not step else RULE))
        if numbers and amount > 0:
            words.append(_number(shape, frame, said(amount), on(fill)))
    land = shapely.union_all(simple)
    outline = shapely.MultiPolygon([shapely.Polygon(part.exterior) for part in getattr(land, "geoms", [land])])
    shapes.append(Shape(outlined(outline, frame), None, Ink("noir", 0.75), 0.35))
    named = [one for code in names for one in known if one.insee == code]
    leaders, called = _called(named, simple, known, frame, width, height, words)
    return Plot(width, height, (*shapes, *leaders), (*words, *called))


def without_gaps(shapes: list[Any]) -> list[Any]:
    """The communes with what generalised contours leave open between them: each gap goes to the neighbour with which it
    shares most of its edge."""
    import shapely

    land = shapely.union_all(shapes)
    gaps = [shapely.Polygon(ring) for part in getattr(land, "geoms", [land]) for ring in part.interiors]
    for gap in gaps:
        shared = [shape.boundary.intersection(gap.boundary).length for shape in shapes]
        place = shared.index(max(shared))
        shapes[place] = shapely.union(shapes[place], gap)
    return shapes


def _number(shape: object, frame: Frame, text: str, tone: str) -> Word:
    """An amount in the middle of its commune, where the land is widest."""
    import shapely

    spot = shapely.maximum_inscribed_circle(shape).coords[0]
    x, y = frame.at(*spot)
    return Word(x - 6, y - 1.75, 12, text, "center", "inside", tone)


def _called(
    communes: Sequence[Commune], shapes: Sequence[Any], known: Sequence[Commune], frame: Frame, width: float, height: float,
    numbers: Sequence[Word],
) -> tuple[list[Shape], list[Word]]:  # fmt: skip
    """Names beside the land, each with a line to its commune, one below the other without touching."""
    import shapely

    spots = []
    for commune in communes:
        circle = shapely.maximum_inscribed_circle(shapes[known.index(commune)])
        x, y = frame.at(*circle.coords[0])
        spots.append((commune.name, x, _quiet(x, y, circle.length * frame.scale, x < width / 2, numbers)))
    lines: list[Shape] = []
    words: list[Word] = []
    for left in (True, False):
        mine = sorted((s for s in spots if (s[1] < width / 2) == left), key=lambda spot: spot[2])
        tops = spread([spot[2] for spot in mine], NAME_STEP, 3.0, height - 3.0)
        for (name, x, y), top in zip(mine, tops, strict=True):
            edge = MARGIN - 1 if left else width - MARGIN + 1
            bend = x - 2.4 if left else x + 2.4
            path = line((edge, top), (bend, y))
            lines += [Shape(path, None, Ink("papier"), 0.55), Shape(path, None, Ink("noir", 0.75), 0.18)]
            lines.append(Shape(ellipse(bend, y, 0.5), Ink("noir", 0.75), Ink("papier"), HAIR))
            room = MARGIN - 2
            words.append(Word(0.0 if left else width - room, top - LINE / 2, room, name, "right" if left else "left", "name"))
    return lines, words


def _quiet(x: float, y: float, radius: float, left: bool, numbers: Sequence[Word]) -> float:
    """The height near `y`, within the commune, at which a level line outwards crosses the fewest numbers."""

    def crossed(height: float) -> int:
        outwards = (word for word in numbers if (word.x + 6 < x - 3 if left else word.x + 6 > x + 3))
        return sum(abs(word.y + 1.75 - height) < 1.9 for word in outwards)

    return min((y + part * radius for part in (0, 0.3, -0.3, 0.55, -0.55, 0.75, -0.75)), key=crossed)


def spread(places: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Places in order moved as little as need be to lie `step` apart between `low` and `high`."""
    made: list[float] = []
    for place in places:
        made.append(max(place, low, made[-1] + step if made else low))
    limit = high
    for index in range(len(made) - 1, -1, -1):
        made[index] = min(made[index], limit)
        limit = made[index] - step
    return made


def classes_key(ends: Sequence[float], width: float, ink: str, said: Callable[[float, float], str], none: str) -> Plot:
    """The key of the classes: a box and its bounds for each, and one for none. Amounts are whole numbers."""
    shapes: list[Shape] = [Shape(box(0, 0.6, 6, 3.4), Ink("papier"), GREY, HAIR)]
    words = [Word(7.2, 0, 30, none, role="axis")]
    cell = (width - 20) / max(len(ends), 1)
    low = 1.0
    for index, end in enumerate(ends):
        x = 20 + index * cell
        shapes.append(Shape(box(x, 0.6, 6, 3.4), Ink(ink, TINTS[index + len(TINTS) - len(ends)])))
        words.append(Word(x + 7.2, 0, cell - 7, said(low, end), role="axis"))
        low = end + 1
    return Plot(width, 5, tuple(shapes), tuple(words))
