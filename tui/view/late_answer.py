"""A terminal's answer that comes when nobody waits for it any more, and so comes as keys.

A terminal far away, or behind a slow multiplexer, may answer the question for its background
(`tui.cli.background`) once Textual reads the keyboard. Textual takes the answer for keys, which
would turn articles, change filters and begin a search.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from textual.events import Key

if TYPE_CHECKING:
    from collections.abc import Callable

# Without escape characters, of which Textual makes "^", or nothing.
_BEGINNINGS = ("]11;rgba:", "]11;rgb:", "[?")
_COLOUR = re.compile(r"\]11;rgba?:[0-9a-fA-F/]*")
_COLOUR_ENDED = re.compile(r"(\]11;rgba?:[0-9a-fA-F/]*)(\\|\x07)")
_LAST = re.compile(r"\[\?[0-9;]*")
_LAST_ENDED = re.compile(r"\[\?[0-9;]*c")
_SURE = 3
"""Characters from which on it can be nothing else."""


class Passed(msgspec.Struct, frozen=True):
    """What becomes of the keys so far.

    Attributes:
        keys: Those that were typed, to be passed on in order.
        light: Whether the background is light, where the terminal has said so now.
        holds: Whether keys are held back because they may belong to an answer.
    """

    keys: tuple[Key, ...] = ()
    light: bool | None = None
    holds: bool = False


class LateAnswer:
    """Tells a late answer from what is typed.

    Args:
        is_light: Whether an answer tells of a light background; None where it does not tell.
    """

    awaited_for = 10.0
    """Seconds after the start for which an answer may come."""

    one_burst = 0.05
    """Seconds within which the first keys of an answer come; nobody types as fast."""

    def __init__(self, is_light: Callable[[bytes], bool | None]) -> None:
        self._is_light = is_light
        self._held: list[Key] = []
        self._text = ""
        self.awaited = True
        """Whether an answer may still come."""

    def take(self, key: Key) -> Passed:
        """Take the next key.

        Args:
            key: As Textual has read it.

        Returns:
            What becomes of it, and of those that were held back.
        """
        character = "" if key.character in ("^", "\x1b") else key.character
        text = self._text + (character or "")
        if character is None:
            return Passed((*self.release(), key))
        if ended := _COLOUR_ENDED.fullmatch(text):
            self._forget()
            return Passed(light=self._is_light(f"\x1b{ended[1]}".encode()))
        if _LAST_ENDED.fullmatch(text):
            self._forget()
            self.awaited = False
            return Passed()
        if _may_go_on(text):
            self._held.append(key)
            self._text = text
            return Passed(holds=True)
        was_held = bool(self._held)
        released = self.release()
        if not was_held:
            return Passed((key,))
        # It may begin one itself.
        again = self.take(key)
        return Passed((*released, *again.keys), again.light, again.holds)

    def release(self) -> tuple[Key, ...]:
        """The keys that were held back, where they are no part of an answer."""
        held = () if self.is_sure else tuple(self._held)
        self._forget()
        return held

    @property
    def is_sure(self) -> bool:
        """Whether what is held back can be nothing but an answer."""
        return len(self._text) >= _SURE

    def _forget(self) -> None:
        self._held, self._text = [], ""


def _may_go_on(text: str) -> bool:
    begins = any(beginning.startswith(text) for beginning in _BEGINNINGS)
    return begins or bool(_COLOUR.fullmatch(text) or _LAST.fullmatch(text))
