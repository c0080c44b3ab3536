"""What templates see of the figures: charts as a picture with its words, rows for tables, numbers as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marbre.brand import Brand
from marbre.colour import contrast
from marbre.compose.charts import Plot, written
from marbre.compose.figures import Figures
from marbre.compose.plots import PLOTS, Setup, plot
from marbre.compose.tokens import css_colour, palette_of, picture_url
from marbre.compose.typography import set_type
from marbre.drawing import Ink
from marbre.errors import InputError
from marbre.inks import Cmyk, Rgb, tinted
from marbre.offers.picture_rights import PressPicture


def figure_values(figures: Figures | None, brand: Brand, ink: str) -> dict[str, Any] | None:
    """For the templates of an edition that speaks of figures; `ink` is the palette colour of the chapter."""
    if figures is None:
        return None
    palette = palette_of(brand)
    return {
        "plot": lambda name, width, height=0: plot_values(figures, palette, ink, str(name), float(width), float(height)),
        "n": lambda value: figures.write(value),
        "fact": figures.facts,
        "type": figures.type_name,
        "field": figures.field_name,
        "seen": figures.observation,
        "titles": figures.titles,
        "pictures": _pictures(figures),
        "dates": figures.words.date,
        "import_day": figures.import_day,
        "moves": figures.moves(),
        "part": lambda name: str(figures.said["parts"].get(name, name)),
    }


def plot_values(
    figures: Figures, palette: Mapping[str, tuple[Rgb, Cmyk]], ink: str, name: str, width: float, height: float = 0.0
) -> dict[str, Any]:
    """A chart by its name. Raises InputError for one that does not exist."""
    if name not in PLOTS:
        raise InputError(f"there is no chart `{name}`", f"one of: {', '.join(PLOTS)}")

    def on(ground: Ink) -> str:
        rgb = tinted(palette[ground.name][0], ground.tint)
        white, black = palette["papier"][0], palette["noir"][0]
        return "papier" if contrast(rgb, white) > contrast(rgb, black) else "noir"

    return shown(plot(name, figures, Setup(width, height, ink, on)), palette, figures.words.language)


def shown(made: Plot, palette: Mapping[str, tuple[Rgb, Cmyk]], language: str) -> dict[str, Any]:
    """A chart as a template places it: the address of its drawing, its size, its words in mm from its head left."""
    return {
        "url": picture_url("chart", shapes=written(made.shapes)),
        "width": round(made.width, 2),
        "height": round(made.height, 2),
        "words": [
            {
                "x": round(word.x, 2),
                "y": round(word.y, 2),
                "width": round(word.width, 2),
                "text": set_type(word.text, language),
                "align": word.align,
                "role": word.role,
                "colour": css_colour(palette[word.tone or "noir"][0]),
                "light": word.tone == "papier",
            }
            for word in made.words
            if word.text
        ],
    }


def _pictures(figures: Figures) -> list[dict[str, Any]]:
    """The pictures for the press, each with a number of its own: the record's, and a rank where it has several."""
    found = figures.pictures.pictures
    records = [one.record for one in found]
    ranks = [records[: index + 1].count(record) for index, record in enumerate(records)]
    return [
        _picture(figures, one, str(one.record) if records.count(one.record) == 1 else f"{one.record}-{rank}")
        for one, rank in zip(found, ranks, strict=True)
    ]


def _picture(figures: Figures, one: PressPicture, reference: str) -> dict[str, Any]:
    wide, high = one.centimetres
    return {
        "title": set_type(one.title, figures.words.language),
        "subject": set_type(one.subject, figures.words.language),
        "commune": one.commune,
        "reference": reference,
        "credit": one.credit,
        "pixels": f"{one.width} × {one.height}",
        "size": str(figures.said["centimetres"]).format(wide=figures.write(wide), high=figures.write(high)),
        "until": str(figures.said["day"]).format(day=one.rights_end) if one.rights_end else "",
        "type": figures.type_name(one.type),
    }
