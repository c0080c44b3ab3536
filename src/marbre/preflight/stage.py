"""Where a content stream is played: the graphics state, the resources in force, and what has been painted so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from marbre.preflight.colours import GRAY, UNKNOWN, Space, colour_in, space_of
from marbre.preflight.facts import Colour, Font, Group, Image, Kind, Painted, Rect, Subpath
from marbre.preflight.layers import Layers
from marbre.preflight.paths import IDENTITY, Matrix, Point, common
from marbre.preflight.profiles import ToScreen
from marbre.preflight.streams import MOST, TooLarge, Undecodable, unpacked
from marbre.preflight.tokens import operations
from marbre.preflight.typefaces import Face, face_of

#: Steps (operators, points, glyphs) for a page and for a file; things painted on a page; bytes unpacked for a file.
PAGE_STEPS, FILE_STEPS, PAGE_PAINTED, FILE_BYTES = 2_000_000, 12_000_000, 100_000, 2**30
#: What a thing painted costs in steps: rules will look at it too.
_PAINTING = 8
#: Operators of a form are kept for its next use up to this size.
_KEPT_BYTES, _KEPT_TOTAL = 300_000, 24 * 2**20


class TooComplex(Exception):
    """A page, or the file, takes more steps than a page meant for print ever does."""


@dataclass(slots=True)
class Budget:
    """What may still be spent."""

    steps: int = FILE_STEPS
    bytes: int = FILE_BYTES
    kept: int = _KEPT_TOTAL


class State:
    """The graphics state (ISO 32000-1, 8.4), copied by `q`. `veil`, `masked`, `outer_blend` come from groups around."""

    def __init__(self, clip: Rect) -> None:
        self.ctm: Matrix = IDENTITY
        self.clip: Rect | None = clip
        self.clipped = False
        self.fill_space: Space = GRAY
        self.stroke_space: Space = GRAY
        self.fill: Colour = BLACK
        self.stroke: Colour = BLACK
        self.fill_pattern: Any = None
        self.stroke_pattern: Any = None
        self.fill_stops: tuple[Colour, ...] = ()
        self.line = 1.0
        self.op_fill = False
        self.op_stroke = False
        self.mode = 0
        self.alpha_fill = 1.0
        self.alpha_stroke = 1.0
        self.blend = "Normal"
        self.soft_mask = False
        self.veil = 1.0
        self.masked = False
        self.outer_blend = "Normal"
        self.face: Face | None = None
        self.size = 0.0
        self.spacing = 0.0
        self.word_spacing = 0.0
        self.stretch = 1.0
        self.leading = 0.0
        self.lift = 0.0
        self.render = 0

    def copy(self) -> State:
        """The same again."""
        twin = State.__new__(State)
        twin.__dict__ = self.__dict__.copy()
        return twin


BLACK = Colour("DeviceGray", (0.0,), (("Black", 1.0),), (0, 0, 0), colorants=("Black",))


@dataclass(slots=True, eq=False)
class Resources:
    """A resource dictionary (7.8.3) with what has been made of its entries. `around` serves forms that bring none."""

    dictionary: Any
    spaces: dict[str, Space] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    entries: dict[tuple[str, str], Any] = field(default_factory=dict)

    def find(self, category: str, name: str) -> Any:
        """An entry, or None."""
        key = category, name
        if key not in self.entries:
            found = None
            shelf = self.dictionary.get(category) if isinstance(self.dictionary, pikepdf.Dictionary) else None
            if isinstance(shelf, pikepdf.Dictionary) and name:
                found = shelf.get(f"/{name}")
            self.entries[key] = found
        return self.entries[key]


@dataclass(slots=True, eq=False)
class Workshop:
    """What all pages of a file share: its layers, the way to the screen, and things already read, by object number."""

    screen: ToScreen
    layers: Layers
    budget: Budget = field(default_factory=Budget)
    resources: dict[tuple[int, int], Resources] = field(default_factory=dict)
    faces: dict[tuple[int, int], Face] = field(default_factory=dict)
    spaces: dict[tuple[int, int], Space] = field(default_factory=dict)
    torn: dict[int, None] = field(default_factory=dict)
    programs: dict[tuple[int, int], list[tuple[bytes, list[Any]]]] = field(default_factory=dict)

    def resources_of(self, dictionary: Any) -> Resources:
        """The resources of a dictionary, the same ones each time it is met."""
        number = dictionary.objgen if isinstance(dictionary, pikepdf.Dictionary) else (0, 0)
        if number == (0, 0):
            return Resources(dictionary)
        if len(self.resources) > 512:
            self.resources.clear()
        return self.resources.setdefault(number, Resources(dictionary))

    def unpacked(self, stream: Any) -> bytes:
        """A stream's bytes, paid for. Raises TooLarge, Undecodable."""
        data, whole = unpacked(stream, min(self.budget.bytes, MOST))
        self.budget.bytes -= len(data)
        if not whole:
            self.torn.setdefault(stream.objgen[0])
        return data

    def program(self, stream: Any) -> Iterable[tuple[bytes, list[Any]]]:
        """The operators of a form, kept for its next use when it is small. Raises TooLarge, Undecodable."""
        number = stream.objgen
        known = self.programs.get(number)
        if known is not None:
            return known
        data = self.unpacked(stream)
        if len(data) > _KEPT_BYTES or number == (0, 0) or self.budget.kept < len(data):
            return operations(data)
        self.budget.kept -= len(data)
        program = self.programs[number] = list(operations(data))
        return program


@dataclass(slots=True, eq=False)
class Stage:
    """A page being played."""

    shop: Workshop
    media: Rect
    unit: float
    state: State
    resources: Resources
    play: Callable[[Stage, Iterable[tuple[bytes, list[Any]]]], None]
    base: Matrix = IDENTITY
    stack: list[State] = field(default_factory=list)
    path: list[list[Point]] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)
    point: Point = (0.0, 0.0)
    clipping: bool = False
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    text_clip: list[Rect] = field(default_factory=list)
    painted: list[Painted] = field(default_factory=list)
    groups: dict[Group, None] = field(default_factory=dict)
    fonts: dict[Font, None] = field(default_factory=dict)
    faults: dict[str, None] = field(default_factory=dict)
    marks: list[bool] = field(default_factory=list)
    hidden: int = 0
    open: tuple[tuple[int, int], ...] = ()
    form: int = 0
    steps: int = PAGE_STEPS
    colourless: bool = False
    cells: dict[Any, tuple[Painted, ...]] = field(default_factory=dict)
    cells_painted: int = 0

    def spend(self, steps: int) -> None:
        """Count steps. Raises TooComplex."""
        self.steps -= steps
        if self.steps < 0:
            raise TooComplex

    def fault(self, text: str) -> None:
        """Remember what could not be read, once."""
        if len(self.faults) < 50:
            self.faults.setdefault(text)

    def space(self, name: str) -> Space:
        """A colour space by the name that an operator gives."""
        resources = self.resources
        found = resources.spaces.get(name)
        if found is None:
            found = self._known(resources.find("/ColorSpace", name), name)
            if found is UNKNOWN:
                self.fault(f"espace de couleur {name}")
            resources.spaces[name] = found
        return found

    def _known(self, thing: Any, name: str) -> Space:
        """Spaces that are objects of their own are made once for the file."""
        number = thing.objgen if isinstance(thing, pikepdf.Array) else (0, 0)
        found = self.shop.spaces.get(number) if number != (0, 0) else None
        if found is None:
            found = self.space_of(thing if isinstance(thing, pikepdf.Array) else pikepdf.Name(f"/{name}"))
            if number != (0, 0) and len(self.shop.spaces) < 4096:
                self.shop.spaces[number] = found
        return found

    def space_of(self, thing: Any) -> Space:
        """The colour space that an object describes here."""
        return space_of(thing, lambda name: self.resources.find("/ColorSpace", name.removeprefix("/")))

    def colour(self, space: Space, parts: tuple[float, ...]) -> Colour:
        """A colour of a space."""
        return colour_in(space, parts, self.shop.screen)

    def face(self, name: str) -> Face | None:
        """A font by the name that `Tf` gives."""
        resources = self.resources
        if name not in resources.faces:
            thing = resources.find("/Font", name)
            if not isinstance(thing, pikepdf.Dictionary):
                self.fault(f"police {name} absente des ressources")
                return None
            resources.faces[name] = self.face_of(thing)
        return resources.faces[name]

    def face_of(self, thing: Any) -> Face:
        """The face of a font dictionary."""
        number = thing.objgen
        if number == (0, 0):
            return face_of(thing)
        if number not in self.shop.faces:
            try:
                self.shop.faces[number] = face_of(thing)
            except (TooLarge, Undecodable):
                self.shop.faces[number] = Face(Font("", "", False, False))
        return self.shop.faces[number]

    def paint(
        self, kind: Kind, rect: Rect, *, fill: bool = False, stroke: bool = False, line: float = 0.0, size: float = 0.0,
        text: str = "", font: Font | None = None, missing: int = 0, image: Image | None = None,
        outline: tuple[Subpath, ...] = (), even_odd: bool = False, colour: Colour | None = None,
        stops: tuple[Colour, ...] = (), shown: bool = True,
    ) -> Rect | None:  # fmt: skip
        """Note a thing painted with the state in force; gives what is seen of it, None when nothing is."""
        state = self.state
        seen = None if state.clip is None else common(rect, state.clip)
        if seen is not None and (
            (seen[2] <= seen[0] and rect[2] > rect[0]) or (seen[3] <= seen[1] and rect[3] > rect[1])
        ):
            seen = None
        alpha = 1.0
        if fill:
            alpha = state.alpha_fill
        if stroke:
            alpha = min(alpha, state.alpha_stroke)
        alpha *= state.veil
        visible = shown and seen is not None and not self.hidden and alpha > 0
        self.spend(_PAINTING)
        if len(self.painted) >= PAGE_PAINTED:
            raise TooComplex
        self.painted.append(
            Painted(
                kind, seen or rect, visible, (colour or state.fill) if fill else None, state.stroke if stroke else None,
                line, size, text, font, missing, image, outline, even_odd, state.clip if state.clipped else None,
                state.op_fill, state.op_stroke, state.mode, alpha,
                state.blend if state.blend != "Normal" else state.outer_blend,
                state.soft_mask or state.masked, self.form, stops or (state.fill_stops if fill else ()),
            )
        )  # fmt: skip
        return seen if visible else None


def device(stage: Stage, name: str) -> Space:
    """A device space, or the Default space that stands for it in these resources (8.6.5.6)."""
    known = stage.resources.spaces.get(name)
    return known if known is not None else stage.space(name)
