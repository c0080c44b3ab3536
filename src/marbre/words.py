"""The sentences that the pipeline says to the office: explanations of findings and the words of the report.

They live in `data/*.yaml` beside this module, so that they can be corrected without touching the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marbre.yamltree import Node, read_yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a finding means: the rule as a true sentence, why it matters on paper, what to do about it.

    `message` and `remedy` are patterns with `{value}` and `{limit}`, for findings that carry no words of
    their own.
    """

    id: str
    rule: str
    why: str
    fix: str
    message: str = ""
    remedy: str = ""


def _texts(node: Node) -> dict[str, str]:
    return {name: str(child.value) for name, child in node.pairs() if child.kind == "scalar"}


@cache
def explanations() -> dict[str, Explanation]:
    """Every explanation, by the id of its finding: `explanations.yaml`, then the preflight's `rules*.yaml`."""
    files = (DATA / "explanations.yaml", *sorted(DATA.glob("rules*.yaml")))
    return {id: Explanation(id, **_texts(node)) for file in files for id, node in read_yaml(file).pairs()}


def finding_text(id: str, value: str = "", limit: str = "") -> tuple[str, str]:
    """Message and remedy of a finding from its explanation. Raises KeyError for an id that has none."""
    found = explanations()[id]
    message, remedy = found.message or found.rule, found.remedy or found.fix
    return message.format(value=value, limit=limit), remedy.format(value=value, limit=limit)


@cache
def words(file: str, language: str) -> dict[str, str]:
    """The words of a data file in a language, French where it lacks one."""
    tree = read_yaml(DATA / f"{file}.yaml")
    return {
        id: texts.get(language) or texts["fr"]
        for id, texts in ((id, _texts(node)) for id, node in tree.pairs())
    }
