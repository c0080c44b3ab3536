"""A picture ready for the binder: a flat drawing as operators, or pixels as JPEG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormPicture:
    """A drawing in the unit square, as content stream operators in its final inks; `spaces` are the colour spaces that
    it names, as PDF arrays."""

    content: bytes
    spaces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class JpegPicture:
    """Pixels as a JPEG file: `space` DeviceRGB, DeviceGray or DeviceCMYK; `inverted` for Adobe's CMYK convention."""

    data: bytes
    width: int
    height: int
    space: str
    inverted: bool = False


Picture = FormPicture | JpegPicture
