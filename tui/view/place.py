"""The place where a reader was, kept between runs in the user's state folder.

One small file for all folders; it can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from tui.config.cache import keep_file
from tui.files.folders import from_json, own_folder, read_own
from tui.files.names import known_as
from tui.files.write import alone
from tui.presentation.rows import Lens, Side
from tui.view.commands import View
from tui.view.compare.arrange import Arrangement, Filter, Fold, Order, RowKey
from tui.view.state import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


_MOST_BYTES = 4_000_000
"""A larger file was not written here."""


MOST_PLACES = 200
"""Places that are kept; the one that was left longest ago is forgotten first."""


class Bookmark(msgspec.Struct, frozen=True):
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
        stacked: Whether the left paragraph was shown above the right one.
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
    stacked: bool = False

    @property
    def arrangement(self) -> Arrangement:
        """What was shown of the rows, and in which order."""
        return Arrangement(self.chrome, self.order, self.shown, self.fold, self.unfolded)


def recall_place(paths: Sequence[str], given: Sequence[str] = ()) -> Bookmark | None:
    """The place in some pages, or None where none is kept that can be read.

    Args:
        paths: The pages that are open.
        given: What was opened, files and folders, where that is known.

    Returns:
        The place in what was opened, or else the last one in the pages' folders, with paths
        as they are written in `paths`.
    """
    kept = _kept()
    place = next((kept[key] for key in _keys(paths, given) if key in kept), None)
    if place is None:
        return None
    opened = {_absolute(path): path for path in paths}
    left, right = (opened.get(path, path) for path in (place.left, place.right))
    return msgspec.structs.replace(place, left=left, right=right)


def remember_place(paths: Sequence[str], place: Bookmark, given: Sequence[str] = ()) -> bool:
    """Keep the place in some pages, known as in `recall_place`.

    Returns:
        Whether it could be kept; where not, what was kept before stays.
    """
    left, right = _absolute(place.left), _absolute(place.right)
    place = msgspec.structs.replace(place, left=left, right=right)
    try:
        with alone(_lock()):
            # Another app may have kept its place meanwhile.
            kept = _kept()
            for key in _keys(paths, given):
                kept.pop(key, None)
                kept[key] = place
            return _write(kept)
    except OSError:
        return False


def forget_place(paths: Sequence[str], given: Sequence[str] = ()) -> None:
    """Keep no place in some pages any more, known as in `recall_place`."""
    with contextlib.suppress(OSError), alone(_lock()):
        kept = _kept()
        if [key for key in _keys(paths, given) if kept.pop(key, None) is not None]:
            _write(kept)


def _write(kept: dict[str, Bookmark]) -> bool:
    newest = dict(list(kept.items())[-MOST_PLACES:])
    # A path that is no text cannot be kept.
    with contextlib.suppress(UnicodeEncodeError):
        return keep_file(places_file(), msgspec.json.encode(newest))
    return True


def _kept() -> dict[str, Bookmark]:
    # A file that another version wrote, or nobody did, holds no place.
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return from_json(read_own(places_file(), _MOST_BYTES), dict[str, Bookmark])
    return {}


def _keys(paths: Sequence[str], given: Sequence[str]) -> list[str]:
    """What a place is known by: what was opened, then the folders that the pages are in."""
    folders = {os.path.dirname(_absolute(path)) for path in paths}  # noqa: PTH120
    keys = [_hashed(folders)]
    if given:
        # Not to be taken for folders.
        keys.insert(0, _hashed({"", *map(_absolute, given)}))
    return keys


def _hashed(names: set[str]) -> str:
    return hashlib.sha256(b"\0".join(sorted(map(os.fsencode, names)))).hexdigest()[:16]


def _absolute(path: str) -> str:
    return known_as(os.path.abspath(path))  # noqa: PTH100 - quicker, and there can be thousands


def _lock() -> Path:
    return places_file().with_suffix(".lock")


def places_file() -> Path:
    """Where the places are kept, whether or not any is."""
    return own_folder("state") / "places.json"
