"""What overprints and what knocks out, where it lies on something printed (GWG 2022, R0007 to R0013)."""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding, Severity
from marbre.preflight.facts import Colour, FileFacts, Kind, PageFacts, Painted
from marbre.preflight.ground import Ground, covered, ground, lies_on_ink
from marbre.preflight.gwg_colours import black, grey, lines, white
from marbre.preflight.places import Offence, points, told
from marbre.preflight.rule import Job, page_rule

#: Sizes this near a limit, in pt, are at the limit: matrices round.
NEAR = 0.01


def _sides(thing: Painted) -> Iterator[tuple[Colour, bool]]:
    """Each colour painted and whether it overprints (D0020, D0021)."""
    if thing.fill is not None:
        yield thing.fill, thing.overprint_fill
    if thing.stroke is not None:
        yield thing.stroke, thing.overprint_stroke


def _opaque(thing: Painted) -> bool:
    """Solid and Normal, as D0014 and D0015 want black to be."""
    return thing.alpha >= 1 and thing.blend == "Normal"


def _seen(on: Ground, index: int, colour: Colour) -> bool:
    return lies_on_ink(on, index, colour) and not covered(on, index)


def _white_overprints(page: PageFacts, kind: Kind) -> Iterator[tuple[int, Painted]]:
    on = ground(page)
    for index, thing in on:
        whites = [colour for colour, over in _sides(thing) if over and white(colour)]
        if thing.kind is kind and whites and _seen(on, index, whites[0]):
            yield index, thing


@page_rule
def white_text_overprints(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """White text on a coloured ground knocks out.

    Rule: GWG 2022 R0007: text in white that lies on something does not overprint.
    Why: white that overprints adds no ink, so the text vanishes on press although the screen shows it.
    Fix: turn overprint off for white text.
    """
    found = (Offence(thing.box, "", thing.text, Severity.ERROR) for _, thing in _white_overprints(page, Kind.TEXT))
    yield from told("white_text_overprints", found, page)


@page_rule
def white_path_overprints(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """White shapes and lines on a coloured ground knock out.

    Rule: GWG 2022 R0008: paths in white that lie on something do not overprint.
    Why: white that overprints adds no ink, so the shape vanishes on press.
    Fix: turn overprint off for white shapes.
    """
    found = (Offence(thing.box) for _, thing in _white_overprints(page, Kind.PATH))
    yield from told("white_path_overprints", found, page)


def _knocks_out(colour: Colour, over: bool, mode: int) -> str:
    """What is wrong with a black that ought to overprint, "" for nothing; grey has rules of its own."""
    if not black(colour) or colour.space == "DeviceGray":
        return ""
    if not over:
        return "sans surimpression"
    return "surimpression en mode OPM 0" if colour.space == "DeviceCMYK" and mode != 1 else ""


@page_rule
def small_black_text_knocks_out(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Small black text on a coloured ground overprints.

    Rule: GWG 2022 R0009: text in K100 below the printer's size that lies on something overprints, with OPM 1.
    Why: text that knocks out shows white edges as soon as one plate shifts by a tenth of a millimetre.
    Fix: set black text to overprint.
    """
    most = job.printer.overprint_text
    if not job.printer.digital:
        yield from told("small_black_text_knocks_out", _knocked_text(page, most), page, points(most))


def _knocked_text(page: PageFacts, most: float) -> Iterator[Offence]:
    on = ground(page)
    for index, thing in on:
        if thing.kind is not Kind.TEXT or thing.size >= most - NEAR or not _opaque(thing):
            continue
        for colour, over in _sides(thing):
            wrong = _knocks_out(colour, over, thing.mode)
            if wrong and _seen(on, index, colour):
                yield Offence(thing.box, f"{points(thing.size)}, {wrong}", thing.text)
                break


@page_rule
def thin_black_line_knocks_out(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Thin black lines on a coloured ground overprint.

    Rule: GWG 2022 R0010: lines in K100 below the printer's width that lie on something overprint, with OPM 1.
    Why: a line that knocks out shows white edges as soon as one plate shifts.
    Fix: set thin black lines to overprint.
    """
    most = job.printer.overprint_line
    if not job.printer.digital:
        yield from told("thin_black_line_knocks_out", _knocked_lines(page, most), page, points(most))


def _knocked_lines(page: PageFacts, most: float) -> Iterator[Offence]:
    on = ground(page)
    for index, thing in on:
        for colour, width, stroked in lines(thing, page.user_unit):
            over = thing.overprint_stroke if stroked else thing.overprint_fill
            wrong = _knocks_out(colour, over, thing.mode) if width < most - NEAR and _opaque(thing) else ""
            if wrong and _seen(on, index, colour):
                yield Offence(thing.box, f"{points(width)}, {wrong}")


@page_rule
def small_text_in_device_gray(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Small text on a coloured ground is no DeviceGray.

    Rule: GWG 2022 R0011: text below the printer's size that lies on something is not in DeviceGray.
    Why: overprint of DeviceGray is honoured by some printers' software and not by other; knocking out shows white edges.
    Fix: export black text in DeviceCMYK, black alone.
    """
    most = job.printer.overprint_text
    if job.printer.digital:
        return
    on = ground(page)
    found = (
        Offence(thing.box, points(thing.size), thing.text)
        for index, thing in on
        if thing.kind is Kind.TEXT and thing.size < most - NEAR
        for colour in [next((one for one, _ in _sides(thing) if grey(one)), None)]
        if colour is not None and _seen(on, index, colour)
    )
    yield from told("small_text_in_device_gray", found, page, points(most))


@page_rule
def thin_line_in_device_gray(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Thin lines on a coloured ground are no DeviceGray.

    Rule: GWG 2022 R0012: lines below the printer's width that lie on something are not in DeviceGray.
    Why: overprint of DeviceGray is honoured by some printers' software and not by other.
    Fix: export black lines in DeviceCMYK, black alone.
    """
    most = job.printer.overprint_line
    if job.printer.digital:
        return
    on = ground(page)
    found = (
        Offence(thing.box, points(width))
        for index, thing in on
        for colour, width, _ in lines(thing, page.user_unit)
        if width < most - NEAR and grey(colour) and _seen(on, index, colour)
    )
    yield from told("thin_line_in_device_gray", found, page, points(most))


def _pixels(thing: Painted) -> bool:
    """Whether a thing brings its own colours: a picture is not filled."""
    return thing.kind is Kind.IMAGE and not (thing.image is not None and thing.image.mask)


@page_rule
def device_gray_overprints(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """DeviceGray does not overprint.

    Rule: GWG 2022 R0013: what is in DeviceGray and lies on something does not overprint.
    Why: some software takes DeviceGray for black alone and overprints, other knocks out: nobody knows what comes.
    Fix: export in DeviceCMYK, black alone, and keep the overprint.
    """
    if job.printer.digital:
        return
    on = ground(page)
    found = (
        Offence(thing.box, "", thing.text)
        for index, thing in on
        for colour in [next((one for one, over in _sides(thing) if over and one.space == "DeviceGray"), None)]
        if colour is not None and not white(colour) and not _pixels(thing) and _seen(on, index, colour)
    )
    yield from told("device_gray_overprints", found, page)
