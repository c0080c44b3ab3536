"""The cover of a glued book as a flat file: back, spine and front side by side, the inside covers on a second page.

The spine is as wide as the body is thick: leaves × grammage × bulk, unless the printer gave a figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marbre.block import Sheet
from marbre.compose.copy import Copy
from marbre.compose.templates import fill, has_template
from marbre.findings import Finding, Severity
from marbre.measures import Box, Size
from marbre.paper import parse_paper, spine_mm
from marbre.plan.model import FlatPlan, Page, Placed
from marbre.press.pool import Job, Press
from marbre.printing import Printer


@dataclass(frozen=True, slots=True)
class Spine:
    """A spine: its width in mm, its block where there is something on it, what is to be said about it."""

    width: float = 0.0
    sheet: Sheet | None = None
    findings: tuple[Finding, ...] = ()
    glue: float = 0.0


def spine_of(copy: Copy, press: Press, plan: FlatPlan, house: Printer) -> Spine:
    """The spine of an edition whose cover comes apart: coloured by the layout's `spine` block, titled only where the
    house says it is wide enough."""
    ticket = copy.edition.printing
    if not (ticket.cover_apart and len(copy.edition.cover) == 4):
        return Spine()
    pages = sum(page.folio is not None for page in plan.pages)
    paper = parse_paper(ticket.paper_body, grammage=ticket.grammage, bulk=ticket.bulk, usual=house.bulk)
    width = ticket.spine or spine_mm(pages, paper)
    if ticket.binding != "perfect":
        width = ticket.spine
    findings = _findings(copy, width, pages, paper.bulk) if ticket.binding == "perfect" else ()
    sheet = None
    if width > 0 and has_template(copy.layout, "spine"):
        sheet = press.press([_job(copy, width, width >= house.spine_min)]).blocks[0].sheet
    return Spine(width, sheet, findings, house.glue if ticket.binding == "perfect" else 0.0)


def _job(copy: Copy, width: float, titled: bool) -> Job:
    page = copy.edition.format
    height = page.trim.height + 2 * page.bleed
    values = {
        "width": width, "height": round(height, 3), "titled": titled, "bleed": page.bleed,
        "title": copy.edition.title.best(copy.language),
    }  # fmt: skip
    style = f"@page spine {{ size: {width:g}mm {height:g}mm; margin: 0 }}"
    return Job(fill(copy.layout, "spine", values), copy.layout.css, copy.language, "spine", style)


def _findings(copy: Copy, width: float, pages: int, bulk: float) -> tuple[Finding, ...]:
    ticket = copy.edition.printing
    if ticket.spine:
        return ()
    if width <= 0:
        return (
            Finding(
                "spine_unknown", Severity.WARNING,
                f"Le papier intérieur « {ticket.paper_body} » n'indique pas de grammage : le dos ne peut pas être calculé.",
                "Écrivez le grammage (couché mat 115 g) ou le dos donné par l'imprimeur (`spine: 6,2 mm`).",
                source=copy.edition.source, who="office",
            ),
        )  # fmt: skip
    shown, thick = (f"{value:g}".replace(".", ",") for value in (width, bulk))
    return (
        Finding(
            "spine_computed", Severity.INFO,
            f"Dos calculé : {shown} mm ({pages} pages, {ticket.grammage:g} g/m², main {thick}).",
            "Faites-le confirmer par l'imprimeur, et notez sa valeur dans le bon de commande (`spine:`).",
            source=copy.edition.source, value=f"{width:g}", who="printer",
        ),
    )  # fmt: skip


def body_plan(plan: FlatPlan) -> FlatPlan:
    """The pages between the covers."""
    return replace(plan, pages=tuple(page for page in plan.pages if page.folio is not None))


def faces_of(whole: FlatPlan, file: FlatPlan) -> FlatPlan:
    """The plan whose glyphs the faces of a file have: those of the whole edition, and whatever stands on a spine."""
    spines = tuple(page for page in file.pages if any(item.name == "spine" for item in page.placed))
    return replace(whole, pages=(*whole.pages, *spines)) if spines else whole


def cover_trim(trim: Size, spine: Spine) -> Size:
    """The flat cover once cut."""
    return Size(round(2 * trim.width + spine.width, 3), trim.height)


def fold_places(trim: Size, spine: Spine) -> tuple[float, ...]:
    """Where the cover is folded, from the left of its trim."""
    places = (trim.width, trim.width + spine.width)
    return places if spine.width else places[:1]


def cover_plan(copy: Copy, plan: FlatPlan, spine: Spine) -> FlatPlan:
    """Outside: back, spine, front; inside: second and third cover. What bleeds towards the spine is cut at it, and inside
    the strip of glue stays bare."""
    front, inner_front, inner_back, back = (page for page in plan.pages if page.folio is None)
    outside = _flat(copy, back, front, spine, 0.0)
    if spine.sheet is not None:
        page = copy.edition.format
        strip = Placed("spine", spine.sheet, page.trim.width, -page.bleed)
        outside = replace(outside, placed=(*outside.placed, strip))
    return FlatPlan((outside, _flat(copy, inner_front, inner_back, spine, spine.glue)))


def _flat(copy: Copy, left: Page, right: Page, spine: Spine, bare: float) -> Page:
    """Two pages beside the spine; `bare` mm on each side of it stay unprinted."""
    page = copy.edition.format
    width, bleed = page.trim.width, page.bleed
    height = page.trim.height + 2 * bleed
    start = width + spine.width
    on_left = Box(-bleed, -bleed, width + bleed - bare, height)
    on_right = Box(start + bare, -bleed, width + bleed - bare, height)
    placed = [replace(item, clip=on_left) for item in left.placed]
    placed += [replace(item, x=item.x + start, clip=on_right) for item in right.placed]
    return replace(left, label=f"{left.label}-{right.label}", title="", placed=tuple(placed), slots=(), bookmarks=())
