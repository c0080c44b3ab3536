"""House rules on the whole of the pages: extent for the binding, format of the job, single pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marbre.findings import Finding, Severity
from marbre.measures import pt_to_mm
from marbre.preflight.facts import FileFacts, PageFacts
from marbre.preflight.rule import Job, PageSummary, page_rule, place, whole_rule
from marbre.preflight.wording import count, mm

_BINDINGS = {"saddle": "une piqûre à cheval", "perfect": "un dos carré collé", "sheet": "une feuille"}
#: Trims that differ less than this, in mm, are one trim.
SAME = 0.5
#: A side of the trim in mm below or above which a scale is probably wrong.
SMALLEST, LARGEST = 25.0, 1200.0


def trim_size(page: PageSummary | PageFacts) -> tuple[float, float]:
    """Width and height of the trim in mm as read, /Rotate applied."""
    left, bottom, right, top = page.boxes.cut
    unit = page.user_unit if isinstance(page, PageFacts) else 1.0
    width, height = pt_to_mm(right - left) * unit, pt_to_mm(top - bottom) * unit
    return (height, width) if page.rotate % 180 else (width, height)


def expected(job: Job, name: str) -> float | None:
    """A figure of the job ticket, or None when it says nothing of it."""
    try:
        return float(dict(job.expected)[name].replace(",", "."))
    except (KeyError, ValueError):
        return None


@whole_rule
def page_multiple(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """The number of pages suits the binding.

    Rule: pages come in the multiple that the binding asks for: 4 for saddle stitch, 2 for glued books.
    Why: a sheet has that many pages; the printer would add blank ones wherever he likes.
    Fix: add or take away pages until the number fits.
    """
    multiple = dict(job.printer.multiples).get(job.binding, 1)
    number = len(pages)
    if job.sheet or not number or number % multiple == 0:
        return
    over = number % multiple
    yield Finding(
        "page_multiple", Severity.ERROR,
        f"{count(number, 'page', 'pages')} : {_BINDINGS.get(job.binding, 'cette reliure')} demande un multiple de "
        f"{multiple}.",
        f"Ajoutez {count(multiple - over, 'page', 'pages')} ou retirez-en {over}.",
        value=str(number), limit=f"multiple de {multiple}", who="office",
    )  # fmt: skip


@whole_rule
def page_extent(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """The binding can hold that many pages.

    Rule: the extent lies between the fewest and the most pages that the printer binds in this way.
    Why: too thick a booklet does not stay shut, too thin a back cannot be glued.
    Fix: change the binding, or ask the printer.
    """
    limits = {binding: (least, most) for binding, least, most in job.printer.extents}.get(job.binding)
    number = len(pages)
    if job.sheet or limits is None or limits[0] <= number <= limits[1]:
        return
    above = number > limits[1]
    yield Finding(
        "page_extent", Severity.ERROR if above else Severity.WARNING,
        f"{count(number, 'page', 'pages')} : {job.printer.name} relie de {limits[0]} à {limits[1]} pages pour "
        f"{_BINDINGS.get(job.binding, 'cette reliure')}.",
        "Choisissez une autre reliure ou faites confirmer celle-ci par l'imprimeur.",
        value=str(number), limit=f"{limits[0]} à {limits[1]}", who="printer",
    )  # fmt: skip


@whole_rule
def page_count(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """The file has the pages of the job ticket.

    Rule: as many pages as the job ticket says.
    Why: quote, paper and imposition are made for that number.
    Fix: deliver all the pages, or correct the ticket.
    """
    wanted = expected(job, "pages")
    if wanted is None or job.sheet or len(pages) == int(wanted):
        return
    yield Finding(
        "page_count", Severity.ERROR,
        f"Le fichier a {count(len(pages), 'page', 'pages')} ; la fiche de fabrication en annonce {int(wanted)}.",
        "Livrez toutes les pages, blanches comprises, ou corrigez la fiche de fabrication.",
        value=str(len(pages)), limit=str(int(wanted)), who="office",
    )  # fmt: skip


def _doubles(sizes: Sequence[tuple[float, float]], job: Job) -> list[int]:
    """Pages (from 1) about twice as wide as one page is, at its height."""
    width, height = expected(job, "width"), expected(job, "height")
    if width is None or height is None:
        width, height = min(sizes)
    return [
        number
        for number, (w, h) in enumerate(sizes, 1)
        if 1.9 * width <= w <= 2.2 * width and abs(h - height) <= 0.05 * height
    ]


@whole_rule
def spreads_delivered(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pages are delivered one by one.

    Rule: no page is twice as wide as the others.
    Why: imposition puts single pages side by side; a spread cannot be cut apart with its bleed.
    Fix: export single pages in reading order.
    """
    if job.sheet or not pages:
        return
    doubles = _doubles([trim_size(page) for page in pages], job)
    if not doubles:
        return
    yield Finding(
        "spreads_delivered", Severity.WARNING,
        f"{count(len(doubles), 'page a', 'pages ont')} le double de la largeur d'une page : des doubles pages ont été "
        "exportées en planches.",
        "Exportez des pages simples, dans l'ordre de lecture.", page=doubles[0], value=str(len(doubles)), limit="0",
        who="studio",
    )  # fmt: skip


@whole_rule
def trim_not_as_ordered(pages: Sequence[PageSummary], file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pages have the format of the job ticket.

    Rule: every trim has the size that the job ticket says, within 0.5 mm.
    Why: pages of a bound document are cut together, in one cut, to that size.
    Fix: bring the odd pages to the format; a cover goes into a file of its own.
    """
    width, height = expected(job, "width"), expected(job, "height")
    if job.sheet or not pages or width is None or height is None:
        return
    sizes = [trim_size(page) for page in pages]
    doubles = set(_doubles(sizes, job))
    odd = [
        number
        for number, size in enumerate(sizes, 1)
        if max(abs(size[0] - width), abs(size[1] - height)) > SAME and number not in doubles
    ]
    if not odd:
        return
    found, wanted = (f"{mm(w)} × {mm(h)}" for w, h in (sizes[odd[0] - 1], (width, height)))
    yield Finding(
        "trim_not_as_ordered", Severity.ERROR,
        f"{count(len(odd), 'page n’a', 'pages n’ont')} pas le format commandé : page {odd[0]}, {found}.",
        f"Mettez toutes les pages au format {wanted} ; la couverture se livre à part.",
        page=odd[0], value=found, limit=wanted, who="studio",
    )  # fmt: skip


@page_rule
def page_size_unusual(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """The page has a size that is printed.

    Rule: the sides of the trim lie between 25 mm and 1.2 m.
    Why: beyond, a page is mostly drawn to another scale or exported in pixels.
    Fix: export at the size of the finished product, at scale 1.
    """
    width, height = trim_size(page)
    if min(width, height) >= SMALLEST and max(width, height) <= LARGEST:
        return
    yield Finding(
        "page_size_unusual", Severity.WARNING,
        f"Le format fini est de {mm(width)} × {mm(height)}.",
        "Vérifiez l'échelle : le fichier se livre à la taille du produit fini, à l'échelle 1.",
        page=page.number, box=place(page.boxes.cut, page), value=f"{mm(width)} × {mm(height)}",
        limit=f"{mm(SMALLEST, 0)} à {mm(LARGEST, 0)}", who="studio",
    )  # fmt: skip
