"""From the job ticket to the printer: the house and its condition, the inks of the run, and what each file is bound from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marbre.bind.binder import Prepress
from marbre.bind.marks import Marks
from marbre.build.cover import Spine, body_plan, cover_plan, cover_trim, fold_places
from marbre.compose.copy import Copy
from marbre.compose.tokens import inks_of
from marbre.findings import Finding, Severity
from marbre.finish.profiles import check_inks
from marbre.inks import SpotInk
from marbre.measures import Size
from marbre.plan.model import FlatPlan
from marbre.press.engine import PressSetup
from marbre.printing import Printer
from marbre.printing_file import check_profiles, house_named, read_printing


def house_of(copy: Copy) -> Printer:
    """The house that the edition is printed by, its profiles looked at and measured. Raises InputError with what is
    wrong with them and what to do."""
    root = copy.project.root
    house = house_named(read_printing(root), copy.edition.printing.house, copy.edition.source)
    check_profiles(house.condition, root)
    check_inks(house.condition, root / ".marbre" / "blocks.sqlite")
    return house


def spots_of(copy: Copy) -> dict[str, SpotInk]:
    """Palette names that are printed with an ink of their own."""
    wanted = copy.edition.printing.spots
    colours = [colour for colour in copy.brand.palette if colour.name in wanted and colour.spot]
    return {colour.name: SpotInk(colour.spot or "", colour.cmyk, colour.varnish) for colour in colours}


def inked(setup: PressSetup, copy: Copy, house: Printer) -> PressSetup:
    """A setup of the press with the inks and overprint of a house."""
    return replace(
        setup, inks=inks_of(copy.brand, spots_of(copy)), separation=house.condition.separation,
        overprint_text=house.overprint_text, overprint_line=house.overprint_line, root=copy.project.root,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file is bound from: its pages, their trimmed size, what is promised to the printer."""

    plan: FlatPlan
    trim: Size
    prepress: Prepress | None


def targets_of(copy: Copy, targets: tuple[str, ...]) -> tuple[str, ...]:
    """The files to make: the cover comes apart from a glued body."""
    apart = "print" in targets and copy.edition.printing.cover_apart and len(copy.edition.cover) == 4
    return (*targets, "cover") if apart else targets


def sheets_of(copy: Copy, plan: FlatPlan, house: Printer, spine: Spine, target: str, marks: bool) -> Sheets:
    """The pages of one file. `target`: web, print or cover."""
    trim = copy.edition.format.trim
    if target == "web":
        return Sheets(plan, trim, None)
    if target == "cover":
        pages, size = cover_plan(copy, plan, spine), cover_trim(trim, spine)
        return Sheets(pages, size, _prepress(copy, house, marks, fold_places(trim, spine)))
    apart = "cover" in targets_of(copy, ("print",))
    across, down = copy.edition.format.panels.folds()
    return Sheets(body_plan(plan) if apart else plan, trim, _prepress(copy, house, marks, across, down))


def _prepress(
    copy: Copy, house: Printer, marks: bool, folds: tuple[float, ...], folds_down: tuple[float, ...] = ()
) -> Prepress:
    if not (marks or house.marks):
        return Prepress(house.condition)
    edition = copy.edition
    job = f"{edition.name}-{copy.language} {edition.year}"
    spots = tuple(spots_of(copy).values())
    shown = Marks(job, edition.dated.isoformat(), house.mark_offset, spots, folds, folds_down)
    return Prepress(house.condition, shown)


def ink_findings(copy: Copy, house: Printer) -> tuple[Finding, ...]:
    """More spot inks than the house takes."""
    spots = sorted(spot.name for spot in spots_of(copy).values())
    if len(spots) <= house.spots:
        return ()
    return (
        Finding(
            "spot_inks_refused", Severity.WARNING,
            f"Le travail demande {len(spots)} encre(s) de plus que la quadrichromie ({', '.join(spots)}) ; "
            f"« {house.name} » en accepte {house.spots}.",
            "Confirmez ces encres avec l'imprimeur et notez-les dans printing.yaml, ou retirez-les du bon de commande.",
            source=copy.edition.source, value=str(len(spots)), limit=str(house.spots), who="office",
        ),
    )  # fmt: skip
