"""Inside paragraphs: last lines, hyphens, repeated words, rivers, word spaces, length of lines, leading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from marbre.findings import Severity
from marbre.lint.facts import Line, Mark, PageFacts, Paragraph
from marbre.lint.rule import Job, page_rule, whole_rule
from marbre.lint.wording import number, quoted
from marbre.measures import Box

#: Structure elements that are no running text.
_NO_TEXT = frozenset({"TD", "TH", "Lbl", "TOCI", "Caption"})
#: Baselines that differ by less than this, in mm, are even: matrices round.
_EVEN = 0.12


def running(page: PageFacts, lines: int = 2) -> Iterator[Paragraph]:
    """Paragraphs of running text with so many lines at least."""
    for one in page.paragraphs:
        if len(one.lines) >= lines and not one.heading and one.tag not in _NO_TEXT:
            yield one


def _about(paragraph: Paragraph, lines: Sequence[Line], value: str, limit: str, quote: str) -> Mark:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    box = Box(left, lines[0].top, right - left, lines[-1].bottom - lines[0].top)
    return Mark(box, value, limit, quote, paragraph.owner)


@page_rule("office")
def lint_runt(page: PageFacts, job: Job) -> Iterator[Mark]:
    """The last line of a paragraph is no scrap.

    Rule: the last line is longer than the indent and than 15 % of the measure, and more than the end of a parted word.
    Why: a scrap of a line leaves a white band in the column and looks lost.
    Fix: take away or add a word, or bind the last two words with a no-break space.
    """
    ends = {id(column.paragraphs[-1]) for column in page.columns if _goes_on(column.paragraphs[-1])}
    for one in running(page):
        last, before = one.lines[-1], one.lines[-2]
        if id(one) in ends:
            continue
        indent = max((other.indent for other in page.paragraphs if other.font == one.font), default=0.0)
        least = max(job.limits.runt * one.measure, indent)
        rest = before.hyphenated and len(last.words) == 1
        if last.width < least - 0.05 or rest:
            share = number(100 * last.width / one.measure)
            limit = number(100 * max(least / one.measure, job.limits.runt))
            yield _about(one, [last], f"{share} %", f"{limit} %", quoted(f"{before.words[-1].text} | {last.text}"))


def _goes_on(paragraph: Paragraph) -> bool:
    """Whether it may go on in the next column: its last line has no sentence's end."""
    return paragraph.lines[-1].text.rstrip()[-1:] not in ".!?…»”"


@page_rule("studio")
def lint_ladder(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Hyphens do not stand one below the other.

    Rule: no more than two lines in a row end on a hyphen (three in German and Dutch).
    Why: a ladder of hyphens draws the eye to the edge of the column.
    Fix: change a word, or keep one of these words whole.
    """
    for one in running(page, 3):
        for parted, group in groupby(one.lines, key=lambda line: line.hyphenated):
            lines = list(group)
            if parted and len(lines) > job.limits.ladder:
                ends = " / ".join(line.words[-1].text for line in lines)
                yield _about(one, lines, str(len(lines)), str(job.limits.ladder), quoted(ends))


def _bare(word: str) -> str:
    return word.strip(".,;:!?…()[]«»“”„\"'’\u00a0\u202f").casefold()


@page_rule("office", Severity.INFO)
def lint_word_stack(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Lines in a row do not begin or end with the same word.

    Rule: no word stands at the beginning, or at the end, of three lines in a row.
    Why: the eye jumps a line while it reads.
    Fix: change a word so that the text breaks elsewhere.
    """
    for one in running(page, job.limits.repeats):
        for at in (0, -1):
            for word, group in groupby(one.lines, key=lambda line: _bare(line.words[at].text)):
                lines = list(group)
                if len(lines) >= job.limits.repeats and any(letter.isalpha() for letter in word):
                    yield _about(one, lines, str(len(lines)), str(job.limits.repeats - 1), word)


@page_rule("studio")
def lint_river(page: PageFacts, job: Job) -> Iterator[Mark]:
    """No white runs through justified lines.

    Rule: wide word spaces do not lie one below the other in four lines of justified text.
    Why: the white is seen before the words are.
    Fix: hyphenate more, widen the column, set the text ragged, or change a word.
    """
    for one in running(page, job.limits.river):
        if not one.justified:
            continue
        course = _longest_river(one.lines[:-1], job.limits.river_gap)
        if len(course) >= job.limits.river:
            lines, left, right = [line for line, _ in course], min(a for _, (a, _) in course), max(b for _, (_, b) in course)
            box = Box(left, lines[0].top, right - left, lines[-1].bottom - lines[0].top)
            yield Mark(box, str(len(course)), str(job.limits.river - 1), quoted(lines[0].text), one.owner)


def _longest_river(lines: Sequence[Line], least: float) -> list[tuple[Line, tuple[float, float]]]:
    """The longest course of wide gaps, each overlapping the one above."""
    best: list[tuple[Line, tuple[float, float]]] = []
    above: list[list[tuple[Line, tuple[float, float]]]] = []
    for line in lines:
        here = []
        for gap in line.gaps():
            if gap[1] - gap[0] < least * line.em:
                continue
            source = max((course for course in above if _overlap(course[-1][1], gap)), key=len, default=[])
            here.append([*source, (line, gap)])
        above = here
        best = max([best, *here], key=len)
    return best


def _overlap(one: tuple[float, float], two: tuple[float, float]) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared >= 0.4 * min(one[1] - one[0], two[1] - two[0])


@page_rule("studio")
def lint_loose_line(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Justified lines are not loose.

    Rule: the word spaces of a justified line are half an em at most (Bringhurst, 2.1.1).
    Why: a loose line falls apart into words.
    Fix: allow a hyphen, widen the column, or change a word.
    """
    for one in running(page, 4):
        if not one.justified:
            continue
        for line in one.lines[:-1]:
            gaps = [right - left for left, right in line.gaps()]
            mean = sum(gaps) / len(gaps) / line.em if gaps else 0.0
            if mean > job.limits.loose + 0.005:
                yield _about(one, [line], number(mean, 2), number(job.limits.loose, 2), quoted(line.text))


@whole_rule("studio", Severity.INFO)
def lint_line_length(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """Lines are neither too short nor too long to be read.

    Rule: running text has 35 to 75 characters a line; captions and listings 25 at least.
    Why: the eye tires of jumping, or does not find the next line.
    Fix: another number of columns, another size.
    """
    styles: dict[tuple[str, float, int], list[tuple[PageFacts, Paragraph, float]]] = {}
    for page in pages:
        for one in running(page, 5):
            full = [len(line.text) for line in one.lines[:-1]]
            style = (one.font, round(one.size, 1), round(one.measure / 5))
            styles.setdefault(style, []).append((page, one, sum(full) / len(full)))
    for found in styles.values():
        mean = sum(length for _, _, length in found) / len(found)
        page, first, _ = found[0]
        text = first.owner is None or bool(first.owner.frame)
        least = job.limits.least if text and first.size >= 0.93 * job.body else job.limits.narrow
        if not least <= mean <= job.limits.most:
            value = f"{number(mean)} ({len(found)} §)"
            limit = f"{least}-{job.limits.most}"
            yield Mark(first.box, value, limit, quoted(first.text), first.owner, page)


@page_rule("studio")
def lint_uneven_leading(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Baselines of a paragraph are evenly spaced.

    Rule: all lines of a paragraph lie at the same distance.
    Why: one line that drops leaves the grid, and all the lines after it with it.
    Fix: find the glyph or the run of another face or size that pushes the line; give it the line height of the text.
    """
    for one in running(page, 3):
        steps = [two.baseline - one_.baseline for one_, two in zip(one.lines, one.lines[1:], strict=False)]
        usual = sorted(steps)[len(steps) // 2]
        off = [index for index, step in enumerate(steps) if abs(step - usual) > _EVEN]
        if off:
            worst = max(off, key=lambda index: abs(steps[index] - usual))
            line = one.lines[worst + 1]
            value, limit = f"{number(steps[worst], 2)} mm", f"{number(usual, 2)} mm"
            yield _about(one, [line], value, limit, quoted(line.text))
