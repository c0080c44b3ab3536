"""Inside paragraphs: last lines, hyphens, repeated words, rivers, word spaces, length of lines, leading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from marbre.findings import Severity
from marbre.lint.facts import Line, Mark, PageFacts, Paragraph
from marbre.lint.rule import Job, page_rule, whole_rule
from marbre.lint.setting import broken_early
from marbre.lint.wording import number, quoted
from marbre.measures import Box

#: Structure elements that are no running text.
_NO_TEXT = frozenset({"TD", "TH", "Lbl", "TOCI", "Caption"})
#: Baselines that differ by less than this, in mm, are even: matrices round.
_EVEN = 0.2
#: An indent is no larger than this, in mm; more is a drop cap or a hanging line.
_MOST_INDENT = 6.0
#: In listings a last line this long is told for the record only.
_SCRAP = 0.1
#: A last line of so many letters, spaces among them, is no runt on any measure.
_ENOUGH = 12
#: A line with more of its measure empty stops short.
_EMPTY = 1 / 3
#: From this size on, in body sizes, type is display (standfirsts, pull quotes) and not measured by its line length.
_DISPLAY = 1.25


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

    Rule: the last line is longer than the indent and than 15 % of the measure or has twelve letters, which is enough on a
    wide one, and it is more than the end of a parted word.
    Why: a scrap of a line leaves a white band in the column and looks lost.
    Fix: take away or add a word, or bind the last two words with a no-break space.
    """
    for one in running(page):
        last, before = one.lines[-1], one.lines[-2]
        if not prose(one):
            continue
        least = max(job.limits.runt * one.measure, min(_usual_indent(page, one), _MOST_INDENT))
        rest = before.hyphenated and len(last.words) == 1
        if (last.width < least - 0.05 and len(last.text) < _ENOUGH) or rest:
            share, limit = (number(100 * width / one.measure, 1) for width in (last.width, least))
            listing = one.owner is not None and one.owner.record is not None
            mark = _about(one, [last], f"{share} %", f"{limit} %", quoted(f"{before.words[-1].text} | {last.text}"))
            minor = listing and not rest and last.width > _SCRAP * one.measure
            yield replace(mark, context=f"{before.text} {last.text}", minor=minor)


def prose(paragraph: Paragraph) -> bool:
    """Whether it is sentences: it ends as one, which lists of facts, addresses and entries of an index do not."""
    return paragraph.lines[-1].text.rstrip(" »”’)\u00a0\u202f")[-1:] in (".", "!", "?", "…")


def _usual_indent(page: PageFacts, paragraph: Paragraph) -> float:
    """How far paragraphs of this face and size are indented on the page."""
    fellows = (one for one in page.paragraphs if one.font == paragraph.font and abs(one.size - paragraph.size) < 0.2)
    return max((one.indent for one in fellows if len(one.lines) > 1), default=0.0)


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
            if one.size > _DISPLAY * job.body:
                continue
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
def lint_short_line(page: PageFacts, job: Job) -> Iterator[Mark]:
    """A line of a paragraph is filled.

    Rule: no line of running text ends with a third of the measure empty while the next three words would go on it.
    Why: a line that stops short looks like the end of a paragraph.
    Fix: look for a forced line end or a run that may not be parted; change a word.
    """
    for one in running(page):
        if not one.tag or (not prose(one) if one.owner is None else not one.owner.frame):
            continue
        for before, after in pairwise(one.lines):
            empty = (one.right - before.right) / one.measure
            if empty > _EMPTY and broken_early(before, after, one.right):
                share = number(100 * (1 - empty))
                about = _about(one, [before], f"{share} %", f"{number(100 * (1 - _EMPTY))} %", quoted(before.text))
                yield replace(about, context=f"{before.text} {after.text}")


@page_rule("studio")
def lint_uneven_leading(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Baselines of a paragraph are evenly spaced.

    Rule: all lines of a paragraph lie at the same distance.
    Why: one line that drops leaves the grid, and all the lines after it with it.
    Fix: find the glyph or the run of another face or size that pushes the line; give it the line height of the text.
    """
    for one in running(page, 3):
        steps = [
            (two.baseline - above.baseline, two) for above, two in pairwise(one.lines) if not above.strays and not two.strays
        ]
        if len(steps) < 2:
            continue
        usual = sorted(step for step, _ in steps)[len(steps) // 2]
        off = [(step, line) for step, line in steps if abs(step - usual) > _EVEN]
        if off:
            step, line = max(off, key=lambda pair: abs(pair[0] - usual))
            value, limit = f"{number(step, 2)} mm", f"{number(usual, 2)} mm"
            yield _about(one, [line], value, limit, quoted(line.text))
