"""Building editions: `build_editions` makes and delivers the files, `draw_plan` draws the flat plan with real pages.

What is named here is imported when it is asked for: a press can be opened before the rest of the pipeline is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marbre.build.edition import Built, build_edition, draw_plan
    from marbre.build.editions import build_editions

__all__ = ["Built", "build_edition", "build_editions", "draw_plan"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"marbre.build.{'editions' if name == 'build_editions' else 'edition'}"), name)
