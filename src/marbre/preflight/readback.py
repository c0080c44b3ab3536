"""Nothing lost: the finished file is read back and held against the selection and the plan, record by record.

The one door to pdfium.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PIL.Image import Image

from marbre.findings import Finding, Severity
from marbre.plan.model import Page

if TYPE_CHECKING:
    import pypdfium2 as pdfium


def page_pictures(data: bytes, ppi: float) -> tuple[Image, ...]:
    """Every page as a picture at `ppi`, cut to the trim where the file says one."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        return tuple(page.render(scale=ppi / 72).to_pil() for page in document)
    finally:
        document.close()


def page_texts(data: bytes) -> tuple[str, ...]:
    """The text of every page of a PDF, reduced to letters and figures. Raises PdfiumError for what is no PDF."""
    return tuple(reduced(text) for text in page_words(data))


def page_words(data: bytes, digests: Sequence[str] = (), known: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The text of every page of a PDF as it reads. Raises PdfiumError for what is no PDF.

    `digests` stand for the pages' content; the text of those that are in `known` was read from the same bytes before.
    """
    known = known or {}
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        count = len(document)
        names = digests if len(digests) == count else [""] * count
        return tuple(
            known[name] if name in known else _text(document, index) for index, name in enumerate(names)
        )
    finally:
        document.close()


def _text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    text_page = page.get_textpage()
    text = str(text_page.get_text_bounded())
    text_page.close()
    page.close()
    return text


_OTHER = re.compile(r"[\W_]+")


def reduced(text: str) -> str:
    """Letters and figures only, without case: what line ends and spaces cannot change."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _OTHER.sub("", folded)


def reconcile(
    selected: Mapping[int, tuple[str, str]], pages: Sequence[Page], texts: Sequence[str], indexed: Iterable[int],
    needs_index: bool, on_sheets: Mapping[int, str] = {},
) -> tuple[Finding, ...]:  # fmt: skip
    """Findings for every selected record that is not placed, not printed where the plan says, or not in the index.

    `selected`: record id → (name as printed, source of its section); `texts` the pages' text;
    `on_sheets`: record id → name of the full page that shows it among others, and that no index refers to.
    """
    where = places(pages, on_sheets)
    seen = [reduced(text) for text in texts]
    known = set(indexed)
    findings = []
    for record, (name, source) in selected.items():
        found = where.get(record, [])
        if not found:
            findings.append(
                _lost(
                    "record_not_placed",
                    f"« {name} » est sélectionnée mais n'a de place sur aucune page.",
                    record,
                    None,
                    source,
                )
            )
        elif not any(reduced(name) in seen[index] for index in found):
            folio = pages[found[0]].folio
            findings.append(
                _lost(
                    "record_not_printed",
                    f"« {name} » a une place page {folio}, mais son nom ne s'y lit pas.",
                    record,
                    folio,
                    source,
                )
            )
        if needs_index and record not in known and record not in on_sheets:
            findings.append(_lost("record_not_indexed", f"« {name} » n'est pas dans l'index.", record, None, source))
    return tuple(findings)


def places(pages: Sequence[Page], on_sheets: Mapping[int, str]) -> dict[int, list[int]]:
    """The pages of every record, by index."""
    shown: dict[str, list[int]] = {}
    for record, name in on_sheets.items():
        shown.setdefault(name, []).append(record)
    where: dict[int, list[int]] = {}
    for index, page in enumerate(pages):
        for item in page.placed:
            own = [item.record] if item.record is not None else shown.get(item.name, [])
            for record in own:
                where.setdefault(record, []).append(index)
    return where


def _lost(id: str, message: str, record: int, page: int | None, source: str) -> Finding:
    return Finding(
        id, Severity.ERROR, message, "C'est une faute du programme : signalez-la avec le rapport.", record=record,
        page=page, source=source, who="engineer",
    )  # fmt: skip
