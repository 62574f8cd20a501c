"""`--max-size SIZE`: how large a page may be for one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tui.config import Config


def limited(config: Config, most_bytes: int | None) -> Config:
    """A configuration with another size limit for pages.

    Args:
        config: The configuration.
        most_bytes: The largest page that is read; None leaves what the configuration says.
    """
    if most_bytes is None:
        return config
    pages = msgspec.structs.replace(config.pages, most_bytes=most_bytes)
    return msgspec.structs.replace(config, pages=pages)
