"""What this program has printed with `clean --format json` or `jsonl`, read back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tui.text.archive.model import Part, Unread
from tui.text.model import Article

if TYPE_CHECKING:
    from collections.abc import Mapping


SCHEMA = "compare/article/1"
"""What its records say that they are."""


def as_part(record: Mapping[str, Any], number: int, at: int) -> Part | Unread:
    """Make a part of a record that this program has written."""
    try:
        article = msgspec.convert(record, Article)
    except msgspec.ValidationError as error:
        return Unread(number, f"is no record of an article as compare writes them ({error})", at)
    return Part(number, article, at, encoding=article.encoding)
