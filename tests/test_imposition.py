"""Booklets, pages side by side and proofs: the order of pages against tables written by hand, and what lies on the sheets."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from marbre.cli import main
from marbre.errors import InputError
from marbre.finish.imposition import PAPERS, Scheme, fitting_paper, impose, sides_of
from marbre.measures import Size, mm_to_pt

A5, A4 = Size(148, 210), Size(210, 297)

BOOKLETS = {
    4: ((4, 1), (2, 3)),
    8: ((8, 1), (2, 7), (6, 3), (4, 5)),
    12: ((12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)),
    16: ((16, 1), (2, 15), (14, 3), (4, 13), (12, 5), (6, 11), (10, 7), (8, 9)),
}


def _file(path: Path, pages: int, trim: Size = A5, bleed: float = 0.0, rotate: int = 0) -> Path:
    """Pages that say `page n`, with a spot ink that overprints."""
    pdf = Pdf.new()
    wide, high = trim.width + 2 * bleed, trim.height + 2 * bleed
    spot = Array([Name.Separation, Name("/Varnish"), Name.DeviceCMYK, Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[0, 0, 1, 0])])  # fmt: skip
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, pages + 1):
        words = f"/CS1 cs 1 scn /G1 gs 20 20 30 30 re f 0 0 0 1 k BT /F1 24 Tf 100 300 Td (page {number}.) Tj ET"
        resources = Dictionary(
            Font=Dictionary(F1=font), ColorSpace=Dictionary(CS1=spot), ExtGState=Dictionary(G1=Dictionary(OP=True, op=True))
        )
        page = Dictionary(
            Type=Name.Page, MediaBox=[0, 0, mm_to_pt(wide), mm_to_pt(high)], Resources=resources,
            Contents=Stream(pdf, words.encode()), Rotate=rotate,
            TrimBox=[mm_to_pt(bleed), mm_to_pt(bleed), mm_to_pt(wide - bleed), mm_to_pt(high - bleed)],
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(path, deterministic_id=True)
    return path


def _words(data: bytes, path: Path) -> list[list[str]]:
    """The pages' names on each side, from the left to the right, as poppler reads them."""
    path.write_bytes(data)
    text = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    sides = []
    for side in text.split("<page ")[1:]:
        found = re.findall(r'xMin="([\d.-]+)"[^>]*>(\d+)\.</word>', side)
        sides.append([number for _, number in sorted(found, key=lambda one: float(one[0]))])
    return sides


@pytest.mark.parametrize("pages", BOOKLETS)
def test_the_order_of_a_booklet(pages: int) -> None:
    assert sides_of(Scheme.BOOKLET, pages) == BOOKLETS[pages]


def test_a_booklet_is_filled_with_white_at_its_end() -> None:
    assert sides_of(Scheme.BOOKLET, 1) == ((0, 1), (0, 0))
    assert sides_of(Scheme.BOOKLET, 6) == ((0, 1), (2, 0), (6, 3), (4, 5))


def test_the_order_of_the_other_schemes() -> None:
    assert sides_of(Scheme.TWO_UP, 5) == ((1, 2), (3, 4), (5, 0))
    assert sides_of(Scheme.SPREADS, 5) == ((0, 1), (2, 3), (4, 5))
    assert sides_of(Scheme.SPREADS, 4) == ((0, 1), (2, 3), (4, 0))
    assert sides_of(Scheme.SPREADS, 1) == ((0, 1),)


@pytest.mark.parametrize("pages", range(1, 41))
def test_every_page_lies_on_exactly_one_side(pages: int) -> None:
    for scheme in Scheme:
        numbers = [number for side in sides_of(scheme, pages) for number in side if number]
        assert sorted(numbers) == list(range(1, pages + 1))


def test_facing_pages_of_a_folded_booklet_face_each_other() -> None:
    """The back of a leaf carries the next page: front right 1 + 2i is backed by back left 2 + 2i."""
    for pages in BOOKLETS:
        sides = sides_of(Scheme.BOOKLET, pages)
        for front, back in zip(sides[::2], sides[1::2], strict=True):
            assert back[0] == front[1] + 1
            assert back[1] == front[0] - 1


def test_the_words_are_where_the_table_says(tmp_path: Path) -> None:
    imposed = impose(_file(tmp_path / "a.pdf", 8), Scheme.BOOKLET)
    assert _words(imposed.data, tmp_path / "b.pdf") == [["8", "1"], ["2", "7"], ["6", "3"], ["4", "5"]]
    assert (imposed.pages, imposed.blanks, imposed.paper, imposed.scale) == (8, 0, "A4", 1.0)
    white = impose(_file(tmp_path / "c.pdf", 6), Scheme.BOOKLET)
    assert _words(white.data, tmp_path / "d.pdf") == [["1"], ["2"], ["6", "3"], ["4", "5"]]
    assert white.blanks == 2


@pytest.mark.parametrize(("trim", "scheme", "marks", "paper"), [
    (A5, Scheme.BOOKLET, False, "A4"),
    (Size(148.5, 210), Scheme.BOOKLET, False, "A4"),
    (Size(150, 210), Scheme.BOOKLET, False, "A3"),
    (A5, Scheme.BOOKLET, True, "A3"),
    (Size(105, 148), Scheme.TWO_UP, True, "A4"),
    (A4, Scheme.TWO_UP, False, "A3"),
    (Size(240, 320), Scheme.TWO_UP, False, "A3"),
    (A4, Scheme.SPREADS, False, "A4"),
])  # fmt: skip
def test_the_smallest_paper_that_fits(trim: Size, scheme: Scheme, marks: bool, paper: str) -> None:
    assert fitting_paper(scheme, trim, marks) == paper


def test_sheets_have_the_size_of_the_paper(tmp_path: Path) -> None:
    source = _file(tmp_path / "a.pdf", 4, A4)
    for paper, scale in (("A3", 1.0), ("A4", 297 / 420)):
        imposed = impose(source, Scheme.BOOKLET, paper=paper)
        with Pdf.open(io.BytesIO(imposed.data)) as sheets:
            box = [float(value) for value in sheets.pages[0].mediabox]
        assert box == pytest.approx([0, 0, mm_to_pt(PAPERS[paper].width), mm_to_pt(PAPERS[paper].height)], abs=0.01)
        assert imposed.scale == pytest.approx(scale, abs=1e-4)
    assert impose(_file(tmp_path / "b.pdf", 4, Size(50, 80)), Scheme.SPREADS).scale == 1.0


def test_creep_moves_inner_sheets_towards_the_fold(tmp_path: Path) -> None:
    source = _file(tmp_path / "a.pdf", 12)
    imposed = impose(source, Scheme.BOOKLET, caliper=0.1)
    assert imposed.creep == (0.0, 0.1, 0.2)
    with Pdf.open(io.BytesIO(imposed.data)) as sheets:
        moved = [
            [float(x) for x in re.findall(r"1\.00000 0 0 1\.00000 ([\d.-]+)", page.Contents.read_bytes().decode())]
            for page in sheets.pages
        ]
    left, right = moved[0]
    assert right == pytest.approx(mm_to_pt(297 / 2), abs=0.01)
    assert left == pytest.approx(mm_to_pt(297 / 2 - 148), abs=0.01)
    for index, (one, other) in enumerate(moved):
        shift = mm_to_pt(0.1 * (index // 2))
        assert (one - left, right - other) == pytest.approx((shift, shift), abs=0.002)
    assert impose(source, Scheme.TWO_UP, caliper=0.1).creep == ()


def test_bleed_shows_outside_and_never_over_the_fold(tmp_path: Path) -> None:
    imposed = impose(_file(tmp_path / "a.pdf", 4, Size(100, 150), bleed=3), Scheme.BOOKLET, paper="A4")
    with Pdf.open(io.BytesIO(imposed.data)) as sheets:
        clips = re.findall(r"q ([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re W n", sheets.pages[0].Contents.read_bytes().decode())
    fold, bleed = mm_to_pt(148.5), mm_to_pt(3)
    (x0, y0, wide, high), (x1, _, wide1, _) = (tuple(float(one) for one in clip) for clip in clips)
    assert x0 + wide == pytest.approx(fold, abs=0.01)
    assert x1 == pytest.approx(fold, abs=0.01)
    assert wide == wide1 == pytest.approx(mm_to_pt(100) + bleed, abs=0.01)
    assert (y0, high) == pytest.approx((mm_to_pt(30) - bleed, mm_to_pt(156)), abs=0.01)


def test_fonts_spots_and_overprint_stay(tmp_path: Path) -> None:
    imposed = impose(_file(tmp_path / "a.pdf", 4), Scheme.BOOKLET)
    with Pdf.open(io.BytesIO(imposed.data)) as sheets:
        form = sheets.pages[0].Resources.XObject.P1
        assert form.Resources.ColorSpace.CS1[1] == Name("/Varnish")
        assert form.Resources.ExtGState.G1.OP
        fonts = {page.Resources.XObject[key].Resources.Font.F1.objgen for page in sheets.pages for key in page.Resources.XObject}
        assert len(fonts) == 1


def test_a_turned_page_stands_upright(tmp_path: Path) -> None:
    imposed = impose(_file(tmp_path / "a.pdf", 2, Size(210, 148), rotate=90), Scheme.TWO_UP)
    assert (imposed.paper, imposed.scale) == ("A4", 1.0)
    _words(imposed.data, tmp_path / "b.pdf")
    seen = subprocess.run(["pdftotext", str(tmp_path / "b.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert "page 1." in seen
    assert "page 2." in seen


def test_marks_lie_outside_the_pages_in_black_only(tmp_path: Path) -> None:
    source = _file(tmp_path / "a.pdf", 4, Size(100, 150))
    with Pdf.open(io.BytesIO(impose(source, Scheme.BOOKLET, marks=True).data)) as sheets:
        drawn = sheets.pages[0].Contents.read_bytes().decode()
    assert drawn.count(" l S") == 8 + 2
    assert "0 0 0 1 K" in drawn
    edges = {mm_to_pt(297 / 2 - 100), mm_to_pt(297 / 2 + 100), mm_to_pt(297 / 2)}
    upright = [float(x) for x, x1 in re.findall(r"([\d.]+) [\d.]+ m ([\d.]+) [\d.]+ l S", drawn) if x == x1]
    assert len(upright) == 6
    assert all(min(abs(x - edge) for edge in edges) < 0.01 for x in upright)
    assert " l S" not in _plain(source)


def _plain(source: Path) -> str:
    with Pdf.open(io.BytesIO(impose(source, Scheme.BOOKLET).data)) as sheets:
        return str(sheets.pages[0].Contents.read_bytes().decode())


def test_same_file_same_bytes(tmp_path: Path) -> None:
    source = _file(tmp_path / "a.pdf", 7)
    for scheme in Scheme:
        assert impose(source, scheme, caliper=0.1, marks=True).data == impose(source, scheme, caliper=0.1, marks=True).data


def test_pages_of_another_size_are_counted(tmp_path: Path) -> None:
    with Pdf.open(_file(tmp_path / "a.pdf", 3)) as pdf, Pdf.open(_file(tmp_path / "b.pdf", 2, A4)) as other:
        pdf.pages.extend(other.pages)
        pdf.save(tmp_path / "c.pdf")
    assert impose(tmp_path / "c.pdf", Scheme.TWO_UP).odd_sizes == 2


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n1 0 obj << >>"])
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"bad\.pdf: (not a PDF|the file has no pages)"):
        impose(path, Scheme.BOOKLET)


def test_a_locked_file_and_one_without_pages_are_refused(tmp_path: Path) -> None:
    with Pdf.open(_file(tmp_path / "a.pdf", 1)) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="b", user="a"))
    with pytest.raises(InputError, match="password"):
        impose(tmp_path / "locked.pdf", Scheme.BOOKLET)
    Pdf.new().save(tmp_path / "none.pdf")
    with pytest.raises(InputError, match="no pages"):
        impose(tmp_path / "none.pdf", Scheme.BOOKLET)


def test_a_page_without_area_is_refused(tmp_path: Path) -> None:
    with Pdf.open(_file(tmp_path / "a.pdf", 2)) as pdf:
        pdf.pages[1].TrimBox = Array([0, 0, 0, 0])
        pdf.save(tmp_path / "flat.pdf")
    with pytest.raises(InputError, match="page 2 cannot be read"):
        impose(tmp_path / "flat.pdf", Scheme.BOOKLET)


def test_the_command_writes_beside_the_file_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = _file(tmp_path / "leaflet.pdf", 6)
    assert main(["impose", str(source)]) == 0
    assert (tmp_path / "leaflet-booklet.pdf").is_file()
    said = capsys.readouterr().out
    assert "2 blank pages added at the end" in said
    assert "2 sheets A4, both sides, flipped on the short edge, creep up to 0.10 mm" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["leaflet-booklet.pdf", "leaflet.pdf"]


@pytest.mark.parametrize(("words", "said"), [
    (["nothing.pdf"], "there is no such file"),
    (["leaflet.pdf", "--caliper", "3"], "caliper"),
    (["leaflet.pdf", "--out", "leaflet.pdf"], "that is the file itself"),
    (["no-edition"], "neither a PDF nor an edition"),
])  # fmt: skip
def test_bad_calls_are_told_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    _file(tmp_path / "leaflet.pdf", 1)
    (tmp_path / "brand.yaml").write_text("")
    monkeypatch.chdir(tmp_path)
    assert main(["impose", *words]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
