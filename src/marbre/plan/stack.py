"""From measured sections to pages: the flat plan before any late block is composed.

Sections follow each other in the order of the edition. A listing starts on the page where the one before it ended, if
there is room; openers and spreads wait for their side; white at the foot of a page is given to a page end (a tale or a
drawing). What depends on folios is ordered here (`Order`) and composed afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marbre.edition import PageFormat
from marbre.findings import Finding, Severity
from marbre.plan.articles import ArticleFrames, article_frames
from marbre.plan.flow import REACH, Spot, flow
from marbre.plan.model import Bookmark, Page, Slot
from marbre.plan.page_ends import close_page, fill_foot, finish_columns, finish_foot, interlude
from marbre.plan.pile import Order, Pile, Run, add_slots
from marbre.plan.shaped import HEAD, LOW_HEAD, Shrunk, lowered, place_shaped, shaped, shrunk

#: A listing may start on a page that has this many steps left below its own heading.
RUN_ON = 64


def stack(
    runs: Sequence[Run], format: PageFormat, tales: Sequence[str], multiple: int, first_folio: int = 1
) -> tuple[tuple[Page, ...], tuple[Order, ...], tuple[Finding, ...]]:
    """Pages of the body, what is to be composed late, and findings. `tales` are names of page-end texts."""
    pile = Pile(format, list(tales))
    for index, run in enumerate(runs):
        if run.section.option("after_padding"):
            close_page(pile)
            later = sum(_least_pages(one, format) for one in runs[index:])
            while (len(pile.pages) + later) % multiple:
                interlude(pile, run)
        _place(pile, run)
    close_page(pile)
    while len(pile.pages) % multiple:
        interlude(pile, runs[-1])
    folios = tuple(
        replace(page, folio=number, label=str(number)) for number, page in enumerate(pile.pages, first_folio)
    )
    return folios, tuple(pile.orders), tuple(pile.findings)


def _least_pages(run: Run, format: PageFormat) -> int:
    """Pages that a section after the padding will take."""
    if run.kind == "sheets":
        return run.sheets
    if run.kind == "article":
        return len(run.shapes) or max(1, run.section.pages)
    if run.kind == "thread":
        return len(_thread_frames(run, format))
    head = run.head.steps + 6 if run.head else 0
    return len(flow(run.pieces, format.rows * 4, format.columns, head, reach=_reach(run)))


def _reach(run: Run) -> int:
    """How far a listing may be drawn forward to fill a column; not at all where the order means something."""
    named = run.section.select is not None and bool(run.section.select.ids)
    return 0 if named or run.section.group in ("distance", "day") else REACH


def _place(pile: Pile, run: Run) -> None:
    place = {"sheets": _sheets, "article": _article, "flow": _flow, "thread": _thread}[run.kind]
    side = run.section.starts
    runs_on = run.kind == "flow" and pile.open and side == "any" and _room_for(pile, run)
    if not runs_on:
        close_page(pile)
        if side in ("recto", "verso") and (len(pile.pages) % 2 == 0) != (side == "recto"):
            interlude(pile, run)
    place(pile, run)


def _room_for(pile: Pile, run: Run) -> bool:
    """Whether a listing may start below the one before it: its head, a first heading and a first block must fit. A section
    may ask for another room than RUN_ON with its option `run_on`."""
    head = run.head.steps + 10 if run.head else 0
    first = next((index for index, piece in enumerate(run.pieces) if not piece.leads), 0)
    opening = sum(piece.steps + piece.after for piece in run.pieces[: first + 1])
    same = pile.pages[-1].chapter == run.section.chapter or run.section.option("runs_on")
    return same and pile.steps - pile.used >= head + max(int(run.section.option("run_on", RUN_ON)), opening + 8)


def _new_page(pile: Pile, run: Run, kind: str, first: bool) -> Page:
    recto = len(pile.pages) % 2 == 0
    page = Page(
        "", None, recto, run.section.id, run.section.chapter, kind, run.title if first else "",
        bookmarks=(Bookmark(_level(run), run.title),) if first and run.title else (),
    )  # fmt: skip
    pile.pages.append(page)
    return page


def _level(run: Run) -> int:
    return 1 if run.section.option("opens") or not run.section.chapter else 2


def _sheets(pile: Pile, run: Run) -> None:
    """Full pages, bleed and all."""
    for number in range(run.sheets):
        _new_page(pile, run, "plain" if run.plain else "full", number == 0)
        key = f"sheet:{run.section.id}:{number}"
        bleed = pile.format.bleed
        anchors = (f"section:{run.section.id}",) if number == 0 else ()
        add_slots(
            pile,
            [
                Slot(
                    f"page:{run.section.id}",
                    key,
                    -bleed,
                    -bleed,
                    anchors=anchors,
                    template=run.section.template,
                )
            ],
        )
        pile.orders.append(Order(key, "sheet", run.section.id, len(pile.pages) - 1, (("number", number),)))


def _article(pile: Pile, run: Run) -> None:
    """A head with its picture, text in columns, perhaps a second picture at the end."""
    pages = max(1, run.section.pages)
    frames = frames_of(run, pile.format)
    if frames.over:
        pile.findings.append(_too_long(run, frames, pages))
    low = shrunk(frames, run.shapes) if run.shapes else lowered(frames)
    pile.findings += [_lower(run, one, len(pile.pages), pile.step) for one in low]
    if run.shapes:
        for number, shape in enumerate(run.shapes):
            _new_page(pile, run, "article" if shape.text else "full", number == 0)
        place_shaped(pile, run, frames)
        return
    heads = _head_slots(pile, run, frames)
    index = 0
    for number, columns in enumerate(frames.columns):
        page = _new_page(pile, run, "article" if number == 0 else "plain", number == 0)
        if number == 0:
            add_slots(pile, heads)
        top = (frames.picture + run.words) * pile.step if number == 0 else 0.0
        for column in range(len(columns)):
            x = pile.left(page) + column * (pile.format.column_width + pile.format.column_gap)
            add_slots(
                pile,
                [Slot(f"text:{run.section.id}", f"thread:{run.section.id}", x, pile.format.head + top, index)],
            )
            index += 1
    _orders_of_article(pile, run, frames, pages)


def frames_of(run: Run, format: PageFormat) -> ArticleFrames:
    """The frames of an article: with a generous picture, or a low one where the text needs the room."""
    if run.shapes:
        return shaped(run, format)
    pages, steps = max(1, run.section.pages), format.rows * 4
    most = int(run.section.option("picture_most", 120))
    frames = article_frames(run.text, run.words, pages, steps, format.columns, HEAD, most, run.slack)
    if frames.over:
        frames = article_frames(run.text, run.words, pages, steps, format.columns, LOW_HEAD, most, run.slack)
    return frames


def _head_slots(pile: Pile, run: Run, frames: ArticleFrames) -> list[Slot]:
    bleed = pile.format.bleed
    names = tuple(f"{kind}:{name}" for name in run.section.texts[:1] for kind in ("text",))
    anchors = (f"section:{run.section.id}", *names)
    return [Slot(f"head:{run.section.id}", f"head:{run.section.id}", -bleed, -bleed, anchors=anchors)]


def _orders_of_article(pile: Pile, run: Run, frames: ArticleFrames, pages: int) -> None:
    first = len(pile.pages) - pages
    step = pile.step
    pile.orders.append(
        Order(
            f"head:{run.section.id}",
            "head",
            run.section.id,
            first,
            (("picture", pile.format.head + frames.picture * step),),
        )
    )
    heights = tuple(tuple(height * step for height in page) for page in frames.columns)
    pile.orders.append(Order(f"thread:{run.section.id}", "thread", run.section.id, first, (("frames", heights),)))
    if frames.second:
        height = frames.second * step - 3.4
        key = f"second:{run.section.id}"
        page = pile.pages[-1]
        y = pile.format.head + pile.format.text_height - height
        add_slots(pile, [Slot(f"picture:{run.section.id}", key, pile.left(page), y)])
        pile.orders.append(Order(key, "second", run.section.id, len(pile.pages) - 1, (("height", height),)))


def _lower(run: Run, one: Shrunk, first: int, step: float) -> Finding:
    """The rung of an article: a picture lower than its shape prefers. `first` counts the pages before the article."""
    height, preferred = (f"{steps * step:.1f} mm" for steps in (one.height, one.preferred))
    return Finding(
        "copyfitted", Severity.INFO,
        f"Article « {run.title} » : l'image de sa page {one.number + 1} est basse ({height.replace('.', ',')} au lieu de "
        f"{preferred.replace('.', ',')}) pour que le texte tienne.",
        "Raccourcissez le texte si l'image doit rester grande.",
        page=first + one.number + 1, source=run.section.source, value=height, limit=preferred, who="office",
    )  # fmt: skip


def _too_long(run: Run, frames: ArticleFrames, pages: int) -> Finding:
    return Finding(
        "text_overset", Severity.ERROR,
        f"Le texte « {run.title} » dépasse ses {pages} page(s) d'environ {frames.over // 5 + 1} lignes.",
        "Raccourcissez le texte ou donnez-lui une page de plus dans edition.yaml.",
        source=run.section.source, value=str(frames.over), who="office",
    )  # fmt: skip


def _flow(pile: Pile, run: Run) -> None:
    """A listing down the columns, page after page."""
    start = 0
    pieces = run.pieces
    if pile.open:
        start = pile.used + 10
    else:
        _new_page(pile, run, "plain", True)
    page = pile.pages[-1]
    if pile.open:
        y = pile.format.head + start * pile.step
        marks = (*page.bookmarks, Bookmark(_level(run), run.title, y))
        pile.pages[-1] = replace(page, bookmarks=marks)
    if run.head is not None:
        x, y = pile.left(page), pile.format.head + start * pile.step
        anchors = (f"section:{run.section.id}", *run.head.anchors)
        add_slots(pile, [Slot(run.head.name, run.head.key, x, y, anchors=anchors, template="section")])
        start += run.head.steps + 5
    sheetfuls = flow(pieces, pile.steps, pile.format.columns, start, reach=_reach(run))
    for number, sheetful in enumerate(sheetfuls):
        if number:
            finish_foot(pile, sheetfuls[number - 1], start if number == 1 else 0)
            _new_page(pile, run, "plain", False)
        add_slots(pile, [_slot(pile, spot, pile.pages[-1]) for spot in sheetful.spots])
    if sheetfuls:
        last = sheetfuls[-1]
        finish_columns(pile, last, start if len(sheetfuls) == 1 else 0)
        pile.used = max(last.used, start if len(sheetfuls) == 1 else 0)
    else:
        pile.used = start
    pile.open = True


def _slot(pile: Pile, spot: Spot, page: Page) -> Slot:
    piece = spot.piece
    x = pile.left(page) + (spot.column or 0) * (pile.format.column_width + pile.format.column_gap)
    return Slot(
        piece.name, piece.key, x, pile.format.head + spot.top * pile.step, 0, piece.record, False, piece.anchors,
        piece.template, piece.steps * pile.step,
    )  # fmt: skip


#: Steps at the foot of an index's column that lines kept together may leave white.
KEPT = 6


def _thread_frames(run: Run, format: PageFormat) -> list[list[int]]:
    """Frames of an index: as many pages as the text needs, the columns of the last one even. Every column pays for the lines
    that may not be parted at its foot."""
    steps, head = format.rows * 4, (run.head.steps + 5 if run.head else 0)
    need = run.text
    pages: list[list[int]] = []
    while need > 0 or not pages:
        room = steps - (head if not pages else 0)
        height = min(room, -(-need // run.columns) + 2 * KEPT)
        pages.append([height] * run.columns)
        need -= (height - KEPT) * run.columns
    return pages


def _thread(pile: Pile, run: Run) -> None:
    """One long text through the columns of as many pages as it needs."""
    frames = _thread_frames(run, pile.format)
    gap = pile.format.column_gap
    width = (pile.format.text_width - (run.columns - 1) * gap) / run.columns
    index = 0
    first = len(pile.pages)
    for number, columns in enumerate(frames):
        page = _new_page(pile, run, "plain", number == 0)
        top = 0
        if number == 0 and run.head is not None:
            anchors = (f"section:{run.section.id}",)
            add_slots(pile, [Slot(run.head.name, run.head.key, pile.left(page), pile.format.head, anchors=anchors)])
            top = run.head.steps + 5
        for column in range(run.columns):
            x = pile.left(page) + column * (width + gap)
            y = pile.format.head + top * pile.step
            add_slots(pile, [Slot(f"text:{run.section.id}", f"thread:{run.section.id}", x, y, index)])
            index += 1
        fill_foot(pile, top + columns[0], pile.steps - top - columns[0]) if number == len(frames) - 1 else None
    heights = tuple(tuple(height * pile.step for height in page) for page in frames)
    values = (("frames", heights), ("width", width))
    pile.orders.append(Order(f"thread:{run.section.id}", "thread", run.section.id, first, values))
