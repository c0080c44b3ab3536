"""QR codes as a telephone would see them: looked for on the rendered page, decoded, measured. The one door to zxing-cpp.

A page is rendered only when something on it can be a code: a cluster of small shapes as wide as high, or a picture.
Sizes and quiet zone after ISO/IEC 18004, 6.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from math import hypot
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp
from PIL.Image import Image

from marbre.colour import contrast
from marbre.measures import mm_to_pt
from marbre.preflight.facts import Code, Kind, PageFacts, Painted, Rect
from marbre.preflight.reader import TOO_COMPLEX
from marbre.preflight.strips import bounds, overlap

#: A whole page is searched at this resolution, a code measured at that one, in ppi; pages stay below so many px.
SEARCH, MEASURE, MOST_PIXELS = 200.0, 600.0, 8_000_000
#: Pages with a picture of more px, and pages too complex to be read through, are not rendered: they may mean harm.
MOST_PICTURE = 150_000_000
#: Sides of a code in mm.
_SMALLEST, _LARGEST = 4.0, 250.0
#: Fewest shapes of a code of 21 modules with its runs joined.
_SHAPES = 40
#: Clusters of shapes on a page that are looked at.
_CLUSTERS = 16
_QUIET = 4
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

Reader = Callable[[PageFacts], tuple[Code, ...]]


@contextmanager
def code_reader(file: bytes | Path | str) -> Iterator[Reader]:
    """A function from a page's facts to its codes, for as long as the file is open. A file that cannot be rendered has
    no codes."""
    try:
        document = pdfium.PdfDocument(file)
    except (pdfium.PdfiumError, OSError):
        yield lambda page: ()
        return
    try:
        yield lambda page: _codes(document, page)
    finally:
        document.close()


def _codes(document: pdfium.PdfDocument, facts: PageFacts) -> tuple[Code, ...]:
    if TOO_COMPLEX in facts.faults or any(_vast(thing) for thing in facts.painted):
        return ()
    clusters = code_clusters(facts)
    pictures = any(thing.kind is Kind.IMAGE and thing.visible for thing in facts.painted)
    if not (clusters or pictures) or facts.number > len(document):
        return ()
    try:
        page = document[facts.number - 1]
    except pdfium.PdfiumError:
        return ()
    try:
        page.set_rotation(0)
        return _on_page(page, facts, clusters)
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return ()
    finally:
        page.close()


def _vast(thing: Painted) -> bool:
    return thing.image is not None and thing.image.width * thing.image.height > MOST_PICTURE


def _on_page(page: pdfium.PdfPage, facts: PageFacts, clusters: Sequence[Rect]) -> tuple[Code, ...]:
    codes: list[Code] = []
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    scale = min(SEARCH / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    for found in _read(_picture(page, (left, bottom, right, top), scale)):
        rect = _rect(found, scale, left, top)
        if overlap(rect, facts.boxes.cut):
            codes.append(_measured(page, facts, rect))
    for rect in clusters:
        known = any(overlap(rect, code.box) for code in codes)
        if not known and overlap(rect, facts.boxes.cut):
            code = _measured(page, facts, rect)
            if code.text is not None or on_lattice(facts, rect):
                codes.append(code)
    return tuple(codes)


def _picture(page: pdfium.PdfPage, rect: Rect, scale: float) -> Image:
    left, bottom, right, top = page.get_cropbox()
    crop = (max(rect[0] - left, 0.0), max(rect[1] - bottom, 0.0), max(right - rect[2], 0.0), max(top - rect[3], 0.0))
    image: Image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    return image


def _read(image: Image, invert: bool = True) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(image.convert("L"), formats=_QR, try_invert=invert)


def _corners(found: zxingcpp.Barcode) -> list[tuple[float, float]]:
    at = found.position
    return [(float(one.x), float(one.y)) for one in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]


def _rect(found: zxingcpp.Barcode, scale: float, left: float, top: float) -> Rect:
    corners = _corners(found)
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return left + min(xs) / scale, top - (max(ys) + 1) / scale, left + (max(xs) + 1) / scale, top - min(ys) / scale


def _measured(page: pdfium.PdfPage, facts: PageFacts, rect: Rect) -> Code:
    """The code in or near a rectangle, measured; without text when it cannot be decoded."""
    side = max(rect[2] - rect[0], rect[3] - rect[1])
    room = side * 0.35
    box = page.get_cropbox()
    outer = max(rect[0] - room, box[0]), max(rect[1] - room, box[1]), min(rect[2] + room, box[2]), min(rect[3] + room, box[3])
    scale = min(MEASURE / 72, 1600 / (side + 2 * room))
    image = _picture(page, outer, scale)
    dark_on_light = _read(image, invert=False)
    found = dark_on_light or _read(image)
    if not found:
        return Code(rect, None)
    code = found[0]
    corners = _corners(code)
    edge = (hypot(*_minus(corners[1], corners[0])) + hypot(*_minus(corners[3], corners[0]))) / 2 + 1
    version = str(code.extra.get("Version", "")) if isinstance(code.extra, dict) else ""
    module = edge / (17 + 4 * int(version)) if version.isdigit() else 0.0
    dark, light = _tones(image, corners)
    level = abs(corners[0][1] - corners[1][1]) < 0.02 * edge or abs(corners[0][0] - corners[1][0]) < 0.02 * edge
    inside = _rect(code, scale, outer[0], outer[3])
    quiet = float(_QUIET)
    if level and module and dark_on_light:
        quiet = min(_free(image, corners, module, (sum(dark) + sum(light)) / 6), _to_cut(inside, facts, module / scale))
    return Code(
        inside, code.text, module / scale, round(quiet, 1), round(contrast(dark, light), 1), not dark_on_light
    )


def _minus(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] - other[0], one[1] - other[1]


def _tones(image: Image, corners: Sequence[tuple[float, float]]) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The dark and the light of a code: means of the darkest and the lightest fifth of its pixels."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    inside = image.crop((int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1))
    inside.thumbnail((200, 200))
    raw = inside.tobytes()
    pixels = sorted(zip(raw[::3], raw[1::3], raw[2::3], strict=True), key=sum)
    fifth = max(1, len(pixels) // 5)
    return _mean(pixels[:fifth]), _mean(pixels[-fifth:])


def _mean(pixels: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    red, green, blue = (round(sum(parts) / len(pixels)) for parts in zip(*pixels, strict=True))
    return red, green, blue


def _free(image: Image, corners: Sequence[tuple[float, float]], module: float, middle: float) -> float:
    """How many modules around the code stay light on the worst side, in half modules up to 4."""
    grey = image.convert("L").point([255 if value < middle else 0 for value in range(256)])
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, top, right, bottom = min(xs), min(ys), max(xs) + 1, max(ys) + 1
    for step in range(1, 2 * _QUIET + 1):
        # A little off the code and off the limit: edges of shapes are smoothed.
        near, far = module * (step - 1) / 2 + 2, module * step / 2 - 2
        strips = (
            (left - far, top - far, left - near, bottom + far), (right + near, top - far, right + far, bottom + far),
            (left - far, top - far, right + far, top - near), (left - far, bottom + near, right + far, bottom + far),
        )  # fmt: skip
        if any(_dark(grey, strip) > 0.01 for strip in strips):
            return (step - 1) / 2
    return float(_QUIET)


def _dark(mask: Image, strip: tuple[float, float, float, float]) -> float:
    left, top, right, bottom = (round(value) for value in strip)
    box = max(left, 0), max(top, 0), min(right, mask.width), min(bottom, mask.height)
    if box[0] >= box[2] or box[1] >= box[3]:
        return 0.0
    histogram = mask.crop(box).histogram()
    return histogram[255] / max(1, sum(histogram))


def _to_cut(rect: Rect, facts: PageFacts, module: float) -> float:
    """Modules between a code and the nearest edge of the trim."""
    cut = facts.boxes.cut
    room = min(rect[0] - cut[0], rect[1] - cut[1], cut[2] - rect[2], cut[3] - rect[3])
    return max(0.0, min(_QUIET, room / module))


def code_clusters(page: PageFacts) -> tuple[Rect, ...]:
    """Where many small shapes of one colour fill a square: what vector codes look like."""
    shapes = (thing for thing in page.painted if thing.visible and thing.kind is Kind.PATH and thing.fill is not None)
    found = []
    for fill, run in groupby(shapes, key=lambda thing: thing.fill):
        group = list(run)
        if fill is None:
            continue
        found += [thing.box for thing in group if len(thing.outline) >= _SHAPES and _square(thing.box, page)]
        small = [thing for thing in group if len(thing.outline) < _SHAPES]
        if sum(len(thing.outline) for thing in small) >= _SHAPES:
            box = bounds([thing.box for thing in small])
            found += [box] if _square(box, page) else []
    return tuple(found[:_CLUSTERS])


def _square(box: Rect, page: PageFacts) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    small, large = (mm_to_pt(side) / page.user_unit for side in (_SMALLEST, _LARGEST))
    return small <= width <= large and abs(width - height) <= 0.04 * width


def on_lattice(page: PageFacts, box: Rect) -> bool:
    """Whether shapes in a square have all their edges on the lattice of a QR code (21, 25, 29… modules)."""
    shapes = [
        thing for thing in page.painted
        if thing.visible and thing.kind is Kind.PATH and thing.fill is not None and not thing.fill.white
        and overlap(thing.box, box) == thing.box
    ]  # fmt: skip
    edges = {value - box[0] for thing in shapes for value in _edges(thing)}
    width = box[2] - box[0]
    for modules in range(21, 62, 4):
        step = width / modules
        if len(edges) > modules / 2 and all(abs(edge / step - round(edge / step)) < 0.06 for edge in edges):
            return True
    return False


def _edges(thing: Painted) -> Iterator[float]:
    for points, _ in thing.outline:
        for x, _ in points:
            yield round(x, 2)
