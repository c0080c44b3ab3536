"""Paper: what a sheet weighs and how thick it is, and from that the spine and the weight of a copy. Arithmetic only.

Grammage is in g/m2 (ISO 536), bulk in cm3/g (ISO 534): a sheet is grammage × bulk micrometres thick. The kinds that
printers name, with their usual bulk, are in `data/papers.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marbre.measures import Size
from marbre.yamltree import Node, read_yaml

KINDS = Path(__file__).parent / "data" / "papers.yaml"
_GRAMMAGE = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:g\b|gr\b|g/m)")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: its id, its French name, its usual bulk in cm3/g, and the words it is known by."""

    id: str
    name: str
    bulk: float
    coated: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a job. `kind` is an id of `papers.yaml`, empty when the words say none; `grammage` g/m2 and `bulk`
    cm3/g are 0 where unknown; `name` as the job ticket writes it."""

    kind: str
    grammage: float
    bulk: float
    name: str = ""

    @property
    def caliper(self) -> float:
        """The thickness of one sheet in mm."""
        return self.grammage * self.bulk / 1000

    def weighs(self, area: float) -> float:
        """Grams of `area` mm2."""
        return area * 1e-6 * self.grammage


@cache
def paper_kinds() -> tuple[PaperKind, ...]:
    """Every kind of `papers.yaml`, in its order."""

    def said(node: Node, key: str) -> str:
        child = node.child(key)
        return str(child.value) if child is not None and child.kind == "scalar" else ""

    def words(node: Node) -> tuple[str, ...]:
        child = node.child("words")
        return tuple(str(one.value) for one in child.items()) if child is not None else ()

    return tuple(
        PaperKind(id, said(node, "name"), float(said(node, "bulk")), said(node, "coated") == "true", words(node))
        for id, node in read_yaml(KINDS).pairs()
    )


def _bare(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s-]+", " ", "".join(sign for sign in flat if not unicodedata.combining(sign)))


def kind_of(text: str) -> PaperKind | None:
    """The kind whose longest word stands in a paper's name."""
    bare = f" {_bare(text)} "
    found = [
        (len(word), kind)
        for kind in paper_kinds()
        for word in (_bare(one) for one in kind.words)
        if re.search(rf"\b{re.escape(word)}(?:e?s)?\b", bare)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def grammage_in(text: str) -> float:
    """The grams a square metre in a paper's name (`couché mat 115 g`), 0 where there are none."""
    match = _GRAMMAGE.search(text)
    return float(match[1].replace(",", ".")) if match else 0.0


def parse_paper(text: str, *, grammage: float = 0.0, bulk: float = 0.0, usual: float = 0.0) -> Paper:
    """A paper from its name (`couché mat 115 g`). `grammage` and `bulk` given outright win; `usual` is the bulk of a
    kind that the words do not tell (a house's own). What stays unknown is 0, never guessed."""
    kind = kind_of(text)
    thick = bulk or (kind.bulk if kind else usual)
    return Paper(kind.id if kind else "", grammage or grammage_in(text), thick, text.strip())


def spine_mm(pages: int, body: Paper, cover: Paper | None = None) -> float:
    """The spine of a glued book in mm, to a tenth: leaves × caliper. With `cover`, its two sheets are counted in, as
    some printers do."""
    width = pages / 2 * body.caliper + (2 * cover.caliper if cover else 0.0)
    return round(width + 1e-9, 1)


def weight_g(trim: Size, pages: int, body: Paper, cover: Paper | None = None, spine: float = 0.0) -> float:
    """Grams of one trimmed copy: `pages` of `body`, and a `cover` of two leaves with the strip of its `spine` (mm)."""
    leaf = trim.width * trim.height
    weight = body.weighs(pages / 2 * leaf)
    if cover is not None:
        weight += cover.weighs(2 * leaf + spine * trim.height)
    return weight


def creep_mm(sheet: int, paper: Paper) -> float:
    """How far sheet `sheet` of a saddle-stitched booklet (0 is the outermost) is pushed out, in mm."""
    return sheet * paper.caliper
