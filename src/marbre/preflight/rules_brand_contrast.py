"""Brand rules on the contrast of text with what lies below it (WCAG 2.2, 1.4.3), on flat grounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marbre.brand import Brand
from marbre.colour import contrast
from marbre.findings import Finding, Severity
from marbre.preflight.appearance import declared
from marbre.preflight.covering import ground_at, grounds, hidden
from marbre.preflight.facts import Colour, FileFacts, Font, Kind, PageFacts, Painted
from marbre.preflight.palette import label, named
from marbre.preflight.rule import Job, page_rule, place
from marbre.preflight.strips import overlap
from marbre.preflight.wording import count, figure, pt, quoted

#: Contrast that small text wants, and what no text may fall below.
WANTED, LEAST = 4.5, 3.0
#: Large text in pt: plain, and bold. Titles from the third size on may be of bright colours.
LARGE, LARGE_BOLD, DISPLAY = 18.0, 14.0, 36.0
DISPLAY_WANTED = 2.0
#: Small text up to a tenth short is for the record: paper and ink vary as much.
NEARLY = 0.9
#: Text this light on a ground this much darker is reversed.
_REVERSED_LIGHT, _REVERSED_GROUND = 0.8, 0.5
_SIGNS = ("picto", "icon", "symbol", "dingbat", "emoji", "awesome")
_BOLD = ("bold", "black", "heavy", "semi", "demi")
#: Texts of a page that are looked at.
_TEXTS = 3000
#: Slack for ratios computed from rounded colours.
_ROUNDING = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with the flat colours below it at three places, and whether something later hides it."""

    text: Painted
    ink: Colour
    grounds: tuple[Colour, Colour, Colour]
    covered: bool


def bold(font: Font | None) -> bool:
    """Whether a font calls itself bold."""
    return font is not None and any(word in font.name.casefold() for word in _BOLD)


def lettered(text: Painted) -> bool:
    """Whether a text has letters or figures; a face of pictograms has none, whatever its signs are called."""
    signs = text.font is not None and any(word in text.font.name.casefold() for word in _SIGNS)
    return not signs and any(char.isalnum() for char in text.text)


def readings(page: PageFacts) -> Iterator[Reading]:
    """Texts on flat colour. Left out: over pictures, with a contour of their own or a halo below them, transparent."""
    under = grounds(page)
    looked_at = 0
    halos = [
        thing.box for thing in page.painted if thing.kind is Kind.TEXT and thing.visible and thing.stroke is not None
    ][:_TEXTS]
    for index, text in enumerate(page.painted):
        if text.kind is not Kind.TEXT or not text.visible or text.fill is None or text.stroke is not None:
            continue
        if text.alpha < 1 or text.blend != "Normal" or text.fill.space == "Pattern":
            continue
        if not lettered(text) or not overlap(text.box, page.boxes.cut):
            continue
        looked_at += 1
        if looked_at > _TEXTS:
            return
        if any(overlap(halo, text.box) for halo in halos):
            continue
        left, bottom, right, top = text.box
        wide = right - left >= top - bottom
        points = [
            (left + (right - left) * part, (bottom + top) / 2) if wide else ((left + right) / 2, bottom + (top - bottom) * part)
            for part in (0.15, 0.5, 0.85)
        ]
        below = [ground_at(under, index, x, y) for x, y in points]
        first, second, third = below
        if first is not None and second is not None and third is not None:
            yield Reading(text, text.fill, (first, second, third), hidden(text, index, under))


def _ratio(reading: Reading, job: Job, brand: Brand) -> tuple[float, Colour]:
    """The contrast of the middle one of three places: what most of a text that crosses an edge has below it."""
    ink = declared(reading.ink, job, brand)
    ratios = [(contrast(ink, declared(one, job, brand)), one) for one in reading.grounds]
    return sorted(ratios, key=lambda pair: pair[0])[1]


def _wanted(text: Painted) -> tuple[float, float]:
    """The contrast that a text wants, and the one below which it is an error (0: never)."""
    if text.size >= DISPLAY - 0.1:
        return DISPLAY_WANTED, 0.0
    large = text.size >= LARGE - 0.1 or (text.size >= LARGE_BOLD - 0.1 and bold(text.font))
    return (LEAST, 0.0) if large else (WANTED, LEAST)


def _name(colour: Colour, brand: Brand) -> str:
    known = named(colour, brand)
    return known.label if known else label(colour)


@page_rule
def brand_contrast(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Text stands out from its ground.

    Rule: a contrast of 4.5 for small text and 3 for large (18 pt, 14 pt bold); small text below 3 is an error;
    titles from 36 pt on want 2. Small text less than a tenth short is for the record.
    Why: readers with tired eyes, and all readers in sunlight, lose pale text.
    Fix: use a pair of colours that the brand allows for text.
    """
    if job.brand is None:
        return
    poor: dict[tuple[Colour, Colour, Severity], list[tuple[float, Painted]]] = {}
    for reading in readings(page):
        ratio, ground = _ratio(reading, job, job.brand)
        wanted, least = _wanted(reading.text)
        if ratio >= wanted - _ROUNDING or reading.covered:
            continue
        near = wanted == WANTED and ratio >= WANTED * NEARLY
        severity = Severity.INFO if near else Severity.ERROR if ratio < least - _ROUNDING else Severity.WARNING
        poor.setdefault((reading.ink, ground, severity), []).append((ratio, reading.text))
    for (ink, ground, severity), several in poor.items():
        ratio, text = several[0]
        wanted, _ = _wanted(text)
        more = f" ({count(len(several), 'texte', 'textes')})" if len(several) > 1 else ""
        yield Finding(
            "brand_contrast", severity,
            f"{_name(ink, job.brand)} sur {_name(ground, job.brand)} : contraste de {figure(ratio)} pour "
            f"{quoted(text.text)}, {pt(text.size)}{more}.",
            "Choisissez deux couleurs de la charte qui portent du texte l'une sur l'autre.", page=page.number,
            box=place(text.box, page), value=figure(ratio), limit=figure(wanted), who="studio",
        )  # fmt: skip


@page_rule
def brand_reversed(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """Light text on colour is large and strong enough.

    Rule: light text on a dark ground has at least the brand's size for reversed type, 7.5 pt, and is bold below the
    size of running text, 9 pt.
    Why: ink runs into thin white strokes, the more so when several inks must register.
    Fix: set it larger or bolder, or darker than its ground.
    """
    if job.brand is None:
        return
    minimum = job.brand.minimum
    weak: list[tuple[float, bool, Painted]] = []
    for reading in readings(page):
        light = _luminance(reading.ink, job, job.brand)
        dark = sorted(_luminance(ground, job, job.brand) for ground in reading.grounds)[1]
        size = reading.text.size
        if light < _REVERSED_LIGHT or dark > _REVERSED_GROUND:
            continue
        strong = bold(reading.text.font)
        if size >= minimum.body - 0.05 or (size >= minimum.reversed - 0.05 and strong):
            continue
        if not reading.covered:
            weak.append((size, strong, reading.text))
    if not weak:
        return
    size, strong, text = min(weak, key=lambda one: one[0])
    small = size < minimum.reversed - 0.05
    yield Finding(
        "brand_reversed", Severity.WARNING,
        f"Texte clair sur fond {'trop petit' if small else 'trop maigre'} : {quoted(text.text)}, {pt(size)}"
        f"{'' if strong else ', pas gras'} ({count(len(weak), 'texte', 'textes')}).",
        f"Composez le texte en réserve en gras, à {pt(minimum.reversed)} au moins.", page=page.number,
        box=place(text.box, page), value=pt(size) + ("" if strong else ", maigre"),
        limit=f"{pt(minimum.reversed)} gras", who="studio",
    )  # fmt: skip


def _luminance(colour: Colour, job: Job, brand: Brand) -> float:
    # Contrast with black is (L + 0.05) / 0.05.
    return contrast(declared(colour, job, brand), (0, 0, 0)) * 0.05 - 0.05
