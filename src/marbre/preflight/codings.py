"""Coded pictures of a file: JPEG, JPEG 2000 and fax as bands of samples, and which of them are broken.

Decoding is Pillow's; what the samples mean is ISO 32000-1, 7.4.6 and 7.4.8.
"""

from __future__ import annotations

import io
import struct
from typing import Any

import pikepdf
from PIL import Image

from marbre.press.inking import strictly

#: Most pixels of a picture, longest side that is kept.
MOST_PIXELS, _SIDE = 89_000_000, 1200
#: Ink for light and light for ink; of stencils, 0 paints.
TURNED = list(range(255, -1, -1))


class Unread(Exception):
    """A picture that cannot be measured."""


class Hurt(Unread):
    """A picture whose data are broken: what is wrong with them, in French."""


def photograph(data: bytes, name: str, size: tuple[int, int]) -> list[Image.Image]:
    """The bands of a picture of `size` px in DCTDecode or JPXDecode, small if it is large.

    Raises Unread if it cannot be measured, Hurt if it is the data that are wrong.
    """
    try:
        with strictly():
            return _opened(data, name)
    except (OSError, SyntaxError, struct.error) as error:
        if not _broken(data, name, str(error)):
            raise Unread from error
        bands = _unended(data)
        if not bands:
            raise Hurt(_said(data, size)) from error
        return bands


def _broken(data: bytes, name: str, said: str) -> bool:
    """Whether it is the data that are wrong, not our decoder that knows too little (12 bits, arithmetic coding, JPX)."""
    if name != "DCTDecode":
        return False
    return not _begins(data) or b"\xff\xda" not in data or "truncated" in said or "broken data stream" in said


def _begins(data: bytes) -> bool:
    return b"\xff\xd8" in data[:64]


def _unended(data: bytes) -> list[Image.Image]:
    """A JPEG that lacks but its end mark, as every RIP forgives; none if samples are missing, which noise would fill."""
    if not _begins(data):
        return []
    try:
        plain, noise = (_opened(data + more + b"\xff\xd9", "DCTDecode") for more in (b"", b"\x5a\xa5\x93" * 32))
    except (OSError, SyntaxError, struct.error):
        return []
    return plain if [band.tobytes() for band in plain] == [band.tobytes() for band in noise] else []


def _said(data: bytes, size: tuple[int, int]) -> str:
    fault = "tronquée" if _begins(data) else "qui se dit JPEG et ne l’est pas"
    return f"image de {size[0]} × {size[1]} px {fault}"


def held(size: tuple[int, int]) -> tuple[int, int]:
    """A size no longer than the longest side that is kept."""
    most = max(size)
    if most <= _SIDE:
        return size
    return max(1, size[0] * _SIDE // most), max(1, size[1] * _SIDE // most)


def _opened(data: bytes, name: str) -> list[Image.Image]:
    """JPEG and JPEG 2000. Pillow turns CMYK JPEG round; the file's Decode speaks of the samples as they are (7.4.8)."""
    picture: Image.Image = Image.open(io.BytesIO(data), formats=["JPEG"] if name == "DCTDecode" else ["JPEG2000"])
    if picture.width * picture.height > MOST_PIXELS:
        raise Unread
    if name == "DCTDecode":
        picture.draft(None, held(picture.size))
    picture.load()
    if picture.mode == "CMYK":
        picture = picture.resize(held(picture.size), Image.Resampling.BOX)
        return [band.point(TURNED) for band in picture.split()]
    if picture.mode not in ("L", "RGB", "RGBA"):
        picture = picture.convert("RGB" if picture.mode in ("YCbCr", "P", "LAB") else "L")
    return list(picture.split())


def fax(data: bytes, setting: Any, width: int, height: int) -> Image.Image:
    """Fax pictures, by way of a TIFF around them."""
    given: Any = setting if isinstance(setting, pikepdf.Dictionary) else {}
    kind, columns = int(given.get("/K", 0)), int(given.get("/Columns", 1728))
    if columns != width:
        raise Unread
    tags = [
        (256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 4 if kind < 0 else 3), (262, 3, 0), (273, 4, 0),
        (277, 3, 1), (278, 4, height), (279, 4, len(data)), *([(292, 4, 1 if kind > 0 else 0)] if kind >= 0 else []),
    ]  # fmt: skip
    start = 8 + 2 + 12 * len(tags) + 4
    body = b"".join(
        struct.pack("<HHII", tag, code, 1, start if tag == 273 else value) for tag, code, value in tags
    )
    tiff = b"II*\0" + struct.pack("<IH", 8, len(tags)) + body + bytes(4) + data
    picture = Image.open(io.BytesIO(tiff), formats=["TIFF"]).convert("L")
    return picture.point(TURNED) if bool(given.get("/BlackIs1", False)) else picture
