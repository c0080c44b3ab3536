"""The job ticket: everything a printing house needs for a quote, worked out from the edition and its house.

Weights are those of trimmed copies, without waste: leaves × area × grammage, body and cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from marbre.brand import Brand
from marbre.edition import Edition
from marbre.measures import Size
from marbre.paper import Paper, creep_mm, paper_kinds, parse_paper, spine_mm, weight_g
from marbre.printing import Printer
from marbre.words import words

#: The heaviest parcel that one person may be asked to lift without further ado, in kg.
PARCEL_KG = 12.0

PROCESS = ("cyan", "magenta", "yellow", "black")

#: A section of the sheet: its title, and lines of label and text.
Section = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Ticket:
    """One job: an edition in one language. Lengths in mm, weights in g (a copy) and kg (the run); 0 is unknown.

    `cover_pages` is 0 when the cover is printed on the body's paper, with it; `spots` are names of spot inks;
    `built` whether the pages were counted in a build or are the most that the edition allows.
    """

    edition: Edition
    language: str
    house: Printer
    body: Paper
    cover: Paper
    body_pages: int
    cover_pages: int
    built: bool
    spots: tuple[str, ...]
    publisher: str

    @property
    def trim(self) -> Size:
        return self.edition.format.trim

    @property
    def spine(self) -> float:
        """The width of a glued spine, as the printer gave it or computed; 0 for other bindings."""
        ticket = self.edition.printing
        return (ticket.spine or spine_mm(self.body_pages, self.body)) if ticket.binding == "perfect" else 0.0

    @property
    def cover_flat(self) -> Size:
        """The cover laid flat: back, spine and front."""
        return Size(round(2 * self.trim.width + self.spine, 2), self.trim.height)

    @property
    def body_weight(self) -> float:
        return weight_g(self.trim, self.body_pages, self.body)

    @property
    def cover_weight(self) -> float:
        """0 when there is no cover of its own."""
        return weight_g(self.trim, 0, self.body, self.cover, self.spine) if self.cover_pages else 0.0

    @property
    def copy_weight(self) -> float:
        """0 when a grammage is unknown."""
        known = self.body.grammage and (self.cover.grammage or not self.cover_pages)
        return self.body_weight + self.cover_weight if known else 0.0

    @property
    def run_weight(self) -> float:
        return self.copy_weight * self.edition.printing.run / 1000

    @property
    def creep(self) -> float:
        """Of the innermost sheet of a stapled booklet; 0 for other bindings."""
        stapled = self.edition.printing.binding == "saddle"
        return creep_mm(max(0, ceil(self.body_pages / 4) - (0 if self.cover_pages else 1)), self.body) if stapled else 0.0

    @property
    def parcel(self) -> int:
        """Copies in a parcel of PARCEL_KG; 0 when the weight is unknown."""
        return max(1, floor(PARCEL_KG * 1000 / self.copy_weight)) if self.copy_weight else 0

    @property
    def files(self) -> tuple[str, ...]:
        """The names of what the printer is sent."""
        stem = f"{self.edition.name}-{self.language}"
        apart = self.edition.printing.cover_apart and self.cover_pages
        return (f"{stem}-print.pdf", f"{stem}-cover.pdf") if apart else (f"{stem}-print.pdf",)


def job_ticket(edition: Edition, language: str, house: Printer, brand: Brand, pages: int | None) -> Ticket:
    """The ticket of an edition in a language. `pages` are those of its last build, covers included; None when there is
    none, and then the most that the edition allows is taken."""
    asked = edition.printing
    covers = len(edition.cover)
    inside = asked.max_pages if pages is None else max(0, pages - covers)
    wanted = {colour.name: colour.spot for colour in brand.palette if colour.spot}
    return Ticket(
        edition=edition, language=language, house=house,
        body=parse_paper(asked.paper_body, grammage=asked.grammage, bulk=asked.bulk, usual=house.bulk),
        cover=parse_paper(asked.paper_cover, usual=house.bulk),
        body_pages=inside, cover_pages=covers, built=pages is not None,
        spots=tuple(wanted[name] or name for name in asked.spots if name in wanted),
        publisher=brand.publisher.name.best("fr"),
    )  # fmt: skip


def as_data(ticket: Ticket) -> dict[str, Any]:
    """The ticket for YAML and JSON: plain values, lengths in mm, weights in g and kg."""
    asked, trim, flat = ticket.edition.printing, ticket.trim, ticket.cover_flat

    def paper(one: Paper) -> dict[str, Any]:
        return {
            "name": one.name, "kind": one.kind, "grammage": one.grammage, "bulk": one.bulk,
            "caliper_mm": round(one.caliper, 4),
        }  # fmt: skip

    condition = ticket.house.condition
    return {
        "edition": ticket.edition.name, "title": ticket.edition.title.best(ticket.language), "year": ticket.edition.year,
        "language": ticket.language, "dated": ticket.edition.dated.isoformat(),
        "format": {
            "trim_mm": [trim.width, trim.height], "open_mm": [(2 - (asked.binding == "sheet")) * trim.width, trim.height],
            "folded_mm": list(ticket.edition.format.panels.closed or ()),
            "cover_flat_mm": [flat.width, flat.height], "bleed_mm": ticket.edition.format.bleed,
        },
        "pages": {"body": ticket.body_pages, "cover": ticket.cover_pages, "counted": ticket.built},
        "paper": {"body": paper(ticket.body), "cover": paper(ticket.cover) if ticket.cover_pages else None},
        "inks": {"each_side": [*PROCESS, *ticket.spots], "spots": list(ticket.spots)},
        "condition": {"id": condition.id, "info": condition.info, "ink_limit": ticket.house.ink_limit},
        "binding": asked.binding, "run": asked.run,
        "spine_mm": ticket.spine, "spine_given": bool(asked.spine), "creep_mm": round(ticket.creep, 2),
        "weight": {
            "body_g": round(ticket.body_weight, 1), "cover_g": round(ticket.cover_weight, 1),
            "copy_g": round(ticket.copy_weight, 1), "run_kg": round(ticket.run_weight, 1),
        },
        "parcels": {"copies": ticket.parcel, "most_kg": PARCEL_KG, "number": parcels(ticket)},
        "files": list(ticket.files),
        "proofs": asked.proofs or words("ticket", "fr")["proofs_usual"],
        "delivery": asked.delivery or words("ticket", "fr")["delivery_usual"],
        "printer": {"name": asked.printer, "address": asked.printer_address, "house": ticket.house.id},
        "legal_deposit": asked.legal_deposit,
        "remarks": list(remarks(ticket)),
    }  # fmt: skip


def parcels(ticket: Ticket) -> int:
    """How many parcels the run makes; 0 when unknown."""
    return ceil(ticket.edition.printing.run / ticket.parcel) if ticket.parcel else 0


def french(value: float, places: int = 0) -> str:
    """A number as French prints it: decimal comma, thousands apart by a no-break space, no idle zeros."""
    whole, _, rest = f"{value:.{places}f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{grouped},{rest}" if rest else grouped


def remarks(ticket: Ticket) -> tuple[str, ...]:
    """What to look at before the ticket is sent, in French."""
    said, asked, house = words("ticket", "fr"), ticket.edition.printing, ticket.house
    found: list[str] = []
    if not ticket.built:
        found.append(said["remark_not_built"].format(ticket.body_pages))
    papers = (ticket.body, ticket.cover) if ticket.cover_pages else (ticket.body,)
    for paper in papers:
        if not paper.grammage:
            found.append(said["remark_grammage"].format(paper.name))
        if not paper.kind and not asked.bulk:
            found.append(said["remark_kind"].format(paper.name, french(paper.bulk, 2)))
    if not asked.run:
        found.append(said["remark_run"])
    if asked.multiple and ticket.body_pages % asked.multiple:
        found.append(said["remark_multiple"].format(ticket.body_pages, asked.multiple))
    for binding, least, most in house.extents:
        if binding == asked.binding and not least <= ticket.body_pages <= most:
            found.append(said["remark_extent"].format(ticket.body_pages, least, most))
    coated = next((kind.coated for kind in paper_kinds() if kind.id == ticket.body.kind), None)
    if coated is not None and coated is ("uncoated" in house.condition.info.casefold()):
        found.append(said["remark_condition"].format(ticket.body.name, house.condition.info))
    if ticket.spine and not asked.spine:
        found.append(said["remark_spine"])
    return tuple(found)


def key_figures(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """Five figures for the head of the sheet: label and text."""
    said, trim, run = words("ticket", "fr"), ticket.trim, ticket.edition.printing.run
    covered = f"{ticket.body_pages} + {ticket.cover_pages}" if ticket.cover_pages else str(ticket.body_pages)
    return (
        (said["key_format"], f"{french(trim.width, 1)} × {french(trim.height, 1)} mm"),
        (said["key_pages"], covered),
        (said["key_run"], french(run) if run else said["unknown"]),
        (said["key_weight"], f"{french(ticket.copy_weight)} g" if ticket.copy_weight else said["unknown"]),
        (said["key_spine"], f"{french(ticket.spine, 1)} mm" if ticket.spine else said["no_spine"]),
    )


def sections(ticket: Ticket) -> tuple[Section, ...]:
    """The sheet's sections; lines without anything to say are left out."""
    said = words("ticket", "fr")
    groups = (
        ("product", _product(ticket, said)), ("materials", _materials(ticket, said)), ("binding", _binding(ticket, said)),
        ("weights", _weights(ticket, said)), ("files", _files(ticket, said)), ("delivery_title", _delivery(ticket, said)),
    )  # fmt: skip
    return tuple(
        (said[title], tuple((said[label], text) for label, text in lines if text)) for title, lines in groups
    )


def _product(ticket: Ticket, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    edition, trim = ticket.edition, ticket.trim
    closed = edition.format.panels.closed
    second = closed or ((trim.width if edition.printing.binding == "sheet" else 2 * trim.width), trim.height)
    sizes = [french(value, 1) for value in (trim.width, trim.height, *second)]
    size = "format_folded" if closed else "format_sheet" if edition.printing.binding == "sheet" else "format_text"
    pages = "pages_covered" if ticket.cover_pages else "pages_self"
    return (
        ("edition", f"{edition.title.best(ticket.language)} {edition.year}"),
        ("language", said.get(f"language_{ticket.language}", ticket.language)),
        ("format", said[size].format(*sizes)),
        ("pages", said[pages].format(ticket.body_pages, ticket.cover_pages)),
        ("run", said["run_text"].format(french(edition.printing.run)) if edition.printing.run else said["unknown"]),
    )


def _materials(ticket: Ticket, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    def paper(one: Paper) -> str:
        if not one.grammage:
            return one.name
        return said["paper_text"].format(one.name, french(one.grammage, 1), french(one.caliper, 3), french(one.bulk, 2))

    condition = ticket.house.condition
    inks = said["process"]
    if ticket.spots:
        inks = said["process_spots"].format(4 + len(ticket.spots), ", ".join(ticket.spots))
    return (
        ("body_paper", paper(ticket.body)),
        ("cover_paper", paper(ticket.cover) if ticket.cover_pages else ""),
        ("inks", said["inks_text" if ticket.cover_pages else "inks_self"].format(inks)),
        ("condition", said["condition_text"].format(condition.info, french(ticket.house.ink_limit))),
    )


def _binding(ticket: Ticket, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    asked, flat = ticket.edition.printing, ticket.cover_flat
    spine = ""
    if ticket.spine and asked.spine:
        spine = said["spine_given"].format(french(ticket.spine, 1))
    elif ticket.spine:
        leaves = french(ticket.body_pages / 2)
        spine = said["spine_computed"].format(french(ticket.spine, 1), leaves, french(ticket.body.caliper, 4))
    apart = asked.cover_apart and ticket.cover_pages
    return (
        ("binding_style", said.get(asked.binding, asked.binding)),
        ("fold", _fold(ticket, said)),
        ("spine", spine),
        ("creep", said["creep_text"].format(french(ticket.creep, 1)) if ticket.creep else ""),
        ("cover_flat", said["cover_flat_text"].format(french(flat.width, 1), french(flat.height, 1)) if apart else ""),
    )


def _fold(ticket: Ticket, said: dict[str, str]) -> str:
    """How the sheet is folded, with the panels of its first side; nothing for a flat one."""
    panels = ticket.edition.format.panels
    if panels.closed is None:
        return ""
    across, down = (" + ".join(french(one, 1) for one in ones) for ones in (panels.widths, panels.heights))
    text = said["fold_rows" if len(panels.heights) > 1 else "fold_text"]
    return text.format(panels.fold.best("fr"), across, down)


def _weights(ticket: Ticket, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if not ticket.copy_weight:
        return (("copy_weight", said["unknown"]),)
    copy = said["copy_weight_text" if ticket.cover_pages else "copy_weight_self"]
    copy = copy.format(*(french(one, 1) for one in (ticket.copy_weight, ticket.body_weight, ticket.cover_weight)))
    if not ticket.run_weight:
        return (("copy_weight", copy),)
    parcel = said["parcels_text"].format(french(ticket.parcel), french(PARCEL_KG), french(parcels(ticket)))
    return (
        ("copy_weight", copy),
        ("run_weight", said["run_weight_text"].format(french(ticket.run_weight))),
        ("parcels", parcel),
    )


def _files(ticket: Ticket, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    marks = said["with_marks" if ticket.house.marks else "without_marks"]
    kind = said["file_kind"].format(french(ticket.edition.format.bleed, 1), marks)
    return (
        ("file_names", f"{' ; '.join(ticket.files)} ({kind})"),
        ("proofs", ticket.edition.printing.proofs or said["proofs_usual"]),
    )


def _delivery(ticket: Ticket, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    asked = ticket.edition.printing
    return (
        ("delivery", asked.delivery or said["delivery_usual"]),
        ("printer", ", ".join(part for part in (asked.printer, asked.printer_address) if part)),
        ("house", ticket.house.name),
        ("legal", said["legal_text"].format(asked.legal_deposit) if asked.legal_deposit else ""),
    )
