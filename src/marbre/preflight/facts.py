"""What a finished PDF says and shows, as values: the only thing that preflight rules look at.

Facts come from the file alone, never from our own settings. Coordinates are default user space of the page in pt
(ISO 32000-1, 8.3.2.3), `y` growing upwards, before /Rotate; rectangles are (left, bottom, right, top), normalised.
Colour parts and ink amounts run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Rect = tuple[float, float, float, float]
#: Subpaths, each a run of points with curves flattened to a tenth of a millimetre; the last flag says closed.
Subpath = tuple[tuple[tuple[float, float], ...], bool]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as it is painted.

    `space` is the family that the file names: DeviceGray, DeviceRGB, DeviceCMYK, CalGray, CalRGB, Lab, ICCBased,
    Indexed, Separation, DeviceN, Pattern. `inks` are colorant → amount for what prints by number: the process names
    Cyan, Magenta, Yellow, Black (DeviceGray is Black alone) and spot names; `All` is registration colour; empty for
    device-independent and RGB colours. `rgb` is an 8-bit approximation for the eye, `base` the space under Indexed or the
    alternate of Separation (or the device space that a Default space stands for), `components` of an ICCBased space.
    `colorants` are the inks that the space can print, also where no amount is known (pictures); `profile` is the digest
    of an ICCBased space's profile.
    """

    space: str
    parts: tuple[float, ...] = ()
    inks: tuple[tuple[str, float], ...] = ()
    rgb: tuple[int, int, int] = (0, 0, 0)
    base: str = ""
    components: int = 0
    colorants: tuple[str, ...] = ()
    profile: str = ""

    @property
    def total(self) -> float:
        """Ink sum in percent."""
        return 100 * sum(amount for _, amount in self.inks)

    @property
    def white(self) -> bool:
        """Paper white: DeviceCMYK or Separation without ink, DeviceGray or RGB at full light."""
        if self.inks:
            return all(amount == 0 for _, amount in self.inks)
        return self.space in ("DeviceRGB", "CalRGB", "ICCBased") and self.rgb == (255, 255, 255)


class Kind(StrEnum):
    """What sort of thing is painted."""

    TEXT = "text"
    PATH = "path"
    IMAGE = "image"
    SHADING = "shading"


@dataclass(frozen=True, slots=True)
class Font:
    """A font. `name` without its subset tag; `kind` Type1, TrueType, Type3, Type0/CIDFontType2…; `embedded` program."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    type3: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """An image as placed. `ppi` is the smaller of both axes from the matrix (GWG); sizes in px; `mask` a 1-bit stencil;
    `soft_mask` says that it has one; `number` the object number, 0 for inline; `average` ink amounts (or empty)."""

    width: int
    height: int
    bits: int
    colour: Colour
    ppi: float
    filter: str = ""
    mask: bool = False
    soft_mask: bool = False
    number: int = 0
    interpolate: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """One thing painted, in order of painting.

    `box` bounds what is seen: cut by the clip and the MediaBox; `visible` is False for what is clipped away,
    in a hidden layer, of render mode 3, or fully transparent. Colours are None when that part is not painted.
    `line` is the stroke's width and `size` the type size, both in pt on paper (Tf × Tm × CTM; smaller axis for lines).
    `area` in pt² bounds what is covered. `overprint_*` from OP/op, `mode` is OPM; `alpha` the smaller of CA/ca in force;
    `blend` the blend mode; `outline` the flattened path of fills and strokes, empty for text; `clip` the clip's box.
    `missing` counts glyphs painted as .notdef. `stops` are colours met along a shading, whose `fill` has the most ink;
    `outline` of a picture is its four corners.
    """

    kind: Kind
    box: Rect
    visible: bool = True
    fill: Colour | None = None
    stroke: Colour | None = None
    line: float = 0.0
    size: float = 0.0
    text: str = ""
    font: Font | None = None
    missing: int = 0
    image: Image | None = None
    outline: tuple[Subpath, ...] = ()
    even_odd: bool = False
    clip: Rect | None = None
    overprint_fill: bool = False
    overprint_stroke: bool = False
    mode: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False
    form: int = 0
    stops: tuple[Colour, ...] = ()

    @property
    def area(self) -> float:
        """An upper bound of the area covered, in pt²: the box, or the outline's own area where that is less."""
        left, bottom, right, top = self.box
        boxed = max(0.0, right - left) * max(0.0, top - bottom)
        if self.fill is None or self.stroke is not None or not self.outline:
            return boxed
        return min(boxed, sum(_shoelace(points) for points, _ in self.outline))


def _shoelace(points: tuple[tuple[float, float], ...]) -> float:
    turned = points[1:] + points[:1]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, turned, strict=True))) / 2


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation: its subtype, rectangle, whether it shows on paper (flags), whether it carries an action."""

    subtype: str
    rect: Rect
    hidden: bool = False
    action: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes as the file states them (inherited values resolved), None where absent; `unequal` names odd ones."""

    media: Rect | None
    crop: Rect | None = None
    bleed: Rect | None = None
    trim: Rect | None = None
    art: Rect | None = None

    @property
    def cut(self) -> Rect:
        """Where the paper is cut: TrimBox, else ArtBox, CropBox, MediaBox (14.11.2)."""
        return self.trim or self.art or self.crop or self.media or (0.0, 0.0, 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Group:
    """A transparency group met: colour space family of /CS ("" when absent), whether it belongs to a luminosity mask,
    `where` is "page" or the object number; `components` and `profile` (a digest) of its space."""

    space: str
    luminosity: bool = False
    where: str = "page"
    components: int = 0
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code found on the rendered page. `box` bounds its modules; `text` is None when it cannot be decoded.

    `module` is the side of a module in pt (0 when unknown), `quiet` how many modules stay free on the worst side (at most
    4), `contrast` the luminance ratio (WCAG) of paper and ink, `inverted` says that it is light on dark.
    """

    box: Rect
    text: str | None
    module: float = 0.0
    quiet: float = 4.0
    contrast: float = 21.0
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class InkCover:
    """Ink on paper, measured. `highest` is the most that a square within the trim carries on the mean, in percent of the
    four process inks together, `box` that square; `means` are percent of each ink over the trim.

    `heat` shows where: `columns` bytes a row from the head, each half the percent of the process inks together, over
    `area`. `unread` counts pictures whose pixels could not be measured.
    """

    highest: float
    box: Rect
    means: tuple[tuple[str, float], ...] = ()
    area: Rect = (0.0, 0.0, 0.0, 0.0)
    columns: int = 0
    heat: bytes = b""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page with all that is painted on it, in order. `number` from 1. `faults` are what could not be read."""

    number: int
    boxes: Boxes
    rotate: int = 0
    user_unit: float = 1.0
    painted: tuple[Painted, ...] = ()
    groups: tuple[Group, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    fonts: tuple[Font, ...] = ()
    faults: tuple[str, ...] = ()
    label: str = ""
    codes: tuple[Code, ...] = ()
    ink: InkCover | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A Separation colorant: its name, the family of its alternate, its full tone in the alternate's parts."""

    name: str
    alternate: str
    full: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile in the file: bytes hash, class (prtr, mntr…), colour space (CMYK, RGB, GRAY), version, description."""

    digest: str
    kind: str
    space: str
    version: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """An output intent dictionary (14.11.5)."""

    subtype: str
    identifier: str = ""
    condition: str = ""
    info: str = ""
    registry: str = ""
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file around its pages. `xmp` is property → text (prefix:name); `info` the document information.

    `actions`, `embedded`, `external`, `faults` are short descriptions of what was met, one each.
    """

    name: str
    bytes: int
    version: str
    encrypted: bool
    pages: int
    ids: tuple[str, ...] = ()
    intents: tuple[OutputIntent, ...] = ()
    info: tuple[tuple[str, str], ...] = ()
    xmp: tuple[tuple[str, str], ...] = ()
    fonts: tuple[Font, ...] = ()
    spots: tuple[Spot, ...] = ()
    layers: tuple[str, ...] = ()
    layer_configurations: bool = False
    form: bool = False
    javascript: bool = False
    tagged: bool = False
    language: str = ""
    actions: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    faults: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = field(default=())
