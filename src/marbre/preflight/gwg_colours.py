"""White, black, spots and lines as GWG 2022 defines them (D0010 to D0017, D0022)."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from marbre.preflight.facts import Colour, Kind, Painted, Subpath

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
#: Colorants that are no spot colours (implementation note I00003).
SPECIAL = (*PROCESS, "All", "None")
#: Amounts of ink this near count as equal.
_EQUAL = 0.0005
#: A filled rectangle is a line when it is so many times as long as wide (implementation note I00004 names no number).
_LINE = 4.0
#: A speck shorter than this, in pt, is none.
_SPECK = 1.0
_CORNERS = 5


def white(colour: Colour | None) -> bool:
    """No ink in a space of inks; RGB white is none (D0010)."""
    return colour is not None and bool(colour.inks) and all(amount <= _EQUAL for _, amount in colour.inks)


def black(colour: Colour | None) -> bool:
    """Black in full and nothing else (D0013)."""
    return (
        colour is not None
        and any(name == "Black" and amount >= 1 - _EQUAL for name, amount in colour.inks)
        and all(name == "Black" or amount <= _EQUAL for name, amount in colour.inks)
    )


def grey(colour: Colour | None) -> bool:
    """DeviceGray with ink: what may print in black alone, or as the RIP likes."""
    return colour is not None and colour.space == "DeviceGray" and not white(colour)


def printing(colour: Colour | None) -> tuple[str, ...]:
    """The colorants that print, without registration colour, which has a rule of its own."""
    if colour is None:
        return ()
    return tuple(name for name, amount in colour.inks if amount > _EQUAL and name not in ("All", "None"))


def families(thing: Painted) -> Iterator[Colour]:
    """Every colour that a thing is painted with, pictures and shadings included."""
    if thing.fill is not None:
        yield thing.fill
    if thing.stroke is not None:
        yield thing.stroke
    if thing.image is not None and not thing.image.mask:
        yield thing.image.colour


def colorants(colour: Colour) -> tuple[str, ...]:
    """Names of the inks of a colour's space, used or not."""
    return colour.colorants or tuple(name for name, _ in colour.inks)


def lines(thing: Painted, unit: float = 1.0) -> Iterator[tuple[Colour, float, bool]]:
    """Colour, width in pt on paper and whether it is a stroke, of all that looks like a line in a path (D0017).

    `unit` is the page's UserUnit, for rectangles that look like lines.
    """
    if thing.kind is not Kind.PATH:
        return
    if thing.stroke is not None:
        yield thing.stroke, thing.line, True
    elif thing.fill is not None:
        widths = [width for subpath in thing.outline if (width := _bar(subpath)) is not None]
        if widths:
            yield thing.fill, min(widths) * unit, False


def _bar(subpath: Subpath) -> float | None:
    """The width of a rectangle that looks like a line."""
    points = subpath[0][:-1] if len(subpath[0]) == _CORNERS and subpath[0][0] == subpath[0][-1] else subpath[0]
    if len(points) != _CORNERS - 1:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    if hypot(ax + cx - bx - dx, ay + cy - by - dy) > 0.01:
        return None
    one, other = (bx - ax, by - ay), (dx - ax, dy - ay)
    long, short = sorted((hypot(*one), hypot(*other)), reverse=True)
    if abs(one[0] * other[0] + one[1] * other[1]) > 0.01 * max(long * short, 0.01):
        return None
    return short if long >= max(_LINE * short, _SPECK) else None
