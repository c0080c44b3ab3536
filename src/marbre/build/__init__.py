"""Building editions: `build_editions` makes and delivers the files, `draw_plan` draws the flat plan with real pages."""

from marbre.build.edition import Built, build_edition, draw_plan
from marbre.build.editions import build_editions

__all__ = ["Built", "build_edition", "build_editions", "draw_plan"]
