"""What makes a print file PDF/X-4 (ISO 15930-7): the output intent with its profile, and words that agree everywhere.

Info and XMP say the same; identifiers come from content, so that the same edition is the same file.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from marbre.bind.metadata import Document, document_uuid, info_date
from marbre.bind.shelf import Shelf
from marbre.printing import PrintingCondition

VERSION = "PDF/X-4"


def declare(pdf: Pdf, document: Document, condition: PrintingCondition, content: str, shelf: Shelf) -> None:
    """Write intent, Info and XMP. `content` stands for all that is painted. Raises OSError without the profile."""
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_intent(pdf, condition, shelf))])
    pdf.Root.Lang = String(document.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = String(info_date(document.date))
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(document.title), Author=String(document.author), Subject=String(document.subject),
            Creator=String("Marbre"), Producer=String("Marbre"), CreationDate=stamp, ModDate=stamp,
            Trapped=Name("/False"), GTS_PDFXVersion=String(VERSION),
        )
    )  # fmt: skip
    packet = Stream(pdf, print_xmp(document, content))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)


def _intent(pdf: Pdf, condition: PrintingCondition, shelf: Shelf) -> Dictionary:
    """ISO 32000-1, 14.11.5; registered conditions name the registry of the ICC."""
    profile = shelf.packed(pdf, condition.profile.read_bytes())
    profile.N = 4
    profile.Alternate = Name.DeviceCMYK
    return Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String(condition.identifier),
        OutputCondition=String(condition.condition), RegistryName=String(condition.registry),
        Info=String(condition.info), DestOutputProfile=pdf.make_indirect(profile),
    )  # fmt: skip


def print_xmp(document: Document, content: str) -> bytes:
    """The XMP packet of a print file (ISO 15930-7, 6.7; XMP, ISO 16684-1)."""
    stamp = f"{document.date}T12:00:00Z"
    same = document_uuid(document.identifier + "print")
    this = document_uuid(f"{document.identifier} {document.date} {content}")
    title, author, subject = (escape(text) for text in (document.title, document.author, document.subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<xmp:MetadataDate>{stamp}</xmp:MetadataDate><xmp:CreatorTool>Marbre</xmp:CreatorTool>
<pdf:Producer>Marbre</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{VERSION}</pdfxid:GTS_PDFXVersion><pdfx:GTS_PDFXVersion>{VERSION}</pdfx:GTS_PDFXVersion>
<xmpMM:DocumentID>uuid:{same}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{this}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
