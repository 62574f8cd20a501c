"""A part of a file that holds several articles, as a page that the rules can run over.

What the file says of the part stands on the page above its text, as headline and byline do on a
page of a paper, so that rules, credits and readers find it there. PlaceKind are those of the file.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.text.model import Article
from tui.text.page.model import (
    Block,
    Metadata,
    Page,
    PageError,
    check_line_count,
    check_words,
    split_lines,
    text_blocks,
)
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Part, PartParagraph
    from tui.text.model import PlaceKind, Role


COUNTED_ON: frozenset[PlaceKind] = frozenset({"line", "paragraph"})
"""PlaceKind of which a part has many; a row, record or page has many lines."""


def page_of(part: Part, path: str, places: PlaceKind, most_bytes: int) -> Page:
    """Make a page of a part.

    Args:
        path: What it is called in records and messages.
        places: What its places are.

    Raises:
        PageError: There is nothing to read in it, or too much.
    """
    content = part.content
    if isinstance(content, bytes):
        page = _saved_page(content, part, path, most_bytes)
    elif isinstance(content, Article):
        page = _as_written(content, part, path)
    else:
        passages = content if isinstance(content, tuple) else None
        if passages:
            check_line_count(passages, path)
            check_words("\n".join(passage.text for passage in passages), path)
        blocks = _blocks(passages) if passages else _text_blocks(str(content), part, path, places)
        blocks = (*_above(part, blocks), *_said_again(part, blocks))
        if not any(block.text and not block.taken_by for block in blocks):
            raise PageError(path, "has no text")
        digest = hashlib.sha256(repr((content, part.metadata)).encode(errors="surrogatepass"))
        # What is above it makes it no other article.
        blocks = (*_blocks(part.cover), *blocks)
        lines = tuple(block.source for block in blocks)
        page = Page(path, digest.hexdigest(), part.encoding, lines, blocks, part.metadata)
    return replace(page, part=part.number, places=places)


def _saved_page(content: bytes, part: Part, path: str, most_bytes: int) -> Page:
    page = page_from_bytes(content, path, most_bytes)
    said, own = part.metadata, page.metadata or Metadata()
    known = {
        name: getattr(said, name) for name in Metadata.__dataclass_fields__ if getattr(said, name)
    }
    blocks = tuple(block._replace(first=part.at, last=part.at) for block in page.blocks)
    return replace(page, blocks=blocks, metadata=replace(own, **known))


def _text_blocks(text: str, part: Part, path: str, places: PlaceKind) -> tuple[Block, ...]:
    check_words(text, path)
    blocks = text_blocks(split_lines(text, path))
    if places not in COUNTED_ON:
        return tuple(block._replace(first=part.at, last=part.at) for block in blocks)
    before = part.at - 1
    return tuple(
        block._replace(first=block.first + before, last=block.last + before) for block in blocks
    )


def _blocks(passages: tuple[PartParagraph, ...]) -> tuple[Block, ...]:
    return tuple(
        Block(
            text,
            passage.at,
            passage.at,
            0,
            text,
            True,
            role=passage.role,
            taken_by=passage.taken_by,
        )
        for passage in passages
        if (text := " ".join(passage.text.split()))
    )


_TOP = 4
"""Paragraphs at the top of a text among which its headline and byline may stand."""


def _said_again(part: Part, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The paragraphs, of which one that the metadata have too is what they call it."""
    given = {block.role for block in blocks}
    named: tuple[tuple[Role, str | None], ...] = (
        ("byline", part.metadata.author),
        ("headline", part.metadata.title),
    )
    said = {" ".join(line.split()): role for role, line in named if line and role not in given}
    for at, block in enumerate(blocks):
        again = said.get(block.text) if at < _TOP and block.role in ("body", "subhead") else None
        yield block if again is None else block._replace(role=again)


def _above(part: Part, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The headline and byline of the metadata, unless the text has them in it."""
    said: tuple[tuple[Role, str | None], ...] = (
        ("headline", part.metadata.title),
        ("byline", part.metadata.author),
    )
    given = {block.role for block in blocks}
    top = {block.text for block in blocks[:_TOP]}
    for role, line in said:
        text = " ".join((line or "").split())
        if text and role not in given and text not in top:
            yield Block(text, part.at, part.at, 0, text, True, role=role)


def _as_written(article: Article, part: Part, path: str) -> Page:
    """A page of an article that this program has written: its lines in their order."""
    kept = [
        Block(one.text, *one.lines, 0, one.text, True, role=one.role) for one in article.paragraphs
    ]
    gone = [
        Block(one.text, *one.lines, 0, one.text, True, taken_by=one.rule) for one in article.removed
    ]
    blocks = tuple(sorted((*kept, *gone), key=lambda block: block.lines))
    digest = hashlib.sha256(repr(article).encode(errors="surrogatepass")).hexdigest()
    metadata = Metadata(article.title, article.author, article.date, article.outlet, article.url)
    lines = tuple(block.source for block in blocks)
    return Page(path, digest, article.encoding, lines, blocks, metadata, article=article)
