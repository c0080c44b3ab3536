"""Build assets/pictograms/MarbrePictos.ttf and pictograms.yaml from the drawings listed in pictograms.txt.

Run from the project's root: `python tools/make_pictogram_font.py`. Same input, same bytes. Quadratic outlines on an em
of 1000; each drawing is centred on half the height of a capital, so that it sits well on a line of text.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Identity
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.svgLib import SVGPath
from fontTools.ttLib.tables._g_l_y_f import Glyph

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "pictograms"
FAMILY, EM, MIDDLE, FIRST = "MarbrePictos", 1000, 350, 0xE000
#: Height in em units that a drawing's own square gets, by collection: their margins differ.
SQUARE = {"phosphor": 980, "maki": 880, "temaki": 880}
LICENCES = {"phosphor": "MIT", "maki": "CC0-1.0", "temaki": "CC0-1.0"}
#: Seconds from 1904 to 1 January 2027: fonts want a date, builds want the same bytes.
DATE = 3881606400
HEADER = "# Written by tools/make_pictogram_font.py from tools/pictograms.txt. Labels are the text alternatives.\n"


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the list: `file` is collection/name, `labels` in French, English and German."""

    name: str
    file: str
    labels: tuple[str, str, str]
    code: int


def read_sources(path: Path) -> tuple[Source, ...]:
    """The list, in the order of code points. Raises ValueError naming the line."""
    sources: list[Source] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != 5 or any(source.name == fields[0] for source in sources):
            raise ValueError(f"{path.name}:{number}: {line!r} is not `name | file | fr | en | de`, or is there twice")
        name, file, fr, en, de = fields
        sources.append(Source(name, file, (fr, en, de), FIRST + len(sources)))
    return tuple(sources)


def glyph(source: Source) -> Glyph:
    """The TrueType outline of one drawing."""
    path = FOLDER / f"{source.file}.svg"
    box = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', path.read_text(encoding="utf-8"))
    if box is None:
        raise ValueError(f"{path.name}: no viewBox that begins at 0 0")
    recording = RecordingPen()
    SVGPath(str(path)).draw(recording)
    bounds = BoundsPen(None)
    recording.replay(bounds)
    left, top, right, bottom = bounds.bounds
    scale = SQUARE[source.file.split("/")[0]] / float(box[2])
    shift = Identity.translate(EM / 2, MIDDLE).scale(scale, -scale).translate(-(left + right) / 2, -(top + bottom) / 2)
    pen = TTGlyphPen(None)
    recording.replay(TransformPen(Cu2QuPen(pen, 1.0, reverse_direction=True), shift))
    return pen.glyph()


def build(sources: tuple[Source, ...]) -> bytes:
    """The font file."""
    names = [".notdef", "space", *(source.name for source in sources)]
    empty = TTGlyphPen(None).glyph()
    glyphs = {".notdef": empty, "space": empty, **{source.name: glyph(source) for source in sources}}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space", **{source.code: source.name for source in sources}})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(
        {name: (EM // 4 if name == "space" else EM, getattr(glyphs[name], "xMin", 0)) for name in names}
    )
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{FAMILY} 1.000",
            "fullName": FAMILY,
            "psName": FAMILY,
            "version": "Version 1.000",
            "copyright": "Drawings: Phosphor Icons (MIT), Maki and Temaki (CC0)",
        }
    )
    builder.setupOS2(
        sTypoAscender=900, sTypoDescender=-200, sTypoLineGap=0, usWinAscent=900, usWinDescent=200, fsType=0,
        sxHeight=500, sCapHeight=700, ulUnicodeRange2=1 << 28, achVendID="MRBR",
    )  # fmt: skip
    builder.setupPost()
    head = builder.font["head"]
    head.created = head.modified = DATE
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def listing(sources: tuple[Source, ...]) -> str:
    """The words of pictograms.yaml."""
    entries = {
        source.name: {
            "code": f"U+{source.code:04X}",
            "file": f"{source.file}.svg",
            "licence": LICENCES[source.file.split("/")[0]],
            "label": dict(zip(("fr", "en", "de"), source.labels, strict=True)),
        }
        for source in sources
    }
    return HEADER + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)


def main() -> None:
    """Write both files."""
    sources = read_sources(Path(__file__).with_name("pictograms.txt"))
    (FOLDER / "MarbrePictos.ttf").write_bytes(build(sources))
    (FOLDER / "pictograms.yaml").write_text(listing(sources), encoding="utf-8")
    print(f"{len(sources)} pictograms")


if __name__ == "__main__":
    main()
