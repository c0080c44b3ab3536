"""The reader of the preflight: what is painted, where, how large, in which inks; and files that mean harm."""

from __future__ import annotations

import io
import time
import zlib
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfgen import canvas

import pdf_samples as sample
from marbre.errors import InputError
from marbre.preflight import reader
from marbre.preflight.facts import Kind, PageFacts, Painted
from marbre.preflight.functions import function
from marbre.preflight.paths import curve, inverse, scales, times
from marbre.preflight.reader import TOO_COMPLEX, Unreadable, opened, read_pages
from marbre.preflight.streams import TooLarge, decoded, inflated
from marbre.preflight.tokens import UNFINISHED, operations
from marbre.preflight.tokens import Name as PdfName


def page_of(content: bytes = b"", **given) -> PageFacts:
    return next(iter(read_pages(sample.make_pdf(content, **given))))


def painted(content: bytes, **given) -> Painted:
    (one,) = page_of(content, **given).painted
    return one


def near(rect, *numbers, by=0.05):
    return rect == pytest.approx(numbers, abs=by)


# ---- Tokens ----


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"1 0 0 1 -.5 +3. cm", [(b"cm", [1, 0, 0, 1, -0.5, 3])]),
        (b"/F1 12 Tf(a\\(b\\)c\\101\\\nx)Tj", [(b"Tf", ["F1", 12]), (b"Tj", [b"a(b)cAx"])]),
        (b"(x(y)z)Tj", [(b"Tj", [b"x(y)z"])]),
        (b"[<00 4>-3(a)]TJ", [(b"TJ", [[b"\x00\x40", -3, b"a"]])]),
        (b"/P<</MCID 0/A[1 2]>>BDC", [(b"BDC", ["P", {"MCID": 0, "A": [1, 2]}])]),
        (b"/A#20B gs", [(b"gs", ["A B"])]),
        (b"q%x Q\nQ", [(b"q", []), (b"Q", [])]),
        (b"--5 3-2 m", [(b"m", [-5, 3])]),
        (b"BI /W 2/H 2/CS/RGB/BPC 8 ID 0EI 45678 EI EI Q", [(b"BI", [{"W": 2, "H": 2, "CS": "RGB", "BPC": 8}, b"0EI 45678 EI"]), (b"Q", [])]),
        (b"1\x002\x00m", [(b"m", [1, 2])]),
        (b"1 2", [(UNFINISHED, [1, 2])]),
        (b"q [1 2", [(b"q", []), (UNFINISHED, [[1, 2]])]),
        (b"BI /W 1/F/Fl ID abc", [(UNFINISHED, []), (b"BI", [{"W": 1, "F": "Fl"}, b"abc"])]),
        (b"", []),
    ],
)  # fmt: skip
def test_operators_with_their_operands(data, expected):
    assert list(operations(data)) == expected


def test_names_are_told_from_strings():
    ((_, (name,)),) = operations(b"/Im0 Do")
    assert isinstance(name, PdfName)


@pytest.mark.parametrize("data", [b"[" * 200_000, b"<<" * 200_000, b"(" * 500_000, b"1 " * 500_000, b"\\" * 99, b">>]}" * 99])
def test_odd_bytes_are_read_in_time(data):
    start = time.perf_counter()
    list(operations(data + b" w"))
    assert time.perf_counter() - start < 2


# ---- Geometry ----


def test_matrices():
    assert times((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 6)) == (2, 0, 0, 2, 5, 6)
    assert scales((3, 0, 0, -2, 9, 9)) == pytest.approx((2, 3))
    assert scales((0, 2, -5, 0, 0, 0)) == pytest.approx((2, 5))
    assert inverse((2, 0, 0, 4, 1, 1)) == pytest.approx((0.5, 0, 0, 0.25, -0.5, -0.25))
    assert inverse((1, 1, 1, 1, 0, 0)) is None


def test_a_curve_strays_less_than_a_tenth_of_a_millimetre():
    points = [(0, 0), *curve((0, 0), (0, 55.2), (44.8, 100), (100, 100))]
    assert points[-1] == (100, 100)
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points)]
    assert max(abs(((x - 100) ** 2 + y**2) ** 0.5 - 100) for x, y in middles) < 0.6
    assert len(points) < 20


# ---- Paths ----


def test_a_rectangle_in_ink():
    one = painted(b"0 0.2 0.4 0.1 k 60 100 50 20 re f")
    assert one.kind is Kind.PATH
    assert near(one.box, 60, 100, 110, 120)
    assert one.fill.space == "DeviceCMYK"
    assert dict(one.fill.inks) == {"Cyan": 0, "Magenta": 0.2, "Yellow": 0.4, "Black": 0.1}
    assert one.fill.total == pytest.approx(70)
    assert one.stroke is None
    assert one.area == pytest.approx(1000)
    assert one.outline == ((((60, 100), (110, 100), (110, 120), (60, 120)), True),)


def test_a_line_has_its_width_on_paper():
    one = painted(b"q 2 0 0 0.5 0 0 cm 1 0 0 0 K 0.8 w 50 100 m 90 100 l S Q")
    assert one.line == pytest.approx(0.4)
    assert one.fill is None
    assert one.stroke.inks[0] == ("Cyan", 1)
    assert near(one.box, 100 - 0.8, 50 - 0.8, 180 + 0.8, 50 + 0.8)


def test_clips_cut_boxes():
    inside, outside = page_of(b"60 60 100 100 re W n 50 50 40 40 re f 300 300 10 10 re f").painted
    assert near(inside.box, 60, 60, 90, 90)
    assert inside.visible
    assert near(inside.clip, 60, 60, 160, 160)
    assert not outside.visible


def test_what_is_clipped_outside_comes_back_after_restore():
    first, second = page_of(b"q 60 60 10 10 re W n 200 200 10 10 re f Q 200 200 10 10 re f").painted
    assert (first.visible, second.visible) == (False, True)


def test_the_media_box_cuts():
    one = painted(b"-50 -50 100 100 re f")
    assert near(one.box, 0, 0, 50, 50)
    assert not painted(b"-50 -50 20 20 re f").visible


def test_curves_and_their_area():
    circle = b"150 100 m 150 127.6 127.6 150 100 150 c 72.4 150 50 127.6 50 100 c 50 72.4 72.4 50 100 50 c 127.6 50 150 72.4 150 100 c h f"
    one = painted(circle)
    assert near(one.box, 50, 50, 150, 150, by=0.3)
    assert one.area == pytest.approx(3.14159 * 2500, rel=0.02)


# ---- Colour ----


@pytest.mark.parametrize(
    ("code", "space", "inks"),
    [
        (b"0.3 g", "DeviceGray", {"Black": 0.7}),
        (b"1 0 0 rg", "DeviceRGB", {}),
        (b"/Spot cs 0.5 scn", "Separation", {"PANTONE 287 C": 0.5}),
        (b"/All cs 1 scn", "Separation", {"All": 1}),
        (b"/Two cs 0.2 1 scn", "DeviceN", {"Cyan": 0.2, "PANTONE 287 C": 1}),
        (b"/Icc cs 1 0 0 scn", "ICCBased", {}),
        (b"/Lab cs 50 60 40 scn", "Lab", {}),
        (b"/Spot cs", "Separation", {"PANTONE 287 C": 1}),
        (b"/DeviceCMYK cs", "DeviceCMYK", {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 1}),
        (b"", "DeviceGray", {"Black": 1}),
    ],
)
def test_spaces_and_inks(code, space, inks):
    one = painted(code + b" 60 100 50 20 re f")
    assert one.fill.space == space
    assert dict(one.fill.inks) == pytest.approx(inks)


def test_a_spot_is_seen_through_its_tint():
    red = painted(
        b"/Red cs 1 scn 60 100 50 20 re f",
        resources={"ColorSpace": {"Red": Array([Name.Separation, Name.Red, Name.DeviceRGB,
                   Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)])}},
    )  # fmt: skip
    assert red.fill.rgb == (255, 0, 0)
    assert red.fill.base == "DeviceRGB"
    assert red.fill.colorants == ("Red",)


def test_white_is_told():
    assert painted(b"0 0 0 0 k 60 100 50 20 re f").fill.white
    assert painted(b"1 g 60 100 50 20 re f").fill.white
    assert painted(b"/Spot cs 0 scn 60 100 50 20 re f").fill.white
    assert not painted(b"0 0 0 0.01 k 60 100 50 20 re f").fill.white


def test_indexed_colours_are_those_of_their_base():
    spaces = {"Ix": Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(bytes([0, 0, 0, 255, 255, 0, 0, 0]))])}
    one = painted(b"/Ix cs 1 scn 60 100 50 20 re f", resources={"ColorSpace": spaces})
    assert (one.fill.space, one.fill.base) == ("Indexed", "DeviceCMYK")
    assert dict(one.fill.inks)["Cyan"] == 1


def test_a_default_space_stands_for_a_device_space():
    def change(pdf):
        profile = Stream(pdf, sample.srgb(), N=3)
        pdf.pages[0].Resources.ColorSpace.DefaultRGB = Array([Name.ICCBased, profile])

    one = painted(b"1 0 0 rg 60 100 50 20 re f", change=change)
    assert (one.fill.space, one.fill.base) == ("ICCBased", "DeviceRGB")
    assert one.fill.profile


def test_overprint_alpha_and_blend():
    first, second, third = page_of(
        b"/Over gs 0 0 0 1 k 60 100 50 20 re f /Knock gs /Half gs 60 200 50 20 re f /Multiply gs 60 300 50 20 re f"
    ).painted
    assert (first.overprint_fill, first.overprint_stroke, first.mode, first.alpha) == (True, True, 1, 1.0)
    assert (second.overprint_fill, second.alpha, second.blend) == (False, 0.5, "Normal")
    assert third.blend == "Multiply"


def test_nothing_is_seen_of_what_is_fully_transparent():
    states = {"None": Dictionary(ca=0)}
    assert not painted(b"/None gs 60 100 50 20 re f", resources={"ExtGState": states}).visible


# ---- Functions ----


def of(code: bytes, inputs: int, outputs: int):
    pdf = pikepdf.new()
    stream = Stream(pdf, code, FunctionType=4, Domain=Array([0, 1] * inputs), Range=Array([-9, 9] * outputs))
    return function(stream)


@pytest.mark.parametrize(
    ("code", "given", "expected"),
    [
        (b"{ 2 mul }", (0.5,), (1.0,)),
        (b"{ dup 0.5 gt { pop 1 } { pop 0 } ifelse }", (0.7,), (1.0,)),
        (b"{ dup 0.5 gt { 3 add } if }", (0.2,), (0.2,)),
        (b"{ 1 2 3 3 1 roll pop pop exch pop }", (0.5,), (3.0,)),
        (b"{ 4 exp sqrt 3 2 copy pop pop pop }", (0.5,), (0.25,)),
        (b"{ 90 sin add 1 index pop neg abs 2 div cvi }", (0.5,), (0.0,)),
    ],
)
def test_calculator(code, given, expected):
    try:
        assert of(code, 1, 1)(given) == pytest.approx(expected)
    except IndexError:
        assert b"index" in code


def test_sampled_and_stitching():
    pdf = pikepdf.new()
    sampled = Stream(pdf, bytes([0, 255, 255, 0]), FunctionType=0, Domain=Array([0, 1]), Range=Array([0, 1, 0, 1]),
                     Size=Array([2]), BitsPerSample=8)  # fmt: skip
    assert function(sampled)((0.25,)) == pytest.approx((0.25, 0.75))
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)
    stitched = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[ramp, ramp], Bounds=[0.5], Encode=[0, 1, 1, 0])
    run = function(stitched)
    assert [run((x,))[0] for x in (0, 0.25, 0.5, 0.75, 1)] == pytest.approx([0, 0.5, 1, 0.5, 0])


# ---- Text ----


def test_text_of_a_simple_font():
    one = painted(b"BT /F1 10 Tf 60 400 Td (Bonjour \\311t\\351) Tj ET")
    assert (one.kind, one.text, one.font.name, one.size) == (Kind.TEXT, "Bonjour Été", "Barlow-Regular", 10)
    assert one.font.embedded
    assert one.font.subset
    assert one.missing == 0
    assert one.box[0] == pytest.approx(60)
    assert 105 < one.box[2] < 125
    assert 396 < one.box[1] < 400 < 407 < one.box[3] < 411


def test_text_of_a_composite_font():
    one = painted(b"BT /F2 10 Tf 60 400 Td " + sample.glyphs("œuvre à 3 €") + b" Tj ET")
    assert one.text == "œuvre à 3 €"
    assert one.font.kind == "Type0/CIDFontType2"
    assert one.missing == 0


def test_both_fonts_set_the_same_width():
    one, other = page_of(
        b"BT /F1 10 Tf 60 400 Td (Issoire) Tj /F2 10 Tf 0 -20 Td " + sample.glyphs("Issoire") + b" Tj ET"
    ).painted
    assert one.box[2] == pytest.approx(other.box[2], abs=0.05)


def test_glyphs_that_are_missing_are_counted():
    assert painted(b"BT /F2 10 Tf 60 400 Td <00000000> Tj ET").missing == 2
    assert painted(b"BT /F2 10 Tf 60 400 Td <fff0> Tj ET").missing == 1


def test_type_size_is_that_on_paper():
    assert painted(b"q 0.5 0 0 0.5 0 0 cm BT /F1 10 Tf 2 0 0 3 60 400 Tm (a) Tj ET Q").size == pytest.approx(15)


def test_turned_text():
    one = painted(b"BT /F1 10 Tf 0 1 -1 0 200 300 Tm (Bonjour) Tj ET")
    assert one.size == pytest.approx(10)
    assert one.box[3] - one.box[1] > 30 > one.box[2] - one.box[0]


def test_text_operators_move_on():
    first, second, third, fourth = page_of(
        b"BT /F1 10 Tf 12 TL 60 400 Td (a) Tj T* (b) Tj (c) ' 1 2 (d) \" ET"
    ).painted
    assert [one.text for one in (first, second, third, fourth)] == ["a", "b", "c", "d"]
    bottoms = [one.box[1] for one in (first, second, third, fourth)]
    assert [round(a - b, 3) for a, b in pairwise(bottoms)] == [12, 12, 12]


def test_kerns_spacing_and_blank_text():
    plain, spaced = page_of(b"BT /F1 10 Tf 60 400 Td (ab) Tj 0 -20 Td [(a) -1000 (b)] TJ ET").painted
    assert spaced.box[2] - plain.box[2] == pytest.approx(10)
    assert spaced.text == "a b"
    assert not painted(b"BT /F1 10 Tf 60 400 Td (   ) Tj ET").visible


def test_invisible_text_and_text_as_clip():
    assert not painted(b"BT 3 Tr /F1 10 Tf 60 400 Td (a) Tj ET").visible
    text, far = page_of(b"BT 7 Tr /F1 10 Tf 60 400 Td (a) Tj ET 200 200 9 9 re f").painted
    assert not text.visible
    assert not far.visible


def test_outlined_text():
    one = painted(b"1 0 0 0 K 0.2 w BT 2 Tr /F1 10 Tf 60 400 Td (a) Tj ET")
    assert one.stroke is not None
    assert one.fill is not None
    assert one.line == pytest.approx(0.2)


def test_standard_fonts_are_not_embedded():
    target = io.BytesIO()
    page = canvas.Canvas(target)
    page.drawString(100, 100, "Bonjour")
    page.save()
    (facts,) = read_pages(target.getvalue())
    text = next(one for one in facts.painted if one.kind is Kind.TEXT)
    assert (text.text, text.font.name, text.font.embedded) == ("Bonjour", "Helvetica", False)
    assert 30 < text.box[2] - text.box[0] < 60


# ---- Pictures ----


def with_image(*, content=b"q 100 0 0 50 60 100 cm /Im Do Q", width=200, height=200, **extra) -> Painted:
    def change(pdf):
        picture = sample.image(pdf, width, height, **extra)
        pdf.pages[0].Resources.XObject = Dictionary(Im=picture)

    return painted(content, change=change)


def test_a_picture_and_its_resolution():
    one = with_image()
    assert one.kind is Kind.IMAGE
    assert near(one.box, 60, 100, 160, 150)
    assert one.image.ppi == pytest.approx(144)
    assert (one.image.width, one.image.bits, one.image.colour.space, one.image.mask) == (200, 8, "DeviceCMYK", False)
    assert one.image.number > 0
    assert len(one.outline[0][0]) == 4


def test_a_turned_picture():
    one = with_image(content=b"q 0 100 -50 0 160 100 cm /Im Do Q")
    assert near(one.box, 110, 100, 160, 200)
    assert one.image.ppi == pytest.approx(144)


def test_a_stencil_takes_the_fill():
    one = with_image(content=b"1 0 0 0 k q 100 0 0 50 60 100 cm /Im Do Q", bits=1, space=Name.DeviceGray, ImageMask=True)
    assert one.image.mask
    assert one.image.bits == 1
    assert one.fill.inks[0] == ("Cyan", 1)


def test_an_inline_picture():
    one = painted(b"q 72 0 0 72 60 100 cm BI /W 4 /H 4 /CS /G /BPC 8 ID 0123456789ABCDEF EI Q")
    assert (one.image.ppi, one.image.colour.space, one.image.number) == (4, "DeviceGray", 0)


# ---- Forms, layers, patterns, shadings ----


def with_form(content: bytes, form: bytes, **extra) -> PageFacts:
    def change(pdf):
        inner = sample.form(pdf, form, **extra)
        inner.Resources = pdf.pages[0].Resources
        pdf.pages[0].Resources.XObject = Dictionary(Fm=inner)

    return page_of(content, change=change)


def test_forms_are_placed_clipped_and_numbered():
    (one,) = with_form(
        b"q 2 0 0 2 10 10 cm /Fm Do Q", b"0 0 0 1 k 0 0 100 100 re f", box=(0, 0, 40, 30), Matrix=Array([1, 0, 0, 1, 20, 20])
    ).painted
    assert near(one.box, 50, 50, 130, 110)
    assert one.form > 0


def test_a_form_leaves_the_state_as_it_was():
    inner, outer = with_form(b"0 0 0 1 k /Fm Do 60 60 10 10 re f", b"q q 1 0 0 0 k 9 0 0 9 0 0 cm 5 5 5 5 re f").painted
    assert inner.fill.inks[0] == ("Cyan", 1)
    assert outer.fill.inks[3] == ("Black", 1)
    assert near(outer.box, 60, 60, 70, 70)


def test_a_group_carries_its_veil():
    page = with_form(
        b"/Half gs /Fm Do", b"60 60 10 10 re f /Half gs 80 80 10 10 re f",
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
    )  # fmt: skip
    assert [one.alpha for one in page.painted] == [0.5, 0.25]
    assert [group.space for group in page.groups] == ["DeviceRGB"]


def test_a_form_within_itself_is_a_fault():
    page = with_form(b"/Fm Do", b"60 60 10 10 re f /Fm Do")
    assert len(page.painted) == 1
    assert any("lui-même" in fault for fault in page.faults)


def layered(pdf, *, off: bool, base: str | None = None):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Plan"))
    default = Dictionary(ON=[], OFF=[layer] if off else [])
    if base:
        default.BaseState = Name(f"/{base}")
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=default)
    pdf.pages[0].Resources.Properties = Dictionary(Lay=layer)


@pytest.mark.parametrize(("off", "base", "seen"), [(False, None, True), (True, None, False), (False, "OFF", False)])
def test_hidden_layers_do_not_count(off, base, seen):
    page = page_of(
        b"/OC /Lay BDC 60 60 10 10 re f EMC 80 80 10 10 re f", change=lambda pdf: layered(pdf, off=off, base=base)
    )
    assert [one.visible for one in page.painted] == [seen, True]


def test_shadings_bring_their_colours():
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 0, 0], N=1)
    shade = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 100, 0], Function=ramp)
    one = painted(b"q 60 60 100 100 re W n /Sh sh Q", resources={"Shading": {"Sh": shade}})
    assert one.kind is Kind.SHADING
    assert near(one.box, 60, 60, 160, 160)
    assert one.fill.total == pytest.approx(200)
    assert len(one.stops) > 8
    pattern = Dictionary(PatternType=2, Shading=shade)
    filled = painted(b"/Pattern cs /Pt scn 60 60 100 100 re f", resources={"Pattern": {"Pt": pattern}})
    assert (filled.fill.space, filled.fill.base) == ("Pattern", "DeviceCMYK")
    assert filled.fill.total == pytest.approx(200)


def test_tiling_patterns_bring_what_they_paint():
    def change(pdf):
        cell = Stream(pdf, b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 10, 10]),
                      XStep=10, YStep=10, Resources=Dictionary())  # fmt: skip
        pdf.pages[0].Resources.Pattern = Dictionary(Pt=pdf.make_indirect(cell))

    outer, inner = page_of(b"/Pattern cs /Pt scn 60 60 100 100 re f", change=change).painted
    assert outer.fill.space == "Pattern"
    assert inner.fill.space == "DeviceRGB"
    assert near(inner.box, 60, 60, 160, 160)


def coloured_type3(pdf):
    glyph = Stream(pdf, b"1000 0 d0 1 0 0 rg 0 0 750 750 re f")
    plain = Stream(pdf, b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    pdf.pages[0].Resources.Font.T3 = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(a=glyph, b=plain), Encoding=Dictionary(Differences=[97, Name.a, Name.b]), FirstChar=97, LastChar=98,
            Widths=[1000, 1000], Resources=Dictionary(),
        )
    )  # fmt: skip


def test_type3_glyphs_bring_their_own_colours():
    text, glyph = page_of(b"0 0 0 1 k BT /T3 10 Tf 60 400 Td (a) Tj ET", change=coloured_type3).painted
    assert (text.kind, text.font.type3, text.size) == (Kind.TEXT, True, 10)
    assert near(text.box, 60, 400, 70, 407.5)
    assert glyph.fill.space == "DeviceRGB"
    assert len(page_of(b"0 0 0 1 k BT /T3 10 Tf 60 400 Td (b) Tj ET", change=coloured_type3).painted) == 1


# ---- Pages ----


def test_inherited_attributes_rotation_and_unit():
    def change(pdf):
        page = pdf.pages[0].obj
        for key in ("/MediaBox", "/Resources"):
            pdf.Root.Pages[key] = page[key]
            del page[key]
        pdf.Root.Pages.Rotate = 90
        page.UserUnit = 2

    page = page_of(b"BT /F1 10 Tf 60 400 Td (a) Tj ET q 72 0 0 72 60 100 cm BI /W 4 /H 4 /CS /G /BPC 8 ID 0123456789ABCDEF EI Q", change=change)
    assert (page.rotate, page.user_unit) == (90, 2)
    assert near(page.boxes.media, *sample.MEDIA)
    assert page.painted[0].size == 20
    assert page.painted[1].image.ppi == 2


def test_content_in_parts_is_one_stream():
    def change(pdf):
        pdf.pages[0].Contents = Array([Stream(pdf, b"q 0 0 0 1 k 60 60"), Stream(pdf, b"10 10 re f Q")])

    (one,) = page_of(change=change).painted
    assert near(one.box, 60, 60, 70, 70)


def test_annotations():
    def change(pdf):
        link = Dictionary(Subtype=Name.Link, Rect=[60, 60, 90, 70], F=4, A=Dictionary(S=Name.URI, URI="http://x.fr"))
        pdf.pages[0].Annots = Array([link, Dictionary(Subtype=Name.Text, Rect=[1, 1, 2, 2])])

    first, second = page_of(change=change).annotations
    assert (first.subtype, first.action, first.hidden) == ("Link", "URI", False)
    assert second.hidden


# ---- Harm ----


@pytest.mark.parametrize("data", [b"", b"\0\0\n", b"hello world", b"%PDF-1.6\n%%EOF", b"%PDF-1.4", sample.make_pdf()[:1500], b"\x89PNG\r\n" * 50])
def test_what_is_no_pdf_is_one_clear_error(data):
    with pytest.raises(Unreadable) as caught, opened(data, "x.pdf"):
        pass
    assert isinstance(caught.value, InputError)
    assert "x.pdf" in caught.value.message
    assert caught.value.hint


def test_passwords(tmp_path):
    locked = sample.make_pdf(encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(Unreadable) as caught, opened(locked):
        pass
    assert caught.value.id == "file_encrypted"
    with opened(sample.make_pdf(encryption=pikepdf.Encryption(user="", owner="b"))) as source:
        assert source.facts.encrypted
        assert next(source.pages()).painted


def test_a_broken_table_is_a_fault():
    data = sample.make_pdf()
    with opened(data[: data.rindex(b"startxref")]) as source:
        assert source.facts.faults
        assert len(next(source.pages()).painted) == 2
    with opened(data) as source:
        assert source.facts.faults == ()


def test_a_page_tree_that_loops():
    def change(pdf):
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    data = sample.make_pdf(change=change)
    with opened(data) as source:
        assert source.facts.pages == 1
        assert any("rond" in fault for fault in source.facts.faults)


def raw(objects: list[bytes]) -> bytes:
    """A file from numbered objects, the first being the catalogue."""
    out, places = bytearray(b"%PDF-1.6\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer <</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %s>> stream\n%s\nendstream" % (len(data), more, data)


def one_page(*objects: bytes, resources: bytes = b"<<>>") -> bytes:
    """A raw page whose content is object 4; what follows are objects 5, 6…"""
    return raw([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources " + resources + b">>", *objects,
    ])  # fmt: skip


def test_a_deep_page_tree():
    depth = 3000
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(depth)]
    data = raw([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])
    with opened(data) as source:
        assert source.facts.pages == 1


def test_ten_thousand_pages():
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(10_000))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]>>"] * 10_000
    start = time.perf_counter()
    with opened(raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 10000/Kids[" + kids + b"]>>", *pages])) as source:
        assert source.facts.pages == 10_000
        assert sum(1 for _ in source.pages()) == 10_000
    assert time.perf_counter() - start < 15


def read(data: bytes) -> PageFacts:
    with opened(data) as source:
        return next(source.pages())


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 100_000 + b"0 0 5 5 re f",
        b"1e9 " * 10 + b"re f",
        b"999999999999999999999999999999999999999999 0 0 1 0 0 cm 0 0 1 1 re f",
        b"9" * 400 + b" 0 m 1 1 l S",
        b"1 0 0 0 0 0 cm 0 0 9 9 re f 0 0 0 0 0 0 cm 0 0 1 1 re S BT /F 1 Tf (a) Tj ET",
        b"(a) rg /X k [1] w gs Do scn cs sh Tf Tm BI ID EI",
        b"Q Q Q ET EMC",
        b"BI /W 1000000000 /H 1000000000 /CS /RGB /BPC 8 ID abc EI",
        b"/Nope gs /Nope Do /Nope cs 1 scn /Nope sh BT /Nope 9 Tf (a) Tj ET",
        b"\xff\xfe\x00" * 1000,
        b"/OC /No BDC " * 30_000,
        b"0 0 m " + b"1 1 l " * 50_000 + b"h W n",
    ],
)
def test_odd_content_is_read_in_time(content):
    start = time.perf_counter()
    page = read(one_page(stream(content)))
    assert page.number == 1
    assert time.perf_counter() - start < 3


def test_a_page_without_end_is_cut_short(monkeypatch):
    monkeypatch.setattr(reader, "PAGE_STEPS", 200_000)
    start = time.perf_counter()
    forms = b" ".join(b"/F%d %d 0 R" % (number, number + 5) for number in range(8))
    dictionary = b"<</XObject<<" + forms + b">>>>"
    nested = [
        stream(b"/F%d Do " % (number + 1) * 12, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources " + dictionary) for number in range(7)
    ]  # fmt: skip
    last = stream(b"0 0 1 1 re f " * 12, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    page = read(one_page(stream(b"/F0 Do"), *nested, last, resources=dictionary))
    assert TOO_COMPLEX in page.faults
    assert time.perf_counter() - start < 3


def test_a_bomb_is_not_unpacked():
    bomb = zlib.compress(zlib.compress(b"0 0 1 1 re f " * 20_000_000, 9), 9)
    start = time.perf_counter()
    page = read(one_page(stream(bomb, b"/Filter[/FlateDecode/FlateDecode]")))
    assert TOO_COMPLEX in page.faults
    assert time.perf_counter() - start < 10


def test_content_that_breaks_off_is_a_fault():
    whole = zlib.compress(b"0 0 0 1 k 60 60 10 10 re f " * 400)
    packed = b"/Filter/FlateDecode"
    assert read(one_page(stream(whole, packed))).faults == ()
    assert read(one_page(stream(whole[:-4], packed))).faults == ()
    assert "flux 4 abîmé" in read(one_page(stream(whole[: len(whole) // 2], packed))).faults
    assert "flux inachevé" in read(one_page(stream(b"0 0 0 1 k [1 2"))).faults


def test_unpacking_has_a_limit():
    packed = zlib.compress(b"\0" * 3_000_000)
    assert len(inflated(packed, 3_000_000)) == 3_000_000
    with pytest.raises(TooLarge):
        inflated(packed, 2_999_999)
    assert inflated(packed[:-50], 10**7)[:100] == b"\0" * 100
    assert len(inflated(b"rubbish", 100)) < 100


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"48 65 6c6C 6f>", Name.ASCIIHexDecode, b"Hello"),
        (b"87cURDZ~>", Name.ASCII85Decode, b"Hello"),
        (b"\x04Hello\xfeX\x80", Name.RunLengthDecode, b"HelloXXX"),
        (b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Name.LZWDecode, b"-----A---B"),
    ],
)
def test_filters(data, name, expected):
    pdf = pikepdf.new()
    assert decoded(Stream(pdf, data, Filter=name)) == expected


def test_predictors():
    rows = b"\x01\x01\x01\x01" + b"\x02\x01\x01\x01"
    pdf = pikepdf.new()
    packed = Stream(pdf, zlib.compress(rows), Filter=Name.FlateDecode, DecodeParms=Dictionary(Predictor=12, Columns=3))
    assert decoded(packed) == bytes([1, 2, 3, 2, 3, 4])


def test_a_wrong_length_is_a_fault():
    body = b"0 0 0 1 k 60 60 10 10 re f"
    data = one_page(b"<</Length 5>> stream\n" + body + b"\nendstream")
    with opened(data) as source:
        page = next(source.pages())
        assert len(page.painted) == 1
        assert source.facts.faults


def test_a_picture_of_a_billion_pixels_a_side():
    def change(pdf):
        picture = sample.image(pdf, 1, 1, data=b"x")
        picture.Width = picture.Height = 10**9
        pdf.pages[0].Resources.XObject = Dictionary(Im=picture)

    assert painted(b"q 72 0 0 72 60 100 cm /Im Do Q", change=change).image.ppi == 1e9


def test_spaces_and_functions_in_circles():
    spaces = b"<</ColorSpace<</A 5 0 R>>>>"
    circle = b"[/Indexed 5 0 R 1 <00>]"
    page = read(one_page(stream(b"/A cs 1 scn 0 0 9 9 re f"), circle, resources=spaces))
    assert page.faults
    spot = b"[/Separation /X 5 0 R 6 0 R]"
    turning = b"<</FunctionType 3/Domain[0 1]/Functions[6 0 R]/Bounds[]/Encode[0 1]>>"
    page = read(one_page(stream(b"/A cs 1 scn 0 0 9 9 re f"), spot, turning, resources=spaces))
    assert page.painted[0].fill.inks == (("X", 1.0),)
