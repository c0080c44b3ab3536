"""Folds: what is too near one, and how they are shown to those who fold."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from marbre.brand_file import read_brand
from marbre.edition import Panels
from marbre.edition_file import read_edition
from marbre.findings import Finding, Severity
from marbre.finish.ticket import as_data, job_ticket, sections
from marbre.inspection import _expected
from marbre.measures import Size, mm_to_pt
from marbre.offers.model import Texts
from marbre.preflight.facts import Boxes, FileFacts, Kind, PageFacts, Painted
from marbre.preflight.rule import Job
from marbre.preflight.rules_folds import folds_of, text_near_fold
from marbre.printing import Printer, PrintingCondition
from marbre.printing_file import house_named, read_printing

ROOT = Path(__file__).parents[1]
PRINTER = Printer("offset", "Offset", PrintingCondition("fogra39", "FOGRA39", "", "", "", ROOT, ROOT, 300))
#: A sheet of 397 × 210 mm, folded at 97, 197 and 297 mm; 3 mm of bleed around it.
SHEET = Job(PRINTER, expected=(("folds", "97 197 297"),))
BLEED = 3.0
FILE = FileFacts("sheet.pdf", 1, "1.6", False, 2)


def text(left: float, right: float, top: float = 100.0, size: float = 10.0, words: str = "Usson") -> Painted:
    """A line from `left` to `right` mm of the trim, its head `top` mm below the trim's."""
    high = 1.2 * size
    head = mm_to_pt(BLEED + 210 - top)
    return Painted(
        Kind.TEXT, (mm_to_pt(BLEED + left), head - high, mm_to_pt(BLEED + right), head), text=words, size=size
    )  # fmt: skip


def page(*painted: Painted, number: int = 1, rotate: int = 0) -> PageFacts:
    trim = (mm_to_pt(BLEED), mm_to_pt(BLEED), mm_to_pt(BLEED + 397), mm_to_pt(BLEED + 210))
    media = (0.0, 0.0, mm_to_pt(403), mm_to_pt(216))
    return PageFacts(number, Boxes(media, trim=trim), rotate, painted=painted)


def found(*painted: Painted, number: int = 1, rotate: int = 0, job: Job = SHEET) -> list[Finding]:
    return list(text_near_fold(page(*painted, number=number, rotate=rotate), FILE, job))


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        (60, 92.95, False), (60, 93.0, False), (60, 93.2, True), (60, 96.9, True), (101, 140, False), (100.8, 140, True),
        (110, 190, False), (110, 193.2, True), (301.1, 380, False), (300.8, 380, True),
    ],
)  # fmt: skip
def test_type_keeps_four_millimetres_from_a_fold(left: float, right: float, wrong: bool) -> None:
    findings = found(text(left, right))
    assert [one.severity for one in findings] == ([Severity.WARNING] if wrong else [])


def test_a_line_across_a_fold_is_an_error_and_told_with_its_words() -> None:
    (finding,) = found(text(90, 104, words="Les orgues"), text(94, 96))
    assert finding.severity is Severity.ERROR
    assert "Les orgues" in finding.message
    assert "traversé par un pli" in finding.message
    assert "1 autre" in finding.message
    assert finding.value == "0 mm"
    assert finding.box is not None
    assert finding.box.x == pytest.approx(90)


def test_a_large_title_may_run_across_but_not_stop_beside_a_fold() -> None:
    assert not found(text(40, 150, size=40))
    assert found(text(40, 150, size=30))
    assert found(text(40, 95, size=40))


def test_the_second_side_is_folded_where_the_first_one_is_seen_through() -> None:
    # 397 - 97 = 300, 397 - 197 = 200, 397 - 297 = 100.
    assert not found(text(104.2, 195.8), number=2)
    assert found(text(103.8, 195), number=2)
    assert not found(text(101.2, 192.8))
    assert found(text(101.2, 196.2))
    assert found(text(101.2, 192.8), number=2)


def test_folds_down_are_measured_without_the_room_of_accents() -> None:
    job = replace(SHEET, expected=(("folds_down", "105"),))
    # 10 pt type: 4.2 mm high with 0.42 mm of spare room at its head and foot.
    assert not found(text(20, 80, top=108.6), job=job)
    assert found(text(20, 80, top=108.3), job=job)
    assert found(text(20, 80, top=103), job=job)[0].severity is Severity.ERROR


def test_a_turned_page_has_its_folds_turned() -> None:
    at = [fold.at for fold in folds_of(page(rotate=180), SHEET)]
    assert at == pytest.approx([mm_to_pt(BLEED + 397 - one) for one in (97, 197, 297)])
    assert folds_of(page(rotate=90), SHEET) == ()


def test_flat_sheets_covers_and_odd_facts_have_no_folds() -> None:
    across = text(90, 104)
    assert not found(across, job=Job(PRINTER))
    assert not found(across, job=replace(SHEET, sheet=True))
    assert not found(across, job=replace(SHEET, expected=(("folds", "about the middle"),)))
    assert not found(replace(across, visible=False))
    assert not found(replace(across, kind=Kind.PATH))


def test_the_job_ticket_says_where_the_sheet_is_folded() -> None:
    brand = read_brand(ROOT / "brand.yaml")
    leaflet = dict(_expected(read_edition(ROOT, "sites-usson", brand)))
    assert leaflet["folds"] == "100 200 300"
    assert "folds_down" not in leaflet
    assert "folds" not in dict(_expected(read_edition(ROOT, "guide-decouverte", brand)))


# ---- shown to those who fold -----------------------------------------------------------------------------------------

FOLDS = Panels((97, 100, 100, 100), (210,), Texts((("fr", "roulé, 4 volets"),)))


def _dashes(data: bytes) -> set[int]:
    """The columns of a picture that hold a dash in the colour of folds."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    return {x for x in range(image.width) if any(image.getpixel((x, y)) == (214, 0, 110) for y in range(25, 80))}






def test_the_printer_reads_the_fold_and_the_size_once_folded() -> None:
    brand = read_brand(ROOT / "brand.yaml")
    edition = read_edition(ROOT, "sites-usson", brand)
    house = house_named(read_printing(ROOT), edition.printing.house, edition.source)
    folded = replace(edition, format=replace(edition.format, trim=Size(397, 210), panels=FOLDS))
    ticket = job_ticket(folded, "fr", house, brand, 2)
    said = {label: line for _, lines in sections(ticket) for label, line in lines}
    assert said["Format"] == "feuille de 397 × 210 mm, pliée à 100 × 210 mm"
    assert said["Pliage"] == "roulé, 4 volets ; volets de 97 + 100 + 100 + 100 mm au recto, de gauche à droite"
    assert as_data(ticket)["format"]["folded_mm"] == [100, 210]
    assert as_data(ticket)["format"]["open_mm"] == [397, 210]
    flat = replace(folded, format=replace(folded.format, panels=Panels((397,), (210,))))
    plain = {label: line for _, lines in sections(job_ticket(flat, "fr", house, brand, 2)) for label, line in lines}
    assert plain["Format"] == "feuille de 397 × 210 mm"
    assert "Pliage" not in plain
    assert Panels().closed is None
