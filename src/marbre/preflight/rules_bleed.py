"""House rules on the edge of the page: bleed box, bleed really painted, safe margin.

Conventions of French printers: 2 to 5 mm of bleed, text 4 to 6 mm away from the cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marbre.findings import Finding, Severity
from marbre.measures import mm_to_pt, pt_to_mm
from marbre.preflight.facts import Boxes, FileFacts, Kind, PageFacts, Painted, Rect
from marbre.preflight.rule import Job, PageSummary, page_rule, place, whole_rule
from marbre.preflight.strips import Spans, inked, length, meets, minus, overlap, within
from marbre.preflight.wording import count, listed, mm, quoted

#: Art this close to the cut, in mm, is meant to be cut through.
TOUCH = 0.5
#: Measuring tolerance in mm.
TOLERANCE = 0.1
#: Uncovered strips shorter than this, in mm, are the ends of rules and slanted edges.
SHORTEST = 1.0
#: The least bleed that any printer asks for, in mm, is how far a knife may stray; nearer text can be cut into.
KNIFE = 2.0
#: Type from this size, in pt, may be cut through on purpose.
DISPLAY = 36.0
#: Labels of thumb tabs may come nearer, in mm: their words stand elsewhere too.
TAB_KNIFE = 1.0
#: A coloured ground no deeper than this, in mm, that runs over the cut is a thumb tab.
TAB = 15.0


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the trim in user space: axis of its normal, index of its edge in a rectangle, outward sign."""

    name: str
    axis: int
    edge: int
    sign: int


#: Counter-clockwise from the left, as /Rotate 90 moves them on.
SIDES = (Side("left", 0, 0, -1), Side("bottom", 1, 1, -1), Side("right", 0, 2, 1), Side("top", 1, 3, 1))
#: What a reader calls them, in the same order.
_NAMES = ("à gauche", "en pied", "à droite", "en tête")


def side_name(side: Side, page: PageFacts) -> str:
    """What a side is called once the page is turned as /Rotate says (clockwise, 14.11.2)."""
    return _NAMES[(SIDES.index(side) - page.rotate // 90) % 4]


@dataclass(frozen=True, slots=True)
class Bare:
    """A side where art stops short of the bleed: the spans without it and how far in mm art goes beyond the trim."""

    side: Side
    spans: Spans
    reach: float


def _range(side: Side, cut: Rect) -> tuple[float, float]:
    return cut[1 - side.axis], cut[3 - side.axis]


def cut_through(page: PageFacts, side: Side) -> Spans:
    """Where art touches or crosses the trim on a side."""
    cut = page.boxes.cut
    probe = cut[side.edge] - side.sign * mm_to_pt(TOUCH) / page.user_unit
    return within(inked(page.painted, side.axis, probe, faint=False), *_range(side, cut))


def bare_side(page: PageFacts, side: Side, bleed: float) -> Bare | None:
    """The side when art that touches it does not reach `bleed` mm beyond, nor anything else painted there."""
    inside = cut_through(page, side)
    if not inside:
        return None
    scale = mm_to_pt(1) / page.user_unit
    edge = page.boxes.cut[side.edge]
    outside = inked(page.painted, side.axis, edge + side.sign * (bleed - TOLERANCE) * scale)
    slack = bleed * scale
    pieces = minus(inside, ((low - slack, high + slack) for low, high in outside))
    pieces = tuple(piece for piece in pieces if length((piece,)) >= SHORTEST * scale)
    return Bare(side, pieces, _reach(page, side, pieces)) if pieces else None


def _reach(page: PageFacts, side: Side, pieces: Spans) -> float:
    """How far in mm beyond the trim the art of the longest piece goes."""
    low, high = max(pieces, key=lambda piece: piece[1] - piece[0])
    edge = page.boxes.cut[side.edge]
    probe = edge - side.sign * mm_to_pt(TOUCH) / page.user_unit
    beyond = [
        side.sign * (thing.box[side.edge] - edge)
        for thing in page.painted
        if any(
            not (colour and colour.white) and within(spans, low, high)
            for colour, spans in meets(thing, side.axis, probe)
        )
    ]
    return max(0.0, pt_to_mm(max(beyond, default=0.0) * page.user_unit))


@page_rule
def bleed_not_painted(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Art that touches the trim runs on to the printer's bleed.

    Rule: what is cut through is painted as far as the bleed, on every side.
    Why: the knife strays by a millimetre or two and leaves a white sliver.
    Fix: extend pictures and grounds over the trim, and export with the bleed.
    """
    if job.printer.bleed <= 0:
        return
    bare = [one for side in SIDES if (one := bare_side(page, side, job.printer.bleed))]
    if not bare:
        return
    unit = page.user_unit
    said = [f"{side_name(one.side, page)} sur {mm(pt_to_mm(length(one.spans)) * unit, 0)}" for one in bare]
    worst = max(bare, key=lambda one: length(one.spans))
    reach = min(one.reach for one in bare)
    yield Finding(
        "bleed_not_painted", Severity.ERROR,
        f"Le fond perdu n'est pas peint {listed(said)} : l'image ou l'aplat s'arrête à {mm(reach)} de la coupe.",
        f"Prolongez l'image ou l'aplat jusqu'à {mm(job.printer.bleed)} au-delà de la coupe, ou écartez-le franchement "
        "du bord.",
        page=page.number, box=place(_strip(page, worst, job.printer.bleed), page), value=mm(reach),
        limit=mm(job.printer.bleed), who="studio",
    )  # fmt: skip


def _strip(page: PageFacts, bare: Bare, bleed: float) -> Rect:
    edge = page.boxes.cut[bare.side.edge]
    depth = sorted((edge, edge + bare.side.sign * mm_to_pt(bleed) / page.user_unit))
    low, high = bare.spans[0][0], bare.spans[-1][1]
    return (depth[0], low, depth[1], high) if bare.side.axis == 0 else (low, depth[0], high, depth[1])


@page_rule
def bleed_box_small(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The BleedBox leaves the printer's bleed where art is cut through.

    Rule: on sides where art touches the trim, BleedBox (or MediaBox) lies at least the printer's bleed outside it.
    Why: imposition software cuts art at that box, even where more is painted.
    Fix: export with the bleed that the printer asks for.
    """
    short = _short(page.boxes, page.user_unit, job.printer.bleed)
    least_length = mm_to_pt(SHORTEST) / page.user_unit
    cut = {side: amount for side, amount in short.items() if length(cut_through(page, side)) > least_length}
    if not cut:
        return
    least = max(0.0, min(cut.values()))
    yield Finding(
        "bleed_box_small", Severity.WARNING,
        f"Le fond perdu déclaré (BleedBox) est de {mm(least)} {_around([side_name(side, page) for side in cut])}.",
        f"Exportez le fichier avec {mm(job.printer.bleed)} de fond perdu.",
        page=page.number, value=mm(least), limit=mm(job.printer.bleed), who="studio",
    )  # fmt: skip


def _short(boxes: Boxes, unit: float, bleed: float) -> dict[Side, float]:
    """Sides where the box of the bleed leaves less than `bleed` mm, with what it leaves."""
    outer = boxes.bleed or boxes.crop or boxes.media
    if outer is None or bleed <= 0:
        return {}
    given = {side: pt_to_mm(side.sign * (outer[side.edge] - boxes.cut[side.edge])) * unit for side in SIDES}
    return {side: amount for side, amount in given.items() if amount < bleed - TOLERANCE}


def _around(names: Sequence[str]) -> str:
    return listed(names) if len(names) < len(SIDES) else "tout autour"


@whole_rule
def bleed_box_missing(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """Every page is delivered with a bleed.

    Rule: BleedBox (or MediaBox) lies at least the printer's bleed outside the trim, on every page.
    Why: a page without bleed cannot be mended at the printer's once something on it touches the edge.
    Fix: export with the bleed that the printer asks for.
    """
    # A page's unit is not kept here; a file that uses one has an error for that.
    short = {page.number: min(sides.values()) for page in pages if (sides := _short(page.boxes, 1.0, job.printer.bleed))}
    if not short:
        return
    least = max(0.0, min(short.values()))
    yield Finding(
        "bleed_box_missing", Severity.INFO,
        f"{count(len(short), 'page a', 'pages ont')} moins de {mm(job.printer.bleed)} de fond perdu déclaré "
        f"(BleedBox), parfois {mm(least)} seulement.",
        f"Exportez le fichier avec {mm(job.printer.bleed)} de fond perdu.", page=min(short), value=mm(least),
        limit=mm(job.printer.bleed), who="studio",
    )  # fmt: skip


def _distance(box: Rect, cut: Rect) -> tuple[float, Side]:
    """Distance in pt inwards from the nearest side of the trim; below zero beyond it."""
    return min(((side.sign * (cut[side.edge] - box[side.edge]), side) for side in SIDES), key=lambda pair: pair[0])


def _on_tab(page: PageFacts, text: Painted, side: Side, tabs: list[Painted]) -> bool:
    depth = mm_to_pt(TAB) / page.user_unit
    edge = page.boxes.cut[side.edge]
    for tab in tabs:
        runs_over = side.sign * (tab.box[side.edge] - edge) > 0
        shallow = side.sign * (edge - tab.box[(side.edge + 2) % 4]) <= depth
        if runs_over and shallow and overlap(tab.box, text.box):
            return True
    return False


def near_cut(page: PageFacts, safe: float) -> list[tuple[float, Painted]]:
    """Texts nearer to the trim than `safe` mm, nearest first, with their distance in mm.

    Left out: text wholly outside the trim, display type cut through on purpose, and labels of thumb tabs.
    """
    cut, unit = page.boxes.cut, page.user_unit
    tabs = [
        thing for thing in page.painted
        if thing.visible and thing.kind is Kind.PATH and thing.fill is not None and not thing.fill.white
        and overlap(thing.box, cut) not in (None, thing.box)
    ]  # fmt: skip
    near = []
    for text in page.painted:
        if text.kind is not Kind.TEXT or not text.visible or not text.text.strip() or not overlap(text.box, cut):
            continue
        distance, side = _distance(text.box, cut)
        inwards = pt_to_mm(distance) * unit
        if inwards >= safe - TOLERANCE or (inwards < 0 and text.size >= DISPLAY):
            continue
        if inwards >= TAB_KNIFE and _on_tab(page, text, side, tabs):
            continue
        near.append((inwards, text))
    return sorted(near, key=lambda pair: pair[0])


@page_rule
def text_near_trim(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Text keeps the safe margin.

    Rule: text stays the printer's safe distance away from the trim; nearer than 2 mm is an error.
    Why: 2 mm is the least bleed that printers ask for, so the knife may stray as far and cut letters.
    Fix: move the text inwards, or let large type run clearly over the edge.
    """
    near = near_cut(page, job.printer.safe)
    if not near:
        return
    distance, text = near[0]
    error = distance < KNIFE - TOLERANCE
    where = f"à {mm(distance)} de la coupe" if distance >= 0 else f"coupé de {mm(-distance)}"
    more = f" ({count(len(near), 'texte', 'textes')} dans la zone tranquille)" if len(near) > 1 else ""
    yield Finding(
        "text_near_trim", Severity.ERROR if error else Severity.WARNING,
        f"Le texte {quoted(text.text)} est {where}{more}.",
        f"Éloignez le texte à {mm(job.printer.safe)} au moins de la coupe.",
        page=page.number, box=place(text.box, page), value=mm(distance), limit=mm(job.printer.safe), who="studio",
    )  # fmt: skip
