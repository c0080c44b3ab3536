"""Series: what an edition and a layout take over, what they change, and a folded sheet made that way."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from conftest import SHARED
from marbre.brand_file import read_brand
from marbre.build import build_edition
from marbre.edition import Panels
from marbre.edition_file import read_edition
from marbre.errors import EditionError
from marbre.measures import Box
from marbre.offers.store import read_offers
from marbre.project import Project
from marbre.series import layout_folders, merged, series_folders
from marbre.yamltree import parse_yaml

ROOT = Path(__file__).parents[1]

SERIES = """\
title: {fr: Un site, en: A site}
subtitle: {fr: Pierres, en: Stones}
year: 2027
layout: leaflet
languages: [fr, en]
dated: 2026-11-23
data_date: 2026-11-16
valid_from: 2027-01-01
valid_to: 2028-12-31
format:
  trim: 297 x 210 mm
  margins: {head: 10 mm, foot: 10 mm, inner: 8 mm, outer: 8 mm}
  baseline: 3.4 mm
  columns: 3
  panels: {widths: [97 mm, 100 mm, 100 mm], fold: {fr: roulé, en: roll fold}}
printing:
  run: 5000
  paper: {body: couché mat 170 g, cover: couché mat 170 g}
  binding: sheet
  multiple: 2
  min_pages: 2
  max_pages: 2
levels:
  - {id: line, template: leaf, characters: 80}
flatplan:
  - {page: dehors, template: leaf, texts: [accueil]}
  - {page: dedans, template: leaf, texts: [accueil, lieux], select: {types: [PATRIMOINE_CULTUREL], limit: 3}}
"""
OWN = """\
extends: sites
title: {fr: Usson, en: Usson}
within: {communes: ["63439"]}
change:
  dedans: {options: {wide: true}}
"""
LEAF = (
    '<div class="sheet {{ side }}">{% for p in panels %}<div class="panel" style="left:{{ p.x }}mm;width:{{ p.width }}mm">'
    "{% for name, text in texts.items() %}<h2>{{ text.title }}</h2>{{ text.body }}{% endfor %}"
    "{% if loop.first %}{% for o in offers %}<p>{{ o.name }}</p>{% endfor %}{% endif %}</div>{% endfor %}</div>\n"
)


def project_with(folder: Path, own: str = OWN, series: str = SERIES) -> Project:
    """A project of one edition, `usson`, of the series `sites`, in a layout that extends the guide's."""
    for name in set(SHARED) - {"editions", "layouts"}:
        (folder / name).symlink_to(ROOT / name)
    files = {
        "editions/usson/edition.yaml": own,
        "editions/_series/sites/edition.yaml": series,
        "layouts/leaflet/layout.yaml": "extends: guide\nbare: [leaf]\n",
        "layouts/leaflet/leaflet.css": ".panel { position: absolute; top: 13mm; font: 8pt/3.4mm Carlito }\n",
        "layouts/leaflet/blocks/leaf.html": LEAF,
        "layouts/leaflet/words/fr.yaml": "labels: {1: un}\n",
    }
    for language, said in (("fr", "La butte"), ("en", "The hill")):
        files[f"editions/_series/sites/texts/{language}/accueil.md"] = f"---\ntitle: Accueil {language}\n---\nBasalte.\n"
        files[f"editions/usson/texts/{language}/lieux.md"] = f"---\ntitle: {said}\n---\nMarguerite.\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("_words", "_system", "guide"):
        (folder / "layouts" / name).symlink_to(ROOT / "layouts" / name)
    (folder / "build").mkdir()
    return Project(folder)


def read(project: Project):
    return read_edition(project.root, "usson", read_brand(ROOT / "brand.yaml"))


def test_an_edition_says_only_what_differs(tmp_path: Path) -> None:
    edition = read(project_with(tmp_path))
    assert edition.title.best("fr") == "Usson"
    assert edition.subtitle.best("en") == "Stones"
    assert edition.printing.run == 5000
    assert [section.id for section in edition.flatplan] == ["dehors", "dedans"]
    assert edition.flatplan[1].option("wide") is True
    assert edition.flatplan[1].select is not None
    assert edition.flatplan[1].select.communes == ("63439",)
    assert edition.flatplan[1].select.types == ("PATRIMOINE_CULTUREL",)
    assert edition.flatplan[1].select.limit == 3


def test_a_line_of_the_series_can_be_taken_out(tmp_path: Path) -> None:
    edition = read(project_with(tmp_path, OWN.replace("dedans: {options: {wide: true}}", "dehors: out")))
    assert [section.id for section in edition.flatplan] == ["dedans"]


@pytest.mark.parametrize(
    ("own", "series", "said"),
    [
        (OWN.replace("extends: sites", "extends: sitse"), SERIES, "editions/usson/edition.yaml:1: there is no series `sitse`"),
        (OWN.replace("dedans:", "dedasn:"), SERIES, "editions/usson/edition.yaml:5: `change`: the series has no line `dedasn`"),
        (OWN, "extends: sites\n" + SERIES, "editions/_series/sites/edition.yaml:1: `extends: sites` goes in a circle"),
        (OWN, SERIES.replace("run: 5000", "run: many"), "editions/_series/sites/edition.yaml:17: "),
        (OWN.replace("title:", "year: soon\ntitle:"), SERIES, "editions/usson/edition.yaml:2: "),
        (OWN, SERIES.replace("97 mm", "98 mm"), "the panels are 298 mm together, the width of the sheet is 297 mm"),
        (OWN, SERIES.replace("binding: sheet", "binding: saddle"), "panels are those of a folded sheet"),
    ],
)
def test_every_mistake_names_its_own_file_and_line(tmp_path: Path, own: str, series: str, said: str) -> None:
    with pytest.raises(EditionError) as caught:
        read(project_with(tmp_path, own, series))
    assert any(said in mistake for mistake in caught.value.mistakes), caught.value.mistakes


def test_groups_are_merged_and_lists_and_words_replaced() -> None:
    base = parse_yaml("a: {x: 1, y: 2}\nb: [1, 2]\nt: {fr: un, en: one}\n", "base")
    tree = merged(base, parse_yaml("a: {y: 3}\nb: [4]\nt: {fr: deux}\n", "own"))
    assert [(name, child.value) for name, child in tree.child("a").pairs()] == [("x", "1"), ("y", "3")]  # type: ignore[union-attr]
    assert [item.value for item in tree.child("b").items()] == ["4"]  # type: ignore[union-attr]
    assert [name for name, _ in tree.child("t").pairs()] == ["fr"]  # type: ignore[union-attr]
    assert tree.where("a", "x") == "base:1"
    assert tree.where("a", "y") == "own:1"


def test_a_layout_stands_before_those_it_extends(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    assert [folder.name for folder in layout_folders(project.layouts, "leaflet")] == ["leaflet", "guide"]
    assert [folder.name for folder in series_folders(project.editions, project.editions / "usson")] == ["usson", "sites"]
    (project.layouts / "leaflet" / "layout.yaml").write_text("extends: leaflet\n", encoding="utf-8")
    with pytest.raises(EditionError, match="circle"):
        layout_folders(project.layouts, "leaflet")


def test_the_second_side_has_its_panels_mirrored() -> None:
    panels = Panels((97, 100, 100), (210,))
    assert panels.boxes()[0] == Box(0, 0, 97, 210)
    assert panels.boxes(verso=True)[2] == Box(200, 0, 97, 210)
    assert panels.folds() == ((97, 197), ())
    assert panels.folds(verso=True) == ((100, 200), ())
    assert Panels().boxes() == ()
    assert Panels((120, 120), (100, 110)).boxes()[3] == Box(120, 100, 120, 110)


@pytest.mark.pdf
def test_a_folded_sheet_of_a_series_is_made(tmp_path: Path, project: Project) -> None:
    made = project_with(tmp_path)
    (made.root / ".marbre").mkdir(exist_ok=True)
    built = build_edition(made, "usson", "fr", read_offers(project.store), ("print",), marks=True)
    assert [one.message for one in built.findings if one.severity.value == "error"] == []
    with pikepdf.open(built.files["print"]) as pdf:
        assert len(pdf.pages) == 2
        trim = [float(end) for end in pdf.pages[0].TrimBox]
        assert trim[2] - trim[0] == pytest.approx(297 / 25.4 * 72, abs=0.01)
        ticks = [pdf.pages[side].Contents.read_bytes() for side in (0, 1)]
    low = trim[0]
    for side, fold in ((0, 97), (0, 197), (1, 100), (1, 200)):
        assert b"%.3f " % (low + fold / 25.4 * 72) in ticks[side]
