"""Runs of glyphs into lines: what stands on one baseline, in one element, without a gap that only a new column makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from marbre.lint.facts import SIGN, Line, Word
from marbre.lint.reading import Element, Glyph, RawPage, Run
from marbre.measures import pt_to_mm

#: In ems: white that is a new column rather than a word space, and white that is a space although none was set.
_COLUMN_GAP, _WORD_GAP = 2.0, 0.18
#: An initial this much larger than the text after it is a drop cap.
_DROP_CAP = 1.7
_SPACES = " \u00a0\u202f\u2009\u2008\u2007\u2006\t\r\n"


@dataclass(slots=True)
class _Open:
    """A line that still grows."""

    runs: list[Run]
    element: int

    @property
    def right(self) -> float:
        return max(run.glyphs[-1].right for run in self.runs)


def lines_of(page: RawPage) -> tuple[Line, ...]:
    """Lines in reading order: by element where the file is tagged, in the order of the file where it is not.

    Untagged text in a tagged file is furniture and left out.
    """
    open_lines: list[_Open] = []
    latest: dict[int, list[_Open]] = {}
    for run in _type(page):
        element = _element(page, run)
        if element is None:
            continue
        line = next((one for one in reversed(latest.get(element, [])[-4:]) if _joins(one, run)), None)
        if line is None:
            line = _Open([], element)
            open_lines.append(line)
            latest.setdefault(element, []).append(line)
        line.runs.append(run)
    made = (_line(one.runs, one.element) for one in open_lines)
    lines = [line for line in made if line is not None]
    return tuple(sorted(lines, key=lambda line: line.element)) if page.elements else tuple(lines)


def _element(page: RawPage, run: Run) -> int | None:
    if not page.elements:
        return -1
    found = page.elements.get(run.mark)
    return None if found is None or found.tag == "Artifact" else found.id


def tags_of(page: RawPage) -> dict[int, Element]:
    """Element id → element, in the language that most of its glyphs are in: words of another one may stand in it."""
    glyphs: Counter[Element] = Counter()
    for run in page.runs:
        if run.mark in page.elements:
            glyphs[page.elements[run.mark]] += len(run.glyphs)
    return {element.id: element for element, _ in reversed(glyphs.most_common())}


def _type(page: RawPage) -> Iterable[Run]:
    """Runs that say something, drop caps left out: they stand beside their lines, not in one."""
    runs = [run for run in page.runs if any(glyph.text.strip(_SPACES) for glyph in run.glyphs)]
    for index, run in enumerate(runs):
        after = runs[index + 1] if index + 1 < len(runs) else None
        text = "".join(glyph.text for glyph in run.glyphs).strip(_SPACES)
        if after is not None and len(text) <= 2 and run.size > _DROP_CAP * after.size and run.baseline > after.baseline + 0.5:
            continue
        yield run


def _joins(line: _Open, run: Run) -> bool:
    """Whether a run stands on this line: same baseline, or raised or lowered beside it."""
    last = line.runs[-1]
    em = pt_to_mm(max(last.size, run.size))
    drift = abs(last.baseline - run.baseline)
    if drift > 0.25 and (drift > 0.5 * em or min(last.size, run.size) > 0.85 * max(last.size, run.size)):
        return False
    gap = run.glyphs[0].left - line.right
    return -0.5 * em <= gap <= _COLUMN_GAP * em


def _line(runs: Sequence[Run], element: int) -> Line | None:
    glyphs = sorted((glyph for run in runs for glyph in run.glyphs), key=lambda glyph: glyph.left)
    main = max(runs, key=lambda run: sum(glyph.text != SIGN for glyph in run.glyphs))
    words, text = _words(glyphs, pt_to_mm(main.size))
    if not words:
        return None
    spaces = [glyph.right - glyph.left for run in runs for glyph in run.glyphs if glyph.text in (" ", "\u00a0")]
    return Line(
        text, words, main.baseline, main.top, main.bottom, main.size, main.font,
        space=min(spaces, default=0.0), bad=sum(run.bad for run in runs), element=element,
        strays=tuple(_strays(runs)),
    )  # fmt: skip


def _strays(runs: Sequence[Run]) -> Iterable[tuple[str, str]]:
    """One or two signs of another face amid the content of one mark, which the press set as one text."""
    for run in runs:
        text = "".join(glyph.text for glyph in run.glyphs).strip(_SPACES)
        fellows = [one for one in runs if one.mark == run.mark >= 0 and one.font != run.font]
        longest = max((len(one.glyphs) for one in fellows), default=0)
        if 0 < len(text) <= 2 and longest > len(text) and SIGN not in text:
            yield run.font, text


def _words(glyphs: Sequence[Glyph], em: float) -> tuple[tuple[Word, ...], str]:
    """Words and the text with its spaces, where a white without a space counts as one."""
    words: list[Word] = []
    said: list[str] = []
    held: list[Glyph] = []
    apart = _tracking(glyphs) + _WORD_GAP * em

    def close() -> None:
        if held:
            words.append(Word("".join(one.text for one in held), held[0].left, held[-1].right))
            held.clear()

    for glyph in glyphs:
        if glyph.text.strip(_SPACES) == "":
            close()
            said.append(" " if glyph.text in "\t\r\n" else glyph.text)
            continue
        if held and glyph.left - held[-1].right > apart:
            close()
            said.append(" ")
        elif not held and words and said and said[-1].strip(_SPACES):
            said.append(" ")
        held.append(glyph)
        said.append(glyph.text)
    close()
    return tuple(words), "".join(said).strip(_SPACES)


def _tracking(glyphs: Sequence[Glyph]) -> float:
    """White that is between all letters of spaced capitals, in mm."""
    inner = [two.left - one.right for one, two in pairwise(glyphs) if one.text.strip(_SPACES) and two.text.strip(_SPACES)]
    return max(0.0, median(inner)) if len(inner) > 2 else 0.0
