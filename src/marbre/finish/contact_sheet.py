"""The flat plan as a contact sheet: one small drawing a page, spreads side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from marbre.measures import Size

#: Pixels a millimetre, spreads a row.
SCALE, SPREADS = 0.62, 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One page: label, the title of a section that begins on it, side, colour, boxes (x, y, w, h in mm, is a record); of a
    folded sheet where it is folded (parts of its width, and of its height), and how, in words."""

    label: str
    title: str
    recto: bool
    colour: str
    boxes: tuple[tuple[float, float, float, float, bool], ...]
    folds: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    fold: str = ""


def contact_sheet(tiles: Sequence[Tile], trim: Size, face: Path | None = None) -> bytes:
    """PNG bytes. A first recto stands alone on the right, as in the bound copy. `face` is the font file of its words."""
    wide, high = round(trim.width * SCALE), round(trim.height * SCALE)
    cell = (2 * wide + 18, high + 34)
    places = _places(tiles)
    rows = max((row for row, _, _ in places), default=0) + 1
    across = max((spread for _, spread, _ in places), default=0) + 1
    sheet = Image.new("RGB", (across * cell[0] + 18, rows * cell[1] + 18), "#F4F1EA")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(face), 11) if face else ImageFont.load_default(10)
    for tile, (row, spread, right) in zip(tiles, places, strict=True):
        left = 18 + spread * cell[0] + (wide if right else 0)
        top = 18 + row * cell[1]
        _page(draw, tile, left, top, wide, high, font)
    target = io.BytesIO()
    sheet.save(target, "PNG", compress_level=4)
    return target.getvalue()


def thumbnails(
    tiles: Sequence[Tile], pictures: Sequence[Image.Image], width: int = 150, face: Path | None = None
) -> tuple[bytes, bytes]:
    """The flat plan with the real pages, as PNG and as PDF: labels below, spreads side by side."""
    ratio = pictures[0].height / pictures[0].width if pictures else 1.4
    high = round(width * ratio)
    cell = (2 * width + 18, high + 34)
    places = _places(tiles)
    rows = max((row for row, _, _ in places), default=0) + 1
    across = max((spread for _, spread, _ in places), default=0) + 1
    sheet = Image.new("RGB", (across * cell[0] + 18, rows * cell[1] + 18), "#8C8A86")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(face), 12) if face else ImageFont.load_default(12)
    for tile, picture, (row, spread, right) in zip(tiles, pictures, places, strict=True):
        left, top = 18 + spread * cell[0] + (width if right else 0), 18 + row * cell[1]
        sheet.paste(picture.resize((width, high), Image.Resampling.LANCZOS), (left, top))
        _folds(draw, tile, left, top, width, high)
        draw.text((left + 3, top + high + 3), f"{tile.label}  {tile.title}"[:24], fill="white", font=font)
        draw.text((left + 3, top + high + 17), tile.fold[: width // 6], fill="white", font=font)
    png, pdf = io.BytesIO(), io.BytesIO()
    sheet.save(png, "PNG", optimize=True)
    sheet.save(pdf, "PDF", resolution=110, quality=85)
    return png.getvalue(), pdf.getvalue()


def _places(tiles: Sequence[Tile]) -> list[tuple[int, int, bool]]:
    """(row, spread in the row, on the right) of each tile."""
    places = []
    spread = -1
    for index, tile in enumerate(tiles):
        if not tile.recto or index == 0 or tiles[index - 1].recto:
            spread += 1
        places.append((spread // SPREADS, spread % SPREADS, tile.recto))
    return places


def _page(
    draw: ImageDraw.ImageDraw, tile: Tile, left: int, top: int, wide: int, high: int,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:  # fmt: skip
    draw.rectangle((left, top, left + wide, top + high), fill="white", outline="#B9B2A4")
    for x, y, width, height, record in tile.boxes:
        x0, y0 = max(left, left + x * SCALE), max(top, top + y * SCALE)
        x1, y1 = min(left + wide, left + (x + width) * SCALE), min(top + high, top + (y + height) * SCALE)
        if x1 - x0 > 2 and y1 - y0 > 2:
            draw.rectangle((x0 + 1, y0 + 1, x1 - 1, y1 - 1), fill=tile.colour if record else "#D9D3C7")
    _folds(draw, tile, left, top, wide, high)
    draw.text((left + 3, top + high + 2), f"{tile.label}  {tile.title}"[:22], fill="#333333", font=font)
    draw.text((left + 3, top + high + 15), tile.fold[: wide // 5], fill="#333333", font=font)


def _folds(draw: ImageDraw.ImageDraw, tile: Tile, left: int, top: int, wide: int, high: int) -> None:
    """Where a sheet is folded, in dashes, each with its number at the edge."""
    for at in tile.folds[0]:
        x = left + round(at * wide)
        for y in range(top, top + high, 8):
            draw.line((x, y, x, min(y + 4, top + high)), fill="#C9006B")
    for at in tile.folds[1]:
        y = top + round(at * high)
        for x in range(left, left + wide, 8):
            draw.line((x, y, min(x + 4, left + wide), y), fill="#C9006B")
