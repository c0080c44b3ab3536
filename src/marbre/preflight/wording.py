"""Figures in French for findings."""

from __future__ import annotations

from collections.abc import Sequence


def figure(value: float, digits: int = 1) -> str:
    """A number with a decimal comma and no idle zeros: 3,5."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace(".", ",").replace("-", "−")


def mm(value: float, digits: int = 1) -> str:
    """A length: 3,5 mm."""
    return f"{figure(value, digits)} mm"


def pt(value: float) -> str:
    """A type size or line width: 7,5 pt."""
    return f"{figure(value, 2)} pt"


def quoted(text: str, most: int = 30) -> str:
    """The beginning of a text in French quotation marks."""
    text = " ".join(text.split())
    return f"« {text if len(text) <= most else text[: most - 1].rstrip() + '…'} »"


def listed(parts: Sequence[str]) -> str:
    """a, b et c."""
    return " et ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def count(number: int, one: str, many: str) -> str:
    """1 page, 3 pages."""
    return f"{number} {one if number < 2 else many}"
