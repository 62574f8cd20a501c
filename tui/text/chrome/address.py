"""Addresses on a page: its own, and the hosts, mail addresses and handles that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft


_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


_WORD = re.compile(r"[^\W_]{4,}")


_ENDINGS = (
    "com|org|net|info|biz|example|news|online|press|media|blog|ag|al|am|ar|at|au|az|ba|be|bg|bo|br|by|ca|"
    "cat|cc|ch|cl|cn|co|cr|cu|cy|cz|de|dk|do|dz|ec|ee|eg|es|eu|fi|fm|fr|ge|gl|gr|gt|hk|hr|hu|id|"
    "ie|il|in|io|iq|ir|is|it|jp|ke|kr|kz|lb|li|lk|lt|lu|lv|ma|md|me|mk|mt|mx|my|ng|nl|no|nz|om|pa|"
    "pe|ph|pk|pl|pt|py|qa|ro|rs|ru|sa|se|sg|si|sk|su|sv|th|tn|to|tr|tv|tw|ua|uk|us|uy|uz|ve|vn|za"
)
"""What the addresses of newspapers end in, so that no missing space makes one."""


_NAMES = re.compile(
    rf"(?<![\w.@-])(?:https?://)?((?:[a-z0-9-]{{1,60}}\.){{1,4}}(?:{_ENDINGS}))(?![\w@]|\.\w)"
)


_MAILS = re.compile(rf"(?<=@)(?:[a-z0-9-]{{1,60}}\.){{1,4}}(?:{_ENDINGS})(?![\w]|\.\w)")


_HANDLES = re.compile(r"(?<![\w.])@(\w{3,30})")


_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "or", "ne"))


def address_of(draft: Draft, title: str | None) -> str | None:
    """The page's address: alone on its line, led in by a label or made of the title's words.

    Args:
        draft: The page after its rules.

    Returns:
        The address, or None where no line is surely the page's own.
    """
    for line in draft.lines:
        address = _ADDRESS.fullmatch(line.text) if "://" in line.text else None
        if address is None:
            continue
        long_words = {word.lower() for word in _WORD.findall(title or "")}
        above = draft.lines[line.index - 1] if line.index else None
        led_in = above is not None and above.text.endswith(":") and above.length <= 3
        in_address = {word.lower() for word in _WORD.findall(address[0])}
        if led_in or len(long_words & in_address) >= 3:
            return address[0]
    return None


class Addresses(NamedTuple):
    """What a text names: hosts and those of mail addresses as often as it does, and handles."""

    hosts: list[str]
    mails: list[str]
    handles: set[str]


def addresses_in(text: str) -> Addresses:
    """The addresses in a text, which is in small letters."""
    # No address has a space in it, and few words have a full stop.
    dotted = " ".join([word for word in text.split() if "." in word])
    mails = _MAILS.findall(dotted) if "@" in dotted else []
    handles = _HANDLES.findall(text) if "@" in text else ()
    return Addresses(_NAMES.findall(dotted), mails, {name.replace("_", "") for name in handles})


def bare_host(text: str) -> str | None:
    """The host's name where a text, in small letters, is nothing but an address."""
    found = _NAMES.fullmatch(text)
    return found[1] if found else None


def label_of(host: str) -> str:
    """The part of a host's name that is the site's own."""
    labels = host.split(".")[:-1] or [host]
    return labels[-2] if len(labels) > 1 and labels[-1] in _SECOND_LEVEL else labels[-1]
