"""Where the project lies: the nearest folder, from here upwards, that holds `brand.yaml`; else the launcher's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marbre.errors import InputError

MARK = "brand.yaml"


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a project below its `root`."""

    root: Path

    @property
    def brand(self) -> Path:
        return self.root / MARK

    @property
    def editions(self) -> Path:
        return self.root / "editions"

    @property
    def layouts(self) -> Path:
        return self.root / "layouts"

    @property
    def fonts(self) -> Path:
        return self.root / "assets" / "fonts"

    @property
    def demonstration(self) -> Path:
        """The Apidae export that comes with the project."""
        return self.root / "data" / "apidae"

    @property
    def store(self) -> Path:
        return self.root / ".marbre" / "offers.sqlite"

    @property
    def media(self) -> Path:
        """Where pictures that came with an import are kept."""
        return self.root / ".marbre" / "media"

    @property
    def build(self) -> Path:
        return self.root / "build"

    def edition_names(self) -> tuple[str, ...]:
        """Folders of `editions/` that hold an edition.yaml; those that begin with `_` are patterns."""
        found = (path.parent.name for path in self.editions.glob("*/edition.yaml"))
        return tuple(sorted(name for name in found if not name.startswith("_")))

    def shown(self, path: Path) -> str:
        """A path as messages say it: from the root, with slashes."""
        if not path.is_absolute():
            return path.as_posix()
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def find_project(start: Path | None = None) -> Project:
    """The project around `start` (the current folder). Raises InputError when there is none."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return Project(folder)
    raise InputError(
        f"no project here: no `{MARK}` in {here} or above it", "go to the project's folder first"
    )
