"""Which format a page is in, by its name's ending or else by its bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.text.formats import BY_ENDING, ending_of
from tui.text.page import check_not_blank, text_page

if TYPE_CHECKING:
    from tui.text.formats import Format
    from tui.text.page import Page

_PACKED = b"\x1f\x8b"

_SAMPLE = 65536
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_NOT_SPACE = re.compile(rb"\S")
_HEADER = rb"[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*"
_MAIL = re.compile(rb"(?:" + _HEADER + rb"){2,200}?\r?\n")
_OF_MAIL = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)


def read_as_its_format(data: bytes, path: str, most_bytes: int) -> Page:
    """Make a page of the bytes of a file that is not named as plain text.

    Args:
        data: The whole file.
        path: What the page is called in records and messages; its ending tells the format.
        most_bytes: The largest page that is unpacked where the bytes are compressed.

    Returns:
        The page; its lines are those of the unpacked bytes, its hash that of `data`.

    Raises:
        PageError: The bytes are empty, blank or not text, or are too many when unpacked.
    """
    form = BY_ENDING.get(ending_of(path))
    if data.startswith(_PACKED):
        from tui.text.formats.packing import unpack

        unpacked = unpack(data, path, most_bytes)
        page = _read(unpacked, path, form or sniff(unpacked))
        return replace(page, sha256=hashlib.sha256(data).hexdigest())
    return _read(data, path, form or sniff(data))


def sniff(data: bytes) -> Format:
    """Tell the format of bytes whose name does not.

    Args:
        data: The bytes.

    Returns:
        HTML where they begin as a page of it does, mail where they begin with a mail's headers,
        else plain text.
    """
    # UTF-16 of Latin letters is ASCII but for its mark and the zeros.
    head = data[:_SAMPLE].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    if _HTML.match(head, _prologue(head)):
        return "html"
    headers = _MAIL.match(head)
    return "mail" if headers and _OF_MAIL.search(headers[0]) else "text"


def _prologue(head: bytes) -> int:
    """Where what stands before a page's first tag ends: an XML declaration, comments, spaces.

    Found step by step: an expression for it takes time with a power of the comments' number.
    """
    at = _after_spaces(head, 0)
    for beginning, end in ((b"<?xml", b">"), (b"<!--", b"-->")):
        while head.startswith(beginning, at):
            # In HTML, `<!-->` is a whole comment.
            ending = head.find(end, at + 2)
            if ending < 0:
                return len(head)
            at = _after_spaces(head, ending + len(end))
    return at


def _after_spaces(head: bytes, at: int) -> int:
    found = _NOT_SPACE.search(head, at)
    return found.start() if found else len(head)


def _read(data: bytes, path: str, form: Format) -> Page:
    if not data or data.isspace():
        check_not_blank("", path)
    match form:
        case "html":
            # Loaded for HTML alone: it takes longer than all else together.
            from tui.text.formats.html import html_page

            return html_page(data, path)
        case "mail":
            from tui.text.formats.mail import mail_page

            return mail_page(data, path)
        case "markdown":
            from tui.text.formats.markdown import markdown_page

            return markdown_page(data, path)
        case _:
            return text_page(data, path)
