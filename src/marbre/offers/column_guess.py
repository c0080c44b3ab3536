"""A first mapping for a table that has none: columns by their names, encoding and separator as they were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from marbre.errors import ImportRefused
from marbre.offers.columns import FIELDS, MANY, Columns, Kind, aliases, language_words
from marbre.offers.kinds import kind_named
from marbre.offers.tables import Row, Table, trimmed
from marbre.offers.territory import folded

#: Rows among which the one with the names of columns is looked for.
_FIRST = 12
#: What may stand between several words in one cell, the surest first.
_BETWEEN = ("|", "#", ";", "\n", ",")


def header_of(table: Table, header: int = 0) -> Row:
    """The row with the names of columns: the one at line `header`, else the first rows' one with the most known names.

    Raises ImportRefused when there is none.
    """
    rows = table.rows[:_FIRST] if not header else [row for row in table.rows if row.line == header]
    if not rows:
        raise ImportRefused(f"{table.path}: there is no row {header}", "mend `header` in the mapping")
    best = max(rows, key=lambda row: (sum(bool(field_of(cell)) for cell in row.cells), len(trimmed(row.cells)), -row.line))
    return Row(best.line, names_of(best.cells))


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: the second « Nom » is « Nom (2) », one without a name « column 3 »."""
    made: list[str] = []
    for at, cell in enumerate(trimmed(cells), 1):
        name = " ".join(cell.split()) or f"column {at}"
        again = sum(one == name or one.startswith(f"{name} (") for one in made)
        made.append(f"{name} ({again + 1})" if again else name)
    return tuple(made)


def field_of(column: str) -> str:
    """The field that a column's name says, with its language; empty when it says none."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", column) if column not in aliases() else column
    for name in dict.fromkeys((folded(column), folded(words))):
        parts = name.split()
        while parts:
            field, language = aliases().get(" ".join(parts), ""), ""
            if not field and len(parts) > 1 and parts[-1] in language_words():
                language, field = language_words()[parts[-1]], aliases().get(" ".join(parts[:-1]), "")
                field = field if field and FIELDS[field] is Kind.SPOKEN else ""
            if field:
                return f"{field}.{language}" if language not in ("", "fr") else field
            if not parts[-1].isdigit():
                break
            parts.pop()
    return ""


def guess_columns(table: Table, name: str, header: Row) -> Columns:
    """The mapping of a table by its header. The type is read from the file's name where no column tells it. Encoding and
    separator are found out at each import, so that a mapping outlives the program that saved the table."""
    found: list[tuple[str, str]] = []
    for column in header.cells:
        field = field_of(column)
        taken = {one for _, one in found}
        if field == "short" and "short" in taken and "long" not in taken:
            field = "long"
        found.append((column, "" if field in taken and field not in MANY else field))
    taken = {one for _, one in found}
    kind = kind_named(name.replace("-", " ")) if "type" not in taken else None
    said = kind.subtype.label.get("fr") if kind and kind.subtype else ""
    return Columns(
        name, tuple(found), said if kind_named(said) == kind else kind.name if kind else "", (),
        sheet=table.sheet, header=header.line, between=_between(table, found, header),
    )


def _between(table: Table, found: Sequence[tuple[str, str]], header: Row) -> str:
    """What stands between words where a cell holds several."""
    places = [at for at, (_, field) in enumerate(found) if field and FIELDS[field.partition(".")[0]] is Kind.LIST]
    cells = [row.cells[at] for row in table.rows if row.line > header.line for at in places if at < len(row.cells)]
    return next((one for one in _BETWEEN if any(one in cell for cell in cells)), "")


def name_for(path: Path) -> str:
    """A source's name from a file's: `Hébergements 2027-01.csv` is `hebergements`."""
    words = [word for word in folded(path.stem.replace("_", " ")).split() if not any(sign.isdigit() for sign in word)]
    words = [word for word in words if word not in ("export", "extraction", "copie", "copy", "final", "v")]
    return "-".join(words) or "table"
