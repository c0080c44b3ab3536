"""`marbre import --layer`: communes, rivers, roads or relief of the office's own sources onto the maps."""

from __future__ import annotations

from pathlib import Path

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import ExitCode
from marbre.offers.layers import make_layer, write_layer
from marbre.offers.territory import Territory, has_territory, read_territory
from marbre.project import Project

#: Things of a layer that are named one by one.
_NAMED = 12


def import_layer(
    project: Project, path: Path, kind: str, wish: tuple[tuple[str, ...], str, str], as_json: bool
) -> int:
    """Make a layer of a file and put it beside the project's territory. `wish`: what to keep, table, credit.

    Raises InputError; nothing is written then.
    """
    folder = project.root / "data" / "territory"
    territory = read_territory(folder) if has_territory(folder) else Territory()
    keep, table, credit = wish
    layer = make_layer(kind, path, territory, keep, table, credit)
    file = project.shown(write_layer(layer, folder))
    if as_json:
        kept = [{"name": name, "size": size} for name, size in layer.kept]
        echo_json({"layer": kind, "file": file, "system": layer.system, "read": layer.read, "kept": kept})
        return int(ExitCode.FINE)
    source = f"{path.name}, table {layer.table}" if layer.table else path.name
    click.echo(f"{kind}: {counted(layer.read, 'feature')} of {source}, {layer.system}; {len(layer.kept)} kept")
    for name, size in layer.kept[:_NAMED]:
        click.echo(f"  {name}  {size}")
    if len(layer.kept) > _NAMED:
        click.echo(f"  … and {len(layer.kept) - _NAMED} more")
    click.echo(f"written to {file}; to go back, delete it")
    if not credit:
        click.echo("hint: say who made the data with --credit, maps print it", err=True)
    return int(ExitCode.FINE)
