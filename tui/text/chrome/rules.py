"""Every kind of rule, what `chrome:` in config.yaml may say, and running the rules over a page.

A rule is data. Rules run in the order in which they are written, over the lines of one
page (a line here is a paragraph-to-be), and each acts only on lines that no rule before
it has taken. The rule of kind `body` finds the article; rules that ask for a place in or
around the article stand below it.

A new kind is a class in a module of this folder and its name in `RuleKind`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from tui.text.chrome.author import AuthorRule
from tui.text.chrome.body import BodyRule
from tui.text.chrome.correction import CorrectionRule
from tui.text.chrome.date import DateSettings
from tui.text.chrome.draft import Draft, SentenceSettings
from tui.text.chrome.headline import HeadlineRule
from tui.text.chrome.lexicon import Lexicon
from tui.text.chrome.lines import KeepRule, LineRule, PhraseCountRule, RoleRule, TrimRule
from tui.text.chrome.markup import ExtractionRule, MarkupRule
from tui.text.chrome.outlet.weights import OutletSettings
from tui.text.chrome.parts import (
    BylineRule,
    CaptionRule,
    ListRule,
    StandfirstRule,
    SubheadRule,
)
from tui.text.chrome.recurrence import RecurrenceSettings
from tui.text.chrome.recurring import RecurringRule
from tui.text.chrome.runs import (
    AfterRule,
    BeforeRule,
    BetweenRule,
    PullQuoteRule,
    RepeatRule,
    TeaserRule,
    ThreadRule,
)
from tui.text.fields import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.text.chrome.recurrence import Recurrence
    from tui.text.page.model import Page


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
    | ThreadRule
    | PullQuoteRule
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
    | CorrectionRule
    | MarkupRule
    | ExtractionRule
)


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
        has_body = False
        for index, rule in enumerate(self.rules):
            has_body = has_body or (isinstance(rule, BodyRule) and rule.enabled)
            place = getattr(rule, "place", "anywhere")
            if place != "anywhere" and rule.enabled and not has_body:
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
        return Lexicon(
            {
                (rule.name, field): wording
                for rule in self.rules
                for field, wording in rule.wordings()
            }
        )


def run_rules(
    page: Page,
    settings: ChromeSettings,
    without: frozenset[str] = frozenset(),
    recurrence: Recurrence | None = None,
    watch: Callable[[RuleKind, Draft], None] | None = None,
) -> Draft:
    """Run the rules over a page, in order.

    Args:
        without: Names of rules to leave out.
        recurrence: The lines that other pages have too, for rules of kind `recurring`.
        watch: Called before each rule, with the page as that rule finds it.

    Returns:
        The page with every line taken by a rule or left to the body.
    """
    draft = Draft(page, settings.sentences, settings.lexicon)
    draft.recurrence = recurrence
    for rule in settings.rules:
        if rule.name not in without:
            if watch is not None:
                watch(rule, draft)
            rule.run(draft)
            draft.give_back()
    draft.close()
    return draft
