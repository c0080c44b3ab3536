"""`marbre personalise`: a guide made for one stay, while the visitor waits."""

from __future__ import annotations

import gc
import re
import shutil
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import counted, echo_json
from marbre.errors import ExitCode, InputError, WorkRefused
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.build.personal import Personal
    from marbre.offers.model import Offer, Term
    from marbre.offers.staying import Fit, Stay

_TARGETS = {"print": ("print",), "web": ("web",), "all": ("print", "web")}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
#: The longest stay, in nights, and the greatest party.
LONGEST, MOST = 92, 99
#: How many alternatives are named where nothing suits.
ALTERNATIVES = 5


@click.command("personalise")
@click.argument("edition")
@click.option("--where", required=True, help="A commune, an offer by name or number, or latitude,longitude.")
@click.option("--within", type=click.FloatRange(0, 200), default=None, help="Kilometres around it; else the commune alone.")
@click.option("--dates", required=True, help="Arrival and departure: 2027-08-07..2027-08-14 or 07/08/2027-14/08/2027.")
@click.option("--party", type=click.IntRange(1, MOST), default=2, show_default=True, help="How many persons.")
@click.option("--kind", "kinds", multiple=True, help="hotel, guest-room, cottage, unusual, campsite, motorhome, hostel.")
@click.option("--label", "labels", multiple=True, help="A label by its name or part of it; any of those given will do.")
@click.option("--ceiling", default=None, help="The most that a night may cost the whole party, in euros.")
@click.option("--accessible", is_flag=True, help="For a wheelchair user.")
@click.option("--dogs", is_flag=True, help="With a dog.")
@click.option("--lang", "language", default="fr", show_default=True, help="The reader's language.")
@click.option("--format", "format_", default="", help="Another format of the edition, such as a5.")
@click.option("--for", "target", type=click.Choice(list(_TARGETS)), default="web", show_default=True, help="As for build.")
@click.option("--to", "to", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Copy the PDF there.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def personalise_command(
    edition: str, where: str, within: float | None, dates: str, party: int, kinds: tuple[str, ...],
    labels: tuple[str, ...], ceiling: str | None, accessible: bool, dogs: bool, language: str, format_: str,
    target: str, to: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Make a guide for one stay: lodgings by distance, what lies around, what happens.

    Lodgings that say nothing about something asked for are kept, after the others, as ones to ask. Exit code 1 when
    nothing suits: the nearest alternatives are named then. Nothing is kept about the people.

    \b
    Example:
      marbre personalise guide-hebergements --where Usson --within 15 --dates 2027-08-07..2027-08-14 --party 4
    """
    gc.set_threshold(200_000, 50, 100)
    project = find_project()
    from marbre.cli.building import _names, _need_offers

    (name,) = _names(project, (edition,))
    _need_offers(project)
    from marbre.build.pressroom import early_press

    with early_press(project) as press:
        from marbre.build.personal import build_personal
        from marbre.offers.staying import Stay
        from marbre.offers.store import read_offers
        from marbre.offers.territory import read_territory
        from marbre.offers.whereabouts import find_spot

        offers = read_offers(project.store)
        spot = find_spot(where, read_territory(project.root / "data" / "territory"), offers)
        arrive, leave = stay_dates(dates)
        if within is None and not spot.insee:
            raise InputError(f"`{where}` is no commune", "say how far around it: --within 10")
        stay = Stay(
            spot, arrive, leave, party, within, _kinds(kinds), _labels(labels, offers), _ceiling(ceiling), accessible, dogs
        )
        made = build_personal(project, name, language, offers, stay, format_, _TARGETS[target], press=press)
    if to is not None and made.built is not None:
        _copy(made.built.files, target, to)
    if as_json:
        echo_json(_json(made, stay))
    else:
        _say(project, made, to)
    failed = made.built is None or any(one.severity == "error" for one in made.built.findings)
    return int(ExitCode.FINDINGS if failed else ExitCode.FINE)


def stay_dates(text: str) -> tuple[date, date]:
    """Arrival and departure. Raises InputError for what is not two days in order, or more than LONGEST nights."""
    hint = "write arrival and departure: 2027-08-07..2027-08-14"
    found = [match.groups() for match in _ISO.finditer(text)]
    found = found or [match.groups()[::-1] for match in _DAY_FIRST.finditer(text)]
    if len(found) != 2:
        raise InputError(f"`{text}` is not two dates", hint)
    try:
        arrive, leave = (date(int(year), int(month), int(day)) for year, month, day in found)
    except ValueError:
        raise InputError(f"`{text}` names a day that does not exist", hint) from None
    if leave <= arrive:
        raise InputError(f"`{text}` ends before its first night", hint)
    if (leave - arrive).days > LONGEST:
        raise InputError(f"`{text}` is {(leave - arrive).days} nights", f"{LONGEST} nights at most")
    return arrive, leave


def _kinds(wanted: Sequence[str]) -> tuple[str, ...]:
    from marbre.offers.lodging import KINDS
    from marbre.yamltree import did_you_mean

    for kind in wanted:
        if kind not in KINDS:
            raise InputError(f"there is no kind of lodging `{kind}`", did_you_mean(kind, list(KINDS)))
    return tuple(dict.fromkeys(wanted))


def _labels(wanted: Sequence[str], offers: Sequence[Offer]) -> tuple[Term, ...]:
    """The labels that the words name, each by its number or a part of its name."""
    from marbre.offers.staying import labels_carried
    from marbre.offers.territory import folded

    carried = labels_carried(offers)
    found: dict[int, Term] = {}
    for word in wanted:
        terms = [
            term for term in carried
            if str(term.id) == word or any(folded(word) in folded(label) for _, label in term.label)
        ]  # fmt: skip
        if not terms or not folded(word):
            known = ", ".join(dict.fromkeys(term.label.best("fr") for term in carried))
            raise InputError(f"no lodging carries a label `{word}`", f"they carry: {known}")
        found |= {term.id: term for term in terms}
    return tuple(found.values())


def _ceiling(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        value = Decimal(text.replace(",", ".").replace("€", "").strip())
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise InputError(f"`{text}` is not a price", "write euros a night for the whole party, such as 120")
    return value


def _copy(files: dict[str, str], target: str, to: Path) -> None:
    """The PDF (the printer's, where only that was asked for) where the counter wants it."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        aside = to.with_name(f".{to.name}.part")
        shutil.copyfile(files["print" if target == "print" else "web"], aside)
        aside.replace(to)
    except OSError as error:
        raise WorkRefused(f"{to}: {error.strerror}", "give another file") from None


def _json(made: Personal, stay: Stay) -> dict[str, Any]:
    choice = made.choice
    found: dict[str, Any] = {
        "stay": {
            "place": stay.spot.name, "within": stay.within, "arrive": stay.arrive.isoformat(),
            "leave": stay.leave.isoformat(), "nights": len(stay.nights), "party": stay.party,
        },
        "suited": [_fit(fit) for fit in choice.suited],
        "asking": [_fit(fit) for fit in choice.asking],
    }  # fmt: skip
    if made.built is None:
        return found | {"alternatives": [_fit(fit) for fit in choice.others[:ALTERNATIVES]]}
    return found | made.built.as_json()


def _fit(fit: Fit) -> dict[str, Any]:
    return {
        "id": fit.offer.id, "name": fit.offer.names.best("fr"), "commune": fit.offer.place.commune,
        "km": None if fit.km is None else round(fit.km, 2), "no": list(fit.no), "unknown": list(fit.unknown),
    }  # fmt: skip


def _say(project: Project, made: Personal, to: Path | None) -> None:
    choice = made.choice
    if made.built is None:
        click.echo("nothing suits this stay; the nearest to it:", err=True)
        for fit in choice.others[:ALTERNATIVES]:
            away = "" if fit.km is None else f", {fit.km:.1f} km"
            against = ", ".join(fit.no)
            click.echo(f"  {fit.offer.names.best('fr')} ({fit.offer.place.commune}{away}): not for {against}", err=True)
        return
    built = made.built
    total = sum(built.seconds.values())
    click.echo(
        f"{built.edition} {built.language}: {counted(len(choice.suited), 'lodging')}, {len(choice.asking)} to ask, "
        f"{counted(built.pages, 'page')}, {counted(built.rendered, 'block')} rendered, {built.reused} reused, {total:.1f} s"
    )
    folder = Path(next(iter(built.files.values()))).parent
    click.echo(f"file: {to}" if to else f"files: {project.shown(folder)}/")
