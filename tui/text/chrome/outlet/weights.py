"""Which outlet a page is from, as far as the page says so.

The names that a page says vote: each has signs, and the likeliest name is the outlet if its signs
weigh enough. The weights were fitted on pages of many publishers and stand in
tui/default/measured.yaml.
"""

from __future__ import annotations

import re
from math import exp, log1p
from typing import TYPE_CHECKING

import msgspec

from tui.text.chrome.lexicon import bare_letters, bare_letters_of_each
from tui.text.chrome.outlet.address import (
    best_written,
    is_short_for,
    label_of,
    letters_of_words,
    name_key,
)
from tui.text.chrome.outlet.names import Names
from tui.text.chrome.outlet.settings import SHORTEST, NameSettings
from tui.text.fields import Fraction
from tui.text.words.scripts import may_be_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.draft import Draft


_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)")


_SEPARATOR = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*")


_TRAITS = ("copyright", "company", "source", "top")
"""Signs that count once, however often they stand on the page."""


_MOST_NAMES = 2_000
"""Names that are looked at, those with the most kinds of signs first: no page has as many but a
list of links."""


_OFTEN = 12
"""How often a name is said at most, as far as that says anything."""


_GREATEST = 50.0
"""What can speak for a name at most."""


class OutletWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What speaks for (and, below 0, against) a name being the outlet's.

    `copyright`: it has the page's copyright, `sole` if no other name has; `company`: it has it
    with a company's form; `host`: an address on the page is its own, `hosts`: the share of all
    addresses that are; `mail` and `mails` say the same of addresses for mail; `handle`: it is a
    name such as @record; `label`: how often it comes after words such as "about" or before
    such as "newsletter"; `source`: it is named as the source. `top`: it has one of the
    page's first lines for itself; `carried`: it is one of the last lines, and a part of
    another short one; `said`: how often it is said around the article.
    `two`, `three`, `four`: as many kinds of sign speak for it.

    `headline`: the headline has it; `section`: it is a section's name, or a button's;
    `one_word`; `long`: of four words or more; `brief`: of three letters; `address`: it is shown
    as an address, `bare` if nothing else speaks for it,
    `echoed`: how often the text has its letters beside,
    `once`: nothing but one address has them; `at_end`: the page's last lines have
    it; `capitals`; `without_case`: its script has no capitals; `press`: it has a word for a paper,
    `paper` one that is not alone in having the copyright; `both`: it is said above the article
    and below it.
    """

    copyright: float = 0
    sole: float = 0
    company: float = 0
    host: float = 0
    hosts: float = 0
    mail: float = 0
    mails: float = 0
    handle: float = 0
    label: float = 0
    source: float = 0
    top: float = 0
    carried: float = 0
    said: float = 0
    two: float = 0
    three: float = 0
    four: float = 0
    headline: float = 0
    section: float = 0
    one_word: float = 0
    long: float = 0
    brief: float = 0
    address: float = 0
    bare: float = 0
    echoed: float = 0
    once: float = 0
    at_end: float = 0
    capitals: float = 0
    without_case: float = 0
    press: float = 0
    paper: float = 0
    both: float = 0


class OutletSettings(
    NameSettings, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """How a page names its outlet, beside the page's title and address.

    `weights` of the signs add up to what speaks for a name; with `enough` it is as likely the
    outlet's as not, if no other rivals it. Where the likeliest is less than `likely`, there is
    none.
    """

    weights: OutletWeights = OutletWeights()
    enough: float = 0
    likely: Fraction = 0.5


def outlet_of(
    draft: Draft, settings: OutletSettings, title: str | None, address: str | None
) -> str | None:
    """The outlet that a page with a title and an address names; better none than a wrong one.

    Returns:
        What the page's metadata say, else what follows the headline in its title, if its address
        says the same or there is none, else the name that the address has, else the name that the
        signs around the article speak for; None where too little speaks for any.
    """
    host = _HOST.match(address) if address else None
    label = bare_letters(label_of(host[1])) if host is not None and "." in host[1] else None
    site = draft.metadata.site if draft.metadata else None
    if draft.metadata is not None and draft.metadata.outlet:
        # A company publishes the paper whose name stands behind the headline.
        if site and settings.is_company(draft.metadata.outlet) and settings.is_called_paper(site):
            return site
        return _said(draft.metadata.outlet, site, label)
    if title is not None:
        for line in draft.lines[: draft.first]:
            parts = _SEPARATOR.split(line.text) if line.text.startswith(title) else ()
            if len(parts) > 1 and parts[0] == title and settings.is_name(parts[-1]):
                return parts[-1]
    names = Names(draft, settings)
    known = label.removeprefix("the") if label else None
    if site and (name_key(site) == known or (label is None and settings.may_be_site(site))):
        return site
    if host is not None and label is not None:
        return names.shown_as(label) or host[1]
    return _likeliest(names, settings)


def _said(outlet: str, site: str | None, label: str | None) -> str:
    """The outlet that a page's metadata name, without its motto.

    Some give a section there: then what stands behind the headline counts, if the address has it.
    """
    name = _SEPARATOR.split(outlet)[0] or outlet
    akin = site is not None and label is not None and _has(site, label) and not _has(name, label)
    words = bare_letters_of_each(name.split())
    return site if site and label and akin and not is_short_for(label, words) else name


def _has(name: str, label: str) -> bool:
    """Whether a name and an address have one's letters in the other's."""
    key = name_key(name)
    return min(len(key), len(label)) > SHORTEST and (key in label or label in key)


def _likeliest(names: Names, settings: OutletSettings) -> str | None:
    """The name that the most speaks for, if that is enough."""
    weights: dict[str, float] = msgspec.structs.asdict(settings.weights)
    worths = [
        (sum([weights[sign] * value for sign, value in traits.items() if value]), key)
        for key, traits in _traits(names)
    ]
    worth, key = max(worths, default=(0.0, ""))
    enough = settings.enough
    all_of_them = 1 + sum(exp(min(_GREATEST, of - enough)) for of, _ in worths)
    likelihood = exp(min(_GREATEST, worth - enough)) / all_of_them
    return names.written(key) if key and likelihood >= settings.likely else None


def _traits(names: Names) -> Iterator[tuple[str, dict[str, float]]]:
    """The letters of each name that something speaks for, and what does."""
    sole = sum("copyright" in signs for signs in names.signs.values()) == 1
    found = list(names.signs.items())
    # For each, the lines are searched.
    if len(found) > _MOST_NAMES:
        found = sorted(found, key=lambda name: len(name[1]), reverse=True)[:_MOST_NAMES]
    written = [best_written(names.shown[key]) for key, _ in found]
    for (key, signs), name, words in zip(found, written, letters_of_words(written), strict=True):
        is_handle = names.is_handle(key)
        kinds = _kinds(names, key, name, is_handle)
        if kinds or "company" in signs:
            traits = _addresses(names, key, name, kinds)
            traits.update(_shape(names, key, name, words))
            for sign in _TRAITS:
                if sign in signs:
                    traits[sign] = 1
            # Most have but a line for themselves.
            if kinds > 1:
                traits.update(two=1, three=kinds > 2, four=kinds > 3)
            if "copyright" in signs:
                traits["sole"] = sole
                traits["paper"] = traits["press"] and not sole
            traits["handle"] = is_handle
            if traits["at_end"]:
                traits["carried"] = names.is_carried(name)
            if "label" in signs:
                traits["label"] = log1p(signs["label"])
            traits["both"] = names.is_on_both_sides(name)
            traits["said"] = log1p(min(_OFTEN, names.text.count(name)))
            yield key, traits


def _kinds(names: Names, key: str, name: str, is_handle: bool) -> int:
    """How many kinds of sign speak for a name; a line for itself is none for an address."""
    signs = names.signs[key]
    lines = 0 if "." in name else ("top" in signs) + ("alone" in signs)
    others = ("copyright" in signs) + ("label" in signs) + ("source" in signs) + is_handle
    return others + lines + (key in names.hosts) + (key in names.mails)


def _addresses(names: Names, key: str, name: str, kinds: int) -> dict[str, float]:
    """Which addresses on the page are a name's, and whether it is more than an address."""
    hosts, mails = names.hosts, names.mails
    is_address = "." in name
    if not (is_address or key in hosts or key in mails):
        return {}
    bare = is_address and kinds < 2
    echoes = names.small.count(key) - hosts[key] - mails[key] if is_address else 0
    all_hosts, all_mails = names.addressed
    return {
        "host": hosts[key] > 0,
        "hosts": hosts[key] / max(1, all_hosts),
        "mail": mails[key] > 0,
        "mails": mails[key] / max(1, all_mails),
        "address": is_address,
        "bare": bare,
        "echoed": log1p(min(_OFTEN, max(0, echoes))),
        "once": bare and echoes < 1 and hosts[key] + mails[key] == 1 and not names.is_in_words(key),
    }


def _shape(names: Names, key: str, name: str, words: list[str]) -> dict[str, float]:
    """What a name is like, and whether it is said where the outlet's is."""
    settings = names.settings
    number = name.count(" ") + 1
    return {
        "headline": len(key) >= SHORTEST and key in names.headline,
        "section": key in settings.section_names or names.is_of_sections(words),
        "one_word": number == 1 and not may_be_east_asian(name),
        "long": number > 3,
        "brief": len(key) <= SHORTEST,
        "at_end": key in names.end,
        "capitals": name.isupper() and len(key) > SHORTEST,
        "without_case": name.upper() == name.lower(),
        "press": settings.has_paper(words),
    }
