"""Pictograms: signs of a font of our own, by name, with the words that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marbre.compose.words import read_plain_yaml
from marbre.errors import InputError


@dataclass(frozen=True, slots=True)
class Pictogram:
    """One sign: its character in the font MarbrePictos and its text alternative by language."""

    name: str
    char: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pictograms:
    """All signs, by name. `font` is the file they are in."""

    signs: Mapping[str, Pictogram]
    font: Path

    def char(self, name: str) -> str:
        """The character of a sign. Raises InputError for an unknown name."""
        return self._sign(name).char

    def label(self, name: str, language: str) -> str:
        """The text alternative in a language, in French when it lacks. Raises InputError for an unknown name."""
        labels = self._sign(name).labels
        return labels.get(language) or labels["fr"]

    def _sign(self, name: str) -> Pictogram:
        sign = self.signs.get(name)
        if sign is None:
            near = ", ".join(sorted(self.signs))
            raise InputError(f"assets/pictograms/pictograms.yaml: no pictogram {name!r}", f"one of: {near}")
        return sign


def read_pictograms(folder: Path) -> Pictograms:
    """Read `pictograms.yaml` beside `MarbrePictos.ttf`. Raises InputError when either is missing or damaged."""
    file, font = folder / "pictograms.yaml", folder / "MarbrePictos.ttf"
    remedy = "run tools/make_pictogram_font.py"
    if not file.is_file() or not font.is_file():
        raise InputError(f"assets/pictograms/{file.name} or {font.name} is missing", remedy)
    entries = read_plain_yaml(file)
    try:
        signs = {
            name: Pictogram(name, chr(int(entry["code"][2:], 16)), {**entry["label"]})
            for name, entry in entries.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"assets/pictograms/{file.name}: not a list of pictograms ({error})", remedy) from error
    return Pictograms(signs, font)
