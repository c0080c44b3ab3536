"""`marbre ticket`: the job ticket of an edition, for a quote."""

from __future__ import annotations

import json
from pathlib import Path

import click

from marbre.cli.output import echo_json, echo_table
from marbre.errors import InputError, WorkRefused
from marbre.project import Project, find_project


@click.command("ticket")
@click.argument("edition")
@click.option("--lang", "language", default=None, help="The language; else the first of the edition.")
@click.option("--json", "as_json", is_flag=True, help="Print the ticket as JSON.")
def ticket_command(edition: str, language: str | None, as_json: bool) -> None:
    """Write the job ticket that a printer is asked for a quote with.

    One A4 page in French and the same as YAML, in build/<edition>/: format, pages, papers, inks, binding, run, weights,
    spine, files, proofs, delivery. Pages are those of the last build, else the most that the edition allows.

    \b
    Example:
      marbre ticket guide-decouverte
    """
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition
    from marbre.finish.ticket import as_data, job_ticket, key_figures, remarks
    from marbre.finish.ticket_sheet import ticket_sheet
    from marbre.printing_file import house_named, read_printing
    from marbre.yamltree import did_you_mean, written_yaml

    project = find_project()
    if edition not in project.edition_names():
        raise InputError(f"there is no edition `{edition}`", did_you_mean(edition, project.edition_names()))
    brand = read_brand(project.brand)
    job = read_edition(project.root, edition, brand)
    tongue = language or job.languages[0]
    if tongue not in job.languages:
        raise InputError(f"{edition} has no language `{tongue}`", did_you_mean(tongue, job.languages))
    house = house_named(read_printing(project.root), job.printing.house, job.source)
    ticket = job_ticket(job, tongue, house, brand, _pages(project, edition, tongue))
    data = as_data(ticket)
    folder = project.build / edition
    stem = f"{edition}-{tongue}-ticket"
    _write(folder / f"{stem}.pdf", ticket_sheet(ticket, brand, project.fonts))
    _write(folder / f"{stem}.yaml", written_yaml(data).encode())
    if as_json:
        echo_json(data)
        return
    echo_table(("", ""), [(label, text.replace("\u00a0", " ")) for label, text in key_figures(ticket)])
    for remark in remarks(ticket):
        click.echo(f"- {remark}", err=True)
    for ending in ("pdf", "yaml"):
        click.echo(project.shown(folder / f"{stem}.{ending}"))


def _pages(project: Project, edition: str, language: str) -> int | None:
    """The pages of the last build, covers included; None when there is none that can be read."""
    try:
        told = json.loads((project.build / edition / language / "manifest.json").read_text(encoding="utf-8"))
        return int(told["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, data: bytes) -> None:
    """Whole or absent. Raises WorkRefused where the folder will not take it."""
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WorkRefused(f"{path}: {error.strerror or error}", "make room or check the rights of the folder") from error
