"""Where columns and pages end: widows, orphans, lone headings, parted words, white at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from marbre.findings import Severity
from marbre.lint.facts import Column, Mark, PageFacts, Paragraph, Strip
from marbre.lint.rule import Job, page_rule, whole_rule
from marbre.lint.setting import usual_leading
from marbre.lint.wording import number, quoted
from marbre.measures import Box

#: A sentence that ends here may end its paragraph.
_ENDS = ".!?…:»”\"“)"
#: White at a foot smaller than this, in mm, is nobody's hole.
_LEAST_HOLE = 12.0
Joint = tuple[PageFacts, Column, PageFacts, Column]


def joints(pages: Sequence[PageFacts]) -> Iterator[Joint]:
    """Each column with the one in which its text goes on."""
    last: dict[str, tuple[PageFacts, Column]] = {}
    for page in pages:
        for column in page.columns:
            before = last.get(column.thread)
            if before is not None and page.number - before[0].number <= 1:
                yield (*before, page, column)
            last[column.thread] = (page, column)


def runs_on(before: Column, after: Column) -> bool:
    """Whether the last paragraph of a column goes on in the next one.

    Both parts must be of one face and size and together three lines; the last line must be full, so that the next word had
    no room on it; and either its sentence is open or the column that goes on begins without the indent of paragraphs there.
    """
    last, first = before.paragraphs[-1], after.paragraphs[0]
    if last.heading or first.heading or last.font != first.font or abs(last.size - first.size) > 0.2:
        return False
    end, word = last.lines[-1], first.lines[0].words[0]
    if end.hyphenated:
        return True
    room = last.right - end.right - 0.25 * end.em
    if room > word.right - word.left + 0.5 or len(last.lines) + len(first.lines) < 3:
        return False
    if end.text.rstrip()[-1:] not in _ENDS:
        return True
    indents = [one.indent for one in (*before.paragraphs[1:], *after.paragraphs[1:]) if one.font == first.font]
    return bool(indents) and max(indents) > 1.0 and first.indent < 0.3 and len(first.lines) > 1


@whole_rule("studio")
def lint_widow(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """No column begins with the last line of a paragraph.

    Rule: a paragraph that goes on in the next column has two lines there at least.
    Why: a lone line at the head is read as a heading, and its sense lies on the page before.
    Fix: shorten or lengthen the paragraph by a line, or move the frame.
    """
    for _, before, page, column in joints(pages):
        first = column.paragraphs[0]
        if len(first.lines) == 1 and len(column.paragraphs) > 1 and runs_on(before, column):
            yield _at(first, 0, "1").on(page)


@whole_rule("studio")
def lint_orphan(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """No column ends with the first line of a paragraph.

    Rule: a paragraph that goes on in the next column has two lines before it at least.
    Why: the eye loses the beginning while it looks for what follows.
    Fix: shorten or lengthen what stands above by a line.
    """
    for page, column, _, after in joints(pages):
        last = column.paragraphs[-1]
        if len(last.lines) == 1 and len(column.paragraphs) > 1 and runs_on(column, after):
            yield _at(last, -1, "1").on(page)


def _at(paragraph: Paragraph, index: int, value: str) -> Mark:
    line = paragraph.lines[index]
    return Mark(line.box, value, "2", quoted(line.text), paragraph.owner)


@whole_rule("studio")
def lint_hyphen_over_page(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """No word is parted over a page.

    Rule: the last line of a page does not end on a hyphen.
    Why: the reader turns the leaf in the middle of a word.
    Fix: change a word in the last lines, or keep the word whole.
    """
    for page, column, over, after in joints(pages):
        if over.number != page.number:
            yield from _parted(page, column, after)


@whole_rule("studio", Severity.INFO)
def lint_hyphen_over_column(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """No word is parted over a column.

    Rule: the last line of a column does not end on a hyphen.
    Why: the second half of the word stands at the other end of the page.
    Fix: change a word in the last lines, or keep the word whole.
    """
    for page, column, over, after in joints(pages):
        if over.number == page.number:
            yield from _parted(page, column, after)


def _parted(page: PageFacts, column: Column, after: Column) -> Iterator[Mark]:
    last = column.paragraphs[-1]
    line = last.lines[-1]
    if line.hyphenated and runs_on(column, after):
        second = after.paragraphs[0].lines[0].words[0].text
        yield Mark(line.box, f"{line.words[-1].text}|{second}", "", quoted(line.text), last.owner, page)


@whole_rule("studio")
def lint_heading_at_foot(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """A heading has two lines of its text below it.

    Rule: below a heading at the foot of a column stand two lines at least.
    Why: a heading without its text announces nothing.
    Fix: move the heading to the next column, or shorten what stands above.
    """
    for page, column, _, after in joints(pages):
        heads = [index for index, one in enumerate(column.paragraphs) if _leads(one, job)]
        if heads and heads[-1] > 0:
            head = column.paragraphs[heads[-1]]
            below = sum(len(one.lines) for one in column.paragraphs[heads[-1] + 1 :])
            if below < 2 and not _leads(after.paragraphs[0], job):
                yield Mark(head.box, str(below), "2", quoted(head.text), head.owner, page)


def _leads(one: Paragraph, job: Job) -> bool:
    """Whether it is a heading: by its tag, or else larger or bolder than the text and short."""
    if one.tag:
        return one.heading
    bold = any(word in one.font for word in ("Bold", "Black", "Heavy"))
    return len(one.lines) <= 2 and (one.size > 1.15 * job.body or (bold and one.size >= job.body))


@page_rule("studio")
def lint_column_hole(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Columns are filled.

    Rule: a column's ink reaches down at least four fifths of the type area.
    Why: white at a foot looks like something that did not arrive.
    Fix: give the place a picture or a story, lengthen the text, or draw the next section up.
    """
    open_ = [strip for strip in page.strips if _is_hole(strip, job)]
    if not open_ or page.designed:
        return
    if len(open_) == len(page.strips) and len(open_) > 1:
        end = max(strip.end for strip in open_)
        whole = Strip(open_[0].left, open_[-1].right, open_[0].top, open_[0].foot, end)
        open_ = [whole] if _is_hole(whole, job) else open_
    for strip in open_:
        height = strip.foot - strip.end
        area = (strip.right - strip.left) * height / 100
        box = Box(strip.left, strip.end, strip.right - strip.left, height)
        nearest = max(page.paragraphs, key=lambda one: (one.box.bottom <= strip.end + 3, one.box.bottom), default=None)
        said = f"{number(100 * strip.fill)} % ({number(area)} cm²)"
        yield Mark(box, said, f"{number(100 * job.limits.fill)} %", owner=nearest.owner if nearest else None)


def _is_hole(strip: Strip, job: Job) -> bool:
    return strip.fill < job.limits.fill and strip.foot - strip.end >= _LEAST_HOLE


@page_rule("studio", Severity.INFO)
def lint_uneven_columns(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Columns of one text end at the same height.

    Rule: columns of one text that stand side by side end within two lines of each other.
    Why: uneven feet look like a mistake where the columns are otherwise even.
    Fix: balance the columns: lengthen the shorter one or give it a picture.
    """
    if page.designed or len(page.strips) < 2:
        return
    for one, two in pairwise(page.strips):
        texts = [_text_in(page, strip) for strip in (one, two)]
        if not texts[0] or texts[0] != texts[1] or _is_hole(one, job) or _is_hole(two, job):
            continue
        lines = [line for column in page.columns if column.thread == texts[0] for line in column.lines]
        leading = usual_leading(lines) or 4.0
        apart = abs(one.end - two.end) / leading
        if apart > job.limits.even + 0.25:
            short = one if one.end < two.end else two
            box = Box(short.left, short.end, short.right - short.left, abs(one.end - two.end))
            owner = next(column.paragraphs[0].owner for column in page.columns if column.thread == texts[0])
            yield Mark(box, number(apart, 1), number(job.limits.even), owner=owner)


def _text_in(page: PageFacts, strip: Strip) -> str:
    """The thread whose column stands in a strip of the type area, "" for none."""
    for column in page.columns:
        left = min(one.left for one in column.paragraphs)
        if strip.left - 1 <= left < strip.right:
            return column.thread
    return ""
