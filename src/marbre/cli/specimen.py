"""`marbre specimen`: every component of every layout in every state, held against the accepted pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import ExitCode, InputError
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.build.specimen import Specimen
    from marbre.finish.looks import Look

#: Where accepted pictures lie, below the project's root.
LOOKS = Path("tests") / "looks"


@click.command("specimen")
@click.argument("names", nargs=-1)
@click.option("--lang", "languages", multiple=True, help="The language; repeat for several; else all that a specimen has.")
@click.option("--accept", is_flag=True, help="Make what is seen now the accepted pictures, of all or of NAMES.")
@click.option("--system", is_flag=True, help="Draw the design system instead: build/_specimen/system.pdf.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def specimen_command(
    names: tuple[str, ...], languages: tuple[str, ...], accept: bool, system: bool, as_json: bool
) -> int:
    """Show every component in every state, and say which look otherwise than accepted.

    NAMES are specimens (magazine, guide …: the folders editions/_specimen-*) or components of one (magazine/cover-long);
    without any, all of them. Each is written to build/specimen/<name>/<language>.pdf. Each component is held against its
    picture in tests/looks/<name>/<language>/; for one that differs, build/specimen/<name>/<language>/<component>.png shows
    it as accepted, as it is now, and the difference. Look at them; then mend the layout, or take the new look with --accept.

    With --system, a sheet for designers: formats and grids, faces, colours, rules, and the type scale of each family.

    Exit code: 0 all as accepted, 1 something looks otherwise.

    \b
    Example:
      marbre specimen
      marbre specimen magazine --lang fr
      marbre specimen --accept magazine/cover-long
      marbre specimen --system
    """
    from marbre.build.specimen import made_specimens

    project = find_project()
    if system:
        _draw_system(project, as_json)
        return ExitCode.FINE
    wanted, components = _wanted(project, names)
    made = made_specimens(project, wanted, languages)
    result = [(one, _looks(project, one, accept, components)) for one in made]
    if as_json:
        rows = [
            {"specimen": one.short, "language": one.language, "component": look.name, "state": look.state, "part": look.part}
            for one, looks in result for look in looks
        ]  # fmt: skip
        echo_json(rows)
    else:
        for one, looks in result:
            _say(one, looks, accept)
    other = any(look.state != "same" for _, looks in result for look in looks)
    return ExitCode.FINDINGS if other and not accept else ExitCode.FINE


def _draw_system(project: Project, as_json: bool) -> None:
    from marbre.build.system_sheet import system_sheet

    path = project.build / "_specimen" / "system.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(system_sheet(project))
    shown = path.relative_to(project.root).as_posix()
    echo_json({"file": shown}) if as_json else click.echo(shown)


def _wanted(project: Project, names: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The specimen editions that names speak of, and the single components among the names."""
    from marbre.build.specimen import SPECIMEN, specimen_names

    known = specimen_names(project)
    found = tuple(dict.fromkeys(SPECIMEN + name.partition("/")[0] for name in names))
    for name in found:
        if name not in known:
            all_of_them = ", ".join(one.removeprefix(SPECIMEN) for one in known)
            raise InputError(f"there is no specimen `{name.removeprefix(SPECIMEN)}`", f"there are {all_of_them}")
    return found, frozenset(name for name in names if "/" in name)


def _looks(project: Project, made: Specimen, accept: bool, components: frozenset[str]) -> list[Look]:
    """A specimen held against its accepted pictures; its file and what differs are written below build/specimen/."""
    from marbre.finish.looks import compared, read_looks, shown, write_looks

    folder, kept = project.build / "specimen" / made.short / made.language, project.root / LOOKS / made.short / made.language
    folder.mkdir(parents=True, exist_ok=True)
    folder.with_suffix(".pdf").write_bytes(made.pdf)
    now, accepted = made.pictures, read_looks(kept)
    looks = [compared(name, accepted.get(name), now.get(name)) for name in sorted({*now, *accepted})]
    mine = {name for name in components if name.startswith(f"{made.short}/")}
    if mine:
        looks = [look for look in looks if f"{made.short}/{look.name}" in mine]
    for stale in folder.glob("*.png"):
        stale.unlink()
    for look in looks:
        if look.state == "changed":
            (folder / f"{look.name}.png").write_bytes(shown(accepted[look.name], now[look.name]))
    if accept:
        touched = {look.name for look in looks if look.state != "same"}
        after = {name: data for name, data in accepted.items() if name not in touched}
        write_looks(kept, after | {name: now[name] for name in touched if name in now})
    return looks


def _say(made: Specimen, looks: list[Look], accept: bool) -> None:
    other = [look for look in looks if look.state != "same"]
    for look in other:
        part = f", {look.part:.1%} of it" if look.state == "changed" else ""
        click.echo(f"{made.short}/{look.name} ({made.language}): {look.state}{part}")
    done = "accepted" if accept else "otherwise than accepted: see build/specimen/"
    click.echo(f"{made.short} {made.language}: {counted(len(looks), 'component', 'components')}, {len(other)} {done}")
