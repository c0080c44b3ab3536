"""House rules of the preflight: for each a file just inside the limit and one just outside, read from real PDFs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno

from marbre.findings import Finding, Severity
from marbre.preflight.codes import code_reader
from marbre.preflight.facts import Boxes, Font, Kind, PageFacts, Painted
from marbre.preflight.reader import opened
from marbre.preflight.rule import RULES, Job, PageSummary
from marbre.preflight.rules_house import missing_glyphs
from marbre.preflight.runner import preflight, rulebook
from marbre.preflight.strips import filled, minus, stroked, union, within
from marbre.printing import Printer, PrintingCondition
from pdf_samples import BLEED, FONT, MEDIA, MM, PROFILE, TRIM, form, image, make_pdf

assert FONT.exists()

CONDITION = PrintingCondition("fogra39", "FOGRA39", "", "", "", PROFILE, PROFILE, 300)
PRINTER = Printer("offset", "Offset", CONDITION)
JOB = Job(PRINTER)
HOUSE = ("rules_house", "rules_bleed", "rules_extent", "rules_cover", "rules_folds", "rules_codes")


def house_rules() -> list[str]:
    rulebook()
    return [id for id, rule in {**RULES.file, **RULES.page, **RULES.whole}.items() if rule.__module__.endswith(HOUSE)]


def check(data: bytes | Path, job: Job = JOB) -> list[Finding]:
    """What the house rules find in a file."""
    own = set(house_rules())
    return [finding for finding in preflight(data, job, strict=True).findings if finding.id in own]


def found(id: str, content: bytes, job: Job = JOB, **changes: Any) -> list[Finding]:
    return [finding for finding in check(make_pdf(content, **changes), job) if finding.id == id]


def rect(left: float, bottom: float, right: float, top: float, colour: str = "0 0.2 0.4 0 k") -> bytes:
    """A filled rectangle, in mm from the foot left of the trim."""
    x, y = TRIM[0] + left * MM, TRIM[1] + bottom * MM
    return f"{colour} {x:.3f} {y:.3f} {(right - left) * MM:.3f} {(top - bottom) * MM:.3f} re f\n".encode()


def text(left: float, bottom: float, words: str = "Issoire", size: float = 10.0, colour: str = "0 0 0 1 k") -> bytes:
    """A text whose baseline begins there, in mm from the foot left of the trim."""
    x, y = TRIM[0] + left * MM, TRIM[1] + bottom * MM
    return f"{colour} BT /F1 {size} Tf {x:.3f} {y:.3f} Td ({words}) Tj ET\n".encode()


# ---- geometry --------------------------------------------------------------------------------------------------------


def test_spans_are_joined_cut_and_taken_away() -> None:
    assert union([(4, 6), (0, 2), (1, 3)]) == ((0, 3), (4, 6))
    assert minus([(0, 10)], [(2, 3), (9, 12)]) == ((0, 2), (3, 9))
    assert within([(0, 4), (5, 9)], 3, 6) == ((3, 4), (5, 6))


def test_a_ring_is_hollow_by_both_rules_when_its_hole_turns_the_other_way() -> None:
    outer = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    hole = ((3.0, 3.0), (3.0, 7.0), (7.0, 7.0), (7.0, 3.0))
    ring = ((outer, True), (hole, True))
    assert filled(ring, False, 0, 5.0) == filled(ring, True, 0, 5.0) == ((0.0, 3.0), (7.0, 10.0))
    same = ((outer, True), (tuple(reversed(hole)), True))
    assert filled(same, False, 0, 5.0) == ((0.0, 10.0),)


def test_a_stroke_meets_a_line_over_its_width() -> None:
    across = ((((0.0, 5.0), (10.0, 5.0)), False),)
    assert stroked(across, 2.0, 0, 4.0) == ((4.0, 6.0),)
    assert stroked(across, 2.0, 0, 12.0) == ()


# ---- bleed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sides"),
    [
        (rect(-3, 20, 60, 80), ""),
        (rect(-2.95, 20, 60, 80), ""),
        (rect(-2.5, 20, 60, 80), "à gauche sur 60 mm"),
        (rect(0, 20, 60, 80), "à gauche sur 60 mm"),
        (rect(0.4, 20, 60, 80), "à gauche sur 60 mm"),
        (rect(0.7, 20, 60, 80), ""),
        (rect(60, 20, 148, 90), "à droite sur 70 mm"),
        (rect(60, 0, 100, 90), "en pied sur 40 mm"),
        (rect(60, 190, 100, 211), "en tête sur 40 mm"),
        (rect(0, 0, 148, 210), "à gauche sur 210 mm, en pied sur 148 mm, à droite sur 210 mm et en tête sur 148 mm"),
        (rect(0, 20, 60, 80, "0 0 0 0 k"), ""),
        (rect(-3, -3, 151, 213) + rect(0, 20, 60, 80, "0.2 0 0 0 k"), ""),
        (rect(-3, 20, 60, 80) + rect(-3, 20, 0, 80, "0 0 0 0 k"), "à gauche sur 60 mm"),
        (rect(0, 20, 60, 80) + rect(-3, 20, 60, 80, "0 0 0 0 k"), ""),
        (b"0 0 0 1 K 0.5 w 28.35 100 m 300 100 l S\n", ""),
        (b"0 0 0 1 K 8 w 28.35 60 m 28.35 400 l S\n", "à gauche sur 123 mm"),
    ],
)
def test_art_that_touches_the_trim_is_painted_to_the_bleed(content: bytes, sides: str) -> None:
    findings = found("bleed_not_painted", content)
    assert [sides in finding.message for finding in findings] == ([True] if sides else [])
    for finding in findings:
        assert finding.severity is Severity.ERROR
        assert finding.page == 1
        assert finding.limit == "3 mm"
        assert finding.box is not None


def test_the_bleed_is_the_printers() -> None:
    wide = {"MediaBox": (0, 0, 168 * MM, 230 * MM), "BleedBox": (5 * MM, 5 * MM, 163 * MM, 225 * MM)}
    job = replace(JOB, printer=replace(PRINTER, bleed=5.0))
    assert not found("bleed_not_painted", rect(-5, 20, 60, 80), job, boxes=wide)
    assert found("bleed_not_painted", rect(-3, 20, 60, 80), job, boxes=wide)
    assert found("bleed_box_small", rect(-5, 20, 60, 80), job)[0].value == "3 mm"
    assert not found("bleed_box_small", rect(-5, 20, 60, 80), job, boxes=wide)


def test_a_picture_wants_its_bleed_too() -> None:
    def place(left: float) -> bytes:
        x = TRIM[0] + left * MM
        return f"q {100 * MM} 0 0 {80 * MM} {x} {60 * MM} cm /Im Do Q".encode()

    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im=image(pdf, 1200, 960))

    assert not found("bleed_not_painted", place(-3), change=put)
    findings = found("bleed_not_painted", place(-1), change=put)
    assert findings[0].value == "1 mm"
    assert "à gauche sur 80 mm" in findings[0].message


def test_a_turned_page_names_its_sides_as_read() -> None:
    # Turned clockwise by a quarter, the left of the page comes to its head.
    assert "en tête" in found("bleed_not_painted", rect(0, 20, 60, 80), page={"Rotate": 90})[0].message


def test_a_missing_bleed_box_matters_only_where_art_is_cut() -> None:
    boxes = {"BleedBox": (9 * MM, 9 * MM, 159 * MM, 221 * MM)}
    assert [finding.id for finding in check(make_pdf(rect(20, 20, 60, 80), boxes=boxes))] == ["bleed_box_missing"]
    (finding,) = found("bleed_box_small", rect(-3, 20, 60, 80), boxes=boxes)
    assert (finding.severity, finding.value) == (Severity.WARNING, "1 mm")
    assert not check(make_pdf(rect(-3, 20, 60, 80)))


# ---- safe margin -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "severity"),
    [
        (text(5.1, 100), None),
        (text(4.5, 100), Severity.WARNING),
        (text(2.2, 100), Severity.WARNING),
        (text(1.5, 100), Severity.ERROR),
        (text(-4, 100), Severity.ERROR),
        (text(-9.5, 100, "x", 6), None),
        (text(-10, 100, "Issoire", 60), None),
        (text(30, 203), Severity.WARNING),
        (rect(-3, 90, 8, 120) + text(2, 100, "ab", 8), None),
        (rect(-3, 90, 8, 120) + text(0.5, 100, "ab", 8), Severity.ERROR),
        (rect(-3, 90, 60, 120) + text(1.5, 100, "ab", 8), Severity.ERROR),
    ],
)
def test_text_keeps_the_safe_margin(content: bytes, severity: Severity | None) -> None:
    assert [finding.severity for finding in found("text_near_trim", content)] == ([severity] if severity else [])


# ---- extent ----------------------------------------------------------------------------------------------------------


def pages_of(number: int, size: tuple[float, float] = (148, 210)) -> list[PageSummary]:
    box = (0.0, 0.0, size[0] * MM, size[1] * MM)
    return [PageSummary(index + 1, Boxes(box, trim=box), 0, False) for index in range(number)]


def whole(id: str, pages: Sequence[PageSummary], job: Job) -> list[Finding]:
    with opened(make_pdf()) as source:
        return list(RULES.whole[id](pages, source.facts, job))


@pytest.mark.parametrize(
    ("binding", "number", "ids"),
    [
        ("saddle", 48, []),
        ("saddle", 46, ["page_multiple"]),
        ("saddle", 68, ["page_extent"]),
        ("saddle", 4, ["page_extent"]),
        ("perfect", 116, []),
        ("perfect", 117, ["page_multiple"]),
        ("perfect", 36, ["page_extent"]),
        ("", 3, []),
    ],
)
def test_pages_suit_the_binding(binding: str, number: int, ids: list[str]) -> None:
    job = replace(JOB, binding=binding)
    findings = [finding for id in ("page_multiple", "page_extent") for finding in whole(id, pages_of(number), job)]
    assert [finding.id for finding in findings] == ids
    assert all(finding.value == str(number) for finding in findings)


def test_pages_are_those_of_the_ticket() -> None:
    job = replace(JOB, binding="perfect", expected=(("pages", "96"), ("width", "148"), ("height", "210")))
    assert not whole("page_count", pages_of(96), job)
    assert whole("page_count", pages_of(95), job)[0].limit == "96"
    assert not whole("trim_not_as_ordered", pages_of(96, (148.4, 210)), job)
    assert whole("trim_not_as_ordered", pages_of(96, (148.6, 210)), job)[0].page == 1


def test_spreads_are_told_from_pages() -> None:
    assert not whole("spreads_delivered", pages_of(8), JOB)
    assert not whole("spreads_delivered", pages_of(8, (297, 210)), JOB)
    assert whole("spreads_delivered", [*pages_of(1), *pages_of(3, (296, 210))], JOB)[0].value == "3"
    job = replace(JOB, expected=(("width", "148"), ("height", "210")))
    assert whole("spreads_delivered", pages_of(4, (297, 210)), job)
    assert not whole("trim_not_as_ordered", pages_of(4, (297, 210)), job)


@pytest.mark.parametrize(("width", "wrong"), [(1190, False), (1210, True), (20, True)])
def test_sizes_out_of_the_ordinary(width: float, wrong: bool) -> None:
    box = (0.0, 0.0, width * MM, 210 * MM)
    boxes = {"MediaBox": box, "BleedBox": box, "TrimBox": box}
    assert bool(found("page_size_unusual", b"", boxes=boxes)) is wrong


# ---- cover -----------------------------------------------------------------------------------------------------------

SPINE = 6.0
COVER: Mapping[str, Sequence[float]] = {
    "MediaBox": (0, 0, (302 + 20) * MM, 230 * MM),
    "BleedBox": (7 * MM, 7 * MM, (302 + 13) * MM, 223 * MM),
    "TrimBox": (10 * MM, 10 * MM, (302 + 10) * MM, 220 * MM),
}


def cover_job(spine: float = SPINE) -> Job:
    expected = (("width", "148"), ("height", "210"), ("spine", f"{spine}"))
    return replace(JOB, binding="perfect", sheet=True, expected=expected)


def turned(left: float, words: str = "Guide", size: float = 9.0) -> bytes:
    """Text that reads upwards, its baseline at `left` mm from the trim."""
    return f"0 0 0 1 k BT /F1 {size} Tf 0 1 -1 0 {(left + 10) * MM:.3f} {100 * MM:.3f} Tm ({words}) Tj ET\n".encode()


@pytest.mark.parametrize(("spine", "wrong"), [(6.0, False), (6.4, False), (6.7, True), (5.3, True)])
def test_a_cover_is_two_pages_and_a_spine_wide(spine: float, wrong: bool) -> None:
    findings = found("cover_size", b"", cover_job(spine), boxes=COVER)
    assert bool(findings) is wrong


def test_a_title_has_room_on_the_spine() -> None:
    # A spine of 6 mm in the middle of 302 mm: from 148 to 154.
    assert not found("spine_text", turned(152.2, size=7), cover_job(), boxes=COVER)
    assert found("spine_text", turned(153.2, size=9), cover_job(), boxes=COVER)[0].limit == "1 mm"
    thin = found("spine_text", turned(152, size=5), cover_job(4.0), boxes=COVER)
    assert thin[0].limit == "5 mm"
    assert not found("hinge_text", turned(152.2, size=7), cover_job(), boxes=COVER)


def test_the_hinges_are_free_of_text() -> None:
    assert not found("hinge_text", text(161.5, 100), cover_job(), boxes=COVER)
    assert found("hinge_text", text(158, 100), cover_job(), boxes=COVER)[0].value == "4 mm"
    assert not found("hinge_text", text(158, 100), replace(cover_job(), binding="saddle"), boxes=COVER)


# ---- lines, pictures, glyphs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"0 0 0 1 K 0.25 w 60 100 m 300 100 l S", False),
        (b"0 0 0 1 K 0.2 w 60 100 m 300 100 l S", True),
        (b"0 0 0 1 K 0 w 60 100 m 300 100 l S", True),
        (b"q 0.5 0 0 0.5 0 0 cm 0 0 0 1 K 0.4 w 120 200 m 600 200 l S Q", True),
        (b"0 0 0 1 k 60 100 200 0.3 re f", False),
        (b"0 0 0 1 k 60 100 200 0.15 re f", True),
        (b"0 0 0 0 K 0.1 w 60 100 m 300 100 l S", False),
        (b"0 0 0 1 K 0.1 w 5 5 m 20 5 l S", False),
    ],
)
def test_hairlines(content: bytes, wrong: bool) -> None:
    assert bool(found("hairline", content)) is wrong


def picture(inches: float, size: int, **extra: Any) -> dict[str, Any]:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im=image(pdf, size, size, **extra))

    return {"content": f"q {72 * inches} 0 0 {72 * inches} 60 100 cm /Im Do Q".encode(), "change": put}


@pytest.mark.parametrize(("inches", "wrong"), [(1.0, False), (0.9, False), (0.85, True)])
def test_pictures_far_above_need(inches: float, wrong: bool) -> None:
    findings = found("picture_too_fine", **picture(inches, 400))
    assert [finding.severity for finding in findings] == ([Severity.INFO] if wrong else [])


def test_bitmaps_may_be_finer() -> None:
    grey = {"space": pikepdf.Name.DeviceGray, "bits": 1}
    assert not found("picture_too_fine", **picture(0.5, 1150, **grey))
    assert found("picture_too_fine", **picture(0.5, 1250, **grey))


def test_web_pictures_are_named_so() -> None:
    jpeg = {"data": b"\xff\xd8", "Filter": pikepdf.Name.DCTDecode}
    assert found("picture_from_web", **picture(4, 800, **jpeg))[0].who == "photographer"
    assert not found("picture_from_web", **picture(3, 800, **jpeg))
    assert not found("picture_from_web", **picture(10, 1400, **jpeg))


def test_missing_glyphs_are_counted() -> None:
    font = Font("Barlow-Regular", "TrueType", True, True)
    words = Painted(Kind.TEXT, (60, 100, 120, 110), text="a→b", font=font, size=9)
    page = PageFacts(1, Boxes(MEDIA, bleed=BLEED, trim=TRIM), painted=(words,))
    with opened(make_pdf()) as source:
        assert not list(missing_glyphs(page, source.facts, JOB))
        page = replace(page, painted=(replace(words, missing=2),))
        assert next(missing_glyphs(page, source.facts, JOB)).value == "2"


def test_outlined_text_is_suspected_on_pages_without_text() -> None:
    shape = "{x} {y} m {x} {t} {r} {t} {r} {y} c {x} {y} l h"
    letters = [
        shape.format(x=40 + 6 * (index % 60), y=60 + 9 * (index // 60), t=65 + 9 * (index // 60), r=44 + 6 * (index % 60))
        for index in range(320)
    ]
    drawn = ("0 0 0 1 k " + " ".join(letters) + " f\n").encode()
    assert found("text_outlined", drawn)
    assert not found("text_outlined", drawn + text(20, 150))
    assert not found("text_outlined", ("0 0 0 1 k " + " ".join(letters[:250]) + " f\n").encode())


# ---- QR codes --------------------------------------------------------------------------------------------------------


def qr(
    words: str = "https://pays-issoire.example", *, module: float = 0.5, left: float = 60, bottom: float = 60,
    ink: str = "0 0 0 1 k", paper: str = "0 0 0 0 k", spoil: bool = False, quiet: int = 4, ground: bytes = b"",
) -> bytes:  # fmt: skip
    """A code as one path, its modules from (left, bottom) mm of the trim, on a square of paper."""
    rows = [list(row) for row in segno.make(words, error="m", micro=False, boost_error=False).matrix]
    size = len(rows)
    if spoil:
        rows = [[bit ^ (6 < y < size - 8 and x > 8 and (x + y) % 2) for x, bit in enumerate(row)] for y, row in enumerate(rows)]
    room = quiet * module
    made = ground + rect(left - room, bottom - room, left + size * module + room, bottom + size * module + room, paper)
    path = []
    for y, row in enumerate(rows):
        for x, bit in enumerate(row):
            if bit:
                px, py = TRIM[0] + (left + x * module) * MM, TRIM[1] + (bottom + (size - 1 - y) * module) * MM
                path.append(f"{px:.3f} {py:.3f} {module * MM:.3f} {module * MM:.3f} re")
    return made + f"{ink} {' '.join(path)} f\n".encode()


DARK = rect(20, 20, 130, 190, "0.9 0.5 0.7 0.5 k")


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (qr(), []),
        (qr(ground=DARK), []),
        (qr(spoil=True), ["qr_unreadable"]),
        (qr(" ", module=0.6), ["qr_empty"]),
        (qr(module=0.41), []),
        (qr(module=0.37), ["qr_small"]),
        (qr(quiet=2, ground=DARK), ["qr_quiet_zone"]),
        (qr() + rect(56, 58, 59, 62, "0 0 0 1 k"), ["qr_quiet_zone"]),
        (qr() + rect(50, 58, 57, 62, "0 0 0 1 k"), []),
        (qr(left=1), ["qr_quiet_zone"]),
        (qr(ink="0 0 0 0 k", paper="0 0 0 1 k"), ["qr_contrast"]),
        (qr(ink="0 0 0 0.4 k"), ["qr_contrast"]),
        (qr(ink="0.9 0 0 0.3 k"), ["qr_inks"]),
        (qr(ink="1 0 0 0 k", paper="0 0 0 0 k"), ["qr_contrast"]),
        (text(20, 100, "Issoire"), []),
        (b"".join(rect(20 + i % 20, 20 + i // 20, 20.5 + i % 20, 20.5 + i // 20) for i in range(400)), []),
    ],
)
def test_qr_codes_are_read_and_measured(content: bytes, ids: list[str]) -> None:
    findings = [finding for finding in check(make_pdf(content)) if finding.id.startswith("qr_")]
    assert [finding.id for finding in findings] == ids
    assert all(finding.box is not None and finding.box.width > 8 for finding in findings)


def test_tiny_qr_codes_are_errors() -> None:
    assert found("qr_small", qr(module=0.2))[0].severity is Severity.ERROR


def test_qr_codes_in_pictures_are_read_too() -> None:
    rows = [[0] * 4 + list(row) + [0] * 4 for row in segno.make("https://x.example", error="m", micro=False).matrix]
    blank = [[0] * len(rows[0])] * 4
    grey = b"".join(bytes(0 if bit else 255 for bit in row for _ in range(4)) for row in [*blank, *rows, *blank] for _ in range(4))
    side = len(rows[0]) * 4

    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(
            Im=image(pdf, side, side, space=pikepdf.Name.DeviceGray, data=grey)
        )

    data = make_pdf(b"q 60 0 0 60 100 100 cm /Im Do Q", change=put)
    with opened(data) as source, code_reader(data) as codes:
        (code,) = codes(next(iter(source.pages())))
    assert code.text == "https://x.example"
    assert code.quiet == 4
    assert code.module / MM == pytest.approx(60 / MM / len(rows[0]), rel=0.03)
    assert code.contrast > 10


def test_qr_codes_inside_forms_on_turned_pages_are_found() -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Fm=form(pdf, qr()))

    data = make_pdf(b"/Fm Do", change=put, page={"Rotate": 90})
    with opened(data) as source, code_reader(data) as codes:
        (code,) = codes(next(iter(source.pages())))
    assert code.text == "https://pays-issoire.example"
    assert (code.box[0] - TRIM[0]) / MM == pytest.approx(60, abs=0.2)
    assert (code.box[1] - TRIM[1]) / MM == pytest.approx(60, abs=0.2)


# ---- whole files -----------------------------------------------------------------------------------------------------


def test_a_good_page_gives_no_finding() -> None:
    assert check(make_pdf()) == []


def test_every_house_rule_says_rule_why_and_fix() -> None:
    rulebook()
    assert len(house_rules()) >= 22
    for id, rule in {**RULES.page, **RULES.whole}.items():
        if rule.__module__.endswith(HOUSE):
            assert all(f"\n    {word}: " in (rule.__doc__ or "") for word in ("Rule", "Why", "Fix")), id


def one_page(path: Path, number: int, change: Any) -> bytes:
    """A page of a file as a file of its own, with something broken."""
    made = pikepdf.new()
    with pikepdf.open(path) as pdf:
        made.pages.append(pdf.pages[number - 1])
        change(made.pages[0])
        target = io.BytesIO()
        made.save(target)
    return target.getvalue()


@pytest.mark.pdf
def test_what_is_broken_on_a_page_of_the_guide_is_named(print_pdf: Path) -> None:
    def ids(change: Any) -> set[str]:
        return {finding.id for finding in check(one_page(print_pdf, 13, change))}

    def trim_only(page: pikepdf.Page) -> None:
        page.obj.MediaBox = page.obj.BleedBox = page.obj.TrimBox

    def bleed_box(page: pikepdf.Page) -> None:
        page.obj.BleedBox = page.obj.TrimBox

    def smaller_trim(page: pikepdf.Page) -> None:
        left, bottom, right, top = (float(value) for value in page.obj.TrimBox)
        page.obj.TrimBox = pikepdf.Array([left + 30, bottom, right, top])

    assert ids(lambda page: None) == set()
    assert ids(trim_only) == {"bleed_not_painted", "bleed_box_small", "bleed_box_missing"}
    assert ids(bleed_box) == {"bleed_box_small", "bleed_box_missing"}
    assert ids(smaller_trim) == {"text_near_trim"}


@pytest.mark.pdf
def test_the_guide_has_no_house_errors(print_pdf: Path) -> None:
    findings = check(print_pdf, replace(JOB, binding="perfect"))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert {finding.id for finding in findings} <= {"text_near_trim", "hairline", "qr_small"}
