"""Scenes: pictures of the country drawn by code in the brand's inks, for wherever there is no photograph."""

from marbre.compose.scenes.drawn import KINDS, scene
from marbre.compose.scenes.matching import kind_for, season_for

__all__ = ["KINDS", "kind_for", "scene", "season_for"]
