"""Pictures of a file as ink, small: decoded with a limit, brought down to the fineness of the map, once for each.

Decoding is Pillow's and zlib's; which ink a sample means is ISO 32000-1, 8.9.5 (Decode, Indexed, masks) and 7.4.8.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from marbre.preflight.codings import MOST_PIXELS, TURNED, Hurt, Unread, fax, held, photograph
from marbre.preflight.colours import PROCESS, Space, space_of
from marbre.preflight.coverage import Plane
from marbre.preflight.separating import Separator
from marbre.preflight.streams import TooLarge, Undecodable, picture_data

#: Most bytes a picture may unpack to, most pixels read in a file.
_MOST_BYTES, _FILE_PIXELS = 400 * 2**20, 2_500_000_000
#: Pictures kept small, in bytes altogether.
_KEPT = 96 * 2**20
Samples = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a window of the map: `inks` by colorant and `cover`, both 0 to 1."""

    inks: Mapping[str, Plane]
    cover: Plane


@dataclass(frozen=True, slots=True)
class _Small:
    """A picture brought down: one band of ink for each colorant, 0 to 255; `cover` what its masks let through."""

    inks: Mapping[str, Image.Image]
    cover: Image.Image


@dataclass(slots=True, eq=False)
class Pictures:
    """The pictures of an open file, by object number."""

    pdf: pikepdf.Pdf | None
    separator: Separator
    kept: dict[int, _Small | None] = field(default_factory=dict)
    room: int = _KEPT
    left: int = _FILE_PIXELS
    hurt: dict[int, str] = field(default_factory=dict)

    def faults(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """What is wrong with the data of those of some pictures that were laid and are broken, each said once."""
        return tuple(dict.fromkeys(self.hurt[number] for number in numbers if number in self.hurt))

    def placed(
        self, number: int, quad: Sequence[tuple[float, float]], window: tuple[int, int, int, int]
    ) -> Shown | None:
        """A picture on a window (x0, y0, x1, y1) of the map; `quad` are the pixels where its lower left, lower right,
        upper right and upper left corners come to lie. None when it cannot be measured."""
        small = self._small(number)
        if small is None or len(quad) != 4:
            return None
        (ax, ay), (bx, by), _, (dx, dy) = quad
        wide = max(1, min(small.cover.width, round(hypot(bx - ax, by - ay))))
        high = max(1, min(small.cover.height, round(hypot(dx - ax, dy - ay))))
        matrix = _back(quad, wide, high, window)
        if matrix is None:
            return None
        size = window[2] - window[0], window[3] - window[1]

        def laid(band: Image.Image) -> Plane:
            fitted = band if band.size == (wide, high) else band.resize((wide, high), Image.Resampling.BOX)
            turned = fitted.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.NEAREST)
            return np.asarray(turned, np.float32) / np.float32(255)

        return Shown({name: laid(band) for name, band in small.inks.items()}, laid(small.cover))

    def _small(self, number: int) -> _Small | None:
        if number in self.kept:
            return self.kept[number]
        made = self._read(number)
        size = sum(band.width * band.height for band in (*made.inks.values(), made.cover)) if made else 0
        if size <= self.room:
            self.room -= size
            self.kept[number] = made
        return made

    def _read(self, number: int) -> _Small | None:
        if self.pdf is None or number <= 0:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._decoded(self.pdf.get_object((number, 0)))
        except Hurt as error:
            self.hurt[number] = str(error)
            return None
        except (
            Unread, TooLarge, Undecodable, pikepdf.PdfError, UnidentifiedImageError, OSError, ValueError, TypeError,
            ArithmeticError, IndexError, KeyError, RuntimeError, SyntaxError, struct.error, MemoryError,
            Image.DecompressionBombError,
        ):  # fmt: skip
            return None

    def _decoded(self, stream: Any) -> _Small:
        if not isinstance(stream, pikepdf.Stream):
            raise Unread
        bands = self._bands(stream)
        size = bands[0].size
        if bool(stream.get("/ImageMask", False)):
            return _Small({}, bands[0].point(TURNED))
        cover = self._cover(stream, size)
        space = space_of(stream.get("/ColorSpace"), lambda _: None)
        return _Small(_inks(bands, space, self.separator), cover)

    def _cover(self, stream: Any, size: tuple[int, int]) -> Image.Image:
        soft, hard = stream.get("/SMask"), stream.get("/Mask")
        if isinstance(soft, pikepdf.Stream):
            return _fit(self._bands(soft)[0], size)
        if isinstance(hard, pikepdf.Stream):
            return _fit(self._bands(hard)[0].point(TURNED), size)
        return Image.new("L", size, 255)

    def _bands(self, stream: Any) -> list[Image.Image]:
        """The samples of a picture after Decode, a band a component; those of Indexed spaces as their base has them."""
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        if width <= 0 or height <= 0 or width * height > min(MOST_PIXELS, self.left):
            raise Unread
        self.left -= width * height
        data, name, setting = picture_data(stream, _MOST_BYTES)
        mask = bool(stream.get("/ImageMask", False))
        space = None if mask else space_of(stream.get("/ColorSpace"), lambda _: None)
        decode = [float(one) for one in list(stream.get("/Decode", []))[:64]]
        if name in ("DCTDecode", "JPXDecode"):
            bands = photograph(data, name, (width, height))
        elif name == "CCITTFaxDecode":
            bands = [fax(data, setting, width, height)]
        elif name == "JBIG2Decode":
            raise Unread
        else:
            bits = 1 if mask else int(stream.get("/BitsPerComponent", 8))
            components = 1 if mask or space is None else space.components
            data = _unpredicted(data, name, setting)
            row = (width * max(components, 1) * bits + 7) // 8
            if len(data) < row * (height - 1):
                missing = 100 - 100 * len(data) // (row * height)
                raise Hurt(f"image de {width} × {height} px dont il manque {missing} % des données")
            indexed = space is not None and space.family == "Indexed"
            return _raw(data, (width, height), components, bits, space if indexed else None, decode)
        return [_fit(band, held(band.size)).point(_table(decode, index)) for index, band in enumerate(bands)]


def _fit(band: Image.Image, size: tuple[int, int]) -> Image.Image:
    return band if band.size == size else band.resize(size, Image.Resampling.BOX)


def _table(decode: Sequence[float], index: int) -> list[int]:
    """What the samples of a component mean: a straight line through its part of Decode."""
    low, high = decode[2 * index : 2 * index + 2] if len(decode) >= 2 * index + 2 else (0.0, 1.0)
    return [round(255 * max(0.0, min(1.0, low + step / 255 * (high - low)))) for step in range(256)]


def _unpredicted(data: bytes, name: str, setting: Any) -> bytes:
    """PNG predictors undone by a PNG reader, TIFF's by adding up (7.4.4.4)."""
    if name not in ("FlateDecode", "LZWDecode") or not isinstance(setting, pikepdf.Dictionary):
        return data
    kind = int(setting.get("/Predictor", 1))
    columns, colours = int(setting.get("/Columns", 1)), int(setting.get("/Colors", 1))
    bits = int(setting.get("/BitsPerComponent", 8))
    row, back = (columns * colours * bits + 7) // 8, max(1, colours * bits // 8)
    if kind < 2:
        return data
    if kind == 2:
        if bits != 8:
            raise Unread
        lines = np.frombuffer(data[: len(data) // row * row], np.uint8).reshape(-1, columns, colours)
        return np.cumsum(lines, axis=1, dtype=np.uint8).tobytes()
    count = len(data) // (row + 1)
    if back not in (1, 2, 3, 4) or row % back or not count:
        raise Unread
    head = struct.pack(">IIBBBBB", row // back, count, 8, (0, 4, 2, 6)[back - 1], 0, 0, 0)
    packed = zlib.compress(data[: count * (row + 1)], 0)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + chunk + part + struct.pack(">I", zlib.crc32(chunk + part))
        for chunk, part in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    )
    return Image.open(io.BytesIO(png), formats=["PNG"]).tobytes()


def _raw(
    data: bytes, size: tuple[int, int], components: int, bits: int, indexed: Space | None, decode: Sequence[float]
) -> list[Image.Image]:
    """Bare samples, rows on whole bytes (8.9.5.2). What a short stream lacks is 0."""
    width, height = size
    if components <= 0 or bits not in (1, 2, 4, 8, 16):
        raise Unread
    row = (width * components * bits + 7) // 8
    if row * height > _MOST_BYTES:
        raise Unread
    data = data[: row * height].ljust(row * height, b"\0")
    lines = np.frombuffer(data, np.uint8).reshape(height, row)
    if bits == 16:
        samples = lines[:, ::2]
    elif bits == 8:
        samples = lines
    else:
        each = 8 // bits
        shifts = np.arange(8 - bits, -1, -bits, dtype=np.uint8)
        samples = ((lines[:, :, None] >> shifts) & np.uint8((1 << bits) - 1)).reshape(height, row * each)
        if indexed is None:
            samples = samples * np.uint8(255 // ((1 << bits) - 1))
    samples = samples[:, : width * components].reshape(height, width, components)
    small = held(size)
    if indexed is not None:
        entries = _palette(indexed)
        upside = len(decode) == 2 and decode[0] > decode[1]
        looked = entries[::-1][samples[:, :, 0]] if upside else entries[samples[:, :, 0]]
        return [_fit(_band(looked[:, :, index]), small) for index in range(looked.shape[2])]
    return [_fit(_band(samples[:, :, index]), small).point(_table(decode, index)) for index in range(components)]


def _band(samples: Samples) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(samples))


def _palette(space: Space) -> Samples:
    base = space.base
    if base is None or not base.components:
        raise Unread
    rows = np.zeros((256, base.components), np.uint8)
    for index in range(256):
        row = space.table[index * base.components : (index + 1) * base.components]
        rows[index, : len(row)] = list(row)
    return rows


def _inks(bands: Sequence[Image.Image], space: Space, separator: Separator) -> dict[str, Image.Image]:
    """Bands of samples as bands of ink. Raises Unread for spaces that do not fit them."""
    if space.family == "Indexed" and space.base is not None and len(bands) == space.base.components:
        space = space.base
    if space.family in ("Separation", "DeviceN") and len(bands) >= len(space.colorants):
        return {name: band for name, band in zip(space.colorants, bands, strict=False) if name != "None"}
    if space.components and space.components != len(bands):
        raise Unread
    if len(bands) == 4:
        return dict(zip(PROCESS, bands, strict=True))
    if len(bands) == 3 and space.family != "Lab":
        made = separator.picture(Image.merge("RGB", list(bands)))
        return dict(zip(PROCESS, made.split(), strict=True))
    # Lightness and grey alike: what is not light is black.
    return {"Black": bands[0].point(TURNED)}


def _back(
    quad: Sequence[tuple[float, float]], wide: int, high: int, window: tuple[int, int, int, int]
) -> tuple[float, float, float, float, float, float] | None:
    """From a pixel of the window to one of the picture: what `Image.transform` asks for."""
    (ax, ay), (bx, by), _, (dx, dy) = quad
    ux, uy, vx, vy = bx - ax, by - ay, dx - ax, dy - ay
    area = ux * vy - uy * vx
    if abs(area) < 1e-9:
        return None
    # u along the lower edge, v up from it; rows of the picture count from its head.
    ua, ub, va, vb = vy / area, -vx / area, -uy / area, ux / area
    x, y = window[0] - ax, window[1] - ay
    u0, v0 = ua * x + ub * y, va * x + vb * y
    return wide * ua, wide * ub, wide * u0, -high * va, -high * vb, high * (1 - v0)
