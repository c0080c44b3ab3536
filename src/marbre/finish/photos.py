"""Pixels: a photograph cropped to its frame around the focal point, resampled once, in the colours of its target.

The one door to Pillow and littlecms. Print: CMYK JPEG at 300 ppi by the ICC profile, relative colorimetric with black
point compensation; web: sRGB JPEG at 150 ppi. Never enlarged: a smaller original stays as it is and is reported.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from marbre.measures import MM_PER_INCH
from marbre.picture import JpegPicture
from marbre.press.inking import strictly

PRINT_PPI = 300
WEB_PPI = 150
#: What the pages of a spread share at the spine, in mm: the bleed of both.
SHARED = 6.0
#: Frames beyond this many pixels are refused: no page needs them (decompression bombs).
MOST_PIXELS = 120_000_000


@dataclass(frozen=True, slots=True)
class Derivatives:
    """One photograph in one frame, for both targets. `ppi` is the effective resolution of the original there."""

    print: JpegPicture
    web: JpegPicture
    ppi: float


def crop_box(size: tuple[int, int], ratio: float, focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """The largest part of a picture of `size` px with the frame's `ratio` (width / height), as near to the focal point
    as its edges allow: (left, top, right, bottom) in px."""
    width, height = size
    wide, high = (width, round(width / ratio)) if width / height < ratio else (round(height * ratio), height)
    wide, high = max(1, min(wide, width)), max(1, min(high, height))
    left = min(max(round(focus[0] * width - wide / 2), 0), width - wide)
    top = min(max(round(focus[1] * height - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def half_box(
    size: tuple[int, int], width: float, height: float, focus: tuple[float, float], part: str
) -> tuple[int, int, int, int]:
    """What a frame of `width` × `height` mm shows of a picture: all of its crop, or the `left` or `right` page of a spread,
    whose pages share `SHARED` mm at the spine. (left, top, right, bottom) in px."""
    if part not in ("left", "right"):
        return crop_box(size, width / height, focus)
    whole = 2 * width - SHARED
    left, top, right, bottom = crop_box(size, whole / height, focus)
    one = max(1, round((right - left) * width / whole))
    return (left, top, left + one, bottom) if part == "left" else (right - one, top, right, bottom)


def derive(
    path: Path, width: float, height: float, focus: tuple[float, float], profile: Path, part: str = ""
) -> Derivatives:
    """The derivatives of a picture file for a frame of `width` × `height` mm; `part` is the left or right page of a spread.
    Raises OSError for a file that is no whole picture, ValueError for one that is unreasonably large."""
    with strictly(), Image.open(path) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError(f"{opened.width} × {opened.height} px")
        box = half_box(opened.size, width, height, focus, part)
        wanted = _pixels(width, PRINT_PPI), _pixels(height, PRINT_PPI)
        ppi = (box[2] - box[0]) / (width / MM_PER_INCH)
        scale = max(1.0, min(opened.width / (box[2] - box[0]), 8.0))
        opened.draft("RGB", (round(wanted[0] * scale), round(wanted[1] * scale)))
        source = opened.info.get("icc_profile")
        picture: Image.Image = ImageOps.exif_transpose(opened)
        box = half_box(picture.size, width, height, focus, part)
        picture = _flattened(picture)
        picture = _to_srgb(picture, source)
        target = min(wanted[0], box[2] - box[0]), min(wanted[1], box[3] - box[1])
        large = picture.resize(target, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    small = large.resize(
        (min(large.width, _pixels(width, WEB_PPI)), min(large.height, _pixels(height, WEB_PPI))),
        Image.Resampling.LANCZOS,
    )
    inked = ImageCms.applyTransform(large, _separation(str(profile)))
    assert inked is not None
    return Derivatives(_jpeg(inked, 92), _jpeg(small, 82), round(ppi, 1))


def _pixels(mm: float, ppi: int) -> int:
    return max(1, round(mm / MM_PER_INCH * ppi))


def _flattened(picture: Image.Image) -> Image.Image:
    """Transparent pixels on white paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")


def _to_srgb(picture: Image.Image, source: bytes | None) -> Image.Image:
    """Through the embedded profile, where there is a sound one."""
    if source:
        try:
            made = ImageCms.profileToProfile(picture, io.BytesIO(source), _srgb(), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return picture if picture.mode == "RGB" else picture.convert("RGB")


@lru_cache(maxsize=1)
def _srgb() -> Any:
    return ImageCms.createProfile("sRGB")


@lru_cache(maxsize=4)
def _separation(profile: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        _srgb(), profile, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


def _jpeg(picture: Image.Image, quality: int) -> JpegPicture:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True)
    cmyk = picture.mode == "CMYK"
    return JpegPicture(
        target.getvalue(), picture.width, picture.height, "DeviceCMYK" if cmyk else "DeviceRGB", inverted=cmyk
    )
