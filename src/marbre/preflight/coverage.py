"""How much of each pixel a shape covers: rectangles exactly, other outlines drawn finer and brought down.

Coordinates are pixels of the map, `y` growing downwards. A stamp is a window of the map with the part covered, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from marbre.preflight.facts import Rect

Plane = NDArray[np.float32]
Points = Sequence[tuple[float, float]]
#: Subpaths whose overlaps are worked out one by one; of more, holes are told by their direction.
_MOST_TOGGLED = 48
#: Pixels² that are no area, windows so small that the area drawn is put right, most rectangles of one path.
_NOTHING, _SMALL, _MOST_BOXES = 1e-6, 20_000, 4000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Rows `y0:y1`, columns `x0:x1`; `part` covers them, one number where all are covered alike."""

    y0: int
    y1: int
    x0: int
    x1: int
    part: Plane | float


def box_stamp(box: Rect, size: tuple[int, int], part: float = 1.0) -> Stamp | None:
    """A rectangle (left, top, right, bottom) on a map of `size` (width, height); None when it lies outside."""
    across, down = _strip(box[0], box[2], size[0]), _strip(box[1], box[3], size[1])
    if across is None or down is None:
        return None
    (x0, x1, columns), (y0, y1, rows) = across, down
    if columns is None and rows is None:
        return Stamp(y0, y1, x0, x1, part)
    columns = np.ones(x1 - x0, np.float32) if columns is None else columns
    rows = np.ones(y1 - y0, np.float32) if rows is None else rows
    return Stamp(y0, y1, x0, x1, np.outer(rows, columns) * np.float32(part))


def _strip(low: float, high: float, count: int) -> tuple[int, int, Plane | None] | None:
    """First and end pixel of a stretch with the part of each that it covers (None when it is all of each)."""
    low, high = max(low, 0.0), min(high, float(count))
    if high - low < 1e-6:
        return None
    first, end = int(low), ceil(high - 1e-6)
    if low - first < 1e-3 and end - high < 1e-3:
        return first, end, None
    parts = np.ones(end - first, np.float32)
    parts[0] -= low - first
    parts[-1] -= end - high
    return first, end, parts


def as_rectangle(subpaths: Sequence[Points]) -> Rect | None:
    """The rectangle that a single upright subpath is, if it is one."""
    if len(subpaths) != 1 or not 4 <= len(subpaths[0]) <= 5:
        return None
    points = subpaths[0]
    if len(points) == 5 and _apart(points[4], points[0]):
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[:4]
    upright = _near(ax, bx) and _near(cx, dx) and _near(by, cy) and _near(ay, dy)
    flat = _near(ay, by) and _near(cy, dy) and _near(bx, cx) and _near(ax, dx)
    if not (upright or flat):
        return None
    return min(ax, cx), min(ay, cy), max(ax, cx), max(ay, cy)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < 0.02


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return not (_near(one[0], other[0]) and _near(one[1], other[1]))


def outline_stamp(subpaths: Sequence[Points], even_odd: bool, box: Rect, size: tuple[int, int]) -> Stamp | None:
    """A filled outline within `box`: nonzero winding, or even-odd (ISO 32000-1, 8.5.3.3)."""
    flat = [(points, area) for points in subpaths if abs(area := _area(points)) > _NOTHING]
    subpaths, areas = [points for points, _ in flat], [area for _, area in flat]
    rectangle = as_rectangle(subpaths)
    if rectangle is not None:
        return box_stamp(_within(rectangle, box), size)
    if not subpaths:
        return None
    width, height = box[2] - box[0], box[3] - box[1]
    if width * height < 2.0:
        whole = min(1.0, abs(sum(areas)) / max(width * height, 1e-6))
        return box_stamp(box, size, whole)
    frame = box_stamp(box, size)
    if frame is None:
        return None
    boxes = [as_rectangle([points]) for points in subpaths[:_MOST_BOXES]]
    if len(subpaths) <= _MOST_BOXES and all(boxes):
        return _of_boxes([one for one in boxes if one], areas, even_odd, frame)
    wide, high = frame.x1 - frame.x0, frame.y1 - frame.y0
    fine = 4 if wide * high < 2500 else 2 if wide * high < 40_000 else 1
    runs = [
        [((x - frame.x0) * fine - 0.5, (y - frame.y0) * fine - 0.5) for x, y in points] for points in subpaths
    ]
    picture = _filled(runs, areas, even_odd, (wide * fine, high * fine))
    part = np.asarray(picture.reduce(fine) if fine > 1 else picture, np.float32) / np.float32(255)
    if len(runs) == 1 and wide * high < _SMALL and _holds(box, subpaths[0]):
        # Pillow draws the edge along with the inside, which tells on slender shapes.
        part *= np.float32(min(1.0, abs(areas[0]) / max(float(part.sum()), 1e-6)))
    return Stamp(frame.y0, frame.y1, frame.x0, frame.x1, part if isinstance(frame.part, float) else part * frame.part)


def _of_boxes(boxes: Sequence[Rect], areas: Sequence[float], even_odd: bool, frame: Stamp) -> Stamp:
    """Frames, codes, tables: rectangles upon rectangles, to the exact part of a pixel."""
    size = frame.x1 - frame.x0, frame.y1 - frame.y0
    part = np.zeros((size[1], size[0]), np.float32)
    order = sorted(range(len(boxes)), key=lambda index: -abs(areas[index]))
    forward = areas[order[0]] >= 0
    for index in order:
        left, top, right, bottom = boxes[index]
        stamp = box_stamp((left - frame.x0, top - frame.y0, right - frame.x0, bottom - frame.y0), size)
        if stamp is None:
            continue
        window = part[stamp.y0 : stamp.y1, stamp.x0 : stamp.x1]
        if even_odd:
            np.abs(window - stamp.part, out=window)
        elif (areas[index] >= 0) == forward:
            np.minimum(window + stamp.part, 1, out=window)
        else:
            np.maximum(window - stamp.part, 0, out=window)
    # Where the clip cuts a pixel, no more of it is covered than lies inside.
    return Stamp(frame.y0, frame.y1, frame.x0, frame.x1, np.minimum(part, frame.part))


def _filled(runs: Sequence[Points], areas: Sequence[float], even_odd: bool, size: tuple[int, int]) -> Image.Image:
    picture = Image.new("L", size)
    if len(runs) == 1:
        ImageDraw.Draw(picture).polygon(_drawable(runs[0]), fill=255)
        return picture
    if even_odd and len(runs) <= _MOST_TOGGLED:
        for run in runs:
            one = Image.new("L", size)
            ImageDraw.Draw(one).polygon(_drawable(run), fill=255)
            picture = ImageChops.difference(picture, one)
        return picture
    order = sorted(range(len(runs)), key=lambda index: -abs(areas[index]))
    forward = areas[order[0]] >= 0
    pen = ImageDraw.Draw(picture)
    for index in order:
        pen.polygon(_drawable(runs[index]), fill=255 if (areas[index] >= 0) == forward else 0)
    return picture


def _drawable(run: Points) -> list[tuple[float, float]]:
    return list(run) if len(run) > 1 else [*run, *run]


def stroke_stamp(
    subpaths: Sequence[tuple[Points, bool]], line: float, box: Rect, size: tuple[int, int]
) -> Stamp | None:
    """Lines of `line` px within `box`; thinner ones than can be drawn cover less of each pixel."""
    frame = box_stamp(box, size)
    if frame is None:
        return None
    wide, high = frame.x1 - frame.x0, frame.y1 - frame.y0
    fine = 4 if wide * high < 2500 else 2 if wide * high < 40_000 else 1
    drawn = max(1, round(line * fine))
    picture = Image.new("L", (wide * fine, high * fine))
    pen = ImageDraw.Draw(picture)
    for points, closed in subpaths:
        run = [((x - frame.x0) * fine - 0.5, (y - frame.y0) * fine - 0.5) for x, y in points]
        if len(run) > 1:
            pen.line([*run, run[0]] if closed else run, fill=255, width=drawn)
    part = np.asarray(picture.reduce(fine) if fine > 1 else picture, np.float32)
    part = part * np.float32(min(1.0, line * fine / drawn) / 255)
    return Stamp(frame.y0, frame.y1, frame.x0, frame.x1, part)


def _holds(box: Rect, points: Points) -> bool:
    return all(box[0] - 0.1 <= x <= box[2] + 0.1 and box[1] - 0.1 <= y <= box[3] + 0.1 for x, y in points)


def _within(one: Rect, other: Rect) -> Rect:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(points: Points) -> float:
    """Signed area of a subpath."""
    total, (px, py) = 0.0, points[-1]
    for x, y in points:
        total += px * y - x * py
        px, py = x, y
    return total / 2

