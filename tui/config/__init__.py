"""config.yaml: found, read, checked, and turned into a frozen `Config`.

What this package gives is loaded when it is first asked for: its errors are known to what
needs no configuration yet.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.config.errors import ConfigError, Position

if TYPE_CHECKING:
    from tui.config.load import inspect_config, load_config
    from tui.config.locate import default_config_path, demo_folder, user_config_path
    from tui.config.settings import Config


__all__ = [
    "Config",
    "ConfigError",
    "Position",
    "default_config_path",
    "demo_folder",
    "inspect_config",
    "load_config",
    "user_config_path",
]


_HOMES = {
    "Config": "settings",
    "default_config_path": "locate",
    "demo_folder": "locate",
    "inspect_config": "load",
    "load_config": "load",
    "user_config_path": "locate",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
