"""The charts that an edition may ask for by name, drawn from its figures: what is counted, in which order, how written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from marbre.compose.charts import (
    Plot,
    Row,
    areas,
    bars,
    columns,
    gauges,
    multiples,
    shares,
    steps_for,
    strip,
)
from marbre.compose.commune_chart import classes_key, communes_chart
from marbre.compose.figures import Figures, Percent
from marbre.compose.phrases import number
from marbre.drawing import Ink
from marbre.offers.care import Chore
from marbre.offers.observing import LODGING, AreaCount, Beds, LabelCount

#: Types whose seasons are worth a chart of their own.
SEASONAL = (*LODGING, "RESTAURATION", "ACTIVITE", "DEGUSTATION", "FETE_ET_MANIFESTATION")
#: Months that a small chart names.
_NAMED_MONTHS = (0, 3, 6, 9)


@dataclass(frozen=True, slots=True)
class Setup:
    """How a chart is set: its width and, where it has one, its height in mm, the ink of its chapter, and the palette
    colour that is read on an ink."""

    width: float
    height: float
    ink: str
    on: Callable[[Ink], str]


def plot(name: str, figures: Figures, setup: Setup) -> Plot:
    """A chart by its name. Raises KeyError."""
    return PLOTS[name](figures, setup)


def _types(figures: Figures, setup: Setup) -> Plot:
    total = figures.observation.offers
    rows = [
        Row(
            figures.type_name(one.type), (one.offers,),
            f"{figures.write(one.offers)}  ·  {figures.write(Percent(100 * one.offers / total))}",
        )
        for one in figures.observation.types
    ]
    return bars(rows, setup.width, Ink(setup.ink), labels=52, values=24, step=8.8, thick=5.2)


def _types_sectors(figures: Figures, setup: Setup) -> Plot:
    rows = [Row(figures.type_name(one.type), one.by_sector) for one in figures.observation.types if one.offers > 1]
    heads = [str(figures.said["sectors"].get(one.id, figures.titles[one.id])) for one in figures.observation.sectors]
    return areas(rows, heads, setup.width, *_squares(setup), labels=48, step=11.3, head=7)


def _squares(setup: Setup) -> tuple[Ink, str]:
    """The ink of squares that carry a number, and what it is written in: black wants a paler ground."""
    full = Ink(setup.ink)
    return (full, "papier") if setup.on(full) == "papier" else (Ink(setup.ink, 0.7), "noir")


def _by_sector(measure: str) -> Callable[[Figures, Setup], Plot]:
    def made(figures: Figures, setup: Setup) -> Plot:
        areas = sorted(figures.observation.sectors, key=lambda one: -getattr(one, measure))
        rows = [Row(figures.titles[one.id], (getattr(one, measure),), figures.write(getattr(one, measure))) for one in areas]
        return bars(rows, setup.width, Ink(setup.ink), labels=41, values=12)

    return made


def _first_communes(measure: str, count: int = 10) -> Callable[[Figures, Setup], Plot]:
    def made(figures: Figures, setup: Setup) -> Plot:
        found = [one for one in figures.observation.communes if getattr(one, measure)]
        best = sorted(found, key=lambda one: (-getattr(one, measure), one.name))[:count]
        rows = [Row(one.name, (getattr(one, measure),), figures.write(getattr(one, measure))) for one in best]
        return bars(rows, setup.width, Ink(setup.ink), labels=33, values=12, step=5.2, thick=3.3)

    return made


def _communes(measure: str) -> Callable[[Figures, Setup], Plot]:
    """Communes by one amount, the first of them named beside the land."""

    def made(figures: Figures, setup: Setup) -> Plot:
        communes = figures.observation.communes
        amounts = {one.id: _amount(one, measure) for one in communes}
        named = sorted(communes, key=lambda one: (-amounts[one.id], one.name))[:10]
        return communes_chart(
            figures.territory, amounts, steps_for(list(amounts.values())), setup.width, setup.ink, setup.on,
            lambda amount: number(round(amount), figures.words.language), [one.id for one in named if amounts[one.id]],
        )  # fmt: skip

    return made


def _portrait(figures: Figures, setup: Setup) -> Plot:
    """The communes by their offers, without a word: for covers."""
    amounts = {one.id: _amount(one, "offers") for one in figures.observation.communes}
    return communes_chart(
        figures.territory, amounts, steps_for(list(amounts.values())), setup.width, setup.ink, setup.on, str, numbers=False,
        margin=1.0,
    )  # fmt: skip


def _key(measure: str) -> Callable[[Figures, Setup], Plot]:
    def made(figures: Figures, setup: Setup) -> Plot:
        ends = steps_for([_amount(one, measure) for one in figures.observation.communes])

        def said(low: float, high: float) -> str:
            pattern = str(figures.said["class_one" if low >= high else "class"])
            return pattern.format(low=figures.write(int(low)), high=figures.write(int(high)))

        return classes_key(ends, setup.width, setup.ink, said, str(figures.said["none"]))

    return made


def _amount(area: AreaCount, measure: str) -> float:
    """What a map shows of a commune: whole numbers, so that classes and what is written agree."""
    return float(round(getattr(area, measure)))


def _beds(figures: Figures, setup: Setup) -> Plot:
    ordered = sorted(figures.observation.beds, key=lambda one: -one.beds.total)
    rows = [
        Row(figures.type_name(one.type), (one.beds.declared, one.beds.estimated), _bed_words(figures, one.beds))
        for one in ordered
    ]
    return bars(rows, setup.width, Ink(setup.ink), labels=52, values=46, step=8.8, thick=5.5)


def _beds_sectors(figures: Figures, setup: Setup) -> Plot:
    rows = [Row(figures.type_name(one.type), one.by_sector) for one in figures.observation.beds]
    heads = [str(figures.said["sectors"].get(one.id, figures.titles[one.id])) for one in figures.observation.sectors]
    return areas(rows, heads, setup.width, *_squares(setup), labels=48, step=19.0, head=7)


def _bed_words(figures: Figures, beds: Beds) -> str:
    said = figures.write(beds.total)
    if not beds.estimated:
        return said
    return f"{said}  ({str(figures.said['estimated']).format(n=figures.write(beds.estimated))})"


def _stars(figures: Figures, setup: Setup) -> Plot:
    heads = [str(one) for one in figures.said["stars"]]
    rows = [Row(figures.type_name(one.type), (*one.stars, one.unranked, one.silent)) for one in figures.observation.stars]
    return areas(rows, heads, setup.width, *_squares(setup), labels=48, step=12.1, head=7)


def _labels(figures: Figures, setup: Setup) -> Plot:
    found = figures.observation.labels[:16]
    rows = [Row(_label_name(figures, one), (one.offers,), figures.write(one.offers)) for one in found]
    return bars(rows, setup.width, Ink(setup.ink), labels=64, values=10, step=5.5, thick=3.4)


def _label_name(figures: Figures, label: LabelCount) -> str:
    """What a label is called in print: the layout's short name, else the database's."""
    return str(figures.said["labels"].get(label.id) or label.name.best(figures.words.language).removesuffix("®"))


def _tables(figures: Figures, setup: Setup) -> Plot:
    covers = figures.observation.covers
    return strip(covers.spread, setup.width, Ink(setup.ink), middle=covers.median)


def _languages(figures: Figures, setup: Setup) -> Plot:
    care = figures.observation.care
    places = [care.fields.index(key) for key in ("text", "english", "german")]
    rows = []
    for one in care.types:
        found = [one.shares[place] for place in places]
        if one.records > 1:
            rows.append(Row(figures.type_name(one.type), tuple(share.percent if share else 0.0 for share in found)))
    inks = (Ink("noir"), Ink(setup.ink), Ink("miel"))
    heads = [str(one) for one in figures.said["languages"]]
    return shares(rows, setup.width, inks, heads, labels=48, step=10.8)


def _care(figures: Figures, setup: Setup) -> Plot:
    care = figures.observation.care
    rows = [
        Row(figures.type_name(one.type), tuple(-1.0 if share is None else share.percent for share in one.shares))
        for one in care.types
    ]
    rows.append(Row(str(figures.said["all"]), tuple(share.percent if share.of else -1.0 for share in care.shares)))
    heads = [str(figures.said["short"].get(key, figures.field_name(key))) for key in care.fields]
    return gauges(rows, heads, setup.width, Ink(setup.ink), labels=40, step=9.2, head=6)


def _fields(figures: Figures, setup: Setup) -> Plot:
    care = figures.observation.care
    pairs = sorted(zip(care.fields, care.shares, strict=True), key=lambda pair: pair[1].percent)
    rows = [
        Row(figures.field_name(key), (share.percent,), _out_of(figures, share.have, share.of))
        for key, share in pairs
        if share.of
    ]
    return bars(rows, setup.width, Ink(setup.ink), labels=30, values=22, most=100, step=5.5, thick=3.4)


def _out_of(figures: Figures, part: int, whole: int) -> str:
    return str(figures.said["of"]).format(have=figures.write(part), of=figures.write(whole))


def _updated(figures: Figures, setup: Setup) -> Plot:
    months = figures.observation.care.updated[-18:]
    short = [str(one) for one in figures.said["months"]]
    rows = [Row(short[day.month - 1], (count,), figures.write(count)) for day, count in months]
    return columns(rows, setup.width, setup.height or 44, Ink(setup.ink))


def _entered(figures: Figures, setup: Setup) -> Plot:
    rows = [Row(str(year), (count,), figures.write(count)) for year, count in figures.observation.care.entered[-16:]]
    return columns(rows, setup.width, setup.height or 44, Ink(setup.ink))


def _ages(figures: Figures, setup: Setup) -> Plot:
    known = [one for one in figures.observation.care.types if one.age is not None and one.records > 1]
    known.sort(key=lambda one: -(one.age or 0))
    days = str(figures.said["days"])
    rows = [Row(figures.type_name(one.type), (one.age or 0,), days.format(n=figures.write(one.age or 0))) for one in known]
    return bars(rows, setup.width, Ink(setup.ink), labels=46, values=18, step=6.6, thick=4)


def _history(figures: Figures, setup: Setup) -> Plot:
    rows = [
        Row(figures.import_day(step.dated), (step.offers,), figures.write(step.offers))
        for step in figures.observation.history.steps
    ]
    return columns(rows, setup.width, setup.height or 50, Ink(setup.ink), gap=0.5)


def _seasons(figures: Figures, setup: Setup) -> Plot:
    """Small columns of months, a chart a type, each from none to all of its offers."""
    short = [str(one) for one in figures.said["months"]]
    wide = (setup.width - 3 * 6.0) / 4
    plots = []
    for season in sorted(figures.observation.seasons, key=lambda one: SEASONAL.index(one.type) if one.type in SEASONAL else 99):
        if season.type in SEASONAL and season.told:
            rows = [
                Row(short[index] if index in _NAMED_MONTHS else "", (count,), _extreme(count, season.months, index, figures))
                for index, count in enumerate(season.months)
            ]
            name = f"{figures.type_name(season.type)}  ({figures.write(season.told)})"
            plots.append((name, columns(rows, wide, setup.height or 56, Ink(setup.ink), most=season.told, gap=0.22)))
    return multiples(plots, 4)


def _extreme(count: int, counts: Sequence[int], index: int, figures: Figures) -> str:
    """Only the first highest and the first lowest month are written out."""
    return figures.write(count) if index in (counts.index(max(counts)), counts.index(min(counts))) else ""


def _chores(least: int, most: int, count: int) -> Callable[[Figures, Setup], Plot]:
    """What is missing, field by field and type by type, for the weights from `least` to `most`."""

    def made(figures: Figures, setup: Setup) -> Plot:
        chores = [one for one in figures.observation.care.chores if least <= one.weight <= most]
        chores.sort(key=lambda one: (-one.missing, one.field, one.type))
        rows = [Row(_chore_name(figures, one), (one.missing,), _out_of(figures, one.missing, one.of)) for one in chores[:count]]
        return bars(rows, setup.width, Ink(setup.ink), labels=74, values=22, step=5.9, thick=3.5)

    return made


def _chore_name(figures: Figures, chore: Chore) -> str:
    return str(figures.said["chore"]).format(field=figures.field_name(chore.field), type=figures.type_name(chore.type))


PLOTS: dict[str, Callable[[Figures, Setup], Plot]] = {
    "portrait": _portrait,
    "types": _types,
    "types-sectors": _types_sectors,
    **{f"sectors-{name}": _by_sector(name) for name in ("offers", "beds", "covers", "lodgings", "beds_per_hundred")},
    **{f"first-{name}": _first_communes(name) for name in ("offers", "beds", "covers", "beds_per_hundred")},
    **{f"communes-{name}": _communes(name) for name in ("offers", "beds", "covers", "beds_per_hundred")},
    **{f"key-{name}": _key(name) for name in ("offers", "beds", "covers", "beds_per_hundred")},
    "beds": _beds,
    "beds-sectors": _beds_sectors,
    "stars": _stars,
    "labels": _labels,
    "tables": _tables,
    "languages": _languages,
    "care": _care,
    "fields": _fields,
    "updated": _updated,
    "entered": _entered,
    "ages": _ages,
    "history": _history,
    "seasons": _seasons,
    "urgent": _chores(3, 3, 14),
    "campaigns": _chores(2, 2, 16),
    "comfort": _chores(1, 1, 12),
}
