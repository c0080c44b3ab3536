"""Articles in a shape of the layout: every page says where its picture stands and which columns carry text.

The pictures take up what the text leaves, so the same shape holds a long text and a short one, in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marbre.edition import PageFormat
from marbre.page_shape import PageShape
from marbre.plan.articles import ArticleFrames
from marbre.plan.model import Slot
from marbre.plan.pile import Order, Pile, Run, add_slots

#: White between a picture and the text beside it, in steps.
GAP = 8


def shaped_frames(
    text: int, words: int, shapes: Sequence[PageShape], steps: int, slack: int = 6, sides: Sequence[int] = (), ends: int = 0
) -> ArticleFrames:
    """Frames for `text` steps of running text over the pages of `shapes`; `steps` is the height of the type area, `words`
    what the title takes on its page. The pictures grow together from their least to their most; tops of text columns
    stay on the baseline grid (4 steps). No picture leaves less room than what stands beside the text (`sides`, in steps).
    The columns of the last page of text are `ends` steps shorter, so that they end alike; its picture has what they give."""
    limits = [_limit(shape, words, steps, side) for shape, side in zip(shapes, sides or [0] * len(shapes), strict=True)]
    need = text + slack * sum(len(shape.text) for shape in shapes) // 2
    low = [_room(shape, words, steps, shape.least) for shape in shapes]
    high = [_room(shape, words, steps, limit) for shape, limit in zip(shapes, limits, strict=True)]
    most, least = _area(shapes, low), _area(shapes, high)
    part = 0.0 if most <= least else min(1.0, max(0.0, (most - need) / (most - least)))
    pictures, columns = [], []
    last = max((number for number, shape in enumerate(shapes) if shape.text), default=-1)
    for number, (shape, limit) in enumerate(zip(shapes, limits, strict=True)):
        height = int(shape.least + part * (limit - shape.least))
        room = max(0, _room(shape, words, steps, height))
        if shape.picture == "head" and shape.text:
            room = _on_grid(steps, room)
        if number == last:
            room -= min(ends, max(0, room - (sides[number] if sides else 0)) // 4 * 4)
        pictures.append(steps if not shape.text else steps - room - GAP - (words if shape.words else 0))
        columns.append(tuple([room] * len(shape.text)))
    return ArticleFrames(pictures[0], 0, tuple(columns), max(0, need - most), tuple(pictures))


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A picture of an article in a shape that is lower than the shape prefers: on which of its pages (from 0), its height and
    the preferred one, in steps."""

    number: int
    height: int
    preferred: int


#: The part of the way from the least to the most of a picture's height that a shape prefers at least.
PREFERRED = 0.35


def shrunk(frames: ArticleFrames, shapes: Sequence[PageShape]) -> tuple[Shrunk, ...]:
    """The pictures of an article that its text keeps lower than preferred; all of them share what the text leaves alike, so
    that none stands for the others."""
    found = []
    for number, (shape, height) in enumerate(zip(shapes, frames.pictures, strict=True)):
        preferred = round(shape.least + PREFERRED * (shape.most - shape.least))
        if shape.text and height < preferred:
            found.append(Shrunk(number, height, preferred))
    return tuple(found)


#: Steps that the head picture of an article without a shape has at least, and when its text needs the room.
HEAD, LOW_HEAD = 44, 24


def lowered(frames: ArticleFrames) -> tuple[Shrunk, ...]:
    """The head picture of an article without a shape, where it is lower than it likes to be."""
    return (Shrunk(0, frames.picture, HEAD),) if frames.picture < HEAD else ()


def _limit(shape: PageShape, words: int, steps: int, side: int) -> int:
    """The most steps of a picture that leaves `side` steps of column beside or under it."""
    return max(shape.least, min(shape.most, _room(shape, words, steps, 0) - side)) if side else shape.most


def _on_grid(steps: int, room: int) -> int:
    """The room under a head picture, a little more where its top would miss the baseline."""
    return room + (steps - room) % 4


def _room(shape: PageShape, words: int, steps: int, picture: int) -> int:
    """Steps that a column of text has beside a picture of `picture` steps."""
    if not shape.text:
        return 0
    return steps - picture - GAP - (words if shape.words else 0)


def _area(shapes: Sequence[PageShape], rooms: Sequence[int]) -> int:
    return sum(len(shape.text) * max(0, room) for shape, room in zip(shapes, rooms, strict=True))


def place_shaped(pile: Pile, run: Run, frames: ArticleFrames) -> None:
    """Slots and orders for pages that are already on the pile: the last ones, one a shape."""
    first = len(pile.pages) - len(run.shapes)
    index = 0
    for number, (shape, columns) in enumerate(zip(run.shapes, frames.columns, strict=True)):
        page = pile.pages[first + number]
        key = f"head:{run.section.id}:{number}"
        bleed = pile.format.bleed
        anchors = (f"section:{run.section.id}", *(f"text:{name}" for name in run.section.texts[:1]))
        slots = [Slot(key, key, -bleed, -bleed, anchors=anchors if number == 0 else ())]
        room = columns[0] if columns else 0
        top = 0 if shape.picture == "foot" else pile.steps - room
        if shape.picture == "foot" and shape.words:
            top = run.words
        for column in shape.text:
            x = pile.left(page) + column * (pile.format.column_width + pile.format.column_gap)
            y = pile.format.head + top * pile.step
            slots.append(Slot(f"text:{run.section.id}", f"thread:{run.section.id}", x, y, index))
            index += 1
        add_slots(pile, slots, first + number)
        height = frames.pictures[number] * pile.step
        values = (("number", number), ("picture", height), ("top", top * pile.step), ("room", room * pile.step))
        pile.orders.append(Order(key, "turn", run.section.id, first + number, values))
    heights = tuple(tuple(height * pile.step for height in page) for page in frames.columns)
    pile.orders.append(Order(f"thread:{run.section.id}", "thread", run.section.id, first, (("frames", heights),)))


def shaped(run: Run, format: PageFormat) -> ArticleFrames:
    """The frames of a run that has a shape."""
    return shaped_frames(run.text, run.words, run.shapes, format.rows * 4, run.slack, run.sides, run.ends)
