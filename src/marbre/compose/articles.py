"""Editors' texts into blocks: articles, page-end tales, boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from marbre.compose.copy import Copy
from marbre.compose.markdown import inline_html, to_html
from marbre.compose.templates import fill, has_template
from marbre.compose.tokens import picture_url
from marbre.compose.tongues import marked, ours, spoken, tongue
from marbre.compose.typography import bind_html_runts, bind_runts, set_type, set_type_html
from marbre.compose.untranslated import TALES
from marbre.edition import Section
from marbre.errors import InputError
from marbre.page_shape import PageShape
from marbre.texts import Article, Picture

Folios = Mapping[str, int] | None


def typeset(copy: Copy) -> Any:
    """The typographer for this language, for HTML."""
    return lambda html: set_type_html(html, copy.language)


def prose(copy: Copy, source: str, folios: Folios) -> Markup:
    """Paragraphs of markdown, set."""
    return bind_html_runts(_signed(copy, to_html(source, typeset(copy), folios, str(copy.layout_words.words["ref"]))))


def _signed(copy: Copy, html: Markup) -> Markup:
    """Geometric signs as the pictograms they mean: text faces do not have them."""
    for sign, name in (("●", "circle"), ("■", "square"), ("▲", "triangle"), ("◆", "diamond"), ("★", "star"), ("→", "arrow")):
        if sign in html:
            html = Markup(str(html).replace(sign, f'<span class="pg">{copy.setting.pictograms.char(name)}</span>'))
    return html


def line(copy: Copy, source: str, folios: Folios) -> Markup:
    """One line of markdown, set."""
    return inline_html(source, typeset(copy), folios, str(copy.layout_words.words["ref"]))


def plain(copy: Copy, source: str) -> str:
    """One line without markup, set."""
    return set_type(source, copy.language)


def article_of(copy: Copy, section: Section, index: int = 0) -> Article | None:
    """The section's text, or None when it has none."""
    names = section.texts
    return copy.articles.get(names[index]) if index < len(names) else None


def shapes_of(copy: Copy, section: Section) -> tuple[PageShape, ...]:
    """The shape that a section asks for with the option `shape`. Raises InputError for one that the layout has not."""
    name = str(section.option("shape", ""))
    if name and name not in copy.layout_words.shapes:
        known = ", ".join(sorted(copy.layout_words.shapes)) or "none"
        raise InputError(f"{section.source}: the layout has no shape `{name}`", f"it has {known}")
    return copy.layout_words.shapes.get(name, ())


def picture_of(copy: Copy, article: Article | None, number: int = 0, **more: Any) -> str:
    """The address of an article's picture, of a following one for `number` from 1: its photograph, else its scene."""
    shown = picture_at(article, number)
    if shown is not None and shown.file:
        return picture_url("photo", file=f"edition/{shown.file}", x=shown.focus[0], y=shown.focus[1], **more)
    shown = shown or Picture()
    seed = f"{article.name}{number or ''}" if article is not None else "page"
    named = {"season": shown.season, "hour": shown.hour, "variant": shown.variant}
    return picture_url("scene", kind=shown.scene or "ridges", seed=seed, **(named | more))


def credit_of(copy: Copy, article: Article | None, number: int = 0) -> str:
    """Who made an article's photograph, as it is printed; empty for a drawing."""
    shown = picture_at(article, number)
    return plain(copy, f"© {shown.credit}") if shown is not None and shown.file and shown.credit else ""


def picture_at(article: Article | None, number: int) -> Picture | None:
    """The picture of an article, or the following one of that number, if it has it."""
    if article is None or number == 0:
        return article.picture if article is not None else None
    return article.pictures[number - 1] if number <= len(article.pictures) else article.picture


def side_values(copy: Copy, article: Article | None, folios: Folios) -> dict[str, Any]:
    """Facts, boxes and pull quote of an article, set."""
    copy = tongue(copy, article)
    quote = article.quote if article is not None else None
    return {
        "facts": [
            (line(copy, label, folios), line(copy, value, folios))
            for label, value in (article.facts if article is not None else ())
        ],
        "boxes": [
            {"title": plain(copy, box.title), "text": prose(copy, box.text, folios)}
            for box in (article.boxes if article is not None else ())
        ],
        "quote": {"text": line(copy, bind_runts(quote.text), folios), "author": plain(copy, quote.author)} if quote else None,
    }


def flow_html(copy: Copy, section: Section, folios: Folios) -> str:
    """The running text of an article with its facts and boxes."""
    article = article_of(copy, section)
    values: dict[str, Any] = {"chapter": section.chapter, "body": "", "facts": (), "boxes": (), "items": (), "health": ""}
    if article is not None:
        aside = {part for shape in shapes_of(copy, section) for part in shape.side}
        beside = side_values(copy, article, folios)
        own = tongue(copy, article)
        values |= {
            "body": prose(own, article.body, folios),
            "facts": () if aside & {"facts", "timeline"} else beside["facts"],
            "boxes": () if "boxes" in aside else beside["boxes"],
            "items": [
                {"title": line(own, item_title(item), folios), "text": prose(own, str(item.get("text", "")), folios)}
                for item in article.items
            ],
            "health": ours(copy, article, copy.brand.mention("alcohol", copy.language)) if article.health else "",
        }
    return _spaced(spoken(copy, article, fill(copy.layout, "flow", values)), copy.quotes.get(section.id, ()))


def _spaced(html: str, whites: Sequence[float]) -> str:
    """Each pull quote with its own white below."""
    found = iter(whites)
    return re.sub("<blockquote", lambda tag: f'{tag[0]} style="margin-bottom:{next(found):g}mm"', html) if whites else html


def item_title(item: Mapping[str, Any]) -> str:
    """What a free item is called: its title, term, step or day, with a link where it names a record."""
    title = str(item.get("title") or item.get("term") or item.get("step") or item.get("day") or "")
    return f"{item['day']} – {title}" if item.get("day") and item.get("title") else title


def word_values(copy: Copy, section: Section) -> dict[str, Any]:
    """The words at an article's head."""
    article = article_of(copy, section)
    chapter = copy.edition.chapter(section.chapter)
    kicker = article.kicker if article is not None else ""
    own = tongue(copy, article)
    title = plain(own, article.title if article is not None else section.title.best(copy.language))
    return {
        "chapter": section.chapter,
        "kicker": plain(own, kicker or (chapter.title.best(copy.language) if chapter else "")),
        "title": marked(copy, article, title),
        "standfirst": bind_html_runts(plain(own, article.standfirst if article is not None else "")),
        "caption": plain(own, article.picture.caption if article is not None and article.picture else ""),
    }


def side_html(copy: Copy, section: Section, parts: Sequence[str], folios: Folios) -> str:
    """What stands beside the text of one page of an article in a shape."""
    article = article_of(copy, section)
    values = side_values(copy, article, folios)
    return spoken(copy, article, fill(copy.layout, "side", values | {"chapter": section.chapter, "parts": parts}))


def words_html(copy: Copy, section: Section) -> str:
    """The words of the head alone, for measuring."""
    return spoken(copy, article_of(copy, section), fill(copy.layout, "words", word_values(copy, section)))


def tale_values(copy: Copy, name: str, folios: Folios) -> dict[str, Any]:
    """A page-end tale: `name` is `<text>:<number>`."""
    text, _, number = name.partition(":")
    article = copy.articles.get(text)
    items = article.items if article is not None else ()
    index = int(number or 0)
    item: Mapping[str, Any] = items[index] if index < len(items) else {}
    scene = str(item.get("scene") or "") or _TALE_SCENES[index % len(_TALE_SCENES)]
    own = tongue(copy, article)
    return {
        "title": marked(copy, article, plain(own, str(item.get("title", "")))),
        "text": prose(own, str(item.get("text", "")), folios),
        "scene": scene,
    }


_TALE_SCENES = (
    "ridges",
    "river",
    "orchard",
    "forest",
    "lake",
    "herd",
    "plateau",
    "basalt-columns",
    "vineyard",
)


def tales_of(copy: Copy) -> tuple[str, ...]:
    """The page-end tales that this edition has, in order; none where the layout has no block for them."""
    if not has_template(copy.layout, "tale"):
        return ()
    return tuple(
        f"{name}:{index}"
        for name in TALES
        if name in copy.articles
        for index in range(len(copy.articles[name].items))
    )
