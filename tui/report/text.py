"""Printed text: one article, two side by side, and the ink all printed text is set in.

Ink is colour and weight on a terminal, and nothing where output goes to a file: then whoever
prints says in brackets what colour would have said. Its colours are those of the app and the
HTML report, from one table (`tui.presentation.kinds.LOOKS`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec.structs import replace

from tui.corpus.files import short_names
from tui.presentation.kinds import GLYPHS, KINDS, LOOKS, SIDE_SIGNS, corrections_said, missing
from tui.presentation.rows import called, counts, numbers, place_name, shown_rows
from tui.presentation.sentence import RowLinks, sentence
from tui.presentation.wrap import cells, shorten, wrap
from tui.text.alignment.rows import percent
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.presentation.kinds import PaintedLook
    from tui.presentation.rows import Look, Passage, ShownRow, Side
    from tui.text.model import Alignment, Article, Paragraph, Role


READING_WIDTH = 80
"""The widest a column of prose is set, in cells."""


Emphasis = Literal["plain", "strong", "quiet"]


PrintedStyle: TypeAlias = "Emphasis | PaintedLook"


_EMPHASES: dict[Role, Emphasis] = {
    "headline": "strong",
    "standfirst": "strong",
    "subhead": "strong",
    "byline": "quiet",
    "caption": "quiet",
    "credit": "quiet",
    "correction": "quiet",
    "body": "plain",
}


def article_text(article: Article, ink: Ink, width: int | None) -> str:
    """An article as text.

    Args:
        ink: How to set off headline and byline.
        width: Cells to a line; None leaves every paragraph on one line.

    Returns:
        Inert text, blank lines between paragraphs, a newline at its end.
    """
    parts = [_set(heading(article), ink, "quiet", width)]
    roles = [paragraph.role for paragraph in article.paragraphs]
    if "headline" not in roles and article.title:
        parts.append(_set(inert(article.title), ink, "strong", width))
    parts += [_paragraph(paragraph, ink, width) for paragraph in article.paragraphs]
    if not article.paragraphs:
        parts.append(_set("No article text was found on this page.", ink, "quiet", width))
    return "\n\n".join(parts) + "\n"


def heading(article: Article) -> str:
    """What is known about an article, on one line: path, outlet, wire, date and sizes."""
    body = sum(paragraph.counted for paragraph in article.paragraphs)
    removed = sum(last - first + 1 for first, last in (gone.lines for gone in article.removed))
    known = (
        inert(article.path),
        *(f"also saved as {inert(path)}" for path in article.also),
        article.outlet and inert(article.outlet),
        article.credit and f"credits {inert(article.credit.service)}",
        article.date,
        counted(body, "paragraph"),
        removed and f"{counted(removed, 'line')} removed",
    )
    return " · ".join(part for part in known if part)


def counted(number: int, what: str) -> str:
    """A number and a noun, in the plural where it must be."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _paragraph(paragraph: Paragraph, ink: Ink, width: int | None) -> str:
    text = inert(paragraph.text)
    if paragraph.role == "caption":
        text = f"[{text}]"
    elif paragraph.corrects:
        text = f"Correction or note: {text}"
    return _set(text, ink, _EMPHASES[paragraph.role], width)


def _set(text: str, ink: Ink, style: PrintedStyle, width: int | None) -> str:
    if width is None:
        return ink(text, style)
    lines = wrap(text, min(width, READING_WIDTH))
    return "\n".join(ink(text[start:end], style) for start, end in lines)


_CODES: dict[PrintedStyle, str] = {
    "plain": "",
    "strong": "1",
    "quiet": "2",
    **{look: colours.sgr for look, colours in LOOKS.items()},
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Sets text off by weight or by the colours of its look; `colour` allows escape sequences."""

    colour: bool

    def __call__(self, text: str, style: PrintedStyle) -> str:
        """Inert text of one line in a style; unchanged without colour."""
        code = _CODES[style]
        if not self.colour or not code or not text:
            return text
        return f"\x1b[{code}m{text}\x1b[0m"


NARROWEST_COLUMNS = 76
"""Below so many cells the two articles stand one under the other."""


WIDEST = 160


PRINTED_GUTTER = 2


NOTE_QUOTED = 32
"""Cells of a paragraph that a note quotes."""


_INKED_WHOLE: frozenset[Look] = frozenset({"same", "note", "chrome"})
"""The looks whose words are inked as their glyph is; of the others the words stay plain."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell: what is written, escape sequences included, and the cells it takes."""

    written: str
    width: int


def alignment_text(alignment: Alignment, ink: Ink, width: int) -> str:
    """An alignment as text.

    Args:
        alignment: Two articles aligned.
        ink: How to set off glyphs and the words that differ; without colour these words
            stand in ‹brackets›.
        width: Cells to a line.

    Returns:
        Inert text: legend, both articles in aligned rows, and a summary.
    """
    sheet = _Sheet(alignment, ink, min(width, WIDEST))
    return "\n".join(line.rstrip() for line in sheet.lines()) + "\n"


def linear_text(alignment: Alignment, ink: Ink, width: int | None) -> str:
    """An alignment as text that is read from top to bottom, aloud too.

    Every row says in words what it is and which paragraphs are in it; nothing is drawn, and
    nothing stands side by side.

    Args:
        alignment: Two articles aligned, in the order of their rows.
        ink: How to set off what a row is; the words that differ are named below it.
        width: Cells to a line; None leaves every paragraph on one line.

    Returns:
        Inert text: both headings, the numbers, then row after row.
    """
    lines = _linear(alignment)
    if width is None:
        return "".join(f"{ink(text, style)}\n" for text, style in lines)
    return "".join(
        f"{ink(text[start:end], style)}\n"
        for text, style in lines
        for start, end in wrap(text, min(width, READING_WIDTH)) or [(0, 0)]
    )


def _linear(alignment: Alignment) -> Iterator[tuple[str, PrintedStyle]]:
    """The lines, each with its style."""
    articles = alignment.left, alignment.right
    names = short_names([article.path for article in articles])
    for side, name, article in zip(("Left", "Right"), names, articles, strict=True):
        title = called(article)
        yield f"{side}: {name}, {title}", "strong"
        yield heading(article), "quiet"
    rows = shown_rows(alignment)
    kinds = _kinds_said(names)
    found = counts(rows)
    yield ", ".join(f"{found.get(look, 0)} {said}" for look, said in kinds.items()) + ".", "plain"
    for text in _shares_said(alignment, names):
        yield f"{text}.", "plain"
    for text in (corrections_said(alignment, names), missing(alignment)):
        if text:
            yield text, "plain"
    if not rows:
        yield "Neither article has any text to compare.", "plain"
    links = RowLinks(alignment)
    for row in rows:
        said = kinds.get(row.look, "not compared")
        yield "", "plain"
        yield f"{said[:1].upper()}{said[1:]}", row.look if row.look in kinds else "quiet"
        yield from _linear_cell("Left", row.left, alignment.left)
        yield from _linear_cell("Right", row.right, alignment.right)
        if differs := sentence(alignment, row, "all", links.shown(row)):
            yield differs, "quiet"


def _linear_cell(
    side: str, passages: Iterable[Passage], article: Article
) -> Iterator[tuple[str, PrintedStyle]]:
    """The paragraphs of a cell with what readers call them, or the note that stands there."""
    numbered = numbers(article)
    for passage in passages:
        if passage.look == "note":
            yield f"{passage.text[:1].upper()}{passage.text[1:]}", "plain"
            continue
        index = passage.paragraph
        named = passage.label or ("" if index is None else place_name(numbered, index))
        yield f"{', '.join(filter(None, (side, named)))}: {passage.text}", "plain"


def _kinds_said(names: Sequence[str]) -> dict[Look, str]:
    """What the kinds of row are called, with the names of both articles."""
    only = {"only-left": f"only in {names[0]}", "only-right": f"only in {names[1]}"}
    return {kind.look: only.get(kind.look, kind.name) for kind in KINDS}


def _shares_said(alignment: Alignment, names: Sequence[str]) -> Iterator[str]:
    """How much of each article is in the other, in words."""
    summary, (left, right) = alignment.summary, names
    yield f"{percent(summary.left_copied)} of {left} is in {right}"
    yield f"{percent(summary.right_copied)} of {right} is in {left}"


class _Sheet:
    """The lines of one alignment at one width."""

    def __init__(self, alignment: Alignment, ink: Ink, width: int) -> None:
        self._alignment = alignment
        self._ink = ink
        self._width = width
        self._stacked = width < NARROWEST_COLUMNS
        self._column = width - 1 if self._stacked else (width - 3) // 2
        self._names = short_names((alignment.left.path, alignment.right.path))
        self._rows = shown_rows(alignment)

    def lines(self) -> Iterator[str]:
        yield from self._legend()
        yield ""
        yield from self._headings()
        links = RowLinks(self._alignment)
        for row in self._rows:
            yield from self._row(row, links)
        if not self._rows:
            yield "Neither article has any text to compare."
        yield self._rule("┴")
        yield from self._summary()

    def _legend(self) -> Iterator[str]:
        kinds = {kind.glyph: kind for kind in KINDS}
        words = {"near": "near (edited copy)", "only-left": "only here", "only-right": "only here"}
        parts: list[tuple[str, PrintedStyle]] = [
            (f"{glyph} {words.get(kind.look, kind.name)}", kind.look)
            for glyph, kind in kinds.items()
        ]
        parts.append(("words that differ" if self._ink.colour else "‹words that differ›", "mark"))
        yield from self._flow(parts)

    def _flow(self, parts: Iterable[tuple[str, PrintedStyle]]) -> Iterator[str]:
        """Phrases one after the other, as many to a line as there is room for."""
        line, used = "", 0
        for text, style in parts:
            size = cells(text) + 3
            if used and used + size > self._width:
                yield line
                line, used = "", 0
            line += ("   " if used else "") + self._ink(text, style)
            used += size
        if used:
            yield line

    def _headings(self) -> Iterator[str]:
        left, right = (
            self._heading(article, name)
            for article, name in zip(
                (self._alignment.left, self._alignment.right), self._names, strict=True
            )
        )
        yield from self._side_by_side(left, right, "┬")
        yield self._rule("┼")

    def _heading(self, article: Article, name: str) -> list[_Line]:
        room = self._column - PRINTED_GUTTER
        title = called(article)
        body = sum(paragraph.counted for paragraph in article.paragraphs)
        known = (
            article.outlet and inert(article.outlet),
            article.credit and f"credits {inert(article.credit.service)}",
            article.date,
            counted(body, "paragraph"),
        )
        texts: list[tuple[str, PrintedStyle]] = [(name, "strong")]
        texts += [(title[start:end], "plain") for start, end in wrap(title, room)]
        texts.append((" · ".join(part for part in known if part), "quiet"))
        return [self._plain(shorten(text, room), style, " ") for text, style in texts]

    def _row(self, row: ShownRow, links: RowLinks) -> Iterator[str]:
        left = self._cell(row.left, row, "left")
        right = self._cell(row.right, row, "right")
        yield from self._side_by_side(left, right)
        yield from self._differences(row, links)
        yield from self._side_by_side([], [], blank=True)

    def _differences(self, row: ShownRow, links: RowLinks) -> Iterator[str]:
        """What differs in a row, by class, across both columns."""
        said = sentence(self._alignment, row, "all", links.shown(row))
        if not said:
            return
        for number, (start, end) in enumerate(wrap(said, self._width - 2 * PRINTED_GUTTER)):
            lead = "  ↳ " if number == 0 else "    "
            yield self._ink(lead + said[start:end], "quiet")

    def _cell(self, passages: Iterable[Passage], row: ShownRow, side: Side) -> list[_Line]:
        lines: list[_Line] = []
        for passage in passages:
            if lines:
                lines.append(_Line("", 0))
            # The glyph of a row stands once: on the left, or where the only text is.
            first = side == "left" or not any(one.look != "note" for one in row.left)
            spoken_for = passage.look != "note" and not first
            glyph = " " if lines or spoken_for else GLYPHS[row.look]
            lines += self._passage(self._with_words(passage, side), glyph)
        return lines

    def _with_words(self, passage: Passage, side: Side) -> Passage:
        """A note with the first words of the paragraph it points to, which has no number here."""
        if passage.look != "note" or passage.paragraph is None:
            return passage
        article = self._alignment.left if side == "left" else self._alignment.right
        words = shorten(inert(article.paragraphs[passage.paragraph].text), NOTE_QUOTED)
        return replace(passage, text=f"{passage.text}, “{words}”")

    def _passage(self, passage: Passage, glyph: str) -> list[_Line]:
        text, marks = passage.text, _joined(passage.text, passage.marks)
        if passage.label:
            text = f"{text} · {passage.label}"
        if not self._ink.colour:
            text, marks = _bracketed(text, marks)
        style: PrintedStyle = passage.look if passage.look in _INKED_WHOLE else "plain"
        if passage.role == "subhead" and style == "plain":
            style = "strong"
        lines = []
        only = passage.look in ("only-left", "only-right")
        for number, (start, end) in enumerate(wrap(text, self._column - PRINTED_GUTTER)):
            sign = glyph if number == 0 else "┃" if only else " "
            line = self._plain("", "plain", sign, passage.look)
            written = "".join(self._inked(text, start, end, marks, style))
            lines.append(_Line(line.written + written, line.width + cells(text[start:end])))
        return lines

    def _inked(
        self, text: str, start: int, end: int, marks: list[tuple[int, int]], style: PrintedStyle
    ) -> Iterator[str]:
        at = start
        # A paragraph may have very many, and this is asked of each of its lines.
        begin = bisect_right(marks, start, key=itemgetter(1))
        until = bisect_left(marks, end, begin, key=itemgetter(0))
        inside = ((max(first, start), min(last, end)) for first, last in marks[begin:until])
        for first, last in inside:
            if first >= last:
                continue
            yield self._ink(text[at:first], style)
            yield self._ink(text[first:last], "mark")
            at = last
        yield self._ink(text[at:end], style)

    def _plain(
        self, text: str, style: PrintedStyle, sign: str, sign_style: PrintedStyle = "plain"
    ) -> _Line:
        gutter = self._ink(sign, sign_style if sign.strip() else "plain")
        return _Line(gutter + " " + self._ink(text, style), PRINTED_GUTTER + cells(text))

    def _side_by_side(
        self, left: list[_Line], right: list[_Line], top: str = "", *, blank: bool = False
    ) -> Iterator[str]:
        if self._stacked:
            yield from self._one_under_the_other(left, right, blank=blank)
            return
        if blank:
            left = [_Line("", 0)]
        bar = self._ink("│", "quiet")
        if top:
            yield self._rule(top)
        for one, other in zip_longest(left, right, fillvalue=_Line("", 0)):
            yield f"{one.written}{' ' * (self._column - one.width)} {bar} {other.written}"

    def _one_under_the_other(
        self, left: list[_Line], right: list[_Line], *, blank: bool
    ) -> Iterator[str]:
        for side, lines in ((SIDE_SIGNS["left"], left), (SIDE_SIGNS["right"], right)):
            for number, line in enumerate(lines):
                yield self._ink(side if number == 0 else " ", "quiet") + line.written
        if blank:
            yield ""

    def _rule(self, crossing: str) -> str:
        if self._stacked:
            return self._ink("─" * self._width, "quiet")
        left, right = "─" * (self._column + 1), "─" * (self._width - self._column - 2)
        return self._ink(left + crossing + right, "quiet")

    def _summary(self) -> Iterator[str]:
        found = counts(self._rows)
        yield from self._flow(
            (f"{GLYPHS[look]} {found.get(look, 0)} {said}", look)
            for look, said in _kinds_said(self._names).items()
        )
        shares = _shares_said(self._alignment, self._names)
        yield from self._flow((said, "strong") for said in shares)
        for said in (
            corrections_said(self._alignment, self._names),
            missing(self._alignment),
        ):
            for start, end in wrap(said, self._width) if said else ():
                yield said[start:end]


def _joined(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks with only white space between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _bracketed(text: str, marks: Iterable[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The text with its marked words in brackets, and where these now stand."""
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    at = length = 0
    for start, end in marks:
        parts += [text[at:start], "‹", text[start:end], "›"]
        length += start - at
        moved.append((length, length + end - start + 2))
        length += end - start + 2
        at = end
    return "".join([*parts, text[at:]]), moved
