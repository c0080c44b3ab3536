"""Listings into columns: full-measure pieces at the head, the rest down the columns, no heading left alone.

Pure arithmetic in steps. Pieces keep their order, except that a shorter piece of the same group may be drawn forward
to fill the foot of a column, and full-measure pieces rise to the head of the next page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from marbre.plan.model import Piece

#: How far ahead a piece may be drawn forward, in pieces.
REACH = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece at a place: `column` None for the full measure, `top` in steps from the head of the type area."""

    piece: Piece
    column: int | None
    top: int


@dataclass(frozen=True, slots=True)
class Sheetful:
    """One page of a flow: its spots, and the free steps left under everything (`used` is the first free one)."""

    spots: tuple[Spot, ...]
    used: int


@dataclass(slots=True)
class _Region:
    """Columns that start at `top` and may reach `bottom`."""

    top: int
    bottom: int
    columns: list[list[Piece]] = field(default_factory=list)


def flow(
    pieces: Sequence[Piece], steps: int, columns: int, start: int = 0, gap: int = 4, reach: int = REACH
) -> tuple[Sheetful, ...]:
    """Place `pieces` on as many pages as needed. The first page is free from `start` steps on; `steps` is the height of
    the type area, `gap` the space under a full-measure piece; `reach` how
    far ahead a piece may be drawn forward (0: never). Columns of the last page are balanced.

    A piece higher than a page stands alone and is reported by whoever measures it against the page.
    """
    waiting = list(pieces)
    pages: list[Sheetful] = []
    top = start
    while waiting:
        spots: list[Spot] = []
        used = _wide_at_head(waiting, spots, top, steps, columns, gap)
        narrow = _narrow_run(waiting)
        if narrow and steps - used >= narrow[0].steps:
            room = steps - used
            filled, rest = _fill(narrow, room, columns, reach)
            if not rest:
                filled = _balanced(narrow, room, columns, reach)
            spots += _spots(filled, used, room, bool(rest))
            placed = {id(piece) for column in filled for piece in column}
            waiting = [piece for piece in waiting if id(piece) not in placed]
            used += max((_height(column) for column in filled), default=0)
            if not rest:
                used = _wide_at_foot(waiting, spots, used, steps, gap)
        if not spots and waiting and top == 0:
            piece = waiting.pop(0)
            spots.append(Spot(piece, None if piece.wide else 0, 0))
            used = piece.steps
        pages.append(Sheetful(tuple(spots), used))
        top = 0
    return tuple(pages)


def _wide_at_head(waiting: list[Piece], spots: list[Spot], top: int, steps: int, columns: int, gap: int) -> int:
    """Full-measure pieces that are due now go to the head: those before the first narrow piece, and the next one if the
    column text of this page would reach it."""
    used = top
    due = next((index for index, piece in enumerate(waiting) if not piece.wide), len(waiting))
    for piece in waiting[:due]:
        if used + piece.steps > steps:
            break
        spots.append(Spot(piece, None, used))
        waiting.remove(piece)
        used += piece.steps + gap
    ahead = _wide_ahead(waiting, steps, columns) if due == 0 and top == 0 else None
    if ahead is not None:
        spots.append(Spot(ahead, None, used))
        waiting.remove(ahead)
        used += ahead.steps + gap
    return used


def _wide_ahead(waiting: Sequence[Piece], steps: int, columns: int) -> Piece | None:
    """The next full-measure piece, if what stands before it still goes on this page below it."""
    before = 0
    for piece in waiting:
        if piece.wide:
            return piece if before < columns * (steps - piece.steps) and before else None
        before += piece.steps + piece.after
    return None


def _wide_at_foot(waiting: list[Piece], spots: list[Spot], used: int, steps: int, gap: int) -> int:
    """After the last column text: full-measure pieces that still fit below it."""
    for piece in [piece for piece in waiting if piece.wide]:
        if used + gap + piece.steps > steps:
            break
        spots.append(Spot(piece, None, used + gap))
        waiting.remove(piece)
        used += gap + piece.steps
    return used


def _narrow_run(waiting: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in waiting if not piece.wide]


def _height(column: Sequence[Piece]) -> int:
    return sum(piece.steps + piece.after for piece in column) - (column[-1].after if column else 0)


def _fill(pieces: Sequence[Piece], room: int, columns: int, reach: int) -> tuple[list[list[Piece]], list[Piece]]:
    """As many pieces as go into `columns` columns of `room` steps, and the rest."""
    rest = list(pieces)
    filled = []
    for _ in range(columns):
        filled.append(_column(rest, room, reach))
    return filled, rest


def _column(rest: list[Piece], room: int, reach: int) -> list[Piece]:
    """One column: takes from `rest`."""
    column: list[Piece] = []
    used = 0
    while rest:
        index = _next_fitting(rest, room - used, reach)
        if index is None:
            break
        piece = rest.pop(index)
        column.append(piece)
        used += piece.steps + piece.after
    while column and column[-1].leads:
        rest.insert(0, column.pop())
    return column


def _next_fitting(rest: Sequence[Piece], room: int, reach: int) -> int | None:
    """The next piece that fits, or a later one of the same group; a heading needs room for what it leads."""
    for index, piece in enumerate(rest[: reach + 1]):
        if index and piece.leads:
            return None
        need = piece.steps
        if piece.leads and index + 1 < len(rest):
            need += piece.after + rest[index + 1].steps
        if need <= room:
            return index
        if piece.leads:
            return None
    return None


def _balanced(pieces: Sequence[Piece], room: int, columns: int, reach: int) -> list[list[Piece]]:
    """The last columns as even as the pieces allow: the least height at which all of them go in."""
    total = sum(piece.steps + piece.after for piece in pieces)
    low = max(max(piece.steps for piece in pieces), total // columns - 8)
    for height in range(low, room + 1):
        filled, rest = _in_order(pieces, height, columns)
        if not rest:
            return filled
    return _fill(pieces, room, columns, reach)[0]


def _in_order(pieces: Sequence[Piece], room: int, columns: int) -> tuple[list[list[Piece]], list[Piece]]:
    """As `_fill`, without drawing anything forward."""
    rest = list(pieces)
    filled: list[list[Piece]] = []
    for _ in range(columns):
        column: list[Piece] = []
        used = 0
        while rest:
            piece = rest[0]
            need = piece.steps + (piece.after + rest[1].steps if piece.leads and len(rest) > 1 else 0)
            if used + need > room:
                break
            column.append(rest.pop(0))
            used += piece.steps + piece.after
        filled.append(column)
    return filled, rest


def _spots(columns: Sequence[Sequence[Piece]], top: int, room: int, justify: bool) -> list[Spot]:
    """Where the pieces of each column stand; full columns are driven out to the foot by a few steps a gap."""
    spots = []
    for number, column in enumerate(columns):
        spare = room - _height(column) if justify and column else 0
        gaps = [index for index, piece in enumerate(column[:-1]) if not piece.leads]
        extra = _shared(spare, len(gaps)) if gaps and spare <= 5 * len(gaps) else [0] * len(gaps)
        additions = dict(zip(gaps, extra, strict=True))
        y = top
        for index, piece in enumerate(column):
            spots.append(Spot(piece, number, y))
            y += piece.steps + piece.after + additions.get(index, 0)
    return spots


def _shared(spare: int, gaps: int) -> list[int]:
    """`spare` steps over `gaps` gaps, as evenly as whole steps go."""
    base, more = divmod(spare, gaps)
    return [base + (1 if index < more else 0) for index in range(gaps)]


def holes(page: Sheetful, steps: int, columns: int, start: int = 0) -> tuple[tuple[int | None, int, int], ...]:
    """White at the feet of a page that is taken up to `start`: (column or None for the full measure, top, height)."""
    feet = [start] * columns
    for spot in page.spots:
        end = spot.top + spot.piece.steps
        for column in range(columns) if spot.column is None else (spot.column,):
            feet[column] = max(feet[column], end)
    common = max(feet)
    found: list[tuple[int | None, int, int]] = [
        (column, foot, common - foot) for column, foot in enumerate(feet) if common - foot > 0
    ]
    if steps - common > 0:
        found.append((None, common, steps - common))
    return tuple(found)


def moved(page: Sheetful, spots: Sequence[Spot]) -> Sheetful:
    """The page with more spots on it."""
    return replace(page, spots=(*page.spots, *spots))
