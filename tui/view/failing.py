"""What a reader is told when work behind the screen fails that should not."""

from __future__ import annotations

import msgspec

from tui import logbook
from tui.text.inert import inert

FAILURE_SHOWN = 30.0
"""Seconds for which a failure is told."""

MOST_SAID = 200
"""Characters of an error's own words that are shown."""


class Failure(msgspec.Struct, frozen=True):
    """A failure in words.

    Attributes:
        title: What happened.
        said: What it was, that the app goes on, and where it is written down; inert.
    """

    title: str
    said: str


def failure_of(error: BaseException) -> Failure:
    """Write a failure down and put it in words.

    Args:
        error: What was raised in a worker.
    """
    file = logbook.fault("worker", error)
    words = inert(logbook.said_by(error))[:MOST_SAID]
    what = f"{type(error).__name__}: {words}" if words else type(error).__name__
    evidence = "The log cannot be written." if file is None else f"Details: {inert(str(file))}"
    return Failure(
        "Something failed behind the screen",
        f"This is a fault of the program, not yours ({what}). What it was working on is missing"
        f" here; everything else goes on. {evidence}",
    )
