"""The specimen: every component of a layout in every state, from listings made out of the store's fullest ones.

Each placed block of the specimen edition is one piece with a name of its own, so that it can be looked at, kept, and held
against what was accepted before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from marbre.brand_file import read_brand
from marbre.build.edition import Progress, silent, web_file
from marbre.edition import Edition
from marbre.edition_file import read_edition
from marbre.finish.looks import PPI, small_png
from marbre.measures import MM_PER_INCH, Box
from marbre.offers.model import Offer, Texts
from marbre.offers.store import read_offers
from marbre.plan.model import FlatPlan, Placed
from marbre.preflight.readback import page_pictures
from marbre.project import Project

#: The edition that shows the components.
SPECIMEN = "_specimen"
STATES = ("full", "bare", "long", "short")
_TYPES = ("RESTAURATION", "EQUIPEMENT", "FETE_ET_MANIFESTATION")
#: What a bare listing keeps: nothing that may be absent.
_KEPT = ("id", "type", "subtype", "names", "place", "opening", "criteria", "terms", "numbers", "digest")


@dataclass(frozen=True, slots=True)
class Piece:
    """One component in one state: its name, the page it is on (from 0), its box in mm from the head left of the trim."""

    name: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Specimen:
    """A specimen in one language: its web file and its pieces."""

    language: str
    pdf: bytes
    pieces: tuple[Piece, ...]


def make_specimen(project: Project, language: str, progress: Progress = silent) -> Specimen:
    """Build the specimen edition in memory. Raises MarbreError for what is wrong with its files."""
    edition = read_edition(project.root, SPECIMEN, read_brand(project.brand))
    offers = specimen_offers(edition, read_offers(project.store))
    plan, pdf = web_file(project, SPECIMEN, language, offers, progress)
    return Specimen(language, pdf, tuple(pieces(plan, edition)))


def pieces(plan: FlatPlan, edition: Edition) -> Iterator[Piece]:
    """What a plan shows: each component by its own box, full pages and pages of columns whole; a second one of a name
    counts on."""
    trim, seen = edition.format.trim, Counter[str]()
    whole = Box(0, 0, trim.width, trim.height)

    def piece(name: str, page: int, box: Box) -> Piece:
        seen[name] += 1
        return Piece(name if seen[name] == 1 else f"{name}-{seen[name]}", page, box)

    for number, page in enumerate(plan.pages):
        full = False
        for item in page.placed:
            name = _name(item)
            full = full or bool(name and item.x < 0)
            if name:
                yield piece(name, number, whole if item.x < 0 else item.box)
        if not full:
            yield piece(f"page-{page.section}", number, whole)


def pictures(specimen: Specimen) -> dict[str, bytes]:
    """Each piece as a small PNG, by name."""
    pages = page_pictures(specimen.pdf, PPI)
    made: dict[str, bytes] = {}
    for piece in specimen.pieces:
        box = [round(end / MM_PER_INCH * PPI) for end in _ends(piece.box)]
        made[piece.name] = small_png(pages[piece.page].crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1))))
    return made


def _ends(box: Box) -> tuple[float, float, float, float]:
    """With a little of what is around it, so that what sticks out is seen."""
    return max(0.0, box.x - 1), max(0.0, box.y - 1), box.x + box.width + 1, box.y + box.height + 1


def _name(item: Placed) -> str:
    """Template and state of a listing, template and section of anything else; furniture is seen on its pages."""
    if item.furniture or not item.template:
        return ""
    if item.record is not None:
        return f"{item.template}-{STATES[item.record % 10]}"
    return re.sub(r"[^a-z0-9]+", "-", f"{item.template}-{item.name.partition(':')[2]}".casefold()).strip("-")


def specimen_offers(edition: Edition, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Listings in every state at every partner level, out of the fullest offer of a type. The last figure of an id says the
    state, the tens the level."""
    made: list[Offer] = []
    for index, kind in enumerate(_TYPES):
        some = [offer for offer in offers if offer.type == kind]
        if not some:
            continue
        fullest = max(some, key=lambda offer: (_fullness(offer), -offer.id))
        levels = edition.levels if kind == "RESTAURATION" else edition.levels[1:2]
        for rank, level in enumerate(levels):
            for state in range(len(STATES)):
                shown = replace(fullest, id=(index + 1) * 1000 + rank * 10 + state, criteria=level.criteria)
                made.append(in_state(shown, STATES[state]))
    return tuple(replace(offer, digest=f"{offer.id}:{offer.digest}") for offer in made)


def _fullness(offer: Offer) -> int:
    return sum(bool(getattr(offer, field.name)) for field in fields(offer)) + len(offer.names.languages)


def in_state(offer: Offer, state: str) -> Offer:
    """An offer full, bare (nothing that may be absent), long (texts 40 % longer, a long name) or short."""
    if state == "bare":
        return Offer(**{name: getattr(offer, name) for name in _KEPT})
    if state == "long":
        names = Texts(tuple((lang, f"{text} – {text}") for lang, text in offer.names))
        return replace(offer, names=names, short=_longer(offer.short))
    if state == "short":
        shorter = Texts(tuple((lang, re.split(r"(?<=[.!?…:,])\s", text)[0].rstrip(":,") + ".") for lang, text in offer.short))
        names = Texts(tuple((lang, text.split()[-1]) for lang, text in offer.names))
        return replace(offer, names=names, short=shorter, contacts=offer.contacts[:1])
    return offer


def _longer(texts: Texts) -> Texts:
    return Texts(tuple((lang, f"{text} {text[: int(len(text) * 0.4)].rsplit(' ', 1)[0]}.") for lang, text in texts))
