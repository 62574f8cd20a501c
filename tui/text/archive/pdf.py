"""PDF files as one article: a PDF has letters and where they stand, and everything else is guessed.

Lines are pieced together from letters, columns from the white between them, paragraphs from
indents, spaces and short lines; what recurs at the edges of pages is taken off. Where a page has
no letters at all it is a picture, which is said.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import Counter
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from tui.files.aside import AsideError, BoundedWork, OutOfBoundsError
from tui.text.archive.documents import needed
from tui.text.archive.lines import shown_text
from tui.text.archive.model import PROTECTED, Census, Part, PartParagraph
from tui.text.archive.refusals.stacked import stacked_in_print
from tui.text.archive.settings import printed_articles
from tui.text.page.decode import whole
from tui.text.page.model import Metadata, PageError, check_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.archive.model import Piece, Source
    from tui.text.archive.settings import ExportLayout, ExportSettings


_ONE_AT_A_TIME = threading.Lock()
"""The library must not be called from two threads at once."""


_APART = BoundedWork("tui.text.archive.pdf:leaves_apart", seconds=4, megabytes=400)
"""What reads PDFs: a few kilobytes may unpack to gigabytes, or draw the same for ever."""


_LAST: dict[bytes, tuple[list[Leaf], str, int] | str] = {}
"""What the last PDF was read as, by its hash."""


_BEYOND = (
    "takes more time or memory than a document does, or crashes the reader; "
    "check where it comes from"
)


_MOST_PAGES = 1000


_MOST_LETTERS = 600_000
"""Letters of a PDF, which are asked for one by one: as many as a long novel has."""


_MOST_LINES = 30_000


_NEIGHBOURS = 100
"""Lines above and below, as they are read, by which the column of a line is told."""


_MOST_ORDERED, _MOST_TRIES = 800, 60
"""Lines of a page among which columns are looked for, and places at which the page may be cut for
that: the time grows with the square of both, and broadsheets have no more."""


SCANNED = "has no text: its pages are pictures (a scan); run text recognition (OCR) over it first"


_WIDE_GAP = 2.2
"""Times the size of the letters from which on white within a line parts columns."""


_GUTTER = 7.0
"""Points of white from which on two blocks of lines are columns."""


_EDGE = 0.13
"""Share of a page's height at its top and its foot in which lines recur."""


_EDGE_LINES = 3


_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»“)\]]*$")


PAGE_NUMBER = re.compile(
    r"(?:page |seite |p\. ?|s\. ?)?[-–— ]*\d{1,4}[-–— ]*(?:(?:/|of|von|de|sur) ?\d{1,4})?$",
    re.IGNORECASE,
)


_PRINTED = re.compile(
    r"(?:https?://|file:/)\S+|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)? "
)
"""What browsers print at the edges of pages: address and page, time and title."""


_DIGITS = re.compile(r"\d+")


_LONGEST_WORD = 100


_WORD_AT_END = re.compile(r"\w*$")


_HYPHEN = "\ufffe"
"""What the library makes of a hyphen at the end of a line."""


@dataclass(slots=True)
class PrintedLine:
    """Letters in a row: their page, where they stand (from the left and the foot), their size."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def key(self) -> str:
        """What it has in common with lines at the edges of other pages."""
        return _DIGITS.sub("#", " ".join(self.text.split())).casefold()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its height and its lines in the order in which they are read."""

    height: float
    lines: list[PrintedLine]


def pdf_article(source: Source) -> Iterator[Piece]:
    """Read a PDF as one article.

    Raises:
        PageError: It is damaged, protected, or has no text.
    """
    # Here, so that it is said where it is missing, before the file is read.
    needed("pypdfium2", source.path, "a PDF document", "pdf")
    passages, empty = pdf_paragraphs(source.path, source.read(), source.settings.exports)
    yield Part(1, passages, 1, Metadata())
    yield Census(passed_over={"pages without text": empty} if empty else {})


def pdf_paragraphs(
    path: str, data: bytes, exports: ExportSettings
) -> tuple[tuple[PartParagraph, ...], int]:
    """The paragraphs of a PDF, each with its page, and how many pages have no text.

    Args:
        path: What it is called in messages.
        exports: What tells that articles of a press database were printed.

    Raises:
        PageError: It is damaged, protected, or has no text, or what reads it is not installed.
    """
    leaves, title, empty = read_leaves(path, data)
    if not any(leaf.lines for leaf in leaves):
        raise PageError(path, SCANNED)
    running = running_lines(leaves)
    lines = [line for leaf in leaves for line in leaf.lines]
    layout, articles = printed_articles([plain_text(line.text) for line in lines], exports)
    if layout is not None and articles > 1:
        raise PageError(path, parted_badly(layout, articles))
    kept = [line for line in lines if id(line) not in running]
    if not kept:
        raise PageError(path, SCANNED)
    gone = [
        PartParagraph(plain_text(line.text), line.page, None, "pdf-page-edge")
        for line in lines
        if id(line) in running
    ]
    headline, rest = _headline(kept, title)
    passages = [PartParagraph(headline, kept[0].page, "headline")] if headline else []
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for line in kept).casefold()))
    together = list(put_together(rest))
    passages += [PartParagraph(joined_text(one, words), one[0].page) for one in together]
    others = set(map(id, rest))
    sizes = [line.size for line in kept if headline and id(line) not in others][:1]
    sizes += [one[0].size for one in together]
    if stacked := stacked_in_print(zip(passages, sizes, strict=True), gone, exports):
        raise PageError(path, stacked)
    passages = sorted((*passages, *gone), key=lambda one: one.at)
    return tuple(one for one in passages if one.text), empty


def parted_badly(layout: ExportLayout, articles: int) -> str:
    """Why an export of several articles that was printed is refused."""
    return (
        f"is an export of {layout.called} with {articles} articles, which a PDF parts too badly to "
        "be read; download it as a Word document, rich text or plain text instead"
    )


def read_leaves(path: str, data: bytes) -> tuple[list[Leaf], str, int]:
    """The pages, what the PDF is called, and how many pages have no text."""
    needed("pypdfium2", path, "a PDF document", "pdf")
    # It is read to tell what it is, and soon after to be shown.
    key = hashlib.blake2b(data).digest()
    read = _LAST.get(key)
    if read is None:
        try:
            read = _APART.do(path, data)
        except AsideError:
            with _ONE_AT_A_TIME:
                read = leaves_apart(path, data)
        except OutOfBoundsError:
            read = _BEYOND
        _LAST.clear()
        _LAST[key] = read
    if isinstance(read, str):
        raise PageError(path, read)
    leaves, title, empty = read
    return leaves, title, empty


def leaves_apart(path: str, data: bytes) -> tuple[list[Leaf], str, int] | str:
    """Do the same in the process that reads PDFs.

    Returns:
        The same, or why the PDF is refused.
    """
    try:
        library = needed("pypdfium2", path, "a PDF document", "pdf")
        try:
            document = library.PdfDocument(data)
        except library.PdfiumError as error:
            if "password" in str(error).lower():
                return PROTECTED
            return f"is a damaged PDF ({error}); save or download it again"
        try:
            return _leaves(library, document, path)
        except library.PdfiumError as error:
            return f"is a damaged PDF ({error}); save it again"
        finally:
            document.close()
    except PageError as error:
        return error.reason


def _leaves(library: Any, document: Any, path: str) -> tuple[list[Leaf], str, int]:
    if len(document) > _MOST_PAGES:
        reason = f"has {len(document):,} pages (at most {_MOST_PAGES:,} are read)"
        raise PageError(path, reason)
    title = document.get_metadata_dict().get("Title", "")
    leaves = []
    letters = empty = rows = 0
    for number in range(len(document)):
        lines, height, count = _lines_of(library, document, number)
        letters += count
        empty += not lines
        if letters > _MOST_LETTERS:
            raise PageError(path, f"has more than {_MOST_LETTERS:,} letters")
        rows += len(lines)
        check_count("lines", rows, _MOST_LINES, path)
        leaves.append(Leaf(height, _ordered(lines)))
    return leaves, title, empty


def _lines_of(library: Any, document: Any, number: int) -> tuple[list[PrintedLine], float, int]:
    """The lines of a page as it draws them, its height, and how many letters it has."""
    page = document[number]
    text = page.get_textpage()
    try:
        lines: list[PrintedLine] = []
        held: list[tuple[str, tuple[float, float, float, float], float]] = []
        count = text.count_chars()
        # What the library has for this makes four new numbers for each letter.
        left, right, bottom, top = (c_double() for _ in range(4))
        for at in range(min(count, _MOST_LETTERS)):
            letter = chr(library.raw.FPDFText_GetUnicode(text.raw, at))
            letter = _HYPHEN if letter == "\x02" else letter
            if letter in "\r\n":
                lines += _cut(held, number + 1)
                held = []
                continue
            size = float(library.raw.FPDFText_GetFontSize(text.raw, at))
            library.raw.FPDFText_GetCharBox(text.raw, at, left, right, bottom, top)
            box = (left.value, bottom.value, right.value, top.value)
            held.append((letter, box, size))
        lines += _cut(held, number + 1)
        return lines, float(page.get_height()), count
    finally:
        text.close()
        page.close()


def _cut(
    held: Sequence[tuple[str, tuple[float, float, float, float], float]], page: int
) -> Iterator[PrintedLine]:
    """Letters in a row as lines: white of some width parts them, as it does columns."""
    seen = [one for one in held if not one[0].isspace() and one[1][2] > one[1][0]]
    if not seen:
        return
    # A size of 1 with a large matrix is common, so the height of the letters tells.
    size = max(median(one[2] for one in seen), median(one[1][3] - one[1][1] for one in seen))
    if size <= 2:
        size = 1.4 * median(one[1][3] - one[1][1] for one in seen)
    piece: list[tuple[str, tuple[float, float, float, float], float]] = []
    right: float | None = None
    for one in held:
        is_space = one[0].isspace() or one[1][2] <= one[1][0]
        if not is_space:
            left = one[1][0]
            if right is not None and left - right > _WIDE_GAP * size:
                yield from _line(piece, page, size)
                piece = []
            right = one[1][2]
        piece.append(one)
        if one[0] == _HYPHEN:
            # The library goes on with the next line, as if the word were whole.
            yield from _line(piece, page, size)
            piece, right = [], None
    yield from _line(piece, page, size)


def _line(
    piece: Sequence[tuple[str, tuple[float, float, float, float], float]], page: int, size: float
) -> Iterator[PrintedLine]:
    boxes = [box for letter, box, _ in piece if not letter.isspace() and box[2] > box[0]]
    text = shown_text(whole("".join(letter for letter, _, _ in piece)))
    if boxes and text:
        yield PrintedLine(
            page,
            text,
            min(box[0] for box in boxes),
            max(box[2] for box in boxes),
            min(box[1] for box in boxes),
            max(box[3] for box in boxes),
            size,
        )


def _ordered(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page in reading order: down one column, then down the next."""
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    if len(lines) > _MOST_ORDERED:
        return lines
    columns = _columns(lines)
    if columns is not None:
        return [*_ordered(columns[0]), *_ordered(columns[1])]
    # What spans the columns stands above them or below: the longest part that has columns.
    tries = [at for at, (one, next_) in enumerate(pairwise(lines), 1) if next_.top < one.top - 1]
    for at in tries[:_MOST_TRIES]:
        if _columns(lines[at:]) is not None:
            return [*lines[:at], *_ordered(lines[at:])]
    for at in reversed(tries[-_MOST_TRIES:]):
        if _columns(lines[:at]) is not None:
            return [*_ordered(lines[:at]), *_ordered(lines[at:])]
    return lines


def _columns(lines: Sequence[PrintedLine]) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    """The lines on both sides of white that goes down all of them; None where none does."""
    if len(lines) < 6:
        return None
    spans = sorted((line.left, line.right) for line in lines)
    right = spans[0][1]
    for left, end in spans[1:]:
        if left - right >= _GUTTER:
            sides = (
                [line for line in lines if line.right <= right],
                [line for line in lines if line.left >= left],
            )
            if (min(map(len, sides)) >= 3 and _beside(*sides)) or _goes_over(*sides):
                return sides
        right = max(right, end)
    return None


def _beside(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Whether two blocks of lines stand beside one another rather than one below the other."""
    top = min(max(line.top for line in side) for side in (left, right))
    bottom = max(min(line.bottom for line in side) for side in (left, right))
    return top - bottom > 2 * max(line.size for line in left)


def _goes_over(left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Whether a column goes on for no more than a line or two at the top of the one beside it."""
    tops = [max((line.top for line in side), default=0.0) for side in (left, right)]
    size = left[0].size if left else 0.0
    alike = abs(tops[0] - tops[1]) < size / 2 and all(
        abs(line.size - size) < size / 10 for line in right
    )
    return len(left) >= _LEAST_OF_COLUMN and alike


_LEAST_OF_COLUMN = 8
"""Lines of a column beside which one or two are the next column's first ones."""


def running_lines(leaves: Sequence[Leaf]) -> set[int]:
    """The lines that recur at the edges of pages, and page numbers there."""
    edges = [
        line
        for leaf in leaves
        for at_top in (True, False)
        for line in sorted(leaf.lines, key=lambda one: -one.top if at_top else one.top)[
            :_EDGE_LINES
        ]
        if (line.bottom > (1 - _EDGE) * leaf.height if at_top else line.top < _EDGE * leaf.height)
    ]
    pages: dict[str, set[int]] = {}
    usual = median(line.size for leaf in leaves for line in leaf.lines) if edges else 0.0
    for line in edges:
        pages.setdefault(line.key, set()).add(line.page)
    return {
        id(line)
        for line in edges
        if len(pages[line.key]) > max(1, len(leaves) // 3)
        or PAGE_NUMBER.match(line.text)
        or _PRINTED.match(line.text)
        or (line.size < _SMALL * usual and _NUMBERED.match(line.text))
    }


_SMALL = 0.9
"""Times the usual size of letters up to which a line with a page number is no text."""


_NUMBERED = re.compile(r"[A-Z]?\d{1,3}\b.{3,80}(?<![.!?])$|.{3,80}\b[A-Z]?\d{1,3}$")
"""A line at the edge of a page that begins or ends with its number."""


_PRODUCED = re.compile(r"(?:microsoft word|untitled|document\d*|\S+\.(?:docx?|indd|pdf|html?))\b")


_LONGEST_HEADLINE = 6


def _headline(lines: Sequence[PrintedLine], title: str) -> tuple[str, list[PrintedLine]]:
    """The headline, and the lines without it: the largest letters on the first page with text."""
    first = [line for line in lines if line.page == lines[0].page]
    usual = median(line.size for line in lines)
    largest = max(line.size for line in first)
    known = "" if _PRODUCED.match(title.casefold()) else _letters(title)
    for size in sorted({line.size for line in first if line.size > 1.1 * usual}, reverse=True):
        run = _run(first, size)
        text = joined_text(run, Counter())
        # The name of a paper is set larger than a headline, but is shorter than what a PDF is
        # called.
        enough = len(text.split()) >= 3 and len(run) <= _LONGEST_HEADLINE
        if (known and known.startswith(_letters(text)) and enough) or (
            not (known and size == largest and len(text.split()) < 3) and enough
        ):
            return text, [line for line in lines if line not in run]
    return "", list(lines)


def _run(lines: Sequence[PrintedLine], size: float) -> list[PrintedLine]:
    """The first lines in a row that are about as large."""
    run: list[PrintedLine] = []
    for line in lines:
        if abs(line.size - size) <= 0.06 * size:
            run.append(line)
        elif run:
            break
    return run


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text)).casefold()


def put_together(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Lines in reading order, put together to paragraphs."""
    setting = _Setting(lines)
    held: list[PrintedLine] = []
    for line in lines:
        if held and setting.begins(held[-1], line):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


_PARTED = 1.35
"""Times the usual distance from line to line from which on white parts two paragraphs."""


class _Setting:
    """How the text of a PDF is set: margins, distances, and what parts its paragraphs."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._lines = lines
        self._places = {id(line): at for at, line in enumerate(lines)}
        self._size = median(line.size for line in lines) if lines else 0.0
        downs = [
            (one.top - next_.top, one)
            for one, next_ in pairwise(lines)
            if one.page == next_.page and 0 < one.top - next_.top < 4 * one.size
        ]
        # The commonest, to half a point; of paragraphs of two lines, the white between them is
        # as common as the distance of their lines.
        counts = Counter(round(2 * down) for down, one in downs if _alike(one.size, self._size))
        most = max(counts.values(), default=0)
        self._pitch = min((down for down, n in counts.items() if 3 * n >= most), default=0) / 2
        wide = sum(down > _PARTED * self._pitch for down, _ in downs)
        # White stands between paragraphs, so that a short line ends none.
        self._spaced = wide >= max(2, len(lines) // 12)

    def begins(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line begins a paragraph."""
        if not _alike(before.size, line.size):
            return True
        left, right = self._column(before)
        ends = bool(_SENTENCE_END.search(before.text))
        filled = (before.right - left) / max(right - left, 1)
        indent = 0.6 * line.size
        indented = line.left > self._column(line)[0] + indent
        if indented and (ends or before.left <= left + indent):
            return True
        if before.page != line.page or line.top >= before.top:
            # At the top of a column or page, a sentence that goes on tells that nothing begins.
            return ends and (filled < _SHORT or (self._spaced and not line.text[:1].islower()))
        if before.top - line.top > _PARTED * self._pitch:
            return True
        # In a narrow column, a line is short where the next word is long.
        words = line.text.partition(" ")[0]
        more = (line.right - line.left) * (len(words) + 1) / max(len(line.text), 1)
        short = filled < _VERY_SHORT and before.right + more <= right
        return short or (not self._spaced and ends and filled < _SHORT)

    def _column(self, line: PrintedLine) -> tuple[float, float]:
        """The left and right margin of the column that a line stands in."""
        at = self._places[id(line)]
        near = [
            one
            for one in self._lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
            if one.page == line.page
            and one.left < line.right
            and one.right > line.left
            and (_alike(one.size, line.size) or _alike(one.size, self._size))
        ]
        return min(one.left for one in near), max(one.right for one in near)


_SHORT, _VERY_SHORT = 0.88, 0.7
"""Shares of a column that the last line of a paragraph fills: where it ends a sentence, and
where it does not."""


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= 0.08 * max(one, other)


def joined_text(lines: Sequence[PrintedLine], words: Counter[str]) -> str:
    """The text of a paragraph's lines; words that a hyphen cut are whole again."""
    pieces: list[str] = []
    for line in lines:
        piece = line.text
        above = pieces[-1] if pieces else ""
        if above.endswith((_HYPHEN, "-", "\u00ad", "\u2010")) and piece[:1].islower():
            stem = _WORD_AT_END.search(above[-_LONGEST_WORD:-1])
            rest = re.match(r"\w*", piece)
            begun, ended = (stem[0] if stem else ""), (rest[0] if rest else "")
            # What is written with a hyphen elsewhere has one.
            keeps = words[f"{begun}-{ended}".casefold()] > words[(begun + ended).casefold()]
            pieces[-1] = above[:-1] + ("-" if keeps and begun else "")
        elif pieces:
            pieces.append(" ")
        pieces.append(piece)
    return plain_text("".join(pieces))


def plain_text(text: str) -> str:
    """Text without the hyphens that only break words."""
    return shown_text(text.replace(_HYPHEN, "-").replace("\u00ad", ""))
