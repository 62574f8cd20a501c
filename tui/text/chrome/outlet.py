"""Which outlet a page is from, and its address, as far as the page says so."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
import re2

from tui.text.fields import Fault, Some, pattern_fault
from tui.text.words.scripts import FIRST_EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.draft import Draft


_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")


_SEPARATOR = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*")


_WORD = re.compile(r"[^\W_]{4,}")


_HOST_NAMES = re.compile(r"(?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,12}(?![\w.])")


_DOTTED = re.compile(r"\.[a-z]{2}")
"""What a line with a host name has, and sentences hardly."""


_CAPITALS = re.compile(r"(?:[^\W\d_a-z][\w'’&.-]*(?: |$)){1,9}")


_NO_LETTERS = re.compile(r"[\W_]+")


_LEAST_LETTERS = 3


_LONGEST_FORM = 2
"""Letters of a company's form before its full stop."""


_EDGE = 4
"""Lines at a page's beginning and end in which its outlet stands."""


_LONGEST = 5000
"""Characters of a line that may name the outlet: footers are long, but nothing longer is one."""


class OutletSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """How a page names its outlet, beside the page's title and address.

    The first group of `patterns` (RE2, searched in a line below the body as it is written) is
    the outlet's name, of at most `longest` words in a line of at most `line_longest`. A name has
    none of the words `no_names`; one with a word of `companies` is its publisher's, and none.

    Where no line says it outright, it is the name of at most `name_words` words with capitals that
    also stands in an address on the page, unless that is one of `elsewhere`; or the one that the
    most lines around the article have, `often` of them at least.
    """

    patterns: tuple[str, ...] = ()
    longest: Some = 5
    line_longest: Some = 40
    no_names: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    name_words: Some = 3
    often: Some = 4

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

    @cached_property
    def barred(self) -> frozenset[str]:
        """The words that no name has."""
        return frozenset((*self.no_names, *self.companies))


def address_of(draft: Draft, title: str | None) -> str | None:
    """The page's address: alone on its line, led in by a label or made of the title's words.

    Args:
        draft: The page after its rules.

    Returns:
        The address, or None where no line is surely the page's own.
    """
    long_words = {word.lower() for word in _WORD.findall(title or "")}
    for line in draft.lines:
        address = _ADDRESS.fullmatch(line.text) if "://" in line.text else None
        if address is None:
            continue
        above = draft.lines[line.index - 1] if line.index else None
        led_in = above is not None and above.text.endswith(":") and above.length <= 3
        in_address = {word.lower() for word in _WORD.findall(address[0])}
        if led_in or len(long_words & in_address) >= 3:
            return address[0]
    return None


def outlet_of(draft: Draft, settings: OutletSettings, title: str | None) -> str | None:
    """The outlet that a page names.

    Returns:
        What follows the headline in the page's title, else the host of the page's address,
        else what a line below the body says, else the name that the lines around the article
        agree on; None where none of these is there.
    """
    if title is not None:
        for line in draft.lines[: draft.first]:
            parts = _SEPARATOR.split(line.text) if line.text.startswith(title) else ()
            if len(parts) > 1 and parts[0] == title and _is_name(parts[-1], settings):
                return parts[-1]
    address = address_of(draft, title)
    if address is not None and (host := _HOST.match(address)) and "." in host[1]:
        return host[1]
    last = draft.last if draft.last is not None else len(draft.lines)
    for line in draft.lines[last + 1 :]:
        for expression in settings.expressions if line.length <= settings.line_longest else ():
            match = expression.search(line.text)
            if match and _is_name(match[1], settings) and not _is_cut_off(match, line.text):
                return str(match[1]).strip()
    return _agreed_name(draft, settings)


def _agreed_name(draft: Draft, settings: OutletSettings) -> str | None:
    """The name that the lines around the article agree on."""
    if draft.first is None or draft.last is None:
        return None
    top = draft.first if draft.headline is None else draft.headline
    outside = (*draft.lines[:top], *draft.lines[draft.last + 1 :])
    around = {line.text for line in outside if len(line.text) <= _LONGEST}
    counts = Counter(chain.from_iterable(_names_in(text, settings) for text in around))
    hosts = {
        label
        for small in map(str.lower, around)
        if _DOTTED.search(small)
        for host in _HOST_NAMES.findall(small)
        for label in host.split(".")[:-1]
        if len(label) >= _LEAST_LETTERS and label not in settings.elsewhere
    }
    named = [name for name in counts if _letters(name) in hosts] if hosts else []
    named = [name for name in named if _is_name(name, settings)]
    if named:
        return max(named, key=lambda name: (counts[name], len(name), name))
    edges = " ".join(line.text[:_LONGEST] for line in (*draft.lines[:_EDGE], *draft.lines[-_EDGE:]))
    often = [
        name
        for name, count in counts.items()
        if count >= settings.often and " " in name and name in edges and _is_name(name, settings)
    ]
    return max(often, key=lambda name: (counts[name], len(name), name), default=None)


def _is_cut_off(match: re2._Match[str], text: str) -> bool:
    """Whether a name was cut at the full stop of a company's form, as in S.A. and Sp. z o.o."""
    last = match[1].split()[-1:]
    return text[match.end(1) :].startswith(".") and bool(last) and len(last[0]) <= _LONGEST_FORM


def _names_in(text: str, settings: OutletSettings) -> set[str]:
    """The runs of words with capitals in a line, and all parts of them."""
    names: set[str] = set()
    for run in _CAPITALS.findall(text):
        words = run.split()
        if all(word[0].isupper() or word[0] > FIRST_EAST_ASIAN for word in words):
            names.update(words)
            for size in range(2, min(settings.name_words, len(words)) + 1):
                parts = zip(*(words[at:] for at in range(size)), strict=False)
                names.update(map(" ".join, parts))
    return names


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower())


def _is_name(text: str, settings: OutletSettings) -> bool:
    words = text.lower().split()
    return 0 < len(words) <= settings.longest and settings.barred.isdisjoint(
        word.strip(",.") for word in words
    )
