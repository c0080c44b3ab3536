"""Pull quotes in running text: the white below each is such that the text after it is back on the baseline grid."""

from __future__ import annotations

import re
from dataclasses import replace

from marbre.build.article_fit import height_steps
from marbre.compose.articles import flow_html
from marbre.compose.copy import Copy
from marbre.press.pool import Job, Press

_QUOTE = re.compile(r"<blockquote\b.*?</blockquote>", re.DOTALL)
#: Steps of a baseline.
LINE = 4


def quotes_on_grid(copy: Copy, press: Press) -> tuple[Copy, int]:
    """The copy with the white below each quote of its articles, in mm; how many blocks were rendered to measure them."""
    step = copy.edition.format.baseline / LINE
    jobs: list[Job] = []
    owners: list[str] = []
    for section in copy.edition.flatplan:
        if section.kind != "article":
            continue
        for quote in _QUOTE.findall(flow_html(copy, section, None)):
            html = f'<div class="flow {section.chapter}">{quote}</div>'
            jobs.append(Job(html, copy.layout.css, copy.language, "col"))
            owners.append(section.id)
    if not jobs:
        return copy, 0
    pressed = press.press(jobs)
    quotes: dict[str, tuple[float, ...]] = {}
    for owner, block in zip(owners, pressed.blocks, strict=True):
        white = round((LINE + -height_steps(block, step) % LINE) * step, 3)
        quotes[owner] = (*quotes.get(owner, ()), white)
    return replace(copy, quotes=quotes), pressed.rendered
