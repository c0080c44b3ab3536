"""The door to font files: what each face is called and whether it may be embedded.

Names: OpenType `name` table, ids 16 and 17 (typographic family and style) before 1 and 2. Embedding: OS/2
`fsType` (OpenType 1.9): bit 1 restricted, bit 8 no subsetting, bit 9 bitmaps only; any of them keeps a face
out of a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError

from marbre.brand import Brand, TypeRole
from marbre.drawing import Segment
from marbre.findings import Finding, Severity
from marbre.words import finding_text

#: The folder of the office's own licensed files, whose faces win over free ones of the same name.
OFFICE = "office"
_RESTRICTED, _PRINT_OR_EDIT, _NO_SUBSET, _BITMAPS = 0x0002, 0x000C, 0x0100, 0x0200


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. `weight` 100–900; `family` without weight or style."""

    family: str
    style: str
    weight: int
    italic: bool
    path: Path
    postscript_name: str
    embeddable: bool = True


def read_face(path: Path) -> Face:
    """The face in a .ttf or .otf file. Raises ValueError when it cannot be read."""
    try:
        with path.open("rb") as stream, TTFont(stream, lazy=True) as font:
            names, os2 = font["name"], font["OS/2"]
            family = names.getBestFamilyName() or path.stem
            style = names.getBestSubFamilyName() or "Regular"
            return Face(
                family=str(family),
                style=str(style),
                weight=int(os2.usWeightClass),
                italic=bool(os2.fsSelection & 1) or "italic" in str(style).lower(),
                path=path,
                postscript_name=str(names.getDebugName(6) or path.stem),
                embeddable=may_embed(int(os2.fsType)),
            )
    except (TTLibError, KeyError, OSError, AssertionError, EOFError) as error:
        raise ValueError(f"not a font: {path.name}") from error


def may_embed(fs_type: int) -> bool:
    """Whether a subset may be embedded; when several licences are given, the least strict one counts."""
    restricted = bool(fs_type & _RESTRICTED) and not fs_type & _PRINT_OR_EDIT
    return not restricted and not fs_type & (_NO_SUBSET | _BITMAPS)


def read_faces(folder: Path) -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
    """Every face below `folder` that may be embedded, the office's first, and findings on the others."""
    faces: list[Face] = []
    findings: list[Finding] = []
    files = (path for path in folder.rglob("*") if path.suffix.lower() in (".ttf", ".otf"))
    for path in sorted(files, key=lambda path: (OFFICE not in path.parts, path.as_posix())):
        try:
            face = read_face(path)
        except ValueError:
            findings.append(_refused("font_unreadable", path, path.name))
            continue
        if face.embeddable:
            faces.append(face)
        else:
            findings.append(_refused("font_not_embeddable", path, f"{face.family} {face.style}"))
    kept: dict[tuple[str, int, bool], Face] = {}
    for face in faces:
        kept.setdefault((face.family, face.weight, face.italic), face)
    return tuple(kept.values()), tuple(findings)


def _refused(id: str, path: Path, value: str) -> Finding:
    message, remedy = finding_text(id, value=value)
    return Finding(id, Severity.WARNING, message, remedy, source=f"{path.name}:1", value=value)


def family_of(role: TypeRole, faces: Iterable[Face]) -> str:
    """The first family of the role that is installed, or an empty string."""
    installed = {face.family.casefold(): face.family for face in faces}
    return next((installed[one.casefold()] for one in role.families if one.casefold() in installed), "")


def faces_of(role: TypeRole, faces: Iterable[Face]) -> tuple[Face, ...]:
    """The faces of the family that the role is set in, by weight, upright before italic."""
    known = tuple(faces)
    family = family_of(role, known)
    found = (face for face in known if face.family == family)
    return tuple(sorted(found, key=lambda face: (face.weight, face.italic)))


def office_families(brand: Brand, folder: Path) -> tuple[tuple[tuple[str, str], ...], tuple[Finding, ...]]:
    """The office's own families in the place of the free ones that stylesheets name, and findings on its files.

    Stylesheets name the last family of each role of brand.yaml; pairs are (that one, the one used). Nothing is read
    while the office has put no file into its folder.
    """
    office = folder / OFFICE
    if not any(path.suffix.lower() in (".ttf", ".otf") for path in office.rglob("*")):
        return (), ()
    faces, findings = read_faces(folder)
    pairs = ((role.families[-1], family_of(role, faces)) for role in brand.roles)
    return tuple((named, used) for named, used in pairs if used and used != named), findings


@lru_cache(maxsize=32)
def _set_open(path: Path) -> tuple[TTFont, Any, Any, float]:
    font = TTFont(path)
    return font, font.getBestCmap(), font.getGlyphSet(), float(font["head"].unitsPerEm)


@lru_cache(maxsize=8192)
def advance(path: Path, character: str) -> float:
    """The advance of a character in em; of one that the face does not have, that of its missing glyph."""
    _, names, glyphs, units = _set_open(path)
    return float(glyphs[names.get(ord(character), ".notdef")].width) / units


@lru_cache(maxsize=8192)
def outline(path: Path, character: str) -> tuple[Segment, ...]:
    """The outline of a character in em, `y` downwards from the baseline."""
    _, names, glyphs, units = _set_open(path)
    pen = DecomposingRecordingPen(glyphs)
    glyphs[names.get(ord(character), ".notdef")].draw(pen)
    made: list[Segment] = []
    here = (0.0, 0.0)
    for command, points in pen.value:
        if command == "qCurveTo":
            for off, on in decomposeQuadraticSegment(points):
                first = (here[0] + (off[0] - here[0]) * 2 / 3, here[1] + (off[1] - here[1]) * 2 / 3)
                second = (on[0] + (off[0] - on[0]) * 2 / 3, on[1] + (off[1] - on[1]) * 2 / 3)
                made.append(("C", *(v for x, y in (first, second, on) for v in (x / units, -y / units))))
                here = on
        elif command in ("moveTo", "lineTo", "curveTo"):
            name = {"moveTo": "M", "lineTo": "L", "curveTo": "C"}[command]
            made.append((name, *(v for x, y in points for v in (x / units, -y / units))))
            here = points[-1]
        else:
            made.append(("Z",))
    return tuple(made)
