"""`marbre offers`: look at what the store holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import echo_json, echo_table
from marbre.errors import InputError
from marbre.project import find_project

if TYPE_CHECKING:
    from marbre.offers.model import Offer


@click.group("offers")
def offers_command() -> None:
    """Look at the offers in the store: list, show, filter.

    \b
    Example:
      marbre offers filter --type RESTAURATION --commune Issoire
    """


def _read() -> Sequence[Offer]:
    project = find_project()
    if not project.store.is_file():
        raise InputError("there are no offers yet", "run `marbre import PATH` first")
    from marbre.offers.store import read_offers

    return read_offers(project.store)


def _show(offers: Sequence[Offer], as_json: bool) -> None:
    ordered = sorted(offers, key=lambda one: (one.place.commune, one.names.best("fr").casefold(), one.id))
    if as_json:
        echo_json([_summary(offer) for offer in ordered])
        return
    several = len({one.source for one in ordered}) > 1
    rows = [
        (str(one.id), one.type, one.place.commune, one.names.best("fr"), *((one.source,) if several else ()))
        for one in ordered
    ]
    echo_table(("id", "type", "commune", "name", *(("source",) if several else ())), rows)
    click.echo(f"{len(rows)} offer{'' if len(rows) == 1 else 's'}", err=True)


def _summary(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "type": offer.type,
        "name": dict(offer.names),
        "commune": offer.place.commune,
        "insee": offer.place.insee,
        "selections": list(offer.selections),
        "criteria": list(offer.criteria),
        "source": offer.source,
        "digest": offer.digest,
    }


@offers_command.command("list")
@click.option("--source", default="", help="Only those of one source: apidae, datatourisme, or the name of a table.")
@click.option("--json", "as_json", is_flag=True, help="Print the offers as JSON.")
def list_command(source: str, as_json: bool) -> None:
    """List every offer; with its source where there is more than one.

    \b
    Example:
      marbre offers list --source datatourisme
    """
    offers = _read()
    known = sorted({one.source for one in offers})
    if source and not {source, f"table:{source}"} & set(known):
        raise InputError(f"there are no offers of a source `{source}`", f"one of: {', '.join(known)}")
    _show([one for one in offers if not source or one.source in (source, f"table:{source}")], as_json)


@offers_command.command("sources")
@click.option("--json", "as_json", is_flag=True, help="Print the sources as JSON.")
def sources_command(as_json: bool) -> None:
    """Say where the offers come from: each source, how many offers, its last import that changed something.

    \b
    Example:
      marbre offers sources
    """
    from collections import Counter

    offers = _read()
    from marbre.offers.store import read_snapshots

    held = Counter(one.source for one in offers)
    last = {one.origin: one for one in read_snapshots(find_project().store)}
    rows = [(name, held[name], last[name].dated, last[name].source) for name in sorted(last)]
    if as_json:
        echo_json([dict(zip(("source", "offers", "dated", "file"), row, strict=True)) for row in rows])
        return
    echo_table(("source", "offers", "dated", "file"), [(name, str(many), *rest) for name, many, *rest in rows])


@offers_command.command("show")
@click.argument("id", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print the whole offer as JSON.")
def show_command(id: int, as_json: bool) -> None:
    """Show everything that is known of one offer.

    \b
    Example:
      marbre offers show 5310001
    """
    offer = next((offer for offer in _read() if offer.id == id), None)
    if offer is None:
        raise InputError(f"there is no offer {id}", "look for its number with `marbre offers filter --text`")
    if as_json:
        echo_json(plain(offer))
        return
    _tell(_said(plain(offer)), "")


@offers_command.command("filter")
@click.option("--type", "types", multiple=True, help="An Apidae type, such as RESTAURATION; may be repeated.")
@click.option(
    "--commune", "communes", multiple=True, help="The name or INSEE code of a commune; may be repeated."
)
@click.option(
    "--selection", "selections", multiple=True, type=int, help="The id of a selection; may be repeated."
)
@click.option("--level", "levels", multiple=True, help="A partner level of --edition; may be repeated.")
@click.option("--edition", help="The edition whose levels are meant.")
@click.option("--text", default="", help="Words of the name or of a description, without regard to accents.")
@click.option("--json", "as_json", is_flag=True, help="Print the offers as JSON.")
def filter_command(
    types: tuple[str, ...],
    communes: tuple[str, ...],
    selections: tuple[int, ...],
    levels: tuple[str, ...],
    edition: str | None,
    text: str,
    as_json: bool,
) -> None:
    """List the offers for which every given condition holds.

    \b
    Example:
      marbre offers filter --type RESTAURATION --commune Issoire --text truffade
    """
    earned = _levels(edition, levels) if levels else None
    wanted = {bare(one) for one in communes}
    _show(
        [
            offer
            for offer in _read()
            if (not types or offer.type in {one.upper() for one in types})
            and (not wanted or {bare(offer.place.commune), bare(offer.place.insee)} & wanted)
            and (not selections or set(offer.selections) & set(selections))
            and (earned is None or _level(offer, earned) in levels)
            and all(word in _words(offer) for word in bare(text).split())
        ],
        as_json,
    )


def bare(text: str) -> str:
    """Without accents, capitals and hyphens, for searching."""
    import unicodedata

    flat = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return flat.casefold().replace("-", " ").replace("’", "'").replace("œ", "oe")


def _words(offer: Offer) -> str:
    return bare(" ".join(text for texts in (offer.names, offer.short, offer.long) for _, text in texts))


def _levels(edition: str | None, wanted: Sequence[str]) -> Sequence[tuple[str, frozenset[int]]]:
    """The levels of an edition with their criteria, from the lowest."""
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition
    from marbre.yamltree import did_you_mean

    project = find_project()
    names = (edition,) if edition else project.edition_names()
    if len(names) != 1:
        raise InputError("levels belong to an edition", "add `--edition NAME`")
    levels = read_edition(project.root, names[0], read_brand(project.brand)).levels
    for level in wanted:
        if level not in (known := [one.id for one in levels]):
            raise InputError(f"there is no level `{level}` in {names[0]}", did_you_mean(level, known))
    return [(level.id, frozenset(level.criteria)) for level in levels]


def _level(offer: Offer, levels: Sequence[tuple[str, frozenset[int]]]) -> str:
    """The highest level that the offer's criteria earn, else the lowest."""
    earned = [id for id, criteria in levels if criteria & set(offer.criteria)]
    return earned[-1] if earned else levels[0][0]


def plain(value: Any) -> Any:
    """A frozen value as dicts, lists and words."""
    from dataclasses import fields, is_dataclass

    from marbre.offers.model import Texts

    if isinstance(value, Texts):
        return dict(value)
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _said(value: Any) -> Any:
    """Without what is empty, at any depth."""
    if isinstance(value, dict):
        kept = {name: _said(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in ("", [], {}, None, False)}
    return [_said(item) for item in value] if isinstance(value, list) else value


def _tell(value: Any, indent: str) -> None:
    """Lines in the manner of YAML."""
    entries = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    for name, item in entries:
        mark = name if name == "-" else f"{name}:"
        if isinstance(item, dict | list):
            click.echo(f"{indent}{mark}")
            _tell(item, indent + "  ")
        else:
            click.echo(f"{indent}{mark} {item}")
