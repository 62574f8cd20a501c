"""Mail in bulk: every message of an mbox file, each as a mail that is saved by itself."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from tui.text.archive.model import Census, Part, Unread
from tui.text.archive.signs import parts_mails
from tui.text.page.mail import ends_in_the_middle
from tui.text.page.model import MOST_LINES_IN_ALL, PageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Piece, Source


_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
"""What stands before such a line inside a message, so that it parts none."""


_LONGEST_LINE = 1 << 20


_LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$")


_HEAD_END = re.compile(rb"\n\r?\n")


_CUT = "ends in the middle of message {}; the end of it and others may be missing; copy it again"


def mbox_messages(source: Source) -> Iterator[Piece]:
    """Read one article a message.

    Yields:
        The pieces.
    """
    most = source.settings.most_bytes
    number = 0
    last: bytes | None = None
    short = False
    try:
        for message in _messages(source, most):
            # Lengths that an earlier message falls short of are no measure for the last one.
            short = short or _falls_short(last)
            number, last = number + 1, message
            if message is None:
                yield Unread(number, f"is longer than {most:,} bytes", number)
            elif not message.strip():
                yield Unread(number, "is empty", number)
            else:
                yield Part(number, _QUOTED.sub(b"", message), number)
    except (OSError, EOFError, zlib.error) as error:
        yield Census(broken=f"is cut off or damaged after record {number} ({error}); copy it again")
        return
    if last and (_is_cut(last, source.path) or (_falls_short(last) and not short)):
        yield Census(broken=_CUT.format(number))


def _is_cut(message: bytes, path: str) -> bool:
    try:
        return ends_in_the_middle(message, path)
    except PageError:
        # The message itself is refused, with the reason.
        return False


def _falls_short(message: bytes | None) -> bool:
    """Whether a message has fewer bytes than its head says, however its lines are ended."""
    head = _HEAD_END.search(message) if message else None
    if not message or not head or not (length := _LENGTH.search(message, 0, head.start() + 1)):
        return False
    lines = message.count(b"\n", head.end())
    return len(message) - head.end() + lines < int(length[1])


def _messages(source: Source, most: int) -> Iterator[bytes | None]:
    """Each message; None in the place of one that is too long."""
    lines: list[bytes] = []
    size, count, after_blank, begun = 0, 0, True, False
    with source.stream() as file:
        line = file.readline(_LONGEST_LINE)
        while line:
            below = file.readline(_LONGEST_LINE)
            if after_blank and parts_mails(line, below):
                if begun:
                    yield b"".join(lines) if size <= most else None
                lines, size, count, begun, after_blank = [], 0, 0, True, False
            else:
                after_blank = not line.strip()
                size += len(line)
                count += 1
                if count > MOST_LINES_IN_ALL:
                    raise OSError(f"a message has more than {MOST_LINES_IN_ALL:,} lines")
                if size <= most:
                    lines.append(line)
            line = below
    if begun:
        yield b"".join(lines) if size <= most else None
