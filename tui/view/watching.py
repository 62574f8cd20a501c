"""Watching pages and configuration, so that a change shows without a key pressed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.text.file_names import known_as
from tui.text.formats import is_page_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from threading import Event

    from tui.config import Config

DEBOUNCE = 150
"""Milliseconds that changes are gathered, as an editor writes a file in several steps."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the configuration comes from.

    Attributes:
        load: Loads it; raises ConfigError.
        files: The files it may come from.
        asked: The file that was asked for, if any.
    """

    load: Callable[[], Config]
    files: tuple[str, ...]
    asked: str | None = None


def folders_of(paths: Iterable[str], given: Iterable[str], settings: Settings | None) -> list[Path]:
    """The folders that some pages and the configuration are in, those that are there.

    Args:
        paths: The pages.
        given: What was opened: files and folders.
        settings: Where the configuration comes from, if it is watched.
    """
    folders = {Path(path).absolute().parent for path in paths}
    folders |= {Path(path).absolute() for path in given if os.path.isdir(path)}  # noqa: PTH112
    if settings is not None:
        folders |= {Path(file).absolute().parent for file in settings.files}
    return sorted(folder for folder in folders if os.path.isdir(folder))  # noqa: PTH112


def watch_folders(
    folders: Sequence[Path],
    settings: Settings | None,
    stop: Event,
    changed: Callable[[bool], object],
    *,
    any_name: bool = False,
) -> None:
    """Wait for changes until told to stop.

    Args:
        folders: Where to look; of what is below them, only folders that come and go.
        settings: Where the configuration comes from, if it is watched.
        stop: Ends the wait.
        changed: Is told of a change, and whether the configuration is part of it.
        any_name: Whether files are pages whatever their names end in.

    Raises:
        OSError: The folders cannot be watched.
        RuntimeError: The system watches no more of them.
    """
    # Not needed before the first screen is painted.
    from watchfiles import watch

    configs = _names_of(settings.files if settings else ())
    awaited = configs | _names_of(map(str, folders))

    def is_wanted(_change: object, path: str) -> bool:
        if known_as(path) in awaited:
            return True
        return any_name or is_page_name(path) or os.path.isdir(path)  # noqa: PTH112

    changes = watch(
        *folders,
        watch_filter=is_wanted,
        debounce=DEBOUNCE,
        step=50,
        stop_event=stop,
        recursive=False,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for batch in changes:
        changed(any(known_as(path) in configs for _change, path in batch))


def _names_of(paths: Iterable[str]) -> set[str]:
    """What the system may call some files where it tells of them: also where no link leads."""
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    return {known_as(path) for path in (*whole, *map(os.path.realpath, whole))}
