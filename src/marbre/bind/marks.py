"""Printer's marks outside the bleed: crop and fold marks, registration, a colour bar, and a slug line.

Everything is in Separation All, so that it stands on every plate, but for the patches of the colour bar (ISO 32000-1,
8.6.6.4 and 14.11.3). Lengths in mm unless a name says pt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marbre.inks import SpotInk, operands
from marbre.measures import Size, mm_to_pt

LENGTH, RADIUS, PATCH, AIR = 5.0, 1.5, 4.0, 4.0
LINE_PT, TYPE_PT = 0.25, 6.0
ALL = b"[/Separation /All /DeviceCMYK <</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
_PATCHES = (
    (100, 0, 0, 0), (0, 100, 0, 0), (0, 0, 100, 0), (0, 0, 0, 100),
    (100, 100, 0, 0), (0, 100, 100, 0), (100, 0, 100, 0), (0, 0, 0, 50), (50, 40, 40, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks say: `offset` from the trim, `job` and `date` of the slug line, the inks besides the four, `folds`
    from the left of the trim of a first side, `folds_down` from its head."""

    job: str
    date: str
    offset: float = 3.0
    spots: tuple[SpotInk, ...] = ()
    folds: tuple[float, ...] = ()
    folds_down: tuple[float, ...] = ()

    def turned(self, trim: Size) -> Marks:
        """The marks of the second side: the sheet is turned over sideways."""
        return replace(self, folds=tuple(round(trim.width - place, 3) for place in reversed(self.folds)))

    def begin(self, bleed: float) -> float:
        """From the trim to the marks: never inside the bleed."""
        return max(self.offset, bleed)

    def margin(self, bleed: float) -> float:
        """From the bleed to the edge of the sheet."""
        return self.begin(bleed) - bleed + LENGTH + AIR

    def slug(self, page: str) -> str:
        """The slug line of a page."""
        inks = ["Cyan", "Magenta", "Yellow", "Black", *(spot.name for spot in self.spots)]
        return "  ·  ".join((self.job, page, " ".join(inks), self.date))


def marks_content(marks: Marks, trim: Size, bleed: float, slug: bytes) -> bytes:
    """The operators of all marks of a page; the origin is the foot left of the sheet. Names /KAll, /FSlug and
    /KSlug0, /KSlug1 … for spots; `slug` is the slug line as glyph codes in hexadecimal."""
    begin, edge = marks.begin(bleed), marks.margin(bleed) + bleed
    out = [b"q /GSk gs /KAll CS 1 SCN /KAll cs 1 scn %.4g w" % LINE_PT]
    out += [_line(edge, across, up) for across, up in _crops(trim, begin, marks)]
    middle = trim.width / (4 if marks.folds else 2)
    for x, y in (
        (middle, -begin - LENGTH / 2), (trim.width - middle, trim.height + begin + LENGTH / 2),
        (-begin - LENGTH / 2, trim.height / 2), (trim.width + begin + LENGTH / 2, trim.height / 2),
    ):  # fmt: skip
        out.append(_target(edge + x, edge + y))
    if slug:
        x, y = mm_to_pt(edge + 8), mm_to_pt(edge - begin - LENGTH - 2.6)
        out.append(b"BT /FSlug %g Tf 1 0 0 1 %.3f %.3f Tm <%s> Tj ET" % (TYPE_PT, x, y, slug))
    out += _bar(marks.spots, edge + 8, edge + trim.height + begin + (LENGTH - PATCH) / 2)
    return b"\n".join([*out, b"Q"])


_Ends = tuple[tuple[float, float], tuple[float, float]]


def _crops(trim: Size, begin: float, marks: Marks) -> list[_Ends]:
    """Lines as ((x from, x to), (y from, y to)) from the foot left of the trim."""
    far = begin + LENGTH
    lines: list[_Ends] = []
    for x in (0.0, trim.width, *marks.folds):
        lines += [((x, x), (-far, -begin)), ((x, x), (trim.height + begin, trim.height + far))]
    for y in (0.0, trim.height, *(trim.height - place for place in marks.folds_down)):
        lines += [((-far, -begin), (y, y)), ((trim.width + begin, trim.width + far), (y, y))]
    return lines


def _line(edge: float, x: tuple[float, float], y: tuple[float, float]) -> bytes:
    (x1, x2), (y1, y2) = ((mm_to_pt(edge + end) for end in ends) for ends in (x, y))
    return b"%.3f %.3f m %.3f %.3f l S" % (x1, y1, x2, y2)


def _target(x: float, y: float) -> bytes:
    """A circle with a cross."""
    cx, cy, r, long = mm_to_pt(x), mm_to_pt(y), mm_to_pt(RADIUS), mm_to_pt(LENGTH / 2)
    k = r * 0.5523
    arcs = (
        (cx + r, cy + k, cx + k, cy + r, cx, cy + r), (cx - k, cy + r, cx - r, cy + k, cx - r, cy),
        (cx - r, cy - k, cx - k, cy - r, cx, cy - r), (cx + k, cy - r, cx + r, cy - k, cx + r, cy),
    )  # fmt: skip
    curves = b" ".join(b"%.3f %.3f %.3f %.3f %.3f %.3f c" % arc for arc in arcs)
    cross = b"%.3f %.3f m %.3f %.3f l S %.3f %.3f m %.3f %.3f l S" % (
        cx - long, cy, cx + long, cy, cx, cy - long, cx, cy + long,
    )  # fmt: skip
    return b"%.3f %.3f m %s h S %s" % (cx + r, cy, curves, cross)


def _bar(spots: Sequence[SpotInk], x: float, y: float) -> list[bytes]:
    """Patches from the left: solids, their overprints, a grey; then each spot ink full and half."""
    paints = [operands(patch) + b" k" for patch in _PATCHES]
    paints += [b"/KSlug%d cs %g scn" % (number, tint) for number in range(len(spots)) for tint in (1, 0.5)]
    side = mm_to_pt(PATCH)
    return [
        b"%s %.3f %.3f %.3f %.3f re f" % (paint, mm_to_pt(x) + number * side, mm_to_pt(y), side, side)
        for number, paint in enumerate(paints)
    ]
