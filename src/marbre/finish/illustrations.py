"""Drawings as files of their own: one as SVG or PDF, a whole family as a contact sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont

from marbre.drawing import Drawing, Ink, to_pdf
from marbre.inks import Cmyk, Rgb, operands, tinted
from marbre.measures import MM_PER_INCH, mm_to_pt

Palette = Mapping[str, tuple[Rgb, Cmyk]]


def web_painter(palette: Palette) -> Callable[[Ink, bool], bytes]:
    """Sets palette colours in sRGB."""

    def paint(ink: Ink, stroking: bool) -> bytes:
        parts = " ".join(f"{part / 255:.4g}" for part in tinted(palette[ink.name][0], ink.tint))
        return f"{parts} {'RG' if stroking else 'rg'}".encode()

    return paint


def ink_painter(palette: Palette) -> Callable[[Ink, bool], bytes]:
    """Sets palette colours in the charter's inks."""

    def paint(ink: Ink, stroking: bool) -> bytes:
        c, m, y, k = (part * ink.tint for part in palette[ink.name][1])
        return operands((c, m, y, k)) + (b" K" if stroking else b" k")

    return paint


def svg_colour(palette: Palette) -> Callable[[Ink], str]:
    """CSS colours of inks."""
    return lambda ink: "#{:02X}{:02X}{:02X}".format(*tinted(palette[ink.name][0], ink.tint))


def one_page(drawing: Drawing, painter: Callable[[Ink, bool], bytes]) -> bytes:
    """A PDF of one drawing at its size."""
    return _page([(drawing, 0.0, 0.0, drawing.width, drawing.height)], drawing.width, drawing.height, painter)


def family(
    drawings: Sequence[Drawing], columns: int, painter: Callable[[Ink, bool], bytes], gap: float = 4.0, foot: float = 6.0
) -> tuple[bytes, tuple[tuple[float, float], ...]]:
    """A PDF page with drawings of one size in `columns`, and the places (mm from the head left) under each for its name."""
    wide, high = drawings[0].width, drawings[0].height
    rows = -(-len(drawings) // columns)
    places = [
        (gap + (index % columns) * (wide + gap), gap + (index // columns) * (high + gap + foot))
        for index in range(len(drawings))
    ]
    items = [(drawing, x, y, wide, high) for drawing, (x, y) in zip(drawings, places, strict=True)]
    width, height = gap + columns * (wide + gap), gap + rows * (high + gap + foot)
    return _page(items, width, height, painter), tuple((x, y + high) for x, y in places)


def named(
    sheet: Image.Image, names: Sequence[str], places: Sequence[tuple[float, float]], face: Path, ppi: float
) -> bytes:
    """The rendered family with a name under each drawing, as PNG."""
    pen, scale = ImageDraw.Draw(sheet), ppi / MM_PER_INCH
    font = ImageFont.truetype(face, round(ppi / 6)) if face.is_file() else ImageFont.load_default(round(ppi / 6))
    for name, (x, y) in zip(names, places, strict=True):
        pen.text((x * scale, y * scale + 4), name, fill="#333333", font=font)
    kept = io.BytesIO()
    sheet.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _page(
    items: Sequence[tuple[Drawing, float, float, float, float]], width: float, height: float,
    painter: Callable[[Ink, bool], bytes],
) -> bytes:  # fmt: skip
    pdf = pikepdf.new()
    objects, parts = Dictionary(), []
    for index, (drawing, x, y, wide, high) in enumerate(items):
        form = Stream(pdf, to_pdf(drawing, painter))
        form.Type, form.Subtype, form.BBox, form.Resources = Name.XObject, Name.Form, Array([0, 0, 1, 1]), Dictionary()
        objects[Name(f"/D{index}")] = pdf.make_indirect(form)
        numbers = (mm_to_pt(wide), mm_to_pt(high), mm_to_pt(x), mm_to_pt(height - y - high))
        parts.append("q {:.3f} 0 0 {:.3f} {:.3f} {:.3f} cm /D{} Do Q".format(*numbers, index))
    box = Array([0, 0, round(mm_to_pt(width), 3), round(mm_to_pt(height), 3)])
    content = Stream(pdf, "\n".join(parts).encode())
    page = Dictionary(Type=Name.Page, MediaBox=box, TrimBox=box, Contents=content, Resources=Dictionary(XObject=objects))
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    target = io.BytesIO()
    pdf.save(target, compress_streams=True, deterministic_id=True, min_version="1.6")
    return target.getvalue()
