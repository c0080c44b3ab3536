"""Which ids are invented businesses: 700001 to 709999. All others are places, events and offices."""

from __future__ import annotations


def is_business(identifier: int) -> bool:
    """Whether a record is an invented business, which gets an invented phone and address when it names none."""
    return 700000 < identifier < 710000
