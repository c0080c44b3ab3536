"""Signs and spaces, as each language sets them: quotes, apostrophes, spaces before punctuation, numbers and units.

French after the *Lexique des règles typographiques en usage à l'Imprimerie nationale*; English and German after the EU
Interinstitutional Style Guide. In a finished file a no-break space and a space may be one and the same glyph; what is
looked at is whether there is white, and where the line broke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from marbre.findings import Severity
from marbre.lint.facts import Line, Mark, PageFacts, Paragraph
from marbre.lint.rule import Job, page_rule, whole_rule
from marbre.lint.wording import quoted

_WHITE = " \u00a0\u202f\u2009"
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_DOUBLE = re.compile(r"(?:(?<=\S)[ \u00a0\u202f\u2009]{2,}(?=\S))")
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['´`](?=[^\W\d_])")
_STRAIGHT_QUOTE = re.compile(r"(?<!\d)\"|(?<![\w\d])'(?=\w)")
#: French: no white before what wants one, or white before what wants none.
_FRENCH_TIGHT = re.compile(rf"[^\s{_WHITE}?!:;\d(\[/.…'’-][;!?](?=[\s»)]|$)|[^\W\d_]:(?=\s|$)")
_FRENCH_WIDE = re.compile(rf"[{_WHITE}][,.](?=[\s{_WHITE}]|$)")
_FRENCH_QUOTES = re.compile(rf"«(?![{_WHITE}])|(?<![{_WHITE}])»")
_TIGHT = re.compile(rf"(?<=\w)[{_WHITE}]+[;:!?,.](?=[\s{_WHITE}]|$)")
_WRONG_QUOTES = {"en": re.compile(r"[«»„]"), "de": re.compile(r"[“”](?<!“)|[«»](?=\s)"), "nl": re.compile(r"[«»]")}
_CLOSERS = ",;:.!?…»)]}”%€°"
_OPENERS = "«([{“„‘¿¡"
_UNITS = {
    "": "km|km²|m|m²|cm|mm|ha|kg|g|l|cl|%|€|°C|°|h|min|km/h",
    "fr": "ans?|mois|jours?|nuits?|euros?|siècles?|personnes|pers|habitants|mètres|kilomètres|hectares",
    "en": "miles|metres|hectares|euros?|am|pm",
    "de": "Uhr|Jahre|Meter|Euro|Hektar|Tage",
}  # fmt: skip
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_TITLES = {
    "fr": r"MM?\.|Mmes?|Mlle|Dr|Me|n°|N°|p\.|art\.|env\.",
    "en": r"Mr|Mrs|Ms|Dr|No\.|p\.",
    "de": r"Nr\.|Dr\.|Hr\.|Fr\.|S\.",
}


def _set_text(page: PageFacts, job: Job) -> Iterator[Paragraph]:
    """Everything set in the file's own language."""
    return (one for one in page.paragraphs if not job.foreign(one.lang))


def _on(paragraph: Paragraph, line: Line, at: int, value: str, limit: str = "") -> Mark:
    """A mark on a line, quoting what stands around a place in it."""
    start = max(0, line.text.rfind(" ", 0, max(0, at - 16)) + 1)
    return Mark(line.box, value, limit, quoted(line.text[start : start + 44]), paragraph.owner, context=line.text)


def _addresses_out(text: str) -> str:
    """The text with blanks of the same length for addresses, whose signs follow other rules."""
    return _ADDRESS.sub(lambda match: "x" * len(match[0]) if "." in match[0].strip(".") or "@" in match[0] else match[0], text)


def _found(page: PageFacts, job: Job, pattern: re.Pattern[str], limit: str = "") -> Iterator[Mark]:
    for one in _set_text(page, job):
        for line in one.lines:
            match = pattern.search(_addresses_out(line.text))
            if match:
                yield _on(one, line, match.start(), match[0].strip(_WHITE), limit)


@page_rule("studio", Severity.ERROR)
def lint_missing_glyph(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Every letter has its glyph.

    Rule: no text is set with the sign for a missing glyph (.notdef) or with U+FFFD.
    Why: a box or a blank stands where a letter was meant.
    Fix: use a face that has the letter, or write another one.
    """
    for one in page.paragraphs:
        for line in one.lines:
            if line.bad:
                yield Mark(line.box, str(line.bad), "0", quoted(line.text), one.owner)


@whole_rule("studio")
def lint_stray_face(pages: Sequence[PageFacts], job: Job) -> Iterator[Mark]:
    """A text has its letters from one face.

    Rule: no single sign inside a run of text comes from another face. Told once for each sign, with the number of lines.
    Why: a sign borrowed from another face has another weight, and often moves the line off its grid.
    Fix: choose a sign that the face has (for a hyphen: `hyphenate-character: "-"`), or a face that has the sign.
    """
    seen: dict[tuple[str, str, str], list[tuple[PageFacts, Paragraph, Line]]] = {}
    for page in pages:
        for one in page.paragraphs:
            for line in one.lines:
                for face, sign in line.strays:
                    seen.setdefault((sign, face, line.font), []).append((page, one, line))
    for (sign, face, font), found in seen.items():
        page, paragraph, line = found[0]
        value = f"« {sign} » en {face}, {len(found)} fois"
        yield Mark(line.box, value, font, quoted(line.text), paragraph.owner, page)


@page_rule("office")
def lint_double_space(page: PageFacts, job: Job) -> Iterator[Mark]:
    """One space is enough.

    Rule: no two spaces stand side by side.
    Why: they leave a hole in the line.
    Fix: delete one.
    """
    yield from _found(page, job, _DOUBLE, "1")
    for one in _set_text(page, job):
        for line in one.lines if not one.justified else ():
            at = _wide(line)
            if at is not None and not _DOUBLE.search(line.text):
                pair = f"{line.words[at].text} {line.words[at + 1].text}"
                yield Mark(line.box, "2", "1", quoted(pair), one.owner, context=line.text)


def _wide(line: Line) -> int | None:
    """The gap of a ragged line that is as wide as two spaces while the others are as wide as one."""
    gaps = [right - left for left, right in line.gaps()]
    if line.space <= 0 or len(gaps) < 3 or sorted(gaps)[len(gaps) // 2] > 1.15 * line.space:
        return None
    wide = [index for index, gap in enumerate(gaps) if 1.85 * line.space < gap < 2.2 * line.space]
    near = (line.words[wide[0]].text, line.words[wide[0] + 1].text) if len(wide) == 1 else ("",)
    return wide[0] if all(any(letter.isalnum() for letter in word) for word in near) else None


@page_rule("office")
def lint_straight_apostrophe(page: PageFacts, job: Job) -> Iterator[Mark]:
    """The apostrophe is ’.

    Rule: between letters stands ’ (U+2019), not the ' of the keyboard.
    Why: the straight sign is that of the foot and the minute.
    Fix: type ’.
    """
    return _found(page, job, _STRAIGHT_APOSTROPHE, "’")


@page_rule("office")
def lint_wrong_quotes(page: PageFacts, job: Job) -> Iterator[Mark]:
    """Quotes are those of the language.

    Rule: « » in French, ‘ ’ or “ ” in English, „ “ in German; never the straight ones.
    Why: foreign quotes look like a mistake, straight ones like a typewriter.
    Fix: type those of the language.
    """
    limit = {"fr": "«   »", "en": "‘ ’, “ ”", "de": "„ “"}.get(job.language, "“ ”")
    yield from _found(page, job, _STRAIGHT_QUOTE, limit)
    if job.language in _WRONG_QUOTES:
        yield from _found(page, job, _WRONG_QUOTES[job.language], limit)


@page_rule("office")
def lint_space_before_sign(page: PageFacts, job: Job) -> Iterator[Mark]:
    """White stands before and after signs as the language wants it.

    Rule: in French a white before ; : ! ? and inside « »; none before a comma or a full stop. In other languages none
    before any of them.
    Why: it is the first thing that a proofreader sees.
    Fix: put in, or take away, the space.
    """
    if job.language == "fr":
        for pattern in (_FRENCH_TIGHT, _FRENCH_WIDE, _FRENCH_QUOTES):
            yield from _found(page, job, pattern)
    else:
        yield from _found(page, job, _TIGHT)


def _breaks(page: PageFacts, job: Job) -> Iterator[tuple[Paragraph, Line, Line]]:
    """Lines with the one below in the same paragraph."""
    for one in _set_text(page, job):
        for before, after in pairwise(one.lines):
            yield one, before, after


@page_rule("studio")
def lint_line_begins_with_sign(page: PageFacts, job: Job) -> Iterator[Mark]:
    """No line begins with what closes.

    Rule: no line begins with , ; : . ! ? … » ) % or €.
    Why: the sign belongs to the word before it.
    Fix: put a no-break space before the sign.
    """
    for one, before, after in _breaks(page, job):
        price = after.text[:1] == "€" and after.text[1:2].isdigit()
        if after.text[:1] in _CLOSERS and not price:
            yield Mark(after.box, after.text[:1], "", quoted(f"{before.words[-1].text} | {after.text}"), one.owner)


@page_rule("studio")
def lint_line_ends_with_opener(page: PageFacts, job: Job) -> Iterator[Mark]:
    """No line ends with what opens.

    Rule: no line ends with an opening quote or bracket.
    Why: the sign belongs to the word after it.
    Fix: put a no-break space after the sign.
    """
    for one, before, after in _breaks(page, job):
        last = before.text.rstrip()[-1:]
        if last and last in _OPENERS and not (job.language == "de" and last == "“"):
            yield Mark(before.box, last, "", quoted(f"{before.words[-1].text} | {after.text}"), one.owner)


@page_rule("office")
def lint_number_parted(page: PageFacts, job: Job) -> Iterator[Mark]:
    """A number stays with what it counts.

    Rule: no line ends between a number and its unit, a day and its month, a title and its name, n° and its number.
    Why: the reader reads 12, then looks for twelve what.
    Fix: put a no-break space between the two.
    """
    units = f"{_UNITS['']}|{_UNITS.get(job.language, '')}".rstrip("|")
    unit = re.compile(rf"(?:{units}{'|' + _MONTHS if job.language == 'fr' else ''})(?![\w’'])")
    title = re.compile(rf"(?:^|[\s(])(?:{_TITLES.get(job.language, 'p[.]')})$")
    for one, before, after in _breaks(page, job):
        end, begin = before.words[-1].text, after.text
        counted = end[-1].isdigit() and unit.match(begin)
        century = re.search(r"(?:^|[^\w])(?:[IVXL]+|\d+)e$", end) and begin.startswith("siècle")
        named = title.search(before.text) and (begin[:1].isupper() or begin[:1].isdigit())
        grouped = re.search(r"(?:^|\s)\d{1,3}$", before.text) and re.match(r"\d{3}(?!\d)", begin)
        if counted or century or named or grouped:
            yield Mark(before.box, f"{end} | {after.words[0].text}", "", quoted(f"{before.text} | {begin}"[-56:]), one.owner)


@page_rule("office", Severity.INFO)
def lint_single_letter(page: PageFacts, job: Job) -> Iterator[Mark]:
    """A word of one letter does not end a line, where the house wants it so.

    Rule: no line ends on a word of a single letter (à, a, y, ô; a, I).
    Why: such a word leans on the next one.
    Fix: bind it to the next word with a no-break space.
    """
    if not job.limits.single_letters:
        return
    for one, before, after in _breaks(page, job):
        word = before.words[-1].text
        if len(word) == 1 and word.isalpha():
            yield Mark(before.box, word, "", quoted(f"{before.text[-30:]} | {after.text}"), one.owner)

