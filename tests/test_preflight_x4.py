"""PDF/X-4 structure: each rule with a file just inside and one just outside of it."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, Stream

import pdf_samples as sample
from marbre.findings import Finding, Severity
from marbre.preflight.rule import Rulebook
from marbre.preflight.runner import preflight, rulebook

MM = sample.MM


def ids(data: bytes) -> list[str]:
    return [finding.id for finding in sample.found(data)]


def x4(data: bytes) -> list[Finding]:
    """What the rules of PDF/X-4 find, where those of the trade have not told it better."""
    book = rulebook()
    page = {id: rule for id, rule in book.page.items() if "rules_x4" in rule.__module__}
    return list(preflight(data, sample.job(), strict=True, book=Rulebook({}, page, {})).findings)


def rgb(data: bytes) -> bool:
    return any(finding.id == "device_rgb" for finding in x4(data))


def changed(change, content: bytes = sample.CONTENT) -> bytes:
    return sample.make_pdf(content, change=change)


def test_file_id_missing():
    data = sample.make_pdf()
    assert "file_id_missing" not in ids(data)
    assert "file_id_missing" in ids(data.replace(b"/ID [", b"/Id ["))


# ---- Output intent ----


def intents(count: int, **keys):
    def change(pdf):
        made = [sample.output_intent(pdf, sample.PROFILE.read_bytes()) for _ in range(count)]
        for one in made:
            for key, value in keys.items():
                if value is None:
                    del one[f"/{key}"]
                else:
                    one[f"/{key}"] = value
        pdf.Root.OutputIntents = Array(made)

    return changed(change)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_output_intent_missing(count):
    assert ("output_intent_missing" in ids(intents(count))) == (count != 1)


def test_an_intent_of_another_kind_is_none():
    assert "output_intent_missing" in ids(intents(1, S=Name.GTS_PDFA1))


def test_output_intent_profile():
    assert "output_intent_profile" not in ids(intents(1))
    assert "output_intent_profile" in ids(intents(1, DestOutputProfile=None))
    data = sample.PROFILE.read_bytes()
    other = data[:12] + b"mntr" + data[16:]
    assert "output_intent_profile" in ids(sample.make_pdf(profile=other))
    assert "output_intent_profile" in ids(sample.make_pdf(profile=b"rubbish"))


def test_output_intent_not_cmyk():
    found = sample.found(sample.make_pdf(profile=sample.srgb()), "output_intent_not_cmyk")
    assert found[0].value == "RGB"
    assert "output_intent_not_cmyk" not in ids(sample.make_pdf())


def test_output_condition_unnamed():
    assert "output_condition_unnamed" in ids(intents(1, OutputConditionIdentifier=" "))
    assert "output_condition_unnamed" in ids(intents(1, OutputConditionIdentifier=None))
    assert "output_condition_unnamed" not in ids(intents(1))


def test_output_condition_other():
    assert "output_condition_other" in ids(intents(1, OutputConditionIdentifier="FOGRA51"))
    assert "output_condition_other" not in ids(intents(1, OutputConditionIdentifier="Fogra 39"))


# ---- Metadata ----


def xmp(old: str, new: str = "") -> bytes:
    assert old in sample.XMP
    return sample.make_pdf(xmp=sample.XMP.replace(old, new))


def test_xmp_missing():
    assert "xmp_missing" in ids(sample.make_pdf(xmp=None))
    assert "xmp_missing" in ids(sample.make_pdf(xmp="<x:xmpmeta>"))
    assert "xmp_missing" in ids(sample.make_pdf(xmp='<!DOCTYPE a [<!ENTITY b "c">]>' + sample.XMP))
    assert "xmp_missing" not in ids(sample.make_pdf())


def test_pdfx_version():
    tag = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
    (finding,) = sample.found(xmp(tag, tag.replace("X-4", "X-3")), "pdfx_version")
    assert finding.value == "PDF/X-3"
    old = sample.make_pdf(xmp=sample.XMP.replace(tag, ""), info={"GTS_PDFXVersion": "PDF/X-1:2001"})
    (finding,) = sample.found(old, "pdfx_version")
    assert "PDF/X-1:2001" in finding.message
    assert "pdfx_version" not in ids(sample.make_pdf(info={"GTS_PDFXVersion": "PDF/X-4"}))


def test_properties_may_be_attributes():
    tag = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
    packet = sample.XMP.replace(tag, "").replace('rdf:about=""', 'rdf:about="" pdfxid:GTS_PDFXVersion="PDF/X-4"')
    assert "pdfx_version" not in ids(sample.make_pdf(xmp=packet))


@pytest.mark.parametrize("tag", ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"])
def test_xmp_dates_missing(tag):
    (finding,) = sample.found(xmp(f"<{tag}>2026-03-01T10:00:00Z</{tag}>"), "xmp_dates_missing")
    assert finding.value == tag
    assert "xmp_dates_missing" not in ids(sample.make_pdf())


def test_xmp_title_missing():
    assert "xmp_title_missing" in ids(xmp('<rdf:li xml:lang="x-default">Guide</rdf:li>', "<rdf:li/>"))
    assert "xmp_title_missing" not in ids(sample.make_pdf())


def test_xmp_ids_missing():
    (finding,) = sample.found(xmp("<xmpMM:VersionID>1</xmpMM:VersionID>"), "xmp_ids_missing")
    assert finding.severity is Severity.WARNING
    (finding,) = sample.found(
        xmp("<xmpMM:DocumentID>uuid:11111111-2222-3333-4444-555555555555</xmpMM:DocumentID>"), "xmp_ids_missing"
    )
    assert finding.severity is Severity.ERROR
    assert "xmp_ids_missing" not in ids(sample.make_pdf())


def test_trapped_unstated():
    tag = "<pdf:Trapped>False</pdf:Trapped>"
    neither = sample.make_pdf(xmp=sample.XMP.replace(tag, ""), info={"Trapped": None})
    assert "trapped_unstated" in ids(neither)
    assert "trapped_unstated" in ids(sample.make_pdf(info={"Trapped": Name.Unknown}))
    assert "trapped_unstated" in ids(sample.make_pdf(info={"Trapped": Name("/True")}))
    assert "trapped_unstated" not in ids(sample.make_pdf(info={"Trapped": None}))
    assert "trapped_unstated" not in ids(sample.make_pdf())


def test_metadata_inconsistent():
    (finding,) = sample.found(sample.make_pdf(info={"Title": "Autre"}), "metadata_inconsistent")
    assert "Autre" in finding.value
    assert "metadata_inconsistent" in ids(sample.make_pdf(info={"ModDate": "D:20260302100000Z"}))
    assert "metadata_inconsistent" not in ids(sample.make_pdf(info={"ModDate": "D:20260301100000+00'00'", "Title": None}))


# ---- Forbidden things ----


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ({"TR": Name.Identity}, True), ({"TR2": Name.Default}, False), ({"TR2": Name.Identity}, True), ({"HTP": [0, 0]}, True),
        ({"HT": Dictionary(Type=Name.Halftone, HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round)}, False),
        ({"HT": Dictionary(Type=Name.Halftone, HalftoneType=6)}, True),
        ({"HT": Dictionary(Type=Name.Halftone, HalftoneType=1, HalftoneName="x")}, True),
        ({"SMask": Dictionary(S=Name.Luminosity, TR=Name.Identity)}, False),
    ],
)  # fmt: skip
def test_transfer_or_halftone(entries, wrong):
    data = sample.make_pdf(resources={"ExtGState": {"X": Dictionary({f"/{key}": value for key, value in entries.items()})}})
    assert ("transfer_or_halftone" in ids(data)) == wrong


def picture(**extra):
    def change(pdf):
        one = sample.image(pdf, 4, 4, **extra.pop("data", {}))
        for key, value in extra.items():
            one[f"/{key}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(Im=one)

    return changed(change)


def test_alternates_present():
    assert "alternates_present" in ids(picture(Alternates=Array([Dictionary(DefaultForPrinting=True)])))
    assert "alternates_present" not in ids(picture())


@pytest.mark.parametrize(("value", "wrong"), [("MediaBox", False), ("BleedBox", False), ("CropBox", True), ("TrimBox", True)])
def test_view_area(value, wrong):
    data = changed(lambda pdf: setattr(pdf.Root, "ViewerPreferences", Dictionary(ViewArea=Name(f"/{value}"), DisplayDocTitle=True)))
    assert ("view_area" in ids(data)) == wrong


def test_compression_old():
    def change(pdf):
        packed = Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)
        pdf.pages[0].PieceInfo, pdf.pages[0].Thumb = Dictionary(), packed

    # Saving would pack it anew, were it not a picture's.
    data = sample.make_pdf(change=change)
    expected = b"LZWDecode" in data
    assert ("compression_old" in ids(data)) == expected
    assert "compression_old" not in ids(sample.make_pdf())


def test_picture_uncommon():
    assert "picture_uncommon" in ids(picture(data={"bits": 16}))
    assert "picture_uncommon" not in ids(picture(data={"bits": 8}))


# ---- Pages ----


def test_trim_box_missing():
    assert "trim_box_missing" in ids(sample.make_pdf(boxes={"TrimBox": None}))
    assert "trim_box_missing" in ids(sample.make_pdf(boxes={"ArtBox": sample.TRIM}))
    assert "trim_box_missing" not in ids(sample.make_pdf(boxes={"TrimBox": None, "ArtBox": sample.TRIM}))
    assert "trim_box_missing" not in ids(sample.make_pdf())


def test_media_box_missing():
    assert "media_box_missing" in ids(sample.make_pdf(boxes={"MediaBox": None}))
    assert "media_box_missing" not in ids(sample.make_pdf())


@pytest.mark.parametrize(("over", "wrong"), [(0.0, False), (0.01, False), (0.3, True)])
def test_boxes_not_nested(over, wrong):
    left, bottom, right, top = sample.BLEED
    found = sample.found(sample.make_pdf(boxes={"TrimBox": (left, bottom, right + over, top)}), "boxes_not_nested")
    assert bool(found) == wrong
    assert all(finding.value.endswith("mm") and finding.box for finding in found)
    left, bottom, right, top = sample.MEDIA
    found = sample.found(sample.make_pdf(boxes={"BleedBox": (left - over, bottom, right, top)}), "boxes_not_nested")
    assert bool(found) == wrong


def test_boxes_damaged():
    assert "boxes_damaged" in ids(sample.make_pdf(boxes={"BleedBox": (1, 2, 3)}))
    assert "boxes_damaged" in ids(sample.make_pdf(boxes={"TrimBox": (5, 5, 5, 90)}))
    left, bottom, right, top = sample.TRIM
    assert "boxes_damaged" not in ids(sample.make_pdf(boxes={"TrimBox": (right, top, left, bottom)}))


def test_crop_box_differs():
    assert "crop_box_differs" not in ids(sample.make_pdf(boxes={"CropBox": sample.MEDIA}))
    assert "crop_box_differs" in ids(sample.make_pdf(boxes={"CropBox": sample.TRIM}))


def test_user_unit():
    assert "user_unit" in ids(sample.make_pdf(page={"UserUnit": 2}))
    assert "user_unit" not in ids(sample.make_pdf(page={"UserUnit": 1}))


def plain_font(pdf):
    pdf.pages[0].Resources.Font.Hv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def test_font_not_embedded():
    (finding,) = sample.found(changed(plain_font, b"BT /Hv 10 Tf 60 400 Td (a) Tj ET"), "font_not_embedded")
    assert finding.value == "Helvetica"
    assert finding.page == 1
    assert finding.box.x == pytest.approx(60 / MM - 10, abs=0.1)
    assert "font_not_embedded" not in ids(changed(plain_font))
    assert "font_not_embedded" not in ids(changed(plain_font, b"BT 3 Tr /Hv 10 Tf 60 400 Td (a) Tj ET"))


RGB = b"1 0 0 rg 60 100 50 20 re f"


def test_device_rgb():
    (finding,) = [one for one in x4(sample.make_pdf(RGB + b" 60 200 50 20 re f")) if one.id == "device_rgb"]
    assert finding.value == "255 0 0"
    assert "2 fois" in finding.message
    assert not rgb(sample.make_pdf(RGB, profile=sample.srgb()))
    assert not rgb(sample.make_pdf(b"/Icc cs 1 0 0 scn 60 100 50 20 re f"))


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"1 0 0 RG 60 100 m 90 100 l S", True),
        (b"1 0 0 rg BT /F1 10 Tf 60 400 Td (a) Tj ET", True),
        (b"q 9 0 0 9 60 60 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q", True),
        (b"1 0 0 rg 0 0 0 1 k 60 100 50 20 re f", False),
        (b"q 60 60 5 5 re W n " + RGB + b" Q", False),
        (b"q 1 0 0 rg BT 3 Tr /F1 10 Tf 60 400 Td (a) Tj ET Q", False),
    ],
)
def test_only_what_is_painted_counts(content, wrong):
    assert rgb(sample.make_pdf(content)) == wrong


def test_rgb_in_pictures_indices_and_defaults():
    def image_in(space):
        def change(pdf):
            pdf.pages[0].Resources.XObject = Dictionary(Im=sample.image(pdf, 4, 4, space=space, data=b"\0" * 48))

        return changed(change, b"q 9 0 0 9 60 60 cm /Im Do Q")

    assert rgb(image_in(Name.DeviceRGB))
    assert rgb(image_in(Array([Name.Indexed, Name.DeviceRGB, 0, b"\1\2\3"])))
    assert not rgb(image_in(Name.DeviceCMYK))

    def default(pdf):
        pdf.pages[0].Resources.ColorSpace.DefaultRGB = Array([Name.ICCBased, Stream(pdf, sample.srgb(), N=3)])

    assert not rgb(changed(default, RGB))


def test_one_defect_is_one_finding():
    told = [finding.id for finding in sample.found(sample.make_pdf(RGB))]
    assert told.count("colour_not_in_inks") == 1
    assert "device_rgb" not in told
    icc = sample.found(sample.make_pdf(b"/Icc cs 1 0 0 scn 60 100 50 20 re f q 1 0 0 rg 0 0 5 5 re f Q"))
    assert "device_rgb" in [finding.id for finding in icc]


def test_device_cmyk_against_intent():
    assert "device_cmyk_against_intent" in ids(sample.make_pdf(profile=sample.srgb()))
    assert "device_cmyk_against_intent" not in ids(sample.make_pdf())


def test_icc_cmyk_of_intent():
    def space(profile: bytes):
        def change(pdf):
            pdf.pages[0].Resources.ColorSpace.Own = Array([Name.ICCBased, Stream(pdf, profile, N=4)])

        return changed(change, b"/Own cs 0 0 0 1 scn 60 100 50 20 re f")

    assert "icc_cmyk_of_intent" in ids(space(sample.PROFILE.read_bytes()))
    other = sample.PROFILE.with_name("ISOcoated_v2_300_bas.icc").read_bytes()
    assert "icc_cmyk_of_intent" not in ids(space(other))


@pytest.mark.parametrize(("space", "wrong"), [(Name.DeviceCMYK, False), (None, False), (Name.DeviceRGB, True)])
def test_blend_space(space, wrong):
    group = Dictionary(S=Name.Transparency) if space is None else Dictionary(S=Name.Transparency, CS=space)
    assert ("blend_space" in ids(sample.make_pdf(page={"Group": group}))) == wrong


@pytest.mark.parametrize(
    ("kind", "rect", "wrong"),
    [
        ("Link", [60, 60, 90, 90], True), ("Widget", [60, 60, 90, 90], True), ("PrinterMark", [60, 60, 90, 90], False),
        ("TrapNet", [60, 60, 90, 90], False), ("Link", [0, 0, 7 * MM - 0.1, 600], False), ("Link", [0, 0, 7 * MM + 0.1, 600], True),
    ],
)  # fmt: skip
def test_annotation_inside(kind, rect, wrong):
    data = sample.make_pdf(page={"Annots": Array([Dictionary(Subtype=Name(f"/{kind}"), Rect=rect)])})
    assert ("annotation_inside" in ids(data)) == wrong
