"""Write the signature as SVG files: assets/signature/salamandre.svg and barre-couleurs.svg, in sRGB of brand.yaml.

Run from the project's root: `python tools/make_signature.py`. Same brand, same bytes.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from marbre.compose.emblem import colour_bar, salamander
from marbre.drawing import Drawing, Ink, to_svg

ROOT = Path(__file__).resolve().parent.parent


def files() -> dict[str, Drawing]:
    """What is written, by file name."""
    return {"salamandre.svg": salamander(80), "barre-couleurs.svg": colour_bar(120, 4)}


def svg(drawing: Drawing) -> str:
    """The drawing as SVG, its inks at full tone."""
    palette = yaml.safe_load((ROOT / "brand.yaml").read_text(encoding="utf-8"))["palette"]

    def colour(ink: Ink) -> str:
        return str(palette[ink.name]["srgb"])

    return to_svg(drawing, colour) + "\n"


def main() -> None:
    """Write the files."""
    for name, drawing in files().items():
        (ROOT / "assets" / "signature" / name).write_text(svg(drawing), encoding="utf-8")


if __name__ == "__main__":
    main()
