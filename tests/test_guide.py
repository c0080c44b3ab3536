"""The guide découverte as it comes off the press: nothing lost, nothing foreign, boxes exact."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from marbre.build import Built, build_edition
from marbre.offers.store import read_offers
from marbre.preflight.readback import page_texts
from marbre.project import Project

pytestmark = pytest.mark.pdf


def needs(tool: str) -> str:
    path = shutil.which(tool)
    if path is None:
        pytest.skip(f"{tool} is missing and may not be installed here")
    return path


def test_no_finding_stops_the_print_run(guide: Built) -> None:
    errors = [f"{finding.id}: {finding.message}" for finding in guide.findings if finding.severity == "error"]
    assert errors == []


def test_the_body_is_a_multiple_of_four_within_the_job_ticket(guide: Built) -> None:
    body = guide.pages - 4
    assert body % 4 == 0
    assert 80 <= body <= 112


def test_every_selected_record_is_placed_and_has_a_box_on_its_page(guide: Built, project: Project) -> None:
    manifest = json.loads((Path(guide.files["report"]).parent / "manifest.json").read_text(encoding="utf-8"))
    placed = {record["id"] for record in manifest["records"]}
    active = {offer.id for offer in read_offers(project.store) if offer.state == "PUBLISHED"}
    reasons = {finding.record for finding in guide.findings if finding.id.startswith("offer_")}
    assert active - placed - reasons == set()
    assert all(record["page"] and record["box"][2] > 20 and record["box"][3] > 3 for record in manifest["records"])


def test_a_second_build_renders_nothing_and_gives_the_same_bytes(guide: Built, project: Project) -> None:
    before = {name: Path(path).read_bytes() for name, path in guide.files.items()}
    again = build_edition(project, "guide-decouverte", "fr", read_offers(project.store))
    assert again.rendered == 0
    assert {name: Path(path).read_bytes() for name, path in again.files.items()} == before


def test_the_print_file_speaks_ink_only(print_pdf: Path) -> None:
    with pikepdf.open(print_pdf) as pdf:
        for page in pdf.pages:
            assert not re.search(rb"(?m) (?:rg|RG)$", page.Contents.read_bytes())
            for form in page.Resources.get("/XObject", {}).values():
                assert not re.search(rb"(?m) (?:rg|RG)$", form.read_bytes() if form.get("/Subtype") == "/Form" else b"")
            assert "/Annots" not in page


def test_boxes_nest_and_are_exact(print_pdf: Path) -> None:
    with pikepdf.open(print_pdf) as pdf:
        for page in pdf.pages:
            trim, bleed = [[float(v) for v in page[name]] for name in ("/TrimBox", "/BleedBox")]
            assert [round((trim[i + 2] - trim[i]) * 25.4 / 72, 2) for i in (0, 1)] == [148, 210]
            assert [round((bleed[i + 2] - bleed[i]) * 25.4 / 72, 2) for i in (0, 1)] == [154, 216]


def test_one_font_program_a_face_all_embedded(print_pdf: Path) -> None:
    lines = subprocess.run(
        [needs("pdffonts"), print_pdf], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    names = [line.split()[0].split("+")[1] for line in lines]
    assert len(names) == len(set(names))
    assert all(re.match(r"Barlow|Carlito|MarbrePictos", name) for name in names)
    assert all(" yes yes yes " in line for line in lines)


def test_qpdf_finds_no_fault(print_pdf: Path, web_pdf: Path) -> None:
    for path in (print_pdf, web_pdf):
        result = subprocess.run([needs("qpdf"), "--check", path], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def test_text_separates_to_the_black_plate(print_pdf: Path) -> None:
    """Ghostscript's word for it: a page of the index carries black ink and next to nothing else."""
    texts = page_texts(print_pdf.read_bytes())
    number = max(index for index, text in enumerate(texts) if "indexparcommune" in text) + 2
    command = [
        needs("gs"),
        "-q",
        "-o",
        "-",
        "-sDEVICE=inkcov",
        f"-dFirstPage={number}",
        f"-dLastPage={number}",
        str(print_pdf),
    ]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]
    cyan, magenta, yellow, black = [float(value) for value in line.split()[:4]]
    assert black > 0.02
    assert cyan + magenta + yellow < 0.06


def test_the_web_file_is_tagged_titled_and_has_bookmarks(web_pdf: Path) -> None:
    with pikepdf.open(web_pdf) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "fr"
        assert "Guide découverte 2027" in str(pdf.docinfo["/Title"])
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 8
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        assert len(links) > 300
        assert all("/Dest" in link or str(link.A.URI).startswith(("https://", "http://", "mailto:")) for link in links)


def test_one_listing_changed_renders_only_its_block(guide: Built, project: Project, tmp_path: Path) -> None:
    from dataclasses import replace

    from marbre.offers.model import Texts

    offers = list(read_offers(project.store))
    index = next(i for i, offer in enumerate(offers) if offer.type == "RESTAURATION" and offer.criteria)
    words = offers[index].short.best("fr").split()
    words[1], words[2] = words[2], words[1]
    offers[index] = replace(offers[index], short=Texts((("fr", " ".join(words)),)))
    built = build_edition(project, "guide-decouverte", "fr", tuple(offers))
    assert built.rendered == 1
    assert built.reused > 300
    build_edition(project, "guide-decouverte", "fr", read_offers(project.store))
