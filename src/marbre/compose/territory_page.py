"""The map of an edition: which places it numbers, how its sectors are tinted, its words as the layout sets them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from marbre.compose.drawings import drawing_digest
from marbre.compose.keeping import digest_of
from marbre.compose.map_labels import MapLabel
from marbre.compose.map_style import LARGE, scaled
from marbre.compose.map_words import Line, Marker, place_of
from marbre.compose.maps import (
    Box,
    MapSheet,
    bounds,
    grid_cell,
    known_ground,
    named_places,
    read_lines,
    territory_map,
)
from marbre.drawing import Ink
from marbre.edition import Edition, Section
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer
from marbre.offers.territory import Territory, lambert93

#: Sector grounds, in the order of the edition's sectors.
GROUNDS = (
    ("sable", 1.0),
    ("prairie", 0.3),
    ("miel", 0.3),
    ("prairie", 0.5),
    ("amethyste", 0.15),
    ("terracotta", 0.15),
)

_STYLES = {
    "marker": "font:700 8pt/3.6mm 'Barlow Semi Condensed'",
    "town": "font:700 8.6pt/3.4mm Barlow",
    "village": "font:500 6.6pt/2.7mm 'Barlow Semi Condensed'",
    "river": "font:italic 500 6.4pt/2.4mm Barlow",
    "grid": "font:700 7pt/3.2mm 'Barlow Semi Condensed'",
    "road": "font:700 8pt/3.4mm 'Barlow Semi Condensed'",
    "neighbour": "font:600 7pt/3mm 'Barlow Semi Condensed'",
    "scale": "font:600 6.4pt/2.4mm 'Barlow Semi Condensed'",
    "legend": "font:600 7.4pt/3mm 'Barlow Semi Condensed'",
}
_INKS = {
    "town": ("noir", 100),
    "village": ("noir", 85),
    "river": ("noir", 100),
    "grid": ("noir", 75),
    "neighbour": ("noir", 85),
    "scale": ("noir", 80),
    "legend": ("noir", 100),
}


@dataclass(frozen=True, slots=True)
class MapView:
    """A part of the ground: `box` west, south, east, north in Lambert-93 metres; `foot` mm kept free at the foot of the page;
    `here` longitude and latitude of the place that distances are counted from."""

    box: Box
    foot: float
    here: tuple[float, float]


def _here(view: MapView | None) -> list[Marker]:
    """The mark of the place itself."""
    return [Marker("", *lambert93(*view.here), "square", "noir", "papier")] if view else []


def edition_map(
    edition: Edition, territory: Territory, offers: Sequence[Offer], numbers: Mapping[int, str],
    on: Mapping[str, str], lines_file: Path, pages: int, language: str = "fr", wish: Section | None = None,
    view: MapView | None = None,
) -> MapSheet:  # fmt: skip
    """The numbered map over `pages` pages (a spread is one sheet cut at the spine). `on`: chapter → palette colour of
    what is read on its mark. `wish` is the section that shows it: its option `zoom` enlarges signs and words, `area`
    (left, top, width, height in mm of the trim) is where the land lies, `reserved` are such boxes of the layout, `foot` mm
    are kept free at the foot for a list. `view` is what of the ground is shown, else all of it."""
    page = edition.format
    zoom = float(wish.option("zoom", 1)) if wish else 1.0
    width = (pages * page.trim.width + 2 * page.bleed) / zoom
    height = (page.trim.height + 2 * page.bleed) / zoom
    given = wish.option("area") if wish else None
    area = _on_sheet(given, page.bleed, zoom) if given else (
        page.bleed + page.outer, page.bleed + page.head + 2, pages * page.trim.width - 2 * page.outer,
        page.text_height - 8 - (view.foot if view else float(wish.option("foot", 0)) if wish else 0.0),
    )  # fmt: skip
    reserved = [_corners(_on_sheet(box, page.bleed, zoom)) for box in (wish.option("reserved", ()) if wish else ())]
    tints = {
        insee: Ink(*GROUNDS[index % len(GROUNDS)])
        for index, (_, _, communes) in enumerate(edition.sectors)
        for insee in communes
    }
    ground = known_ground(territory, offers)
    lines: tuple[Line, ...] = read_lines(lines_file) if ground is territory else ()
    across, down = page.panels.folds()
    spine = (page.trim.width,) if pages == 2 else ()
    folds = (
        tuple((page.bleed + at) / zoom for at in (*spine, *across)), tuple((page.bleed + at) / zoom for at in down),
    )  # fmt: skip
    made = territory_map(
        named_places(ground, offers), lines, (*markers_of(edition, offers, numbers, on), *_here(view)), tints,
        (width, height), area, view.box if view else bounds(territory, offers), folds,
        legend=() if view else _legend(edition, numbers, language), reserved=reserved, gridded=view is None,
    )  # fmt: skip
    return made if zoom == 1 else enlarged(made, zoom)


def _on_sheet(box: Sequence[float], bleed: float, zoom: float) -> tuple[float, float, float, float]:
    left, top, width, height = (float(end) for end in box)
    return (left + bleed) / zoom, (top + bleed) / zoom, width / zoom, height / zoom


def _corners(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, width, height = box
    return left, top, left + width, top + height


def enlarged(sheet: MapSheet, zoom: float) -> MapSheet:
    """A map with everything on it `zoom` times as large."""
    shapes = tuple(
        replace(
            shape, width=shape.width * zoom,
            path=tuple((step[0], *(float(end) * zoom for end in step[1:])) for step in shape.path),
        )
        for shape in sheet.drawing.shapes
    )  # fmt: skip
    drawing = replace(sheet.drawing, width=sheet.drawing.width * zoom, height=sheet.drawing.height * zoom, shapes=shapes)
    labels = tuple(replace(label, x=label.x * zoom, y=label.y * zoom, zoom=zoom) for label in sheet.labels)
    return replace(sheet, drawing=drawing, labels=labels, mm_per_km=sheet.mm_per_km * zoom)


def sites_of(offers: Sequence[Offer]) -> list[tuple[object, ...]]:
    """What a map knows of offers: id, commune, position."""
    places = ((offer.id, offer.place) for offer in offers)
    return [(id, place.insee, place.commune, place.longitude, place.latitude) for id, place in places]


def map_inputs(
    edition: Edition, offers: Sequence[Offer], numbers: Mapping[int, str], on: Mapping[str, str],
    files: Sequence[Path], pages: int, language: str, wish: Section | None = None, view: MapView | None = None,
) -> str:  # fmt: skip
    """The digest of all that `edition_map` draws from."""
    return digest_of(
        drawing_digest(), edition.format, edition.sectors, edition.chapters, sorted(numbers.items()), sorted(on.items()),
        pages, language, wish.options if wish else (), view, sites_of(offers), *files,
    )  # fmt: skip


def _legend(edition: Edition, numbers: Mapping[int, str], language: str) -> list[tuple[str, str, str]]:
    """What the marks stand for: the chapters that number places."""
    used = {number.rstrip("0123456789") for number in numbers.values()}
    return [
        (chapter.mark, chapter.colour, chapter.title.best(language))
        for chapter in edition.chapters
        if chapter.prefix in used
    ]


def markers_of(
    edition: Edition, offers: Sequence[Offer], numbers: Mapping[int, str], on: Mapping[str, str]
) -> list[Marker]:
    """The numbered offers with their marks, in the order of the offers."""
    by_prefix = {chapter.prefix: chapter for chapter in edition.chapters}
    markers = []
    for offer in offers:
        number = numbers.get(offer.id)
        place = offer.place
        if number is None or place.longitude is None or place.latitude is None:
            continue
        chapter = by_prefix[number.rstrip("0123456789")]
        x, y = lambert93(place.longitude, place.latitude)
        markers.append(
            Marker(
                number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                x,
                y,
                chapter.mark,
                chapter.colour,
                on[chapter.id],
            )
        )
    return markers


def chapter_sites(numbers: Mapping[int, str], offers: Mapping[int, Offer], prefix: str) -> list[tuple[float, float]]:
    """Where the numbered places of a chapter lie, in metres."""
    places = [offers[id].place for id, number in sorted(numbers.items()) if number.startswith(prefix) and id in offers]
    return [
        lambert93(place.longitude, place.latitude)
        for place in places
        if place.longitude is not None and place.latitude is not None
    ]


def page_labels(sheet: MapSheet, edition: Edition, part: int, ink: Any) -> list[dict[str, Any]]:
    """The words on one page of the map, for the template: place in mm and style."""
    shift = part * edition.format.trim.width
    width = edition.format.trim.width + 2 * edition.format.bleed
    return [
        {
            "x": round(label.x - shift, 2),
            "y": round(label.y, 2),
            "text": label.text,
            "style": _large_style(label, sheet.large, ink) if sheet.large else _style(label, ink),
        }
        for label in sheet.labels
        if -2 < label.x - shift < width - 4
    ]


def _style(label: MapLabel, ink: Any) -> str:
    name, percent = (label.tone, 100) if label.tone else _INKS[label.role]
    moves = [f"rotate({label.angle}deg)"] if label.angle else []
    moves += [f"scale({label.zoom:g})"] if label.zoom != 1 else []
    turned = f";transform:{' '.join(moves)};transform-origin:0 0" if moves else ""
    return f"{_STYLES[label.role]};color:{ink(name, percent)}{turned}"


#: Below so many points words are black alone: several inks would not meet.
SMALL = 8.0


def _large_style(label: MapLabel, large: float, ink: Any) -> str:
    lettering = scaled(LARGE, large).lettering[label.role]
    colour = ink(label.tone) if label.tone else ink(lettering.ink.name, round(lettering.ink.tint * 100))
    if not label.tone and lettering.points < SMALL:
        colour = ink("noir", 85)
    turned = f";transform:rotate({label.angle:g}deg);transform-origin:0 0" if label.angle else ""
    return f"{lettering.font};color:{colour}{turned}"


def map_findings(sheet: MapSheet | None) -> tuple[Finding, ...]:
    """What found no room on the map: a number that the pages speak of is an error, names of villages are told."""
    left = sheet.unplaced if sheet is not None else ()
    marks = [one for one in left if one[:1].isdigit()]
    names = [one for one in left if not one[:1].isdigit()]
    found = []
    if marks:
        found.append(
            Finding(
                "map_mark_left_out", Severity.ERROR,
                f"La carte n'a pas de place pour les numéros {', '.join(marks)}.",
                "Donnez plus de place à la carte (options `area`, `zoom`) ou numérotez moins de lieux.",
                value=str(len(marks)), limit="0", who="studio",
            )
        )  # fmt: skip
    if names:
        found.append(
            Finding(
                "map_name_left_out", Severity.INFO,
                f"La carte tait {len(names)} nom{'s' if len(names) > 1 else ''} faute de place : {', '.join(names)}.",
                "Rien à faire si ces communes n'ont pas de numéro sur la carte ; sinon, donnez-lui plus de place.",
                value=str(len(names)), who="studio",
            )
        )  # fmt: skip
    return tuple(found)


def map_digest(sheet: MapSheet) -> str:
    """Stands for everything that the map shows."""
    return hashlib.sha256(repr(sheet).encode()).hexdigest()


def commune_grid(territory: Territory, offers: Sequence[Offer]) -> dict[str, str]:
    """Grid reference of each commune, by the place of its name on the map."""
    box = bounds(territory, offers)
    communes = named_places(known_ground(territory, offers), offers).communes
    return {one.name: grid_cell(*place_of(one), box) for one in communes if one.town_hall or one.contour}
