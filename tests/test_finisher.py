"""The print file as a printer's prepress would have made it, held against Ghostscript's plates and qpdf."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from marbre.bind.binder import Prepress, bind
from marbre.bind.marks import Marks
from marbre.bind.metadata import Document
from marbre.block import Block, Sheet
from marbre.inks import SpotInk, ink_table
from marbre.measures import Size, mm_to_pt
from marbre.plan.model import FlatPlan, Page, Placed
from marbre.press import cache
from marbre.press.engine import PressSetup
from marbre.press.pool import Job, Press, job_key
from marbre.printing_file import read_printing
from separations import PROCESS, at, needs_ghostscript, operators, plates, spaces

ROOT = Path(__file__).parents[1]
HOUSE = read_printing(ROOT).printer("offset-couche")
PALETTE = {
    "noir": ((26, 26, 26), (0.0, 0.0, 0.0, 100.0)), "papier": ((255, 255, 255), (0.0, 0.0, 0.0, 0.0)),
    "foret": ((19, 60, 48), (88.0, 45.0, 72.0, 55.0)), "or": ((200, 150, 50), (20.0, 40.0, 80.0, 10.0)),
    "vernis": ((1, 2, 3), (0.0, 0.0, 0.0, 20.0)), "creme": ((251, 245, 233), (1.0, 3.0, 9.0, 0.0)),
}  # fmt: skip
GOLD, VARNISH = SpotInk("PANTONE 871 C", PALETTE["or"][1]), SpotInk("VERNIS", PALETTE["vernis"][1], True)
SPOTS = {"or": GOLD, "vernis": VARNISH}
CSS = """
@page sheet { size: 106mm 154mm; margin: 0 } body { margin: 0; font: 9pt/4mm Carlito; color: #1A1A1A }
div.box { position: absolute; left: 13mm; width: 40mm; height: 12mm } p { margin: 0 }
"""
DOCUMENT = Document("Essai & preuve", "fr", "Office", "Sujet", "2026-11-23", "essai-fr-2027")
TRIM = Size(100, 148)
Make = Callable[..., Sheet]


def box(top: float, style: str, text: str = "") -> str:
    """A box of 40 × 12 mm at 13 mm from the left of the sheet and `top` mm from its head."""
    return f'<div class="box" style="top:{top}mm;{style}">{text}</div>'


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Press one piece of HTML into a sheet."""
    folder = tmp_path_factory.mktemp("finisher")

    def press(html: str, spots: bool = False) -> Sheet:
        setup = PressSetup(
            ROOT / "assets" / "fonts", folder / "press",
            ink_table(PALETTE, [50], SPOTS if spots else None, ["vernis"]), separation=HOUSE.condition.separation, root=ROOT,
        )  # fmt: skip
        with Press(setup, folder / "blocks.sqlite", 1) as running:
            (block,) = running.press([Job(html, CSS, "fr", "sheet")]).blocks
        assert [one for one in block.complaints if one.id == "block_failed"] == []
        return block.sheet

    return press


def bound(sheet: Sheet, web: bool = False, bleed: float = 3, marks: Marks | None = None) -> bytes:
    page = Page("1", 1, True, "s", "c", placed=(Placed("a", sheet, -3, -3),))
    prepress = Prepress(HOUSE.condition, marks)
    fonts = ROOT / "assets" / "fonts"
    return bind(FlatPlan((page,)), TRIM, bleed, fonts, {}, DOCUMENT, web, prepress=prepress).data


@pytest.fixture
def separated(make: Make, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Plates of one piece of HTML."""

    def separate(html: str, spots: bool = False):  # type: ignore[no-untyped-def]
        file = tmp_path / "print.pdf"
        file.write_bytes(bound(make(html, spots)))
        return plates(file, tmp_path / "plates")

    return separate


# ---- boxes, intent, words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bleed", [2, 2.5, 3, 4, 5])
def test_boxes_are_exact_for_any_bleed(make: Make, bleed: float) -> None:
    with pikepdf.open(io.BytesIO(bound(make("<p>x</p>"), bleed=bleed))) as pdf:
        page = pdf.pages[0].obj
        trim, media = ([float(value) for value in page[name]] for name in ("/TrimBox", "/MediaBox"))
        assert trim[2] - trim[0] == pytest.approx(mm_to_pt(100), abs=2e-4)
        assert trim[3] - trim[1] == pytest.approx(mm_to_pt(148), abs=2e-4)
        assert trim[0] - media[0] == pytest.approx(mm_to_pt(bleed), abs=2e-4)
        assert media[2] - trim[2] == pytest.approx(mm_to_pt(bleed), abs=2e-4)
        assert [float(value) for value in page.BleedBox] == media
        assert not {"/CropBox", "/ArtBox", "/UserUnit", "/Annots", "/Rotate"} & set(page.keys())


def test_the_file_says_pdf_x_4_and_the_same_everywhere(make: Make) -> None:
    data = bound(make("<p>x</p>"))
    assert data.startswith(b"%PDF-1.6")
    assert b"/ObjStm" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.N == 4
        assert intent.DestOutputProfile.read_bytes() == HOUSE.condition.profile.read_bytes()
        assert "/ID" in pdf.trailer
        assert pdf.docinfo.Trapped == "/False"
        said = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in said
        assert "<pdf:Trapped>False</pdf:Trapped>" in said
        assert ">Essai &amp; preuve</rdf:li>" in said
        assert str(pdf.docinfo.Title) == "Essai & preuve"
        for word in ("DocumentID", "InstanceID", "VersionID", "RenditionClass"):
            assert f"<xmpMM:{word}>" in said


def test_identifiers_come_from_content(make: Make) -> None:
    def ids(data: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            said = pdf.Root.Metadata.read_bytes().decode()
        return re.findall(r"<xmpMM:(?:DocumentID|InstanceID)>([^<]+)<", said)

    one, other = make("<p>un</p>"), make("<p>deux</p>")
    assert bound(one) == bound(one)
    assert ids(bound(one))[0] == ids(bound(other))[0]
    assert ids(bound(one))[1] != ids(bound(other))[1]


# ---- inks ----------------------------------------------------------------------------------------------------------


@needs_ghostscript
def test_brand_colours_are_the_charter_s_percentages(separated) -> None:  # type: ignore[no-untyped-def]
    found = separated(box(10, "background:#133C30") + box(30, "background:#899E98"))
    assert set(found) == set(PROCESS)
    assert at(found, 30, 16) == {"Cyan": 88, "Magenta": 45, "Yellow": 72, "Black": 55}
    assert at(found, 30, 36) == pytest.approx({"Cyan": 44, "Magenta": 22, "Yellow": 36, "Black": 27}, abs=1)


@needs_ghostscript
def test_small_black_type_overprints_and_large_type_knocks_out(separated) -> None:  # type: ignore[no-untyped-def]
    found = separated(
        box(10, "background:#C89632;font-size:9pt", "HHmmmmmmmmmmmm")
        + box(30, "background:#C89632;font-size:24pt;line-height:1", "HHHHHH")
    )
    black, magenta = found["Black"], found["Magenta"]
    rows = slice(round(10 / 25.4 * 72) + 1, round(22 / 25.4 * 72) - 1)
    assert black[rows].max() > 99
    inside = magenta[rows, round(14 / 25.4 * 72) : round(52 / 25.4 * 72)]
    assert inside.min() == pytest.approx(40, abs=1)
    rows = slice(round(30 / 25.4 * 72) + 1, round(42 / 25.4 * 72) - 1)
    assert magenta[rows, round(14 / 25.4 * 72) : round(52 / 25.4 * 72)].min() < 1


@needs_ghostscript
def test_white_type_knocks_out(separated) -> None:  # type: ignore[no-untyped-def]
    found = separated(box(10, "background:#133C30;color:#FFF;font:700 9pt/4mm Barlow", "HHHHHHHHH"))
    rows, columns = slice(29, 40), slice(38, 140)
    assert all(found[name][rows, columns].min() < 30 for name in PROCESS)


@needs_ghostscript
def test_what_is_off_the_palette_goes_through_the_profile(make: Make, separated) -> None:  # type: ignore[no-untyped-def]
    html = box(10, "background:#3366CC")
    assert make(html).off_palette == ("#3366CC",)
    inks = at(separated(html), 30, 16)
    assert sum(inks.values()) <= 300
    assert inks["Cyan"] > 70 > inks["Magenta"] > 40
    assert inks.get("Yellow", 0) < 10


@needs_ghostscript
def test_inks_may_be_asked_for_by_number(make: Make, separated) -> None:  # type: ignore[no-untyped-def]
    html = box(10, "background:device-cmyk(40% 40% 40% 100%)")
    assert at(separated(html), 30, 16) == {"Cyan": 40, "Magenta": 40, "Yellow": 40, "Black": 100}
    assert b" rg" in make(html).web


# ---- gradients, groups, masks, pictures ----------------------------------------------------------------------------


def png() -> str:
    picture = Image.new("RGBA", (40, 40), (200, 30, 30, 255))
    picture.putalpha(Image.linear_gradient("L").resize((40, 40)))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def jpeg() -> str:
    data = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((60, 40)).save(data, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(data.getvalue()).decode()


SVG = (
    '<svg width="100" height="60" viewBox="0 0 100 60"><defs><linearGradient id="g"><stop offset="0" stop-color="#133C30"/>'
    '<stop offset="1" stop-color="#C89632" stop-opacity=".2"/></linearGradient><pattern id="p" width="6" height="6" '
    'patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2" fill="#133C30"/></pattern></defs>'
    '<rect width="45" height="60" fill="url(#g)"/><rect x="50" width="50" height="60" fill="url(#p)"/>'
    '<text x="50" y="50" text-anchor="middle" font-size="10" opacity=".5">svg</text></svg>'
)
EVERYTHING = "".join(
    (
        box(10, "background:linear-gradient(90deg,#133C30,#FFF)"),
        box(25, "background:linear-gradient(45deg,#133C30,#abc 30%,transparent)"),
        box(40, "background:radial-gradient(circle,#C89632,white)"),
        box(55, "box-shadow:1mm 1mm 2mm #1A1A1A;background:#FFF"),
        box(70, "opacity:.5;background:#133C30;color:#FFF", "groupe"),
        box(85, f"background:url({png()}) 0 0/5mm 5mm"),
        box(100, "", f'<img src="{jpeg()}" alt="" style="width:15mm"><img src="{png()}" alt="" style="width:12mm">'),
        box(120, "", SVG),
    )
)


def test_everything_is_carried_without_rgb(make: Make) -> None:
    sheet = make(EVERYTHING)
    with pikepdf.open(io.BytesIO(bound(sheet))) as pdf:
        assert not operators(pdf) & {"rg", "RG", "g", "G", "BI"} - {"g"}
        assert spaces(pdf) <= {"/DeviceCMYK", "/DeviceGray", "/Separation", "/DeviceN", "/Pattern"}
        groups = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Group" in one]
        assert {str(one.Group.CS) for one in groups} == {"/DeviceCMYK", "/DeviceGray"}
    with pikepdf.open(io.BytesIO(bound(sheet, web=True))) as pdf:
        assert "/DeviceRGB" in spaces(pdf)
        assert "/DeviceCMYK" not in spaces(pdf)


def test_what_a_stream_names_is_there(make: Make) -> None:
    for web in (True, False):
        with pikepdf.open(io.BytesIO(bound(make(EVERYTHING, spots=True), web=web))) as pdf:
            todo = [pdf.pages[0].obj, *(one for one in pdf.objects if isinstance(one, pikepdf.Stream))]
            for stream in todo:
                if stream.get("/Subtype") == "/Image" or "/Resources" not in stream:
                    continue
                known = {name for part in stream.Resources.values() for name in part}
                for operands, operator in pikepdf.parse_content_stream(stream):
                    if str(operator) in ("Do", "gs", "sh", "Tf", "scn", "SCN") and operands:
                        name = operands[0] if str(operator) == "Tf" else operands[-1]
                        if isinstance(name, pikepdf.Name):
                            assert str(name) in known


@needs_ghostscript
def test_pictures_in_inks_keep_their_inks_and_others_are_converted(separated) -> None:  # type: ignore[no-untyped-def]
    def shown(mode: str, colour: object, kind: str) -> str:
        data = io.BytesIO()
        Image.new(mode, (16, 16), colour).save(data, kind, quality=100)  # type: ignore[arg-type]
        return f"data:image/{kind.lower()};base64," + base64.b64encode(data.getvalue()).decode()

    found = separated(
        box(10, f"background:url({shown('CMYK', (204, 0, 0, 0), 'JPEG')})")
        + box(30, f"background:url({shown('RGB', (255, 255, 255), 'PNG')})")
        + box(50, f"background:url({shown('RGB', (0, 0, 0), 'PNG')})")
        + box(70, f"background:url({shown('L', 128, 'PNG')})")
    )
    assert at(found, 30, 16) == pytest.approx({"Cyan": 80}, abs=1)
    assert at(found, 30, 36) == {}
    assert 250 < sum(at(found, 30, 56).values()) <= 300
    assert at(found, 30, 76) == pytest.approx({"Black": 50}, abs=1)


@needs_ghostscript
def test_gradients_reach_the_charter_s_inks_at_their_ends(separated) -> None:  # type: ignore[no-untyped-def]
    found = separated(EVERYTHING)
    first, last = at(found, 13.6, 16), at(found, 52, 16)
    assert first == pytest.approx({"Cyan": 87, "Magenta": 44, "Yellow": 71, "Black": 54}, abs=2)
    assert max(last.values(), default=0) < 5
    group = at(found, 50, 80)
    assert group == pytest.approx({"Cyan": 44, "Magenta": 22, "Yellow": 36, "Black": 27}, abs=2)
    assert at(found, 54, 60)["Black"] > 20


def test_the_text_of_a_transparent_group_is_read(make: Make) -> None:
    sheet = make(box(10, "opacity:.5", "transparent"))
    assert sheet.marked == 1
    assert sheet.web.count(b"/MCID 0") == 1


def test_the_same_gradient_twice_on_a_page_stands_in_both_places(make: Make, tmp_path: Path) -> None:
    sheet = make(box(10, "background:linear-gradient(90deg,#133C30,#FFF)"))
    page = Page("1", 1, True, "s", "c", placed=(Placed("a", sheet, -3, -3), Placed("b", sheet, -3, 57)))
    data = bind(FlatPlan((page,)), TRIM, 3, ROOT / "assets" / "fonts", {}, DOCUMENT, False).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        heights = sorted(float(one.Matrix[5]) for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/PatternType" in one)
    placed = [height for height in heights if height > 0]
    assert max(placed) - min(placed) == pytest.approx(mm_to_pt(60), abs=0.01) or len(set(placed)) >= 2


def test_objects_survive_the_cache(make: Make) -> None:
    block = Block("k", (make(EVERYTHING, spots=True), make(box(10, "opacity:.5", "x"))))
    assert any(one.kind == "Function" or one.kind == "Shading" for one in block.sheets[0].objects)
    assert cache.decode("k", cache.encode(block)) == block


def test_paint_that_cannot_be_carried_is_said_and_the_block_still_prints(tmp_path: Path) -> None:
    setup = PressSetup(ROOT / "assets" / "fonts", tmp_path / "press", ink_table(PALETTE, []))
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        (block,) = press.press([Job('<p style="color:oklch(70% .1 200)">mot</p>', CSS, "fr", "sheet")]).blocks
    assert [(one.id, one.text) for one in block.complaints] == [("paint_not_carried", "colour in oklch")]
    assert b"TJ" in block.sheet.ink


def test_a_block_that_cannot_be_painted_prints_without_its_effects(tmp_path: Path) -> None:
    setup = PressSetup(ROOT / "assets" / "fonts", tmp_path / "press", ink_table(PALETTE, []))
    html = '<p style="background:linear-gradient(device-cmyk(0% 0% 0% 50%),white)">mot</p>'
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        (block,) = press.press([Job(html, CSS, "fr", "sheet")]).blocks
    assert [one.id for one in block.complaints] == ["paint_not_carried"]
    assert b"TJ" in block.sheet.ink


def test_files_of_the_project_are_shown_and_others_are_not(make: Make, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(tmp_path / "assets" / "a.png")
    (tmp_path.parent / "secret.png").write_bytes((tmp_path / "assets" / "a.png").read_bytes())
    setup = PressSetup(ROOT / "assets" / "fonts", tmp_path / "press", ink_table(PALETTE, []), root=tmp_path)
    job = Job('<img src="marbre:file/assets/a.png" alt="x" style="width:5mm">', CSS, "fr", "sheet")
    outside = Job('<img src="marbre:file/../secret.png" alt="x" style="width:5mm">', CSS, "fr", "sheet")
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        inner, outer = press.press([job, outside]).blocks
    assert [one.target for one in inner.sheet.objects if "/Subtype/Image" in one.text] == ["web", "ink"]
    assert outer.sheet.objects == ()
    assert [one.id for one in outer.complaints] == ["engine_warning"]
    before = job_key(job, setup)
    Image.new("RGB", (9, 9), (200, 30, 30)).save(tmp_path / "assets" / "a.png")
    assert job_key(job, setup) != before


# ---- spot inks -----------------------------------------------------------------------------------------------------


@needs_ghostscript
def test_a_spot_ink_is_a_plate_with_its_tints_and_knocks_the_others_out(separated) -> None:  # type: ignore[no-untyped-def]
    below = box(10, "background:#133C30;height:40mm")
    html = below + box(15, "background:#C89632") + box(30, "background:#E4CA98")
    found = separated(html, spots=True)
    assert set(found) == {*PROCESS, "PANTONE 871 C"}
    assert at(found, 30, 21) == {"PANTONE 871 C": 100}
    assert at(found, 30, 36) == {"PANTONE 871 C": 50}
    assert "PANTONE 871 C" not in at(found, 30, 48)


@needs_ghostscript
def test_a_varnish_prints_over_what_lies_below_it(separated) -> None:  # type: ignore[no-untyped-def]
    found = separated(box(10, "background:#133C30;height:40mm") + box(15, "background:#010203"), spots=True)
    assert at(found, 30, 21) == {"Cyan": 88, "Magenta": 45, "Yellow": 72, "Black": 55, "VERNIS": 100}


@needs_ghostscript
def test_a_varnish_that_is_not_bought_prints_nothing(separated) -> None:  # type: ignore[no-untyped-def]
    html = box(10, "background:#133C30;height:40mm") + box(15, "background:#010203;color:#010203", "mot")
    found = separated(html)
    assert set(found) == set(PROCESS)
    assert at(found, 30, 21) == {"Cyan": 88, "Magenta": 45, "Yellow": 72, "Black": 55}


def test_screens_show_no_varnish(make: Make) -> None:
    web = make(box(15, "background:#010203;color:#010203;border:1pt solid #010203", "mot"), spots=True).web
    assert b"TJ" not in web
    assert not set(web.split(b"\n")) & {b"f", b"f*", b"S", b"B"}


@needs_ghostscript
def test_a_gradient_of_two_inks_needs_both_plates(make: Make, separated) -> None:  # type: ignore[no-untyped-def]
    html = box(10, "background:linear-gradient(90deg,#C89632,#133C30)")
    assert any(one.text.startswith("[/DeviceN") for one in make(html, spots=True).objects)
    found = separated(html, spots=True)
    first, last = at(found, 13.6, 16), at(found, 52.2, 16)
    assert first["PANTONE 871 C"] > 95
    assert first.get("Cyan", 0) < 5
    assert last["Cyan"] > 83
    assert last.get("PANTONE 871 C", 0) < 5


def test_without_a_word_there_is_no_spot(make: Make) -> None:
    assert make(box(10, "background:#C89632")).objects == ()


# ---- marks ---------------------------------------------------------------------------------------------------------

MARKS = Marks("essai-fr 2027", "2026-11-23", 3.0, (GOLD,))


def test_marks_grow_the_sheet_and_leave_the_page_alone(make: Make) -> None:
    sheet = make(box(0, "background:#133C30;left:0;width:106mm;height:154mm"))
    with pikepdf.open(io.BytesIO(bound(sheet, marks=MARKS))) as pdf:
        page = pdf.pages[0].obj
        media, bleed, trim = ([float(v) for v in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert trim[2] - trim[0] == pytest.approx(mm_to_pt(100), abs=2e-4)
        assert trim[0] - bleed[0] == pytest.approx(mm_to_pt(3), abs=2e-4)
        assert bleed[0] - media[0] == pytest.approx(mm_to_pt(9), abs=2e-4)
        assert page.Resources.ColorSpace["/KAll"][1] == "/All"
        slug = page.Resources.Font["/FSlug"].DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in slug


@needs_ghostscript
def test_marks_stand_on_every_plate_outside_the_bleed(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "marks.pdf"
    file.write_bytes(bound(make(box(0, "background:#133C30;left:0;width:106mm;height:154mm")), marks=MARKS))
    found = plates(file, tmp_path / "plates", dpi=144)
    assert set(found) == {*PROCESS, "PANTONE 871 C"}
    for name, plate in found.items():
        head = plate[: round(8.5 / 25.4 * 144)]
        assert head.max() > 99, name
        assert plate[: round(4 / 25.4 * 144), : round(9 / 25.4 * 144)].max() == 0
    gap = found["Magenta"][round(9.2 / 25.4 * 144), round(30 / 25.4 * 144)]
    assert gap == pytest.approx(45, abs=1)


def test_no_marks_unless_asked_for(make: Make) -> None:
    with pikepdf.open(io.BytesIO(bound(make("<p>x</p>")))) as pdf:
        assert list(pdf.pages[0].obj.MediaBox) == list(pdf.pages[0].obj.BleedBox)


def test_marks_never_stand_in_a_wide_bleed() -> None:
    assert Marks("j", "d", 3.0).begin(5) == 5
    assert Marks("j", "d", 4.0).begin(2) == 4


# ---- the guide -----------------------------------------------------------------------------------------------------


def test_the_guide_is_sound_for_qpdf(print_pdf: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    for file in (print_pdf, print_pdf.with_name(print_pdf.name.replace("-print", "-cover"))):
        assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, timeout=60).returncode == 0


def test_the_guide_has_no_rgb_no_annotation_and_every_font(print_pdf: Path) -> None:
    with pikepdf.open(print_pdf) as pdf:
        assert not operators(pdf) & {"rg", "RG", "g", "G", "BI", "BDC", "BMC"}
        assert spaces(pdf) <= {"/DeviceCMYK", "/DeviceGray"}
        assert all("/Annots" not in page.obj for page in pdf.pages)
        assert "/StructTreeRoot" not in pdf.Root
        descriptors = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]
        assert descriptors
        assert all("/FontFile2" in one for one in descriptors)


@needs_ghostscript
def test_body_text_of_the_guide_is_on_the_black_plate_alone(print_pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(print_pdf) as pdf:
        pages = len(pdf.pages)
    found = plates(print_pdf, tmp_path, page=pages - 5, dpi=100)
    assert set(found) == set(PROCESS)
    black = found["Black"] > 95
    area = (slice(round(20 / 25.4 * 100), round(185 / 25.4 * 100)), slice(round(20 / 25.4 * 100), round(130 / 25.4 * 100)))
    assert black[area].sum() > 1000
    for name in ("Cyan", "Magenta", "Yellow"):
        assert (found[name][area][black[area]] > 1).mean() < 0.01


@needs_ghostscript
@pytest.mark.parametrize(("page", "colour"), [(30, "foret"), (52, "terracotta")])
def test_chapter_colours_of_the_guide_are_the_charter_s(print_pdf: Path, tmp_path: Path, page: int, colour: str) -> None:
    import yaml

    inks = yaml.safe_load((ROOT / "brand.yaml").read_text(encoding="utf-8"))["palette"][colour]["cmyk"]
    found = plates(print_pdf, tmp_path, page=page, dpi=50)
    here = abs(found["Cyan"] - inks[0]) < 1
    for name, ink in zip(PROCESS[1:], inks[1:], strict=True):
        here &= abs(found[name] - ink) < 1
    assert here.sum() > 100


def test_the_cover_lies_flat_with_its_spine(print_pdf: Path, web_pdf: Path) -> None:
    cover = print_pdf.with_name(print_pdf.name.replace("-print", "-cover"))
    with pikepdf.open(cover) as flat, pikepdf.open(print_pdf) as body, pikepdf.open(web_pdf) as web:
        assert len(flat.pages) == 2
        assert len(web.pages) == len(body.pages) + 4
        spine = round(len(body.pages) / 2 * 115 * HOUSE.bulk / 1000, 1)
        trim = [float(value) for value in flat.pages[0].obj.TrimBox]
        assert trim[2] - trim[0] == pytest.approx(mm_to_pt(2 * 148 + spine), abs=1e-3)
        assert flat.Root.OutputIntents[0].S == "/GTS_PDFX"
        assert not operators(flat) & {"rg", "RG"}


def test_a_house_without_overprint_gets_none(make: Make, tmp_path: Path) -> None:
    setup = PressSetup(
        ROOT / "assets" / "fonts", tmp_path / "press", ink_table(PALETTE, []), overprint_text=0, overprint_line=0
    )
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        (block,) = press.press([Job("<p>mot</p>", CSS, "fr", "sheet")]).blocks
    assert b"/GSo" not in block.sheet.ink
    assert b"/GSo" in make("<p>mot</p>").ink
    assert replace(block.sheet, ink=b"").web == block.sheet.web
