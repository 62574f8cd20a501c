"""Which format a page is in, by its name's ending or else by its bytes.

Pages that are compressed with gzip, unpacked no further than a page may be large.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.text.page.model import (
    _CHUNK,
    MOST_BYTES,
    PLAIN,
    Page,
    PageError,
    _check_kind,
    _open_at_once,
    _reason,
    check_not_blank,
    text_page,
    too_large,
)
from tui.text.page.names import BY_ENDING, ending_of

if TYPE_CHECKING:
    from tui.text.page.names import FormatName


def read_page(path: str | os.PathLike[str], most_bytes: int = MOST_BYTES) -> Page:
    """Read a saved page from a file.

    Args:
        path: A regular file.
        most_bytes: The largest file that is read.

    Returns:
        The page, `path` being the path as given.

    Raises:
        PageError: The file is missing, not a regular file, not readable, too large, empty or
            not text.
    """
    return page_from_bytes(read_bytes(path, most_bytes), os.fspath(path), most_bytes)


def read_bytes(path: str | os.PathLike[str], most_bytes: int = MOST_BYTES) -> bytes:
    """Read the bytes of a saved page. No page is read by other means.

    Args:
        path: A regular file.
        most_bytes: The largest file that is read. Of one that says that it is larger nothing
            is read, of one that grows meanwhile one byte more than that.

    Returns:
        All of its bytes.

    Raises:
        PageError: The file is missing, not a regular file, not readable or too large.
    """
    name = os.fspath(path)
    try:
        # A FIFO or a device would block or never end, so the kind is looked at before opening.
        _check_kind(name, os.stat(name).st_mode)  # noqa: PTH116
        # Something else may have come into its place since: opening a FIFO must not block.
        with open(name, "rb", buffering=0, opener=_open_at_once) as file:
            found = os.fstat(file.fileno())
            _check_kind(name, found.st_mode)
            if found.st_size > most_bytes:
                raise PageError(name, too_large(found.st_size, most_bytes))
            data = bytearray()
            # One byte more than there should be tells whether the file has grown; the files of
            # /proc say that they are empty.
            while len(data) <= most_bytes:
                wanted = max(found.st_size, _CHUNK) if not data else _CHUNK
                chunk = file.read(min(wanted, most_bytes - len(data)) + 1)
                if not chunk:
                    return bytes(data)
                data += chunk
    except (OSError, ValueError) as error:
        raise PageError(name, _reason(error)) from error
    raise PageError(name, too_large(len(data), most_bytes))


def page_from_bytes(data: bytes, path: str, most_bytes: int = MOST_BYTES) -> Page:
    """Make a page of a file's bytes.

    Args:
        data: The whole file.
        path: What the page is called in records and messages. Unless its ending says that it
            is plain text, the format is told by the ending, or else by the bytes.
        most_bytes: The largest page that is unpacked where the bytes are compressed.

    Returns:
        The page.

    Raises:
        PageError: The bytes are empty, blank or not text, or what reads their format is
            not installed.
    """
    if os.path.splitext(path)[1].lower() in PLAIN:  # noqa: PTH122
        return text_page(data, path)
    # Here, so that a folder of plain text starts as fast as if there were no other formats.

    return read_as_its_format(data, path, most_bytes)


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
        unpacked = unpack(data, path, most_bytes)
        page = _read(unpacked, path, form or sniff(unpacked))
        return replace(page, sha256=hashlib.sha256(data).hexdigest())
    return _read(data, path, form or sniff(data))


def sniff(data: bytes) -> FormatName:
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


def _read(data: bytes, path: str, form: FormatName) -> Page:
    if not data or data.isspace():
        check_not_blank("", path)
    match form:
        case "html":
            # Loaded for HTML alone: it takes longer than all else together.
            from tui.text.page.html import html_page

            return html_page(data, path)
        case "mail":
            from tui.text.page.mail import mail_page

            return mail_page(data, path)
        case "markdown":
            from tui.text.page.markdown import markdown_page

            return markdown_page(data, path)
        case _:
            return text_page(data, path)


_GZIP = 16 + zlib.MAX_WBITS


_PIECE = 4096
"""Bytes unpacked at once: what is left of a piece is copied at the end of each member, and a
file may hold a million of them."""


_MOST_MEMBERS = 10_000
"""Beginning to unpack takes time: of a million empty members, longer than anybody waits."""


_NOT_ZERO = re.compile(rb"[^\0]")


def unpack(data: bytes, path: str, most_bytes: int) -> bytes:
    """Unpack the bytes of a `.gz` file.

    Args:
        data: The whole file.
        path: What the page is called in messages.
        most_bytes: The most bytes that are unpacked; memory stays within a few times that.

    Returns:
        The unpacked bytes of all of its members.

    Raises:
        PageError: The file is damaged, or holds more than may be unpacked.
    """
    unpacked = bytearray()
    at = members = 0
    # A file may hold several members, one after the other; zeros may follow the last one.
    while (start := _past_zeros(data, at)) < len(data):
        at = start
        members += 1
        if members > _MOST_MEMBERS:
            raise PageError(path, "is gzip data in too many pieces; compress it again")
        member = zlib.decompressobj(_GZIP)
        while not member.eof:
            if at >= len(data):
                raise PageError(path, "is cut off (incomplete gzip data); copy it again")
            piece = data[at : at + _PIECE]
            try:
                unpacked += member.decompress(piece, most_bytes + 1 - len(unpacked))
            except zlib.error as error:
                raise PageError(path, "is damaged (bad gzip data); compress it again") from error
            if len(unpacked) > most_bytes:
                raise PageError(path, too_large(len(unpacked), most_bytes))
            at += len(piece) - len(member.unused_data)
    return bytes(unpacked)


def _past_zeros(data: bytes, at: int) -> int:
    found = _NOT_ZERO.search(data, at)
    return found.start() if found else len(data)
