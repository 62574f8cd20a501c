"""The files that config.yaml is laid over: word lists, one for each language, and numbers.

They say what nobody needs to see first. Each is found by its place, so that a language is added
by adding its file: what is of no language stands in `tui/default`, what is of one in
`tui/default/lists`, in a file that is called as the language is in a page's markup (`de.yaml`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from tui.config.errors import ConfigError
from tui.config.locate import CONFIG_FILE, default_config_path

_DEFAULT = str(Path(__file__).parent.parent / "default")


_FIRST = ("en", "de", "fr", "es", "it", "ru", "pt", "nl", "pl", "uk", "el", "ar", "he")
"""Languages in the order in which they came; others follow by name.

A word that two languages have in common counts as the first one's: so a new language takes
nothing from those that were there.
"""


class ListFile(NamedTuple):
    """A file of the package that says a part of the default configuration."""

    path: str
    content: bytes


def read_lists() -> list[ListFile]:
    """Read the files below config.yaml, in the order in which they are laid over one another.

    Raises:
        ConfigError: One cannot be read.
    """
    try:
        return [ListFile(path, _read(path)) for path in list_paths()]
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be read ({error.strerror})") from error


def list_states() -> str:
    """Which files there are below config.yaml, and as of when: another text after any change."""
    # Not their bytes, as of a user's file: they change with the program, or in a checkout.
    states = ((path, os.stat(path)) for path in list_paths())  # noqa: PTH116 - done at every start
    return "\0".join(
        f"{path} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}" for path, state in states
    )


def list_paths() -> list[str]:
    """The paths of the files below config.yaml, in order: of no language, then by language."""
    languages = os.path.join(_DEFAULT, "lists")  # noqa: PTH118 - quicker, as below
    return [
        *(path for path in _yaml_files(_DEFAULT) if not path.endswith(CONFIG_FILE)),
        *sorted(_yaml_files(languages), key=_order),
    ]


def shipped_paths() -> frozenset[str]:
    """The paths of the files that make the default configuration."""
    return frozenset((str(default_config_path()), *list_paths()))


def _yaml_files(folder: str) -> list[str]:
    names = os.listdir(folder)  # noqa: PTH208 - done at every start
    return sorted(f"{folder}{os.sep}{name}" for name in names if name.endswith(".yaml"))


def _order(path: str) -> tuple[int, str]:
    language = path.rpartition(os.sep)[2].removesuffix(".yaml")
    return (_FIRST.index(language) if language in _FIRST else len(_FIRST), language)


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - done at every start
        return file.read()
