"""The guide against its peers, side by side in one run: wall time and peak memory, as ratios to Typst.

    python bench/compare.py [--photos 120]

Every engine gets the same words and the same original photographs (1800 × 1200 JPEG, made here). Marbre makes both its
PDFs and converts every picture; WeasyPrint and Typst make one PDF and convert nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]


def make_photos(folder: Path, count: int) -> list[str]:
    """`count` photographs with the weight of real ones. Returns their names."""
    from PIL import Image

    names = []
    for number in range(count):
        random = Random(f"photo {number}")
        small = Image.new("RGB", (60, 40))
        small.putdata([tuple(random.randrange(256) for _ in range(3)) for _ in range(2400)])
        name = f"{number:03}.jpg"
        small.resize((1800, 1200), Image.Resampling.BICUBIC).save(folder / name, quality=88)
        names.append(name)
    return names


def project_with_photos(folder: Path, photos: list[str]) -> list[dict[str, object]]:
    """A project whose offers have photographs; writes offers.json for the peers and keeps them for Marbre."""
    from conftest import project_at
    from marbre.offers.codec import encode
    from marbre.offers.model import Media, Texts
    from marbre.offers.store import read_offers

    project = project_at(folder)
    offers = [offer for offer in read_offers(project.store) if offer.state == "PUBLISHED"]
    shown = []
    for index, offer in enumerate(offers):
        if index < len(photos):
            credit = Texts((("fr", "Essai"),))
            media = Media(index, "IMAGE", file=photos[index], width=1800, height=1200, credit=credit)
            offer = replace(offer, pictures=(media,))
        shown.append(offer)
    (folder / "offers.json").write_text(json.dumps([encode(offer) for offer in shown]), encoding="utf-8")
    return [
        {
            "name": offer.names.best("fr"), "place": offer.place.commune, "text": offer.short.best("fr"),
            "hours": offer.opening.text.best("fr"), "price": offer.prices.text.best("fr"),
            "contact": " · ".join(contact.value for contact in offer.contacts),
            "photo": photos[index] if index < len(photos) else "",
        }
        for index, offer in enumerate(shown)
    ]  # fmt: skip


def marbre(folder: Path, change: bool) -> None:
    """In a process of its own: the guide, print and web."""
    from marbre.build import build_edition
    from marbre.offers.codec import decode
    from marbre.offers.model import Texts
    from marbre.project import Project

    offers = [decode(text) for text in json.loads((folder / "offers.json").read_text(encoding="utf-8"))]
    if change:
        project_store = Project(folder).store
        project_store.touch()  # as an import does
        index = next(i for i, offer in enumerate(offers) if offer.type == "RESTAURATION" and offer.criteria)
        words = offers[index].short.best("fr").split()
        offers[index] = replace(offers[index], short=Texts((("fr", " ".join([words[1], words[0], *words[2:]])),)))
    built = build_edition(Project(folder), "guide-decouverte", "fr", tuple(offers))
    print(json.dumps({"pages": built.pages, "rendered": built.rendered, "reused": built.reused}))


def texts() -> list[tuple[str, str]]:
    from marbre.texts import read_articles

    found = read_articles(ROOT / "editions" / "guide-decouverte" / "texts", "fr")
    return [(a.title, " ".join([a.standfirst, a.body, *(str(i.get("text", "")) for i in a.items)])) for a in found.values()]


def weasyprint(folder: Path) -> None:
    """One plain WeasyPrint document of the same words and photographs."""
    import html

    import weasyprint

    parts = [f"<h1>{html.escape(title)}</h1><p>{html.escape(body)}</p>" for title, body in texts()]
    for card in json.loads((folder / "cards.json").read_text(encoding="utf-8")):
        picture = f'<img src="{card["photo"]}">' if card["photo"] else ""
        rows = "".join(f"<p>{html.escape(card[key])}</p>" for key in ("place", "text", "hours", "price", "contact"))
        parts.append(f"<div class=card>{picture}<h3>{html.escape(card['name'])}</h3>{rows}</div>")
    css = (
        "@page{size:148mm 210mm;margin:12mm;@bottom-right{content:counter(page)}} body{font:8pt/3.4mm Carlito;hyphens:auto}"
        ".card{float:left;width:58mm;margin:0 2mm 3mm 0;break-inside:avoid} img{width:58mm;height:30mm;object-fit:cover}"
        "h1{clear:both;font:700 16pt Barlow} h3{font:700 9pt Barlow;margin:0} p{margin:0}"
    )
    source = f'<html lang=fr><style>{css}</style><body>{"".join(parts)}</body></html>'
    weasyprint.HTML(string=source, base_url=str(folder / ".marbre" / "media") + "/").write_pdf(folder / "weasyprint.pdf")


def typst(folder: Path) -> None:
    """The same in Typst: two columns, contents, page numbers."""
    import typst as engine

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    lines = [
        '#set page(width: 148mm, height: 210mm, margin: 12mm, numbering: "1")',
        '#set text(font: "Carlito", size: 8pt, lang: "fr", hyphenate: true)',
        "#outline()", "#pagebreak()",
        "#let card(name, rows, photo) = block(breakable: false, width: 100%)[#if photo != none { image(photo, width: 100%,"
        ' height: 30mm, fit: "cover") } #text(font: "Barlow", weight: "bold", size: 9pt, name) \\ #rows.join(linebreak())]',
    ]  # fmt: skip
    for title, body in texts():
        lines.append(f"= #{quoted(title)}\n#{quoted(body)}\n")
    lines.append("#columns(2)[")
    for card in json.loads((folder / "cards.json").read_text(encoding="utf-8")):
        rows = ", ".join(quoted(str(card[key])) for key in ("place", "text", "hours", "price", "contact"))
        photo = quoted(f".marbre/media/{card['photo']}") if card["photo"] else "none"
        lines.append(f"#card({quoted(str(card['name']))}, ({rows}), {photo})")
    lines.append("]")
    (folder / "guide.typ").write_text("\n".join(lines), encoding="utf-8")
    fonts = [str(path) for path in (ROOT / "assets" / "fonts").iterdir() if path.is_dir()]
    engine.compile(str(folder / "guide.typ"), output=str(folder / "typst.pdf"), root=str(folder), font_paths=fonts)


def measured(name: str, folder: Path) -> tuple[float, float, str]:
    """(wall seconds, peak MiB of its largest process, what it said) of one engine in a fresh process."""
    begun = time.perf_counter()
    command = [sys.executable, __file__, "--run", name, "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout is not None
        said = process.stdout.read().strip()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024, said


RUNS = {
    "typst": lambda folder: typst(folder),
    "marbre cold": lambda folder: marbre(folder, change=False),
    "marbre one change": lambda folder: marbre(folder, change=True),
    "marbre nothing changed": lambda folder: marbre(folder, change=True),
    "weasyprint": lambda folder: weasyprint(folder),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=120)
    parser.add_argument("--run", choices=RUNS)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.run:
        RUNS[given.run](given.folder)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / ".marbre" / "media").mkdir(parents=True)
        photos = make_photos(folder / ".marbre" / "media", given.photos)
        cards = project_with_photos(folder, photos)
        (folder / "cards.json").write_text(json.dumps(cards), encoding="utf-8")
        print(f"{len(cards)} offers, {len(photos)} photographs of 1800 × 1200 px, {os.cpu_count()} cores")
        yardstick = 0.0
        for name in RUNS:
            wall, peak, said = measured(name, folder)
            yardstick = yardstick or wall
            print(f"{name:<24}{wall:7.2f} s  {wall / yardstick:6.2f} × typst  {peak:7.0f} MiB  {said}")


if __name__ == "__main__":
    main()
