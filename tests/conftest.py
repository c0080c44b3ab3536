"""The specimen: the guide découverte made once for the whole run, in a project of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marbre.build import Built, build_edition
from marbre.build.specimen import Specimen, made_specimens
from marbre.offers.store import import_offers, read_offers
from marbre.offers.territory import read_territory
from marbre.project import Project

ROOT = Path(__file__).parents[1]
SHARED = ("brand.yaml", "printing.yaml", "assets", "data", "editions", "layouts")


def project_at(folder: Path) -> Project:
    """A project that has this one's files and its own store, cache and build."""
    for name in SHARED:
        (folder / name).symlink_to(ROOT / name)
    project = Project(folder)
    project.store.parent.mkdir(exist_ok=True)
    territory = read_territory(ROOT / "data" / "territory")
    import_offers(project.demonstration, project.store, date(2026, 11, 16), project.media, territory=territory)
    return project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the demonstration offers imported."""
    return project_at(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def specimens(project: Project) -> dict[str, Specimen]:
    """Every specimen in each of its languages, by `<name> <language>`."""
    return {f"{one.short} {one.language}": one for one in made_specimens(project)}


@pytest.fixture(scope="session")
def guide(project: Project) -> Built:
    """The guide découverte in French, print and web."""
    return build_edition(project, "guide-decouverte", "fr", read_offers(project.store))


@pytest.fixture(scope="session")
def web_pdf(guide: Built) -> Path:
    """The guide's web PDF."""
    return Path(guide.files["web"])


@pytest.fixture(scope="session")
def print_pdf(guide: Built) -> Path:
    """The guide's print PDF."""
    return Path(guide.files["print"])
