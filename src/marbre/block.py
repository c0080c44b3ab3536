"""A block: one piece of print composed once. The press makes blocks, the plan places them, the binder joins them.

Content streams are PDF operators in CSS pixels (96 to the inch) with `y` growing downwards from the block's head left;
whoever places a block sets the matrix. Two streams of one layout: `web` in sRGB with marked content, `ink` in the
printing inks without it. Fonts are named /F<face>, pictures /P<digest>, alpha states /a<value> and /A<value>, overprint
/GSo (black overprints) and /GSk (knocks out), everything else by its content, so that blocks join without renaming.
Marked-content ids are local to the block (from 0).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of one face that a block uses: glyph id → the text it stands for. `face` is the file's SHA-256."""

    face: str
    name: str
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture in a frame of `width` × `height` mm. `spec` says what to show (see `compose.pictures`)."""

    name: str
    spec: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `target` is a URL, or `marbre:<name>` for a place in the same document. Rectangle in CSS px."""

    target: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named place, in CSS px."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element (ISO 32000-1, 14.8.4). `kids`: marked-content ids, nodes, or ("link", index of the link)."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    kids: tuple[int | Node | tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Painted:
    """An object that streams paint with: `kind` XObject, Pattern, Shading, ExtGState or ColorSpace.

    `text` is its dictionary or array in PDF syntax, with `/@name` where it refers to another one; `data` the bytes of
    its stream, None where it has none; `uses` what that stream names. `target`: web or ink. The name comes from all this.
    """

    name: str
    kind: str
    text: str
    data: bytes | None
    uses: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the engine or the measuring said about a block: `id` is a finding's id."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One laid-out frame of a block: `height` of its content and `width` in CSS px."""

    width: float
    height: float
    web: bytes
    ink: bytes
    glyphs: tuple[Glyphs, ...] = ()
    pictures: tuple[PictureUse, ...] = ()
    states: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    structure: tuple[Node, ...] = ()
    marked: int = 0
    off_palette: tuple[str, ...] = ()
    objects: tuple[Painted, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block: usually one sheet; text threaded through several frames has one sheet a frame.

    `key` is the digest of all that it was made from.
    """

    key: str
    sheets: tuple[Sheet, ...]
    complaints: tuple[Complaint, ...] = field(default=())

    @property
    def sheet(self) -> Sheet:
        """The first sheet, all there is for a block that is not threaded."""
        return self.sheets[0]
