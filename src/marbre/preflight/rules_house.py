"""House rules on what is painted: hairlines, pictures far above need, missing glyphs, outlined text.

Importing this module declares every house rule; those on edges, extent, covers, folds and QR codes live beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding, Severity
from marbre.measures import mm_to_pt, pt_to_mm
from marbre.preflight import rules_bleed as rules_bleed
from marbre.preflight import rules_codes as rules_codes
from marbre.preflight import rules_cover as rules_cover
from marbre.preflight import rules_extent as rules_extent
from marbre.preflight import rules_folds as rules_folds
from marbre.preflight.facts import FileFacts, Kind, PageFacts, Painted
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.strips import overlap
from marbre.preflight.wording import count, figure, pt, quoted

#: Lines a little under the limit come from rounding, in pt.
_ROUNDING = 0.01
#: From so many small shapes, and no text, letters have probably been turned into outlines.
OUTLINED = 300
#: A letter's height on paper, in mm.
_LETTER = (0.8, 6.0)
#: Pictures that come from a web page are seldom larger, in px.
WEB_PIXELS = 1200 * 900


def _seen(page: PageFacts) -> Iterator[Painted]:
    """What is visible inside the trim."""
    cut = page.boxes.cut
    for thing in page.painted:
        left, bottom, right, top = thing.box
        if thing.visible and overlap((left - 0.05, bottom - 0.05, right + 0.05, top + 0.05), cut):
            yield thing


def _thickness(thing: Painted, page: PageFacts) -> float | None:
    """The width in pt of a stroke, or of a filled bar that is longer than it is wide by far."""
    if thing.kind is not Kind.PATH:
        return None
    if thing.stroke is not None:
        return None if thing.stroke.white else thing.line
    if len(thing.outline) != 1 or len(thing.outline[0][0]) > 5:
        return None
    # What a frame leaves of a wider shape at its edge is no line: the shape itself is measured.
    xs, ys = zip(*thing.outline[0][0], strict=True)
    thin, long = sorted(((max(xs) - min(xs)) * page.user_unit, (max(ys) - min(ys)) * page.user_unit))
    bar = long > max(10 * thin, mm_to_pt(1))
    return thin if bar and thing.fill is not None and not thing.fill.white else None


@page_rule
def hairline(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No line is thinner than can be printed.

    Rule: lines are at least as thick as the printer's thinnest, 0.25 pt by default.
    Why: a thinner line breaks up or disappears; one of width 0 is as thin as the machine can.
    Fix: draw it thicker.
    """
    limit = job.printer.hairline
    thin = [
        (width, thing)
        for thing in _seen(page)
        if (width := _thickness(thing, page)) is not None and width < limit - _ROUNDING
    ]
    if not thin:
        return
    width, thing = min(thin, key=lambda pair: pair[0])
    yield Finding(
        "hairline", Severity.WARNING,
        f"{count(len(thin), 'filet trop fin', 'filets trop fins')}, le plus fin à {pt(width)}.",
        f"Donnez aux filets {pt(limit)} au moins.",
        page=page.number, box=place(thing.box, page), value=pt(width), limit=pt(limit), who="studio",
    )  # fmt: skip


@page_rule
def picture_too_fine(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pictures are not far finer than the press.

    Rule: resolution on paper stays below the printer's most, 450 ppi (2400 ppi for 1-bit pictures).
    Why: nothing of it is seen on paper; it only weighs and slows.
    Fix: reduce the picture to 300 ppi at its printed size.
    """
    fine = []
    for thing in _seen(page):
        image = thing.image
        if image is None or max(image.width, image.height) <= 16:
            continue
        most = job.printer.bitmaps.most if image.mask or image.bits == 1 else job.printer.pictures.most
        if image.ppi > most:
            fine.append((image.ppi / most, image.ppi, most, thing))
    if not fine:
        return
    _, ppi, most, thing = max(fine, key=lambda one: one[0])
    yield Finding(
        "picture_too_fine", Severity.INFO,
        f"{count(len(fine), 'image bien plus fine', 'images bien plus fines')} que nécessaire, jusqu'à {ppi:.0f} ppp.",
        "Réduisez l'image à 300 ppp pour sa taille imprimée (1200 ppp au trait).",
        page=page.number, box=place(thing.box, page), value=f"{ppi:.0f} ppp", limit=f"{most:.0f} ppp", who="studio",
    )  # fmt: skip


@page_rule
def picture_from_web(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pictures are originals, not copies from a web page.

    Rule: a picture below the printer's wish in resolution has more pixels than a web page shows.
    Why: enlarging does not bring back what the web copy threw away.
    Fix: ask for the original file.
    """
    small = [
        (thing.image.ppi, thing)
        for thing in _seen(page)
        if thing.image is not None and not thing.image.mask and thing.image.bits > 1 and thing.image.filter == "DCTDecode"
        and thing.image.ppi < job.printer.pictures.warning and thing.image.width * thing.image.height <= WEB_PIXELS
        and min(thing.image.width, thing.image.height) > 16
    ]  # fmt: skip
    if not small:
        return
    ppi, thing = min(small, key=lambda pair: pair[0])
    image = thing.image
    size = f"{image.width} × {image.height} px" if image else ""
    yield Finding(
        "picture_from_web", Severity.INFO,
        f"L'image ({size}) est agrandie à {ppi:.0f} ppp ; elle vient sans doute d'une page web.",
        "Demandez le fichier d'origine au photographe ; un agrandissement n'ajoute aucun détail.",
        page=page.number, box=place(thing.box, page), value=f"{ppi:.0f} ppp",
        limit=f"{job.printer.pictures.warning:.0f} ppp", who="photographer",
    )  # fmt: skip


@page_rule
def missing_glyphs(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Every character has its glyph.

    Rule: no text is painted with the glyph that stands for a missing one (.notdef).
    Why: readers see an empty box or nothing at all.
    Fix: replace the character, or use a font that has it.
    """
    missing = [thing for thing in _seen(page) if thing.kind is Kind.TEXT and thing.missing]
    if not missing:
        return
    number, first = sum(thing.missing for thing in missing), missing[0]
    font = f" dans {first.font.name}" if first.font else ""
    yield Finding(
        "missing_glyphs", Severity.ERROR,
        f"{count(number, 'caractère manque', 'caractères manquent')}{font}, près de {quoted(first.text)}.",
        "Remplacez ce caractère, ou composez-le dans une police qui l'a.",
        page=page.number, box=place(first.box, page), value=str(number), limit="0", who="studio",
    )  # fmt: skip


@page_rule
def text_outlined(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Text is still text.

    Rule: a page without text has no great number of shapes of the size of letters.
    Why: outlined letters print heavier and cannot be read, searched or corrected any more.
    Fix: export with embedded fonts, unless the printer asked for outlines.
    """
    small = 0
    for thing in _seen(page):
        if thing.kind is Kind.TEXT and thing.text.strip():
            return
        if thing.kind is not Kind.PATH or thing.fill is None or thing.fill.white:
            continue
        for points, _ in thing.outline:
            heights = [y for _, y in points]
            height = pt_to_mm(max(heights, default=0) - min(heights, default=0)) * page.user_unit
            small += len(points) > 5 and _LETTER[0] <= height <= _LETTER[1]
    if small < OUTLINED:
        return
    yield Finding(
        "text_outlined", Severity.INFO,
        f"Page sans texte, mais avec {figure(small, 0)} petites formes : le texte semble vectorisé.",
        "Livrez le texte avec ses polices incorporées, sauf demande contraire de l'imprimeur.",
        page=page.number, value=str(small), limit=str(OUTLINED), who="studio",
    )  # fmt: skip
