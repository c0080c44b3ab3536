"""Ways through the bound document: links, outline, page labels. All aims come from the flat plan."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from marbre.findings import Finding, Severity
from marbre.measures import mm_to_pt
from marbre.plan.model import FlatPlan, Page, Placed


class Destinations:
    """Where every name of the plan lies: `marbre:<name>` → a page and a height on it."""

    def __init__(self, plan: FlatPlan, pages: list[Object], height: float, edge: float) -> None:
        self.pages = pages
        self.top = mm_to_pt(height + edge)
        self._places: dict[str, tuple[int, float]] = {}
        for index, page in enumerate(plan.pages):
            self._note(f"page:{page.label}", index, 0.0)
            for item in page.placed:
                self._note_item(item, index)

    def _note_item(self, item: Placed, index: int) -> None:
        for name in item.anchors:
            self._note(name, index, item.y)
        if item.record is not None:
            self._note(str(item.record), index, item.y)
        for anchor in item.sheet.anchors:
            self._note(anchor.name, index, item.y + anchor.y * 25.4 / 96)

    def _note(self, name: str, index: int, y: float) -> None:
        self._places.setdefault(name, (index, y))

    def array(self, name: str) -> Array | None:
        """An explicit destination (ISO 32000-1, 12.3.2.2), or None for a name nobody knows."""
        if name not in self._places:
            return None
        index, y = self._places[name]
        return self.at(index, y)

    def at(self, index: int, y: float) -> Array:
        """A destination at `y` mm below the head of page `index`."""
        return Array([self.pages[index], Name.XYZ, 0, round(self.top - mm_to_pt(max(y - 4, 0)), 2), 0])


def add_links(
    pdf: Pdf,
    item: Placed,
    page: Object,
    x: float,
    y: float,
    aims: Destinations,
    findings: list[Finding],
    where: Page,
) -> list[Object]:
    """Link annotations of a placed block; `x`, `y` its head left in pt. Unknown aims become findings."""
    made: list[Object] = []
    for link in item.sheet.links:
        left, top = x + link.x * 0.75, y - link.y * 0.75
        rect = [round(v, 2) for v in (left, top - link.height * 0.75, left + link.width * 0.75, top)]
        entry = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array(rect), Border=Array([0, 0, 0]), F=4, P=page,
            Contents=String(link.text or link.target),
        )  # fmt: skip
        if link.target.startswith("marbre:"):
            aim = aims.array(link.target[7:])
            if aim is None:
                findings.append(_lost(link.target, item, where))
                aim = Array([page, Name.Fit])
            entry.Dest = aim
        else:
            entry.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(link.target))
        made.append(pdf.make_indirect(entry))
    return made


def _lost(target: str, item: Placed, page: Page) -> Finding:
    return Finding(
        "link_unresolved",
        Severity.WARNING,
        f"Le renvoi « {target} » ne mène nulle part : rien de ce nom n'est placé dans cette édition.",
        "Corrigez l'identifiant dans le texte, ou ajoutez la fiche à la sélection.",
        record=item.record,
        page=page.folio,
        box=item.box,
        value=target,
    )


def add_outline(pdf: Pdf, plan: FlatPlan, aims: Destinations) -> None:
    """The outline, from the bookmarks of the plan."""
    with pdf.open_outline() as outline:
        stack: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for index, page in enumerate(plan.pages):
            for mark in page.bookmarks:
                entry = OutlineItem(mark.title, aims.at(index, mark.y))
                while stack[-1][0] >= mark.level:
                    stack.pop()
                stack[-1][1].append(entry)
                entry.is_closed = True
                stack.append((mark.level, entry.children))


def page_labels(pdf: Pdf, plan: FlatPlan) -> None:
    """Page labels (ISO 32000-1, 12.4.2): covers by name, the body by its folios."""
    numbers = Array()
    previous: int | None = None
    for index, page in enumerate(plan.pages):
        if page.folio is None:
            numbers.append(index)
            numbers.append(Dictionary(P=String(page.label)))
        elif previous is None or page.folio != previous + 1:
            numbers.append(index)
            numbers.append(Dictionary(S=Name.D, St=page.folio))
        previous = page.folio
    pdf.Root.PageLabels = Dictionary(Nums=numbers)
