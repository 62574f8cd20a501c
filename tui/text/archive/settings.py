"""What decides how files that hold several articles are read; loaded at every start."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec

from tui.text.archive.layouts import ExportSettings
from tui.text.chrome.date import DateSettings
from tui.text.fields import Name

_NOT_NAME = re.compile(r"[\s_-]+")


@lru_cache(4096)
def fold_name(name: str) -> str:
    """A name as names of columns are compared."""
    return _NOT_NAME.sub("", name).casefold()


class TableSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `tables`: what the columns of tables and the keys of records are called.

    Of each list the first name that a row has a value for counts; names are compared without
    case, spaces, hyphens and underscores, and `a.b` is the key b of what stands under a. `text`
    is the article's text: a table without such a column holds no articles. `title`, `date`,
    `outlet`, `byline` and `url` are what they are on a page; `identifier` is what the article is
    known by in the table, `language` what it is written in. `lists` are the keys under which JSON
    has a list of articles.
    """

    text: tuple[Name, ...] = ()
    title: tuple[Name, ...] = ()
    date: tuple[Name, ...] = ()
    outlet: tuple[Name, ...] = ()
    byline: tuple[Name, ...] = ()
    url: tuple[Name, ...] = ()
    identifier: tuple[Name, ...] = ()
    language: tuple[Name, ...] = ()
    lists: tuple[Name, ...] = ()

    def folded(self, what: str) -> tuple[str, ...]:
        """The names of a list as they are compared, in their order."""
        return self._folded[what]

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {what: tuple(map(fold_name, getattr(self, what))) for what in self.__struct_fields__}


class ArchiveSettings(NamedTuple):
    """What readers of such files are given.

    Attributes:
        most_bytes: The largest part that is read, and the largest file of a kind that has to be
            read as a whole.
        tables: What columns are called.
        dates: How dates are written.
        exports: How press databases lay out what they export.
    """

    most_bytes: int
    tables: TableSettings = TableSettings()
    dates: DateSettings = DateSettings()
    exports: ExportSettings = ExportSettings()
