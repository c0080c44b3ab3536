"""How much ink a letter takes, face by face: measured on the embedded outlines, else guessed from the name.

A page's ink wants the weight of its type, not its drawing: letters are counted and their box is tinted.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pikepdf
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from marbre.preflight.facts import Painted
from marbre.preflight.streams import decoded

#: Ink of a letter in em² without its white, of text faces of medium weight and of bold ones: fitted to rendered pages.
_LETTER, _BOLD_LETTER = 0.092, 0.125
#: Glyphs of a face are mostly capitals, figures and accented letters; text is not.
_TEXT = 0.9
_MOST_BYTES, _MOST_GLYPHS, _MOST_OBJECTS, _MOST_FACES = 8 * 2**20, 400, 200_000, 40
#: A hundred letters of French, without accents.
_FRENCH = "e" * 17 + "assssaaaiitnru" * 2 + "aiiitttttnnnnnrrrrruuuulllllloooooddddcccmmmpppvvqgbfhjxyz"
_HEAVY = ("bold", "black", "heavy", "semi")
#: The densest type that there is, as a part of its box.
_DENSEST = 0.85


@dataclass(slots=True, eq=False)
class Letters:
    """The faces of an open file. `found` are their programs by name, `known` the ink of a letter in em²."""

    pdf: pikepdf.Pdf | None = None
    found: dict[str, Any] | None = None
    known: dict[str, float] = field(default_factory=dict)

    def part(self, thing: Painted) -> float:
        """How much of a text's box its letters ink."""
        count = sum(1 for char in thing.text if not char.isspace())
        box = thing.box
        area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)
        name = thing.font.name if thing.font else ""
        if name not in self.known:
            self.known[name] = self._ink(name)
        return float(min(_DENSEST, count * thing.size**2 * self.known[name] / area))

    def _ink(self, name: str) -> float:
        guess = _BOLD_LETTER if any(word in name.lower() for word in _HEAVY) else _LETTER
        if self.pdf is None or len(self.known) >= _MOST_FACES:
            return guess
        if self.found is None:
            self.found = _programs(self.pdf)
        program = self.found.get(name)
        if program is None:
            return guess
        try:
            return _mean_area(decoded(program, _MOST_BYTES)) or guess
        except Exception:
            # A hostile or broken face may fail anywhere in its tables.
            return guess


def _programs(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Embedded TrueType and OpenType programs by the name of their face."""
    found: dict[str, Any] = {}
    for thing in islice(pdf.objects, _MOST_OBJECTS):
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            program = thing.get("/FontFile2", thing.get("/FontFile3"))
            if isinstance(program, pikepdf.Stream):
                name = str(thing.get("/FontName", ""))[1:]
                found.setdefault(name[7:] if name[6:7] == "+" else name, program)
    return found


def _mean_area(data: bytes) -> float:
    """The mean area of a face's glyphs in em², 0 for a face without any."""
    log = logging.getLogger("fontTools")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with TTFont(io.BytesIO(data), lazy=True) as face:
            glyphs, units, order = face.getGlyphSet(), face["head"].unitsPerEm, face.getGlyphOrder()
            plain = _running_text(face)
            areas = []
            for name in plain or order[:: len(order) // _MOST_GLYPHS + 1]:
                pen = AreaPen(glyphs)
                glyphs[name].draw(pen)
                if pen.value:
                    areas.append(abs(pen.value))
    finally:
        log.setLevel(level)
    return (1.0 if plain else _TEXT) * sum(areas) / len(areas) / units**2 if areas else 0.0


def _running_text(face: TTFont) -> list[str]:
    """Glyphs as often as French has their letters; none for a face without a full alphabet by Unicode."""
    names = face.getBestCmap() if "cmap" in face else None
    return [names[ord(letter)] for letter in _FRENCH] if names and all(ord(one) in names for one in _FRENCH) else []
