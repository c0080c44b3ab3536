"""Gradients in the colours of their target: the same function with other stops (ISO 32000-1, 7.10.3 and 7.10.4).

Spot inks among the stops make it a Separation where there is only that ink, DeviceN where inks meet (8.6.6.4, 8.6.6.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from marbre.inks import SpotInk, name_text, separation_text
from marbre.press.inking import Inks, bytes_of, luminance

_WHITE = (255, 255, 255)
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True)
class Stops:
    """A function in PDF syntax, and the spot inks its values are given in (after CMYK, where `process`)."""

    text: str
    spots: tuple[SpotInk, ...] = ()
    process: bool = False


def stops_in(function: Any, mode: str, inks: Inks) -> Stops:
    """A gradient's function for a target: `web` stays, `mask` becomes grey, `ink` becomes inks."""
    colours = [bytes_of(end) for end in _ends(function) if len(end) == 3]
    tones = {rgb: inks.spots[rgb] for rgb in colours if rgb in inks.spots} if mode == "ink" else {}
    spots = tuple(dict.fromkeys(tone.ink for tone in tones.values()))
    process = bool(spots) and (len(spots) > 1 or any(rgb not in tones and rgb != _WHITE for rgb in colours))

    def values(end: Sequence[float]) -> list[float]:
        if mode == "web" or len(end) != 3:
            return list(end)
        rgb = bytes_of(end)
        if mode == "mask":
            return [luminance(rgb)]
        if not spots:
            return [round(part / 100, 4) for part in inks.of(rgb)]
        base = [0.0] * 4 if rgb in tones or not process else [round(part / 100, 4) for part in inks.of(rgb)]
        own = [tones[rgb].tint if rgb in tones and tones[rgb].ink == spot else 0.0 for spot in spots]
        return [*(base if process else []), *own]

    return Stops(_function(function, values), spots, process)


def _ends(function: Any) -> Iterator[Sequence[float]]:
    if function["FunctionType"] == 3:
        for inner in function["Functions"]:
            yield from _ends(inner)
    else:
        yield function["C0"]
        yield function["C1"]


def _function(function: Any, values: Any) -> str:
    head = f"/FunctionType {function['FunctionType']}/Domain{_array(function['Domain'])}"
    if function["FunctionType"] == 3:
        inner = "".join(_function(one, values) for one in function["Functions"])
        return f"<<{head}/Encode{_array(function['Encode'])}/Bounds{_array(function['Bounds'])}/Functions[{inner}]>>"
    ends = f"/C0{_array(values(function['C0']))}/C1{_array(values(function['C1']))}"
    return f"<<{head}{ends}/N {float(function['N']):.6g}>>"


def _array(numbers: Sequence[float]) -> str:
    return "[" + " ".join(f"{float(number):.6f}".rstrip("0").rstrip(".") for number in numbers) + "]"


def mixed_text(spots: Sequence[SpotInk], process: bool, function: str) -> str:
    """The colour space of several spot inks, or of spots with the process inks; `function` names the tint transform."""
    names = [*([f"/{one}" for one in _PROCESS] if process else []), *(name_text(spot.name) for spot in spots)]
    colorants = " ".join(f"{name_text(spot.name)} {separation_text(spot)}" for spot in spots)
    return f"[/DeviceN[{' '.join(names)}]/DeviceCMYK /@{function} <</Colorants<<{colorants}>>>>]"


def mix_program(spots: Sequence[SpotInk], process: bool) -> tuple[str, bytes]:
    """The tint transform of a DeviceN space as a PostScript calculator function: dictionary entries and program.

    Each process ink is its own value, if any, plus that of every spot's stand-in, at most 1.
    """
    count = len(spots) + (4 if process else 0)
    lines = []
    for place in range(4):
        # The values lie on the stack below `place` results, and below the running sum.
        terms = [f"{count - 1} index" if process else "0"]
        for number, spot in enumerate(spots):
            depth = len(spots) - 1 - number + place + 1
            terms.append(f"{depth} index {spot.cmyk[place] / 100:.4f} mul add")
        lines.append(" ".join(terms) + " dup 1 gt {pop 1} if")
    lines.append(f"{count + 4} 4 roll " + "pop " * count)
    bounds = " ".join(["0 1"] * count)
    return f"/FunctionType 4/Domain[{bounds}]/Range[0 1 0 1 0 1 0 1]", ("{" + "\n".join(lines) + "}").encode()
