"""PDF/X-4 structure of each page (ISO 15930-7; GWG 2022 R0001–R0003): boxes, fonts, colour, annotations."""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding, Severity
from marbre.measures import pt_to_mm
from marbre.preflight.facts import Colour, FileFacts, PageFacts, Painted, Rect
from marbre.preflight.paths import common
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.rules_x4 import print_intents, printed_space

#: Boxes written with two or three decimals do not agree better than this, in pt.
_TOLERANCE = 0.02
_FREE = ("TrapNet", "PrinterMark")


@page_rule
def media_box_missing(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A page has a size.

    Rule: every page has a MediaBox, its own or inherited.
    Why: without it the sheet is guessed.
    Fix: export the page again.
    """
    if page.boxes.media is None:
        yield Finding(
            "media_box_missing", Severity.ERROR, "La page n'a pas de format (MediaBox).", "Exportez la page de nouveau.",
            page=page.number, value="absente", who="partner",
        )  # fmt: skip


@page_rule
def trim_box_missing(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A page says where it is cut.

    Rule: every page has either a TrimBox or an ArtBox, never both (ISO 15930-7, 6.5).
    Why: the printer imposes and cuts by it.
    Fix: export as PDF/X-4, which writes the TrimBox.
    """
    if page.boxes.trim is None and page.boxes.art is None:
        yield Finding(
            "trim_box_missing", Severity.ERROR, "La page ne dit pas où elle est coupée (TrimBox absente).",
            "Exportez en PDF/X-4, avec les fonds perdus.", page=page.number, value="absente", limit="TrimBox", who="partner",
        )  # fmt: skip
    elif page.boxes.trim is not None and page.boxes.art is not None:
        yield Finding(
            "trim_box_missing", Severity.ERROR, "La page a une TrimBox et une ArtBox à la fois.", "Retirez l'ArtBox.",
            page=page.number, value="TrimBox et ArtBox", limit="une seule", who="partner",
        )  # fmt: skip


@page_rule
def boxes_not_nested(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The boxes of a page lie one inside the other.

    Rule: MediaBox contains BleedBox contains TrimBox or ArtBox (ISO 15930-7, 6.5).
    Why: a cut outside the bleed or the sheet cannot be made.
    Fix: mend the boxes, or export again.
    """
    boxes = page.boxes
    inner = boxes.trim or boxes.art
    name = "TrimBox" if boxes.trim else "ArtBox"
    pairs = (("BleedBox", boxes.bleed, "MediaBox", boxes.media), (name, inner, "BleedBox", boxes.bleed),
             (name, inner, "MediaBox", boxes.media))  # fmt: skip
    for inside, small, outside, large in pairs:
        if small is None or large is None:
            continue
        over = _outside(small, large)
        if over > _TOLERANCE:
            yield Finding(
                "boxes_not_nested", Severity.ERROR,
                f"La {inside} dépasse de la {outside} de {_mm(over * page.user_unit)} mm.",
                "Exportez la page de nouveau, ou corrigez ses cadres.", page=page.number, box=place(small, page),
                value=f"{_mm(over * page.user_unit)} mm", limit="0 mm", who="partner",
            )  # fmt: skip


def _outside(small: Rect, large: Rect) -> float:
    return max(large[0] - small[0], large[1] - small[1], small[2] - large[2], small[3] - large[3])


def _mm(points: float) -> str:
    return f"{pt_to_mm(points):.2f}".replace(".", ",")


@page_rule
def boxes_damaged(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Boxes are rectangles.

    Rule: every box of a page is four numbers that span an area.
    Why: a box that cannot be read is left out, and the page gets another size.
    Fix: export the page again.
    """
    for fault in page.faults:
        if fault.endswith("Box illisible"):
            yield Finding(
                "boxes_damaged", Severity.ERROR, f"Un cadre de la page n'a pas de sens : {fault}.",
                "Exportez la page de nouveau.", page=page.number, value=fault.split()[0], who="partner",
            )  # fmt: skip


@page_rule
def crop_box_differs(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The whole sheet is shown.

    Rule: the CropBox is absent or equal to the MediaBox (GWG 2022, R0003).
    Why: what is shown, or placed by an imposition program, is not the whole page.
    Fix: take the CropBox off.
    """
    crop, media = page.boxes.crop, page.boxes.media
    if crop is None or media is None:
        return
    apart = max(abs(a - b) for a, b in zip(crop, media, strict=True))
    if apart > _TOLERANCE:
        yield Finding(
            "crop_box_differs", Severity.ERROR, f"La CropBox diffère de la MediaBox de {_mm(apart)} mm.",
            "Retirez la CropBox (recadrage) du document.", page=page.number, box=place(crop, page),
            value=f"{_mm(apart)} mm", limit="0 mm", who="partner",
        )  # fmt: skip


@page_rule
def user_unit(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A point is a point.

    Rule: there is no UserUnit (GWG 2022, R0002).
    Why: programs that do not know it print the page at another size.
    Fix: export at full size.
    """
    if page.user_unit != 1:
        yield Finding(
            "user_unit", Severity.ERROR, f"La page est à l'échelle {page.user_unit:g} (UserUnit).", "Exportez à l'échelle 1.",
            page=page.number, value=f"{page.user_unit:g}", limit="1", who="partner",
        )  # fmt: skip


@page_rule
def font_not_embedded(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The faces of a page are in the file.

    Rule: every font that paints is embedded (ISO 15930-7, 6.4).
    Why: another face is set in its place, and lines run otherwise.
    Fix: embed all fonts at export.
    """
    for font in page.fonts:
        if not font.embedded and not font.type3:
            first = next((one for one in page.painted if one.font == font and one.visible), None)
            name = font.name or "sans nom"
            yield Finding(
                "font_not_embedded", Severity.ERROR, f"La police {name} n'est pas incorporée.",
                "Incorporez toutes les polices à l'export.", page=page.number,
                box=place(first.box, page) if first else None, value=name, who="partner",
            )  # fmt: skip


def _families(one: Painted) -> set[str]:
    """Families of all spaces that a thing is painted in, also beneath indices and patterns."""
    colours: list[Colour] = [colour for colour in (one.fill, one.stroke, *one.stops) if colour is not None]
    found = {colour.space for colour in colours}
    return found | {colour.base for colour in colours if colour.space in ("Indexed", "Pattern")}


@page_rule
def device_rgb(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Screen colours need to say which screen.

    Rule: DeviceRGB is used only with an RGB output intent or a DefaultRGB (ISO 15930-7, 6.2.4).
    Why: the press converts such colours as it likes, black text in four inks.
    Fix: convert to the printer's CMYK at export.
    """
    if printed_space(file) == "RGB":
        return
    for one in page.painted:
        if one.visible and "DeviceRGB" in _families(one):
            colour = one.fill if one.fill is not None and one.fill.space != "DeviceCMYK" else one.stroke
            numbers = " ".join(f"{255 * part:.0f}" for part in (colour.parts if colour else ()))
            what = {"text": "Un texte", "image": "Une image", "shading": "Un dégradé"}.get(
                one.kind.value, "Un aplat ou filet"
            )
            yield Finding(
                "device_rgb", Severity.ERROR, f"{what} est en RVB.",
                "Convertissez les couleurs en CMJN à l'export.", page=page.number, box=place(one.box, page),
                value=numbers or "DeviceRGB", limit="CMJN", who="partner",
            )  # fmt: skip


@page_rule
def device_cmyk_against_intent(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Ink numbers need a press.

    Rule: DeviceCMYK is used only with a CMYK output intent (ISO 15930-7, 6.2.4).
    Why: nobody knows which inks on which paper are meant.
    Fix: export with the printer's CMYK profile.
    """
    if printed_space(file) not in ("RGB", "GRAY"):
        return
    for one in page.painted:
        if one.visible and "DeviceCMYK" in _families(one):
            yield Finding(
                "device_cmyk_against_intent", Severity.ERROR, "Une couleur CMJN contredit le profil de sortie du fichier.",
                f"Exportez avec le profil {job.printer.condition.identifier}.", page=page.number,
                box=place(one.box, page), value=printed_space(file), limit="CMYK", who="partner",
            )  # fmt: skip


@page_rule
def icc_cmyk_of_intent(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The press's own colours are given as plain numbers.

    Rule: no ICCBased CMYK space has the output intent's own profile (ISO 15930-7, 6.2.4.2).
    Why: overprinting and pure black get lost on the way through the profile.
    Fix: export these colours as device CMYK.
    """
    own = {intent.profile.digest for intent in print_intents(file) if intent.profile}
    for one in page.painted:
        if one.visible and any(
            colour is not None and colour.profile and colour.profile in own for colour in (one.fill, one.stroke)
        ):
            yield Finding(
                "icc_cmyk_of_intent", Severity.ERROR, "Une couleur CMJN porte le profil de sortie lui-même.",
                "Exportez ces couleurs sans profil (CMJN simple).", page=page.number, box=place(one.box, page),
                value="ICCBased", limit="DeviceCMYK", who="partner",
            )  # fmt: skip


@page_rule
def blend_space(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Transparency is mixed in the inks of the press.

    Rule: a transparency group's device space is that of the output intent (ISO 15930-7, 6.2.6).
    Why: colours mixed in RGB come out dull or shifted in CMYK.
    Fix: set the transparency blend space to CMYK at export.
    """
    wrong = {"CMYK": "DeviceRGB", "RGB": "DeviceCMYK", "GRAY": "DeviceRGB"}.get(printed_space(file) or "CMYK", "")
    for group in page.groups:
        if group.space == wrong:
            where = "La page" if group.where == "page" else f"Un objet transparent (objet {group.where})"
            yield Finding(
                "blend_space", Severity.ERROR, f"{where} mélange ses transparences en {group.space}.",
                "Réglez l'espace de fusion des transparences sur CMJN.", page=page.number, value=group.space,
                limit=printed_space(file) or "CMYK", who="partner",
            )  # fmt: skip


@page_rule
def annotation_inside(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Nothing is stuck on a page for print.

    Rule: annotations other than printer's marks lie outside the BleedBox (ISO 15930-7, 6.17).
    Why: notes, links and fields may be printed, or make the file refused.
    Fix: remove links, notes and fields at export.
    """
    area = page.boxes.bleed or page.boxes.cut
    for annotation in page.annotations:
        if annotation.subtype not in _FREE and common(annotation.rect, area) is not None:
            yield Finding(
                "annotation_inside", Severity.ERROR, f"La page porte une annotation ({annotation.subtype or 'sans type'}).",
                "Retirez liens, notes et champs à l'export.", page=page.number, box=place(annotation.rect, page),
                value=annotation.subtype, limit="aucune", who="partner",
            )  # fmt: skip
