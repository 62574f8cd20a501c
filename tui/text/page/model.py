"""One saved page: its lines, the blocks of text they make up, and what it says of itself.

All formats end here: a reader gives blocks that cover what a person sees of the page, in source
order, each with its source lines, so that the rules need not know what a page was saved as. What
only some formats have (metadata, markup) is None in the others. Plain text is read here too,
since every other format falls back on it. So are the bounds that every reader keeps: whatever a
file holds, memory and time stay within them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from tui.text.inert import without_ignorable
from tui.text.page.columns import ColumnLine, in_columns
from tui.text.page.decode import NotTextError, decode, mend
from tui.text.page.paragraphs import (
    SOFT_HYPHEN,
    FoldedLine,
    Hyphenation,
    join,
    paragraphs_of,
)
from tui.text.page.printout import across_cells, across_edges, bare, edges_of_quotes, furniture
from tui.text.words.scripts import beyond_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.text.model import Article, PlaceKind, Role


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


MOST_TAGS = 600_000
"""Tags of the largest page or XML that is parsed: each takes a few hundred bytes."""


LONGEST_LINE = 12_000_000
"""Characters that a line may have, or a paragraph of HTML: four of the longest novels, which
somebody may have saved without line ends."""


_MARK = re.compile(r"[^\w\s]")


_ASCII_MARKS = bytes(byte for byte in range(128) if _MARK.match(chr(byte)))


_UNSPACED = re.compile("[\u0e00-\u1fff\u3040-\U0010ffff]")
"""What is in scripts that don't part words by spaces: there a character is as much work as a word
elsewhere."""


_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em|font"
    r"|h[1-6]|hr|i|ins|kbd|li|mark|nobr|ol|p|pre|q|s|samp|small|span|strike|strong|sub|sup"
    r"|time|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


_BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|h[1-6]|hr|dd|dt|blockquote)\b", re.IGNORECASE)


_INNER_SOFT_HYPHEN = re.compile(rf"(?<=\w){SOFT_HYPHEN}(?=\w)")


_ZERO_WIDTH_SPACES = re.compile("[\u200b\u2060\ufeff]")


_EMPHASIS = frozenset("*_")


_BEGINNING = 1000
"""Characters of a page in which there is something to see, unless there is nothing anywhere."""
"""What mail sets before and behind a line that was bold or in italics."""


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page. All that a reader sees is in exactly one block, in source order.

    Of a page of plain text that is every non-blank line. `lines` are those of the source.
    `mended` pages had UTF-8 that had been read as another encoding before they were saved.
    `part` is its number in a file that holds several, `places` what its lines are there, and
    `article` what the program itself has made of it before, which no rule changes again. The
    file of one that is `cut_off` is known to have gone on.
    """

    path: str
    sha256: str
    encoding: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    metadata: Metadata | None = None
    mended: bool = False
    part: int | None = None
    places: PlaceKind = "line"
    article: Article | None = None
    cut_off: bool = False


class Block(NamedTuple):
    """A paragraph to be: text with white space folded and tags stripped, and its source.

    `first` and `last` are source lines, counted from 1, both inclusive. `indent` is the
    number of white-space characters before the first line. `text` is empty where the
    source has nothing to see (a lone tag or zero-width space); `source` never is. Whether
    blank space parts it from the block above is `parted`; `markup` is what it stands in.
    `between` are lines at the edges of printed pages that stand among its own and are none of
    its text; a block that is nothing else is `furniture`. In a file that
    holds several articles, `role` is what the file says that it is, and `taken_by` the rule by
    which its reader took it away.
    """

    text: str
    first: int
    last: int
    indent: int
    source: str
    parted: bool = False
    markup: Markup | None = None
    between: tuple[str, ...] = ()
    furniture: bool = False
    role: Role | None = None
    taken_by: str | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        return (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's own metadata says; None where it says nothing.

    `date` is an ISO date, the one of publication where there are several. `certain` says that it
    is a database or feed which says it, and not the page: then it beats what stands in the lines,
    and what it leaves out is not there. `service` is the wire service that it names as the source,
    `identifier` what the article is known by there, `captured` when a page was taken, `unchanged`
    when it was found again as it was and `modified` when its text was last changed, as ISO times,
    `version` the number of that version, and `slug` the catchword of a wire story. A feed says too
    who its `supplier` is, until when a story is under `embargo`, and what a `correction` is. `site`
    stands behind the headline in the page's title: mostly the outlet, sometimes a section.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    certain: bool = False
    service: str | None = None
    identifier: str | None = None
    language: str | None = None
    captured: str | None = None
    unchanged: tuple[str, ...] = ()
    modified: str | None = None
    version: str | None = None
    slug: str | None = None
    supplier: str | None = None
    embargo: str | None = None
    correction: str | None = None
    site: str | None = None


NOTHING_SAID = Metadata()


@dataclass(frozen=True, slots=True)
class Markup:
    """What a block of a page stands in.

    Attributes:
        inside: The names of the elements that it stands in, from the outermost inwards.
        names: The words in the classes and ids of the innermost of them, in small letters.
        holder: What tells the elements apart that hold paragraphs: name, class and id of the
            one that this block stands in, itself not counted where it is a mere paragraph.
        linked: The share of its characters that are links, from 0 to 1.
        is_text: Whether the extractor takes it for the article's text; None where none was asked.
    """

    inside: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    holder: str = ""
    linked: float = 0.0
    is_text: bool | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, its cells side by side."""
        return self.inside[-1:] == ("tr",)

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.inside[-1:] == ("li",)


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


class PageError(Exception):
    """A page that cannot be read: `path` as it was given, and `reason` for a person to read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def text_page(data: bytes, path: str) -> Page:
    """Make a page of plain text.

    Returns:
        The page.

    Raises:
        PageError: The bytes are empty, blank or not text.
    """
    try:
        decoded, encoding = decode(data)
    except NotTextError as error:
        raise PageError(path, f"{error}; save the page as text (.txt) and try again") from error
    check_not_blank(decoded, path)
    check_words(decoded, path)
    text = mend(decoded)
    lines = split_lines(text, path)
    sha256 = hashlib.sha256(data).hexdigest()
    return Page(path, sha256, encoding, lines, text_blocks(lines), mended=text != decoded)


def text_blocks(lines: Sequence[str], *, is_mail: bool = False) -> tuple[Block, ...]:
    """Part lines of plain text into paragraphs.

    Args:
        lines: The lines, the first one being number 1.
        is_mail: Whether they are a mail's, which is wrapped however short it is.

    Returns:
        The paragraphs. Every non-blank line is in one of them; one that columns part, in more.
    """
    shown = bare(lines)
    rows = in_columns(shown) or _parted_by_feeds(lines)
    if rows is None:
        return _blocks(lines, shown, is_mail=is_mail)
    texts = [row.text for row in rows]
    blocks = _blocks(texts, bare(texts), is_mail=is_mail)
    return tuple(_placed(block, rows) for block in blocks)


def _parted_by_feeds(lines: Sequence[str]) -> list[ColumnLine] | None:
    """The lines with those parted in which one page ends and the next begins; None without any."""
    if not any("\f" in line.strip() for line in lines if "\f" in line):
        return None
    return [
        ColumnLine(number, ("\f" if at else "") + text)
        for number, line in enumerate(lines)
        for at, text in enumerate(line.split("\f"))
    ]


def _placed(block: Block, rows: Sequence[ColumnLine]) -> Block:
    """A block of lines in columns, with the source lines that these are parts of."""
    places = [row.source + 1 for row in rows[block.first - 1 : block.last]]
    return block._replace(first=min(places), last=max(places))


def _blocks(
    lines: Sequence[str], shown: Sequence[str | None], *, is_mail: bool = False
) -> tuple[Block, ...]:
    aside = furniture(lines)
    apart: list[list[FoldedLine]] = []
    paragraphs = paragraphs_of(list(_runs(lines, shown, aside, apart)), is_mail=is_mail)
    hyphenation = Hyphenation(paragraphs)
    if apart:
        paragraphs = sorted(paragraphs + apart, key=lambda paragraph: paragraph[0].number)
    blocks = []
    above = 0
    for paragraph in paragraphs:
        first = paragraph[0]
        # What stands on a page's edge inside a paragraph is told with it.
        if first.number > above:
            parted = first.number - above > 1
            if len(paragraph) == 1 and first.rows == 1 and not aside:
                # Most are one line with nothing to fold: then that is kept once.
                text, source = first.text.strip(), lines[first.number - 1]
                source = text if source == text else " ".join(source.split())
                above = first.number
                blocks.append(Block(text, above, above, first.indent, source, parted))
                continue
            text = join(paragraph, hyphenation)
            blocks.append(_block(paragraph, text, lines, aside, parted=parted))
            above = blocks[-1].last
    return tuple(blocks)


def _runs(
    lines: Sequence[str],
    bare_lines: Sequence[str | None],
    aside: frozenset[int],
    apart: list[list[FoldedLine]],
) -> Iterator[list[FoldedLine]]:
    """The runs of lines between blank ones; what is no text comes to stand `apart`."""
    passed, going_on = map(frozenset.union, across_edges(lines, aside), across_cells(lines))
    edges = edges_of_quotes(lines, bare_lines)
    run: list[FoldedLine] = []
    for number, (line, shown) in enumerate(zip(lines, bare_lines, strict=True), start=1):
        if shown is None:
            # Its text has been read with that of the line above, which may stand on a page's edge.
            above = run or apart[-1]
            rows = number - above[-1].number + 1
            above[-1] = msgspec.structs.replace(above[-1], rows=rows)
            continue
        if run and number in edges:
            yield run
            run = []
        # Half of the lines of most pages are blank.
        text = fold(shown) if shown else ""
        if text and number not in aside:
            if text.endswith("¬"):
                text = text[:-1] + SOFT_HYPHEN
            indent = len(shown) - len(shown.lstrip()) if shown[0].isspace() else 0
            run.append(FoldedLine(number, text, indent, goes_on=number in going_on))
            continue
        if line.strip():
            apart.append([FoldedLine(number, text, 0)])
        if run and number not in passed:
            yield run
            run = []
    if run:
        yield run


def _block(
    paragraph: list[FoldedLine],
    text: str,
    lines: Sequence[str],
    aside: frozenset[int],
    *,
    parted: bool,
) -> Block:
    first, last = paragraph[0].number, paragraph[-1].number + paragraph[-1].rows - 1
    source = " ".join(" ".join(lines[first - 1 : last]).split())
    indent = paragraph[0].indent
    if not aside:
        return Block(text, first, last, indent, source, parted)
    if first in aside:
        return Block(text, first, last, indent, source, parted, furniture=True)
    between = tuple(fold(lines[at - 1]) for at in range(first, last + 1) if at in aside)
    return Block(text, first, last, indent, source, parted, between=between)


def fold(text: str) -> str:
    """Text with tags and zero-width spaces stripped, entities resolved, white space folded."""
    if "<" in text:
        text = _INLINE_TAG.sub(_tag_space, text)
    if "&" in text and ";" in text:
        text = resolve(text)
    # Most lines have nothing to fold, which is told in a quarter of the time: of what is white
    # space or without width only a space that stands alone between words can be printed.
    if not text.isprintable():
        text = _ZERO_WIDTH_SPACES.sub("", text)
        if SOFT_HYPHEN in text:
            # One at the end of a line parts a word over two.
            text = _INNER_SOFT_HYPHEN.sub("", text)
        text = " ".join(text.split())
    elif text[:1] == " " or text[-1:] == " " or "  " in text:
        text = " ".join(text.split())
    if text[:1] in _EMPHASIS and text[-1:] == text[:1] and text.count(text[0]) == 2:
        return text[1:-1].strip() or text
    return text


def resolve(text: str) -> str:
    """Text with the names and numbers of characters as which HTML gives them resolved.

    Twice, for what was written so twice over (`&amp;rdquo;`).
    """
    for _ in range(2):
        text = _ENTITY.sub(_character, text)
    return text


def _character(entity: re.Match[str]) -> str:
    name = entity[0][1:]
    if not name.startswith("#"):
        return html5.get(name, entity[0])
    character = unescape(entity[0])
    # A number of a control is none of a character to read.
    seen = character not in {"", "\ufffd"} and (character.isprintable() or character.isspace())
    return character if seen else entity[0]


def _tag_space(tag: re.Match[str]) -> str:
    return " " if _BREAKING_TAG.match(tag[0]) else ""


def split_lines(text: str, path: str) -> tuple[str, ...]:
    """Part a page's text into its lines.

    Returns:
        The lines, without what ends them.

    Raises:
        PageError: There are more than an article has by far, blank ones or others.
    """
    check_lines_in_all(text, path)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    check_line_count(lines, path)
    check_line_lengths(lines, path)
    return lines


def check_not_blank(text: str, path: str) -> None:
    """Refuse a page with nothing to see on it.

    Raises:
        PageError: There is nothing on it but blanks.
    """
    # Of most pages the beginning tells.
    seen = without_ignorable(text[:_BEGINNING]).strip() or without_ignorable(text).strip()
    if not seen:
        raise PageError(path, "is empty; save the page again")


def check_lines_in_all(source: str | bytes, path: str) -> None:
    """Refuse a source of so many lines, even blank ones, that it is not worth taking apart.

    Raises:
        PageError: There are more than any page has.
    """
    if len(source) < MOST_LINES_IN_ALL:
        return
    data = source.encode(errors="surrogatepass") if isinstance(source, str) else source
    count = data.count(b"\n") + 1
    # Two characters are looked for many times as slowly as one, and most pages have no such.
    if returns := data.count(b"\r"):
        count += returns - data.count(b"\r\n")
    check_count("lines", count, MOST_LINES_IN_ALL, path)


def check_line_count(lines: Sequence[object], path: str) -> None:
    """Refuse a page of so many lines that memory and time would not stay bounded.

    Args:
        lines: Lines of text, or blocks; blank lines do not count.

    Raises:
        PageError: There are more than an article has by far.
    """
    count = len(lines)
    if count > MOST_LINES:
        count -= sum(isinstance(line, str) and not line.strip() for line in lines)
    check_count("lines", count, MOST_LINES, path)


def check_line_lengths(lines: Iterable[str], path: str) -> None:
    """Refuse a page with a line that is no paragraph of anything.

    Raises:
        PageError: A line has more characters than the longest books.
    """
    longest = max(map(len, lines), default=0)
    check_count("characters in a line", longest, LONGEST_LINE, path)


def check_words(text: str, path: str) -> None:
    """Refuse a page of so many words and marks that time would not stay bounded.

    Raises:
        PageError: There are more than a library of articles has.
    """
    if len(text) <= MOST_WORDS:
        return
    # Most is ASCII, in which bytes are counted ten times as fast as characters.
    data = text.encode(errors="surrogatepass")
    beyond = "" if text.isascii() else beyond_ascii(text)
    count = len(data) - len(data.translate(None, _ASCII_MARKS + b" "))
    if count + 2 * len(beyond) <= MOST_WORDS:
        return
    # Half of a run of blanks counts, which is one of those between two words.
    count -= text.count("  ")
    # Of a text of millions of characters few are different.
    for character, times in Counter(beyond).items():
        is_mark = _MARK.match(character) is not None
        count += times * (is_mark + (_UNSPACED.match(character) is not None))
    check_count("words and marks", count, MOST_WORDS, path)


def check_tags(source: str | bytes, path: str) -> None:
    """Refuse HTML or XML of so many tags that memory would not stay bounded.

    Raises:
        PageError: There are more than any page has.
    """
    count = source.count("<") if isinstance(source, str) else source.count(b"<")
    check_count("tags", count, MOST_TAGS, path)


def check_count(what: str, count: int, most: int, path: str) -> None:
    """Refuse a page that has more of something than any page has.

    Args:
        what: What there is too much of, in the plural.

    Raises:
        PageError: It has more.
    """
    if count > most:
        reason = f"has {count:,} {what} (at most {most:,} are read); check that it is a page"
        raise PageError(path, reason)


def too_large(size: int, most_bytes: int) -> str:
    """The reason for refusing a page that is too large.

    Args:
        size: Its size in bytes, or as much of it as was seen.
    """
    return (
        f"is too large for a page ({_amount(size)}; the limit is {_amount(most_bytes)}); "
        "if it is one, raise the limit with --max-size or `pages: most_bytes`"
    )


def _amount(size: int) -> str:
    for factor, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"
