"""Pages in Markdown: marks folded away, headings known, every source line kept."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.text.page.decode import NotTextError, decode, mend
from tui.text.page.metadata import iso_date
from tui.text.page.model import (
    Block,
    Markup,
    Metadata,
    Page,
    PageError,
    check_not_blank,
    fold,
    split_lines,
    text_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.rules_core import StateCore


_MOST_CHARACTERS = 1_000_000
"""Longer texts are taken as plain: some marks take time with the square of their number."""


_MOST_LINES = 20_000
"""Texts of more lines are taken as plain, too: each is looked at once for every one of the
quotations around it that it may go on."""


_MOST_MARKS = 2_000
"""Marks in one paragraph past which it is shown with them, for that reason."""


_MARKS = re.compile(r"[][*_`<&!~\\]")


_MOST_FRONT = 100
"""Lines of the longest front matter."""


_MOST_CHARACTERS_IN_FRONT = 10_000


_MOST_NESTED = 50
"""Brackets that front matter may open; the parser's time grows with the square of their depth."""


_FRONT_ENDS = ("---", "...")


_BREAKS = frozenset({"softbreak", "hardbreak"})


def markdown_page(data: bytes, path: str) -> Page:
    """Make a page of Markdown.

    Returns:
        The page. Every non-blank line is in one block; front matter and lines that are marks
        alone are in blocks without text.

    Raises:
        PageError: The bytes are empty, blank or not text.
    """
    try:
        decoded, encoding = decode(data)
    except NotTextError as error:
        raise PageError(path, f"{error}; save the page again") from error
    text = mend(decoded)
    if len(text) > _MOST_CHARACTERS:
        return text_page(data, path)
    check_not_blank(text, path)
    lines = split_lines(text, path)
    if len(lines) > _MOST_LINES:
        return text_page(data, path)
    front_matter, front = _front_matter(lines)
    body = [*[""] * front, *lines[front:]]
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.at("inline", _read_inline)
    tokens = parser.parse("\n".join(body))
    shown = list(_Reader(lines).blocks(tokens))
    blocks = _with_all_lines(shown, lines)
    heading = next((block.text for block in shown if _is_first_heading(block)), None)
    metadata = _metadata(front_matter, heading)
    digest = hashlib.sha256(data).hexdigest()
    return Page(path, digest, encoding, lines, blocks, metadata, mended=text != decoded)


def _read_inline(state: StateCore) -> None:
    """Read the marks inside of paragraphs, as the parser does, but for those that are too many."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(_MARKS.findall(token.content)) > _MOST_MARKS:
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _front_matter(lines: Sequence[str]) -> tuple[Mapping[str, Any], int]:
    """What the front matter says, and how many lines it takes."""
    if lines[0].rstrip() != "---":
        return {}, 0
    ends = (at for at, line in enumerate(lines[1:_MOST_FRONT], 1) if line.rstrip() in _FRONT_ENDS)
    end = next(ends, None)
    if end is None:
        return {}, 0
    text = "\n".join(lines[1:end])
    if len(text) > _MOST_CHARACTERS_IN_FRONT or text.count("[") + text.count("{") > _MOST_NESTED:
        return {}, 0
    try:
        # The base loader makes nothing but texts, lists and mappings.
        fields = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, OverflowError, ValueError):
        # The last two for the number of an escape that is no character.
        return {}, 0
    return (fields, end + 1) if isinstance(fields, dict) else ({}, 0)


def _metadata(fields: Mapping[str, Any], heading: str | None) -> Metadata:
    def text_of(*names: str) -> str | None:
        for name in names:
            value = fields.get(name)
            if isinstance(value, list):
                value = ", ".join(one for one in value if isinstance(one, str))
            if isinstance(value, str) and value.strip():
                # An escape can be half a character, which cannot be written.
                return fold(value.encode("utf-8", "replace").decode())
        return None

    url = text_of("url", "link", "source", "canonical")
    return Metadata(
        title=text_of("title", "headline") or heading,
        author=text_of("author", "authors", "byline", "creator"),
        date=iso_date(text_of("date", "published", "pubdate")),
        outlet=text_of("outlet", "publication", "publisher", "site", "site_name"),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def _is_first_heading(block: Block) -> bool:
    return block.markup is not None and block.markup.inside[-1:] == ("h1",)


class _Reader:
    """Makes blocks of tokens."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._inside: list[str] = []
        self._row: tuple[int, int] | None = None
        self._cells: list[Token] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type == "tr_open" and token.map:
                self._row, self._cells = (token.map[0], token.map[1]), []
            elif token.type == "tr_close" and self._row:
                yield self._block(self._row, *_shown(self._cells))
                self._row = None
            elif token.type == "inline" and self._row:
                self._cells.append(token)
            elif token.type == "inline" and token.map:
                yield self._block((token.map[0], token.map[1]), *_shown([token]))
            elif token.type in ("fence", "code_block", "html_block") and token.map:
                yield self._block((token.map[0], token.map[1]), fold(token.content), 0.0)
            if token.nesting == 1:
                self._inside.append(token.tag)
            elif token.nesting == -1 and self._inside:
                self._inside.pop()

    def _block(self, where: tuple[int, int], text: str, linked: float) -> Block:
        start, end = where
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        source = " ".join(" ".join(self._lines[start:end]).split())
        inside = [tag for tag in self._inside if tag not in ("p", "ul", "ol")]
        line = self._lines[start]
        indent = len(line) - len(line.lstrip())
        parted = start > 0 and not self._lines[start - 1].strip()
        return Block(
            text, start + 1, end, indent, source, parted, Markup(tuple(inside), linked=linked)
        )


def _shown(tokens: Sequence[Token]) -> tuple[str, float]:
    """The text of inline tokens as it is read, and the share of it that is links."""
    pieces: list[tuple[str, bool]] = []
    for token in tokens:
        depth = 0
        pieces.append((" ", False))
        for child in token.children or ():
            depth += (child.type == "link_open") - (child.type == "link_close")
            if child.type in _BREAKS:
                pieces.append((" ", False))
            elif child.content:
                pieces.append((child.content, depth > 0))
    text = fold("".join(piece for piece, _ in pieces))
    linked = sum(len(piece) for piece, link in pieces if link)
    return text, round(min(1.0, linked / max(1, len(text))), 4)


def _with_all_lines(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[Block, ...]:
    """The blocks, and one without text for every line of marks that is in none."""
    covered = {at for block in blocks for at in range(block.first, block.last + 1)}
    rest = [
        Block("", at, at, 0, " ".join(line.split()), markup=Markup())
        for at, line in enumerate(lines, start=1)
        if line.strip() and at not in covered
    ]
    return tuple(sorted([*blocks, *rest], key=lambda block: block.first))
