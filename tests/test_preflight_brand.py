"""Brand rules of the preflight: for each a file just inside the limit and one just outside, read from real PDFs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from marbre.brand_file import read_brand
from marbre.colour import contrast
from marbre.compose.emblem import colour_bar, salamander
from marbre.drawing import Drawing, Ink, to_pdf
from marbre.findings import Finding, Severity
from marbre.preflight.appearance import appearance, printed
from marbre.preflight.facts import Colour, Font
from marbre.preflight.palette import grey, label, named, swatches, tint_of
from marbre.preflight.reader import opened
from marbre.preflight.rule import RULES, Job
from marbre.preflight.rules_brand import nearest, of_face
from marbre.preflight.runner import preflight, rulebook
from marbre.preflight.signature import bars, emblem_box, emblems
from marbre.printing import Printer, PrintingCondition
from pdf_samples import FONT, MM, PROFILE, TRIM, form, image, make_pdf, separation

ROOT = Path(__file__).parents[1]
assert FONT.exists()

BRAND = read_brand(ROOT / "brand.yaml")
CONDITION = PrintingCondition("fogra39", "FOGRA39", "", "", "", PROFILE, PROFILE, 300)
FACES = ("Barlow", "Barlow Semi Condensed", "Carlito", "MarbrePictos")
JOB = Job(Printer("offset", "Offset", CONDITION), BRAND, faces=FACES)
ORANGE, FOREST, MIEL = "0 0.6 0.95 0 k", "0.88 0.45 0.72 0.55 k", "0.03 0.25 0.78 0 k"
BLACK, PAPER = "0 0 0 1 k", "0 0 0 0 k"


def brand_rules() -> list[str]:
    rulebook()
    return [id for id, rule in RULES.page.items() if ".rules_brand" in rule.__module__]


def check(data: bytes | Path, job: Job = JOB) -> list[Finding]:
    """What the brand rules find in a file."""
    own = set(brand_rules())
    return [finding for finding in preflight(data, job, strict=True).findings if finding.id in own]


def found(id: str, content: bytes, job: Job = JOB, **changes: Any) -> list[Finding]:
    return [finding for finding in check(make_pdf(content, **changes), job) if finding.id == id]


def rect(colour: str, left: float = 20, bottom: float = 20, right: float = 60, top: float = 70) -> bytes:
    """A filled rectangle, in mm from the foot left of the trim."""
    x, y = TRIM[0] + left * MM, TRIM[1] + bottom * MM
    return f"{colour} {x:.3f} {y:.3f} {(right - left) * MM:.3f} {(top - bottom) * MM:.3f} re f\n".encode()


def text(colour: str = BLACK, size: float = 10.0, words: str = "Issoire", left: float = 22, bottom: float = 40) -> bytes:
    x, y = TRIM[0] + left * MM, TRIM[1] + bottom * MM
    return f"{colour} BT /F1 {size} Tf {x:.3f} {y:.3f} Td ({words}) Tj ET\n".encode()


# ---- palette ---------------------------------------------------------------------------------------------------------


def process(*percent: float) -> Colour:
    names = ("Cyan", "Magenta", "Yellow", "Black")
    return Colour("DeviceCMYK", tuple(part / 100 for part in percent), tuple((n, p / 100) for n, p in zip(names, percent, strict=True)))


def test_colours_are_found_again_in_the_palette() -> None:
    assert named(process(0, 60, 95, 0), BRAND).label == "orange"
    assert named(process(0.5, 60.5, 94.5, 0), BRAND).label == "orange"
    assert named(process(0, 60.7, 95, 0), BRAND) is None
    assert named(process(0, 0, 0, 60), BRAND).label == "noir à 60 %"
    assert named(Colour("DeviceGray", (0.0,), (("Black", 1.0),)), BRAND).label == "noir"
    assert named(Colour("DeviceRGB", (), (), (0xEE, 0x7F, 0x1A)), BRAND).label == "orange"
    assert named(Colour("DeviceRGB", (), (), (0xE0, 0x7F, 0x1A)), BRAND) is None
    assert named(Colour("ICCBased", (0, 0.6, 0.95, 0), components=4), BRAND).label == "orange"
    assert len(swatches(BRAND)) > len(BRAND.palette)


def test_colours_are_said_in_figures() -> None:
    assert label(process(10, 20.4, 30, 0)) == "C 10 M 20,4 J 30 N 0"
    assert label(Colour("DeviceRGB", (), (), (255, 0, 10))) == "RVB #FF000A"
    assert label(Colour("Separation", (0.5,), (("PANTONE 287 C", 0.5),))) == "PANTONE 287 C 50 %"


def test_tints_of_the_palette_are_known_though_not_foreseen() -> None:
    assert tint_of(process(10.6, 5.4, 8.6, 6.6), BRAND) == "foret à 12 %"
    assert tint_of(process(10.6, 9, 8.6, 6.6), BRAND) == ""
    light = BRAND.colour("riviere").srgb_at(0.4)
    assert tint_of(Colour("DeviceRGB", (), (), light), BRAND) == "riviere à 40 %"
    assert grey(process(0, 0, 0, 33)) == 33
    assert grey(Colour("DeviceRGB", (), (), (77, 77, 77))) == pytest.approx(69.8, abs=0.05)
    assert grey(Colour("DeviceRGB", (), (), (77, 87, 77))) is None


def test_print_appearance_goes_through_the_profile() -> None:
    assert printed((0, 0, 0, 0), JOB) == (255, 255, 255)
    cyan = printed((100, 0, 0, 0), JOB)
    assert cyan[0] < 60
    assert 140 < cyan[1] < 175
    assert cyan[2] > 210
    assert contrast(printed((0, 0, 0, 100), JOB), (255, 255, 255)) > 12
    assert appearance(Colour("DeviceRGB", (), (), (1, 2, 3)), JOB) == (1, 2, 3)
    assert nearest(process(0, 58, 95, 0), JOB, BRAND)[0].name == "orange"


# ---- colours ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "severities"),
    [
        (rect(ORANGE), []),
        (rect("0.002 0.604 0.948 0 k"), []),
        (rect("0 0.62 0.95 0 k"), [Severity.WARNING]),
        (rect("0.036 0.213 0.234 0.018 k"), []),
        (rect("0.024 0.142 0.156 0.012 k"), [Severity.WARNING]),
        (text("0.024 0.142 0.156 0.012 k"), [Severity.WARNING]),
        (text("0.9 0.2 0.1 0 k"), [Severity.ERROR]),
        (rect(PAPER), []),
        (rect("1 g"), []),
        (rect("1 0 0 rg"), [Severity.WARNING]),
        (rect("0 0.62 0.95 0 k", -40, -40, -20, -20), []),
        (rect("0 0.62 0.95 0 k") + rect(FOREST, 10, 10, 80, 90), []),
        (rect("0 0.62 0.95 0 k") + rect(FOREST, 30, 10, 80, 90), [Severity.WARNING]),
        (b"q 60 60 10 10 re W n " + rect("0 0.62 0.95 0 k", 60, 60, 90, 90) + b" Q", []),
        (rect("0 0.62 0.95 0 k") + rect("0 0.62 0.95 0 k", 70, 20, 90, 40), [Severity.WARNING]),
        (rect("0 0.62 0.95 0 k") + rect("0.9 0.2 0.1 0 k", 70, 20, 90, 40), [Severity.WARNING, Severity.WARNING]),
    ],
)
def test_flat_colours_are_those_of_the_palette(content: bytes, severities: list[Severity]) -> None:
    findings = found("brand_colour", content)
    assert [finding.severity for finding in findings] == severities


def test_a_foreign_colour_is_named_placed_and_measured() -> None:
    (finding,) = found("brand_colour", rect("0 0.62 0.95 0 k", 20, 20, 60, 70) + rect("0 0.62 0.95 0 k", 70, 20, 80, 30))
    assert finding.value == "C 0 M 62 J 95 N 0"
    assert "21 cm²" in finding.message
    assert "orange" in finding.message
    assert "orange" in finding.remedy
    assert finding.box is not None
    assert (finding.box.x, finding.box.y, finding.box.width) == (20, 140, 40)


def test_pictures_and_gradients_are_exempt() -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im=image(pdf, 40, 40))

    assert not check(make_pdf(b"q 200 0 0 200 100 100 cm /Im Do Q", change=put))


def test_greys_off_the_tints_are_for_the_record() -> None:
    assert not found("brand_grey", rect("0 0 0 0.6 k"))
    assert not found("brand_grey", rect("0.4 g"))
    (finding,) = found("brand_grey", rect("0 0 0 0.72 k") + rect("0 0 0 0.33 k", 70, 20, 80, 30))
    assert finding.severity is Severity.INFO
    assert finding.value == "N 33 et N 72"
    assert not found("brand_colour", rect("0 0 0 0.7 k"))


def test_spot_inks_are_those_of_the_brand() -> None:
    content = rect("/Spot cs 1 scn")
    assert found("brand_spot", content)[0].value == "PANTONE 287 C"
    palette = tuple(replace(one, spot="PANTONE 287 C") if one.name == "riviere" else one for one in BRAND.palette)
    own = replace(JOB, brand=replace(BRAND, palette=palette))
    assert not check(make_pdf(content), own)
    assert not check(make_pdf(rect("/Spot cs 0.7 scn")), own)
    assert found("brand_colour", rect("/Spot cs 0.62 scn"), own)[0].value == "PANTONE 287 C 62 %"
    assert not found("brand_spot", rect("/Spot cs 0 scn"))


def test_without_a_brand_no_brand_rule_runs() -> None:
    job = replace(JOB, brand=None)
    assert check(make_pdf(rect("0 0.62 0.95 0 k")), job) == []
    assert preflight(make_pdf(), job).rules == preflight(make_pdf(), JOB).rules - len(brand_rules())


# ---- fonts and sizes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Barlow-Regular", True), ("Barlow-ExtraBoldItalic", True), ("BarlowSemiCondensed-Medium", True),
        ("Barlow,Bold", True), ("BarlowBold", True), ("Carlito", True), ("MarbrePictos", True),
        ("BarlowCondensed-Bold", False), ("Calibri", False), ("DejaVuSans", False), ("Carl-Regular", False),
    ],
)  # fmt: skip
def test_faces_are_known_by_their_family(name: str, own: bool) -> None:
    assert of_face(Font(name, "TrueType", True, True), FACES) is own


def rename(name: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        font = pdf.pages[0].Resources.Font.F1
        font.BaseFont = font.FontDescriptor.FontName = pikepdf.Name(f"/AAAAAA+{name}")

    return change


def test_text_is_set_in_the_brands_faces() -> None:
    assert not found("brand_font", text())
    (finding,) = found("brand_font", text() + text(left=50), change=rename("ComicSansMS"))
    assert (finding.severity, finding.value) == (Severity.WARNING, "ComicSansMS")
    assert "14 signes" in finding.message
    assert found("brand_font", text(), change=rename("DejaVuSans"))[0].severity is Severity.ERROR
    assert not found("brand_font", text(), replace(JOB, faces=()), change=rename("DINPro-Medium"))
    assert found("brand_font", text(), replace(JOB, faces=()), change=rename("ComicSansMS"))
    assert not found("brand_font", b"3 Tr " + text() + b"0 Tr", change=rename("ComicSansMS"))


@pytest.mark.parametrize(
    ("content", "severity"),
    [
        (text(size=6), None),
        (text(size=5.8), Severity.ERROR),
        (text(size=5.8, words="A75"), Severity.WARNING),
        (text(size=9, words="1") + text(size=5, words="er", left=24, bottom=41), None),
        (b"q 0.5 0 0 0.5 0 0 cm " + text(size=11, left=40, bottom=80) + b" Q", Severity.ERROR),
        (text(size=5, words="- - -"), None),
    ],
)
def test_no_type_is_smaller_than_the_smallest(content: bytes, severity: Severity | None) -> None:
    assert [finding.severity for finding in found("brand_type_small", content)] == ([severity] if severity else [])


def test_running_text_below_listings_is_for_the_record() -> None:
    def lines(size: float, number: int) -> bytes:
        return b"".join(text(size=size, words="Marches et fetes du pays", bottom=30 + 4 * line) for line in range(number))

    assert found("brand_type_listing", lines(7, 20))[0].severity is Severity.INFO
    assert not found("brand_type_listing", lines(7, 10))
    assert not found("brand_type_listing", lines(7.5, 20))


# ---- contrast --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "severity"),
    [
        (text(), None),
        (text(ORANGE), Severity.ERROR),
        (text(ORANGE, 20), Severity.WARNING),
        (text(ORANGE, 40), None),
        (text("0 0 0 0.6 k"), None),
        (rect(FOREST) + text(PAPER), None),
        (rect(FOREST) + text(BLACK), Severity.ERROR),
        (text(BLACK) + rect(FOREST), None),
        (rect(FOREST) + rect(PAPER, 21, 30, 59, 50) + text(BLACK), None),
        (b"q /Half gs " + rect(FOREST) + b"Q " + text(BLACK), None),
        (rect(FOREST) + b"q /Half gs " + rect(PAPER) + b"Q " + text(BLACK), None),
        (text("0.12 0.71 0.78 0.06 k"), Severity.INFO),
        (text("0 0 0 0.4 k"), Severity.ERROR),
        (rect(FOREST, 20, 20, 26, 70) + text(BLACK, 12), None),
        (rect(FOREST, 20, 20, 32, 70) + text(BLACK, 12), Severity.ERROR),
        (b"2 Tr 0 0 0 0 K 1 w " + text(ORANGE) + b" 0 Tr", None),
    ],
)
def test_text_stands_out_from_its_ground(content: bytes, severity: Severity | None) -> None:
    assert [finding.severity for finding in found("brand_contrast", content)] == ([severity] if severity else [])


def test_text_over_a_picture_is_not_judged() -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im=image(pdf, 400, 400))

    content = b"q 200 0 0 200 60 100 cm /Im Do Q " + text(ORANGE)
    assert not found("brand_contrast", content, change=put)


def test_poor_pairs_come_once_a_page() -> None:
    (finding,) = found("brand_contrast", text(ORANGE) + text(ORANGE, bottom=60) + text(ORANGE, bottom=80))
    assert "orange sur papier" in finding.message
    assert "3 textes" in finding.message
    assert finding.limit == "4,5"


@pytest.mark.parametrize(
    ("size", "name", "wrong"),
    [(9, "Barlow-Regular", False), (8, "Barlow-Regular", True), (8, "Barlow-Bold", False), (7, "Barlow-Bold", True)],
)
def test_reversed_type_is_large_and_strong(size: float, name: str, wrong: bool) -> None:
    content = rect(FOREST) + text(PAPER, size)
    assert bool(found("brand_reversed", content, change=rename(name))) is wrong
    assert not found("brand_reversed", text(BLACK, size), change=rename(name))


# ---- signature -------------------------------------------------------------------------------------------------------


def painter(names: dict[str, str]) -> Callable[[Ink, bool], bytes]:
    def paint(ink: Ink, stroke: bool) -> bytes:
        cmyk = BRAND.cmyk(Ink(names.get(ink.name, ink.name), ink.tint))
        return (" ".join(f"{part / 100:.4f}" for part in cmyk) + (" K" if stroke else " k")).encode()

    return paint


def placed(drawing: Drawing, width: float, height: float, **names: str) -> dict[str, Any]:
    """A drawing as a form of `width` × `height` mm, 30 mm from the edges."""

    def put(pdf: pikepdf.Pdf) -> None:
        made = form(pdf, to_pdf(drawing, painter(names)), (0, 0, 1, 1))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Fm=made)

    x, y = TRIM[0] + 30 * MM, TRIM[1] + 30 * MM
    return {"content": f"q {width * MM} 0 0 {height * MM} {x} {y} cm /Fm Do Q\n".encode(), "change": put}


@pytest.mark.parametrize("size", [12.0, 22.0, 60.0])
def test_the_emblem_is_found_where_it_is(size: float) -> None:
    data = make_pdf(**placed(salamander(size), size, size))
    with opened(data) as source:
        page = next(iter(source.pages()))
    (one,) = emblems(page)
    assert emblem_box(one) == pytest.approx(
        (TRIM[0] + 30 * MM, TRIM[1] + 30 * MM, TRIM[0] + (30 + size) * MM, TRIM[1] + (30 + size) * MM), abs=0.6
    )
    assert check(data) == []


def test_a_stretched_emblem_is_told() -> None:
    assert not check(make_pdf(**placed(salamander(22), 22.3, 22)))
    (finding,) = check(make_pdf(**placed(salamander(22), 23.5, 22)))
    assert (finding.id, finding.severity) == ("emblem_distorted", Severity.ERROR)
    assert "trop large" in finding.message


def test_a_recoloured_emblem_is_told() -> None:
    (finding,) = check(make_pdf(**placed(salamander(22), 22, 22, orange="riviere")))
    assert finding.id == "emblem_recoloured"
    assert check(make_pdf(**placed(salamander(22), 22, 22, miel="creme")))[0].id == "emblem_recoloured"


def test_the_emblem_has_room() -> None:
    sample = placed(salamander(22), 22, 22)
    # The body ends about 5.6 mm before the right of its square.
    far, near = text(left=30 + 22, bottom=40), text(left=30 + 17.5, bottom=40)
    assert not check(make_pdf(sample["content"] + far, change=sample["change"]))
    (finding,) = check(make_pdf(sample["content"] + near, change=sample["change"]))
    assert finding.id == "emblem_crowded"
    assert finding.limit == "4 mm"


def test_the_colour_bar_is_known_by_its_commas() -> None:
    data = make_pdf(**placed(colour_bar(60, 3), 60, 3))
    with opened(data) as source:
        assert len(bars(next(iter(source.pages())))) == 1
    assert check(data) == []
    assert check(make_pdf(**placed(colour_bar(60, 3), 60, 3, fuchsia="basalte")))[0].id == "emblem_recoloured"
    assert check(make_pdf(**placed(colour_bar(60, 3), 60, 3.6)))[0].id == "emblem_distorted"


# ---- whole files -----------------------------------------------------------------------------------------------------


def test_every_brand_rule_says_rule_why_and_fix() -> None:
    assert len(brand_rules()) == 11
    for id in brand_rules():
        assert all(f"\n    {word}: " in (RULES.page[id].__doc__ or "") for word in ("Rule", "Why", "Fix")), id


def test_a_spot_of_the_brand_may_be_made_of_anything() -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.ColorSpace.Own = separation(pdf, "Vernis", (0, 0, 0, 0.1))

    assert found("brand_spot", rect("/Own cs 1 scn"), change=put)[0].value == "Vernis"


@pytest.mark.pdf
def test_the_guide_has_no_brand_errors(print_pdf: Path) -> None:
    findings = check(print_pdf)
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert not {finding.id for finding in findings} & {"brand_font", "brand_spot", "emblem_distorted", "emblem_recoloured"}
