"""Whether a text is still the translation of its French: fingerprints by part, kept in the translation's front matter.

`translation_of` holds, for each part of the French text (title, standfirst, body …), four letters for each of its
elements: a paragraph, a box, an item. When the French changes, the letters say where. Line breaks and spaces do not count.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Any

from marbre.edition import Edition
from marbre.series import series_folders
from marbre.texts import Article, Picture, read_articles

#: The language that texts are written in first.
SOURCE = "fr"
#: The field of the front matter.
FIELD = "translation_of"
#: What an item holds that no reader reads: where its drawing comes from.
_UNREAD = frozenset(("scene", "season", "hour", "variant", "file", "credit", "focus"))

#: Fingerprints of a text by part: « k3fa-9bxz », one of four letters for each element.
Stamp = tuple[tuple[str, str], ...]


class State(StrEnum):
    """How a translation stands to its French: `unknown` has no fingerprint yet."""

    CURRENT = "current"
    STALE = "stale"
    UNKNOWN = "unknown"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Change:
    """One element of the French that is not as it was: `part`, its number from 1 and its name as the French has it, `how`:
    changed, added or removed (then without a name)."""

    part: str
    number: int
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in one language beside its French. `lacks` names parts of the French that it has not, or has fewer of."""

    name: str
    language: str
    state: State
    french: Article
    article: Article | None = None
    changes: tuple[Change, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def beside(self) -> bool:
        """Whether it lies beside its French: an edition may have a French text of its own, and the translation its series'."""
        theirs = self.article.source.rpartition("/")[0] if self.article else ""
        return theirs.rpartition("/")[0] == self.french.source.rpartition("/")[0].rpartition("/")[0]


def texts_of(editions: Path, name: str, borrow: tuple[str, ...], language: str) -> dict[str, Article]:
    """The texts of an edition over those of its series, over those that it borrows. Raises EditionError."""
    found: dict[str, Article] = {}
    own = series_folders(editions, editions / name)
    for folder in reversed((*own, *(editions / other for other in borrow))):
        shown = folder.relative_to(editions.parent).as_posix()
        found |= read_articles(folder / "texts", language, f"{shown}/texts", editions.parent / "assets" / "images")
    return found


def parts_of(article: Article) -> dict[str, tuple[tuple[str, str], ...]]:
    """What a reader reads of a text: by part, (name, words) of each element. Empty parts are absent."""
    shown = (*((article.picture,) if article.picture else ()), *article.pictures)
    quote = f"{article.quote.text} {article.quote.author}" if article.quote else ""
    parts: dict[str, tuple[tuple[str, str], ...]] = {
        "title": (("", article.title),),
        "kicker": (("", article.kicker),),
        "standfirst": (("", article.standfirst),),
        "captions": tuple(("", one.caption) for one in shown if isinstance(one, Picture)),
        "facts": tuple((label, f"{label} {value}") for label, value in article.facts),
        "boxes": tuple((box.title, f"{box.title} {box.text}") for box in article.boxes),
        "quote": (("", quote),),
        "items": tuple((_called(item), " ".join(_spoken(item))) for item in article.items),
        "body": tuple(_paragraphs(article.body)),
    }
    written = {part: tuple((name, text) for name, text in some if text.strip()) for part, some in parts.items()}
    return {part: some for part, some in written.items() if some}


def _called(item: Mapping[str, Any]) -> str:
    return str(next((item[key] for key in ("title", "term", "step", "day", "label") if item.get(key)), ""))


def _spoken(value: Any, key: str = "") -> Iterator[str]:
    """Every word and figure of an item, with the names of its fields, in a steady order."""
    if isinstance(value, Mapping):
        for name in sorted(value):
            if name not in _UNREAD:
                yield from _spoken(value[name], str(name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _spoken(one, key)
    else:
        yield f"{key}={value}"


def _paragraphs(body: str) -> Iterator[tuple[str, str]]:
    """(the first words, the text) of every paragraph of Markdown."""
    for block in re.split(r"\n\s*\n", body):
        words = block.replace("#", " ").split()
        if words:
            yield " ".join(words[:5]), block


def stamp_of(article: Article) -> Stamp:
    """The fingerprints of a text."""
    return tuple((part, "-".join(_mark(text) for _, text in some)) for part, some in parts_of(article).items())


def _mark(text: str) -> str:
    """Twenty bits of the words: one change in a million goes unseen."""
    letters = b32encode(hashlib.sha256(" ".join(text.split()).encode()).digest()).decode().lower()
    # YAML reads `null` as nothing at all.
    return letters[:4] if letters[:4] != "null" else letters[4:8]


def changes_since(stamp: Stamp, french: Article) -> tuple[Change, ...]:
    """What is otherwise in the French than it was when it got `stamp`, in the order of the parts."""
    known, now = dict(stamp), parts_of(french)
    return tuple(
        one
        for part in dict.fromkeys((*now, *known))
        for one in _changed(part, known.get(part, "").split("-") if known.get(part) else [], now.get(part, ()))
    )


def _changed(part: str, old: list[str], now: tuple[tuple[str, str], ...]) -> Iterator[Change]:
    new = [_mark(text) for _, text in now]
    for how, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        both = min(end - start, last - first)
        for index in range(first, last):
            yield Change(part, index + 1, now[index][0], "changed" if index < first + both else "added")
        for index in range(start + both, end):
            yield Change(part, index + 1, "", "removed")


def lacking(french: Article, other: Article) -> tuple[str, ...]:
    """Parts of the French that a translation has not, or has fewer elements of; `records` and `health` where these are
    not the same."""
    ours, theirs = parts_of(french), parts_of(other)
    found = [part for part, some in ours.items() if part != "body" and len(theirs.get(part, ())) < len(some)]
    if "body" in ours and len(theirs.get("body", ())) * 4 < len(ours["body"]) * 3:
        found.append("body")
    if _records(french) != _records(other):
        found.append("records")
    if french.health and not other.health:
        found.append("health")
    return tuple(found)


def _records(article: Article) -> set[str]:
    """The offers that a text names, in its items and links."""
    named = {str(item["record"]) for item in article.items if item.get("record")}
    return named | set(re.findall(r"\(marbre:([\w:-]+)\)", f"{article.body} {article.items} {article.boxes}"))


def compared(name: str, language: str, french: Article, article: Article | None) -> Translation:
    """A text in one language held against its French."""
    if article is None:
        return Translation(name, language, State.MISSING, french)
    lacks = lacking(french, article)
    if not article.translation_of:
        return Translation(name, language, State.UNKNOWN, french, article, (), lacks)
    changes = changes_since(article.translation_of, french)
    return Translation(name, language, State.STALE if changes else State.CURRENT, french, article, changes, lacks)


def translations_of(editions: Path, edition: Edition, languages: Sequence[str]) -> list[Translation]:
    """Every French text of an edition in each of its other `languages`, by name: its own texts, those of its series, and
    those that it borrows and uses. Raises EditionError."""
    french = _known(editions, edition, SOURCE)
    return [
        compared(name, language, french[name], theirs.get(name))
        for language in languages
        if language != SOURCE
        for theirs in (texts_of(editions, edition.name, edition.borrow, language),)
        for name in sorted(french)
    ]


def _known(editions: Path, edition: Edition, language: str) -> dict[str, Article]:
    wanted = {*texts_of(editions, edition.name, (), language), *used_texts(edition)}
    every = texts_of(editions, edition.name, edition.borrow, language)
    return {name: one for name, one in every.items() if name in wanted}


def used_texts(edition: Edition) -> frozenset[str]:
    """The texts that an edition names: in its flat plan, its cover and its unsold slots."""
    named = {name for section in (*edition.cover, *edition.flatplan) for name in section.texts}
    return frozenset(named | {slot.filler for slot in edition.adverts if slot.filler})


def word_count(article: Article) -> int:
    """How many words a translator has before him."""
    parts = parts_of(article)
    said = [text for part, some in parts.items() if part != "items" for _, text in some]
    said += [word.partition("=")[2] for item in article.items for word in _spoken(item)]
    return sum(len(re.findall(r"[^\W\d_]+(?:[’'-]\w+)*", text)) for text in said)


def stamped(text: str, stamp: Stamp) -> str:
    """The file of a translation with this fingerprint in its front matter, in the place of an earlier one; nothing else is
    touched."""
    lines = text.split("\n")
    marks = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    first, last = marks[0], marks[1]
    head: list[str] = []
    inside = False
    for line in lines[first + 1 : last]:
        inside = line.startswith(f"{FIELD}:") or (inside and (not line.strip() or line[0] in " \t"))
        if not inside:
            head.append(line)
    own = [f"{FIELD}:", *(f"  {part}: {marks}" for part, marks in stamp)]
    return "\n".join([*lines[: first + 1], *head, *own, *lines[last:]])


def accept(root: Path, translation: Translation) -> Path:
    """Write into a translation that it renders the French as it is now. Returns its file."""
    assert translation.article is not None
    path = root / translation.article.source.rpartition(":")[0]
    text = path.read_bytes().decode("utf-8")
    path.with_suffix(".part").write_bytes(stamped(text, stamp_of(translation.french)).encode())
    path.with_suffix(".part").replace(path)
    return path
