"""config.yaml: found, read, checked, and turned into a frozen `Config`."""

from tui.config.errors import ConfigError, Place
from tui.config.loading import load_config
from tui.config.locating import default_config_path, demo_folder, user_config_path
from tui.config.settings import Config

__all__ = [
    "Config",
    "ConfigError",
    "Place",
    "default_config_path",
    "demo_folder",
    "load_config",
    "user_config_path",
]
