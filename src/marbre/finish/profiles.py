"""What a printing profile does to colours, measured: paper stays bare, and no colour takes more ink than is allowed."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

from PIL import Image, ImageCms

from marbre.errors import InputError
from marbre.press import cache
from marbre.printing import PrintingCondition

#: Steps a channel of the cube of sRGB colours that is sent through, and what rounding may add to the ink sum.
STEPS, SLACK = 17, 2.0


def _known(path: Path, cache_file: Path) -> tuple[float, float]:
    key = "profile " + hashlib.sha256(path.read_bytes()).hexdigest()
    kept = cache.read_bytes(cache_file, [key]).get(key)
    if kept is None:
        kept = json.dumps(measured(path)).encode()
        cache.write_bytes(cache_file, {key: kept})
    white, most = json.loads(kept)
    return float(white), float(most)


def measured(path: Path) -> tuple[float, float]:
    """Ink in percent on white paper, and the most that any sRGB colour takes (relative colorimetric with black point
    compensation). Raises ImageCms.PyCMSError for a profile that littlecms refuses."""
    levels = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
    colours = bytes(value for r in levels for g in levels for b in levels for value in (r, g, b))
    cube = Image.frombytes("RGB", (STEPS * STEPS, STEPS), colours)
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), io.BytesIO(path.read_bytes()), "RGB", "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    inked = ImageCms.applyTransform(cube, transform)
    assert inked is not None
    inks = inked.tobytes()
    sums = [sum(inks[at : at + 4]) / 2.55 for at in range(0, len(inks), 4)]
    return sums[-1], max(sums)


def check_inks(condition: PrintingCondition, cache_file: Path | None = None) -> None:
    """Hold a condition's separation against its own limit; what was measured once is kept by content in `cache_file`.
    Raises InputError with the measured value."""
    path = condition.separation
    try:
        white, most = _known(path, cache_file) if cache_file else measured(path)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise InputError(
            f"printing condition {condition.id}: {path.name} cannot be used ({error})", "take another copy of the profile"
        ) from None
    if white > 1:
        raise InputError(
            f"printing condition {condition.id}: {path.name} prints {white:.0f} % of ink on white paper",
            "take a profile for separations, not one for proofs",
        )
    if most > condition.ink_limit + SLACK:
        raise InputError(
            f"printing condition {condition.id}: {path.name} takes up to {most:.0f} % of ink, more than "
            f"{condition.ink_limit:g} %",
            "give a `separation` profile with less ink, or ask the printer for a higher limit",
        )
