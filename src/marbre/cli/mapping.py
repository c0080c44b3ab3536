"""`marbre map`: any map of the territory as a file, and what was left out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import InputError, WorkRefused
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.compose.map_views import View
    from marbre.compose.maps import MapSheet
    from marbre.drawing import Drawing
    from marbre.edition import Edition
    from marbre.findings import Finding
    from marbre.offers.model import Offer
    from marbre.offers.territory import Territory

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)$")
_CIRCLE = re.compile(r"(-?\d+(?:\.\d+)?),\s*(-?\d+(?:\.\d+)?),\s*(\d+(?:\.\d+)?)$")


@click.command("map")
@click.argument("edition_name", metavar="[EDITION]", default="guide-decouverte")
@click.option("--sector", default="", help="Only this sector of the edition.")
@click.option("--commune", default="", help="A small map that says where a commune lies.")
@click.option("--detail", default="", help="A circle, as longitude,latitude,kilometres: 3.25,45.545,5.")
@click.option("--size", default="", help="Width × height in mm, such as 600x520.")
@click.option("--folds", default="", help="Keep clear of folds each so many mm, such as 120x210.")
@click.option("--ground", type=click.Choice(("relief", "sectors")), default="relief", help="What tints the ground.")
@click.option("--lang", "language", default="", help="The language of names; else the edition's first.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="A file .svg, .png or .pdf (in inks).")
@click.option("--json", "as_json", is_flag=True, help="Print what stands where, and what was left out, as JSON.")
def map_command(
    edition_name: str, sector: str, commune: str, detail: str, size: str, folds: str, ground: str, language: str,
    out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Draw maps of the territory: whole, a sector, a detail, where a commune lies.

    They carry the numbers of an edition; without options the whole territory with its grid. What found no room, what
    had to stand away from its place, and offers that lie outside their commune are said.

    \b
    Example:
      marbre map carte-touristique --size 600x520 --folds 120x210 --out carte.pdf
      marbre map --sector couzes --out couzes.svg
      marbre map --commune Usson --size 40x35 --out usson.svg
    """
    if sum(map(bool, (sector, commune, detail))) > 1:
        raise InputError("--sector, --commune and --detail ask for different maps", "give one of them")
    wish = _Wish(sector, commune, detail, _pair("--size", size), _pair("--folds", folds), ground)
    project = find_project()
    matter = _read(project, edition_name, language)
    drawing, sheet, name = _drawn(project, matter, wish)
    path = out or project.build / "maps" / f"{name}.svg"
    _write(path, project, drawing)
    outside = _outside(matter)
    if as_json:
        echo_json(_as_json(path, drawing, sheet, outside))
        return
    if sheet is not None:
        _say(sheet)
    for finding in outside:
        click.echo(f"{finding.message} {finding.remedy}", err=True)
    click.echo(project.shown(path))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What map is asked for; sizes 0 where nothing is said."""

    sector: str
    commune: str
    detail: str
    size: tuple[float, float]
    folds: tuple[float, float]
    ground: str


@dataclass(frozen=True, slots=True)
class _Matter:
    """What it is drawn from: the edition, its numbers, what is read on its marks."""

    edition: Edition
    territory: Territory
    offers: tuple[Offer, ...]
    numbers: dict[int, str]
    on: dict[str, str]
    language: str


def _pair(option: str, text: str) -> tuple[float, float]:
    if not text:
        return (0.0, 0.0)
    match = _SIZE.match(text.strip())
    if not match or not 5 <= float(match[1]) <= 2000 or not 5 <= float(match[2]) <= 2000:
        raise InputError(f"{option} {text}: not two lengths", "give width x height in mm, from 5 to 2000, such as 600x520")
    return float(match[1]), float(match[2])


def _read(project: Project, name: str, language: str) -> _Matter:
    from marbre.brand_file import read_brand
    from marbre.compose.copy import choose, numbers_of
    from marbre.compose.tokens import marks_on
    from marbre.edition_file import read_edition
    from marbre.offers.store import read_offers
    from marbre.offers.territory import read_territory
    from marbre.yamltree import did_you_mean

    if name not in project.edition_names():
        raise InputError(f"there is no edition `{name}`", did_you_mean(name, project.edition_names()))
    brand = read_brand(project.brand)
    edition = read_edition(project.root, name, brand)
    tongue = language or edition.languages[0]
    if tongue not in edition.languages:
        raise InputError(f"{name} has no language `{tongue}`", did_you_mean(tongue, edition.languages))
    if not project.store.is_file():
        raise InputError("there are no offers yet", "run `marbre import PATH` first")
    offers = read_offers(project.store)
    numbers = numbers_of(edition, choose(edition, offers))
    return _Matter(
        edition, read_territory(project.root / "data" / "territory"), offers, numbers, marks_on(brand, edition), tongue
    )


def _drawn(project: Project, given: _Matter, wish: _Wish) -> tuple[Drawing, MapSheet | None, str]:
    from marbre.compose.large_page import matter_of, sector_tints
    from marbre.compose.map_lettering import lettered
    from marbre.compose.map_style import LARGE, scaled
    from marbre.compose.map_views import locator_map, view_map
    from marbre.compose.maps import bounds
    from marbre.compose.territory_page import GROUNDS, markers_of

    box = bounds(given.territory, given.offers)
    if wish.commune:
        insee = _insee(given.territory, wish.commune)
        size = wish.size if wish.size[0] else (60.0, 52.0)
        return locator_map(given.territory, box, size, (insee,)), None, f"commune-{insee}"
    markers = markers_of(given.edition, given.offers, given.numbers, given.on)
    tints = sector_tints(given.edition, GROUNDS) if wish.ground == "sectors" else ()
    folder = project.root / "data" / "territory"
    matter = matter_of(given.edition, given.territory, given.offers, markers, folder, tints, given.language)
    view, name = _view(given, wish)
    sheet = view_map(matter, view, box, project.fonts)
    return lettered(sheet, scaled(LARGE, sheet.large), project.fonts), sheet, name


def _view(given: _Matter, wish: _Wish) -> tuple[View, str]:
    from marbre.compose.map_views import View

    size = wish.size if wish.size[0] else (600.0, 520.0) if not (wish.sector or wish.detail) else (260.0, 240.0)
    steps = [
        tuple(step * at for at in range(1, int(length / step) + 1) if step * at < length) if step else ()
        for step, length in zip(wish.folds, size, strict=True)
    ]
    folds = (steps[0], steps[1])
    if wish.detail:
        match = _CIRCLE.match(wish.detail.strip())
        if not match or not 0.5 <= float(match[3]) <= 60:
            raise InputError(
                f"--detail {wish.detail}: not a circle", "give longitude,latitude,kilometres, such as 3.25,45.545,5"
            )
        centre = (float(match[1]), float(match[2]))
        return View(size, centre=centre, radius=float(match[3]), folds=folds), "detail"
    if wish.sector:
        sectors = {id: communes for id, _, communes in given.edition.sectors}
        if wish.sector not in sectors:
            from marbre.yamltree import did_you_mean

            raise InputError(f"{given.edition.name} has no sector `{wish.sector}`", did_you_mean(wish.sector, list(sectors)))
        return View(size, communes=tuple(sectors[wish.sector]), folds=folds), f"sector-{wish.sector}"
    return View(size, folds=folds), given.edition.name


def _insee(territory: Territory, asked: str) -> str:
    from marbre.offers.territory import folded
    from marbre.yamltree import did_you_mean

    found = [one.insee for one in territory.communes if asked == one.insee or folded(asked) == folded(one.name)]
    if not found:
        raise InputError(f"there is no commune `{asked}`", did_you_mean(asked, [one.name for one in territory.communes]))
    return found[0]


def _outside(given: _Matter) -> tuple[Finding, ...]:
    """Numbered offers whose position is not in their commune."""
    from marbre.compose.maps import misplaced, outside_commune

    numbered = [offer for offer in given.offers if offer.id in given.numbers]
    return misplaced(numbered, outside_commune(given.territory, numbered))


def _write(path: Path, project: Project, drawing: Drawing) -> None:
    from marbre.cli.illustrating import as_file

    data = as_file(project, drawing, path.suffix.lower())
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WorkRefused(f"{path}: {error.strerror or error}", "give another place with --out") from error


def _as_json(path: Path, drawing: Drawing, sheet: MapSheet | None, outside: tuple[Finding, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "file": str(path), "size": [drawing.width, drawing.height],
        "outside_commune": [{"record": one.record, "message": one.message} for one in outside],
    }  # fmt: skip
    if sheet is not None:
        made |= {
            "mm_per_km": round(sheet.mm_per_km, 3), "schematic": sheet.schematic, "left_out": list(sheet.unplaced),
            "crowded": [{"kind": one.kind, "text": one.text} for one in sheet.placed if one.away],
            "placed": [
                {"kind": one.kind, "text": one.text, "box": [round(end, 2) for end in one.box]}
                for one in sheet.placed if one.text
            ],
        }  # fmt: skip
    return made


def _say(sheet: MapSheet) -> None:
    names = sum(one.kind in ("city", "town", "bourg", "village") for one in sheet.placed)
    marks = sum(len(one.text.split()) for one in sheet.placed if one.kind == "mark")
    away = sum(one.away for one in sheet.placed)
    fraction = f"1:{1_000_000 / sheet.mm_per_km:,.0f}" if sheet.mm_per_km else ""
    click.echo(f"{fraction}, {counted(names, 'name')}, {counted(marks, 'mark')}, {counted(away, 'leader')}", err=True)
    for name in sheet.unplaced:
        click.echo(f"no room for {name}", err=True)
