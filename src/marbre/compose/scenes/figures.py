"""People, beasts and machines, small, for scale and life: drawn in a box one high, then set on the sheet."""

from __future__ import annotations

from marbre.compose.scenes.light import ink
from marbre.compose.scenes.paths import Path, blob, box, curve, ellipse, line, moved, polygon
from marbre.compose.scenes.sheet import Sheet
from marbre.drawing import Ink


def walker(
    sheet: Sheet, x: float, base: float, tall: float, dark: Ink, coat: Ink, flip: bool = False, stick: bool = True
) -> None:
    """Someone on the way, a pack on the back."""
    lift = -0.06 if sheet.dice.random() < 0.5 else 0.0
    legs = line((0.0, -0.46), (0.13, -0.24), (0.16, 0.0 + lift)) + line((0.0, -0.46), (-0.06, -0.22), (-0.17, 0.0))
    sheet.stroke(moved(legs, x, base, tall, flip), dark, tall * 0.095)
    if stick:
        sheet.stroke(moved(line((0.3, 0.0), (0.24, -0.6)), x, base, tall, flip), dark, tall * 0.03)
    sheet.fill(
        moved(
            blob([(-0.1, -0.45), (-0.11, -0.7), (-0.03, -0.83), (0.08, -0.8), (0.11, -0.6), (0.1, -0.45)], 0.12),
            x, base, tall, flip,
        ),
        coat,
    )
    sheet.fill(
        moved(
            blob([(-0.1, -0.5), (-0.2, -0.54), (-0.22, -0.74), (-0.12, -0.82), (-0.07, -0.66)], 0.12), x,
            base, tall, flip,
        ),
        dark,
    )
    sheet.stroke(moved(line((0.04, -0.73), (0.14, -0.58), (0.24, -0.56)), x, base, tall, flip), coat, tall * 0.07)
    sheet.fill(moved(ellipse(0.04, -0.92, 0.075), x, base, tall, flip), dark)


def person(
    sheet: Sheet, x: float, base: float, tall: float, dark: Ink, coat: Ink, flip: bool = False, skirt: bool = False
) -> None:
    """Someone who stands and looks."""
    if skirt:
        body = [(-0.05, -0.82), (0.06, -0.82), (0.1, -0.6), (0.18, -0.14), (-0.17, -0.14), (-0.09, -0.6)]
        sheet.stroke(
            moved(line((-0.05, -0.2), (-0.05, 0.0)) + line((0.06, -0.2), (0.06, 0.0)), x, base, tall, flip),
            dark, tall * 0.06,
        )
    else:
        body = [(-0.07, -0.82), (0.08, -0.82), (0.13, -0.66), (0.1, -0.4), (-0.09, -0.4), (-0.12, -0.66)]
        sheet.stroke(
            moved(line((-0.05, -0.42), (-0.06, 0.0)) + line((0.05, -0.42), (0.07, 0.0)), x, base, tall, flip),
            dark, tall * 0.095,
        )
    sheet.fill(moved(polygon(*body), x, base, tall, flip), coat)
    sheet.stroke(moved(line((-0.1, -0.74), (-0.15, -0.56), (-0.06, -0.44)), x, base, tall, flip), coat, tall * 0.06)
    sheet.fill(moved(ellipse(0.01, -0.92, 0.075), x, base, tall, flip), dark)


def cyclist(sheet: Sheet, x: float, base: float, tall: float, dark: Ink, coat: Ink, flip: bool = False) -> None:
    """A rider on a bicycle, going right unless `flip`."""
    wheels = ellipse(-0.32, -0.22, 0.22) + ellipse(0.34, -0.22, 0.22)
    sheet.stroke(moved(wheels, x, base, tall, flip), dark, tall * 0.035)
    frame = (
        line((-0.32, -0.22), (-0.13, -0.5), (0.24, -0.52), (0.02, -0.2), (-0.13, -0.5))
        + line((-0.32, -0.22), (0.02, -0.2))
        + line((0.34, -0.22), (0.22, -0.62), (0.3, -0.66))
    )
    sheet.stroke(moved(frame, x, base, tall, flip), ink("papier") if dark.name == coat.name else dark, tall * 0.03)
    sheet.stroke(
        moved(
            line((-0.12, -0.6), (0.1, -0.42), (0.02, -0.12)) + line((-0.12, -0.6), (0.06, -0.46), (-0.04, -0.26)),
            x, base, tall, flip,
        ),
        dark, tall * 0.075,
    )
    sheet.fill(
        moved(
            blob([(-0.2, -0.58), (-0.14, -0.76), (0.06, -0.92), (0.15, -0.86), (0.04, -0.7), (-0.06, -0.56)], 0.13),
            x, base, tall, flip,
        ),
        coat,
    )
    sheet.stroke(moved(line((0.1, -0.85), (0.16, -0.7), (0.29, -0.66)), x, base, tall, flip), coat, tall * 0.055)
    sheet.fill(moved(ellipse(0.18, -0.99, 0.08), x, base, tall, flip), dark)
    sheet.fill(moved((("M", 0.09, -1.01), ("C", 0.1, -1.1, 0.26, -1.1, 0.28, -1.0), ("Z",)), x, base, tall, flip), coat)


def canoe(sheet: Sheet, x: float, base: float, long: float, hull: Ink, dark: Ink, coat: Ink) -> None:
    """Two paddlers in a canoe, `long` mm from stem to stern, floating on `base`."""
    for place, lean in ((-0.2, 0.0), (0.16, 0.03)):
        sheet.fill(
            moved(
                blob(
                    [
                        (place - 0.05, -0.04), (place - 0.04, -0.2), (place + 0.02, -0.25),
                        (place + 0.06, -0.18), (place + 0.05, -0.04),
                    ],
                    0.12,
                ),
                x, base, long,
            ),
            coat,
        )
        sheet.fill(moved(ellipse(place + 0.02 + lean / 2, -0.29, 0.033), x, base, long), dark)
        sheet.stroke(moved(line((place + 0.03, -0.2), (place + 0.13, -0.16)), x, base, long), coat, long * 0.03)
        sheet.stroke(moved(line((place + 0.07, -0.26), (place + 0.2, 0.04)), x, base, long), dark, long * 0.013)
        sheet.fill(
            moved(
                blob([(place + 0.18, 0.0), (place + 0.21, 0.0), (place + 0.23, 0.08), (place + 0.2, 0.08)], 0.1),
                x, base, long,
            ),
            dark,
        )
    shell: Path = (
        ("M", -0.52, -0.11), ("C", -0.42, -0.06, -0.3, -0.055, 0, -0.05),
        ("C", 0.3, -0.055, 0.42, -0.06, 0.52, -0.11), ("C", 0.5, 0.0, 0.42, 0.04, 0.3, 0.045),
        ("L", -0.3, 0.045), ("C", -0.42, 0.04, -0.5, 0.0, -0.52, -0.11), ("Z",),
    )
    sheet.fill(moved(shell, x, base, long), hull)


_COW: Path = (
    ("M", -0.5, -0.64), ("C", -0.48, -0.74, -0.4, -0.74, -0.3, -0.72), ("L", 0.28, -0.74),
    ("C", 0.34, -0.78, 0.4, -0.86, 0.46, -0.86), ("C", 0.54, -0.84, 0.6, -0.72, 0.66, -0.64),
    ("C", 0.66, -0.56, 0.6, -0.55, 0.54, -0.58), ("C", 0.48, -0.54, 0.44, -0.44, 0.36, -0.36),
    ("L", 0.36, 0.0), ("L", 0.28, 0.0), ("L", 0.25, -0.32), ("L", -0.2, -0.3), ("L", -0.3, -0.26), ("L", -0.32, 0.0),
    ("L", -0.4, 0.0), ("L", -0.44, -0.3), ("C", -0.5, -0.38, -0.5, -0.5, -0.5, -0.64), ("Z",),
)  # fmt: skip
_HORSE: Path = (
    ("M", -0.42, -0.6), ("C", -0.36, -0.72, -0.2, -0.68, 0.0, -0.66), ("C", 0.14, -0.67, 0.2, -0.74, 0.28, -0.88),
    ("C", 0.31, -0.95, 0.35, -1.0, 0.41, -1.02), ("L", 0.43, -1.09), ("L", 0.47, -1.0), ("C", 0.52, -0.95, 0.58, -0.88, 0.62, -0.8),
    ("C", 0.62, -0.75, 0.57, -0.74, 0.54, -0.77), ("C", 0.5, -0.82, 0.46, -0.84, 0.43, -0.82), ("C", 0.4, -0.7, 0.38, -0.6, 0.32, -0.48),
    ("L", 0.32, -0.26), ("L", 0.3, 0.0), ("L", 0.23, 0.0), ("L", 0.24, -0.24), ("L", 0.18, -0.42), ("C", 0.0, -0.36, -0.1, -0.36, -0.22, -0.4),
    ("L", -0.27, -0.26), ("L", -0.25, -0.14), ("L", -0.28, 0.0), ("L", -0.35, 0.0), ("L", -0.34, -0.2), ("L", -0.4, -0.36), ("C", -0.46, -0.44, -0.46, -0.52, -0.42, -0.6), ("Z",),
)  # fmt: skip


def cow(sheet: Sheet, x: float, base: float, tall: float, coat: Ink, flip: bool = False) -> None:
    """A cow of the estives: horns, a tail."""
    sheet.fill(moved(_COW, x, base, tall, flip), coat)
    horn = curve([(0.46, -0.84), (0.52, -0.94), (0.46, -1.0)]) + curve([(0.5, -0.82), (0.6, -0.88), (0.6, -0.97)])
    sheet.stroke(moved(horn, x, base, tall, flip), ink("creme"), tall * 0.04)
    sheet.stroke(moved(curve([(-0.48, -0.68), (-0.56, -0.5), (-0.53, -0.22)]), x, base, tall, flip), coat, tall * 0.035)


def horse(
    sheet: Sheet, x: float, base: float, tall: float, coat: Ink, mane: Ink, rider: Ink | None = None, flip: bool = False
) -> None:
    """A horse at a walk, mounted when `rider` is given."""
    sheet.fill(
        moved(blob([(-0.42, -0.62), (-0.52, -0.56), (-0.56, -0.3), (-0.5, -0.16), (-0.47, -0.4)]), x, base, tall, flip),
        mane,
    )
    sheet.stroke(
        moved(
            line((-0.3, -0.4), (-0.42, -0.22), (-0.46, -0.02)) + line((0.24, -0.44), (0.38, -0.26), (0.4, -0.06)),
            x, base, tall, flip,
        ),
        mane, tall * 0.07,
    )
    sheet.fill(moved(_HORSE, x, base, tall, flip), coat)
    sheet.fill(
        moved(blob([(0.4, -1.02), (0.3, -0.96), (0.14, -0.7), (0.2, -0.66), (0.32, -0.82)], 0.12), x, base, tall, flip),
        mane,
    )
    if rider is not None:
        sheet.stroke(moved(line((0.0, -0.74), (0.12, -0.5), (0.06, -0.3)), x, base, tall, flip), mane, tall * 0.085)
        sheet.fill(
            moved(
                blob([(-0.08, -0.66), (-0.09, -0.95), (0.0, -1.06), (0.08, -1.0), (0.07, -0.68)], 0.12), x,
                base, tall, flip,
            ),
            rider,
        )
        sheet.stroke(moved(line((0.02, -0.98), (0.12, -0.82), (0.22, -0.78)), x, base, tall, flip), rider, tall * 0.055)
        sheet.fill(moved(ellipse(0.01, -1.14, 0.07), x, base, tall, flip), mane)


def crowd(sheet: Sheet, base: float, tall: float, dark: Ink) -> None:
    """The heads and shoulders of people who watch."""
    path: Path = ()
    x = sheet.x(-0.02)
    while x < sheet.width * 1.02:
        size = tall * sheet.some(0.8, 1.1) * (1.0 if sheet.fine else 1.25)
        y = base - tall * sheet.some(0, 0.35)
        path += ellipse(x, y - size * 0.62, size * 0.17)
        path += (
            ("M", x - size * 0.36, y + size), ("L", x - size * 0.34, y - size * 0.1),
            ("C", x - size * 0.3, y - size * 0.44, x + size * 0.3, y - size * 0.44, x + size * 0.34, y - size * 0.1),
            ("L", x + size * 0.36, y + size), ("Z",),
        )
        if sheet.dice.random() < 0.16:
            path += polygon(
                (x + size * 0.3, y), (x + size * 0.24, y - size * 0.9), (x + size * 0.34, y - size * 0.9),
                (x + size * 0.42, y),
            )
        x += size * sheet.some(0.6, 0.95) * (1.0 if sheet.fine else 2.0)
    sheet.fill(path + box(0, base + tall * 0.6, sheet.width, sheet.height - base), dark)
