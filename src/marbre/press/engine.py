"""The one door to WeasyPrint: galleys of HTML in, sheets out.

Layout is WeasyPrint's; the writing is ours: pages are painted into a stream that names fonts by face, pictures by
their specification and colours by ink, so nothing has to be parsed again afterwards. This leans on WeasyPrint's
internals (`Page.paint`, `pdf.stream.Stream`); `tests/test_press.py` holds it against stock output.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from marbre.block import Anchor, Complaint, Glyphs, Link, PictureUse, Sheet
from marbre.inks import InkTable
from marbre.measures import px_to_mm
from marbre.press.files import Fetcher
from marbre.press.structure import hidden_elements, structure_of

_PICTURE = re.compile(r"""src=["'](marbre:picture/[^"']+)["']""")
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>{substitutes}</fontconfig>
"""
_SUBSTITUTE = (
    '<match target="pattern"><test name="family" qual="any"><string>{0}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{1}</string></edit></match>'
)


@dataclass(frozen=True, slots=True)
class PressSetup:
    """What every galley of a run shares: the folder of faces, a folder for scratch, the ink table.

    `substitutes` are families that stand in the place of those that stylesheets name: (named, used).
    `separation` is the ICC file that converts what is off the palette (plain complement where there is none); black
    type and black lines below `overprint_text` and `overprint_line` pt overprint; `root` holds files that galleys may
    show by `marbre:file/<path>`.
    """

    fonts: Path
    scratch: Path
    inks: InkTable
    substitutes: tuple[tuple[str, str], ...] = ()
    separation: Path | None = None
    overprint_text: float = 12.0
    overprint_line: float = 2.0
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class Galley:
    """A document whose CSS pages are our frames.

    `pieces` are (named CSS page, HTML) of the blocks, each on a page of its own; `css` the stylesheet they share; `style` rules
    of this galley alone (the frames of a thread).
    """

    pieces: tuple[tuple[str, str], ...]
    css: str
    style: str
    language: str

    def document(self) -> str:
        """The whole document. Pieces are told apart by `data-piece`; an empty last one catches what ran out of a frame of
        the one before, which the engine else forgets."""
        body = "".join(
            f'<div style="page:{page};break-before:page" data-piece="{number}">{piece}</div>'
            for number, (page, piece) in enumerate((*self.pieces, (self.pieces[-1][0], "")))
        )
        return (
            f'<!DOCTYPE html><html lang="{self.language}"><head><title>galley</title>'
            f"<style>{self.style}</style></head><body>{body}</body></html>"
        )


class _Ears(logging.Handler):
    """Keeps what the engine says."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[Complaint] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        kind = "glyph_missing" if text.startswith(".notdef") else "engine_warning"
        self.said.append(Complaint(kind, text))


def start(setup: PressSetup) -> None:
    """Prepare this process: only the project's faces exist, whatever the machine has installed."""
    (setup.scratch / "fontconfig").mkdir(parents=True, exist_ok=True)
    conf = setup.scratch / "fonts.conf"
    rules = "".join(_SUBSTITUTE.format(escape(named), escape(used)) for named, used in setup.substitutes)
    text = _FONTS_CONF.format(fonts=setup.fonts, cache=setup.scratch / "fontconfig", substitutes=rules)
    if not conf.exists() or conf.read_text(encoding="utf-8") != text:
        conf.with_suffix(f".{os.getpid()}").write_text(text, encoding="utf-8")
        conf.with_suffix(f".{os.getpid()}").replace(conf)
    os.environ["FONTCONFIG_FILE"] = str(conf)
    import weasyprint  # noqa: F401

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


@lru_cache(maxsize=1)
def _font_configuration() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=16)
def _stylesheet(css: str) -> Any:
    import weasyprint

    return weasyprint.CSS(string=css, font_config=_font_configuration())


class _StandIn:
    """Holds a picture's place in the layout; the binder puts the real one there."""

    def __init__(self, spec: str) -> None:
        self.spec = spec

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[None, None, None]:
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        wide, high = round(px_to_mm(width), 2), round(px_to_mm(height), 2)
        digest = hashlib.sha256(f"{self.spec} {wide} {high}".encode()).hexdigest()[:16]
        use = PictureUse(f"P{digest}", self.spec, wide, high)
        if use not in stream.pictures:
            stream.pictures.append(use)
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(use.name)


def render(galley: Galley, setup: PressSetup) -> tuple[tuple[Sheet, ...], ...]:
    """Lay out a galley and paint every CSS page of it.

    Returns for each piece its sheets, one a CSS page, in order. Raises whatever the engine raises.
    """
    return render_listening(galley, setup)[0]


def render_listening(
    galley: Galley, setup: PressSetup
) -> tuple[tuple[tuple[Sheet, ...], ...], tuple[tuple[Complaint, ...], ...], tuple[Complaint, ...]]:
    """As `render`, with what is to be said of each piece, and what the engine complained about without saying of which."""
    import weasyprint
    from weasyprint.logger import LOGGER

    ears = _Ears()
    LOGGER.addHandler(ears)
    LOGGER.propagate = False
    text = galley.document()
    try:
        html = weasyprint.HTML(string=text, url_fetcher=Fetcher(setup.root), media_type="print")
        cache: dict[str, Any] = {url: _StandIn(url[15:]) for url in set(_unescaped(text))}
        document = html.render(
            font_config=_font_configuration(), stylesheets=[_stylesheet(galley.css)], cache=cache
        )
        hidden = hidden_elements(html.etree_element)
        pieces: list[list[Sheet]] = [[] for _ in galley.pieces]
        own: list[list[Complaint]] = [[] for _ in galley.pieces]
        before = 0
        for page in document.pages:
            number = _piece_number(page._page_box)
            if number != before and _left_over(page._page_box):
                ears.said.append(Complaint("text_overset", "plusieurs lignes"))
            before = number
            if number == len(pieces):
                continue
            sheet, strange = _paint(page, document, hidden, setup)
            pieces[number].append(sheet)
            own[number] += [Complaint("paint_not_carried", what) for what in strange]
            own[number] += [Complaint("text_overset", f"{over:.1f} mm") for over in _overset(page._page_box)]
    finally:
        LOGGER.removeHandler(ears)
    placed = tuple(tuple(dict.fromkeys(said)) for said in own)
    return tuple(tuple(piece) for piece in pieces), placed, tuple(dict.fromkeys(ears.said))


def _piece_number(page_box: Any) -> int:
    """Which piece a CSS page belongs to."""
    for html in page_box.children:
        for body in getattr(html, "children", ()):
            for block in getattr(body, "children", ()):
                if block.element is not None and block.element.get("data-piece"):
                    return int(block.element.get("data-piece"))
    raise ValueError("a CSS page that belongs to no piece")


def _left_over(page_box: Any) -> bool:
    """Whether the rest of a frame of the page before, which broke at its foot, is painted on this one: the engine puts
    such boxes beside the body."""
    return any(
        child.element is None or child.element.tag != "body" for html in page_box.children for child in html.children
    )


def _overset(box: Any) -> list[float]:
    """How far, in mm, the content of frames of fixed size (`data-fit`) runs out of them."""
    found = []
    element = getattr(box, "element", None)
    if element is not None and element.get("data-fit") and hasattr(box, "content_box_y"):
        foot = max((_foot(child) for child in getattr(box, "children", ())), default=0.0)
        over = foot - (box.content_box_y() + box.height)
        if over > 1.5:
            found.append(px_to_mm(over))
    for child in getattr(box, "children", ()):
        found += _overset(getattr(child, "_box", child))
    return found


def _foot(box: Any) -> float:
    """The lowest edge of a box or of anything in it."""
    box = getattr(box, "_box", box)
    own = box.position_y + (box.margin_height() if hasattr(box, "margin_height") else 0.0)
    return float(max((own, *(_foot(child) for child in getattr(box, "children", ())))))


def _unescaped(html: str) -> list[str]:
    return [url.replace("&amp;", "&").replace("&#39;", "'") for url in _PICTURE.findall(html)]


def _paint(
    page: Any, document: Any, hidden: frozenset[Any], setup: PressSetup
) -> tuple[Sheet, tuple[str, ...]]:
    """A page as a sheet, and the paint that it does without."""
    from marbre.press.inking import inks_for
    from marbre.press.stream import block_stream
    from marbre.press.writing import Limits

    for font in document.fonts.values():
        font.to_unicode = {}
    stream = block_stream(document, page, hidden)
    page.paint(stream, 1)
    inks = inks_for(setup.inks, str(setup.separation or ""))
    made = stream.written(inks, Limits(setup.overprint_text, setup.overprint_line))
    links, order = _links(page)
    structure = structure_of(page._page_box, stream.marks, order)
    root = _content_box(page._page_box)
    sheet = Sheet(
        width=round(page.width, 3),
        height=round(root, 3),
        web=made.web,
        ink=made.ink,
        glyphs=_glyphs(document),
        pictures=tuple(stream.pictures),
        states=made.states,
        links=links,
        anchors=tuple(Anchor(name, round(x, 2), round(y, 2)) for name, (x, y, *_) in page.anchors.items()),
        structure=structure,
        marked=len(stream.marks),
        off_palette=made.off,
        objects=made.objects,
    )
    return sheet, made.strange


def _content_box(page_box: Any) -> float:
    """Height in px from the page's head to the foot of its lowest in-flow content."""
    bottom = 0.0
    for html in page_box.children:
        for body in getattr(html, "children", ()):
            for block in getattr(body, "children", ()):
                if block.is_in_normal_flow():
                    bottom = max(bottom, block.position_y + block.margin_height())
    return bottom


def _links(page: Any) -> tuple[tuple[Link, ...], dict[int, list[int]]]:
    """The links of a page, and for the element each came from the indices of its links."""
    links: list[Link] = []
    order: dict[int, list[int]] = {}
    for kind, target, (x1, y1, x2, y2), box in page.links:
        if box.element is None or box.element.tag != "a" or x2 - x1 <= 0 or y2 - y1 <= 0:
            continue
        address = f"marbre:{target}" if kind == "internal" else target
        label = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
        link = Link(address, round(x1, 2), round(y1, 2), round(x2 - x1, 2), round(y2 - y1, 2), label)
        if link not in links:
            order.setdefault(id(box), []).append(len(links))
            links.append(link)
    return tuple(links), order


def _glyphs(document: Any) -> tuple[Glyphs, ...]:
    from marbre.press.stream import face_of

    uses: dict[str, Glyphs] = {}
    for font in document.fonts.values():
        if font.to_unicode:
            face = face_of(font)
            known = dict(uses[face.digest].texts) if face.digest in uses else {}
            known.update({gid: text for gid, text in font.to_unicode.items() if gid not in known})
            uses[face.digest] = Glyphs(face.digest, face.name, tuple(sorted(known.items())))
    return tuple(uses[digest] for digest in sorted(uses))


def stock_pdf(galley: Galley) -> bytes:
    """The same galley through WeasyPrint's own writer: the yardstick of tests and benches."""
    import weasyprint

    html = weasyprint.HTML(string=galley.document())
    written = html.write_pdf(stylesheets=[_stylesheet(galley.css)], font_config=_font_configuration())
    return bytes(written)
