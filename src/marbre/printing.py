"""Printing conditions and printers as values: what a printing house expects of a file, and what it refuses.

A condition is ink on paper (ISO 12647-2); a printer is a house with its conventions. Read from `printing.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PrintingCondition:
    """Ink on paper. `identifier`, `condition`, `info`, `registry` go into the output intent (ISO 15930-7, 6.2.2).

    `profile` is embedded as destination profile and `separation` converts what is off the palette (often the same
    characterisation with a lower ink sum); `ink_limit` in percent of the four inks together; one of `words` must stand
    in the description of a profile, so that no other condition's file is taken for it.
    """

    id: str
    identifier: str
    condition: str
    info: str
    registry: str
    profile: Path
    separation: Path
    ink_limit: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Pictures in ppi at their placed size: below `error` refused, below `warning` doubtful, above `most` wasted."""

    error: float
    warning: float
    most: float


@dataclass(frozen=True, slots=True)
class Printer:
    """A printing house. Lengths in mm unless a name says otherwise.

    `bleed` wanted and `safe` distance of text from the trim; `marks` wanted on the sheet; `multiples` pages by binding
    (`saddle`, `perfect`, `sheet`), `extents` fewest and most pages by binding; `ink_area` side of the square whose mean
    ink is limited, `ink_limit` percent; `small_text` pt below which type wants one ink, `thin_line` pt likewise,
    `hairline` pt the thinnest line; `overprint_text` and `overprint_line` pt below which black overprints; `spots` the
    most spot inks; `spine_min` mm for a title on the spine; `hinge` mm free of text on the inside of a glued cover;
    `digital` prints without plates; `advert` takes single advertisements for a magazine, one page a file.
    `bulk` cm3/g of its usual paper, where the ticket says nothing; `glue` mm on each side
    of the spine that stay unprinted inside the cover; `mark_offset` mm from the trim to the marks;
    `refuses` names of what it sends back.
    """

    id: str
    name: str
    condition: PrintingCondition
    bleed: float = 3.0
    safe: float = 5.0
    marks: bool = False
    multiples: tuple[tuple[str, int], ...] = (("saddle", 4), ("perfect", 2), ("sheet", 1))
    extents: tuple[tuple[str, int, int], ...] = (("saddle", 8, 64), ("perfect", 40, 480), ("sheet", 1, 2))
    ink_area: float = 15.0
    ink_limit: float = 320.0
    small_text: float = 8.0
    thin_line: float = 0.25
    hairline: float = 0.25
    overprint_text: float = 12.0
    overprint_line: float = 2.0
    spots: int = 0
    pictures: Resolution = Resolution(149.0, 224.0, 450.0)
    bitmaps: Resolution = Resolution(549.0, 799.0, 2400.0)
    spine_min: float = 5.0
    hinge: float = 7.0
    digital: bool = False
    advert: bool = False
    bulk: float = 0.95
    glue: float = 4.0
    mark_offset: float = 3.0
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Houses:
    """All conditions and printers of a project."""

    conditions: tuple[PrintingCondition, ...]
    printers: tuple[Printer, ...]

    def printer(self, id: str) -> Printer:
        """A printer by its id. Raises KeyError."""
        for printer in self.printers:
            if printer.id == id:
                return printer
        raise KeyError(id)
