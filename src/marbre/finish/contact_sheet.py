"""The flat plan as a contact sheet: one small drawing a page, spreads side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from marbre.measures import Size

#: Pixels a millimetre of a page, spreads a row.
SCALE, SPREADS = 0.62, 6
#: Sheets stand one below the other, the longer side so many pixels long.
SHEET = 900
#: Dashes of a fold, in pixels: drawn, left out.
DASH = (6, 4)
Lines = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Tile:
    """One page: label, the title of a section that begins on it, side, colour, boxes (x, y, w, h in mm, is a record).

    `folds` are where a sheet is folded: mm from the left, and from the head of the trim."""

    label: str
    title: str
    recto: bool
    colour: str
    boxes: tuple[tuple[float, float, float, float, bool], ...]
    folds: Lines = ((), ())

    @property
    def folded(self) -> bool:
        return any(self.folds)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the tiles of a contact sheet stand, in pixels: the head left corner of each, its size, the whole."""

    corners: tuple[tuple[int, int], ...]
    wide: int
    high: int
    size: tuple[int, int]


def contact_sheet(tiles: Sequence[Tile], trim: Size, fold: str = "") -> bytes:
    """PNG bytes. A first recto stands alone on the right, as in the bound copy; the two sides of a folded sheet stand one
    below the other with its folds, and `fold` says below them in words how it is folded."""
    folded = any(tile.folded for tile in tiles)
    scale = SHEET / max(trim.width, trim.height) if folded else SCALE
    grid = _grid(tiles, round(trim.width * scale), round(trim.height * scale))
    sheet = Image.new("RGB", grid.size, "#F4F1EA")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(12 if folded else 10)
    for tile, (left, top) in zip(tiles, grid.corners, strict=True):
        _page(draw, tile, left, top, grid, scale)
        _folds(draw, tile, left, top, grid, scale)
        text = _caption(tile, fold, 22)
        draw.text((left + 3, top + grid.high + 2), text, fill="#333333", font=font)
    target = io.BytesIO()
    sheet.save(target, "PNG", compress_level=4)
    return target.getvalue()


def thumbnails(
    tiles: Sequence[Tile], pictures: Sequence[Image.Image], trim: Size, fold: str = "", width: int = 150
) -> tuple[bytes, bytes]:
    """The flat plan with the real pages, as PNG and as PDF: labels below, spreads side by side, folds as dashed lines."""
    ratio = pictures[0].height / pictures[0].width if pictures else 1.4
    if any(tile.folded for tile in tiles):
        width = round(SHEET / max(ratio, 1.0))
    grid = _grid(tiles, width, round(width * ratio))
    sheet = Image.new("RGB", grid.size, "#8C8A86")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(12)
    for tile, picture, (left, top) in zip(tiles, pictures, grid.corners, strict=True):
        sheet.paste(picture.resize((grid.wide, grid.high), Image.Resampling.LANCZOS), (left, top))
        _folds(draw, tile, left, top, grid, grid.wide / trim.width)
        draw.text((left + 3, top + grid.high + 3), _caption(tile, fold, 24), fill="white", font=font)
    png, pdf = io.BytesIO(), io.BytesIO()
    sheet.save(png, "PNG", optimize=True)
    sheet.save(pdf, "PDF", resolution=110, quality=85)
    return png.getvalue(), pdf.getvalue()


def _caption(tile: Tile, fold: str, most: int) -> str:
    text = f"{tile.label}  {tile.title}"
    return f"{text} : {fold}" if tile.folded and fold else text if tile.folded else text[:most]


def _grid(tiles: Sequence[Tile], wide: int, high: int) -> _Grid:
    """Spreads side by side, or the sides of a folded sheet one below the other."""
    if any(tile.folded for tile in tiles):
        corners = tuple((18, 18 + index * (high + 34)) for index in range(len(tiles)))
        return _Grid(corners, wide, high, (wide + 36, len(tiles) * (high + 34) + 18))
    cell = (2 * wide + 18, high + 34)
    places = _places(tiles)
    rows = max((row for row, _, _ in places), default=0) + 1
    corners = tuple((18 + spread * cell[0] + (wide if right else 0), 18 + row * cell[1]) for row, spread, right in places)
    return _Grid(corners, wide, high, (SPREADS * cell[0] + 18, rows * cell[1] + 18))


def _places(tiles: Sequence[Tile]) -> list[tuple[int, int, bool]]:
    """(row, spread in the row, on the right) of each tile."""
    places = []
    spread = -1
    for index, tile in enumerate(tiles):
        if not tile.recto or index == 0 or tiles[index - 1].recto:
            spread += 1
        places.append((spread // SPREADS, spread % SPREADS, tile.recto))
    return places


def _page(draw: ImageDraw.ImageDraw, tile: Tile, left: int, top: int, grid: _Grid, scale: float) -> None:
    wide, high = grid.wide, grid.high
    draw.rectangle((left, top, left + wide, top + high), fill="white", outline="#B9B2A4")
    for x, y, width, height, record in tile.boxes:
        x0, y0 = max(left, left + x * scale), max(top, top + y * scale)
        x1, y1 = min(left + wide, left + (x + width) * scale), min(top + high, top + (y + height) * scale)
        if x1 - x0 > 2 and y1 - y0 > 2:
            draw.rectangle((x0 + 1, y0 + 1, x1 - 1, y1 - 1), fill=tile.colour if record else "#D9D3C7")


def _folds(draw: ImageDraw.ImageDraw, tile: Tile, left: int, top: int, grid: _Grid, scale: float) -> None:
    """Dashed lines from edge to edge and a little beyond, where the sheet is folded."""
    across, down = tile.folds
    step = sum(DASH)
    for place in across:
        x = left + round(place * scale)
        for y in range(top - DASH[0], top + grid.high + DASH[0], step):
            draw.line((x, y, x, y + DASH[0] - 1), fill="#D6006E", width=2)
    for place in down:
        y = top + round(place * scale)
        for x in range(left - DASH[0], left + grid.wide + DASH[0], step):
            draw.line((x, y, x + DASH[0] - 1, y), fill="#D6006E", width=2)
