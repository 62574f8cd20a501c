"""What a file that holds articles gives: its parts, what could not be read, and how many there are.

A reader goes through a file once and yields these in the order of the file, so that memory stays
bounded however large it is. What it knows of a part beyond its text goes into the metadata, which
beat what would otherwise be guessed from the lines.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui.text.page.model import NOTHING_SAID, PageError, check_count, check_tags, too_large
from tui.text.page.read import GZIP_MARK, open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import IO
    from zipfile import ZipInfo

    from _typeshed import WriteableBuffer
    from lxml import etree

    from tui.text.archive.settings import ArchiveSettings, Made
    from tui.text.model import Article, PlaceKind, Role
    from tui.text.page.model import Metadata


BinaryReader: TypeAlias = io.BufferedReader | io.BytesIO
"""A file that is open to be read."""


HEAD = 65536
"""Bytes at the beginning of a file, unpacked, by which it is told what it holds."""


@dataclass(frozen=True, slots=True)
class PartParagraph:
    """A paragraph of a part.

    `at` is the number of the line, paragraph, row, record or page on which it stands. `role` is
    what the file says that it is, and None leaves that to the rules. `taken_by` is the rule by
    which the archive's reader took it away as no part of the article, such as a cover.
    """

    text: str
    at: int
    role: Role | None = None
    taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An article in a file that holds several.

    Attributes:
        number: Its number in the order of the file, from 1; what cannot be read has one too.
        content: Bytes are a saved page of its own, in any format. Text is plain text, its
            paragraphs parted as on a page; the headline that the metadata have is not in it.
            Passages say of each paragraph where it stands and what it is. An article is one that
            this program has written.
        at: Where it stands: the number of its row, record or page, or that of its first line or
            paragraph, from which the lines of a text are counted on.
        metadata: What the file says of it.
        encoding: What its text was read with.
        cover: What the file says of all its articles above the first one, which has it.
    """

    number: int
    content: bytes | str | tuple[PartParagraph, ...] | Article
    at: int
    metadata: Metadata = NOTHING_SAID
    encoding: str = "utf-8"
    cover: tuple[PartParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that could not be read, and why, for a person to read; `at` is as in `Part`."""

    number: int
    reason: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Census:
    """What is known of how many parts there are; a reader yields it last, if at all.

    Attributes:
        listed: How many articles the file itself says that it holds.
        missing: Those of them that were not found, as a person would name them: `212 “…”`.
        passed_over: What in the file is no article, in the plural, and how much of it there is.
        broken: Why the file could not be read to its end.
        joined: The numbers of parts that seem to be several articles in one, with the headlines
            of the others, as far as they are known.
        visits: When pages were found again as they were, by their address and when they were taken;
            the page itself may be in another file.
        notes: What else there is to say of the file, in words.
    """

    listed: int | None = None
    missing: tuple[str, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    broken: str | None = None
    joined: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    visits: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


Piece: TypeAlias = Part | Unread | Census


class Unpacked(io.BufferedReader):
    """What is gzipped, unpacked as it is read; the file is closed with it.

    What unpacks to hundreds of times its size, or is packed in pieces that hold next to nothing,
    is damaged on purpose: then reading raises OSError.
    """

    def __init__(self, packed: IO[bytes], size: int) -> None:
        """Take what is packed.

        Args:
            size: How many bytes it has.
        """
        super().__init__(_Members(packed, max(MUCH, MOST_TIMES * size)), HEAD)


class _Members(io.RawIOBase):
    """The bytes of the members of a gzip file, one after the other; zeros may follow the last."""

    def __init__(self, packed: IO[bytes], most: int) -> None:
        self._packed = packed
        self._most = most
        self._start = packed.tell()
        self._rewind()

    def _rewind(self) -> None:
        self._packed.seek(self._start)
        self._left = b""
        self._member: zlib._Decompress | None = None
        self._begun = self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, for which all before it is unpacked; nobody knows where the end is."""
        target = offset + (self._at if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END:
            raise io.UnsupportedOperation("seek from the end")
        if target < self._at:
            self._rewind()
        while self._at < target and self.read(min(HEAD, target - self._at)):
            pass
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = b""
        while not data and len(view) and (member := self._member or self._begin()) is not None:
            packed = self._left or self._packed.read(_PACKED)
            if not packed:
                raise EOFError("the gzip data are incomplete")
            try:
                data = member.decompress(packed, len(view))
            except zlib.error as error:
                raise OSError(f"bad gzip data: {error}") from error
            self._left = member.unused_data if member.eof else member.unconsumed_tail
            self._member = None if member.eof else member
        view[: len(data)] = data
        self._at += len(data)
        if self._at > self._most:
            raise OSError(f"it unpacks to more than {MOST_TIMES} times its size")
        return len(data)

    def _begin(self) -> zlib._Decompress | None:
        """Begin the next member; None where there is none."""
        while not (left := self._left.lstrip(b"\0")):
            self._left = self._packed.read(_PACKED)
            if not self._left:
                return None
        self._left = left
        self._begun += 1
        if self._begun > _MANY_MEMBERS and self._at < _LEAST_IN_MEMBER * self._begun:
            raise OSError("it is gzip data in too many pieces")
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return self._member

    def close(self) -> None:
        super().close()
        self._packed.close()


_PACKED = 4096
"""Bytes unpacked at once: what is left of them is copied at the end of each member."""


_MANY_MEMBERS, _LEAST_IN_MEMBER = 10_000, 200
"""Members from which on each holds so many bytes on average: a record of a crawl has more in its
head alone, and to begin a member takes time."""


MOST_TIMES, MUCH = 100, 200_000_000
"""Times its size that what is packed may have unpacked, and bytes that it may have anyway: pages
and tables pack to a tenth, hardly ever to a fiftieth."""


_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How old office documents begin, and new ones that a password protects."""


_WORD = (".docx", ".docm", ".dotx", ".dotm")


_OPEN_DOCUMENT = (".odt", ".ott")


class Source:
    """A file as its reader sees it: its name, its first bytes, and its bytes in order."""

    def __init__(self, path: str, settings: ArchiveSettings, data: bytes | None = None) -> None:
        """Take a file; it is opened when it is first looked into.

        Args:
            path: The file as the user gave it.
            data: Its bytes, where it is no file.
        """
        self.path = path
        self.settings = settings
        self._data = data
        self.kept: dict[str, object] = {}
        """What telling its kind has already read, until whoever reads it takes it out."""

    @cached_property
    def head(self) -> bytes:
        """The first bytes, unpacked; fewer where the file ends or breaks off before."""
        head = bytearray()
        # Piece by piece, so that what stands before a damaged place is there.
        with suppress(OSError, EOFError, ValueError, zlib.error, PageError), self.stream() as file:
            while len(head) < HEAD and (piece := file.read1(HEAD - len(head))):
                head += piece
        return bytes(head)

    @cached_property
    def ends(self) -> bytes:
        """The lines of the first bytes and of the last ones, unpacked, each line whole."""
        head = self.head
        if len(head) < HEAD:
            return head
        tail = b""
        with suppress(OSError, EOFError, ValueError, zlib.error, PageError), self.stream() as file:
            if isinstance(file, Unpacked):
                file.seek(HEAD)
            else:
                file.seek(max(HEAD, file.seek(0, io.SEEK_END) - HEAD))
            while piece := file.read1(HEAD):
                tail = (tail + piece)[-HEAD:]
        whole = head[: head.rfind(b"\n") + 1] or head
        return whole + tail[tail.find(b"\n") + 1 :]

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of what is in it, where it is a zip file; else none."""
        if not self.head.startswith(b"PK\x03\x04"):
            return frozenset()
        # Few files are; 5 ms.
        import zipfile

        try:
            with self.open_as_is() as file, zipfile.ZipFile(file) as package:
                return frozenset(package.namelist())
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, PageError):
            return frozenset()

    @cached_property
    def made(self) -> Made | None:
        """What word processor's document it is, if it is one."""
        head, name = self.head, self.name
        word, open_ = name.endswith(_WORD), name.endswith(_OPEN_DOCUMENT)
        if head.startswith(b"{\\rtf"):
            return "rtf"
        if b"application/vnd.oasis.opendocument.text" in head[:200]:
            return "odt"
        if any(member.startswith("word/") for member in self.members):
            return "docx"
        if head.startswith(_COMPOUND):
            # A document that a password protects.
            return "docx" if word or "EncryptedPackage".encode("utf-16-le") in head else None
        if head.lstrip().startswith(b"<"):
            return None
        return "docx" if word else "odt" if open_ else None

    @property
    def name(self) -> str:
        """The file's name in small letters, without what says that it is compressed."""
        return os.path.basename(self.path).lower().removesuffix(".gz")  # noqa: PTH119

    def stream(self) -> BinaryReader:
        """Open the file at its beginning; what is gzipped is unpacked as it is read.

        Raises:
            PageError: It is not there or no file, or may not be read.
        """
        file = self.open_as_is()
        packed = file.read(len(GZIP_MARK)) == GZIP_MARK
        file.seek(0)
        if not packed:
            return file
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        return Unpacked(file, size)

    def open_as_is(self) -> io.BufferedReader | io.BytesIO:
        """Open the file at its beginning, compressed or not.

        Raises:
            PageError: It is not there or no file, or may not be read.
        """
        if self._data is not None:
            return io.BytesIO(self._data)
        return open_file(self.path)

    def read(self) -> bytes:
        """All bytes, unpacked, for kinds that cannot be read piece by piece.

        Raises:
            PageError: It cannot be read, or is too large for that.
        """
        most = self.settings.most_bytes
        try:
            with self.stream() as file:
                data = file.read(most + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise PageError(self.path, f"is damaged or cut off ({error}); copy it again") from error
        if len(data) > most:
            raise PageError(self.path, too_large(len(data), most))
        return data


_LONG_TAG, _CROWDED = 4000, 500
_ATTRIBUTE = re.compile(rb"=\s*[\"']")


_MOST_ATTRIBUTES, _MOST_NAMESPACES = 600_000, 20_000
"""Attributes of all tags, each of which takes memory, and namespaces, each of which is looked for
among those before it."""


def check_xml(data: bytes, path: str) -> None:
    """Refuse XML of so many tags or attributes that time and memory would not stay bounded.

    The parser's time grows with the square of an element's attributes.

    Raises:
        PageError: It has more than any story or document.
    """
    check_tags(data, path)
    check_count("namespaces", data.count(b"xmlns"), _MOST_NAMESPACES, path)
    if data.count(b"=") > _MOST_ATTRIBUTES:
        check_count("attributes", len(_ATTRIBUTE.findall(data)), _MOST_ATTRIBUTES, path)
    for tag in data.split(b"<"):
        if len(tag) > _LONG_TAG and b"=" in tag:
            check_count("attributes in a tag", len(_ATTRIBUTE.findall(tag)), _CROWDED, path)


XML = b"<?xml"


MOST_BEFORE_XML = 2000
"""Bytes that may stand before XML by mistake, such as a script's warning, headers or marks."""


def xml_root(source: Source) -> etree._Element:
    """Parse XML; nothing is resolved or fetched.

    Raises:
        PageError: It is none, or defines entities.
    """
    from lxml import etree

    data = source.read()
    # What a script or a copy put before it.
    data = data[max(data.find(XML, 0, MOST_BEFORE_XML), 0) :]
    refused = "defines entities in its XML, which can pull in other files; it was not read"
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise PageError(source.path, refused)
    check_xml(data, source.path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error).split())[:120]
        raise PageError(source.path, f"is XML that is damaged ({reason}); save it again") from error
    except ValueError as error:
        raise PageError(source.path, f"is XML that cannot be read ({error})") from error
    document = root.getroottree().docinfo.internalDTD
    if document is not None and any(True for _ in document.iterentities()):
        raise PageError(source.path, refused)
    return root


def local_name(node: etree._Element) -> str:
    """What an element is called, without its namespace; empty for a comment and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def without_namespaces(node: etree._Element) -> etree._Element:
    """XHTML without its namespace, so that it is read as HTML."""
    from lxml import etree

    for one in node.iter():
        if isinstance(one.tag, str):
            one.tag = local_name(one)
    etree.cleanup_namespaces(node)
    return node


PROTECTED = "is protected by a password; save it without one"
"""What is said of a file of which nothing is seen without its password."""


MOST_BROKEN = 10_000
"""Broken rows of a table or lines of JSON past which it is not read on: it is something else."""


_MOST_OBJECTS = 500_000
"""Objects and lists of JSON that is read as a whole: each takes thirty times its bytes."""


def check_objects(data: bytes, path: str) -> None:
    """Refuse JSON of so many objects and lists that memory would not stay bounded.

    Raises:
        PageError: There are more than a list of articles has.
    """
    count = data.count(b"{") + data.count(b"[")
    check_count("objects and lists", count, _MOST_OBJECTS, path)


def check_password(members: Iterable[ZipInfo], path: str) -> None:
    """Refuse a zip file in which something needs a password.

    Raises:
        PageError: It does.
    """
    if any(member.flag_bits & 1 for member in members):
        raise PageError(path, PROTECTED)


def not_installed(path: str, what: str, extra: str) -> PageError:
    """The reason for refusing a file for which an extra has to be installed.

    Args:
        what: What it is, with its article.
        extra: The extra that reads it.
    """
    command = f"pip install 'article-compare[{extra}]'"
    return PageError(path, f"is {what}; to read it, install an extra: {command}")


Recognises: TypeAlias = "Callable[[Source], bool]"


class Reader(NamedTuple):
    """What reads a kind of file that holds articles.

    Attributes:
        name: What the kind is called, such as `JSON Lines`.
        endings: What the names of such files end in, the usual one first.
        recognises: Whether a file is of this kind, by its first bytes above all. It imports
            nothing that takes time, as it is asked of every page.
        parts: `module:function` of what reads it: it takes the source and yields its pieces,
            and raises PageError where the file as a whole gives nothing.
        places: What its parts stand on.
        about: A sentence on what it is, for docs/formats.md.
        extra: The extra that has to be installed for it, if any.
        holds_one: Whether such a file is one article, which is then called as the file is.
        holds: Where files with such endings are of many kinds: whether one holds articles. Of a
            folder, what holds none is passed over; None takes them all.
        guessed: What of such files is guessed, for a person to read.
        has_pages: Whether its parts are pages of sites, which have lines in common.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Recognises
    parts: str
    places: PlaceKind
    about: str
    extra: str | None = None
    holds_one: bool = False
    holds: Recognises | None = None
    guessed: str | None = None
    has_pages: bool = False


def pass_over(passed_over: dict[str, int], kind: str) -> None:
    """Count what is passed over, such as pictures."""
    known = {"picture": "pictures", "graphic": "graphics", "video": "films", "audio": "sounds"}
    what = known.get(kind, "items without text")
    passed_over[what] = passed_over.get(what, 0) + 1
