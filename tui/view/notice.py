"""What the screen says instead, where there is nothing to compare or no room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.view.listing import Entry

SMALLEST = (36, 12)
"""Columns and lines of the smallest window in which the app can be used."""

MOST_REASONS = 8
"""How many unreadable files are named with their reason."""


def is_too_small(width: int, height: int) -> bool:
    """Whether a window of these columns and lines is too small."""
    return width < SMALLEST[0] or height < SMALLEST[1]


def too_small(width: int, height: int) -> str:
    """What a window that is too small says."""
    return f"This window is too small.\n{width}×{height} now; {SMALLEST[0]}×{SMALLEST[1]} will do."


def too_few(entries: Sequence[Entry], page_key: str) -> str:
    """Why there is nothing to compare, and what to do; inert.

    Args:
        entries: What was found: no article, or a single one, and what could not be read.
        page_key: The key that shows a page.
    """
    failed = [entry for entry in entries if entry.failure is not None]
    single = len(entries) > len(failed)
    found = "One article" if single else "No article"
    lines = [
        f"{found} could be read here, and it takes two to compare.",
        *(
            f"{entry.title} is also saved as {path}."
            for entry in entries
            for path in entry.also[:MOST_REASONS]
        ),
        *(["", f"{page_key} shows it line by line, and what was removed."] if single else []),
        "",
        *(f"{entry.title}: {entry.failure}" for entry in failed[:MOST_REASONS]),
        *([f"and {len(failed) - MOST_REASONS} more"] if len(failed) > MOST_REASONS else []),
        "",
        "Save more pages (.txt, .html) there, or name files and folders:\ncompare PATH…",
    ]
    return "\n".join(lines)
