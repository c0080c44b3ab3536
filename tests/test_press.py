"""Galleys into sheets, held against WeasyPrint's own writer; the cache may be lost, torn or shared."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont

from marbre.bind.binder import bind
from marbre.bind.metadata import Document
from marbre.block import Node
from marbre.brand_file import read_brand
from marbre.fonts import office_families
from marbre.inks import InkTable, ink_table
from marbre.measures import Size, px_to_mm
from marbre.picture import FormPicture
from marbre.plan.model import FlatPlan, Page, Placed
from marbre.press import cache
from marbre.press.engine import PressSetup
from marbre.press.pool import Job, Press, Pressed

ROOT = Path(__file__).parents[1]
CSS = """
@page col { size: 58.5mm 200mm; margin: 0 }
body { margin: 0; font: 8pt/3.4mm Carlito; color: #1A1A1A }
h3 { font: 700 9pt/3.4mm Barlow; margin: 0; color: #1F4E3D } p { margin: 0 }
img { display: block; width: 58.5mm; height: 17mm }
"""
CARD = (
    '<article><img src="marbre:picture/scene?kind=inn&amp;seed=1" alt="Une auberge"><h3>Auberge n° {n}</h3>'
    '<p>Cuisine du marché, <a href="marbre:630071">vallée des Saints</a>.</p><p aria-hidden="true">orné</p></article>'
)


def inks() -> InkTable:
    return ink_table({"noir": ((26, 26, 26), (0, 0, 0, 100)), "foret": ((31, 78, 61), (85, 40, 75, 45))}, [])


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> PressSetup:
    return PressSetup(ROOT / "assets" / "fonts", tmp_path_factory.mktemp("press"), inks())


@pytest.fixture(scope="module")
def pressed(setup: PressSetup, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Pressed, Path]]:
    file = tmp_path_factory.mktemp("cache") / "blocks.sqlite"
    with Press(setup, file, 1) as press:
        yield press.press([Job(CARD.format(n=n), CSS, "fr", "col") for n in range(3)]), file


def again(setup: PressSetup, file: Path) -> Pressed:
    with Press(setup, file, 1) as press:
        return press.press([Job(CARD.format(n=n), CSS, "fr", "col") for n in range(3)])


@pytest.mark.pdf
def test_a_block_is_measured_in_px(pressed: tuple[Pressed, Path]) -> None:
    sheet = pressed[0].blocks[0].sheet
    assert px_to_mm(sheet.height) == pytest.approx(17 + 3 * 3.4, abs=0.05)
    assert px_to_mm(sheet.width) == pytest.approx(58.5, abs=0.01)


@pytest.mark.pdf
def test_text_becomes_black_ink_and_brand_colours_the_charter_s(pressed: tuple[Pressed, Path]) -> None:
    ink = pressed[0].blocks[0].sheet.ink
    assert b"0 0 0 1 k" in ink
    assert b"0.85 0.4 0.75 0.45 k" in ink
    assert b" rg" not in ink
    assert b"BDC" not in ink


@pytest.mark.pdf
def test_tags_follow_the_reading_order_and_leave_decoration_out(pressed: tuple[Pressed, Path]) -> None:
    (article,) = pressed[0].blocks[0].sheet.structure
    assert article.tag == "Art"
    assert [kid.tag for kid in article.kids if isinstance(kid, Node)] == ["Figure", "H3", "P"]
    assert article.kids[0].attributes == (("Alt", "Une auberge"),)  # type: ignore[union-attr]
    assert pressed[0].blocks[0].sheet.web.count(b"/Artifact BMC") == 1


@pytest.mark.pdf
def test_links_keep_their_target_and_place(pressed: tuple[Pressed, Path]) -> None:
    (link,) = pressed[0].blocks[0].sheet.links
    assert (link.target, link.text) == ("marbre:630071", "vallée des Saints")
    assert px_to_mm(link.y) == pytest.approx(20.4, abs=0.2)


@pytest.mark.pdf
def test_what_is_in_the_cache_is_not_laid_out_again(setup: PressSetup, pressed: tuple[Pressed, Path]) -> None:
    first, file = pressed
    second = again(setup, file)
    assert (first.rendered, second.rendered) == (3, 0)
    assert second.blocks == first.blocks


@pytest.mark.pdf
def test_a_damaged_cache_changes_nothing(
    setup: PressSetup, pressed: tuple[Pressed, Path], tmp_path: Path
) -> None:
    first, file = pressed
    torn = tmp_path / "torn.sqlite"
    torn.write_bytes(file.read_bytes())
    with sqlite3.connect(torn) as connection:
        connection.execute("UPDATE kept SET body = substr(body, 1, 40)")
    connection.close()
    assert again(setup, torn).blocks == first.blocks
    torn.write_bytes(b"this is no database" * 100)
    assert again(setup, torn).blocks == first.blocks


@pytest.mark.pdf
def test_batches_and_loners_give_the_same_bytes(
    setup: PressSetup, pressed: tuple[Pressed, Path], tmp_path: Path
) -> None:
    with Press(setup, tmp_path / "other.sqlite", 1) as press:
        alone = press.press([Job(CARD.format(n=1), CSS, "fr", "col")])
    assert alone.blocks[0] == pressed[0].blocks[1]


@pytest.mark.pdf
def test_a_missing_glyph_is_told_with_its_block(setup: PressSetup, tmp_path: Path) -> None:
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        good, bad = press.press(
            [Job("<p>bon</p>", CSS, "fr", "col"), Job("<p>漢</p>", CSS, "fr", "col")]
        ).blocks
    assert good.complaints == ()
    assert [complaint.id for complaint in bad.complaints] == ["glyph_missing"]


@pytest.mark.pdf
def test_gradients_are_carried_in_both_colours(setup: PressSetup, tmp_path: Path) -> None:
    html = '<div style="height:5mm;background:linear-gradient(#1A1A1A,#FFF)">x</div>'
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        (block,) = press.press([Job(html, CSS, "fr", "col")]).blocks
    shadings = {one.target: one.text for one in block.sheet.objects if one.kind == "Shading"}
    assert block.complaints == ()
    assert "/DeviceRGB" in shadings["web"]
    assert "/C0[0.101961 0.101961 0.101961]" in shadings["web"]
    assert "/DeviceCMYK" in shadings["ink"]
    assert "/C0[0 0 0 1]/C1[0 0 0 0]" in shadings["ink"]


@pytest.mark.pdf
def test_text_that_leaves_a_frame_of_fixed_size_is_told(setup: PressSetup, tmp_path: Path) -> None:
    html = '<div data-fit="10" style="height:10mm;overflow:hidden">' + "mot " * 200 + "</div>"
    with Press(setup, tmp_path / "c.sqlite", 1) as press:
        (block,) = press.press([Job(html, CSS, "fr", "col")]).blocks
    assert [complaint.id for complaint in block.complaints] == ["text_overset"]


def _bound(pressed: Pressed, web: bool) -> bytes:
    placed = tuple(
        Placed(f"offer:{n}", block.sheet, 15 + 62 * (n % 2), 12.0 + 60 * (n // 2), record=n)
        for n, block in enumerate(pressed.blocks)
    )
    plan = FlatPlan((Page("1", 1, True, "a", "", placed=placed),))
    pictures = {use.name: FormPicture(b"0 0 1 1 re f") for b in pressed.blocks for use in b.sheet.pictures}
    document = Document("Guide", "fr", "Office", "Essai", "2026-11-16", "guide-fr")
    return bind(plan, Size(148, 210), 3, ROOT / "assets" / "fonts", pictures, document, web).data


@pytest.mark.pdf
def test_bound_pages_read_as_the_blocks_do(pressed: tuple[Pressed, Path]) -> None:
    document = pdfium.PdfDocument(_bound(pressed[0], web=True))
    text = document[0].get_textpage().get_text_bounded()
    assert all(f"Auberge n° {n}" in text for n in range(3))
    assert document[0].get_size() == pytest.approx((419.53, 595.28), abs=0.01)
    document.close()


@pytest.mark.pdf
def test_the_same_input_gives_the_same_bytes(pressed: tuple[Pressed, Path]) -> None:
    assert _bound(pressed[0], web=True) == _bound(pressed[0], web=True)
    assert _bound(pressed[0], web=False) == _bound(pressed[0], web=False)


@pytest.mark.pdf
def test_each_face_is_embedded_once(pressed: tuple[Pressed, Path]) -> None:
    data = _bound(pressed[0], web=False)
    assert data.count(b"/FontFile2") == 2


@pytest.mark.pdf
def test_print_boxes_are_exact(pressed: tuple[Pressed, Path]) -> None:
    document = pdfium.PdfDocument(_bound(pressed[0], web=False))
    page = document[0]
    assert page.get_mediabox() == pytest.approx((0, 0, 436.535, 612.283), abs=0.002)
    assert page.get_bleedbox() == page.get_mediabox()
    assert page.get_trimbox() == pytest.approx((8.504, 8.504, 428.031, 603.780), abs=0.002)
    document.close()


@pytest.mark.pdf
def test_cache_records_survive_encoding(pressed: tuple[Pressed, Path]) -> None:
    block = pressed[0].blocks[0]
    assert cache.decode(block.key, cache.encode(block)) == block


@pytest.mark.pdf
def test_the_office_s_own_face_stands_in_for_the_free_one(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    shutil.copytree(ROOT / "assets" / "fonts" / "carlito", fonts / "carlito")
    (fonts / "office").mkdir()
    with TTFont(fonts / "carlito" / "Carlito-Bold.ttf") as font:
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = "Calibri"
            if record.nameID == 6:
                record.string = "Calibri-Regular"
            if record.nameID in (2, 17):
                record.string = "Regular"
        font["OS/2"].usWeightClass = 400
        font.save(fonts / "office" / "calibri.ttf")
    substitutes, findings = office_families(read_brand(ROOT / "brand.yaml"), fonts)
    assert substitutes == (("Carlito", "Calibri"),)
    assert findings == ()
    plain = PressSetup(fonts, tmp_path / "plain", inks())
    dressed = PressSetup(fonts, tmp_path / "dressed", inks(), substitutes)
    job = [Job('<p style="font:400 8pt Carlito">Issoire</p>', CSS, "fr", "col")]
    for setup, name in ((plain, "Carlito"), (dressed, "Calibri")):
        with Press(setup, tmp_path / "cache.sqlite", 1) as press:
            pressed = press.press(job)
        assert [glyphs.name for glyphs in pressed.blocks[0].sheet.glyphs] == [name]
        assert pressed.rendered == 1


def test_what_runs_out_of_a_frame_never_lands_on_the_next_block(setup: PressSetup, tmp_path: Path) -> None:
    """A frame that breaks at the foot of its page goes on on the next one, which is another block's."""
    css = "@page col { size: 60mm 40mm; margin: 0 } body { margin: 0 }"
    steps = "".join(f"<p style='height:12mm;margin:0;break-inside:avoid'>Pas {number}</p>" for number in range(6))
    frame = f"<div style='position:absolute;top:5mm;left:0;width:50mm;height:30mm'>{steps * 3}</div>"
    long = f"<div style='position:relative;height:40mm'>{frame}</div>"
    short = "<p>Court</p>"
    with Press(setup, tmp_path / "blocks.sqlite") as press:
        first, second = press.press([Job(long, css, "fr", "col"), Job(short, css, "fr", "col")]).blocks
        (alone,) = press.press([Job(short + "<!-- alone -->", css, "fr", "col")]).blocks
    assert [complaint.id for complaint in first.complaints] == ["text_overset"]
    assert not second.complaints
    assert len(second.sheets) == 1
    assert second.sheets[0].web == alone.sheets[0].web
