"""The web file under PDF/UA-1 (ISO 14289-1): what we check ourselves everywhere, and veraPDF where it can be had."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

VERAPDF = Path(__file__).parents[1] / "tools" / "verapdf"


def _ready() -> str:
    """Why veraPDF cannot look, or nothing when it can."""
    if shutil.which("java") is None:
        return "veraPDF needs Java"
    if (VERAPDF / "target" / "lib").is_dir() and (VERAPDF / "target" / "classes").is_dir():
        return ""
    if shutil.which("mvn") is None:
        return "veraPDF needs Maven (see tools/verapdf/README.md)"
    command = ["mvn", "-o", "-q", "-B", "package", "dependency:copy-dependencies", "-DoutputDirectory=target/lib"]
    made = subprocess.run(command, cwd=VERAPDF, capture_output=True, timeout=120, check=False)
    return "" if made.returncode == 0 else "veraPDF has not been fetched yet (see tools/verapdf/README.md)"


@pytest.mark.pdf
def test_verapdf_finds_nothing(web_pdf: Path) -> None:
    missing = _ready()
    if missing:
        pytest.skip(missing)
    command = ["java", "-cp", f"{VERAPDF / 'target' / 'classes'}:{VERAPDF / 'target' / 'lib'}/*", "UaCheck", str(web_pdf)]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    name, verdict, checks = seen.stdout.splitlines()[0].split("\t")
    assert Path(name) == web_pdf
    assert verdict == "pass", seen.stdout
    assert int(checks) > 10_000


@pytest.fixture(scope="module")
def pdf(web_pdf: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(web_pdf) as opened:
        yield opened


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


@pytest.fixture(scope="module")
def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(_elements(pdf.Root.StructTreeRoot))


@pytest.mark.pdf
def test_the_file_says_its_language_its_title_and_that_it_is_tagged(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "fr"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
    assert all(page.obj.Tabs == "/S" for page in pdf.pages if "/Annots" in page.obj)


@pytest.mark.pdf
def test_all_that_is_painted_is_either_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    paints = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh"}
    for number, page in enumerate(pdf.pages, 1):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            assert depth > 0 or name not in paints, f"page {number}: {name} {operands}"
            assert 0 <= depth <= 1, f"page {number}: marked content within marked content"
        assert depth == 0


@pytest.mark.pdf
def test_every_marked_content_hangs_in_the_tree_and_back(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
    for number, page in enumerate(pdf.pages, 1):
        content = b"\n".join(
            stream.read_bytes()
            for stream in (page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents])
        )
        marks = [int(mark) for mark in re.findall(rb"/MCID (\d+)", content)]
        owners = parents[int(page.StructParents)]
        assert len(marks) == len(set(marks)), f"page {number}: a number twice"
        assert len(owners) >= len(marks), f"page {number}: marks without an owner"


@pytest.mark.pdf
def test_headings_are_never_skipped(elements: list[pikepdf.Object]) -> None:
    level = 0
    for element in elements:
        match = re.fullmatch(r"/H([1-6])", str(element.S))
        if match:
            assert int(match[1]) <= level + 1, f"H{match[1]} after H{level}"
            level = int(match[1])


@pytest.mark.pdf
def test_figures_speak_and_links_lead_somewhere(elements: list[pikepdf.Object]) -> None:
    figures = [element for element in elements if element.S == "/Figure"]
    links = [element for element in elements if element.S == "/Link"]
    assert len(figures) > 20
    assert len(links) > 100
    assert all(len(str(figure.get("/Alt", "")).strip()) > 2 for figure in figures)
    assert not any(re.search(r"\.(jpe?g|png|svg)$", str(figure.Alt)) for figure in figures)
    for link in links:
        kids = link.K if isinstance(link.K, pikepdf.Array) else [link.K]
        references = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
        assert references
        assert all(str(reference.Obj.get("/Contents", "")) and "/StructParent" in reference.Obj for reference in references)


@pytest.mark.pdf
def test_tables_have_heads(elements: list[pikepdf.Object]) -> None:
    tables = [element for element in elements if element.S == "/Table"]
    assert tables
    assert all(any(cell.S == "/TH" for cell in _elements(table)) for table in tables)
