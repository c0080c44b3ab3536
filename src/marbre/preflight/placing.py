"""Pictures as placed: their size in pixels and on paper, their colour, never their pixels (ISO 32000-1, 8.9)."""

from __future__ import annotations

from math import hypot
from typing import Any

import pikepdf

from marbre.preflight.colours import Space, bare
from marbre.preflight.facts import Colour, Image, Kind, Rect
from marbre.preflight.paths import bounds, corners
from marbre.preflight.stage import Stage
from marbre.preflight.streams import filters

_ONE_BIT = {"CCITTFaxDecode", "JBIG2Decode"}
_INLINE = {"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "IM": "ImageMask", "F": "Filter",
           "I": "Interpolate", "D": "Decode"}  # fmt: skip
_SPACES = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_UNIT = (0.0, 0.0, 1.0, 1.0)


def place_image(stage: Stage, thing: Any) -> Rect | None:
    """An image XObject painted with the matrix in force."""
    named, _ = filters(thing)
    mask = thing.get("/ImageMask") is True or bool(thing.get("/ImageMask", False))
    given = thing.get("/ColorSpace")
    last = named[-1] if named else ""
    bits = 1 if mask or last in _ONE_BIT else int(thing.get("/BitsPerComponent", 8))
    space = stage.space_of(given) if given is not None and not mask else None
    soft = isinstance(thing.get("/SMask"), pikepdf.Stream) or bool(int(thing.get("/SMaskInData", 0) or 0))
    return _place(
        stage, int(thing.get("/Width", 0)), int(thing.get("/Height", 0)), bits, space, last, mask, soft,
        thing.objgen[0], bool(thing.get("/Interpolate", False)),
    )  # fmt: skip


def place_inline(stage: Stage, entries: dict[str, Any], data: bytes) -> Rect | None:
    """An inline image painted."""
    full = {_INLINE.get(key, key): value for key, value in entries.items()}
    mask = full.get("ImageMask") is True
    named = full.get("Filter", "")
    last = str(named[-1] if isinstance(named, list) and named else named)
    bits = 1 if mask else int(full.get("BitsPerComponent", 8.0))
    space = None if mask else _inline_space(stage, full.get("ColorSpace"))
    return _place(
        stage, int(full["Width"]), int(full["Height"]), bits, space, last, mask, False, 0,
        full.get("Interpolate") is True,
    )  # fmt: skip


def _inline_space(stage: Stage, given: Any) -> Space | None:
    if isinstance(given, list) and given:
        base = given[1] if len(given) > 1 else "DeviceGray"
        inner = stage.space(_SPACES.get(str(base), str(base)))
        return Space("Indexed", 1, base=inner, colorants=inner.colorants)
    return stage.space(_SPACES.get(str(given), str(given))) if isinstance(given, str) else None


def _place(
    stage: Stage, width: int, height: int, bits: int, space: Space | None, last: str, mask: bool, soft: bool,
    number: int, interpolate: bool,
) -> Rect | None:  # fmt: skip
    state = stage.state
    a, b, c, d, _, _ = state.ctm
    quad = corners(_UNIT, state.ctm)
    rect = bounds(quad)
    if rect is None:
        raise ValueError
    across, along = hypot(a, b) * stage.unit, hypot(c, d) * stage.unit
    ppi = min(width * 72 / across, height * 72 / along) if across > 0 and along > 0 else 0.0
    colour = state.fill if mask else bare(space) if space is not None else Colour("")
    image = Image(width, height, bits, colour, round(ppi, 3), last, mask, soft, number, interpolate)
    if width <= 0 or height <= 0:
        stage.fault(f"image de {width} x {height} pixels")
    return stage.paint(Kind.IMAGE, rect, fill=True, image=image, outline=((quad, True),), colour=colour)
