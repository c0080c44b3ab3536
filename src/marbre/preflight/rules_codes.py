"""House rules on QR codes, as found on the rendered page.

Sizes: 0.4 mm a module and 15 mm with the quiet zone are what a telephone reads at arm's length; four modules of quiet
zone are ISO/IEC 18004, 6.3.8.
"""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding, Severity
from marbre.measures import pt_to_mm
from marbre.preflight.facts import Code, FileFacts, Kind, PageFacts, Painted
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.strips import overlap
from marbre.preflight.wording import figure, mm, quoted

#: Side of a module in mm: below the first doubtful, below the second unreadable for many telephones.
MODULE, TINY = 0.4, 0.25
#: Side of a code with its quiet zone, in mm.
SIDE = 15.0
#: Modules of quiet zone.
QUIET = 4.0
#: Luminance ratio of paper and ink.
CONTRAST = 4.0


def _said(code: Code) -> str:
    return f"Le QR code {quoted(code.text)}" if code.text else "Le QR code"


@page_rule
def qr_unreadable(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Every QR code can be read.

    Rule: what looks like a QR code on the rendered page is decoded.
    Why: readers who point a telephone at it get nothing.
    Fix: make the code again and leave it uncovered and undistorted.
    """
    for code in page.codes:
        if code.text is None:
            yield Finding(
                "qr_unreadable", Severity.ERROR, "Un QR code ne se décode pas sur la page rendue.",
                "Générez-le de nouveau, sans le couvrir, le déformer ni l'éclaircir.", page=page.number,
                box=place(code.box, page), value="illisible", limit="décodé", who="studio",
            )  # fmt: skip


@page_rule
def qr_empty(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A QR code says something.

    Rule: the text of a QR code is not empty.
    Why: it leads nowhere.
    Fix: make the code again with its address.
    """
    for code in page.codes:
        if code.text is not None and not code.text.strip():
            yield Finding(
                "qr_empty", Severity.ERROR, "Un QR code est vide.", "Générez-le de nouveau avec son adresse.",
                page=page.number, box=place(code.box, page), value="vide", who="office",
            )  # fmt: skip


@page_rule
def qr_small(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A QR code is large enough.

    Rule: modules of at least 0.4 mm, and 15 mm with the quiet zone.
    Why: telephones do not focus on smaller ones at arm's length, and ink spreads.
    Fix: enlarge the code or shorten its address.
    """
    for code in page.codes:
        if code.text is None or not code.module:
            continue
        module = pt_to_mm(code.module) * page.user_unit
        across = pt_to_mm(max(code.box[2] - code.box[0], code.box[3] - code.box[1])) * page.user_unit
        side = across + 2 * QUIET * module
        if module >= MODULE - 0.01 and side >= SIDE - 0.2:
            continue
        by_module = module < MODULE - 0.01
        yield Finding(
            "qr_small", Severity.ERROR if module < TINY else Severity.WARNING,
            f"{_said(code)} est petit : modules de {mm(module, 2)}, {mm(side)} avec sa marge.",
            "Agrandissez-le ou raccourcissez son adresse.", page=page.number, box=place(code.box, page),
            value=mm(module, 2) if by_module else mm(side), limit=mm(MODULE) if by_module else mm(SIDE), who="studio",
        )  # fmt: skip


@page_rule
def qr_quiet_zone(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A QR code has its quiet zone.

    Rule: four modules stay light on every side of it.
    Why: the telephone cannot tell where the code begins.
    Fix: clear the room around it, or put it on white.
    """
    for code in page.codes:
        if code.text is not None and code.quiet < QUIET - 0.5:
            yield Finding(
                "qr_quiet_zone", Severity.WARNING,
                f"{_said(code)} n'a que {figure(code.quiet)} module de marge claire sur un côté.",
                "Laissez quatre modules clairs tout autour, par exemple un fond blanc plus grand.",
                page=page.number, box=place(code.box, page), value=figure(code.quiet), limit=figure(QUIET), who="studio",
            )  # fmt: skip


@page_rule
def qr_contrast(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A QR code is dark on light.

    Rule: ink and paper differ by a luminance ratio of 4 at least, and the modules are the dark part.
    Why: many telephones read neither pale nor inverted codes.
    Fix: print it in black on white.
    """
    for code in page.codes:
        if code.text is None or (code.contrast >= CONTRAST and not code.inverted):
            continue
        yield Finding(
            "qr_contrast", Severity.WARNING,
            f"{_said(code)} est clair sur fond sombre." if code.inverted else
            f"{_said(code)} manque de contraste : {figure(code.contrast)} pour 1.",
            "Imprimez-le en noir sur fond blanc.", page=page.number, box=place(code.box, page),
            value="inversé" if code.inverted else figure(code.contrast), limit=figure(CONTRAST), who="studio",
        )  # fmt: skip


def _inks(code: Code, page: PageFacts) -> tuple[str, ...]:
    """The inks of the shapes that make a code, the most there are on one of them."""
    room = 1.0
    around = code.box[0] - room, code.box[1] - room, code.box[2] + room, code.box[3] + room
    most: tuple[str, ...] = ()
    for thing in page.painted:
        if thing.visible and _drawn(thing) and overlap(thing.box, around) == thing.box and thing.fill:
            inks = tuple(name for name, amount in thing.fill.inks if amount > 0)
            most = max(most, inks, key=len)
    return most


def _drawn(thing: Painted) -> bool:
    return thing.kind is Kind.PATH or (thing.kind is Kind.IMAGE and thing.image is not None and thing.image.mask)


@page_rule
def qr_inks(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A QR code is printed in one ink.

    Rule: its modules are K only, or one other dark ink.
    Why: inks that do not register blur the modules.
    Fix: make it black (K 100).
    """
    for code in page.codes:
        inks = _inks(code, page)
        if code.text is not None and not code.inverted and len(inks) > 1:
            yield Finding(
                "qr_inks", Severity.WARNING, f"{_said(code)} est imprimé en {len(inks)} encres.",
                "Imprimez-le en noir seul (N 100).", page=page.number, box=place(code.box, page),
                value=str(len(inks)), limit="1", who="studio",
            )  # fmt: skip
