"""The default configuration, which is read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from tui.config import Config, default_config_path, load_config


@cache
def default_config() -> Config:
    """The configuration that comes with the program, whatever the user has."""
    return load_config(default_config_path())
