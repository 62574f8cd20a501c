"""Words and tables in Markdown, in which nothing of a page is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What CommonMark, its table and link extensions, and common dialects read as markup: anywhere,
# as part of a bare address or name (a scheme, //host, host.name, 127.0.0.1), and at the beginning
# of a line. Of numbers only those with two points could be addresses.
_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>#|~^$&@]|:(?=//|\w+:)|(?<=[^\W\d_]):(?=\S)|/(?=/)"
    r"|\.(?=[^\W\d])|(?<=[^\W\d])\.(?=\w)|\.(?=\d+\.\d)|(?<=\bwww)\.|^\s*\d+[.)]|^\s*[-+=:!%]"
)


def escaped(text: str) -> str:
    """A text that Markdown shows as it is.

    Args:
        text: Any text.

    Returns:
        The text made inert, on one line, with a backslash before what would be markup.
    """
    return _MARKUP.sub(_with_backslash, inert(text).strip())


def _with_backslash(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, and an empty one.

    Args:
        heads: The names of the columns, escaped.
        rows: The cells of each row, escaped.
    """
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
