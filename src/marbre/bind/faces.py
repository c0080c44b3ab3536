"""One font program a face: subset once to the union of what all blocks use, with the original glyph ids kept.

CIDFontType2 with Identity-H (ISO 32000-1, 9.7.4 and 9.7.5).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

# Carlito's creation date is out of range, which is no concern of a print run.
logging.getLogger("fontTools").setLevel(logging.ERROR)

_DROP = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "VDMX", "hdmx", "kern", "name", "OS/2", "post",
    "cmap", "meta", "STAT", "gasp", "FFTM",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """A subset font program with what its dictionaries need. Metrics are per 1000 em."""

    name: str
    data: bytes
    widths: tuple[tuple[int, float], ...]
    texts: tuple[tuple[int, str], ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    symbolic: bool


@lru_cache(maxsize=8)
def faces_in(folder: Path) -> dict[str, Path]:
    """SHA-256 → file, for every face below `folder`."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".ttf", ".otf"):
            found[hashlib.sha256(path.read_bytes()).hexdigest()] = path
    return found


def program(path: Path, texts: Mapping[int, str]) -> Program:
    """The subset of a face for the glyph ids of `texts`. Deterministic for the same face and glyphs."""
    return _program(path, tuple(sorted(texts.items())))


@lru_cache(maxsize=64)
def _program(path: Path, glyphs: tuple[tuple[int, str], ...]) -> Program:
    texts = dict(glyphs)
    data = path.read_bytes()
    kept = sorted({0, *texts})
    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        head, hhea, metrics, order = font["head"], font["hhea"], font["hmtx"].metrics, font.getGlyphOrder()
        widths = tuple(
            (gid, round(metrics[order[gid]][0] * 1000 / em, 3)) for gid in kept if gid < len(order)
        )
        name = next((str(record) for record in font["name"].names if record.nameID == 6), path.stem)
        os2 = font["OS/2"]
        scale = 1000 / em
        box = tuple(round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax))
        tag = hashlib.sha256(repr((name, kept)).encode()).digest()
        prefix = "".join(chr(65 + byte % 26) for byte in tag[:6])
        return Program(
            name=f"{prefix}+{name}", data=_subset(data, kept), widths=widths,
            texts=tuple(sorted((gid, text) for gid, text in texts.items() if text)),
            box=(box[0], box[1], box[2], box[3]), ascent=round(hhea.ascent * scale),
            descent=round(hhea.descent * scale), cap_height=round(getattr(os2, "sCapHeight", 700) * scale),
            italic_angle=float(font["post"].italicAngle), symbolic="Pictos" in name,
        )  # fmt: skip


def _subset(data: bytes, gids: list[int]) -> bytes:
    face = hb.Face(hb.Blob(data))
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_tag(tag) for tag in _DROP)
    return bytes(hb.subset(face, wanted).blob.data)


def _tag(text: str) -> int:
    return int.from_bytes(text.ljust(4).encode(), "big")


def to_unicode(texts: tuple[tuple[int, str], ...]) -> bytes:
    """The ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(texts), 100):
        some = texts[start : start + 100]
        lines.append(f"{len(some)} beginbfchar")
        lines += [f"<{gid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for gid, text in some]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
