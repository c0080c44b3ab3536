"""printing.yaml -> printing conditions and houses, with every mistake and its line; and the ICC files they name.

What a file says of itself is read here, in plain bytes (ICC.1:2010, 7.2 and 7.3); what it does to colours is measured
where colours are converted (`finish.profiles`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from marbre.errors import InputError
from marbre.fields import Count, Door, Length, Name, Number, Switch, Word, WordList
from marbre.printing import Houses, Printer, PrintingCondition, Resolution
from marbre.yamlfile import Mistake, Node, did_you_mean, raise_mistakes, read_yaml, validate_partly

#: Tags that a printing condition needs to turn colours into inks and back.
NEEDED_TAGS = (b"A2B0", b"B2A0")


class ConditionDoor(Door):
    """A printing condition: ink on paper."""

    identifier: Word = Field("", description="Its name in the ICC's registry; its own name if left out.")
    condition: Word = Field(description="What it stands for, in full.", examples=["Offset printing …"])
    info: Word = Field(description="What a person reads.", examples=["Coated FOGRA39 (ISO 12647-2:2004)"])
    registry: Word = Field("http://www.color.org", description="Where it is registered.")
    profile: Word = Field(
        description="The ICC file that is embedded.", examples=["assets/icc/FOGRA39L_coated.icc"]
    )
    separation: Word = Field(
        "", description="The ICC file that converts pictures and stray colours; else `profile`."
    )
    ink_limit: Number = Field(300.0, description="The most ink on one spot, in percent of the four inks together.")
    words: WordList = Field((), description="One of them must stand in the description of each profile.")


class ResolutionDoor(Door):
    """Resolution of pictures at their placed size, in ppi."""

    error: Number = Field(149.0, description="Below it, refused.")
    warning: Number = Field(224.0, description="Below it, doubtful.")
    most: Number = Field(450.0, description="Above it, wasted.")


class BitmapDoor(Door):
    """Resolution of one-bit pictures at their placed size, in ppi."""

    error: Number = Field(549.0, description="Below it, refused.")
    warning: Number = Field(799.0, description="Below it, doubtful.")
    most: Number = Field(2400.0, description="Above it, wasted.")


class BindingDoor(Door):
    """What a binding asks of the number of pages."""

    multiple: Count = Field(description="Pages are a multiple of this.", examples=["4"])
    least: Count = Field(description="The fewest pages.", examples=["8"])
    most: Count = Field(description="The most pages.", examples=["64"])


class PrinterDoor(Door):
    """A printing house and its conventions."""

    name: Word = Field(description="As the office calls it.", examples=["Offset, papier couché"])
    condition: Name = Field(description="One of the conditions.", examples=["FOGRA39"])
    bleed: Length = Field(3.0, description="The bleed it wants, 2 to 5 mm.", examples=["3 mm"])
    safe: Length = Field(5.0, description="No text nearer to the trim than this.", examples=["5 mm"])
    marks: Switch = Field(False, description="Whether it wants crop marks, registration and a colour bar.")
    mark_offset: Length = Field(3.0, description="From the trim to the marks, 3 mm at least.")
    bindings: dict[str, BindingDoor] = Field(
        default_factory=dict, description="By binding (perfect, saddle, sheet), what it asks of the pages."
    )
    ink_area: Length = Field(15.0, description="The side of the square whose mean ink is limited.")
    ink_limit: Number = Field(320.0, description="The most ink on such a square, in percent.")
    small_text: Number = Field(8.0, description="Type below this size, in points, wants one ink.")
    thin_line: Number = Field(0.25, description="Lines below this width, in points, want one ink.")
    hairline: Number = Field(0.25, description="The thinnest line, in points.")
    overprint_text: Number = Field(12.0, description="Black type below this size, in points, overprints.")
    overprint_line: Number = Field(2.0, description="Black lines below this width, in points, overprint.")
    spots: Count = Field(0, description="The most spot inks.")
    pictures: ResolutionDoor = Field(default_factory=ResolutionDoor, description="Resolution of pictures.")
    bitmaps: BitmapDoor = Field(default_factory=BitmapDoor, description="Resolution of one-bit pictures.")
    spine_min: Length = Field(5.0, description="The narrowest spine that takes a title.")
    hinge: Length = Field(7.0, description="What stays free of text on the inside of a glued cover.")
    bulk: Number = Field(0.95, description="The bulk (main, bouffant) of its usual paper, in cm3/g.")
    glue: Length = Field(4.0, description="What stays unprinted inside the cover, on each side of the spine.")
    digital: Switch = Field(False, description="Whether it prints without plates.")
    refuses: WordList = Field((), description="What it sends back.")


class PrintingFileDoor(Door):
    """Printing as code: conditions and houses."""

    conditions: dict[Name, ConditionDoor] = Field(description="Printing conditions, by name.")
    printers: dict[Name, PrinterDoor] = Field(description="Houses, by name.")


def read_printing(root: Path, shown: str = "printing.yaml") -> Houses:
    """The conditions and houses of the project at `root`. Paths of profiles are made absolute; the files themselves
    are looked at by `checked_profile`, when an edition uses them.

    Raises EditionError with every mistake and its line, InputError when there is no file.
    """
    tree = read_yaml(root / "printing.yaml", shown)
    door, mistakes = validate_partly(PrintingFileDoor, tree)
    if door is not None:
        mistakes.extend(_mistakes(door, tree))
    raise_mistakes(mistakes)
    assert door is not None
    conditions = tuple(_condition(root, id, one) for id, one in door.conditions.items())
    by_id = {condition.id: condition for condition in conditions}
    return Houses(conditions, tuple(_printer(id, one, by_id[one.condition]) for id, one in door.printers.items()))


def house_named(houses: Houses, id: str, where: str) -> Printer:
    """The house that an edition asks for. Raises InputError naming the known ones."""
    try:
        return houses.printer(id)
    except KeyError:
        known = [printer.id for printer in houses.printers]
        raise InputError(f"{where}: there is no house `{id}` in printing.yaml", did_you_mean(id, known)) from None


def _mistakes(door: PrintingFileDoor, tree: Node) -> Iterator[Mistake]:
    for name, one in door.conditions.items():
        if not 100 <= one.ink_limit <= 400:
            text = f"condition `{name}`: {one.ink_limit:g} % of ink is not a limit"
            yield Mistake(tree.where("conditions", name, "ink_limit"), text, "write 280 to 330")
    for name, house in door.printers.items():
        where = tree.where("printers", name)
        if house.condition not in door.conditions:
            hint = did_you_mean(house.condition, list(door.conditions))
            text = f"there is no condition `{house.condition}`"
            yield Mistake(tree.where("printers", name, "condition"), text, hint)
        if not 0 <= house.bleed <= 10:
            text = f"a bleed of {house.bleed:g} mm is not usual"
            yield Mistake(tree.where("printers", name, "bleed"), text, "write 2 mm to 5 mm")
        if house.mark_offset < 3:
            text = f"marks {house.mark_offset:g} mm from the trim would be cut into the page"
            yield Mistake(tree.where("printers", name, "mark_offset"), text, "write 3 mm or more")
        for binding, rule in house.bindings.items():
            if binding not in ("perfect", "saddle", "sheet"):
                hint = did_you_mean(binding, ("perfect", "saddle", "sheet"))
                yield Mistake(tree.where("printers", name, "bindings", binding), f"no binding `{binding}`", hint)
            if rule.most < rule.least or rule.multiple < 1:
                yield Mistake(where, f"binding `{binding}`: from {rule.least} to {rule.most} pages", "exchange them")


def _condition(root: Path, id: str, door: ConditionDoor) -> PrintingCondition:
    return PrintingCondition(
        id, door.identifier or id, door.condition, door.info, door.registry, root / door.profile,
        root / (door.separation or door.profile), door.ink_limit, door.words,
    )  # fmt: skip


def _printer(id: str, door: PrinterDoor, condition: PrintingCondition) -> Printer:
    same = (
        "name", "bleed", "safe", "marks", "ink_area", "ink_limit", "small_text", "thin_line", "hairline",
        "overprint_text", "overprint_line", "spots", "spine_min", "hinge", "digital", "bulk", "glue", "mark_offset", "refuses",
    )  # fmt: skip
    values = {name: getattr(door, name) for name in same}
    if door.bindings:
        values["multiples"] = tuple((name, one.multiple) for name, one in door.bindings.items())
        values["extents"] = tuple((name, one.least, one.most) for name, one in door.bindings.items())
    return Printer(
        id=id, condition=condition, **values,
        pictures=Resolution(door.pictures.error, door.pictures.warning, door.pictures.most),
        bitmaps=Resolution(door.bitmaps.error, door.bitmaps.warning, door.bitmaps.most),
    )  # fmt: skip


def check_profiles(condition: PrintingCondition, root: Path) -> None:
    """Look at the files of a condition: present, a printer's CMYK profile with both directions, of that condition.

    Raises InputError with what is wrong and what to do.
    """
    for path in dict.fromkeys((condition.profile, condition.separation)):
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        try:
            data = path.read_bytes()
        except OSError:
            raise InputError(
                f"printing condition {condition.id}: there is no {shown}",
                f"put the profile there, or name another condition for the house in printing.yaml (for {condition.id}: "
                "eci.org, free of charge)",
            ) from None
        wrong = profile_mistake(data, condition.words)
        if wrong:
            raise InputError(
                f"printing condition {condition.id}: {shown} {wrong}", "take the profile that the printer names"
            )


def profile_mistake(data: bytes, words: tuple[str, ...] = ()) -> str:
    """What is wrong with an ICC profile as destination of a print job; an empty string when nothing is."""
    if len(data) < 132 or data[36:40] != b"acsp":
        return "is not an ICC profile"
    if struct.unpack(">I", data[:4])[0] > len(data):
        return "is cut short"
    if data[8] not in (2, 4):
        return f"is of ICC version {data[8]}, which PDF/X-4 does not take"
    if data[12:16] != b"prtr":
        return f"is not a printer's profile (its class is {_four(data[12:16])})"
    if data[16:20] != b"CMYK":
        return f"is not for CMYK (its colours are {_four(data[16:20])})"
    tags = _tags(data)
    missing = [tag.decode() for tag in NEEDED_TAGS if tag not in tags]
    if missing:
        return f"lacks {' and '.join(missing)}"
    described = _description(data, tags)
    if words and not any(_plain(word) in _plain(described) for word in words):
        return f"says it is for « {described} »"
    return ""


def _four(code: bytes) -> str:
    return code.decode("latin-1").strip() or "unknown"


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _tags(data: bytes) -> dict[bytes, tuple[int, int]]:
    count = min(struct.unpack(">I", data[128:132])[0], (len(data) - 132) // 12)
    entries = (struct.unpack(">4sII", data[132 + 12 * n : 144 + 12 * n]) for n in range(count))
    return {tag: (offset, size) for tag, offset, size in entries if offset + size <= len(data)}


def _description(data: bytes, tags: dict[bytes, tuple[int, int]]) -> str:
    """The `desc` tag: textDescriptionType (version 2) or multiLocalizedUnicodeType (version 4)."""
    offset, size = tags.get(b"desc", (0, 0))
    body = data[offset : offset + size]
    if body[:4] == b"desc" and len(body) > 12:
        length = struct.unpack(">I", body[8:12])[0]
        return body[12 : 12 + max(0, length - 1)].decode("latin-1").strip("\0 ")
    if body[:4] == b"mluc" and len(body) >= 28:
        length, start = struct.unpack(">II", body[20:28])
        return body[start : start + length].decode("utf-16-be", "replace").strip("\0 ")
    return ""
