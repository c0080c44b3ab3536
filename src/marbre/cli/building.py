"""`marbre build`, `marbre plan` and `marbre status`: what is made of editions."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import click

from marbre.cli.output import counted, echo_json, progress
from marbre.errors import ExitCode, InputError
from marbre.project import Project, find_project

_TARGETS = {"print": ("print",), "web": ("web",), "all": ("print", "web")}


@click.command("build")
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option("--lang", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option(
    "--for", "target", type=click.Choice(list(_TARGETS)), default="all", help="The printer, the web or both."
)
@click.option("--all", "whole", is_flag=True, help="The whole collection, as without EDITION.")
@click.option("--marks", is_flag=True, help="Crop marks, registration, a colour bar and a slug line.")
@click.option(
    "--jobs", type=click.IntRange(1), default=None, help="How many processes; else one for each core."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print a list with one object for each edition and language."
)
def build_command(
    editions: tuple[str, ...], languages: tuple[str, ...], target: str, whole: bool, marks: bool, jobs: int | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Make the PDFs of editions, for the printer and for the web.

    Without EDITION, every edition; what they share is laid out once. The files are in build/<edition>/<language>/.

    \b
    Example:
      marbre build guide-decouverte --lang fr --for web
      marbre build --all
    """
    # A build makes many small values and few cycles: looking for cycles often is a tenth of its time.
    gc.set_threshold(200_000, 50, 100)
    project = find_project()
    if whole and editions:
        raise InputError("--all builds every edition", "leave out the names, or --all")
    names = _names(project, editions)
    _need_offers(project)
    from marbre.build import build_editions

    with progress(quiet=as_json) as tell:
        results = build_editions(
            project, names, languages, _TARGETS[target], jobs or os.cpu_count() or 1, tell, marks
        )
    objects = [result.as_json() for result in results]
    if as_json:
        echo_json(objects)
    else:
        for one in objects:
            _say(project, one)
    failed = any(one["findings"]["error"] for one in objects)
    return int(ExitCode.FINDINGS if failed else ExitCode.FINE)


def _names(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    from marbre.yamltree import did_you_mean

    known = project.edition_names()
    if not known:
        raise InputError("there is no edition yet", "begin one with `marbre new edition NAME`")
    for name in wanted:
        if name not in known:
            raise InputError(f"there is no edition `{name}`", did_you_mean(name, known))
    return wanted or known


def _need_offers(project: Project) -> None:
    """Without a store, take the demonstration export that comes with the project."""
    if project.store.is_file():
        return
    if not project.demonstration.is_dir():
        raise InputError("there are no offers yet", "run `marbre import PATH` first")
    from marbre.cli.importing import import_into

    shown = project.shown(project.demonstration)
    click.echo(f"no offers yet: importing the demonstration export from {shown}", err=True)
    result = import_into(project, project.demonstration)
    click.echo(f"{counted(len(result.added), 'offer')} imported", err=True)


def _say(project: Project, one: dict[str, Any]) -> None:
    found, blocks = one["findings"], one["blocks"]
    folders = {str(Path(path).parent) for path in one["files"].values() if path}
    seconds = one["seconds"]
    total = sum(seconds.values()) if isinstance(seconds, dict) else float(seconds)
    click.echo(
        f"{one['edition']} {one['language']}: {counted(one['pages'], 'page')}, "
        f"{counted(blocks['rendered'], 'block')} rendered, {blocks['reused']} reused, "
        f"{counted(found['error'], 'error')}, {counted(found['warning'], 'warning')}, {total:.1f} s"
    )
    for folder in sorted(folders):
        click.echo(f"files: {project.shown(Path(folder))}/")


@click.command("plan")
@click.argument("edition")
@click.option("--lang", "language", default=None, help="The language; else the first of the edition.")
def plan_command(edition: str, language: str | None) -> None:
    """Draw the flat plan (chemin de fer) of an edition.

    A contact sheet of its pages as PNG and PDF, in build/<edition>/<language>/.

    \b
    Example:
      marbre plan guide-decouverte
    """
    project = find_project()
    (name,) = _names(project, (edition,))
    _need_offers(project)
    from marbre.build import draw_plan

    with progress() as tell:
        files = draw_plan(project, name, language, tell)
    for path in files:
        click.echo(project.shown(path))


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def status_command(as_json: bool) -> None:
    """Say which editions are out of date, and because of which offers.

    \b
    Example:
      marbre status
    """
    project = find_project()
    from marbre.status import edition_states

    states = edition_states(project)
    if as_json:
        echo_json([state.as_json() for state in states])
        return
    for state in states:
        click.echo(f"{state.edition} {state.language}: {state.verdict}")
        for reason in state.reasons:
            click.echo(f"  {reason}")
