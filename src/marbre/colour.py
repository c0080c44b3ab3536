"""Colour arithmetic on 8-bit sRGB: contrast, lightness, difference, and what colour-blind readers see. Pure.

Contrast: WCAG 2.2, 1.4.3. CIE L*a*b* under D65, 2° (IEC 61966-2-1 primaries). Difference: CIEDE2000, after
Sharma, Wu and Dalal (2005). Colour vision: Machado, Oliveira and Fernandes (2009), severity 1, on linear
light.
"""

from __future__ import annotations

from enum import Enum
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

RGB = tuple[int, int, int]
Lab = tuple[float, float, float]
_Rows = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

_XYZ: _Rows = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


class Vision(Enum):
    """The three dichromacies, each with its matrix."""

    PROTANOPIA = (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    )
    DEUTERANOPIA = (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    )
    TRITANOPIA = (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    )


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> int:
    part = min(1.0, max(0.0, part))
    return round(255 * (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _times(rows: _Rows, vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows)


def luminance(colour: RGB) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(value) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio, 1 to 21; text needs 4.5, large text (≥ 18 pt, or 14 pt bold) 3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: RGB) -> Lab:
    """CIE L* (0–100), a*, b*."""
    xyz = _times(_XYZ, tuple(_linear(value) for value in colour))
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (value / white for value, white in zip(xyz, _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_as(colour: RGB, vision: Vision) -> RGB:
    """How a reader with this colour vision sees it."""
    red, green, blue = _times(vision.value, tuple(_linear(value) for value in colour))
    return _encoded(red), _encoded(green), _encoded(blue)


def delta_e(one: Lab, other: Lab) -> float:
    """CIEDE2000 difference: 1 is just visible, 20 is plainly another colour."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - sqrt(mean_c7 / (mean_c7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 if c else 0.0 for a, b, c in ((a1, b1, c1), (a2, b2, c2)))
    dh, hue = 0.0, h1 + h2
    if c1 * c2:
        dh = (h2 - h1 + 180) % 360 - 180
        dh = 180.0 if h2 - h1 == 180 else dh
        far = abs(h1 - h2) > 180
        hue = (h1 + h2 + (0 if not far else 360 if h1 + h2 < 360 else -360)) / 2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    big_dh = 2 * sqrt(c1 * c2) * sin(radians(dh / 2))
    t = 1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue))
    t += 0.32 * cos(radians(3 * hue + 6)) - 0.20 * cos(radians(4 * hue - 63))
    s_l = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    turn = 60 * exp(-(((hue - 275) / 25) ** 2))
    r_t = -2 * sqrt(chroma**7 / (chroma**7 + 25.0**7)) * sin(radians(turn))
    light_part, chroma_part, hue_part = (l2 - l1) / s_l, (c2 - c1) / s_c, big_dh / s_h
    return sqrt(light_part**2 + chroma_part**2 + hue_part**2 + r_t * chroma_part * hue_part)


def difference(one: RGB, other: RGB) -> float:
    """CIEDE2000 difference of two sRGB colours."""
    return delta_e(lab(one), lab(other))


def least_difference(colours: tuple[RGB, ...]) -> float:
    """The smallest difference between any two of them, for the worst of the three colour-blind readers."""
    return min(
        (
            difference(seen_as(a, vision), seen_as(b, vision))
            for a, b in combinations(colours, 2)
            for vision in Vision
        ),
        default=float("inf"),
    )
