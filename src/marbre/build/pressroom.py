"""The press before there is anything to print: what it is set up with, and opening it early.

A worker needs half a second to read the layout engine. Opened before the pipeline itself is read, it is ready when the
first block is; kept open, as at a counter, it costs nothing from the second guide on.
"""

from __future__ import annotations

from marbre.brand import Brand
from marbre.brand_file import read_brand
from marbre.compose.tokens import inks_of
from marbre.findings import Finding
from marbre.fonts import office_families
from marbre.press.engine import PressSetup
from marbre.press.pool import Press
from marbre.project import Project


def press_setup(project: Project, brand: Brand) -> tuple[PressSetup, tuple[Finding, ...]]:
    """What the press is set up with, and findings on the office's own fonts."""
    substitutes, findings = office_families(brand, project.root / "assets" / "fonts")
    setup = PressSetup(project.root / "assets", project.root / ".marbre" / "press", inks_of(brand), substitutes)
    return setup, findings


def early_press(project: Project, jobs: int = 0) -> Press:
    """A press whose first worker gets ready at once. Use it as a context."""
    setup, _ = press_setup(project, read_brand(project.brand))
    return Press(setup, project.root / ".marbre" / "blocks.sqlite", jobs, early=True)
