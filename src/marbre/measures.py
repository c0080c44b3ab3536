"""Lengths and boxes: the only place that knows 25.4 and 72.

Boxes follow ISO 32000-2, 14.11.2: MediaBox contains BleedBox contains TrimBox. Lengths are millimetres unless a
name says otherwise; `y` grows downwards from the head of the trimmed page, as on a layout sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0
PX_PER_INCH = 96.0
PT_PER_MM = PT_PER_INCH / MM_PER_INCH

_LENGTH = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*(mm|cm|pt|in)?\s*$")
_UNITS_MM = {"mm": 1.0, "cm": 10.0, "pt": 1 / PT_PER_MM, "in": MM_PER_INCH, None: 1.0}


def mm_to_pt(mm: float) -> float:
    """Millimetres to PostScript points."""
    return mm * PT_PER_MM


def pt_to_mm(pt: float) -> float:
    """PostScript points to millimetres."""
    return pt / PT_PER_MM


def px_to_mm(px: float) -> float:
    """CSS pixels (96 to the inch) to millimetres."""
    return px * MM_PER_INCH / PX_PER_INCH


def parse_mm(text: str) -> float:
    """A length such as `3 mm`, `0.25 in` or `12,5` (millimetres) in millimetres. Raises ValueError."""
    match = _LENGTH.match(text)
    if not match:
        raise ValueError(f"not a length: {text!r}")
    return float(match[1].replace(",", ".")) * _UNITS_MM[match[2]]


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in mm."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm: left, top, width, height; `y` grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def grown(self, by: float) -> Box:
        """The box with `by` mm more on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def contains(self, other: Box, tolerance: float = 0.01) -> bool:
        """Whether `other` lies inside, within `tolerance` mm."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )


def parse_size(text: str) -> Size:
    """A trim size such as `148 x 210 mm`. Raises ValueError."""
    width, sep, height = text.lower().replace("×", "x").partition("x")
    if not sep:
        raise ValueError(f"not a size: {text!r}")
    unit = re.search(r"(mm|cm|pt|in)\s*$", height)
    return Size(parse_mm(width + (unit[1] if unit and not re.search(r"[a-z]", width) else "")), parse_mm(height))
