"""The binder: flat plan and blocks into one PDF. One font program a face, one object a picture, resources named once.

Two targets from the same plan: `print` (inks, bleed, no annotations, no tags) and `web` (sRGB, cut to the trim, links,
outline, tags). Boxes after ISO 32000-1, 14.11.2.
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
from marbre.bind.faces import Program, faces_in, program, to_unicode
from marbre.bind.metadata import Document, info_date, xmp
from marbre.bind.navigation import Destinations, add_links, add_outline, page_labels
from marbre.bind.shelf import Shelf
from marbre.findings import Finding
from marbre.measures import Size, mm_to_pt
from marbre.picture import FormPicture, Picture
from marbre.plan.model import FlatPlan, Page, Placed

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
    web: bool, spoken: Mapping[str, str] | None = None, before: Mapping[str, bytes] | None = None,
) -> Bound:  # fmt: skip
    """Join the blocks of `plan` into one file.

    `spoken` gives words for signs that stand for themselves (pictograms: character → what is read and copied);
    `before` packed streams of an earlier file. Raises KeyError for a picture that was never made.
    """
    pdf = pikepdf.new()
    findings: list[Finding] = []
    shelf = Shelf(before or {})
    faces = program_faces(plan, fonts, spoken or {})
    shared = _Shared(
        pdf, {name: _font(pdf, face, shelf) for name, face in faces.items()},
        _picture_objects(pdf, plan, pictures, shelf), shelf,
    )  # fmt: skip
    edge = 0.0 if web else bleed
    pages = [_new_page(pdf, trim, edge, shared, web) for _ in plan.pages]
    tree = tags.new_tree(pdf)
    destinations = Destinations(plan, pages, trim.height, edge)
    contents = [
        _fill(pdf, page, target, trim, edge, shared, tree if web else None, destinations, findings)
        for page, target in zip(plan.pages, pages, strict=True)
    ]
    if web:
        tags.close(tree)
        add_outline(pdf, plan, destinations)
    page_labels(pdf, plan)
    _describe(pdf, document, web)
    return Bound(_saved(pdf, web), tuple(findings), _page_digests(contents, faces), shelf.now)


def _page_digests(contents: list[bytes], faces: Mapping[str, Program]) -> tuple[str, ...]:
    """What a reader finds on a page comes from its operators and from the faces' codes, and from nothing else."""
    faces_said = repr(sorted((name, face.texts, face.widths) for name, face in faces.items()))
    codes = hashlib.sha256(faces_said.encode()).digest()
    return tuple(hashlib.sha256(codes + content).hexdigest() for content in contents)


@dataclass(frozen=True, slots=True)
class _Shared:
    pdf: Pdf
    fonts: dict[str, Object]
    pictures: dict[str, Object]
    shelf: Shelf


def _new_page(pdf: Pdf, trim: Size, edge: float, shared: _Shared, web: bool) -> Object:
    width, height, off = mm_to_pt(trim.width), mm_to_pt(trim.height), mm_to_pt(edge)
    box = Array([_pt(off), _pt(off), _pt(off + width), _pt(off + height)])
    media = Array([0, 0, _pt(width + 2 * off), _pt(height + 2 * off)])
    entry = Dictionary(Type=Name.Page, MediaBox=media, TrimBox=box)
    if not web:
        entry.BleedBox = media
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(entry)))
    return pdf.pages[-1].obj


def _pt(value: float) -> object:
    return pikepdf.Object.parse(f"{round(value, 4):g}".encode() if value < 1000 else f"{value:.4f}".encode())


def _fill(
    pdf: Pdf, page: Page, target: Object, trim: Size, edge: float, shared: _Shared, tree: tags.TagTree | None,
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
    for item in page.placed:
        x, y = mm_to_pt(item.x + edge), mm_to_pt(trim.height + edge - item.y)
        content = item.sheet.ink if tree is None else _numbered(item, marked)
        parts.append(b"q .75 0 0 -.75 %s %s cm\n%s\nQ" % (_n(x), _n(y), content))
        if tree is None or item.furniture:
            continue
        links = add_links(pdf, item, target, x, y, destinations, findings, page)
        for link in links:
            annotations.append(link)
        tags.add_nodes(tree, item.sheet.structure, target, marked, links, by_mark)
        marked += item.sheet.marked
    content = b"\n".join(parts)
    target.Contents = shared.shelf.packed(pdf, content)
    target.Resources = _resources(page, shared)
    if tree is not None:
        if len(annotations):
            target.Annots = annotations
        entry = pdf.make_indirect(Array([by_mark[number] for number in sorted(by_mark)]))
        tree.parents.append((int(target.StructParents), entry))
    return content


def _n(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


def _numbered(item: Placed, first: int) -> bytes:
    """A block's web stream with its marked-content ids moved up, or made decoration where it is furniture."""
    if item.furniture:
        return re.sub(rb"/\w+ <</MCID \d+>> BDC", b"/Artifact BMC", item.sheet.web)
    if not first:
        return item.sheet.web
    return _MARK.sub(lambda match: b"/MCID %d" % (int(match[1]) + first), item.sheet.web)


def _resources(page: Page, shared: _Shared) -> Dictionary:
    fonts, pictures, states = Dictionary(), Dictionary(), Dictionary()
    for item in page.placed:
        for use in item.sheet.glyphs:
            name = f"F{use.face[:16]}"
            fonts[Name("/" + name)] = shared.fonts[name]
        for picture in item.sheet.pictures:
            pictures[Name("/" + picture.name)] = shared.pictures[picture.name]
        for state in item.sheet.states:
            key = Name.CA if state[0] == "A" else Name.ca
            states[Name("/" + state)] = Dictionary({str(key): float(state[1:])})
    entry = Dictionary()
    for name, part in (("Font", fonts), ("XObject", pictures), ("ExtGState", states)):
        if len(part.keys()):
            entry[Name("/" + name)] = part
    return entry


def program_faces(plan: FlatPlan, folder: Path, spoken: Mapping[str, str]) -> dict[str, Program]:
    """The font programs of a plan by the names that blocks use. Kept in this process: both targets share them."""
    union: dict[str, dict[int, str]] = {}
    for page in plan.pages:
        for item in page.placed:
            for use in item.sheet.glyphs:
                known = union.setdefault(use.face, {})
                for gid, text in use.texts:
                    known.setdefault(gid, spoken.get(text, text))
    files = faces_in(folder)
    return {f"F{face[:16]}": program(files[face], union[face]) for face in sorted(union)}


def _font(pdf: Pdf, face: Program, shelf: Shelf) -> Object:
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + face.name), Flags=4, FontBBox=Array(face.box),
            ItalicAngle=face.italic_angle, Ascent=face.ascent, Descent=face.descent, CapHeight=face.cap_height,
            StemV=80, FontFile2=shelf.packed(pdf, face.data),
        )
    )  # fmt: skip
    widths = Array()
    for gid, width in face.widths:
        widths.append(gid)
        widths.append(Array([int(width) if width == int(width) else width]))
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + face.name), FontDescriptor=descriptor,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity, W=widths, DW=0,
        )
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + face.name), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]), ToUnicode=shelf.packed(pdf, to_unicode(face.texts)),
        )
    )  # fmt: skip


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
