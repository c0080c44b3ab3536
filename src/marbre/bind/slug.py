"""Marks put on the pages of a print file: content clipped to its bleed, the marks around it, the slug line's face."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, Object, Stream

from marbre.bind.faces import faces_in, program
from marbre.bind.font_objects import font_object
from marbre.bind.marks import ALL, Marks, marks_content
from marbre.bind.painted import Store
from marbre.inks import separation_text
from marbre.measures import Size, mm_to_pt
from marbre.plan.model import FlatPlan


def add_marks(
    store: Store, plan: FlatPlan, pages: list[Object], marks: Marks, trim: Size, bleed: float, folder: Path
) -> None:
    """Put marks on every page. The slug line is set in the face that the pages use most, embedded once more with the few
    signs it needs; without any face there is no slug line."""
    pdf = store.pdf
    slugs = [marks.slug(page.label) for page in plan.pages]
    font, codes = _face(store, plan, folder, "".join(slugs))
    spaces = {"/KAll": pdf.make_indirect(Object.parse(ALL))}
    for number, spot in enumerate(marks.spots):
        spaces[f"/KSlug{number}"] = pdf.make_indirect(Object.parse(separation_text(spot).encode()))
    low, width, height = marks.margin(bleed), trim.width + 2 * bleed, trim.height + 2 * bleed
    clip = b"q %.4f %.4f %.4f %.4f re W n\n" % tuple(mm_to_pt(end) for end in (low, low, width, height))
    for page, slug, planned in zip(pages, slugs, plan.pages, strict=True):
        line = b"".join(b"%04X" % codes[char] for char in slug if char in codes)
        drawn = marks_content(marks if planned.recto else marks.turned(trim), trim, bleed, line)
        page.Contents = Stream(pdf, clip + page.Contents.read_bytes() + b"\nQ\n" + drawn)
        resources = page.Resources
        _add(resources, "/ColorSpace", spaces)
        _add(resources, "/ExtGState", {"/GSk": store.named("GSk")})
        if font is not None:
            _add(resources, "/Font", {"/FSlug": font})


def _add(resources: Object, kind: str, entries: dict[str, Object]) -> None:
    if Name(kind) not in resources:
        resources[Name(kind)] = Dictionary()
    for name, value in entries.items():
        resources[Name(kind)][Name(name)] = value


def _face(store: Store, plan: FlatPlan, folder: Path, text: str) -> tuple[Object | None, dict[str, int]]:
    """The slug line's font and its glyph codes: in the face that is used most, else in the first there is."""
    uses = Counter[str]()
    for page in plan.pages:
        for item in page.placed:
            uses.update({use.face: len(use.texts) for use in item.sheet.glyphs})
    files = faces_in(folder)
    if not files:
        return None, {}
    face = min(uses, key=lambda digest: (-uses[digest], digest)) if uses else next(iter(files))
    path = files[face]
    with TTFont(path, lazy=True) as opened:
        cmap = opened.getBestCmap()
        codes = {char: opened.getGlyphID(cmap[ord(char)]) for char in sorted(set(text)) if ord(char) in cmap}
    return font_object(store.pdf, program(path, {gid: char for char, gid in codes.items()}), store.shelf), codes
