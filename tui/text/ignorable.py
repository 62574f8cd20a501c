"""Characters that have nothing to show, as Unicode lists them.

`IGNORABLE` is the property Default_Ignorable_Code_Point of Unicode 17.0, all of it, also what is
still unassigned: joiners, variation selectors, fillers, tags, and controls of shorthand, music
and the reading direction. What draws text may leave these out, so a reader cannot see them.
"""

from __future__ import annotations

import re

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""These characters, as what stands between the brackets of a regular expression."""

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The same without the joiners and the variation selectors, which letters and emoji have."""

_IGNORABLE = re.compile(f"[{IGNORABLE}]")


def without_ignorable(text: str) -> str:
    """A text without what has nothing to show.

    Args:
        text: Any text.
    """
    return text if text.isascii() else _IGNORABLE.sub("", text)
