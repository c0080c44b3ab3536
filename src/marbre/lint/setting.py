"""Lines into paragraphs, and paragraphs into columns, from where they stand and from what the file says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from marbre.lint.facts import Column, Line, Owner, Paragraph
from marbre.lint.reading import Element

#: Lines closer or wider apart than this (in ems) are not one paragraph.
_LEAST_LEADING, _MOST_LEADING = 0.8, 2.0
#: An indent that begins a paragraph, in mm.
_LEAST_INDENT, _MOST_INDENT = 1.0, 9.0
#: Lines whose edges lie this near one another, in mm, have one measure.
_SAME_MEASURE = 5
#: How many words of a line must have had room on the line before, to say that it was broken by hand.
_WORDS_TAGGED, _WORDS_PLAIN = 3, 1
#: After one of these a line of one element may be the last of its kind; after anything else a small letter goes on.
_STOPS = ".!?:;…»"


def paragraphs_of(
    lines: Sequence[Line], elements: Mapping[int, Element], owners: Mapping[int, Owner]
) -> tuple[Paragraph, ...]:
    """Paragraphs in reading order. `owners`: element id → whose it is."""
    tagged = bool(elements)
    rights = _measures(lines, owners)
    groups: list[list[int]] = []
    for index in range(len(lines)):
        if groups and _continues(lines, groups[-1], index, rights, tagged):
            groups[-1].append(index)
        else:
            groups.append([index])
    return tuple(_paragraph([lines[one] for one in group], rights[group[0]], elements, owners) for group in groups)


def _paragraph(
    lines: Sequence[Line], right: float, elements: Mapping[int, Element], owners: Mapping[int, Owner]
) -> Paragraph:
    element = elements.get(lines[0].element)
    left = min(line.left for line in lines)
    tag, lang = (element.tag, element.lang) if element else ("", "")
    return Paragraph(tuple(lines), left, max(right, max(line.right for line in lines)), tag, lang, owners.get(lines[0].element))


def _measures(lines: Sequence[Line], owners: Mapping[int, Owner]) -> list[float]:
    """For each line, where its measure ends: where the longest line of its face and size ends that begins on the same
    edge, give or take an indent, in the same frame or sort of block."""
    ends: dict[tuple[str, float, str], dict[int, float]] = {}
    keys = []
    for line in lines:
        owner = owners.get(line.element)
        home = (owner.frame or owner.template or owner.name) if owner else ""
        key = (home, round(line.size, 1), line.font)
        edges = ends.setdefault(key, {})
        edge = round(line.left)
        edges[edge] = max(edges.get(edge, 0.0), line.right)
        keys.append((key, edge))
    return [
        max(end for at, end in ends[key].items() if abs(at - edge) <= _SAME_MEASURE) for key, edge in keys
    ]


def _continues(lines: Sequence[Line], group: Sequence[int], index: int, rights: Sequence[float], tagged: bool) -> bool:
    before, line = lines[group[-1]], lines[index]
    if line.element != before.element or abs(line.size - before.size) > 0.04 * before.size:
        return False
    leading = line.baseline - before.baseline
    if not _LEAST_LEADING * before.em <= leading <= _MOST_LEADING * before.em:
        return False
    if not _side_by_side(before, line):
        return False
    if len(group) > 1:
        usual = before.baseline - lines[group[-2]].baseline
        if leading > 1.35 * usual:
            return False
    left = min(lines[one].left for one in group)
    if not tagged and _LEAST_INDENT < line.left - left < _MOST_INDENT and before.left <= left + 0.3:
        return False
    if tagged and before.text.rstrip()[-1:] not in _STOPS and line.text[:1].islower():
        return True
    return not broken_early(before, line, max(rights[group[0]], rights[index]), _WORDS_TAGGED if tagged else _WORDS_PLAIN)


def _side_by_side(before: Line, line: Line) -> bool:
    """Whether they stand one below the other in one column."""
    overlap = min(before.right, line.right) - max(before.left, line.left)
    return overlap > 0.3 * min(before.width, line.width) and abs(before.left - line.left) < _MOST_INDENT * 3


def broken_early(before: Line, line: Line, right: float, words: int = _WORDS_TAGGED) -> bool:
    """Whether the next words would still have gone on the line before."""
    if before.hyphenated:
        return False
    piece = line.words[:words]
    need = piece[-1].right - piece[0].left + (before.space or 0.25 * before.em)
    return before.right + need < right - 0.5


def columns_of(paragraphs: Sequence[Paragraph]) -> tuple[Column, ...]:
    """Columns of running text: the frames of the plan where it is known, else what stands one below the other."""
    if any(one.owner is not None for one in paragraphs):
        frames: dict[str, list[Paragraph]] = {}
        for one in paragraphs:
            if one.owner is not None and one.owner.frame:
                frames.setdefault(one.owner.frame, []).append(one)
        return tuple(
            Column(tuple(group), frame, group[0].owner.thread if group[0].owner else "") for frame, group in frames.items()
        )
    return _columns_seen(paragraphs)


def _columns_seen(paragraphs: Sequence[Paragraph]) -> tuple[Column, ...]:
    """Columns of a page that says nothing of itself: paragraphs on nearly the same edges, from head to foot."""
    columns: list[list[Paragraph]] = []
    for one in sorted(paragraphs, key=lambda item: item.lines[0].baseline):
        home = next((column for column in columns if _same_edges(column, one)), None)
        if home is None:
            columns.append([one])
        else:
            home.append(one)
    columns.sort(key=lambda column: column[0].left)
    running = [column for column in columns if sum(len(one.lines) for one in column) >= 4]
    return tuple(Column(tuple(column), f"column {number}", "text") for number, column in enumerate(running, 1))


def _same_edges(column: Sequence[Paragraph], one: Paragraph) -> bool:
    left, right = min(item.left for item in column), max(item.right for item in column)
    overlap = min(right, one.right) - max(left, one.left)
    narrow = min(right - left, one.measure)
    return abs(one.left - left) < _MOST_INDENT and overlap > 0.6 * narrow


def body_style(paragraphs: Sequence[Paragraph]) -> float:
    """The size most text is set in, pt; 0 where there is none."""
    weights: dict[float, int] = {}
    for one in paragraphs:
        weights[round(one.size, 1)] = weights.get(round(one.size, 1), 0) + len(one.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def usual_leading(lines: Sequence[Line]) -> float:
    """The middle distance between baselines, mm."""
    steps = [two.baseline - one.baseline for one, two in pairwise(lines) if two.baseline > one.baseline]
    return median(steps) if steps else 0.0
