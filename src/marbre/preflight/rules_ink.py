"""Rules on ink on paper: what a sheet can carry (GWG 2022, R0026, and what printers ask besides)."""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding
from marbre.measures import mm_to_pt
from marbre.preflight.facts import FileFacts, Kind, PageFacts, Painted
from marbre.preflight.ground import covered, ground
from marbre.preflight.gwg_colours import PROCESS
from marbre.preflight.places import Offence, told
from marbre.preflight.rule import Job, page_rule

#: What rounding to 8 bits and back may add to an ink sum, in percent.
_SLACK = 0.5
#: The smallest flat colour that has to dry by itself, in mm².
_REAL = 100.0


@page_rule
def ink_coverage_high(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No part of a page carries too much ink.

    Rule: GWG 2022 R0026: the mean of the four process inks in any square of 15 mm stays below the printer's limit.
    Why: too much ink does not dry: it sets off on the next sheet and sheets stick together.
    Fix: convert pictures with the printer's profile, and build large blacks with less colour.
    """
    if _too_high(page, job):
        assert page.ink is not None
        offence = Offence(page.ink.box, f"{page.ink.highest:.0f} %")
        yield from told("ink_coverage_high", [offence], page, f"{job.printer.ink_limit:g} %")


@page_rule
def flat_ink_high(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No flat colour by itself asks for more ink than the printer lays.

    Rule: a flat colour of 1 cm² and more stays below the printer's ink limit, even where the square around it does.
    Why: on that place the ink stays wet, sets off and shows through, however little there is beside it.
    Fix: take back the colours under the black: 40/40/40/100 at most.
    """
    if job.printer.digital or _too_high(page, job):
        return
    most = job.printer.ink_limit
    on = ground(page)
    found = (
        Offence(thing.box, f"{total:.0f} %")
        for index, thing in on
        if (total := _total(thing)) > most + _SLACK and _square_mm(thing, page) >= _REAL and not covered(on, index)
    )
    yield from told("flat_ink_high", found, page, f"{most:g} %")


def _too_high(page: PageFacts, job: Job) -> bool:
    return not job.printer.digital and page.ink is not None and page.ink.highest > job.printer.ink_limit + _SLACK


def _total(thing: Painted) -> float:
    """The process inks of a flat fill in percent, as far as it covers what lies below; 0 for anything else."""
    if thing.kind is not Kind.PATH or thing.fill is None or thing.blend != "Normal" or thing.soft_mask:
        return 0.0
    return 100 * thing.alpha * sum(amount for name, amount in thing.fill.inks if name in PROCESS)


def _square_mm(thing: Painted, page: PageFacts) -> float:
    """The area of a fill within the trim in mm²: no more than its outline covers."""
    cut, box = page.boxes.cut, thing.box
    width, height = min(box[2], cut[2]) - max(box[0], cut[0]), min(box[3], cut[3]) - max(box[1], cut[1])
    if width <= 0 or height <= 0:
        return 0.0
    return min(thing.area, width * height) * (page.user_unit / mm_to_pt(1)) ** 2
