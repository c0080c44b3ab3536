"""Copyfitting as policy: what a layout lets be done to a component that does not fit its frame, rung by rung.

A ladder is declared in `layout.yaml` (`ladders: {half: [tight, shorter, narrow]}`). A rung is taken by all listings of a
template in a section at once, so that no partner looks smaller than his neighbour, and each rung taken is a finding.
Rungs are classes of the template; `shorter` also cuts the description at an earlier sentence. Full pages have two rungs:
`picture` (or `pictures`, where the template has several or sizes its own), which takes room from their pictures, and
`shorter`, for all offers of their section. Articles in a shape take room
from their pictures between the least and the most that the shape allows; below what a shape prefers it is said. Sizes of type
are never touched.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from marbre.block import Block
from marbre.compose.copy import Copy
from marbre.compose.matter import Matter, listing_matter
from marbre.edition import Section
from marbre.findings import Finding, Severity
from marbre.plan.model import Page
from marbre.plan.pile import Order
from marbre.press.pool import Job, Press

#: How many rungs were climbed, by template.
Rungs = Mapping[str, int]
#: The part of its height that a page's picture may give to the words, and the most that any picture gives, in mm.
GIVEN, MOST = 0.4, 30.0


def matter_of(copy: Copy, section: Section, rungs: Rungs) -> Matter:
    """A listing section as it is on these rungs."""
    ladders = copy.layout_words.ladders
    taken = {template: ladders[template][:count] for template, count in rungs.items()}
    return listing_matter(
        section, copy.chosen[section.id], copy.edition, copy.layout, copy.setting, copy.places, copy.numbers, taken
    )


def fitted(
    copy: Copy, section: Section, matter: Matter, blocks: Mapping[str, Block], press: Press
) -> tuple[Matter, Mapping[str, Block], tuple[Finding, ...], int]:
    """A section's matter on the lowest rungs at which its listings fit, or on the highest there are; the blocks of what was
    set anew, by name; which rungs were taken; how many blocks were rendered."""
    rungs: dict[str, int] = {}
    made: dict[str, Block] = {}
    rendered = 0
    while True:
        over = _over(copy, matter, rungs, {**blocks, **made})
        if not over:
            break
        rungs |= {template: rungs.get(template, 0) + 1 for template in over}
        matter = matter_of(copy, section, rungs)
        items = [item for item in matter.items if item.template in rungs]
        pressed = press.press([Job(item.html, copy.layout.css, copy.language, item.page) for item in items])
        made |= {item.name: block for item, block in zip(items, pressed.blocks, strict=True)}
        rendered += pressed.rendered
    return matter, made, _told(copy, section, matter, rungs), rendered


def _over(copy: Copy, matter: Matter, rungs: Rungs, blocks: Mapping[str, Block]) -> list[str]:
    """The templates that have a rung left and a listing that does not fit."""
    ladders = copy.layout_words.ladders
    found = {
        item.template
        for item in matter.items
        if rungs.get(item.template, 0) < len(ladders.get(item.template, ()))
        and any(complaint.id == "text_overset" for complaint in blocks[item.name].complaints)
    }
    return sorted(found)


def _told(copy: Copy, section: Section, matter: Matter, rungs: Rungs) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "copyfitted", Severity.INFO,
            f"{_count(matter, template)} fiche(s) « {template} » de la section « {section.id} » ajustée(s) pour tenir : "
            f"{', '.join(copy.layout_words.ladders[template][:count])}.",
            "Raccourcissez le plus long descriptif si la mise en page doit rester pleine.",
            source=section.source, value=str(count), limit=str(len(copy.layout_words.ladders[template])), who="office",
        )
        for template, count in sorted(rungs.items())
    )  # fmt: skip


def _count(matter: Matter, template: str) -> int:
    return sum(item.template == template for item in matter.items)


@dataclass(frozen=True, slots=True)
class FittedSheets:
    """Full pages set anew on their rungs: blocks by key, the sections that they were made of, which rungs were taken, how
    many blocks were rendered."""

    blocks: dict[str, Block]
    sections: Mapping[str, Section]
    findings: tuple[Finding, ...]
    rendered: int


@dataclass(slots=True)
class _Climb:
    """How far a section's pages have climbed: rungs taken, mm taken from the pictures of each page."""

    section: Section
    rungs: list[str] = field(default_factory=list)
    taken: dict[str, float] = field(default_factory=dict)

    def on(self, key: str) -> Section:
        """The section as one of its pages sees it."""
        more = (("less", self.taken.get(key, 0.0)), ("shorter", self.rungs.count("shorter")))
        return replace(self.section, options=(*self.section.options, *more))


def sheets_fitted(
    copy: Copy, orders: Sequence[Order], pages: Sequence[Page], blocks: Mapping[str, Block],
    job: Callable[[Order, Section], Job], press: Press,
) -> FittedSheets:  # fmt: skip
    """Full pages on the lowest rungs at which their words fit, or on the highest there are. `job` composes the page of an
    order for a section."""
    sheets = [order for order in orders if order.kind == "sheet"]
    climbs: dict[str, _Climb] = {}
    made: dict[str, Block] = {}
    rendered = 0
    while True:
        over = {order.key: _over_mm({**blocks, **made}[order.key]) for order in sheets}
        sections = dict.fromkeys(order.section for order in sheets if over[order.key])
        anew = {key for id in sections for key in _climb(copy, climbs, id, over)}
        if not anew:
            break
        again = [order for order in sheets if order.key in anew]
        pressed = press.press([job(order, climbs[order.section].on(order.key)) for order in again])
        made |= {order.key: block for order, block in zip(again, pressed.blocks, strict=True)}
        rendered += pressed.rendered
    told = tuple(_told_of_page(copy, climbs[order.section], order, pages[order.page]) for order in sheets if order.key in made)
    sections_on = {order.key: climbs[order.section].on(order.key) for order in sheets if order.key in made}
    return FittedSheets(made, sections_on, told, rendered)


def _over_mm(block: Block) -> float:
    """By how many mm the words of a page run out of their frame."""
    said = (one.text.partition(" mm")[0] for one in block.complaints if one.id == "text_overset" and " mm" in one.text)
    return max((float(one) for one in said), default=0.0)


def _climb(copy: Copy, climbs: dict[str, _Climb], id: str, over: Mapping[str, float]) -> list[str]:
    """The next rung for a section, and its pages that change by it; none where the ladder ends."""
    section = climbs[id].section if id in climbs else copy.section(id)
    climb = climbs.setdefault(id, _Climb(section))
    pages = [key for key in over if key.split(":")[1] == id]
    ladder = copy.layout_words.ladders.get(section.template, ())
    while len(climb.rungs) < len(ladder):
        rung = ladder[len(climb.rungs)]
        climb.rungs.append(rung)
        if rung == "shorter":
            return pages
        changed = [key for key in pages if over[key] and _take(copy, climb, key, over[key])]
        if changed:
            return changed
    return []


def _take(copy: Copy, climb: _Climb, key: str, over: float) -> bool:
    """Room for a page's words from its picture, in whole lines; False when it gives no more."""
    line = copy.edition.format.baseline / 4
    most = MOST if climb.rungs[-1] == "pictures" else min(MOST, GIVEN * float(climb.section.option("picture_height", 0)))
    before = climb.taken.get(key, 0.0)
    now = min(most, before + math.ceil(over / line) * line)
    climb.taken[key] = round(now, 3)
    return now > before


def _told_of_page(copy: Copy, climb: _Climb, order: Order, page: Page) -> Finding:
    taken, shorter = climb.taken.get(order.key, 0.0), climb.rungs.count("shorter")
    done = [f"image réduite de {taken:.1f} mm".replace(".", ",")] if taken else []
    done += [f"descriptifs raccourcis ({shorter} fois)"] if shorter else []
    return Finding(
        "copyfitted", Severity.INFO,
        f"Page « {climb.section.id} » ajustée pour que son texte tienne : {', '.join(done)}.",
        "Raccourcissez le texte si la mise en page doit rester pleine.",
        page=page.folio, source=climb.section.source, value=f"{taken:.1f} mm", limit=f"{MOST:.0f} mm", who="office",
    )  # fmt: skip
