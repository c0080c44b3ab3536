"""`marbre import`: read an export, a flux, a table or a layer of the territory."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import ExitCode, InputError
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.offers.columns import Columns
    from marbre.offers.store import ImportResult
    from marbre.offers.tables import Table

#: Layers of the territory, in the words of the command.
LAYERS = ("communes", "rivers", "roads", "relief")
SAID = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--differential/--full", default=None, help="What the export is, when it does not say so itself."
)
@click.option(
    "--dated", type=click.DateTime(["%Y-%m-%d"]), help="The day of the snapshot; else that of the file."
)
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="The file that says what a table's columns are; written if absent."
)
@click.option("--sheet", default="", help="The sheet of a workbook; else the first that holds rows.")
@click.option(
    "--layer", type=click.Choice(LAYERS), help="PATH is a layer of the territory's maps: GeoJSON or GeoPackage."
)
@click.option("--keep", multiple=True, metavar="FIELD=VALUE", help="Only these features of a layer; may be repeated.")
@click.option("--table", default="", help="The table of a GeoPackage that holds several.")
@click.option("--credit", default="", help="Who made the layer, for the file that keeps it: « IGN, BD TOPO ».")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_command(
    path: Path, differential: bool | None, dated: datetime | None, mapping: Path | None, sheet: str, layer: str | None,
    keep: tuple[str, ...], table: str, credit: str, as_json: bool,
) -> int:  # fmt: skip
    """Read offers into the store, or a layer of the territory.

    PATH is an Apidae project export (zip or folder, complete or differential) or API response (JSON), a
    DATAtourisme flux (zip) or API response, or a table (CSV, XLSX). Each source is kept apart: an import
    replaces only what the same source brought before. Importing the same thing twice changes nothing.

    \b
    Example:
      marbre import export-2027.zip
      marbre import flux-datatourisme.zip
      marbre import gites.xlsx --mapping data/tables/gites.yaml
      marbre import troncon_hydrographique.gpkg --layer rivers --credit "IGN, BD TOPO"
    """
    project = find_project()
    if layer:
        from marbre.cli.importing_layers import import_layer

        return import_layer(project, path, layer, (keep, table, credit), as_json)
    columns = columns_for(project, path, mapping, sheet)
    result = import_into(project, path, dated.date() if dated else None, differential, columns)
    errors = [finding for finding in result.findings if finding.severity == "error"]
    if as_json:
        from marbre.report import finding_json

        echo_json(
            {
                "added": list(result.added),
                "changed": [{"id": id, "fields": fields} for id, fields in _changes(result.changed)],
                "removed": list(result.removed),
                "unchanged": _size(result.unchanged),
                "findings": [finding_json(finding) for finding in result.findings],
            }
        )
    else:
        _say(result)
    return int(ExitCode.FINDINGS if errors else ExitCode.FINE)


def import_into(
    project: Project, path: Path, dated: date | None = None, differential: bool | None = None,
    columns: Columns | None = None,
) -> ImportResult:  # fmt: skip
    """Import into the project's store; without a date, the snapshot has day and hour of the file. Raises
    ImportRefused.
    """
    _check_there(path)
    from marbre.offers.store import import_offers
    from marbre.offers.territory import has_territory, read_territory

    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    day = dated or written.replace(tzinfo=None).isoformat(timespec="minutes")
    project.store.parent.mkdir(parents=True, exist_ok=True)
    folder = project.root / "data" / "territory"
    territory = read_territory(folder) if has_territory(folder) else None
    more = {"mapping": columns} if columns else {}
    return import_offers(path, project.store, day, project.media, differential, territory=territory, **more)


def _check_there(path: Path) -> None:
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder", "give a zip, a folder, a JSON file or a table")


def columns_for(project: Project, path: Path, mapping: Path | None, sheet: str) -> Columns | None:
    """What the columns of a table are, None for what is no table. Without a mapping one is guessed, shown and written.
    Raises InputError.
    """
    _check_there(path)
    from marbre.offers.sources import is_table

    if not is_table(path):
        if mapping or sheet:
            raise InputError(f"{path}: not a table", "--mapping and --sheet are for CSV files and workbooks")
        return None
    from marbre.offers.column_guess import guess_columns, header_of, name_for
    from marbre.offers.columns import read_columns, written
    from marbre.offers.tables import read_table

    file = mapping or project.root / "data" / "tables" / f"{name_for(path)}.yaml"
    shown = project.shown(file)
    if file.is_file():
        known = read_columns(file, shown)
        known = replace(known, sheet=sheet) if sheet else known
        found = read_table(path, known.encoding, known.separator, known.sheet)
        click.echo(f"mapping: {shown}; {path.name}: {_written_in(found)}", err=True)
        return known
    table = read_table(path, sheet=sheet)
    header = header_of(table)
    guessed = replace(guess_columns(table, name_for(mapping or path), header), file=shown)
    write_new(file, written(guessed))
    click.echo(f"no mapping yet for {path.name}: {_written_in(table)}, names of columns on line {header.line}", err=True)
    width = max(len(name) for name, _ in guessed.columns)
    for name, field in guessed.columns:
        click.echo(f"  {name:<{width}}  {field or '(left out)'}", err=True)
    click.echo(f"  all rows are  {guessed.type}" if guessed.type else "", err=True, nl=bool(guessed.type))
    click.echo(f"written to {shown}: look through it, mend it, import again", err=True)
    return guessed


def _written_in(table: Table) -> str:
    """What was found out of a file."""
    said = f"{table.encoding}, separator {SAID.get(table.separator, table.separator)}"
    return f"sheet `{table.sheet}`" if table.sheet else said


def write_new(file: Path, text: str) -> None:
    """A file that is whole or absent."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)


def _size(value: object) -> int:
    return len(value) if isinstance(value, Sized) else int(str(value))


def _changes(changed: Any) -> list[tuple[int, list[str]]]:
    """(offer, fields) of every offer that changed."""
    pairs = changed.items() if isinstance(changed, Mapping) else changed
    return [(int(id), [str(field) for field in fields]) for id, fields in pairs]


def _say(result: ImportResult) -> None:
    for id in result.added:
        click.echo(f"added    {id}")
    for id, fields in _changes(result.changed):
        click.echo(f"changed  {id}  {', '.join(fields)}")
    for id in result.removed:
        click.echo(f"removed  {id}")
    for finding in result.findings:
        click.echo(f"{finding.severity.value}: {finding.message}", err=True)
        if finding.remedy:
            click.echo(f"  hint: {finding.remedy}", err=True)
    click.echo(
        f"{len(result.added)} added, {len(result.changed)} changed, {len(result.removed)} removed, "
        f"{_size(result.unchanged)} unchanged, {counted(len(result.findings), 'finding')}"
    )
