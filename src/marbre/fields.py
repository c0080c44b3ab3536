"""What a field of a file may hold: the types that edition.yaml, brand.yaml and front matters share.

Each type reads text and says in our words what is wrong; its JSON Schema is what an editor's software shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema

from marbre.measures import Size, parse_mm, parse_size
from marbre.offers.model import LANGUAGES, Texts
from marbre.yamlfile import FieldError, did_you_mean, free_value

T = TypeVar("T")


class Door(BaseModel):
    """What every group of fields has in common: nothing unknown is let in, nothing changes afterwards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=False
    )


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise FieldError("must be a text", "put quotes around it")
    return str(value).strip()


def _texts(value: Any) -> Texts:
    if isinstance(value, Texts):
        return value
    if isinstance(value, str):
        return Texts((("fr", str(value).strip()),)) if value.strip() else Texts()
    if not isinstance(value, dict):
        raise FieldError(
            "must be a text, or one text for each language", "write {fr: Le guide, en: The guide}"
        )
    for language, text in value.items():
        if language not in LANGUAGES:
            raise FieldError(f"`{language}` is not a language", did_you_mean(str(language), LANGUAGES))
        if not isinstance(text, str):
            raise FieldError(f"the text in `{language}` must be one text", "put quotes around it")
    return Texts(tuple((key, str(value[key]).strip()) for key in LANGUAGES if value.get(key, "").strip()))


def _measure(value: Any, read: Callable[[str], T], example: str) -> T:
    try:
        return read(_word(value))
    except ValueError as error:
        if isinstance(error, FieldError):
            raise
        raise FieldError(f"`{value}` is not a measure", f"write for example {example}") from None


def _length(value: Any) -> float:
    return value if isinstance(value, float) else _measure(value, parse_mm, "3 mm")


def _trim(value: Any) -> Size:
    return value if isinstance(value, Size) else _measure(value, parse_size, "148 x 210 mm")


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = _word(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise FieldError(f"there is no such day (`{text}`)", "look at the month and the day") from None
    raise FieldError(f"`{text}` is not a date", "write it as 2027-01-31")


def _count(value: Any) -> int:
    text = re.sub(r"[\s\u00a0\u202f_]", "", str(value))
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]+", text):
        raise FieldError(f"must be a whole number (value: {value})")
    return int(text)


def _number(value: Any) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        raise FieldError(f"must be a number (value: {value})") from None


def _switch(value: Any) -> bool:
    if isinstance(value, bool) or str(value) in ("true", "false", "yes", "no"):
        return value if isinstance(value, bool) else str(value) in ("true", "yes")
    raise FieldError(f"must be true or false (value: {value})")


def as_list(value: Any) -> Any:
    """One value may be written without the brackets of a list."""
    return value if isinstance(value, list | tuple) else [value]


def _name(value: Any) -> str:
    text = _word(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text):
        raise FieldError(f"`{text}` is not a name", "use letters without accents, figures and hyphens only")
    return text


_TEXTS_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "propertyNames": {"enum": list(LANGUAGES)},
            "additionalProperties": {"type": "string"},
        },
    ]
}

Word = Annotated[str, PlainValidator(_word), WithJsonSchema({"type": ["string", "number", "boolean"]})]
Name = Annotated[
    str, PlainValidator(_name), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$"})
]
Words = Annotated[Texts, PlainValidator(_texts), WithJsonSchema(_TEXTS_SCHEMA)]
Length = Annotated[float, PlainValidator(_length), WithJsonSchema({"type": ["string", "number"]})]
Trim = Annotated[Size, PlainValidator(_trim), WithJsonSchema({"type": "string"})]
Day = Annotated[date, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": ["integer", "string"]})]
Number = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Switch = Annotated[bool, PlainValidator(_switch), WithJsonSchema({"type": "boolean"})]
Free = Annotated[Any, PlainValidator(free_value), WithJsonSchema({})]
WordList = Annotated[tuple[Word, ...], BeforeValidator(as_list)]
NameList = Annotated[tuple[Name, ...], BeforeValidator(as_list)]
CountList = Annotated[tuple[Count, ...], BeforeValidator(as_list)]
