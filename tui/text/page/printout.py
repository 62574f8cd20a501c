"""What mail, printing and copying put around the lines of a text, and between them.

Mail sets a sign before each line that it quotes, listings set numbers there, and mail that was
never decoded writes characters as numbers and breaks lines with an equals sign. Print sets a
number below each page and a running head above it, in the middle of sentences. A text is read as
it was without them; what stood between its lines is told as what it is.
"""

from __future__ import annotations

import binascii
import re
from collections import Counter
from itertools import chain, groupby, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.text.page.sections import between_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_QUOTED = re.compile(r"[ \t]{0,3}(?:[>|][ \t]?)+")


_SIGNS = frozenset(">|")


_LEAST_QUOTED = 3
"""Lines in a row that are quoted; fewer may be links that an arrow leads in."""


_TEXT_WORDS = 8
"""Words of a line that is text, not a link's."""


_SOLID, _SOLID_TEXT = re.compile("[\u3040-\u30ff\u3400-\u9fff]"), 12
"""Chinese and Japanese characters, and how many make a line of text, which has no words."""


_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")


_NUMBERED = re.compile(r"[ \t]*(\d{1,5})(?:[:.|]?(?:[ \t]|$))")


_LEAST_NUMBERED = 8


_ESCAPED = re.compile(r"=(?:E2=80|C[2-9A-F]=[89AB][0-9A-F]|D[01]=[89AB][0-9A-F])", re.IGNORECASE)
"""Characters beyond ASCII in UTF-8, as quoted-printable writes their bytes."""


_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:[^\W\d_]{1,8}\.?\s)?\d{1,4}(?:\s?(?:/|[^\W\d_]{1,4})\s?\d{1,4})?\W{0,3}"
)


_JUMP = re.compile(r"[^\W\d_](?:[^\d.!?]|\.(?= ?\d)){2,40} [A-Z]?\d{1,3}\W{0,2}")
"""A line of a few words that ends in the number of a page."""


_ADDRESS = re.compile(r"(?:https?://|file:///)\S+(?:\s+\d{1,4}\s?/\s?\d{1,4})?")


_EDGE = 3
"""Lines at the top and the bottom of a printed page that may be its furniture."""


_LINE = 40
"""Characters that a line of text has, at the least."""


_CELL, _BETWEEN_CELLS = 80, 5
"""Characters of a table's cell at most, and lines between two cells of a row."""


_NOT_LETTERS = re.compile(r"[\W\d_]+")


def bare(lines: Sequence[str]) -> Sequence[str | None]:
    """The lines without what was set around them.

    Returns:
        As many lines; None where one belongs to the line above.
    """
    if not _SIGNS.isdisjoint({line[:1] for line in lines}):
        lines = _unquoted(lines)
    first = list(islice(filter(str.strip, lines), _LEAST_NUMBERED))
    if len(first) == _LEAST_NUMBERED and all(map(_NUMBERED.match, first)):
        lines = _unnumbered(lines)
    if "=" in {line[-1:] for line in lines} and any(map(_ESCAPED.search, lines)):
        return list(_unescaped(lines))
    return lines


def edges_of_quotes(lines: Sequence[str], shown: Sequence[str | None]) -> frozenset[int]:
    """The numbers of the lines, counted from 1, with which what mail quotes begins or ends."""
    if shown is lines:
        return frozenset()
    quoted = [
        text is not None and text != line and line.lstrip()[:1] in _SIGNS
        for line, text in zip(lines, shown, strict=True)
    ]
    return frozenset(at + 1 for at in range(1, len(quoted)) if quoted[at] != quoted[at - 1])


def _unquoted(lines: Sequence[str]) -> list[str]:
    """The lines without the signs of quoting in mail, however often it was quoted."""
    found: list[str] = []
    for quoted, group in groupby(lines, key=lambda line: bool(_QUOTED.match(line))):
        run = list(group)
        stripped = [_QUOTED.sub("", line, count=1) for line in run]
        found += stripped if quoted and _is_text(stripped) else run
    return found


def _is_text(lines: Sequence[str]) -> bool:
    """Whether lines are paragraphs of text rather than links with an arrow before each."""
    # A stroke at the end as well makes the row of a table.
    if len(lines) < _LEAST_QUOTED or any(line.endswith("|") for line in lines):
        return False
    long = [
        line
        for line in lines
        if len(line.split()) >= _TEXT_WORDS or len(_SOLID.findall(line)) > _SOLID_TEXT
    ]
    ended = sum(bool(_ENDED.search(line.rstrip())) for line in lines)
    blank = sum(not line.strip() for line in lines)
    running = sum(
        (after[:1].islower() or _SOLID.match(after) is not None)
        and not _ENDED.search(line.rstrip())
        for line, after in pairwise(lines)
    )
    return bool(long) and bool(ended) and (blank > 0 or running > 1)


def _unnumbered(lines: Sequence[str]) -> Sequence[str]:
    """The lines without the numbers of a listing, if it numbers them one after the other."""
    matches = [(match, line) for line in lines if (match := _NUMBERED.match(line)) or line.strip()]
    numbers = [int(match[1]) if match else -1 for match, _ in matches]
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    # A list of ten points numbers its points, not its lines, and none of them is empty.
    empty = sum(bool(match) and not line[match.end() :].strip() for match, line in matches if match)
    goes_on = sum(
        line[match.end() :].lstrip()[:1].islower() for match, line in matches if match is not None
    )
    if steps < 0.9 * (len(numbers) - 1) or not (empty or goes_on > 1):
        return lines
    return [_NUMBERED.sub("", line, count=1) for line in lines]


def _unescaped(lines: Sequence[str]) -> Iterator[str | None]:
    """Lines of quoted-printable as they were before."""
    begun: list[str] = []
    for line in lines:
        begun.append(line)
        if line.endswith("="):
            continue
        whole = "".join(piece.removesuffix("=") for piece in begun[:-1]) + line
        data = binascii.a2b_qp(whole.encode("utf-8", "replace"))
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            yield data.decode("windows-1252", "replace")
        yield from [None] * (len(begun) - 1)
        begun = []
    yield from begun


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines, counted from 1, that part the pages of one text.

    Where form feeds part printed pages, they are page numbers, running heads, addresses and
    dates; elsewhere what a site put around each page that was saved.
    """
    if not any("\f" in line for line in lines):
        return between_sections(lines)
    starts = [0, *(at for at, line in enumerate(lines) if "\f" in line and at), len(lines)]
    pages = [
        [(at, line.strip()) for at, line in enumerate(lines[start:end], start) if line.strip()]
        for start, end in pairwise(starts)
    ]
    pages = [page for page in pages if page]
    found: set[int] = set()
    ends = [
        [page[:_EDGE] if at_top else page[: -_EDGE - 1 : -1] for page in pages] for at_top in (1, 0)
    ]
    # The same line may head one page and stand below the other.
    known = Counter(
        key
        for above, below in zip(*ends, strict=True)
        for key in {_key(text) for _, text in [*above, *below]}
    )
    for edge in chain.from_iterable(ends):
        for at, text in edge:
            repeated = known[_key(text)] > 1 and _key(text) and len(pages) > 1
            if not (repeated or _PAGE_NUMBER.fullmatch(text) or _ADDRESS.fullmatch(text)):
                break
            found.add(at)
    for page, following in pairwise(pages):
        found |= _jump(page, following, found, lines)
        found |= _head(page, following, found, lines)
    return frozenset(at + 1 for at in found)


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _jump(
    page: Sequence[tuple[int, str]],
    following: Sequence[tuple[int, str]],
    found: set[int],
    lines: Sequence[str],
) -> set[int]:
    """The lines that say on which page an article goes on, and from which it comes.

    They end in the number of a page and stand by themselves below the text of one and atop the
    next, where all above them is the article's short title.
    """
    below = next(((at, text) for at, text in reversed(page) if at not in found), None)
    if below is None or not _JUMP.fullmatch(below[1]) or lines[below[0] - 1].strip():
        return set()
    top = [(at, text) for at, text in following if at not in found][: _EDGE + 1]
    for place, (at, text) in enumerate(top):
        alone = at + 1 < len(lines) and not lines[at + 1].strip()
        if alone and _JUMP.fullmatch(text):
            return {below[0], *(at for at, _ in top[: place + 1])}
    return set()


def _head(
    page: Sequence[tuple[int, str]],
    following: Sequence[tuple[int, str]],
    found: set[int],
    lines: Sequence[str],
) -> set[int]:
    """The lines atop a page that part a sentence from its beginning on the page before."""
    left = [text for at, text in page if at not in found]
    if not left or _ENDED.search(left[-1]):
        return set()
    above: set[int] = set()
    for at, text in following[: _EDGE + 1]:
        if at in found:
            continue
        # A sentence goes on below a blank line.
        if text[:1].islower() and (at - 1 in found or not lines[at - 1].strip()):
            return above
        above.add(at)
    return set()


def across_edges(
    lines: Sequence[str], aside: frozenset[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Where paragraphs go on past the edge of a page.

    Args:
        aside: The numbers of the lines that are furniture.

    Returns:
        The numbers of the lines between, blank ones too, and of those that go on.
    """
    passed: set[int] = set()
    going_on: set[int] = set()
    between: list[int] = []
    above = ""
    for number, line in enumerate(lines, start=1) if aside else ():
        text = line.strip()
        if not text or number in aside:
            between.append(number)
            continue
        # What breaks off where a page ends is no headline if it is as long as a line of text.
        long = len(above) >= _LINE or text[:1].islower()
        if long and not aside.isdisjoint(between) and not _ENDED.search(above):
            passed.update(between)
            going_on.add(number)
        above, between = text, []
    return frozenset(passed), frozenset(going_on)


def across_cells(lines: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Where the rows of a table go on though blank lines part their cells.

    A browser that copies cells which hold paragraphs sets a tab between them, on a line by itself.
    Rows stand one below the other, and half of them give a number; others lay out a page.

    Returns:
        The numbers of the lines between the cells, and of those that go on with the next.
    """
    found: tuple[set[int], set[int]] = (set(), set())
    table: list[_Row] = []
    for row in [*(_rows(lines) if "\t" in lines else ()), _Row([], [])]:
        if row.cells[1:]:
            table.append(row)
            continue
        if len(table) > 1 and 2 * sum(one.gives_number for one in table) >= len(table):
            for one in table:
                found[0].update(one.between)
                found[1].update(number for number, _ in one.cells[1:])
        table = []
    return frozenset(found[0]), frozenset(found[1])


class _Row(NamedTuple):
    """The cells of a row by their lines' numbers, and the numbers of the lines between them."""

    cells: list[tuple[int, str]]
    between: list[int]

    @property
    def gives_number(self) -> bool:
        return any(char.isdigit() for _, text in self.cells for char in text)


def _rows(lines: Sequence[str]) -> Iterator[_Row]:
    """The lines as rows, most of which are one line."""
    row = _Row([], [])
    between: list[int] = []
    tabs = 0
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            between.append(number)
            tabs += line == "\t"
            continue
        goes_on = tabs == 1 and len(between) <= _BETWEEN_CELLS
        if row.cells and goes_on and max(len(row.cells[-1][1]), len(text)) <= _CELL:
            row.between.extend(between)
        elif row.cells:
            yield row
            row = _Row([], [])
        row.cells.append((number, text))
        between, tabs = [], 0
    yield row
