"""The tags of a laid-out page, as plain nodes (ISO 32000-1, 14.8; PDF/UA-1, ISO 14289-1).

Elements that say nothing (div, span, wrappers) melt into their parent, so the tree holds what a reader can use.
"""

from __future__ import annotations

from typing import Any

from marbre.block import Node

_TAGS = {
    "article": "Art", "section": "Sect", "blockquote": "BlockQuote", "p": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "img": "Figure", "a": "Link", "aside": "Sect", "address": "P",
}  # fmt: skip

Kid = int | Node | tuple[str, int]


def hidden_elements(root: Any) -> frozenset[Any]:
    """Elements inside `aria-hidden="true"`: decoration, not to be read aloud."""
    return frozenset(
        inner for element in root.iter() if element.get("aria-hidden") == "true" for inner in element.iter()
    )


def structure_of(page_box: Any, marks: dict[Any, int], links: dict[int, list[int]]) -> tuple[Node, ...]:
    """The structure elements of a page. `marks`: box → marked-content id; `links`: id of a box → its links."""
    return tuple(_as_node(kid) for kid in _paragraphs(_kids(page_box, marks, links, None)))


def _as_node(kid: Kid) -> Node:
    return kid if isinstance(kid, Node) else Node("P", (), (kid,))


def _children(box: Any) -> list[Any]:
    found = []
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        found.append(child)
    return found


def _kids(box: Any, marks: dict[Any, int], links: dict[int, list[int]], within: Any) -> list[Kid]:
    """What lies in a box, its own element melted away."""
    kids: list[Kid] = []
    for child in _children(box):
        kids.extend(_of(child, marks, links, box.element if box.element is not None else within))
    return kids


def _of(box: Any, marks: dict[Any, int], links: dict[int, list[int]], within: Any) -> list[Kid]:
    if box in marks and not _children(box):
        number = marks[box]
        if box.element is not None and box.element.tag == "img":
            return [Node("Figure", (("Alt", box.element.get("alt", "")),), (number,))]
        return [number]
    element = box.element
    tag = _tag(element, str(box.element_tag)) if element is not None and element is not within else None
    kids = _kids(box, marks, links, within)
    if tag is None:
        return kids
    if tag == "Link":
        own: list[Kid] = [("link", index) for index in links.get(id(box), [])]
        return [Node("Link", (), (*kids, *own))] if own and kids else kids
    if not kids:
        return []
    attributes = _attributes(element, tag)
    return [Node(tag, attributes, tuple(_arranged(tag, kids)))]


def _tag(element: Any, name: str) -> str | None:
    """What an element is called in the file; a span only where it says another language (ISO 32000-1, 14.9.2)."""
    return "Span" if name == "span" and element.get("lang") else _TAGS.get(name)


def _attributes(element: Any, tag: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    if element.get("lang") and element.tag != "html":
        pairs.append(("Lang", element.get("lang")))
    if tag == "TH":
        pairs.append(("Scope", "Row" if element.get("scope") == "row" else "Column"))
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if tag in ("TH", "TD") and element.get(name, "1") != "1":
            pairs.append((key, element.get(name)))
    if tag == "L":
        pairs.append(("ListNumbering", "Decimal" if element.tag == "ol" else "None"))
    return tuple(pairs)


def _arranged(tag: str, kids: list[Kid]) -> list[Kid]:
    """Kids in the shape the standard asks for: list items have bodies, sections hold no loose text."""
    if tag == "L":
        return [kid if isinstance(kid, Node) and kid.tag == "LI" else _item([kid]) for kid in kids]
    if tag == "LI":
        return [Node("LBody", (), tuple(kids))]
    if tag in ("Art", "Sect", "BlockQuote"):
        return _paragraphs(kids)
    return kids


def _item(kids: list[Kid]) -> Node:
    return Node("LI", (), (Node("LBody", (), tuple(kids)),))


_INLINE = frozenset({"Link", "Span"})


def _paragraphs(kids: list[Kid]) -> list[Kid]:
    """Runs of loose text gathered into paragraphs."""
    out: list[Kid] = []
    run: list[Kid] = []
    for kid in kids:
        if isinstance(kid, Node) and kid.tag not in _INLINE:
            if run:
                out.append(Node("P", (), tuple(run)))
                run = []
            out.append(kid)
        else:
            run.append(kid)
    if run:
        out.append(Node("P", (), tuple(run)))
    return out
