"""What blocks complained about while they were laid out, as findings with a place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from marbre.block import Block, Complaint
from marbre.colour import difference
from marbre.findings import Finding, Severity
from marbre.inks import Cmyk, Rgb
from marbre.measures import Box
from marbre.plan.model import Page, Slot

_WORDS = {
    "glyph_missing": (
        Severity.ERROR,
        "Un caractère n'existe pas dans la police : {text}",
        "Remplacez ce caractère dans le texte, ou donnez une police qui l'a.",
    ),
    "engine_warning": (
        Severity.WARNING,
        "Le moteur de mise en page se plaint : {text}",
        "Corrigez le gabarit ou sa feuille de style.",
    ),
    "block_failed": (
        Severity.ERROR,
        "Ce bloc n'a pas pu être composé : {text}",
        "Vérifiez le texte et le gabarit de ce bloc.",
    ),
    "paint_not_carried": (
        Severity.WARNING,
        "Ce bloc demande une peinture que l'impression ne sait pas porter, et s'imprime sans elle : {text}",
        "Dessinez-la autrement dans la feuille de style (aplat, dégradé, image).",
    ),
    "block_timeout": (
        Severity.ERROR,
        "La composition de ce bloc a dépassé {text}.",
        "Raccourcissez le texte ou simplifiez le gabarit.",
    ),
    "text_overset": (
        Severity.ERROR,
        "Le texte dépasse son cadre de {text}.",
        "Raccourcissez le texte, ou donnez-lui un plus grand cadre.",
    ),
}


def complaints(
    pages: Sequence[Page], blocks: Mapping[str, Block], palette: Mapping[str, tuple[Rgb, Cmyk]] | None = None
) -> tuple[Finding, ...]:
    """Every complaint of every block placed, once a block, and every colour off the palette with the nearest of it."""
    findings: list[Finding] = []
    seen: set[str] = set()
    sheets: dict[str, set[int]] = {}
    for page in pages:
        for slot in page.slots:
            sheets.setdefault(slot.key, set()).add(slot.index)
            if slot.key in seen:
                continue
            seen.add(slot.key)
            block = blocks[slot.key]
            findings += [_finding(complaint, slot, page) for complaint in block.complaints]
            findings += _off_palette(block, slot, page, palette or {})
    for page in pages:
        for slot in page.slots:
            left = len(blocks[slot.key].sheets) - len(sheets[slot.key])
            if slot.key in seen and left > 0:
                seen.discard(slot.key)
                findings.append(_finding(Complaint("text_overset", f"{left} cadre(s) de texte"), slot, page))
    return tuple(findings)


def _finding(complaint: Complaint, slot: Slot, page: Page) -> Finding:
    severity, message, remedy = _WORDS[complaint.id]
    return Finding(
        complaint.id, severity, f"{slot.name} : {message.format(text=complaint.text)}", remedy, record=slot.record,
        page=page.folio, box=Box(round(slot.x, 2), round(slot.y, 2), 0, round(slot.height, 2)), value=complaint.text,
    )  # fmt: skip


def _off_palette(
    block: Block, slot: Slot, page: Page, palette: Mapping[str, tuple[Rgb, Cmyk]]
) -> list[Finding]:
    colours = sorted({colour for sheet in block.sheets for colour in sheet.off_palette})
    if not colours:
        return []
    shown = [f"{colour}{_nearest(colour, palette)}" for colour in colours]
    return [
        Finding(
            "colour_off_palette", Severity.WARNING,
            f"{slot.name} : couleur hors palette ({' ; '.join(shown)}).",
            "Utilisez une couleur de brand.yaml ou l'une de ses teintes dans la feuille de style.",
            record=slot.record, page=page.folio, value=re.sub(r"\W+", " ", " ".join(colours)).strip(),
        )
    ]  # fmt: skip


def _nearest(colour: str, palette: Mapping[str, tuple[Rgb, Cmyk]]) -> str:
    """The palette colour that looks most like it, with the CIEDE2000 difference."""
    red, green, blue = bytes.fromhex(colour[1:])
    apart = [(difference((red, green, blue), rgb), name) for name, (rgb, _) in palette.items()]
    if not apart:
        return ""
    least, name = min(apart)
    return f", au plus près de « {name} », ΔE {least:.1f}".replace(".", ",")
