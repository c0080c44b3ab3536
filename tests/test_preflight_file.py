"""Rules about the file itself, and the runner: verdicts, counting, merging, rules that fail."""

from __future__ import annotations

import inspect
import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageFile

import pdf_samples as sample
from marbre.findings import Finding, Severity
from marbre.preflight.facts import FileFacts, PageFacts
from marbre.preflight.reader import opened
from marbre.preflight.rule import Rulebook
from marbre.preflight.runner import PER_FILE, PER_PAGE, preflight, rulebook
from marbre.words import explanations


def ids(data: bytes) -> list[str]:
    return [finding.id for finding in sample.found(data)]


def changed(change) -> bytes:
    return sample.make_pdf(change=change)


def test_the_good_sample_passes():
    verdict = preflight(sample.make_pdf(), sample.job(), strict=True, name="bon.pdf")
    assert (verdict.file, verdict.verdict, verdict.pages) == ("bon.pdf", "pass", 1)
    assert [finding.message for finding in verdict.findings if finding.severity is Severity.ERROR] == []
    assert verdict.rules >= 40


# ---- Every rule ----


def test_every_rule_is_explained_twice():
    book = rulebook()
    for id, rule in {**book.file, **book.page, **book.whole}.items():
        text = inspect.getdoc(rule) or ""
        assert all(f"\n{word}: " in f"\n{text}" for word in ("Rule", "Why", "Fix")), id
        assert id in explanations(), id


# ---- Verdicts ----


@pytest.mark.parametrize("data", [b"", b"no pdf", sample.make_pdf()[:900]])
def test_what_cannot_be_opened(data):
    verdict = preflight(data, sample.job(), name="x.pdf")
    assert (verdict.verdict, verdict.rules, verdict.pages) == ("unreadable", 0, 0)
    (finding,) = verdict.findings
    assert finding.id == "file_unreadable"
    assert finding.remedy


def test_a_path_that_is_not_there(tmp_path):
    assert preflight(tmp_path / "rien.pdf", sample.job()).verdict == "unreadable"
    assert preflight(tmp_path, sample.job()).verdict == "unreadable"


def test_a_file_with_a_password():
    locked = sample.make_pdf(encryption=pikepdf.Encryption(user="a", owner="b"))
    verdict = preflight(locked, sample.job())
    assert (verdict.verdict, verdict.findings[0].id) == ("unreadable", "file_encrypted")


def rule_of(number: int, severity: Severity = Severity.ERROR, same: bool = False):
    def found(page: PageFacts, file: FileFacts, job):
        for index in range(number):
            yield Finding("x", severity, f"Faute {0 if same else index}.", page=page.number)

    return Rulebook({}, {"x": found}, {})


def test_warnings_alone_pass():
    assert preflight(sample.make_pdf(), sample.job(), book=rule_of(1, Severity.WARNING)).verdict == "pass"
    assert preflight(sample.make_pdf(), sample.job(), book=rule_of(1)).verdict == "fail"


def test_the_same_on_a_page_is_one_finding():
    (finding,) = preflight(sample.make_pdf(), sample.job(), book=rule_of(500, same=True)).findings
    assert finding.message == "Faute 0 (500 fois)."


def test_findings_are_bounded():
    findings = preflight(sample.make_pdf(), sample.job(), book=rule_of(500)).findings
    assert len(findings) == PER_PAGE + 1
    assert findings[-1].message.startswith(f"{500 - PER_PAGE} autre(s)")
    many = sample.make_pdf([b""] * 300)
    assert len(preflight(many, sample.job(), book=rule_of(1)).findings) == PER_FILE + 1


def test_a_rule_that_fails_is_our_fault():
    def broken(page, file, job):
        raise ZeroDivisionError
        yield

    book = Rulebook({}, {"broken": broken}, {})
    two = sample.make_pdf([b"", b""])
    with pytest.raises(ZeroDivisionError):
        preflight(two, sample.job(), book=book, strict=True)
    (finding,) = preflight(two, sample.job(), book=book).findings
    assert (finding.id, finding.value, finding.who) == ("rule_failed", "broken", "engineer")


def test_pages_are_watched_in_passing():
    seen = []
    preflight(sample.make_pdf([b"", b""]), sample.job(), watch=seen.append)
    assert [page.number for page in seen] == [1, 2]


def test_summaries_reach_the_rules_of_the_whole():
    kept = []

    def look(pages, file, job):
        kept.extend(pages)
        yield from ()

    content = [b"/Spot cs 0.4 scn 60 60 50 50 re f 1 0.5 0 0 k 80 80 9 9 re f", b"0 0 0 0 k 60 60 9 9 re f", b"1 0 0 0 k 0 0 9 9 re f"]
    preflight(sample.make_pdf(content), sample.job(), book=Rulebook({}, {}, {"look": look}), strict=True)
    assert [page.empty for page in kept] == [False, True, True]
    assert kept[0].spots == ("PANTONE 287 C",)
    assert dict(kept[0].inks)["PANTONE 287 C"] == 0.4


# ---- Rules: one inside, one outside ----


def test_file_repaired():
    data = sample.make_pdf()
    assert "file_repaired" not in ids(data)
    assert "file_repaired" in ids(data[: data.rindex(b"startxref")])
    assert "file_repaired" in ids(data.replace(b"\nxref\n", b"\nxxxx\n"))


def test_a_wrong_length_is_a_repair():
    data = sample.make_pdf()
    with opened(data) as source:
        assert not source.facts.faults
    start = data.index(b"/Length ")
    end = data.index(b" ", start + 8)
    longer = data[: start + 8] + b"9" * (end - start - 8) + data[end:]
    assert "file_repaired" in ids(longer)


def test_file_untidy():
    assert "file_untidy" not in ids(sample.make_pdf())
    assert "file_untidy" in ids(b"x" * 20 + b"\n" + sample.make_pdf())


def test_structure_damaged():
    assert "structure_damaged" not in ids(sample.make_pdf([b"", b""]))
    assert "structure_damaged" in ids(changed(lambda pdf: pdf.Root.Pages.Kids.append(pdf.Root.Pages)))
    assert "structure_damaged" in ids(changed(lambda pdf: pdf.Root.Pages.Kids.append(Array([]))))


def test_file_encrypted():
    assert "file_encrypted" in ids(sample.make_pdf(encryption=pikepdf.Encryption(user="", owner="b")))
    assert "file_encrypted" not in ids(sample.make_pdf())


def test_file_without_pages():
    assert "file_without_pages" in ids(sample.make_pdf([]))
    assert "file_without_pages" not in ids(sample.make_pdf())


@pytest.mark.parametrize(("version", "severity"), [("1.4", None), ("1.6", None), ("1.7", Severity.WARNING), ("2.0", Severity.ERROR)])
def test_pdf_version_new(version, severity):
    findings = sample.found(sample.make_pdf(version=version), "pdf_version_new")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def javascript(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def test_javascript_present():
    assert "javascript_present" in ids(changed(javascript))
    assert "javascript_present" not in ids(changed(lambda pdf: None))


def test_actions_present():
    def link(pdf):
        pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, Rect=[1, 1, 9, 9], A=Dictionary(S=Name.URI, URI="http://x"))])

    def bookmark(pdf):
        item = pdf.make_indirect(Dictionary(Title="Un", Dest=Array([pdf.pages[0].obj, Name.Fit])))
        pdf.Root.Outlines = Dictionary(First=item, Last=item, Count=1)

    (finding,) = sample.found(changed(link), "actions_present")
    assert finding.value == "URI"
    assert "actions_present" not in ids(changed(bookmark))


def test_form_present():
    assert "form_present" in ids(changed(lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=[Dictionary(FT=Name.Tx)]))))
    assert "form_present" in ids(changed(lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=[], XFA=Stream(pdf, b"<x/>")))))
    assert "form_present" not in ids(changed(lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=[]))))


def test_layers_present():
    def layer(pdf):
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Plan"))
        pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary())

    (finding,) = sample.found(changed(layer), "layers_present")
    assert "Plan" in finding.message
    assert finding.severity is Severity.WARNING
    assert "layers_present" not in ids(changed(lambda pdf: setattr(pdf.Root, "OCProperties", Dictionary(OCGs=[], D=Dictionary()))))


def test_files_embedded():
    def attach(pdf):
        pdf.attachments["notes.txt"] = b"abc"

    (finding,) = sample.found(changed(attach), "files_embedded")
    assert "notes.txt" in finding.message
    assert "files_embedded" not in ids(sample.make_pdf())


def in_form(**extra):
    def change(pdf):
        inner = sample.form(pdf, b"0 0 0 1 k 0 0 9 9 re f")
        for key, value in extra.items():
            inner[f"/{key}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(Fm=inner)

    return changed(change)


def test_content_external():
    assert "content_external" in ids(in_form(Ref=Dictionary(F="autre.pdf", Page=0)))
    assert "content_external" in ids(in_form(F="autre.bin"))
    assert "content_external" not in ids(in_form())


def test_opi_present():
    assert "opi_present" in ids(in_form(OPI=Dictionary({"/2.0": Dictionary(Type=Name.OPI)})))
    assert "opi_present" not in ids(in_form())


def test_postscript_present():
    assert "postscript_present" in ids(in_form(Subtype=Name.PS))
    assert "postscript_present" in ids(in_form(Subtype2=Name.PS))
    assert "postscript_present" not in ids(in_form())


def test_content_damaged():
    (finding,) = sample.found(sample.make_pdf(b"/Im9 Do"), "content_damaged")
    assert (finding.page, finding.severity) == (1, Severity.ERROR)
    (finding,) = sample.found(sample.make_pdf(b"Q"), "content_damaged")
    assert finding.severity is Severity.WARNING
    assert "content_damaged" not in ids(sample.make_pdf(b"q Q BX foo EX /Fig <</MCID 0>> BDC EMC"))


def jpeg(mode: str = "L") -> bytes:
    target = io.BytesIO()
    Image.effect_noise((120, 90), 60).convert(mode).save(target, "jpeg", quality=90)
    return target.getvalue()


def with_picture(data: bytes, **extra) -> bytes:
    """A page that paints a picture of 120 × 90 px, 8 bits grey, from these encoded data."""
    picture = {"Width": 120, "Height": 90, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8, **extra}

    def change(pdf):
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, **picture))
    return sample.make_pdf(b"q 28.8 0 0 21.6 100 300 cm /Im1 Do Q", change=change)


WHOLE = jpeg()


@pytest.mark.parametrize(("data", "filter", "said"), [
    (WHOLE, Name.DCTDecode, ""),
    (WHOLE[:-2], Name.DCTDecode, ""),  # only the end mark is missing: every decoder forgives it
    (WHOLE[:-60], Name.DCTDecode, "tronquée"),
    (WHOLE[: len(WHOLE) // 2], Name.DCTDecode, "tronquée"),
    (WHOLE[:300], Name.DCTDecode, "tronquée"),
    (b"no JPEG" * 300, Name.DCTDecode, "qui se dit JPEG et ne l’est pas"),
    (zlib.compress(bytes(120 * 90)), Name.FlateDecode, ""),
    (zlib.compress(bytes(120 * 89)), Name.FlateDecode, ""),
    (zlib.compress(bytes(120 * 88)), Name.FlateDecode, "il manque 3 % des données"),
    (zlib.compress(bytes(120 * 45)), Name.FlateDecode, "il manque 50 % des données"),
])  # fmt: skip
@pytest.mark.parametrize("lenient", [False, True])
def test_a_picture_whose_data_are_broken(data, filter, said, lenient, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)  # as the layout engine does for the whole process
    findings = sample.found(with_picture(data, Filter=filter), "content_damaged")
    assert [(one.page, one.severity) for one in findings] == ([(1, Severity.ERROR)] if said else [])
    assert all("image de 120 × 90 px" in one.message and said in one.message for one in findings)


def test_a_broken_picture_that_nobody_sees_is_no_fault():
    data = with_picture(zlib.compress(b""), Filter=Name.FlateDecode)
    assert "content_damaged" in ids(data)
    pdf = pikepdf.open(io.BytesIO(data))
    pdf.pages[0].obj.Contents = Stream(pdf, b"0 0 0 1 k 60 60 1 1 re f")
    target = io.BytesIO()
    pdf.save(target)
    assert "content_damaged" not in ids(target.getvalue())


def test_page_too_complex(monkeypatch):
    content = b"0 0 0 1 k " + b"60 60 1 1 re f " * 400
    assert "page_too_complex" not in ids(sample.make_pdf(content))
    monkeypatch.setattr("marbre.preflight.reader.PAGE_STEPS", 300)
    assert "page_too_complex" in ids(sample.make_pdf(content))
    monkeypatch.setattr("marbre.preflight.reader.FILE_STEPS", 500)
    one, rest = sample.found(sample.make_pdf([content] * 20), "page_too_complex")[::2]
    assert (one.page, rest.page) == (1, None)
    assert "18 fois" in rest.message
