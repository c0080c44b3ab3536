"""Printed words by language, read from layouts/. The door to yaml for plain word lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - `date` is a method here
from pathlib import Path
from typing import Any

import yaml

from marbre.errors import InputError

NBSP, THIN = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, with the few things that are always said the same way."""

    language: str
    said: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.said[name]

    def say(self, name: str, **values: object) -> str:
        """A pattern with its values filled in."""
        return str(self.said[name]).format(**values)

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(self.said["months"])

    @property
    def days(self) -> tuple[str, ...]:
        return tuple(self.said["days"])

    @property
    def compact(self) -> Words:
        """The same words, short ones where the language has them."""
        return replace(self, said={**self.said, **self.said["compact"], "brief": True})

    @property
    def brief(self) -> bool:
        """Whether these are the short words."""
        return bool(self.said.get("brief"))

    @property
    def halves(self) -> tuple[str, ...]:
        """What is written for the halves of the day, « am » and « pm »; empty where hours go to 24."""
        return tuple(self.said.get("halves") or ())

    def mended(self, phrase: str) -> str:
        """A phrase with its contractions: « de avril » is « d'avril »."""
        for found, written in (self.said.get("contractions") or {}).items():
            phrase = phrase.replace(str(found), str(written))
        return phrase

    def day_alone(self, day: Day) -> str:
        """The number of a day whose month is said later: « 1er », « 5. »."""
        return self.say("day_alone", day=self.said["first_day"] if day.day == 1 else day.day)

    def date(self, day: Day, year: bool = True) -> str:
        """« 1er août 2027 », « 14 July 2027 »."""
        number = self.said["first_day"] if day.day == 1 else str(day.day)
        return self.say(
            "date_year" if year else "date", day=number, month=self.months[day.month - 1], year=day.year
        )

    def weekday_date(self, day: Day, year: bool = False) -> str:
        """« samedi 14 août »: the weekday is reckoned, so it is always true."""
        return self.say("weekday_date", weekday=self.days[day.weekday()], date=self.date(day, year))

    def listed(self, parts: tuple[str, ...], joint: str = "and") -> str:
        """« a, b et c »."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.said[joint]} {parts[-1]}"


def read_plain_yaml(path: Path) -> dict[str, Any]:
    """A YAML file that is one mapping. Raises InputError with file and line."""
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(
            f"{path.parent.name}/{path.name}:{line}: {error.problem}", "check quotes and spaces"
        ) from error
    if not isinstance(value, dict):
        raise InputError(f"{path.parent.name}/{path.name}:1: must hold `name: value` lines")
    return value


def read_words(path: Path) -> Words:
    """The words of `<language>.yaml`. Raises InputError when there are none for that language."""
    if not path.is_file():
        raise InputError(
            f"there are no words for the language `{path.stem}`", f"write layouts/_words/{path.name}"
        )
    return Words(path.stem, read_plain_yaml(path))
