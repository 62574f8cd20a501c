"""Web archives: every page or PDF document in a WARC or WACZ file, with its address and time.

Records are told apart here, so that one with a wrong length or a file that is cut off costs only
itself; what a record says is read by warcio. Pictures, redirects, errors, and what an earlier
visit had already are passed over, and counted. That a visit found a page as it was is noted with
the page, for which a file with such visits is gone through twice.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from logging import NullHandler, getLogger
from typing import TYPE_CHECKING, NamedTuple

from tui.text.archive.model import Census, Part, Unpacked, Unread, check_password, not_installed
from tui.text.page.decode import NotTextError
from tui.text.page.html import decode_html
from tui.text.page.metadata import iso_date
from tui.text.page.model import Metadata, PageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from warcio.recordloader import ArcWarcRecord

    from tui.text.archive.model import BinaryReader, Piece, Source


_MOST_FIELDS, _MOST_PIECES = 1_000, 20_000
"""Header lines that a server sends with a page, and pieces in which it sends it."""


_PIECE_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")


_LONGEST_HEADER = 1_000_000


_PIECE = 1 << 20


_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d+\r?\n)")
"""Where another record begins inside of what a wrong length says is one."""


_HTML = re.compile(r"(?:text/html|application/xhtml)", re.IGNORECASE)


_START_OF_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", re.IGNORECASE)


_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


_WITHOUT_PAGES = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
"""Records that say something of others."""


_TOO_LONG = "is longer than it says"
"""What is wrong with a record below which stands what begins no record: one may be lost there."""


_KINDS = {"image": "images", "video": "films", "audio": "sounds", "font": "fonts"}


_MOST_MEMBERS = 10_000


_MOST_FOUND_AGAIN, _MOST_VISITS = 200_000, 1_000
"""Pages that were found as they were, and how often, that are kept in mind."""


class _Record(NamedTuple):
    """A record of a file: its header, its block, None where it is too large, and what is wrong."""

    header: bytes
    block: bytes | None
    fault: str = ""

    def field(self, name: str) -> str:
        """What a field of its header says, empty where there is none."""
        match = re.search(rb"(?im)^" + name.encode() + rb":[ \t]*([^\r\n]*)", self.header)
        return match[1].decode("utf-8", "replace").strip() if match else ""


class _Visit(NamedTuple):
    """A later visit that found a page as it was, with what tells the page that it was."""

    taken: str
    digest: str
    first: str

    def is_of(self, taken: str, digest: str) -> bool:
        """Whether it found the page that was taken at a time."""
        if self.taken <= taken:
            return False
        known = (digest and self.digest) or self.first
        return not known or self.first == taken or (bool(digest) and digest == self.digest)


def warc_pages(source: Source) -> Iterator[Piece]:
    """Read the pages of a WARC file.

    Yields:
        The pieces.
    """
    pages = _Pages(source)
    with suppress(OSError, EOFError, zlib.error), source.stream() as file:
        pages.look_ahead(file)
    with source.stream() as file:
        yield from pages.of(file)
    yield pages.count()


def wacz_pages(source: Source) -> Iterator[Piece]:
    """Read the pages of the WARC files in a WACZ file.

    Yields:
        The pieces.

    Raises:
        PageError: It is damaged.
    """
    pages = _Pages(source)
    try:
        with source.open_as_is() as raw, zipfile.ZipFile(raw) as package:
            names = sorted(
                name for name in package.namelist()[:_MOST_MEMBERS] if is_warc_name(name)
            )
            check_password(map(package.getinfo, names), source.path)
            for name in names:
                with suppress(OSError, EOFError, zlib.error), _member(package, name) as file:
                    pages.look_ahead(file)
            for name in names:
                with _member(package, name) as file:
                    yield from pages.of(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        reason = f"is a damaged web archive ({error}); copy it again"
        raise PageError(source.path, reason) from error
    yield pages.count()


@contextmanager
def _member(package: zipfile.ZipFile, name: str) -> Iterator[IO[bytes] | BinaryReader]:
    """A WARC file in a package, unpacked as it is read."""
    with package.open(name) as member:
        if name.lower().endswith(".gz"):
            with Unpacked(member, package.getinfo(name).compress_size) as file:
                yield file
        else:
            yield member


def is_warc_name(name: str) -> bool:
    """Whether a member of a package is a WARC file."""
    return name.lower().endswith((".warc", ".warc.gz"))


def safari_page(source: Source) -> Iterator[Piece]:
    """Read the page in what Safari saves as a web archive.

    Raises:
        PageError: It is damaged, or no page is in it.
    """
    import plistlib

    whole = source.read()
    try:
        saved = plistlib.loads(whole)["WebMainResource"]
        data, kind = bytes(saved["WebResourceData"]), str(saved["WebResourceMIMEType"])
    except Exception as error:  # what a library makes of what is damaged
        reason = f"is a damaged web archive of Safari ({type(error).__name__}); save it again"
        raise PageError(source.path, reason) from error
    if not _HTML.match(kind):
        raise PageError(source.path, f"is not a page but {kind[:60]}, saved by Safari")
    names = ("WebResourceURL", "WebResourceTextEncodingName")
    address, charset = (str(saved.get(name) or "") for name in names)
    said = Metadata(url=address if address.startswith(("http://", "https://")) else None)
    yield Part(1, _as_utf8(data, f"charset={charset}"), 1, said)


class _Pages:
    """The pages of one file, and what was passed over."""

    def __init__(self, source: Source) -> None:
        try:
            from warcio.archiveiterator import ArchiveIterator
            from warcio.bufferedreaders import ChunkedDataReader
        except ImportError as error:
            raise not_installed(source.path, "a web archive", "warc") from error
        # What it makes of odd addresses it would write to the terminal as they are.
        getLogger("warcio").addHandler(NullHandler())
        self._iterator, self._pieced = ArchiveIterator, ChunkedDataReader
        self._path, self._exports = source.path, source.settings.exports
        self._most = source.settings.most_bytes
        self._documents = 0
        self._passed_over: Counter[str] = Counter()
        self._number = 0
        self._at = 0
        self._broken = ""
        self._visits: dict[str, list[_Visit]] = {}

    def look_ahead(self, file: IO[bytes] | BinaryReader) -> None:
        """Note when pages were found as they were before, which a file says after the pages."""
        for record in _records(file, 0):
            taken = record.field("WARC-Date")
            if record.field("WARC-Type").lower() != "revisit" or not iso_date(taken):
                continue
            if len(self._visits) < _MOST_FOUND_AGAIN:
                digest = record.field("WARC-Payload-Digest")
                first = record.field("WARC-Refers-To-Date")
                visits = self._visits.setdefault(_uri(record), [])
                if len(visits) < _MOST_VISITS:
                    visits.append(_Visit(taken, digest, first))

    def _found_again(self, record: _Record, taken: str) -> tuple[str, ...]:
        """When a page was found as it was, after it was taken."""
        visits = self._visits.get(_uri(record), ())
        digest = record.field("WARC-Payload-Digest")
        return tuple(sorted({one.taken for one in visits if one.is_of(taken, digest)}))

    def count(self) -> Census:
        """What was passed over, when pages were found again, and whether the file broke off."""
        visits: dict[tuple[str, str], tuple[str, ...]] = {}
        for address, found in self._visits.items():
            for one in found:
                if one.taken > one.first > "":
                    times = visits.get((address, one.first), ())
                    visits[address, one.first] = (*times, one.taken)
        guessed = (
            f"the paragraphs of PDF documents ({self._documents}) are guessed from their layout"
        )
        notes = (guessed,) if self._documents else ()
        broken = self._broken or None
        return Census(passed_over=self._passed_over, broken=broken, visits=visits, notes=notes)

    def of(self, file: IO[bytes] | BinaryReader) -> Iterator[Part | Unread]:
        """Read the pages of a stream of records."""
        try:
            for record in _records(file, self._most):
                self._at += 1
                if (piece := self._piece(record)) is not None:
                    self._number += 1
                    yield piece
        except (OSError, EOFError, zlib.error) as error:
            self._broken = f"is cut off or damaged after record {self._at} ({error}); copy it again"

    def _piece(self, record: _Record) -> Part | Unread | None:
        """A page in a record; None where there is none, which is counted."""
        kind = record.field("WARC-Type").lower()
        number = self._number + 1
        if record.fault:
            is_other = kind in _WITHOUT_PAGES and record.fault != _TOO_LONG
            return None if is_other else Unread(number, record.fault, self._at)
        if kind == "revisit":
            self._passed_over["pages unchanged since an earlier visit"] += 1
        if kind == "conversion":
            return self._text(record)
        if kind not in ("response", "resource"):
            return None
        try:
            page = self._page(record, kind)
        except Exception as error:  # noqa: BLE001 - what a library makes of what is damaged
            return Unread(number, f"is damaged ({error or type(error).__name__})", self._at)
        if isinstance(page, str):
            self._passed_over[page] += 1
            return None
        return page

    def _text(self, record: _Record) -> Part | None:
        """A page that a crawl has made plain text of; None where it is of another kind."""
        if record.block is None or not record.field("Content-Type").startswith("text/plain"):
            self._passed_over["other files"] += 1
            return None
        taken = record.field("WARC-Date")
        said = Metadata(url=_uri(record) or None, captured=taken if iso_date(taken) else None)
        text = record.block.decode("utf-8", "replace")
        return Part(self._number + 1, text, self._at, said)

    def _page(self, record: _Record, kind: str) -> Part | Unread | str:
        """A page in a record, or what else there is."""
        if record.block is None:
            return "files too large for a page"
        _check_response(record.block)
        whole = record.header + b"\r\n\r\n" + record.block + b"\r\n\r\n"
        read = next(iter(self._iterator(BytesIO(whole))))
        status, content_type = "200", record.field("Content-Type")
        if kind == "response":
            headers = read.http_headers
            status = headers.get_statuscode() if headers else ""
            content_type = (headers.get_header("Content-Type") if headers else None) or ""
        if status != "200":
            return "redirects" if status.startswith("3") else "errors"
        data = self._content(read)
        is_pdf = data.startswith(b"%PDF-")
        if not is_pdf and not _is_html(content_type, data):
            major = content_type.partition("/")[0].strip().lower()
            return _KINDS.get(major, "other files")
        if len(data) > self._most:
            return "files too large for a page"
        taken = record.field("WARC-Date")
        metadata = Metadata(
            url=_uri(record) or None,
            captured=taken if iso_date(taken) else None,
            unchanged=self._found_again(record, taken) if iso_date(taken) else (),
        )
        if is_pdf:
            return self._document(data, metadata)
        return Part(self._number + 1, _as_utf8(data, content_type), self._at, metadata)

    def _document(self, data: bytes, metadata: Metadata) -> Part | Unread | str:
        """A PDF document that stands among the pages."""
        from tui.text.archive.documents import needed
        from tui.text.archive.pdf import pdf_paragraphs

        try:
            needed("pypdfium2", self._path, "a PDF document", "pdf")
        except PageError:
            return "PDF documents, which need pip install 'article-compare[pdf]'"
        try:
            found, _ = pdf_paragraphs(self._path, data, self._exports)
        except PageError as error:
            return Unread(self._number + 1, error.reason, self._at)
        self._documents += 1
        passages = tuple(replace(one, at=self._at) for one in found)
        return Part(self._number + 1, passages, self._at, metadata)

    def _content(self, read: ArcWarcRecord) -> bytes:
        """What a page came with, unpacked; a byte more than a page may have where it has more.

        Raises:
            ValueError: It cannot be unpacked.
        """
        headers = read.http_headers
        said = {name: (headers and headers.get_header(name)) or "" for name in _PACKED}
        stream = read.raw_stream
        if "chunked" in said["Transfer-Encoding"].lower():
            stream = self._pieced(stream)
        data: bytes = stream.read(self._most + 1)
        for coding in reversed(said["Content-Encoding"].lower().split(",")):
            data = unpacked(data, coding.strip(), self._most + 1)
        return data


_PACKED = ("Transfer-Encoding", "Content-Encoding")


def _uri(record: _Record) -> str:
    return record.field("WARC-Target-URI").strip("<>")


def unpacked(data: bytes, coding: str, most: int) -> bytes:
    """Unpack what a server has packed; crawlers may have unpacked it and left the header.

    Args:
        coding: What its header calls how it is packed.
        most: Bytes from which on no more is unpacked.

    Raises:
        ValueError: It is damaged, or what unpacks it is not installed.
    """
    if _START_OF_HTML.match(data):
        return data
    try:
        if coding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
            return _inflated(data, 16 + zlib.MAX_WBITS, most)
        if coding == "deflate":
            # Some servers leave its header out, against the rules.
            has_header = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
            return _inflated(data, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS, most)
    except zlib.error as error:
        raise ValueError(f"what it was packed in: {error}") from error
    if coding == "br":
        return _from_brotli(data, most)
    if coding in ("zstd", "compress", "dcb", "dcz"):
        raise ValueError(f"it is packed as {coding}, which cannot be unpacked here")
    return data


def _inflated(data: bytes, form: int, most: int) -> bytes:
    found = bytearray()
    while data and len(found) < most:
        inflating = zlib.decompressobj(form)
        found += inflating.decompress(data, most - len(found))
        if not inflating.eof:
            if len(found) < most:
                raise ValueError("its compressed data is cut off")
            break
        # Another piece may follow; what else stands there is nothing.
        data = inflating.unused_data if inflating.unused_data.startswith(b"\x1f\x8b") else b""
    return bytes(found)


_BITE = 16
"""Bytes that are unpacked at once: each such few may come to millions."""


def _from_brotli(data: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError as error:
        install = "pip install 'article-compare[warc]'"
        raise ValueError(
            f"it is packed with Brotli; to unpack it, install an extra: {install}"
        ) from error
    unpacking, found = brotli.Decompressor(), bytearray()
    try:
        for at in range(0, len(data), _BITE):
            found += unpacking.process(data[at : at + _BITE])
            if len(found) >= most:
                return bytes(found[:most])
    except brotli.error as error:
        raise ValueError(f"what it was packed in: {error}") from error
    if not unpacking.is_finished():
        raise ValueError("its compressed data is cut off")
    return bytes(found)


def _check_response(block: bytes) -> None:
    """Refuse what a server never sends: header lines or pieces without end.

    Raises:
        ValueError: There are more than any page comes with.
    """
    end = block.find(b"\r\n\r\n", 0, _LONGEST_HEADER)
    head = block[: end if end >= 0 else _LONGEST_HEADER]
    if head.count(b"\n") > _MOST_FIELDS:
        raise ValueError(f"it has more than {_MOST_FIELDS:,} lines at its head")
    if end < 0 or b"chunked" not in head.lower():
        return
    at = end + 4
    for _ in range(_MOST_PIECES):
        size = _PIECE_SIZE.match(block, at)
        if size is None or int(size[1], 16) == 0:
            return
        at = size.end() + int(size[1], 16) + 2
    raise ValueError(f"it came in more than {_MOST_PIECES:,} pieces")


def _is_html(content_type: str, data: bytes) -> bool:
    if content_type.strip():
        return _HTML.match(content_type.strip()) is not None
    return _START_OF_HTML.match(data[:1000]) is not None


def _as_utf8(data: bytes, content_type: str) -> bytes:
    """The page in UTF-8 where its sender alone says how it is encoded."""
    match = _CHARSET.search(content_type)
    if match is None:
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            text, _ = decode_html(data, match[1])
        except NotTextError:
            return data
        return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
    return data


class _Stream:
    """Bytes in order, which can be looked at before they are read.

    What waits to be read is never copied, as wrong lengths may have it looked at again and again.
    """

    def __init__(self, file: IO[bytes] | BinaryReader) -> None:
        self._file = file
        self._held = bytearray()
        self._at = 0

    def _hold(self, size: int) -> int:
        """Have so many bytes ready, fewer at the end; how many there are."""
        if self._at and self._at >= len(self._held) // 2:
            del self._held[: self._at]
            self._at = 0
        while len(self._held) - self._at < size:
            piece = self._file.read(min(_PIECE, size - len(self._held) + self._at))
            if not piece:
                break
            self._held += piece
        return min(size, len(self._held) - self._at)

    def line(self) -> bytes:
        """The next line with its end, or as much of it as a header's may have."""
        end = self._held.find(b"\n", self._at, self._at + _LONGEST_HEADER)
        if end < 0:
            held = bytes(self._held[self._at : self._at + _LONGEST_HEADER])
            self._at += len(held)
            left = _LONGEST_HEADER - len(held)
            return held + self._file.readline(left) if left else held
        line = bytes(self._held[self._at : end + 1])
        self._at = end + 1
        return line

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end."""
        size = self._hold(size)
        start, self._at = self._at, self._at + size
        return bytes(self._held[start : self._at])

    def reads_record_in(self, size: int) -> bool:
        """Go on at the record that begins within so many bytes, if one does."""
        inner = _NEXT.search(self._held, self._at, self._at + self._hold(size))
        if inner is not None:
            self._at = inner.end()
        return inner is not None

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        passed = 0
        while passed < size and (piece := self.read(min(size - passed, _PIECE))):
            passed += len(piece)
        return passed

    def goes_on(self) -> bool:
        """Whether something else than another record, or the end, comes next."""
        while (line := self.line()) and not line.strip():
            pass
        self._put_back(line)
        return bool(line) and not line.startswith(b"WARC/")

    def _put_back(self, line: bytes) -> None:
        """Let the line that was read last come next."""
        if self._held[max(0, self._at - len(line)) : self._at] == line:
            self._at -= len(line)
        else:
            self._held[: self._at] = line
            self._at = 0


def _records(file: IO[bytes] | BinaryReader, most: int) -> Iterator[_Record]:
    """Tell records apart.

    Yields:
        Each, those with a fault too; after such a one reading goes on at the next that begins.

    Raises:
        EOFError: The file ends inside a record.
    """
    stream = _Stream(file)
    while line := stream.line():
        if not line.startswith(b"WARC/"):
            # Blank lines part records; anything else belongs to a broken one.
            continue
        header, size = _header(stream, line)
        record = _Record(header, None)
        if size is None:
            yield record._replace(fault="has no length that can be read")
            continue
        if size > most:
            if stream.skip(size) < size:
                raise EOFError("the last record is incomplete")
            yield record
            continue
        if stream.reads_record_in(size):
            yield record._replace(fault="is shorter than it says")
            continue
        block = stream.read(size)
        if len(block) < size:
            raise EOFError("the last record is incomplete")
        if stream.goes_on():
            yield record._replace(fault=_TOO_LONG)
        else:
            yield record._replace(block=block)


def _header(stream: _Stream, first: bytes) -> tuple[bytes, int | None]:
    """The header of a record, and how long it says that its block is; None where it doesn't."""
    lines = [first]
    length, size = len(first), None
    while (line := stream.line()).strip() and length < _LONGEST_HEADER:
        lines.append(line)
        length += len(line)
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            size = int(value) if re.fullmatch(rb"\s*\d{1,15}\s*", value) else None
    if not line and size is not None and size > 0:
        raise EOFError("the last record is incomplete")
    return b"".join(lines).rstrip(b"\r\n"), size
