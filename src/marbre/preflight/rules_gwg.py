"""Pages and their colour spaces (GWG 2022, R0004 to R0006, R0024, R0026 to R0028, R0030, R0034)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from marbre.findings import Finding, Severity
from marbre.measures import pt_to_mm
from marbre.preflight.facts import Colour, FileFacts, Kind, PageFacts, Painted
from marbre.preflight.ground import covered, ground
from marbre.preflight.gwg_colours import colorants, families
from marbre.preflight.places import Offence, figure, told
from marbre.preflight.rule import Job, PageSummary, file_rule, page_rule, whole_rule
from marbre.words import finding_text

#: Trims that differ by less than this, in mm, are the same size.
_SAME = 0.1
#: Spaces that speak of light or of another press instead of our inks (R0027).
_LATE = ("DeviceRGB", "CalRGB", "CalGray", "ICCBased")
_SAID = {"DeviceRGB": "RVB", "CalRGB": "RVB calibré", "CalGray": "gris calibré", "Lab": "Lab"}
_ICC = {1: "gris avec profil ICC", 3: "RVB avec profil ICC", 4: "CMJN avec profil ICC"}


def _finding(id: str, severity: Severity, value: str, limit: str, page: int | None, who: str = "studio") -> Finding:
    message, remedy = finding_text(id, value, limit)
    return Finding(id, severity, message, remedy, page=page, value=value, limit=limit, who=who)


def _size(page: PageSummary) -> tuple[float, float]:
    left, bottom, right, top = page.boxes.cut
    return pt_to_mm(right - left), pt_to_mm(top - bottom)


def _said(size: tuple[float, float]) -> str:
    return f"{figure(size[0], 1)} × {figure(size[1], 1)} mm"


@whole_rule
def trim_sizes_differ(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """Every page is cut to the same size.

    Rule: GWG 2022 R0004: the TrimBox has the same size on all pages.
    Why: a sheet is folded and cut once for all its pages.
    Fix: export all pages in one format; hand in the cover as a file of its own.
    """
    if job.printer.advert or not pages:
        return
    rounded = Counter(_said(_size(page)) for page in pages)
    usual = next(_size(page) for page in pages if _said(_size(page)) == rounded.most_common(1)[0][0])
    for page in pages:
        size = _size(page)
        if max(abs(size[0] - usual[0]), abs(size[1] - usual[1])) > _SAME:
            yield _finding("trim_sizes_differ", Severity.WARNING, _said(size), _said(usual), page.number)


@whole_rule
def page_rotated(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """No page is turned by its Rotate key.

    Rule: GWG 2022 R0004: no page has a Rotate key that turns it.
    Why: imposition software may turn the page back, and it prints on its side.
    Fix: set the page upright in the layout and export again.
    """
    if job.printer.advert:
        return
    for page in pages:
        if page.rotate % 360:
            yield _finding("page_rotated", Severity.WARNING, f"{page.rotate % 360}°", "0°", page.number)


def is_empty(page: PageFacts) -> bool:
    """Whether nothing on the page puts ink inside the trim."""
    return not any(_inked(thing) for _, thing in ground(page))


def _inked(thing: Painted) -> bool:
    if thing.kind is Kind.IMAGE and not (thing.image and thing.image.mask):
        return True
    return thing.kind is Kind.SHADING or any(not one.white for one in (thing.fill, thing.stroke) if one is not None)


@page_rule
def page_without_ink(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No page is empty.

    Rule: GWG 2022 R0005: every page carries some ink inside its trim.
    Why: an empty page is most often a page that went wrong at export.
    Fix: fill the page or take it out; if it is meant to be blank, tell the printer so.
    """
    if not job.printer.digital and is_empty(page):
        severity = Severity.ERROR if job.printer.advert else Severity.WARNING
        yield _finding("page_without_ink", severity, "0 %", "", page.number)


@file_rule
def pages_more_than_one(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A single advertisement has one page.

    Rule: GWG 2022 R0006: the file has exactly one page (single advertisements only).
    Why: the magazine places a page; it does not know which one is meant.
    Fix: export each page as a file of its own.
    """
    if job.printer.advert and file.pages != 1:
        yield _finding("pages_more_than_one", Severity.ERROR, str(file.pages), "1", None)


@page_rule
def registration_colour_inside(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Registration colour is for marks outside the trim.

    Rule: GWG 2022 R0024: nothing inside the trim is in the colour All.
    Why: All prints on every plate in full: 400 % of ink, which smears and never dries.
    Fix: replace the colour « repérage » by black.
    """
    on = ground(page)
    found = (
        Offence(thing.box, "All", thing.text)
        for index, thing in on
        if any(_registration(colour) for colour in families(thing)) and not covered(on, index)
    )
    yield from told("registration_colour_inside", found, page)


def _registration(colour: Colour) -> bool:
    amounts = dict(colour.inks)
    return amounts["All"] > 0 if "All" in amounts else "All" in colorants(colour)


def unseparated(colour: Colour) -> str:
    """What is not in our inks, as it is said, "" for what is (R0027). Lab is allowed under a spot colour."""
    if colour.space in ("Separation", "DeviceN"):
        return _SAID.get(colour.base, "profil ICC") if colour.base in _LATE else ""
    space = colour.base if colour.space in ("Indexed", "Pattern") else colour.space
    if space == "ICCBased":
        return _ICC.get(colour.components, "profil ICC")
    return _SAID.get(space, "")


@page_rule
def colour_not_in_inks(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Every colour is given in inks.

    Rule: GWG 2022 R0027: nothing is in DeviceRGB, CalRGB, CalGray, ICCBased or Lab.
    Why: these colours are converted at the printer's, each time a little otherwise, and blacks come out in four inks.
    Fix: convert to CMYK with the printing condition's profile when you export.
    """
    if job.printer.digital:
        return
    on = ground(page)
    found = (
        Offence(thing.box, said, thing.text, Severity.ERROR)
        for index, thing in on
        for said in [_first(unseparated(colour) for colour in _all_of(thing))]
        if said and not covered(on, index)
    )
    yield from told("colour_not_in_inks", found, page)


def _first(words: Iterable[str]) -> str:
    return next((word for word in words if word), "")


def _all_of(thing: Painted) -> Iterator[Colour]:
    yield from families(thing)
    yield from thing.stops


@page_rule
def rgb_outside_pictures(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Digital printers take RGB in pictures with a profile, and nowhere else.

    Rule: GWG 2022 R0028: pictures may be in RGB with an ICC profile; text, lines and shapes are in inks.
    Why: without a profile nobody knows which RGB is meant; black text in RGB prints in four colours.
    Fix: embed profiles in pictures and convert everything else to CMYK when you export.
    """
    if not job.printer.digital:
        return
    on = ground(page)
    found = (
        Offence(thing.box, said, thing.text, Severity.ERROR)
        for index, thing in on
        for said in [_first(_refused(thing, colour) for colour in _all_of(thing))]
        if said and not covered(on, index)
    )
    yield from told("rgb_outside_pictures", found, page)


def _refused(thing: Painted, colour: Colour) -> str:
    """What a digital printer refuses of a colour, "" for what he takes (R0028)."""
    said = unseparated(colour)
    picture = thing.kind is Kind.IMAGE and thing.image is not None and not thing.image.mask
    return "" if picture and said in (_ICC[3], "RVB calibré", "Lab", "profil ICC") else said


@page_rule
def blend_space_not_cmyk(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Transparency blends in CMYK.

    Rule: GWG 2022 R0030: the CS of a transparency group, if any, is DeviceCMYK (DeviceGray in luminosity masks).
    Why: blending in RGB turns black text under a shadow into four inks and shifts every colour that it touches.
    Fix: choose CMYK as blend space of the document and export again.
    """
    wrong = sorted(
        {
            group.space
            for group in page.groups
            if group.space not in ("", "DeviceCMYK") and not (group.luminosity and group.space == "DeviceGray")
        }
    )
    if wrong:
        yield _finding("blend_space_not_cmyk", Severity.ERROR, ", ".join(wrong), "DeviceCMYK", page.number)


@file_rule
def layer_configurations(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file has one set of layers.

    Rule: GWG 2022 R0034: there are no alternate configurations of layers.
    Why: another configuration shows and hides other layers: two people may print two different pages.
    Fix: export a file for each version, with only the layers of that version.
    """
    if file.layer_configurations:
        severity = Severity.ERROR if job.printer.advert else Severity.INFO
        yield _finding("layer_configurations", severity, ", ".join(file.layers[:6]), "", None)
