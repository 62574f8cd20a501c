"""How files that hold several articles begin: what tells each kind, by its first bytes.

Asked of every page that is read, and therefore quick, and sure rather than complete: a page that
is taken for a table is lost to its reader.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
