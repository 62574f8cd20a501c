"""What is said of names of outlets: the words before and behind them, and those that none has."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
import re2

from tui.text.chrome.lexicon import bare_letters, bare_letters_of_each
from tui.text.chrome.outlet.address import words_of
from tui.text.fields import Fault, Some, pattern_fault, pattern_set
from tui.text.words.scripts import may_be_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator


_COMPOUND = 6
"""Letters of a word that is more than the name of a paper."""


_ENDING = 5
"""Letters of what a compound may end with, so that it is one."""


SHORTEST = 3
"""Letters of an acronym, which many lines may have by chance."""


class NameSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """Where the names are looked for, and what is none.

    The first group of `patterns` (RE2, searched in lines of at most `line_longest` words outside
    the article) is who has the page's copyright, a name of at most `longest` words. A name has
    none of the words `no_names`; without those of `companies`, which only firms have, or of
    `publishers` at its end it is its publisher's.
    By language, `before` and `after` are what comes before and after an outlet's name, as in
    "about" and "newsletter", `sources` labels of what the page's source is, `articles` what a
    name begins with or not, as in "The Record", `press` what papers are called, as in "Evening
    Post" (or "Abendzeitung": a word may end with it), `sections` names of sections and buttons.
    Addresses at `elsewhere` are no outlet's.
    """

    patterns: tuple[str, ...] = ()
    longest: Some = 5
    line_longest: Some = 40
    no_names: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    before: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    after: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    articles: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    press: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    sections: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

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
    def any_expression(self) -> re2.Set:
        """All patterns in one."""
        return pattern_set(self.patterns)

    @cached_property
    def labels(self) -> tuple[frozenset[str], frozenset[str]]:
        """What stands before and behind an outlet's name, in all languages."""
        before, after = (chain.from_iterable(of.values()) for of in (self.before, self.after))
        return frozenset(before), frozenset(after)

    @cached_property
    def label_edges(self) -> tuple[frozenset[str], frozenset[str]]:
        """The first words or characters of what stands before, the last of what stands behind."""
        before, after = self.labels
        return (
            frozenset(chain.from_iterable((label.split(" ")[0], label[:1]) for label in before)),
            frozenset(chain.from_iterable((label.split(" ")[-1], label[-1:]) for label in after)),
        )

    @cached_property
    def barred(self) -> frozenset[str]:
        """The words that no name has."""
        return frozenset(self.no_names)

    @cached_property
    def others(self) -> frozenset[str]:
        """What addresses that are no outlet's have for a name."""
        return frozenset(self.elsewhere)

    @cached_property
    def forms(self) -> frozenset[str]:
        """What stands at the end of a company's name."""
        return frozenset((*self.companies, *self.publishers))

    def is_company(self, name: str) -> bool:
        """Whether a company's form of three letters or more begins or ends a name."""
        return self._has_at_end(name, self.forms)

    def is_firm(self, name: str) -> bool:
        """The same for what no desk, service or person is called by."""
        return self._has_at_end(name, frozenset(self.companies))

    def _has_at_end(self, name: str, forms: frozenset[str]) -> bool:
        words = [word for word in words_of(name) if word]
        return any(len(word) >= SHORTEST and word in forms for word in {*words[:1], *words[-1:]})

    def may_be_site(self, name: str) -> bool:
        """Whether what stands behind a page's headline is no section's name."""
        return bare_letters(name) not in self.section_names and self.is_name(name)

    def is_name(self, text: str) -> bool:
        """Whether a text is short enough for a name and has none of the words that none has."""
        words = words_of(text)
        return 0 < len(words) <= self.longest and (self.barred | self.forms).isdisjoint(words)

    @cached_property
    def source_labels(self) -> frozenset[str]:
        """The labels of a source in all languages, by their letters."""
        return frozenset(map(bare_letters, chain.from_iterable(self.sources.values())))

    @cached_property
    def article_words(self) -> frozenset[str]:
        """What names begin with or not, in all languages."""
        return frozenset(chain.from_iterable(self.articles.values()))

    @cached_property
    def form_endings(self) -> tuple[str, ...]:
        """The forms from the longest on, as scripts without spaces have them at a name's end."""
        return tuple(sorted(self.forms, key=lambda form: (-len(form), form)))

    @cached_property
    def _press_words(self) -> frozenset[str]:
        return frozenset(map(bare_letters, chain.from_iterable(self.press.values())))

    @cached_property
    def _press_endings(self) -> tuple[str, ...]:
        # Douglas is no voice (glas), and a journalist no sheet (list).
        long = (word for word in self._press_words if len(word) >= _ENDING)
        return (*long, *filter(may_be_east_asian, self._press_words))

    @cached_property
    def _press_tails(self) -> frozenset[str]:
        """The last letters of what a compound may end with: hardly any word has one of these."""
        return frozenset(ending[-_ENDING:] for ending in self._press_endings)

    def is_called_paper(self, name: str) -> bool:
        """Whether a word of a name is one that papers are called by, or ends with one."""
        return self.has_paper(bare_letters_of_each(name.split()))

    def has_paper(self, words: list[str]) -> bool:
        """The same of a name's words, of each its letters."""
        endings, tails = self._press_endings, self._press_tails
        return not self._press_words.isdisjoint(words) or any(
            word.endswith(endings)
            for word in words
            if (len(word) > _COMPOUND and word[-_ENDING:] in tails) or may_be_east_asian(word)
        )

    @cached_property
    def section_names(self) -> frozenset[str]:
        """The sections and buttons in all languages, by their letters."""
        return frozenset(map(bare_letters, chain.from_iterable(self.sections.values())))
