"""Bytes of a saved page to text: byte-order marks, UTF-8, UTF-16, legacy 8-bit encodings."""

from __future__ import annotations

import codecs
import re

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    # UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_FILE_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "bzip2-compressed"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)


_SAMPLE = 65536
"""Bytes looked at to tell text from binary and UTF-16 from 8-bit text."""


_MOST_CONTROLS = 0.02
"""Share of control characters past which bytes are no text: ESC and form feeds occur in pages."""


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


_LEGACY_ENCODINGS = {
    "cp1252": "windows-1252",
    "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2",
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "cp932": "shift_jis",
    "gb18030": "gb18030",
    "euc_jp": "euc-jp",
    "big5": "big5",
    "cp949": "euc-kr",
    "iso2022_jp": "iso-2022-jp",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
}
"""The encodings that web pages are saved in, commonest first, with the web's names for them."""


_EQUAL_CHAOS = 0.03


_EQUAL_COHERENCE = 0.1
"""Guesses that differ by less, in the share of unlikely characters and in how much they look like
a language, are as good as one another on a page of a few lines; the commonest encoding is taken."""


_GUESSED_FROM = 500_000
"""Bytes that the encoding of a longer page is told from, from its first letter beyond ASCII."""


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


_VALID_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


class NotTextError(ValueError):
    """The bytes are not text; the message says what they are."""


def decode(data: bytes) -> tuple[str, str]:
    """Decode a page's bytes.

    Returns:
        The text, without a byte-order mark, and the name of the encoding. Bytes that are
        broken in a page that is UTF-8 otherwise come out as U+FFFD, one for each.

    Raises:
        NotTextError: The bytes are a picture, an archive or otherwise no text.
    """
    for signature, what in _FILE_SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"is {what}, not plain text")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    if (wide := _unmarked_utf16(data)) is not None:
        return data.decode(wide, errors="replace"), wide
    sample = data[:_SAMPLE]
    if b"\0" in sample or _controls(sample) > _MOST_CONTROLS * len(sample):
        raise NotTextError("is binary data, not plain text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, delete=_CONTROLS))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is NUL, and hardly any of the rest."""
    sample = data[: _SAMPLE & ~1]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.02 * pairs:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes) -> tuple[str, str]:
    """Text that is not valid UTF-8: damaged UTF-8, or an 8-bit or East Asian encoding."""
    telling = _telling(data)
    valid = sum(1 for _ in _VALID_MULTIBYTE.finditer(telling))
    # What the end of a part cuts in two is not broken.
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    broken = decoder.decode(telling, final=len(telling) == len(data)).count("\ufffd")
    # Legacy text hits on a valid UTF-8 sequence only by chance, so a page with clearly more
    # valid sequences than broken ones was UTF-8 before something cut it or pasted into it.
    if valid > 4 * broken:
        return data.decode("utf-8", errors="replace"), "utf-8"

    # Imported here: 30 ms that pages in UTF-8 need not pay.
    from charset_normalizer import from_bytes

    guesses = list(from_bytes(telling, cp_isolation=list(_LEGACY_ENCODINGS)))
    if not guesses:
        return data.decode("windows-1252", errors="replace"), "windows-1252"
    best = guesses[0]
    likely = {
        guess.encoding
        for guess in guesses
        if guess.chaos <= best.chaos + _EQUAL_CHAOS
        and guess.coherence >= best.coherence - _EQUAL_COHERENCE
    }
    encoding = next(name for name in _LEGACY_ENCODINGS if name in likely)
    return data.decode(encoding, errors="replace"), _LEGACY_ENCODINGS[encoding]


def _telling(data: bytes) -> bytes:
    """What of a page tells its encoding: all of it, but for one beyond all measure."""
    if len(data) <= _GUESSED_FROM:
        return data
    match = _BEYOND_ASCII.search(data)
    # A little of what stands before, so that it begins at no trailing byte.
    start = max(0, match.start() - 100) if match else 0
    return data[start : start + _GUESSED_FROM]
