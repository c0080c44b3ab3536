"""The colours of a moment: each season and hour has its inks, and each seed one variant of them.

A scheme is a table of palette names with a tint in percent behind them (`foret70`); three of them are a volume lit
from the left: in light, half lit, in shade. Only tints that brand.yaml allows are used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import NamedTuple

from marbre.drawing import Ink

_INK = re.compile(r"([a-z]+)(\d*)$")


@cache
def ink(name: str) -> Ink:
    """`foret70` is foret at 70 %. Raises ValueError."""
    match = _INK.match(name)
    if not match:
        raise ValueError(f"not an ink: {name!r}")
    return Ink(match[1], int(match[2] or 100) / 100)


class Tone(NamedTuple):
    """A volume in three inks, the light coming from the left."""

    lit: Ink
    mid: Ink
    shade: Ink


@cache
def tone(names: str) -> Tone:
    """Three inks by name, parted by blanks."""
    lit, mid, shade = (ink(name) for name in names.split())
    return Tone(lit, mid, shade)


@dataclass(frozen=True, slots=True)
class Light:
    """What everything is painted with. `sky` from the zenith down, `ridges` from far to near."""

    sky: tuple[Ink, ...]
    sun: Ink
    cloud: Ink
    ridges: tuple[Tone, ...]
    meadow: Tone
    field: Tone
    earth: Tone
    stone: Tone
    roof: Tone
    leaf: Tone
    rock: Tone
    water: Tone
    dark: Ink
    glow: Ink
    accent: Ink
    snow: bool = False
    night: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Scheme:
    sky: str
    sun: str
    ridges: tuple[str, str, str]
    dark: str
    cloud: str = "papier"


_DAY = (
    _Scheme(
        "ciel ciel ciel50 creme", "papier",
        ("riviere30 riviere30 riviere50", "riviere50 riviere50 riviere70", "foret50 foret50 foret70"),
        "foret",
    ),
    _Scheme(
        "miel50 miel30 creme", "papier",
        (
            "terracotta30 terracotta30 terracotta50", "amethyste50 amethyste50 amethyste70",
            "basalte70 basalte70 basalte",
        ),
        "foret", "creme",
    ),
    _Scheme(
        "riviere50 riviere30 ciel ciel50", "creme",
        ("basalte30 basalte30 basalte50", "basalte50 basalte50 basalte70", "riviere70 riviere70 riviere"),
        "foret",
    ),
    _Scheme(
        "creme creme miel15", "orange",
        ("amethyste15 amethyste15 amethyste30", "amethyste30 amethyste30 amethyste50", "basalte50 basalte50 basalte70"),
        "brun",
    ),
    _Scheme(
        "riviere70 riviere50 riviere30 ciel50", "miel50",
        ("amethyste30 amethyste30 amethyste50", "terracotta50 terracotta50 terracotta70", "ocre70 ocre70 terracotta"),
        "foret",
    ),
    _Scheme(
        "sable sable50 creme", "miel",
        ("riviere30 riviere30 riviere50", "prairie50 prairie50 foret50", "prairie70 prairie70 foret70"),
        "foret", "papier",
    ),
)
_DAWN = (
    _Scheme(
        "ciel ciel50 terracotta15 miel30", "papier",
        ("amethyste15 amethyste15 amethyste30", "basalte30 basalte30 basalte50", "riviere50 riviere50 riviere70"),
        "foret",
    ),
    _Scheme(
        "terracotta30 terracotta15 miel30 creme", "miel50",
        ("basalte15 basalte15 basalte30", "amethyste30 amethyste30 amethyste50", "amethyste50 amethyste50 amethyste70"),
        "foret", "creme",
    ),
    _Scheme(
        "amethyste30 terracotta15 miel15", "orange",
        ("amethyste30 amethyste30 amethyste50", "riviere50 riviere50 riviere70", "riviere70 riviere70 riviere"),
        "foret", "creme",
    ),
)
_DUSK = (
    _Scheme(
        "amethyste amethyste70 terracotta70 miel70", "miel30",
        ("amethyste70 amethyste70 amethyste", "amethyste amethyste noir80", "brun brun noir80"), "noir80",
        "terracotta50",
    ),
    _Scheme(
        "riviere riviere70 ocre50 miel50", "orange",
        ("basalte70 basalte70 basalte", "riviere riviere foret", "foret70 foret70 foret"), "foret", "ocre50",
    ),
    _Scheme(
        "terracotta terracotta70 miel70 miel50", "creme",
        ("terracotta70 terracotta70 terracotta", "rouge60 rouge60 rouge", "amethyste amethyste brun"), "brun",
        "terracotta50",
    ),
    _Scheme(
        "miel miel70 miel50 miel30", "rouge",
        ("terracotta50 terracotta50 terracotta70", "amethyste70 amethyste70 amethyste", "riviere riviere foret"),
        "foret", "miel30",
    ),
)
_NIGHT = (
    _Scheme(
        "foret foret riviere riviere70", "miel30",
        ("riviere riviere foret70", "foret70 foret70 foret", "foret foret noir80"), "noir80", "riviere",
    ),
    _Scheme(
        "amethyste amethyste amethyste70 terracotta50", "creme",
        ("amethyste amethyste basalte", "basalte basalte noir80", "noir80 noir80 foret"), "noir80",
        "amethyste70",
    ),
    _Scheme(
        "riviere riviere basalte amethyste70", "miel50",
        ("riviere riviere foret70", "foret70 foret70 foret", "foret foret noir80"), "noir80", "basalte70",
    ),
)
_HOURS = {"day": _DAY, "dawn": _DAWN, "dusk": _DUSK, "night": _NIGHT}

#: Season: meadow, field, leaf.
_SEASONS = {
    "spring": ("prairie50 prairie70 prairie", "prairie70 prairie foret70", "prairie70 prairie foret70"),
    "summer": ("prairie70 prairie foret70", "miel miel70 ocre", "prairie foret70 foret"),
    "autumn": ("ocre70 ocre prairie", "ocre50 ocre70 ocre", "miel ocre terracotta"),
    "winter": ("papier ciel50 ciel", "ciel50 ciel riviere30", "riviere50 foret70 foret"),
}
_EARTHS = ("terracotta70 terracotta rouge", "ocre70 terracotta70 terracotta", "rouge60 terracotta rouge")
_STONES = ("creme sable ocre70", "miel30 miel70 ocre", "sable50 sable basalte50", "creme ocre30 terracotta70")
#: Walls that stand out against a pale sky.
_STONES_ON_PALE = ("miel30 miel70 ocre", "sable ocre50 ocre", "terracotta15 terracotta30 terracotta70")
_ROOFS = ("terracotta70 terracotta rouge", "terracotta terracotta brun", "ocre terracotta brun70")
_ROCKS = ("basalte50 basalte70 basalte", "riviere50 basalte70 basalte", "basalte70 basalte noir80")
_WATERS = ("ciel50 riviere50 riviere70", "ciel riviere70 riviere", "papier riviere50 riviere")


def light(season: str, hour: str, dice: Random) -> Light:
    """The inks of a moment; unknown words count as a summer's day."""
    season = season if season in _SEASONS else "summer"
    schemes = _HOURS.get(hour, _DAY)
    scheme = dice.choice(schemes)
    meadow, field, leaf = (tone(names) for names in _SEASONS[season])
    made = Light(
        sky=tuple(ink(name) for name in scheme.sky.split()), sun=ink(scheme.sun), cloud=ink(scheme.cloud),
        ridges=tuple(tone(names) for names in scheme.ridges), meadow=meadow, field=field,
        earth=tone(dice.choice(_EARTHS)), stone=tone(dice.choice(_STONES)), roof=tone(dice.choice(_ROOFS)),
        leaf=leaf, rock=tone(dice.choice(_ROCKS)), water=tone(dice.choice(_WATERS)), dark=ink(scheme.dark),
        glow=ink("miel"), accent=ink(dice.choice(("orange", "fuchsia", "fuchsia", "orange", "rouge"))),
        snow=season == "winter", bare=season == "winter",
    )
    if hour == "night":
        return _by_night(made)
    return _by_evening(made) if hour == "dusk" else made


def _by_night(made: Light) -> Light:
    """Lamps and moon: everything blue and green, the windows lit."""
    return replace(
        made, meadow=tone("riviere foret70 foret"), field=tone("riviere70 riviere foret"),
        earth=tone("terracotta rouge brun"), stone=tone("basalte50 basalte70 basalte"),
        roof=tone("amethyste amethyste noir80"), leaf=tone("riviere foret70 foret"),
        rock=tone("basalte70 basalte noir80"), water=tone("miel50 riviere foret70"), night=True,
    )


def _by_evening(made: Light) -> Light:
    """A low sun: honey on what it touches, deep shade elsewhere."""
    return replace(
        made,
        meadow=tone("ocre prairie foret70") if not made.snow else tone("terracotta15 amethyste30 amethyste50"),
        field=tone("miel ocre terracotta") if not made.snow else tone("terracotta30 amethyste30 amethyste50"),
        stone=tone("miel50 ocre terracotta"), leaf=tone("prairie foret70 foret"),
        water=tone("miel50 terracotta70 amethyste70"),
    )
