"""Configurations that were found good, so that the next start need not parse them again.

Parsing config.yaml, its lists and the user's file, and checking them, takes about 40 ms, and
reading what they came to 1.5 ms. What is kept is the composed data, one file for each
configuration in the user's cache folder, and counts only for exactly the files it was made from.
It can be deleted at any time.

`fingerprint` is another hash than the stamp: it is of what a configuration decides, so that a
report can say which one it was made with, wherever it stands and however it is written.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tui import __version__, log
from tui.config.locate import cache_folder, list_states
from tui.files.folders import read_own
from tui.files.names import known_as
from tui.files.write import refusal, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.document import Data
    from tui.config.locate import Located
    from tui.config.settings import Config
    from tui.corpus.settings import Settings


_MOST_BYTES = 50_000_000
"""A larger file was not written here."""


_not_kept: dict[Path, str] = {}


def why_not_kept(file: Path) -> str:
    """Why a file could not be kept when it was to be last; empty where nothing has failed."""
    return _not_kept.get(file, "")


def keep_file(file: Path, data: bytes, *, flush: bool = True) -> bool:
    """Write a file of the program's own whole or not at all.

    Where that cannot be done, as on a full disk, nothing is left of it, and what was there
    stays as it was; the log and `why_not_kept` say why.

    Args:
        file: Its folder is made where it is not there. Only the user may read it.
        data: All of its bytes.
        flush: Whether to wait until it is on the disk; not for what can be made again.

    Returns:
        Whether it was written.
    """
    _not_kept.pop(file, None)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, [data], mode=0o600, flush=flush)
    except OSError as error:
        _not_kept[file] = refusal(error)
        log.note("not kept", file=file, reason=_not_kept[file])
        return False
    return True


class _Remembered(msgspec.Struct, frozen=True):
    """Plain data, not settings: what a file leaves out is for the running program to say."""

    stamp: str
    data: msgspec.Raw


def config_stamp(located: Located, *contents: bytes) -> str:
    """What a configuration depends on, as one hash: version, path, origin and files.

    `contents` are the bytes of the user's file and of config.yaml. Of the lists below it, which
    change only with the program, names, sizes and times will do.
    """
    digest = hashlib.sha256()
    for part in (__version__.encode(), os.fsencode(located.path), located.origin.encode()):
        digest.update(part + b"\0")
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    digest.update(os.fsencode(list_states()))
    return digest.hexdigest()


def recall_config(located: Located, stamp: str) -> Config | None:
    """The configuration as it was made from the same files, or None where it is not kept."""
    try:
        kept = msgspec.msgpack.decode(read_own(_file(located), _MOST_BYTES), type=_Remembered)
        if kept.stamp == stamp:
            return _decoded(bytes(kept.data))
    except (OSError, msgspec.DecodeError, RecursionError):
        pass
    return None


@lru_cache(maxsize=4)
def _decoded(data: bytes) -> Config:
    """The configuration of plain data: one that is loaded again has its rules ready."""
    # Here, so that what only keeps files loads no settings.
    from tui.config.settings import Config

    return msgspec.msgpack.decode(data, type=Config)


def remember_config(located: Located, stamp: str, data: dict[str, Data]) -> None:
    """Keep what a good configuration was made from; where nothing can be kept, nothing is."""
    raw = msgspec.Raw(msgspec.msgpack.encode(data))
    keep_file(_file(located), msgspec.msgpack.encode(_Remembered(stamp, raw)), flush=False)


def _file(located: Located) -> Path:
    path = os.fsencode(known_as(os.path.abspath(located.path)))  # noqa: PTH100
    return cache_folder() / f"config-{hashlib.sha256(path).hexdigest()[:16]}.msgpack"


_WITHOUT_EFFECT = frozenset({"articles", "keys", "originals"})
"""What decides nothing about text: which pages to open, which of them are originals (a report names
these), and the app's keys."""


_OF_PAIRS = frozenset({"alignment", "house_style"})
"""The sections that decide what two articles have of each other, and not how one reads."""


_OF_PAIRS_IN_STORY = frozenset({"derivation", "events", "pairs", "source", "truncation"})


def fingerprint(config: Settings, *, of_pairs: bool = True) -> str:
    """The SHA-256 of everything in a configuration that decides about text, in hex.

    Two configurations that say the same in other words, in another order of keys or through
    `extends`, have the same one.

    Args:
        of_pairs: False leaves out what only decides about articles that are compared.
    """
    without = _WITHOUT_EFFECT if of_pairs else _WITHOUT_EFFECT | _OF_PAIRS
    deciding = {
        name: getattr(config, name) for name in config.__struct_fields__ if name not in without
    }
    if not of_pairs:
        story = config.story
        deciding["story"] = {
            name: getattr(story, name)
            for name in story.__struct_fields__
            if name not in _OF_PAIRS_IN_STORY
        }
    encoded = msgspec.json.encode(deciding, order="deterministic")
    return hashlib.sha256(encoded).hexdigest()
