"""Refusing keys that cannot be used, at their line of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config import inspect_config
from tui.config.composing import FOLDER_HINT
from tui.config.errors import ConfigError
from tui.config.locating import locate
from tui.view.keymap import key_faults

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_keys(keys: Mapping[str, str], config_path: str | None) -> None:
    """Refuse keys for the app that cannot be used.

    Args:
        keys: Keys by command id, as the configuration has them.
        config_path: The configuration that was asked for, if any.

    Raises:
        ConfigError: There is no such command or key, or a key would do two things in one view;
            with the place of what stands first.
    """
    faults = key_faults(keys)
    if not faults:
        return
    document = inspect_config(config_path).document
    written = document.data["keys"]
    hint = FOLDER_HINT if locate(config_path).origin == "folder" else ""
    found = []
    for fault in faults:
        marks = document.marks(written, fault.command_id)
        place = marks.value if fault.known else marks.key
        found.append(ConfigError(f"keys: {fault.reason}", place, hint))
    raise min(found, key=lambda error: error.order)
