"""An edition printed with inks of its own: drawings, blocks, cover and findings, from the job ticket on."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from marbre.bind.binder import bind
from marbre.bind.metadata import Document
from marbre.block import PictureUse, Sheet
from marbre.brand_file import read_brand
from marbre.drawing import Drawing, Ink, Shape
from marbre.edition_file import read_edition
from marbre.errors import EditionError
from marbre.finish.pictures import Darkroom, make
from marbre.inks import SpotInk, ink_table
from marbre.measures import Size
from marbre.picture import FormPicture
from marbre.plan.model import FlatPlan, Page, Placed
from separations import PROCESS, at, needs_ghostscript, plates

ROOT = Path(__file__).parents[1]
PALETTE = {
    "noir": ((26, 26, 26), (0.0, 0.0, 0.0, 100.0)),
    "foret": ((19, 60, 48), (88.0, 45.0, 72.0, 55.0)),
    "or": ((200, 150, 50), (20.0, 40.0, 80.0, 10.0)),
    "vernis": ((1, 2, 3), (0.0, 0.0, 0.0, 20.0)),
}
SPOTS = {"or": SpotInk("Or riche", PALETTE["or"][1]), "vernis": SpotInk("VERNIS", PALETTE["vernis"][1], True)}


def square(left: float, top: float, side: float, ink: Ink) -> Shape:
    right, foot = left + side, top + side
    path = (("M", left, top), ("L", right, top), ("L", right, foot), ("L", left, foot), ("Z",))
    return Shape(path, fill=ink)


def drawn(kind: str, values: object, width: float, height: float) -> Drawing:
    shapes = (
        square(0, 0, 40, Ink("foret")), square(5, 5, 10, Ink("or")), square(20, 5, 10, Ink("or", 0.5)),
        square(5, 20, 10, Ink("vernis")),
    )  # fmt: skip
    line = Shape((("M", 2, 38), ("L", 38, 38)), stroke=Ink("noir"), width=0.3)
    return Drawing(width, height, (shapes[0], line, *shapes[1:]))


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """A page with a drawing of 40 × 40 mm at its head left, in spot inks."""
    table = ink_table(PALETTE, [], SPOTS)
    room = Darkroom(
        tuple(PALETTE.items()), drawn, "d", tmp_path, ROOT / "assets" / "icc" / "ISOcoated_v2_300_bas.icc",
        tmp_path / "kept.sqlite", table.spots,
    )  # fmt: skip
    use = PictureUse("P0123456789abcdef", "scene?kind=x", 40.0, 40.0)
    made = make([use], room)
    again = make([use], room)
    assert again.made == 0
    assert again.print == made.print
    picture = made.print[use.name]
    assert isinstance(picture, FormPicture)
    assert len(picture.spaces) == 2
    side = 40 / 25.4 * 96
    ink = f"q {side} 0 0 {-side} 0 {side} cm /{use.name} Do Q".encode()
    sheet = Sheet(side, side, b"", ink, pictures=(use,))
    plan = FlatPlan((Page("1", 1, True, "s", "c", placed=(Placed("a", sheet, 0, 0),)),))
    document = Document("T", "fr", "A", "S", "2026-11-23", "id")
    file = tmp_path / "spots.pdf"
    file.write_bytes(bind(plan, Size(60, 60), 0, ROOT / "assets" / "fonts", made.print, document, False).data)
    return file


@needs_ghostscript
def test_drawings_print_in_spot_inks_too(printed: Path, tmp_path: Path) -> None:
    found = plates(printed, tmp_path / "plates")
    assert set(found) == {*PROCESS, "Or riche", "VERNIS"}
    assert at(found, 10, 10) == {"Or riche": 100}
    assert at(found, 25, 10) == {"Or riche": 50}
    assert at(found, 35, 35) == {"Cyan": 88, "Magenta": 45, "Yellow": 72, "Black": 55}
    assert at(found, 10, 25) == {"Cyan": 88, "Magenta": 45, "Yellow": 72, "Black": 55, "VERNIS": 100}


def test_thin_black_lines_of_drawings_overprint(printed: Path) -> None:
    with pikepdf.open(io.BytesIO(printed.read_bytes())) as pdf:
        (form,) = (one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form")
        lines = form.read_bytes().split(b"\n")
        assert form.Resources.ExtGState["/GSo"].OPM == 1
    begun = lines.index(b"2 38 m")
    assert lines[begun - 1] == b"/GSo gs"
    assert lines[begun + 2] == b"S"
    assert b"/GSk gs" in lines[begun:]


def test_names_of_inks_are_written_as_pdf_names(printed: Path) -> None:
    with pikepdf.open(io.BytesIO(printed.read_bytes())) as pdf:
        names = {str(one[1]) for one in pdf.objects if isinstance(one, pikepdf.Array) and one[0] == "/Separation"}
        forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        names |= {str(space[1]) for form in forms for space in form.Resources.get("/ColorSpace", {}).values()}
    assert names == {"/Or riche", "/VERNIS"}


def edition_with(folder: Path, spots: str, palette: str) -> None:
    brand = (ROOT / "brand.yaml").read_text(encoding="utf-8")
    (folder / "brand.yaml").write_text(brand.replace("palette:\n", f"palette:\n{palette}", 1), encoding="utf-8")
    (folder / "layouts").symlink_to(ROOT / "layouts")
    (folder / "editions").mkdir()
    (folder / "editions" / "guide").mkdir()
    (folder / "editions" / "guide" / "texts").symlink_to(ROOT / "editions" / "guide-decouverte" / "texts")
    text = (ROOT / "editions" / "guide-decouverte" / "edition.yaml").read_text(encoding="utf-8")
    text = text.replace("printing:\n", f"printing:\n  spots: {spots}\n", 1)
    (folder / "editions" / "guide" / "edition.yaml").write_text(text, encoding="utf-8")


def test_the_job_ticket_names_palette_colours_with_an_ink(tmp_path: Path) -> None:
    gold = '  or: {srgb: "#C89632", cmyk: [20, 40, 80, 10], spot: PANTONE 871 C}\n'
    edition_with(tmp_path, "[or]", gold)
    edition = read_edition(tmp_path, "guide", read_brand(tmp_path / "brand.yaml"))
    assert edition.printing.spots == ("or",)
    assert edition.printing.house == "offset-couche"
    assert edition.printing.grammage == 115
    assert edition.printing.cover_apart


def test_a_colour_without_an_ink_of_its_own_is_a_mistake(tmp_path: Path) -> None:
    edition_with(tmp_path, "[terracotta, orr]", "")
    with pytest.raises(EditionError) as raised:
        read_edition(tmp_path, "guide", read_brand(tmp_path / "brand.yaml"))
    text = "\n".join(raised.value.mistakes)
    assert "colour `terracotta` has no ink of its own" in text
    assert "colour `orr` is not in brand.yaml" in text


def test_a_varnish_needs_a_plate(tmp_path: Path) -> None:
    brand = (ROOT / "brand.yaml").read_text(encoding="utf-8")
    varnish = '  vernis: {srgb: "#010203", cmyk: [0, 0, 0, 20], varnish: true}\n'
    (tmp_path / "brand.yaml").write_text(brand.replace("palette:\n", f"palette:\n{varnish}", 1), encoding="utf-8")
    with pytest.raises(EditionError, match="varnish `vernis` has no plate"):
        read_brand(tmp_path / "brand.yaml")
