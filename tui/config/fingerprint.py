"""Which configuration was in force, as one hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tui.config.settings import Config

_WITHOUT_EFFECT = frozenset({"articles", "keys"})
"""What decides nothing about text: which pages to open, and the app's keys."""


def fingerprint(config: Config) -> str:
    """The SHA-256 of everything in a configuration that decides about text, in hex.

    Two configurations that say the same in other words, in another order of keys or through
    `extends`, have the same one.

    Args:
        config: The configuration.
    """
    said = {
        name: getattr(config, name)
        for name in config.__struct_fields__
        if name not in _WITHOUT_EFFECT
    }
    encoded = msgspec.json.encode(said, order="deterministic")
    return hashlib.sha256(encoded).hexdigest()
