"""The darkroom of an edition, and the flat plan as a picture."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from marbre.bind.metadata import Document
from marbre.compose.copy import Copy
from marbre.compose.drawings import drawing, drawing_digest
from marbre.compose.tokens import css_colour, palette_of
from marbre.drawing import Drawing
from marbre.finish.contact_sheet import Tile, contact_sheet
from marbre.finish.pictures import Darkroom
from marbre.plan.model import FlatPlan
from marbre.press.engine import PressSetup
from marbre.project import Project

#: Where the photographs that texts name lie, below the project's root.
IMAGES = Path("assets") / "images"


def darkroom(copy: Copy, setup: PressSetup) -> Darkroom:
    """What this edition's pictures are made with: the same inks as its blocks."""

    def draw(kind: str, values: Mapping[str, str], width: float, height: float) -> Drawing:
        return drawing(kind, values, width, height, copy.map_drawing)

    project = copy.project
    stamp = hashlib.sha256(drawing_digest().encode()).hexdigest()
    return Darkroom(
        tuple(palette_of(copy.brand).items()), draw, stamp, project.media,
        setup.separation or project.root / "assets" / "icc" / "ISOcoated_v2_300_bas.icc",
        project.root / ".marbre" / "blocks.sqlite", setup.inks.spots,
        setup.overprint_line, copy.map_digest,
        (("edition/", project.root / IMAGES), ("advert/", project.editions / copy.edition.name / "adverts")),
    )  # fmt: skip


def flat_plan_picture(copy: Copy, plan: FlatPlan) -> bytes:
    """The chemin de fer as PNG: every page in reading order, spreads together, what lies on it in its chapter's
    colour."""
    return contact_sheet(plan_tiles(copy, plan), copy.edition.format.trim, plan_face(copy.project))


def plan_face(project: Project) -> Path:
    """The font file that a flat plan's words are set in."""
    return project.fonts / "barlow-semi-condensed" / "BarlowSemiCondensed_500Medium.ttf"


def plan_tiles(copy: Copy, plan: FlatPlan) -> list[Tile]:
    """One tile a page."""
    palette = palette_of(copy.brand)
    tiles = []
    for page in plan.pages:
        chapter = copy.edition.chapter(page.chapter)
        colour = css_colour(palette[chapter.colour][0]) if chapter else "#777777"
        boxes = tuple(
            (item.box.x, item.box.y, item.box.width, item.box.height, item.record is not None)
            for item in page.placed
            if not item.furniture
        )
        tiles.append(Tile(page.label, page.title or "", page.recto, colour, boxes, *_folding(copy, page.recto)))
    return tiles


def _folding(copy: Copy, recto: bool) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], str]:
    """Where a side is folded, in parts of its width and height, and how."""
    page = copy.edition.format
    across, down = page.panels.folds(verso=not recto)
    parts = tuple(at / page.trim.width for at in across), tuple(at / page.trim.height for at in down)
    return parts, page.panels.fold.best(copy.language)


def document_of(copy: Copy, target: str = "print") -> Document:
    """What the files say of themselves."""
    edition = copy.edition
    part = "-cover" if target == "cover" else ""
    return Document(
        title=f"{edition.title.best(copy.language)} {edition.year}", language=copy.language,
        author=copy.brand.names.office.best(copy.language), subject=edition.subtitle.best(copy.language),
        date=edition.dated.isoformat(), identifier=f"{edition.name}-{copy.language}-{edition.year}{part}",
    )  # fmt: skip


def spoken_signs(copy: Copy) -> dict[str, str]:
    """Pictograms by what is read and copied in their place."""
    signs = copy.setting.pictograms.signs
    return {sign.char: f" {sign.labels.get(copy.language) or sign.labels['fr']} " for sign in signs.values()}
