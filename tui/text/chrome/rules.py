"""The rule types: what `chrome:` in config.yaml may say.

A rule is data. Rules run in the order in which they are written, over the lines of one
page (a line here is a paragraph-to-be), and each acts only on lines that no rule before
it has taken. The rule of kind `body` finds the article; rules that ask for a place in or
around the article stand below it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import re2

from tui.text.chrome.article_rules import (
    AuthorRule,
    BodyRule,
    BylineRule,
    CaptionRule,
    HeadlineRule,
    ListRule,
    RoleRule,
    StandfirstRule,
    SubheadRule,
)
from tui.text.chrome.lexicon import Key, Lexicon
from tui.text.chrome.marked import ExtractionRule, MarkupRule
from tui.text.chrome.recurring import RecurringRule
from tui.text.chrome.rule import Count, Examples, Place, Rule, Share, Worth
from tui.text.chrome.wording import Phrases, Wording
from tui.text.dates import DateSettings
from tui.text.faults import Fault, pattern_fault
from tui.text.outlet import OutletSettings
from tui.text.recurrence import RecurrenceSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "AuthorRule",
    "BodyRule",
    "BylineRule",
    "CaptionRule",
    "ChromeSettings",
    "Examples",
    "ExtractionRule",
    "HeadlineRule",
    "ListRule",
    "MarkupRule",
    "RoleRule",
    "Rule",
    "RuleKind",
    "SentenceSettings",
    "StandfirstRule",
    "SubheadRule",
]


class LineRule(Rule, frozen=True, kw_only=True, tag="line"):
    """A line by its wording, its length and its place; with `capitals`, one all in capitals.

    It goes, or, where `cost` is given, stays and pays that much when the article is sought.
    """

    match: Wording
    place: Place = "anywhere"
    at_least: Count = 0
    at_most: Count | None = None
    capitals: bool = False
    cost: Worth | None = None


class KeepRule(Rule, frozen=True, kw_only=True, tag="keep"):
    """A line by its wording and its length that stays in the article, whatever other rules say.

    Its examples read as they are named: it must keep the `keep` texts and leave the `drop`
    texts to the other rules.
    """

    match: Wording
    at_least: Count = 0
    at_most: Count | None = None


class PhraseCountRule(Rule, frozen=True, kw_only=True, tag="phrases"):
    """A line that holds `hits` different `phrases`, one more for every `words_per_hit` words.

    It goes, or, where `cost` is given, stays and pays that much when the article is sought.
    """

    phrases: Phrases
    hits: Annotated[int, msgspec.Meta(ge=1)] = 2
    words_per_hit: Annotated[int, msgspec.Meta(ge=1)] = 40
    place: Place = "anywhere"
    cost: Worth | None = None


class BeforeRule(Rule, frozen=True, kw_only=True, tag="before"):
    """Everything down to a marker that is one of the page's first `within` lines."""

    match: Wording
    within: Count = 40


class AfterRule(Rule, frozen=True, kw_only=True, tag="after"):
    """A marker of at most `at_most` words below which the article does not go on.

    By its `strength`, a `hard` one ends it where a run worth at least `enough` words stands
    before it. A `soft` one costs `cost`, and what follows earns only the share `trust` of its
    words until `restore` sentence paragraphs stand in a row again. A hard one with less than
    `enough` before it counts as soft. Where `restore` is 0, trust stays as it is.

    Where `times` is more than 1, the marker is the first of so many lines that are no
    sentences, each at most `apart` lines from the next, such as the dates of comments.
    """

    match: Wording
    at_most: Count = 8
    times: Annotated[int, msgspec.Meta(ge=1)] = 1
    apart: Count = 8
    strength: Literal["hard", "soft"] = "hard"
    enough: Worth = 60
    cost: Worth = 20
    trust: Share = 0.5
    restore: Count = 2


class BetweenRule(Rule, frozen=True, kw_only=True, tag="between"):
    """A block that one line opens and another closes, at most `at_most` lines apart."""

    opens: Wording
    closes: Wording
    at_most: Count = 30


class RepeatRule(Rule, frozen=True, kw_only=True, tag="repeats"):
    """Lines that stand on the page `times` times, each at most `within` lines from the next.

    Lines count as the same from a `similarity` (out of 100) on, if they give the same numbers,
    but for one before the first word, as galleries count their pictures. `first` says whether
    the first one is kept, kept as a caption, or goes too.
    """

    similarity: Annotated[float, msgspec.Meta(ge=50, le=100)] = 100
    times: Annotated[int, msgspec.Meta(ge=2)] = 2
    at_least: Count = 1
    at_most: Count | None = None
    within: Count | None = None
    place: Place = "anywhere"
    first: Literal["keep", "caption", "drop"] = "keep"


class TeaserRule(Rule, frozen=True, kw_only=True, tag="teasers"):
    """Runs of teasers: a label or a time beside a headline, again and again.

    A label has at most `at_most` words and is like `label`, or comes again within `apart`
    lines. A run has `times` labels or more, each at most `apart` lines from the next, and no
    sentence nor line of more than `longest` words between.
    """

    label: Wording
    times: Annotated[int, msgspec.Meta(ge=2)] = 3
    apart: Annotated[int, msgspec.Meta(ge=1)] = 3
    at_most: Count = 4
    longest: Count = 25


class TrimRule(Rule, frozen=True, kw_only=True, tag="trim", dict=True):
    """A part of a line: what the RE2 expression `pattern` finds in the line as written.

    Of several groups in the expression, the first that took part goes; without a group,
    all that was found.
    """

    pattern: str

    @cached_property
    def expression(self) -> re2._Regexp[str]:
        """The pattern, compiled once."""
        return re2.compile(self.pattern)

    def faults(self) -> Iterator[Fault]:
        """Give the pattern if it does not compile."""
        if reason := pattern_fault(self.pattern):
            yield Fault(("pattern",), reason)


RuleKind = (
    LineRule
    | KeepRule
    | PhraseCountRule
    | BeforeRule
    | AfterRule
    | BetweenRule
    | RepeatRule
    | RecurringRule
    | TeaserRule
    | TrimRule
    | BodyRule
    | ListRule
    | AuthorRule
    | RoleRule
    | CaptionRule
    | HeadlineRule
    | BylineRule
    | StandfirstRule
    | SubheadRule
    | MarkupRule
    | ExtractionRule
)


class SentenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sentence paragraph is: `at_least` words and one of `ends` at its end.

    `closers` may follow the end. A paragraph of `long` words and more is one without an end
    too, if a sentence ends inside it. A line of up to `teaser_words` words with one of
    `teasers` at its end was cut off and is none. A line of fewer than `label_words` words that
    nothing ends is a label or a link, such as hangs on below an article. Of East Asian
    characters, `east_asian_characters_per_word` count as a word.

    For the places that rules ask for: as many lines `above` the body are the article's where
    it has no headline; the first `start` lines of the body are its start; its last `end`
    lines, and as many below it, are its end.
    """

    at_least: Count = 7
    ends: str = ".!?…:。！？।॥؟۔።។။"
    closers: str = " \"'”“„’‘‚»«›‹)]}*"
    long: Count = 30
    teasers: tuple[str, ...] = ("…", "..", "‥")
    teaser_words: Count = 20
    label_words: Count = 12
    east_asian_characters_per_word: Annotated[float, msgspec.Meta(gt=0)] = 2
    above: Count = 12
    start: Count = 3
    end: Count = 4


class ChromeSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `chrome:` of config.yaml: the `rules`, and what they rest on.

    The rules run in the order in which they are written.
    """

    sentences: SentenceSettings = SentenceSettings()
    dates: DateSettings = DateSettings()
    outlets: OutletSettings = OutletSettings()
    recurrence: RecurrenceSettings = RecurrenceSettings()
    rules: tuple[RuleKind, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Give the rules that ask for a place in an article which no rule has found yet."""
        found = False
        for index, rule in enumerate(self.rules):
            found = found or (isinstance(rule, BodyRule) and rule.enabled)
            place = getattr(rule, "place", "anywhere")
            if place != "anywhere" and rule.enabled and not found:
                reason = f"`place: {place}` above the rule of kind `body`; move the rule below it"
                yield Fault(("rules", index), reason)

    @cached_property
    def enabled(self) -> ChromeSettings:
        """The same without the rules that are switched off."""
        rules = tuple(rule for rule in self.rules if rule.enabled)
        return self if rules == self.rules else msgspec.structs.replace(self, rules=rules)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The wordings of all rules, compiled once, under rule name and field."""
        return Lexicon(dict(_wordings(self.rules)))


def _wordings(rules: tuple[RuleKind, ...]) -> Iterator[tuple[Key, Wording]]:
    for rule in rules:
        if isinstance(rule, PhraseCountRule):
            yield (rule.name, "phrases"), Wording(contains=rule.phrases)
        for field in rule.__struct_fields__:
            value = getattr(rule, field)
            if isinstance(value, Wording):
                yield (rule.name, field), value
