"""QR codes as drawings in black ink alone, quiet zone included (ISO/IEC 18004). The one door to segno."""

from __future__ import annotations

import segno

from marbre.drawing import Drawing, Ink, Segment, Shape

#: Modules of white around the code (ISO/IEC 18004, 6.3.8).
QUIET = 4


def qr_drawing(text: str, width: float, height: float) -> Drawing:
    """The code for `text` in a frame of `width` × `height` mm: one shape, runs of modules joined row by row."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    modules = len(rows) + 2 * QUIET
    size = min(width, height)
    step = size / modules
    left, top = (width - size) / 2, (height - size) / 2
    path: list[Segment] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            x0, x1 = left + (x + QUIET) * step, left + (end + QUIET) * step
            y0, y1 = top + (y + QUIET) * step, top + (y + QUIET + 1) * step
            path += [("M", x0, y0), ("L", x1, y0), ("L", x1, y1), ("L", x0, y1), ("Z",)]
            x = end
    paper: tuple[Segment, ...] = (
        ("M", 0.0, 0.0),
        ("L", width, 0.0),
        ("L", width, height),
        ("L", 0.0, height),
        ("Z",),
    )
    shapes = (Shape(paper, Ink("papier")), Shape(tuple(path), Ink("noir")))
    return Drawing(width, height, shapes, text)
