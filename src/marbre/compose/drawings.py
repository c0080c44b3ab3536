"""Every drawing a block may ask for, by its specification: scenes, emblem, colour bar, QR codes, maps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from marbre.compose import charts, emblem, profile, village_plan
from marbre.compose.qr import qr_drawing
from marbre.compose.scenes import KINDS, scene
from marbre.drawing import Drawing, Segment, Shape

MapDrawing = Callable[[Mapping[str, str], float, float], Drawing]


def drawing(kind: str, values: Mapping[str, str], width: float, height: float, maps: MapDrawing) -> Drawing:
    """The drawing for a specification in a frame of `width` × `height` mm. Raises KeyError for an unknown kind."""
    if kind == "scene":
        return _scene(values, width, height)
    if kind == "emblem":
        return emblem.salamander(min(width, height))
    if kind == "bar":
        return emblem.colour_bar(width, height)
    if kind == "qr":
        return qr_drawing(values["text"], width, height)
    if kind == "map":
        return maps(values, width, height)
    if kind == "chart":
        return Drawing(width, height, charts.read(values["shapes"]))
    if kind == "plan":
        sheet = village_plan.read(values["sheet"])
        ground, colour, shape = (values[name] for name in ("ground", "colour", "shape"))
        hill, path, built = bool(values.get("hill")), not values.get("loose"), bool(values.get("built"))
        return village_plan.plan_drawing(sheet, ground, colour, shape, hill, path, built)
    if kind == "profile":
        points = profile.read(values["points"])
        return profile.profile_drawing(points, width, height, values["colour"], values["shape"])
    raise KeyError(kind)


def _scene(values: Mapping[str, str], width: float, height: float) -> Drawing:
    """A scene; on a spread the left or right page of one wide scene, 3 mm of bleed shared at the spine."""
    kind = values.get("kind", "")
    kind = kind if kind in KINDS else "ridges"
    season, hour = values.get("season") or "summer", values.get("hour") or "day"
    seed = values.get("seed", "") + values.get("variant", "")
    part = values.get("spread", "")
    whole = 2 * width - 6 if part else width
    made = scene(kind, whole, height, seed, season, hour, calm=values.get("calm", ""))
    return seen_from(made, width - 6 if part == "right" else 0.0, width)


def seen_from(picture: Drawing, by: float, width: float) -> Drawing:
    """The part of a drawing that begins `by` mm from its left and is `width` mm wide."""
    if not by:
        return replace(picture, width=width)
    shapes = tuple(replace(shape, path=_shifted(shape, by)) for shape in picture.shapes)
    return replace(picture, width=width, shapes=shapes)


def _shifted(shape: Shape, by: float) -> tuple[Segment, ...]:
    moved: list[Segment] = []
    for command, *numbers in shape.path:
        values = [float(number) - (by if index % 2 == 0 else 0.0) for index, number in enumerate(numbers)]
        moved.append((command, *values))
    return tuple(moved)


_DRAWING = (
    "drawings.py", "emblem.py", "qr.py", "drawing.py", "village_plan.py", "plan_houses.py", "charts.py", "profile.py",
)  # fmt: skip


@lru_cache(maxsize=1)
def drawing_digest() -> str:
    """The digest of the code that draws: a change there makes every drawing anew."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.glob("*.py"), *folder.glob("scenes/*.py"), folder.parent / "drawing.py"]):
        if (
            path.name in _DRAWING
            or path.parent.name == "scenes"
            or path.name.startswith("map_")
            or path.name in ("maps.py", "territory_page.py", "large_page.py")
        ):
            digest.update(path.read_bytes())
    return digest.hexdigest()
