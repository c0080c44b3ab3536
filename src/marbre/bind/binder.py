"""The binder: flat plan and blocks into one PDF. One font program a face, one object a picture, resources named once.

Two targets from the same plan: `print` (PDF/X-4: inks, bleed, no annotations, no tags) and `web` (sRGB, cut to the
trim, links, outline, tags). Boxes after ISO 32000-1, 14.11.2.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from marbre.bind import tags
from marbre.bind.faces import Program
from marbre.bind.font_objects import font_objects, program_faces
from marbre.bind.marks import Marks
from marbre.bind.metadata import Document, info_date, xmp
from marbre.bind.navigation import Destinations, add_links, add_outline, page_labels
from marbre.bind.painted import OVERPRINT, Store, names_in, patterns_placed
from marbre.bind.pdfx import declare
from marbre.bind.shelf import Shelf
from marbre.bind.slug import add_marks
from marbre.findings import Finding
from marbre.measures import Size, mm_to_pt
from marbre.picture import FormPicture, Picture
from marbre.plan.model import FlatPlan, Page, Placed
from marbre.printing import PrintingCondition

_MARK = re.compile(rb"/MCID (\d+)")


@dataclass(frozen=True, slots=True)
class Bound:
    """The file's bytes and what was noticed while binding.

    `pages` are digests of all that the text of each page depends on, `streams` all packed streams (see `Shelf`).
    """

    data: bytes
    findings: tuple[Finding, ...]
    pages: tuple[str, ...] = ()
    streams: Mapping[str, bytes] = field(default_factory=dict)


def bind(
    plan: FlatPlan, trim: Size, bleed: float, fonts: Path, pictures: Mapping[str, Picture], document: Document,
    web: bool, spoken: Mapping[str, str] | None = None, prepress: Prepress | None = None,
    faces: FlatPlan | None = None, before: Mapping[str, bytes] | None = None,
) -> Bound:  # fmt: skip
    """Join the blocks of `plan` into one file.

    `spoken` gives words for signs that stand for themselves (pictograms: character → what is read and copied);
    `prepress` makes a print file PDF/X-4; `faces` is the plan whose glyphs the faces must have, where files share them;
    `before` packed streams of an earlier file. Raises KeyError for a picture that was never made.
    """
    pdf = pikepdf.new()
    findings: list[Finding] = []
    marks = prepress.marks if prepress and not web else None
    frame = _Frame(trim, 0.0 if web else bleed, marks.margin(bleed) if marks else 0.0)
    shelf = Shelf(before or {})
    programs = program_faces(faces or plan, fonts, spoken or {})
    made, drawn = font_objects(pdf, plan, programs, shelf), _picture_objects(pdf, plan, pictures, shelf)
    store = Store(pdf, "web" if web else "ink", made, drawn, shelf)
    pages = [_new_page(pdf, frame, web) for _ in plan.pages]
    tree = tags.new_tree(pdf)
    destinations = Destinations(plan, pages, trim.height, frame.edge)
    contents = [
        _fill(pdf, page, target, frame, store, tree if web else None, destinations, findings)
        for page, target in zip(plan.pages, pages, strict=True)
    ]
    if web:
        tags.close(tree)
        add_outline(pdf, plan, destinations)
    page_labels(pdf, plan)
    if prepress and not web:
        if marks:
            add_marks(store, plan, pages, marks, trim, bleed, fonts)
        declare(pdf, document, prepress.condition, _content_digest(contents, store), shelf)
    else:
        _describe(pdf, document, web)
    return Bound(_saved(pdf, web), tuple(findings), _page_digests(contents, programs), shelf.now)


def _page_digests(contents: list[bytes], faces: Mapping[str, Program]) -> tuple[str, ...]:
    """What a reader finds on a page comes from its operators and from the faces' codes, and from nothing else."""
    faces_said = repr(sorted((name, face.texts, face.widths) for name, face in faces.items()))
    codes = hashlib.sha256(faces_said.encode()).digest()
    return tuple(hashlib.sha256(codes + content).hexdigest() for content in contents)


@dataclass(frozen=True, slots=True)
class Prepress:
    """What a print file promises: the condition of its output intent, and its marks, if any."""

    condition: PrintingCondition
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """The sheet around the trim: `bleed` and, outside it, the `margin` of the marks, in mm."""

    trim: Size
    bleed: float
    margin: float

    @property
    def edge(self) -> float:
        return self.bleed + self.margin

    def box(self, around: float) -> Array:
        """The trim and `around` mm on each side."""
        width, height = self.trim.width, self.trim.height
        low = self.edge - around
        ends = (low, low, self.edge + width + around, self.edge + height + around)
        return Array([_pt(mm_to_pt(end)) for end in ends])


def _new_page(pdf: Pdf, frame: _Frame, web: bool) -> Object:
    entry = Dictionary(Type=Name.Page, MediaBox=frame.box(frame.edge), TrimBox=frame.box(0))
    if not web:
        entry.BleedBox = frame.box(frame.bleed)
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(entry)))
    return pdf.pages[-1].obj


def _pt(value: float) -> object:
    return pikepdf.Object.parse(f"{value:.4f}".rstrip("0").rstrip(".").encode())


def _content_digest(contents: list[bytes], store: Store) -> str:
    """What stands for all that is painted: contents of the pages, pictures and objects."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    for name, picture in sorted(store.pictures.items()):
        digest.update(name.encode() + picture.read_raw_bytes())
    digest.update(" ".join(sorted(store.made)).encode())
    return digest.hexdigest()


def _fill(
    pdf: Pdf, page: Page, target: Object, frame: _Frame, store: Store, tree: tags.TagTree | None,
    destinations: Destinations, findings: list[Finding],
) -> bytes:  # fmt: skip
    """Paint everything that lies on one page, and hang its tags and links. Returns the page's operators."""
    by_mark: dict[int, Object] = {}
    parts: list[bytes] = []
    annotations = Array()
    marked = 0
    if tree is not None:
        if page.bookmarks or page.title or tree.section is None:
            tree.open_section(page.title)
        target.StructParents = tree.page_key()
        target.Tabs = Name.S
    names: list[str] = []
    patterns: dict[str, Object] = {}
    for number, item in enumerate(page.placed):
        x, y = mm_to_pt(item.x + frame.edge), mm_to_pt(frame.trim.height + frame.edge - item.y)
        content = item.sheet.ink if tree is None else _numbered(item, marked)
        store.learn(item.sheet)
        names += names_in(item.sheet, store.target, content)
        content, renamed = patterns_placed(content, number)
        patterns |= {placed: store.placed(name, (x, y)) for placed, name in renamed.items()}
        parts.append(b"q %s.75 0 0 -.75 %s %s cm\n%s\nQ" % (_clip(item, frame), _n(x), _n(y), content))
        if tree is None or item.furniture:
            continue
        links = add_links(pdf, item, target, x, y, destinations, findings, page)
        for link in links:
            annotations.append(link)
        tags.add_nodes(tree, item.sheet.structure, target, marked, links, by_mark)
        marked += item.sheet.marked
    whole = b"\n".join(parts)
    target.Contents = store.shelf.packed(pdf, whole)
    target.Resources = store.resources(names)
    if patterns:
        target.Resources.Pattern = Dictionary({f"/{name}": made for name, made in patterns.items()})
    if tree is not None:
        if len(annotations):
            target.Annots = annotations
        entry = pdf.make_indirect(Array([by_mark[number] for number in sorted(by_mark)]))
        tree.parents.append((int(target.StructParents), entry))
    return whole


def _n(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


def _numbered(item: Placed, first: int) -> bytes:
    """A block's web stream with its marked-content ids moved up, or made decoration where it is furniture."""
    if item.furniture:
        return re.sub(rb"/\w+ <</MCID \d+>> BDC", b"/Artifact BMC", item.sheet.web)
    if not first:
        return item.sheet.web
    return _MARK.sub(lambda match: b"/MCID %d" % (int(match[1]) + first), item.sheet.web)


def _clip(item: Placed, frame: _Frame) -> bytes:
    """The operators that keep a sheet within its `clip`, if it has one."""
    if item.clip is None:
        return b""
    x, y = mm_to_pt(item.clip.x + frame.edge), mm_to_pt(frame.trim.height + frame.edge - item.clip.y)
    width, height = mm_to_pt(item.clip.width), mm_to_pt(item.clip.height)
    return b"%s %s %s %s re W n " % (_n(x), _n(y - height), _n(width), _n(height))


def _picture_objects(
    pdf: Pdf, plan: FlatPlan, pictures: Mapping[str, Picture], shelf: Shelf
) -> dict[str, Object]:
    """Each picture once, and pictures with the same bytes only once."""
    made: dict[str, Object] = {}
    same: dict[str, Object] = {}
    for page in plan.pages:
        for item in page.placed:
            for use in item.sheet.pictures:
                if use.name in made:
                    continue
                picture = pictures[use.name]
                data = picture.content if isinstance(picture, FormPicture) else picture.data
                digest = hashlib.sha256(data).hexdigest()
                if digest not in same:
                    same[digest] = _picture(pdf, picture, shelf)
                made[use.name] = same[digest]
    return made


def _picture(pdf: Pdf, picture: Picture, shelf: Shelf) -> Object:
    if isinstance(picture, FormPicture):
        stream = shelf.packed(pdf, picture.content)
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array([0, 0, 1, 1])
        stream.Resources = Dictionary()
        if picture.spaces:
            spaces = {f"/{name}": Object.parse(text.encode()) for name, text in picture.spaces}
            stream.Resources.ColorSpace = Dictionary(spaces)
        if b"/GS" in picture.content:
            stream.Resources.ExtGState = Dictionary(
                {f"/{name}": Object.parse(text) for name, text in OVERPRINT.items()}
            )
        return pdf.make_indirect(stream)
    stream = Stream(pdf, picture.data)
    stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.DCTDecode
    stream.Width, stream.Height, stream.BitsPerComponent = picture.width, picture.height, 8
    stream.ColorSpace = Name("/" + picture.space)
    if picture.inverted:
        stream.Decode = Array([1, 0] * 4)
    return pdf.make_indirect(stream)


def _describe(pdf: Pdf, document: Document, web: bool) -> None:
    """Info, XMP and language: the same words in both places."""
    pdf.Root.Lang = String(document.language)
    stamp = String(info_date(document.date))
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(document.title), Author=String(document.author), Subject=String(document.subject),
            Creator=String("Marbre"), Producer=String("Marbre"), CreationDate=stamp, ModDate=stamp,
            Trapped=Name("/False"),
        )
    )  # fmt: skip
    stream = Stream(pdf, xmp(document, web))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)


def _saved(pdf: Pdf, web: bool) -> bytes:
    target = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if web else pikepdf.ObjectStreamMode.disable
    pdf.save(
        target, object_stream_mode=mode, compress_streams=True, deterministic_id=True,
        min_version="1.7" if web else "1.6",
    )  # fmt: skip
    return target.getvalue()
