"""Scenes of good living: vines, orchards, market, cheese cellar, table, workshop, shop window, garden."""

from __future__ import annotations

from marbre.compose.scenes.buildings import house, panes, village
from marbre.compose.scenes.figures import person
from marbre.compose.scenes.heritage import facades
from marbre.compose.scenes.land import backdrop, framing, hills, strata
from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, arch, below, blob, box, curve, dome, ellipse, line, polygon
from marbre.compose.scenes.plants import flowers, fruit_tree, poplar, row_of_trees, tree, vine
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.drawing import Ink


def vineyard(sheet: Sheet, season: str) -> None:
    """Terraces of vines held by dry stone walls, the village above."""
    horizon = sheet.y(sheet.some(0.46, 0.54))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.28)
    light, unit = sheet.light, sheet.unit
    slope = [(sheet.x(-0.05), sheet.y(0.62)), (sheet.x(0.25), sheet.y(0.56)), (sheet.x(0.6), sheet.y(0.42)), (sheet.x(0.84), sheet.y(0.38)), (sheet.x(1.05), sheet.y(0.44))]
    sheet.fill(below(slope, sheet.height), light.meadow.mid)
    spur = [(sheet.x(0.66), sheet.y(0.43)), (sheet.x(0.82), sheet.y(0.39)), (sheet.x(0.98), sheet.y(0.42))]
    village(sheet, spur, unit * 7, sheet.count(1, 2, 2), sheet.dice.choice(("church", "keep")))
    number = sheet.count(2, 4, 4)
    for row in range(number):
        near = (row + 1) / number
        drop = (sheet.y(1.0) - sheet.y(0.5)) * near**1.4
        tops = [(x, y + drop * (0.75 + 0.5 * (1 - x / sheet.width))) for x, y in slope]
        wall = unit * (1.2 + 2.2 * near)
        sheet.fill(below([(x, y - wall) for x, y in tops], sheet.height), light.stone.shade)
        sheet.fill(below(tops, sheet.height), light.earth.lit if row % 2 else light.field.lit)
        tall = unit * (4.5 + 9 * near)
        step = tall * (1.25 if sheet.fine else 2.3)
        x = sheet.x(-0.03) + step * sheet.some(0, 0.6)
        while x < sheet.width * 1.03:
            vine(sheet, x, _on(tops, x) + tall * 0.62, tall, season)
            x += step
    framing(sheet, light.dark)
    if sheet.dice.random() < 0.7:
        person(sheet, sheet.x(0.84), sheet.foot - unit * 7, unit * 14, ink("brun"), light.accent)


def _on(points: list[tuple[float, float]], x: float) -> float:
    for (xa, ya), (xb, yb) in zip(points, points[1:], strict=False):
        if xa <= x <= xb:
            return ya + (yb - ya) * (x - xa) / (xb - xa)
    return points[-1][1]


def orchard(sheet: Sheet, season: str) -> None:
    """Rows of fruit trees in the grass, a ladder against one of them."""
    horizon = sheet.y(sheet.some(0.48, 0.56))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3, ("puys", "hills", "hills"))
    light, unit = sheet.light, sheet.unit
    strata(sheet, hills(sheet, horizon + unit * 3, unit * 4), (light.meadow.mid, light.meadow.lit, light.meadow.mid, light.meadow.lit), unit * 8)
    house(sheet, sheet.x(sheet.some(0.6, 0.8)), horizon + unit * 6, unit * 11, unit * 5, light.stone, light.roof)
    rows = sheet.count(2, 3, 3)
    for row in range(rows):
        near = (row + 0.4) / (rows - 0.4)
        tall, y = unit * (9 + 23 * near), horizon + unit * 10 + (sheet.y(0.95) - horizon - unit * 10) * near
        number = max(2, round(sheet.width / tall * sheet.count(46, 84, 84) / 100))
        for index in range(number + 1):
            x = sheet.width * (index + (0.5 if row % 2 else 0.1)) / number + tall * sheet.some(-0.1, 0.1)
            sheet.fill(ellipse(x + tall * 0.16, y, tall * 0.36, tall * 0.045), light.meadow.shade)
            fruit_tree(sheet, x, y, tall, season)
    _basket(sheet, sheet.x(sheet.some(0.4, 0.7)), sheet.y(0.99), unit * 9, season)
    flowers(sheet, sheet.y(0.8), sheet.foot, sheet.count(8, 20, 40), (ink("papier"),))


def _basket(sheet: Sheet, x: float, base: float, wide: float, season: str) -> None:
    fruit: Path = ()
    for part in (-0.32, -0.1, 0.14, 0.34, 0.0):
        fruit += ellipse(x + wide * part, base - wide * (0.5 if part else 0.62), wide * 0.15)
    sheet.fill(fruit, ink("rouge") if season != "spring" else ink("fuchsia"))
    sheet.stroke((("M", x - wide * 0.44, base - wide * 0.45), ("C", x - wide * 0.3, base - wide * 1.1, x + wide * 0.3, base - wide * 1.1, x + wide * 0.44, base - wide * 0.45)), ink("brun"), wide * 0.05)
    sheet.fill(polygon((x - wide * 0.5, base - wide * 0.46), (x + wide * 0.5, base - wide * 0.46), (x + wide * 0.36, base), (x - wide * 0.36, base)), ink("ocre"))
    sheet.fill(polygon((x + wide * 0.1, base - wide * 0.46), (x + wide * 0.5, base - wide * 0.46), (x + wide * 0.36, base), (x + wide * 0.08, base)), ink("terracotta"))


def market(sheet: Sheet, season: str) -> None:
    """Market stalls under striped awnings, house fronts behind."""
    light, unit = sheet.light, sheet.unit
    sky(sheet, sheet.y(0.4))
    base = sheet.y(0.72)
    facades(sheet, base, unit * sheet.some(36, 46))
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("sable") if not light.night else ink("basalte"))
    number = max(1, round(sheet.width / unit / (50 if sheet.fine else 62)))
    colours = [light.accent, ink("riviere"), ink("rouge"), ink("foret70"), ink("miel")]
    first, *others = colours
    sheet.dice.shuffle(others)
    step = sheet.width / number
    for index in range(number):
        stall(sheet, step * (index + 0.5) + unit * sheet.some(-3, 3), sheet.y(0.94), step * sheet.some(0.7, 0.8), unit * 42, ([first, *others])[index % 5])
    for part in (sheet.some(0.02, 0.16), sheet.some(0.86, 0.97), sheet.some(0.46, 0.54))[: sheet.count(2, 3, 3)]:
        person(sheet, sheet.x(part), sheet.y(1.0), unit * sheet.some(27, 31), ink("brun"), ink(sheet.dice.choice(("riviere", "rouge", "foret70", "basalte", "creme"))), sheet.dice.random() < 0.5, sheet.dice.random() < 0.5)


def stall(sheet: Sheet, x: float, base: float, wide: float, tall: float, colour: Ink) -> None:
    """A stall: posts, seller, crates of fruit and an awning in stripes."""
    unit, pale = sheet.unit, ink("papier")
    left = x - wide / 2
    sheet.fill(box(left + wide * 0.04, base - tall, unit, tall) + box(left + wide * 0.94, base - tall, unit, tall), ink("brun"))
    person(sheet, x + wide * sheet.some(-0.2, 0.2), base - tall * 0.1, tall * 0.66, ink("brun"), ink("creme"))
    table = base - tall * 0.34
    sheet.fill(box(left, table, wide, tall * 0.3), ink("ocre"))
    sheet.fill(box(left, table + tall * 0.22, wide, tall * 0.08), ink("terracotta"))
    goods = ("rouge", "prairie", "miel", "terracotta", "foret70", "amethyste")
    crates = max(3, round(wide / (unit * (9 if sheet.fine else 18))))
    for index in range(crates):
        a, w = left + wide * (index + 0.08) / crates, wide / crates * 0.84
        heap: Path = ()
        for k in range(3 if sheet.fine == 0 else 4):
            count = 3 if sheet.fine == 0 else 4
            heap += ellipse(a + w * (k + 0.5) / count, table - tall * 0.02 - (tall * 0.035 if k % 2 else 0), w / count * 0.62)
        sheet.fill(heap, ink(goods[(index + round(x)) % 6]))
        sheet.fill(box(a, table - tall * 0.012, w, tall * 0.1), ink("sable"))
    top, front_, stripes = base - tall * 1.12, base - tall * 0.8, (8 if sheet.fine else 4)
    for index in range(stripes):
        a, b = index / stripes, (index + 1) / stripes
        xa, xb = left - wide * 0.05 + wide * 1.1 * a, left - wide * 0.05 + wide * 1.1 * b
        ta, tb = left + wide * 0.06 + wide * 0.88 * a, left + wide * 0.06 + wide * 0.88 * b
        drop = (xb - xa) * 0.5
        sheet.fill((("M", ta, top), ("L", tb, top), ("L", xb, front_), ("C", xb, front_ + drop, xa, front_ + drop, xa, front_), ("Z",)), colour if index % 2 == 0 else pale)


def cheese_cellar(sheet: Sheet, season: str) -> None:
    """A vaulted cellar where saint-nectaires ripen on their boards."""
    unit = sheet.unit
    dark, mid, lit = sheet.dice.choice((("brun", "brun70", "ocre50"), ("basalte", "basalte70", "basalte50"), ("terracotta", "terracotta70", "terracotta50")))
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(dark))
    base, middle = sheet.y(0.9), sheet.x(sheet.some(0.44, 0.58))
    for wide, colour in ((sheet.width * 1.06, mid), (sheet.width * 0.86, lit)):
        sheet.fill(arch(middle - wide / 2, sheet.height, wide, sheet.height - sheet.top - unit * (3 if colour == mid else 9)), ink(colour))
    glow = unit * 17
    sheet.fill(arch(middle - glow, base, glow * 2, unit * 46), ink("miel30"))
    sheet.fill(arch(middle - glow * 0.7, base, glow * 1.4, unit * 38), ink("creme"))
    person(sheet, middle, base, unit * 28, ink("brun"), sheet.light.accent)
    sheet.fill(polygon((middle - glow, base), (middle + glow, base), (sheet.x(0.9), sheet.height), (sheet.x(0.1), sheet.height)), ink("miel30"))
    for side in (-1, 1):
        shelf = 0
        outer = 0 if side < 0 else sheet.width
        while shelf < 4:
            y = sheet.y(0.3 + 0.2 * shelf)
            inner = middle + side * unit * (24 + sheet.some(-1, 1))
            _board(sheet, min(outer, inner), max(outer, inner), y)
            shelf += 1


def _board(sheet: Sheet, left: float, right: float, y: float) -> None:
    """A board with its row of cheeses, each a drum in light and shade."""
    unit = sheet.unit
    wide, tall = unit * (11 if sheet.fine else 13), unit * 6
    x = left + unit * sheet.some(-4, 1)
    while x + wide < right:
        rind = ink(sheet.dice.choice(("ocre", "ocre70", "sable", "terracotta50")))
        sheet.fill(box(x, y - tall, wide, tall), rind)
        sheet.fill(box(x + wide * 0.66, y - tall, wide * 0.34, tall), ink("brun50"))
        sheet.fill(ellipse(x + wide / 2, y - tall, wide / 2, tall * 0.3), ink("creme") if rind.name != "sable" else ink("miel30"))
        x += wide * 1.14
    sheet.fill(box(left, y, right - left, unit * 2), ink("ocre"))
    sheet.fill(box(left, y + unit * 1.4, right - left, unit * 1.2), ink("brun"))


def table(sheet: Sheet, season: str) -> None:
    """A table laid on a terrace: bread, cheese, a carafe, and the country beyond."""
    light, unit = sheet.light, sheet.unit
    horizon = sheet.y(sheet.some(0.48, 0.56))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.3)
    strata(sheet, hills(sheet, horizon + unit * 3, unit * 4), (light.meadow.mid, light.field.lit, light.meadow.shade), unit * 7)
    poplar(sheet, sheet.x(0.12), horizon + unit * 10, unit * 16)
    tree(sheet, sheet.x(0.2), horizon + unit * 11, unit * 9)
    _arbour(sheet, season)
    top = sheet.y(0.78)
    cloth, edge = sheet.dice.choice((("papier", "ciel"), ("creme", "sable"), ("miel30", "ocre50"), ("terracotta15", "terracotta30")))
    sheet.fill(polygon((sheet.x(-0.05), top), (sheet.x(1.05), top), (sheet.x(1.05), sheet.height), (sheet.x(-0.05), sheet.height)), ink(cloth))
    sheet.fill(box(0, sheet.y(0.93), sheet.width, sheet.height), ink(edge))
    middle = sheet.x(0.5) + unit * sheet.some(-6, 6)
    bottle(sheet, middle - unit * 26, top + unit * 6, unit * 40)
    glass(sheet, middle - unit * 12, top + unit * 8, unit * 22)
    glass(sheet, middle + unit * 34, top + unit * 7, unit * 22)
    _cheese_board(sheet, middle + unit * 12, top + unit * 10)
    _loaf(sheet, middle - unit * 46, top + unit * 9)


def _arbour(sheet: Sheet, season: str) -> None:
    """Leaves of an arbour hanging into the picture from above."""
    light, unit = sheet.light, sheet.unit
    for number, colour in ((11, light.leaf.shade), (7, light.leaf.mid)):
        leaves: Path = ()
        for _ in range(round(number * (1 + sheet.fine * 0.6))):
            x, y, size = sheet.x(sheet.dice.random()), sheet.top + unit * sheet.some(-4, 5), unit * sheet.some(4, 8)
            leaves += blob([(x, y - size), (x + size * 0.9, y - size * 0.3), (x + size * 0.45, y + size * 0.6), (x, y + size), (x - size * 0.45, y + size * 0.6), (x - size * 0.9, y - size * 0.3)], 0.1 if sheet.fine else 0.0)
        if season != "winter" or colour == light.leaf.shade:
            sheet.fill(leaves, colour)


def bottle(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A bottle of Boudes, half of it in the light."""
    half = tall * 0.12
    body: Path = (("M", x - half, base), ("L", x - half, base - tall * 0.56), ("C", x - half, base - tall * 0.7, x - half * 0.42, base - tall * 0.68, x - half * 0.4, base - tall * 0.8), ("L", x - half * 0.4, base - tall), ("L", x + half * 0.4, base - tall), ("L", x + half * 0.4, base - tall * 0.8), ("C", x + half * 0.42, base - tall * 0.68, x + half, base - tall * 0.7, x + half, base - tall * 0.56), ("L", x + half, base), ("Z",))
    sheet.fill(body, ink("foret"))
    sheet.fill(box(x - half * 0.8, base - tall * 0.56, half * 0.36, tall * 0.5), ink("foret70"))
    sheet.fill(box(x - half, base - tall * 0.42, half * 2, tall * 0.24), ink("creme"))
    sheet.fill(box(x - half, base - tall * 0.3, half * 2, tall * 0.05), sheet.light.accent)
    sheet.fill(box(x - half * 0.44, base - tall, half * 0.88, tall * 0.12), ink("rouge"))


def glass(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A glass of red wine."""
    half = tall * 0.24
    sheet.fill(box(x - tall * 0.02, base - tall * 0.5, tall * 0.04, tall * 0.5) + ellipse(x, base, half * 0.8, tall * 0.04), ink("ciel"))
    sheet.fill((("M", x - half, base - tall), ("L", x + half, base - tall), ("C", x + half * 1.15, base - tall * 0.6, x + half * 0.6, base - tall * 0.45, x, base - tall * 0.43), ("C", x - half * 0.6, base - tall * 0.45, x - half * 1.15, base - tall * 0.6, x - half, base - tall), ("Z",)), ink("ciel50"))
    sheet.fill((("M", x - half * 1.02, base - tall * 0.76), ("L", x + half * 1.02, base - tall * 0.76), ("C", x + half, base - tall * 0.55, x + half * 0.5, base - tall * 0.46, x, base - tall * 0.46), ("C", x - half * 0.5, base - tall * 0.46, x - half, base - tall * 0.55, x - half * 1.02, base - tall * 0.76), ("Z",)), ink("rouge"))


def _cheese_board(sheet: Sheet, x: float, base: float) -> None:
    unit = sheet.unit
    sheet.fill(blob([(x - unit * 16, base), (x, base - unit * 3), (x + unit * 17, base), (x, base + unit * 3.4)], 0.24), ink("brun70"))
    sheet.fill((("M", x - unit * 11, base - unit * 1), ("L", x - unit * 11, base - unit * 7), ("L", x + unit * 11, base - unit * 7), ("L", x + unit * 11, base - unit), ("C", x + unit * 6, base + unit * 2, x - unit * 6, base + unit * 2, x - unit * 11, base - unit), ("Z",)), ink("ocre"))
    sheet.fill(ellipse(x, base - unit * 7, unit * 11, unit * 3), ink("sable"))
    sheet.fill(polygon((x, base - unit * 7), (x + unit * 11, base - unit * 6.6), (x + unit * 11, base - unit), (x + unit * 4, base + unit * 1), (x, base - unit * 1)), ink("brun70"))
    sheet.fill(polygon((x, base - unit * 7), (x + unit * 4, base - unit * 4.4), (x + unit * 4, base + unit * 1), (x, base - unit)), ink("miel50"))


def _loaf(sheet: Sheet, x: float, base: float) -> None:
    unit = sheet.unit
    sheet.fill(dome(x, base + unit * 2, unit * 14, unit * 12), ink("terracotta"))
    sheet.fill(dome(x - unit * 1.5, base + unit * 0.4, unit * 11.5, unit * 9.4), ink("ocre"))
    cuts: Path = ()
    for part in (-0.5, 0.0, 0.5):
        cuts += line((x + unit * (9 * part - 2), base - unit * (4 - abs(part) * 4)), (x + unit * (9 * part + 2), base - unit * (8 - abs(part) * 5)))
    sheet.stroke(cuts, ink("creme"), unit * 1.1)


def workshop(sheet: Sheet, season: str) -> None:
    """A potter at the wheel before a window, pots on the shelves."""
    unit, light = sheet.unit, sheet.light
    wall, shade = sheet.dice.choice((("sable", "ocre50"), ("terracotta30", "terracotta50"), ("riviere30", "riviere50"), ("miel50", "ocre50"), ("basalte30", "basalte50")))
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(wall))
    left, top = sheet.x(sheet.some(0.08, 0.2)), sheet.y(0.12)
    wide, tall = min(sheet.width * 0.5, unit * 60), (sheet.foot - sheet.top) * 0.46
    sheet.fill(box(left, top, wide, tall), light.sky[-1] if not light.night else ink("riviere"))
    sheet.fill(polygon((left, top + tall), (left, top + tall * 0.7), (left + wide * 0.4, top + tall * 0.44), (left + wide * 0.7, top + tall * 0.66), (left + wide, top + tall * 0.5), (left + wide, top + tall)), light.ridges[1].mid)
    sheet.fill(curve([(left, top + tall * 0.86), (left + wide * 0.5, top + tall * 0.76), (left + wide, top + tall * 0.84)]) + (("L", left + wide, top + tall), ("L", left, top + tall), ("Z",)), light.meadow.mid)
    frame: Path = box(left - unit * 2, top + tall, wide + unit * 4, unit * 2.4)
    for part in (0.0, 0.5, 1.0):
        frame += box(left + wide * part - unit * 0.8, top, unit * 1.6, tall)
    sheet.fill(frame + box(left, top - unit * 0.8, wide, unit * 1.6) + box(left, top + tall * 0.4, wide, unit), ink("brun"))
    sheet.fill(polygon((left + wide * 0.2, sheet.height), (left, sheet.y(0.78)), (left + wide, sheet.y(0.78)), (left + wide * 1.4, sheet.height)), ink("creme"))
    for row in range(2):
        y = sheet.y(0.3 + 0.24 * row)
        start = left + wide + unit * 8
        sheet.fill(box(start, y, sheet.width, unit * 1.8), ink("brun70"))
        x = start + unit * 5
        while x < sheet.width:
            pot(sheet, x, y, unit * sheet.some(9, 15), ink(sheet.dice.choice(("terracotta", "riviere", "ocre", "creme", "foret70", "rouge"))))
            x += unit * 11
    sheet.fill(box(0, sheet.y(0.84), sheet.width, sheet.height), ink(shade))
    _potter(sheet, left + wide * 0.62, sheet.y(0.97))


def pot(sheet: Sheet, x: float, base: float, tall: float, colour: Ink) -> None:
    """A turned pot, its right side in shade."""
    belly, neck = tall * sheet.some(0.3, 0.42), tall * sheet.some(0.12, 0.24)
    left = [(x - neck, base - tall), (x - neck * 0.9, base - tall * 0.8), (x - belly, base - tall * 0.45), (x - belly * 0.55, base)]
    right = [(2 * x - a, b) for a, b in reversed(left)]
    sheet.fill((*curve(left), ("L", *right[0]), *curve(right)[1:], ("Z",)), colour)
    sheet.fill((*curve(right), ("L", x + neck * 0.2, base - tall), ("L", x + belly * 0.3, base - tall * 0.45), ("L", x + belly * 0.1, base), ("Z",)), ink("brun70") if colour.name != "creme" else ink("sable"))


def _potter(sheet: Sheet, x: float, base: float) -> None:
    """The potter, leaning over a vase that grows on the wheel."""
    unit, light = sheet.unit, sheet.light
    dark = ink("brun")
    sheet.fill(box(x - unit * 3, base - unit * 16, unit * 6, unit * 16) + ellipse(x, base, unit * 12, unit * 2.4), ink("brun70"))
    sheet.fill(polygon((x + unit * 12, base), (x + unit * 16, base - unit * 18), (x + unit * 30, base - unit * 18), (x + unit * 34, base)), ink("basalte"))
    sheet.fill(blob([(x + unit * 16, base - unit * 17), (x + unit * 14, base - unit * 34), (x + unit * 20, base - unit * 44), (x + unit * 29, base - unit * 40), (x + unit * 31, base - unit * 17)], 0.13), light.accent)
    sheet.fill(ellipse(x + unit * 14, base - unit * 50, unit * 5.2), dark)
    sheet.fill(dome(x + unit * 14.6, base - unit * 51, unit * 5.6, unit * 5.4), ink("creme"))
    sheet.fill(ellipse(x, base - unit * 16, unit * 11, unit * 2), dark)
    pot(sheet, x, base - unit * 16.6, unit * 17, ink("terracotta"))
    sheet.stroke(line((x + unit * 22, base - unit * 38), (x + unit * 13, base - unit * 26), (x + unit * 4.6, base - unit * 26)), light.accent, unit * 4)
    sheet.fill(ellipse(x + unit * 4.4, base - unit * 26, unit * 2.2), dark)


def shop(sheet: Sheet, season: str) -> None:
    """A baker's or a grocer's window under its awning."""
    unit, light = sheet.unit, sheet.light
    wall, wood = sheet.dice.choice((("terracotta30", "foret"), ("miel30", "riviere"), ("sable", "rouge"), ("ciel", "brun"), ("creme", "amethyste")))
    sheet.fill(box(0, 0, sheet.width, sheet.height), ink(wall))
    base, head = sheet.y(0.9), sheet.y(0.24)
    middle, wide = sheet.x(0.5), min(sheet.width * 0.9, unit * 112)
    left = middle - wide / 2
    sheet.fill(box(left, head - unit * 8, wide, base - head + unit * 8), ink(wood))
    glow = light.glow if light.night else ink("miel30")
    sheet.fill(box(left + wide * 0.05, head + unit * 3, wide * 0.58, base - head - unit * 16), glow)
    sheet.fill(box(left + wide * 0.72, head + unit * 3, wide * 0.22, base - head - unit * 3), ink("brun"))
    sheet.fill(box(left + wide * 0.75, head + unit * 6, wide * 0.16, base - head - unit * 24), glow)
    for row in range(2):
        y = base - unit * 14 - row * unit * 17
        sheet.fill(box(left + wide * 0.05, y, wide * 0.58, unit * 1.4), ink("brun70"))
        x, kind = left + wide * 0.05 + unit * 6, row
        while x < left + wide * 0.6:
            if kind % 3 == 0:
                sheet.fill(dome(x, y, unit * 5, unit * 6), ink("ocre"))
            elif kind % 3 == 1:
                sheet.stroke(line((x - unit * 2, y - unit * 2), (x + unit * 2, y - unit * 11)), ink("terracotta"), unit * 3)
            else:
                sheet.fill(box(x - unit * 4, y - unit * 6, unit * 8, unit * 6), ink("rouge"))
            x, kind = x + unit * 11, kind + 1
    awning(sheet, left - unit * 3, left + wide + unit * 3, head - unit * 6, unit * 17, light.accent)
    sheet.fill(box(0, base, sheet.width, sheet.height), ink("basalte50") if not light.night else ink("basalte"))
    person(sheet, left + wide * 0.66, sheet.y(0.98), unit * 34, ink("brun"), ink("riviere"), skirt=True)
    for side in (left - unit * 5, left + wide * 0.985):
        sheet.fill(box(side - unit * 4, base - unit * 6, unit * 8, unit * 7), ink("terracotta"))
        tree(sheet, side, base - unit * 5, unit * 24)


def awning(sheet: Sheet, left: float, right: float, top: float, tall: float, colour: Ink) -> None:
    """An awning in two colours with a scalloped edge."""
    number = max(7, round((right - left) / sheet.unit / 11) | 1)
    step = (right - left) / number
    for parity, paint in ((0, colour), (1, ink("papier"))):
        path: Path = ()
        for index in range(parity, number, 2):
            a, b = left + index * step, left + (index + 1) * step
            path += (("M", a + (sheet.width / 2 - a) * 0.06, top), ("L", b + (sheet.width / 2 - b) * 0.06, top), ("L", b, top + tall), ("C", b, top + tall + step * 0.6, a, top + tall + step * 0.6, a, top + tall), ("Z",))
        sheet.fill(path, paint)


def garden(sheet: Sheet, season: str) -> None:
    """A walled garden in terraces: beds, a round basin, a dovecote."""
    light, unit = sheet.light, sheet.unit
    horizon = sheet.y(sheet.some(0.4, 0.48))
    sky(sheet, horizon)
    backdrop(sheet, horizon, (sheet.foot - sheet.top) * 0.26)
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(1.05), horizon + unit * 4, unit * 7, light.leaf.shade)
    x = sheet.x(sheet.some(0.64, 0.8))
    sheet.fill(box(x, horizon - unit * 12, unit * 9, unit * 22) , light.stone.lit)
    sheet.fill(box(x + unit * 9, horizon - unit * 12, unit * 6, unit * 22), light.stone.shade)
    sheet.fill(polygon((x - unit, horizon - unit * 12), (x + unit * 7.5, horizon - unit * 23), (x + unit * 16, horizon - unit * 12)), light.roof.mid)
    sheet.fill(arch(x + unit * 3, horizon - unit * 3, unit * 3, unit * 4), panes(sheet))
    inks = [ink(name) for name in ("fuchsia", "miel", "papier", "terracotta", "amethyste")] if season != "winter" else [ink("brun50")]
    levels = 3
    for level in range(levels):
        y = horizon + unit * 8 + (sheet.foot - horizon - unit * 8) * level / levels
        wall = unit * (5 + 2 * level)
        sheet.fill(box(0, y, sheet.width, sheet.height - y), light.stone.mid)
        sheet.fill(box(0, y, sheet.width, unit * 1.2), light.stone.lit)
        sheet.fill(box(0, y + wall, sheet.width, sheet.height - y), light.meadow.mid if level % 2 else light.meadow.lit)
        bed = unit * (9 + 5 * level) * (1.0 if sheet.fine else 2.4)
        a = sheet.x(sheet.some(-0.1, 0))
        while a < sheet.width:
            depth = (sheet.foot - horizon) / levels - wall
            sheet.fill(dome(a + bed * 0.5, y + wall + depth * 0.6, bed * 0.55, depth * 0.6 + unit * 3), light.leaf.mid if round(a) % 2 else light.leaf.shade)
            spots: Path = ()
            for _ in range(sheet.count(3, 5, 7)):
                spots += ellipse(a + bed * sheet.some(0.15, 0.95), y + wall + sheet.some(-unit * 2, depth * 0.3), unit * sheet.some(0.8, 1.5))
            sheet.fill(spots, inks[round(a / unit) % len(inks)])
            a += bed * sheet.some(1.2, 1.7)
    person(sheet, sheet.x(0.3), sheet.y(0.86), unit * 17, ink("brun"), ink("riviere"), skirt=True)
    poplar(sheet, sheet.x(sheet.some(0.05, 0.12)), sheet.y(0.8), unit * 36)
