"""Colour spaces of a file, and what is painted in them (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from marbre.preflight.facts import Colour, Profile
from marbre.preflight.functions import Function, Parts, Unusable, function, numbers
from marbre.preflight.plain import name_of
from marbre.preflight.profiles import ToScreen, profile_of
from marbre.preflight.streams import TooLarge, Undecodable, decoded

_DEEPEST, _MOST_NAMES = 6, 64
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A colour space. `colorants` are its inks by name; `tint` leads to `base`; `table` holds an Indexed space's entries.

    `seen` remembers colours already worked out, by their parts.
    """

    family: str
    components: int
    base: Space | None = None
    colorants: tuple[str, ...] = ()
    tint: Function | None = None
    table: bytes = b""
    ranges: tuple[tuple[float, float], ...] = ()
    profile: Profile | None = None
    stands_for: str = ""
    seen: dict[Parts, Colour] = field(default_factory=dict, repr=False)


GRAY = Space("DeviceGray", 1, colorants=("Black",))
RGB = Space("DeviceRGB", 3)
CMYK = Space("DeviceCMYK", 4, colorants=PROCESS)
PATTERN = Space("Pattern", 0)
UNKNOWN = Space("", 0)
_DEVICE = {
    "/DeviceGray": GRAY, "/G": GRAY, "/CalGray": GRAY, "/DeviceRGB": RGB, "/RGB": RGB, "/CalRGB": RGB,
    "/DeviceCMYK": CMYK, "/CMYK": CMYK, "/CalCMYK": CMYK, "/Pattern": PATTERN,
}  # fmt: skip


def space_of(thing: Any, named: Callable[[str], Any], depth: int = 0) -> Space:
    """The space that an object of the file describes; `named` finds a name in the resources (or None).

    UNKNOWN for what cannot be understood.
    """
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(thing, pikepdf.Name):
        return _by_name("/" + name_of(thing), named, depth)
    if isinstance(thing, pikepdf.Array) and 0 < len(thing) <= 64:
        family = "/" + name_of(thing[0])
        if len(thing) == 1:
            return _by_name(family, named, depth)
        maker = _MAKERS.get(family)
        if maker is not None:
            try:
                return maker(thing, named, depth + 1)
            except (Unusable, TooLarge, Undecodable, TypeError, ValueError, ArithmeticError, IndexError, KeyError):
                return UNKNOWN
    return UNKNOWN


def _by_name(name: str, named: Callable[[str], Any], depth: int) -> Space:
    found = _DEVICE.get(name)
    if found is not None:
        default = named("/Default" + found.family[6:]) if found.family.startswith("Device") else None
        if default is not None:
            other = space_of(default, lambda _: None, 1)
            if other.components == found.components:
                return Space(
                    other.family, other.components, other.base, other.colorants, other.tint, other.table, other.ranges,
                    other.profile, found.family,
                )  # fmt: skip
        return found
    thing = named(name)
    return UNKNOWN if thing is None else space_of(thing, named, depth + 1)


def _icc(thing: Any, named: Callable[[str], Any], depth: int) -> Space:
    stream = thing[1]
    components = int(stream.get("/N", 0))
    if components not in (1, 3, 4):
        return UNKNOWN
    return Space("ICCBased", components, base=(GRAY, RGB, RGB, CMYK)[components - 1], profile=profile_of(stream))


def _calibrated(thing: Any, named: Callable[[str], Any], depth: int) -> Space:
    family = name_of(thing[0])
    return Space(family, 1 if family == "CalGray" else 3, base=GRAY if family == "CalGray" else RGB)


def _lab(thing: Any, named: Callable[[str], Any], depth: int) -> Space:
    flat = numbers(thing[1].get("/Range")) or [-100.0, 100.0, -100.0, 100.0]
    return Space("Lab", 3, ranges=((0.0, 100.0), (flat[0], flat[1]), (flat[2], flat[3])))


def _indexed(thing: Any, named: Callable[[str], Any], depth: int) -> Space:
    base, table = space_of(thing[1], named, depth), thing[3]
    if base.family in ("", "Indexed", "Pattern"):
        raise Unusable("base")
    data = decoded(table, 2**20) if isinstance(table, pikepdf.Stream) else bytes(table)
    return Space("Indexed", 1, base=base, colorants=base.colorants, table=data, profile=base.profile)


def _separation(thing: Any, named: Callable[[str], Any], depth: int) -> Space:
    names = thing[1] if isinstance(thing[1], pikepdf.Array) else [thing[1]]
    if len(names) > _MOST_NAMES:
        return UNKNOWN
    inks = tuple(name_of(name) for name in names)
    base = space_of(thing[2], named, depth)
    try:
        tint: Function | None = function(thing[3])
    except Unusable:
        tint = None
    return Space(name_of(thing[0]), len(inks), base=base, colorants=inks, tint=tint)


def _pattern(thing: Any, named: Callable[[str], Any], depth: int) -> Space:
    return Space("Pattern", 0, base=space_of(thing[1], named, depth))


_MAKERS: dict[str, Callable[[Any, Callable[[str], Any], int], Space]] = {
    "/ICCBased": _icc, "/CalGray": _calibrated, "/CalRGB": _calibrated, "/Lab": _lab, "/Indexed": _indexed,
    "/I": _indexed, "/Separation": _separation, "/DeviceN": _separation, "/Pattern": _pattern,
}  # fmt: skip


def first_parts(space: Space) -> Parts:
    """The colour that a space starts with (8.6.5 to 8.6.6)."""
    if space.family in ("Separation", "DeviceN"):
        return (1.0,) * space.components
    if space.family in ("DeviceCMYK",) or (space.family == "ICCBased" and space.components == 4):
        return (0.0, 0.0, 0.0, 1.0)
    return (0.0,) * space.components


def colour_in(space: Space, parts: Parts, screen: ToScreen) -> Colour:
    """What these parts paint in this space."""
    known = space.seen.get(parts)
    if known is None:
        known = _worked_out(space, parts, screen)
        if len(space.seen) < 4096:
            space.seen[parts] = known
    return known


def bare(space: Space) -> Colour:
    """The space alone, for pictures: no parts, no amounts."""
    return Colour(space.family, base=_base(space), components=space.components, colorants=space.colorants,
                  profile=_digest(space))  # fmt: skip


def _base(space: Space) -> str:
    return space.stands_for or (space.base.family if space.base and space.family != "ICCBased" else "")


def _digest(space: Space) -> str:
    return space.profile.digest if space.profile else ""


def _worked_out(space: Space, parts: Parts, screen: ToScreen) -> Colour:
    ranges = space.ranges or ((0.0, 255.0 if space.family == "Indexed" else 1.0),) * space.components
    given = parts[: space.components] + (0.0,) * (space.components - len(parts))
    held = tuple(max(low, min(high, part)) for part, (low, high) in zip(given, ranges, strict=True))
    return Colour(
        space.family, tuple(round(part, 5) for part in held), _inks(space, held, 0), on_screen(space, held, screen),
        _base(space), space.components if space.family == "ICCBased" else 0, space.colorants, _digest(space),
    )  # fmt: skip


def _inks(space: Space, parts: Parts, depth: int) -> tuple[tuple[str, float], ...]:
    if depth > _DEEPEST:
        return ()
    if space.family == "DeviceGray":
        return (("Black", round(1 - parts[0], 5)),)
    if space.family in ("DeviceCMYK", "Separation", "DeviceN"):
        pairs = zip(space.colorants, parts, strict=False)
        return tuple((name, round(part, 5)) for name, part in pairs if name != "None")
    if space.family == "Indexed" and space.base is not None:
        return _inks(space.base, entry(space, int(parts[0])), depth + 1)
    return ()


def entry(space: Space, index: int) -> Parts:
    """An entry of an Indexed space as parts of its base."""
    base = space.base or UNKNOWN
    row = space.table[index * base.components : (index + 1) * base.components]
    row += bytes(base.components - len(row))
    if base.ranges:
        return tuple(low + byte / 255 * (high - low) for byte, (low, high) in zip(row, base.ranges, strict=True))
    return tuple(byte / 255 for byte in row)


def on_screen(space: Space, parts: Parts, screen: ToScreen, depth: int = 0) -> tuple[int, int, int]:
    """An 8-bit approximation of a colour for the eye."""
    if depth > _DEEPEST:
        return (128, 128, 128)
    if space.family in ("DeviceGray", "CalGray") or (space.family == "ICCBased" and space.components == 1):
        return (round(parts[0] * 255),) * 3
    if space.components == 3 and space.family != "DeviceN":
        return screen.lab(parts) if space.family == "Lab" else _eight_bit(parts)
    if space.components == 4 and space.family in ("DeviceCMYK", "ICCBased"):
        return screen.cmyk(parts)
    if space.family == "Indexed" and space.base is not None:
        return on_screen(space.base, entry(space, int(parts[0])), screen, depth + 1)
    if space.base is not None and space.tint is not None:
        try:
            beneath = space.tint(parts)
        except (Unusable, TypeError, ValueError, ArithmeticError, IndexError):
            return (128, 128, 128)
        if len(beneath) == space.base.components:
            return on_screen(space.base, beneath, screen, depth + 1)
    return (128, 128, 128)


def _eight_bit(parts: Parts) -> tuple[int, int, int]:
    red, green, blue = (round(max(0.0, min(1.0, part)) * 255) for part in parts)
    return red, green, blue
