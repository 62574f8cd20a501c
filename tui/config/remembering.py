"""Configurations that were found good, so that the next start need not parse them again.

Parsing YAML and checking it takes 20 ms, most of it for loading the parser: a quarter of the
time that the whole program may take to start. What is kept stands in the user's cache folder,
one file for each configuration, and counts only for exactly the bytes it was made from. It
can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from tui import __version__
from tui.config.keeping import keep_file
from tui.config.locating import cache_folder
from tui.config.settings import Config
from tui.text.file_names import known_as

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.document import Data
    from tui.config.locating import Located


class _Remembered(msgspec.Struct, frozen=True):
    """Plain data, not settings: what a file leaves out is for the running program to say."""

    stamp: str
    data: msgspec.Raw


def stamp_of(located: Located, *contents: bytes) -> str:
    """What a configuration depends on, as one hash: version, path, origin and files.

    Args:
        located: Which file it is, and why.
        contents: The bytes of the files that go into it.
    """
    digest = hashlib.sha256()
    for part in (__version__.encode(), os.fsencode(located.path), located.origin.encode()):
        digest.update(part + b"\0")
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def recall(located: Located, stamp: str) -> Config | None:
    """The configuration as it was made from the same files, or None where it is not kept.

    Args:
        located: Which file it is.
        stamp: What it depends on now.
    """
    try:
        kept = msgspec.msgpack.decode(_file(located).read_bytes(), type=_Remembered)
        if kept.stamp == stamp:
            return msgspec.msgpack.decode(kept.data, type=Config)
    except (OSError, msgspec.DecodeError):
        pass
    return None


def remember(located: Located, stamp: str, data: dict[str, Data]) -> None:
    """Keep what a good configuration was made from; where nothing can be kept, nothing is.

    Args:
        located: Which file it is.
        stamp: What it depends on.
        data: The data of the configuration.
    """
    raw = msgspec.Raw(msgspec.msgpack.encode(data))
    keep_file(_file(located), msgspec.msgpack.encode(_Remembered(stamp, raw)), flush=False)


def _file(located: Located) -> Path:
    path = os.fsencode(known_as(os.path.abspath(located.path)))  # noqa: PTH100
    return cache_folder() / f"config-{hashlib.sha256(path).hexdigest()[:16]}.msgpack"
