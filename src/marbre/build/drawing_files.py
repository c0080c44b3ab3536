"""A drawing as a file of its own: SVG and PNG in screen colours, PDF in printing inks."""

from __future__ import annotations

import io

from marbre.drawing import Drawing, to_svg
from marbre.finish.illustrations import Palette, ink_painter, one_page, svg_colour, web_painter
from marbre.preflight.readback import page_pictures

SUFFIXES = (".svg", ".pdf", ".png")


def drawing_file(palette: Palette, drawing: Drawing, suffix: str, ppi: float = 150) -> bytes:
    """The bytes of a drawing as one of SUFFIXES; `ppi` is that of a PNG. Raises ValueError for another ending."""
    if suffix == ".svg":
        return to_svg(drawing, svg_colour(palette)).encode()
    if suffix == ".pdf":
        return one_page(drawing, ink_painter(palette))
    if suffix == ".png":
        return png(one_page(drawing, web_painter(palette)), ppi)
    raise ValueError(suffix)


def png(document: bytes, ppi: float) -> bytes:
    """The first page of a PDF as PNG."""
    kept = io.BytesIO()
    page_pictures(document, ppi)[0].save(kept, "PNG", optimize=True)
    return kept.getvalue()
