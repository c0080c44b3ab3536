"""Fonts of a file: one program a face, with the dictionaries around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from marbre.bind.faces import Program, faces_in, program, to_unicode
from marbre.bind.shelf import Shelf
from marbre.plan.model import FlatPlan


def font_objects(
    pdf: Pdf, plan: FlatPlan, programs: Mapping[str, Program], shelf: Shelf
) -> dict[str, Object]:
    """The fonts that `plan` uses, out of `programs` by the names that blocks use."""
    used = {f"F{use.face[:16]}" for page in plan.pages for item in page.placed for use in item.sheet.glyphs}
    return {name: font_object(pdf, face, shelf) for name, face in programs.items() if name in used}


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


def font_object(pdf: Pdf, face: Program, shelf: Shelf) -> Object:
    """A face as Type0 font with Identity-H (ISO 32000-1, 9.7.6.2)."""
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
