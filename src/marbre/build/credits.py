"""Whoever made a photograph is named where it is shown: the office's own pictures, named by its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from marbre.compose.articles import credit_of
from marbre.compose.copy import Copy
from marbre.findings import Finding, Severity
from marbre.plan.pile import Order
from marbre.press.pool import Job


def credits_missing(copy: Copy, orders: Sequence[Order], jobs: Mapping[str, Job]) -> Iterator[Finding]:
    """Photographs of a section's texts that its pages show without naming their authors (CPI, art. L121-1)."""
    pages: dict[str, str] = {}
    for order in orders:
        pages[order.section] = pages.get(order.section, "") + jobs[order.key].html
    for id, html in pages.items():
        section = copy.section(id)
        for name in section.texts:
            article = copy.articles.get(name)
            shown = ((article.picture, *article.pictures) if article else ())
            for number, picture in enumerate(shown):
                credit = credit_of(copy, article, number)
                if picture is not None and picture.file and f"edition%2F{picture.file}" in html and credit not in html:
                    yield Finding(
                        "picture_without_credit", Severity.ERROR,
                        f"Page « {id} » : la photo « {picture.file} » est imprimée sans le nom de son auteur.",
                        "Faites imprimer `credit` par le gabarit, ou gardez une illustration à cette place.",
                        source=section.source, value=picture.file, who="studio",
                    )  # fmt: skip
