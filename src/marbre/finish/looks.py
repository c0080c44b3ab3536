"""Visual regression: a picture of each component held against the one that was accepted.

Pictures are compared after a slight blur, so that antialiasing does not count, and what moved by less than a pixel hardly
does. A difference is shown as three pictures in one: accepted, now, and where they differ.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

#: Resolution of the accepted pictures, ppi.
PPI = 48
#: How far a channel may be off (of 255), and which part of the picture may be further off than that.
CHANNEL, PART = 44, 0.004
#: How many colours a small picture may have, fewer where it would weigh more than `HEAVY` bytes.
_COLOURS = (32, 16, 8)
HEAVY = 25_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a component looks against what was accepted: `state` same, new, changed or gone; `part` of its picture that is
    off, 0 to 1."""

    name: str
    state: str
    part: float = 0.0


def compared(name: str, accepted: bytes | None, now: bytes | None) -> Look:
    """A component's picture (PNG) against the accepted one; None where there is none."""
    if now is None:
        return Look(name, "gone")
    if accepted is None:
        return Look(name, "new")
    if accepted == now:
        return Look(name, "same")
    part = difference(accepted, now)
    return Look(name, "changed" if part > PART else "same", round(part, 4))


def difference(accepted: bytes, now: bytes) -> float:
    """Which part of two pictures differs visibly, 0 to 1; 1 for different sizes beyond two pixels."""
    one, other = _opened(accepted), _opened(now)
    if max(abs(a - b) for a, b in zip(one.size, other.size, strict=True)) > 2:
        return 1.0
    off = _off(one, other)
    return sum(off.histogram()[1:]) / (off.width * off.height)


def _off(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where two pictures differ."""
    size = max(one.width, other.width), max(one.height, other.height)
    soft = [_padded(picture, size).filter(ImageFilter.GaussianBlur(1.1)) for picture in (one, other)]
    channels = ImageChops.difference(*soft).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return most.point(lambda value: 255 if value > CHANNEL else 0)


def _padded(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, "white")
    sheet.paste(picture, (0, 0))
    return sheet


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def shown(accepted: bytes, now: bytes) -> bytes:
    """Three pictures side by side as PNG: accepted, now, and now in grey with what differs in fuchsia and framed."""
    one, other = _opened(accepted), _opened(now)
    off = _off(one, other)
    marked = Image.merge("RGB", [_padded(other, off.size).convert("L")] * 3)
    marked.paste((201, 0, 107), mask=off)
    box = off.getbbox()
    if box:
        ImageDraw.Draw(marked).rectangle((box[0] - 3, box[1] - 3, box[2] + 2, box[3] + 2), outline=(201, 0, 107), width=2)
    gap = 8
    sheet = Image.new("RGB", (3 * off.width + 2 * gap, off.height), (120, 120, 120))
    for index, picture in enumerate((one, other, marked)):
        sheet.paste(picture, (index * (off.width + gap), 0))
    return png(sheet)


def png(picture: Image.Image) -> bytes:
    """A picture as PNG."""
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=9)
    return data.getvalue()


def small_png(picture: Image.Image) -> bytes:
    """A picture as a small PNG: few colours, no dither, so that the same picture gives the same bytes."""
    plain = picture.convert("RGB")
    data = b""
    for colours in _COLOURS:
        data = png(plain.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))
        if len(data) <= HEAVY:
            break
    return data


def read_looks(folder: Path) -> dict[str, bytes]:
    """The accepted pictures of a folder, by name."""
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.png"))}


def write_looks(folder: Path, looks: dict[str, bytes]) -> tuple[str, ...]:
    """Accept: write what is new or other, take away what is gone. Returns the names touched."""
    folder.mkdir(parents=True, exist_ok=True)
    known = read_looks(folder)
    for name in known.keys() - looks.keys():
        (folder / f"{name}.png").unlink()
    fresh = [name for name, data in looks.items() if known.get(name) != data]
    for name in fresh:
        aside = folder / f".{name}.part"
        aside.write_bytes(looks[name])
        aside.replace(folder / f"{name}.png")
    return tuple(sorted({*fresh, *(known.keys() - looks.keys())}))
