"""House rules on the cover as one flat sheet: back, spine, front.

The job ticket says `width` and `height` of a page and `spine`, in mm; the spine lies in the middle of the trim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marbre.findings import Finding, Severity
from marbre.measures import mm_to_pt, pt_to_mm
from marbre.preflight.facts import FileFacts, Kind, PageFacts, Painted
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.rules_extent import expected, trim_size
from marbre.preflight.wording import mm, quoted

#: Tolerance on the size of a flat cover, in mm.
SIZE = 0.5
#: Room in mm between a title and the edges of the spine: folds stray as knives do, but less.
SPINE_ROOM = 1.0
#: Boxes of text hold room for accents on capitals, about this part of the size, that letters seldom use.
ACCENTS = 0.12


@dataclass(frozen=True, slots=True)
class Back:
    """The spine of a cover page in user space, and its width in mm."""

    left: float
    right: float
    width: float


def spine_of(page: PageFacts, job: Job) -> Back | None:
    """Where the spine lies, or None for a page that is no cover or has no spine."""
    width = expected(job, "spine")
    if not job.sheet or not width or page.rotate % 180:
        return None
    middle = (page.boxes.cut[0] + page.boxes.cut[2]) / 2
    half = mm_to_pt(width) / 2 / page.user_unit
    return Back(middle - half, middle + half, width)


@page_rule
def cover_size(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The flat cover is as wide as two pages and the spine.

    Rule: trim width = 2 × page width + spine, trim height = page height, within 0.5 mm.
    Why: otherwise the title slips off the spine and the front is cut off centre.
    Fix: make the cover again with the spine that the printer confirms.
    """
    width, height = expected(job, "width"), expected(job, "height")
    if not job.sheet or width is None:
        return
    wanted = 2 * width + (expected(job, "spine") or 0.0), height
    found = trim_size(page)
    if abs(found[0] - wanted[0]) <= SIZE and (wanted[1] is None or abs(found[1] - wanted[1]) <= SIZE):
        return
    shown = f"{mm(wanted[0])} × {mm(wanted[1] or found[1])}"
    yield Finding(
        "cover_size", Severity.ERROR,
        f"La couverture à plat mesure {mm(found[0])} × {mm(found[1])} au lieu de {shown}.",
        f"Refaites la couverture avec un dos de {mm(expected(job, 'spine') or 0.0)}, confirmé par l'imprimeur.",
        page=page.number, box=place(page.boxes.cut, page), value=f"{mm(found[0])} × {mm(found[1])}", limit=shown,
        who="studio",
    )  # fmt: skip


def _texts(page: PageFacts) -> Iterator[Painted]:
    for thing in page.painted:
        if thing.kind is Kind.TEXT and thing.visible and thing.text.strip():
            yield thing


def _on_spine(text: Painted, spine: Back) -> bool:
    """Whether a text is meant for the spine: its middle lies on it and it does not run from page to page."""
    left, _, right, _ = text.box
    return spine.left <= (left + right) / 2 <= spine.right and right - left <= 3 * (spine.right - spine.left)


@page_rule
def spine_text(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A title on the spine has room.

    Rule: text on the spine keeps 1 mm from its edges, and there is none on a spine thinner than the printer's least.
    Why: folds stray; the title would turn the corner.
    Fix: set it smaller, or leave it out.
    """
    spine = spine_of(page, job)
    if spine is None:
        return
    for text in _texts(page):
        if not _on_spine(text, spine):
            continue
        room = pt_to_mm(min(text.box[0] - spine.left, spine.right - text.box[2])) * page.user_unit
        thin = spine.width < job.printer.spine_min
        if room >= SPINE_ROOM - ACCENTS * pt_to_mm(text.size) and not thin:
            continue
        yield Finding(
            "spine_text", Severity.ERROR,
            f"Le dos de {mm(spine.width)} est trop mince pour un titre : {quoted(text.text)}." if thin else
            f"Le texte {quoted(text.text)} est à {mm(room)} du bord du dos.",
            "Retirez le texte du dos." if thin else "Composez le titre du dos plus petit, ou retirez-le.",
            page=page.number, box=place(text.box, page), value=mm(spine.width) if thin else mm(room),
            limit=mm(job.printer.spine_min) if thin else mm(SPINE_ROOM), who="studio",
        )  # fmt: skip


@page_rule
def hinge_text(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No text lies in the hinges.

    Rule: beside the spine of a glued cover, the hinges hold no text.
    Why: the cover is scored and folded there, and letters crack.
    Fix: move the text away from the spine.
    """
    spine = spine_of(page, job)
    if spine is None or job.binding == "saddle":
        return
    hinge = mm_to_pt(job.printer.hinge) / page.user_unit
    for text in _texts(page):
        left, _, right, _ = text.box
        if _on_spine(text, spine) or right <= spine.left - hinge + 0.1 or left >= spine.right + hinge - 0.1:
            continue
        distance = pt_to_mm(max(spine.left - right, left - spine.right, 0.0)) * page.user_unit
        yield Finding(
            "hinge_text", Severity.WARNING,
            f"Le texte {quoted(text.text)} est à {mm(distance)} du dos, dans le pli de la couverture.",
            f"Laissez {mm(job.printer.hinge)} sans texte de chaque côté du dos.",
            page=page.number, box=place(text.box, page), value=mm(distance), limit=mm(job.printer.hinge), who="studio",
        )  # fmt: skip
