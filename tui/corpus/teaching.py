"""Rules and the pages they work on: a rule taught from lines, its effects, and what each takes.

A reader points at lines and says what is to become of them; the lesson becomes a rule that
matches them and as little else as can be, and before it is written every page is read with it,
so that what it would change elsewhere is seen. How much each rule in force takes is counted
in the same way, from the traces of pages.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.corpus.files import Unreadable
from tui.text.chrome.body import BodyRule
from tui.text.chrome.derive import derive_keep_rule, derive_rule
from tui.text.chrome.lexicon import Lexicon, folded, folded_words, normal
from tui.text.chrome.lines import KeepRule, LineRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tui.corpus.library import Library
    from tui.corpus.settings import Settings
    from tui.text.article.read import LineTrace
    from tui.text.chrome.derive import DropOrKeep
    from tui.text.chrome.rules import ChromeSettings, RuleKind
    from tui.text.model import Article, Lines, Paragraph, Removed, Role
    from tui.text.page.model import Page


MOST_OTHERS = 4000
"""How many lines of the pages a new rule is told from; those of its own page come first."""


Taught = LineRule | KeepRule


class Chosen(NamedTuple):
    """Source lines, the first and the last, and of the blocks on them those that are meant.

    `places` are the indexes of the latter; None for all.
    """

    first: int
    last: int
    places: range | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """Lines of a page that are to be dropped or kept.

    `texts` are their paragraphs as rules see them, `lines` where these stand, `places` the
    indexes of their blocks.
    """

    path: str
    verdict: DropOrKeep
    texts: tuple[str, ...]
    lines: tuple[Lines, ...]
    places: tuple[int, ...] = ()

    def seats(self) -> frozenset[int | Lines]:
        """Where the paragraphs stand, as `seat_of` tells of others whether it is there."""
        return frozenset((*self.places, *self.lines))


def seat_of(one: Paragraph | Removed) -> int | Lines:
    """Where a paragraph stands on its page: several can stand on one line."""
    return one.lines if one.place is None else one.place


@dataclass(frozen=True, slots=True)
class TaughtChange:
    """A paragraph that would be dropped, or brought back.

    `role` is what it is while it is kept. `likewise` says that it reads like one of the lines
    that the rule was made from.
    """

    lines: Lines
    text: str
    role: Role
    likewise: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change on a page, apart from the lines that the rule was made from.

    `missed` are those of them that would not be treated as wanted, each with the rule that
    decides instead (None where no rule does).
    """

    path: str
    dropped: tuple[TaughtChange, ...] = ()
    kept: tuple[TaughtChange, ...] = ()
    missed: tuple[tuple[Lines, str | None], ...] = ()


def lesson_of(page: Page, chosen: Chosen, verdict: DropOrKeep) -> Lesson:
    """Make a lesson of some lines of a page.

    Returns:
        The lesson, with every paragraph that one of the lines is part of.
    """
    first, last, places = chosen
    blocks = [
        (place, one)
        for place, one in enumerate(page.blocks)
        if one.first <= last and one.last >= first and one.text
        if places is None or place in places
    ]
    return Lesson(
        page.path,
        verdict,
        texts=tuple(dict.fromkeys(one.text for _, one in blocks)),
        lines=tuple(one.lines for _, one in blocks),
        places=tuple(place for place, _ in blocks),
    )


def taught_rule(lesson: Lesson, articles: Iterable[Article], taken: Collection[str]) -> Taught:
    """Make the rule that a lesson asks for.

    Args:
        articles: The pages as they are read now; the lesson's own first, or among the first.

    Returns:
        The rule, with the lesson's lines as its examples and the likest others as the
        opposite ones.

    Raises:
        ValueError: A line has no words, or there is no other line to tell the lines from.
    """
    others, rest = _others(lesson, articles)
    derived = derive_rule if lesson.verdict == "drop" else derive_keep_rule
    rule: Taught = derived(lesson.texts, taken, others or rest)
    if not (rule.examples.drop and rule.examples.keep):
        raise ValueError("there is no other line on these pages to tell the lines from")
    return rule


def renamed(rule: Taught, name: str) -> Taught:
    """The same rule under another name."""
    return msgspec.structs.replace(rule, name=name)


def anchor_rule(lesson: Lesson, chrome: ChromeSettings) -> str | None:
    """The name of the rule that a taught rule belongs before, if there is one.

    What drops lines stands before the article is sought, what keeps them before all else.
    """
    if lesson.verdict == "keep":
        # Not one that was taught before: each can be taken out of the file by itself.
        return next((one.name for one in chrome.rules if not isinstance(one, KeepRule)), None)
    return next((one.name for one in chrome.rules if isinstance(one, BodyRule)), None)


def effects(
    library: Library, settings: Settings, rule: Taught, lesson: Lesson, paths: Iterable[str]
) -> Iterator[Effect]:
    """Find out what a new rule would change, page by page.

    Args:
        library: The pages as they are read now.
        settings: The settings with the new rule among them.
        paths: The pages to look at, in this order.

    Yields:
        The effect on each page; an empty one for a page that cannot be read.
    """
    lexicon = Lexicon({("", ""): rule.match})
    for path in paths:
        now = library.read(path)
        if isinstance(now, Unreadable) or not (path == lesson.path or _concerns(lexicon, now)):
            yield Effect(path)
            continue
        then = library.read_without(path, frozenset(), settings)
        if isinstance(then, Unreadable):
            yield Effect(path)
        else:
            yield _effect(lesson, now, then)


def _others(lesson: Lesson, articles: Iterable[Article]) -> tuple[list[str], list[str]]:
    """Lines that are treated otherwise than the lesson's are to be, and all other lines."""
    chosen = set(lesson.texts)
    kept: dict[str, None] = {}
    dropped: dict[str, None] = {}
    for article in articles:
        kept |= dict.fromkeys(one.text for one in article.paragraphs)
        dropped |= dict.fromkeys(one.text for one in article.removed)
        if len(kept) + len(dropped) > MOST_OTHERS:
            break
    sides = [kept, dropped] if lesson.verdict == "drop" else [dropped, kept]
    lines = [[text for text in side if text not in chosen and normal(text)] for side in sides]
    return lines[0], lines[1]


def _concerns(lexicon: Lexicon, article: Article) -> bool:
    """Whether a page has a line that fits; only then can the rule change anything on it."""
    if any(one.trimmed for one in article.paragraphs):
        return True
    for text in (*(one.text for one in article.paragraphs), *(one.text for one in article.removed)):
        small = folded(text)
        if lexicon.read(small, " ".join(folded_words(small))):
            return True
    return False


def _effect(lesson: Lesson, now: Article, then: Article) -> Effect:
    chosen = lesson.seats() if now.path == lesson.path else frozenset()
    like = {normal(text) for text in lesson.texts}
    dropped = [
        TaughtChange(one.lines, one.text, one.role, normal(one.text) in like)
        for one in _gone(now, then)
        if seat_of(one) not in chosen
    ]
    kept = [
        TaughtChange(one.lines, one.text, one.role, normal(one.text) in like)
        for one in _gone(then, now)
        if seat_of(one) not in chosen
    ]
    return Effect(now.path, tuple(dropped), tuple(kept), tuple(_missed(lesson, chosen, then)))


def _gone(before: Article, after: Article) -> Iterator[Paragraph]:
    """The paragraphs of an article that the other reading of the same page has removed."""
    removed = {seat_of(one) for one in after.removed}
    return (one for one in before.paragraphs if seat_of(one) in removed)


def _missed(
    lesson: Lesson, chosen: Collection[int | Lines], then: Article
) -> Iterator[tuple[Lines, str | None]]:
    """The chosen lines that would not be treated as wanted, and what decides instead."""
    if lesson.verdict == "drop":
        yield from ((one.lines, one.kept_by) for one in then.paragraphs if seat_of(one) in chosen)
    else:
        yield from ((one.lines, one.rule) for one in then.removed if seat_of(one) in chosen)


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule, and how often it acted.

    `site` is the site whose pages alone it is for. `lines` is how many lines it took, named,
    trimmed or made pay, on how many `pages`; both None where no pages were looked at.
    `enabled` is False where it is switched off.
    """

    name: str
    kind: str
    why: str
    site: str | None
    lines: int | None
    pages: int | None
    enabled: bool = True


def rules_in(config: Settings) -> Iterator[tuple[RuleKind, str | None]]:
    """Every rule with the name of its site: the general ones first, in order."""
    for rule in config.chrome.rules:
        yield rule, None
    for site in config.sites:
        for rule in site.rules:
            yield rule, site.name


def rule_uses(
    config: Settings, pages: Iterable[Iterable[LineTrace]] | None = None
) -> list[RuleUse]:
    """Count what each rule does on some pages.

    Args:
        pages: The traces of each page; None to count nothing.

    Returns:
        The rules, in the order of the settings.
    """
    lines: Counter[str] = Counter()
    on: Counter[str] = Counter()
    for traces in pages or ():
        touched = Counter(name for trace in traces for name in set(trace.touched))
        lines += touched
        on.update(touched.keys())
    counted = pages is not None
    return [
        RuleUse(
            name=rule.name,
            kind=str(rule.__struct_config__.tag),
            why=rule.why,
            site=site,
            lines=lines[rule.name] if counted else None,
            pages=on[rule.name] if counted else None,
            enabled=rule.enabled,
        )
        for rule, site in rules_in(config)
    ]
