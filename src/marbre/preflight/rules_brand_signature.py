"""Brand rules on the signature: the salamander and the colour bar as the brand draws them, with room around."""

from __future__ import annotations

from collections.abc import Iterator

from marbre.brand import Brand
from marbre.drawing import Ink
from marbre.findings import Finding, Severity
from marbre.measures import mm_to_pt, parse_mm, pt_to_mm
from marbre.preflight.facts import Colour, FileFacts, Kind, PageFacts, Rect
from marbre.preflight.palette import label, named
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.signature import Found, bars, comma_model, emblem_box, emblem_model, emblems
from marbre.preflight.strips import overlap
from marbre.preflight.wording import figure, listed, mm, quoted

#: How far width over height may be from the drawing's.
STRETCH, STRETCH_BAR = 0.02, 0.08


@page_rule
def emblem_distorted(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The signature keeps its proportions.

    Rule: emblem and bar are scaled alike in width and height, within 2 % (8 % for the small commas of the bar).
    Why: a stretched emblem is another emblem.
    Fix: place the original file and scale it as a whole.
    """
    if job.brand is None:
        return
    found = [("L'emblème", one, STRETCH) for one in emblems(page)]
    found += [("La barre de couleurs", one, STRETCH_BAR) for one, _ in bars(page)]
    for what, one, limit in found:
        off = one.distortion - 1
        if abs(off) <= limit:
            continue
        yield Finding(
            "emblem_distorted", Severity.ERROR,
            f"{what} est déformé{'e' if what.startswith('La') else ''} : {figure(100 * abs(off))} % trop "
            f"{'large' if off > 0 else 'étroit'}{'e' if off < 0 and what.startswith('La') else ''}.",
            "Replacez le fichier d'origine et mettez-le à l'échelle sans l'étirer.", page=page.number,
            box=place(one.thing.box, page), value=f"{figure(100 * off)} %", limit=f"{figure(100 * limit)} %",
            who="studio",
        )  # fmt: skip


def _differs(colour: Colour | None, ink: Ink | None, brand: Brand) -> bool:
    """Whether a part that has an ink in the drawing is painted in another one."""
    if ink is None or colour is None:
        return False
    known = named(colour, brand)
    return known is None or known.name != ink.name or abs(known.tint - 100 * ink.tint) > 1


def _wrong_parts(page: PageFacts, found: Found, brand: Brand) -> list[Colour]:
    """Colours of parts of an emblem that are not those of the drawing; parts are painted in the drawing's order."""
    model, box = emblem_model(), _grown(emblem_box(found), 1.0)
    wrong = []
    for step, shape in enumerate(model.shapes):
        index = found.index - model.place + step
        if not 0 <= index < len(page.painted):
            continue
        part = page.painted[index]
        if part.kind is not Kind.PATH or overlap(part.box, box) != part.box:
            continue
        for colour, ink in ((part.fill, shape.fill), (part.stroke, shape.stroke)):
            if colour is not None and _differs(colour, ink, brand):
                wrong.append(colour)
    return list(dict.fromkeys(wrong))


@page_rule
def emblem_recoloured(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The signature keeps its colours.

    Rule: every part of the emblem and both commas of the bar have the colours of the drawing.
    Why: its colours are the stones of the territory; others say something else.
    Fix: place the original file again.
    """
    if job.brand is None:
        return
    found = [("L'emblème", one, _wrong_parts(page, one, job.brand)) for one in emblems(page)]
    inks = [shape.fill for shape in comma_model().shapes[-2:]]
    for pair in bars(page):
        fills = [(one.thing.fill, ink) for one, ink in zip(pair, inks, strict=True)]
        wrong = [fill for fill, ink in fills if fill is not None and _differs(fill, ink, job.brand)]
        found.append(("La barre de couleurs", pair[0], wrong))
    for what, one, wrong in found:
        if not wrong:
            continue
        painted = listed([label(colour) for colour in wrong[:3]])
        yield Finding(
            "emblem_recoloured", Severity.ERROR, f"{what} n'a pas ses couleurs : {painted}.",
            "Replacez le fichier d'origine sans le recolorer.", page=page.number, box=place(one.thing.box, page),
            value=painted, limit="couleurs du dessin", who="studio",
        )  # fmt: skip


def _grown(box: Rect, by: float) -> Rect:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _clear(brand: Brand) -> float:
    try:
        return parse_mm(brand.marks.clear_space)
    except ValueError:
        return 0.0


@page_rule
def emblem_crowded(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The emblem has room, and no picture under it.

    Rule: no text comes nearer to the emblem than its clear space, and it never lies on a picture.
    Why: it stops being seen as a signature.
    Fix: move it, or what crowds it.
    """
    if job.brand is None:
        return
    clear = _clear(job.brand)
    for one in emblems(page):
        body = one.thing.box
        room = _grown(body, mm_to_pt(clear) / page.user_unit - 0.3)
        text = next(
            (other for other in page.painted if other.kind is Kind.TEXT and other.visible and other.text.strip()
             and overlap(other.box, room)), None,
        )  # fmt: skip
        under = any(
            other.kind is Kind.IMAGE and other.visible and overlap(other.box, body) for other in page.painted[: one.index]
        )
        if text is None and not under:
            continue
        gap = pt_to_mm(_gap(body, text.box)) * page.user_unit if text else 0.0
        yield Finding(
            "emblem_crowded", Severity.WARNING,
            f"Le texte {quoted(text.text)} est à {mm(gap)} de l'emblème." if text else "L'emblème est posé sur une image.",
            f"Laissez {mm(clear)} libres autour de l'emblème, sur un fond uni.", page=page.number,
            box=place(body, page), value=mm(gap) if text else "sur une image", limit=mm(clear), who="studio",
        )  # fmt: skip


def _gap(one: Rect, other: Rect) -> float:
    """The distance between two rectangles along the axis that separates them most."""
    return max(0.0, other[0] - one[2], one[0] - other[2], other[1] - one[3], one[1] - other[3])
