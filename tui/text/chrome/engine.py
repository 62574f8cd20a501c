"""Running the rules over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.text.chrome import body, lines, markers, repeats, roles, teasers
from tui.text.chrome.draft import Draft
from tui.text.chrome import rules as kinds
from tui.text.chrome.rules import ChromeSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.text.page import Page

_RUN: dict[type, Callable[[Any, Draft], None]] = {
    kinds.LineRule: lines.take_lines,
    kinds.PhraseCountRule: lines.take_phrases,
    kinds.TrimRule: lines.trim_lines,
    kinds.RoleRule: lines.name_roles,
    kinds.BeforeRule: markers.take_before,
    kinds.AfterRule: markers.mark_after,
    kinds.BetweenRule: markers.take_between,
    kinds.RepeatRule: repeats.take_repeats,
    kinds.TeaserRule: teasers.take_teasers,
    kinds.BodyRule: body.find_body,
    kinds.ListRule: body.go_on_through_lists,
    kinds.HeadlineRule: roles.name_headline,
    kinds.CaptionRule: roles.name_captions,
    kinds.BylineRule: roles.name_bylines,
    kinds.StandfirstRule: roles.name_standfirst,
    kinds.SubheadRule: roles.name_subheads,
}


def run_rules(page: Page, settings: ChromeSettings, without: frozenset[str] = frozenset()) -> Draft:
    """Run the rules over a page, in order.

    Args:
        page: The page.
        settings: The rules.
        without: Names of rules to leave out.

    Returns:
        The page with every line taken by a rule or left to the body.
    """
    draft = Draft(page, settings.sentences, settings.lexicon)
    for rule in settings.rules:
        if rule.name not in without:
            _RUN[type(rule)](rule, draft)
    draft.close()
    return draft
