"""Files held against the rules, one after another: which ones an edition has, what each is held against, what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from marbre.accepted_file import NAME as ACCEPTED
from marbre.accepted_file import read_accepted
from marbre.brand_file import read_brand
from marbre.edition import Edition
from marbre.edition_file import read_edition
from marbre.errors import InputError, WorkRefused
from marbre.findings import Acceptance
from marbre.paper import parse_paper, spine_mm
from marbre.preflight.accepting import Accepted, accept, judged, leftovers
from marbre.preflight.facts import PageFacts
from marbre.preflight.rule import Job
from marbre.preflight.runner import preflight
from marbre.preflight_report import PageNote, note_of, preflight_html
from marbre.printing import Houses, Printer
from marbre.printing_file import house_named, read_printing
from marbre.project import Project
from marbre.report import finding_json

#: Told how many pages of a file have been looked at.
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """A file and what it is held against. `shown` is how it is called; `language` of an edition's file, else ""."""

    path: Path
    job: Job
    shown: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file looked at. `notes` are what the report needs of its pages."""

    order: Order
    accepted: Accepted
    notes: tuple[PageNote, ...] = ()

    @property
    def verdict(self) -> str:
        return self.accepted.verdict.verdict

    def as_json(self) -> dict[str, Any]:
        """For `marbre preflight --json`. An accepted finding says by whom, why and until when."""
        marks = dict(self.accepted.marks)
        return {
            "file": self.order.shown,
            "verdict": self.verdict,
            "rules": self.accepted.verdict.rules,
            "pages": self.accepted.verdict.pages,
            "printer": self.order.job.printer.id,
            "findings": [
                {**finding_json(finding), **_entry(marks.get(index))}
                for index, finding in enumerate(self.accepted.verdict.findings)
            ],
        }

    def report(self, language: str = "fr") -> bytes:
        """The report as one HTML page."""
        return preflight_html(self.accepted, self.order.job, self.notes, self.order.path, language)


def _entry(one: Acceptance | None) -> dict[str, Any]:
    taken = {"by": one.by, "reason": one.reason, "until": one.until.isoformat()} if one else None
    return {"accepted": taken}


def inspect(order: Order, tell: Tell, *, notes: bool = True) -> Inspected:
    """Hold one file against every rule. Without `notes` there is nothing to make a report of."""
    kept: list[PageNote] = []

    def watch(page: PageFacts) -> None:
        tell(order.path.name, page.number)
        if notes:
            kept.append(note_of(page))

    verdict = preflight(order.path, order.job, name=order.shown, watch=watch)
    return Inspected(order, Accepted(verdict), tuple(kept))


def houses(project: Project) -> Houses:
    """The project's printers. Raises EditionError, InputError."""
    return read_printing(project.root)


def printer_named(project: Project, name: str) -> Printer:
    """A printer of printing.yaml, the first one without a name. Raises InputError naming the known ones."""
    known = houses(project)
    return house_named(known, name, "--printer") if name else known.printers[0]


def file_order(project: Project, path: Path, printer: str, brand: bool, shown: str = "") -> Order:
    """Somebody's file: nobody knows its binding, and the brand only counts when asked for."""
    job = Job(printer_named(project, printer), read_brand(project.brand) if brand else None)
    return Order(path, job, shown or str(path))


def inspect_edition(
    project: Project, name: str, languages: Sequence[str], printer: str, brand: bool, tell: Tell, *, notes: bool = True
) -> tuple[Inspected, ...]:
    """The print files of an edition as they were built, with what it accepts. Raises InputError when there are none."""
    charter = read_brand(project.brand)
    edition = read_edition(project.root, name, charter)
    taken = read_accepted(project.editions / name, f"editions/{name}/{ACCEPTED}")
    taken = tuple(one for one in taken if not one.id.startswith("lint_"))  # those are for `marbre lint`
    unknown = [language for language in languages if language not in edition.languages]
    if unknown:
        raise InputError(f"{name} has no language `{unknown[0]}`", f"one of: {', '.join(edition.languages)}")
    house = house_named(houses(project), printer or edition.printing.house, f"editions/{name}/edition.yaml")
    wanted = languages or edition.languages
    found: list[Inspected] = []
    for language in wanted:
        job = Job(house, charter if brand else None, edition.printing.binding, expected=_expected(edition))
        for order in _orders(project, edition, language, job):
            pages = found[-1].accepted.verdict.pages if order.job.sheet and found else 0
            one = inspect(_with_spine(order, edition, pages), tell, notes=notes)
            verdict = accept(one.accepted.verdict, taken, language, edition.dated)
            found.append(replace(one, accepted=verdict))
    return _with_leftovers(found, taken, edition.dated, languages)


def _orders(project: Project, edition: Edition, language: str, job: Job) -> list[Order]:
    folder = project.build / edition.name / language
    stem = f"{edition.name}-{language}"
    body, cover = folder / f"{stem}-print.pdf", folder / f"{stem}-cover.pdf"
    if not body.is_file():
        raise InputError(
            f"{project.shown(body)} has not been built", f"run `marbre build {edition.name} --lang {language} --for print`"
        )
    orders = [Order(body, job, project.shown(body), language)]
    if cover.is_file():
        orders.append(Order(cover, replace(job, binding="", sheet=True), project.shown(cover), language))
    return orders


def _expected(edition: Edition) -> tuple[tuple[str, str], ...]:
    """What the job ticket says besides, in mm. Folds are those of the first side."""
    trim = edition.format.trim
    across, down = edition.format.panels.folds()
    folds = (("folds", across), ("folds_down", down))
    return (
        ("width", f"{trim.width:g}"), ("height", f"{trim.height:g}"),
        *((name, " ".join(f"{place:g}" for place in places)) for name, places in folds if places),
    )  # fmt: skip


def _with_spine(order: Order, edition: Edition, pages: int) -> Order:
    """A flat cover, with the spine that so many pages of the body make."""
    ticket, house = edition.printing, order.job.printer
    if not order.job.sheet:
        return order
    width = ticket.spine
    if not width and ticket.binding == "perfect":
        paper = parse_paper(ticket.paper_body, grammage=ticket.grammage, bulk=ticket.bulk, usual=house.bulk)
        width = spine_mm(pages, paper)
    return replace(order, job=replace(order.job, expected=(*order.job.expected, ("spine", f"{width:g}"))))


def _with_leftovers(
    found: Sequence[Inspected], taken: Sequence[Acceptance], today: date, languages: Sequence[str]
) -> tuple[Inspected, ...]:
    """What is wrong with the acceptances themselves is told with the edition's first file."""
    used = [entry for one in found for entry in one.accepted.used]
    more = tuple(leftovers(taken, used, today, languages or None))
    if not more or not found:
        return tuple(found)
    first = found[0].accepted
    if first.verdict.verdict == "unreadable":
        return tuple(found)
    widened = replace(first, verdict=replace(first.verdict, findings=(*first.verdict.findings, *more)))
    return replace(found[0], accepted=judged(widened)), *found[1:]




def write_report(one: Inspected, target: Path, language: str = "fr") -> Path:
    """Put the report of a file at `target`, whole or not at all. Raises WorkRefused."""
    aside = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(one.report(language))
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WorkRefused(
            f"cannot write {target}: {error.strerror or error}", "give another place with --report PATH"
        ) from error
    return target
