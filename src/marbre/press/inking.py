"""Colours and pixels for two targets: sRGB as it was spoken, and inks on paper.

Palette colours are looked up, greys are black ink, and what nobody planned goes through littlecms (relative
colorimetric, black point compensation) into the printing condition. The press's own door to Pillow.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageFile

from marbre.inks import Cmyk, InkTable, Rgb, SpotTone, complement, grey_ink

#: Pictures of more pixels than this are not carried.
MOST_PIXELS = 60_000_000


@contextmanager
def strictly() -> Iterator[None]:
    """What is truncated raises OSError: the layout engine, once imported, has Pillow fill it up for the whole process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@lru_cache(maxsize=4)
def _transform(profile: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        _srgb(), profile, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _srgb() -> Any:
    return ImageCms.createProfile("sRGB")


@lru_cache(maxsize=4096)
def separated(rgb: Rgb, profile: str) -> Cmyk:
    """One sRGB colour in the inks of a profile, percent; by the plain complement where no profile is given."""
    if not profile:
        return complement(rgb)
    pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), rgb), _transform(profile))
    assert pixel is not None
    cyan, magenta, yellow, black = (round(value / 2.55, 2) for value in pixel.tobytes())
    return cyan, magenta, yellow, black


def proofed(cmyk: Sequence[float], profile: str) -> Rgb:
    """Inks from 0 to 1 as they look on a screen: through the profile, or by the plain complement."""
    cyan, magenta, yellow, black = cmyk
    if not profile:
        return bytes_of([(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)])
    inks = tuple(round(255 * min(1.0, max(0.0, ink))) for ink in (cyan, magenta, yellow, black))
    pixel = ImageCms.applyTransform(Image.new("CMYK", (1, 1), inks), _proof(profile))
    assert pixel is not None
    red, green, blue = pixel.tobytes()
    return red, green, blue


@lru_cache(maxsize=4)
def _proof(profile: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        profile, _srgb(), "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@dataclass(slots=True)
class Inks:
    """The inks of a run, and the colours off the palette met so far (in order, as #RRGGBB)."""

    exact: dict[Rgb, Cmyk]
    spots: dict[Rgb, SpotTone]
    profile: str
    varnishes: frozenset[Rgb] = frozenset()
    off: dict[str, None] = field(default_factory=dict)

    def hidden(self, target: str) -> frozenset[Rgb]:
        """Colours that a target does not show: varnishes on screens, and on paper those that were not bought."""
        if target == "web" or not self.varnishes:
            return self.varnishes
        return frozenset(rgb for rgb in self.varnishes if rgb not in self.spots)

    def of(self, rgb: Rgb) -> Cmyk:
        """CMYK percent of an sRGB colour; notes it when nobody planned it."""
        inks = self.exact.get(rgb)
        if inks is not None:
            return inks
        if rgb[0] == rgb[1] == rgb[2]:
            return grey_ink(rgb)
        self.off["#{:02X}{:02X}{:02X}".format(*rgb)] = None
        return separated(rgb, self.profile)


@lru_cache(maxsize=4)
def _tables(table: InkTable) -> tuple[dict[Rgb, Cmyk], dict[Rgb, SpotTone]]:
    return table.lookup(), dict(table.spots)


def inks_for(table: InkTable, profile: str) -> Inks:
    """Fresh inks for one sheet."""
    exact, spots = _tables(table)
    return Inks(exact, spots, profile, frozenset(table.varnishes))


def bytes_of(channels: Sequence[float]) -> Rgb:
    """Channels from 0 to 1 as 8-bit sRGB, out-of-gamut values clipped."""
    red, green, blue = (min(255, max(0, round(float(value) * 255))) for value in channels)
    return red, green, blue


def luminance(rgb: Rgb) -> float:
    """What a luminosity mask sees of a colour, 0 to 1 (ISO 32000-1, 11.3.5.3)."""
    return round((0.3 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2]) / 255, 4)


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture ready for a PDF: the entries of its dictionary, its bytes, and those of its soft mask, if any."""

    entries: str
    data: bytes
    mask_entries: str = ""
    mask: bytes = b""


def pixels(content: bytes, target: str, profile: str) -> Pixels:
    """A picture file for a target: `web` sRGB, `ink` CMYK by the profile, `mask` grey. JPEG stays JPEG; everything else
    is kept without loss. Raises OSError or ValueError for what cannot be read, or is unreasonably large."""
    with Image.open(io.BytesIO(content)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError(f"{opened.width} × {opened.height} px")
        lossy = opened.format == "JPEG"
        source = opened.info.get("icc_profile")
        alpha = _alpha(opened)
        picture: Image.Image = opened.convert(opened.mode if opened.mode in ("RGB", "CMYK", "L") else "RGB")
    made = _coloured(picture, source, target, profile)
    entries, data = _packed(made, lossy)
    if alpha is None:
        return Pixels(entries, data)
    mask_entries, mask = _packed(alpha, False)
    return Pixels(entries, data, mask_entries, mask)


def _alpha(picture: Image.Image) -> Image.Image | None:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        alpha = picture.convert("RGBA").getchannel("A")
        return None if alpha.getextrema() == (255, 255) else alpha
    return None


def _coloured(picture: Image.Image, source: bytes | None, target: str, profile: str) -> Image.Image:
    if target == "ink" and picture.mode in ("CMYK", "L"):
        return picture
    if picture.mode == "CMYK" and not source and profile:
        source = Path(profile).read_bytes()
    if source:
        picture = _managed(picture, source)
    if target == "mask":
        return picture.convert("L")
    if picture.mode == "L":
        return picture
    picture = picture.convert("RGB")
    if target == "web":
        return picture
    made = ImageCms.applyTransform(picture, _transform(profile)) if profile else picture.convert("CMYK")
    assert made is not None
    return made


def _managed(picture: Image.Image, source: bytes) -> Image.Image:
    try:
        made = ImageCms.profileToProfile(picture, io.BytesIO(source), _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return made if made is not None else picture


_SPACES = {"RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "L": "DeviceGray"}


def _packed(picture: Image.Image, lossy: bool) -> tuple[str, bytes]:
    head = (
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/BitsPerComponent 8"
        f"/ColorSpace/{_SPACES[picture.mode]}"
    )
    if not lossy:
        return f"{head}/Filter/FlateDecode", zlib.compress(picture.tobytes(), 6)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=92, optimize=True)
    inverted = "/Decode[1 0 1 0 1 0 1 0]" if picture.mode == "CMYK" else ""
    return f"{head}/Filter/DCTDecode{inverted}", target.getvalue()
