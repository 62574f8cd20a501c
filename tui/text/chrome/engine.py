"""Running the rules over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.text.chrome import body, headline, lines, marked, markers, parts, repeats, tails, teasers
from tui.text.chrome import rules as kinds
from tui.text.chrome.draft import Draft
from tui.text.chrome.recurring import RecurringRule, take_recurring

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.page import Page
    from tui.text.recurrence import Recurrence

_RUN: dict[type, Callable[[Any, Draft], None]] = {
    kinds.LineRule: lines.take_lines,
    kinds.KeepRule: lines.keep_lines,
    kinds.PhraseCountRule: lines.take_phrases,
    kinds.TrimRule: lines.trim_lines,
    kinds.RoleRule: lines.name_roles,
    kinds.BeforeRule: markers.take_before,
    kinds.AfterRule: markers.mark_after,
    kinds.BetweenRule: markers.take_between,
    kinds.RepeatRule: repeats.take_repeats,
    RecurringRule: take_recurring,
    kinds.TeaserRule: teasers.take_teasers,
    kinds.BodyRule: body.find_body,
    kinds.ListRule: body.go_on_through_lists,
    kinds.HeadlineRule: headline.name_headline,
    kinds.CaptionRule: parts.name_captions,
    kinds.AuthorRule: tails.take_author,
    kinds.BylineRule: parts.name_bylines,
    kinds.StandfirstRule: parts.name_standfirst,
    kinds.SubheadRule: parts.name_subheads,
    kinds.MarkupRule: marked.take_marked,
    kinds.ExtractionRule: marked.weigh_extraction,
}


def run_rules(
    page: Page,
    settings: ChromeSettings,
    without: frozenset[str] = frozenset(),
    recurrence: Recurrence | None = None,
    watch: Callable[[RuleKind, Draft], None] | None = None,
) -> Draft:
    """Run the rules over a page, in order.

    Args:
        page: The page.
        settings: The rules.
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
            run_rule(rule, draft)
            draft.give_back()
    draft.close()
    return draft


def run_rule(rule: RuleKind, draft: Draft) -> None:
    """Run one rule over a page, as the rules before it have left it."""
    _RUN[type(rule)](rule, draft)
