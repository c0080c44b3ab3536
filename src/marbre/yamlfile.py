"""From the tree of a file to a checked value: pydantic models judge, but every mistake is told in our own
words.

Mistakes are gathered, all of them, as `file:line: what is wrong (value)` with a `hint:` line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from marbre.yamltree import (
    FieldError,
    Key,
    Mistake,
    Node,
    Scalar,
    did_you_mean,
    parse_yaml,
    raise_mistakes,
    read_text,
    read_yaml,
)

__all__ = [
    "FieldError",
    "Key",
    "Mistake",
    "Node",
    "Scalar",
    "did_you_mean",
    "parse_yaml",
    "raise_mistakes",
    "read_text",
    "read_yaml",
    "validate",
    "validate_partly",
]

ModelT = TypeVar("ModelT", bound=BaseModel)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+$")


def plain_value(node: Node) -> Any:
    """The tree as dicts, lists and Scalars; fields that were left empty are left out."""
    if node.kind == "map":
        return {name: plain_value(child) for name, child in node.pairs() if child.kind != "empty"}
    if node.kind == "list":
        return [plain_value(child) for child in node.items() if child.kind != "empty"]
    return node.value


def free_value(value: Any) -> Any:
    """A value without a declared type: unquoted whole numbers, decimals, `true` and `false` become such, no
    more.
    """
    if isinstance(value, dict):
        return {str(key): free_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [free_value(item) for item in value]
    if not isinstance(value, Scalar) or not value.plain:
        return str(value) if isinstance(value, str) else value
    if value in ("true", "false"):
        return value == "true"
    if _INTEGER.match(value):
        return int(value)
    return float(value) if _DECIMAL.match(value) else str(value)


def validate(model: type[ModelT], tree: Node) -> ModelT:
    """The value of `model` that the file holds. Raises EditionError with all mistakes."""
    value, mistakes = validate_partly(model, tree)
    raise_mistakes(mistakes)
    assert value is not None
    return value


def validate_partly(model: type[ModelT], tree: Node) -> tuple[ModelT | None, list[Mistake]]:
    """The value and the mistakes; with mistakes, the value of what is left when the wrong parts are taken
    out.

    So that questions about the whole (unknown chapter, missing file) are asked in the same breath. A required
    field takes the first of its `examples` meanwhile. None when nothing sensible is left.
    """
    mistakes: list[Mistake] = []
    for _ in range(4):
        try:
            return model.model_validate(plain_value(tree)), mistakes
        except ValidationError as error:
            details = error.errors(include_url=False)
        seen = {mistake.paths for mistake in mistakes}
        fresh = [_mistake(model, tree, detail) for detail in details]
        mistakes.extend(one for one in fresh if one.paths not in seen)
        for path in sorted({_path(tree, detail) for detail in details}, key=_from_the_end):
            tree = _without(tree, path, _stand_in(model, path))
    return None, mistakes


def _from_the_end(path: tuple[Key, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((-key, "") if isinstance(key, int) else (0, key) for key in path)


def _path(tree: Node, detail: ErrorDetails) -> tuple[Key, ...]:
    """The keys of the file in an error's location: pydantic mixes the names of its own steps among them."""
    path: list[Key] = []
    node: Node | None = tree
    for key in detail["loc"]:
        child = node.child(key) if node else None
        if child is not None or (detail["type"] == "missing" and key == detail["loc"][-1]):
            path.append(key)
            node = child
    return tuple(path)


def _without(tree: Node, path: tuple[Key, ...], stand_in: Any) -> Node:
    """The tree with the node at `path` taken out, or replaced by `stand_in` when there is one."""
    if not path:
        return tree
    key, rest = path[0], path[1:]
    new = tree.child(key)
    if rest and new is not None:
        new = _without(new, rest, stand_in)
    elif stand_in is not None:
        new = parse_yaml(str(stand_in), tree.file, tree.line)
    else:
        new = None
    if tree.kind == "list":
        kept = [(item if index != key else new) for index, item in enumerate(tree.items())]
        return replace(tree, value=tuple(item for item in kept if item is not None))
    entries = dict(
        zip([name for name, _ in tree.pairs()], zip(tree.lines, tree.pairs(), strict=True), strict=True)
    )
    pairs = {name: node for name, node in tree.pairs() if name != key} | ({str(key): new} if new else {})
    lines = tuple(entries[name][0] if name in entries else tree.line for name in pairs)
    return replace(tree, kind="map", value=tuple(pairs.items()), lines=lines)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _model_at(model: type[BaseModel], path: Sequence[Key]) -> type[BaseModel] | None:
    """The model that describes the mapping at `path`: through lists and mappings of models as well."""
    here: type[BaseModel] | None = model
    inside = False
    for key in path:
        if here is not None and isinstance(key, str) and key in field_names(here) and not inside:
            annotation = field_names(here)[key]
            here = next(_models(annotation), None)
            inside = here is not None and annotation is not here and "dict" in str(annotation)
        else:
            inside = False
    return here


def field_names(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a model as they are written in a file, with their annotations."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _stand_in(model: type[BaseModel], path: tuple[Key, ...]) -> Any:
    if not path or isinstance(path[-1], int):
        return None
    parent = _model_at(model, path[:-1])
    for name, field in parent.model_fields.items() if parent else ():
        if (field.alias or name) == path[-1] and field.is_required() and field.examples:
            return field.examples[0]
    return None


_KINDS: dict[str, str] = {
    "int": "must be a whole number",
    "float": "must be a number",
    "decimal": "must be a number",
    "bool": "must be `true` or `false`",
    "date": "must be a date",
    "string": "must be a text",
    "dict": "must be a group of `name: value` lines",
    "model": "must be a group of `name: value` lines",
    "tuple": "must be a list",
    "list": "must be a list",
    "too_short": "is empty or too short",
}
_HINTS = {
    "date": "write it as 2027-01-31",
    "string": "put quotes around it",
    "tuple": "write it as [a, b]",
    "list": "write it as [a, b]",
    "bool": "write true or false",
}

_BOUNDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "greater_than_equal": lambda ctx: f"must be at least {ctx['ge']}",
    "greater_than": lambda ctx: f"must be more than {ctx['gt']}",
    "less_than_equal": lambda ctx: f"must be at most {ctx['le']}",
    "less_than": lambda ctx: f"must be less than {ctx['lt']}",
    "string_pattern_mismatch": lambda ctx: "is not written as expected",
    "too_long": lambda ctx: f"may hold {ctx['max_length']} values at most",
}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return f"a group of {len(value)} lines"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = " ".join(str(value).split()) or "nothing"
    return text if len(text) <= 60 else text[:59] + "…"


def _mistake(model: type[BaseModel], tree: Node, detail: ErrorDetails) -> Mistake:
    path = _path(tree, detail)
    where, paths = tree.where(*path), (path,)
    name = next((str(key) for key in reversed(path) if isinstance(key, str)), "the file")
    kind, context, value = detail["type"], detail.get("ctx", {}), _shown(detail["input"])
    if kind == "missing":
        parent = _model_at(model, path[:-1])
        field = (
            next((f for n, f in parent.model_fields.items() if (f.alias or n) == name), None)
            if parent
            else None
        )
        hint = f"write for example `{name}: {field.examples[0]}`" if field and field.examples else ""
        return Mistake(where, f"field `{name}` is missing", hint, paths)
    if kind == "extra_forbidden":
        parent = _model_at(model, path[:-1])
        text = f"unknown field `{name}` (value: {value})"
        return Mistake(where, text, did_you_mean(name, list(field_names(parent)) if parent else []), paths)
    reason = context.get("error")
    if isinstance(reason, FieldError):
        subject = f"field `{name}`: " if path else ""
        return Mistake(where, f"{subject}{reason.text}", reason.hint, paths)
    if kind in ("literal_error", "enum"):
        known = [word for word in re.findall(r"'([^']+)'", str(context.get("expected", "")))]
        return Mistake(where, f"field `{name}` cannot be `{value}`", did_you_mean(value, known), paths)
    if kind in _BOUNDS:
        return Mistake(where, f"field `{name}` {_BOUNDS[kind](context)} (value: {value})", "", paths)
    family = next((word for word in _KINDS if kind.startswith(word)), "")
    words = _KINDS.get(family, "is not valid")
    return Mistake(where, f"field `{name}` {words} (value: {value})", _HINTS.get(family, ""), paths)
