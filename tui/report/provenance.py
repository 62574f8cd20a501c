"""What a report was made with, so that it can be made again and checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui import __version__
from tui.config.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.config import Config

CLOCK = "SOURCE_DATE_EPOCH"
"""The environment variable with the seconds since 1970 that a report may be dated with. The
same input gives the same bytes: without it no report has a date."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report was made with.

    Attributes:
        version: The program's version.
        rules_sha256: The hash of the configuration in force, as far as it decides about text.
        rules: Whether chrome rules were applied.
        without: The names of rules that were left out, in order.
        configuration: The file of the configuration in force, where it is neither the default
            nor the user's own; else None.
        made: The day that SOURCE_DATE_EPOCH gives, as an ISO date; None where it is not set.
    """

    version: str
    rules_sha256: str
    rules: bool
    without: tuple[str, ...]
    made: str | None
    configuration: str | None = None


def provenance(
    config: Config, *, rules: bool, without: Iterable[str], configuration: str | None = None
) -> Provenance:
    """Say what a report is made with.

    Args:
        config: The configuration in force.
        rules: Whether chrome rules are applied.
        without: The names of rules that are left out.
        configuration: Its file, where it is neither the default nor the user's own.
    """
    return Provenance(
        __version__,
        fingerprint(config),
        rules,
        tuple(sorted(without)),
        _day(os.environ.get(CLOCK)),
        configuration,
    )


def _day(seconds: str | None) -> str | None:
    if seconds is None or not seconds.isdecimal():
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return None
