"""Articles laid into their frames: until they fit, and until the columns of their last page end alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from marbre.block import Block
from marbre.compose.articles import flow_html
from marbre.compose.copy import Copy
from marbre.measures import px_to_mm
from marbre.plan.articles import frame_rules
from marbre.plan.pile import Run
from marbre.plan.stack import frames_of
from marbre.press.pool import Job, Press

#: How often, and by how many steps a column, an article that runs over its frames is given more room.
TRIES, MORE = 5, 8
#: Columns of a last page that end within this many steps of each other are even: two lines.
EVEN = 8


def height_steps(block: Block, step: float) -> int:
    """The height of a block in whole steps, over all its sheets."""
    return sum(_steps(sheet.height, step) for sheet in block.sheets)


def _steps(height: float, step: float) -> int:
    return math.ceil(px_to_mm(height) / step - 0.02)


def articles_fitted(copy: Copy, runs: list[Run], press: Press) -> int:
    """Lay articles into their frames until they fit, taking room from their pictures, and even out their ends. Returns how
    many blocks that took."""
    trying = [index for index, run in enumerate(runs) if run.kind == "article"]
    laid: dict[int, Block] = {}
    rendered = 0
    for _ in range(TRIES):
        blocks, count = _laid(copy, [runs[index] for index in trying], press)
        rendered += count
        laid |= dict(zip(trying, blocks, strict=True))
        trying = [index for index in trying if _runs_over(copy, runs[index], laid[index])]
        for index in trying:
            runs[index] = replace(runs[index], slack=runs[index].slack + MORE)
        if not trying:
            break
    return rendered + _evened(copy, runs, laid, press)


def _laid(copy: Copy, runs: Sequence[Run], press: Press) -> tuple[Sequence[Block], int]:
    step, width = copy.edition.format.baseline / 4, copy.edition.format.column_width
    jobs = []
    for run in runs:
        heights = tuple(tuple(height * step for height in page) for page in frames_of(run, copy.edition.format).columns)
        html = flow_html(copy, run.section, None)
        jobs.append(Job(html, copy.layout.css, copy.language, "thread", frame_rules(heights, width)))
    pressed = press.press(jobs)
    return pressed.blocks, pressed.rendered


def _runs_over(copy: Copy, run: Run, block: Block) -> bool:
    """Whether an article needs more frames than it has, and its pictures can still give room."""
    frames = frames_of(run, copy.edition.format)
    return len(block.sheets) > sum(len(page) for page in frames.columns) and not frames.over


def _evened(copy: Copy, runs: list[Run], laid: dict[int, Block], press: Press) -> int:
    """Articles in a shape whose last columns end far apart: these columns made shorter, as far as the text still fits."""
    ends = {index: _spare(copy, runs[index], block) for index, block in laid.items() if runs[index].shapes}
    trying = {index: spare for index, spare in ends.items() if spare >= EVEN // 2}
    rendered = 0
    while trying:
        tried = {index: replace(runs[index], ends=spare) for index, spare in trying.items()}
        blocks, count = _laid(copy, list(tried.values()), press)
        rendered += count
        left = {}
        for (index, run), block in zip(tried.items(), blocks, strict=True):
            if len(block.sheets) <= sum(len(page) for page in frames_of(run, copy.edition.format).columns):
                runs[index] = run
            elif run.ends > 4:
                left[index] = run.ends - 4
        trying = left
    return rendered


def _spare(copy: Copy, run: Run, block: Block) -> int:
    """By how many steps, in whole lines, every column of an article's last page may be shorter so that all end alike."""
    step = copy.edition.format.baseline / 4
    columns = [page for page in frames_of(run, copy.edition.format).columns if page]
    if not columns or len(block.sheets) > sum(map(len, columns)):
        return 0
    before = sum(len(page) for page in columns[:-1])
    used = [_steps(sheet.height, step) for sheet in block.sheets[before:]]
    return (sum(columns[-1]) - sum(used)) // len(columns[-1]) // 4 * 4
