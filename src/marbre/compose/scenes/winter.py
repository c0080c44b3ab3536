"""The plateau under snow."""

from __future__ import annotations

from marbre.compose.scenes.land import hills, puys, relief, strata
from marbre.compose.scenes.light import Tone, ink
from marbre.compose.scenes.paths import blob, curve, ellipse, line, moved
from marbre.compose.scenes.plants import fir, row_of_trees
from marbre.compose.scenes.sheet import Sheet
from marbre.compose.scenes.sky import sky
from marbre.drawing import Ink


def snow(sheet: Sheet, season: str) -> None:
    """The plateau under snow, two skiers on their tracks."""
    horizon = sheet.y(sheet.some(0.5, 0.6))
    sky(sheet, horizon)
    light, unit = sheet.light, sheet.unit
    tones = (Tone(ink("papier"), ink("ciel50"), ink("riviere30")), Tone(ink("papier"), ink("ciel"), ink("riviere50")))
    relief(sheet, puys(sheet, horizon, unit * 24), tones[0] if not light.night else light.ridges[0])
    relief(sheet, hills(sheet, horizon + unit * 5, unit * 9), tones[1] if not light.night else light.ridges[1])
    row_of_trees(sheet, sheet.x(-0.05), sheet.x(sheet.some(0.5, 1.1)), horizon + unit * 7, unit * 4, light.leaf.mid)
    near = hills(sheet, horizon + unit * 11, unit * 6)
    strata(sheet, near, (ink("papier"), ink("ciel50"), ink("papier")), unit * 11)
    for _ in range(sheet.count(4, 6, 9)):
        part = sheet.dice.random()
        fir(
            sheet, sheet.x(sheet.dice.choice((sheet.some(-0.02, 0.35), sheet.some(0.7, 1.02)))),
            horizon + unit * (13 + 22 * part), unit * (14 + 14 * part),
        )
    foot = sheet.y(0.9)
    for shift in (0.0, 1.6):
        sheet.stroke(
            curve(
                [
                    (sheet.x(-0.05), foot + unit * (6 + shift)), (sheet.x(0.35), foot - unit * (1 - shift)),
                    (sheet.x(0.7), foot - unit * (5 - shift)), (sheet.x(1.05), foot - unit * (16 - shift)),
                ]
            ),
            ink("riviere50"), unit * 0.35,
        )
    for part, coat in ((0.42, light.accent), (0.58, ink("riviere"))):
        skier(sheet, sheet.x(part), foot - unit * (1.4 + (part - 0.42) * 24), unit * 13, coat)


def skier(sheet: Sheet, x: float, base: float, tall: float, coat: Ink) -> None:
    """A cross-country skier in full stride."""
    dark = ink("noir80")
    sheet.stroke(
        moved(line((-0.5, -0.03), (0.06, 0.0)) + line((-0.02, 0.02), (0.56, 0.0), (0.62, -0.05)), x, base, tall),
        dark, tall * 0.03,
    )
    sheet.stroke(
        moved(
            line((0.0, -0.48), (0.2, -0.28), (0.2, -0.02)) + line((0.0, -0.48), (-0.14, -0.26), (-0.32, -0.05)),
            x, base, tall,
        ),
        dark, tall * 0.085,
    )
    sheet.fill(
        moved(
            blob([(-0.08, -0.46), (-0.04, -0.7), (0.1, -0.84), (0.19, -0.78), (0.14, -0.6), (0.07, -0.45)], 0.12),
            x, base, tall,
        ),
        coat,
    )
    sheet.stroke(
        moved(
            line((0.1, -0.76), (0.26, -0.66), (0.36, -0.74)) + line((0.08, -0.76), (-0.06, -0.62), (-0.16, -0.6)),
            x, base, tall,
        ),
        coat, tall * 0.06,
    )
    sheet.stroke(
        moved(line((0.36, -0.78), (0.3, 0.0)) + line((-0.14, -0.62), (-0.5, -0.02)), x, base, tall), dark, tall * 0.018
    )
    sheet.fill(moved(ellipse(0.2, -0.92, 0.075), x, base, tall), dark)
