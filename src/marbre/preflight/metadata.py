"""What a file says of itself: document information and the XMP packet, as plain texts (ISO 32000-1, 14.3)."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pikepdf

from marbre.preflight.plain import name_of, text_of
from marbre.preflight.streams import TooLarge, Undecodable, decoded

_MOST = 8 * 2**20
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM", "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx", "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}  # fmt: skip
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def info_of(trailer: Any) -> tuple[tuple[str, str], ...]:
    """The document information, names without slash."""
    given = trailer.get("/Info")
    if not isinstance(given, pikepdf.Dictionary):
        return ()
    found = []
    for key, value in list(given.items())[:200]:
        if isinstance(value, pikepdf.Name):
            found.append((key[1:], name_of(value)))
        elif isinstance(value, pikepdf.String):
            found.append((key[1:], text_of(value)))
        elif isinstance(value, bool | int):
            found.append((key[1:], str(value)))
    return tuple(found)


def xmp_of(root: Any) -> tuple[tuple[tuple[str, str], ...], str]:
    """The properties of the packet, and what is wrong with it ("" for nothing, "absent" for none)."""
    stream = root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return (), "absent"
    try:
        return xmp_properties(decoded(stream, _MOST)), ""
    except (TooLarge, Undecodable):
        return (), "illisible"
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return (), f"illisible : {error}"


def xmp_properties(packet: bytes) -> tuple[tuple[str, str], ...]:
    """Simple properties and first items of lists, prefix:name → text. Raises ParseError, ValueError."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", packet, re.IGNORECASE):
        raise ValueError("DOCTYPE")
    tree = ElementTree.fromstring(packet.strip(b"\0 \t\r\n"))
    found: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            key = _key(name)
            if key:
                found.setdefault(key, value.strip())
        for child in description:
            key = _key(child.tag)
            if key:
                found.setdefault(key, _text(child))
    return tuple(found.items())


def _key(name: str) -> str:
    space, _, local = name.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""


def _text(node: ElementTree.Element) -> str:
    item = next(node.iter(f"{_RDF}li"), None)
    return ((item if item is not None else node).text or "").strip()
