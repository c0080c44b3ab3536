"""Rows of a table as offers, by a mapping of its columns. A row that cannot be told from another refuses the whole table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from marbre.errors import ImportRefused
from marbre.findings import Finding, Severity
from marbre.offers.cells import Record
from marbre.offers.codec import with_digest
from marbre.offers.column_guess import header_of
from marbre.offers.columns import Columns, wanted_for
from marbre.offers.kinds import OfferKind, kind_named
from marbre.offers.linked_data import stable_id
from marbre.offers.model import Offer, Term, Texts
from marbre.offers.notes import Notes
from marbre.offers.table_facts import (
    read_classification,
    read_contacts,
    read_opening,
    read_pictures,
    read_place,
    read_prices,
)  # fmt: skip
from marbre.offers.tables import Row, Table, read_table, trimmed
from marbre.offers.territory import Territory, folded

#: Groups of terms by field.
_TERMS = {"equipment": "equipements", "services": "services", "themes": "themes"}
#: Figures by field: their name, and what they are multiplied by.
_NUMBERS = {"capacity": "capaciteTotale", "rooms": "nombreChambres", "distance": "distance", "climb": "denivellationPositive"}
#: Rows that a refusal names one by one.
_NAMED = 5
#: UTF-8 that was read as cp1252 and written again.
_GARBLED = re.compile("Ã[©¨ªª´®§¢¹]|â€™|Â°")


def read_table_offers(path: Path, columns: Columns, territory: Territory, notes: Notes) -> Iterator[Offer]:
    """The offers in the order of the rows. Columns without a field are listed once, wrong cells one by one.

    Raises ImportRefused when the file cannot be read, when a column that tells offers apart is missing, or when rows lack
    their number or name, share a number, or have more cells than columns: nothing is imported then.
    """
    table = read_table(path, columns.encoding, columns.separator, columns.sheet)
    header = header_of(table, columns.header)
    at = wanted_for(columns, header.cells)
    _check_columns(path, columns, header, at)
    _tell_columns(path, columns, header, at, notes)
    rows = [row for row in table.rows if row.line > header.line]
    numbers = _numbers_of(table, rows, columns, header, at)
    for row, (id, key) in zip(rows, numbers, strict=True):
        yield with_digest(_offer(Record(path, row, header.cells, at, columns, notes, id), key, territory))


def table_digest(path: Path, columns: Columns) -> str:
    """SHA-256 of the file and of what its columns mean."""
    return hashlib.sha256(path.read_bytes() + replace(columns, file="").__repr__().encode()).hexdigest()


def _check_columns(path: Path, columns: Columns, header: Row, at: dict[int, str]) -> None:
    told = {field.partition(".")[0] for field in at.values()}
    asked = {field: name for name, field in reversed(columns.columns) if field}
    for field in ("id", "name", "type"):
        if field in asked and field not in told:
            raise ImportRefused(
                f"{path}:{header.line}: no column `{asked[field]}` ({field})",
                f"it has: {', '.join(header.cells)}; mend {columns.file or 'the mapping'}",
            )
    if "name" not in told:
        raise ImportRefused(
            f"{path}:{header.line}: no column is the name of an offer", f"say which in {columns.file or 'the mapping'}"
        )
    if "type" not in told and kind_named(columns.type) is None:
        fault = f"`{columns.type}` is no type" if columns.type else "the type of the offers is not said"
        raise ImportRefused(
            f"{columns.file or path}: {fault}",
            "a type such as HEBERGEMENT_LOCATIF or RESTAURATION after `type:`, or a column that is `type`",
        )


def _tell_columns(path: Path, columns: Columns, header: Row, at: dict[int, str], notes: Notes) -> None:
    """Columns that are left out, and columns of the mapping that the file lacks."""
    names = {folded(name) for name in header.cells}
    free = [name for place, name in enumerate(header.cells) if place not in at]
    if free:
        said = ", ".join(f"« {name} »" for name in free)
        notes.say(
            Finding(
                "import_columns_left_out", Severity.INFO, f"{path.name} : colonnes sans rubrique, non reprises : {said}.",
                f"Rien à faire, ou leur donner une rubrique dans {columns.file or 'la correspondance'}.",
                source=f"{path.name}:{header.line}", value=str(len(free)), who="office",
            )
        )  # fmt: skip
    gone = [name for name, field in columns.columns if field and folded(name) not in names]
    if gone:
        said = ", ".join(f"« {name} »" for name in gone)
        notes.say(
            Finding(
                "import_columns_missing", Severity.WARNING, f"{path.name} : colonnes attendues, absentes du fichier : {said}.",
                f"Les rétablir, ou les retirer de {columns.file or 'la correspondance'}.",
                source=f"{path.name}:{header.line}", value=str(len(gone)), who="office",
            )
        )  # fmt: skip


def _numbers_of(
    table: Table, rows: list[Row], columns: Columns, header: Row, at: dict[int, str]
) -> list[tuple[int, str]]:
    """(number, key) of every row. The key is the cell of `id`; without such a column, name and commune."""
    faults: list[str] = []
    found: list[tuple[int, str]] = []
    first: dict[str, int] = {}
    own = "id" in at.values()
    for row in rows:
        silent = Record(table.path, row, header.cells, at, columns, Notes())
        name = silent.texts("name")
        place = silent.text("commune") or silent.text("place") or silent.text("postcode")
        key = silent.text("id") if own else f"{folded(name.best('fr'))}|{folded(place)}"
        if len(trimmed(row.cells)) > len(header.cells):
            faults.append(f"line {row.line}: {len(trimmed(row.cells))} cells for {len(header.cells)} columns")
        elif not name:
            faults.append(f"line {row.line}: no name")
        elif not key:
            faults.append(f"line {row.line}: no id")
        elif key in first:
            said = f"id `{key}`" if own else f"`{name.best('fr')}`, `{place}`"
            faults.append(f"line {row.line}: {said} again, first on line {first[key]}")
        first.setdefault(key, row.line)
        found.append((stable_id(columns.origin, key), key if own else ""))
    if faults:
        more = f" … and {len(faults) - _NAMED} more" if len(faults) > _NAMED else ""
        hint = "give each row an id of its own and a name" if own else "map a column as `id`, or make names differ"
        raise ImportRefused(f"{table.path}: {'; '.join(faults[:_NAMED])}{more}", hint)
    return found


def _offer(record: Record, key: str, territory: Territory) -> Offer:
    kind = _kind(record)
    names = Texts(tuple((code, " ".join(name.split())) for code, name in record.texts("name")))
    short, long = record.texts("short"), record.texts("long")
    _tell_garbled(record, (names, short, long))
    minutes = record.number("minutes", 0, 100_000)
    opening = replace(read_opening(record), minutes=int(minutes) if minutes is not None else None)
    pets = record.flag("pets")
    return Offer(
        id=record.id, type=kind.type, subtype=_subtype(record, kind), identifier=key, names=names, short=short, long=long,
        contacts=read_contacts(record), place=read_place(record, territory), opening=opening, prices=read_prices(record),
        pictures=read_pictures(record), labels=tuple(_term("Label", word) for word in record.words("labels")),
        classification=read_classification(record), terms=_terms(record), numbers=_figures(record),
        pets="" if pets is None else "ACCEPTES" if pets else "NON_ACCEPTES", siret="".join(record.text("siret").split()),
        owner=record.text("owner"), modified=record.day("modified"), criteria=_criteria(record),
        source=record.columns.origin,
    )  # fmt: skip


def _kind(record: Record) -> OfferKind:
    """The kind of a row: its own, else that of the mapping; a word that is none is told once."""
    said = next((cell for _, cell in record.cells("type")), "") or record.columns.type
    for word in (said, *re.split(r"[|#;,\n>]", said)):
        if (found := kind_named(word)) is not None:
            return found
    record.notes.count(
        folded(said) or "vide",
        Finding(
            "import_type_unknown", Severity.WARNING,
            f"{record.path.name}, ligne {record.row.line} : type « {said} » inconnu : la fiche est gardée sans rubrique.",
            f"Le traduire sous `values: type:` dans {record.columns.file or 'la correspondance'}.", record=record.id,
            source=f"{record.path.name}:{record.row.line}", value=said, who="office",
        ),
    )  # fmt: skip
    return OfferKind("", "")


def _subtype(record: Record, kind: OfferKind) -> Term | None:
    said = record.text("subtype")
    if not said:
        return kind.subtype
    known = kind_named(said)
    if known is not None and known.subtype is not None and known.type in (kind.type, ""):
        return known.subtype
    return _term("SousType", said)


def _term(kind: str, word: str) -> Term:
    return Term(kind, stable_id(kind, folded(word)), Texts((("fr", word),)))


def _terms(record: Record) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    found = {group: tuple(_term(group, word) for word in record.words(field)) for field, group in _TERMS.items()}
    found["languesParlees"] = tuple(_term("LangueType", word) for word in record.words("languages"))
    if record.flag("accessible"):
        found["tourismeAdapte"] = (_REDUCED_MOBILITY,)
    return tuple((group, terms) for group, terms in sorted(found.items()) if terms)


#: Apidae's element for the same fact.
_REDUCED_MOBILITY = Term("TourismeAdapte", 3652, Texts((("fr", "Accessible en fauteuil roulant avec aide"),)))


def _figures(record: Record) -> tuple[tuple[str, Decimal], ...]:
    found = ((name, record.number(field, 0, 1_000_000)) for field, name in _NUMBERS.items())
    return tuple(sorted((name, value) for name, value in found if value is not None))


def _criteria(record: Record) -> tuple[int, ...]:
    """Ids of internal criteria."""
    words = record.words("criteria")
    for word in words:
        if not (word.isascii() and word.isdigit() and len(word) < 12):
            record.wrong("criteria", word, "n'est pas le numéro d'un critère interne", "Écrire les numéros d'Apidae.")
    return tuple(sorted({int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 12}))


def _tell_garbled(record: Record, texts: tuple[Texts, ...]) -> None:
    said = next((text for one in texts for _, text in one if _GARBLED.search(text)), "")
    if said:
        record.wrong(
            "texte", said, "a perdu ses accents avant l'export", "Rouvrir l'original en UTF-8 et l'exporter de nouveau."
        )
