"""Mail in bulk: every message of an mbox file, each as a mail that is saved by itself."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from tui.text.archive.model import Census, Part, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Piece, Source


_FROM = re.compile(rb"From \S+.*\d{4}\s*$")
"""The line that parts messages: a sender and a time, which has a year at its end."""


_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:|>From ")
"""What stands below it: the first field of a header."""


_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
"""What stands before such a line inside a message, so that it parts none."""


_LONGEST_LINE = 1 << 20


def mbox_messages(source: Source) -> Iterator[Piece]:
    """Read one article a message.

    Yields:
        The pieces.
    """
    most = source.settings.most_bytes
    number = 0
    try:
        for message in _messages(source, most):
            number += 1
            if message is None:
                yield Unread(number, f"is longer than {most:,} bytes", number)
            elif not message.strip():
                yield Unread(number, "is empty", number)
            else:
                yield Part(number, _QUOTED.sub(b"", message), number)
    except (OSError, EOFError, zlib.error) as error:
        yield Census(broken=f"is cut off or damaged after record {number} ({error}); copy it again")


def _messages(source: Source, most: int) -> Iterator[bytes | None]:
    """Each message; None in the place of one that is too long."""
    lines: list[bytes] = []
    size, after_blank, begun = 0, True, False
    with source.stream() as file:
        line = file.readline(_LONGEST_LINE)
        while line:
            below = file.readline(_LONGEST_LINE)
            if after_blank and _FROM.match(line) and _FIELD.match(below):
                if begun:
                    yield b"".join(lines) if size <= most else None
                lines, size, begun, after_blank = [], 0, True, False
            else:
                after_blank = not line.strip()
                size += len(line)
                if size <= most:
                    lines.append(line)
            line = below
    if begun:
        yield b"".join(lines) if size <= most else None
