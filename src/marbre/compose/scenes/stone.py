"""Rock standing up: basalt columns, broken cliffs, pillars of clay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, Point, blob, curve, line, polygon
from marbre.compose.scenes.sheet import Sheet


def columns(sheet: Sheet, left: float, right: float, tops: Sequence[Point], base: float, tone: Tone) -> None:
    """Basalt organ pipes from a skyline down to `base`: every prism with a face in light and one in shade."""
    wide = sheet.unit * sheet.some(3.0, 4.4) * (1.7 if sheet.fine == 0 else 1.0)
    inside = [point for point in tops if left < point[0] < right]
    ends = (left, height_at(tops, left)), (right, height_at(tops, right))
    sheet.fill(polygon((left, base), ends[0], *inside, ends[1], (right, base)), tone.mid)
    lit: Path = ()
    shade: Path = ()
    x = left
    while x < right - wide * 0.4:
        step = min(wide * sheet.some(0.75, 1.25), right - x)
        top = height_at(tops, x + step / 2) - sheet.unit * sheet.some(-0.6, 1.4)
        foot = base - sheet.unit * sheet.some(0, 2.5)
        lit += polygon(
            (x, foot), (x, top + step * 0.2), (x + step * 0.3, top), (x + step * 0.42, top + step * 0.22),
            (x + step * 0.42, foot),
        )
        shade += polygon(
            (x + step * 0.74, foot), (x + step * 0.74, top + step * 0.16), (x + step, top + step * 0.3),
            (x + step, foot),
        )
        x += step
    sheet.fill(lit, tone.lit)
    sheet.fill(shade, tone.shade)
    for _ in range(sheet.count(4, 9, 18)):
        joint = sheet.some(left, right - wide)
        y = sheet.some(height_at(tops, joint) + wide, base - wide)
        sheet.stroke(
            (("M", joint, y), ("L", joint + wide * sheet.some(0.8, 1.8), y + wide * 0.15)), tone.shade,
            sheet.unit * 0.18,
        )


def rockface(sheet: Sheet, tops: Sequence[Point], base: float, tone: Tone) -> None:
    """A cliff from a skyline down to `base`: broken faces in light and shade, ledges, no two alike."""
    left, right = min(p[0] for p in tops), max(p[0] for p in tops)
    sheet.fill(polygon((left, base), *tops, (right, base)), tone.mid)
    lit: Path = ()
    shade: Path = ()
    x, step = left, sheet.unit * (9 if sheet.fine else 13)
    while x < right:
        wide = step * sheet.some(0.6, 1.3)
        top = height_at(tops, min(x + wide * 0.6, right))
        deep = base - top
        knee, hip = top + deep * sheet.some(0.2, 0.4), top + deep * sheet.some(0.5, 0.75)
        edge = [
            (x + wide * 0.45, top), (x + wide * sheet.some(0.3, 0.5), knee),
            (x + wide * sheet.some(0.5, 0.7), knee + deep * 0.03), (x + wide * sheet.some(0.4, 0.6), hip),
        ]
        shade += polygon(
            *edge, (x + wide * sheet.some(0.6, 0.9), base), (x + wide * 1.02, base),
            (x + wide * sheet.some(0.8, 1.0), hip), (x + wide, top),
        )
        if sheet.dice.random() < 0.7:
            lit += polygon(
                (x + wide * 0.08, top), (x + wide * 0.34, top), (x + wide * sheet.some(0.2, 0.3), knee),
                (x + wide * sheet.some(0, 0.1), hip),
            )
        x += wide
    sheet.fill(lit, tone.lit)
    sheet.fill(shade, tone.shade)


def height_at(points: Sequence[Point], x: float) -> float:
    """Where a skyline stands at `x`, in mm."""
    for (xa, ya), (xb, yb) in pairwise(points):
        if xa <= x <= xb:
            return ya + (yb - ya) * (x - xa) / max(xb - xa, 1e-6)
    return points[-1][1] if x > points[-1][0] else points[0][1]


def pillar(sheet: Sheet, x: float, base: float, wide: float, tall: float, tone: Tone) -> None:
    """A fairy chimney of red clay: striped by its layers, a flank in shade, often a cap of harder stone."""
    neck = wide * sheet.some(0.24, 0.34)
    left = [
        (x - wide * 0.62, base), (x - wide * 0.42, base - tall * 0.3), (x - neck, base - tall * 0.62),
        (x - neck * 0.95, base - tall * 0.86), (x - neck * 0.55, base - tall),
    ]
    right = [
        (x + neck * 0.6, base - tall * 0.98), (x + neck * 1.1, base - tall * 0.82),
        (x + neck * 1.15, base - tall * 0.6), (x + wide * 0.44, base - tall * 0.28), (x + wide * 0.66, base),
    ]
    joined = curve if sheet.fine or wide > 8 else _straight
    sheet.fill((*joined([*left, *right]), ("Z",)), tone.mid)
    middle = [
        (x + neck * 0.1, base - tall), (x + neck * 0.25, base - tall * 0.75),
        (x - neck * 0.1, base - tall * 0.5), (x + wide * 0.12, base - tall * 0.22), (x + wide * 0.05, base),
    ]
    sheet.fill((*joined([*reversed(middle), *right]), ("Z",)), tone.shade)
    _layers(sheet, x, base, wide, tall, neck, tone)



def _layers(sheet: Sheet, x: float, base: float, wide: float, tall: float, neck: float, tone: Tone) -> None:
    """The bands of a pillar and the harder stone that caps it."""
    for part in (0.3, 0.5, 0.7)[: sheet.count(2, 3, 3)]:
        half = neck * 1.0 if part > 0.55 else wide * (0.52 - part * 0.4)
        y = base - tall * (part + sheet.some(-0.04, 0.04))
        thick = tall * 0.017
        sheet.fill(
            polygon(
                (x - half, y), (x + half * 0.2, y + thick * 0.8), (x + half * 0.15, y + thick * 2),
                (x - half * 1.03, y + thick),
            ),
            tone.lit,
        )
    if sheet.dice.random() < 0.4:
        sheet.fill(
            blob(
                [
                    (x - neck * 1.2, base - tall * 0.985), (x - neck * 0.5, base - tall * 1.05),
                    (x + neck * 0.7, base - tall * 1.04), (x + neck * 1.25, base - tall * 0.985),
                    (x, base - tall * 0.965),
                ]
            ),
            ink("brun70"),
        )



def _straight(points: Sequence[Point]) -> Path:
    return line(*points)
