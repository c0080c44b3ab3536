"""What was counted, as texts and templates speak of it: `{figure.beds}` in a text, `figures.plot('beds', 172)` in a template.

A text may name any figure by its path (`marbre observe --names` lists them); `{figure.missing fiche|fiches}` adds the word
in its number. A name that does not exist stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from marbre.compose.phrases import number
from marbre.compose.words import NBSP, Words
from marbre.errors import InputError
from marbre.offers.care import Share
from marbre.offers.observing import AreaCount, Observation
from marbre.offers.picture_rights import PressPictures
from marbre.offers.territory import Territory
from marbre.texts import Article

_USE = re.compile(r"\{figure\.([\w.-]+)(?: ([^{}|]+)\|([^{}|]+))?\}")
#: Amounts of an area that texts may name.
_MEASURES = ("offers", "lodgings", "beds", "restaurants", "covers", "sights", "events")


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of a hundred, written with its sign."""

    value: float


Fact = int | float | str | date | Percent


@dataclass(frozen=True, slots=True)
class Figures:
    """An observation with all that its charts and sentences need: `titles` of the sectors, `said` the layout's words for
    what is counted (`observed` in words/<language>.yaml), `facts` by path."""

    observation: Observation
    pictures: PressPictures
    territory: Territory
    titles: Mapping[str, str]
    words: Words
    said: Mapping[str, Any]
    facts: Mapping[str, Fact]

    def type_name(self, type: str) -> str:
        """What a type is called in print."""
        return str(self.said["types"].get(type, type))

    def field_name(self, key: str) -> str:
        """What a field of the record is called in print."""
        return str(self.said["fields"].get(key, key))

    def import_day(self, dated: str) -> str:
        """The day of an import as charts write it, « 3 févr. 2026 »; as the store has it where it is no day."""
        try:
            day = date.fromisoformat(dated[:10])
        except ValueError:
            return dated
        return str(self.said["import_day"]).format(day=day.day, month=self.said["months"][day.month - 1], year=day.year)

    def moves(self) -> tuple[tuple[str, int], ...]:
        """What the last import left more or fewer of each type, the largest moves first."""
        history = self.observation.history
        types = {type for step in history.steps[-2:] for type, _ in step.by_type}
        found = [(type, history.moved(type)) for type in types]
        ordered = sorted((one for one in found if one[1]), key=lambda one: (-abs(one[1]), one[0]))
        return tuple((self.type_name(type), count) for type, count in ordered)

    def write(self, value: Fact) -> str:
        """A figure as its language writes it."""
        return written(value, self.words)


def figures_of(
    observation: Observation, pictures: PressPictures, territory: Territory, titles: Mapping[str, str], words: Words,
    said: Mapping[str, Any],
) -> Figures:  # fmt: skip
    """Everything counted, ready to be written in one language."""
    facts = dict(facts_of(observation, titles)) | {
        "pictures": len(pictures.pictures),
        "pictures_refused": sum(count for _, count in pictures.refused),
        **{f"refused.{why}": dict(pictures.refused).get(why, 0) for why in ("credit", "rights", "locked", "pixels")},
    }
    return Figures(observation, pictures, territory, titles, words, said, facts)


def written(value: Fact, words: Words) -> str:
    """« 1 250 », « 7,5 », « 41 % », « 16 novembre 2026 »."""
    if isinstance(value, Percent):
        return f"{number(_whole(value.value), words.language)}{'' if words.language == 'en' else NBSP}%"
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, float):
        return number(round(value) if abs(value) >= 100 else round(value, 1), words.language)
    return number(value, words.language) if isinstance(value, int) else value


def _whole(percent: float) -> float:
    """A share without decimals that never rounds up to all, nor down to nothing."""
    if 0 < percent < 1:
        return max(round(percent, 1), 0.1)
    return min(round(percent), 99) if percent < 100 else round(percent)


def facts_of(seen: Observation, titles: Mapping[str, str]) -> Iterator[tuple[str, Fact]]:
    """Every figure by its path."""
    yield from _general(seen)
    yield from _places(seen, titles)
    yield from _kinds(seen)
    yield from _kept(seen)


def _general(seen: Observation) -> Iterator[tuple[str, Fact]]:
    whole, covers, welcome = seen.whole, seen.covers, seen.welcome
    beds = [one.beds for one in seen.beds]
    yield "day", seen.day
    yield "aside", sum(count for _, count in seen.aside)
    yield "elsewhere", seen.elsewhere
    yield "types", len(seen.types)
    yield "population", whole.population
    yield "communes", len(seen.communes)
    yield "communes_with", sum(one.offers > 0 for one in seen.communes)
    yield "communes_with_beds", sum(one.beds > 0 for one in seen.communes)
    yield "communes_without_beds", sum(one.beds == 0 for one in seen.communes)
    yield "communes_with_table", sum(one.restaurants > 0 for one in seen.communes)
    yield from ((name, getattr(whole, name)) for name in _MEASURES)
    yield "beds_per_hundred", whole.beds_per_hundred
    yield "beds_declared", sum(one.declared for one in beds)
    yield "beds_estimated", (estimated := sum(one.estimated for one in beds))
    yield "beds_estimated_share", _share(estimated, whole.beds)
    yield "rooms", sum(one.rooms for one in beds)
    yield "pitches", sum(one.pitches for one in beds)
    yield "tables_silent", covers.silent
    yield "terraces", covers.terraces
    yield "terrace_covers", covers.terrace
    yield "covers_median", covers.median
    yield "covers_smallest", covers.spread[0] if covers.spread else 0
    yield "covers_largest", covers.spread[-1] if covers.spread else 0
    yield "labels", len(seen.labels)
    yield "labelled", seen.labelled
    yield "labelled_share", _share(seen.labelled, seen.offers)
    yield "accessible", welcome.accessible
    yield "cyclists", welcome.cyclists
    yield "dogs", welcome.dogs
    yield "dogs_answered", welcome.dogs_answered
    yield "dogs_share", _share(welcome.dogs, welcome.dogs_answered)
    yield "starred", (starred := sum(sum(one.stars) for one in seen.stars))
    yield "starred_share", _share(starred, whole.lodgings)
    yield "lapsed", sum(one.lapsed for one in seen.stars)
    yield "imports", len(seen.history.steps)
    yield "moved", seen.history.moved()


def _places(seen: Observation, titles: Mapping[str, str]) -> Iterator[tuple[str, Fact]]:
    for sector in seen.sectors:
        path = f"sector.{sector.id}"
        yield f"{path}.name", titles.get(sector.id, sector.id)
        yield f"{path}.communes", sector.communes
        yield f"{path}.population", sector.population
        yield f"{path}.beds_per_hundred", sector.beds_per_hundred
        for name in _MEASURES:
            yield f"{path}.{name}", getattr(sector, name)
            yield f"{path}.{name}_share", _share(getattr(sector, name), getattr(seen.whole, name))
    for name in (*_MEASURES, "beds_per_hundred"):
        for rank, sector in enumerate(_ranked(seen.sectors, name), start=1):
            path = f"sectors.{name}.{rank}"
            yield f"{path}.name", titles.get(sector.id, sector.id)
            yield from _amounts(path, sector, name, seen.whole)
        ranked = _ranked(seen.communes, name)
        yield f"first_ten.{name}.share", _share(sum(getattr(one, name) for one in ranked[:10]), getattr(seen.whole, name))
        for rank, commune in enumerate(ranked[:10], start=1):
            yield f"communes.{name}.{rank}.name", commune.name
            yield from _amounts(f"communes.{name}.{rank}", commune, name, seen.whole)


def _amounts(path: str, area: AreaCount, name: str, whole: AreaCount) -> Iterator[tuple[str, Fact]]:
    """An area in the ranking by `name`: its `value` there, and everything else that is counted of it."""
    yield f"{path}.value", getattr(area, name)
    yield f"{path}.share", _share(getattr(area, name), getattr(whole, name))
    yield f"{path}.population", area.population
    for measure in _MEASURES:
        yield f"{path}.{measure}", getattr(area, measure)
        yield f"{path}.{measure}_share", _share(getattr(area, measure), getattr(whole, measure))


def _ranked(areas: Sequence[AreaCount], name: str) -> list[AreaCount]:
    return sorted(areas, key=lambda area: (-getattr(area, name), area.name))


def _kinds(seen: Observation) -> Iterator[tuple[str, Fact]]:
    for kind in seen.types:
        yield f"type.{kind.type}.offers", kind.offers
        yield f"type.{kind.type}.share", _share(kind.offers, seen.offers)
    for rank, kind in enumerate(seen.types, start=1):
        yield f"ranked.{rank}.offers", kind.offers
    for one in seen.beds:
        yield f"type.{one.type}.beds", one.beds.total
        yield f"type.{one.type}.beds_share", _share(one.beds.total, seen.whole.beds)
        yield f"type.{one.type}.rooms", one.beds.rooms
        yield f"type.{one.type}.pitches", one.beds.pitches
    for season in seen.seasons:
        for month, count in enumerate(season.months, start=1):
            yield f"open.{season.type}.{month}", count
            yield f"open.{season.type}.{month}.share", _share(count, season.told)
    for rank, label in enumerate(seen.labels[:5], start=1):
        yield f"label.{rank}.offers", label.offers


def _kept(seen: Observation) -> Iterator[tuple[str, Fact]]:
    care = seen.care
    yield "completeness", Percent(care.whole.percent)
    yield "fields", len(care.fields)
    yield "complete", care.complete
    yield "complete_share", _share(care.complete, seen.offers)
    yield "incomplete", len(care.records)
    yield "age", care.age if care.age is not None else 0
    yield "over_six_months", care.over_six_months
    yield "over_six_months_share", _share(care.over_six_months, seen.offers)
    yield "over_a_year", care.over_a_year
    yield "undated", care.undated
    for weight in (1, 2, 3):
        yield f"missing.{weight}", sum(chore.missing for chore in care.chores if chore.weight == weight)
    for key, share in zip(care.fields, care.shares, strict=True):
        yield from _held(f"field.{key}", share)
    for kind in care.types:
        yield f"age.{kind.type}", kind.age or 0
        for key, asked in zip(care.fields, kind.shares, strict=True):
            if asked is not None:
                yield from _held(f"care.{kind.type}.{key}", asked)


def _held(path: str, share: Share) -> Iterator[tuple[str, Fact]]:
    yield f"{path}.share", Percent(share.percent)
    yield f"{path}.have", share.have
    yield f"{path}.of", share.of
    yield f"{path}.missing", share.missing


def _share(part: float, whole: float) -> Percent:
    return Percent(100 * part / whole if whole else 0.0)


def spoken(text: str, figures: Figures, source: str = "") -> str:
    """A text with its figures filled in. Raises InputError for a name that does not exist."""

    def fill(found: re.Match[str]) -> str:
        path, one, many = found.groups()
        if path not in figures.facts:
            near = get_close_matches(path, figures.facts, n=1)
            hint = f"did you mean `{near[0]}`?" if near else "`marbre observe --names` lists them"
            raise InputError(f"{source}: there is no figure `{path}`", hint)
        value = figures.facts[path]
        said = figures.write(value)
        if one is None or many is None:
            return said
        alone = isinstance(value, int | float) and (abs(value) < 2 if figures.words.language == "fr" else value == 1)
        return f"{said}{NBSP}{one if alone else many}"

    return _USE.sub(fill, text)


def told(article: Article, figures: Figures) -> Article:
    """A text of the edition with every figure filled in, wherever it stands."""
    changed = {
        one.name: _deep(value, figures, article.source)
        for one in fields(article)
        if one.name not in ("name", "language", "source") and _speaks(value := getattr(article, one.name))
    }
    return replace(article, **changed) if changed else article


def _speaks(value: Any) -> bool:
    return "{figure." in repr(value)


def _deep(value: Any, figures: Figures, source: str) -> Any:
    if isinstance(value, str):
        return spoken(value, figures, source)
    if isinstance(value, Mapping):
        return {key: _deep(one, figures, source) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_deep(one, figures, source) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{one.name: _deep(getattr(value, one.name), figures, source) for one in fields(value)})
    return value
