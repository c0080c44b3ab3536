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
from marbre.build.finishing import darkroom, flat_plan_picture
from marbre.build.late import compose_late, folios_of
from marbre.build.measure import measure
from marbre.build.pages import cover_pages, lock_up
from marbre.compose.articles import tales_of
from marbre.compose.copy import Copy, read_copy
from marbre.compose.indexes import indexed_offers
from marbre.compose.listings import printed_name
from marbre.compose.tokens import inks_of
from marbre.deliver import deliver, manifest
from marbre.findings import Finding, Severity
from marbre.finish.pictures import make
from marbre.offers.model import Offer
from marbre.offers.store import read_offers
from marbre.plan.model import FlatPlan
from marbre.plan.stack import stack
from marbre.preflight.blocks import complaints
from marbre.preflight.readback import page_texts, reconcile
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
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition
    from marbre.errors import InputError

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
    tell = progress or (lambda step, done, total: None)
    with clock.step("read"):
        copy = read_copy(project, name, language, offers)
    setup = PressSetup(project.root / "assets", project.root / ".marbre" / "press", inks_of(copy.brand))
    with Press(setup, project.root / ".marbre" / "blocks.sqlite", jobs) as press:
        with clock.step("measure"):
            measured = measure(copy, press, lambda done, total: tell("blocks", done, total))
        with clock.step("plan"):
            body, orders, noticed = stack(
                measured.runs, copy.edition.format, tales_of(copy), copy.edition.printing.multiple
            )
            covers, cover_orders = cover_pages(copy, len(body))
            pages = (*covers[:2], *body, *covers[2:])
            shifted = [*cover_orders, *(_shift(order, 2 if covers else 0) for order in orders)]
        with clock.step("late"):
            late = compose_late(copy, pages, shifted, press, lambda done, total: tell("pages", done, total))
    blocks = measured.blocks | late.blocks
    with clock.step("pictures"):
        plan = FlatPlan(lock_up(late.pages, blocks), noticed, folios_of(late.pages))
        uses = [use for page in plan.pages for item in page.placed for use in item.sheet.pictures]
        pictures = make(uses, darkroom(copy))
    files, bound = _bind(copy, plan, pictures, targets, clock)
    findings = [*copy.findings, *measured.findings, *plan.findings, *pictures.findings, *bound]
    with clock.step("check"):
        findings += complaints(late.pages, blocks)
        findings += _read_back(copy, plan, files)
        findings += _extent(copy, len(body))
    with clock.step("deliver"):
        folder = project.build / name / language
        found = tuple(dict.fromkeys(findings))
        _hand_over(copy, plan, folder, files, found)
    rendered = measured.rendered + late.rendered
    total = len({slot.key for page in late.pages for slot in page.slots})
    return Built(
        name, language, len(plan.pages), _paths(folder, name, language, files), rendered, max(0, total - rendered),
        found, clock.seconds,
    )  # fmt: skip


def _shift(order: Any, by: int) -> Any:
    from dataclasses import replace

    return replace(order, page=order.page + by)


def _bind(
    copy: Copy, plan: FlatPlan, pictures: Any, targets: Sequence[str], clock: _Clock
) -> tuple[dict[str, bytes], list[Finding]]:
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
            made = pictures.web if target == "web" else pictures.print
            bound = bind(plan, page.trim, page.bleed, copy.project.root / "assets", made, document, target == "web", spoken)
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


def _extent(copy: Copy, pages: int) -> list[Finding]:
    ticket = copy.edition.printing
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


def _hand_over(copy: Copy, plan: FlatPlan, folder: Path, files: dict[str, bytes], findings: tuple[Finding, ...]) -> None:
    name, language = copy.edition.name, copy.language
    title = f"{copy.edition.title.best(language)} {copy.edition.year}"
    hashes = {offer.id: offer.digest for offers in copy.chosen.values() for offer in offers}
    whole = files | {
        "report.json": report_json(findings, edition=name, language=language),
        "report.html": report_html(findings, title=title, language=language, pages=len(plan.pages)),
        "flatplan.png": flat_plan_picture(copy, plan),
    }
    deliver(folder, whole | {"manifest.json": manifest(name, language, plan.pages, hashes, whole)})


def _paths(folder: Path, name: str, language: str, files: dict[str, bytes]) -> dict[str, str]:
    made = {file.rsplit("-", 1)[1].removesuffix(".pdf"): str(folder / file) for file in files}
    return made | {"report": str(folder / "report.html")}
