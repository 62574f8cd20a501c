"""Which source lines make up one paragraph: hard-wrapped text beside one paragraph a line.

Text that a program broke at a width shows it: the first word of a line would not have
fitted on the line before it. Where that holds through a run of lines, and sentences run
on from line to line, the run is wrapped and its lines are joined; a line that had room
for the next word ends a paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.words.scripts import begins_east_asian

if TYPE_CHECKING:
    from collections.abc import Sequence


LONGEST_WRAPPED_LINE = 132
"""Widest line, in characters, taken for hard-wrapped: the old terminals' wide mode."""


_SHORTEST_WRAP_WIDTH = 36
"""Narrower columns are menus and tables, whose lines never run on."""


_LEAST_RUNNING_ON = 0.3
"""Share of full lines whose sentence must run on: about .85 of English lines do, .6 of German."""


_LIST_ITEM = re.compile(r"(?:[*•·‣▪◦–—-]|\(?\d{1,3}[.)])\s")


_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")


class FoldedLine(NamedTuple):
    """A source line with white space folded: its number from 1, its text, its indent."""

    number: int
    text: str
    indent: int


def paragraphs_of(runs: Sequence[Sequence[FoldedLine]]) -> list[list[FoldedLine]]:
    """Split a page's runs of non-blank lines into paragraphs.

    Args:
        runs: For each run its adjacent lines, none of them blank.

    Returns:
        The same lines in the same order, one list for each paragraph.
    """
    parts = [part for run in runs for part in _parts(run)]
    widths = sorted(width for part in parts if (width := _own_width(part)))
    page_width = widths[len(widths) // 2] if widths else None
    return [paragraph for part in parts for paragraph in _unwrap(part, page_width)]


def join(lines: Sequence[FoldedLine]) -> str:
    """The text of a paragraph's lines; no space where East Asian text or a hyphen runs on."""
    text = lines[0].text
    for line in lines[1:]:
        glued = bool(text and line.text) and (
            (begins_east_asian(text[-1]) and begins_east_asian(line.text))
            or (text[-1] == "-" and text[-2:-1].isalpha() and line.text[0].islower())
        )
        text = f"{text}{line.text}" if glued else f"{text} {line.text}"
    return text.strip()


def _parts(run: Sequence[FoldedLine]) -> list[Sequence[FoldedLine]]:
    """The run, parted at lines too long to have been wrapped, which stand alone."""
    if len(run) == 1:
        return [run]
    too_long = [len(line.text) > LONGEST_WRAPPED_LINE for line in run]
    starts = [0, *(i for i in range(1, len(run)) if too_long[i] or too_long[i - 1]), len(run)]
    return [run[start:end] for start, end in pairwise(starts)]


def _own_width(lines: Sequence[FoldedLine]) -> int | None:
    """The width that a run was plainly wrapped at, from itself alone; None where it was not."""
    if len(lines) < 3:
        return None
    width = max(len(line.text) for line in lines)
    if width < _SHORTEST_WRAP_WIDTH:
        return None
    full = [pair for pair in pairwise(lines) if _is_full(*pair, width)]
    running_on = sum(_runs_on(*pair) for pair in full)
    # One pair of lines can look wrapped by chance; two in one run hardly do.
    wrapped = (
        running_on >= max(2, _LEAST_RUNNING_ON * len(full)) and len(full) * 2 >= len(lines) - 1
    )
    return width if wrapped else None


def _unwrap(lines: Sequence[FoldedLine], page_width: int | None) -> list[list[FoldedLine]]:
    own_width = _own_width(lines)
    width = own_width or page_width
    if width is None:
        return [[line] for line in lines]
    paragraphs = [[lines[0]]]
    for before, line in pairwise(lines):
        goes_on = (
            _is_full(before, line, width)
            and not _begins_anew(before, line)
            # Away from the runs that show the width, the sentence itself must run on.
            and (own_width is not None or _runs_on(before, line))
        )
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _is_full(line: FoldedLine, following: FoldedLine, width: int) -> bool:
    """Whether the next line's first word had no room left on this line."""
    text = following.text
    if begins_east_asian(text):
        return len(line.text) + 2 > width
    return len(line.text) + 1 + len(text.split(" ", 1)[0]) > width


def _runs_on(line: FoldedLine, following: FoldedLine) -> bool:
    """Whether a sentence plainly goes on from this line to the next."""
    if _SENTENCE_END.search(line.text):
        return False
    first = following.text[:1]
    if "://" in following.text.split(" ", 1)[0]:
        return False
    return first.islower() or (first.isalpha() and not first.isupper())


def _begins_anew(line: FoldedLine, following: FoldedLine) -> bool:
    return following.indent > line.indent + 1 or bool(_LIST_ITEM.match(following.text + " "))
