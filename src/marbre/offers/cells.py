"""Cells of a table as values; what is wrong is named with file, line, column, value and remedy, and left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from marbre.findings import Finding, Severity
from marbre.offers.columns import Columns
from marbre.offers.model import LANGUAGES, Texts
from marbre.offers.notes import Notes
from marbre.offers.tables import Row
from marbre.offers.territory import folded
from marbre.offers.values import day, decimal, hour

_Value = TypeVar("_Value")
_YES = frozenset(["oui", "o", "yes", "y", "vrai", "true", "1", "x", "ok", "accepte", "acceptes", "accepted"])
_NO = frozenset(["non", "n", "no", "faux", "false", "0", "refuse", "refuses"]) | {"non acceptes", "non accepte"}
_SHORT_DAY = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})(?:\s.*)?$")
_MONEY = re.compile(r"(?:€|eur(?:os?)?|km|m|min(?:utes?)?|h|°|pers(?:onnes?)?|\*|étoiles?|etoiles?)\s*$", re.IGNORECASE)
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
#: What a spreadsheet shows in the place of a value that it could not compute.
_FAULTS = ("#REF!", "#N/A", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NOM?", "#NULL!", "#NUM!", "#NOMBRE!")


@dataclass(frozen=True, slots=True)
class Record:
    """One row while it is being read: `at` is the field of each column, `names` the columns' names, `id` the offer's."""

    path: Path
    row: Row
    names: tuple[str, ...]
    at: Mapping[int, str]
    columns: Columns
    notes: Notes
    id: int = 0

    def cells(self, field: str) -> Iterator[tuple[str, str]]:
        """(column, cell) of every column of a field that is not empty, words replaced as the mapping says."""
        swaps = {folded(word): other for name, word, other in self.columns.values if name == field}
        for place, name in self.at.items():
            cell = self.row.cells[place] if name == field and place < len(self.row.cells) else ""
            cell = swaps.get(folded(cell), cell) if cell else ""
            if cell in _FAULTS:
                self.wrong(self.names[place], cell, "est une erreur de calcul", "Corriger la formule dans le tableur.")
            elif cell:
                yield self.names[place], cell

    def text(self, field: str) -> str:
        """The first cell of a field, on one line; empty when there is none."""
        return next((" ".join(cell.split()) for _, cell in self.cells(field)), "")

    def texts(self, field: str) -> Texts:
        """A text in its languages: the column of the field is French, `field.en` English."""
        found = {code: next((cell for _, cell in self.cells(self._spoken(field, code))), "") for code in LANGUAGES}
        return Texts(tuple((code, cell) for code, cell in found.items() if cell))

    def _spoken(self, field: str, code: str) -> str:
        return field if code == "fr" and f"{field}.fr" not in self.at.values() else f"{field}.{code}"

    def words(self, field: str) -> tuple[str, ...]:
        """The words of cells that hold several, once each, in their order."""
        between = self.columns.between or "\n"
        parts = (part.strip(" \n\t-•") for _, cell in self.cells(field) for part in cell.split(between))
        return tuple(dict.fromkeys(part for part in parts if part))

    def number(self, field: str, least: float = 0, most: float = 1e9) -> Decimal | None:
        """A number of a field, within its limits."""
        return self._read(field, _number, "n'est pas un nombre", "Écrire par exemple 12,50.", (least, most))

    def day(self, field: str) -> date | None:
        """A date of a field: 2027-07-14, 14/07/2027, or a spreadsheet's count of days."""
        return self._read(field, _day, "n'est pas une date", "Écrire 14/07/2027 ou 2027-07-14.")

    def hour(self, field: str) -> str:
        """An hour of a field as HH:MM."""
        return self._read(field, lambda cell: hour(cell) or None, "n'est pas une heure", "Écrire 14:30 ou 14h30.") or ""

    def flag(self, field: str) -> bool | None:
        """Yes or no; None when nothing is said."""
        return self._read(field, _flag, "n'est ni oui ni non", "Écrire oui ou non, ou laisser vide.")

    def _read(
        self, field: str, read: Callable[[str], _Value | None], fault: str, remedy: str,
        limits: tuple[float, float] | None = None,
    ) -> _Value | None:  # fmt: skip
        for column, cell in self.cells(field):
            value = read(cell)
            if value is None:
                self.wrong(column, cell, fault, remedy)
            elif limits and isinstance(value, Decimal) and not limits[0] <= value <= limits[1]:
                self.wrong(column, cell, f"n'est pas entre {limits[0]:g} et {limits[1]:g}", "Corriger la valeur.")
            else:
                return value
        return None

    def wrong(self, column: str, value: str, fault: str, remedy: str) -> None:
        """Say that a cell is wrong; it is left out."""
        shown = value if len(value) <= 60 else value[:57] + "…"
        line = self.row.line
        self.notes.say(
            Finding(
                "import_cell_wrong", Severity.WARNING,
                f"{self.path.name}, ligne {line}, colonne « {column} » : « {shown} » {fault} ; la cellule est laissée de côté.",
                remedy, record=self.id or None, source=f"{self.path.name}:{line}", value=shown, who="office",
            )
        )  # fmt: skip


def _number(cell: str) -> Decimal | None:
    """`1 234,50 €`, `1.234,50` and `12.5`; a point before three digits is a decimal point unless a comma follows."""
    said = re.sub(r"[\s\u00a0\u202f']", "", _MONEY.sub("", cell))
    if "," in said and "." in said:
        said = said.replace(",", "") if said.rfind(".") > said.rfind(",") else said.replace(".", "")
    elif _THOUSANDS.fullmatch(said) and said.count(".") > 1:
        said = said.replace(".", "")
    return decimal(said) if re.fullmatch(r"-?\d+([.,]\d+)?", said) else None


def _day(cell: str) -> date | None:
    found = day(cell)
    if found is None and (match := _SHORT_DAY.match(cell)):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        try:
            return date(year, int(match[2]), int(match[1]))
        except ValueError:
            return None
    if found is None and re.fullmatch(r"[3-6]\d{4}", cell):
        return date(1899, 12, 30) + timedelta(days=int(cell))
    return found


def _flag(cell: str) -> bool | None:
    said = folded(cell)
    return True if said in _YES else False if said in _NO else None
