"""Houses, villages, keeps, churches: simple volumes, the left face in light, the right one in shade."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi

from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, Point, arch, box, dome, polygon
from marbre.compose.scenes.plants import poplar, tree
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink

#: What may stand for paint on shutters and blinds.
PAINTS = ("riviere", "foret70", "rouge", "basalte", "terracotta", "prairie", "amethyste")


def panes(sheet: Sheet) -> Ink:
    """What a window shows: dusk inside by day, lamplight by night."""
    return sheet.light.glow if sheet.light.night else ink("brun")


def house(
    sheet: Sheet, x: float, base: float, wide: float, tall: float, stone: Tone, roof: Tone, detail: bool = True
) -> None:
    """A house seen at its corner: gable in the light, long side in shade. `x` is its left, `tall` the walls."""
    gable = wide * sheet.some(0.4, 0.55)
    pitch = gable * sheet.some(0.34, 0.46)
    eave, foot = base - tall, base + tall * 0.5
    ridge = (x + gable / 2, eave - pitch)
    sheet.fill(polygon((x, foot), (x, eave), ridge, (x + gable, eave), (x + gable, foot)), stone.lit)
    sheet.fill(box(x + gable, eave, wide - gable, tall * 1.5), stone.shade if wide < 5 else stone.mid)
    over = pitch * 0.16
    cover = ink("papier") if sheet.light.snow else roof.mid
    sheet.fill(
        polygon(
            ridge, (x + wide - gable * 0.45, ridge[1]), (x + wide + over, eave + over), (x + gable + over, eave + over)
        ),
        cover,
    )
    if wide > (3 if sheet.fine else 7):
        sheet.fill(
            polygon(
                ridge, (x - over, eave + over), (x - over, eave + over * 2.4),
                (x + gable / 2, ridge[1] + over * 1.6), (x + gable + over, eave + over * 2.2),
                (x + gable + over, eave + over),
            ),
            roof.shade,
        )
    if not detail or tall < 1.6:
        return
    size = tall * 0.2
    windows: Path = box(x + gable * 0.5 - size / 2, eave + tall * 0.16, size, size * 1.4)
    room = wide - gable
    for part in (0.3, 0.72) if room > tall * 0.7 and sheet.fine else (0.5,):
        windows += box(x + gable + room * part - size / 2, eave + tall * 0.26, size, size * 1.4)
    sheet.fill(windows, panes(sheet))


def keep(sheet: Sheet, x: float, base: float, wide: float, tall: float, stone: Tone) -> None:
    """A round keep with its battlements, `x` its axis."""
    left, top = x - wide / 2, base - tall
    sheet.fill(box(left, top, wide, tall * 1.2), stone.mid)
    sheet.fill(box(left, top, wide * 0.3, tall * 1.2), stone.lit)
    sheet.fill(box(left + wide * 0.68, top, wide * 0.32, tall * 1.2), stone.shade)
    merlon = wide * 1.12 / 7
    for index in range(4):
        tint = stone.lit if index == 0 else stone.shade if index == 3 else stone.mid
        sheet.fill(box(x - wide * 0.56 + index * 2 * merlon, top - merlon * 1.1, merlon, merlon * 1.3), tint)
    sheet.fill(box(x - wide * 0.56, top, wide * 1.12, merlon * 0.8), stone.shade)
    slits: Path = ()
    for part, place in ((0.3, 0.08), (0.55, -0.12)):
        slits += box(x + wide * place, top + tall * part, wide * 0.09, wide * 0.3)
    sheet.fill(slits, panes(sheet))


def ruin(sheet: Sheet, x: float, base: float, wide: float, tall: float, stone: Tone) -> None:
    """A broken wall of a castle, a window still in it."""
    top = base - tall
    outline = [
        (x, base), (x, top + tall * 0.3), (x + wide * 0.12, top + tall * 0.22), (x + wide * 0.2, top),
        (x + wide * 0.42, top + tall * 0.06), (x + wide * 0.5, top + tall * 0.4),
        (x + wide * 0.72, top + tall * 0.46), (x + wide * 0.8, top + tall * 0.66), (x + wide, base),
    ]
    sheet.fill(polygon(*outline), stone.mid)
    sheet.fill(polygon(*outline[:4], (x + wide * 0.25, base)), stone.lit)
    sheet.fill(arch(x + wide * 0.3, top + tall * 0.5, wide * 0.1, tall * 0.24), sheet.light.sky[-1])


def steeple(sheet: Sheet, x: float, base: float, wide: float, tall: float, stone: Tone, roof: Tone) -> None:
    """A bell tower with paired arches and a pyramid for a roof."""
    left, top = x - wide / 2, base - tall * 0.68
    sheet.fill(box(left, top, wide, base - top), stone.shade)
    sheet.fill(box(left, top, wide * 0.56, base - top), stone.lit)
    sheet.fill(
        polygon((left - wide * 0.08, top), (x + wide * 0.06, base - tall), (x + wide * 0.06, top)),
        ink("papier") if sheet.light.snow else roof.lit,
    )
    sheet.fill(polygon((x + wide * 0.06, base - tall), (x + wide * 0.58, top), (x + wide * 0.06, top)), roof.shade)
    bays: Path = ()
    for part in (0.12, 0.34, 0.66):
        bays += arch(left + wide * part, top + wide * 0.62, wide * 0.15, wide * 0.44)
    sheet.fill(bays, panes(sheet))


def village(sheet: Sheet, slope: Sequence[Point], size: float, rows: int, summit: str) -> None:
    """Houses heaped along the top of a slope, farthest first, crowned by a keep, a church or a ruin.

    `slope` is the hill's skyline; `size` the length of a house in mm.
    """
    dice, light = sheet.dice, sheet.light
    size *= 1.3 if sheet.fine == 0 else 1.0
    peak = min(slope, key=lambda point: point[1])
    reach = abs(slope[-1][0] - slope[0][0]) / 2
    _crown(sheet, peak, size, summit)
    for row in range(rows):
        half = reach * (0.34 + 0.5 * (row + 1) / rows)
        number = max(3, round(2 * half / (size * 0.86)))
        order = list(range(number))
        dice.shuffle(order)
        for index in order:
            x = peak[0] - half + 2 * half * (index + sheet.some(-0.2, 0.2)) / number
            drop = ((x - peak[0]) / reach) ** 2
            y = peak[1] + size * (0.25 + 0.62 * row) + reach * 0.42 * drop
            if dice.random() < 0.14 and size > 2:
                (poplar if dice.random() < 0.4 else tree)(
                    sheet, x + size / 2, y + size * 0.2, size * sheet.some(0.9, 1.3)
                )
                continue
            tones = (light.stone, Tone(light.stone.mid, light.stone.shade, light.stone.shade))
            house(
                sheet, x, y, size * sheet.some(0.85, 1.2), size * sheet.some(0.42, 0.62), dice.choice(tones), light.roof
            )


def _crown(sheet: Sheet, peak: Point, size: float, summit: str) -> None:
    light, (x, y) = sheet.light, peak
    room = max(y - sheet.top, size) * 0.9
    if summit in ("keep", "both"):
        keep(
            sheet, x + size * sheet.some(-0.7, 0.1), y + size * 0.4, size * 0.95,
            min(size * sheet.some(2.5, 3.1), room), light.stone,
        )
    if summit in ("church", "both"):
        off = size * (1.3 if summit == "both" else 0)
        steeple(sheet, x + off, y + size * 0.6, size * 0.8, min(size * 2.5, room), light.stone, light.roof)
    if summit == "ruin":
        part = min(1.0, room * 0.8 / (size * 1.9))
        ruin(sheet, x - size * 1.4 * part, y + size * 0.5, size * 2.8 * part, size * 1.9 * part, light.stone)


def bridge(
    sheet: Sheet, left: float, right: float, deck: float, water: float, arches: int, stone: Tone, through: Ink
) -> None:
    """A stone bridge, humped in the middle, its arches open on `through`."""
    span, hump = right - left, (water - deck) * 0.22
    sheet.fill(
        (
            ("M", left, water), ("L", left, deck),
            ("C", left + span * 0.3, deck - hump, left + span * 0.7, deck - hump, right, deck),
            ("L", right, water), ("Z",),
        ),
        stone.mid,
    )
    sheet.fill(
        (
            ("M", left, deck),
            ("C", left + span * 0.3, deck - hump, left + span * 0.7, deck - hump, right, deck),
            ("L", right, deck + hump * 0.4),
            ("C", left + span * 0.7, deck - hump * 0.5, left + span * 0.3, deck - hump * 0.5, left, deck + hump * 0.4),
            ("Z",),
        ),
        stone.lit,
    )
    step = span / arches
    under: Path = ()
    holes: Path = ()
    for index in range(arches):
        middle = abs((index + 0.5) / arches - 0.5)
        tall = (water - deck) * (0.86 - 0.5 * middle)
        holes += arch(left + step * (index + 0.12), water, step * 0.76, tall)
        under += arch(left + step * (index + 0.24), water, step * 0.64, tall * 0.94)
    sheet.fill(holes, stone.shade)
    sheet.fill(under, through)


def round_apse(
    sheet: Sheet,
    x: float,
    base: float,
    wide: float,
    tall: float,
    stone: Tone,
    roof: Tone,
    bays: int,
    pitch: float = 0.3,
    sill: float = 0.24,
) -> None:
    """A Romanesque apse seen from outside: a drum with bays under a half cone. `x` its axis, `tall` the wall."""
    left, top = x - wide / 2, base - tall
    sheet.fill(box(left, top, wide, tall), stone.mid)
    sheet.fill(box(left, top, wide * 0.26, tall), stone.lit)
    sheet.fill(box(left + wide * 0.76, top, wide * 0.24, tall), stone.shade)
    rise = wide * pitch
    sheet.fill(
        polygon(
            (left - wide * 0.04, top), (x - wide * 0.12, top - rise), (x + wide * 0.12, top - rise),
            (left + wide * 1.04, top),
        ),
        roof.shade,
    )
    sheet.fill(
        polygon(
            (left - wide * 0.04, top), (x - wide * 0.12, top - rise), (x + wide * 0.1, top - rise),
            (x + wide * 0.3, top),
        ),
        roof.mid,
    )
    openings: Path = ()
    for index in range(bays):
        place = -cos(pi * (index + 0.5) / bays) * 0.465
        size = wide * (0.17 if bays < 4 else 0.1) * (1.15 - abs(place))
        openings += arch(
            x + wide * place - size / 2, base - tall * sill, size, min(tall * (0.5 if sill < 0.5 else 0.24), size * 3)
        )
    sheet.fill(openings, panes(sheet))


def mosaic(sheet: Sheet, left: float, right: float, y: float, size: float, inks: Sequence[Ink], ground: Ink) -> None:
    """A band of coloured stones: lozenges and half discs in two or three colours."""
    sheet.fill(box(left, y - size / 2, right - left, size), ground)
    paths: list[Path] = [() for _ in inks]
    number = max(3, round((right - left) / size / (1.0 if sheet.fine else 2.0)))
    step = (right - left) / number
    for index in range(number):
        x = left + step * (index + 0.5)
        shape = polygon((x - step * 0.42, y), (x, y - size * 0.42), (x + step * 0.42, y), (x, y + size * 0.42))
        if index % 3 == 1:
            shape = dome(x, y + size * 0.3, step * 0.42, size * 0.66)
        paths[index % len(inks)] += shape
    for path, colour in zip(paths, inks, strict=True):
        sheet.fill(path, colour)
