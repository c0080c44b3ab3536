"""The structure tree of the bound document: blocks bring their nodes, pages give them marked-content numbers.

ISO 32000-1, 14.7 and 14.8; PDF/UA-1 (ISO 14289-1): every link annotation stands under a Link element (7.18.5), the
parent tree knows every marked-content id of a page and every annotation.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from marbre.block import Node


@dataclass(slots=True)
class TagTree:
    """Grows while pages are bound; `close` hangs it on the catalog."""

    pdf: Pdf
    document: Object
    sections: list[Object] = field(default_factory=list)
    parents: list[tuple[int, Object]] = field(default_factory=list)
    next_key: int = 0
    section: Object | None = None

    def open_section(self, title: str) -> None:
        """A new section: what follows belongs to it."""
        entry = Dictionary(Type=Name.StructElem, S=Name.Sect, P=self.document)
        if title:
            entry.T = String(title)
        self.section = self.pdf.make_indirect(entry)
        self.sections.append(self.section)
        self.section.K = Array()

    def page_key(self) -> int:
        """The key of the next page or annotation in the parent tree."""
        self.next_key += 1
        return self.next_key - 1


def new_tree(pdf: Pdf) -> TagTree:
    """An empty tree with its Document element."""
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
    return TagTree(pdf, document)


def add_nodes(
    tree: TagTree,
    nodes: tuple[Node, ...],
    page: Object,
    first: int,
    links: list[Object],
    by_mark: dict[int, Object],
) -> None:
    """Hang a block's nodes into the open section. `first` is added to its marked-content ids; `by_mark` collects
    id → element for the page's entry in the parent tree; `links` are its annotations, in order."""
    section = tree.section
    assert section is not None
    for node in nodes:
        section.K.append(_element(tree, node, section, page, first, links, by_mark))


def _element(
    tree: TagTree,
    node: Node,
    parent: Object,
    page: Object,
    first: int,
    links: list[Object],
    by_mark: dict[int, Object],
) -> Object:
    element = tree.pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name("/" + node.tag), P=parent, Pg=page)
    )
    _attributes(element, node)
    kids = Array()
    for kid in node.kids:
        if isinstance(kid, int):
            kids.append(first + kid)
            by_mark[first + kid] = element
        elif isinstance(kid, Node):
            kids.append(_element(tree, kid, element, page, first, links, by_mark))
        else:
            annotation = links[kid[1]]
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))
            key = tree.page_key()
            annotation.StructParent = key
            tree.parents.append((key, element))
    element.K = kids
    return element


_OWNERS = {"Scope": "Table", "ColSpan": "Table", "RowSpan": "Table", "ListNumbering": "List"}


def _attributes(element: Object, node: Node) -> None:
    owned: dict[str, Dictionary] = {}
    for name, value in node.attributes:
        if name in ("Alt", "Lang", "ActualText"):
            element[Name("/" + name)] = String(value)
            continue
        owner = _OWNERS[name]
        entry = owned.setdefault(owner, Dictionary(O=Name("/" + owner)))
        entry[Name("/" + name)] = int(value) if name.endswith("Span") else Name("/" + value)
    if owned:
        entries = list(owned.values())
        element.A = entries[0] if len(entries) == 1 else Array(entries)


def close(tree: TagTree) -> None:
    """Write the root and the parent tree, and say that the document is tagged."""
    pdf = tree.pdf
    filled = [section for section in tree.sections if len(section.K)]
    tree.document.K = Array(filled)
    numbers = Array()
    for key, value in sorted(tree.parents, key=lambda pair: pair[0]):
        numbers.append(key)
        numbers.append(value)
    root = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([tree.document]),
            ParentTree=pdf.make_indirect(Dictionary(Nums=numbers)),
            ParentTreeNextKey=tree.next_key,
        )
    )
    tree.document.P = root
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
