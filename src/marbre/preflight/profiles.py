"""ICC profiles in a file: their headers (ICC.1:2010, 7.2), and inks brought to the screen for the eye."""

from __future__ import annotations

import io
import struct
from functools import cached_property
from hashlib import sha256
from typing import Any

import pikepdf
from PIL import Image, ImageCms

from marbre.preflight.facts import Profile
from marbre.preflight.streams import TooLarge, Undecodable, decoded

_MOST = 32 * 2**20


def profile_of(stream: Any) -> Profile | None:
    """The profile that a stream holds; None when there is none or it is no profile."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        return read_profile(decoded(stream, _MOST))
    except (TooLarge, Undecodable):
        return None


def read_profile(data: bytes) -> Profile | None:
    """A profile from its header; None for bytes that are no profile."""
    if len(data) < 132 or data[36:40] != b"acsp":
        return None
    version = f"{data[8]}.{data[9] >> 4}"
    kind, space = (data[start : start + 4].decode("latin-1").strip() for start in (12, 16))
    return Profile(sha256(data).hexdigest()[:32], kind, space, version, _description(data))


def _description(data: bytes) -> str:
    """The text of the `desc` tag, of version 2 (ASCII) or 4 (UTF-16)."""
    count = min(struct.unpack_from(">I", data, 128)[0], 200)
    for index in range(count):
        if 144 + 12 * index > len(data):
            break
        tag, start, size = struct.unpack_from(">4sII", data, 132 + 12 * index)
        if tag != b"desc":
            continue
        body = data[start : start + min(size, 4096)]
        if body[:4] == b"desc" and len(body) >= 12:
            length = struct.unpack_from(">I", body, 8)[0]
            return body[12 : 12 + length].split(b"\0")[0].decode("latin-1").strip()
        if body[:4] == b"mluc" and len(body) >= 28:
            length, offset = struct.unpack_from(">II", body, 20)
            return body[offset : offset + length].decode("utf-16-be", "replace").strip("\0 ")
    return ""


class ToScreen:
    """Inks and Lab as 8-bit sRGB, through the printing condition's profile where the file brings one."""

    def __init__(self, profile: bytes = b"") -> None:
        self.profile = profile

    @cached_property
    def _transform(self) -> Any:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(self.profile))
            return ImageCms.buildTransform(
                source, ImageCms.createProfile("sRGB"), "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return None

    def cmyk(self, parts: tuple[float, ...]) -> tuple[int, int, int]:
        """Four inks from 0 to 1."""
        if self.profile and self._transform is not None:
            picture = Image.new("CMYK", (1, 1), tuple(round(part * 255) for part in parts))
            seen = ImageCms.applyTransform(picture, self._transform)
            red, green, blue = seen.tobytes() if seen is not None else (128, 128, 128)
            return red, green, blue
        c, m, y, k = parts
        red, green, blue = (round(255 * (1 - min(1.0, ink)) * (1 - min(1.0, k))) for ink in (c, m, y))
        return red, green, blue

    def lab(self, parts: tuple[float, ...]) -> tuple[int, int, int]:
        """CIE L*a*b* under D50, seen under D65 after Bradford."""
        light, a, b = parts
        fy = (light + 16) / 116
        x, y, z = (
            white * (f**3 if f**3 > 216 / 24389 else (116 * f - 16) * 27 / 24389)
            for white, f in ((0.9642, fy + a / 500), (1.0, fy), (0.8249, fy - b / 200))
        )
        linear = (
            3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
            -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
            0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
        )
        red, green, blue = (
            round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055))
            for v in (max(0.0, min(1.0, part)) for part in linear)
        )
        return red, green, blue
