"""The picture of the README: some pages of the guide, side by side.

Run: python tools/make_readme_picture.py  (after `./marbre build guide-decouverte`)
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

ROOT = Path(__file__).parents[1]
ROWS = ((1, 14, 15, 6, 7), (18, 65, 66, 54, 55))
WIDTH, GAP = 310, 10


def main() -> None:
    document = pdfium.PdfDocument(ROOT / "build" / "guide-decouverte" / "fr" / "guide-decouverte-fr-web.pdf")
    height = round(WIDTH * 210 / 148)
    sheet = Image.new("RGB", (5 * WIDTH + 3 * GAP, 2 * height + GAP), "#d8d4cc")
    for row, numbers in enumerate(ROWS):
        for column, number in enumerate(numbers):
            page = document[number - 1]
            picture = page.render(scale=WIDTH / page.get_width() * 2).to_pil().resize((WIDTH, height), Image.Resampling.LANCZOS)
            sheet.paste(picture, (column * WIDTH + (GAP if column else 0) + (GAP if column > 2 else 0), row * (height + GAP)))
    kept = io.BytesIO()
    sheet.quantize(200, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    (ROOT / "docs" / "guide.png").write_bytes(kept.getvalue())


if __name__ == "__main__":
    main()
