"""The door to YAML: a file an editor wrote becomes a tree of nodes that know their line.

PyYAML composes the nodes (YAML 1.1 syntax), but scalars stay text until a field gives them a meaning: `no` is
a word, `2027-01-01` a date only where a date is expected, `01 99 00 12 34` never a number. Duplicate keys,
tabs, encodings and syntax are mistakes with a line and a hint.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from marbre.errors import EditionError, InputError

Key = str | int

_ABSENT = {"", "~", "null", "Null", "NULL"}


class Scalar(str):
    """The text of a scalar; `plain` when it stood without quotes, so that it may be given another meaning."""

    plain: bool

    def __new__(cls, text: str, plain: bool = False) -> Scalar:
        scalar = super().__new__(cls, text)
        scalar.plain = plain
        return scalar


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a file. `value` is a Scalar, a tuple of nodes, a tuple of (key, node) pairs, or None when
    empty.

    `line` and `column` count from 1; in a mapping, `lines` holds the line of each key.
    """

    value: Scalar | tuple[Node, ...] | tuple[tuple[str, Node], ...] | None
    kind: str
    file: str
    line: int
    column: int
    lines: tuple[int, ...] = ()

    def pairs(self) -> tuple[tuple[str, Node], ...]:
        """The entries of a mapping, empty for anything else."""
        return self.value if self.kind == "map" else ()  # type: ignore[return-value]

    def items(self) -> tuple[Node, ...]:
        """The items of a list, empty for anything else."""
        return self.value if self.kind == "list" else ()  # type: ignore[return-value]

    def child(self, key: Key) -> Node | None:
        """The node under a key or an index, if there is one."""
        if isinstance(key, int):
            return self.items()[key] if key < len(self.items()) else None
        return next((node for name, node in self.pairs() if name == key), None)

    def where(self, *path: Key) -> str:
        """`file:line` of the deepest part of `path` that exists; a key's own line wins over its value's."""
        node, line, file = self, self.line, self.file
        for key in path:
            child = node.child(key)
            if child is None:
                break
            names = [name for name, _ in node.pairs()]
            line = node.lines[names.index(str(key))] if str(key) in names else child.line
            node, file = child, child.file
        return f"{file}:{line}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something an editor has to mend. `paths` are the fields it speaks of, from the top of the file."""

    where: str
    text: str
    hint: str = ""
    paths: tuple[tuple[Key, ...], ...] = ()

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" + (f"\n  hint: {self.hint}" if self.hint else "")

    @property
    def place(self) -> tuple[str, int]:
        file, _, line = self.where.rpartition(":")
        return file, int(line)


class FieldError(ValueError):
    """Raised by a field's own validator: `text` continues « field `x`: … », `hint` says what to write
    instead.
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint for a word that is not one of `known`: the nearest one, else all of them."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"one of: {', '.join(known)}" if known else ""


def raise_mistakes(mistakes: Sequence[Mistake]) -> None:
    """Raise EditionError with every mistake, in the order of the files and lines; nothing when there is
    none.
    """
    if mistakes:
        raise EditionError([str(mistake) for mistake in sorted(mistakes, key=lambda one: one.place)])


def read_yaml(path: Path, shown: str = "") -> Node:
    """The tree of a YAML file; `shown` is how the file is called in messages.

    Raises EditionError for syntax, tabs, duplicate keys and encoding; InputError when the file cannot be
    read.
    """
    return parse_yaml(read_text(path, shown), shown or str(path))


def read_text(path: Path, shown: str = "") -> str:
    """A text file written by an editor: UTF-8 with or without BOM, or UTF-16 with BOM; LF line ends."""
    name = shown or str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror})") from error
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EditionError(
            [str(Mistake(f"{name}:{line}", "the file is not UTF-8 text", "save it with the encoding UTF-8"))]
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_yaml(text: str, file: str, first_line: int = 1) -> Node:
    """The tree of YAML text that begins on line `first_line` of `file`. Raises EditionError."""
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        raise EditionError([str(_syntax(error, text, file, first_line))]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        found = f"the character U+{error.character:04X} may not stand in a YAML file"
        raise EditionError([str(Mistake(f"{file}:{line}", found, "delete it"))]) from None
    if root is None:
        return Node((), "map", file, first_line, 1)
    mistakes: list[Mistake] = []
    tree = _grow(root, file, first_line, mistakes, ())
    raise_mistakes(mistakes)
    return tree


def _composed(text: str) -> yaml.Node | None:
    """The nodes of the text: by libyaml, ten times as fast; what it refuses is read again for the better message."""
    try:
        fast: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, AttributeError):
        return yaml.compose(text, Loader=yaml.SafeLoader)
    return fast


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Mistake:
    mark = error.problem_mark or error.context_mark
    index = mark.line if mark else 0
    lines = text.split("\n")
    source = lines[index] if index < len(lines) else ""
    where = f"{file}:{index + first_line}"
    if "\t" in source[: len(source) - len(source.lstrip())] or "'\\t'" in str(error.problem):
        return Mistake(where, "a tab where spaces are needed", "indent with two spaces")
    if error.problem and "mapping values are not allowed" in error.problem:
        hint = "put quotes around a text that holds `: `"
        return Mistake(where, f"a second `: ` on one line ({source.strip()})", hint)
    if error.problem and error.problem.startswith("found undefined alias"):
        return Mistake(
            where, f"an unknown alias ({source.strip()})", "put quotes around a text that begins with `*`"
        )
    opened = f"; it was opened on line {error.context_mark.line + first_line}" if error.context_mark else ""
    hint = f"look for a missing quote, bracket or comma on this line or the one above{opened}"
    return Mistake(where, f"cannot be read as YAML ({source.strip()})", hint)


def _grow(
    node: yaml.Node, file: str, first_line: int, mistakes: list[Mistake], above: tuple[yaml.Node, ...]
) -> Node:
    line, column = node.start_mark.line + first_line, node.start_mark.column + 1
    if node in above:
        mistakes.append(
            Mistake(f"{file}:{line}", "a part of the file that contains itself", "remove the alias")
        )
        return Node(None, "empty", file, line, column)
    if isinstance(node, yaml.SequenceNode):
        grown = tuple(_grow(item, file, first_line, mistakes, (*above, node)) for item in node.value)
        return Node(grown, "list", file, line, column)
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            here = key.start_mark.line + first_line
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name:
                mistakes.append(
                    Mistake(f"{file}:{here}", "a field without a name", "put quotes around `{…}`")
                )
            elif name in pairs:
                text = f"field `{name}` is given twice, first on line {lines[name]}"
                mistakes.append(Mistake(f"{file}:{here}", text, "keep one of them"))
            else:
                lines[name] = here
                pairs[name] = _grow(value, file, first_line, mistakes, (*above, node))
        return Node(tuple(pairs.items()), "map", file, line, column, tuple(lines.values()))
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    if plain and node.value in _ABSENT:
        return Node(None, "empty", file, line, column)
    return Node(Scalar(node.value, plain), "scalar", file, line, column)


def written_yaml(value: Any) -> str:
    """Plain values (mappings, lists, texts, numbers) as YAML text, in their own order, that `read_yaml` reads back."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
