"""`marbre observe`: the picture of the offer in figures, without any PDF."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import echo_json, echo_table
from marbre.errors import InputError, WorkRefused
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.offers.care import Share
    from marbre.offers.observing import Observation

#: The edition whose sectors are taken when none is named.
USUAL = "observation-offre"

_BEDS = ("declared", "estimated", "rooms", "pitches")
_RECORD = ("id", "name", "type", "commune", "weight", "modified")

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]


@click.command("observe")
@click.option("--edition", help=f"The edition whose sectors and day of data are taken ({USUAL}).")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day that ages are reckoned to.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--csv", "folder", type=click.Path(path_type=Path), help="Write the tables into this folder, one file each.")
@click.option("--names", "names", is_flag=True, help="List the figures that texts may name, with their values.")
def observe_command(edition: str | None, day: Any, as_json: bool, folder: Path | None, names: bool) -> None:
    """Count the offer: beds, tables, labels, what is missing, how old it is.

    \b
    Example:
      marbre observe --csv figures
    """
    project = find_project()
    seen, titles = _seen(project, edition, day.date() if day else None)
    if names:
        _names(seen, titles)
    elif as_json:
        echo_json(_plain(asdict(seen)))
    elif folder is not None:
        _write(tables_of(seen), folder)
    else:
        _tell(seen)


def _seen(project: Project, name: str | None, day: date | None) -> tuple[Observation, dict[str, str]]:
    from marbre.offers.history import read_history
    from marbre.offers.observing import observe
    from marbre.offers.store import read_offers, read_snapshots
    from marbre.offers.territory import read_territory

    if not project.store.is_file():
        raise InputError("there are no offers yet", "run `marbre import PATH` first")
    sectors, titles, of_edition = _edition(project, name)
    last = read_snapshots(project.store)
    wanted = day or of_edition or (_day(last[-1].dated) if last else None)
    if wanted is None:
        raise InputError("nothing was imported yet", "run `marbre import PATH` first")
    territory = read_territory(project.root / "data" / "territory")
    return observe(read_offers(project.store), territory, sectors, wanted, read_history(project.store)), titles


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _edition(
    project: Project, name: str | None
) -> tuple[list[tuple[str, Sequence[str]]], dict[str, str], date | None]:
    """Sectors with their names, and the day of the data; nothing where there is no such edition."""
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition

    if name is None and USUAL not in project.edition_names():
        return [], {}, None
    edition = read_edition(project.root, name or USUAL, read_brand(project.brand))
    titles = {id: title.best("fr") for id, title, _ in edition.sectors}
    return [(id, communes) for id, _, communes in edition.sectors], titles, edition.data_date


def _names(seen: Observation, titles: dict[str, str]) -> None:
    from marbre.compose.figures import Percent, facts_of

    rows = [
        (f"figure.{path}", f"{value.value:.1f} %" if isinstance(value, Percent) else str(value))
        for path, value in facts_of(seen, titles)
    ]
    echo_table(("name", "value"), rows)


def _tell(seen: Observation) -> None:
    whole, care = seen.whole, seen.care
    click.echo(f"{seen.day}: {seen.offers} published records, {whole.beds} beds, {whole.covers} covers")
    click.echo(f"{care.whole.percent:.0f} % of fields filled, {care.complete} records complete")
    for name in ("types", "sectors", "beds", "chores"):
        head, rows = tables_of(seen)[name]
        click.echo(f"\n{name}")
        echo_table(head, [tuple(str(cell) for cell in row) for row in rows[:16]])


def tables_of(seen: Observation) -> dict[str, Table]:
    """The figures as tables: heads and rows, by name."""
    care = seen.care
    sectors = tuple(sector.id for sector in seen.sectors)
    areas = ("population", "offers", "lodgings", "beds", "restaurants", "covers", "sights", "events")
    return {
        "types": (("type", "offers", *sectors), [(one.type, one.offers, *one.by_sector) for one in seen.types]),
        "sectors": (("sector", "communes", *areas), [(one.id, one.communes, *_cells(one, areas)) for one in seen.sectors]),
        "communes": (
            ("insee", "commune", "sector", *areas, "beds_per_hundred"),
            [(one.id, one.name, one.sector, *_cells(one, areas), f"{one.beds_per_hundred:.1f}") for one in seen.communes],
        ),
        "beds": (
            ("type", "offers", "silent", *_BEDS),
            [(*_cells(one, ("type", "offers", "silent")), *_cells(one.beds, _BEDS)) for one in seen.beds],
        ),
        "stars": (
            ("type", *(f"stars_{number}" for number in range(1, 6)), "unranked", "silent", "lapsed"),
            [(one.type, *one.stars, one.unranked, one.silent, one.lapsed) for one in seen.stars],
        ),
        "labels": (("label", "offers"), [(one.name.best("fr"), one.offers) for one in seen.labels]),
        "seasons": (
            ("type", "told", "silent", *(f"month_{month}" for month in range(1, 13))),
            [(one.type, one.told, one.silent, *one.months) for one in seen.seasons],
        ),
        "completeness": (
            ("type", "records", *care.fields),
            [(one.type, one.records, *(_share(share) for share in one.shares)) for one in care.types],
        ),
        "chores": (
            ("type", "field", "weight", "missing", "of", "gain"),
            [(*_cells(one, ("type", "field", "weight", "missing", "of")), one.gain) for one in care.chores],
        ),
        "records": (
            (*_RECORD, "missing"),
            [(*_cells(one, _RECORD), " ".join(one.missing)) for one in care.records],
        ),
        "imports": (
            ("number", "dated", "offers", "added", "changed", "removed"),
            [_cells(one, ("number", "dated", "offers", "added", "changed", "removed")) for one in seen.history.steps],
        ),
    }  # fmt: skip


def _cells(row: object, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _share(share: Share | None) -> str:
    return "" if share is None else f"{share.have}/{share.of}"


def _write(tables: dict[str, Table], folder: Path) -> None:
    """One file a table, with semicolons and a byte order mark, as spreadsheets in France open them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (head, rows) in tables.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, delimiter=";")
                writer.writerow(head)
                writer.writerows([_safe(cell) for cell in row] for row in rows)
    except OSError as error:
        raise WorkRefused(f"{folder}: {error.strerror}", "give a folder that can be written") from None
    click.echo(f"{len(tables)} tables in {folder}")


def _safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def _plain(value: Any) -> Any:
    """Dates as text; texts in several languages by language."""
    if isinstance(value, dict):
        if set(value) == {"pairs"}:
            return dict(value["pairs"])
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
