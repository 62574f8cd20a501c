"""Pages that are compressed with gzip, unpacked no further than a page may be large."""

from __future__ import annotations

import zlib

from tui.text.page import PageError, too_large

_GZIP = 16 + zlib.MAX_WBITS


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
    left = data
    # A file may hold several members, one after the other; zeros may follow the last one.
    while left.strip(b"\0"):
        member = zlib.decompressobj(_GZIP)
        try:
            unpacked += member.decompress(left, most_bytes + 1 - len(unpacked))
        except zlib.error as error:
            raise PageError(path, "is damaged (bad gzip data); compress it again") from error
        if len(unpacked) > most_bytes:
            raise PageError(path, too_large(len(unpacked), most_bytes))
        if not member.eof:
            raise PageError(path, "is cut off (incomplete gzip data); copy it again")
        left = member.unused_data
    return bytes(unpacked)
