"""editions/<name>/accepted.yaml -> findings of the preflight that the edition accepts, with every mistake and its line.

    accepted:
      - id: picture_resolution_low
        page: 14
        reason: Carte postale de 1907, pas de meilleur original.
        by: Responsable des éditions
        until: 2027-06-30
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from marbre.fields import Count, Day, Door, Name, Word
from marbre.findings import Acceptance
from marbre.offers.model import LANGUAGES
from marbre.words import explanations
from marbre.yamlfile import Mistake, Node, did_you_mean, raise_mistakes, read_yaml, validate_partly

NAME = "accepted.yaml"
_SHORTEST_REASON = 10


class AcceptedDoor(Door):
    """A finding that somebody takes upon himself."""

    id: Name = Field(description="The finding's id, as the report says it.", examples=["page_without_ink"])
    reason: Word = Field(
        description="Why it is printed all the same.", examples=["Pas de meilleur original que cette carte postale."]
    )
    by: Word = Field(description="Who answers for it: a function.", examples=["Responsable des éditions"])
    until: Day = Field(description="The last day on which it holds.", examples=["2027-06-30"])
    page: Count | None = Field(None, description="The page of the file, from 1; every page if left out.")
    language: Word = Field("", description="The language; every one if left out.")


class AcceptedFileDoor(Door):
    """Findings of the preflight that an edition accepts."""

    accepted: tuple[AcceptedDoor, ...] = Field((), description="One entry for each finding.")


def read_accepted(folder: Path, shown: str = NAME) -> tuple[Acceptance, ...]:
    """What the edition in `folder` accepts; nothing without a file. Raises EditionError with every mistake and its line."""
    path = folder / NAME
    if not path.is_file():
        return ()
    tree = read_yaml(path, shown)
    door, mistakes = validate_partly(AcceptedFileDoor, tree)
    if door is not None and not mistakes:
        mistakes.extend(_mistakes(door, tree))
    raise_mistakes(mistakes)
    assert door is not None
    return tuple(
        Acceptance(
            one.id, one.reason, one.by, one.until, one.page, one.language, tree.where("accepted", index, "id"),
        )
        for index, one in enumerate(door.accepted)
    )  # fmt: skip


def _mistakes(door: AcceptedFileDoor, tree: Node) -> Iterator[Mistake]:
    known = explanations()
    for index, one in enumerate(door.accepted):
        if one.id not in known:
            near = did_you_mean(one.id, list(known))
            hint = near if near.startswith("did") else "`marbre explain` lists them all"
            yield Mistake(tree.where("accepted", index, "id"), f"there is no finding `{one.id}`", hint)
        if len(one.reason) < _SHORTEST_REASON:
            text = f"field `reason` says too little (value: {one.reason})"
            yield Mistake(tree.where("accepted", index, "reason"), text, "say why it may be printed like this")
        if not one.by:
            yield Mistake(tree.where("accepted", index, "by"), "field `by` is empty", "say who answers for it")
        if one.page == 0:
            yield Mistake(tree.where("accepted", index, "page"), "there is no page 0", "pages count from 1")
        if one.language and one.language not in LANGUAGES:
            text = f"there is no language `{one.language}`"
            yield Mistake(tree.where("accepted", index, "language"), text, did_you_mean(one.language, LANGUAGES))

