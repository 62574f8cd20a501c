"""How files that hold several articles begin: what tells each kind, by its first bytes.

Asked of every page that is read, and therefore quick, and sure rather than complete: a page that
is taken for a table is lost to its reader.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tui.text.page.model import PageError

if TYPE_CHECKING:
    from tui.text.archive.layouts import Made
    from tui.text.archive.model import Source


_MARKS = b"\xef\xbb\xbf\xff\xfe"


_OPENING = re.compile(rb'[\[{]\s*(?:["{\]}]|$)')


def _start(source: Source) -> bytes:
    """The head without a byte-order mark, white space and the zeros of UTF-16."""
    return source.head.lstrip(_MARKS).replace(b"\0", b"").lstrip()


def is_json_lines(source: Source) -> bool:
    """Whether each line is an object of JSON: the first must be one, and another begins below."""
    if source.name.endswith((".jsonl", ".ndjson")):
        return True
    first, line_end, rest = _start(source).partition(b"\n")
    return bool(line_end) and rest.lstrip()[:1] == b"{" and _is_object(first)


def is_json(source: Source) -> bool:
    """Whether it is JSON of another form."""
    if source.name.endswith(".json"):
        return True
    return _OPENING.match(_start(source)) is not None


def _is_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def is_delimited(source: Source) -> bool:
    """Whether it is a table: by its name, or by a first row that names text and another column."""
    if source.name.endswith((".csv", ".tsv", ".tab")):
        return True
    first = _start(source).partition(b"\n")[0][:2000]
    if not first.isascii() or not re.search(rb"[,;\t|]", first):
        return False
    names = {name.strip(b"\"' \r").decode().casefold() for name in re.split(rb"[,;\t|]", first)}
    tables = source.settings.tables
    return not names.isdisjoint(tables.text) and not names.isdisjoint(tables.title)


_PACK = b"PK\x03\x04"


_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How old office documents begin, and new ones that a password protects."""


_WORD = (".docx", ".docm", ".dotx", ".dotm")
_OPEN = (".odt", ".ott")


def made_as(source: Source) -> Made | None:
    """What word processor's document a file is, if it is one."""
    head, name = source.head, source.name
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PACK):
        return _packed_as(source)
    if head.startswith(_COMPOUND):
        return "docx" if name.endswith(_WORD) or _is_encrypted(source) else None
    if name.endswith((*_WORD, *_OPEN)) and not head.lstrip().startswith(b"<"):
        return "docx" if name.endswith(_WORD) else "odt"
    return None


def _packed_as(source: Source) -> Made | None:
    if b"application/vnd.oasis.opendocument.text" in source.head[:200]:
        return "odt"
    from zipfile import BadZipFile, ZipFile

    name = source.name
    try:
        with source.open() as file, ZipFile(file) as packed:
            names = packed.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, PageError):
        return "docx" if name.endswith(_WORD) else "odt" if name.endswith(_OPEN) else None
    if any(one.startswith("word/") for one in names):
        return "docx"
    return "odt" if name.endswith(_OPEN) else None


def _is_encrypted(source: Source) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in source.head


def is_draft(source: Source) -> bool:
    """Whether it is a document of a word processor."""
    return made_as(source) is not None


def is_document_export(source: Source) -> bool:
    """Whether it is such a document, and an export of a press database."""
    if made_as(source) is None:
        return False
    # Loaded for documents alone, which are few.
    from tui.text.archive.databases import is_document_export

    return is_document_export(source)


def is_export(source: Source) -> bool:
    """Whether it is an export of a press database in plain text or HTML."""
    if source.head.startswith((_PACK, _COMPOUND, b"%PDF", b"{\\rtf")):
        return False
    from tui.text.archive.databases import export_layout

    return export_layout(source) is not None
