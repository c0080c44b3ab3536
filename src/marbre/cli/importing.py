"""`marbre import`: read an export into the store."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import ExitCode, InputError
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.offers.store import ImportResult


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--differential/--full", default=None, help="What the export is, when it does not say so itself."
)
@click.option(
    "--dated", type=click.DateTime(["%Y-%m-%d"]), help="The day of the snapshot; else that of the file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_command(path: Path, differential: bool | None, dated: datetime | None, as_json: bool) -> int:
    """Read an Apidae export or API response into the store.

    PATH is a project export (zip or folder, complete or differential) or an API response (JSON). Importing
    the same thing twice changes nothing.

    \b
    Example:
      marbre import export-2027.zip
    """
    project = find_project()
    result = import_into(project, path, dated.date() if dated else None, differential)
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
    project: Project, path: Path, dated: date | None = None, differential: bool | None = None
) -> ImportResult:
    """Import into the project's store; without a date, the snapshot has day and hour of the file. Raises
    ImportRefused.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder", "give a zip, a folder or a JSON file")
    from marbre.offers.store import import_offers
    from marbre.offers.territory import read_territory

    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    day = dated or written.replace(tzinfo=None).isoformat(timespec="minutes")
    project.store.parent.mkdir(parents=True, exist_ok=True)
    folder = project.root / "data" / "territory"
    territory = read_territory(folder) if (folder / "communes.json").is_file() else None
    return import_offers(path, project.store, day, project.media, differential, territory=territory)


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
