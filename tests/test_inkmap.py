"""Ink on paper worked out from facts: by hand on plain values, and held against Ghostscript's plates."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image as Picture

from marbre.findings import Finding
from marbre.measures import mm_to_pt
from marbre.preflight.coverage import as_rectangle, box_stamp, outline_stamp, stroke_stamp
from marbre.preflight.facts import Boxes, Colour, Kind, PageFacts, Painted, Rect
from marbre.preflight.inkmap import InkMap, highest_mean, ink_cover, ink_map, page_means, touched_plates
from marbre.preflight.letters import Letters
from marbre.preflight.pixels import Pictures
from marbre.preflight.reader import opened
from marbre.preflight.rule import Job
from marbre.preflight.runner import preflight
from marbre.preflight.separating import Separator, inks_of
from marbre.printing import Printer, PrintingCondition
from pdf_samples import PROFILE, TRIM, form, image, make_pdf, separation

PLATES = ("Cyan", "Magenta", "Yellow", "Black")
NO_PICTURES = Pictures(None, Separator())
PAGE: Rect = (0.0, 0.0, mm_to_pt(100), mm_to_pt(150))


def cmyk(*parts: float) -> Colour:
    return Colour("DeviceCMYK", parts, tuple(zip(PLATES, parts, strict=True)), colorants=PLATES)


def spot(amount: float, name: str = "PANTONE 287 C") -> Colour:
    return Colour("Separation", (amount,), ((name, amount),), colorants=(name,))


def panel(mm: tuple[float, float, float, float], fill: Colour, **more: object) -> Painted:
    """A rectangle in mm from the lower left."""
    left, bottom, right, top = (mm_to_pt(part) for part in mm)
    outline = ((((left, bottom), (right, bottom), (right, top), (left, top)), True),)
    return Painted(Kind.PATH, (left, bottom, right, top), fill=fill, outline=outline, **more)  # type: ignore[arg-type]


def mapped(*painted: Painted, bleed: Rect | None = None) -> InkMap:
    boxes = Boxes(bleed or PAGE, bleed=bleed, trim=PAGE)
    return ink_map(PageFacts(1, boxes, painted=painted), NO_PICTURES)


def at(made: InkMap, x: float, y: float) -> dict[str, float]:
    """Amounts in percent at a place in mm from the lower left of the map."""
    row = made.planes["Black"].shape[0] - 1 - int(y / made.mm)
    return {name: round(100 * float(plane[row, int(x / made.mm)]), 1) for name, plane in made.planes.items()}


# ---- Coverage --------------------------------------------------------------------------------------------------------
def test_box_covers_parts_of_pixels() -> None:
    stamp = box_stamp((1.5, 2.0, 3.25, 4.0), (10, 10))
    assert stamp is not None
    assert (stamp.x0, stamp.x1, stamp.y0, stamp.y1) == (1, 4, 2, 4)
    assert np.allclose(stamp.part, [[0.5, 1, 0.25]] * 2)


@pytest.mark.parametrize("box", [(-5, -5, 0, 5), (10, 0, 12, 5), (3, 3, 3, 8)])
def test_box_outside_is_none(box: Rect) -> None:
    assert box_stamp(box, (10, 10)) is None


def test_whole_pixels_have_one_number() -> None:
    stamp = box_stamp((2, 2, 6, 6), (10, 10))
    assert stamp is not None
    assert stamp.part == 1.0


def test_rectangles_are_known_either_way_round() -> None:
    assert as_rectangle([[(0, 0), (0, 5), (4, 5), (4, 0)]]) == (0, 0, 4, 5)
    assert as_rectangle([[(0, 0), (4, 0), (4, 5), (0, 5), (0, 0)]]) == (0, 0, 4, 5)
    assert as_rectangle([[(0, 0), (4, 1), (4, 5), (0, 5)]]) is None


@pytest.mark.parametrize(("inner", "even_odd", "area"), [(1, False, 1600), (-1, False, 1200), (1, True, 1200)])
def test_holes(inner: int, even_odd: bool, area: float) -> None:
    outside = [(5, 5), (45, 5), (45, 45), (5, 45)]
    inside = [(15, 15), (35, 15), (35, 35), (15, 35)][::inner]
    stamp = outline_stamp([outside, inside], even_odd, (5, 5, 45, 45), (50, 50))
    assert stamp is not None
    assert float(np.sum(stamp.part)) == pytest.approx(area, rel=0.02)


def test_frames_cut_by_a_clip_are_exact() -> None:
    """A border of 1.2 px as style engines draw it: all but what lies further in, clipped to its own strip."""
    outside = [(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (0.0, 30.0)]
    inside = [(0.0, 1.2), (40.0, 1.2), (40.0, 30.0), (0.0, 30.0)]
    stamp = outline_stamp([outside, inside], True, (0, 0, 40, 1.2), (50, 50))
    assert stamp is not None
    assert float(np.sum(stamp.part)) == pytest.approx(48, rel=0.01)


def test_circle_and_specks_keep_their_area() -> None:
    turns = np.linspace(0, 2 * np.pi, 60)
    for radius in (0.4, 3, 20):
        run = [(25 + radius * np.cos(turn), 25 + radius * np.sin(turn)) for turn in turns]
        stamp = outline_stamp([run], False, (25 - radius, 25 - radius, 25 + radius, 25 + radius), (50, 50))
        assert stamp is not None
        assert float(np.sum(stamp.part)) == pytest.approx(np.pi * radius**2, rel=0.08)


@pytest.mark.parametrize("line", [0.1, 0.5, 2.0, 6.0])
def test_lines_cover_their_width(line: float) -> None:
    stamp = stroke_stamp([([(5, 20), (45, 20)], False)], line, (4, 10, 46, 30), (50, 50))
    assert stamp is not None
    assert float(np.sum(stamp.part)) == pytest.approx(40 * line, rel=0.1)


# ---- Plates ----------------------------------------------------------------------------------------------------------
def test_knocks_out_and_overprints() -> None:
    ground = panel((0, 0, 100, 150), cmyk(0.8, 0.4, 0, 0))
    black = panel((10, 10, 60, 60), cmyk(0, 0, 0, 1))
    over = panel((10, 80, 60, 140), cmyk(0, 0, 0, 1), overprint_fill=True, mode=1)
    zero = panel((70, 80, 95, 140), cmyk(0, 0, 0, 1), overprint_fill=True, mode=0)
    made = mapped(ground, black, over, zero)
    assert at(made, 30, 30) == {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 100}
    assert at(made, 30, 100) == {"Cyan": 80, "Magenta": 40, "Yellow": 0, "Black": 100}
    assert at(made, 80, 100) == {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 100}


def test_spots_have_plates_of_their_own() -> None:
    ground = panel((0, 0, 100, 150), cmyk(0.5, 0, 0, 0))
    ink = panel((10, 10, 60, 60), spot(0.7))
    over = panel((10, 80, 60, 140), spot(0.7), overprint_fill=True)
    white = panel((10, 10, 60, 30), cmyk(0, 0, 0, 0))
    made = mapped(ground, ink, over, white)
    assert at(made, 30, 50)["PANTONE 287 C"] == 70
    assert at(made, 30, 50)["Cyan"] == 0
    assert at(made, 30, 100) == {"Cyan": 50, "Magenta": 0, "Yellow": 0, "Black": 0, "PANTONE 287 C": 70}
    assert at(made, 30, 20) == {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 0, "PANTONE 287 C": 0}
    assert highest_mean(made, 15)[0] == pytest.approx(50, abs=0.1), "the limit is on the process inks"


def test_registration_colour_is_on_every_plate() -> None:
    made = mapped(panel((0, 0, 100, 150), Colour("Separation", (1.0,), (("All", 1.0),), colorants=("All",))))
    assert highest_mean(made, 15)[0] == pytest.approx(400)


@pytest.mark.parametrize(
    ("blend", "alpha", "cyan"),
    [("Normal", 0.5, 55), ("Multiply", 1, 65), ("Screen", 1, 15), ("Darken", 1, 50), ("Lighten", 1, 30), ("Hue", 1, 30),
     ("Overlay", 1, 30), ("HardLight", 1, 30), ("Multiply", 0.5, 57.5)],
)  # fmt: skip
def test_blending(blend: str, alpha: float, cyan: float) -> None:
    ground = panel((0, 0, 100, 150), cmyk(0.5, 0, 0, 0))
    ink = cmyk(0.3, 0, 0, 0) if blend != "Normal" else cmyk(0.6, 0, 0, 0)
    made = mapped(ground, panel((10, 10, 60, 60), ink, blend=blend, alpha=alpha))
    assert at(made, 30, 30)["Cyan"] == pytest.approx(cyan, abs=0.1)


def test_invisible_things_put_no_ink() -> None:
    made = mapped(panel((0, 0, 100, 150), cmyk(1, 1, 1, 1), visible=False))
    assert highest_mean(made, 15)[0] == 0


def test_which_plates_an_overprinting_colour_touches() -> None:
    assert touched_plates(cmyk(0, 0, 0, 1), 1) == {"Black"}
    assert touched_plates(cmyk(0, 0, 0, 1), 0) == set(PLATES)
    assert touched_plates(Colour("DeviceGray", (0.0,), (("Black", 1.0),)), 1) == set(PLATES)
    assert touched_plates(spot(0.0), 1) == {"PANTONE 287 C"}
    assert touched_plates(Colour("Separation", colorants=("All",)), 1) is None


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        (Colour("ICCBased", (0.1, 0.2, 0.3, 0.4), components=4), {"Cyan": 0.1, "Magenta": 0.2, "Yellow": 0.3, "Black": 0.4}),
        (Colour("CalGray", (0.25,)), {"Black": 0.75}),
        (Colour("DeviceRGB", (1, 1, 1), rgb=(255, 255, 255)), dict.fromkeys(PLATES, 0.0)),
        (Colour("", ()), None),
    ],
)
def test_colours_that_are_no_inks(colour: Colour, expected: Mapping[str, float] | None) -> None:
    assert inks_of(colour, Separator(PROFILE)) == expected


def test_light_takes_the_ink_that_the_profile_says() -> None:
    black = inks_of(Colour("DeviceRGB", (0, 0, 0), rgb=(0, 0, 0)), Separator(PROFILE))
    assert black is not None
    assert 3.0 < sum(black.values()) < 3.4
    plain = inks_of(Colour("DeviceRGB", (0, 0, 0), rgb=(0, 0, 0)), Separator(None))
    assert plain is not None
    assert sum(plain.values()) == 1


# ---- The square ------------------------------------------------------------------------------------------------------
def test_square_is_found_where_it_is() -> None:
    made = mapped(panel((40, 90, 55, 105), cmyk(0.8, 0.7, 0.7, 1)))
    value, box = highest_mean(made, 15)
    assert value == pytest.approx(320, abs=0.5)
    assert [part / mm_to_pt(1) for part in box] == pytest.approx([40, 90, 55, 105], abs=0.6)


@pytest.mark.parametrize(("side", "value"), [(15.0, 320), (14.0, 320 * 14 / 15), (7.5, 160)])
def test_smaller_patches_weigh_less(side: float, value: float) -> None:
    made = mapped(panel((40, 90, 55, 90 + side), cmyk(0.8, 0.7, 0.7, 1)))
    assert highest_mean(made, 15)[0] == pytest.approx(value, rel=0.02)


def test_what_is_cut_away_does_not_count() -> None:
    bleed = (-mm_to_pt(3), -mm_to_pt(3), PAGE[2] + mm_to_pt(3), PAGE[3] + mm_to_pt(3))
    made = mapped(panel((-3, -3, 0, 153), cmyk(1, 1, 1, 1)), bleed=bleed)
    assert made.planes["Cyan"].shape == (312, 212)
    assert highest_mean(made, 15)[0] == 0
    assert dict(page_means(made))["Cyan"] == 0


def test_means_of_the_page() -> None:
    made = mapped(panel((0, 0, 50, 150), cmyk(0.4, 0, 0, 1)))
    assert page_means(made) == (("Cyan", 20), ("Magenta", 0), ("Yellow", 0), ("Black", 50))


def test_pages_without_any_size_and_vast_ones_are_bounded() -> None:
    tiny = PageFacts(1, Boxes((0, 0, 1, 1)), painted=(panel((0, 0, 9, 9), cmyk(1, 1, 1, 1)),))
    assert 200 < highest_mean(ink_map(tiny, NO_PICTURES), 15)[0] <= 400
    vast = ink_map(PageFacts(1, Boxes((0, 0, 14400, 14400))), NO_PICTURES)
    assert vast.planes["Black"].size <= 4_100_000


# ---- The rules -------------------------------------------------------------------------------------------------------
JOB = Job(Printer("offset", "Offset", PrintingCondition("FOGRA39", "FOGRA39", "", "", "", PROFILE, PROFILE, 320)))


def said(content: str, job: Job = JOB) -> list[Finding]:
    found = preflight(make_pdf(content.encode()), job, strict=True).findings
    return [one for one in found if one.id in ("ink_coverage_high", "flat_ink_high")]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("0.8 0.7 0.71 1 k 80 400 200 50 re f", ["ink_coverage_high"]),
        ("0.8 0.7 0.7 1 k 80 400 200 50 re f", []),
        ("1 1 1 1 k 80 400 200 28 re f", ["flat_ink_high"]),
        ("0.8 0.7 0.7 1 k 80 400 200 28 re f", []),
        ("1 1 1 1 k 80 400 20 28 re f", []),
        ("1 1 1 1 k 80 400 200 28 re f 0 g 80 400 200 28 re f", []),
        ("0.8 0.7 0.7 0.8 k 60 300 200 200 re f /Over gs 0 0 0 1 k 80 320 100 100 re f", []),
        ("0.8 0.75 0.75 0.8 k 60 300 200 200 re f /Over gs 0 0 0 1 k 80 320 100 100 re f", ["ink_coverage_high"]),
        ("0.8 0.8 0.8 0.2 k 60 300 200 200 re f /Multiply gs 0.6 g 60 300 200 200 re f", []),
        ("0.8 0.8 0.8 0.6 k 60 300 200 200 re f /Multiply gs 0.2 g 60 300 200 200 re f", ["ink_coverage_high"]),
        ("1 1 1 1 k 0 0 476 28 re f", []),
    ],
)
def test_what_the_rules_say(content: str, ids: list[str]) -> None:
    found = said(content)
    assert [one.id for one in found] == ids
    for one in found:
        assert one.limit == "320 %"
        assert one.box is not None
        assert int(one.value.split()[0]) > 320
        assert one.who


def test_the_worst_square_is_named_in_mm() -> None:
    (one,) = said("1 1 1 1 k 80 400 43 43 re f")
    assert one.box is not None
    assert one.box.width == pytest.approx(15, abs=0.01)
    assert one.box.x == pytest.approx((80 - TRIM[0]) / mm_to_pt(1), abs=0.6)
    assert one.box.y == pytest.approx((TRIM[3] - 443) / mm_to_pt(1), abs=0.6)


def test_digital_presses_have_no_limit() -> None:
    job = replace(JOB, printer=replace(JOB.printer, digital=True))
    assert said("1 1 1 1 k 80 400 200 50 re f", job) == []


def test_cover_of_a_page() -> None:
    with opened(make_pdf(b"1 1 0 0 k 0 0 500 700 re f")) as source:
        cover = ink_cover(next(source.pages()), Pictures(source.pdf, Separator()), 15)
    assert cover.highest == pytest.approx(200)
    assert dict(cover.means)["Cyan"] == pytest.approx(100)
    assert len(cover.heat) == cover.columns * 108
    assert set(cover.heat) == {100}


# ---- Against Ghostscript ---------------------------------------------------------------------------------------------
def jpeg(mode: str, colour: tuple[int, ...]) -> bytes:
    noise = np.random.default_rng(7).integers(-12, 12, (90, 120, len(colour)))
    samples = np.clip(noise + np.array(colour), 0, 255).astype(np.uint8)
    picture = Picture.fromarray(samples, mode) if mode != "L" else Picture.fromarray(samples[:, :, 0])
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=95)
    return target.getvalue()


def _pictures(pdf: Pdf) -> None:
    """Pictures of every kind, in the page's resources."""
    invert = Array([1, 0, 1, 0, 1, 0, 1, 0])
    ramp = bytes(min(255, x + y) for y in range(100) for x in range(100))
    rows = b"".join(b"\2" + bytes(300) if y else b"\2" + bytes([40, 90, 160]) * 100 for y in range(100))
    indexed = Array([Name.Indexed, Name.DeviceCMYK, 3, bytes([0, 0, 0, 0, 255, 0, 0, 0, 200, 180, 180, 255, 0, 255, 0, 0])])
    soft = image(pdf, 100, 100, space=Name.DeviceGray, data=ramp)
    made = {
        "Dct": Stream(pdf, jpeg("CMYK", (200, 180, 60, 220)), Width=120, Height=90, ColorSpace=Name.DeviceCMYK,
                      BitsPerComponent=8, Filter=Name.DCTDecode, Decode=invert),
        "DctPlain": Stream(pdf, jpeg("CMYK", (200, 180, 60, 220)), Width=120, Height=90, ColorSpace=Name.DeviceCMYK,
                           BitsPerComponent=8, Filter=Name.DCTDecode),
        "DctRgb": Stream(pdf, jpeg("RGB", (60, 90, 120)), Width=120, Height=90, ColorSpace=Name.DeviceRGB,
                         BitsPerComponent=8, Filter=Name.DCTDecode),
        "DctGray": Stream(pdf, jpeg("L", (60,)), Width=120, Height=90, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
                          Filter=Name.DCTDecode),
        "Raw": image(pdf, 20, 20, data=bytes([230, 128, 100, 255]) * 400),
        "Wide": image(pdf, 30, 20, data=bytes([255, 0, 0, 0]) * 300 + bytes([0, 0, 255, 200]) * 300),
        "Png": Stream(pdf, zlib.compress(rows), Width=100, Height=100, ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
                      Filter=Name.FlateDecode, DecodeParms=Dictionary(Predictor=15, Columns=100, Colors=3)),
        "Two": Stream(pdf, bytes([0b00011011] * 50), Width=20, Height=10, ColorSpace=indexed, BitsPerComponent=2),
        "Bits": image(pdf, 16, 8, space=Name.DeviceGray, bits=1, data=bytes([0xF0, 0x3C] * 8)),
        "Spotted": image(pdf, 100, 100, space=separation(pdf, "PANTONE 287 C"), data=ramp),
        "Soft": image(pdf, 20, 20, data=bytes([230, 128, 100, 255]) * 400, SMask=soft),
        "Mask": Stream(pdf, bytes([0xF0, 0x3C] * 8), Width=16, Height=8, ImageMask=True, BitsPerComponent=1),
        "Cut": image(pdf, 20, 20, data=bytes([230, 128, 100, 255]) * 400,
                     Mask=Stream(pdf, bytes([0xF0, 0x3C] * 8), Width=16, Height=8, ImageMask=True, BitsPerComponent=1)),
        "Veil": form(pdf, b"0.8 0.7 0.7 1 k 60 300 200 200 re f",
                     Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
    }  # fmt: skip
    for value in made.values():
        value.Type = Name.XObject
        value.Subtype = value.get("/Subtype", Name.Image)
    resources = pdf.pages[0].obj.Resources
    resources.XObject = Dictionary({f"/{name}": pdf.make_indirect(value) for name, value in made.items()})


GROUND = "0.5 0.3 0 0.1 k 60 300 300 200 re f "
CONTENTS: Mapping[str, str] = {
    "patch_300": "0.7 0.65 0.65 1 k 100 300 60 60 re f",
    "patch_318": "0.8 0.7 0.68 1 k 100.3 300.7 60 60 re f",
    "patch_322": "0.8 0.72 0.7 1 k 100 300 60 60 re f",
    "patch_350": "0.9 0.8 0.8 1 k 100 300 43 43 re f",
    "small_patches": "1 1 1 1 k 100 300 20 20 re f 125 300 20 20 re f 100 330 30 12 re f",
    "tints": "0.2 0.1 0 0 k 60 60 300 400 re f 0 0 0 0.3 k 100 100 200 100 re f",
    "gray": "0.25 g 60 60 300 400 re f 0 G 8 w 60 60 m 360 460 l S",
    "spots": GROUND + "/Spot cs 0.6 scn 100 320 100 100 re f /Two cs 0.4 0.9 scn 220 320 100 100 re f",
    "spots_over": GROUND + "/Over gs /Spot cs 0.6 scn 100 320 100 100 re f /Two cs 0.4 0.9 scn 220 320 100 100 re f",
    "black_over": GROUND + "/Over gs 0 0 0 1 k 100 320 100 100 re f 0.2 0 0.5 0 k 220 320 100 100 re f",
    "black_knocks": GROUND + "0 0 0 1 k 100 320 100 100 re f",
    "half": GROUND + "/Half gs 1 1 1 1 k 100 320 100 100 re f",
    "multiply": GROUND + "/Multiply gs 0.4 0.4 0.4 0.4 k 100 320 100 100 re f",
    "triangle": "1 0.8 0 0 k 60 60 m 360 80 l 200 500 l h f",
    "rings": "1 0.8 0.4 0 k 60 60 300 300 re 120 120 100 100 re f* 0 0 0 1 k 100 400 m 200 400 l 200 500 l 100 500 l h "
             "120 420 m 120 480 l 180 480 l 180 420 l h f",
    "curves": "1 0 1 0 k 100 300 m 100 400 300 400 300 300 c 300 200 100 200 100 300 c f 3 w 1 0 0 0 K 60 60 m 100 200 300 "
              "10 360 90 c S",
    "clipped": "q 100 300 80 80 re W n 0.8 0.7 0.7 1 k 60 250 300 200 re f Q",
    "text": "0 0 0 1 k BT /F1 14 Tf 16 TL 50 500 Td " + "(Le pays des pierres colorees, des villages et des lacs) ' " * 20 + "ET",
    "cmyk_jpeg": "q 200 0 0 150 80 300 cm /Dct Do Q", "cmyk_jpeg_plain": "q 200 0 0 150 80 300 cm /DctPlain Do Q",
    "rgb_jpeg": "q 200 0 0 150 80 300 cm /DctRgb Do Q", "gray_jpeg": "q 200 0 0 150 80 300 cm /DctGray Do Q",
    "raw": "q 60 0 0 60 80 300 cm /Raw Do Q", "upright": "q 90 0 0 60 80 300 cm /Wide Do Q",
    "turned": "q 0 90 -60 0 200 300 cm /Wide Do Q", "slanted": "q 90 50 -30 60 150 300 cm /Wide Do Q",
    "mirrored": "q -90 0 0 -60 200 400 cm /Wide Do Q", "png": "q 100 0 0 100 80 300 cm /Png Do Q",
    "indexed": "q 200 0 0 100 80 300 cm /Two Do Q", "bits": "q 160 0 0 80 80 300 cm /Bits Do Q",
    "spotted": "q 100 0 0 100 80 300 cm /Spotted Do Q", "soft": "q 100 0 0 100 80 300 cm /Soft Do Q",
    "stencil": GROUND + "0 1 1 0.2 k q 160 0 0 80 80 320 cm /Mask Do Q", "cut": "q 160 0 0 80 80 320 cm /Cut Do Q",
    "group": GROUND + "q /Half gs /Veil Do Q",
    "rgb": "0.2 0.3 0.1 rg 100 300 100 100 re f",
}  # fmt: skip


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ink") / "sheet.pdf"
    path.write_bytes(make_pdf([content.encode() for content in CONTENTS.values()], change=_pictures))
    return path


@pytest.fixture(scope="module")
def ours(sheet: Path) -> dict[str, InkMap]:
    with opened(sheet) as source:
        pictures, letters = Pictures(source.pdf, Separator(PROFILE)), Letters(source.pdf)
        return {name: ink_map(page, pictures, letters) for name, page in zip(CONTENTS, source.pages(), strict=True)}


def plates(path: Path, folder: Path, ppi: int = 144, pages: str = "") -> dict[int, dict[str, NDArray[np.float32]]]:
    """Ghostscript's plates at 72 ppi, by page: drawn finer and brought down, as it fills every pixel that it touches."""
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not installed")
    profile = folder / "profile.icc"
    profile.write_bytes(PROFILE.read_bytes())
    subprocess.run(
        ["gs", "-q", "-dNOSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{ppi}", "-dOverprint=/enable",
         f"-sOutputICCProfile={profile}", f"-sDefaultCMYKProfile={profile}", "-dRenderIntent=1", "-dBlackPtComp=1",
         *([f"-sPageList={pages}"] if pages else []), "-o", str(folder / "o%03d.tif"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found: dict[int, dict[str, NDArray[np.float32]]] = {}
    for one in sorted(folder.glob("o*(*).tif")):
        number, name = int(one.name[1:4]), one.name[one.name.index("(") + 1 : -5]
        picture = Picture.open(one).convert("L").reduce(ppi // 72)
        found.setdefault(number, {})[name] = 1 - np.asarray(picture, np.float32) / 255
    return found


def trimmed(plate: NDArray[np.float32], trim: Rect, height: float) -> NDArray[np.float32]:
    left, right = round(trim[0]), round(trim[2])
    return plate[round(height - trim[3]) : round(height - trim[1]), left:right]


def worst_square(planes: Mapping[str, NDArray[np.float32]], trim: Rect, height: float) -> float:
    total = trimmed(sum(planes[name] for name in PLATES), trim, height)  # type: ignore[arg-type]
    side = round(mm_to_pt(15))
    table = np.zeros((total.shape[0] + 1, total.shape[1] + 1))
    table[1:, 1:] = total.cumsum(0, dtype=np.float64).cumsum(1)
    sums = table[side:, side:] - table[:-side, side:] - table[side:, :-side] + table[:-side, :-side]
    return float(100 * sums.max() / side**2)


@pytest.fixture(scope="module")
def theirs(sheet: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, NDArray[np.float32]]]:
    found = plates(sheet, tmp_path_factory.mktemp("gs"))
    return {name: found[number] for number, name in enumerate(CONTENTS, 1)}


@pytest.mark.parametrize("name", CONTENTS)
def test_as_ghostscript(
    name: str, ours: dict[str, InkMap], theirs: dict[str, dict[str, NDArray[np.float32]]]
) -> None:
    made, seen = ours[name], theirs[name]
    assert made.unread == 0
    height = 230 / 25.4 * 72
    # Letters are counted, not drawn, and drawing makes them fat.
    far, near = (6.0, 2.0) if name == "text" else (3.0, 0.6)
    assert highest_mean(made, 15)[0] == pytest.approx(worst_square(seen, TRIM, height), abs=far)
    means = dict(page_means(made))
    for plate, samples in seen.items():
        expected = 100 * float(trimmed(samples, TRIM, height).mean())
        assert means.get(plate, 0.0) == pytest.approx(expected, abs=near), plate


def test_our_own_guide_as_ghostscript(print_pdf: Path, tmp_path: Path) -> None:
    numbers = (1, 3, 7, 31, 49, 73)
    seen = plates(print_pdf, tmp_path, 288, ",".join(map(str, numbers)))
    with opened(print_pdf) as source:
        pictures, letters = Pictures(source.pdf, Separator(PROFILE)), Letters(source.pdf)
        for index, number in enumerate(numbers, 1):
            page = next(source.pages(range(number, number + 1)))
            media = page.boxes.media
            assert media is not None
            cut = page.boxes.cut
            trim = (cut[0] - media[0], cut[1] - media[1], cut[2] - media[0], cut[3] - media[1])
            expected = worst_square(seen[index], trim, media[3] - media[1])
            assert highest_mean(ink_map(page, pictures, letters), 15)[0] == pytest.approx(expected, abs=5), number
