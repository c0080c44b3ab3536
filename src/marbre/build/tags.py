"""Tags: small blocks laid over listings once they have their place, for what is not the listing's own.

A listing looks the same for every reader, so its block is made once; its number on the map and its distance from the place
of a stay differ from guide to guide, and there are few different ones: they are blocks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marbre.compose.copy import Copy
from marbre.compose.stay_words import asked, far
from marbre.compose.templates import fill
from marbre.plan.model import Page, Slot
from marbre.press.pool import Job


@dataclass(frozen=True, slots=True)
class Tagged:
    """Pages with the slots of their tags, and the jobs that make them by key."""

    pages: tuple[Page, ...]
    jobs: dict[str, Job]


def tags_on(copy: Copy, pages: Sequence[Page]) -> Tagged:
    """Tags for every listing whose template the layout gives some (`layout.yaml`, `tags`), right after it on its page."""
    jobs: dict[str, Job] = {}
    done = []
    for page in pages:
        slots: list[Slot] = []
        for slot in page.slots:
            slots.append(slot)
            for name in copy.layout_words.tags.get(slot.template, ()) if slot.record is not None else ():
                text = _text(copy, name, slot.record or 0)
                if not text:
                    continue
                key = f"tag:{name}:{slot.template}:{text}"
                if key not in jobs:
                    html = fill(copy.layout, f"tag-{name}", {"text": text, "on": slot.template})
                    jobs[key] = Job(html, copy.layout.css, copy.language, "tag")
                slots.append(Slot(f"tag:{name}", key, slot.x, slot.y, template=f"tag-{name}"))
        done.append(replace(page, slots=tuple(slots)))
    return Tagged(tuple(done), jobs)


def _text(copy: Copy, name: str, record: int) -> str:
    if name == "number":
        return copy.numbers.get(record, "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    said = copy.layout_words.words
    if name == "ask":
        return asked(copy.tailored, record, copy.words, said)
    km = copy.tailored.km.get(record) if copy.tailored is not None else None
    return "" if km is None else far(km, copy.language, said)
