"""Rows of a table: CSV with its encoding and separator found out, and workbooks (XLSX). Cells come as texts.

Dates are ISO, hours HH:MM, numbers in their shortest form with a point; a row knows its line in the file.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from marbre.errors import ImportRefused
from marbre.offers.archive import check_zip
from marbre.offers.values import clean, plain

#: Separators of CSV files, the likeliest in France first.
SEPARATORS = (";", ",", "\t", "|")
#: Encodings of CSV files that are not Unicode; what reads as French decides.
_OLD = ("cp1252", "cp850", "mac_roman")
_FRENCH = frozenset("éèêàçôîûùâëïœÉÈÊÀÇÔ’€°«»–")
#: A file above this is no table of offers.
LARGEST = 200 << 20
#: Cells of the smallest box around all that a sheet holds.
MOST_CELLS = 8_000_000
_CELL = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_LONGEST_CELL = 1 << 20
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row, and the line of the file on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All rows that are not blank. `encoding` and `separator` are those of a CSV file; `sheet` that of a workbook, and
    `sheets` all that it has."""

    path: Path
    rows: tuple[Row, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def read_table(path: Path, encoding: str = "", separator: str = "", sheet: str = "") -> Table:
    """The rows of a file; what is not said is found out, and Unicode always is. Raises ImportRefused, with the line where
    there is one."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise ImportRefused(f"{path}: {error.strerror}", "check the path and the rights of the file") from None
    if data is None:
        raise ImportRefused(f"{path}: larger than {LARGEST >> 20} MB", "split it, or give the export of the source")
    if not data.strip(b"\0 \r\n\t"):
        raise ImportRefused(f"{path}: the file is empty", "export the table again")
    if data[:4] in (b"PK\3\4", b"\xd0\xcf\x11\xe0") or path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        _guard(path, data)
        return _workbook(path, data, sheet)
    found = encoding_of(data)
    encoding = found if not encoding or found.startswith("utf") else encoding
    text = _decoded(path, data, encoding)
    separator = separator or separator_of(text)
    rows = tuple(_csv_rows(path, text, separator))
    return Table(path, rows, encoding, separator)


def encoding_of(data: bytes) -> str:
    """The encoding of a text: by its mark, else UTF-8 if it is, else the one in which it reads as French."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    return max(_OLD, key=lambda name: (_frenchness(data, name), -_OLD.index(name)))


def _frenchness(data: bytes, encoding: str) -> int:
    """How many signs beyond ASCII are French, less those that are not."""
    text = data[: 1 << 20].decode(encoding, errors="replace")
    return sum(1 if sign in _FRENCH else -1 for sign in text if sign > "\x7f")


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(
            f"{path}:{line}: not {encoding}: byte 0x{data[error.start]:02x}",
            "save the file as UTF-8 (CSV UTF-8), or mend `encoding` in the mapping",
        ) from None
    except LookupError:
        raise ImportRefused(f"{path}: there is no encoding `{encoding}`", "utf-8, cp1252 …; mend the mapping") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ImportRefused(f"{path}:{line}: a zero byte: this is not a text", "export the table again as CSV UTF-8")
    return text.lstrip("\ufeff")


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the most columns, all alike."""
    sample = text[: 1 << 17]
    return max(SEPARATORS, key=lambda one: (_regularity(sample, one), -SEPARATORS.index(one)))


def _regularity(sample: str, separator: str) -> float:
    widths = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            widths += [len(row)] if any(row) else []
            if len(widths) >= _SAMPLE:
                break
    except csv.Error:
        return 0.0
    widths = widths[:-1] if len(sample) == 1 << 17 else widths
    widest = max(widths, default=1)
    return 0.0 if widest < 2 else sum(width == widest for width in widths) / len(widths) + widest / 1000


def _csv_rows(path: Path, text: str, separator: str) -> Iterator[Row]:
    before = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(clean(cell).strip() for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefused(
            f"{path}:{line}: cannot be read as rows ({error})", "look for a quote that is opened and never closed"
        ) from None
    finally:
        csv.field_size_limit(before)


def _workbook(path: Path, data: bytes, wanted: str) -> Table:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = tuple(book.sheet_names)
        sheets = [wanted] if wanted else [
            one.name for one in book.sheets_metadata if one.visible == python_calamine.SheetVisibleEnum.Visible
        ]  # fmt: skip
        if wanted and wanted not in names:
            raise ImportRefused(f"{path}: no sheet `{wanted}`", f"one of: {', '.join(names)}")
        for name in sheets:
            rows = tuple(_sheet_rows(book.get_sheet_by_name(name)))
            if rows:
                return Table(path, rows, sheet=name, sheets=names)
    except python_calamine.PasswordError:
        raise ImportRefused(f"{path}: protected by a password", "save it without one") from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise ImportRefused(f"{path}: not a workbook that can be read ({error})", "save it again as .xlsx or CSV") from None
    raise ImportRefused(f"{path}: no rows in its sheets", "give the workbook that holds the table")


def _guard(path: Path, data: bytes) -> None:
    """What is no XLSX, or a dangerous one, never reaches the library: it lays a sheet out whole, up to its furthest cell,
    and ends the program where there is no memory for that."""
    if data[:4] != b"PK\3\4":
        said = " (an old .xls, or one with a password)" if data[:4] == b"\xd0\xcf\x11\xe0" else ""
        raise ImportRefused(f"{path}: not an XLSX workbook{said}", "save it as .xlsx without a password, or as CSV UTF-8")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            check_zip(path, opened)
            sheets = [name for name in opened.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            if not sheets:
                raise ImportRefused(f"{path}: not an XLSX workbook", "save it as .xlsx, or as CSV UTF-8")
            for name in sheets:
                with opened.open(name) as file:
                    _check_reach(path, name, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefused(f"{path}: damaged workbook ({error})", "save it again as .xlsx") from None


def _check_reach(path: Path, name: str, file: IO[bytes]) -> None:
    """Refuse a sheet whose furthest cell lies where no table of offers ends."""
    column = row = 0
    rest = b""
    while chunk := file.read(1 << 20):
        rest += chunk
        for letters, digits in _CELL.findall(rest):
            place = 0
            for letter in letters:
                place = place * 26 + letter - 64
            column, row = max(column, place), max(row, int(digits))
        if column * row > MOST_CELLS:
            raise ImportRefused(
                f"{path}: {name} reaches to row {row}, column {column}", "delete what stands far from the table, save again"
            )
        rest = b"<" + rest[-64:]


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        texts = tuple(_text(cell) for cell in cells)
        if any(texts):
            yield Row(number, texts)


def _text(cell: object) -> str:
    """A cell of a workbook as the text that a CSV file would have."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return plain(cell) if isinstance(cell, int | float | str) else ""


def trimmed(cells: Sequence[str]) -> list[str]:
    """Cells without the empty ones at the end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return found
