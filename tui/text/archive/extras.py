"""Libraries that only some formats need, and what is said where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tui.text.page.model import PageError


def needed(module: str, extra: str, path: str) -> Any:
    """Import a library that reads a format.

    Args:
        extra: The extra of this program that brings it.
        path: The file that it is needed for.

    Raises:
        PageError: It is not installed; the reason names the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        reason = (
            f"needs the extra `{extra}` to be read; "
            f"install it with: pip install 'article-compare[{extra}]'"
        )
        raise PageError(path, reason) from error
