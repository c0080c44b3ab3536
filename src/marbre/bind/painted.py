"""Resources of pages: faces, pictures, states, and the objects that blocks paint with, each made once for a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from marbre.bind.shelf import Shelf
from marbre.block import Painted, Sheet

_STATE = re.compile(r"[aA][0-9.eE+-]+$")
_PATTERN = re.compile(rb"/(T[0-9a-f]{16}) (scn|SCN)")
#: Kinds of resources by the first letter of their names (ISO 32000-1, 7.8.3).
_CLASSES = {
    "F": "Font", "P": "XObject", "X": "XObject", "a": "ExtGState", "A": "ExtGState", "G": "ExtGState",
    "T": "Pattern", "H": "Shading", "K": "ColorSpace",
}  # fmt: skip


@dataclass(slots=True)
class Store:
    """What the pages of a file share. `painted` and `made` by name; `fonts` and `pictures` are made beforehand."""

    pdf: Pdf
    target: str
    fonts: dict[str, Object]
    pictures: dict[str, Object]
    shelf: Shelf = field(default_factory=Shelf)
    painted: dict[str, Painted] = field(default_factory=dict)
    made: dict[str, Object] = field(default_factory=dict)

    def learn(self, sheet: Sheet) -> None:
        """Know the objects of a sheet."""
        for one in sheet.objects:
            if one.target == self.target:
                self.painted.setdefault(one.name, one)

    def resources(self, names: Iterable[str]) -> Dictionary:
        """A resource dictionary for the names that a stream speaks of."""
        entry = Dictionary()
        for name in dict.fromkeys(names):
            found = self.named(name)
            kind = Name("/" + _CLASSES[name[0]])
            if kind not in entry:
                entry[kind] = Dictionary()
            entry[kind][Name("/" + name)] = found
        return entry

    def named(self, name: str) -> Object:
        """One object by its name. Raises KeyError for a name that no block brought."""
        if name[0] == "F":
            return self.fonts[name]
        if name[0] == "P":
            return self.pictures[name]
        if name not in self.made:
            self.made[name] = self._state(name) if _STATE.match(name) or name in OVERPRINT else self._object(name)
        return self.made[name]

    def _state(self, name: str) -> Object:
        if name in OVERPRINT:
            return self.pdf.make_indirect(Object.parse(OVERPRINT[name]))
        key = Name.CA if name[0] == "A" else Name.ca
        return self.pdf.make_indirect(Dictionary({str(key): float(name[1:])}))

    def _object(self, name: str) -> Object:
        one = self.painted[name]
        made = self._resolved(Object.parse(one.text.encode()))
        if one.data is None:
            return self.pdf.make_indirect(made)
        stream = Stream(self.pdf, one.data) if "/Filter" in one.text else self.shelf.packed(self.pdf, one.data)
        for key, value in made.items():
            stream[Name(key)] = value
        if one.kind == "Pattern" or "/Subtype/Form" in one.text:
            stream.Resources = self.resources(one.uses)
        return self.pdf.make_indirect(stream)

    def _resolved(self, value: Object) -> Object:
        """A parsed value with `/@name` replaced by the object of that name."""
        if isinstance(value, Name):
            return self.named(str(value)[2:]) if str(value).startswith("/@") else value
        if isinstance(value, Dictionary):
            for key in list(value.keys()):
                value[key] = self._resolved(value[key])
        elif isinstance(value, Array):
            for index in range(len(value)):
                value[index] = self._resolved(value[index])
        return value

    def placed(self, name: str, matrix: tuple[float, float]) -> Object:
        """A pattern for a block whose head left lies at `matrix` pt: patterns count from the page, not from the block
        (ISO 32000-1, 8.7.3.1)."""
        one = self.named(name)
        stream = Stream(self.pdf, one.read_bytes())
        for key, value in one.items():
            if key not in ("/Length", "/Filter"):
                stream[Name(key)] = value
        a, b, c, d, e, f = (float(number) for number in one.Matrix)
        x, y = matrix
        stream.Matrix = Array(
            [_number(value) for value in (0.75 * a, -0.75 * b, 0.75 * c, -0.75 * d, 0.75 * e + x, y - 0.75 * f)]
        )
        return self.pdf.make_indirect(stream)


def _number(value: float) -> Object:
    return Object.parse(f"{value:.6f}".encode())


#: Overprint for black type and lines, and knocking out again; OPM 1 leaves plates alone that get no ink.
OVERPRINT = {
    "GSo": b"<</Type/ExtGState/OP true/op true/OPM 1>>",
    "GSk": b"<</Type/ExtGState/OP false/op false/OPM 0>>",
}


def patterns_placed(content: bytes, number: int) -> tuple[bytes, dict[str, str]]:
    """A block's stream with its patterns named for this place on the page: placed name → name."""
    names: dict[str, str] = {}

    def rename(match: re.Match[bytes]) -> bytes:
        placed = f"{match[1].decode()}n{number}"
        names[placed] = match[1].decode()
        return b"/%s %s" % (placed.encode(), match[2])

    return (_PATTERN.sub(rename, content), names) if b" scn" in content or b" SCN" in content else (content, names)


def names_in(sheet: Sheet, target: str, content: bytes) -> list[str]:
    """The names that a sheet's stream may speak of, patterns apart: its faces, pictures, states and objects."""
    names = [f"F{use.face[:16]}" for use in sheet.glyphs]
    names += [picture.name for picture in sheet.pictures]
    names += sheet.states
    names += [one.name for one in sheet.objects if one.target == target and one.kind not in ("Pattern", "Function")]
    if target == "ink" and b"/GS" in content:
        names += ["GSo", "GSk"]
    return names
