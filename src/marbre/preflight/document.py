"""The file around its pages: everything that can be reached from its catalogue, looked at once (ISO 32000-1, 7.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from marbre.preflight.colours import CMYK, Space, space_of
from marbre.preflight.facts import Font, OutputIntent, Profile, Spot
from marbre.preflight.functions import Unusable, function
from marbre.preflight.plain import name_of, text_of
from marbre.preflight.profiles import profile_of
from marbre.preflight.streams import filters
from marbre.preflight.typefaces import font_of

_MOST_OBJECTS, _DEEPEST, _MOST_NOTES = 1_500_000, 60, 200
#: Branches without anything to see for print.
_SKIPPED = {"/StructTreeRoot", "/Parent", "/Widths", "/W", "/P", "/Dests", "/ParentTree", "/PieceInfo"}
_ACTIONS = {
    "/GoTo", "/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm",
    "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute",
}  # fmt: skip


@dataclass(slots=True)
class Inventory:
    """What was met. Tuples of `FileFacts` in the making; dictionaries keep the order and one of each."""

    fonts: dict[Font, None] = field(default_factory=dict)
    spots: dict[Spot, None] = field(default_factory=dict)
    profiles: dict[Profile, None] = field(default_factory=dict)
    actions: dict[str, None] = field(default_factory=dict)
    embedded: dict[str, None] = field(default_factory=dict)
    external: dict[str, None] = field(default_factory=dict)
    forbidden: dict[str, None] = field(default_factory=dict)
    faults: dict[str, None] = field(default_factory=dict)
    javascript: bool = False
    filters: dict[str, None] = field(default_factory=dict)
    pictures: dict[str, None] = field(default_factory=dict)
    digests: dict[tuple[int, int], None] = field(default_factory=dict)

    def note(self, shelf: dict[str, None], text: str) -> None:
        """Remember a text, once, up to a number of them."""
        if len(shelf) < _MOST_NOTES:
            shelf.setdefault(text[:200])


def inventory(pdf: pikepdf.Pdf) -> Inventory:
    """Everything reachable, each object once, however deep or looped."""
    found = Inventory()
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[Any, str, int]] = [(pdf.Root, "", 0)]
    count = 0
    while stack:
        thing, key, depth = stack.pop()
        count += 1
        if count > _MOST_OBJECTS:
            found.note(found.faults, "trop d'objets pour être tous regardés")
            break
        number = thing.objgen
        if number != (0, 0):
            if number in seen:
                continue
            seen.add(number)
            depth = 0
        elif depth > _DEEPEST:
            continue
        try:
            _look(thing, key, depth, stack, found)
        except UnicodeDecodeError:
            # A key in another encoding than UTF-8: legal, if old; the branch stays unseen.
            continue
        except (pikepdf.PdfError, TypeError, ValueError, KeyError, IndexError, ArithmeticError, RuntimeError):
            found.note(found.faults, f"objet {number[0]} illisible")
    return found


def _look(thing: Any, key: str, depth: int, stack: list[tuple[Any, str, int]], found: Inventory) -> None:
    if isinstance(thing, pikepdf.Array):
        items = list(thing)
        if items and isinstance(items[0], pikepdf.Name):
            _space(thing, "/" + name_of(items[0]), found)
        stack += [(item, key, depth + 1) for item in items if isinstance(item, _CONTAINERS)]
        return
    for name, value in thing.items():
        if isinstance(value, _CONTAINERS) and name not in _SKIPPED:
            stack.append((value, name, depth + 1))
        watch = _WATCHED.get(name)
        if watch is not None:
            watch(thing, value, key, found)
    if isinstance(thing, pikepdf.Stream):
        for name in filters(thing)[0]:
            found.note(found.filters, name)
        if "/F" in thing:
            found.note(found.external, f"flux dans un fichier à part (objet {thing.objgen[0]})")


_CONTAINERS = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)


def _space(thing: Any, family: str, found: Inventory) -> None:
    if family == "/ICCBased" and len(thing) > 1:
        number = thing[1].objgen
        if number not in found.digests or number == (0, 0):
            found.digests.setdefault(number)
            profile = profile_of(thing[1])
            if profile is not None:
                found.profiles.setdefault(profile)
    elif family == "/Separation" and len(thing) == 4:
        name = name_of(thing[1])
        if name not in ("All", "None") and len(found.spots) < _MOST_NOTES:
            found.spots.setdefault(Spot(name, *_alternate(thing)))
    elif family == "/DeviceN" and len(thing) >= 4 and isinstance(thing[1], pikepdf.Array):
        for one in list(thing[1])[:32]:
            name = name_of(one)
            known = {spot.name for spot in found.spots}
            if name not in ("All", "None", *CMYK.colorants) and name not in known and len(found.spots) < _MOST_NOTES:
                found.spots.setdefault(Spot(name, ""))


def _alternate(thing: Any) -> tuple[str, tuple[float, ...]]:
    space: Space = space_of(thing[2], lambda _: None)
    try:
        return space.family, tuple(round(part, 4) for part in function(thing[3])((1.0,)))
    except (Unusable, TypeError, ValueError, ArithmeticError, IndexError):
        return space.family, ()


# ---- Keys to watch: (dictionary, value, key it hangs on) ----


def _font(thing: Any, value: Any, key: str, found: Inventory) -> None:
    if (
        thing.get("/Type") == "/Font"
        and "/DescendantFonts" not in thing
        and value in ("/CIDFontType0", "/CIDFontType2")
    ):
        return
    if thing.get("/Type") == "/Font" and len(found.fonts) < 2000:
        found.fonts.setdefault(font_of(thing))
    if isinstance(thing, pikepdf.Stream):
        number = thing.objgen[0]
        if value == "/PS" or (value == "/Form" and thing.get("/Subtype2") == "/PS"):
            found.note(found.forbidden, f"PostScript : objet {number}")
        if value == "/Image":
            _picture(thing, number, found)


def _picture(thing: Any, number: int, found: Inventory) -> None:
    if "/Alternates" in thing:
        found.note(found.forbidden, f"Alternates : image, objet {number}")
    if thing.get("/BitsPerComponent") == 16:
        found.note(found.pictures, f"16 bits : objet {number}")
    if "JPXDecode" in filters(thing)[0]:
        found.note(found.pictures, f"JPEG 2000 : objet {number}")


def _action(thing: Any, value: Any, key: str, found: Inventory) -> None:
    name = "/" + name_of(value)
    if name in _ACTIONS and key in ("/A", "/OpenAction", "/AA", "/Next", "/JavaScript", "/Names", "/E", "/X", "/D", "/U",
                                    "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI", "/O", "/C", "/K", "/F", "/V", "/WC", "/WS",
                                    "/DS", "/WP", "/DP", "/Kids"):  # fmt: skip
        found.note(found.actions, name[1:])
        found.javascript = found.javascript or name == "/JavaScript"


def _javascript(thing: Any, value: Any, key: str, found: Inventory) -> None:
    found.javascript = True


def _embedded(thing: Any, value: Any, key: str, found: Inventory) -> None:
    name = thing.get("/UF", thing.get("/F", ""))
    found.note(found.embedded, text_of(name) or "fichier")


def _opi(thing: Any, value: Any, key: str, found: Inventory) -> None:
    found.note(found.forbidden, f"OPI : objet {thing.objgen[0]}")


def _reference(thing: Any, value: Any, key: str, found: Inventory) -> None:
    if isinstance(thing, pikepdf.Stream) and isinstance(value, pikepdf.Dictionary):
        found.note(found.external, f"contenu pris dans un autre fichier (objet {thing.objgen[0]})")


def _postscript(thing: Any, value: Any, key: str, found: Inventory) -> None:
    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
        found.note(found.forbidden, f"PostScript : objet {thing.objgen[0]}")


def _transfer(thing: Any, value: Any, key: str, found: Inventory) -> None:
    """TR of a soft mask is its own business; TR of a graphics state is a transfer curve."""
    if thing.get("/S") not in ("/Alpha", "/Luminosity"):
        found.note(found.forbidden, f"TR : objet {thing.objgen[0]}" if thing.objgen[0] else "TR : courbe de transfert")


def _transfer2(thing: Any, value: Any, key: str, found: Inventory) -> None:
    if value != "/Default":
        found.note(found.forbidden, "TR2 : courbe de transfert")


def _halftone_phase(thing: Any, value: Any, key: str, found: Inventory) -> None:
    found.note(found.forbidden, "HTP : origine de trame")


def _halftone(thing: Any, value: Any, key: str, found: Inventory) -> None:
    if int(value) not in (1, 5):
        found.note(found.forbidden, f"HT : trame de type {int(value)}")
    if "/HalftoneName" in thing:
        found.note(found.forbidden, "HT : trame nommée")


def _form(thing: Any, value: Any, key: str, found: Inventory) -> None:
    found.note(found.forbidden, "XFA : formulaire dynamique")


_WATCHED: dict[str, Callable[[Any, Any, str, Inventory], None]] = {
    "/Subtype": _font, "/S": _action, "/JS": _javascript, "/EF": _embedded, "/OPI": _opi, "/Ref": _reference,
    "/PS": _postscript, "/TR": _transfer, "/TR2": _transfer2, "/HTP": _halftone_phase, "/HalftoneType": _halftone,
    "/XFA": _form,
}  # fmt: skip


def intents_of(root: Any) -> tuple[OutputIntent, ...]:
    """The catalogue's output intents."""
    given = root.get("/OutputIntents")
    many = list(given)[:32] if isinstance(given, pikepdf.Array) else []
    return tuple(_intent(one) for one in many if isinstance(one, pikepdf.Dictionary))


def _intent(one: Any) -> OutputIntent:
    def text(key: str) -> str:
        return text_of(one.get(key))

    return OutputIntent(
        name_of(one.get("/S")), text("/OutputConditionIdentifier"), text("/OutputCondition"), text("/Info"),
        text("/RegistryName"), profile_of(one.get("/DestOutputProfile")),
    )  # fmt: skip
