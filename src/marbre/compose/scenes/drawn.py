"""The door of the scenes: a kind, a size and a seed make a drawing, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from random import Random

from marbre.compose.scenes import (
    camps,
    evenings,
    flavours,
    heritage,
    indoors,
    outings,
    plates,
    rocks,
    shores,
    stays,
    streets,
    tables,
    trades,
    waters,
    wild,
    winter,
)
from marbre.compose.scenes.finishing import finished
from marbre.compose.scenes.light import light
from marbre.compose.scenes.paths import below
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Drawing

_Scene = Callable[[Sheet, str], None]

_SCENES: dict[str, _Scene] = {
    "ridges": wild.ridges,
    "plateau": wild.plateau,
    "tables": wild.tables_and_fields,
    "cliffs": rocks.cliffs,
    "basalt-columns": rocks.basalt_columns,
    "red-pillars": rocks.red_pillars,
    "forest": wild.forest,
    "snow": winter.snow,
    "herd": wild.herd,
    "lake": wild.lake,
    "river": waters.river,
    "canoe": waters.canoe_trip,
    "waterfall": waters.waterfall,
    "bridge": shores.bridge_town,
    "bathing": shores.bathing,
    "village": heritage.perched_village,
    "keep": heritage.lone_keep,
    "chevet": heritage.chevet,
    "chateau": heritage.chateau,
    "museum": indoors.museum,
    "square": streets.square,
    "vineyard": flavours.vineyard,
    "orchard": flavours.orchard,
    "market": streets.market,
    "cheese-cellar": trades.cheese_cellar,
    "table": tables.table,
    "workshop": trades.workshop,
    "room": indoors.room,
    "plate": plates.plate,
    "shop": streets.shop,
    "garden": flavours.garden,
    "walk": outings.walk,
    "ride": outings.ride,
    "flights": outings.flights,
    "kites": outings.kites,
    "riders": outings.riders,
    "station": evenings.station,
    "night-festival": evenings.night_festival,
    "concert": evenings.concert,
    "inn": stays.inn,
    "gite": stays.gite,
    "camping": camps.camping,
}

#: Every scene there is.
KINDS: tuple[str, ...] = tuple(_SCENES)
#: Forks lie on the left.
_ONE_WAY = ("plate",)
_AT_NIGHT = ("night-festival", "concert")


def scene(
    kind: str,
    width: float,
    height: float,
    seed: str,
    season: str = "summer",
    hour: str = "day",
    theme: str = "",
    calm: str = "",
) -> Drawing:
    """A scene on `width` × `height` mm.

    `seed` (with `theme`) decides composition, light and colours. `season`: spring, summer, autumn, winter; `hour`:
    dawn, day, dusk, night. `calm`: top or bottom keeps that third quiet for type. Raises KeyError for an unknown kind.
    """
    paint = _SCENES[kind]
    digest = hashlib.sha256("\0".join((kind, seed, theme)).encode()).digest()
    dice = Random(int.from_bytes(digest[:8]))
    season = "winter" if kind == "snow" else season
    hour = "night" if kind in _AT_NIGHT else hour
    moment = light(season, hour, dice)
    turned = dice.random() < 0.5 and kind not in _ONE_WAY
    near = dice.uniform(0.96, 1.22) if min(width, height) < 45 else dice.uniform(0.86, 1.14)
    sheet = Sheet(width, height, dice, moment, calm, near)
    paint(sheet, season)
    if calm == "bottom":
        _quiet_foot(sheet)
    return Drawing(width, height, finished(sheet.shapes, width, height, turned))


def _quiet_foot(sheet: Sheet) -> None:
    foot, swell = sheet.foot, sheet.unit * 2
    points = [(sheet.x(part), foot + swell * sheet.some(-1, 1)) for part in (-0.05, 0.3, 0.65, 1.05)]
    sheet.fill(below(points, sheet.height), sheet.light.dark)
