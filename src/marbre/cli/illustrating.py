"""`marbre illustrate`: the family of drawn scenes as a contact sheet, and any one of them as a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marbre.cli.output import echo_json
from marbre.errors import InputError
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.drawing import Drawing
    from marbre.finish.illustrations import Palette

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)$")
SEASONS, HOURS = ("spring", "summer", "autumn", "winter"), ("dawn", "day", "dusk", "night")


@click.command("illustrate")
@click.argument("kind", required=False)
@click.option("--seed", default="1", help="What decides composition and light; a record's id, say.")
@click.option("--season", type=click.Choice(SEASONS), default="summer", help="The season of the scene.")
@click.option("--hour", type=click.Choice(HOURS), default="day", help="The hour of its light.")
@click.option("--calm", type=click.Choice(("top", "bottom")), default=None, help="Keep that third quiet for type.")
@click.option("--size", default="", help="Width × height in mm, such as 210x270.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="A file .svg, .png or .pdf (in inks).")
@click.option("--json", "as_json", is_flag=True, help="Print the kinds, or the file written, as JSON.")
def illustrate_command(
    kind: str | None, seed: str, season: str, hour: str, calm: str | None, size: str, out: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Draw the scenes that stand where there is no photograph.

    Without KIND, all of them on a contact sheet in build/illustrations/. With KIND, that scene as SVG, PNG or PDF.

    \b
    Example:
      marbre illustrate
      marbre illustrate village --season autumn --hour dusk --size 210x270 --out village.svg
    """
    from marbre.compose.scenes import KINDS, scene

    project = find_project()
    if kind is None:
        path = _contact_sheet(project, out, seed, season, hour, size)
        echo_json({"kinds": list(KINDS), "file": str(path)}) if as_json else click.echo(project.shown(path))
        return
    if kind not in KINDS:
        from marbre.yamltree import did_you_mean

        raise InputError(f"there is no scene `{kind}`", did_you_mean(kind, KINDS))
    drawing = scene(kind, *_size(size or "148x105"), seed, season, hour, calm=calm or "")
    path = out or project.build / "illustrations" / f"{kind}.svg"
    _write(path, as_file(project, drawing, path.suffix.lower()))
    echo_json({"kind": kind, "file": str(path)}) if as_json else click.echo(project.shown(path))


def _size(text: str) -> tuple[float, float]:
    match = _SIZE.match(text.strip())
    if not match or not 5 <= float(match[1]) <= 2000 or not 5 <= float(match[2]) <= 2000:
        raise InputError(f"--size {text}: not a size", "give width x height in mm, from 5 to 2000, such as 210x270")
    return float(match[1]), float(match[2])


def _palette(project: Project) -> Palette:
    from marbre.brand_file import read_brand
    from marbre.compose.tokens import palette_of

    return palette_of(read_brand(project.brand))


def as_file(project: Project, drawing: Drawing, suffix: str) -> bytes:
    """A drawing as the bytes of a file .svg, .pdf (in inks) or .png. Raises InputError for another ending."""
    from marbre.build.drawing_files import SUFFIXES, drawing_file

    if suffix in SUFFIXES:
        return drawing_file(_palette(project), drawing, suffix)
    raise InputError(f"--out: `{suffix or 'no ending'}` is not a kind of picture", "end the name in .svg, .png or .pdf")


def _contact_sheet(project: Project, out: Path | None, seed: str, season: str, hour: str, size: str) -> Path:
    """All scenes with their names, as PNG."""
    from marbre.compose.scenes import KINDS, scene
    from marbre.finish.illustrations import family, named, web_painter
    from marbre.preflight.readback import page_pictures

    path = out or project.build / "illustrations" / "scenes.png"
    if path.suffix.lower() != ".png":
        raise InputError("--out: the contact sheet is a .png", "name a scene to write it as .svg or .pdf")
    drawings = [scene(kind, *_size(size or "58x38"), seed, season, hour) for kind in KINDS]
    data, places = family(drawings, 6, web_painter(_palette(project)))
    (sheet,) = page_pictures(data, 110)
    face = project.root / "assets" / "fonts" / "barlow" / "Barlow_600SemiBold.ttf"
    _write(path, named(sheet, KINDS, places, face, 110))
    return path


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(data)
    aside.replace(path)
