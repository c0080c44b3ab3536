"""A stay in words: what its cover and its heads say. Every sentence comes from `words/<language>.yaml` of the layout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marbre.compose.numerals import amount, number
from marbre.compose.tailoring import Tailored, band
from marbre.compose.typography import set_type
from marbre.compose.words import Words
from marbre.offers.staying import Stay

Said = Mapping[str, Any]


def stay_values(made: Tailored | None, words: Words, said: Said) -> dict[str, Any]:
    """What templates receive as `stay`; empty in a guide that is made for nobody in particular."""
    if made is None:
        return {}
    stay = made.stay
    patterns: Said = said["stay"]
    count = len(made.chosen)
    nights = len(stay.nights)
    values = {
        "place": stay.spot.name or patterns["position"],
        "around": patterns["around"].format(km=number(stay.within, words.language)) if stay.within is not None else "",
        "arrive": words.weekday_date(stay.arrive, year=stay.arrive.year != stay.leave.year),
        "leave": words.weekday_date(stay.leave, year=True),
        "nights": _counted(patterns["nights"], nights),
        "party": _counted(patterns["party"], stay.party),
        "count": _counted(patterns["lodgings"], count),
        "data": moment(made.imported, words, patterns),
    }
    set_values: dict[str, Any] = {name: set_type(value, words.language) for name, value in values.items()}
    return set_values | {"wishes": [set_type(one, words.language) for one in _wishes(stay, words, patterns)]}


def _counted(pattern: Mapping[str, str], count: int) -> str:
    return pattern["one" if count == 1 else "many"].format(n=count)


def _wishes(stay: Stay, words: Words, patterns: Said) -> list[str]:
    """What was asked for besides place, dates and party."""
    found = [str(patterns["kinds"][kind]) for kind in stay.kinds]
    found += [term.label.best(words.language) for term in stay.labels]
    if stay.ceiling is not None:
        found.append(patterns["ceiling"].format(amount=amount(stay.ceiling, words)))
    found += [str(patterns["accessible"])] if stay.accessible else []
    found += [str(patterns["dogs"])] if stay.dogs else []
    return found


def moment(imported: str, words: Words, patterns: Said) -> str:
    """When the data came: the day, and the hour where it is known."""
    when = datetime.fromisoformat(imported)
    day = words.date(when.date())
    if len(imported) <= len("2027-01-01"):
        return str(patterns["data_day"]).format(date=day)
    hour = words.say("time", hour=when.hour, minute=f"{when.minute:02d}")
    return str(patterns["data_hour"]).format(date=day, hour=hour)


def far(km: float, language: str, said: Said) -> str:
    """A distance as it is printed: to the half kilometre below ten, to the kilometre beyond."""
    near = round(km * 2) / 2 if km < 9.75 else float(round(km))
    return str(said["stay"]["here"]) if near < 0.5 else str(said["stay"]["km"]).format(km=number(near, language))


def bands_of(made: Tailored, language: str, said: Said) -> dict[int, tuple[int, str]]:
    """Offer → (rank, heading) of its band of distance."""
    patterns: Said = said["stay"]["bands"]
    found = {}
    ids = [fit.offer.id for fit in made.chosen]
    for id in dict.fromkeys([*ids, *made.km]):
        rank, low, high = band(made.km.get(id))
        if low is None and high is None:
            title = patterns["unknown"]
        else:
            title = patterns["first" if low is None else "last" if high is None else "middle"].format(low=low, high=high)
        found[id] = (rank, set_type(title, language))
    return found


def asked(made: Tailored | None, record: int, words: Words, said: Said) -> str:
    """What a reader must ask of a lodging that does not say it; empty for one that says all."""
    unknown = next((fit.unknown for fit in made.chosen if fit.offer.id == record), ()) if made is not None else ()
    if not unknown:
        return ""
    wishes = words.listed(tuple(str(said["stay"]["asked"][wish]) for wish in unknown))
    return set_type(str(said["stay"]["ask"]).format(wishes=wishes), words.language)
