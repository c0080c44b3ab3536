"""PDFs with one defect each, or with what only looks like one: the cases of the rules after GWG 2022.

`CASES` is name → `Case`. A case's `expected` holds every finding that the rules may make, id → severity (E, W, I): an id too
many is a false alarm. `pdf()` gives the bytes, each made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pdf_samples import MEDIA, TRIM, form, image, make_pdf, separation, srgb

#: A cyan ground of 300 × 200 pt on white paper, where most cases play, and text that is right everywhere.
GROUND = "q 0.3 0 0 0 k 60 300 300 200 re f Q "
#: Where nothing is painted.
PAPER = 560


@dataclass(frozen=True)
class Case:
    """A file, the printer it goes to ("" offset in four inks, spots, digital, advert) and what the rules may say."""

    pdf: Callable[[], bytes]
    expected: Mapping[str, str] = field(default_factory=dict)
    printer: str = ""


CASES: dict[str, Case] = {}


def text(size: float, colour: str = "0 0 0 1 k", state: str = "Knock", *, y: float = 400, x: float = 80,
         font: str = "F1", words: str = "Bonjour Issoire", more: str = "") -> str:  # fmt: skip
    """A line of text."""
    return f"q /{state} gs {colour} {more} BT /{font} {size:g} Tf {x} {y} Td ({words}) Tj ET Q "


def bar(colour: str, state: str = "Knock", *, box: str = "80 400 200 40") -> str:
    """A filled rectangle."""
    return f"q /{state} gs {colour} {box} re f Q "


def line(width: float, colour: str = "0 0 0 1 K", state: str = "Knock", *, y: float = 400, to: float | None = None) -> str:
    """A stroked line across the ground."""
    return f"q /{state} gs {colour} {width:g} w 80 {y} m 300 {y if to is None else to} l S Q "


def placed(name: str, width: float, height: float, x: float = 100, y: float = 320) -> str:
    """An XObject as a rectangle of the page."""
    return f"q {width:g} 0 0 {height:g} {x} {y} cm /{name} Do Q "


STATES: Mapping[str, Any] = {
    "Zero": Dictionary(OP=True, op=True, OPM=0),
    "Gone": Dictionary(CA=0, ca=0),
    "StrokeOver": Dictionary(OP=True, op=False, OPM=1),
}


def _add(name: str, content: str | Sequence[str], expected: Mapping[str, str] | None = None, printer: str = "",
         **options: Any) -> None:  # fmt: skip
    assert name not in CASES, name
    made = [content] if isinstance(content, str) else content
    resources = {**options.pop("resources", {})}
    resources["ExtGState"] = {**STATES, **resources.get("ExtGState", {})}
    pages = [one.encode("cp1252") for one in made]
    CASES[name] = Case(partial(make_pdf, pages, resources=resources, **options), expected or {}, printer)


def _with(*, xobjects: Callable[[Pdf], Mapping[str, Any]] | None = None, states: Callable[[Pdf], Mapping[str, Any]] | None = None,
          spaces: Callable[[Pdf], Mapping[str, Any]] | None = None, fonts: Mapping[str, Any] | None = None,
          root: Callable[[Pdf], None] | None = None) -> Callable[[Pdf], None]:  # fmt: skip
    """A change that adds resources which need the file."""

    def change(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        for category, maker in (("XObject", xobjects), ("ExtGState", states), ("ColorSpace", spaces)):
            for name, thing in (maker(pdf) if maker else {}).items():
                if f"/{category}" not in resources:
                    resources[f"/{category}"] = Dictionary()
                resources[f"/{category}"][f"/{name}"] = thing
        for name, thing in (fonts or {}).items():
            resources.Font[f"/{name}"] = thing
        for thing in resources.get("/XObject", {}).values():
            if thing.get("/Subtype") == Name.Form:
                thing.Resources = resources
        if root:
            root(pdf)

    return change


def _forms(**contents: str) -> Callable[[Pdf], None]:
    return _with(xobjects=lambda pdf: {name: form(pdf, content.encode()) for name, content in contents.items()})


def _images(width: int, height: int, **options: Any) -> Callable[[Pdf], None]:
    return _with(xobjects=lambda pdf: {"Im": image(pdf, width, height, **options)})


# ---- Overprint -------------------------------------------------------------------------------------------------------
WHITE, WHITE_S = "0 0 0 0 k", "0 0 0 0 K"
_E7, _W8 = {"white_text_overprints": "E"}, {"white_path_overprints": "W"}
_add("good", GROUND + text(10, state="Over"))
_add("white_text_overprints", GROUND + text(14, WHITE, "Over"), _E7)
_add("white_text_overprints_opm_0", GROUND + text(14, WHITE, "Zero"), _E7)
_add("white_text_stroke_overprints", GROUND + text(14, f"0.5 0 0 0 k {WHITE_S} 1 w", "StrokeOver", more="2 Tr"), _E7)
_add("white_text_gray_overprints", GROUND + text(14, "1 g", "Over"), _E7)
_add("white_text_separation_overprints", GROUND + text(14, "/Spot cs 0 scn", "Over"), _E7, "spots")
_add("white_text_knocks_out", GROUND + text(14, WHITE))
_add("white_text_overprints_nothing", GROUND + text(14, WHITE, "Over", y=PAPER))
_add("white_text_overprints_white", GROUND + bar(WHITE) + text(14, WHITE, "Over", y=410))
_add("white_text_overprints_before_ground", text(14, WHITE, "Over") + GROUND)
_add("white_text_overprints_outside_trim", "q 0.3 0 0 0 k 0 0 460 640 re f Q " + text(9, WHITE, "Over", x=100, y=8))
_add("white_text_overprints_invisible", GROUND + text(14, WHITE, "Over", more="3 Tr"))
_add("white_text_overprints_covered", GROUND + text(14, WHITE, "Over") + GROUND)
_add("white_path_overprints", GROUND + bar(WHITE, "Over"), _W8)
_add("white_line_overprints", GROUND + line(3, WHITE_S, "Over"), _W8)
_add("white_path_knocks_out", GROUND + bar(WHITE))
_add("white_path_overprints_nothing", GROUND + bar(WHITE, "Over", box="80 540 200 40"))
_add("white_frame_overprints_around_ground", GROUND + f"q /Over gs {WHITE_S} 3 w 50 290 320 220 re S Q ")
_add("white_path_overprints_picture", placed("Im", 72, 72) + bar(WHITE, "Over", box="110 330 20 20"), _W8,
     change=_images(300, 300))  # fmt: skip
_add("white_path_overprints_hole_of_a_ring", "q 0.3 0 0 0 k 60 300 300 200 re 100 340 200 100 re f* Q "
     + bar(WHITE, "Over", box="140 370 60 30"))  # fmt: skip
_add("white_path_overprints_ring", "q 0.3 0 0 0 k 60 300 300 200 re 100 340 200 100 re f* Q "
     + bar(WHITE, "Over", box="140 370 60 100"), _W8)  # fmt: skip

_W9, _W10 = {"small_black_text_knocks_out": "W"}, {"thin_black_line_knocks_out": "W"}
_add("black_text_knocks_out_11_9", GROUND + text(11.9), _W9)
_add("black_text_knocks_out_12", GROUND + text(12))
_add("black_text_overprints_opm_0", GROUND + text(9, state="Zero"), _W9)
_add("black_text_overprints", GROUND + text(5, state="Over"))
_add("black_text_knocks_out_on_paper", GROUND + text(9, y=PAPER))
_add("black_text_knocks_out_of_white", GROUND + bar(WHITE) + text(9, y=415))
_add("black_text_knocks_out_of_white_page", f"q {WHITE} 0 0 500 700 re f Q " + text(9))
_add("black_text_knocks_out_digital", GROUND + text(9), printer="digital")
_add("black_text_separation_overprints_opm_0", GROUND + text(9, "/K cs 1 scn", "Zero"), change=_with(
     spaces=lambda pdf: {"K": separation(pdf, "Black", (0, 0, 0, 1))}))  # fmt: skip
_add("black_text_separation_knocks_out", GROUND + text(9, "/K cs 1 scn"), _W9, change=_with(
     spaces=lambda pdf: {"K": separation(pdf, "Black", (0, 0, 0, 1))}))  # fmt: skip
_add("black_text_half_transparent", GROUND + "/Half gs " + text(9, state="Knock"))
_add("black_text_grey_knocks_out", GROUND + text(9, "0 0 0 0.9 k"))
_add("black_text_in_frame", "q 0.3 0 0 0 K 2 w 60 380 300 60 re S Q " + text(9))
_add("black_text_under_diagonal", "q 0.3 0 0 0 K 2 w 60 380 m 360 600 l S Q " + text(9, x=250))
_add("black_text_on_diagonal", "q 0.3 0 0 0 K 2 w 60 402 m 360 410 l S Q " + text(9), _W9)
_add("black_text_tight_leading", "".join(text(9, "1 0 0 0 k" if row % 2 else "0 0 0 1 k", y=400 - 8 * row) for row in range(6)))
_add("black_text_clipped_away", GROUND + "q 0 0 10 10 re W n " + text(9) + "Q ")
_add("black_text_nested_form_6pt", GROUND + "q 0.5 0 0 0.5 60 300 cm /Fm Do Q ", _W9,
     change=_forms(Fm="q 0.5 0 0 0.5 0 0 cm /In Do Q", In=text(24, x=40, y=40)))  # fmt: skip
_add("black_text_nested_form_13pt", GROUND + "q 2 0 0 2 60 300 cm /Fm Do Q ", change=_forms(Fm=text(6.5, x=20, y=20)))
_add("black_text_mirrored", GROUND + "q -1 0 0 -1 300 420 cm " + text(9, x=0, y=0) + "Q ", _W9)
_add("black_text_matrix_of_text", GROUND + "q /Knock gs 0 0 0 1 k BT /F1 1 Tf 9 0 3 9 80 400 Tm (Issoire) Tj ET Q ", _W9)
_add("black_text_user_unit_9pt", GROUND + text(9), page={"UserUnit": 2})
_add("black_text_user_unit_5pt", GROUND + text(5), _W9, page={"UserUnit": 2})
_add("black_text_hidden_layer", GROUND + "/OC /Off BDC " + text(9) + "EMC ", change=lambda pdf: _layers(pdf))
_add("black_line_knocks_out_1_9", GROUND + line(1.9), _W10)
_add("black_line_knocks_out_2", GROUND + line(2))
_add("black_line_overprints", GROUND + line(0.5, state="Over"))
_add("black_line_on_paper", GROUND + line(0.5, y=PAPER))
_add("black_line_diagonal_beside_ground", GROUND + "q 0 0 0 1 K 1 w 50 310 m 50 600 l 200 600 l S Q ")
_add("black_bar_filled_1_5", GROUND + bar("0 0 0 1 k", box="80 400 200 1.5"), _W10)
_add("black_bar_filled_2_5", GROUND + bar("0 0 0 1 k", box="80 400 200 2.5"))
_add("black_dot_1_5", GROUND + bar("0 0 0 1 k", box="80 400 1.5 1.5"))
_add("black_line_form_scaled", GROUND + "q 0.1 0 0 0.1 60 300 cm /Fm Do Q ", _W10,
     change=_forms(Fm="q /Knock gs 0 0 0 1 K 10 w 100 400 m 900 400 l S Q"))  # fmt: skip

_W11, _W12, _W13 = ({one: "W"} for one in ("small_text_in_device_gray", "thin_line_in_device_gray", "device_gray_overprints"))
_add("gray_text_11_9", GROUND + text(11.9, "0 g"), _W11)
_add("gray_text_12", GROUND + text(12, "0 g"))
_add("gray_text_on_paper", GROUND + text(9, "0 g", y=PAPER))
_add("gray_text_white", GROUND + text(9, "1 g"))
_add("gray_line_1_9", GROUND + line(1.9, "0 G"), _W12)
_add("gray_line_2", GROUND + line(2, "0 G"))
_add("gray_line_filled", GROUND + bar("0.2 g", box="80 400 100 1"), _W12)
_add("gray_text_overprints", GROUND + text(14, "0 g", "Over"), _W13)
_add("gray_path_overprints", GROUND + bar("0.5 g", "Over"), _W13)
_add("gray_path_knocks_out", GROUND + bar("0.5 g"))
_add("gray_path_overprints_nothing", GROUND + bar("0.5 g", "Over", box="80 540 200 40"))
_add("gray_picture_with_overprint", GROUND + "/Over gs " + placed("Im", 72, 72), change=_images(300, 300, space=Name.DeviceGray))

# ---- Type and lines --------------------------------------------------------------------------------------------------
_COURIER = {"font_is_courier": "W"}


def _type1(name: str) -> Mapping[str, Any]:
    return {"Co": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding)}


_add("courier", text(14, font="Co"), _COURIER, change=_with(fonts=_type1("Courier")))
_add("courier_subset", text(14, font="Co"), _COURIER, change=_with(fonts=_type1("ABCDEF+Courier")))
_add("courier_new", text(14, font="Co"), change=_with(fonts=_type1("CourierNew")))
_add("courier_bold", text(14, font="Co"), change=_with(fonts=_type1("Courier-Bold")))
_add("courier_not_used", GROUND + text(14), change=_with(fonts=_type1("Courier")))
_add("courier_digital", text(14, font="Co"), printer="digital", change=_with(fonts=_type1("Courier")))

_W15, _W16, _W17 = ({one: "W"} for one in ("text_in_rich_black", "white_text_small", "small_text_in_several_inks"))
_add("rich_black_text_281", text(14, "0.7 0.6 0.6 0.91 k"), _W15)
_add("rich_black_text_280", text(14, "0.7 0.6 0.6 0.9 k"))
_add("rich_black_text_84", text(14, "0.8 0.7 0.7 0.84 k"))
_add("rich_black_panel", bar("0.7 0.6 0.6 0.95 k"))
_add("rich_black_text_digital", text(14, "0.7 0.6 0.6 0.95 k"), _W15, "digital")
_add("white_text_7_9", GROUND + text(7.9, WHITE), _W16)
_add("white_text_8", GROUND + text(8, WHITE))
_add("white_text_small_on_paper", GROUND + text(6, WHITE, y=PAPER))
_add("white_text_4_9_digital", GROUND + text(4.9, WHITE), _W16, "digital")
_add("white_text_5_digital", GROUND + text(5, WHITE), printer="digital")
_add("white_text_small_form_scaled", GROUND + "q 0.5 0 0 0.5 60 300 cm /Fm Do Q ", _W16, change=_forms(Fm=text(15, WHITE, x=40, y=100)))
_add("white_text_small_spot", GROUND + text(6, "/Spot cs 0 scn"), _W16, "spots")
_add("several_inks_text_7_9", text(7.9, "1 0 0 0.5 k"), _W17)
_add("several_inks_text_8", text(8, "1 0 0 0.5 k"))
_add("one_ink_text_5", text(5, "1 0 0 0 k"))
_add("several_inks_outline_text", text(7, "0 0 0 1 k 1 1 0 0 K 0.3 w", more="2 Tr"), _W17)
_add("device_n_text_two_inks", text(7, "/Two cs 0.5 0.5 scn"), _W17, "spots")
_add("device_n_text_one_ink", text(7, "/Two cs 0 0.5 scn"), printer="spots")
_add("spot_text_small", text(7, "/Spot cs 1 scn"), printer="spots")
_add("several_inks_text_hidden_behind", text(6, "1 1 0 0 k") + bar("0.3 0 0 0 k", box="60 380 300 60"))

_W18, _W19 = {"white_line_thin": "W"}, {"thin_line_in_several_inks": "W"}
_add("white_line_0_2", GROUND + line(0.2, WHITE_S), _W18)
_add("white_line_0_25", GROUND + line(0.25, WHITE_S))
_add("white_line_thin_on_paper", GROUND + line(0.1, WHITE_S, y=PAPER))
_add("white_bar_thin", GROUND + bar(WHITE, box="80 400 200 0.2"), _W18)
_add("several_inks_line_0_2", line(0.2, "1 1 0 0 K"), _W19)
_add("several_inks_line_0_25", line(0.25, "1 1 0 0 K"))
_add("one_ink_line_0_1", line(0.1, "1 0 0 0 K"))
_add("several_inks_bar_0_2", bar("1 1 0 0 k", box="80 400 200 0.2"), _W19)
_add("several_inks_line_form_scaled", "q 0.2 0 0 0.2 60 300 cm /Fm Do Q ", _W19, change=_forms(Fm=line(1, "1 1 0 0 K")))
_add("several_inks_line_flipped", "q 1 0 0 -1 0 800 cm " + line(0.3, "1 1 0 0 K") + "Q ")
_add("several_inks_line_squeezed", "q 1 0 0 0.1 0 0 cm " + line(1, "1 1 0 0 K", y=4000) + "Q ", _W19)

# ---- Spot inks -------------------------------------------------------------------------------------------------------
_E20 = {"spot_inks_too_many": "E"}


def _spots(**named: tuple[str, Sequence[float]]) -> Callable[[Pdf], None]:
    return _with(spaces=lambda pdf: {key: separation(pdf, name, full) for key, (name, full) in named.items()})


def _two_spots(one: str, other: str, full: Sequence[float] = (0, 1, 1, 0), like: Sequence[float] = (1, 0.5, 0, 0)) -> dict[str, Any]:
    return {"change": _spots(A=(one, full), B=(other, like))}


TWO = bar("/A cs 1 scn", box="80 400 50 50") + bar("/B cs 1 scn", box="180 400 50 50")
_add("spot_one", bar("/Spot cs 1 scn"), _E20)
_add("spot_one_ordered", bar("/Spot cs 1 scn"), printer="spots")
_add("spot_one_digital", bar("/Spot cs 1 scn"), {"spot_inks_too_many": "W"}, "digital")
_add("spot_tint_in_device_n", bar("/Two cs 0.2 0.4 scn"), _E20)
_add("spot_defined_not_used", GROUND)
_add("spot_outside_trim", GROUND + bar("/Spot cs 1 scn", box="2 2 10 10"))
_add("spot_clipped_away", GROUND + "q 0 0 5 5 re W n " + bar("/Spot cs 1 scn") + "Q ")
_add("spot_in_picture", placed("Im", 72, 72), _E20, change=_with(xobjects=lambda pdf: {
     "Im": image(pdf, 300, 300, space=pdf.pages[0].obj.Resources.ColorSpace.Spot)}))  # fmt: skip
_add("separation_black", bar("/K cs 1 scn"), change=_spots(K=("Black", (0, 0, 0, 1))))
_add("separation_none", GROUND + bar("/N cs 1 scn"), change=_spots(N=("None", (0, 0, 0, 0))))
_add("spot_named_like_black", bar("/K cs 1 scn"), _E20, change=_spots(K=("black", (0, 0, 0, 1))))
_add("spots_three_of_two", TWO + bar("/Spot cs 1 scn", box="280 400 50 50"), _E20, "spots", **_two_spots("Rouge", "Bleu"))
_add("spots_two_of_two", TWO, {}, "spots", **_two_spots("Rouge", "Bleu"))
_add("spots_suffix", TWO, {"spot_names_differ_in_suffix": "W"}, "spots", **_two_spots("PANTONE 185 C", "Pantone 185 U"))
_add("spots_suffix_cvc", TWO, {"spot_names_differ_in_suffix": "W"}, "spots", **_two_spots("PANTONE 185 CVC", "PANTONE 185 C"))
_add("spots_other_number", TWO, {}, "spots", **_two_spots("PANTONE 185 C", "PANTONE 186 U"))
_add("spots_other_word_at_end", TWO, {}, "spots", **_two_spots("Vernis A", "Vernis B"))
_add("spots_case", TWO, {"spot_names_differ_in_case": "E"}, "spots", **_two_spots("Bleu Issoire", "bleu issoire"))
_add("spots_accents", TWO, {"spot_names_differ_in_case": "E"}, "spots", **_two_spots("Vert Été", "Vert E\u0301te\u0301"))
_add("spots_accents_differ", TWO, {}, "spots", **_two_spots("Vert Été", "Vert Ete"))
_add("spots_look_the_same", TWO, {"spots_look_the_same": "E"}, "spots", **_two_spots("Rouge", "Brique", like=(0, 1, 1, 0)))
_add("spots_look_alike", TWO, {}, "spots", **_two_spots("Rouge", "Brique", like=(0, 0.99, 1, 0)))

# ---- Registration colour ---------------------------------------------------------------------------------------------
_W24 = {"registration_colour_inside": "W"}
_add("registration_text", text(14, "/All cs 1 scn"), _W24)
_add("registration_line", line(1, "/All CS 1 SCN"), _W24)
_add("registration_marks_outside", GROUND + "q /All CS 1 SCN 0.25 w 28.346 5 m 28.346 20 l 5 28.346 m 20 28.346 l S Q ")
_add("registration_frame_around", GROUND + "q /All CS 1 SCN 0.25 w 15 15 446 622 re S Q ")
_add("registration_white", GROUND + bar("/All cs 0 scn"))

_add("ink_sum_320", bar("0.8 0.7 0.7 1 k", box="80 400 200 50"))
_add("ink_sum_outside_trim", GROUND + bar("1 1 1 1 k", box="0 0 476 28"))
_add("ink_sum_digital", bar("1 1 1 1 k", box="80 400 200 50"), printer="digital")

# ---- Colours that are no inks ----------------------------------------------------------------------------------------
_E27, _E28 = {"colour_not_in_inks": "E"}, {"rgb_outside_pictures": "E"}
_add("rgb_fill", bar("1 0 0 rg"), _E27)
_add("rgb_stroke", line(1, "1 0 0 RG"), _E27)
_add("rgb_text", text(14, "0 0 0 rg"), _E27)
_add("icc_text", text(14, "/Icc cs 0 0 0 scn"), _E27)
_add("lab_panel", bar("/Lab cs 50 20 20 scn"), _E27)
_add("cal_rgb", bar("/Cal cs 1 0 0 scn"), _E27, resources={"ColorSpace": {
     "Cal": Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])])}})  # fmt: skip
_add("cal_gray", bar("/Cal cs 0.5 scn"), _E27, resources={"ColorSpace": {
     "Cal": Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])])}})  # fmt: skip
_add("rgb_picture", placed("Im", 72, 72), _E27, change=_images(300, 300, space=Name.DeviceRGB))
_add("rgb_picture_indexed", placed("Im", 72, 72), _E27, change=_images(
     300, 300, space=Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String("abcdef")])))  # fmt: skip
_add("cmyk_picture_indexed", placed("Im", 72, 72), change=_images(
     300, 300, space=Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String("abcdefgh")])))  # fmt: skip
_add("icc_picture", placed("Im", 72, 72), _E27, change=_with(xobjects=lambda pdf: {
     "Im": image(pdf, 300, 300, space=Array([Name.ICCBased, Stream(pdf, srgb(), N=3)]), data=b"\x40" * 270_000)}))  # fmt: skip
_add("rgb_inline_picture", "q 72 0 0 72 100 320 cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID abcdefghijkl\nEI Q ", _E27)
_add("rgb_shading", "q 80 400 100 100 re W n /Sh sh Q ", _E27, resources={"Shading": {"Sh": Dictionary(
     ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[80, 400, 180, 400],
     Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1))}})  # fmt: skip
_add("cmyk_shading", "q 80 400 100 100 re W n /Sh sh Q ", resources={"Shading": {"Sh": Dictionary(
     ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[80, 400, 180, 400],
     Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0, 0], C1=[0, 0, 1, 0], N=1))}})  # fmt: skip
_add("rgb_shading_as_pattern", bar("/Pattern cs /Pt scn"), _E27, resources={"Pattern": {"Pt": Dictionary(
     PatternType=2, Shading=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[80, 400, 180, 400],
     Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)))}})  # fmt: skip
_add("rgb_in_tiling_pattern", bar("/Pattern cs /Pt scn"), _E27, change=_with(root=lambda pdf: _tiling(pdf, b"1 0 0 rg 0 0 5 5 re f")))
_add("cmyk_in_tiling_pattern", bar("/Pattern cs /Pt scn"), change=_with(root=lambda pdf: _tiling(pdf, b"1 0 0 0 k 0 0 5 5 re f")))
_add("spot_over_rgb", bar("/A cs 1 scn"), _E27, "spots", change=_with(
     spaces=lambda pdf: {"A": separation(pdf, "Rouge", (1, 0, 0), space=Name.DeviceRGB)}))  # fmt: skip
_add("spot_over_lab", bar("/A cs 1 scn"), {}, "spots", change=_with(
     spaces=lambda pdf: {"A": separation(pdf, "Rouge", (50, 60, 40), space=Array([Name.Lab, Dictionary(
         WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127, -128, 127])]))}))  # fmt: skip
_add("rgb_outside_trim", GROUND + bar("1 0 0 rg", box="5 5 10 10"))
_add("rgb_into_trim", GROUND + bar("1 0 0 rg", box="5 5 30 30"), _E27)
_add("rgb_hidden_layer", GROUND + "/OC /Off BDC " + bar("1 0 0 rg") + "EMC ", change=lambda pdf: _layers(pdf))
_add("rgb_shown_layer", GROUND + "/OC /On BDC " + bar("1 0 0 rg") + "EMC ", _E27, change=lambda pdf: _layers(pdf))
_add("rgb_clipped_away", GROUND + "q 0 0 5 5 re W n " + bar("1 0 0 rg") + "Q ")
_add("rgb_transparent", GROUND + bar("1 0 0 rg", "Gone"))
_add("rgb_hidden_behind", bar("1 0 0 rg") + GROUND)
_add("rgb_behind_overprint", bar("1 0 0 rg") + "/Over gs " + GROUND, _E27)
_add("rgb_text_invisible", GROUND + text(14, "1 0 0 rg", more="3 Tr"))
_add("rgb_colour_set_not_used", GROUND + "1 0 0 rg 1 0 0 RG 80 400 10 10 re n ")
_add("rgb_form_not_painted", GROUND, change=_forms(Fm=bar("1 0 0 rg")))
_add("rgb_in_form", "/Fm Do ", _E27, change=_forms(Fm=bar("1 0 0 rg")))
_add("digital_icc_picture", placed("Im", 72, 72), {}, "digital", change=_with(xobjects=lambda pdf: {
     "Im": image(pdf, 300, 300, space=Array([Name.ICCBased, Stream(pdf, srgb(), N=3)]), data=b"\x40" * 270_000)}))  # fmt: skip
_add("digital_rgb_picture", placed("Im", 72, 72), _E28, "digital", change=_images(300, 300, space=Name.DeviceRGB))
_add("digital_icc_text", text(14, "/Icc cs 0 0 0 scn"), _E28, "digital")

# ---- Blend spaces ----------------------------------------------------------------------------------------------------
_E30 = {"blend_space_not_cmyk": "E"}


def _group(space: Any) -> Dictionary:
    return Dictionary(S=Name.Transparency, CS=space) if space is not None else Dictionary(S=Name.Transparency)


def _mask(space: Any) -> Callable[[Pdf], Mapping[str, Any]]:
    return lambda pdf: {"Mask": Dictionary(SMask=Dictionary(
        S=Name.Luminosity, G=form(pdf, b"0.5 g 0 0 500 700 re f", Group=_group(space))))}  # fmt: skip


_add("page_group_rgb", GROUND, _E30, page={"Group": _group(Name.DeviceRGB)})
_add("page_group_gray", GROUND, _E30, page={"Group": _group(Name.DeviceGray)})
_add("page_group_cmyk", GROUND, page={"Group": _group(Name.DeviceCMYK)})
_add("page_group_no_space", GROUND, page={"Group": _group(None)})
_add("form_group_rgb", "/Half gs /Fm Do ", _E30, change=_with(
     xobjects=lambda pdf: {"Fm": form(pdf, GROUND.encode(), Group=_group(Name.DeviceRGB))}))  # fmt: skip
_add("form_group_cmyk", "/Half gs /Fm Do ", change=_with(
     xobjects=lambda pdf: {"Fm": form(pdf, GROUND.encode(), Group=_group(Name.DeviceCMYK))}))  # fmt: skip
_add("mask_group_gray", "/Mask gs " + GROUND, change=_with(states=_mask(Name.DeviceGray)))
_add("mask_group_rgb", "/Mask gs " + GROUND, _E30, change=_with(states=_mask(Name.DeviceRGB)))

# ---- Pictures --------------------------------------------------------------------------------------------------------
_E31, _W31 = {"picture_coarse": "E"}, {"picture_coarse": "W"}
_E32, _W32 = {"bitmap_coarse": "E"}, {"bitmap_coarse": "W"}


def _side(pixels: int, ppi: float) -> float:
    return pixels * 72 / ppi


def _at(pixels: int, ppi: float, **options: Any) -> tuple[str, dict[str, Any]]:
    return placed("Im", _side(pixels, ppi), _side(pixels, ppi)), {"change": _images(pixels, pixels, **options)}


for _ppi, _expected in ((149, _E31), (150, _W31), (224, _W31), (225, {}), (300, {})):
    _content, _options = _at(300, _ppi)
    _add(f"picture_{_ppi}_ppi", _content, _expected, **_options)
for _ppi, _expected in ((549, _E32), (550, _W32), (799, _W32), (800, {})):
    _content, _options = _at(800, _ppi, bits=1, space=Name.DeviceGray)
    _add(f"bitmap_{_ppi}_ppi", _content, _expected, **_options)
for _ppi, _expected in ((95, _E31), (96, _W31), (150, {})):
    _content, _options = _at(300, _ppi)
    _add(f"picture_{_ppi}_ppi_digital", _content, _expected, "digital", **_options)
_add("picture_16_px", placed("Im", 72, 72), change=_images(16, 16))
_add("picture_17_px", placed("Im", 72, 72), _E31, change=_images(17, 4))
_add("picture_stretched", placed("Im", 72, 300), _E31, change=_images(300, 300))
_add("picture_outside_trim", GROUND + placed("Im", 20, 20, 2, 2), change=_images(30, 30))
_add("picture_clipped_away", GROUND + "q 0 0 5 5 re W n " + placed("Im", 72, 72) + "Q ", change=_images(30, 30))
_add("picture_hidden_layer", GROUND + "/OC /Off BDC " + placed("Im", 72, 72) + "EMC ", change=lambda pdf: (
     _layers(pdf), _images(30, 30)(pdf)))  # fmt: skip
_add("picture_hidden_behind", placed("Im", 72, 72) + GROUND, change=_images(30, 30))
_add("picture_turned", "q 0 72 -72 0 200 320 cm /Im Do Q ", change=_images(300, 300))
_add("picture_turned_low", "q 101 101 -101 101 200 320 cm /Im Do Q ", _E31, change=_images(200, 200))
_add("picture_mirrored", "q -72 0 0 -72 200 420 cm /Im Do Q ", change=_images(300, 300))
_add("picture_skewed", "q 72 0 40 72 200 320 cm /Im Do Q ", change=_images(300, 300))
_add("picture_in_forms", "q 0.25 0 0 0.25 60 300 cm /Fm Do Q ", change=_with(xobjects=lambda pdf: {
     "Im": image(pdf, 300, 300), "Fm": form(pdf, b"q 288 0 0 288 0 0 cm /Im Do Q", (0, 0, 300, 300))}))  # fmt: skip
_add("picture_in_forms_low", "q 2 0 0 2 60 300 cm /Fm Do Q ", _E31, change=_with(xobjects=lambda pdf: {
     "Im": image(pdf, 300, 300), "Fm": form(pdf, b"q 100 0 0 100 0 0 cm /Im Do Q", (0, 0, 300, 300))}))  # fmt: skip
_add("picture_user_unit", placed("Im", 72, 72), _W31, change=_images(360, 360), page={"UserUnit": 2})
_add("picture_rotated_page", placed("Im", 72, 72), {"page_rotated": "W"}, change=_images(300, 300), page={"Rotate": 90})
_add("picture_soft_mask_low", placed("Im", 72, 72), change=_with(xobjects=lambda pdf: {
     "Im": image(pdf, 300, 300, SMask=image(pdf, 20, 20, space=Name.DeviceGray))}))  # fmt: skip
_add("stencil_low", "1 0 0 0 k " + placed("Im", 72, 72), _E32, change=_with(xobjects=lambda pdf: {"Im": _stencil(pdf, 300)}))
_add("stencil_fine", "1 0 0 0 k " + placed("Im", 72, 72), change=_with(xobjects=lambda pdf: {"Im": _stencil(pdf, 801)}))
_add("stencil_rgb", "1 0 0 rg " + placed("Im", 72, 72), _E27, change=_with(xobjects=lambda pdf: {"Im": _stencil(pdf, 801)}))
_add("picture_8_bit_300", placed("Im", 72, 72), change=_images(300, 300, space=Name.DeviceGray))

_WHOLE = placed("Im", 440, 620, 20, 20)
_add("advert_whole_page_300", _WHOLE, {"page_is_a_picture": "W"}, "advert", change=_images(1850, 2600, space=Name.DeviceGray))
_add("advert_whole_page_100", _WHOLE, {"page_is_a_picture": "E"}, "advert", change=_images(620, 870, space=Name.DeviceGray))
_add("advert_whole_page_and_text", _WHOLE + text(14, state="Over"), {}, "advert", change=_images(1850, 2600, space=Name.DeviceGray))
_add("whole_page_300", _WHOLE, change=_images(1850, 2600, space=Name.DeviceGray))

# ---- Pages and layers ------------------------------------------------------------------------------------------------
_EMPTY = {"page_without_ink": "W"}


def _trim_of_second(by: float) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        left, bottom, right, top = TRIM
        pdf.pages[1].obj.TrimBox = Array([left, bottom, right - by, top])

    return change


def _layers(pdf: Pdf, *, configurations: bool = False) -> None:
    shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Français"))
    hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="English"))
    usual = Dictionary(Name="Print", BaseState=Name.ON, OFF=[hidden], Order=[shown, hidden])
    pdf.Root.OCProperties = Dictionary(OCGs=[shown, hidden], D=usual)
    if configurations:
        pdf.Root.OCProperties.Configs = Array([Dictionary(Name="Proof", BaseState=Name.ON)])
    pdf.pages[0].obj.Resources.Properties = Dictionary(On=shown, Off=hidden)


def _tiling(pdf: Pdf, content: bytes) -> None:
    cell = Stream(pdf, content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 10, 10],
                  XStep=10, YStep=10, Resources=Dictionary())  # fmt: skip
    pdf.pages[0].obj.Resources.Pattern = Dictionary(Pt=pdf.make_indirect(cell))


def _stencil(pdf: Pdf, pixels: int) -> Stream:
    return Stream(pdf, b"\x55" * ((pixels + 7) // 8 * pixels), Type=Name.XObject, Subtype=Name.Image, Width=pixels,
                  Height=pixels, ImageMask=True, BitsPerComponent=1)  # fmt: skip


_add("pages_equal", [GROUND, GROUND])
_add("pages_differ_0_05_mm", [GROUND, GROUND], change=_trim_of_second(0.14))
_add("pages_differ_1_mm", [GROUND] * 3, {"trim_sizes_differ": "W"}, change=_trim_of_second(2.83))
_add("page_rotated", GROUND, {"page_rotated": "W"}, page={"Rotate": 180})
_add("page_rotated_full_turn", GROUND, page={"Rotate": 360})
_add("page_empty", "", _EMPTY)
_add("page_second_empty", [GROUND, "q Q "], _EMPTY)
_add("page_empty_white", f"q {WHITE} 0 0 500 700 re f Q", _EMPTY)
_add("page_empty_marks", "q /All CS 1 SCN 0.25 w 28.346 5 m 28.346 20 l S Q ", _EMPTY)
_add("page_empty_digital", "", printer="digital")
_add("page_empty_advert", "", {"page_without_ink": "E"}, "advert")
_add("page_nearly_empty", bar("0 0 0 0.01 k", box="100 100 1 1"))
_add("advert_two_pages", [GROUND, GROUND], {"pages_more_than_one": "E"}, "advert")
_add("advert_one_page", GROUND, {}, "advert")
_add("layers", GROUND, change=lambda pdf: _layers(pdf))
_add("layers_configurations", GROUND, {"layer_configurations": "I"}, change=lambda pdf: _layers(pdf, configurations=True))
_add("layers_configurations_advert", GROUND, {"layer_configurations": "E"}, "advert",
     change=lambda pdf: _layers(pdf, configurations=True))  # fmt: skip
_add("trim_all_there_is", GROUND, boxes={"BleedBox": TRIM, "MediaBox": MEDIA})
