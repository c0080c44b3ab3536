"""What a bound file says of itself: Info and XMP with the same words (ISO 32000-1, 14.3; XMP, ISO 16684-1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Document:
    """What the file says of itself. `date` is an ISO date of the edition; `identifier` names edition and language."""

    title: str
    language: str
    author: str
    subject: str
    date: str
    identifier: str


def info_date(date: str) -> str:
    """An ISO date as a PDF date at noon UTC."""
    return f"D:{date.replace('-', '')}120000Z"


def document_uuid(text: str) -> str:
    """A UUID-shaped identifier derived from content."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def xmp(document: Document, web: bool) -> bytes:
    """The XMP packet. The web file declares PDF/UA-1."""
    stamp = f"{document.date}T12:00:00Z"
    ua = "<pdfuaid:part>1</pdfuaid:part>" if web else "<pdf:Trapped>False</pdf:Trapped>"
    uuid = document_uuid(document.identifier + ("web" if web else "print"))
    title, author, subject = (escape(text) for text in (document.title, document.author, document.subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<xmp:MetadataDate>{stamp}</xmp:MetadataDate><xmp:CreatorTool>Marbre</xmp:CreatorTool>
<pdf:Producer>Marbre</pdf:Producer>{ua}
<xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
