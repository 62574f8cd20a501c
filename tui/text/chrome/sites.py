"""Rules for one site, and how a page shows which site it is from."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import msgspec

from tui.text.chrome.body import BodyRule
from tui.text.chrome.lexicon import normal
from tui.text.chrome.rule import NAME
from tui.text.chrome.rules import RuleKind
from tui.text.fields import Fault, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.text.chrome.rules import ChromeSettings
    from tui.text.page.model import Page


_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


_WRAPPED = "<>()[]\"'*•·-,;"


_LABEL = 3
"""The most words that lead in an address, such as "Original URL:"."""


_RIGHTS = re.compile(r"©|\([cC]\)|(?i:copyright)")


_PARTS_OF_RIGHTS = re.compile(
    r"[.,;:|()–—-](?: |$)|©|\([cC]\)|(?i:copyright|all rights)|\d{4}| by "
)


_PARTS = re.compile(r" [|–—·•»-] | [|»] ?|©|\((?:c|C)\)|(?i:copyright)|\d{4}")


_MOST_WORDS = 25
"""The longest line in which a page can name its outlet."""


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rules for the pages of one site, known under a `name`.

    A page is the site's where one of these fits. `hosts`: the first address alone
    on a line of the page (with or without a label) is on one of these hosts or below it.
    `files`: the page's file name fits one of these patterns, `*` for anything.
    `outlets`: one of these names is alone on a line, behind a dash or bar at the end of
    one as in a page's title, or in a copyright line.

    `rules` run before the general ones; those that ask for a place in or around the article
    run right after it has been found. A rule with the name of a general one replaces it.
    `without` are the names of general rules that do nothing on these pages.
    """

    name: Annotated[str, msgspec.Meta(pattern=NAME)]
    hosts: tuple[Name, ...] = ()
    files: tuple[Name, ...] = ()
    outlets: tuple[Name, ...] = ()
    rules: tuple[RuleKind, ...] = ()
    without: tuple[Name, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Give a site that no page can be from or that does nothing, and no hosts."""
        if not (self.rules or self.without):
            yield Fault(("name",), "nothing is done on this site; give `rules` or `without`")
        if not (self.hosts or self.files or self.outlets):
            yield Fault(
                ("name",), "no page can be from this site; give `hosts`, `files` or `outlets`"
            )
        for index, host in enumerate(self.hosts):
            if "/" in host or " " in host:
                yield Fault(("hosts", index), "a host has no `/` and no space; write example.com")

    def has(self, page: Page) -> bool:
        """Whether a page is from this site."""
        return self.has_file(page.path) or self._has_host(page) or self._has_outlet(page)

    def has_file(self, path: str) -> bool:
        """Whether a page's file is called as those of this site are."""
        name = PurePath(path).name.lower()
        return any(fnmatch(name, pattern.lower()) for pattern in self.files)

    def _has_host(self, page: Page) -> bool:
        host = host_of(page) if self.hosts else None
        return host is not None and any(
            f".{host}".endswith(f".{own.lower().removeprefix('www.')}") for own in self.hosts
        )

    def _has_outlet(self, page: Page) -> bool:
        outlets = {normal(outlet) for outlet in self.outlets}
        if page.metadata and page.metadata.outlet and normal(page.metadata.outlet) in outlets:
            return True
        return bool(outlets) and any(
            normal(part) in outlets
            for block in page.blocks
            if block.text.count(" ") < _MOST_WORDS
            for part in _parts(block.text)
        )


def _parts(line: str) -> list[str]:
    """What may be an outlet's name in a line."""
    parts = _PARTS.split(line)
    return parts + _PARTS_OF_RIGHTS.split(line) if _RIGHTS.search(line) else parts


def host_of(page: Page) -> str | None:
    """The host of a page's own address, or of the first that stands alone on one of its lines.

    Returns:
        The host in small letters without `www.`, or None where there is no such line.
    """
    own = page.metadata.url if page.metadata else None
    if own and (address_match := _ADDRESS.match(own)):
        return address_match[1].lower()
    for block in page.blocks:
        if "://" not in block.text and "www." not in block.text:
            continue
        *label, address = block.text.split()
        if len(label) > _LABEL or (label and label[-1][-1].isalnum()):
            continue
        bare = address.strip(_WRAPPED)
        address_match = _ADDRESS.match(bare) if "://" in bare or bare.startswith("www.") else None
        if address_match:
            return address_match[1].lower()
    return None


def combined(chrome: ChromeSettings, sites: Iterable[Site]) -> ChromeSettings:
    """The general rules with those of some sites among them.

    Returns:
        Rules for pages that are from all of these sites.
    """
    sites = tuple(sites)
    off = {name for site in sites for name in site.without}
    own = {rule.name: rule for site in sites for rule in site.rules}
    general = [own.pop(rule.name, rule) for rule in chrome.rules if rule.name not in off]
    first = [rule for rule in own.values() if not rule.needs_body]
    then = [rule for rule in own.values() if rule.needs_body]
    bodies = [at for at, rule in enumerate(general, 1) if isinstance(rule, BodyRule)]
    after = bodies[0] if bodies else len(general)
    rules = (*first, *general[:after], *then, *general[after:])
    return msgspec.structs.replace(chrome, rules=rules)
