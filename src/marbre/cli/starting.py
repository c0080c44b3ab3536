"""`marbre new`: begin an edition from the pattern in editions/_template/."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click

from marbre.errors import InputError
from marbre.project import find_project


@click.group("new")
def new_command() -> None:
    """Begin something new: an edition.

    \b
    Example:
      marbre new edition guide-animations
    """


@new_command.command("edition")
@click.argument("name")
@click.option("--title", default="", help="The title; else the name with its hyphens opened.")
def edition_command(name: str, title: str) -> None:
    """Begin an edition: a folder of editions/ with a job ticket, a flat plan and first texts.

    \b
    Example:
      marbre new edition guide-animations --title "Guide des animations"
    """
    project = find_project()
    folder = new_edition(project.editions, name, title)
    click.echo(f"{project.shown(folder)}/edition.yaml")
    click.echo(f"next: write its flat plan and texts, then run `marbre build {name}`", err=True)


def new_edition(editions: Path, name: str, title: str = "") -> Path:
    """Copy the pattern to `editions/<name>/`, whole or not at all. Raises InputError when it would
    overwrite.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise InputError(
            f"`{name}` cannot be a folder's name", "use small letters, figures and hyphens: guide-2027"
        )
    folder, pattern, aside = editions / name, editions / "_template", editions / f".{name}.new"
    if folder.exists():
        raise InputError(f"editions/{name}/ is already there", "choose another name")
    if not pattern.is_dir():
        raise InputError("editions/_template/ is missing", "restore it from the project's history")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(pattern, aside)
    shown = (title or name.replace("-", " ").capitalize()).replace("\\", "\\\\").replace('"', '\\"')
    ticket = aside / "edition.yaml"
    text = ticket.read_text(encoding="utf-8").replace("{title}", shown).replace("{name}", name)
    ticket.write_text(text, encoding="utf-8")
    aside.rename(folder)
    return folder
