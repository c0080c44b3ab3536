"""Articles over their pages: how high the pictures stand so that text and pages come out even.

The text's length is known from a galley of one long column; pictures take up what is left, within limits.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleFrames:
    """`picture` and `second` are heights in steps of the head picture and of one at the foot of the last page;
    `columns` the text frames, in steps, page by page and column by column; `over` steps of text too many; `pictures` the
    picture of every page, for articles in a shape."""

    picture: int
    second: int
    columns: tuple[tuple[int, ...], ...]
    over: int
    pictures: tuple[int, ...] = ()


#: White at the foot of the last page from this height on is a picture across it; less is given to the head picture.
SECOND = 20


def article_frames(
    text: int, words: int, pages: int, steps: int, columns: int, least: int, most: int, slack: int = 10
) -> ArticleFrames:
    """Frames for `text` steps of running text on `pages` pages of `steps`, the head's words taking `words`.

    The head picture takes between `least` and `most` steps of the type area; what is left after that becomes a picture
    at the foot of the last page, if it is worth one, else the head picture has it. `slack` steps a column pay for lines
    that may not be parted.
    """
    need = text + slack * columns * pages // 2
    whole = columns * steps * (pages - 1) + columns * (steps - words)
    picture = min(most, max(least, (whole - need) // columns))
    picture += _rest(columns * (steps - words - picture + steps * (pages - 1)) - need, columns)
    first = steps - words - picture
    left = columns * first + columns * steps * (pages - 1) - need
    heights = [first, *([steps] * (pages - 1))]
    spare = min(max(0, left // columns), heights[-1] - 24)
    second = spare if spare >= SECOND and pages > 1 else 0
    heights[-1] -= spare
    return ArticleFrames(
        picture=picture,
        second=second,
        columns=tuple(tuple([height] * columns) for height in heights),
        over=max(0, -left),
    )


def _rest(left: int, columns: int) -> int:
    """Steps that the head picture grows over its most, so that no foot is white for too little to be a picture."""
    spare = left // columns
    return spare if 0 < spare < SECOND else 0


def frame_rules(frames: tuple[tuple[float, ...], ...], width: float) -> str:
    """CSS that makes the n-th page of the galley the n-th frame: heights in mm, all `width` mm wide."""
    heights = [height for page in frames for height in page]
    rules = [
        f"@page thread:nth({number}) {{ size: {width:.3f}mm {height:.3f}mm; margin: 0 }}"
        for number, height in enumerate(heights, start=1)
    ]
    rules.insert(0, f"@page thread {{ size: {width:.3f}mm {heights[-1]:.3f}mm; margin: 0 }}")
    return "\n".join(rules)
