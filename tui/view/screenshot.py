"""A picture of the screen, as an SVG file in the current folder."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST_TRIED = 100
"""Names that are tried where pictures are taken within one second."""

_FONTS = re.compile(r"@font-face\s*\{[^}]*\}")


def save_picture(svg: str, folder: Path) -> Path:
    """Save a picture under a name of its own; no file is replaced.

    Args:
        svg: The picture.
        folder: Where to.

    Returns:
        The file, such as `compare-2025-02-19-143005.svg`.

    Raises:
        OSError: It cannot be written.
    """
    taken = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    for number in range(MOST_TRIED):
        file = folder / f"compare-{taken}{f'-{number + 1}' if number else ''}.svg"
        try:
            with file.open("x", encoding="utf-8", newline="\n") as out:
                out.write(complete(svg))
        except FileExistsError:
            continue
        return file
    raise FileExistsError(f"{MOST_TRIED} pictures were taken this second")


def complete(svg: str) -> str:
    """A picture that asks nobody for its fonts.

    Args:
        svg: The picture, as Textual draws it, with fonts from an address.

    Returns:
        The same, in a font that the reader's computer has.
    """
    style, end, rest = svg.partition("</style>")
    return _FONTS.sub("", style) + end + rest
