"""The altitude steps of a territory, where somebody brought them: ground at or above each altitude."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from marbre.errors import InputError
from marbre.offers.territory import Ring, layer_file

#: The file in the folder of a territory.
RELIEF = "relief.json"


@dataclass(frozen=True, slots=True)
class Step:
    """Ground at or above `altitude` (m): polygons > rings > (x, y) in Lambert-93 metres."""

    altitude: int
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """Steps from low to high, and the mesh of the heights that they were drawn from. Without steps: not known."""

    steps: tuple[Step, ...] = ()
    mesh: str = ""


@lru_cache(maxsize=4)
def read_relief(file: Path) -> Relief:
    """The steps of a territory, those of a layer that an office brought first; none where there is no file. Raises
    InputError."""
    own = layer_file(file.parent, "relief")
    file = own if own.is_file() else file
    if not file.is_file():
        return Relief()
    try:
        raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        steps = [Step(int(one["altitude"]), _polygons(one["polygons"])) for one in raw["steps"]]
        return Relief(tuple(sorted(steps, key=lambda step: step.altitude)), str(raw.get("mesh", "")))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{file.name}: not the steps of a relief ({error!r})", "make it again with tools/relief.py, or take it away"
        ) from None


def _polygons(raw: list[list[list[float]]]) -> tuple[tuple[Ring, ...], ...]:
    return tuple(
        tuple(tuple(zip(ring[::2], ring[1::2], strict=True)) for ring in polygon) for polygon in raw
    )  # fmt: skip
