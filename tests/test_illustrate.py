"""`marbre illustrate`: the family on one sheet, one scene as SVG, PNG and PDF in inks, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from marbre.cli import main
from marbre.compose.scenes import KINDS


@pytest.fixture(autouse=True)
def here(project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARBRE_ROOT", str(project.root))
    monkeypatch.chdir(project.root)


def test_the_family_is_on_one_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["illustrate", "--size", "20x14", "--json", "--out", str(tmp_path / "all.png")]) == 0
    assert json.loads(capsys.readouterr().out)["kinds"] == list(KINDS)
    with Image.open(tmp_path / "all.png") as sheet:
        assert sheet.width > sheet.height * 0.8
        assert len(sheet.resize((60, 60)).getcolors(4000) or []) > 200


def test_a_scene_is_the_same_each_time_and_another_for_another_seed(tmp_path: Path) -> None:
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert main(["illustrate", "village", "--seed", seed, "--out", str(tmp_path / f"{name}.svg")]) == 0
    a, b, c = ((tmp_path / f"{name}.svg").read_bytes() for name in "abc")
    assert a == b != c
    assert a.startswith(b"<svg") and len(a) < 60_000  # noqa: PT018


def test_as_pdf_it_is_in_the_inks_of_the_charter(tmp_path: Path) -> None:
    assert main(["illustrate", "market", "--size", "210x270", "--out", str(tmp_path / "m.pdf")]) == 0
    with pikepdf.open(tmp_path / "m.pdf") as pdf:
        assert [round(float(value), 2) for value in pdf.pages[0].MediaBox] == [0, 0, 595.28, 765.35]
        drawn = pdf.pages[0].Resources.XObject["/D0"].read_bytes()
    assert re.search(rb" k\n", drawn)
    assert not re.search(rb" (rg|RG|g|G)\n", drawn)


@pytest.mark.parametrize(
    "arguments",
    [["no-such-scene"], ["village", "--out", "x.gif"], ["village", "--size", "wide"], ["village", "--size", "3x900000"], ["--out", "all.svg"]],
)
def test_what_it_refuses_is_said_in_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["illustrate", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error:")
    assert "hint:" in said
    assert "Traceback" not in said
