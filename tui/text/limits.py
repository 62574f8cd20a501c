"""How much of a page is read, so that memory stays bounded whatever a file holds."""

from __future__ import annotations

from typing import Annotated

import msgspec

MOST_BYTES = 20_000_000
"""A hundred times the longest article with all its chrome; a saved page with its pictures inside
it seldom takes more."""

MOST_LINES = 100_000
"""Lines with text on them that a page may have: three times the longest pages there are. Each
takes a thousand times the memory of an empty one, however short it is."""

MOST_LINES_IN_ALL = 1_000_000
"""Lines that a page may have with the blank ones, which take time too."""

MOST_WORDS = 5_000_000
"""Words and marks that a page may have: six times as many as the longest novels. English of
`MOST_BYTES` has four millions, but as many bytes of nothing but marks would take half a minute."""


class PageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How pages are read.

    Attributes:
        most_bytes: The largest page that is read, in bytes; a larger file is refused unread.
        include: Which files of a folder are pages, as patterns like those of `.gitignore`;
            without any, those whose name ends in `.txt`, `.html` or as another format's does.
        exclude: Files and folders in a folder to leave out, as such patterns.
    """

    most_bytes: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)] = MOST_BYTES
    include: tuple[Annotated[str, msgspec.Meta(min_length=1)], ...] = ()
    exclude: tuple[Annotated[str, msgspec.Meta(min_length=1)], ...] = ()
