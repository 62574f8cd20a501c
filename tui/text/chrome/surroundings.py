"""What there is to know of the lines above an article that tells which is its headline."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from math import fsum, log1p
from typing import TYPE_CHECKING, Annotated

import msgspec

from tui.text.chrome.lexicon import normal_lines
from tui.text.chrome.rule import Rule, Wording
from tui.text.fields import Count
from tui.text.words.scripts import FIRST_EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.draft import Draft, Line


_SEPARATOR = re.compile(r"[|»>›/•·→]")


_QUOTED = re.compile(r"«[^«»]*»")


_PARTING = re.compile(r"\s+[|–—·•»›>/:-]+\s+|\s*[|»›>→]\s*|: |[„“”\"«»]")
"""What parts a headline from the outlet, the section or the count of comments on one line."""


_CLOSERS, _FULL_STOPS = "\"'”“»」』", (".", "。")
"""What may stand behind a full stop, and full stops."""


_QUESTION = re.compile(r"[?？؟;][\"'”“»]*$")
"""What a question ends with; in Greek that is a semicolon."""


LONGEST_TITLE = 20
"""Words of the longest title."""


BRIEF = 4
"""Words of the shortest heading that outweighs what else speaks for the one below it."""


BELOW_TOP = 2
"""Lines from the top of the body that may be the headline still."""


_LONG = 4
"""Letters from which on a word says something about the story; East Asian ones need fewer."""


_COPY = 3
"""Lines above a byline in which the headline stands that stands below it again."""


_PAGE_TOP, _HEAD = 3, 2
"""Lines at a page's beginning that may be the site's, and those in which its title may stand."""


_JUST_ABOVE = (1, 2, 3)
"""How far above another a line is that it may be about, as a caption or a deck is."""


_LENGTHS = {"two": (1.1, 2), "brief": (3, 4.9), "fitting": (5, 15), "lengthy": (15.1, 20)}
"""Words of lines, by the trait."""


_MUCH = 0.5
"""How much of what the article says of the line of which it says the most is much."""


_SITE = 4
"""Lines above the body from which on some may be a site's; a file that was written has fewer."""


_NEAR = 20
"""Lines above the body in which most headlines stand."""


_NAMED = 4
"""Words that a name has at most."""


_LONGEST_WHOLE = 20_000
"""Characters of a line of which a headline may be a part: the title of a page, or a menu."""


_LABEL = 7
"""Words that a label or kicker has at most."""


_ENOUGH_WORDS = 4
"""Long words of a line that tell what the story is."""


_STUB = 3
"""Words at an end of a line that tell what it was."""


_LONGEST_BYLINE = 12


_NUMBER = re.compile(r"\d+")


_YEAR_AT_END = re.compile(r"(?:19|20)\d\d\W*$")


_TOLD = 6
"""Words from which a line tells something and says no day, if a year is its only number."""


_MOST_TOLD = 5_000
"""Lines of the body in which the words of headlines are looked for: all of any real page."""


class HeadlineSettings(Rule, frozen=True, kw_only=True):
    """Which lines may be the headline: of the `within` lines above the body and its first line.

    Lines like `not_like` are ruled out, and so are those that a rule has taken, except by the
    rules in `despite`, and by those in `despite_twice` if another line above the body says the
    same or begins with it. `byline` says what a date or byline looks like, `letters` how many
    letters of two words must be the same, `rivals_above` how many lines above are looked at for
    rivals.
    """

    within: Count = 45
    at_least: Count = 1
    at_most: Count = 40
    letters: Annotated[int, msgspec.Meta(ge=1)] = 5
    rivals_above: Count = 12
    byline: Wording
    not_like: Wording = Wording()
    despite: tuple[str, ...] = ()
    despite_twice: tuple[str, ...] = ()


@cache
def _beginning(letters: int) -> re.Pattern[str]:
    """What finds the first letters of each long word among words parted by a space."""
    return re.compile(rf"(?=[^ ]{{{_LONG}}})([^ ]{{1,{letters}}}+)[^ ]*+")


def _is_longer(other: Line, line: Line) -> bool:
    return line.length < other.length <= LONGEST_TITLE and not other.sentence


def _has_capitals(line: Line) -> bool:
    """Whether each of two to four words begins with a capital, as those of a name do."""
    words = line.text.split(None, _NAMED)
    return 2 <= len(words) <= _NAMED and all(word[0].isupper() for word in words)


def _has_year_by_chance(line: Line) -> bool:
    """Whether a line of some words says when by a year alone: "Bridge is shut until 2026"."""
    return (
        line.length >= _TOLD
        and len(_NUMBER.findall(line.text)) == 1
        and _YEAR_AT_END.search(line.text) is not None
    )


def _has_full_stop(text: str) -> bool:
    """Whether a full stop ends a line, in quotation marks as well."""
    return text.rstrip(_CLOSERS).endswith(_FULL_STOPS)


def _has_separator(text: str) -> bool:
    """Whether signs part a line, beside those that quote in it."""
    return _SEPARATOR.search(_QUOTED.sub("", text) if "«" in text else text) is not None


class Surroundings:
    """What has to be known of a page to tell its headline.

    `top` is the index of the first line that may be it, `first` that of the body's first line.
    """

    def __init__(self, rule: HeadlineSettings, draft: Draft) -> None:
        self._rule = rule
        self._draft = draft
        self.first = draft.first or 0
        self.top = max(0, self.first - rule.within)
        body = draft.lines[self.first : (draft.last or 0) + 1]
        near = draft.lines[self.top : min(self.first + 3, (draft.last or 0) + 2)]
        self._stems = {line.index: set(self._beginnings_in(line.said)) for line in near}
        self._texts = [line.said for line in draft.lines]
        self._whole = "\n".join([*self._texts, ""])
        self._told = self._count_told(body, set().union(*self._stems.values()))
        self._may_be = draft.lines[self.top : self.first + BELOW_TOP]
        # Whether a blank line stands above each line, and below the last one.
        self._gaps = [True, *[line.block.parted for line in draft.lines[1:]], True]
        self._bylines = {
            line.index
            for line in draft.fitting_any((rule.name, "byline"))
            if line.length <= _LONGEST_BYLINE and not _has_year_by_chance(line)
        }
        self._last_byline = max((at for at in self._bylines if at <= self.first), default=-1)
        self._in_body = set(self._told)
        self._long_enough: dict[int, bool] = {}
        self._often = {line.index: self._count_often(line) for line in near}
        self._shared = {at: sum([of > 0 for of in often]) for at, often in self._often.items()}
        self._rivals = [
            self._shared[line.index] if self._is_rival(line) else 0
            for line in draft.lines[self.top : self.first + 1]
        ]

    def candidates(self) -> list[Line]:
        """The lines that may be the headline, from the top down."""
        lines = list(filter(self.may_be_headline, self._may_be))
        title = self._draft.metadata.title if self._draft.metadata else None
        said = set(self._beginnings_in(*normal_lines([title]))) if title else ()
        if len(said) < _ENOUGH_WORDS:
            return lines
        # Lines of boxes have nothing in common with what the page says its title is.
        return [line for line in lines if not self._stems[line.index].isdisjoint(said)]

    def may_be_headline(self, line: Line) -> bool:
        """Whether nothing rules the line out."""
        return (
            (
                line.taken_by is None
                or (line.taken_by in self._rule.despite and not self._is_teaser(line))
                or self._is_twice(line)
            )
            # A paragraph of the body that ends in a full stop is its first one.
            and not (line.index >= self.first and _has_full_stop(line.text))
            and self._rule.at_least <= line.length <= self._rule.at_most
            and not self._draft.fits(line, (self._rule.name, "not_like"))
            and not (line.index > self.first and self._is_interview(line))
        )

    def _is_teaser(self, line: Line) -> bool:
        """Whether the line below is cut off with dots, as another article's first words are."""
        return any(other.cut_off for other in self._draft.lines[line.index + 1 : line.index + 2])

    def _is_twice(self, line: Line) -> bool:
        """Whether a line that looks like a caption is said once more above the body."""
        said = self._texts[line.index]
        return (
            line.taken_by in self._rule.despite_twice
            and line.index < self.first
            and line.length >= BRIEF
            and sum(other.startswith(said) for other in self._texts[self.top : self.first]) > 1
        )

    def _is_interview(self, line: Line) -> bool:
        """Whether a line of the body is a question, and further short ones follow it."""
        return _QUESTION.search(line.text) is not None and any(
            other.length <= LONGEST_TITLE and _QUESTION.search(other.text)
            for other in self._draft.lines[line.index + 1 : (self._draft.last or 0) + 1]
        )

    def shape(self, line: Line) -> dict[str, float]:
        """What the line is like by itself, where it stands, and what parts it from those around.

        Traits are by the names of the rule's weights, and from 0 to 1.
        """
        at, lines = line.index, self._draft.lines
        of_site = self.first >= _SITE
        above, below = self._gaps[at], self._gaps[at + 1]
        if not of_site and at + 1 < len(lines):
            below = below or lines[at + 1].block.indent > line.block.indent
        return {
            "bullet": line.bullet,
            "full_stop": _has_full_stop(line.text),
            "colon": ": " in line.text,
            "small_letter": line.text[:1].islower(),
            "separators": _has_separator(line.text),
            "gap_above": above,
            "gap_below": self._gaps[at + 1],
            "apart": above and below,
            "flush": line.block.indent == 0,
            "inside": at >= self.first,
            "next_to_body": 0 < at == self.first - 1,
            "page_top": of_site and at < _PAGE_TOP,
        }

    def never_echoed(self) -> set[str]:
        """The traits of what is elsewhere on a page that none of this page's lines has."""
        can = {"entry": self._entries, "cut": self._stubs}
        return {name for name, found in can.items() if not found}

    def echoes(self, line: Line) -> dict[str, float]:
        """Where else on the page that is said which the line says."""
        text = self._texts[line.index]
        several = " " in text
        return {
            "entry": self._entries[text] > line.bullet,
            "ends": several and self._is_end(text),
            "part": several and self._is_part(line),
            "trail": self._is_trail(line),
            "cut": not line.cut_off and f"{text} ".startswith(self._stubs),
        }

    def company(self, line: Line) -> dict[str, float]:
        """What the lines around are."""
        at, lines = line.index, self._draft.lines
        below = lines[at + 1 : at + 3]
        above_sentence = any(other.sentence for other in below)
        longer_above = at > 0 and _is_longer(lines[at - 1], line)
        longer_below = bool(below) and _is_longer(below[0], line)
        # Headings have capitals as well, but the text follows them; kickers are all capitals.
        by_chance = above_sentence and not (longer_above or longer_below or line.text.isupper())
        rivals = self._rivals[max(0, at - self._rule.rivals_above - self.top) : at - self.top]
        return {
            "above_byline": not self._bylines.isdisjoint(range(at + 1, at + 4)),
            "byline_below": at + 1 in self._bylines,
            "undated": at >= self._last_byline,
            "named": not by_chance and _has_capitals(line),
            "alike": self._is_one_of_many(line),
            "listed": self._is_listed(line),
            "rival_above": max(rivals, default=0) > self._shared[at],
            "longer_above": longer_above,
            "deck_below": bool(below) and below[0].length > max(_LABEL, line.length),
            "deck": (
                self._is_long_enough(at - 1)
                and self._in_opening(lines[at - 1]) > 0
                and not self._is_long_enough(at - 2)
            ),
        }

    def _is_long_enough(self, at: int) -> bool:
        """Whether a line may be the headline, and has the length of one."""
        if at < self.top:
            return False
        known = self._long_enough.get(at)
        if known is None:
            line = self._draft.lines[at]
            known = self._long_enough[at] = (
                5 <= line.length <= 15
                and not line.sentence
                and at not in self._bylines
                and not _has_separator(line.text)
                and not self._is_trail(line)
                and self.may_be_headline(line)
            )
        return known

    def _beginnings_in(self, said: str) -> list[str]:
        """The beginnings of the long words: endings and compounds tell no words apart."""
        letters = self._rule.letters
        if said.isascii():
            return _beginning(letters).findall(said)
        words = said.split()
        return [word[:letters] for word in words if len(word) >= _LONG or word >= FIRST_EAST_ASIAN]

    def _count_told(self, body: list[Line], stems: set[str]) -> dict[str, int]:
        """How many lines of the body have each of some stems; teasers come again in it."""
        above = set(self._texts[self.top : self.first])
        counts: dict[str, int] = {}
        for line in body[:_MOST_TOLD]:
            if self._texts[line.index] not in above:
                for stem in stems.intersection(self._beginnings_in(line.said)):
                    counts[stem] = counts.get(stem, 0) + 1
        return counts

    def compare(self, lines: list[Line]) -> Iterator[dict[str, float]]:
        """What speaks for each of some lines beside what speaks for the others."""
        each = [self._how_told(line) for line in lines]
        most, best = (
            max(of, default=0) or 1 for of in ([t for t, _ in each], [c for _, c in each])
        )
        telling = {line.index: told / most for line, (told, _) in zip(lines, each, strict=True)}
        much = (line for line in lines if telling[line.index] >= _MUCH and not line.sentence)
        leader = next(much, None)
        for line, (told, covered) in zip(lines, each, strict=True):
            at = line.index
            own = telling[at]
            traits = self._at_a_glance(line)
            traits["better_above"] = own < max([telling.get(at - up, 0) for up in _JUST_ABOVE])
            if told:
                traits.update(telling=own, most=own == 1, leads=line is leader)
                traits.update(covered=covered / best, opening=self._in_opening(line))
            yield traits

    def above_byline(self, line: Line) -> Line:
        """The line, or where the same stands just above the last date or byline, that one."""
        before = self._draft.lines[max(0, self._last_byline - _COPY) : max(0, self._last_byline)]
        text = self._texts[line.index]
        same = [one for one in before if self._texts[one.index] == text and not one.bullet]
        return same[-1] if same and self._last_byline < line.index else line

    def _at_a_glance(self, line: Line) -> dict[str, float]:
        """How long a line is, and where: what is known at once."""
        at, length = line.index, line.length
        traits: dict[str, float] = {"near": 0 <= self.first - at <= _NEAR}
        if length > 1:
            traits["head"] = at >= _HEAD and self._texts[at] in self._heads
        for name, (least, longest) in _LENGTHS.items():
            if least <= length <= longest:
                traits[name] = 1
                break
        return traits

    @cached_property
    def _heads(self) -> set[str]:
        """What the page's first lines begin with, of two words or more."""
        heads = [text.split() for text in self._texts[:_HEAD]]
        return {" ".join(head[:end]) for head in heads for end in range(2, len(head) + 1)}

    def _how_told(self, line: Line) -> tuple[float, float]:
        """How often the article has a line's long words, and the share that it has twice."""
        if not (often := self._often[line.index]):
            return 0, 0
        twice = sum([of > 1 for of in often])
        return fsum(map(log1p, often)), twice / max(_ENOUGH_WORDS, len(self._stems[line.index]))

    def _count_often(self, line: Line) -> list[int]:
        """How often the article has each of a line's long words that it has beside the line."""
        own, told = line.index >= self.first, self._told
        return [told[stem] - own for stem in self._stems[line.index] & self._in_body]

    def _in_opening(self, line: Line) -> float:
        """The share of the line's long words that the body's first paragraph below it has."""
        own = self._stems[line.index]
        opening = self._stems.get(max(self.first, line.index + 1), set())
        return len(own & opening) / max(1, len(own))

    @cached_property
    def _entries(self) -> Counter[str]:
        """How often list items say something."""
        return Counter(self._texts[line.index] for line in self._draft.lines if line.bullet)

    @cached_property
    def _candidates(self) -> dict[str, int]:
        """What lines say that may be the headline, and the last one's place."""
        return {self._texts[line.index]: line.index for line in self._may_be}

    @cached_property
    def _stubs(self) -> tuple[str, ...]:
        """What the page's lines that are cut off begin with; the last word may be half of one."""
        cut = (line.words[:-1] for line in self._draft.lines if line.cut_off)
        return tuple(" ".join(words) + " " for words in cut if len(words) >= _STUB)

    def _is_end(self, text: str) -> bool:
        """Whether another line ends with several words."""
        return f" {text}\n" in self._whole

    def _is_part(self, line: Line) -> bool:
        """Whether the line is a part of another, not of one that it may go on with."""
        text = self._texts[line.index]
        if self._whole.count(text) < 2:
            return False
        # What parts a line has neither letters nor digits, so that the whole says it as well.
        saying = [at for at, said in enumerate(self._texts) if text in said]
        wholes = [self._draft.lines[at] for at in saying if abs(at - line.index) > 1]
        return any(
            text in normal_lines(_PARTING.split(other.text))
            for other in wholes
            if not other.sentence
            and len(other.text) <= _LONGEST_WHOLE
            and _PARTING.search(other.text)
        )

    def _is_trail(self, line: Line) -> bool:
        """Whether the line ends with a line below that may be the headline, of three words or more.

        That line is less than the whole, and the last of those that say the same.
        """
        text = self._texts[line.index]
        words = text.split()
        # Most ends stand on no other line.
        if self._whole.count(f"{' '.join(words[-_STUB:])}\n") < 2:
            return False
        ends = (" ".join(words[at:]) for at in range(1, len(words) - _STUB + 1))
        if any(line.index < self._candidates.get(end, -1) for end in ends):
            return True
        # A path without spaces goes on in the headline: Record.comNewsFlood in the valley.
        return any(
            at > line.index and len(other) < len(text) and text.endswith(other)
            for other, at in self._candidates.items()
            if other.count(" ") >= _STUB - 1
        )

    def _is_one_of_many(self, line: Line) -> bool:
        """Whether the lines above and below are as long, and stand apart, or not, as it does."""
        at, lines = line.index, self._draft.lines
        if not 0 < at < len(lines) - 1:
            return False
        apart = self._is_apart(line)
        return all(
            self._is_apart(other) == apart and abs(other.length - line.length) <= 3
            for other in (lines[at - 1], lines[at + 1])
        )

    def _is_listed(self, line: Line) -> bool:
        """Whether the line is a list item, and one beside it is."""
        at, lines = line.index, self._draft.lines
        return line.bullet and any(other.bullet for other in lines[max(0, at - 1) : at + 2 : 2])

    def _is_rival(self, line: Line) -> bool:
        return (
            line.taken_by is None
            and not line.bullet
            and line.length >= 2
            and self._is_apart(line)
            and line.index not in self._bylines
        )

    def _is_apart(self, line: Line) -> bool:
        return self._gaps[line.index] and self._gaps[line.index + 1]
