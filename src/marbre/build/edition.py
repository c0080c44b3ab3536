"""The pipeline, top to bottom: copy → matter → blocks → flat plan → late blocks → pages → files → findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marbre.beside import Call, side_by_side
from marbre.bind.binder import bind
from marbre.bind.font_objects import program_faces
from marbre.block import Block
from marbre.brand_file import read_brand
from marbre.build.checking import extent, read_back
from marbre.build.cover import Spine, faces_of, spine_of
from marbre.build.finishing import darkroom, document_of, flat_plan_picture, plan_face, plan_tiles, spoken_signs
from marbre.build.kept_pages import KeptPages, read_pages, write_pages
from marbre.build.late import compose_late, folios_of
from marbre.build.measure import measure
from marbre.build.mentions import mention_findings
from marbre.build.pages import lock_up, with_covers
from marbre.build.prepress import Sheets, house_of, ink_findings, inked, sheets_of, targets_of
from marbre.build.pressroom import press_setup
from marbre.build.quotes import quotes_on_grid
from marbre.compose.articles import tales_of
from marbre.compose.copy import Copy, read_copy
from marbre.compose.tailoring import Tailored
from marbre.compose.tokens import palette_of
from marbre.deliver import deliver, manifest
from marbre.edition import Edition
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
from marbre.preflight.readback import page_pictures, page_words
from marbre.preflight.share import picture_share
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


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


def languages_of(project: Project, name: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The languages to build: those wanted, in the order of the edition. Raises InputError for one it does not have."""
    known = read_edition(project.root, name, read_brand(project.brand)).languages
    missing = [language for language in wanted if language not in known]
    if missing:
        raise InputError(f"{name} has no `{missing[0]}`", f"its languages are {', '.join(known)}")
    return tuple(language for language in known if not wanted or language in wanted)


def build_edition(
    project: Project, name: str, language: str, offers: tuple[Offer, ...], targets: Sequence[str] = ("print", "web"),
    jobs: int = 0, progress: Progress | None = None, marks: bool = False, made_for: Tailored | None = None,
    folder: Path | None = None, opened: Press | None = None, personal: Edition | None = None,
) -> Built:  # fmt: skip
    """One edition in one language, from copy to delivered folder; `made_for` is the edition made for one stay, `personal`
    the one made for a provider, either of which goes to a `folder` of its own; `opened` is a press that stays open."""
    clock = _Clock()
    setup, on_fonts = press_setup(project, read_brand(project.brand))
    folder = folder or project.build / name / language
    touched = made_for is not None or personal is not None or _touched(project, name, folder)
    own = Press(setup, project.root / ".marbre" / "blocks.sqlite", jobs, early=touched)
    with nullcontext(opened) if opened is not None else own as press:
        with clock.step("read"):
            copy = read_copy(project, name, language, offers, made_for, personal)
            copy = copy if "print" in targets else replace(copy, target="web")
            house = house_of(copy)
            press.setup = inked(setup, copy, house)
        made = _compose(copy, press, progress or silent, clock, twins={"print", "web"} <= set(targets))
        spine = spine_of(copy, press, made.plan, house)
    sheets = {one: sheets_of(copy, made.seen(one), house, spine, one, marks) for one in targets_of(copy, tuple(targets))}
    made_files = _bind(copy, made, sheets, clock, jobs)
    files, bound = {one.name: one.data for one in made_files}, [one for file in made_files for one in file.findings]
    with clock.step("check"):
        texts = [(sheets[file.target].plan, file.texts) for file in made_files if file.target != "cover"]
        checked = [
            *complaints(made.pages, made.blocks, palette_of(copy.brand)), *complaints(made.pages, made.blocks | made.screens),
            *read_back(copy, texts), *mention_findings(copy, made.plan, {file.target: file.texts for file in made_files}),
            *extent(copy, made.plan), *ink_findings(copy, house), *spine.findings,
        ]  # fmt: skip
    findings = tuple(dict.fromkeys([*on_fonts, *copy.findings, *made.findings, *bound, *checked]))
    with clock.step("deliver"):
        _hand_over(copy, made.plan, folder, files, findings)
    return Built(
        name, language, len(made.plan.pages), _paths(folder, files), made.rendered, made.reused, findings, clock.seconds,
        picture_share(made.plan.pages, copy.edition.format.trim),
    )  # fmt: skip


def web_file(
    project: Project, copy: Copy, progress: Progress = silent, opened: Press | None = None
) -> tuple[FlatPlan, bytes, tuple[Finding, ...]]:
    """An edition as its web file, in memory, with its plan and what is to be said of its blocks: nothing is handed over.
    `opened` is a press that stays open."""
    made, data = _seen(project, copy, progress, opened)
    found = (*made.findings, *complaints(made.pages, made.blocks, palette_of(copy.brand)))
    return made.plan, data, tuple(dict.fromkeys(found))


def _seen(project: Project, copy: Copy, progress: Progress, opened: Press | None = None) -> tuple[_Made, bytes]:
    clock, copy = _Clock(), replace(copy, target="web")
    setup, _ = press_setup(project, copy.brand)
    house = house_of(copy)
    own = Press(setup, project.root / ".marbre" / "blocks.sqlite")
    with nullcontext(opened) if opened is not None else own as press:
        press.setup = inked(setup, copy, house)
        made = _compose(copy, press, progress, clock)
    (file,) = _bind(copy, made, {"web": sheets_of(copy, made.plan, house, Spine(), "web", False)}, clock, 1)
    return made, file.data


def draw_plan(project: Project, name: str, language: str | None = None, progress: Progress | None = None) -> list[Path]:
    """The chemin de fer with the real pages, as PNG and PDF beside the edition's files. Returns their paths."""
    language = language or languages_of(project, name, ())[0]
    copy = read_copy(project, name, language, read_offers(project.store))
    made, data = _seen(project, copy, progress or silent)
    png, pdf = thumbnails(plan_tiles(copy, made.plan), page_pictures(data, 50), face=plan_face(project))
    folder = project.build / name / language
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "flatplan-pages.png", folder / "flatplan.pdf"]
    for path, data in zip(paths, (png, pdf), strict=True):
        path.with_suffix(".part").write_bytes(data)
        path.with_suffix(".part").replace(path)
    return paths


@dataclass(frozen=True, slots=True)
class _Made:
    """Everything composed: pages as planned, blocks by key, the plan locked up, pictures, findings, counts. `screens` are
    blocks that say something else on screens, `web` the plan with them."""

    pages: tuple[Page, ...]
    blocks: dict[str, Block]
    screens: dict[str, Block]
    plan: FlatPlan
    web: FlatPlan
    pictures: Pictures
    findings: tuple[Finding, ...]
    rendered: int
    reused: int

    def seen(self, target: str) -> FlatPlan:
        """The plan as a file shows it."""
        return self.web if target == "web" else self.plan

    @property
    def whole(self) -> FlatPlan:
        """The pages of both files, for the faces that they share."""
        return replace(self.plan, pages=(*self.plan.pages, *self.web.pages)) if self.screens else self.plan


def _touched(project: Project, name: str, folder: Path) -> bool:
    """Whether something that an edition is made from is younger than what was last handed over."""
    manifest_file = folder / "manifest.json"
    if not manifest_file.is_file():
        return True
    since = manifest_file.stat().st_mtime_ns
    editions, layouts, ground = project.editions, project.layouts, project.root / "data" / "territory"
    folders = (editions, layouts, ground, Path(__file__).parents[1])
    sources = (path for one in folders for path in one.rglob("*") if path.suffix != ".pyc")
    files = (project.store, project.brand, project.root / "printing.yaml", *sources)
    return any(path.stat().st_mtime_ns > since for path in files if path.is_file())


def _compose(copy: Copy, press: Press, tell: Progress, clock: _Clock, twins: bool = False) -> _Made:
    """From copy to pages with their blocks and pictures; with `twins`, for paper and for screens."""
    with clock.step("measure"):
        copy, quoted = quotes_on_grid(copy, press)
        measured = measure(copy, press, lambda done, total: tell("blocks", done, total))
    with clock.step("plan"):
        multiple = copy.edition.printing.multiple
        body, orders, noticed = stack(measured.runs, copy.edition.format, tales_of(copy), multiple)
        pages, orders = with_covers(copy, body, orders)
    with clock.step("late"):
        late = compose_late(copy, pages, orders, press, lambda done, total: tell("pages", done, total), twins)
    blocks = measured.blocks | late.blocks
    with clock.step("pictures"):
        plan = FlatPlan(lock_up(late.pages, blocks), noticed, folios_of(late.pages))
        web = replace(plan, pages=lock_up(late.pages, blocks | late.web)) if late.web else plan
        pages = (*plan.pages, *web.pages) if late.web else plan.pages
        uses = [use for page in pages for item in page.placed for use in item.sheet.pictures]
        pictures = make(uses, darkroom(copy, press.setup))
    rendered = quoted + measured.rendered + late.rendered
    keys = {slot.key for page in late.pages for slot in page.slots}
    findings = (*measured.findings, *noticed, *late.findings, *pictures.findings)
    return _Made(late.pages, blocks, late.web, plan, web, pictures, findings, rendered, max(0, len(keys) - rendered))


@dataclass(frozen=True, slots=True)
class _File:
    """A bound file: its name and bytes, what was noticed while binding, and the text that another reader finds in it."""

    name: str
    target: str
    data: bytes
    findings: tuple[Finding, ...]
    texts: tuple[str, ...]
    seconds: dict[str, float]


def _bind(copy: Copy, made: _Made, sheets: Mapping[str, Sheets], clock: _Clock, jobs: int) -> list[_File]:
    """The files, one a target, bound and read back side by side where there is more than one core to do it."""
    program_faces(made.whole, copy.project.root / "assets", spoken_signs(copy))
    calls: list[Call[_File]] = [lambda _, one=one: _bound(copy, made, *one) for one in sheets.items()]  # type: ignore[misc]
    with clock.step("bind and read back"):
        files = side_by_side(calls) if jobs != 1 else [call(lambda said: None) for call in calls]
    for file in files:
        clock.seconds.update(file.seconds)
    return files


def _bound(copy: Copy, made: _Made, target: str, sheets: Sheets) -> _File:
    web = target == "web"
    clock = _Clock()
    name = f"{copy.edition.name}-{copy.language}-{target}.pdf"
    kept_name = f"{name} for a stay" if copy.tailored else name
    shelf = copy.project.root / ".marbre" / "blocks.sqlite"
    with clock.step(f"bind {target}"):
        kept = read_pages(shelf, kept_name)
        pictures = made.pictures.web if web else made.pictures.print
        bound = bind(
            sheets.plan, sheets.trim, copy.edition.format.bleed, copy.project.root / "assets", pictures,
            document_of(copy, target), web=web, spoken=spoken_signs(copy), prepress=sheets.prepress,
            faces=faces_of(made.whole, sheets.plan), before=kept.streams,
        )  # fmt: skip
    with clock.step(f"read {target}"):
        texts = page_words(bound.data, bound.pages, kept.texts)
        now = KeptPages(bound.streams, dict(zip(bound.pages, texts, strict=True)))
        if now != kept:
            write_pages(shelf, kept_name, now)
    return _File(name, target, bound.data, bound.findings, texts, clock.seconds)


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
