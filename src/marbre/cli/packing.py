"""`marbre pack`: the territory kit as one zip for providers, and whether such a zip is whole and of today."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import counted, echo_json, echo_table, progress
from marbre.errors import ExitCode, InputError, WorkRefused
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.findings import Finding
    from marbre.pack.making import MadePack
    from marbre.pack_file import PackPlan


@click.command("pack")
@click.option("--to", "to", type=click.Path(path_type=Path, file_okay=False), default=None, help="A folder; else build/pack/.")
@click.option("--lang", "language", default="fr", show_default=True, help="Of the guide of use, the read-me and the purposes.")
@click.option("--provider", type=int, default=None, help="An offer's number: adds a counter card with its name and code.")
@click.option("--series", default="", help="The series whose pack.yaml is meant; else the only one that has one.")
@click.option("--check", "check", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Verify this zip.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest, or what the check found, as JSON.")
def pack_command(
    to: Path | None, language: str, provider: int | None, series: str, check: Path | None, as_json: bool
) -> int:  # fmt: skip
    """Make the zip that providers are given, or check one.

    Posters, cards, sticker and signature, with a licence and a manifest. What goes in is said in
    editions/_series/<series>/pack.yaml. The editions are built where something changed, and held against the
    printer's rules: a pack with an error is not written (exit code 1). The same input gives the same bytes; the version
    follows from the content. Of a provider, only its public listing is used.

    \b
    --check verifies every file of a zip against its manifest, and says what a pack made now would change. Exit code 0
    when it is whole and of today, else 1.

    \b
    Example:
      marbre pack
      marbre pack --provider 700351 --to remise
      marbre pack --check build/pack/kit-pays-issoire-fr.zip
    """
    gc.set_threshold(200_000, 50, 100)
    project = find_project()
    from marbre.pack_file import read_pack

    plan = read_pack(project.editions, _series(project, series))
    if check is not None:
        return _check(project, plan, check, as_json)
    made = _made(project, plan, language, provider, as_json)
    path = (to or project.build / "pack") / made.pack.file_name
    if made.fit:
        _write(path, made.data)
    if as_json:
        echo_json(_as_json(made, path))
    else:
        _say(project, made, path)
    return int(ExitCode.FINE if made.fit else ExitCode.FINDINGS)


def _series(project: Project, wanted: str) -> str:
    from marbre.pack_file import NAME
    from marbre.yamltree import did_you_mean

    known = sorted(path.parent.name for path in (project.editions / "_series").glob(f"*/{NAME}"))
    if wanted and wanted not in known:
        raise InputError(f"the series `{wanted}` has no {NAME}", did_you_mean(wanted, known))
    if not known:
        raise InputError(f"no series has a {NAME}", f"write editions/_series/<series>/{NAME}: docs/pack.md")
    if not wanted and len(known) > 1:
        raise InputError(f"several series have a {NAME}", f"choose with --series: {', '.join(known)}")
    return wanted or known[0]


def _made(project: Project, plan: PackPlan, language: str, provider: int | None, quiet: bool) -> MadePack:
    from marbre.cli.building import _need_offers
    from marbre.offers.store import read_offers
    from marbre.pack.making import make_pack

    _need_offers(project)
    with progress(quiet=quiet) as tell:
        return make_pack(project, plan, language, read_offers(project.store), provider, tell)


def _check(project: Project, plan: PackPlan, path: Path, as_json: bool) -> int:
    from marbre.pack.checking import changes, damage, read_frozen
    from marbre.report import finding_json

    frozen = read_frozen(path)
    found: Sequence[Finding] = damage(frozen)
    now = None
    if not found:
        now = _made(project, plan, frozen.language, frozen.provider, as_json).pack
        found = changes(frozen, now)
    if as_json:
        echo_json(
            {
                "file": str(path), "version": frozen.version, "whole": now is not None,
                "now": now.version if now else None, "findings": [finding_json(one) for one in found],
            }
        )  # fmt: skip
        return int(ExitCode.FINDINGS if found else ExitCode.FINE)
    for one in found:
        click.echo(f"{one.message} {one.remedy}")
    files = counted(len(frozen.promised), "file")
    if now is None:
        click.echo(f"{path}: DAMAGED, {counted(len(found), 'finding')}")
    elif found:
        click.echo(f"{path}: {files} whole, version {frozen.version}; today's is {now.version}")
    else:
        click.echo(f"{path}: {files} whole, version {frozen.version}, of today")
    return int(ExitCode.FINDINGS if found else ExitCode.FINE)


def _as_json(made: MadePack, path: Path) -> dict[str, Any]:
    from marbre.pack.contents import format_of
    from marbre.report import finding_json

    pack = made.pack
    return {
        "file": str(path) if made.fit else None, "version": pack.version, "bytes": len(made.data),
        "files": [
            {"name": one.name, "format": format_of(one), "bytes": len(one.data), "sha256": one.digest} for one in pack.files
        ],
        "left_out": list(pack.left_out), "findings": [finding_json(one) for one in made.findings],
    }  # fmt: skip


def _say(project: Project, made: MadePack, path: Path) -> None:
    from marbre.pack.contents import format_of

    pack = made.pack
    rows = [(one.name, format_of(one), f"{len(one.data) / 1024:,.0f} KiB", one.purpose) for one in pack.files]
    echo_table(("file", "format", "size", "purpose"), rows)
    for one in made.findings:
        click.echo(f"{one.severity.value}: {one.message} {one.remedy}", err=True)
    for name in pack.left_out:
        click.echo(f"left out: {name} has not been built (`marbre build {name}`)", err=True)
    if made.fit:
        click.echo(f"{project.shown(path)}: {counted(len(pack.files), 'file')}, version {pack.version}")
    else:
        click.echo("not written: mend the errors first", err=True)


def _write(path: Path, data: bytes) -> None:
    """Whole or absent. Raises WorkRefused where the folder will not take it."""
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WorkRefused(f"{path}: {error.strerror or error}", "give another place with --to") from error
