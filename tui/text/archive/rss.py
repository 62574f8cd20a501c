"""Saved news feeds: RSS and Atom, of which some carry the whole text of their articles.

Most give a sentence or two and an address. What has no more than that is no article, and it is
said where its text is.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lxml import etree

from tui.text.archive.lines import html_lines, shown_text
from tui.text.archive.model import Part, Unread, local_name, without_namespaces, xml_root
from tui.text.page.mail import mail_date
from tui.text.page.metadata import iso_date
from tui.text.page.model import Metadata, PageError, check_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Piece, Source


_CONTENTS = ("encoded", "content", "full-text", "fulltext", "full_text")
_SUMMARIES = ("description", "summary")
"""Elements with the text of an article, and those with what may be no more than its beginning."""


_LEAST_WORDS, _LEAST_IN_SUMMARY = 50, 100
"""Words from which on a text of one paragraph is an article, and what is called a summary."""


_SENTENCE, _SEVERAL = 4, 3
"""Words of the shortest line that counts as a paragraph, and paragraphs that are more than a
summary."""


_DATES = ("published", "pubDate", "date", "issued", "updated", "modified")


def feed_articles(source: Source) -> Iterator[Piece]:
    """Read the items of a feed.

    Raises:
        PageError: It cannot be parsed, or none of its items has more than a summary.
    """
    root = xml_root(source)
    items = filter(_is_post, map(_Item, root.iter("{*}item", "{*}entry")))
    # Asked once: below a feed's root there may be any number of items.
    channel = _Item(root).child("channel")
    feed = _Item(root if channel is None else channel)
    outlet, language = _text(feed.child("title")) or None, _text(feed.child("language")) or None
    told = Metadata(outlet=outlet, language=language)
    pieces = [_piece(item, number, told, source) for number, item in enumerate(items, start=1)]
    if not any(isinstance(piece, Part) for piece in pieces):
        reason = (
            "is a news feed without the text of its articles; save the pages that it leads to "
            "(compare fetch)"
            if pieces
            else "is a news feed with nothing in it"
        )
        raise PageError(source.path, reason)
    yield from pieces


class _Item:
    """An item of a feed with its elements by their names, a dozen of which are asked for."""

    def __init__(self, node: etree._Element) -> None:
        self.named = [(local_name(one), one) for one in node]
        # Of elements of one name, what is the feed's own comes before what others call so.
        self._first = dict(reversed(self.named))

    def child(self, name: str) -> etree._Element | None:
        """Its first element of a name."""
        return self._first.get(name)


def _piece(item: _Item, number: int, feed: Metadata, source: Source) -> Piece:
    content = _content(item, source.path)
    if content is None:
        # Of most feeds that is all there is to say, of tens of thousands of items.
        title, address = _text(item.child("title")), _address(item)
        called = f" (“{title}”)" if title else ""
        where = f"; its text is at {address}" if address else ""
        return Unread(number, f"has no text but a summary{called}{where}", number)
    page = f"<html><body>\n{content}\n</body></html>"
    return Part(number, page.encode(errors="replace"), number, _said(item, feed))


_NO_POSTS = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "oembed_cache"})
"""What an export of WordPress has among its posts."""


def _is_post(item: _Item) -> bool:
    return _text(item.child("post_type")) not in _NO_POSTS


def _said(item: _Item, feed: Metadata) -> Metadata:
    """What the feed says of an item."""
    day = next((text for name in _DATES if (text := _text(item.child(name)))), "")
    outlet = _text(item.child("source"), "title") or _text(item.child("publisher"))
    return Metadata(
        title=_text(item.child("title")) or None,
        author=_author(item),
        date=iso_date(day) or mail_date(day),
        modified=day if iso_date(day) else None,
        outlet=outlet or feed.outlet,
        url=_address(item),
        certain=True,
        identifier=_text(item.child("guid")) or _text(item.child("id")) or None,
        language=feed.language,
    )


def _text(node: etree._Element | None, inside: str | None = None) -> str:
    """The text of an element, or of one in it where there is one; markup in it is taken off."""
    if node is None:
        return ""
    inner = _Item(node).child(inside) if inside else None
    text = "".join((node if inner is None else inner).itertext())
    if "<" in text and ">" in text:
        lines, _ = html_lines(f"<div>{text}</div>", None)
        text = " ".join(line.text for line in lines)
    return shown_text(html.unescape(text))


def _author(item: _Item) -> str | None:
    names = [_text(one, "name") for name, one in item.named if name in ("creator", "author")]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _address(item: _Item) -> str | None:
    for name, node in item.named:
        if name in ("link", "guid") and node.get("rel", "alternate") == "alternate":
            address = (node.get("href") or node.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return None


def _content(item: _Item, path: str) -> str | None:
    """The text of an item as HTML; None where there is but a summary."""
    for names, least in ((_CONTENTS, _LEAST_WORDS), (_SUMMARIES, _LEAST_IN_SUMMARY)):
        for name in names:
            node = item.child(name)
            if node is None:
                continue
            text = _markup(node)
            check_tags(text, path)
            lines, _ = html_lines(f"<div>{text}</div>", None)
            words = sum(len(line.text.split()) for line in lines)
            whole = sum(len(line.text.split()) >= _SENTENCE for line in lines)
            if words >= least or whole >= (_SEVERAL if names == _SUMMARIES else 2):
                return text
    return None


_BLOCK = re.compile(
    r"(?:<!--|</?(?:p|div|h[1-6]|ul|ol|li|table|t[rhd]|blockquote|figure|pre|section|article|hr)\b)",
    re.IGNORECASE,
)


_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]*(?: [a-z_-]+=[^\]]*)?\]")
"""What an editor of WordPress has in the text for a gallery, a form or a big first letter."""


def _in_paragraphs(text: str) -> str:
    """HTML whose paragraphs are set off by blank lines, as WordPress keeps them, with their tags.

    Where each has one, it is left as it is.
    """
    parts = [one.strip() for one in re.split(r"\n\s*\n|(?<=</h[1-6]>)\s*\n|\n(?=<h[1-6]\b)", text)]
    if len(parts) < _SEVERAL or re.search(r"<(?:p|br)\b", text):
        return text
    return "\n".join(
        one if _BLOCK.match(one) else f"<p>{one}</p>"
        for part in parts
        if (one := _SHORTCODE.sub("", part).strip())
    )


def _markup(node: etree._Element) -> str:
    """What stands in an element, as HTML."""
    if len(node):
        parts = without_namespaces(node)
        inner = (etree.tostring(one, encoding="unicode", method="html") for one in parts)
        return (node.text or "") + "".join(inner)
    text = node.text or ""
    if "<" in text:
        return _in_paragraphs(text)
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
