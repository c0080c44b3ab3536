"""What a build checks when its files are bound: nothing lost, and as many pages as were ordered."""

from __future__ import annotations

from collections.abc import Sequence

from marbre.compose.copy import Copy
from marbre.compose.indexes import indexed_offers
from marbre.compose.listings import printed_name
from marbre.findings import Finding, Severity
from marbre.plan.model import FlatPlan
from marbre.preflight.readback import reconcile


def read_back(copy: Copy, files: Sequence[tuple[FlatPlan, Sequence[str]]]) -> tuple[Finding, ...]:
    """Every selected record held against the text of each file, page by page of its plan."""
    selected = {
        offer.id: (printed_name(offer, copy.language), copy.section(id).source)
        for id, offers in copy.chosen.items()
        if copy.section(id).kind in ("listing", "agenda", "calendar", "page", "spread", "choice")
        for offer in offers
    }
    on_sheets = {
        offer.id: f"page:{copy.section(id).option('on', id)}"
        for id, offers in copy.chosen.items()
        if copy.section(id).kind in ("page", "spread", "choice")
        for offer in offers
    }
    indexed = {offer.id for offer in indexed_offers(copy)}
    needs_index = any(section.kind == "index" for section in copy.edition.flatplan)
    found: list[Finding] = []
    for plan, texts in files:
        found += reconcile(selected, plan.pages, texts, indexed, needs_index, on_sheets)
    return tuple(found)


def extent(copy: Copy, plan: FlatPlan) -> list[Finding]:
    """Whether the body has as many pages as the job ticket wants."""
    ticket = copy.edition.printing
    pages = sum(page.folio is not None for page in plan.pages)
    if ticket.min_pages <= pages <= ticket.max_pages and pages % ticket.multiple == 0:
        return []
    return [
        Finding(
            "page_count_wrong", Severity.ERROR,
            f"L'intérieur compte {pages} pages ; le bon de commande en veut de {ticket.min_pages} à {ticket.max_pages}, "
            f"multiple de {ticket.multiple}.",
            "Ajoutez ou retirez des sections, ou changez le bon de commande.",
            source=copy.edition.source, value=str(pages), limit=f"{ticket.min_pages}-{ticket.max_pages}", who="office",
        )
    ]  # fmt: skip
