"""A new rule made from lines that should go, or that should stay."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Literal

import msgspec
from rapidfuzz import fuzz, process

from tui.text.chrome.draft import Draft
from tui.text.chrome.lexicon import Lexicon, folded, folded_words, normal
from tui.text.chrome.lines import KeepRule, LineRule
from tui.text.chrome.rule import Examples, Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tui.text.chrome.rules import ChromeSettings
    from tui.text.page.model import Page


DropOrKeep = Literal["drop", "keep"]
"""What a new rule is to do with its lines."""


WHOLE = 10
"""Words up to which a line is named whole; of a longer one, its beginning."""


BEGINNING = 5
"""Words of a long line that a rule begins with; more where they stand in kept lines too."""


CLOSE = 2
"""How many kept lines a rule gets as examples."""


_NAME_WORDS = 4


_LONGER = 1.5


def derive_rule(lines: Sequence[str], taken: Collection[str], kept: Iterable[str]) -> LineRule:
    """Make a rule that drops some lines and others like them.

    Args:
        lines: The lines, each with a word in it.
        kept: Lines that must be left alone, where there are any; the closest become examples.

    Returns:
        The rule.

    Raises:
        ValueError: A line has no words.
    """
    others = list(dict.fromkeys(kept))
    match, at_most = _wording(lines, others)
    return LineRule(
        name=_name(lines, taken),
        why=f"Lines such as “{lines[0]}” are not part of the article.",
        match=match,
        at_most=at_most,
        examples=Examples(tuple(dict.fromkeys(lines)), closest(lines, _spared(others, match))),
    )


def derive_keep_rule(
    lines: Sequence[str], taken: Collection[str], dropped: Iterable[str]
) -> KeepRule:
    """Make a rule that keeps some lines, and others like them, from all other rules.

    Args:
        lines: The lines, each with a word in it.
        dropped: Lines that must be left alone, where there are any; the closest become
            examples.

    Returns:
        The rule.

    Raises:
        ValueError: A line has no words.
    """
    others = list(dict.fromkeys(dropped))
    match, at_most = _wording(lines, others)
    return KeepRule(
        name=_name(lines, taken, before="keep"),
        why=f"Lines such as “{lines[0]}” are part of the article.",
        match=match,
        at_most=at_most,
        examples=Examples(closest(lines, _spared(others, match)), tuple(dict.fromkeys(lines))),
    )


def _wording(lines: Sequence[str], others: Sequence[str]) -> tuple[Wording, int | None]:
    """What lines have in common and others have not, and the most words such a line has.

    Numbers count as any number. Short lines are taken whole, with any word where they differ
    from each other in a word or two; of longer ones the beginning is, as far as is needed to
    leave the others alone.
    """
    phrases = [folded_words(folded(line)) for line in lines]
    if not all(phrases):
        raise ValueError(f"no words in {lines[[not words for words in phrases].index(True)]!r}")
    longest = max(map(len, phrases))
    if longest <= WHOLE:
        return Wording(words=tuple(dict.fromkeys(map(" ".join, _merged(phrases))))), None
    # A line with another number in it is the same line.
    same = {" ".join(words) for words in phrases}
    spared = {f"{words} " for words in map(normal, others) if words not in same}
    whole = tuple(dict.fromkeys(" ".join(words) for words in phrases if len(words) <= WHOLE))
    starts = dict.fromkeys(_beginning(words, spared) for words in phrases if len(words) > WHOLE)
    return Wording(words=whole, starts=tuple(starts)), ceil(longest * _LONGER)


def _spared(lines: Sequence[str], match: Wording) -> list[str]:
    """The lines that a wording does not fit."""
    lexicon = Lexicon({("", "match"): match})
    return [
        line
        for line in lines
        if not lexicon.read(small := folded(line), " ".join(folded_words(small)))
    ]


def closest(lines: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """The lines that are most like some lines, up to two."""
    best: dict[str, float] = {}
    for line in lines:
        for likest, score, _ in process.extract(
            line, others, scorer=fuzz.token_set_ratio, processor=normal, limit=CLOSE
        ):
            best[likest] = max(score, best.get(likest, 0))
    return tuple(sorted(best, key=lambda likest: -best[likest])[:CLOSE])


def taken_by(rule: LineRule, page: Page, chrome: ChromeSettings) -> list[int]:
    """Which paragraphs of a page a rule would take if no other came before it.

    Returns:
        Their places in `page.blocks`.
    """
    own = msgspec.structs.replace(chrome, rules=(rule,))
    draft = Draft(page, own.sentences, own.lexicon)
    rule.run(draft)
    return [line.index for line in draft.lines if line.taken_by is not None]


def _merged(phrases: list[list[str]]) -> list[list[str]]:
    """One phrase with `*` for the words that differ, if they are few; else all phrases."""
    if len({len(words) for words in phrases}) > 1:
        return phrases
    columns = [set(column) for column in zip(*phrases, strict=True)]
    common = [min(column) if len(column) == 1 else "*" for column in columns]
    return [common] if 2 * common.count("*") <= len(common) else phrases


def _beginning(words: list[str], spared: set[str]) -> str:
    for length in range(BEGINNING, len(words) + 1):
        beginning = " ".join(words[:length])
        if not any(line.startswith(f"{beginning} ") for line in spared):
            return beginning
    return " ".join(words)


def _name(lines: Sequence[str], taken: Collection[str], before: str = "") -> str:
    words = folded_words(folded(lines[0]))
    letters = (
        "".join(letter for letter in word if letter.isascii() and letter.isalnum())
        for word in words
    )
    stem = "-".join([part for part in letters if part][:_NAME_WORDS]) or "line"
    stem = f"{before}-{stem}" if before else stem
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (stem, *numbered) if name not in taken)
