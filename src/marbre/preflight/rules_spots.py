"""Spot inks: how many, and whether two names mean one ink (GWG 2022, R0020 to R0023)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from marbre.findings import Finding, Severity
from marbre.preflight.facts import FileFacts, PageFacts
from marbre.preflight.ground import ground
from marbre.preflight.gwg_colours import SPECIAL, colorants, families
from marbre.preflight.rule import Job, PageSummary, whole_rule
from marbre.words import finding_text

#: Ends of names that tell the paper or the guide, not the ink (R0021).
_SUFFIXES = frozenset(
    (
        "C",
        "CP",
        "E",
        "K",
        "M",
        "N",
        "U",
        "UP",
        "Z",
        "CV",
        "CVU",
        "CVC",
        "HC",
        "PC",
        "TC",
        "TCX",
        "TP",
        "TPX",
        "XGC",
        "EC",
    )
)


def active_spots(page: PageFacts) -> tuple[str, ...]:
    """Names of the spot colours in use inside the trim, sorted (D0024)."""
    seen = {colour for _, thing in ground(page) for colour in (*families(thing), *thing.stops)}
    return tuple(sorted({name for colour in seen for name in colorants(colour)} - set(SPECIAL)))


def _where(pages: Sequence[PageSummary]) -> dict[str, int]:
    """Every active spot by the first page it is met on."""
    found: dict[str, int] = {}
    for page in pages:
        for name in page.spots:
            if name not in SPECIAL:
                found.setdefault(name, page.number)
    return found


def _finding(id: str, severity: Severity, names: Sequence[str], limit: str, page: int) -> Finding:
    value = ", ".join(f"« {name} »" for name in names)
    message, remedy = finding_text(id, value, limit)
    return Finding(id, severity, message, remedy, page=page, value=value, limit=limit, who="studio")


def folded(name: str) -> str:
    """A name as it is compared: composed, without case (R0022)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def root(name: str) -> str:
    """A name without its suffix, "" when it has none (R0021)."""
    head, _, tail = name.rpartition(" ")
    return folded(head) if tail in _SUFFIXES else ""


def _alike(names: Iterable[str], key: dict[str, object]) -> Iterator[list[str]]:
    groups: dict[object, list[str]] = {}
    for name in names:
        if key.get(name):
            groups.setdefault(key[name], []).append(name)
    yield from (group for group in groups.values() if len(group) > 1)


@whole_rule
def spot_inks_too_many(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """The file has no more spot inks than ordered.

    Rule: GWG 2022 R0020: there are no more spot colours than the printer's job has spot inks, often none.
    Why: each spot colour is one more plate and one more ink, to be paid for, or is converted without asking.
    Fix: convert spot colours to CMYK when you export, or order the ink.
    """
    found, most = _where(pages), job.printer.spots
    if len(found) > most:
        severity = Severity.WARNING if job.printer.digital else Severity.ERROR
        yield _finding("spot_inks_too_many", severity, tuple(found), str(most), min(found.values()))


@whole_rule
def spot_names_differ_in_suffix(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """One ink has one name.

    Rule: GWG 2022 R0021: no two spot names differ in nothing but a suffix such as C, U or CV.
    Why: PANTONE 287 C and PANTONE 287 U are the same ink for two papers, but make two plates.
    Fix: give all of them the name that fits the paper, and take the other out of the swatches.
    """
    found = {} if job.printer.digital else _where(pages)
    for names in _alike(found, {name: root(name) for name in found}):
        if len({folded(name) for name in names}) > 1:
            page = max(found[name] for name in names)
            yield _finding("spot_names_differ_in_suffix", Severity.WARNING, names, "", page)


@whole_rule
def spot_names_differ_in_case(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """Spot names differ by more than capitals.

    Rule: GWG 2022 R0022: no two spot names differ in nothing but capitals or the form of their accents.
    Why: the press takes them for two inks and makes two plates.
    Fix: give all of them the same name.
    """
    found = {} if job.printer.digital else _where(pages)
    for names in _alike(found, {name: folded(name) for name in found}):
        page = max(found[name] for name in names)
        yield _finding("spot_names_differ_in_case", Severity.ERROR, names, "", page)


@whole_rule
def spots_look_the_same(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """Two spot inks look different.

    Rule: GWG 2022 R0023: no two spot colours of different names have the same alternate and tint.
    Why: most often they are one ink that two people named, and would make two plates.
    Fix: keep one of the names; for a varnish or a die line, give each its own colour on screen.
    """
    found = {} if job.printer.digital else _where(pages)
    looks: dict[str, object] = {
        spot.name: (spot.alternate, tuple(round(part, 4) for part in spot.full)) for spot in file.spots if spot.full
    }
    for names in _alike(found, looks):
        if len({folded(name) for name in names}) > 1:
            page = max(found[name] for name in names)
            yield _finding("spots_look_the_same", Severity.ERROR, names, "", page)
