"""The rules after GWG 2022, on files with one defect each and on facts as values."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from defects import CASES, Case
from marbre import words
from marbre.findings import Finding
from marbre.preflight import rules_gwg, rules_gwg_images, rules_gwg_text, rules_overprint, rules_spots
from marbre.preflight.facts import Boxes, Colour, FileFacts, Kind, PageFacts, Painted, Rect
from marbre.preflight.ground import ground, lies_on_ink
from marbre.preflight.gwg_colours import lines
from marbre.preflight.places import Offence, told
from marbre.preflight.reader import opened
from marbre.preflight.rule import RULES, Job
from marbre.preflight.summary import summary_of
from marbre.printing import Printer, PrintingCondition, Resolution
from marbre.words import explanations
from marbre.yamltree import read_yaml

OURS = {
    module.__name__ for module in (rules_gwg, rules_gwg_images, rules_gwg_text, rules_overprint, rules_spots)
}
CONDITION = PrintingCondition("f39", "FOGRA39", "", "", "", Path("a.icc"), Path("a.icc"), 300)
OFFSET = Printer("offset", "Offset", CONDITION)
PRINTERS = {
    "": OFFSET,
    "spots": replace(OFFSET, spots=2),
    "digital": replace(
        OFFSET, digital=True, small_text=5.0, pictures=Resolution(95, 149, 450), bitmaps=Resolution(349, 599, 2400)
    ),
    "advert": replace(OFFSET, advert=True, small_text=9.0, ink_limit=305.0),
}


def _rules(kind: str) -> Iterator[object]:
    return (rule for rule in getattr(RULES, kind).values() if rule.__module__ in OURS)


def check(data: bytes, printer: Printer) -> list[Finding]:
    """Everything that our rules say of a file."""
    job, found, short = Job(printer), [], []
    with opened(data) as source:
        for page in source.pages():
            for rule in _rules("page"):
                found += rule(page, source.facts, job)
            short.append(summary_of(page))
        for rule in _rules("file"):
            found += rule(source.facts, job)
        for rule in _rules("whole"):
            found += rule(tuple(short), source.facts, job)
    return found


@cache
def bytes_of(name: str) -> bytes:
    return CASES[name].pdf()


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    case = CASES[name]
    found = check(bytes_of(name), PRINTERS[case.printer])
    assert {one.id: one.severity.name[0] for one in found} == dict(case.expected)
    for one in found:
        assert one.message
        assert "{" not in one.message + one.remedy
        assert one.remedy
        assert one.who in ("studio", "photographer", "printer")


def _all_rules() -> dict[str, object]:
    return {
        rule.__name__: rule
        for kind in ("file", "page", "whole")
        for rule in _rules(kind)
    }  # fmt: skip


def test_every_rule_has_cases_on_both_sides() -> None:
    met = {id for case in CASES.values() for id in case.expected}
    assert set(_all_rules()) - met == set()


@pytest.mark.parametrize("id", sorted(_all_rules()))
def test_every_rule_says_what_why_and_how(id: str) -> None:
    doc = _all_rules()[id].__doc__ or ""
    assert re.search(r"Rule: GWG 2022 R00\d\d: .*Why: .*Fix: ", doc, re.DOTALL)
    said = explanations()[id]
    number = re.search(r"R00\d\d", doc)
    assert number
    assert number[0] in said.rule
    assert said.why
    assert said.fix
    assert said.message
    assert said.remedy


def test_finding_tells_place_value_and_limit() -> None:
    (found,) = check(bytes_of("black_text_knocks_out_11_9"), OFFSET)
    assert found.page == 1
    assert found.value.startswith("11,9 pt")
    assert found.limit == "12 pt"
    assert "« Bonjour Issoire »" in found.message
    assert found.box is not None
    # 80 pt from the left of the medium, the trim begins at 10 mm.
    assert found.box.x == pytest.approx(80 / 72 * 25.4 - 10, abs=0.7)
    assert found.box.y == pytest.approx(220 - 400 / 72 * 25.4 - 4, abs=2)


def test_picture_names_its_pixels() -> None:
    (found,) = check(bytes_of("picture_150_ppi"), OFFSET)
    assert found.value == "150 ppp (300 × 300 px)"
    assert found.limit == "224 ppp"


# ---- Facts as values -------------------------------------------------------------------------------------------------
CYAN = Colour("DeviceCMYK", (1, 0, 0, 0), (("Cyan", 1.0), ("Magenta", 0.0), ("Yellow", 0.0), ("Black", 0.0)))
BLACK = Colour("DeviceCMYK", (0, 0, 0, 1), (("Cyan", 0.0), ("Magenta", 0.0), ("Yellow", 0.0), ("Black", 1.0)))
WHITE = Colour("DeviceCMYK", (0, 0, 0, 0), (("Cyan", 0.0), ("Magenta", 0.0), ("Yellow", 0.0), ("Black", 0.0)))
FACTS = FileFacts("a.pdf", 1, "1.6", False, 1)
JOB = Job(OFFSET)


def panel(box: Rect, colour: Colour, **more: object) -> Painted:
    left, bottom, right, top = box
    outline = ((((left, bottom), (right, bottom), (right, top), (left, top)), True),)
    return Painted(Kind.PATH, box, fill=colour, outline=outline, **more)  # type: ignore[arg-type]


def page_of(*things: Painted) -> PageFacts:
    return PageFacts(1, Boxes((0, 0, 500, 700), trim=(0, 0, 500, 700)), painted=things)


def test_ink_beneath_white_is_not_seen() -> None:
    text = Painted(Kind.TEXT, (100, 100, 200, 110), fill=BLACK, size=9)
    bare = page_of(panel((0, 0, 500, 700), CYAN), panel((50, 50, 250, 250), WHITE), text)
    assert not lies_on_ink(ground(bare), 2, BLACK)
    half = page_of(panel((0, 0, 500, 700), CYAN), panel((50, 50, 150, 250), WHITE), text)
    assert lies_on_ink(ground(half), 2, BLACK)
    veil = page_of(panel((0, 0, 500, 700), CYAN), panel((50, 50, 250, 250), WHITE, alpha=0.5), text)
    assert lies_on_ink(ground(veil), 2, BLACK)


def test_same_black_beneath_is_no_ground() -> None:
    text = Painted(Kind.TEXT, (100, 100, 200, 110), fill=BLACK, size=9)
    assert not lies_on_ink(ground(page_of(panel((0, 0, 500, 700), BLACK), text)), 1, BLACK)


def test_filled_bars_are_lines() -> None:
    assert [width for _, width, _ in lines(panel((10, 10, 110, 10.2), CYAN))] == [pytest.approx(0.2)]
    assert list(lines(panel((10, 10, 11, 11), CYAN))) == []
    assert [width for _, width, _ in lines(panel((10, 10, 110, 10.2), CYAN), 2.0)] == [pytest.approx(0.4)]


def test_only_what_the_square_fits_into_counts_without_an_ink_map() -> None:
    dark = Colour("DeviceCMYK", inks=(("Cyan", 1.0), ("Magenta", 0.8), ("Yellow", 0.8), ("Black", 1.0)))
    assert summary_of(page_of(panel((100, 100, 143, 143), dark))).highest_ink == 360
    assert summary_of(page_of(panel((100, 100, 142, 143), dark))).highest_ink == 0
    assert summary_of(page_of(panel((100, 100, 143, 143), dark), panel((0, 0, 500, 700), WHITE))).highest_ink == 0
    assert summary_of(page_of(), 333.0).highest_ink == 333


def test_many_places_become_few_findings() -> None:
    rows = [Offence((50, 12 * row, 150, 12 * row + 9), "6 pt", "abc") for row in range(40)]
    (one,) = told("white_text_small", rows, page_of(), "8 pt")
    assert "(40 fois à cet endroit)" in one.message
    apart = [Offence((50, 100 * row, 60, 100 * row + 9), "6 pt") for row in range(40)]
    found = list(told("white_text_small", apart, page_of(), "8 pt"))
    assert len(found) == 6
    assert "34 autres" in found[-1].message


def _crowd(count: int) -> PageFacts:
    things = [panel((0, 0, 500, 700), CYAN)]
    for number in range(count):
        x, y = number % 100 * 5.0, number // 100 % 100 * 7.0
        things.append(Painted(Kind.TEXT, (x, y, x + 4, y + 3), fill=BLACK, size=6, text="a", overprint_fill=True, mode=1))
        things.append(panel((x, y, x + 2, y + 2), WHITE, overprint_fill=number % 2 == 0))
    return page_of(*things)


def test_a_crowded_page_is_quick() -> None:
    page = _crowd(5_000)
    start = time.perf_counter()
    found = [finding for rule in _rules("page") for finding in rule(page, FACTS, JOB)]
    taken = time.perf_counter() - start
    assert {one.id for one in found} == {"white_path_overprints"}
    assert taken < 2.0, f"{taken:.2f} s for 10,000 things"


@pytest.mark.parametrize("box", [(0, 0, 500, 700), (10, 10, 20, 20)])
def test_white_over_white_thousands_deep_ends(box: Rect) -> None:
    page = page_of(*(panel(box, WHITE, overprint_fill=True) for _ in range(20_000)))
    start = time.perf_counter()
    list(rules_overprint.white_path_overprints(page, FACTS, JOB))
    assert time.perf_counter() - start < 8.0


# ---- Independent eyes ------------------------------------------------------------------------------------------------
def _run(tool: str, *arguments: str) -> str:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", list(CASES)[::6])
def test_files_are_sound(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes_of(name))
    assert "No syntax or stream encoding errors" in _run("qpdf", "--check", str(path))


@pytest.mark.parametrize("name", ["picture_224_ppi", "picture_225_ppi", "picture_turned", "picture_in_forms_low", "bitmap_799_ppi"])
def test_poppler_measures_the_same_resolution(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes_of(name))
    row = _run("pdfimages", "-list", str(path)).splitlines()[2].split()
    with opened(path) as source:
        (image,) = [one.image for page in source.pages() for one in page.painted if one.image]
    assert min(int(row[12]), int(row[13])) == pytest.approx(image.ppi, abs=1)


@pytest.mark.parametrize("name", ["spot_one", "spots_case", "separation_black", "spot_tint_in_device_n", "spots_suffix"])
def test_ghostscript_makes_the_same_plates(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes_of(name))
    _run("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-r20", "-sDEVICE=tiffsep", f"-sOutputFile={tmp_path}/p.tif", str(path))
    plates = {re.sub(r".*\((.*)\).*", r"\1", one.name) for one in tmp_path.glob("p*(*).tif")}
    with opened(path) as source:
        spots = {name for page in source.pages() for name in rules_spots.active_spots(page)}
    assert plates - {"Cyan", "Magenta", "Yellow", "Black"} == spots


def _kept(case: Case) -> bool:
    return not case.expected


def test_half_of_the_cases_are_traps() -> None:
    assert sum(_kept(case) for case in CASES.values()) > len(CASES) / 3


def test_no_explanation_hides_another() -> None:
    folder = Path(words.__file__).parent / "data"
    ours = {id for id, _ in read_yaml(folder / "rules_gwg.yaml").pairs()}
    others = [path for path in (folder / "explanations.yaml", *folder.glob("rules*.yaml")) if path.name != "rules_gwg.yaml"]
    assert [id for path in others for id, _ in read_yaml(path).pairs() if id in ours] == []
    assert ours == set(_all_rules())
