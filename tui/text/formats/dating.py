"""Dates as metadata gives them."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_FIRST_YEAR = 1600
"""There were no newspapers before; 0001 is what a site's software says where it knows no date."""


def iso_date(text: str | None) -> str | None:
    """Read the date that a text begins with.

    Args:
        text: Such as an ISO date with or without a time, if there is any.

    Returns:
        The ISO date; None where there is none.
    """
    found = _DATE.match(text.strip()) if text else None
    if found is None or int(found[1]) < _FIRST_YEAR:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None
