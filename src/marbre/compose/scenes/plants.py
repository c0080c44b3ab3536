"""Trees, hedges, vines, reeds and flowers, lit from the left."""

from __future__ import annotations

from math import cos, pi, sin

from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import Path, blob, box, curve, ellipse, line, polygon, rays
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink, Segment

#: What keeps its needles in autumn.
EVERGREEN = Tone(ink("prairie"), ink("foret70"), ink("foret"))


def tree(sheet: Sheet, x: float, base: float, tall: float, tone: Tone | None = None) -> None:
    """A round tree; in winter its bare branches."""
    light = sheet.light
    if light.bare and tone is None:
        bare_tree(sheet, x, base, tall, ink("brun70") if not light.night else light.dark)
        return
    lit, mid, shade = tone or light.leaf
    wide = tall * sheet.some(0.3, 0.38)
    sheet.fill(
        polygon(
            (x - tall * 0.03, base), (x - tall * 0.02, base - tall * 0.5),
            (x + tall * 0.03, base - tall * 0.5), (x + tall * 0.04, base),
        ),
        light.dark,
    )
    cy = base - tall * 0.64
    if tall < (9 if sheet.fine else 14):
        sheet.fill(ellipse(x, cy, wide, tall * 0.36), shade)
        sheet.fill(ellipse(x - wide * 0.16, cy - tall * 0.035, wide * 0.8, tall * 0.3), mid)
        return
    turn = sheet.some(0, 1)
    for colour, size, shift, leaves in ((shade, 1.0, 0.0, 7), (mid, 0.8, 0.16, 6), (lit, 0.44, 0.44, 4)):
        sheet.fill(
            _crown(x - wide * shift, cy - tall * shift * 0.22, wide * size, tall * 0.36 * size, leaves, turn), colour
        )


def _crown(x: float, y: float, rx: float, ry: float, leaves: int, turn: float) -> Path:
    """A crown with a scalloped edge, drawn as one outline of arcs."""
    path: list[Segment] = []
    for index in range(leaves + 1):
        angle = turn + 2 * pi * index / leaves
        end = (x + rx * 0.9 * cos(angle), y + ry * 0.9 * sin(angle))
        if not index:
            path.append(("M", *end))
            continue
        reach, back = 1.24, 2 * pi / leaves
        one, two = angle - back * 0.8, angle - back * 0.2
        path.append(
            (
                "C", x + rx * reach * cos(one), y + ry * reach * sin(one), x + rx * reach * cos(two),
                y + ry * reach * sin(two), *end,
            )
        )
    return (*path, ("Z",))


def bare_tree(sheet: Sheet, x: float, base: float, tall: float, wood: Ink) -> None:
    """A tree in winter: trunk and forks."""
    sheet.stroke(line((x, base), (x, base - tall * 0.62)), wood, tall * 0.055)
    path: Path = ()
    for part, angle in ((0.3, 0.7), (0.38, -0.65), (0.5, 0.5), (0.55, -0.45), (0.6, 0.05)):
        length = tall * (0.42 - part * 0.22)
        y = base - tall * part
        path += line(
            (x, y), (x + sin(angle) * length * 0.6, y - cos(angle) * length * 0.5),
            (x + sin(angle) * length * 0.8, y - length),
        )
    sheet.stroke(path, wood, tall * 0.026)


def poplar(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A tall poplar, as they stand along the Allier."""
    light = sheet.light
    wide = tall * sheet.some(0.1, 0.14)
    shade, mid = (light.leaf.shade, light.leaf.mid) if not light.bare else (ink("brun50"), ink("brun30"))
    outline = [
        (x, base - tall), (x + wide, base - tall * 0.5), (x + wide * 0.7, base - tall * 0.1), (x, base),
        (x - wide * 0.7, base - tall * 0.1), (x - wide, base - tall * 0.5),
    ]
    sheet.fill(blob(outline), shade)
    sheet.fill(
        blob(
            [
                (x - wide * 0.1, base - tall * 0.95), (x + wide * 0.15, base - tall * 0.5),
                (x - wide * 0.2, base - tall * 0.1), (x - wide * 0.8, base - tall * 0.45),
            ]
        ),
        mid,
    )


def fir(sheet: Sheet, x: float, base: float, tall: float, tone: Tone | None = None) -> None:
    """A fir of three tiers, half of it in shade; snow lies on it in winter."""
    leaf = sheet.light.leaf if sheet.light.leaf.mid.name != "ocre" else EVERGREEN
    _, mid, shade = tone or leaf
    wide = tall * 0.24
    left, right = [(x, base - tall)], [(x, base - tall)]
    for part, half in ((0.62, 0.52), (0.34, 0.78), (0.07, 1.0)):
        y = base - tall * part
        left += [(x - wide * half, y), (x - wide * half * 0.45, y - tall * 0.03)]
        right += [(x + wide * half, y), (x + wide * half * 0.45, y - tall * 0.03)]
    sheet.fill(box(x - tall * 0.025, base - tall * 0.12, tall * 0.05, tall * 0.12), sheet.light.dark)
    sheet.fill(polygon(*left[:-1], *reversed(right[:-1])), shade)
    sheet.fill(polygon(*left[:-1], (x + wide * 0.08, base - tall * 0.09)), ink("ciel50") if sheet.light.snow else mid)


def row_of_trees(sheet: Sheet, left: float, right: float, base: float, tall: float, shade: Ink) -> None:
    """A far wood or a hedge: one dark scalloped band."""
    path: list[Segment] = [("M", left, base + tall * 0.3), ("L", left, base - tall * 0.4)]
    x, y = left, base - tall * 0.4
    while x < right:
        step = tall * sheet.some(0.8, 1.5) * (1.8 if sheet.fine == 0 else 1.0)
        rise, foot = tall * sheet.some(0.3, 0.95), base - tall * sheet.some(0.3, 0.6)
        path.append(("C", x + step * 0.02, y - rise, x + step * 0.98, foot - rise, x + step, foot))
        x, y = x + step, foot
    sheet.fill((*path, ("L", x, base + tall * 0.3), ("Z",)), shade)


def fruit_tree(sheet: Sheet, x: float, base: float, tall: float, season: str) -> None:
    """An orchard tree: blossom in spring, fruit in summer and autumn."""
    tones = {
        "spring": Tone(ink("papier"), ink("terracotta15"), ink("terracotta30")),
        "autumn": Tone(ink("miel"), ink("ocre"), ink("terracotta")),
    }
    tree(sheet, x, base, tall, tones.get(season) if not sheet.light.night else None)
    if season in ("summer", "autumn"):
        path: Path = ()
        for _ in range(sheet.count(3, 6, 7)):
            size = max(tall * 0.028, 0.2)
            path += rays(x + tall * sheet.some(-0.24, 0.24), base - tall * sheet.some(0.42, 0.86), size, size, 3)
        sheet.fill(path, ink("rouge"))


def vine(sheet: Sheet, x: float, base: float, tall: float, season: str) -> None:
    """A vine on its stake."""
    light = sheet.light
    sheet.stroke(line((x, base), (x, base - tall * 1.12)), light.dark, tall * 0.05)
    if season == "winter":
        sheet.stroke(
            curve([(x, base - tall * 0.5), (x + tall * 0.25, base - tall * 0.75), (x + tall * 0.5, base - tall * 0.7)]),
            light.dark, tall * 0.07,
        )
        return
    mid, lit = (light.leaf.shade, light.leaf.mid) if season != "autumn" else (ink("terracotta"), ink("miel"))
    if sheet.fine == 0:
        sheet.fill(ellipse(x, base - tall * 0.6, tall * 0.5, tall * 0.4), mid)
        sheet.fill(ellipse(x - tall * 0.1, base - tall * 0.66, tall * 0.34, tall * 0.27), lit)
        return
    sheet.fill(
        blob(
            [
                (x - tall * 0.42, base - tall * 0.4), (x - tall * 0.3, base - tall * 0.85),
                (x + tall * 0.1, base - tall * 0.98), (x + tall * 0.45, base - tall * 0.7),
                (x + tall * 0.35, base - tall * 0.3), (x, base - tall * 0.22),
            ]
        ),
        mid,
    )
    sheet.fill(
        blob(
            [
                (x - tall * 0.36, base - tall * 0.5), (x - tall * 0.2, base - tall * 0.86),
                (x + tall * 0.1, base - tall * 0.8), (x - tall * 0.05, base - tall * 0.5),
            ]
        ),
        lit,
    )
    if tall > 9 and season in ("summer", "autumn"):
        a, b = x + tall * 0.1, base - tall * 0.42
        bunch = blob(
            [(a - tall * 0.13, b), (a, b - tall * 0.05), (a + tall * 0.13, b), (a + tall * 0.02, b + tall * 0.24)]
        )
        sheet.fill(bunch, ink("amethyste") if not light.night else light.dark)


def reeds(sheet: Sheet, left: float, right: float, base: float, tall: float, shade: Ink) -> None:
    """A bed of reeds with their plumes."""
    blades: Path = ()
    plumes: Path = ()
    x = left
    while x < right:
        height, lean = tall * sheet.some(0.5, 1.0), tall * sheet.some(-0.12, 0.16)
        blades += (
            ("M", x - tall * 0.02, base),
            ("C", x, base - height * 0.5, x, base - height * 0.8, x + lean, base - height),
            ("C", x + tall * 0.03, base - height * 0.8, x + tall * 0.04, base - height * 0.4, x + tall * 0.035, base),
            ("Z",),
        )
        if sheet.dice.random() < 0.3:
            plumes += ellipse(x + lean, base - height, tall * 0.026, tall * 0.1)
        x += tall * sheet.some(0.05, 0.11) * (2.4 if sheet.fine == 0 else 1.0)
    sheet.fill(blades, shade)
    sheet.fill(plumes, ink("terracotta"))


def flowers(sheet: Sheet, top: float, base: float, number: int, inks: tuple[Ink, ...]) -> None:
    """Spots of colour in the grass, smaller and closer farther off."""
    for colour in inks:
        path: Path = ()
        for _ in range(number):
            near = sheet.dice.random() ** 0.7
            size = max(sheet.unit * (0.18 + 0.6 * near), 0.1)
            x, y = sheet.x(sheet.dice.random()), top + (base - top) * near
            path += ellipse(x, y, size, size * 0.72) if sheet.fine else rays(x, y, size, size, 2)
        sheet.fill(path, colour)


def grass(sheet: Sheet, y: float, number: int, shade: Ink) -> None:
    """Tufts at the foot of the sheet."""
    path: Path = ()
    for _ in range(number):
        x, tall = sheet.x(sheet.dice.random()), sheet.unit * sheet.some(2, 5.5)
        foot = y + sheet.unit * sheet.some(0, 4)
        for lean in (-0.35, 0.05, 0.4):
            path += polygon(
                (x - tall * 0.06, foot), (x + lean * tall, foot - tall * (1 - abs(lean) * 0.5)), (x + tall * 0.06, foot)
            )
    sheet.fill(path, shade)
