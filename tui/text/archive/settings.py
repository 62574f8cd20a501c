"""What decides how files that hold several articles are read; loaded at every start."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from tui.text.archive.layouts import ExportSettings
from tui.text.chrome.date import DateSettings
from tui.text.fields import Name


class TableSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section `tables`: what the columns of tables and the keys of records are called.

    Of each list the first name that a row has a value for counts; names are compared without
    case, spaces and underscores, and `a.b` is the key b of what stands under a. `text` is the
    article's text: a table without such a column holds no articles.
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
