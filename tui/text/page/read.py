"""Reading a saved page from a file: its bytes, unpacked, by the reader of its format.

No page is read by other means. A file may be anything, named by anyone: so its kind is looked at
before it is opened, no more of it is read or unpacked than a page may be large, and its format is
what its name says or else what its bytes begin like, never what a library guesses.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zlib
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from tui.text.page.model import MOST_BYTES, PageError, check_not_blank, text_page, too_large
from tui.text.page.names import BY_ENDING, PAGE_FORMATS, TEXT, ending_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader

    from tui.text.page.model import Page
    from tui.text.page.names import PageFormat


_CHUNK = 65536
"""Bytes that are read at once where a file does not say how long it is."""


GZIP_MARK = b"\x1f\x8b"
"""How gzip data begin."""


_SAMPLE = 65536


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


_NOT_SPACE = re.compile(rb"\S")


_HEADER = rb"[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*"


_MAIL = re.compile(rb"(?:" + _HEADER + rb"){2,200}?\r?\n")


_APPLE_MAIL = re.compile(rb"\d{1,9}[ \t]*\r?\n(?:" + _HEADER + rb"){2,200}?\r?\n")
"""Mail as Apple Mail keeps it, below its length."""


_OF_MAIL = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)


_FIELD = re.compile(rb"^([A-Za-z-]+):", re.MULTILINE)


_OF_LETTERS = frozenset({b"from", b"subject", b"date"})
"""What the simplest mail has in its header, and no article above its text."""


_GZIP = 16 + zlib.MAX_WBITS


_PIECE = 4096
"""Bytes unpacked at once: what is left of a piece is copied at the end of each member, and a
file may hold a million of them."""


_MOST_MEMBERS = 10_000
"""Beginning to unpack takes time: of a million empty members, longer than anybody waits."""


_NOT_ZERO = re.compile(rb"[^\0]")


def read_page(path: str | os.PathLike[str], most_bytes: int = MOST_BYTES) -> Page:
    """Read a saved page from a file.

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
            status = os.fstat(file.fileno())
            _check_kind(name, status.st_mode)
            if status.st_size > most_bytes:
                raise PageError(name, too_large(status.st_size, most_bytes))
            data = bytearray()
            # One byte more than there should be tells whether the file has grown; the files of
            # /proc say that they are empty.
            while len(data) <= most_bytes:
                wanted = max(status.st_size, _CHUNK) if not data else _CHUNK
                chunk = file.read(min(wanted, most_bytes - len(data)) + 1)
                if not chunk:
                    return bytes(data)
                data += chunk
    except (OSError, ValueError) as error:
        raise PageError(name, _reason(error)) from error
    raise PageError(name, too_large(len(data), most_bytes))


def open_file(path: str) -> BufferedReader:
    """Open a regular file to read its bytes in order.

    Raises:
        PageError: The file is missing, not a regular file or not readable.
    """
    try:
        _check_kind(path, os.stat(path).st_mode)  # noqa: PTH116
        file = open(path, "rb", opener=_open_at_once)  # noqa: SIM115 - whoever asks closes it
        try:
            _check_kind(path, os.fstat(file.fileno()).st_mode)
        except PageError:
            file.close()
            raise
    except (OSError, ValueError) as error:
        raise PageError(path, _reason(error)) from error
    return file


def page_from_bytes(data: bytes, path: str, most_bytes: int = MOST_BYTES) -> Page:
    """Make a page of a file's bytes.

    Args:
        path: What the page is called in records and messages. Unless its ending says that it
            is plain text, the format is told by the ending, or else by the bytes.
        most_bytes: The largest page that is unpacked where the bytes are compressed.

    Returns:
        The page.

    Raises:
        PageError: The bytes are empty, blank or not text, or what reads their format is
            not installed.
    """
    if os.path.splitext(path)[1].lower() in TEXT.endings:  # noqa: PTH122
        return text_page(data, path)
    form = BY_ENDING.get(ending_of(path))
    if data.startswith(GZIP_MARK):
        unpacked = unpack(data, path, most_bytes)
        page = _read(unpacked, path, form or _by_name(sniff(unpacked)))
        return replace(page, sha256=hashlib.sha256(data).hexdigest())
    return _read(data, path, form or _by_name(sniff(data)))


def _read(data: bytes, path: str, form: PageFormat) -> Page:
    if not data or data.isspace():
        check_not_blank("", path)
    # Loaded for its format alone: what reads HTML takes longer than all else together.
    module, _, function = form.reader.partition(":")
    reader: Callable[[bytes, str], Page] = getattr(import_module(module), function)
    return reader(data, path)


MISSING = "does not exist; check the name"
"""The reason for which a file that is not there gives no page."""


def _check_kind(name: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        is_folder = stat.S_ISDIR(mode)
        what = (
            "a folder; name a page in it" if is_folder else "not a regular file; give a text file"
        )
        raise PageError(name, f"is {what}")


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _reason(error: Exception) -> str:
    match error:
        case FileNotFoundError(filename=str(name)) if re.match(r"https?:/", name):
            return "is an address; fetch it first: compare fetch URL"
        case FileNotFoundError():
            return MISSING
        case PermissionError():
            return "may not be read; check its permissions"
        case OSError(strerror=str(reason)):
            return f"cannot be read ({reason})"
        case _:
            return f"cannot be read ({error})"


def sniff(data: bytes) -> str:
    """The name of the format of bytes whose own name does not tell it; plain text at the last."""
    # UTF-16 of Latin letters is ASCII but for its mark and the zeros.
    head = data[:_SAMPLE].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    return next((name for name, begins in SIGNS if begins(head)), TEXT.name)


def _begins_as_html(head: bytes) -> bool:
    return _HTML.match(head, _prologue(head)) is not None


def _begins_as_mail(head: bytes) -> bool:
    headers = _MAIL.match(head) or _APPLE_MAIL.match(head)
    if headers is None:
        return False
    fields = {name.lower() for name in _FIELD.findall(headers[0])}
    return _OF_MAIL.search(headers[0]) is not None or fields >= _OF_LETTERS


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
    match = _NOT_SPACE.search(head, at)
    return match.start() if match else len(head)


SIGNS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("html", _begins_as_html),
    ("mail", _begins_as_mail),
)
"""How files begin whose name does not tell the format: by its name, whether bytes do so."""


def _by_name(name: str) -> PageFormat:
    return next(form for form in PAGE_FORMATS if form.name == name)


def unpack(data: bytes, path: str, most_bytes: int) -> bytes:
    """Unpack the bytes of a `.gz` file.

    Args:
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
    match = _NOT_ZERO.search(data, at)
    return match.start() if match else len(data)
