"""What a section promises and the offers do not keep: pages without offers, packages without their seller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from marbre.brand import Brand
from marbre.edition import Edition, Section
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer

Chosen = Mapping[str, tuple[Offer, ...]]


def empty_sections(edition: Edition, chosen: Chosen, offers: Sequence[Offer]) -> Iterator[Finding]:
    """Sections that found no offer, or fewer than their pages are made for."""
    aspects = {name for offer in offers for name, _ in offer.aspects}
    for section in edition.flatplan:
        if section.select is None or section.option("stay") or section.option("rest"):
            continue
        found, needed = len(chosen.get(section.id, ())), _needed(section)
        if found >= needed:
            continue
        pages = f" pour {section.pages} pages" if section.pages > 1 else ""
        said = f"{found} fiche{'s' if found > 1 else ''}" if found else "aucune fiche"
        aspect = section.select.aspect
        old = bool(aspect) and aspect not in aspects
        yield Finding(
            "section_empty", Severity.ERROR if section.kind in ("page", "spread") else Severity.WARNING,
            f"La section « {section.id} » n'a trouvé que {said}{pages}." if found else
            f"La section « {section.id} » n'a trouvé {said}{pages}.",
            f"Aucune fiche n'a l'aspect {aspect} : importez de nouveau l'export complet." if old
            else "Élargissez la sélection, diminuez `pages`, ou retirez la section.",
            source=section.source, value=str(found), limit=str(needed), who="office",
        )  # fmt: skip


def _needed(section: Section) -> int:
    """The fewest offers that leave no page of a section empty."""
    assert section.select is not None
    if section.kind not in ("page", "spread") or section.pages < 2:
        return 1
    each = ceil(section.select.limit / section.pages) if section.select.limit else 1
    return (section.pages - 1) * each + 1


def seller_findings(edition: Edition, brand: Brand, chosen: Chosen) -> Iterator[Finding]:
    """Packages on pages of their own are offered for sale: their seller must say who registered, guarantees and insures
    him (Code du tourisme, art. L211-18 and R211-2). A line of a listing names the seller by his contact."""
    sold = [
        offer
        for section in edition.flatplan
        if section.kind in ("page", "spread", "choice")
        for offer in chosen.get(section.id, ())
        if offer.type == "SEJOUR_PACKAGE"
    ]
    seller = brand.seller
    said = (("l'immatriculation", seller.registration), ("le garant", seller.guarantor), ("l'assureur", seller.insurer))
    missing = [name for name, text in said if not text]
    if sold and missing:
        yield Finding(
            "seller_registration_missing", Severity.ERROR,
            f"L'édition vend {len(sold)} forfait{'s' if len(sold) > 1 else ''} (« {sold[0].names.best('fr')} »…) et ne dit pas "
            f"{', '.join(missing)} (code du tourisme, art. L211-18 et R211-2).",
            "Complétez `seller` dans brand.yaml.", record=sold[0].id, source="brand.yaml:1", value=", ".join(missing),
            who="office",
        )  # fmt: skip
