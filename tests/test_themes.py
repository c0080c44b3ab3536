"""The series Thèmes: a fifth theme is one new folder, with texts borrowed from the guide."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import SHARED
from marbre.brand_file import read_brand
from marbre.build import build_edition
from marbre.edition_file import read_edition
from marbre.errors import EditionError
from marbre.offers.store import read_offers
from marbre.project import Project

ROOT = Path(__file__).parents[1]
OWN = """\
extends: themes
title: {fr: Au fil de l'eau, en: Along the water}
subtitle: {fr: Rivières, en: Rivers}
printing: {min_pages: 8}
chapters:
  theme: {title: {fr: Eaux, en: Waters}, tab: {fr: Eaux, en: Waters}, colour: riviere, mark: circle, prefix: E, pictogram: mountains}
"""


def project_of(folder: Path, own: str) -> Project:
    for name in set(SHARED) - {"editions"}:
        (folder / name).symlink_to(ROOT / name)
    (folder / "editions").mkdir()
    for name in ("_series", "guide-decouverte", "document-appel"):
        (folder / "editions" / name).symlink_to(ROOT / "editions" / name)
    made = folder / "editions" / "themes-eaux"
    shutil.copytree(ROOT / "editions" / "themes-patrimoine-naturel" / "texts", made / "texts")
    (made / "edition.yaml").write_text(own, encoding="utf-8")
    for name in ("build", ".marbre"):
        (folder / name).mkdir()
    return Project(folder)


@pytest.mark.parametrize("name", ["patrimoine-naturel", "patrimoine-culturel", "art-de-vivre", "itinerances"])
def test_the_four_themes_share_a_format_and_differ_in_character(name: str) -> None:
    edition = read_edition(ROOT, f"themes-{name}", read_brand(ROOT / "brand.yaml"))
    assert (edition.format.trim.width, edition.format.trim.height, edition.printing.binding) == (200, 200, "saddle")
    assert edition.borrow == ("guide-decouverte", "document-appel")
    assert [chapter.id for chapter in edition.chapters] == ["theme"]


def test_what_is_borrowed_must_exist(tmp_path: Path) -> None:
    project_of(tmp_path, OWN + "borrow: [guide-decouvert]\n")
    with pytest.raises(EditionError, match="there is no edition `guide-decouvert` to borrow texts from") as caught:
        read_edition(tmp_path, "themes-eaux", read_brand(ROOT / "brand.yaml"))
    assert "did you mean `guide-decouverte`?" in str(caught.value)


@pytest.mark.pdf
def test_a_fifth_theme_is_one_new_folder(tmp_path: Path, project: Project) -> None:
    own = OWN + "flatplan:\n  - {article: allier-et-couzes, chapter: theme, pages: 2, starts: verso}\n" + "".join(
        f"  - {{page: {page}, template: items, texts: {text}, options: {{picture_height: 60}}}}\n"
        for page, text in (("avant", "avant-propos"), ("mots", "glossaire"), ("fin", "mentions"))
    )
    built = build_edition(project_of(tmp_path, own), "themes-eaux", "fr", read_offers(project.store), ("print", "web"))
    assert [one.message for one in built.findings if one.severity.value == "error"] == []
    assert built.pages % 4 == 0
