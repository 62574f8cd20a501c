"""Saved news feeds: RSS and Atom, of which some carry the whole text of their articles.

Most give a sentence or two and an address. What has no more than that is no article, and it is
said where its text is.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from lxml import etree

from tui.text.archive.feeds import local_name, without_namespaces, xml_root
from tui.text.archive.lines import html_lines, shown_text
from tui.text.archive.model import Part, Unread
from tui.text.page.mail import mail_date
from tui.text.page.metadata import iso_date
from tui.text.page.model import Metadata, PageError, check_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.archive.model import Piece, Source


_CONTENTS, _SUMMARIES = ("encoded", "content"), ("description", "summary")
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
    items = [one for one in root.iter("{*}item", "{*}entry") if _is_post(one)]
    # Asked once: below a feed's root there may be any number of items.
    channel = _child(root, "channel")
    feed = root if channel is None else channel
    outlet, language = _text(_child(feed, "title")) or None, _text(_child(feed, "language")) or None
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


def _piece(item: etree._Element, number: int, feed: Metadata, source: Source) -> Piece:
    said = _said(item, feed)
    content = _content(item, source.path)
    if content is None:
        called = f" (“{said.title}”)" if said.title else ""
        where = f"; its text is at {said.url}" if said.url else ""
        return Unread(number, f"has no text but a summary{called}{where}", number)
    page = f"<html><body>\n{content}\n</body></html>"
    return Part(number, page.encode(errors="replace"), number, said)


_NO_POSTS = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "oembed_cache"})
"""What an export of WordPress has among its posts."""


def _is_post(item: etree._Element) -> bool:
    return _text(_child(item, "post_type")) not in _NO_POSTS


def _said(item: etree._Element, feed: Metadata) -> Metadata:
    """What the feed says of an item."""
    day = next((text for name in _DATES if (text := _text(_child(item, name)))), "")
    outlet = _text(_child(item, "source"), "title") or _text(_child(item, "publisher"))
    return Metadata(
        title=_text(_child(item, "title")) or None,
        author=_author(item),
        date=iso_date(day) or mail_date(day),
        modified=day if iso_date(day) else None,
        outlet=outlet or feed.outlet,
        url=_address(item),
        certain=True,
        identifier=_text(_child(item, "guid")) or _text(_child(item, "id")) or None,
        language=feed.language,
    )


def _child(node: etree._Element, name: str) -> etree._Element | None:
    # Of elements of one name, what is the feed's own comes before what others call so.
    return next((one for one in node if local_name(one) == name), None)


def _text(node: etree._Element | None, inside: str | None = None) -> str:
    """The text of an element, or of one in it where there is one; markup in it is taken off."""
    if node is None:
        return ""
    inner = _child(node, inside) if inside else None
    text = "".join((node if inner is None else inner).itertext())
    if "<" in text and ">" in text:
        lines, _ = html_lines(f"<div>{text}</div>", None)
        text = " ".join(line.text for line in lines)
    return shown_text(html.unescape(text))


def _author(item: etree._Element) -> str | None:
    names = [_text(one, "name") for one in item if local_name(one) in ("creator", "author")]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _address(item: etree._Element) -> str | None:
    for node in item:
        if local_name(node) in ("link", "guid") and node.get("rel", "alternate") == "alternate":
            address = (node.get("href") or node.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return None


def _content(item: etree._Element, path: str) -> str | None:
    """The text of an item as HTML; None where there is but a summary."""
    for names, least in ((_CONTENTS, _LEAST_WORDS), (_SUMMARIES, _LEAST_IN_SUMMARY)):
        for name in names:
            node = _child(item, name)
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


def _markup(node: etree._Element) -> str:
    """What stands in an element, as HTML."""
    if len(node):
        parts = without_namespaces(node)
        inner = (etree.tostring(one, encoding="unicode", method="html") for one in parts)
        return (node.text or "") + "".join(inner)
    text = node.text or ""
    if "<" in text:
        return text
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
