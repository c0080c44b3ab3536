"""Figures and quotations as findings show them."""

from __future__ import annotations

#: A quotation is cut after so many letters.
_LONGEST = 60


def number(value: float, decimals: int = 0) -> str:
    """A number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def quoted(text: str) -> str:
    """The beginning of a text on one line."""
    flat = " ".join(text.replace("\ufffc", " ").split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip() + "…"
