"""What the columns of a table mean: the mapping file of a source, read with every mistake and its line, and written.

    name: hebergements
    separator: ";"
    type: HEBERGEMENT_LOCATIF
    columns:
      Identifiant: id
      Nom: name
      Nom EN: name.en
      Remarque interne:            # nothing: left out
    values:
      type: {Chambre chez l'habitant: Chambre d'hôtes}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from marbre.offers.model import LANGUAGES
from marbre.offers.territory import folded
from marbre.yamltree import Mistake, Node, did_you_mean, raise_mistakes, read_yaml, written_yaml

DATA = Path(__file__).parents[1] / "data" / "columns.yaml"


class Kind(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    SPOKEN = "text in a language"
    CONTACT = "contact"
    LIST = "several words"
    NUMBER = "number"
    DAY = "date"
    HOUR = "hour"
    FLAG = "oui or non"
    PLACE = "place"


_KINDS = {
    Kind.TEXT: "id type subtype venue address postcode place commune insee siret owner picture picture_credit",
    Kind.SPOKEN: "name short long opening price",
    Kind.CONTACT: "phone fax email web facebook instagram",
    Kind.LIST: "labels equipment services themes payment languages criteria",
    Kind.NUMBER: "latitude longitude altitude price_min price_max capacity rooms distance climb minutes stars",
    Kind.DAY: "start end modified",
    Kind.HOUR: "start_time end_time",
    Kind.FLAG: "free pets accessible",
    Kind.PLACE: "position",
}
#: Every field that a column can be, and how it is read.
FIELDS = {name: kind for kind, names in _KINDS.items() for name in names.split()}
#: Fields that several columns may be at once.
MANY = frozenset(("address", "picture", *_KINDS[Kind.CONTACT].split(), *_KINDS[Kind.LIST].split()))
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Columns:
    """The mapping of a source: `columns` as (name of the column, field or nothing); `values` as (field, word, other
    word), which replace a cell before it is read; `type` is that of all rows without one of their own; `header` the row
    with the names, from 1, and 0 where it is to be found out."""

    name: str
    columns: tuple[tuple[str, str], ...]
    type: str = ""
    values: tuple[tuple[str, str, str], ...] = ()
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header: int = 0
    between: str = ""
    file: str = ""

    @property
    def origin(self) -> str:
        """The source's name in the store."""
        return f"table:{self.name}"


@cache
def aliases() -> Mapping[str, str]:
    """Field by the folded name of a column."""
    node = read_yaml(DATA).child("fields")
    rows = node.pairs() if node else ()
    return {str(alias.value): field for field, names in rows for alias in names.items()}


@cache
def language_words() -> Mapping[str, str]:
    """Language code by a word for it."""
    node = read_yaml(DATA).child("languages")
    return {word: str(one.value) for word, one in node.pairs()} if node else {}


def read_columns(path: Path, shown: str = "") -> Columns:
    """A mapping file. Raises EditionError with every mistake and its line, InputError when it cannot be read."""
    tree = read_yaml(path, shown or str(path))
    raise_mistakes(list(_mistakes(tree)))
    said = {key: str(one.value) for key, one in tree.pairs() if one.kind == "scalar"}
    columns, values = tree.child("columns"), tree.child("values")
    return Columns(
        said["name"],
        tuple((name, _field(one)) for name, one in (columns.pairs() if columns else ())),
        said.get("type", ""),
        tuple(
            (field, word, str(other.value or ""))
            for field, words in (values.pairs() if values else ())
            for word, other in words.pairs()
        ),
        said.get("encoding", ""), said.get("separator", "").replace("\\t", "\t"), said.get("sheet", ""),
        int(said.get("header", "0")), said.get("between", ""), shown or str(path),
    )  # fmt: skip


def _field(node: Node) -> str:
    return str(node.value) if node.kind == "scalar" else ""


_KEYS = ("name", "type", "encoding", "separator", "sheet", "header", "between", "columns", "values")


def _mistakes(tree: Node) -> Iterator[Mistake]:
    for key, node in tree.pairs():
        if key not in _KEYS:
            yield Mistake(tree.where(key), f"there is no field `{key}`", did_you_mean(key, _KEYS))
        elif node.kind not in ("empty", "map" if key in ("columns", "values") else "scalar"):
            yield Mistake(tree.where(key), f"field `{key}` is a {node.kind}", "see docs/import.md")
    name, columns, values, header = (tree.child(key) for key in ("name", "columns", "values", "header"))
    if name is None or not _NAME.fullmatch(str(name.value or "")):
        yield Mistake(tree.where("name"), "field `name` is missing or is none", "small letters, digits and hyphens")
    if header is not None and not re.fullmatch(r"[1-9]\d{0,3}|", str(header.value or "")):
        yield Mistake(tree.where("header"), f"field `header`: `{header.value}` is no row", "a number from 1")
    if columns is None or not columns.pairs():
        yield Mistake(tree.where("columns"), "field `columns` is missing", "`Name of the column: field`")
    yield from _column_mistakes(tree, columns.pairs() if columns else ())
    for field, words in values.pairs() if values else ():
        if field not in FIELDS:
            yield Mistake(tree.where("values", field), f"there is no field `{field}`", did_you_mean(field, list(FIELDS)))
        elif words.kind != "map" or any(one.kind not in ("scalar", "empty") for _, one in words.pairs()):
            yield Mistake(tree.where("values", field), f"`{field}` is no list of words", "`word: other word`, one a line")


def _column_mistakes(tree: Node, pairs: tuple[tuple[str, Node], ...]) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for column, node in pairs:
        where, said = tree.where("columns", column), _field(node)
        field, _, language = said.partition(".")
        if node.kind not in ("scalar", "empty"):
            yield Mistake(where, f"column `{column}` has more than one field", "one field for a column")
        elif said and field not in FIELDS:
            yield Mistake(where, f"column `{column}`: there is no field `{field}`", did_you_mean(field, list(FIELDS)))
        elif language and (language not in LANGUAGES or FIELDS[field] is not Kind.SPOKEN):
            hint = did_you_mean(language, LANGUAGES) if FIELDS[field] is Kind.SPOKEN else f"write `{field}` alone"
            yield Mistake(where, f"column `{column}`: `{field}` in no language `{language}`", hint)
        elif said and field not in MANY and said in seen:
            yield Mistake(where, f"columns `{seen[said]}` and `{column}` are both `{said}`", "leave one of them empty")
        seen.setdefault(said, column)


_HEAD = """\
# How the columns of a table become offers (docs/import.md lists the fields). A column without a field is left out.
# Keep `name`: the numbers of the offers come from it. Same table again: marbre import FILE --mapping THIS-FILE
"""


def written(columns: Columns) -> str:
    """The text of a mapping file, that `read_columns` reads back."""
    told = {key: getattr(columns, key) for key in ("name", "type", "encoding", "separator", "sheet", "header", "between")}
    words: dict[str, dict[str, str]] = {}
    for field, word, other in columns.values:
        words.setdefault(field, {})[word] = other
    raw: dict[str, object] = {key: value for key, value in told.items() if value}
    raw["columns"] = {name: field or None for name, field in columns.columns}
    return _HEAD + written_yaml(raw | ({"values": words} if words else {})).replace(": null\n", ":\n")


def wanted_for(columns: Columns, header: tuple[str, ...]) -> dict[int, str]:
    """Field by the number of its column, for the header of a file; names are compared without accents and capitals."""
    places = {folded(name): at for at, name in reversed(list(enumerate(header)))}
    found = ((header.index(name) if name in header else places.get(folded(name)), field) for name, field in columns.columns)
    return {at: field for at, field in found if at is not None and field}
