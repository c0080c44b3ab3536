"""The design system as names that templates and stylesheets use: `type.caption`, `step(4)`, `rule.thin`, `face.narrow`.

A name that the family does not have stops the build and says what it may have meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from marbre.errors import InputError
from marbre.system import Family, Style
from marbre.yamltree import did_you_mean

T = TypeVar("T")


class UnknownTokenError(InputError):
    """A template asks for a token that its family does not have."""


@dataclass(frozen=True, slots=True)
class Set:
    """A style as CSS: stands for the value of `font`, with its letterspacing where it has one."""

    size: str
    leading: str
    tracking: str
    family: str
    weight: int
    points: float

    def __str__(self) -> str:
        spaced = f"; letter-spacing: {self.tracking}" if self.tracking else ""
        return f"{self.weight} {self.size}/{self.leading} {self.family}{spaced}"


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """Tokens of a kind by name: `rule.thin` in a template."""

    kind: str
    tokens: Mapping[str, T]

    def __getitem__(self, name: str) -> T:
        found = self.tokens.get(name)
        if found is None:
            raise UnknownTokenError(
                f"the design system has no {self.kind} `{name}`", did_you_mean(name, list(self.tokens)) or "see tokens.yaml"
            )
        return found


@dataclass(frozen=True, slots=True)
class Scale:
    """The type scale of a family: `type.caption`, or `type('caption', weight=700, leading=4)` for a variant."""

    styles: Named[Style]
    step: float
    set: Callable[[Style], Set]

    def __getitem__(self, name: str) -> Set:
        return self.set(self.styles[name])

    def __call__(self, name: str, **other: Any) -> Set:
        """A style with another `weight`, `size` (points), `leading` (steps) or `tracking` (em)."""
        wrong = sorted(set(other) - {"weight", "size", "leading", "tracking"})
        if wrong:
            said = f"type('{name}', {wrong[0]}=…): a style has no `{wrong[0]}`"
            raise UnknownTokenError(said, "weight, size, leading, tracking")
        if "leading" in other:
            other["leading"] = other["leading"] * self.step
        return self.set(replace(self.styles[name], **other))


def system_tokens(family: Family, height: float) -> dict[str, Any]:
    """Globals for templates: type, step, rule, space and face. `height` of the sheet in mm, which scaled styles follow."""
    step = family.grid.step
    faces = {role: face.css for role, face in family.faces.items()}
    rules = Named("rule", {name: _mm(width) for name, width in family.rules.items()})
    widths = Named("rule", family.rules)

    def set_style(style: Style) -> Set:
        size, leading = style.size, style.leading
        if style.scaled:
            size = round(style.size * height / 100, 1)
            leading = round(style.leading * height / 100, 2)
            if size < style.least:
                size, leading = style.least, style.least * style.leading / style.size
        tracking = f"{_figures(style.tracking)}em" if style.tracking else ""
        return Set(f"{_figures(size)}pt", _mm(leading), tracking, faces[style.face], style.weight, size)

    def steps(count: float, less: str = "", more: str = "") -> str:
        """A distance of so many steps, less or more the weight of a rule, so that both together stay on the grid."""
        return _mm(count * step - (widths[less] if less else 0) + (widths[more] if more else 0))

    return {
        "type": Scale(Named("type style", family.type), step, set_style),
        "step": steps,
        "rule": rules,
        "space": Named("space", {name: _mm(length) for name, length in family.spaces.items()}),
        "face": Named("face", faces),
    }


def _mm(length: float) -> str:
    return f"{_figures(length)}mm"


def _figures(number: float) -> str:
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
