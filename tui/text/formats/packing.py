"""Pages that are compressed with gzip, unpacked no further than a page may be large."""

from __future__ import annotations

import re
import zlib

from tui.text.page import PageError, too_large

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
