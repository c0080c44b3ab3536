"""Copyfitting as policy: what a layout lets be done to a component that does not fit its frame, rung by rung.

A ladder is declared in `layout.yaml` (`ladders: {half: [tight, shorter, narrow]}`). A rung is taken by all listings of a
template in a section at once, so that no partner looks smaller than his neighbour, and each rung taken is a finding.
Rungs are classes of the template; `shorter` also cuts the description at an earlier sentence. Sizes are never touched.
"""

from __future__ import annotations

from collections.abc import Mapping

from marbre.block import Block
from marbre.compose.copy import Copy
from marbre.compose.matter import Matter, listing_matter
from marbre.edition import Section
from marbre.findings import Finding, Severity
from marbre.press.pool import Job, Press

#: How many rungs were climbed, by template.
Rungs = Mapping[str, int]


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

