"""The pipeline, top to bottom: copy → matter → blocks → flat plan → late blocks → pages → files → findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marbre.bind.binder import bind
from marbre.bind.metadata import Document
from marbre.block import Block
from marbre.brand_file import read_brand
from marbre.build.finishing import darkroom, flat_plan_picture, plan_tiles
from marbre.build.late import compose_late, folios_of
from marbre.build.measure import measure
from marbre.build.pages import lock_up, with_covers
from marbre.compose.articles import tales_of
from marbre.compose.copy import Copy, read_copy
from marbre.compose.indexes import indexed_offers
from marbre.compose.listings import printed_name
from marbre.compose.tokens import inks_of
from marbre.deliver import deliver, manifest
from marbre.edition_file import read_edition
from marbre.errors import InputError
from marbre.findings import Finding, Severity
from marbre.finish.contact_sheet import thumbnails
from marbre.finish.pictures import Pictures, make
from marbre.offers.model import Offer
from marbre.offers.store import read_offers
from marbre.plan.model import FlatPlan, Page
from marbre.plan.stack import stack
from marbre.preflight.blocks import complaints
from marbre.preflight.readback import page_pictures, page_texts, reconcile
from marbre.preflight.share import picture_share
from marbre.press.engine import PressSetup
from marbre.press.pool import Press
from marbre.project import Project
from marbre.report import report_html, report_json

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of one edition in one language gave. `seconds` by step; paths of the files by name."""

    edition: str
    language: str
    pages: int
    files: dict[str, str]
    rendered: int
    reused: int
    findings: tuple[Finding, ...]
    seconds: dict[str, float]
    picture_share: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The result as `build --json` prints it."""
        counts = {severity.value: sum(f.severity is severity for f in self.findings) for severity in Severity}
        return {
            "edition": self.edition,
            "language": self.language,
            "pages": self.pages,
            "files": self.files,
            "blocks": {"rendered": self.rendered, "reused": self.reused},
            "findings": counts,
            "picture_share": round(self.picture_share, 3),
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
        }


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


def build_editions(
    project: Project, names: Sequence[str], languages: Sequence[str] = (), targets: Sequence[str] = ("print", "web"),
    jobs: int = 0, progress: Progress | None = None,
) -> list[Built]:  # fmt: skip
    """Build editions, each in its languages (or those of `languages` that it has). Raises MarbreError for mistakes."""
    offers = read_offers(project.store)
    built = []
    for name in names:
        for language in _languages(project, name, languages):
            built.append(build_edition(project, name, language, offers, targets, jobs, progress))
    return built


def _languages(project: Project, name: str, wanted: Sequence[str]) -> tuple[str, ...]:
    known = read_edition(project.root, name, read_brand(project.brand)).languages
    missing = [language for language in wanted if language not in known]
    if missing:
        raise InputError(f"{name} has no `{missing[0]}`", f"its languages are {', '.join(known)}")
    return tuple(language for language in known if not wanted or language in wanted)


def build_edition(
    project: Project, name: str, language: str, offers: tuple[Offer, ...], targets: Sequence[str] = ("print", "web"),
    jobs: int = 0, progress: Progress | None = None,
) -> Built:  # fmt: skip
    """One edition in one language, from copy to delivered folder."""
    clock = _Clock()
    with clock.step("read"):
        copy = read_copy(project, name, language, offers)
    made = _compose(copy, jobs, progress or _silent, clock)
    files, bound = _bind(copy, made, targets, clock)
    with clock.step("check"):
        checked = [*complaints(made.pages, made.blocks), *_read_back(copy, made.plan, files), *_extent(copy, made.plan)]
    findings = tuple(dict.fromkeys([*copy.findings, *made.findings, *bound, *checked]))
    folder = project.build / name / language
    with clock.step("deliver"):
        _hand_over(copy, made.plan, folder, files, findings)
    return Built(
        name, language, len(made.plan.pages), _paths(folder, files), made.rendered, made.reused, findings, clock.seconds,
        picture_share(made.plan.pages, copy.edition.format.trim),
    )  # fmt: skip


def draw_plan(project: Project, name: str, language: str | None = None, progress: Progress | None = None) -> list[Path]:
    """The chemin de fer with the real pages, as PNG and PDF beside the edition's files. Returns their paths."""
    language = language or _languages(project, name, ())[0]
    copy = read_copy(project, name, language, read_offers(project.store))
    clock = _Clock()
    made = _compose(copy, 0, progress or _silent, clock)
    files, _ = _bind(copy, made, ("web",), clock)
    png, pdf = thumbnails(plan_tiles(copy, made.plan), page_pictures(next(iter(files.values())), 50))
    folder = project.build / name / language
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "flatplan-pages.png", folder / "flatplan.pdf"]
    for path, data in zip(paths, (png, pdf), strict=True):
        path.with_suffix(".part").write_bytes(data)
        path.with_suffix(".part").replace(path)
    return paths


@dataclass(frozen=True, slots=True)
class _Made:
    """Everything composed: pages as planned, blocks by key, the plan locked up, pictures, findings, counts."""

    pages: tuple[Page, ...]
    blocks: dict[str, Block]
    plan: FlatPlan
    pictures: Pictures
    findings: tuple[Finding, ...]
    rendered: int
    reused: int


def _silent(step: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


def _compose(copy: Copy, jobs: int, tell: Progress, clock: _Clock) -> _Made:
    """From copy to pages with their blocks and pictures."""
    root = copy.project.root
    setup = PressSetup(root / "assets", root / ".marbre" / "press", inks_of(copy.brand))
    with Press(setup, root / ".marbre" / "blocks.sqlite", jobs) as press:
        with clock.step("measure"):
            measured = measure(copy, press, lambda done, total: tell("blocks", done, total))
        with clock.step("plan"):
            multiple = copy.edition.printing.multiple
            body, orders, noticed = stack(measured.runs, copy.edition.format, tales_of(copy), multiple)
            pages, orders = with_covers(copy, body, orders)
        with clock.step("late"):
            late = compose_late(copy, pages, orders, press, lambda done, total: tell("pages", done, total))
    blocks = measured.blocks | late.blocks
    with clock.step("pictures"):
        plan = FlatPlan(lock_up(late.pages, blocks), noticed, folios_of(late.pages))
        uses = [use for page in plan.pages for item in page.placed for use in item.sheet.pictures]
        pictures = make(uses, darkroom(copy))
    rendered = measured.rendered + late.rendered
    keys = {slot.key for page in late.pages for slot in page.slots}
    findings = (*measured.findings, *noticed, *pictures.findings)
    return _Made(late.pages, blocks, plan, pictures, findings, rendered, max(0, len(keys) - rendered))


def _bind(copy: Copy, made: _Made, targets: Sequence[str], clock: _Clock) -> tuple[dict[str, bytes], list[Finding]]:
    """The files by name, one a target, and what was noticed while binding."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    document = Document(
        title=f"{copy.edition.title.best(copy.language)} {copy.edition.year}",
        language=copy.language,
        author=copy.brand.names.office.best(copy.language),
        subject=copy.edition.subtitle.best(copy.language),
        date=copy.edition.dated.isoformat(),
        identifier=f"{copy.edition.name}-{copy.language}-{copy.edition.year}",
    )
    page = copy.edition.format
    signs = copy.setting.pictograms.signs
    spoken = {sign.char: f" {sign.labels.get(copy.language) or sign.labels['fr']} " for sign in signs.values()}
    for target in targets:
        with clock.step(f"bind {target}"):
            pictures = made.pictures.web if target == "web" else made.pictures.print
            bound = bind(
                made.plan, page.trim, page.bleed, copy.project.root / "assets", pictures, document,
                web=target == "web", spoken=spoken,
            )  # fmt: skip
        files[f"{copy.edition.name}-{copy.language}-{target}.pdf"] = bound.data
        findings += bound.findings
    return files, findings


def _read_back(copy: Copy, plan: FlatPlan, files: dict[str, bytes]) -> tuple[Finding, ...]:
    selected = {
        offer.id: (printed_name(offer, copy.language), copy.section(id).source)
        for id, offers in copy.chosen.items()
        if copy.section(id).kind in ("listing", "agenda")
        for offer in offers
    }
    indexed = {offer.id for offer in indexed_offers(copy)}
    needs_index = any(section.kind == "index" for section in copy.edition.flatplan)
    found: list[Finding] = []
    for data in files.values():
        found += reconcile(selected, plan.pages, page_texts(data), indexed, needs_index)
    return tuple(found)


def _extent(copy: Copy, plan: FlatPlan) -> list[Finding]:
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


def _hand_over(
    copy: Copy, plan: FlatPlan, folder: Path, files: dict[str, bytes], findings: tuple[Finding, ...]
) -> None:
    name, language = copy.edition.name, copy.language
    title = f"{copy.edition.title.best(language)} {copy.edition.year}"
    hashes = {offer.id: offer.digest for offers in copy.chosen.values() for offer in offers}
    whole = files | {
        "report.json": report_json(findings, edition=name, language=language),
        "report.html": report_html(findings, title=title, language=language, pages=len(plan.pages)),
        "flatplan.png": flat_plan_picture(copy, plan),
    }
    deliver(folder, whole | {"manifest.json": manifest(name, language, plan.pages, hashes, whole)})


def _paths(folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    made = {file.rsplit("-", 1)[1].removesuffix(".pdf"): str(folder / file) for file in files}
    return made | {"report": str(folder / "report.html")}
