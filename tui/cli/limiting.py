"""What the command line says of pages for one run: how large, and which of a folder's files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from tui.config import Config


class PageChoice(NamedTuple):
    """Which pages are read.

    Attributes:
        most_bytes: The largest page that is read; None leaves what the configuration says.
        include: Patterns of the files of a folder to take; none leave what it says.
        exclude: Patterns of what to leave out, beside those that it says.
    """

    most_bytes: int | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def limited(config: Config, choice: PageChoice) -> Config:
    """A configuration that reads other pages.

    Args:
        config: The configuration.
        choice: What was chosen for this run.
    """
    if choice == PageChoice():
        return config
    pages = msgspec.structs.replace(
        config.pages,
        most_bytes=choice.most_bytes or config.pages.most_bytes,
        include=choice.include or config.pages.include,
        exclude=(*config.pages.exclude, *choice.exclude),
    )
    return msgspec.structs.replace(config, pages=pages)
