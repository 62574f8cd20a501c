"""Where configurations are: the one asked for, the folder's, the user's own, the default."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple

from tui.config.errors import ConfigError

Origin = Literal["asked", "folder", "user", "default"]

FILE_NAME = "config.yaml"
APPLICATION = "compare"

MOST_BYTES = 4_000_000
"""The largest configuration that is read, a hundred times the default."""

_PACKAGE = Path(__file__).parent.parent


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
        has, does not stand before the user's own.

    Raises:
        ConfigError: The file asked for is not there, or is not a file.
    """
    if asked is not None:
        path = os.fspath(asked)
        if not os.path.exists(path):  # noqa: PTH110 - pathlib raises where a name is too long
            raise ConfigError(f"{path}: no such configuration file; check the name")
        if not os.path.isfile(path):  # noqa: PTH113
            raise ConfigError(f"{path}: is not a file; name a YAML file")
        return Located(path, "asked")
    own = user_config_path()
    if Path(FILE_NAME).is_file() and not (own.is_file() and is_default(FILE_NAME)):
        return Located(FILE_NAME, "folder")
    if own.is_file():
        return Located(str(own), "user")
    return Located(str(default_config_path()), "default")


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


def user_config_path() -> Path:
    """The user's own configuration, whether or not it is there."""
    import platformdirs

    return platformdirs.user_config_path(APPLICATION, appauthor=False) / FILE_NAME


def cache_folder() -> Path:
    """Where what can be made again is kept, whether or not it is there."""
    import platformdirs

    return platformdirs.user_cache_path(APPLICATION, appauthor=False)


def default_config_path() -> Path:
    """The default configuration: in the wheel, or at the root of a checkout."""
    shipped = _PACKAGE / "default" / FILE_NAME
    return shipped if shipped.is_file() else _PACKAGE.parent / FILE_NAME


def demo_folder() -> Path:
    """The five shipped pages: in the wheel, or at the root of a checkout."""
    shipped = _PACKAGE / "default" / "seeds"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "seeds"
