"""Light into inks, as the printing condition does it: for what a file leaves in RGB, which prints after conversion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms

from marbre.inks import complement
from marbre.preflight.colours import PROCESS
from marbre.preflight.facts import Colour

RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Separator:
    """sRGB to CMYK through `profile` (relative colorimetric, black point compensation); by the plain complement without
    a profile that can be used."""

    profile: Path | None = None

    def inks(self, rgb: RGB) -> tuple[float, ...]:
        """The four process inks of a colour, 0 to 1."""
        return _inks(self.profile, rgb)

    def picture(self, picture: Image.Image) -> Image.Image:
        """A picture of mode RGB as one of mode CMYK."""
        transform = _transform(self.profile)
        made = ImageCms.applyTransform(picture, transform) if transform is not None else None
        return made if made is not None else ImageChops.invert(picture).convert("RGB").convert("CMYK")


@lru_cache(maxsize=8)
def _transform(profile: Path | None) -> Any:
    try:
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), str(profile), "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


@lru_cache(maxsize=4096)
def _inks(profile: Path | None, rgb: RGB) -> tuple[float, ...]:
    transform = _transform(profile)
    if transform is None:
        return tuple(part / 100 for part in complement(rgb))
    made = Image.new("CMYK", (1, 1))
    # applyTransform writes the whole profile out behind every picture: seven milliseconds for one pixel.
    transform.transform.apply(Image.new("RGB", (1, 1), rgb).getim(), made.getim())
    return tuple(value / 255 for value in made.tobytes())


@lru_cache(maxsize=4096)
def inks_of(colour: Colour, separator: Separator) -> dict[str, float] | None:
    """A flat colour's amounts by colorant; None for what nobody can tell."""
    if colour.inks:
        return dict(colour.inks)
    if colour.space in ("", "Pattern") and not colour.parts:
        return None
    if colour.components == 4 and len(colour.parts) == 4:
        return dict(zip(PROCESS, colour.parts, strict=True))
    if colour.space == "CalGray" or colour.components == 1:
        return {"Black": 1 - colour.parts[0]} if colour.parts else None
    return dict(zip(PROCESS, separator.inks(colour.rgb), strict=True))
