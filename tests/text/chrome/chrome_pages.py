"""Made-up pages for the tests of the chrome rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tui.text.chrome.rules import ChromeSettings, run_rules
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft
    from tui.text.page.model import Page

HEADLINE = "Council agrees to rebuild the old bridge"
STORY = [
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
    "The ferrymen say that they have never had as many passengers as in these weeks.",
    "The mayor thanked them, and promised that the bridge would be wider than the old one.",
]
MENU = ["Home", "World", "Our town", "Sport", "Weather", "Puzzles"]


def page_of(*lines: str) -> Page:
    """A page with each line as a paragraph."""
    return page_from_bytes("\n\n".join(lines).encode(), "page.txt")


def chrome_of(*rules: dict[str, Any], **more: Any) -> ChromeSettings:
    """Settings with nothing but these rules, given without name, reason and examples."""
    given = {"why": "a test", "examples": {"drop": ["x"], "keep": ["y"]}}
    named = [{"name": f"rule-{at}", **given, **rule} for at, rule in enumerate(rules)]
    return msgspec.convert({"rules": named, **more}, ChromeSettings)


def draft_by(settings: ChromeSettings, *lines: str) -> Draft:
    """The page after the rules."""
    return run_rules(page_of(*lines), settings)


def taken(settings: ChromeSettings, *lines: str) -> list[str]:
    """The lines that the rules take from a page."""
    return [
        line.text for line in draft_by(settings, *lines).lines if line.taken_by and not line.role
    ]
