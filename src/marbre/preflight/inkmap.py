"""Ink on paper: every plate of a page as a raster, worked out from what is painted, without any renderer.

Two pixels to the millimetre are enough: what matters is the mean of a square of 15 mm (GWG 2022, R0026). Inks are
subtractive: an amount a shows as 1 - a to the blend functions (ISO 32000-1, 11.7.4). What paints without overprint takes
the other inks away; with it, only the plates of its own colour space are touched, and of DeviceCMYK in mode 1 only those
with ink (8.6.7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image as Raster

from marbre.measures import mm_to_pt
from marbre.preflight.colours import PROCESS
from marbre.preflight.coverage import Plane, Stamp, box_stamp, outline_stamp, stroke_stamp
from marbre.preflight.facts import Colour, Image, InkCover, Kind, PageFacts, Painted, Rect
from marbre.preflight.letters import Letters
from marbre.preflight.pixels import Pictures
from marbre.preflight.separating import Separator, inks_of

#: Pixels to the millimetre, most pixels of a map, most mm of bleed that it shows.
FINENESS, _MOST_PIXELS, _MOST_BLEED = 2.0, 4_000_000, 10.0
#: Things drawn on a map; beyond the first number only those of a millimetre squared and more.
_MOST_DRAWN, _MOST_AT_ALL = 15_000, 60_000
#: What a soft mask lets through on the whole: nobody knows without drawing it.
_SOFT = 0.5
#: Pixels to the millimetre of the small picture of a page's ink.
_HEAT = 0.5


@dataclass(frozen=True, slots=True)
class InkMap:
    """`planes` by colorant, rows from the head, amounts 0 to 1; `rect` is the area covered in user space, `step` the side
    of a pixel in pt of user space, `mm` its side on paper; `trim` the trim as (left, top, right, bottom) in pixels;
    `unread` pictures whose pixels could not be measured."""

    rect: Rect
    step: float
    mm: float
    planes: Mapping[str, Plane]
    trim: tuple[int, int, int, int]
    unread: int = 0

    def process(self) -> Plane:
        """The four process inks together, 0 to 4."""
        total: Plane = sum(self.planes[name] for name in PROCESS)  # type: ignore[assignment]
        return total


def ink_map(page: PageFacts, pictures: Pictures, letters: Letters | None = None, fineness: float = FINENESS) -> InkMap:
    """The plates of a page: its trim and bleed at `fineness` pixels to the mm."""
    rect, step, mm = _area(page, fineness)
    width = max(1, round((rect[2] - rect[0]) / step))
    height = max(1, round((rect[3] - rect[1]) / step))
    names = _colorants(page)
    easel = _Easel(names, np.zeros((len(names), height, width), np.float32), rect, step, pictures, letters or Letters())
    unread, drawn = 0, 0
    for thing in page.painted:
        if not thing.visible or not _meets(thing.box, rect):
            continue
        drawn += 1
        if drawn > _MOST_DRAWN and (drawn > _MOST_AT_ALL or _small(thing.box, 2 * step)):
            continue
        unread += not easel.paint(thing)
    cut = page.boxes.cut
    trim = (
        max(0, round((cut[0] - rect[0]) / step)), max(0, round((rect[3] - cut[3]) / step)),
        min(width, round((cut[2] - rect[0]) / step)), min(height, round((rect[3] - cut[1]) / step)),
    )  # fmt: skip
    planes = {name: easel.planes[index] for index, name in enumerate(names)}
    return InkMap(rect, step, mm, planes, trim, unread)


def _area(page: PageFacts, fineness: float) -> tuple[Rect, float, float]:
    """The rectangle that is mapped, the step in user space, the same in mm."""
    cut, bleed = page.boxes.cut, page.boxes.bleed or page.boxes.cut
    most = mm_to_pt(_MOST_BLEED) / page.user_unit
    rect = (
        max(min(bleed[0], cut[0]), cut[0] - most), max(min(bleed[1], cut[1]), cut[1] - most),
        min(max(bleed[2], cut[2]), cut[2] + most), min(max(bleed[3], cut[3]), cut[3] + most),
    )  # fmt: skip
    mm = 1 / fineness
    step = mm_to_pt(mm) / page.user_unit
    pixels = (rect[2] - rect[0]) * (rect[3] - rect[1]) / step**2
    coarser = max(1.0, (pixels / _MOST_PIXELS) ** 0.5)
    return rect, step * coarser, mm * coarser


def _meets(box: Rect, rect: Rect) -> bool:
    return box[0] < rect[2] and box[2] > rect[0] and box[1] < rect[3] and box[3] > rect[1]


def _small(box: Rect, side: float) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) < side * side


def _colorants(page: PageFacts) -> tuple[str, ...]:
    names = dict.fromkeys(PROCESS)
    for thing in page.painted:
        for colour in (thing.fill, thing.stroke, thing.image.colour if thing.image else None):
            if colour is not None and colour.colorants and thing.visible:
                names.update(dict.fromkeys(colour.colorants))
    return tuple(name for name in names if name not in ("All", "None"))[:32]


@dataclass(slots=True)
class _Easel:
    """The planes while they are painted on."""

    names: tuple[str, ...]
    planes: Plane
    rect: Rect
    step: float
    pictures: Pictures
    letters: Letters

    @property
    def size(self) -> tuple[int, int]:
        return self.planes.shape[2], self.planes.shape[1]

    def box(self, rect: Rect) -> Rect:
        """A rectangle of user space in pixels: left, top, right, bottom."""
        left, top, step = self.rect[0], self.rect[3], self.step
        return (rect[0] - left) / step, (top - rect[3]) / step, (rect[2] - left) / step, (top - rect[1]) / step

    def points(self, points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
        left, top, step = self.rect[0], self.rect[3], self.step
        return [((x - left) / step, (top - y) / step) for x, y in points]

    def paint(self, thing: Painted) -> bool:
        """Put a thing on the planes; False when it is a picture that cannot be measured."""
        if thing.kind is Kind.IMAGE and thing.image is not None:
            return self._picture(thing, thing.image)
        if thing.fill is not None:
            self._flat(thing, self._fill_stamp(thing), thing.fill, thing.overprint_fill)
        if thing.stroke is not None and thing.kind is Kind.PATH:
            runs = [(self.points(points), closed) for points, closed in thing.outline if points]
            stamp = stroke_stamp(runs, thing.line / self.step, self.box(thing.box), self.size)
            self._flat(thing, stamp, thing.stroke, thing.overprint_stroke)
        return True

    def _fill_stamp(self, thing: Painted) -> Stamp | None:
        box = self.box(thing.box)
        if thing.kind is Kind.TEXT:
            return box_stamp(box, self.size, self.letters.part(thing))
        subpaths = [self.points(points) for points, _ in thing.outline if points]
        if not subpaths:
            return box_stamp(box, self.size)
        return outline_stamp(subpaths, thing.even_odd, box, self.size)

    def _flat(self, thing: Painted, stamp: Stamp | None, colour: Colour, overprint: bool) -> None:
        if stamp is None:
            return
        inks = _mean_inks(thing, colour, self.pictures.separator)
        if inks is None:
            return
        touched = self._touched(colour, overprint, thing)
        for index, name in enumerate(self.names):
            if touched is None or name in touched:
                self._lay(index, stamp, inks.get(name, inks.get("All", 0.0)), thing)

    def _touched(self, colour: Colour, overprint: bool, thing: Painted) -> set[str] | None:
        """Plates that a colour touches; None for all of them."""
        if thing.blend != "Normal" and not overprint:
            return {*PROCESS, *colour.colorants}
        if not overprint:
            return None
        return touched_plates(colour, thing.mode if thing.kind is not Kind.SHADING else 0)

    def _lay(self, index: int, stamp: Stamp, ink: float | Plane, thing: Painted) -> None:
        window = self.planes[index, stamp.y0 : stamp.y1, stamp.x0 : stamp.x1]
        seen = thing.alpha * (_SOFT if thing.soft_mask else 1.0)
        blend = _BLENDS.get(thing.blend)
        if blend is not None:
            ink = blend(window, ink)
        if isinstance(stamp.part, float) and stamp.part * seen >= 1.0:
            window[...] = ink
            return
        if isinstance(ink, float) and ink == 0.0:
            window *= 1 - stamp.part * np.float32(seen)
            return
        window += (stamp.part * np.float32(seen)) * (ink - window)

    def _picture(self, thing: Painted, image: Image) -> bool:
        frame = box_stamp(self.box(thing.box), self.size)
        if frame is None:
            return True
        quad = self.points(thing.outline[0][0]) if thing.outline else []
        shown = self.pictures.placed(image.number, quad, (frame.x0, frame.y0, frame.x1, frame.y1))
        if shown is None:
            return False
        stamp = Stamp(frame.y0, frame.y1, frame.x0, frame.x1, frame.part * shown.cover)
        if image.mask:
            if thing.fill is not None:
                self._flat(thing, stamp, thing.fill, thing.overprint_fill)
            return True
        colour = image.colour
        touched = None
        if thing.overprint_fill:
            touched = touched_plates(colour, 0)
        elif thing.blend != "Normal":
            touched = {*PROCESS, *shown.inks}
        for index, name in enumerate(self.names):
            if touched is None or name in touched:
                self._lay(index, stamp, shown.inks.get(name, 0.0), thing)
        return True


def touched_plates(colour: Colour, mode: int) -> set[str] | None:
    """The plates that an overprinting colour touches (ISO 32000-1, table 148); None for all."""
    base = colour.base if colour.space in ("Indexed", "Pattern") and colour.base else colour.space
    if base == "DeviceCMYK" and mode == 1 and colour.inks:
        return {name for name, amount in colour.inks if amount > 0}
    if base in ("Separation", "DeviceN"):
        return None if "All" in colour.colorants else set(colour.colorants)
    return set(PROCESS)


def _mean_inks(thing: Painted, colour: Colour, separator: Separator) -> dict[str, float] | None:
    """A colour's amounts by colorant; of a shading the mean of its stops. None for what nobody can tell."""
    if thing.stops and colour is thing.fill:
        each = [inks for inks in (inks_of(stop, separator) for stop in thing.stops) if inks is not None]
        names = dict.fromkeys(name for inks in each for name in inks)
        return {name: sum(inks.get(name, 0.0) for inks in each) / len(each) for name in names} if each else None
    return inks_of(colour, separator)


Blend = Callable[[Plane, "float | Plane"], Plane]


def _overlay(under: Plane, over: float | Plane) -> Plane:
    """In light: twice the product in the dark half, its mirror in the bright one."""
    light, above = 1 - under, 1 - np.asarray(over, np.float32)
    mixed: Plane = np.where(light <= 0.5, 2 * light * above, 1 - 2 * (1 - light) * (1 - above))
    return 1 - mixed


def _hard_light(under: Plane, over: float | Plane) -> Plane:
    light, above = 1 - under, 1 - np.asarray(over, np.float32)
    mixed: Plane = np.where(above <= 0.5, 2 * light * above, 1 - 2 * (1 - light) * (1 - above))
    return 1 - mixed


#: Blend functions on amounts of ink (11.3.5); those not named here are taken as Normal.
_BLENDS: dict[str, Blend] = {
    "Multiply": lambda under, over: under + over - under * over,
    "ColorBurn": lambda under, over: under + over - under * over,
    "Screen": lambda under, over: under * over,
    "ColorDodge": lambda under, over: under * over,
    "Darken": lambda under, over: np.maximum(under, over),
    "Lighten": lambda under, over: np.minimum(under, over),
    "Overlay": _overlay,
    "SoftLight": _overlay,
    "HardLight": _hard_light,
}


def highest_mean(made: InkMap, side_mm: float) -> tuple[float, Rect]:
    """The most ink that any square of `side_mm` within the trim carries on the mean, in percent of the process inks
    together, and that square in user space. Smaller pages are squares of their own."""
    left, top, right, bottom = made.trim
    total = made.process()[top:bottom, left:right]
    height, width = total.shape
    if not height or not width:
        return 0.0, made.rect
    side = max(1, round(side_mm / made.mm))
    high, wide = min(side, height), min(side, width)
    table = np.zeros((height + 1, width + 1), np.float64)
    np.cumsum(np.cumsum(total, axis=0, dtype=np.float64), axis=1, out=table[1:, 1:])
    sums = table[high:, wide:] - table[:-high, wide:] - table[high:, :-wide] + table[:-high, :-wide]
    row, column = divmod(int(np.argmax(sums)), sums.shape[1])
    x, y = made.rect[0] + (left + column) * made.step, made.rect[3] - (top + row) * made.step
    box = (x, y - high * made.step, x + wide * made.step, y)
    return round(100 * float(sums[row, column]) / (high * wide), 2), box


def page_means(made: InkMap) -> tuple[tuple[str, float], ...]:
    """The mean of each ink over the trim, in percent."""
    left, top, right, bottom = made.trim
    if right <= left or bottom <= top:
        return tuple((name, 0.0) for name in made.planes)
    return tuple(
        (name, round(100 * float(plane[top:bottom, left:right].mean()), 2)) for name, plane in made.planes.items()
    )


def ink_cover(page: PageFacts, pictures: Pictures, side_mm: float, letters: Letters | None = None) -> InkCover:
    """What a page's ink map comes down to: its worst square of `side_mm`, the means, and a small picture of the whole."""
    made = ink_map(page, pictures, letters)
    highest, box = highest_mean(made, side_mm)
    small = Raster.fromarray(made.process() * np.float32(50))
    size = max(1, round(small.width * made.mm * _HEAT)), max(1, round(small.height * made.mm * _HEAT))
    heat = small.resize(size, Raster.Resampling.BOX)
    shown = np.asarray(heat, np.float32).round().clip(0, 255).astype(np.uint8)
    return InkCover(highest, box, page_means(made), made.rect, size[0], shown.tobytes(), made.unread)
