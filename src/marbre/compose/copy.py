"""All that an edition in one language is made of, read and judged before anything is composed.

*Copy* is the trade's word for matter to be set. Everything here is frozen; whatever is wrong is said at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from marbre.brand import Brand
from marbre.brand_file import read_brand
from marbre.compose.agenda import only
from marbre.compose.brand_words import printed
from marbre.compose.counting import counted
from marbre.compose.drawings import drawing_digest, seen_from
from marbre.compose.figures import Figures, told
from marbre.compose.happenings import occurrences
from marbre.compose.keeping import digest_of, kept
from marbre.compose.large_page import chapter_legend, is_large, large_edition_map, matter_of, sector_tints
from marbre.compose.layout_files import LayoutWords, read_layout_words
from marbre.compose.listings import Setting
from marbre.compose.map_kept import sheet_in, sheet_out
from marbre.compose.map_legend import words_of
from marbre.compose.map_views import locator_map
from marbre.compose.maps import MapSheet, bounds, grid_ref_for, misplaced, outside_commune
from marbre.compose.matter import Places
from marbre.compose.pictograms import Pictograms, read_pictograms
from marbre.compose.said_dates import date_findings
from marbre.compose.scenes import KINDS
from marbre.compose.section_checks import empty_sections, seller_findings
from marbre.compose.stay_words import bands_of
from marbre.compose.tailoring import Tailored, whole
from marbre.compose.templates import Layout, open_layout
from marbre.compose.territory_page import (
    GROUNDS,
    chapter_sites,
    commune_grid,
    edition_map,
    map_digest,
    map_findings,
    map_inputs,
    markers_of,
    page_labels,
    sites_of,
)
from marbre.compose.themes import chapter_of
from marbre.compose.tokens import marks_on, tokens
from marbre.compose.typography import begun, bind_html_runts, set_type, set_type_html
from marbre.compose.untranslated import (
    Translated,
    block,
    description_findings,
    rewritten_finding,
    translated,
    translation_findings,
    undescribed,
)
from marbre.compose.words import Words, read_words
from marbre.drawing import Drawing
from marbre.edition import Edition, Section
from marbre.edition_file import read_edition
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer
from marbre.offers.rewritten import rewritten
from marbre.offers.selecting import left_out, select
from marbre.offers.territory import Territory, read_territory
from marbre.project import Project
from marbre.series import layout_folders
from marbre.system_file import read_family
from marbre.texts import Article
from marbre.translations import SOURCE, texts_of


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of one edition in one language. `chosen` are the offers of each section, `numbers` their map numbers,
    `offers` all there are, by id."""

    project: Project
    edition: Edition
    brand: Brand
    language: str
    layout: Layout
    words: Words
    layout_words: LayoutWords
    setting: Setting
    places: Places
    territory: Territory
    articles: Mapping[str, Article]
    chosen: Mapping[str, tuple[Offer, ...]]
    numbers: Mapping[int, str]
    findings: tuple[Finding, ...]
    commune_grid: Mapping[str, str]
    offers: Mapping[int, Offer]
    map: MapSheet | None = None
    tailored: Tailored | None = None
    figures: Figures | None = None
    native: Words | None = None
    #: The file that is composed for, print or web: what is said of the printing is not said on screens.
    target: str = "print"
    #: White below the pull quotes of each article, in mm, in their order.
    quotes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def map_digest(self) -> str:
        """Stands for the map, for caches."""
        return map_digest(self.map) if self.map is not None else ""

    def map_labels(self, section: Section, number: int) -> Sequence[dict[str, Any]]:
        """The words on one page of the map."""
        assert self.map is not None
        return page_labels(self.map, self.edition, number, self.layout.environment.globals["ink"])

    def map_drawing(self, values: Mapping[str, str], width: float, height: float) -> Drawing:
        """One page of the map, or a locator map for what names a commune, a sector or a chapter; `width` × `height` mm."""
        if values.keys() & {"commune", "sector", "chapter"}:
            return self.locator(values, width, height)
        assert self.map is not None
        shift = int(values.get("part", "0")) * self.edition.format.trim.width
        return seen_from(self.map.drawing, shift, width)

    def locator(self, values: Mapping[str, str], width: float, height: float) -> Drawing:
        """Where a commune (INSEE code or name), a sector or the numbered places of a chapter lie in the territory."""
        insee = {values.get("commune", "")}
        picked = [one.insee for one in self.territory.communes if insee & {one.insee, one.name}]
        picked += [code for id, _, codes in self.edition.sectors if id == values.get("sector") for code in codes]
        chapter = self.edition.chapter(values.get("chapter", ""))
        sites = chapter_sites(self.numbers, self.offers, chapter.prefix) if chapter else []
        colour = values.get("colour") or (chapter.colour if chapter else "terracotta")
        box = bounds(self.territory, tuple(self.offers.values()))
        return locator_map(self.territory, box, (width, height), picked, colour, sites)

    def section(self, id: str) -> Section:
        """A section of the body or the cover by its id. Raises KeyError."""
        for section in (*self.edition.cover, *self.edition.flatplan):
            if section.id == id:
                return section
        raise KeyError(id)


def read_copy(
    project: Project, name: str, language: str, offers: tuple[Offer, ...], made: Tailored | None = None,
    personal: Edition | None = None,
) -> Copy:  # fmt: skip
    """Read everything; `made` is the edition made for one stay, `personal` the edition made for one provider. Raises
    EditionError with every mistake in what editors write."""
    brand = printed(read_brand(project.brand))
    edition = made.edition if made else personal or whole(read_edition(project.root, name, brand))
    own, french = _both(project, edition, language)
    told = translated(edition, language, own, french)
    edition, articles = told.edition, told.articles
    territory = read_territory(project.root / "data" / "territory")
    words = read_words(project.layouts / "_words" / f"{language}.yaml")
    pictograms = read_pictograms(project.root / "assets" / "pictograms")
    folders = layout_folders(project.layouts, edition.layout)
    layout_words = read_layout_words(folders, language)
    life = (edition.valid_from, edition.valid_to)
    layout = open_layout(
        folders,
        tokens(brand, edition, pictograms, language, layout_words.words, read_family(project.layouts, folders, brand)),
        {"set": partial(set_type, language=language), "set_html": partial(set_type_html, language=language),
         "bound": bind_html_runts, "begun": begun},
        project.root / ".marbre" / "templates",
    )
    chosen = choose(edition, offers)
    unlike = undescribed(edition, layout, language, chosen)
    block(edition, language, unlike)
    setting = _setting(edition, language, words, pictograms, layout_words)
    numbers = numbers_of(edition, chosen)
    wish = next((section for section in edition.flatplan if section.template == "map"), None)
    sheet = None
    if wish is not None:
        pages = wish.pages or 1
        lines = project.root / "data" / "territory" / "lignes-schematiques.json"
        on = marks_on(brand, edition)
        view = made.view if made else None
        digest = map_inputs(edition, offers, numbers, on, territory_files(project), pages, language, wish, view)
        digest = digest_of(digest, words_of(layout_words.words))
        drawn = partial(edition_map, edition, territory, offers, numbers, on, lines, pages, language, wish, view)
        if is_large(wish):
            drawn = partial(_large, project, edition, territory, offers, numbers, on, language, wish, layout_words)
        sheet = sheet_in(kept(project.root / ".marbre" / "maps", digest, lambda: sheet_out(drawn())))
    copy = Copy(
        project, edition, brand, language, layout, words, layout_words, setting,
        _places(edition, territory, words, layout_words, offers, language, made), territory, articles, chosen,
        numbers, (*left_out_findings(offers, chosen, life), *_misplaced(project, territory, chosen), *_scenes(articles),
         *date_findings(edition, articles, chosen, offers, words), *map_findings(sheet),
         *_of_language(project, told, french, language, unlike, chosen),
         *empty_sections(edition, chosen, offers), *seller_findings(edition, brand, chosen)),
        commune_grid(territory, offers), {offer.id: offer for offer in offers}, sheet, made,
        native=read_words(project.layouts / "_words" / f"{SOURCE}.yaml") if language != SOURCE else None,
    )  # fmt: skip
    return _with_figures(copy, offers)


def _setting(edition: Edition, language: str, words: Words, pictograms: Pictograms, layout: LayoutWords) -> Setting:
    """What all listings of the edition share."""
    return Setting(
        language, words, pictograms, layout.pictogram_rules, layout.labels, layout.kinds,
        (edition.valid_from, edition.valid_to), layout.hidden_kinds, layout.label_ends,
        tuple(layout.words.get("figures", {}).items()), layout.words.get("levels", {}), edition.untranslated,
    )  # fmt: skip


def _with_figures(copy: Copy, offers: tuple[Offer, ...]) -> Copy:
    """The copy with what was counted, where the layout has words for it (`observed`)."""
    said = copy.layout_words.words.get("observed")
    if said is None:
        return copy
    figures = counted(copy.edition, copy.territory, offers, copy.language, copy.words, said, copy.project.store)
    return replace(copy, articles={name: told(one, figures) for name, one in copy.articles.items()}, figures=figures)


def _large(
    project: Project, edition: Edition, territory: Territory, offers: tuple[Offer, ...], numbers: Mapping[int, str],
    on: Mapping[str, str], language: str, wish: Section, layout_words: LayoutWords,
) -> MapSheet:  # fmt: skip
    """The large map that a section asks for."""
    tints = sector_tints(edition, GROUNDS) if wish.option("ground") == "sectors" else ()
    markers = markers_of(edition, offers, numbers, on)
    matter = matter_of(edition, territory, offers, markers, project.root / "data" / "territory", tints, language)
    return large_edition_map(
        edition, matter, offers, project.fonts, wish, chapter_legend(edition, numbers, on, language),
        words_of(layout_words.words), verso=edition.flatplan[0].id != wish.id,
    )  # fmt: skip


def _of_language(
    project: Project, told: Translated, french: Mapping[str, Article], language: str,
    unlike: Sequence[tuple[Offer, str]], chosen: Mapping[str, tuple[Offer, ...]],
) -> Iterator[Finding]:  # fmt: skip
    """What is missing in a language, and what no longer says what its French says."""
    edition = told.edition
    yield from told.findings
    yield from description_findings(edition.untranslated, language, unlike)
    yield from translation_findings(language, told.articles, french, edition)
    if language != SOURCE:
        yield from rewritten_finding(edition, language, chosen, rewritten(project.store, language))


def _both(project: Project, edition: Edition, language: str) -> tuple[dict[str, Article], dict[str, Article]]:
    """The texts of an edition in its language and in French."""
    own = texts_of(project.editions, edition.name, edition.borrow, language)
    return own, own if language == SOURCE else texts_of(project.editions, edition.name, edition.borrow, SOURCE)


def choose(edition: Edition, offers: tuple[Offer, ...]) -> dict[str, tuple[Offer, ...]]:
    """The offers of each section. An offer stands in the first listing that selects it; tables, full pages and sections
    with the option `again` may repeat it; a section with the option `rest` takes what no other has."""
    life = (edition.valid_from, edition.valid_to)
    chosen: dict[str, tuple[Offer, ...]] = {}
    taken: set[int] = set()
    listings = [section for section in edition.flatplan if section.select is not None]
    for section in sorted(listings, key=lambda one: bool(one.option("rest"))):
        assert section.select is not None
        found = tuple(only(select(offers, section.select, life), str(section.option("events", "")), life))
        if section.kind not in ("table", "page", "spread", "choice") and not section.option("again"):
            found = tuple(offer for offer in found if offer.id not in taken)
            taken |= {offer.id for offer in found}
        chosen[section.id] = found
    return chosen


def _places(
    edition: Edition, territory: Territory, words: Words, layout_words: LayoutWords, offers: tuple[Offer, ...],
    language: str, made: Tailored | None,
) -> Places:  # fmt: skip
    grid = grid_ref_for(territory, offers)
    sectors = {insee: id for id, _, communes in edition.sectors for insee in communes}
    titles = {id: set_type(title.best(language), language) for id, title, _ in edition.sectors}
    said: Mapping[str, Any] = layout_words.words
    bands = bands_of(made, language, said) if made else {}
    return Places(grid, sectors, titles, words.months, str(said["season"]), str(said["elsewhere"]), bands)


def numbers_of(edition: Edition, chosen: Mapping[str, tuple[Offer, ...]]) -> dict[int, str]:
    """Map numbers: one sequence a chapter, in the order of the flat plan, for sections that ask for it."""
    numbers: dict[int, str] = {}
    counts: dict[str, int] = {}
    for section in edition.flatplan:
        if not section.option("numbered"):
            continue
        for offer in _as_printed(edition, section, chosen.get(section.id, ())):
            chapter = chapter_of(offer, section, edition)
            if chapter is not None and offer.id not in numbers:
                counts[chapter.id] = counts.get(chapter.id, 0) + 1
                numbers[offer.id] = f"{chapter.prefix}{counts[chapter.id]}"
    return numbers


def _as_printed(edition: Edition, section: Section, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """The events of a calendar by their first day, so that their numbers follow the pages."""
    if section.kind != "calendar":
        return offers
    days = [one.offer for one in occurrences(offers, (edition.valid_from, edition.valid_to)) if one.first]
    return tuple(days)


def left_out_findings(
    offers: tuple[Offer, ...], chosen: Mapping[str, tuple[Offer, ...]], life: tuple[Any, Any]
) -> tuple[Finding, ...]:
    """Why offers that someone might look for are not printed."""
    return tuple(finding for _, finding in left_out(offers, life))


def _misplaced(project: Project, territory: Territory, chosen: Mapping[str, tuple[Offer, ...]]) -> tuple[Finding, ...]:
    """Printed offers whose position is not in their commune: their number on the map would lead astray."""
    offers = list({offer.id: offer for section in chosen.values() for offer in section}.values())
    digest = digest_of("outside", drawing_digest(), sites_of(offers), *territory_files(project))
    away = kept(project.root / ".marbre" / "maps", digest, lambda: list(outside_commune(territory, offers).items()))
    return misplaced(offers, {id: metres for id, metres in away})


def _scenes(articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Scenes that a text asks for and nobody draws."""
    for article in articles.values():
        asked = [article.picture.scene if article.picture else "", *(str(item.get("scene", "")) for item in article.items)]
        for kind in asked:
            if kind and kind not in KINDS:
                near = get_close_matches(kind, KINDS, n=1)
                yield Finding(
                    "scene_unknown", Severity.WARNING,
                    f"Le texte « {article.title} » demande une scène « {kind} », qui n'existe pas.",
                    f"Vouliez-vous dire « {near[0]} » ?" if near else f"Prenez l'une de : {', '.join(sorted(KINDS))}.",
                    source=article.source, value=kind, who="office",
                )  # fmt: skip


def territory_files(project: Project) -> list[Path]:
    """The files that maps are drawn from."""
    return sorted((project.root / "data" / "territory").glob("*json"))


def press_fonts(project: Project) -> Path:
    """The folder of faces: text faces and pictograms alike."""
    return project.root / "assets"
