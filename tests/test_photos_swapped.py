"""Photographs in the place of drawings: any shape, light or dark, and every word on them still reads."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from conftest import project_at
from marbre.build.edition import web_file
from marbre.build.pressroom import early_press
from marbre.build.specimen import specimen_copy
from marbre.colour import contrast
from marbre.compose.copy import Copy
from marbre.drawing import Drawing
from marbre.finish.photos import SHARED, half_box
from marbre.finish.pictures import Darkroom
from marbre.plan.model import FlatPlan
from marbre.press.pool import Press
from marbre.project import Project
from marbre.texts import Article, Picture

#: Shapes (width, height) and grounds of the photographs: light, dark, of low contrast, of high contrast.
SHAPES = {"wide": (1800, 600), "square": (1000, 1000), "tall": (800, 1200)}
GROUNDS = {"light": (205, 255), "dark": (0, 45), "flat": (118, 138), "harsh": (0, 255)}
#: The colour of the focal point's mark.
MARK = (255, 0, 255)
FOCUS = (0.8, 0.35)
#: Sections of each specimen that are made again with photographs.
LEAST = 3.0
PAGES = {
    "magazine": ("cover", "full", "opening", "opener", "portrait", "leader", "notebook", "frontispiece", "back"),
    "guide": ("couverture", "ouverture", "long", "court", "grande-image", "dos", "troisieme"),
    "animations": ("cover", "full", "items", "back"),
}

#: Pages that show one photograph whole, on one page.
WHOLE = {
    "magazine": ("cover", "full", "leader", "frontispiece", "back"),
    "guide": ("couverture", "court", "grande-image", "dos"),
    "animations": ("cover", "full", "items", "back"),
}


def photo(path: Path, shape: str, ground: str) -> None:
    """A photograph with grain and large forms between two greys, a fuchsia mark at its focal point."""
    size, (low, high) = SHAPES[shape], GROUNDS[ground]
    dice = random.Random(f"{shape}{ground}")
    small = Image.new("L", (size[0] // 20, size[1] // 20))
    small.putdata([dice.randint(low, high) for _ in range(small.width * small.height)])
    picture = small.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2)).convert("RGB")
    x, y, r = FOCUS[0] * size[0], FOCUS[1] * size[1], min(size) / 14
    ImageDraw.Draw(picture).ellipse((x - r, y - r, x + r, y + r), fill=MARK)
    picture.save(path, quality=85)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a folder for photographs of its own."""
    project = project_at(tmp_path_factory.mktemp("gallery"))
    assets = project.root / "assets"
    real = assets.resolve()
    assets.unlink()
    copytree(real, assets, ignore=lambda folder, names: ["images"] if Path(folder) == real else [])
    (assets / "images").mkdir()
    return project


def hang(project: Project, ground: str) -> None:
    """Photographs of every shape on one ground, under the same names: blocks stay, pictures are made anew."""
    for shape in SHAPES:
        photo(project.root / "assets" / "images" / f"{shape}.jpg", shape, ground)


def with_photos(copy: Copy, names: tuple[str, ...]) -> Copy:
    """Those sections alone, every picture of their texts a photograph, its shape another from text to text."""
    shapes = list(SHAPES)

    def shown(index: int, picture: Picture | None) -> Picture:
        file = f"{shapes[index % 3]}.jpg"
        return Picture(caption=picture.caption if picture else "", file=file, credit="Camille Roche", focus=FOCUS)

    def swapped(index: int, article: Article) -> Article:
        more = tuple(shown(index + number, one) for number, one in enumerate(article.pictures, 1))
        return replace(article, picture=shown(index, article.picture), pictures=more)

    edition = copy.edition
    plan = tuple(one for one in edition.flatplan if one.id in names)
    cover = edition.cover if any(one.id in names for one in edition.cover) else ()
    articles = {name: swapped(index, one) for index, (name, one) in enumerate(sorted(copy.articles.items()))}
    return replace(copy, edition=replace(edition, flatplan=plan, cover=cover), articles=articles)


def words(document: pdfium.PdfDocument, index: int) -> Iterator[tuple[str, float, tuple[int, int, int], list[float]]]:
    """Texts of a page: what they say, their size, colour, and box in points from the foot left."""
    page = document[index]
    reader = page.get_textpage()
    for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
        if "Picto" in thing.get_font().get_base_name():
            continue
        box = list(thing.get_bounds())
        said = reader.get_text_bounded(*box).strip()
        red, green, blue, alpha = (raw.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
        if len(said) > 2 and any(char.isalpha() for char in said):
            yield said, box[3] - box[1], (red.value, green.value, blue.value), box


def legibility(document: pdfium.PdfDocument, index: int) -> Iterator[tuple[str, float]]:
    """For each text of a page the contrast with what lies around its letters, at the worst tenth of it."""
    page = document[index]
    picture = page.render(scale=2).to_pil().convert("RGB")
    crop = page.get_cropbox()
    for said, _, colour, box in words(document, index):
        x0, x1 = round(2 * (box[0] - crop[0])) - 2, round(2 * (box[2] - crop[0])) + 2
        y0, y1 = round(2 * (crop[3] - box[3])) - 2, round(2 * (crop[3] - box[1])) + 2
        if x0 < 0 or y0 < 0 or x1 >= picture.width or y1 >= picture.height:
            continue
        ring = [picture.getpixel((x, y)) for x in range(x0, x1 + 1) for y in (y0, y1)]
        ring += [picture.getpixel((x, y)) for x in (x0, x1) for y in range(y0, y1 + 1)]
        found = sorted(contrast(colour, pixel) for pixel in ring)  # type: ignore[arg-type]
        yield said, found[len(found) // 10]


def made(project: Project, press: Press, name: str) -> tuple[FlatPlan, bytes, list[str]]:
    copy = with_photos(specimen_copy(project, f"_specimen-{name}", "fr"), PAGES[name])
    plan, data, findings = web_file(project, copy, opened=press)
    return plan, data, [one.message for one in findings if one.severity.value == "error" and one.id != "picture_resolution_low"]


def marks(document: pdfium.PdfDocument, pages: list[int]) -> list[tuple[int, int]]:
    """Width and height in pixels of what is seen of the focal point on each of some pages; (0, 0) where it is not."""
    found = []
    for index in pages:
        red, green, blue = document[index].render(scale=1).to_pil().convert("RGB").split()
        strong = [red.point(lambda v: 255 * (v > 200)), green.point(lambda v: 255 * (v < 90)), blue.point(lambda v: 255 * (v > 200))]
        box = ImageChops.darker(ImageChops.darker(strong[0], strong[1]), strong[2]).getbbox()
        found.append((box[2] - box[0], box[3] - box[1]) if box else (0, 0))
    return found


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "grounds"), [("magazine", ["dark", "flat"]), ("guide", ["light"]), ("animations", ["harsh"])]
)
def test_words_stay_legible_on_any_photograph_and_its_focal_point_in_view(gallery: Project, name: str, grounds: list[str]) -> None:
    with early_press(gallery, 1) as press:
        for ground in grounds:
            hang(gallery, ground)
            plan, data, errors = made(gallery, press, name)
            assert errors == []
            document = pdfium.PdfDocument(data)
            poor = [
                (ground, page.section, said, round(ratio, 1))
                for index, page in enumerate(plan.pages)
                for said, ratio in legibility(document, index)
                if ratio < LEAST
            ]
            assert poor == []
    whole = [index for index, page in enumerate(plan.pages) if page.section in WHOLE[name]]
    assert len(whole) >= len(WHOLE[name])
    for index, (wide, high) in zip(whole, marks(document, whole), strict=True):
        assert min(wide, high) > 15, plan.pages[index].section
        assert 0.8 < wide / high < 1.25, plan.pages[index].section
    assert "Camille Roche" in document[whole[0]].get_textpage().get_text_bounded()


@pytest.mark.parametrize("size", SHAPES.values())
def test_the_pages_of_a_spread_show_two_halves_of_one_picture(size: tuple[int, int]) -> None:
    left, right = (half_box(size, 216, 276, FOCUS, part) for part in ("left", "right"))
    assert left[1::2] == right[1::2]
    assert left[0] < right[0] < left[2] < right[2]
    scale = (left[2] - left[0]) / 216
    assert left[2] - right[0] == pytest.approx(SHARED * scale, abs=2)
    assert right[0] <= FOCUS[0] * size[0] <= right[2]
    assert half_box(size, 216, 276, FOCUS, "") != left


def test_an_article_s_photograph_is_looked_for_in_the_office_s_own_folder(tmp_path: Path) -> None:
    room = Darkroom((), lambda *_: Drawing(1, 1, ()), "", tmp_path / "media", tmp_path, tmp_path, shelves=(("edition/", tmp_path / "images"),))
    assert room.file("edition/une.jpg") == tmp_path / "images" / "une.jpg"
    assert room.file("123/photo.jpg") == tmp_path / "media" / "123" / "photo.jpg"
