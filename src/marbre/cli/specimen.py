"""`marbre specimen`: every component of the layout in every state, held against the accepted pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marbre.cli.output import counted, echo_json, progress
from marbre.errors import ExitCode
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.finish.looks import Look

#: Where accepted pictures lie, below the project's root.
LOOKS = Path("tests") / "looks"


@click.command("specimen")
@click.option("--lang", "languages", multiple=True, help="The language; repeat for several; else those with pictures.")
@click.option("--accept", is_flag=True, help="Make what is seen now the accepted pictures.")
@click.option("--system", is_flag=True, help="Draw the design system instead: build/_specimen/system.pdf.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def specimen_command(languages: tuple[str, ...], accept: bool, system: bool, as_json: bool) -> int:
    """Show every component in every state, and say which look otherwise than accepted.

    The specimen is written to build/specimen/<language>.pdf. Each component is held against its picture in tests/looks/;
    for one that differs, build/specimen/<language>/<name>.png shows it as accepted, as it is now, and the difference.
    Look at them; then mend the layout, or take the new look with --accept.

    With --system, a sheet for designers: formats and grids, faces, colours, rules, and the type scale of each family.

    Exit code: 0 all as accepted, 1 something looks otherwise.

    \b
    Example:
      marbre specimen
      marbre specimen --accept
      marbre specimen --system
    """
    project = find_project()
    if system:
        _draw_system(project, as_json)
        return ExitCode.FINE
    wanted = languages or ("fr", "de")
    result = {language: _one(project, language, accept, as_json) for language in wanted}
    if as_json:
        rows = [
            {"language": language, "component": look.name, "state": look.state, "part": look.part}
            for language, looks in result.items() for look in looks
        ]  # fmt: skip
        echo_json(rows)
    else:
        for language, looks in result.items():
            _say(language, looks, accept)
    other = any(look.state != "same" for looks in result.values() for look in looks)
    return ExitCode.FINDINGS if other and not accept else ExitCode.FINE


def _draw_system(project: Project, as_json: bool) -> None:
    from marbre.build.system_sheet import system_sheet

    path = project.build / "_specimen" / "system.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(system_sheet(project))
    shown = path.relative_to(project.root).as_posix()
    echo_json({"file": shown}) if as_json else click.echo(shown)


def _one(project: Project, language: str, accept: bool, quiet: bool) -> list[Look]:
    from marbre.build.specimen import make_specimen, pictures
    from marbre.finish.looks import compared, read_looks, shown, write_looks

    with progress(quiet=quiet) as bar:
        made = make_specimen(project, language, bar)
    folder = project.build / "specimen"
    (folder / language).mkdir(parents=True, exist_ok=True)
    (folder / f"{language}.pdf").write_bytes(made.pdf)
    now, accepted = pictures(made), read_looks(project.root / LOOKS / language)
    looks = [compared(name, accepted.get(name), now.get(name)) for name in sorted({*now, *accepted})]
    for stale in (folder / language).glob("*.png"):
        stale.unlink()
    for look in looks:
        if look.state == "changed":
            (folder / language / f"{look.name}.png").write_bytes(shown(accepted[look.name], now[look.name]))
    if accept:
        kept = {look.name for look in looks if look.state == "same"}
        write_looks(project.root / LOOKS / language, {name: accepted[name] if name in kept else now[name] for name in now})
    return looks


def _say(language: str, looks: list[Look], accept: bool) -> None:
    other = [look for look in looks if look.state != "same"]
    for look in other:
        part = f", {look.part:.1%} of it" if look.state == "changed" else ""
        click.echo(f"{language} {look.name}: {look.state}{part}")
    done = "accepted" if accept else "otherwise than accepted: see build/specimen/"
    click.echo(f"{language}: {counted(len(looks), 'component', 'components')}, {len(other)} {done}")
