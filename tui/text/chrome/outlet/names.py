"""The names by which a page may call its outlet, and the signs that each has.

A page copied from a browser names its outlet in no set place, and many other names beside it:
sections, partners, the company behind it. So the lines around the article are searched for what
gives a name: who has the copyright, whose address, newsletter and source it is, what stands alone
at the top. What each sign weighs is said in `weights`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cached_property
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from tui.text.chrome.lexicon import bare_letters, bare_letters_of_each
from tui.text.chrome.outlet.address import (
    LONGEST_NAME,
    NAME_EDGES,
    addresses_in,
    best_written,
    has_capital,
    is_short_for,
    label_of,
    looks_like_name,
    name_key,
    name_keys,
    other_keys,
    said_alone,
    words_of,
    written_in_words,
)
from tui.text.chrome.outlet.settings import SHORTEST
from tui.text.words.scripts import FIRST_EAST_ASIAN, may_be_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.outlet.settings import NameSettings


_PARTS = re.compile(
    r"\s*(?:[\u3000|•·»«©®™<>:;()\[\]\"“”„…→*_‘，。、！？：；（）【】「」『』,]+|(?<!\w)/+|/+(?!\w)"
    r"|\s[-–—]+|\s{2,}|[.!?](?=\s|$))\s*"
)
"""What parts the names on one line."""


_MAY_PART = re.compile(
    r"[\u3000|•·»«©®™<>:;()\[\]\"“”„…→*_‘，。、！？：；（）【】「」『』,/–—.!?-]|\s\s"
)
"""What every line that `_PARTS` parts has; a tenth of the time."""


_ENDS, _END_LETTERS = 1_000, 30_000
"""Lines at the beginning and at the end of a page that are looked at, and their characters: each
name is looked for in all of them, and real pages have fewer."""


_DIGIT = re.compile(r"\s+\d")


_QUOTED = re.compile(r"^([^«„“”\"「『]{3,60}?) ?[«„“\"「『]([^«»„“”\"「」『』]{2,40})[»”“\"」』]$")
"""A name in quotation marks, and what it is called before."""


_CLOSING = '»”“"」』'
"""What ends such a line."""


_POSSESSIVE = re.compile(r"['’]s$")


_AT_THE_TOP = 4
"""Lines at a page's beginning in which its name stands."""


_SCHEME = re.compile(r"(?i)https?://(?:www\.)?")


_AT_THE_END = 12
"""Lines at a page's end in which its name stands."""


_SHORT = 8
"""Words of a line of which a name is a good part."""


_MOST_LABELS = 20
"""Addresses that a page's own is among; one that names more has a list of links."""


_TOLD = ("copyright", "company", "label", "source")
"""Signs by which a name is told to be one, wherever it stands."""


_LONGEST = 5000
"""Characters of a line that may name the outlet: footers are long, but nothing longer is one."""


_LONGEST_LABEL = 6
"""Characters of a label in a script without spaces, and one."""


_SAID_ELSEWHERE = 3
"""How often a name is said that a town is taken for a part of."""


class Names:
    """The names that the lines around an article may call its outlet by, and their signs.

    A name is told from another by its letters: the Record, RECORD and record.com are one. Of
    these, `signs` has how often each sign speaks for a name, `shown` how it is written, `hosts`
    and `mails` how often addresses have it. `text` is what was looked at, `small` the same in
    small letters; `headline` and `end` are the letters of the headline and of the last lines.
    """

    def __init__(self, draft: Draft, settings: NameSettings) -> None:
        self.settings = settings
        self.signs: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.shown: defaultdict[str, dict[str, int]] = defaultdict(dict)
        headline = draft.lines[draft.headline].text if draft.headline is not None else ""
        self.headline = bare_letters(headline)
        around = _around(draft)
        self.text = "\n".join([line.text for line in around])
        first, last = draft.first or 0, draft.last or 0
        self._above = "\n".join([line.text for line in around if line.index < first])
        self._below = "\n".join([line.text for line in around if line.index > last])
        self.small = self.text.lower()
        below = [line.text for line in around[-_AT_THE_END:] if line.index > last]
        self.end = bare_letters(" ".join(below))
        addresses = addresses_in(self.small)
        self.hosts = self._named_in(addresses.hosts)
        self.mails = self._named_in(addresses.mails)
        self._handles = addresses.handles
        self._read_holders(around)
        short = [line for line in around if line.length <= _SHORT]
        self._short = "\n".join(["", *[line.text for line in short if line.role != "byline"], ""])
        self._read_labels(short)
        top = {line.index for line in around[:_AT_THE_TOP] if line.index < first}
        ends = {line.index for line in around[-_AT_THE_END:] if line.index > last}
        self._read_lines([line for line in short if line.role != "byline"], top, ends)
        self._read_imprints(around, top, last)
        self._join()

    def _read_lines(self, short: list[Line], top: set[int], ends: set[int]) -> None:
        """Take names that stand alone on a line, at the top or where something else tells them.

        Nine in ten lines have nothing but themselves for a name, and none of these is the outlet;
        those of the page's end need another line that has the name.
        """
        names = [line.text.strip(NAME_EDGES) for line in short]
        told = self._told()
        labels = self._labels_alone()
        for line, name, letters in zip(short, names, name_keys(names), strict=True):
            bare, is_company = self._without_form(name)
            key = name_key(bare) if is_company else letters
            is_top = line.index in top
            is_told = is_top or key in told or self.is_handle(key) or _is_meant(name, labels)
            if not is_told and not (line.index in ends and self.is_carried(name)):
                continue
            # A name of small words is seen to be one by its other signs alone.
            if key in self.signs or looks_like_name(bare):
                signs = ("alone", "top") if is_top else ("alone",)
                # Before a form there may be another.
                self._note(self._without_form(bare)[0] if is_company else bare, key, *signs)

    def _told(self) -> set[str]:
        """The letters of the names that something tells, also as they may be told otherwise."""
        articles, endings = self.settings.article_words, self.settings.form_endings
        others = (other_keys(name, articles, endings) for of in self.shown.values() for name in of)
        return self.signs.keys() | set(chain.from_iterable(others))

    def _read_imprints(self, around: list[Line], top: set[int], last: int) -> None:
        """Take papers that begin a running head at the top, or below the article an imprint."""
        for line in around:
            is_head = line.index in top
            if not is_head and (line.index <= last or line.length <= _SHORT):
                continue
            # No name is longer, so that what parts it from the rest is found at once or never.
            part = _PARTS.search(line.text, 0, LONGEST_NAME + 2)
            first = line.text[: part.start()] if part else ""
            if part and looks_like_name(first) and self.settings.is_called_paper(first):
                self._add(first, *(("alone", "top") if is_head else ("copyright",)))

    def _join(self) -> None:
        """Take names that differ by an article or as addresses write them for one."""
        articles = self.settings.article_words
        pairs = [
            (key, name, other)
            for key, names in self.shown.items()
            for name in names
            for other in other_keys(name, articles, self.settings.form_endings)
            if other != key and other in self.signs
        ]
        for key, name, other in pairs:
            if key in self.signs and other in self.signs:
                # An article that is mostly left out is none of the name's.
                bare = best_written(self.shown[other])
                mostly = 2 * self.text.count(name) > self.text.count(bare)
                self._take_over(*((key, other) if mostly else (other, key)))
        self._join_longer()
        self._join_short()

    def _join_longer(self) -> None:
        """Take a town for a part of the name that begins with it, as New York of its Times.

        That name has the copyright, and is said elsewhere, which its company's hardly is.
        """
        holders = [
            (key, best_written(self.shown[key]))
            for key, signs in self.signs.items()
            if "copyright" in signs or "company" in signs
        ]
        for key, name in holders:
            words = name.removeprefix("The ").split(" ")
            often = self.text.count(" ".join(words)) >= _SAID_ELSEWHERE
            for end in range(1, len(words) if often else 1):
                town = name_key(" ".join(words[:end]))
                if town in self.signs and key in self.signs and town not in self.hosts:
                    self._take_over(key, town)

    def _join_short(self) -> None:
        """Take an address for the one name that it is short for."""
        labels = self._labels_alone()
        if not labels:
            return
        names = [
            (key, bare_letters_of_each(name.split()))
            for key, shown in self.shown.items()
            for name in shown
            if " " in name and not self.signs[key].keys().isdisjoint(("alone", *_TOLD))
        ]
        for label in labels:
            meant = {key for key, words in names if is_short_for(label, words)}
            if len(meant) == 1:
                self._take_over(meant.pop(), label)

    def _labels_alone(self) -> list[str]:
        """The commonest names that stand in addresses alone."""
        commonest = (self.hosts + self.mails).most_common(_MOST_LABELS)
        return [key for key, _ in commonest if key and self._is_address_alone(key)]

    def _is_address_alone(self, key: str) -> bool:
        """Whether a name is nowhere written but in addresses."""
        return key in self.shown and all("." in name for name in self.shown[key])

    def _take_over(self, key: str, other: str) -> None:
        """Count for a name what speaks for another, and show it as itself where it is shown."""
        shown, others = self.shown[key], self.shown.pop(other)
        self.shown[key] = others | shown if all("." in name for name in shown) else shown
        signs = self.signs[key]
        for sign, number in self.signs.pop(other).items():
            signs[sign] = signs.get(sign, 0) + number
        for counted in (self.hosts, self.mails):
            if other in counted:
                counted[key] += counted.pop(other)

    def shown_as(self, label: str) -> str | None:
        """How the page writes the name that its address has; None where it does not."""
        return self.written(label) if label in self.shown else None

    def written(self, key: str) -> str:
        """How the page writes a name: as an address only where it does so everywhere."""
        name = best_written(self.shown[key])
        if "." in name:
            # In a sentence, too: "Popular now on CityLab".
            label = name.partition(".")[0].lower()
            having = (text for text, small in self._lines if label in small)
            alone = chain.from_iterable(said_alone(text, label) for text in having)
            said = Counter(one for one in alone if has_capital(one))
            name = best_written(said) if said else self._written_in_words(key) or name
        # An address is no name, but the site's may be called after its host.
        return _SCHEME.sub("", name)

    def _written_in_words(self, key: str) -> str | None:
        """How a line writes a name whose letters an address has."""
        having = (text for text, letters in self._letters if key in letters)
        written = (written_in_words(text, key) for text in having)
        return next(filter(None, written), None)

    @cached_property
    def _lines(self) -> list[tuple[str, str]]:
        """The lines, each with itself in small letters."""
        return [(line, line.lower()) for line in self.text.split("\n")]

    @cached_property
    def _letters(self) -> list[tuple[str, str]]:
        """The lines, each with its letters."""
        lines = self.text.splitlines()
        return list(zip(lines, bare_letters_of_each(lines), strict=True))

    def is_in_words(self, key: str) -> bool:
        """Whether the page writes an address's name in words, but not as a company's."""
        name = self.written(key)
        return "." not in name and not self._without_form(name)[1]

    @cached_property
    def addressed(self) -> tuple[int, int]:
        """How many hosts and mail addresses there are."""
        return self.hosts.total(), self.mails.total()

    def _named_in(self, hosts: list[str]) -> Counter[str]:
        """How often the hosts of addresses have a name, by the name's letters."""
        counts: Counter[str] = Counter()
        for host in hosts:
            label = label_of(host)
            if label not in self.settings.others and label not in self.settings.forms:
                key = bare_letters(label).removeprefix("the")
                counts[key] += 1
                self.signs[key]["address"] = 1
                shown, name = self.shown[key], f"{label}{host.rpartition(label)[2]}"
                shown[name] = shown.get(name, 0) + 1
        return counts

    def _read_holders(self, around: list[Line]) -> None:
        """Take who has the copyright."""
        longest = self.settings.line_longest
        text = "\n".join([line.text for line in around if line.length <= longest])
        # Most pages fit one of them at most, which one look at the text tells.
        fitting = self.settings.any_expression.Match(text.encode("utf-8", "replace")) or ()
        for at in sorted(fitting):
            for match in self.settings.expressions[at].finditer(text):
                self._add_holder(match[1])

    def _read_labels(self, short: list[Line]) -> None:
        """Take the signs that the labels on short lines give."""
        parted = [
            _PARTS.split(line.text) if _MAY_PART.search(line.text) else [line.text]
            for line in short
            if line.length >= 2 or line.text[:1] >= FIRST_EAST_ASIAN
        ]
        above = iter(bare_letters_of_each([part for parts in parted for part in parts[:-1]]))
        sources = self.settings.source_labels
        for line in short:
            closed = line.text[-1:] in _CLOSING
            if closed and (quoted := _QUOTED.match(line.text)):
                self._add_labelled(f"{quoted[1]} {quoted[2]}")
        for parts in parted:
            label = ""
            for at, part in enumerate(parts, 1):
                if label in sources and looks_like_name(named := _DIGIT.split(part)[0]):
                    self._add(named, "source")
                self._add_labelled(part)
                label = next(above) if at < len(parts) else ""

    def _add_holder(self, holder: str) -> None:
        name, is_company = self._without_form(holder.strip(NAME_EDGES))
        if len(name.split()) <= self.settings.longest and not (" " in name and name[0].islower()):
            # A company that is called as papers are has the paper's name.
            own = not is_company or self.settings.is_called_paper(name)
            self._add(name, "copyright" if own else "company")

    def _add_labelled(self, part: str) -> None:
        """Take the name behind or before a label in a part of a line."""
        words, space = part.split(), " "
        if len(words) == 1 and words[0] > FIRST_EAST_ASIAN:
            # Scripts without spaces put the label right before or behind the name.
            words, space = list(words[0]), ""
        if len(words) < 2:
            return
        firsts, lasts = self.settings.label_edges
        if words[0].lower() not in firsts and words[-1].lower() not in lasts:
            return
        before, after = self.settings.labels
        small = [word.lower() for word in words]
        for at in range(1, min(len(words), _LONGEST_LABEL)):
            if space.join(small[:at]) in before:
                rest = words[at:]
                if not self._add_called(rest):
                    self._add_name(space.join(rest), "label")
            if space.join(small[-at:]) in after:
                self._add_name(_POSSESSIVE.sub("", space.join(words[:-at])), "label")

    def _add_called(self, words: list[str]) -> bool:
        """Take the name between two labels: "sign up for the Record's newsletter"."""
        after = self.settings.labels[1]
        names = [
            _POSSESSIVE.sub("", " ".join(words[:-at]))
            for at in range(1, min(len(words), _LONGEST_LABEL))
            if " ".join(words[-at:]).lower() in after
        ]
        for name in names:
            self._add_name(name, "label")
        return bool(names)

    def _add_name(self, name: str, sign: str) -> None:
        if looks_like_name(name):
            self._add(name, sign)

    def _add(self, name: str, *signs: str) -> None:
        name, _ = self._without_form(name.strip(NAME_EDGES))
        self._note(name, name_key(name), *signs)

    def _note(self, name: str, key: str, *signs: str) -> None:
        """Count the signs of a name that has the letters `key`, if it may be one."""
        if (
            len(key) < 2
            or key.isdigit()
            or len(name) > LONGEST_NAME
            or key in self.settings.others
            or not self.settings.barred.isdisjoint(words_of(name))
        ):
            return
        known = self.signs[key]
        for sign in signs:
            known[sign] = known.get(sign, 0) + 1
        shown = self.shown[key]
        shown[name] = shown.get(name, 0) + 1

    def _without_form(self, name: str) -> tuple[str, bool]:
        """A name without a company's form at its end, and whether it had one."""
        words = name.split()
        whole = len(words)
        forms = self.settings.forms
        if whole == 1 and may_be_east_asian(name):
            endings = self.settings.form_endings
            if not name.endswith(endings):
                return name, False
            bare = next(name.removesuffix(form) for form in endings if name.endswith(form))
            return (bare, True) if len(bare) > 1 else (name, False)
        while len(words) > 1 and (words[-1].strip(",.").lower() in forms or words[-1] in "&+"):
            words.pop()
        if len(words) > 1 and words[0].strip(",.").lower() in forms:
            del words[0]
        bare = name if len(words) == whole else " ".join(words)
        return bare.strip(NAME_EDGES), len(words) < whole

    def is_on_both_sides(self, name: str) -> bool:
        """Whether a name is said above the article and below it."""
        return name in self._above and name in self._below

    def is_of_sections(self, words: list[str]) -> bool:
        """Whether all words of a name, of each its letters, are those of sections: "Local News"."""
        return len(words) > 1 and self.settings.section_names.issuperset(words)

    def is_carried(self, name: str) -> bool:
        """Whether a name has a short line for itself, and another has it beside other words.

        So "Newsletters of The Record" and "Follow The Record" name it in whatever language.
        """
        if " " not in name and not (may_be_east_asian(name) and len(name) > SHORTEST):
            return False
        return f"\n{name}\n" in self._short and self._short.count(name) > 1

    def is_handle(self, key: str) -> bool:
        """Whether a name such as @record begins with a name's letters."""
        if len(key) <= SHORTEST or not self._handles:
            return key in self._handles
        # What begins with it stands right behind it, or is it.
        at = bisect_left(self._in_order, key)
        return at < len(self._in_order) and self._in_order[at].startswith(key)

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._handles)


def _is_meant(name: str, labels: list[str]) -> bool:
    """Whether an address that nothing else is known of is short for a name of several words."""
    if not labels or " " not in name:
        return False
    words = bare_letters_of_each(name.split())
    first = words[0][:1]
    near = [label for label in labels if label[0] == first or label == words[-1]]
    return any(is_short_for(label, words) for label in near)


def _around(draft: Draft) -> list[Line]:
    """The lines outside the article, each text once."""
    first = draft.first if draft.first is not None else len(draft.lines)
    last = draft.last if draft.last is not None else first
    lines: dict[str, Line] = {}
    for line in draft.lines:
        inside = first <= line.index <= last and line.taken_by is None
        told = line.role in ("headline", "standfirst")
        if not inside and not told and len(line.text) <= _LONGEST:
            lines.setdefault(line.text, line)
    around = list(lines.values())
    if len(around) <= 2 * _ENDS and sum(len(line.text) for line in around) <= 2 * _END_LETTERS:
        return around
    half = len(around) // 2
    below = list(_within_bounds(reversed(around[half:])))
    return [*_within_bounds(around[:half]), *reversed(below)]


def _within_bounds(lines: Iterable[Line]) -> Iterator[Line]:
    """The first of some lines that are not more than are looked at."""
    bounded = list(islice(lines, _ENDS))
    letters = accumulate(len(line.text) for line in bounded)
    return (line for line, sofar in zip(bounded, letters, strict=True) if sofar <= _END_LETTERS)
