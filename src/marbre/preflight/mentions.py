"""What the law asks to be printed, held against the text of finished pages. The table is data/legal.yaml.

Pure: rules, what the publication is, what was found in it and the texts in; findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from marbre.findings import Finding, Severity
from marbre.preflight.readback import reduced
from marbre.words import DATA
from marbre.yamltree import Node, read_yaml

#: The age of a reading after which the law is to be read again.
STALE = timedelta(days=730)
_FACTS = "_facts"
_BRACE = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: see the head of data/legal.yaml. `proof` by language: each entry is wordings to choose from."""

    id: str
    title: str
    law: str
    source: str
    basis: str
    checked: date
    force: str
    field: str
    due: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    when: str = ""
    each: str = ""
    proof: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    never: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """How the mention of alcohol is known to be due: words by language, scenes that show a bottle or a glass."""

    words: tuple[tuple[str, str], ...]
    scenes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished file. `target`: print or web; `texts` of its pages with `folios` (None for covers); `facts` are what it
    has, with the indexes of the pages where, none of them where that means the whole; `values` fill the braces; a `draft`
    has no printer yet, and so nothing in it stops a print run."""

    publication: str
    target: str
    language: str
    texts: tuple[str, ...]
    folios: tuple[int | None, ...]
    facts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    draft: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in its order."""
    return tuple(_rule(id, node) for id, node in read_yaml(DATA / "legal.yaml").pairs() if id != _FACTS)


@cache
def signs() -> Signs:
    """What is looked for in the finished pages."""
    node = read_yaml(DATA / "legal.yaml").child(_FACTS)
    assert node is not None
    words = node.child("words")
    assert words is not None
    return Signs(tuple((name, str(one.value)) for name, one in words.pairs()), frozenset(_list(node, "scenes")))


def _rule(id: str, node: Node) -> Rule:
    proof = node.child("proof")
    return Rule(
        id, _text(node, "title"), _text(node, "law"), _text(node, "source"), _text(node, "basis"),
        date.fromisoformat(_text(node, "checked")), _text(node, "force"), _text(node, "field"),
        frozenset(_list(node, "due")), frozenset(_list(node, "optional")), frozenset(_list(node, "in")),
        _text(node, "when"), _text(node, "each"),
        tuple((language, tuple(_wordings(one) for one in entries.items())) for language, entries in proof.pairs())
        if proof is not None else (),
        _list(node, "never"), _list(node, "unless"),
    )  # fmt: skip


def _text(node: Node, name: str) -> str:
    child = node.child(name)
    return str(child.value) if child is not None and child.kind == "scalar" else ""


def _list(node: Node, name: str) -> tuple[str, ...]:
    child = node.child(name)
    return _wordings(child) if child is not None else ()


def _wordings(node: Node) -> tuple[str, ...]:
    return tuple(str(one.value) for one in node.items()) if node.kind == "list" else (str(node.value),)


def mentions(file: Finished, table: Sequence[Rule]) -> tuple[Finding, ...]:
    """What is due and is not there, and what is there and is not due."""
    seen = tuple(reduced(text) for text in file.texts)
    return tuple(finding for rule in table for finding in _judged(rule, file, seen))


def stale(table: Sequence[Rule], dated: date) -> tuple[Finding, ...]:
    """One finding for the laws that were last read too long before an edition is dated."""
    old = [rule for rule in table if dated - rule.checked > STALE]
    if not old:
        return ()
    names = ", ".join(rule.title for rule in old)
    return (
        Finding(
            "law_to_reread", Severity.INFO, f"Ces règles n'ont pas été relues depuis deux ans : {names}.",
            "Relisez les textes et datez-les dans data/legal.yaml.", value=str(len(old)), who="engineer",
        ),
    )  # fmt: skip


def _judged(rule: Rule, file: Finished, seen: Sequence[str]) -> Iterator[Finding]:
    there = not rule.when or rule.when in file.facts
    if rule.never:
        yield from _forbidden(rule, file, seen) if there else ()
        return
    due = there and file.publication in rule.due and file.target in rule.targets
    if not rule.proof:
        if due:
            yield _missing(rule, file, None)
        return
    wanted = _wanted(rule, file)
    if wanted is None:
        if due:
            yield _missing(rule, file, None)
        return
    if due and rule.each == "page":
        for index in file.facts[rule.when]:
            if not _proved(wanted, seen[index], file.texts[index]):
                yield _missing(rule, file, file.folios[index])
        return
    whole = "".join(seen)
    if due and not _proved(wanted, whole):
        yield _missing(rule, file, None)
    may = file.publication in rule.due | rule.optional and file.target in rule.targets
    if not rule.each and not (may and there) and wanted and _proved(wanted, whole):
        pages = [index for index, text in enumerate(seen) if any(reduced(one) in text for one in wanted[0])]
        yield _undue(rule, file, file.folios[pages[0]] if pages else None)


def _wanted(rule: Rule, file: Finished) -> tuple[tuple[str, ...], ...] | None:
    """The wordings with their braces filled; None when the edition does not say what is to be printed."""
    given = dict(rule.proof)
    found = []
    for entry in given.get(file.language, given.get("fr", ())):
        filled = [one for one in (_filled(wording, file.values) for wording in entry) if one]
        if not filled:
            return None
        found.append(tuple(filled))
    return tuple(found)


def _filled(wording: str, values: Mapping[str, str]) -> str:
    """The wording with its values, nothing when one of them is empty."""
    names = _BRACE.findall(wording)
    if not all(values.get(name) for name in names):
        return ""
    return _BRACE.sub(lambda match: values[match[1]], wording)


def _proved(wanted: Sequence[Sequence[str]], text: str, as_read: str = "") -> bool:
    """Whether every entry is found in a reduced text; a bare sign, such as ©, in the text as it reads."""
    return all(any(reduced(one) in text if reduced(one) else one in as_read for one in entry) for entry in wanted)


def _forbidden(rule: Rule, file: Finished, seen: Sequence[str]) -> Iterator[Finding]:
    for index, text in enumerate(file.texts):
        for word in rule.never:
            said = re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE if word[1:].islower() else 0)
            if said and not any(reduced(other) in seen[index] for other in rule.unless):
                yield _undue(rule, file, file.folios[index], word)


_FILES = {"print": "le fichier imprimeur", "web": "le fichier d'écran"}


def _missing(rule: Rule, file: Finished, page: int | None) -> Finding:
    severity = Severity.ERROR if rule.force == "law" and not file.draft else Severity.WARNING
    return Finding(
        "mention_missing", severity, f"Mention due et absente dans {_FILES[file.target]} : {rule.title} ({rule.law}).",
        f"Elle vient de : {rule.field}. Voir docs/legal.md.", page=page, source=file.source, value=rule.id,
        limit=file.target, who="office",
    )  # fmt: skip


def _undue(rule: Rule, file: Finished, page: int | None, word: str = "") -> Finding:
    said = f"« {word} »" if word else rule.title
    severity = Severity.ERROR if rule.force == "law" and rule.never and not file.draft else Severity.WARNING
    return Finding(
        "mention_undue", severity, f"Mention qui n'a pas lieu d'être dans {_FILES[file.target]} : {said} ({rule.law}).",
        "Retirez-la, ou dites autrement ce qu'est l'édition (`publication`). Voir docs/legal.md.", page=page,
        source=file.source, value=rule.id, limit=file.target, who="office",
    )  # fmt: skip
