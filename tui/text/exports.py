"""The names of the files that the program itself writes, which are no pages."""

from __future__ import annotations

import os

OWN = ".compare"
"""What stands before the ending of a name that is proposed for what is written."""

PASSAGES = "compare-passages.md"
"""The file that copied passages are written to."""


def is_own_name(name: str) -> bool:
    """Whether a file of this name is something that the program has written.

    Args:
        name: A path or file name.
    """
    base = os.path.basename(name).lower()  # noqa: PTH119
    return base == PASSAGES or os.path.splitext(base)[0].endswith(OWN)  # noqa: PTH122
