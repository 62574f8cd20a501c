"""E-mail newsletters (`.eml`) and web archives (`.mhtml`), which are mails in form."""

from __future__ import annotations

import binascii
import codecs
import hashlib
import re
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.text.page.decode import NotTextError, decode, mend
from tui.text.page.model import (
    MOST_LINES_IN_ALL,
    Block,
    Markup,
    Metadata,
    Page,
    PageError,
    check_count,
    check_lines_in_all,
    check_words,
    fold,
    split_lines,
    text_blocks,
)
from tui.text.page.names import ending_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.policy import Policy


_ARCHIVES = frozenset({".mhtml", ".mht"})


_SAVED_BY = re.compile(r"\bsaved by\b", re.IGNORECASE)


_ADDRESS = re.compile(r"https?://\S+$")


_FEW_WORDS = 40
"""A plain part with fewer words often only says that the mail is to be read elsewhere."""


_SHOWN = ("subject", "from", "date")
"""The header fields that a mail program shows above the text."""


_LONGEST_FIELD = 2000
"""Characters of the longest header field that is decoded: the standard library's time for it
grows with the square."""


_LONGEST_SHOWN = 1_000_000
"""Characters of the longest subject, sender or date that is shown, decoded or not."""


_DEEPEST = 20
"""Parts in parts in a mail: every line is looked at as the end of each of those around it."""


_MOST_PARTS = 10_000
"""Parts of a mail, which take a kilobyte each, however short they are."""


_MOST_FIELDS = 200_000
"""Lines at the head of a mail; of the longest lists of receivers there are some thousands."""


_HEAD_END = re.compile(rb"\n\r?\n")


_IN_PARTS = re.compile(rb"multipart|message", re.IGNORECASE)
"""What stands in the header of a mail that is more than one text."""


_NO_CHARSETS = ("unicode", "raw", "idna", "punycode")
"""Beginnings of the names of codecs that no text is sent in; some take time with the square."""


class _TooManyPartsError(Exception):
    """A mail has more parts than mails have; the message says how they stand."""


class _Part(Message):
    """A part that knows how deep it stands, from 0; `count` is that of all parts of its mail."""

    def __init__(self, count: list[int], policy: Policy[Message[str, str]]) -> None:
        super().__init__(policy)
        self.depth = 0
        count[0] += 1
        if count[0] > _MOST_PARTS:
            raise _TooManyPartsError(f"has more than {_MOST_PARTS:,} parts")

    def attach(self, payload: Message | str) -> None:
        if isinstance(payload, _Part):
            payload.depth = self.depth + 1
            if payload.depth > _DEEPEST:
                raise _TooManyPartsError("is nested too deeply")
        super().attach(payload)

    # Parameters in pieces that don't fit together, or in a code that is none, fail in the
    # standard library; a part that says nonsense about itself is read as if it said nothing.

    def get_param(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_param(*args, **kwargs)
        except (TypeError, ValueError):
            failobj: Any = args[1] if len(args) > 1 else kwargs.get("failobj")
            return failobj

    def get_boundary(self, failobj: Any = None) -> Any:
        try:
            return super().get_boundary(failobj)
        except ValueError:
            return failobj

    def get_content_charset(self, failobj: Any = None) -> Any:
        try:
            return super().get_content_charset(failobj)
        except ValueError:
            return failobj


class _Bounded(Compat32):
    """Reads mail as ever, but no more of a field that is not shown than it needs."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value if name.lower() in _SHOWN else value[:_LONGEST_FIELD]


class Decoded(NamedTuple):
    """The bytes of a part, and the source lines that each of their lines begins and ends on."""

    data: bytes
    rows: tuple[tuple[int, int], ...]


_FRAME = re.compile(rb"(\d{1,9})[ \t]*\r?\n(?=[A-Za-z])")


def _without_frame(data: bytes) -> bytes:
    """A mail without what Apple Mail puts around it: its length, and a list of its own below."""
    framed = _FRAME.match(data)
    if framed is None:
        return data
    # In the place of the length stands a field, so that lines keep their numbers.
    return b"X-Length: " + data[: framed.end() + int(framed[1])]


def mail_page(data: bytes, path: str) -> Page:
    """Make a page of a mail or a web archive.

    Returns:
        The page: of a mail its subject, sender, date and text, of a web archive the page in it.
        Lines are those of the file, where the text stands in them encoded.

    Raises:
        PageError: There is no text in it, it is damaged, or what reads HTML is not installed.
    """
    digest = hashlib.sha256(data).hexdigest()
    data = _without_frame(data)
    check_lines_in_all(data, path)
    head = _head(data, path)
    message = _parsed(data, path)
    # Before it is read, which takes from it how it is encoded.
    cut_off = _is_cut_off(message, data)
    for name in _SHOWN:
        shown = str(message.get(name, ""))
        check_count(f"characters in its {name}", len(shown), _LONGEST_SHOWN, path)
    is_archive = _is_archive(message, path)
    if not is_archive and _has_mails_behind(message, data):
        raise PageError(path, _SEVERAL)
    part = _chosen(list(message.walk()), is_archive=is_archive)
    if part is None:
        raise PageError(path, "is a mail without text; save the text of it (.txt)")
    page = _read(part, data, path)
    inner = page.metadata or Metadata()
    if is_archive:
        page = replace(page, metadata=_said_by_archive(message, part, inner))
    else:
        blocks = (*_header_blocks(head, message), *page.blocks)
        page = replace(page, metadata=_said_by_mail(message, inner), blocks=blocks)
    text = data.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return replace(page, sha256=digest, lines=tuple(text.split("\n")), cut_off=cut_off)


def _parsed(data: bytes, path: str) -> Message:
    try:
        message = _of_one_text(data)
        return _message(data) if message is None else message
    except RecursionError:
        reason = "is nested too deeply"
    except _TooManyPartsError as error:
        reason = str(error)
    raise PageError(path, f"{reason}; save the text of the mail (.txt)")


def _message(data: bytes) -> Message:
    return message_from_bytes(data, partial(_Part, [0]), policy=_Bounded())


def _of_one_text(data: bytes) -> Message | None:
    """A mail whose text is all below its header, which no parser need go through line by line."""
    end = _HEAD_END.search(data)
    if end is None or _IN_PARTS.search(data, 0, end.end()):
        return None
    message = _message(data[: end.end()])
    if message.get_payload() or message.is_multipart():
        # The header has ended before.
        return None
    message.set_payload(data[end.end() :].decode("ascii", "surrogateescape"))
    return message


def _head(data: bytes, path: str) -> list[str]:
    """The lines of a mail's header."""
    end = _HEAD_END.search(data)
    head = data[: end.start() if end else len(data)]
    count = head.count(b"\n") + 1
    if count > _MOST_FIELDS:
        raise PageError(
            path,
            f"has {count:,} header lines (at most {_MOST_FIELDS:,} are read); "
            "save the text of the mail (.txt)",
        )
    return head.decode("ascii", "surrogateescape").split("\n")


_GOES_ON = re.compile(rb"(?:=\r?\n|[\w=,; -])\Z")
"""How quoted-printable ends within a line or a word. What a program wrote whole ends in a line
feed, after a soft break too, or, where that was trimmed, with a sentence."""


_BASE64 = re.compile(rb"[A-Za-z0-9+/]+(={0,2})\Z")


def ends_in_the_middle(data: bytes, path: str) -> bool:
    """Whether a mail at the end of a file is known to go on, by its parts or how it is encoded.

    Raises:
        PageError: It has too many parts.
    """
    return _is_cut_off(_parsed(data, path), data)


def _is_cut_off(message: Message, data: bytes) -> bool:
    if message.is_multipart():
        return any(isinstance(one, CloseBoundaryNotFoundDefect) for one in message.defects)
    encoding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    head = _HEAD_END.search(data)
    body = data[head.end() :] if head else b""
    if encoding == "quoted-printable":
        return _GOES_ON.search(body[-4:]) is not None
    if encoding == "base64":
        text = b"".join(body.split())
        # What a mailing list adds below it is not encoded, and says nothing.
        match = _BASE64.match(text)
        is_open = not body.endswith(b"\n") and match is not None and not match[1]
        return match is not None and (is_open or len(text) % 4 != 0)
    return False


_SEVERAL = "is several mails, one behind the other; save each one separately, or export an mbox"


_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:|[ \t]+\S")
"""How a line of a header begins, or goes on."""


_OF_A_MAIL = (
    re.compile(rb"(?im)^From:"),
    re.compile(rb"(?im)^(?:Subject|Date):"),
    re.compile(rb"(?im)^(?:Message-ID|Received|MIME-Version|Content-Type):"),
)
"""Fields of a raw mail; programs show only the first two of mails that are quoted."""


_QUOTES = re.compile(rb"[ \t]*[->].*|.*[-:]")
"""A line that says that a mail is quoted, or returned, below."""


def _has_mails_behind(message: Message, data: bytes) -> bool:
    """Whether other mails are below the end of a mail, with all of their headers."""
    end = _HEAD_END.search(data)
    if end is None or not all(one.search(data, end.end()) for one in _OF_A_MAIL):
        # Most mails.
        return False
    start = end.end()
    if message.is_multipart():
        close = b"--" + str(message.get_boundary()).encode("ascii", "replace") + b"--"
        at = data.find(close, start)
        start = len(data) if at < 0 else at + len(close)
    head: list[bytes] = []
    above = b""
    for line in data[start:].split(b"\n"):
        if _FIELD.match(line):
            head.append(line)
            continue
        if head and not line.strip():
            text = b"\n".join(head)
            if all(one.search(text) for one in _OF_A_MAIL) and not _QUOTES.fullmatch(above):
                return True
        head = []
        above = line.strip() or above
    return False


CUT_SAID = "ends in the middle; the end of it may be missing; copy or save it again"
"""What is said of a page that is cut off."""


def _is_archive(message: Message, path: str) -> bool:
    return (
        ending_of(path) in _ARCHIVES
        or "Snapshot-Content-Location" in message
        or _SAVED_BY.search(str(message.get("From", ""))) is not None
    )


def _chosen(parts: Sequence[Message], *, is_archive: bool) -> Message | None:
    """The part that is to be read: HTML of an archive, else plain text if there is enough."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    html = next((part for part in shown if part.get_content_type() == "text/html"), None)
    plain = next((part for part in shown if part.get_content_type() == "text/plain"), None)
    if html is None or (plain is not None and not is_archive and _has_words(plain)):
        return plain
    return html


def _has_words(part: Message) -> bool:
    payload = part.get_payload(decode=True)
    return isinstance(payload, bytes) and len(payload.split(None, _FEW_WORDS)) >= _FEW_WORDS


def _read(part: Message, source: bytes, path: str) -> Page:
    """A part as a page of its own, its blocks on the lines of the mail."""
    decoded = _decoded(part, source, path)
    charset = part.get_content_charset()
    try:
        if part.get_content_type() == "text/html":
            from tui.text.page.html import decode_html, html_blocks

            text, encoding = decode_html(decoded.data, charset)
            text, said = mend(text), text
            blocks, metadata = html_blocks(text, path)
        else:
            text, encoding = _decode_plain(decoded.data, charset)
            text, said = mend(text), text
            lines = split_lines(text, path)
            check_words(text, path)
            blocks, metadata = text_blocks(lines, is_mail=True), Metadata()
    except NotTextError as error:
        raise PageError(path, f"{error}; save the text of the mail (.txt)") from error
    if not any(block.text for block in blocks):
        raise PageError(path, "is a mail without text; save the text of it (.txt)")
    placed = tuple(_placed(block, decoded.rows) for block in blocks)
    return Page(path, "", encoding, (), placed, metadata, mended=text != said)


def _decode_plain(data: bytes, charset: str | None) -> tuple[str, str]:
    if charset is not None:
        try:
            if not codecs.lookup(charset).name.startswith(_NO_CHARSETS):
                return data.decode(charset), charset
        except (LookupError, ValueError):
            # Whoever sent it was wrong, or made it up.
            pass
    return decode(data)


def _placed(block: Block, rows: tuple[tuple[int, int], ...]) -> Block:
    first, last = (rows[min(row, len(rows)) - 1] for row in block.lines)
    return Block(block.text, first[0], last[1], *block[3:])


_LINE_BY_LINE = frozenset({"quoted-printable", "base64"})


def _decoded(part: Message, source: bytes, path: str) -> Decoded:
    """The bytes of a part, decoded line by line, so that each keeps its place in the source."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    # Without it, the bytes are given as they stand in the file.
    del part["Content-Transfer-Encoding"]
    payload = part.get_payload(decode=True)
    payload = payload if isinstance(payload, bytes) else b""
    start = source.count(b"\n", 0, max(0, source.find(payload))) + 1
    if encoding not in _LINE_BY_LINE and b"\r" not in payload:
        # Each line is one of the source; below a line feed at the end there is none.
        count = payload.count(b"\n")
        last = start + (max(0, count - 1) if payload.endswith(b"\n") else count)
        return Decoded(
            payload, (*((row, row) for row in range(start, start + count)), (last, last))
        )
    pieces = []
    rows: list[tuple[int, int]] = []
    begun = None
    for row, piece in enumerate(_pieces(payload, encoding), start):
        pieces.append(piece)
        if piece.count(b"\n") + len(rows) > MOST_LINES_IN_ALL:
            check_lines_in_all(b"\n" * len(rows) + piece, path)
        *whole, rest = piece.split(b"\n")
        for _ in whole:
            rows.append((begun or row, row))
            begun = None
        begun = begun or (row if rest else None)
    last = start + max(0, len(pieces) - 1)
    return Decoded(b"".join(pieces), (*rows, (begun or last, last)))


def _pieces(payload: bytes, encoding: str) -> Iterator[bytes]:
    """The bytes that each line of a payload stands for."""
    left = b""
    for line in payload.splitlines(keepends=True):
        if encoding == "quoted-printable":
            yield binascii.a2b_qp(line)
        elif encoding == "base64":
            left += b"".join(line.split())
            whole = len(left) - len(left) % 4
            yield _from_base64(left[:whole])
            left = left[whole:]
        else:
            yield line


def _from_base64(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        # One damaged line is no reason to refuse the others.
        return b"\xef\xbf\xbd"


def _field(message: Message, name: str) -> str | None:
    """A header field as it is read, white space folded."""
    text = message.get(name)
    if text is None:
        return None
    text = str(text)
    if len(text) <= _LONGEST_FIELD:
        with suppress(HeaderParseError, LookupError, ValueError):
            text = str(make_header(decode_header(text)))
    return fold(text.encode("utf-8", "replace").decode()) or None


def _said_by_mail(message: Message, inner: Metadata) -> Metadata:
    name, address = _sender(message)
    return Metadata(
        title=_field(message, "Subject") or inner.title,
        author=inner.author,
        date=mail_date(str(message["Date"])) or inner.date,
        outlet=name or address or inner.outlet,
        url=inner.url,
    )


def _sender(message: Message) -> tuple[str, str]:
    """The name and the address of who sent it, either empty where it is not said."""
    text = _field(message, "From") or ""
    try:
        return parseaddr(text) if len(text) <= _LONGEST_FIELD else ("", "")
    except RecursionError:
        # Comments in comments.
        return "", ""


def _said_by_archive(message: Message, part: Message, inner: Metadata) -> Metadata:
    places = (
        message.get("Snapshot-Content-Location"),
        part.get("Content-Location"),
        message.get("Content-Location"),
    )
    addresses = (str(place).strip() for place in places if place)
    url = inner.url or next((place for place in addresses if _ADDRESS.match(place)), None)
    return replace(inner, title=inner.title or _field(message, "Subject"), url=url)


def mail_date(text: str) -> str | None:
    """The day of a time as mail and RSS write it (RFC 5322), as an ISO date; None for others."""
    try:
        return parsedate_to_datetime(text[:_LONGEST_FIELD]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _header_blocks(header: Sequence[str], message: Message) -> Iterator[Block]:
    """The fields that a reader sees, each on its source lines."""
    values = {name: _field(message, name) for name in _SHOWN}
    starts = [at for at, line in enumerate(header) if not line.startswith((" ", "\t"))]
    left = set(_SHOWN)
    for start, end in pairwise([*starts, len(header)]):
        name = header[start].partition(":")[0].strip().lower()
        value = values[name] if name in left else None
        if value:
            # Of a field that is there twice, mail programs show the first.
            left.remove(name)
            text = value if name == "subject" else f"{name.title()}: {value}"
            inside = ("h1",) if name == "subject" else ("header",)
            yield Block(text, start + 1, end, 0, text, parted=True, markup=Markup(inside))
