"""Second call of the press: everything that needs folios, composed for the places that the plan gave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marbre.block import Block
from marbre.build.copyfit import sheets_fitted
from marbre.build.credits import credits_missing
from marbre.build.tags import tags_on
from marbre.compose.articles import (
    credit_of,
    flow_html,
    picture_at,
    picture_of,
    plain,
    shapes_of,
    side_html,
    tale_values,
    word_values,
)
from marbre.compose.copy import Copy
from marbre.compose.indexes import index_html
from marbre.compose.sheets import Standing, sheet_html
from marbre.compose.templates import fill
from marbre.compose.tokens import picture_url
from marbre.compose.tongues import spoken
from marbre.edition import Section
from marbre.findings import Finding
from marbre.offers.alcohol import sells_alcohol
from marbre.plan.articles import frame_rules
from marbre.plan.model import Page, Slot
from marbre.plan.pile import Order
from marbre.press.pool import Job, Press
from marbre.texts import Article


@dataclass(frozen=True, slots=True)
class Late:
    """Blocks by the keys that the slots name, furniture included, and the pages with their furniture slots. `web` are
    those that say something else on screens than on paper."""

    pages: tuple[Page, ...]
    blocks: dict[str, Block]
    rendered: int
    web: dict[str, Block]
    findings: tuple[Finding, ...] = ()


def folios_of(pages: Sequence[Page]) -> dict[str, int]:
    """Every name that can be referred to, with the folio of its first place."""
    folios: dict[str, int] = {}
    for page in pages:
        if page.folio is None:
            continue
        for slot in page.slots:
            for name in slot.anchors:
                folios.setdefault(name, page.folio)
    return folios


def compose_late(
    copy: Copy,
    pages: Sequence[Page],
    orders: Sequence[Order],
    press: Press,
    progress: Callable[[int, int], None] | None,
    twins: bool = False,
) -> Late:
    """Compose, press and hand back every block that the measured ones do not cover; with `twins`, sheets that are not the
    same on screens a second time."""
    folios = folios_of(pages)
    jobs: dict[str, Job] = {}
    screens: dict[str, Job] = {}
    on_screen = replace(copy, target="web")
    for order in orders:
        page = pages[order.page]
        standing = Standing(page.recto, page.folio, folios)
        jobs[order.key] = _job(copy, order, page, standing)
        if twins and order.kind == "sheet" and (seen := _job(on_screen, order, page, standing)) != jobs[order.key]:
            screens[order.key] = seen
    tags = tags_on(copy, pages)
    jobs |= tags.jobs
    furnished = []
    for index, page in enumerate(tags.pages):
        key = f"furniture:{index}"
        html = _furniture(copy, page) if page.kind in ("plain", "article") else ""
        if html:
            jobs[key] = Job(html, copy.layout.css, copy.language, "sheet")
            bleed = copy.edition.format.bleed
            slot = Slot("furniture", key, -bleed, -bleed, furniture=True)
            front = _under(page)
            furnished.append(_with(page, (*page.slots[:front], slot, *page.slots[front:])))
        else:
            furnished.append(page)
    pressed = press.press([*jobs.values(), *screens.values()], progress)
    blocks = dict(zip(jobs, pressed.blocks[: len(jobs)], strict=True))
    web = dict(zip(screens, pressed.blocks[len(jobs) :], strict=True))

    def sheet(order: Order, section: Section, on: Copy = copy) -> Job:
        page = pages[order.page]
        html = sheet_html(on, section, order.value("number"), Standing(page.recto, page.folio, folios))
        return Job(html, on.layout.css, on.language, "sheet")

    fitted = sheets_fitted(copy, orders, pages, blocks, sheet, press)
    again = {order.key: sheet(order, fitted.sections[order.key], on_screen) for order in orders
             if order.key in fitted.sections and order.key in screens}  # fmt: skip
    twice = press.press(list(again.values()))
    web |= dict(zip(again, twice.blocks, strict=True))
    rendered = pressed.rendered + fitted.rendered + twice.rendered
    findings = (*fitted.findings, *credits_missing(copy, orders, jobs))
    return Late(tuple(furnished), blocks | fitted.blocks, rendered, web, findings)


def _under(page: Page) -> int:
    """Furniture is painted over a full sheet, under everything else."""
    return sum(1 for slot in page.slots if slot.key.startswith(("sheet:", "head:")))


def _with(page: Page, slots: tuple[Slot, ...]) -> Page:
    return replace(page, slots=slots)


def _job(copy: Copy, order: Order, page: Page, standing: Standing) -> Job:
    html, css_page, style = _KINDS[order.kind](copy, order, page, standing)
    return Job(html, copy.layout.css, copy.language, css_page, style)


_Made = tuple[str, str, str]


def _sheet(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    return sheet_html(copy, copy.section(order.section), order.value("number"), standing), "sheet", ""


def _head(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    section = copy.section(order.section)
    article = copy.articles.get(section.texts[0]) if section.texts else None
    values = word_values(copy, section) | {
        "side": standing.side,
        "left": copy.edition.format.inner if standing.recto else copy.edition.format.outer,
        "picture_height": round(order.value("picture"), 3),
        "picture": picture_of(copy, article),
        "credit": credit_of(copy, article),
        "alt": word_values(copy, section)["caption"] or section.id,
    }
    return spoken(copy, article, fill(copy.layout, "head", values)), "sheet", ""


def _turn(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    """A page of an article in a shape: its picture, its title if it stands here, what stands beside the text."""
    section = copy.section(order.section)
    article = copy.articles.get(section.texts[0]) if section.texts else None
    number = int(order.value("number"))
    shape = shapes_of(copy, section)[number]
    shown = picture_at(article, number)
    caption = plain(copy, shown.caption if shown else "")
    values = word_values(copy, section) | {
        "beside": side_html(copy, section, shape.side, standing.folios) if shape.side else "",
        "side": standing.side,
        "left": copy.edition.format.inner if standing.recto else copy.edition.format.outer,
        "number": number,
        "shape": shape,
        "picture_height": round(order.value("picture"), 3),
        "top": round(order.value("top"), 3),
        "room": round(order.value("room"), 3),
        "picture": picture_of(copy, article, number),
        "credit": credit_of(copy, article, number),
        "caption": caption,
        "alt": caption or str(copy.layout_words.words["illustration"]),
    }
    return spoken(copy, article, fill(copy.layout, "turn", values)), "sheet", ""


def _thread(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    section = copy.section(order.section)
    values = dict(order.values)
    if section.kind == "article":
        html, width = flow_html(copy, section, standing.folios), copy.edition.format.column_width
    else:
        html, width = index_html(copy, section, standing.folios), values["width"]
    return html, "thread", frame_rules(values["frames"], width)


def _second(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    section = copy.section(order.section)
    article = copy.articles.get(section.texts[0]) if section.texts else None
    picture = picture_of(copy, article, variant=2)
    values = {
        "picture": picture,
        "width": copy.edition.format.text_width,
        "height": round(order.value("height"), 3),
    }
    return fill(copy.layout, "strip", values), "wide", ""


def _strip(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    kinds: Sequence[str] = copy.layout_words.words["strips"].get(page.chapter, ["ridges"])
    seed = f"{page.section}{standing.folio}"
    kind = kinds[(standing.folio or 0) % len(kinds)]
    values = {
        "picture": picture_url("scene", kind=kind, seed=seed),
        "width": round(order.value("width"), 3),
        "height": round(order.value("height"), 3),
    }
    return fill(copy.layout, "strip", values), "wide" if order.value("wide") else "col", ""


def _tale(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    values = _tale_values(copy, order, standing) | {
        "chapter": page.chapter,
        "height": round(order.value("height"), 3),
    }
    values["pad"] = 4.25 if values["height"] > 40 else 2.55
    return spoken(copy, _tale_text(copy, order), fill(copy.layout, "tale", values)), "wide", ""


def _interlude(copy: Copy, order: Order, page: Page, standing: Standing) -> _Made:
    values = _tale_values(copy, order, standing) | {
        "chapter": page.chapter,
        "side": standing.side,
        "left": copy.edition.format.inner if standing.recto else copy.edition.format.outer,
        "alt": str(copy.layout_words.words["illustration"]),
    }
    return spoken(copy, _tale_text(copy, order), fill(copy.layout, "interlude", values)), "sheet", ""


def _tale_text(copy: Copy, order: Order) -> Article | None:
    return copy.articles.get(str(order.value("tale")).partition(":")[0])


def _tale_values(copy: Copy, order: Order, standing: Standing) -> dict[str, Any]:
    values = tale_values(copy, str(order.value("tale")), standing.folios)
    values["picture"] = picture_url("scene", kind=values["scene"], seed=f"tale{order.value('tale')}")
    return values


def _speaks_of_alcohol(copy: Copy, page: Page) -> bool:
    """Whether a page shows offers of a section marked `health`, or one that makes or sells alcohol (Code de la santé
    publique, art. L3323-4)."""
    marked = {
        offer.id
        for section in copy.edition.flatplan
        if section.option("health")
        for offer in copy.chosen.get(section.id, ())
    }
    shown = [slot.record for slot in page.slots if slot.record is not None]
    return any(record in marked or sells_alcohol(copy.offers[record]) for record in shown)


def _furniture(copy: Copy, page: Page) -> str:
    chapter = copy.edition.chapter(page.chapter)
    number = [one.id for one in copy.edition.chapters].index(page.chapter) if chapter else 0
    values: Mapping[str, Any] = {
        "side": "recto" if page.recto else "verso",
        "chapter": page.chapter,
        "running": chapter.title.best(copy.language) if chapter and page.kind == "plain" else "",
        "folio": page.folio or "",
        "title": f"{copy.edition.title.best(copy.language)} {copy.edition.year}",
        "bar": picture_url("bar"),
        "health": copy.brand.mention("alcohol", copy.language) if _speaks_of_alcohol(copy, page) else "",
        "tab": chapter.tab.best(copy.language) if chapter else "",
        "tab_top": round(copy.edition.format.bleed + 24 + number * 34, 2),
    }
    return fill(copy.layout, "furniture", values)


_KINDS: dict[str, Callable[[Copy, Order, Page, Standing], _Made]] = {
    "sheet": _sheet,
    "head": _head,
    "turn": _turn,
    "thread": _thread,
    "second": _second,
    "strip": _strip,
    "tale": _tale,
    "interlude": _interlude,
}
