"""What stands at the end of the body and is none of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.chrome.rule import Rule, Wording
from tui.text.fields import Count

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line


_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]+"


_PARTICLES = r"(?:(?:von|van|de|der|den|di|del|da|dos|al|el|la|le|zu|ten|ter) )*"


# A lookahead, so that "Ann Lee Smith" is both "ann lee" and "lee smith".
_NAME = re.compile(rf"(?<![\w'’])(?=({_CAPITAL}) {_PARTICLES}({_CAPITAL}))")


class AuthorRule(Rule, frozen=True, kw_only=True, tag="author"):
    """A note on the author below the article: it begins with a name that stands above it.

    The name is of two words or more with capitals. It stands at most `within` lines above the
    body, in a line of at most `longest` words like `byline` or one of at most `name_words`
    words; the body does not have it before. The note is one of the last `paragraphs`
    paragraphs of at least `spared` more, and has the name in its first `opening_words` words,
    or below a label that has it.
    """

    byline: Wording
    within: Count = 12
    name_words: Count = 4
    longest: Count = 12
    spared: Count = 4
    paragraphs: Count = 2
    opening_words: Count = 4

    def run(self, draft: Draft) -> None:
        """Take the note on the author, and what stands below it."""
        if draft.first is None or draft.last is None:
            return
        names = _names_above(self, draft)
        body = [
            line
            for line in draft.lines[draft.first : draft.last + 1]
            if line.taken_by is None and line.sentence
        ]
        tail = body[self.spared :][-self.paragraphs :]
        if not names or not tail:
            return
        names -= {name for line in body if line.index < tail[0].index for name in _names(line.text)}
        for line in draft.lines[tail[0].index - 1 : draft.last + 1]:
            label = line.length <= self.name_words and not line.ended
            opening = line.text.split()[: self.opening_words]
            if line.taken_by is not None or names.isdisjoint(_names(" ".join(opening))):
                continue
            if label or line in tail:
                for below in draft.lines[line.index : draft.last + 1]:
                    if below.taken_by is None:
                        below.taken_by = self.name
                draft.last = line.index - 1
                return


def take_tail(rule: str, draft: Draft, fitting: set[int]) -> None:
    """Take lines from the end of the body up as long as they fit, and end the body above them.

    What fits a rule of this kind that ran before is passed over as well, and goes under that
    rule's name. Labels and links that hang on between or above go, too.

    Args:
        rule: The rule's name.
        fitting: The indexes of the lines that fit.
    """
    if draft.first is None or draft.last is None:
        return
    for index in fitting:
        draft.tail.setdefault(index, rule)
    end = draft.last
    for index in range(draft.last, draft.first, -1):
        line = draft.lines[index]
        if index in draft.tail and line.taken_by is None:
            line.taken_by = draft.tail[index]
            end = index - 1
        elif line.taken_by is None and not _hangs(line, draft):
            break
    if end == draft.last:
        return
    while end > draft.first and (
        draft.lines[end].taken_by is not None or _hangs(draft.lines[end], draft)
    ):
        end -= 1
    draft.last = end


def _hangs(line: Line, draft: Draft) -> bool:
    """Whether a line is a label or a link rather than text."""
    return not line.ended and not line.bullet and line.length < draft.sentences.label_words


def _names_above(rule: AuthorRule, draft: Draft) -> set[str]:
    first = draft.first or 0
    return {
        name
        for line in draft.lines[max(0, first - rule.within) : first + 2]
        if line.length <= rule.longest
        and (line.length <= rule.name_words or draft.fits(line, (rule.name, "byline")))
        for name in _names(line.text)
    }


def _names(text: str) -> set[str]:
    return {f"{first} {last}".lower() for first, last in _NAME.findall(text)}
