"""The job ticket: figures worked out by hand, remarks, and the page that a printer gets."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Pdf

from marbre.brand import Brand
from marbre.brand_file import read_brand
from marbre.cli import main
from marbre.edition import Edition
from marbre.edition_file import read_edition
from marbre.finish.ticket import Ticket, as_data, french, job_ticket, key_figures, remarks, sections
from marbre.finish.ticket_sheet import ticket_sheet
from marbre.printing import Printer
from marbre.printing_file import house_named, read_printing
from marbre.yamltree import parse_yaml, written_yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def brand() -> Brand:
    return read_brand(ROOT / "brand.yaml")


@pytest.fixture(scope="module")
def guide(brand: Brand) -> Edition:
    edition = read_edition(ROOT, "guide-decouverte", brand)
    ticket = replace(
        edition.printing, run=18000, paper_body="couché mat 115 g", paper_cover="couché mat 250 g", grammage=115.0,
        binding="perfect", multiple=4, bulk=0.0, spine=0.0, cover="auto", spots=(),
    )  # fmt: skip
    return replace(edition, printing=ticket)


@pytest.fixture(scope="module")
def house(guide: Edition) -> Printer:
    return house_named(read_printing(ROOT), "offset-couche", guide.source)


def _ticket(guide: Edition, house: Printer, brand: Brand, pages: int | None = 116, **changes: object) -> Ticket:
    edition = replace(guide, printing=replace(guide.printing, **changes))  # type: ignore[arg-type]
    return job_ticket(edition, "fr", house, brand, pages)


def test_the_figures_of_the_guide(guide: Edition, house: Printer, brand: Brand) -> None:
    """112 pages A5 of 115 g: 56 leaves of 0.03108 m2 are 200.16 g; the cover of 250 g, spine 6.1 mm, 15.86 g."""
    ticket = _ticket(guide, house, brand)
    assert (ticket.body_pages, ticket.cover_pages) == (112, 4)
    assert ticket.spine == 6.1
    assert ticket.body_weight == pytest.approx(200.155, abs=0.001)
    assert ticket.cover_weight == pytest.approx(15.860, abs=0.001)
    assert ticket.run_weight == pytest.approx(18 * 216.015, abs=0.05)
    assert ticket.cover_flat.width == 302.1
    assert ticket.parcel == 55
    assert ticket.files == ("guide-decouverte-fr-print.pdf", "guide-decouverte-fr-cover.pdf")


def test_the_printers_own_spine_wins(guide: Edition, house: Printer, brand: Brand) -> None:
    ticket = _ticket(guide, house, brand, spine=6.4)
    assert ticket.spine == 6.4
    assert ticket.cover_flat.width == 302.4
    assert not any("Dos à confirmer" in remark for remark in remarks(ticket))
    assert "donné par l'imprimeur" in str(sections(ticket))


def test_a_stapled_booklet_has_creep_and_no_spine(guide: Edition, house: Printer, brand: Brand) -> None:
    ticket = _ticket(guide, house, brand, pages=36, binding="saddle")
    assert ticket.spine == 0
    # 32 pages inside are 8 sheets under the cover's: the innermost is the ninth, 8 x 0.10925 mm.
    assert ticket.creep == pytest.approx(8 * 0.10925)
    assert ticket.files == ("guide-decouverte-fr-print.pdf",)
    assert dict(key_figures(ticket))["Dos"] == "sans"
    alone = replace(ticket, cover_pages=0)
    assert alone.creep == pytest.approx(7 * 0.10925)
    assert alone.cover_weight == 0


@pytest.mark.parametrize(("changes", "pages", "said"), [
    ({}, None, "L'édition n'est pas montée"),
    ({"run": 0}, 116, "La quantité n'est pas fixée"),
    ({"paper_body": "couché mat", "grammage": 0.0}, 116, "« couché mat » n'indique pas de grammage"),
    ({"paper_body": "papier de soie 90 g", "grammage": 90.0}, 116, "ne dit pas la sorte de papier"),
    ({"paper_body": "offset 90 g", "grammage": 90.0}, 116, "ne va pas avec la condition d'impression"),
    ({}, 118, "114 pages intérieures ne font pas un multiple de 4"),
    ({}, 34, "cette reliure se fait de 40 à 480 pages"),
    ({}, 116, "Dos à confirmer"),
])  # fmt: skip
def test_what_to_look_at_is_said(
    guide: Edition, house: Printer, brand: Brand, changes: dict[str, object], pages: int | None, said: str
) -> None:
    assert any(said in remark for remark in remarks(_ticket(guide, house, brand, pages, **changes)))


def test_nothing_is_said_of_a_complete_ticket(guide: Edition, house: Printer, brand: Brand) -> None:
    assert remarks(_ticket(guide, house, brand, spine=6.2)) == ()


def test_unknown_weights_are_not_guessed(guide: Edition, house: Printer, brand: Brand) -> None:
    ticket = _ticket(guide, house, brand, paper_cover="couché mat")
    assert ticket.copy_weight == 0
    assert ticket.parcel == 0
    assert dict(key_figures(ticket))["Poids unitaire"] == "à préciser"


def test_spots_are_named(guide: Edition, house: Printer, brand: Brand) -> None:
    palette = tuple(replace(one, spot="PANTONE 144 C") if one.name == "orange" else one for one in brand.palette)
    ticket = _ticket(guide, house, replace(brand, palette=palette), spots=("orange",))
    assert ticket.spots == ("PANTONE 144 C",)
    assert "5/5 (quadrichromie + PANTONE 144 C)" in str(sections(ticket))
    assert as_data(ticket)["inks"]["each_side"][-1] == "PANTONE 144 C"


@pytest.mark.parametrize(("value", "places", "said"), [
    (18000, 0, "18\u00a0000"), (6.1, 1, "6,1"), (6.0, 1, "6"), (0.10925, 4, "0,1092"), (1234567.5, 1, "1\u00a0234\u00a0567,5"),
])  # fmt: skip
def test_numbers_are_french(value: float, places: int, said: str) -> None:
    assert french(value, places) == said


def test_the_yaml_reads_back(guide: Edition, house: Printer, brand: Brand) -> None:
    data = as_data(_ticket(guide, house, brand))
    tree = parse_yaml(written_yaml(data), "ticket.yaml")
    assert [name for name, _ in tree.pairs()] == list(data)
    spine, run = tree.child("spine_mm"), tree.child("run")
    assert spine is not None
    assert run is not None
    assert (str(spine.value), str(run.value)) == ("6.1", "18000")


def test_the_sheet_is_one_page_with_its_own_faces_in_process_inks(
    guide: Edition, house: Printer, brand: Brand, tmp_path: Path
) -> None:
    ticket = _ticket(guide, house, brand)
    data = ticket_sheet(ticket, brand, ROOT / "assets" / "fonts")
    assert data == ticket_sheet(ticket, brand, ROOT / "assets" / "fonts")
    path = tmp_path / "ticket.pdf"
    path.write_bytes(data)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Bon de travail", "148 × 210 mm", "112 + 4", "18 000", "216 g", "6,1 mm", "3 888 kg net", "302,1 × 210 mm"):
        assert words in text
    with Pdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        used = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values() if isinstance(font, pikepdf.Dictionary)}
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])}
    assert used
    assert all("+Barlow" in name or "+Carlito" in name for name in used)
    assert not operators & {"rg", "RG", "g", "G"}
    assert "k" in operators


def test_long_words_and_many_remarks_stay_on_the_page(
    guide: Edition, house: Printer, brand: Brand, tmp_path: Path
) -> None:
    ticket = _ticket(guide, house, brand, None, paper_body="x" * 200, grammage=0.0, delivery="Quai 3. " * 40, run=0)
    path = tmp_path / "ticket.pdf"
    path.write_bytes(ticket_sheet(ticket, brand, ROOT / "assets" / "fonts"))
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    lows = [float(part.split('"')[0]) for part in boxes.split('yMax="')[1:]]
    rights = [float(part.split('"')[0]) for part in boxes.split('xMax="')[1:]]
    assert max(lows) < 842
    assert max(rights) < 595 - 40


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("brand.yaml", "printing.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("assets", "editions", "layouts", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_counts_the_pages_of_the_last_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ticket", "guide-decouverte", "--json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert before["pages"]["counted"] is False
    folder = project / "build" / "guide-decouverte" / "fr"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"pages": 100}')
    assert main(["ticket", "guide-decouverte", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["pages"] == {"body": 96, "cover": 4, "counted": True}
    names = sorted(path.name for path in folder.parent.iterdir() if path.is_file())
    assert names == ["guide-decouverte-fr-ticket.pdf", "guide-decouverte-fr-ticket.yaml"]
    (folder / "manifest.json").write_text("{")
    assert main(["ticket", "guide-decouverte"]) == 0


@pytest.mark.parametrize(("words", "said"), [
    (["guide-decouvert"], "did you mean `guide-decouverte`"), (["guide-decouverte", "--lang", "zz"], "has no language `zz`"),
])  # fmt: skip
def test_bad_calls(project: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(["ticket", *words]) == 2
    assert said in capsys.readouterr().err
