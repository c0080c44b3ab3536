"""What a finished page says, as type: words, lines, paragraphs and columns. The only thing that lint rules look at.

Lengths are mm from the head left of the trim, `y` growing downwards; sizes are pt. Widths are advances, as the type was
set, so a space between two words is the white that the reader sees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marbre.measures import Box, pt_to_mm

#: Stands for a pictogram: a glyph that says several letters.
SIGN = "\ufffc"
HYPHENS = "-\u2010\u2011\u00ad"
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6", "H", "Title")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose text it is, where the plan says it. `frame` tells text columns apart, "" for text that does not run on;
    `thread` is the text that runs through several frames; `source` is the file it was written in."""

    name: str
    section: str = ""
    frame: str = ""
    thread: str = ""
    source: str = ""
    record: int | None = None
    template: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between two spaces."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type. `text` has its spaces as they were set; `space` is the width of the face's own space in mm, 0 where
    none was set; `bad` counts glyphs that stand for nothing; `strays` are signs that came from another face: (its name, the
    signs)."""

    text: str
    words: tuple[Word, ...]
    baseline: float
    top: float
    bottom: float
    size: float
    font: str
    space: float = 0.0
    bad: int = 0
    element: int = -1
    strays: tuple[tuple[str, str], ...] = ()

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def em(self) -> float:
        """The size in mm."""
        return pt_to_mm(self.size)

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.width, self.bottom - self.top)

    @property
    def hyphenated(self) -> bool:
        """Whether it ends on a hyphen that parts a word, its own or the typesetter's."""
        text = self.text.rstrip()
        return len(text) > 1 and text[-1] in HYPHENS and text[-2].isalnum()

    def gaps(self) -> tuple[tuple[float, float], ...]:
        """The whites between its words."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return tuple((one.right, two.left) for one, two in pairs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that run on, in one column. `right` is where its measure ends (`left` where it begins), also if no line of it
    is full; `indent` is that of its first line; `tag` its structure element, "" in files without tags."""

    lines: tuple[Line, ...]
    left: float
    right: float
    tag: str = ""
    lang: str = ""
    owner: Owner | None = None

    @property
    def measure(self) -> float:
        return self.right - self.left

    @property
    def indent(self) -> float:
        return max(0.0, self.lines[0].left - self.left)

    @property
    def text(self) -> str:
        """Its words, lines joined by a line end."""
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def font(self) -> str:
        return max((line.font for line in self.lines), key=lambda name: sum(line.font == name for line in self.lines))

    @property
    def leading(self) -> float:
        """From baseline to baseline in mm; 1.2 em for a single line."""
        if len(self.lines) < 2:
            return 1.2 * self.lines[0].em
        return (self.lines[-1].baseline - self.lines[0].baseline) / (len(self.lines) - 1)

    @property
    def box(self) -> Box:
        left, right = min(line.left for line in self.lines), max(line.right for line in self.lines)
        return Box(left, self.lines[0].top, right - left, self.lines[-1].bottom - self.lines[0].top)

    @property
    def justified(self) -> bool:
        """Whether all lines but the last end on the same edge: three of them at least, or it may be chance."""
        full = [line.right for line in self.lines[:-1]]
        return len(full) >= 3 and max(full) - min(full) < 0.4 and self.right - min(full) < 0.8

    @property
    def heading(self) -> bool:
        """Whether it is tagged as one."""
        return self.tag in HEADINGS


@dataclass(frozen=True, slots=True)
class Column:
    """Paragraphs one below the other; `thread` is the text that runs on from column to column."""

    paragraphs: tuple[Paragraph, ...]
    frame: str
    thread: str

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for paragraph in self.paragraphs for line in paragraph.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


@dataclass(frozen=True, slots=True)
class Strip:
    """A column of the type area and where its ink ends: `end` in mm, `top` where there is none at all."""

    left: float
    right: float
    top: float
    foot: float
    end: float

    @property
    def fill(self) -> float:
        return (self.end - self.top) / (self.foot - self.top)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page: its `number` in the file from 1, its `folio` (None where none is printed) and what a reader calls it.

    `designed` pages (covers, openers, full pictures) have no columns to fill.
    """

    number: int
    folio: int | None
    label: str
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...]
    columns: tuple[Column, ...] = ()
    strips: tuple[Strip, ...] = ()
    recto: bool = True
    designed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule noticed: where, what was measured and allowed, and the words it is about. A `minor` mark is only told
    for the record; `context` is text around it, by which its file is searched."""

    box: Box | None = None
    value: str = ""
    limit: str = ""
    quote: str = ""
    owner: Owner | None = None
    page: PageFacts | None = None
    minor: bool = False
    context: str = ""

    def on(self, page: PageFacts) -> Mark:
        """The same on a page."""
        return self if self.page is not None else replace(self, page=page)
