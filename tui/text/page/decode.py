"""Bytes of a saved page to text: byte-order marks, UTF-8, UTF-16, older encodings, mojibake."""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections import Counter
from typing import Any

from tui.text.page.encodings import guess

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


_SHIFTS: tuple[tuple[bytes, str], ...] = (
    (b"\x1b$B", "iso2022_jp_2"),
    (b"\x1b$@", "iso2022_jp_2"),
    (b"\x1b$)C", "iso2022_kr"),
)
"""How encodings of seven bits, which are ASCII to all appearance, shift to another script."""


_SAMPLE = 65536
"""Bytes looked at to tell text from binary and UTF-16 from 8-bit text."""


_MOST_CONTROLS = 0.02
"""Share of control characters past which bytes are no text: ESC and form feeds occur in pages."""


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


_FEW_NULS = 0.01
"""Share of zero bytes up to which they are dropped, as browsers do; more are binary data."""


_GUESSED_FROM = 500_000
"""Bytes that the encoding of a longer page is told from, from its first letter beyond ASCII."""


_MOST_LINES, _MOST_GUESSED = 300_000, 300
"""Lines of a text in which pasted ones are looked for, and how many of these have their encoding
guessed each by itself: those that follow are taken to be in the commonest."""


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


_CLEARLY = 4


_VALID_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


_MARKS_LOST = re.compile(r"â€(?=[\s.,;:!?)]|$)", re.MULTILINE)
"""A closing quotation mark whose last byte stands for nothing in windows-1252."""


_GO_ON = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸŚŤŹśťźˇ˘ŁĄŞŻ˛łąşĽ˝ľż]"
"""Characters as which windows-1252 and -1250 show the second and third byte of one in UTF-8."""


_SIGN = re.compile(rf"[ÂÃÄÅÎÏÐÑ×ØÙĂĹâ-éðРС‚√](?=[ÄßЂѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї{_GO_ON[1:]})")
"""What all mojibake begins with, found in a tenth of the time."""


_MOJIBAKE = re.compile(
    rf"[ÂÃÄÅÎÏÐÑ×ØÙĂĹ]{_GO_ON}|[â-é]{_GO_ON}{{2}}|ð{_GO_ON}{{3}}|â€(?:\s|$)"
    # UTF-8 as windows-1251 and the old Macs show it.
    r"|(?:[РС][\x80-\xbfЂѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґёєјЅѕї]){3}|‚Ä[ôúùìî¶]|√[©®¢ß±§]",
    re.MULTILINE,
)


_ASCII = bytes(range(128))


_MOST_BEYOND = 500_000
"""Bytes that a text may take beyond those of ASCII to be looked through for mojibake, which takes
seconds for more where it is mojibake of mojibake: no page has so many letters."""


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
    if (shifted := _shifted(data)) is not None:
        return shifted
    data = without_few_nuls(data)
    sample = data[:_SAMPLE]
    if b"\0" in sample or _controls(sample) > _MOST_CONTROLS * len(sample):
        raise NotTextError("is binary data, not plain text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _shifted(data: bytes) -> tuple[str, str] | None:
    """Text in an encoding of seven bits, as old Japanese and Korean mail is; None for other."""
    codec = next((codec for shift, codec in _SHIFTS if shift in data), None)
    if codec is None or not data.isascii():
        return None
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError:
        return None


def without_few_nuls(data: bytes) -> bytes:
    """The bytes of a text without the zero bytes that have got into it, as browsers drop them.

    Those at its end fill a block of a disk, however many there are.
    """
    data = data.rstrip(b"\0") or data
    few = data.count(0) <= max(1, _FEW_NULS * len(data))
    return data.replace(b"\0", b"") if few else data


def mend(text: str) -> str:
    """A text in which UTF-8 was read as another encoding, as it was before; else the same text.

    Only lines that show it are mended: what was pasted in from elsewhere may be whole.
    """
    data = b"" if text.isascii() else text.encode("utf-8", "replace")
    if not 0 < len(data) - len(text) <= _MOST_BEYOND:
        return text
    # None of its characters is ASCII: most pages have few others, which are soon looked through.
    beyond = data.translate(None, delete=_ASCII).decode("utf-8")
    if _SIGN.search(beyond) is None or not has_mojibake(text):
        return text

    # Imported here: a tenth of a second that hardly any page need pay.
    from ftfy import fix_encoding

    return "\n".join(
        fix_encoding(_MARKS_LOST.sub("”", line)) if has_mojibake(line) else line
        for line in text.split("\n")
    )


def has_mojibake(text: str) -> bool:
    """Whether there is mojibake in a text, which is asked for at its signs alone."""
    return any(_MOJIBAKE.match(text, sign.start()) for sign in _SIGN.finditer(text))


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, delete=_CONTROLS))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is NUL, and hardly any of the rest.

    Of other scripts, blanks, line ends and digits have the NULs, and what is read is text.
    """
    sample = data[: _SAMPLE & ~1]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    # Some characters have the NUL on the other side, such as the one for "one" in Chinese.
    if 2 * least > most or most < 0.005 * pairs:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    is_latin = most > 0.4 * pairs and least < max(1, 0.02 * most)
    return encoding if is_latin or _reads(sample, encoding) else None


def _reads(sample: bytes, encoding: str) -> bool:
    """Whether all characters of a sample mean something, and nearly all are usual in text."""
    text = sample.decode(encoding, errors="replace")
    kinds = Counter(map(unicodedata.category, text[:-1]))
    means_nothing = kinds["Cn"] + kinds["Co"] + kinds["Cs"] + text[:-1].count("\ufffd")
    usual = sum(n for kind, n in kinds.items() if kind[0] in "LPZN") + text.count("\n")
    # Pairs of bytes of something else are letters of many scripts.
    scripts = Counter(ord(character) >> 8 for character in text if character.isalpha())
    east_asian = sum(n for block, n in scripts.items() if 0x30 <= block <= 0xD7)
    told = max(east_asian, sum(n for _, n in scripts.most_common(2)))
    return not means_nothing and usual > 0.95 * len(text) and told > 0.9 * scripts.total()


def _decode_legacy(data: bytes) -> tuple[str, str]:
    """Text that is not valid UTF-8: damaged UTF-8, or an 8-bit or East Asian encoding."""
    telling = _telling(data)
    valid = sum(1 for _ in _VALID_MULTIBYTE.finditer(telling))
    # What the end of a part cuts in two is not broken.
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    broken = decoder.decode(telling, final=len(telling) == len(data)).count("\ufffd")
    # Legacy text hits on a valid UTF-8 sequence only by chance, so a page with clearly more
    # valid sequences than broken ones was UTF-8 before something cut it or pasted into it.
    if valid > _CLEARLY * broken or _valid_in_whole_lines(telling) > max(3, broken / 10):
        return _mixed(data), "utf-8"
    best = guess(telling)
    return data.decode(best.codec, errors="replace"), best.name


def _valid_in_whole_lines(data: bytes) -> int:
    """How many characters beyond ASCII the lines have that are UTF-8: no legacy text has such."""
    return sum(
        sum(1 for _ in _VALID_MULTIBYTE.finditer(line))
        for line in data.split(b"\n")
        if not line.isascii() and _is_utf8(line)
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed(data: bytes) -> str:
    """UTF-8 into which lines may have been pasted from a text in an older encoding."""
    if data.count(b"\n") > _MOST_LINES:
        return data.decode("utf-8", errors="replace")
    found: Counter[str] = Counter()
    lines = []
    for line in data.split(b"\n"):
        codec = "utf-8"
        # A stray byte among characters that are whole was cut off.
        if not _is_utf8(line) and not _VALID_MULTIBYTE.search(line):
            if found.total() < _MOST_GUESSED:
                pasted = guess(_telling(line))
                found[pasted.codec if pasted.is_plausible else codec] += 1
                codec = pasted.codec if pasted.is_plausible else codec
            else:
                codec = found.most_common(1)[0][0]
        lines.append(line.decode(codec, errors="replace"))
    return "\n".join(lines)


def _telling(data: bytes) -> bytes:
    """What of a page tells its encoding: all of it, but for one beyond all measure."""
    if len(data) <= _GUESSED_FROM:
        return data
    match = _BEYOND_ASCII.search(data)
    # A little of what stands before, so that it begins at no trailing byte.
    start = max(0, match.start() - 100) if match else 0
    return data[start : start + _GUESSED_FROM]


_ESCAPED_HALF = re.compile(r"\\u[dD][89abAB]", re.ASCII)


def whole(text: str) -> str:
    """Text of whole characters: halves that belong together are one, others are lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _json_text(data: bytes) -> str:
    try:
        return data.decode(json.detect_encoding(data), "surrogatepass")
    except UnicodeDecodeError:
        # Written in an older encoding, or a byte is broken: neither costs what it holds.
        return decode(data)[0]


def number_or_text(digits: str) -> int | str:
    """A whole number; the text of one that has more digits than Python takes."""
    try:
        return int(digits)
    except ValueError:
        return digits


def load_json(source: str | bytes, *, strict: bool = True) -> Any:
    """Read JSON, whose escapes may name halves of characters: those are lost.

    Args:
        strict: Whether control characters may not stand in texts.

    Raises:
        ValueError: It is none.
        RecursionError: It has lists in lists without end.
    """
    if isinstance(source, bytes):
        source = _json_text(source)
    try:
        data = json.loads(whole(source), strict=strict)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # Valid, but for Python a number has too many digits.
        data = json.loads(whole(source), strict=strict, parse_int=number_or_text)
    if _ESCAPED_HALF.search(source) is None:
        return data
    # Rare, so that all is gone through once more.
    return json.loads(whole(json.dumps(data, ensure_ascii=False)))
