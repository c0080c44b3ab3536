"""Brand rules on colours, inks, fonts and type sizes, for files held against a brand.

Importing this module declares every brand rule; those on contrast and on the signature live beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from marbre.brand import Brand
from marbre.colour import difference
from marbre.findings import Finding, Severity
from marbre.measures import pt_to_mm
from marbre.preflight import rules_brand_contrast as rules_brand_contrast
from marbre.preflight import rules_brand_signature as rules_brand_signature
from marbre.preflight.appearance import appearance, printed
from marbre.preflight.covering import grounds, hidden
from marbre.preflight.facts import Colour, FileFacts, Font, Kind, PageFacts, Painted
from marbre.preflight.palette import Swatch, grey, label, named, spots_of, swatches, tint_of
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.rules_brand_contrast import lettered
from marbre.preflight.strips import overlap
from marbre.preflight.wording import count, figure, listed, pt, quoted

#: Faces that programs put in where a font is missing.
_STOPGAPS = ("dejavu", "liberation", "nimbus", "freesans", "freeserif", "freemono", "adobesansmm", "adobeserifmm")
#: The face of our own pictograms.
PICTOGRAMS = "MarbrePictos"
_STYLES = (
    "thin", "extralight", "ultralight", "light", "book", "regular", "roman", "normal", "medium", "semibold", "demibold",
    "demi", "bold", "extrabold", "ultrabold", "black", "heavy", "italic", "oblique", "mt", "ps",
)  # fmt: skip
#: From so many letters below the size of listings, small type is running text.
_RUNNING = 400
#: Up to so many signs, small type is a mark on a map or a plate.
_SIGN = 3
#: Objects of one colour that are looked at for being covered; beyond, they count as seen.
_LOOKED_AT = 50
#: Foreign colours of a page that are named, the largest first.
_COLOURS = 20
#: Small texts of a page that are looked at.
_SMALL_TEXTS = 500


@dataclass(frozen=True, slots=True)
class Use:
    """A colour as used: by what, its place in the order of painting, how large in pt²."""

    colour: Colour
    thing: Painted
    index: int
    area: float


def _area(thing: Painted, stroke: bool) -> float:
    """About how much of the page in pt² a fill or stroke covers, not more than its box."""
    left, bottom, right, top = thing.box
    box = (right - left) * (top - bottom)
    if thing.kind is not Kind.PATH or not thing.outline:
        return box
    if stroke:
        return min(box, thing.line * sum(dist(a, b) for points, _ in thing.outline for a, b in pairwise(points))) or box
    return thing.area


def uses(page: PageFacts) -> Iterator[Use]:
    """Every flat colour painted inside the trim. Pictures, gradients and patterns are left out."""
    cut = page.boxes.cut
    for index, thing in enumerate(page.painted):
        if not thing.visible or thing.kind not in (Kind.TEXT, Kind.PATH):
            continue
        left, bottom, right, top = thing.box
        if not overlap((left - 0.05, bottom - 0.05, right + 0.05, top + 0.05), cut):
            continue
        if thing.kind is Kind.TEXT and not thing.text.strip():
            continue
        for colour, stroke in ((thing.fill, False), (thing.stroke, True)):
            if colour is not None and colour.space != "Pattern":
                yield Use(colour, thing, index, _area(thing, stroke))


def _strange(page: PageFacts, brand: Brand) -> dict[str, list[Use]]:
    """Uses off the palette by colour in figures, the largest first; what is covered again is left out."""
    found: dict[str, list[Use]] = {}
    for use in uses(page):
        if not use.colour.white and dict(use.colour.inks).keys() != {"All"} and named(use.colour, brand) is None:
            found.setdefault(label(use.colour), []).append(use)
    largest = sorted(found.items(), key=lambda item: -sum(use.area for use in item[1]))[:_COLOURS]
    over = grounds(page) if found else ()
    kept = {key: _bare(several, over) for key, several in largest}
    return {key: several for key, several in kept.items() if several}


def _bare(several: Sequence[Use], over: Sequence[tuple[int, Painted]]) -> list[Use]:
    if len(several) > _LOOKED_AT:
        return list(several)
    return [use for use in several if not hidden(use.thing, use.index, over)]


def nearest(colour: Colour, job: Job, brand: Brand) -> tuple[Swatch, float]:
    """The palette colour or tint that looks most like a colour in print, and its ΔE2000."""
    seen = appearance(colour, job)
    return min(
        ((one, difference(seen, printed(one.cmyk, job))) for one in swatches(brand)), key=lambda pair: pair[1]
    )


def _square_cm(several: Iterable[Use], page: PageFacts) -> float:
    return sum(use.area for use in several) * (pt_to_mm(1) * page.user_unit) ** 2 / 100


@page_rule
def brand_colour(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Flat colours are those of the palette.

    Rule: every colour painted is a palette colour or one of its tints, within 0.6 point of each ink. Text in a foreign
    colour is an error; other tints of the palette's colours are not.
    Why: the brand is known by its colours; a near miss beside the right one looks like a misprint.
    Fix: use the palette colour named in the finding.
    """
    if job.brand is None:
        return
    for figures, several in _strange(page, job.brand).items():
        first = several[0]
        if grey(first.colour) is not None:
            continue
        near, far = nearest(first.colour, job, job.brand)
        own = tint_of(first.colour, job.brand)
        text = next((use for use in several if use.thing.kind is Kind.TEXT), None)
        on = f", texte {quoted(text.thing.text)}" if text else ""
        yield Finding(
            "brand_colour", Severity.ERROR if text and not own else Severity.WARNING,
            f"{f'Teinte non prévue, {own} ({figures}),' if own else f'Couleur hors palette {figures}'} sur "
            f"{figure(_square_cm(several, page))} cm²{on}. La plus proche : {near.label} (ΔE {figure(far)}).",
            f"Remplacez-la par {near.label} (C M J N {' '.join(figure(part) for part in near.cmyk)}).",
            page=page.number, box=place((text or first).thing.box, page), value=figures,
            limit=f"{near.label}, ΔE {figure(far)}", who="studio",
        )  # fmt: skip


@page_rule
def brand_grey(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Greys are tints of the brand's black.

    Rule: K alone is printed at the percentages that the palette gives for black.
    Why: greys that differ by a few points look careless, yet do no harm in print.
    Fix: use the nearest tint of black.
    """
    if job.brand is None:
        return
    tints = [one.cmyk[3] for one in swatches(job.brand) if max(one.cmyk[:3]) == 0 and one.cmyk[3] > 0]
    greys = {
        level: several for several in _strange(page, job.brand).values()
        if (level := grey(several[0].colour)) is not None
    }  # fmt: skip
    if not greys or not tints:
        return
    largest = max(greys, key=lambda level: _square_cm(greys[level], page))
    near = min(tints, key=lambda tint: abs(tint - largest))
    shown = listed([f"N {figure(level, 0)}" for level in sorted(greys)])
    yield Finding(
        "brand_grey", Severity.INFO,
        f"{count(len(greys), 'gris hors palette', 'gris hors palette')} : {shown}, sur "
        f"{figure(sum(_square_cm(several, page) for several in greys.values()))} cm².",
        f"Utilisez N {figure(near)}, la teinte de noir la plus proche.", page=page.number,
        box=place(greys[largest][0].thing.box, page), value=shown, limit=f"N {figure(near)}", who="studio",
    )  # fmt: skip


@page_rule
def brand_spot(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Spot inks are those of the brand.

    Rule: every spot ink painted is the ink of a palette colour.
    Why: each further ink is one more plate to pay for, in a colour nobody chose.
    Fix: convert it to the palette's process colour, or declare it in brand.yaml.
    """
    if job.brand is None:
        return
    own = {one.spot for one in job.brand.palette if one.spot}
    seen: set[str] = set()
    for use in uses(page):
        for name, _ in spots_of(use.colour):
            if name in own or name in seen:
                continue
            seen.add(name)
            yield Finding(
                "brand_spot", Severity.WARNING, f"L'encre {name} n'est pas une encre de la marque.",
                "Convertissez-la en une couleur de la palette, ou déclarez-la dans brand.yaml.", page=page.number,
                box=place(use.thing.box, page), value=name, limit=", ".join(sorted(own)) or "aucune", who="studio",
            )  # fmt: skip


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def of_face(font: Font, faces: Iterable[str]) -> bool:
    """Whether a font is one of these families, whatever its weight: Barlow-Bold and Barlow,Bold are Barlow,
    BarlowCondensed-Bold is not."""
    stem = _plain(font.name.replace(",", "-").split("-")[0])
    for face in faces:
        rest = stem.removeprefix(_plain(face)) if stem.startswith(_plain(face)) else None
        while rest:
            style = next((one for one in _STYLES if rest.startswith(one)), None)
            if style is None:
                break
            rest = rest[len(style) :]
        if rest == "":
            return True
    return False


def families(job: Job, brand: Brand) -> tuple[str, ...]:
    """The families that the job names, else every one that the brand may be set in, with its pictograms."""
    return job.faces or (*dict.fromkeys(one for role in brand.roles for one in role.families), PICTOGRAMS)


@page_rule
def brand_font(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Text is set in the brand's faces.

    Rule: every font that paints text belongs to a family of the brand; a stopgap of the machine is an error.
    Why: a foreign face shows at once, and a stopgap means that the right one was missing.
    Fix: set the text in the brand's face, with the font installed when exporting.
    """
    if job.brand is None:
        return
    faces = families(job, job.brand)
    letters: dict[str, list[Painted]] = {}
    for thing in _texts(page):
        if thing.font is not None and thing.font.name and not of_face(thing.font, faces):
            letters.setdefault(thing.font.name, []).append(thing)
    for name, several in letters.items():
        stopgap = _plain(name).startswith(_STOPGAPS)
        number = sum(len(thing.text) for thing in several)
        kind = "La police de secours" if stopgap else "La police"
        yield Finding(
            "brand_font", Severity.ERROR if stopgap else Severity.WARNING,
            f"{kind} {name} n'est pas de la charte ({count(number, 'signe', 'signes')}, {quoted(several[0].text)}).",
            f"Composez ce texte dans une police de la charte : {', '.join(faces)}.", page=page.number,
            box=place(several[0].box, page), value=name, limit=", ".join(faces), who="studio",
        )  # fmt: skip


def _texts(page: PageFacts) -> Iterator[Painted]:
    for thing in page.painted:
        if thing.kind is Kind.TEXT and thing.visible and thing.text.strip() and overlap(thing.box, page.boxes.cut):
            yield thing


def _raised(text: Painted, texts: Sequence[Painted]) -> bool:
    """Whether a text is a superior or an index: a few signs beside larger type on the same line."""
    if len(text.text.strip()) > 3:
        return False
    left, bottom, right, top = text.box
    return any(
        other.size > text.size and other.box[1] - other.size < bottom and top < other.box[3] + other.size
        and left < other.box[2] + other.size and right > other.box[0] - other.size
        for other in texts
    )  # fmt: skip


def _letters_below(page: PageFacts, least: float) -> list[Painted]:
    """Texts with letters or figures smaller than `least` pt, smallest first, superiors and indices left out."""
    texts = tuple(_texts(page))
    small = [
        text for text in texts
        if 0 < text.size < least - 0.05 and lettered(text)
    ]  # fmt: skip
    return sorted((text for text in small[:_SMALL_TEXTS] if not _raised(text, texts)), key=lambda text: text.size)


@page_rule
def brand_type_small(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """No type is smaller than the brand's smallest.

    Rule: letters are at least as large as the size for legal lines, 6 pt; marks of up to three signs are a
    warning.
    Why: nobody over forty reads them without a glass.
    Fix: enlarge the text, or shorten it so that it fits.
    """
    if job.brand is None:
        return
    limit = job.brand.minimum.legal
    small = _letters_below(page, limit)
    if not small:
        return
    size = small[0].size
    yield Finding(
        "brand_type_small",
        Severity.ERROR if any(len(text.text.strip()) > _SIGN for text in small) else Severity.WARNING,
        f"{count(len(small), 'texte trop petit', 'textes trop petits')}, le plus petit à {pt(size)} : "
        f"{quoted(small[0].text)}.",
        f"Composez-le à {pt(limit)} au moins.", page=page.number, box=place(small[0].box, page), value=pt(size),
        limit=pt(limit), who="studio",
    )  # fmt: skip


@page_rule
def brand_type_listing(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Running text is not set as small as legal lines.

    Rule: a page has no more than a few lines below the size for listings, 7.5 pt. A file does not say which text is
    what, so this is for the record.
    Why: small type tires, and tourist guides are read on the road.
    Fix: enlarge the text unless it is legal lines or captions.
    """
    if job.brand is None:
        return
    least, limit = job.brand.minimum.legal, job.brand.minimum.listing
    small = [text for text in _letters_below(page, limit) if text.size >= least - 0.05]
    number = sum(len(text.text) for text in small)
    if number < _RUNNING:
        return
    size = small[0].size
    yield Finding(
        "brand_type_listing", Severity.INFO,
        f"{number} signes sous {pt(limit)}, les plus petits à {pt(size)}.",
        f"Hors mentions légales et légendes, composez à {pt(limit)} au moins.", page=page.number,
        box=place(small[0].box, page), value=pt(size), limit=pt(limit), who="studio",
    )  # fmt: skip
