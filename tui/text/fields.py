"""What settings of the text core are made of: kinds of numbers, and faults.

The kinds say once what a share or a count may be, so that loading refuses what is none. What
types cannot rule out, such as a pattern that does not compile, is a fault: a settings struct that
can be wrong beyond its types has a method `faults()`. Loading asks it for every setting that a
user wrote; the shipped default is checked by the tests instead, since compiling all its patterns
would be felt at every start.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple, Protocol

import msgspec
import re2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


Fraction = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""A part of a whole, or a score that is none of and all of something at its ends."""


Count = Annotated[int, msgspec.Meta(ge=0)]


Some = Annotated[int, msgspec.Meta(ge=1)]
"""A number of things of which there must be one."""


Worth = Annotated[float, msgspec.Meta(ge=0)]


Ratio = Annotated[float, msgspec.Meta(ge=1)]
"""How many times as large one thing is as a smaller one."""


LONG_PATTERN = 1000
"""Characters from which on a pattern is compiled to see that it can be."""


_COUNTED = re.compile(r"\{[0-9]{2,}")


Name = Annotated[str, msgspec.Meta(min_length=1)]


class Fault(NamedTuple):
    """What is wrong with a setting.

    `where` is the path from the struct to the value, fields by name and entries of lists by
    index: `("patterns", 2)`. `reason` says what is wrong and what to write instead.
    """

    where: tuple[str | int, ...]
    reason: str


_MOST_MEMORY = 64 << 20
"""Bytes that an expression of very many names or wordings may take: RE2 sets less aside."""


class Checked(Protocol):
    """A settings struct that knows its own faults."""

    def faults(self) -> Iterator[Fault]:
        """Give every fault of this struct's own values, not those of structs inside it."""
        ...


def large_pattern(pattern: str) -> re2._Regexp[str]:
    """Compile a pattern of very many names, or of the words of all languages."""
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    return re2.compile(pattern, options)


def pattern_set(patterns: Iterable[str]) -> re2.Set:
    """Make one machine of RE2 patterns, which says in one look at a text which of them are in it.

    Returns:
        The set, whose matches are the patterns' places among all. It takes bytes: RE2 needs longer
        to encode a short text than to match it.
    """
    options = re2.Options()
    # A set that runs out of memory would match nothing; the default's 8 MB are soon gone.
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    made = re2.Set.SearchSet(options)
    for pattern in patterns:
        made.Add(pattern.encode())
    made.Compile()
    return made


def pattern_fault(pattern: str) -> str | None:
    """Say what is wrong with a regular expression, or None where it compiles.

    Args:
        pattern: A regular expression in RE2's syntax.

    Returns:
        A reason for a person to read.
    """
    options = re2.Options()
    options.log_errors = False
    # A set only parses what is added to it, which takes a tenth of the time of compiling;
    # what parses can still be too large where it counts or is long.
    try:
        re2.Set.SearchSet(options).Add(pattern)
        if len(pattern) < LONG_PATTERN and not _COUNTED.search(pattern):
            return None
    except re2.error:
        pass
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        return f"not a regular expression in RE2's syntax: {words}"
    return None
