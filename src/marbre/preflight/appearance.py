"""What a printed colour looks like: CMYK through the printing condition's profile to sRGB. The one door to littlecms here.

Relative colorimetric with black point compensation, so that paper is white (ICC.1:2010, 6.2).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageCms

from marbre.brand import Brand
from marbre.colour import RGB
from marbre.preflight.facts import Colour
from marbre.preflight.palette import cmyk_of, named
from marbre.preflight.rule import Job


@lru_cache(maxsize=8)
def _transform(profile: Path) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        str(profile), ImageCms.createProfile("sRGB"), "CMYK", "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _seen(profile: Path, inks: tuple[int, int, int, int]) -> RGB:
    image = ImageCms.applyTransform(Image.new("CMYK", (1, 1), inks), _transform(profile))
    red, green, blue = image.tobytes() if image is not None else (0, 0, 0)
    return red, green, blue


def printed(cmyk: tuple[float, float, float, float], job: Job) -> RGB:
    """CMYK percentages as the condition prints them."""
    cyan, magenta, yellow, black = (round(min(100.0, max(0.0, part)) * 2.55) for part in cmyk)
    return _seen(job.printer.condition.profile, (cyan, magenta, yellow, black))


def appearance(colour: Colour, job: Job) -> RGB:
    """A colour as the eye sees it in print: process colours through the profile, others as the facts approximate them."""
    cmyk = cmyk_of(colour)
    return printed(cmyk, job) if cmyk is not None else colour.rgb


def declared(colour: Colour, job: Job, brand: Brand) -> RGB:
    """As `appearance`, but a colour of the palette is what the brand says it is: its contrasts are proved with that."""
    known = named(colour, brand)
    return brand.colour(known.name).srgb_at(known.tint / 100) if known else appearance(colour, job)
