"""Where configurations are: the one asked for, the folder's, the user's own, the default.

And the files that the default is laid over: word lists, one for each language, and numbers that
nobody needs to see first. Each is found by its place, so that a language is added by adding its
file: what is of no language is in `tui/default`, what is of one in `tui/default/lists`, in a file
that is called as the language is in a page's markup (`de.yaml`).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.config.errors import ConfigError
from tui.files.folders import own_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


Origin = Literal["asked", "folder", "user", "default"]


CONFIG_FILE = "config.yaml"


MOST_CONFIG_BYTES = 4_000_000
"""The largest configuration that is read, a hundred times the default."""


_OURS = frozenset({"alignment", "chrome", "house_style", "wire_services"})
"""Keys at the top of a configuration that no other program has."""


_SHARED = frozenset({"articles", "extends", "keys", "originals", "pages", "sites", "story"})
"""Those that others may have too."""


_LIKE_ENOUGH = 80


_KEY = re.compile(r"""^([ ]*)["']?([A-Za-z_][\w .-]*?)["']?[ \t]*:(?:\s|$)""", re.MULTILINE)


_KEY_IN_BRACES = re.compile(r"""([A-Za-z_][\w-]*)["']?\s*:""")


_PACKAGE = Path(__file__).parent.parent
_DEFAULT = str(_PACKAGE / "default")


class Located(NamedTuple):
    """A configuration file and why it is the one."""

    path: str
    origin: Origin


def locate(asked: str | os.PathLike[str] | None = None) -> Located:
    """Find the configuration to use.

    Args:
        asked: The file that the user names, if any.

    Returns:
        In this order: the file asked for, `config.yaml` in the current folder, the user's
        own, the default. A mere copy of the default in the current folder, such as a checkout
        has, does not stand before the user's own; a file of another program counts for none.

    Raises:
        ConfigError: The file asked for is not there, or is not a file.
    """
    if asked is not None:
        path = os.fspath(asked)
        if not os.path.exists(path):  # noqa: PTH110
            raise ConfigError(f"{path}: no such configuration file; check the name")
        if not _is_file(path):
            raise ConfigError(f"{path}: is not a file; name a YAML file")
        return Located(path, "asked")
    own = user_config_path()
    here = _is_file(CONFIG_FILE) and is_ours(CONFIG_FILE)
    if here and not (_is_file(own) and is_default(CONFIG_FILE)):
        return Located(CONFIG_FILE, "folder")
    if _is_file(own):
        return Located(str(own), "user")
    return Located(str(default_config_path()), "default")


def decided_by(asked: str | os.PathLike[str] | None = None) -> str | None:
    """The configuration that decides, where it is neither the default nor the user's own.

    Args:
        asked: The file that the user names, if any.

    Returns:
        Its path as it was named, or `./config.yaml`; None where it is one of the two, or says
        the same as the default.
    """
    path = CONFIG_FILE if asked is None else os.fspath(asked)
    if asked is None and locate().origin != "folder":
        return None
    own = user_config_path()
    if is_default(path) or (_is_file(own) and _is_file(path) and own.samefile(path)):
        return None
    return f"./{path}" if asked is None else path


def passed_over(asked: str | os.PathLike[str] | None = None) -> str | None:
    """Name the file in the current folder that is passed over as another program's.

    Args:
        asked: The file that the user names, if any: then no other is looked for.

    Returns:
        Its whole path; None where there is none.
    """
    if asked is not None or not _is_file(CONFIG_FILE) or is_ours(CONFIG_FILE):
        return None
    return os.path.abspath(CONFIG_FILE)  # noqa: PTH100 - a link is named as it is


def is_ours(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a configuration of this program, broken or not, by the keys at its top.

    Args:
        path: A file. One that cannot be read counts as ours, so that this is told.
    """
    try:
        with Path(path).open("rb") as file:
            text = file.read(MOST_CONFIG_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return True
    known = unknown = 0
    for key in _top_keys(text):
        if key in _OURS:
            return True
        if key in _SHARED:
            known += 1
        elif _is_meant(key):
            return True
        else:
            unknown += 1
    return 0 < known >= unknown


def _is_meant(key: str) -> bool:
    """Whether a key is one of ours, mistyped."""
    # Hardly ever needed: most files have no key that is not known.
    from rapidfuzz import fuzz

    return any(fuzz.ratio(key, ours) >= _LIKE_ENOUGH for ours in _OURS)


def _top_keys(text: str) -> Iterator[str]:
    """What may be the keys at the top of a YAML file, which need not be one that can be parsed."""
    if text.lstrip().startswith("{"):
        yield from (found[1] for found in _KEY_IN_BRACES.finditer(text))
        return
    margin: str | None = None
    for found in _KEY.finditer(text):
        margin = found[1] if margin is None else margin
        if found[1] == margin:
            yield found[2]


def is_whole_copy(content: bytes) -> bool:
    """Whether a configuration says all that the default says, instead of what is different."""
    text = content[:MOST_CONFIG_BYTES].decode("utf-8-sig", "replace")
    keys = set(_top_keys(text))
    return "extends: lists" in text if "extends" in keys else keys >= _OURS


def is_default(path: str | os.PathLike[str]) -> bool:
    """Whether a file is the default configuration, or says the same byte for byte."""
    file, default = Path(path), default_config_path()
    try:
        return (
            file.stat().st_size == default.stat().st_size
            and file.read_bytes() == default.read_bytes()
        )
    except OSError:
        return False


def _is_file(path: str | os.PathLike[str]) -> bool:
    # Unlike a `Path`, which raises for a home that may not be searched.
    return os.path.isfile(path)  # noqa: PTH113


def user_config_path() -> Path:
    """The user's own configuration, whether or not it is there."""
    return own_folder("config") / CONFIG_FILE


def cache_folder() -> Path:
    """Where what can be made again is kept, whether or not it is there."""
    return own_folder("cache")


def default_config_path() -> Path:
    """The default configuration: in the wheel, or at the root of a checkout."""
    shipped = _PACKAGE / "default" / CONFIG_FILE
    return shipped if shipped.is_file() else _PACKAGE.parent / CONFIG_FILE


def demo_folder() -> Path:
    """The five shipped pages: in the wheel, or at the root of a checkout."""
    shipped = _PACKAGE / "default" / "seeds"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "seeds"


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
