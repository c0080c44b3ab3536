"""House rules on folds: what is set too near to where a sheet is folded, or across it.

The job ticket says `folds` and `folds_down`: mm from the left and from the head of the trim, on the first side. The second
side is the first turned over sideways, so its folds are mirrored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marbre.findings import Finding, Severity
from marbre.measures import mm_to_pt, pt_to_mm
from marbre.preflight.facts import FileFacts, Kind, PageFacts, Painted
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.rules_bleed import DISPLAY, TOLERANCE
from marbre.preflight.rules_cover import ACCENTS
from marbre.preflight.strips import overlap
from marbre.preflight.wording import count, mm, quoted

#: What type keeps from a fold, in mm: machines fold a millimetre off, and paper cracks beside the crease.
FOLD_ROOM = 4.0


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold in user space: its axis (0: upright, at an x), where it lies."""

    axis: int
    at: float


@dataclass(frozen=True, slots=True)
class NearFold:
    """A text and its distance in mm from a fold; less than 0 when the fold runs through it."""

    distance: float
    text: Painted


def folds_of(page: PageFacts, job: Job) -> tuple[Fold, ...]:
    """Where a page is folded. Empty for flat sheets and for pages that stand on their side."""
    said = dict(job.expected)
    if job.sheet or page.rotate % 180:
        return ()
    left, bottom, right, top = page.boxes.cut
    scale = mm_to_pt(1) / page.user_unit
    across = _figures(said.get("folds", ""))
    down = _figures(said.get("folds_down", ""))
    mirrored = (page.number % 2 == 0) != (page.rotate % 360 == 180)
    upright = (Fold(0, right - value * scale if mirrored else left + value * scale) for value in across)
    turned = page.rotate % 360 == 180
    level = (Fold(1, bottom + value * scale if turned else top - value * scale) for value in down)
    return (*upright, *level)


def _figures(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(one) for one in text.split())
    except ValueError:
        return ()


def _distance(text: Painted, fold: Fold, unit: float) -> float:
    """From the nearest edge of a text in mm; less than 0 when the fold lies inside it. Boxes hold room above capitals
    that letters seldom use."""
    low, high = text.box[fold.axis], text.box[fold.axis + 2]
    room = ACCENTS * text.size / unit if fold.axis else 0.0
    return pt_to_mm(max(low + room - fold.at, fold.at - high + room)) * unit


def _seen(page: PageFacts) -> Iterator[Painted]:
    for thing in page.painted:
        if thing.kind is Kind.TEXT and thing.visible and thing.text.strip() and overlap(thing.box, page.boxes.cut):
            yield thing


@page_rule
def text_near_fold(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Type keeps away from folds.

    Rule: no type lies within 4 mm of a fold of the sheet; only a title of 36 pt or more may run across one.
    Why: sheets are folded a millimetre off, ink cracks in the crease, and a line that turns the corner is not read.
    Fix: move the type into its panel, or set it shorter.
    """
    near: list[NearFold] = []
    for fold in folds_of(page, job):
        for text in _seen(page):
            distance = _distance(text, fold, page.user_unit)
            if distance < FOLD_ROOM - TOLERANCE and not (distance < 0 and text.size >= DISPLAY):
                near.append(NearFold(distance, text))
    if not near:
        return
    worst = min(near, key=lambda one: one.distance)
    others = f" ({count(len(near) - 1, 'autre', 'autres')} sur ce côté)" if len(near) > 1 else ""
    through = worst.distance < 0
    yield Finding(
        "text_near_fold", Severity.ERROR if through else Severity.WARNING,
        f"Le texte {quoted(worst.text.text)} est "
        f"{'traversé par un pli' if through else f'à {mm(worst.distance)} d’un pli'}{others}.",
        f"Laissez {mm(FOLD_ROOM)} sans texte de chaque côté des plis, ou composez plus court.",
        page=page.number, box=place(worst.text.box, page), value=mm(max(worst.distance, 0.0)),
        limit=mm(FOLD_ROOM), who="studio",
    )  # fmt: skip
