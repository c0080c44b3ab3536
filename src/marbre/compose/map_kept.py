"""The map as JSON and back, so that an edition draws it only when something on it changed."""

from __future__ import annotations

from typing import Any

from marbre.compose.map_labels import MapLabel, Placed
from marbre.compose.maps import MapSheet
from marbre.drawing import Drawing, Ink, Shape

Json = Any


def sheet_out(sheet: MapSheet) -> Json:
    """A map sheet as plain lists."""
    drawing = sheet.drawing
    return {
        "size": [drawing.width, drawing.height],
        "shapes": [[shape.path, _ink_out(shape.fill), _ink_out(shape.stroke), shape.width] for shape in drawing.shapes],
        "labels": [[label.x, label.y, label.text, label.role, label.tone, label.angle, label.zoom] for label in sheet.labels],
        "unplaced": sheet.unplaced,
        "scale": sheet.mm_per_km,
        "schematic": sheet.schematic,
        "placed": [[one.kind, one.text, one.box, one.site, one.away] for one in sheet.placed],
        "large": sheet.large,
    }


def sheet_in(data: Json) -> MapSheet:
    """The map sheet back."""
    width, height = data["size"]
    shapes = tuple(
        Shape(tuple(tuple(segment) for segment in path), _ink_in(fill), _ink_in(stroke), line)
        for path, fill, stroke, line in data["shapes"]
    )
    labels = tuple(MapLabel(*label) for label in data["labels"])
    placed = tuple(Placed(kind, text, tuple(box), tuple(site), away) for kind, text, box, site, away in data["placed"])
    return MapSheet(
        Drawing(width, height, shapes), labels, tuple(data["unplaced"]), data["scale"], data["schematic"], placed, data["large"]
    )


def _ink_out(ink: Ink | None) -> Json:
    return None if ink is None else [ink.name, ink.tint]


def _ink_in(data: Json) -> Ink | None:
    return None if data is None else Ink(*data)
