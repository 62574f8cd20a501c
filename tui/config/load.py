"""From a YAML file to a frozen `Config`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui import log
from tui.config.cache import config_stamp, recall_config, remember_config
from tui.config.errors import ConfigError
from tui.config.locate import (
    MOST_CONFIG_BYTES,
    default_config_path,
    is_whole_copy,
    locate,
    passed_over,
)

if TYPE_CHECKING:
    import os

    from tui.config.compose import Composed
    from tui.config.locate import Located
    from tui.config.settings import Config


WHOLE_COPY = (
    "configuration is a copy of the whole default, which later versions don't update; begin with"
    " `extends: default` and say only what is different"
)


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """Load the configuration.

    Args:
        path: A configuration file. Without it: `config.yaml` in the current folder, then the
            user's own, then the default.

    Returns:
        The configuration; its `articles` and `originals` are paths that hold from the current
        folder.

    Raises:
        ConfigError: The file cannot be read, or says something that it may not. The message
            names the file, the line, the column and what was expected.
    """
    with log.step("configuration") as facts:
        located, own, default = _sources(path)
        if other := passed_over(path):
            log.note("configuration of another program passed over", path=other)
        if log.is_kept() and _is_copy(located, own):
            log.note(WHOLE_COPY, path=located.path)
        stamp = config_stamp(located, own, default)
        facts |= {
            "path": Path(located.path).absolute(),
            "why": located.origin,
            "sha256": stamp[:16],
        }
        config = recall_config(located, stamp)
        facts["remembered"] = config is not None
        if config is None:
            # Imported here because what is remembered needs neither the YAML parser nor the
            # checks.
            from tui.config.compose import compose

            composed = compose(located, own, default)
            config = composed.config
            remember_config(located, stamp, composed.data)
    return config


def inspect_config(path: str | os.PathLike[str] | None = None) -> Composed:
    """Load the configuration together with the places of everything in it.

    Args:
        path: A configuration file, or None for the one that `load_config` would load.

    Returns:
        The configuration, its document and its data.

    Raises:
        ConfigError: As for `load_config`.
    """
    from tui.config.compose import compose

    return compose(*_sources(path))


def _is_copy(located: Located, own: bytes) -> bool:
    default = default_config_path()
    named = located.origin != "default" and not default.samefile(located.path)
    return named and is_whole_copy(own)


def _sources(path: str | os.PathLike[str] | None) -> tuple[Located, bytes, bytes]:
    """Which file it is, its bytes, and those of the default."""
    located = locate(path)
    own = _read(located.path)
    default = own if located.origin == "default" else _read(str(default_config_path()))
    return located, own, default


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_CONFIG_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
