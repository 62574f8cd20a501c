"""Which outlet a page is from, and its address, as far as the page says so."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import re2

from tui.text.fields import Fault, Some, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.draft import Draft


_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")


_SEPARATOR = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*")


_WORD = re.compile(r"[^\W_]{4,}")


class OutletSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """How a page names its outlet, beside the page's title and address.

    The first group of `patterns` (RE2, searched in a line below the body as it is written) is
    the outlet's name, of at most `longest` words in a line of at most `line_longest`. A name has
    none of the words `no_names`.
    """

    patterns: tuple[str, ...] = ()
    longest: Some = 5
    line_longest: Some = 40
    no_names: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile or have no group."""
        for index, pattern in enumerate(self.patterns):
            if reason := pattern_fault(pattern):
                yield Fault(("patterns", index), reason)
            elif re2.compile(pattern).groups < 1:
                yield Fault(("patterns", index), "has no group; put the name's part in ( )")

    @cached_property
    def expressions(self) -> list[re2._Regexp[str]]:
        """The patterns, compiled once."""
        return [re2.compile(pattern) for pattern in self.patterns]


def address_of(draft: Draft, title: str | None) -> str | None:
    """The page's address: alone on its line, led in by a label or made of the title's words.

    Args:
        draft: The page after its rules.
        title: The article's headline.

    Returns:
        The address, or None where no line is surely the page's own.
    """
    long_words = {word.lower() for word in _WORD.findall(title or "")}
    for line in draft.lines:
        found = _ADDRESS.fullmatch(line.text) if "://" in line.text else None
        if found is None:
            continue
        above = draft.lines[line.index - 1] if line.index else None
        led_in = above is not None and above.text.endswith(":") and above.length <= 3
        in_address = {word.lower() for word in _WORD.findall(found[0])}
        if led_in or len(long_words & in_address) >= 3:
            return found[0]
    return None


def outlet_of(draft: Draft, settings: OutletSettings, title: str | None) -> str | None:
    """The outlet that a page names.

    Args:
        draft: The page after its rules.
        settings: How it may name it.
        title: The article's headline.

    Returns:
        What follows the headline in the page's title, else the host of the page's address,
        else what a line below the body says; None where none of these is there.
    """
    if title is not None:
        for line in draft.lines[: draft.first]:
            parts = _SEPARATOR.split(line.text)
            if len(parts) > 1 and parts[0] == title and _is_name(parts[-1], settings):
                return parts[-1]
    address = address_of(draft, title)
    if address is not None and (host := _HOST.match(address)):
        return host[1]
    last = draft.last if draft.last is not None else len(draft.lines)
    for line in draft.lines[last + 1 :]:
        for expression in settings.expressions if line.length <= settings.line_longest else ():
            if (found := expression.search(line.text)) and _is_name(found[1], settings):
                return str(found[1]).strip()
    return None


def _is_name(text: str, settings: OutletSettings) -> bool:
    words = text.lower().split()
    return 0 < len(words) <= settings.longest and not any(w in settings.no_names for w in words)
