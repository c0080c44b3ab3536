"""How much of the paper is picture: drawn scenes and photographs, found where the blocks paint them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marbre.block import PictureUse, Sheet
from marbre.measures import Size, px_to_mm
from marbre.plan.model import Page

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]

_OPERATOR = re.compile(rb"(?:^|\s)(?:(q|Q)(?=\s|$)|((?:[-+.\d]+\s+){6})cm(?=\s|$)|/(\w+)\s+Do(?=\s|$))")
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
#: Specifications that count: no map, emblem, colour bar or QR code.
_SHOWN = ("scene?", "photo?")


def picture_share(pages: Sequence[Page], trim: Size) -> float:
    """The part of the trimmed area of all pages that pictures cover, from 0 to 1, counted in squares of a millimetre; what
    is laid over a picture is not taken off."""
    return sum(_covered(page, trim) for page in pages) / len(pages) if pages else 0.0


def _covered(page: Page, trim: Size) -> float:
    wide, high = round(trim.width), round(trim.height)
    rows = [0] * high
    for item in page.placed:
        for left, top, right, bottom in painted(item.sheet):
            first, last = (min(wide, max(0, round(item.x + edge))) for edge in (left, right))
            mask = (1 << last) - (1 << first)
            for row in range(max(0, round(item.y + top)), min(high, round(item.y + bottom))):
                rows[row] |= mask
    return sum(row.bit_count() for row in rows) / (wide * high)


def painted(sheet: Sheet) -> Iterator[Rectangle]:
    """Left, top, right and bottom of every picture of a sheet, in mm from its head left."""
    names = {use.name for use in sheet.pictures if _counts(use)}
    matrix, kept = _PLAIN, []
    for match in _OPERATOR.finditer(sheet.ink):
        state, numbers, name = match.groups()
        if state == b"q":
            kept.append(matrix)
        elif state == b"Q":
            matrix = kept.pop() if kept else _PLAIN
        elif numbers:
            a, b, c, d, e, f = (float(number) for number in numbers.split())
            matrix = _times((a, b, c, d, e, f), matrix)
        elif name.decode() in names:
            yield _frame(matrix)


def _counts(use: PictureUse) -> bool:
    return use.spec.startswith(_SHOWN)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _frame(matrix: Matrix) -> Rectangle:
    """Where the unit square lands."""
    a, b, c, d, e, f = matrix
    xs = [px_to_mm(x) for x in (e, e + a, e + c, e + a + c)]
    ys = [px_to_mm(y) for y in (f, f + b, f + d, f + b + d)]
    return min(xs), min(ys), max(xs), max(ys)
