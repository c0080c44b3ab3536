"""The specimens: every component of a layout in every state, from texts of their own and listings made out of the store's
fullest ones.

Each placed block of a specimen edition is one piece with a name of its own, so that it can be looked at, kept, and held
against what was accepted before.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from marbre.beside import Call, side_by_side
from marbre.brand_file import read_brand
from marbre.build.edition import Progress, silent, web_file
from marbre.build.pressroom import early_press
from marbre.build.specimen_states import STATES, fullness, in_state, text_in_state, title_in_state
from marbre.compose.copy import Copy, numbers_of, read_copy
from marbre.compose.tailoring import Tailored, tailored
from marbre.compose.templates import filled_templates
from marbre.edition import Edition, Section
from marbre.edition_file import read_edition
from marbre.findings import Finding
from marbre.finish.looks import PPI, small_png
from marbre.measures import MM_PER_INCH, Box
from marbre.offers.model import Offer
from marbre.offers.staying import Stay, choose
from marbre.offers.store import read_offers
from marbre.offers.whereabouts import Spot
from marbre.plan.model import FlatPlan, Placed
from marbre.preflight.readback import page_pictures
from marbre.press.pool import Press
from marbre.project import Project
from marbre.texts import Article

#: What specimen editions are called: this and the name of their layout, or of what they show of it.
SPECIMEN = "_specimen-"
#: The one whose listings stand at every partner level.
GUIDE = f"{SPECIMEN}guide"
#: Made listings have ids below this; those of Apidae lie above.
MADE = 100_000
#: The longest side of an accepted picture, in pixels.
LONGEST = 400
_TYPES = ("RESTAURATION", "EQUIPEMENT", "FETE_ET_MANIFESTATION")
#: Kinds whose sections are listings, and those that stand in states as they are.
_LISTINGS = ("listing", "table", "agenda", "calendar")
_IN_STATES = ("page", "spread", "article")
#: The stay that a specimen for stays is made for: three nights at Issoire, four persons, one of
#: them in a wheelchair, so that some lodgings are to be asked.
STAY = Stay(Spot("Issoire", 45.5441, 3.2489), date(2027, 7, 10), date(2027, 7, 13), 4, 4.0, accessible=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """One component in one state: its name, the page it is on (from 0), its box in mm from the head left of the trim."""

    name: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Specimen:
    """A specimen in one language: its web file, its pieces and a small picture (PNG) of each by name; `templates` that were
    filled for it; what was found wrong with its blocks."""

    name: str
    language: str
    pdf: bytes
    pieces: tuple[Piece, ...]
    pictures: Mapping[str, bytes]
    templates: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def short(self) -> str:
        """What it is called where all are specimens."""
        return self.name.removeprefix(SPECIMEN)


def specimen_names(project: Project) -> tuple[str, ...]:
    """All specimen editions."""
    return tuple(sorted(path.parent.name for path in project.editions.glob(f"{SPECIMEN}*/edition.yaml")))


def made_specimen(
    project: Project, name: str, language: str, progress: Progress = silent, opened: Press | None = None
) -> Specimen:
    """Build a specimen edition in memory. Raises MarbreError for what is wrong with its files."""
    copy = specimen_copy(project, name, language)
    plan, pdf, findings = web_file(project, copy, progress, opened)
    trim = copy.edition.format.trim
    ppi = min(PPI, round(LONGEST * MM_PER_INCH / max(trim.width, trim.height)))
    shown = tuple(pieces(plan, copy.edition))
    return Specimen(name, language, pdf, shown, _pictures(pdf, shown, ppi), filled_templates(copy.layout), findings)


def made_specimens(project: Project, names: Sequence[str] = (), languages: Sequence[str] = ()) -> list[Specimen]:
    """Specimens (all of them, or those named) in their languages (or those of `languages` that they have), as many at a time
    as there are cores."""
    brand = read_brand(project.brand)
    editions = [read_edition(project.root, name, brand) for name in names or specimen_names(project)]
    wanted = [
        (len(edition.flatplan) * (1 if number else 2), edition.name, language)
        for edition in editions
        for number, language in enumerate(edition.languages)
        if not languages or language in languages
    ]
    loads: list[list[tuple[str, str]]] = [[] for _ in range(min(len(wanted), os.cpu_count() or 1))]
    weights = [0] * len(loads)
    for weight, name, language in sorted(wanted, reverse=True):
        lightest = weights.index(min(weights))
        loads[lightest].append((name, language))
        weights[lightest] += weight
    calls: list[Call[list[Specimen]]] = [lambda _, load=load: _one_after_another(project, load) for load in loads]  # type: ignore[misc]
    made = {(one.name, one.language): one for some in side_by_side(calls) for one in some}
    return [made[name, language] for _, name, language in wanted]


def _one_after_another(project: Project, load: Sequence[tuple[str, str]]) -> list[Specimen]:
    with early_press(project, 1) as press:
        return [made_specimen(project, name, language, opened=press) for name, language in load]


def specimen_copy(project: Project, name: str, language: str) -> Copy:
    """The copy of a specimen edition with its sections in their states; in its second and third language as they are."""
    edition = read_edition(project.root, name, read_brand(project.brand))
    offers = read_offers(project.store)
    if name == GUIDE:
        offers = specimen_offers(edition, offers)
    copy = read_copy(project, name, language, offers, _for_stay(edition, offers))
    return in_states(copy, every=language == edition.languages[0])


def _for_stay(edition: Edition, offers: tuple[Offer, ...]) -> Tailored | None:
    """The edition made for the stay, where its flat plan asks for one."""
    if not any(section.option("stay") for section in edition.flatplan):
        return None
    return tailored(edition, offers, choose(offers, STAY), STAY, edition.data_date.isoformat())


def in_states(copy: Copy, every: bool) -> Copy:
    """A copy whose sections stand in their states one after the other: texts, headings and chosen offers. Not `every`
    state: the first alone, each page template once, and none that hardly says a word of its layout's."""
    plan: list[Section] = []
    articles: dict[str, Article] = dict(copy.articles)
    chosen = dict(copy.chosen)
    for index, section in enumerate(copy.edition.flatplan):
        states = tuple(section.option("states", STATES))
        if section.kind in _LISTINGS and states == STATES and not all(offer.id < MADE for offer in chosen[section.id]):
            chosen[section.id] = _made(index, chosen[section.id])
        if section.kind not in _IN_STATES:
            plan.append(section)
            continue
        if not every and (_wordless(section) or section.template in {one.template for one in plan}):
            continue
        for state in states if every else states[:1]:
            plan.append(_in_state(section, state))
            if state == "full":
                continue
            named = {*section.texts, *_named(section.options, articles)}
            articles |= {f"{name}-{state}": text_in_state(articles[name], state) for name in named if name in articles}
            if section.id in chosen:
                chosen[f"{section.id}-{state}"] = tuple(in_state(offer, state) for offer in chosen[section.id])
    edition = replace(copy.edition, flatplan=tuple(plan))
    known = {offer.id: offer for some in chosen.values() for offer in some if offer.id < MADE}
    return replace(
        copy, edition=edition, articles=articles, chosen=chosen, numbers=numbers_of(edition, chosen),
        offers={**copy.offers, **known},
    )  # fmt: skip


def _wordless(section: Section) -> bool:
    """Whether a section says hardly a word of the layout's own: maps, and articles in a shape."""
    return section.template == "map" or bool(section.option("shape"))


def _in_state(section: Section, state: str) -> Section:
    if state == "full":
        return section
    names = {name: f"{name}-{state}" for name in section.texts}
    return replace(
        section, id=f"{section.id}-{state}", texts=tuple(names.values()), title=title_in_state(section.title, state),
        in_contents=False, options=tuple((key, _renamed(value, names)) for key, value in section.options),
    )  # fmt: skip


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """An option, a text that it names in the same state."""
    if isinstance(value, Mapping):
        return {key: names.get(one, one) if key == "text" else one for key, one in value.items()}
    return value


def _named(options: Iterable[tuple[str, Any]], articles: Mapping[str, Article]) -> set[str]:
    values = (value.get("text") for _, value in options if isinstance(value, Mapping))
    return {str(value) for value in values if value in articles}


def _made(index: int, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """The fullest of some offers in every state, under ids that tell section and state."""
    if not offers:
        return ()
    fullest = max(offers, key=lambda offer: (fullness(offer), -offer.id))
    made = (in_state(replace(fullest, id=(index + 1) * 1000 + rank), state) for rank, state in enumerate(STATES))
    return tuple(replace(offer, digest=f"{offer.id}:{offer.digest}") for offer in made)


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


def _pictures(pdf: bytes, shown: Sequence[Piece], ppi: int) -> dict[str, bytes]:
    """Each piece as a small PNG, by name."""
    pages = page_pictures(pdf, ppi)
    made: dict[str, bytes] = {}
    for piece in shown:
        box = [round(end / MM_PER_INCH * ppi) for end in _ends(piece.box)]
        made[piece.name] = small_png(pages[piece.page].crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1))))
    return made


def _ends(box: Box) -> tuple[float, float, float, float]:
    """With a little of what is around it, so that what sticks out is seen."""
    return max(0.0, box.x - 1), max(0.0, box.y - 1), box.x + box.width + 1, box.y + box.height + 1


def _name(item: Placed) -> str:
    """Template and state of a made listing, template and section of anything else; furniture and tags are seen on their
    pages."""
    if item.name == "interlude":
        return "interlude"
    if item.furniture or not item.template or item.template.startswith("tag-"):
        return ""
    if item.record is not None and item.record >= MADE:
        return ""
    if item.record is not None:
        return f"{item.template}-{STATES[item.record % 10]}"
    section = item.name.partition(":")[2]
    name = section if section.startswith(item.template) else f"{item.template}-{section}"
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def specimen_offers(edition: Edition, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Listings in every state at every partner level, out of the fullest offer of a type. The last figure of an id says the
    state, the tens the level."""
    made: list[Offer] = []
    for index, kind in enumerate(_TYPES):
        some = [offer for offer in offers if offer.type == kind]
        if not some:
            continue
        fullest = max(some, key=lambda offer: (fullness(offer), -offer.id))
        levels = edition.levels if kind == "RESTAURATION" else edition.levels[1:2]
        for rank, level in enumerate(levels):
            for state in range(len(STATES)):
                shown = replace(fullest, id=(index + 1) * 1000 + rank * 10 + state, criteria=level.criteria)
                made.append(in_state(shown, STATES[state]))
    return tuple(replace(offer, digest=f"{offer.id}:{offer.digest}") for offer in made)
