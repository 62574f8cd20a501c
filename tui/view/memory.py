"""The place where a reader was, kept between runs in the user's state folder.

One small file for all folders; it can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui.config.keeping import keep_file
from tui.presentation.lens import Lens
from tui.presentation.rows import Side
from tui.view.arranging import Arrangement, Filter, Fold, Order, RowKey
from tui.view.command import View
from tui.view.ordering import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PLACES = 200
"""Folders whose place is kept; the one that was left longest ago is forgotten first."""


class Place(msgspec.Struct, frozen=True):
    """Where a reader was.

    Attributes:
        left: The path of the article on the left.
        right: That of the one on the right.
        side: The side of the paragraph under the cursor.
        paragraph: Its index, or None.
        order: Whose order the rows followed.
        lens: Which differences were set off.
        theme: The theme that the reader chose; empty where it follows the terminal.
        chrome: Whether what was removed was shown.
        shown: Which rows were shown.
        fold: Which runs of rows were folded away.
        unfolded: Rows that were unfolded in place.
        sort: How the list was sorted.
        view: The view that was open.
    """

    left: str
    right: str
    side: Side = "left"
    paragraph: int | None = None
    order: Order = "own"
    lens: Lens = "all"
    theme: str = ""
    chrome: bool = False
    shown: Filter = "everything"
    fold: Fold = "nothing"
    unfolded: frozenset[RowKey] = frozenset()
    sort: Sort = "cluster"
    view: View = "compare"

    @property
    def arrangement(self) -> Arrangement:
        """What was shown of the rows, and in which order."""
        return Arrangement(self.chrome, self.order, self.shown, self.fold, self.unfolded)


def recall(paths: Sequence[str]) -> Place | None:
    """The place in some pages, or None where none is kept that can be read.

    Args:
        paths: The pages that are open.
    """
    return _kept().get(_key(paths))


def remember(paths: Sequence[str], place: Place) -> None:
    """Keep the place in some pages; where nothing can be kept, nothing is.

    Args:
        paths: The pages that are open.
        place: Where the reader is.
    """
    kept = _kept()
    kept.pop(_key(paths), None)
    kept[_key(paths)] = place
    _write(kept)


def forget(paths: Sequence[str]) -> None:
    """Keep no place in some pages any more.

    Args:
        paths: The pages that are open.
    """
    kept = _kept()
    if kept.pop(_key(paths), None) is not None:
        _write(kept)


def _write(kept: dict[str, Place]) -> None:
    newest = dict(list(kept.items())[-MOST_PLACES:])
    # A path that is no text cannot be kept.
    with contextlib.suppress(UnicodeEncodeError):
        keep_file(_file(), msgspec.json.encode(newest))


def _kept() -> dict[str, Place]:
    # A file that another version wrote, or nobody did, holds no place.
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, Place])
    return {}


def _key(paths: Sequence[str]) -> str:
    folders = sorted({os.fsencode(Path(path).absolute().parent) for path in paths})
    return hashlib.sha256(b"\0".join(folders)).hexdigest()[:16]


def _file() -> Path:
    import platformdirs

    return platformdirs.user_state_path("compare", appauthor=False) / "places.json"
