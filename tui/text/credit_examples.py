"""Frames of wire credits tried on their own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.chrome.proving import Failure
from tui.text.credit import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.credit import CreditFrame, WireServices


def failures(frame: CreditFrame, services: WireServices) -> Iterator[Failure]:
    """Try a frame on its examples, each as a paragraph of every part it is looked for in.

    Args:
        frame: The frame.
        services: The frames and services among which it stands.

    Yields:
        The texts under `drop` in which it finds no credit, and those under `keep` in which it
        does.
    """
    for index, text in enumerate(frame.examples.drop):
        if not _finds(frame, services, text):
            yield Failure(("examples", "drop", index), text, "must be a credit")
    for index, text in enumerate(frame.examples.keep):
        if _finds(frame, services, text):
            yield Failure(("examples", "keep", index), text, "must be no credit")


def _finds(frame: CreditFrame, services: WireServices, text: str) -> bool:
    candidates = [Candidate(part, text, (1, 1), 0) for part in frame.parts]
    return any(found.frame == frame for found in services.recogniser.find(candidates))
