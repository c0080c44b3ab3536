"""Marbre: structured offers and editorial texts into brochures, for the printer and for the web."""

__version__ = "0.1.0"
