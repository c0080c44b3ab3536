"""Building editions: `build_editions` makes and delivers the files, `draw_plan` draws the flat plan with real pages."""

from marbre.build.edition import Built, build_edition, build_editions, draw_plan

__all__ = ["Built", "build_edition", "build_editions", "draw_plan"]
