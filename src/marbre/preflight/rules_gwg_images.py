"""Resolution of pictures at the size they are printed (GWG 2022, R0031 to R0033)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marbre.findings import Finding, Severity
from marbre.preflight.facts import FileFacts, Image, Kind, PageFacts
from marbre.preflight.ground import covered, ground, holds
from marbre.preflight.places import Offence, figure, told
from marbre.preflight.rule import Job, page_rule
from marbre.printing import Resolution

#: Pictures with no side longer than this, in px, are ornaments, shadows and the like.
_TINY = 16
#: A page that is one picture wants this many ppi (R0033).
_WHOLE = Resolution(149.0, 449.0, 2400.0)


def _one_bit(image: Image) -> bool:
    return image.mask or image.bits == 1


def whole_page_picture(page: PageFacts) -> int | None:
    """The number in `painted` of the picture that is all there is on a page and covers its trim."""
    shown = ground(page).elements
    if len(shown) != 1:
        return None
    thing = page.painted[shown[0]]
    whole = thing.image is not None and not _one_bit(thing.image) and holds(thing.box, page.boxes.cut)
    return shown[0] if whole else None


def _coarse(page: PageFacts, limits: Resolution, one_bit: bool, besides: int | None) -> Iterator[Offence]:
    on = ground(page)
    for index, thing in on:
        image = thing.image
        if thing.kind is not Kind.IMAGE or image is None or index == besides or _one_bit(image) is not one_bit:
            continue
        if max(image.width, image.height) <= _TINY or not 0 < image.ppi <= limits.warning or covered(on, index):
            continue
        severity = Severity.ERROR if image.ppi <= limits.error else Severity.WARNING
        yield Offence(thing.box, f"{figure(image.ppi, 0)} ppp", f"{image.width} × {image.height} px", severity)


def _told(id: str, found: Iterator[Offence], page: PageFacts, limits: Resolution) -> Iterator[Finding]:
    """The limit said is the one that was missed."""
    offences = [replace(one, value=f"{one.value} ({one.text})", text="") for one in found]
    for severity, limit in ((Severity.ERROR, limits.error), (Severity.WARNING, limits.warning)):
        missed = (one for one in offences if one.severity is severity)
        yield from told(id, missed, page, f"{figure(limit, 0)} ppp", "photographer")


@page_rule
def picture_coarse(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Photographs have enough pixels for their size on paper.

    Rule: GWG 2022 R0031: pictures in grey or colour with a side of more than 16 px stay above the printer's ppi.
    Why: below 150 ppi pixels show; below 225 ppi details are soft.
    Fix: ask for a larger original, or print the picture smaller; enlarging its pixels by software adds nothing.
    """
    limits = job.printer.pictures
    besides = whole_page_picture(page) if job.printer.advert else None
    yield from _told("picture_coarse", _coarse(page, limits, False, besides), page, limits)


@page_rule
def bitmap_coarse(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pictures of pure black and white have enough pixels for their size on paper.

    Rule: GWG 2022 R0032: 1-bit pictures with a side of more than 16 px stay above the printer's ppi.
    Why: without greys, steps show on every slanted edge.
    Fix: scan or export the drawing at 800 ppi or more, or better as curves.
    """
    limits = job.printer.bitmaps
    yield from _told("bitmap_coarse", _coarse(page, limits, True, None), page, limits)


@page_rule
def page_is_a_picture(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A page of an advertisement is not one coarse picture.

    Rule: GWG 2022 R0033: a picture that is the whole page has more than 449 ppi (single advertisements only).
    Why: text turned into pixels prints with soft edges.
    Fix: export the page again with its text as text.
    """
    index = whole_page_picture(page)
    image = page.painted[index].image if index is not None else None
    if index is None or image is None or not job.printer.advert or not 0 < image.ppi <= _WHOLE.warning:
        return
    severity = Severity.ERROR if image.ppi <= _WHOLE.error else Severity.WARNING
    found = Offence(
        page.painted[index].box, f"{figure(image.ppi, 0)} ppp", f"{image.width} × {image.height} px", severity
    )
    yield from _told("page_is_a_picture", iter([found]), page, _WHOLE)
