"""Imposition for the office's own printer: booklets to fold and staple, pages side by side, proofs of spreads.

Pages are placed as form XObjects (ISO 32000-2, 8.10), so fonts, spot inks, overprint and transparency groups stay as
they were. Sheets are in landscape; a booklet's sides alternate front and back and are flipped on the short edge.
A printing house wants single pages: nothing of this is meant for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from marbre.errors import InputError
from marbre.measures import Box, Size, mm_to_pt, pt_to_mm

#: Landscape sheets in mm (ISO 216).
PAPERS = {"A4": Size(297, 210), "A3": Size(420, 297)}
#: White around the pages of a proof, or around those that carry marks, in mm.
PROOF_MARGIN, MARK_MARGIN = 8.0, 7.0
#: Marks: distance from the trim and length in mm, width in pt.
MARK_GAP, MARK_LENGTH, MARK_WIDTH = 2.0, 4.0, 0.25
#: Two A5 pages are 1 mm narrower than A4; a sheet that is this much too small still takes pages at full size.
TOLERANCE = 0.5

#: The pages on one side of a sheet, left and right, counted from 1; 0 is left white.
Side = tuple[int, int]


class Scheme(StrEnum):
    """How pages share a sheet."""

    BOOKLET = "booklet"
    TWO_UP = "two-up"
    SPREADS = "spreads"


@dataclass(frozen=True, slots=True)
class Imposed:
    """A sheet file. `scale` is 1 at full size; `creep` in mm by sheet, from the outermost; `blanks` pages added;
    `odd_sizes` how many pages have another trim than the first."""

    data: bytes
    sides: tuple[Side, ...]
    pages: int
    blanks: int
    paper: str
    scale: float
    creep: tuple[float, ...]
    odd_sizes: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as a form: its name in the resources, its trim and what may be shown of it, in pt of the form's parent."""

    name: str
    form: pikepdf.Object
    trim: tuple[float, float, float, float]
    shown: tuple[float, float, float, float]

    @property
    def size(self) -> Size:
        return Size(pt_to_mm(self.trim[2] - self.trim[0]), pt_to_mm(self.trim[3] - self.trim[1]))


def sides_of(scheme: Scheme, pages: int) -> tuple[Side, ...]:
    """Which pages lie on which side. A booklet is filled up to a multiple of four at its end."""
    if scheme is Scheme.BOOKLET:
        whole = -(-pages // 4) * 4
        sides = (
            side
            for sheet in range(whole // 4)
            for side in ((whole - 2 * sheet, 1 + 2 * sheet), (2 + 2 * sheet, whole - 1 - 2 * sheet))
        )
    else:
        first = 0 if scheme is Scheme.SPREADS else 1
        sides = ((left, left + 1) for left in range(first, pages + 1, 2))
    return tuple((_or_white(left, pages), _or_white(right, pages)) for left, right in sides)


def _or_white(number: int, pages: int) -> int:
    return number if number <= pages else 0


def fitting_paper(scheme: Scheme, trim: Size, marks: bool) -> str:
    """The smallest paper that takes two pages at full size; proofs are always on A4."""
    if scheme is Scheme.SPREADS:
        return "A4"
    return next((name for name in PAPERS if _scale(scheme, trim, PAPERS[name], marks) == 1), "A3")


def _scale(scheme: Scheme, trim: Size, paper: Size, marks: bool) -> float:
    margin = PROOF_MARGIN if scheme is Scheme.SPREADS else MARK_MARGIN if marks else 0.0
    wide, high = paper.width - 2 * margin, paper.height - 2 * margin
    if 2 * trim.width <= wide + TOLERANCE and trim.height <= high + TOLERANCE:
        return 1.0
    return min(wide / (2 * trim.width), high / trim.height)


def impose(
    source: Path, scheme: Scheme, *, paper: str = "", caliper: float = 0.0, marks: bool = False
) -> Imposed:
    """The pages of `source` on sheets. `caliper` in mm is the thickness of the office's paper, for the creep of a
    booklet; `paper` is A4, A3, or empty for the one that fits. Raises InputError for a file that cannot be read."""
    with _opened(source) as pdf, Pdf.new() as sheets:
        leaves = _leaves(pdf, sheets, source)
        trim = leaves[0].size
        name = paper or fitting_paper(scheme, trim, marks)
        sheet = PAPERS[name]
        scale = _scale(scheme, trim, sheet, marks)
        sides = sides_of(scheme, len(leaves))
        shifts = [(index // 2) * caliper if scheme is Scheme.BOOKLET else 0.0 for index in range(len(sides))]
        for side, shift in zip(sides, shifts, strict=True):
            _add_side(sheets, side, leaves, sheet, trim, scale, shift, marks)
        _carry_over(pdf, sheets)
        data = _saved(sheets, pdf.pdf_version)
    odd = sum(abs(leaf.size.width - trim.width) + abs(leaf.size.height - trim.height) > 0.1 for leaf in leaves)
    blanks = 2 * len(sides) - len(leaves) if scheme is Scheme.BOOKLET else 0
    return Imposed(data, sides, len(leaves), blanks, name, scale, _creep(scheme, shifts), odd)


def _creep(scheme: Scheme, shifts: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(shift, 4) for shift in shifts[::2]) if scheme is Scheme.BOOKLET else ()


def _opened(source: Path) -> Pdf:
    try:
        pdf = Pdf.open(source)
    except pikepdf.PasswordError as error:
        raise InputError(f"{source}: the file is locked with a password", "ask for one that is not") from error
    except (pikepdf.PdfError, OSError) as error:
        raise InputError(f"{source}: not a PDF that can be read ({_first_line(error)})", "check the file") from error
    if not len(pdf.pages):
        pdf.close()
        raise InputError(f"{source}: the file has no pages", "check the file")
    return pdf


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _leaves(pdf: Pdf, sheets: Pdf, source: Path) -> list[Leaf]:
    """Every page as a form in the file of sheets, once."""
    leaves = []
    for number, page in enumerate(pdf.pages, 1):
        try:
            leaves.append(_leaf(number, page, sheets))
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
            hint = "open it with another program and save it again"
            raise InputError(f"{source}: page {number} cannot be read ({_first_line(error)})", hint) from error
    return leaves


def _leaf(number: int, page: pikepdf.Page, sheets: Pdf) -> Leaf:
    media, trim = _corners(page.mediabox), _corners(page.trimbox)
    shown = _corners(page.obj.BleedBox) if "/BleedBox" in page.obj else media
    trim, shown = _inside(trim, media), _inside(shown, media)
    if trim[2] - trim[0] < 1 or trim[3] - trim[1] < 1:
        raise ValueError("its trim box has no area")
    form = sheets.copy_foreign(page.as_form_xobject())
    form.BBox = Array([round(value, 4) for value in shown])
    for key in ("/StructParents", "/StructParent", "/PieceInfo", "/LastModified"):
        if key in form:
            del form[key]
    matrix = [float(value) for value in form.get("/Matrix", [1, 0, 0, 1, 0, 0])]
    return Leaf(f"/P{number}", form, _moved(trim, matrix), _moved(shown, matrix))


def _corners(box: pikepdf.Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _inside(
    box: tuple[float, float, float, float], media: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3])


def _moved(box: tuple[float, float, float, float], matrix: Sequence[float]) -> tuple[float, float, float, float]:
    """The upright rectangle of a box after a form's matrix, which turns pages by quarters (/Rotate)."""
    a, b, c, d, e, f = matrix
    xs, ys = zip(*((a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _add_side(
    sheets: Pdf, side: Side, leaves: Sequence[Leaf], paper: Size, trim: Size, scale: float, shift: float, marks: bool
) -> None:
    """One side of a sheet: the fold in the middle, the left page's right edge on it and the right page's left one."""
    parts: list[str] = []
    forms = Dictionary()
    for number, left in zip(side, (True, False), strict=True):
        if number:
            leaf = leaves[number - 1]
            forms[Name(leaf.name)] = leaf.form
            parts.append(_placed(leaf, left, paper, scale, shift))
    if marks:
        parts.append("\n".join(_marks(paper, trim, scale)))
    box = Array([0, 0, round(mm_to_pt(paper.width), 3), round(mm_to_pt(paper.height), 3)])
    content = Stream(sheets, "\n".join(parts).encode())
    page = Dictionary(Type=Name.Page, MediaBox=box, TrimBox=box, Resources=Dictionary(XObject=forms), Contents=content)
    sheets.pages.append(pikepdf.Page(sheets.make_indirect(page)))


def _placed(leaf: Leaf, left: bool, paper: Size, scale: float, shift: float) -> str:
    """Operators that show a page beside the fold, moved towards it by `shift` mm, never over it, its bleed outside."""
    fold, middle = mm_to_pt(paper.width) / 2, mm_to_pt(paper.height) / 2
    high = (leaf.trim[3] - leaf.trim[1]) * scale
    edge = leaf.trim[2] if left else leaf.trim[0]
    x = fold - edge * scale + mm_to_pt(shift) * scale * (1 if left else -1)
    y = middle - high / 2 - leaf.trim[1] * scale
    x0, y0, x1, y1 = (place * scale + (y if index % 2 else x) for index, place in enumerate(leaf.shown))
    x0, x1 = (x0, min(x1, fold)) if left else (max(x0, fold), x1)
    clip = f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re W n"
    return f"q {clip} {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {leaf.name} Do Q"


def trimmed_spread(paper: Size, trim: Size, scale: float) -> Box:
    """Where the two trimmed pages lie on the sheet, in mm from its head left."""
    wide, high = 2 * trim.width * scale, trim.height * scale
    return Box((paper.width - wide) / 2, (paper.height - high) / 2, wide, high)


def _marks(paper: Size, trim: Size, scale: float) -> Iterator[str]:
    """Crop marks at the four corners, dashed fold marks at head and foot, in black."""
    spread = trimmed_spread(paper, trim, scale)
    yield f"q 0 0 0 1 K {MARK_WIDTH} w"
    for y, away in ((spread.y, -1), (spread.bottom, 1)):
        for x, out in ((spread.x, -1), (spread.right, 1)):
            yield _line(paper, x, y + away * MARK_GAP, x, y + away * (MARK_GAP + MARK_LENGTH))
            yield _line(paper, x + out * MARK_GAP, y, x + out * (MARK_GAP + MARK_LENGTH), y)
    yield "[2 1] 0 d"
    for y, away in ((spread.y, -1), (spread.bottom, 1)):
        yield _line(paper, paper.width / 2, y + away * 1, paper.width / 2, y + away * (MARK_GAP + MARK_LENGTH))
    yield "Q"


def _line(paper: Size, x0: float, y0: float, x1: float, y1: float) -> str:
    ends = (mm_to_pt(x0), mm_to_pt(paper.height - y0), mm_to_pt(x1), mm_to_pt(paper.height - y1))
    return "{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*ends)


def _carry_over(pdf: Pdf, sheets: Pdf) -> None:
    """What colours and layers need besides the pages: output intents and optional content."""
    for key in ("/OutputIntents", "/OCProperties"):
        if key in pdf.Root:
            holder = pdf.make_indirect(Dictionary(Kept=pdf.Root[key]))
            sheets.Root[key] = sheets.copy_foreign(holder).Kept


def _saved(sheets: Pdf, version: str) -> bytes:
    target = io.BytesIO()
    sheets.save(
        target, deterministic_id=True, compress_streams=True, min_version=max(version, "1.6"),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )  # fmt: skip
    return target.getvalue()
