"""Articles and alignments as the records that scripts read.

The names are promises: keys may be added, none is renamed or dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from tui.presentation.kinds import KINDS, corrected
from tui.presentation.rows import counts, shown_rows
from tui.text.inert import UNSEEN
from tui.text.model import ARTICLE_SCHEMA
from tui.text.words.scripts import beyond_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.text.model import Alignment, Article, Credit, Difference, Link, Paragraph, Removed, Row


ALIGNMENT_SCHEMA = "compare/alignment/1"


Record = dict[str, Any]


# What JSON lets stand as it is, but a terminal obeys or a reader cannot see: C1 and bidirectional
# controls and invisible characters. Joiners are letters' business, variation selectors emoji's.
_OBEYED = re.compile(f"[\x7f-\x9f\u2028\u2029\ufff9-\ufffb{UNSEEN}]")


_FEW = 24
"""Different characters of these up to which a text is gone through for each of them."""


_SURROGATE = re.compile("[\ud800-\udfff]")


def article_record(article: Article) -> Record:
    """An article as a record.

    Returns:
        Its record, `compare/article/1`.
    """
    part = {} if article.part is None else {"part": article.part, "places": article.places}
    return {
        "schema": ARTICLE_SCHEMA,
        "path": article.path,
        **part,
        "also": list(article.also),
        "sha256": article.sha256,
        "encoding": article.encoding,
        "title": article.title,
        "byline": article.byline,
        "date": article.date,
        "credit": _credit(article.credit),
        "outlet": article.outlet,
        "url": article.url,
        "author": article.author,
        **({"mended": True} if article.mended else {}),
        **{what: value for what in _SAID if (value := getattr(article, what)) is not None},
        **({"unchanged": list(article.unchanged)} if article.unchanged else {}),
        "paragraphs": [_paragraph(paragraph) for paragraph in article.paragraphs],
        "removed": [_removed(removed) for removed in article.removed],
    }


_SAID = ("captured", "modified", "identifier", "version", "slug", "embargo", "correction")
"""What an article's file may say of it, each a key only where it does."""


def alignment_record(alignment: Alignment) -> Record:
    """An alignment as a record.

    Returns:
        Its record, `compare/alignment/1`, with both articles in it.
    """
    summary = alignment.summary
    return {
        "schema": ALIGNMENT_SCHEMA,
        "left": article_record(alignment.left),
        "right": article_record(alignment.right),
        "links": [_link(link) for link in (*alignment.links, *alignment.corrections)],
        "rows": [_row(row) for row in alignment.rows],
        "summary": {
            "same": summary.same,
            "near": summary.near,
            "related": summary.related,
            "moved": summary.moved,
            "left_only": summary.left_only,
            "right_only": summary.right_only,
            "left_share": _share(summary.left_share),
            "right_share": _share(summary.right_share),
            "left_copied": _share(summary.left_copied),
            "right_copied": _share(summary.right_copied),
            "unheard": summary.unheard,
            "withdrawn": alignment.withdrawn,
            # Only where it is so: other records have the bytes that they always had.
            **({"formulaic": True} if alignment.formulaic else {}),
            "corrections": _corrections(alignment),
        },
        "counts": _counts(alignment),
    }


def as_json(record: Record | list[Record]) -> str:
    """Records as JSON for people and scripts, indented.

    Args:
        record: One record, or a list of them.

    Returns:
        The JSON text, with a newline at its end; see `as_line` for what it holds to.
    """
    data = msgspec.json.format(_encoded(record), indent=2)
    return _harmless(data.decode()) + "\n"


def json_array(records: Iterable[Record]) -> Iterator[str]:
    """Records as one JSON array, piece by piece, so that any number of them can be written.

    Args:
        records: The records, each taken when the one before it is written.

    Yields:
        What `as_json` gives for a list of them.
    """
    opened = False
    for record in records:
        data = msgspec.json.format(_encoded(record), indent=2).decode()
        # No string of JSON holds a newline, so every line can be indented.
        yield (",\n  " if opened else "[\n  ") + _harmless(data).replace("\n", "\n  ")
        opened = True
    yield "\n]\n" if opened else "[]\n"


def as_line(record: Record) -> str:
    r"""A record as one line of JSON.

    Returns:
        The JSON text, with a newline at its end. It can be written as UTF-8, its keys are in
        the record's order, and nothing in it moves a terminal's cursor or hides from a reader:
        C1 and bidirectional controls and invisible characters are written as escapes, and bytes
        of a path that are no UTF-8 as `\xff`.
    """
    return _harmless(_encoded(record).decode()) + "\n"


def _corrections(alignment: Alignment) -> Record:
    both, left, right = corrected(alignment)
    return {"both": both, "left_only": left, "right_only": right}


def _counts(alignment: Alignment) -> Record:
    """The rows of each kind as a reader counts them: without subheads."""
    found = counts(shown_rows(alignment))
    names = {"only-left": "left_only", "only-right": "right_only"}
    return {names.get(kind.look, kind.look): found.get(kind.look, 0) for kind in KINDS}


def _credit(credit: Credit | None) -> Record | None:
    if credit is None:
        return None
    return {
        "service": credit.service,
        "evidence": [
            {"lines": line.lines, "rule": line.rule, "text": line.text} for line in credit.evidence
        ],
    }


def _paragraph(paragraph: Paragraph) -> Record:
    record: Record = {"text": paragraph.text, "role": paragraph.role, "lines": paragraph.lines}
    if paragraph.trimmed:
        record["trimmed"] = [{"text": trim.text, "rule": trim.rule} for trim in paragraph.trimmed]
    return record


def _removed(removed: Removed) -> Record:
    return {"text": removed.text, "rule": removed.rule, "lines": removed.lines}


def _link(link: Link) -> Record:
    return {
        "left": link.left,
        "right": link.right,
        "kind": link.kind,
        "similarity": _share(link.similarity),
        "moved": link.moved,
        "differences": [_difference(difference) for difference in link.differences],
    }


def _difference(difference: Difference) -> Record:
    record: Record = {
        "class": difference.category,
        "what": difference.what,
        "left": difference.left,
        "right": difference.right,
    }
    if difference.elsewhere is not None:
        record["elsewhere"] = difference.elsewhere
    return record


def _row(row: Row) -> Record:
    return {"left": row.left, "right": row.right, "kind": row.kind}


def _share(value: float) -> float:
    # Four places say all that the method knows, and the same on every machine.
    return round(value, 4)


def _encoded(record: Record | list[Record]) -> bytes:
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(_storable(record))


def _storable(value: Any) -> Any:
    """The same data with text that UTF-8 can hold."""
    if isinstance(value, str):
        return _SURROGATE.sub(_written_out, value)
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(part) for part in value]
    return value


def _written_out(surrogate: re.Match[str]) -> str:
    r"""A byte of a file name that is no UTF-8 as `\xff`, another surrogate as `\ud800`."""
    code = ord(surrogate[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def _harmless(json: str) -> str:
    if json.isascii() and "\x7f" not in json:
        return json
    # A text of millions of characters has few different ones, and seldom any of these.
    found = _OBEYED.findall("".join({"\x7f", *beyond_ascii(json)}))
    if len(found) > _FEW:
        return _OBEYED.sub(lambda match: _escape(match[0]), json)
    for obeyed in found:
        json = json.replace(obeyed, _escape(obeyed))
    return json


# A page may have millions of the same.
@lru_cache(1024)
def _escape(obeyed: str) -> str:
    units = obeyed.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
