"""Everything that `marbre explain` knows: fields from the models' own descriptions, findings from their
explanations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from marbre.brand_file import BrandDoor
from marbre.edition_fields import EditionDoor
from marbre.offers import model as offers
from marbre.pack_file import PackDoor
from marbre.printing_file import PrintingFileDoor
from marbre.system_file import SystemDoor
from marbre.texts import ArticleDoor
from marbre.words import explanations


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing with a name and what there is to say of it, as (label, text)."""

    name: str
    parts: tuple[tuple[str, str], ...]


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its name: edition.*, brand.*, text.*, printing.*, pack.*, tokens.*, offer.*, then the findings."""
    doors = (
        ("edition", EditionDoor), ("brand", BrandDoor), ("text", ArticleDoor), ("printing", PrintingFileDoor),
        ("pack", PackDoor), ("tokens", SystemDoor),
    )  # fmt: skip
    found = [topic for name, door in doors for topic in _fields(name, door)]
    found += list(_offer("offer", offers.Offer))
    for id, one in explanations().items():
        found.append(Topic(id, (("règle", one.rule), ("pourquoi", one.why), ("que faire", one.fix))))
    return {topic.name: topic for topic in found}


def _fields(name: str, door: type[BaseModel]) -> Iterator[Topic]:
    yield Topic(name, (("what", _first_line(door)),))
    for key, field in ((field.alias or key, field) for key, field in door.model_fields.items()):
        inner = next(_inner(field.annotation), None)
        parts = [("what", field.description or "")]
        parts += [("required", "yes")] if field.is_required() else _default(field)
        if field.examples:
            parts.append(("example", f"{key}: {field.examples[0]}"))
        words = [str(word) for word in _literals(field) if word]
        if words:
            parts.append(("one of", ", ".join(words)))
        topic = Topic(f"{name}.{key}", tuple(parts))
        yield topic
        if inner is not None and topic.name not in ("edition.cover", "edition.formats"):
            yield from list(_fields(topic.name, inner))[1:]


def _default(field: FieldInfo) -> list[tuple[str, str]]:
    return (
        [("left out", str(field.default))]
        if field.default not in ("", (), None) and not field.default_factory
        else []
    )


def _first_line(thing: Any) -> str:
    return (thing.__doc__ or "").strip().split("\n")[0]


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inner(part)


def _literals(field: FieldInfo) -> Iterator[Any]:
    def walk(annotation: Any) -> Iterator[Any]:
        for part in get_args(annotation):
            if isinstance(part, str):
                yield part
            else:
                yield from walk(part)

    yield from walk(field.annotation)


def _offer(name: str, kind: Any) -> Iterator[Topic]:
    """The offer's model, by its dataclasses and their docstrings."""
    yield Topic(name, (("what", " ".join((kind.__doc__ or "").split())),))
    hints = get_type_hints(kind)
    for field in fields(kind):
        shown = str(field.type).replace("offers.", "")
        inner = next((one for one in _dataclasses(hints[field.name]) if one not in (offers.Texts, kind)), None)
        yield Topic(
            f"{name}.{field.name}", (("type", shown), *((("what", _first_line(inner)),) if inner else ()))
        )
        if inner is not None:
            yield from list(_offer(f"{name}.{field.name}", inner))[1:]


def _dataclasses(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, type) and is_dataclass(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _dataclasses(part)
