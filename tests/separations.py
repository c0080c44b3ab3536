"""Ghostscript's plates of a PDF, as arrays of ink from 0 to 100 percent; and every operator and object of a file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pikepdf
import pytest
from PIL import Image

needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
Plates = dict[str, Any]


def plates(file: Path, folder: Path, page: int = 1, dpi: int = 72) -> Plates:
    """The plates of one page by the names of their inks, one pixel a cell, at `dpi` without smoothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("plate*.tif"):
        old.unlink()
    command = [
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{dpi}", f"-dFirstPage={page}", f"-dLastPage={page}",
        f"-sOutputFile={folder}/plate.tif", str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = {path.stem[6:-1]: path for path in sorted(folder.glob("plate(*).tif"))}
    return {name: _percent(path) for name, path in found.items()}


def _percent(path: Path) -> Any:
    with Image.open(path) as opened:
        return 100 - numpy.asarray(opened.convert("L"), dtype=float) / 2.55


def at(found: Plates, x: float, y: float, dpi: int = 72) -> dict[str, float]:
    """The inks at a place, in mm from the head left of the sheet, rounded to whole percent; bare plates left out."""
    column, row = round(x / 25.4 * dpi), round(y / 25.4 * dpi)
    values = {name: round(float(plate[row, column])) for name, plate in found.items()}
    return {name: value for name, value in values.items() if value}


def streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every content stream: pages, forms, patterns."""
    for page in pdf.pages:
        yield page.obj
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and (one.get("/Subtype") == "/Form" or one.get("/PatternType") == 1):
            yield one


def operators(pdf: pikepdf.Pdf) -> set[str]:
    """The names of all operators used."""
    found: set[str] = set()
    for stream in streams(pdf):
        found |= {str(one.operator) for one in pikepdf.parse_content_stream(stream)}
    return found


def spaces(pdf: pikepdf.Pdf) -> set[str]:
    """The colour spaces of images, shadings, groups and resources: a device space by its name, others by their family."""
    found: set[str] = set()
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for key in ("/ColorSpace", "/CS"):
            if key in one:
                found |= _families(one[key])
        if "/Group" in one and "/CS" in one.Group:
            found |= _families(one.Group.CS)
    return found


def _families(space: pikepdf.Object) -> set[str]:
    if isinstance(space, pikepdf.Name):
        return {str(space)}
    if isinstance(space, pikepdf.Array):
        return {str(space[0])}
    return set().union(*(_families(inner) for inner in space.values())) if len(space.keys()) else set()
