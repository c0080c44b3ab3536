"""Small PDFs for the lint's tests: columns of type at exact places, one defect in each.

Type is Courier 9 pt, so that a letter is 1.905 mm wide wherever it stands, and a measure is a number of letters.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from marbre.lint.rule import Limits
from marbre.lint.runner import PagePlan, Remark, lint

MM = 72 / 25.4
SIZE = 9.0
LETTER = 0.6 * SIZE / MM
MEASURE = 40
LEADING = 4.5
LEFT, HEAD = 20.0, 20.0

WORDS = ["abri", "berge", "colline", "dune", "estive", "fontaine", "gorge", "hameau", "ile", "jardin", "lac", "moulin", "noyer", "orgue", "pont", "quai", "roche", "sentier", "tour", "usine", "vallon", "arbre", "bord", "chemin", "dalle", "eau", "ferme", "grange", "halle", "if", "jonc", "lande", "mur", "nid", "orme", "pré", "ravin", "source", "toit"]


@dataclass(frozen=True)
class Set:
    """Lines one below the other from a place in mm. `gap` widens every word space by mm, `indent` moves the first line."""

    lines: Sequence[str]
    left: float = LEFT
    top: float = HEAD
    leading: float = LEADING
    size: float = SIZE
    font: str = "Courier"
    gap: float = 0.0
    indent: float = 0.0


def full(number: int, ending: str = "") -> str:
    """A line of exactly MEASURE letters, another one for each number; `ending` its last letters."""
    room = MEASURE - len(ending)
    words: list[str] = []
    index = number * 7
    while len(" ".join(words)) < room - 12:
        words.append(WORDS[index % len(WORDS)])
        index += 1
    text = " ".join(words)
    rest = room - len(text) - 1
    return f"{text} {(WORDS[index % len(WORDS)] * 12)[:rest]}{ending}"


def lines(count: int, first: int = 0, last: str = "") -> list[str]:
    """So many full lines, then a last one if it is given."""
    return [full(first + number) for number in range(count)] + ([last] if last else [])


def pdf(*pages: Sequence[Set], size: tuple[float, float] = (210, 297)) -> bytes:
    """Pages of columns, in mm."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(size[0] * MM, size[1] * MM), pageCompression=0, invariant=1)
    for page in pages:
        for column in page:
            for number, line in enumerate(column.lines):
                text = canvas.beginText()
                left = column.left + (column.indent if number == 0 else 0.0)
                text.setTextOrigin(left * MM, (size[1] - column.top - number * column.leading) * MM)
                text.setFont(column.font, column.size)
                text.setWordSpace(column.gap * MM)
                text.textOut(line)
                canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def found(
    data: bytes, id: str, language: str = "fr", limits: Limits | None = None, plans: Sequence[PagePlan] = ()
) -> tuple[Remark, ...]:
    """What one rule finds."""
    return tuple(one for one in lint(data, language, plans, limits).remarks if one.finding.id == id)
