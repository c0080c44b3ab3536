"""Type and lines that the press cannot keep in register (GWG 2022, R0014 to R0019)."""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding
from marbre.preflight.facts import Colour, FileFacts, Kind, PageFacts
from marbre.preflight.ground import covered, ground, lies_on_ink
from marbre.preflight.gwg_colours import PROCESS, lines, printing, white
from marbre.preflight.places import Offence, percent, points, told
from marbre.preflight.rule import Job, page_rule

#: Sizes and widths this near a limit, in pt, are at the limit: matrices round.
_NEAR_SIZE, _NEAR_WIDTH = 0.01, 0.005
#: Black from this amount on counts as rich black above this ink sum in percent (R0015).
_DARK, _RICH = 0.85, 280.0
_FRENCH = {"Cyan": "cyan", "Magenta": "magenta", "Yellow": "jaune", "Black": "noir"}


def inks_named(names: tuple[str, ...]) -> str:
    """Inks as a printer calls them: cyan + noir."""
    return " + ".join(_FRENCH.get(name, name) for name in names)


@page_rule
def font_is_courier(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No text is set in Courier.

    Rule: GWG 2022 R0014: no text uses a font named exactly Courier.
    Why: Courier is what software puts in place of a font that it did not find.
    Fix: find the font that was meant and export again.
    """
    if job.printer.digital:
        return
    found = (
        Offence(thing.box, points(thing.size), thing.text)
        for _, thing in ground(page)
        if thing.kind is Kind.TEXT and thing.font is not None and thing.font.name == "Courier"
    )
    yield from told("font_is_courier", found, page)


def _rich(colour: Colour | None) -> float:
    """The sum of the process inks in percent where black is rich, else 0."""
    if colour is None or colour.space not in ("DeviceCMYK", "DeviceN"):
        return 0.0
    process = {name: amount for name, amount in colour.inks if name in PROCESS}
    total = 100 * sum(process.values())
    return total if len(process) > 1 and process.get("Black", 0.0) >= _DARK and total > _RICH + 0.01 else 0.0


@page_rule
def text_in_rich_black(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Text is black, not rich black.

    Rule: GWG 2022 R0015: text with 85 % of black or more has no more than 280 % of ink in all.
    Why: four plates of a letter never fall exactly on one another: edges turn coloured and fine strokes fill in.
    Fix: set text in black alone (K 100).
    """
    found = (
        Offence(thing.box, percent(_rich(thing.fill)), thing.text)
        for index, thing in ground(page)
        if thing.kind is Kind.TEXT and _rich(thing.fill) and not covered(ground(page), index)
    )
    yield from told("text_in_rich_black", found, page, percent(_RICH))


@page_rule
def white_text_small(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """White text on a coloured ground is not too small.

    Rule: GWG 2022 R0016: white text that lies on something has the printer's least size.
    Why: fine white strokes fill with ink, the more so as several plates must leave the same gap.
    Fix: set it larger and bolder, or in a dark colour on a light ground.
    """
    least, on = job.printer.small_text, ground(page)
    found = (
        Offence(thing.box, points(thing.size), thing.text)
        for index, thing in on
        if thing.kind is Kind.TEXT and thing.size < least - _NEAR_SIZE and white(thing.fill)
        if lies_on_ink(on, index, thing.fill) and not covered(on, index)
    )
    yield from told("white_text_small", found, page, points(least))


@page_rule
def small_text_in_several_inks(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Small text prints from one plate.

    Rule: GWG 2022 R0017: text below the printer's size has no more than one ink.
    Why: plates are never exactly in register: small letters get coloured edges and blur.
    Fix: set it in black or in one ink alone, or larger.
    """
    least, on = job.printer.small_text, ground(page)
    found = (
        Offence(thing.box, f"{points(thing.size)} en {inks_named(inks)}", thing.text)
        for index, thing in on
        if thing.kind is Kind.TEXT and thing.size < least - _NEAR_SIZE
        for inks in [max((printing(thing.fill), printing(thing.stroke)), key=len)]
        if len(inks) > 1 and not covered(on, index)
    )
    yield from told("small_text_in_several_inks", found, page, points(least))


@page_rule
def white_line_thin(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """White lines on a coloured ground are not too thin.

    Rule: GWG 2022 R0018: white lines that lie on something have the printer's least width.
    Why: a thin white line fills with ink and vanishes.
    Fix: draw it wider.
    """
    least, on = job.printer.thin_line, ground(page)
    found = (
        Offence(thing.box, points(width))
        for index, thing in on
        for colour, width, _ in lines(thing, page.user_unit)
        if width < least - _NEAR_WIDTH and white(colour)
        if lies_on_ink(on, index, colour) and not covered(on, index)
    )
    yield from told("white_line_thin", found, page, points(least))


@page_rule
def thin_line_in_several_inks(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Thin lines print from one plate.

    Rule: GWG 2022 R0019: lines below the printer's least width have no more than one ink.
    Why: plates are never exactly in register: a thin line doubles or breaks.
    Fix: draw it wider, or in one ink alone.
    """
    least, on = job.printer.thin_line, ground(page)
    found = (
        Offence(thing.box, f"{points(width)} en {inks_named(printing(colour))}")
        for index, thing in on
        for colour, width, _ in lines(thing, page.user_unit)
        if width < least - _NEAR_WIDTH and len(printing(colour)) > 1 and not covered(on, index)
    )
    yield from told("thin_line_in_several_inks", found, page, points(least))
