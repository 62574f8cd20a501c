"""Pages that somebody copied out of a browser, one behind the other into one file.

Told is only what no page has by itself: between two texts the end of the file's last page meets
the beginning of its first one, a line with a copyright that is at the end, too, or an address as
above the first. The pages of one article that a site parts have one headline, and are read.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.archive.refusals.stacked import BLANK_LINES, word_count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class _Texts(NamedTuple):
    """Two texts in a row: where the first ends, and where the second begins and ends."""

    begun: int
    ends: int
    begins: int
    last: int


_EDGE = 14
"""Lines at the beginning and the end of a page that are looked for within the file."""


_ABOVE = 12
"""Lines above a text among which its headline is."""


_LEAST_TITLE = 4
"""Words up to which a line that is new on a page is no headline, but its number and the like."""


_LEAST_LINES, _LEAST_WORDS = 2, 90
"""Paragraphs in a row, and words in them, of a text; teasers and captions have fewer."""


_SENTENCE = 9
"""Words of the shortest paragraph that counts."""


_ENDS = (*tuple(".…?!。:"), ".”", '."', ".“", ".»", ".’", "?”", "!”")
_ADDRESS = re.compile(r"https?://[^\s/]+/\S+")
_RIGHTS = re.compile(r"©.{0,40}(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_IN_RIGHTS = 20


def pasted_pages(text: str) -> str:
    """Why a file in plain text holds several pages of a browser; empty where it is one."""
    if not _may_be(text):
        return ""
    lines = _lines(text)
    texts = _texts(lines)
    for found in (_by_edges, _by_rights, _by_addresses):
        if second := _second(found, lines, texts):
            return (
                "looks like several pages, one behind the other (the second begins with "
                f"“{second[:60]}”); save each one separately"
            )
    return ""


def _may_be(text: str) -> bool:
    """Whether a look at the lines is worth while, which for few pages it is."""
    head = text[:4000].lstrip()
    if _ADDRESS.match(head) is not None:
        return True
    if text.count("©") > 1 and len(_RIGHTS.findall(text)) > 1:
        return True
    top = [line for line in head.splitlines()[: 2 * _EDGE] if line.strip()][:_EDGE]
    return sum(text.find(line, 4000) > 0 for line in top) * 2 >= len(top) > 1


def _lines(text: str) -> list[str]:
    """The lines of a text, those of a paragraph that was wrapped put together."""
    lines: list[str] = []
    for block in BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        own = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        longest = max(map(len, own), default=0)
        if 50 <= longest <= 120 and min(map(len, own[:-1]), default=0) >= longest * 0.6:
            own = [" ".join(own)]
        lines += own
    return lines


def _texts(lines: Sequence[str]) -> list[_Texts]:
    """Where texts are, each with the one above it."""
    found: list[tuple[int, int]] = []
    count = words = 0
    for at, line in enumerate((*lines, "")):
        # Most lines of a page end in none of these.
        length = word_count(line) if line.endswith(_ENDS) else 0
        if length >= _SENTENCE and not _RIGHTS.search(line):
            count, words = count + 1, words + length
            continue
        if count >= _LEAST_LINES and words >= _LEAST_WORDS:
            found.append((at - count, at))
        count = words = 0
    return [_Texts(*first, *second) for first, second in pairwise(found)]


def _second(
    begins: Callable[[Sequence[str], _Texts], int | None],
    lines: Sequence[str],
    texts: Sequence[_Texts],
) -> str:
    """The first line of the second page; empty where there is only one."""
    for two in texts:
        at = begins(lines, two)
        if at is not None and at < two.begins and not _has_one_headline(lines, two, at):
            return lines[at]
    return ""


def _has_one_headline(lines: Sequence[str], two: _Texts, at: int) -> bool:
    """Whether what is above both texts is the headline of one article on several pages."""
    top = set(lines[: min(_EDGE, two.begun - 2)])
    above = {line for line in lines[max(0, two.begun - _ABOVE) : two.begun] if word_count(line) > 3}
    below = lines[max(at, two.begins - _ABOVE) : two.begins]
    known = set(lines[:at])
    is_new = any(word_count(line) > _LEAST_TITLE and line not in known for line in below)
    return not is_new or not above.isdisjoint(set(lines[at : two.begins]) - top)


def _by_edges(lines: Sequence[str], two: _Texts) -> int | None:
    top, bottom = set(lines[:_EDGE]), set(lines[-_EDGE:])
    for at in range(max(two.ends, _EDGE), two.begins):
        if lines[at] not in top:
            continue
        begun = top & set(lines[at : at + _EDGE + 4])
        ended = bottom & set(lines[max(two.ends, at - _EDGE - 4) : at])
        if 2 * len(begun) >= len(top) and 2 * len(ended) >= len(bottom):
            return at
    return None


def _by_rights(lines: Sequence[str], two: _Texts) -> int | None:
    if not any(map(_has_rights, lines[two.last :])):
        return None
    marks = (at for at in range(two.ends, two.begins - 3) if _has_rights(lines[at]))
    mark = next(marks, None)
    return None if mark is None else mark + 1


def _has_rights(line: str) -> bool:
    return _RIGHTS.search(line) is not None and word_count(line) < _MOST_IN_RIGHTS


def _by_addresses(lines: Sequence[str], two: _Texts) -> int | None:
    if _ADDRESS.fullmatch(lines[0]) is None:
        return None
    marks = (at for at in range(two.ends, two.begins - 1) if _ADDRESS.fullmatch(lines[at]))
    return next(marks, None)
