"""`marbre impose`: pages on sheets for the office's own printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import InputError, WorkRefused
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.finish.imposition import Imposed

#: Office paper, 80 g offset, when nothing else is said: 0.1 mm.
OFFICE_CALIPER = 0.1


@click.command("impose")
@click.argument("what", metavar="FILE.pdf|EDITION")
@click.option(
    "--scheme", type=click.Choice(("booklet", "two-up", "spreads")), default="booklet",
    help="A booklet to fold and staple, pages side by side, or proofs of spreads.",
)  # fmt: skip
@click.option("--paper", type=click.Choice(("A4", "A3")), default=None, help="Landscape sheets; else what fits.")
@click.option("--caliper", type=click.FloatRange(0, 1), default=None, help="Thickness of a sheet in mm, for the creep.")
@click.option("--marks", is_flag=True, help="Draw crop and fold marks.")
@click.option("--lang", "language", default=None, help="The language of the edition; else its first.")
@click.option("--for", "target", type=click.Choice(("print", "web")), default=None, help="Which file of the edition.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to write.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def impose_command(
    what: str, scheme: str, paper: str | None, caliper: float | None, marks: bool, language: str | None,
    target: str | None, out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Put pages on sheets for the office's printer: booklets, proofs.

    Of an EDITION, its print file when that holds every page, else its web file; the creep is that of its paper.
    A booklet is printed on both sides, flipped on the short edge.

    \b
    Example:
      marbre impose guide-decouverte --scheme spreads
      marbre impose depliant.pdf --paper A4
    """
    from marbre.finish.imposition import Scheme, impose

    source, folder, thickness = _source(what, language, target)
    thin = thickness if caliper is None else caliper
    imposed = impose(source, Scheme(scheme), paper=paper or "", caliper=thin, marks=marks)
    path = out or folder / f"{source.stem}-{scheme}.pdf"
    if path.resolve() == source.resolve():
        raise InputError(f"--out {path}: that is the file itself", "give another name")
    _write(path, imposed.data)
    if as_json:
        echo_json(_as_json(source, path, imposed, thin))
        return
    click.echo(_said(imposed, scheme))
    click.echo(str(path))


def _source(what: str, language: str | None, target: str | None) -> tuple[Path, Path, float]:
    """The file, the folder for the sheets, the caliper in mm."""
    path = Path(what)
    if path.suffix.lower() == ".pdf":
        if not path.is_file():
            raise InputError(f"{what}: there is no such file", "check the path")
        return path, path.parent, OFFICE_CALIPER
    return _of_edition(find_project(), what, language, target)


def _of_edition(project: Project, name: str, language: str | None, target: str | None) -> tuple[Path, Path, float]:
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition
    from marbre.paper import parse_paper
    from marbre.yamltree import did_you_mean

    if name not in project.edition_names():
        hint = did_you_mean(name, project.edition_names())
        raise InputError(f"{name}: neither a PDF nor an edition", hint)
    edition = read_edition(project.root, name, read_brand(project.brand))
    tongue = language or edition.languages[0]
    if tongue not in edition.languages:
        raise InputError(f"{name} has no language `{tongue}`", did_you_mean(tongue, edition.languages))
    ticket = edition.printing
    wanted = target or ("web" if ticket.cover_apart else "print")
    path = project.build / name / tongue / f"{name}-{tongue}-{wanted}.pdf"
    if not path.is_file():
        raise InputError(f"{project.shown(path)} is not there yet", f"run `marbre build {name} --lang {tongue}` first")
    paper = parse_paper(ticket.paper_body, grammage=ticket.grammage, bulk=ticket.bulk)
    return path, project.build / name, paper.caliper or OFFICE_CALIPER


def _as_json(source: Path, path: Path, imposed: Imposed, caliper: float) -> dict[str, object]:
    return {
        "source": str(source), "file": str(path), "pages": imposed.pages, "blanks": imposed.blanks,
        "sides": [list(side) for side in imposed.sides], "paper": imposed.paper, "scale": round(imposed.scale, 4),
        "caliper": caliper, "creep": list(imposed.creep), "other_sizes": imposed.odd_sizes,
    }  # fmt: skip


def _said(imposed: Imposed, scheme: str) -> str:
    parts = [counted(imposed.pages, "page")]
    if imposed.blanks:
        parts.append(f"{counted(imposed.blanks, 'blank page')} added at the end")
    if scheme == "booklet":
        parts.append(f"{counted(len(imposed.creep), 'sheet')} {imposed.paper}, both sides, flipped on the short edge")
        parts.append(f"creep up to {imposed.creep[-1]:.2f} mm")
    else:
        parts.append(f"{counted(len(imposed.sides), 'side')} {imposed.paper}")
    if imposed.scale != 1:
        parts.append(f"reduced to {100 * imposed.scale:.0f} %")
    if imposed.odd_sizes:
        parts.append(f"{counted(imposed.odd_sizes, 'page')} of another size than the first")
    return ", ".join(parts)


def _write(path: Path, data: bytes) -> None:
    """Whole or absent. Raises WorkRefused where the folder will not take it."""
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WorkRefused(f"{path}: {error.strerror or error}", "give another place with --out") from error
