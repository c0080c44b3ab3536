"""Small PDFs for the preflight's tests: a page that is right in every way, to break one thing in it.

`make_pdf()` alone is a good PDF/X-4 page. Content may use these resources (more come in by `resources`):

- fonts `/F1` (simple TrueType, WinAnsi: `(Bonjour) Tj`) and `/F2` (Type0, Identity-H: `glyphs("Bonjour") Tj`);
- colour spaces `/Spot` (Separation PANTONE 287 C), `/All` (registration), `/Two` (DeviceN Cyan + PANTONE 287 C),
  `/Icc` (ICCBased RGB), `/Lab`;
- graphics states `/Over` (overprints, OPM 1), `/Knock` (does not), `/Half` (alpha 0.5), `/Multiply`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import ImageCms

from marbre.findings import Finding
from marbre.preflight.rule import Job
from marbre.preflight.runner import preflight
from marbre.printing import Printer, PrintingCondition

ROOT = Path(__file__).parents[1]
FONT = ROOT / "assets" / "fonts" / "barlow" / "Barlow_400Regular.ttf"
PROFILE = ROOT / "assets" / "icc" / "FOGRA39L_coated.icc"

MM = 72 / 25.4
#: A5 with 3 mm of bleed and 10 mm around the trim.
TRIM = (10 * MM, 10 * MM, 158 * MM, 220 * MM)
BLEED = (7 * MM, 7 * MM, 161 * MM, 223 * MM)
MEDIA = (0.0, 0.0, 168 * MM, 230 * MM)
BOXES: Mapping[str, Sequence[float]] = {"MediaBox": MEDIA, "BleedBox": BLEED, "TrimBox": TRIM}

CONTENT = b"""q 0 0.2 0.4 0 k 7 7 460 200 re f Q
/Over gs 0 0 0 1 k BT /F1 10 Tf 60 400 Td (Bonjour Issoire) Tj ET
"""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Guide</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-03-01T10:00:00Z</xmp:CreateDate><xmp:ModifyDate>2026-03-01T10:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2026-03-01T10:00:00Z</xmp:MetadataDate><xmp:CreatorTool>Marbre</xmp:CreatorTool>
<xmpMM:DocumentID>uuid:11111111-2222-3333-4444-555555555555</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>Marbre</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

INFO: Mapping[str, Any] = {
    "Title": "Guide",
    "Creator": "Marbre",
    "Producer": "Marbre",
    "CreationDate": "D:20260301100000Z",
    "ModDate": "D:20260301100000Z",
    "Trapped": Name("/False"),
}


@cache
def _font() -> TTFont:
    return TTFont(FONT)


def glyphs(text: str) -> bytes:
    """A text as the hexadecimal string of glyph numbers that `/F2` takes."""
    cmap, order = _font().getBestCmap(), _font().getReverseGlyphMap()
    return b"<" + b"".join(b"%04x" % order[cmap[ord(char)]] for char in text) + b">"


def make_pdf(
    content: bytes | Sequence[bytes] = CONTENT,
    *,
    resources: Mapping[str, Mapping[str, Any]] | None = None,
    boxes: Mapping[str, Sequence[float] | None] | None = None,
    info: Mapping[str, Any | None] | None = None,
    xmp: str | None = XMP,
    intent: bool = True,
    profile: bytes | None = None,
    page: Mapping[str, Any] | None = None,
    change: Callable[[Pdf], None] | None = None,
    version: str = "1.6",
    encryption: pikepdf.Encryption | bool = False,
) -> bytes:
    """A good PDF/X-4 file of one page for each content given, with what the arguments break.

    `resources` category → name → object, added to those of the page; objects may be made with `pikepdf.Stream` through
    `change` when they need the file; `boxes` by name in pt, None takes one away; `info` likewise; `xmp` None leaves the
    packet out; `profile` replaces the intent's; `page` sets keys of every page; `change` is the last to touch the file.
    """
    pdf = pikepdf.new()
    shared = pdf.make_indirect(_resources(pdf, resources or {}))
    for one in [content] if isinstance(content, bytes) else content:
        entries: dict[str, Any] = {
            name: value for name, value in {**BOXES, **(boxes or {})}.items() if value is not None
        }
        dictionary = Dictionary(
            Type=Name.Page, Resources=shared, Contents=Stream(pdf, one),
            **{name: Array([round(part, 3) for part in value]) for name, value in entries.items()},
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(dictionary)))
        for name, value in (page or {}).items():
            pdf.pages[-1].obj[f"/{name}"] = value
    for name, value in {**INFO, **(info or {})}.items():
        if value is not None:
            pdf.docinfo[f"/{name}"] = value
    if xmp is not None:
        pdf.Root.Metadata = Stream(pdf, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    if intent:
        pdf.Root.OutputIntents = Array([output_intent(pdf, profile or PROFILE.read_bytes())])
    if change:
        change(pdf)
    target = io.BytesIO()
    with warnings.catch_warnings():
        # A field without a form is meant.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(
            target, static_id=not encryption, min_version=version, force_version="" if encryption else version,
            encryption=encryption, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False,
        )  # fmt: skip
    return target.getvalue()


def output_intent(pdf: Pdf, profile: bytes, components: int = 4) -> Dictionary:
    """An output intent for FOGRA39 with its profile."""
    return Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA39",
        OutputCondition="Offset, coated", RegistryName="http://www.color.org", Info="Coated FOGRA39 (ISO 12647-2:2004)",
        DestOutputProfile=Stream(pdf, profile, N=components),
    )  # fmt: skip


@cache
def srgb() -> bytes:
    """An RGB profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def image(
    pdf: Pdf, width: int, height: int, *, space: Any = None, bits: int = 8, data: bytes | None = None, **extra: Any
) -> Stream:
    """An image XObject, mid-grey if nobody gives `data`; `space` DeviceCMYK by default."""
    space = Name.DeviceCMYK if space is None else space
    parts = {"/DeviceCMYK": 4, "/DeviceRGB": 3}.get(str(space), 1)
    data = data if data is not None else b"\x40" * (((width * parts * bits + 7) // 8) * height)
    return Stream(
        pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=space,
        BitsPerComponent=bits, **extra,
    )  # fmt: skip


def form(pdf: Pdf, content: bytes, box: Sequence[float] = MEDIA, **extra: Any) -> Stream:
    """A form XObject."""
    return Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([*box]), **extra)


def separation(pdf: Pdf, name: str, full: Sequence[float] = (1, 0.6, 0, 0.1), *, space: Any = None) -> Array:
    """A Separation colour space over DeviceCMYK (or `space`)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * len(full), C1=[*full], N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK if space is None else space, tint])


def _resources(pdf: Pdf, more: Mapping[str, Mapping[str, Any]]) -> Dictionary:
    # Cyan and spot to CMYK: c + s, 0.6 s, 0, 0.1 s.
    two = Stream(pdf, b"{ dup 3 -1 roll add exch dup 0.6 mul exch 0.1 mul 0 exch }", FunctionType=4)
    two.Domain, two.Range = Array([0, 1, 0, 1]), Array([0, 1] * 4)
    known: dict[str, dict[str, Any]] = {
        "Font": {"F1": _simple_font(pdf), "F2": _composite_font(pdf)},
        "ColorSpace": {
            "Spot": separation(pdf, "PANTONE 287 C"),
            "All": separation(pdf, "All", (1, 1, 1, 1)),
            "Two": Array([Name.DeviceN, Array([Name.Cyan, Name("/PANTONE 287 C")]), Name.DeviceCMYK, two]),
            "Icc": Array([Name.ICCBased, Stream(pdf, srgb(), N=3)]),
            "Lab": Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127, -128, 127])]),
        },
        "ExtGState": {
            "Over": Dictionary(OP=True, op=True, OPM=1),
            "Knock": Dictionary(OP=False, op=False, OPM=0),
            "Half": Dictionary(CA=0.5, ca=0.5),
            "Multiply": Dictionary(BM=Name.Multiply),
        },
    }
    for category, entries in more.items():
        known.setdefault(category, {}).update(entries)
    return Dictionary(
        {
            f"/{category}": Dictionary({f"/{name}": value for name, value in entries.items()})
            for category, entries in known.items()
        }
    )


def _descriptor(pdf: Pdf) -> Dictionary:
    font = _font()
    scale = 1000 / font["head"].unitsPerEm
    head, hhea = font["head"], font["hhea"]
    box = [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
    data = FONT.read_bytes()
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Barlow-Regular"), Flags=32, FontBBox=box, ItalicAngle=0,
            Ascent=round(hhea.ascent * scale), Descent=round(hhea.descent * scale), CapHeight=700, StemV=80,
            FontFile2=Stream(pdf, data, Length1=len(data)),
        )
    )  # fmt: skip


def _simple_font(pdf: Pdf) -> Dictionary:
    font = _font()
    scale = 1000 / font["head"].unitsPerEm
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    widths = []
    for code in range(32, 256):
        char = ord(bytes([code]).decode("cp1252", "replace"))
        widths.append(round(metrics[cmap.get(char, ".notdef")][0] * scale))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/AAAAAA+Barlow-Regular"), FirstChar=32, LastChar=255,
            Widths=widths, Encoding=Name.WinAnsiEncoding, FontDescriptor=_descriptor(pdf),
        )
    )  # fmt: skip


def _composite_font(pdf: Pdf) -> Dictionary:
    font = _font()
    scale = 1000 / font["head"].unitsPerEm
    widths = [round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()]
    number = font.getReverseGlyphMap()
    pairs = sorted((number[name], char) for char, name in font.getBestCmap().items() if char < 0x10000)[:1500]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        f"{len(block)} beginbfchar\n" + "".join(f"<{gid:04x}> <{char:04x}>\n" for gid, char in block) + "endbfchar\n"
        for block in blocks
    ]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def\n"
        "/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "".join(lines)
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/AAAAAA+Barlow-Regular"), DW=500,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0), W=[0, widths],
        CIDToGIDMap=Name.Identity, FontDescriptor=_descriptor(pdf),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/AAAAAA+Barlow-Regular"), Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)], ToUnicode=Stream(pdf, cmap.encode()),
        )
    )  # fmt: skip


def job(**given: Any) -> Job:
    """What samples are held against: an offset house that prints FOGRA39."""
    condition = PrintingCondition("FOGRA39", "FOGRA39", "Offset", "Coated", "http://www.color.org", PROFILE, PROFILE, 300)
    return Job(Printer("offset", "Offset", condition), **given)


def found(data: bytes, *ids: str, **given: Any) -> list[Finding]:
    """Findings of some rules (all of them without ids) on a file; a rule that fails raises."""
    verdict = preflight(data, job(**given), strict=True)
    return [finding for finding in verdict.findings if not ids or finding.id in ids]
